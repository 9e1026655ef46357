"""A figure told again with the value that it had the year before.

医疗卫生机构总数 3,482 个，比上年增加 56 个 in the first chapter, and 全市 3,426 个医疗卫生机构 in the last: what the change leaves of the
figure is last year's, and nothing there says that last year's is meant.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import compared, judged, rule
from auditor.checks.common.slips import digits
from auditor.checks.common.words import stem
from auditor.checks.repeated._tellings import main_year, starts
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Paragraph
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "last-year-told"
TITLE = {
    "zh": "再次提到的数字是上年数",
    "en": "a figure is told again with last year's value",
}
_SINCE = re.compile(
    r"^\s*[，,（(]\s*(?:同比|[比较](?:上年|去年|上一年)(?:同期|末|度)?|与上年(?:同期)?相比[，,]?)(?:净)?(?:增加|减少|增长|下降|增|减)了?\s*$"
)
_EARLIER = re.compile(
    r"上年|去年|上一年|上期|前年|年初|期初|原有?|此前|以前|过去|同期|基数|基础上|计划|目标|任务|预算|[由从比较]"
)
_TOTAL = re.compile(r"(?:总数|总量|总额|数量|数)$")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_PERSONS = frozenset({"count:人", "count:名", "count:位"})
_SHORTEST = 3
_NAMED = 3


@records.frozen(eq=False)
class _Grown:
    """A figure whose change since last year is told behind it."""

    level: Number
    name: str
    before: Fraction


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge figures that bear the name of one told with its change, in another paragraph."""
    texts = paragraphs(facts)
    grown: dict[Fraction, list[_Grown]] = {}
    for text in texts:
        for each in _grown(text):
            grown.setdefault(each.before, []).append(each)
    main = main_year(facts)
    for text in texts:
        if text.block.tells_aims:
            continue
        for number in text.numbers:
            last = grown.get(number.stated.printed.value) if number.stated is not None else None
            meant = _meant(number, last, main) if last else None
            if meant is not None:
                yield judged(
                    facts,
                    compared(rule(NAME, TITLE), number.known, tree.Relation.EQUAL, meant.level.known),
                )


def _grown(paragraph: Paragraph) -> Iterator[_Grown]:
    for level, change in itertools.pairwise(paragraph.numbers):
        if level.stated is None or change.stated is None or level.sign or level.is_share or not change.sign:
            continue
        if change.dimension != level.dimension or change.sentence != level.sentence:
            continue
        name = _core(level.name)
        if len(name) < _NAMED or _EARLIER.search(level.clause) or not _SINCE.match(change.before):
            continue
        before = level.known.printed.value - change.sign * change.known.printed.value
        if digits(level.known) >= _SHORTEST and before != level.known.printed.value:
            yield _Grown(level, name, before)


def _core(name: str) -> str:
    return _TOTAL.sub("", stem(name))


def _meant(number: Number, grown: Sequence[_Grown], main: str) -> _Grown | None:
    """Return the figure that a number tells with last year's value."""
    if number.sign or number.is_share or number.depth:
        return None
    years = _YEAR.findall(number.period)
    if years and f"{years[-1]}年" != main:
        return None
    said = re.split(r"[。；;]", number.before)[-1] + re.split(r"[，,。；;]", number.after)[0]
    if _EARLIER.search(said) or starts(number):
        return None
    return next((each for each in grown if _again(number, each)), None)


def _again(number: Number, told: _Grown) -> bool:
    alike = number.dimension == told.level.dimension or {number.dimension, told.level.dimension} <= _PERSONS
    if not alike or number.block is told.level.block:
        return False
    # 全市 3,426 个医疗卫生机构、…: behind its number a noun is the name.
    return _core(number.name) == told.name or stem(number.after).startswith(told.name)
