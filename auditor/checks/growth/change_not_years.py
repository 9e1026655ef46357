"""A change told of a row whose two years a table prints, one slip of the pen away from their difference.

与上年比较，医院诊疗增加 6.784 万人次, and a row 医院 with 1352.47 in 2024 and 1284.63 in 2023 below 诊疗人次. The name may
fit several rows and columns; only the one that a slip explains is certain. Where the passage tells the level as well
(病床使用率 51.8%，提高 4.3 个百分点), and row and column print it under the names that stand before it, no slip is asked for.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.nearby import Nearby
from auditor.checks.common.numbers import Number, Stated, paragraphs
from auditor.checks.common.relations import ONE, evidence_at, judged, quotient, rule, said, summed
from auditor.checks.common.slips import MEANT, digits, slip
from auditor.checks.common.tables import (
    Sheet,
    as_percent,
    header,
    is_rate,
    numeric,
    plain,
    same_value,
    sheets,
)
from auditor.checks.common.words import overlap, stem
from auditor.findings import Verdict
from auditor.numbers import round_to
from auditor.report.model import Column

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Row

NAME = "change-not-years"
TITLE = {
    "zh": "正文的增减额与表中两年之差不符",
    "en": "a change in the text is not the difference of two years of its row",
}
_YEAR = re.compile(r"(?P<year>(?:19|20)[0-9]{2})年?")
_NOW, _LAST = (
    re.compile(r"^(?:本年|本期|今年|当年|期末|年末)"),
    re.compile(r"^(?:上年|上期|去年|期初|年初)(?:同期)?"),
)
_OTHER = re.compile(r"年初|环比|上月|上季|预算|计划|目标|年均|累计")
_CHANGE = re.compile(r"增减|变动|变化|增长|增加|减少|增幅")
_SINCE = re.compile(
    r"^\s*[，,]\s*(?:同比|[比较](?:上年|去年|上一年)(?:同期|末)?)?(?:提高|上升|增加|增长|下降|降低|减少|缩短|延长)了?\s*$"
)
_AGAINST = re.compile(
    r"(?:^|[，,；;。])\s*(?:(?P<now>(?:19|20)[0-9]{2})\s*年度?)?(?P<what>[^，,。；;0-9]{2,8}?)[比较]\s*(?P<then>(?:19|20)[0-9]{2})\s*年度?"
    r"(?:净)?(?:提高|上升|增加|增长|下降|降低|减少|提升|回落)了?\s*$"
)
_AGAINST_LAST = re.compile(
    r"(?:^|[，,；;。])\s*(?:其中)?(?P<what>[^，,。；;0-9]{2,12}?)[则也均又却]?(?:同比|[比较](?:上年|去年|上一年)(?:同期|末)?)(?:净|有所)?"
    r"(?:提高|上升|增加|增长|下降|降低|减少|提升|回落|上涨)了?\s*$"
)
_OF_ALL = re.compile(r"累计|合计|总计|平均|年均")
_ROW_YEAR = re.compile(r"(?P<year>(?:19|20)[0-9]{2})\s*年?度?")
_NAMED = 2
_FAR = 12
_SURE = frozenset({"swap", "shift"})


_Pair = tuple[str, Column, Column]
"""What two columns hold, this year's and last year's."""


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge changes by the rows that bear their names, where two years of them are printed."""
    dated = [(sheet, pairs) for sheet in sheets(facts) if (pairs := list(_years(sheet)))]
    levels = Nearby(dated, lambda each: each[0])
    amounts = ((sheet, [each for each in pairs if _of_amounts(sheet, each)]) for sheet, pairs in dated)
    tables = Nearby(((sheet, pairs) for sheet, pairs in amounts if pairs), lambda each: each[0])
    info = rule(NAME, TITLE)
    yearly = [(sheet, rows) for sheet in sheets(facts) if (rows := _year_rows(sheet))]
    by_rows = Nearby(yearly, lambda each: each[0])
    moved = list(_moved(yearly))
    for paragraph in paragraphs(facts):
        for number in paragraph.numbers:
            yield from _turned(number, moved)
            yield from _against(facts, number, by_rows)
        beside = levels.near(paragraph.block.index, _FAR)
        for level, change in itertools.pairwise(paragraph.numbers) if beside else ():
            yield from _behind(facts, level, change, beside)
        near = tables.near(paragraph.block.index, _FAR)
        for number in paragraph.numbers:
            if not _told(number):
                continue
            found = [each for sheet, pairs in near for each in _levels(sheet, pairs, number)]
            outcomes = [_relation(number, now, before) for now, before in found]
            right = [each for each in outcomes if each[0]]
            slipped = [each for each in outcomes if each[1]]
            if right or len(slipped) == 1:
                sign = ONE * number.sign
                (_, _, now, before) = (right or slipped)[0]
                parts = [(sign, now), (-sign, before)]
                yield judged(facts, summed(info, number.known, parts, role="stated"))


def _year_rows(sheet: Sheet) -> dict[int, Row]:
    """Return the rows of a table that are years."""
    named = [(_ROW_YEAR.fullmatch(plain(row.label or row.name)), row) for row in sheet.details]
    found = {int(year["year"]): row for year, row in named if year is not None}
    others = [row for year, row in named if year is None and not _OF_ALL.search(row.label or row.name)]
    return found if len(found) >= _NAMED and not others else {}


def _moved(tables: Sequence[tuple[Sheet, dict[int, Row]]]) -> Iterator[tuple[str, Stated, Stated]]:
    """Iterate over the heads of columns of tables with a row a year, each with its cells of the last year and of the one before."""
    for sheet, rows in tables:
        *_, then, now = sorted(rows)
        for column in numeric(sheet) if now - then == 1 else ():
            head = plain(header(column))
            one, two = _cell(sheet, rows[now], column), _cell(sheet, rows[then], column)
            if len(head) > _NAMED and one is not None and two is not None:
                yield head, one, two


def _turned(change: Number, moved: Sequence[tuple[str, Stated, Stated]]) -> Iterator[Outcome]:
    """Judge 到位率较上年上升 0.34 个百分点 by the last two years of tables with such a column: that it is as much the other way is no chance."""
    found = _AGAINST_LAST.search(change.before) if change.sign and change.dimension == "points" else None
    if found is None or change.stated is None:
        return
    what = plain(found["what"])
    gaps = [
        (one.printed.value - two.printed.value, one, two) for head, one, two in moved if what.endswith(head)
    ]
    told = change.known.printed.value * change.sign
    if told and gaps and all(gap == -told for gap, _, _ in gaps):
        _, one, two = gaps[0]
        item = evidence_at(change.block, change.occurrence)
        zh = f"“{found['what'].strip()}”由 {two.mention.text} 变为 {one.mention.text}，方向与正文所写相反"
        en = f"{two.mention.text} became {one.mention.text}, which is the other way"
        yield said(rule(NAME, TITLE), zh, en, [item])
    elif told and any(gap == told for gap, _, _ in gaps):
        yield said(rule(NAME, TITLE), "", "", [evidence_at(change.block, change.occurrence)], Verdict.EXACT)


def _against(facts: Facts, change: Number, tables: Nearby[tuple[Sheet, dict[int, Row]]]) -> Iterator[Outcome]:
    """Judge 2024 年…，执行率比 2023 年提高 b 个百分点 by the rows of the two years, in the one column so headed."""
    found = _AGAINST.search(change.before)
    if found is None or change.stated is None or not change.sign or change.depth:
        return
    then, now = int(found["then"]), _year_told(change, found)
    pairs: dict[tuple[Fraction, Fraction], tuple[Stated, Stated]] = {}
    for sheet, rows in tables.near(change.block.index, _FAR):
        columns = [each for each in numeric(sheet) if plain(header(each)) == plain(found["what"])]
        if len(columns) != 1 or now not in rows or then not in rows or now <= then:
            continue
        one, two = _cell(sheet, rows[now], columns[0]), _cell(sheet, rows[then], columns[0])
        if one is not None and two is not None and two.printed.value > 0:
            pairs[one.printed.value, two.printed.value] = one, two
    if len(pairs) != 1:
        return
    ((one, two),) = pairs.values()
    sign, info = ONE * change.sign, rule(NAME, TITLE)
    parts = [(sign, one), (-sign, two)]
    if change.dimension == ("points" if one.unit.dimension == "ratio" else one.unit.dimension):
        yield judged(facts, summed(info, change.known, parts, role="stated"))
    elif change.is_share and one.unit.dimension != "ratio":
        yield judged(facts, quotient(info, change.known, parts, [(ONE, two)]))


def _year_told(change: Number, found: re.Match[str]) -> int:
    """Return the year that a change is told of: the one before its subject, else the first that its sentence names."""
    if found["now"]:
        return int(found["now"])
    sentence = change.block.text[: change.occurrence.span.start].rpartition("。")[2]
    years = re.findall(r"(?<![0-9])((?:19|20)[0-9]{2})\s*年", sentence)
    return int(years[0]) if years else 0


def _behind(
    facts: Facts, level: Number, change: Number, tables: Sequence[tuple[Sheet, Sequence[_Pair]]]
) -> Iterator[Outcome]:
    """Judge a change behind its level: the one cell that prints the level under its names says what it was before."""
    if level.stated is None or change.stated is None or level.sign or level.depth or not change.sign:
        return
    if change.dimension != ("points" if level.is_share else level.dimension) or _OTHER.search(change.before):
        return
    if (
        level.sentence != change.sentence
        or _SINCE.match(change.before) is None
        or _OTHER.search(level.clause)
    ):
        return
    words = stem(plain(level.clause))
    found = [
        (now, before)
        for sheet, pairs in tables
        for row in sheet.table.rows
        if len(label := stem(plain(row.label or row.name))) > 1 and words.startswith(label)
        for head, column, last in pairs
        if (rest := words[len(label) :]) == head or (len(rest) > _NAMED and rest in head)
        if (now := _cell(sheet, row, column)) is not None
        and (before := _cell(sheet, row, last)) is not None
        and now.unit.dimension == level.dimension
        and same_value(level.known, now)
    ]
    if len(found) == 1:
        now, before = found[0]
        sign = ONE * change.sign
        relation = summed(rule(NAME, TITLE), change.known, [(sign, now), (-sign, before)], role="stated")
        yield judged(facts, relation)


def _cell(sheet: Sheet, row: Row, column: Column) -> Stated | None:
    value = sheet.at(row, column)
    return as_percent(value, header(column)) if value is not None else None


def _told(number: Number) -> bool:
    if number.stated is None or not number.sign or number.is_share or number.dimension == "points":
        return False
    return len(number.of) > 1 and digits(number.known) >= MEANT and not _OTHER.search(number.before)


def _relation(number: Number, now: Stated, before: Stated) -> tuple[bool, bool, Stated, Stated]:
    """Return whether a change is the difference of two levels, and whether a slip of the pen parts it from it."""
    gap = (now.printed.value - before.printed.value) * number.sign
    # 247,126,395.97 元 less 203,565,427.01 元, told in 万元: as the words print it.
    should = round_to(gap, number.known.printed.step)
    same = number.known.printed.value == should
    return same, gap > 0 and slip(number.known, should) in _SURE, now, before


def _of_amounts(sheet: Sheet, pair: _Pair) -> bool:
    return not any(is_rate(sheet, column) for column in pair[1:])


def _years(sheet: Sheet) -> Iterator[_Pair]:
    """Iterate over the columns of one thing in two years that follow each other: their head, this year's, last year's."""
    # Where the table prints the changes as amounts, other checks compare the text with them: 平均住院日 | 增减 has its own,
    # and 病床使用率 beside it none.
    changed = [
        _CHANGE.search(header(column))
        for column in numeric(sheet)
        if _CHANGE.search(header(column)) and column.name not in sheet.rates
    ]
    own = {stem(found.string[: found.start()]) for found in changed if found is not None}
    if "" in own:
        return
    dated: dict[tuple[str, int], Column] = {}
    for column in numeric(sheet):
        head = header(column)
        years = _YEAR.findall(head)
        if len(years) == 1:
            dated[stem(_YEAR.sub("", head)), int(years[0])] = column
    for (head, year), column in dated.items():
        if (before := dated.get((head, year - 1))) is not None and head not in own:
            yield head, column, before
    named = {header(column): column for column in numeric(sheet)}
    for head, column in named.items():
        rest = _NOW.sub("", head)
        last = [each for name, each in named.items() if _LAST.match(name) and _LAST.sub("", name) == rest]
        if _NOW.match(head) and len(last) == 1 and not own:
            yield stem(rest), column, last[0]


def _begun_alike(one: str, two: str) -> int:
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(one, two, strict=False)))


def _levels(sheet: Sheet, pairs: Sequence[_Pair], number: Number) -> Iterator[tuple[Stated, Stated]]:
    name = stem(plain(number.of))
    for row in sheet.table.rows:
        label = stem(plain(row.label or row.name))
        # 基层诊疗 of the row 基层医疗卫生机构: a name cut short, and what the column is of.
        whole = name.startswith(label)
        known = len(label) if whole else _begun_alike(name, label)
        rest = name[known:]
        if known < _NAMED or (not whole and len(rest) < _NAMED):
            continue
        for head, column, last in pairs:
            if rest and overlap(rest, head) < min(_NAMED, len(rest)):
                continue
            now, before = sheet.at(row, column), sheet.at(row, last)
            if now is not None and before is not None and now.unit.dimension == number.dimension:
                yield now, before
