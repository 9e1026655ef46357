"""A word of rise or fall that the levels contradict which the report tells in another place: 到馆 126 万人次，增长 3.5%, and 由上年 131 万减至 126 万.

The rate or the amount of the change is that of the two levels, so that they are surely the ones that are meant, and only the word is wrong.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number, Paragraph, Stated, paragraphs
from auditor.checks.common.relations import evidence_at, rule, said
from auditor.checks.common.slips import digits
from auditor.checks.common.tables import header, same_value, sheets
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "direction-not-levels"
TITLE = {
    "zh": "增减用语与别处所列的前后数额不符",
    "en": "a word of rise or fall contradicts the levels told elsewhere",
}
_FROM = re.compile(r"(?:由|从|上年|去年|上期|同期|20[0-9]{2}年)[^，,。；;]{0,12}$")
_TO = re.compile(
    r"^[^，,。；;0-9]{0,6}(?:[，,]\s*)?(?:增|减|升|降|提|扩|缩|压|下|上|回|变|调)?[一-龥]{0,4}?(?:至|到|为)(?:了)?[^，,。；;0-9]{0,6}$"
)
_EARLIER = re.compile(r"上年|去年|上期|同期|上一年|基期")
_NOW = re.compile(r"本年|今年|本期|当年")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_CHANGED = re.compile(r"增幅|降幅|增减|增长|变化|占|比重|率|预算|计划|目标")
_LEAST = 3
_BARE = frozenset({"number", "measure:万", "measure:亿"})


@records.frozen(eq=False)
class _Pair:
    """What a thing was and what it is, and where the report tells it."""

    before: Stated
    now: Stated
    where: str


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every change told behind a level by the pairs of levels that end in it."""
    known = [*_told(facts), *_tabled(facts)]
    for paragraph in paragraphs(facts):
        for level, change, pair in _bracketed(paragraph):
            yield from _judged(level, change, [pair])
    if not known:
        return
    for paragraph in paragraphs(facts):
        for level, change in _changes(paragraph):
            yield from _judged(level, change, known)


def _changes(paragraph: Paragraph) -> Iterator[tuple[Number, Number]]:
    """Iterate over levels with the change that is told right behind them."""
    for level, change in itertools.pairwise(paragraph.numbers):
        near = level.sentence == change.sentence and level.part == change.part and level.depth == change.depth
        if not near or level.stated is None or change.stated is None or level.sign or not change.sign:
            continue
        if not level.is_share and digits(level.known) >= _LEAST and _EARLIER.search(level.clause) is None:
            yield level, change


def _bracketed(paragraph: Paragraph) -> Iterator[tuple[Number, Number, _Pair]]:
    """Iterate over changes with the level of the year before in brackets: 死亡 31 人…，死亡人数下降 13.9%（上年 36 人）."""
    for at, (change, before) in enumerate(itertools.pairwise(paragraph.numbers)):
        inside = before.depth > change.depth and before.sentence == change.sentence
        if not inside or not change.sign or change.stated is None or before.stated is None:
            continue
        if _EARLIER.search(before.clause) is None:
            continue
        for level in paragraph.numbers[:at]:
            if level.stated is None or level.sign or level.depth or level.sentence != change.sentence:
                continue
            pair = _Pair(
                before.known,
                level.known,
                f"{_earlier(before)} 为 {before.occurrence.text}、本期为 {level.occurrence.text}",
            )
            if level.occurrence.unit == before.occurrence.unit and _is_change(pair, change):
                yield level, change, pair
                break


def _earlier(number: Number) -> str:
    found = _EARLIER.search(number.clause)
    return found.group() if found is not None else ""


def _told(facts: Facts) -> Iterator[_Pair]:
    """Iterate over the pairs that running text joins: 由上年 131.06 万减至 126.40 万."""
    for paragraph in paragraphs(facts):
        for one, two in itertools.pairwise(paragraph.numbers):
            alike = one.stated and two.stated and one.sentence == two.sentence and one.depth == two.depth
            if (
                alike
                and _FROM.search(one.before)
                and re.search(r"由|从", one.before)
                and _TO.match(two.before)
            ):
                yield _Pair(one.known, two.known, f"由 {one.occurrence.text} 到 {two.occurrence.text}")


def _tabled(facts: Facts) -> Iterator[_Pair]:
    """Iterate over the pairs that a row prints below 上年 and this year."""
    for sheet in sheets(facts):
        columns = [column for column in sheet.columns if not _CHANGED.search(header(column))]
        before = [column for column in columns if _EARLIER.search(header(column))]
        others = [column for column in columns if column not in before]
        years = {column.name: found for column in columns if (found := _YEAR.findall(header(column)))}
        if not before and len(years) == len(columns) == 2:  # noqa: PLR2004 - a year and the one before it
            first, last = sorted(columns, key=lambda each: years[each.name][0])
            before, others = [first], [last]
        now = [column for column in others if _NOW.search(header(column))] or others[:1]
        if len(before) != 1 or len(now) != 1:
            continue
        for row in sheet.table.rows:
            one, two = sheet.at(row, before[0]), sheet.at(row, now[0])
            if one is not None and two is not None:
                yield _Pair(
                    one,
                    two,
                    f"“{sheet.title}”“{row.label or row.name}”行 {one.mention.text}、{two.mention.text}",
                )


def _judged(level: Number, change: Number, known: Sequence[_Pair]) -> Iterator[Outcome]:
    found = [pair for pair in known if _same(level, pair) and _is_change(pair, change)]
    if not found:
        return
    signs = {pair.now.printed.value > pair.before.printed.value for pair in found}
    if len(signs) != 1:
        return
    evidence = [evidence_at(change.block, change.occurrence)]
    if signs == {change.sign > 0}:
        yield said(rule(NAME, TITLE), "", "", evidence, Verdict.EXACT)
        return
    word = "增加" if change.sign > 0 else "减少"
    zh = f"{level.occurrence.text}{level.occurrence.unit}的变动 {change.occurrence.text} 写为{word}，而{found[0].where}"
    en = f"the change of {level.occurrence.text} is told as a {'rise' if change.sign > 0 else 'fall'}; the levels say otherwise"
    yield said(rule(NAME, TITLE), zh, en, evidence)


def _bare(pair: _Pair) -> bool:
    """Whether a level of a pair is printed without its unit: 由 131.06 万减至 126.40 万."""
    return any(each.unit.dimension in _BARE for each in (pair.before, pair.now))


def _same(level: Number, pair: _Pair) -> bool:
    """Whether a pair ends in a level, of its unit or of none."""
    if _bare(pair):
        return level.known.printed.numeral.value == pair.now.printed.numeral.value
    return level.dimension == pair.now.unit.dimension and same_value(level.known, pair.now)


def _is_change(pair: _Pair, change: Number) -> bool:
    """Whether a change is that from the first level of a pair to the second, whichever way."""
    bare = _bare(pair)
    before, now = (
        each.printed.numeral.value if bare else each.printed.value for each in (pair.before, pair.now)
    )
    gap, known = abs(now - before), change.known.printed
    if not before or not gap or "百分点" in change.occurrence.unit:
        return False
    if change.is_share:
        return abs(gap / abs(before) - abs(known.value)) <= known.step
    return gap == abs(known.numeral.value if bare else known.value)
