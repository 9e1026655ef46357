"""English: a mean or median that lies outside the range told with it: aged 19 to 80, with a mean of 14.65 ± 53.06."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import english
from auditor.checks.common.relations import evidence_at, rule, said
from auditor.findings import Verdict
from auditor.numbers import read_numeral

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.english import Sentence
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "mean-beyond-range"
TITLE = {"zh": "均值不在所述范围之内", "en": "a mean lies outside the range told with it"}
_N = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_MEAN = r"(?:mean|average|median)(?: (?:age|value|score|length|size|duration))?"
_UNIT = r"(?:\s?(?P<unit>%|[a-z]{1,8}))?"
_THEN = re.compile(
    rf"\b(?:aged?|ages|ranged?|ranging)(?: in age)?(?: between| from|:|,)?\s+(?P<low>{_N})\s?(?:[a-z%]{{1,8}}\s)?(?:and|to|[-–—])\s?(?P<high>{_N}){_UNIT}\)?,?"
    rf"(?: (?:old|of age))?,?(?:\s(?:with|and|had|has|having|the|an?|their|its|whose|of)\b){{0,4}}\s{_MEAN}(?: of| was| is| being|:|=)?\s(?P<mid>{_N})(?P<tail>[^.;]{{0,12}})"
)
_FIRST = re.compile(
    rf"\b{_MEAN}\b[^.;()0-9]{{0,40}}?(?P<mid>{_N})(?:\s?(?:±|\+/-)\s?{_N})?(?P<tail>\s?[a-z%]{{0,8}})\s?[,;]?\s?[(\[]\s?range[:,=]?\s?(?P<low>{_N})\s?(?:to|[-–—])\s?(?P<high>{_N}){_UNIT}\s?[)\]]"
)
_TAIL = re.compile(r"\s*(?:$|[.,;()±\[]|years?\b|and\b|with\b)")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the means of English sentences that tell a range."""
    for sentence in english(facts):
        for form in (_THEN, _FIRST):
            for found in form.finditer(sentence.text):
                yield from _judged(sentence, found)


def _judged(sentence: Sentence, found: re.Match[str]) -> Iterator[Outcome]:
    low, mid, high = (read_numeral(found[name]).value for name in ("low", "mid", "high"))
    unit, tail = found["unit"] or "", found["tail"]
    alike = bool(unit) and tail.strip().startswith(unit.rstrip("s"))
    at = sentence.start + found.start("mid")
    number = next((each for each in sentence.numbers if each.occurrence.span.start == at), None)
    if low >= high or number is None or not (alike or (unit != "%" and _TAIL.match(tail))):
        return
    item = [evidence_at(number.block, number.occurrence)]
    if low <= mid <= high:
        yield said(rule(NAME, TITLE), "", "", item, Verdict.EXACT)
        return
    zh = f"范围为 {found['low']} 至 {found['high']}，均值却写 {found['mid']}"
    en = f"ranges from {found['low']} to {found['high']}, and its mean is told as {found['mid']}"
    yield said(rule(NAME, TITLE), zh, en, item)
