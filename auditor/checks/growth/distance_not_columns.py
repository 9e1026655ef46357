"""How far the text says that a row of a table is from its target, where the row's target and outcome say otherwise.

老年人体检率低于目标 1.58 个百分点: target and outcome stand in the table of indicators alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.heads import rows
from auditor.checks.common.numbers import Number, Stated, exactly, paragraphs, unbounded
from auditor.checks.common.relations import ONE, judged, rule, summed
from auditor.checks.common.rowsaid import row_said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "distance-not-columns"
TITLE = {
    "zh": "正文所述与目标的差距与表中该行不符",
    "en": "a distance from the target is not the one of the row",
}
_TARGET = re.compile(r"指标值|目标|计划|预期|标杆")
_ACTUAL = re.compile(r"完成值|实际|完成情况|完成数|业绩值")
_AIM = r"(?:年度|年初|预期|既定|绩效)*(?:目标|计划|指标|预期|标杆)(?:值|数|要求|任务)?"
_UNDER = rf"(?:[比较]{_AIM}(?:低|少|差)|低于{_AIM}|未?(?:达到?|完成){_AIM}[，,]?(?:差|低|少)|与{_AIM}(?:相)?差|距{_AIM}(?:还|尚)?差)"
_OVER = rf"(?:[比较]{_AIM}(?:高出?|多|超出?)|高于{_AIM}|超(?:过|出|额)?(?:完成)?{_AIM})"
_SAID = re.compile(rf"(?:(?P<under>{_UNDER})|(?P<over>{_OVER}))(?:了|约|达)?\s*$")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the distances told of a row that has a target and an outcome."""
    for paragraph in paragraphs(facts):
        for number in paragraph.numbers:
            found = _SAID.search(number.before) if number.stated is not None else None
            if found is not None:
                yield from _judged(facts, number, found)


def _judged(facts: Facts, number: Number, found: re.Match[str]) -> Iterator[Outcome]:
    words = re.sub(r"[，,]\s*$", "", number.before[: found.start()])
    place = row_said(facts, number, words)
    if place is None:
        return
    sheet, row = place
    headed = next((each for each in rows(facts, sheet) if each.row is row), None)
    done, aimed = (None, None) if headed is None else (headed.one(_ACTUAL), headed.cell(_TARGET))
    target = unbounded(facts, *aimed) if aimed is not None else None
    # A target is set, not measured: 95% is 95 and nothing near it.
    target = exactly(target) if target is not None else None
    if done is None or target is None or not _comparable(number.known, done, target):
        return
    more, less = (target, done) if found["under"] else (done, target)
    parts = [(ONE, more), (-ONE, less)]
    yield judged(facts, summed(rule(NAME, TITLE), number.known, parts, role="stated"))


def _comparable(claim: Stated, done: Stated, target: Stated) -> bool:
    dimension = done.unit.dimension
    if dimension != target.unit.dimension:
        return False
    return claim.unit.dimension == ("points" if dimension == "ratio" else dimension)
