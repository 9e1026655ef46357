"""What the text calls the largest or smallest of the things it has just listed, and that is not.

农林水支出 a 万元、卫生健康支出 b 万元、住房保障支出 c 万元。上述 3 类中，农林水支出最高，住房保障支出最低.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import Number, Paragraph, paragraphs
from auditor.checks._relations import evidence_of_words, rule, said
from auditor.checks._words import stem
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "extreme-not-listed"
TITLE = {
    "zh": "最值用语与前文所列数字不符",
    "en": "the largest or smallest of a list is not the one named",
}
_AMONG = re.compile(
    r"(?:上述|以上)\s*(?:[0-9一二三四五六七八九十两]{1,3}\s*)?(?:[大个项类种家镇县区]+)[^，,。；;0-9]{0,4}中[，,]"
)
_SAID = re.compile(
    r"(?:^|[，,、；;和])\s*(?P<row>[一-龥]{2,14}?)(?:金额|数额|数量|占比)?最(?P<most>[高多大低少小])(?=[，,、。；;和]|$)"
)
_FEWEST = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the extremes of 上述…中 by the list of the sentence before it."""
    for paragraph in paragraphs(facts):
        for among in _AMONG.finditer(paragraph.text):
            end = paragraph.text.find("。", among.end())
            claim = paragraph.text[among.end() : end if end >= 0 else len(paragraph.text)]
            listed = _listed(paragraph, among.start())
            for found in _SAID.finditer(claim):
                yield from _judged(paragraph, among.end() + found.start("row"), found, listed)


def _listed(paragraph: Paragraph, end: int) -> list[Number]:
    """Return the amounts of the last sentence before a place, all of one unit, each under a name of its own."""
    before = [each for each in paragraph.numbers if each.occurrence.span.start < end and each.stated]
    levels = [each for each in before if not (each.is_share or each.sign or each.depth)]
    if not levels:
        return []
    last = [each for each in levels if each.sentence == levels[-1].sentence]
    names = [stem(each.name) for each in last]
    alike = len({each.dimension for each in last}) == 1 and len(set(names)) == len(names) and all(names)
    return last if alike and len(last) >= _FEWEST else []


def _judged(
    paragraph: Paragraph, start: int, found: re.Match[str], listed: Sequence[Number]
) -> Iterator[Outcome]:
    name = stem(found["row"])
    named = [each for each in listed if stem(each.name) == name]
    if len(named) != 1:
        return
    most = found["most"] in "高多大"
    best = (max if most else min)(listed, key=lambda each: each.known.printed.value)
    right = best.known.printed.value == named[0].known.printed.value
    word = "最大" if most else "最小"
    zh = f"称“{found['row']}”{word}，而所列数字中{word}的是“{best.name}”（{best.occurrence.text}{best.occurrence.unit}）"
    en = f"'{found['row']}' is called the {'largest' if most else 'smallest'}, of those listed it is '{best.name}'"
    item = evidence_of_words(paragraph.block, start, found.group().strip("，,、；;和 "), "最值")
    yield said(rule(NAME, TITLE), zh, en, [item], Verdict.EXACT if right else Verdict.DISCREPANCY)
