"""A weighted sum written out with another score than the one told beside it: 管理得 84.54 分…（86.54×40%＋90.55×60%）."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import paragraphs
from auditor.checks.common.relations import evidence_at, rule, said
from auditor.findings import Verdict
from auditor.numbers import decimal_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "formula-takes-other"
TITLE = {
    "zh": "公式中的分数与所述不符",
    "en": "a formula takes another score than the one told",
}
_TERM = r"(?P<value{0}>[0-9]+(?:\.[0-9]+)?)\s*分?\s*[×*xX]\s*(?P<weight{0}>[0-9]+(?:\.[0-9]+)?)\s*[%％]"
_SUM = re.compile(
    _TERM.format(1) + r"\s*[+＋]\s*" + _TERM.format(2) + r"(?:\s*[+＋]\s*" + _TERM.format(3) + ")?"
)
_GOT = re.compile(r"(?:得分?|评分|分数)(?:为|是)?\s*$")
_ALL = re.compile(r"(?:综合|最终|总|评价)(?:评价)?(?:得分?|评分|分)(?:为|是)?\s*$")
_WHOLE = Fraction(100)


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge weighted sums by the scores that their paragraph tells before them."""
    for paragraph in paragraphs(facts):
        for found in _SUM.finditer(paragraph.text):
            pairs = [(found[f"value{at}"], found[f"weight{at}"]) for at in (1, 2, 3) if found[f"value{at}"]]
            if sum((Fraction(weight) for _, weight in pairs), Fraction(0)) != _WHOLE:
                continue
            taken = {Fraction(value) for value, _ in pairs}
            told = [
                each
                for each in paragraph.numbers
                if each.stated
                and each.dimension == "score"
                and each.occurrence.span.end <= found.start()
                and _GOT.search(each.before)
                and not _ALL.search(each.before)
            ]
            odd = [each for each in told if each.known.printed.value not in taken]
            lacking = taken - {each.known.printed.value for each in told}
            if len(told) != len(pairs) or len(taken) != len(pairs):
                continue
            evidence = [
                *(evidence_at(each.block, each.occurrence) for each in odd or told[:1]),
                *(
                    evidence_at(paragraph.block, each, "part")
                    for each in paragraph.block.occurrences
                    if found.start() <= each.span.start < found.end()
                    and each.numeral is not None
                    and each.numeral.value in lacking
                ),
            ]
            if not odd:
                yield said(rule(NAME, TITLE), "", "", evidence, Verdict.EXACT)
            elif len(odd) == len(lacking) == 1:
                other = decimal_text(next(iter(lacking)))
                zh = f"写得 {odd[0].occurrence.text} 分，而算式“{found.group()}”用的是 {other}"
                en = f"{odd[0].occurrence.text} is told, the formula takes {other}"
                yield said(rule(NAME, TITLE), zh, en, evidence)
