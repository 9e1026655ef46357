"""A score that is not the one with which the remark of its row ends: 实际完成 432 户，完成率 90.00%，得 4.05 分 beside 4.50.

What the remark gives by its own figures is judged by `score-not-method`; this is the figure that it states.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import evidence_of_words, rule, said
from auditor.checks.scores._scale import tells
from auditor.checks.scores._system import system
from auditor.evaluation.evidence import evidence_of
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.scores._system import Indicator
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "score-not-concluded"
TITLE = {
    "zh": "得分与本行说明所写得分不符",
    "en": "a score is not the one that the remark of its row states",
}
_CONCLUDED = re.compile(
    r"(?P<before>[^，,。；;]*)[，,。；;]\s*(?:故|因此|最终|实际|应|自评|评价|本项)*得(?:分)?为?\s*(?P<n>[0-9]+(?:\.[0-9]+)?)\s*分\s*[。；;]?$"
)
_GIVEN = re.compile(r"[得计]\s*[0-9.]+\s*分|满分")
_RULE = re.compile(
    r"的$|时$|以[上下内]|至[0-9]|达到?[0-9]|不低于|不高于|低于|高于|超过|不足|[≥≤<>]|每|否则|其他"
)
"""What a rule says before its points: on what condition they are given, not what came of it."""


def check(facts: Facts) -> Iterator[Outcome]:
    """Compare the score of each indicator with the conclusion of its remark."""
    for each in system(facts).indicators:
        if len(each.got) != 1 or each.full is None or each.sheet is None:
            continue
        for text in (each.told.remark, each.told.method):
            found = _CONCLUDED.search(text)
            if found and re.search("[0-9]", found["before"]) and not _RULE.search(found["before"]):
                alone = len(_GIVEN.findall(text)) == 1
                value = Fraction(found["n"])
                if alone and value <= each.full.printed.numeral.value:
                    yield _judged(facts, each, text, found["n"])
                break


def _judged(facts: Facts, own: Indicator, text: str, told: str) -> Outcome:
    got = own.got[0]
    evidence = [evidence_of(facts, got.figure, got.mention, "stated")]
    block = own.sheet.block if own.sheet else None
    at = block.text.find(text) if block else -1
    if block is not None and at >= 0:
        start = at + text.rfind(told)
        evidence.append(evidence_of_words(block, start, told, f"{own.name}说明"))
    value, score = Fraction(told), got.printed.numeral
    if tells(score, value):
        return said(rule(NAME, TITLE), "", "", evidence, Verdict.WITHIN_ROUNDING)
    zh = f"{own.name}：说明写得 {told} 分，得分栏为 {got.mention.text} 分"
    en = f"{own.name}: its remark ends with {told}, its score is {got.mention.text}"
    return said(rule(NAME, TITLE), zh, en, evidence)
