"""A table whose rows follow from each other in all columns but some: margins, growth from year to year, sums of quarters.

    Revenue                      4,601.5  3,435.3  2,774.9
    Revenue growth                   34%      24%       3%
    Gross profit                 1,147.1    836.3    647.5
    Gross profit in % of revenue   24.9%    24.3%    23.3%

As with columns, what rows have to do with each other is learned from the table: a relation that all columns but one keep was
meant. Of a growth that one column breaks, the slip must show: companies restate earlier years.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.english import terms
from auditor.checks.common.relations import (
    ONE,
    judged,
    near_growth,
    near_sum,
    plus,
    quotient,
    rule,
    shown_ratio,
    summed,
)
from auditor.checks.common.slips import MEANT, digits, slip, slip_from
from auditor.checks.common.tables import Sheet, header, numeric, sheets
from auditor.checks.common.words import overlap
from auditor.numbers import interval_of, round_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, Relation
    from auditor.report.model import Column, Row

NAME = "row-arithmetic"
TITLE = {"zh": "各行之间的关系不符", "en": "the rows of a table do not follow from each other"}
_RATE = re.compile(r"%|％|\bper ?cent|margin|ratio|rate\b|growth|率|占比|比重|增长|增速", re.IGNORECASE)
_TO_ONE = re.compile(r"[^同环占]比(?:值)?(?:[（(][^（）()]*[)）])?$|倍数?$")
"""城乡居民收入比（农村为 1）: how often one row goes into another, and no percentage."""
_GROWTH = re.compile(r"growth|year[ -]on[ -]year|yoy|change|增长|增速|同比", re.IGNORECASE)
_BARE = re.compile(r"(?:比上年|较上年|同比|环比)?(?:增长|增减|增速|增幅|变动)率?(?:[（(][%％][)）])?")
_OTHER = re.compile(r"change|variance|增减|变动|%|％|率", re.IGNORECASE)
_EACH = re.compile(r"[次例人户亩件笔床]均|平均|每|单价|average|mean|\bper\b", re.IGNORECASE)
"""A row of means does not add up from column to column."""
_TOTAL = re.compile(r"\b(?:year|total|annual|full|twelve)\b|全年|合计|总计", re.IGNORECASE)
_MOST_ROWS, _MOST_COLUMNS, _FEWEST = 60, 14, 4
_WITNESSES, _FURTHER = 3, 1
_COARSE = Fraction(1, 100)

Line = tuple["Stated | None", ...]


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the rows of every table of four periods and more."""
    for sheet in sheets(facts):
        columns = [each for each in numeric(sheet) if not _OTHER.search(header(each))]
        if not _FEWEST <= len(columns) <= _MOST_COLUMNS or len(sheet.table.rows) > _MOST_ROWS:
            continue
        lines = [(row, tuple(sheet.at(row, column) for column in columns)) for row in sheet.table.rows]
        amounts = [(row, line) for row, line in lines if not _is_rate(row, line) and _held(line) >= _FEWEST]
        for row, line in lines:
            if _is_rate(row, line) and _held(line) >= _FEWEST:
                yield from _rates(facts, row, tuple(map(_as_printed, line)), _meant(lines, row, amounts))
            if "累计" in (row.label or row.name):
                yield from _running(facts, line, [each for other, each in amounts if other is not row])
        for years in _by_year(columns):
            yield from _sums(facts, sheet, years)


def _meant(
    lines: Sequence[tuple[Row, Line]], row: Row, amounts: Sequence[tuple[Row, Line]]
) -> Sequence[tuple[Row, Line, bool]]:
    """Return the amounts that a rate can be of, each with whether it is sure: a bare 比上年增长 is of the row above."""
    at = next(place for place, (each, _) in enumerate(lines) if each is row)
    bare = _BARE.fullmatch(row.label or row.name) is not None
    return [(other, line, bare and at > 0 and lines[at - 1][0] is other) for other, line in amounts]


def _running(facts: Facts, claims: Line, amounts: Sequence[Line]) -> Iterator[Outcome]:
    """Judge a row 累计 by what each column adds: by the column before, or from the first one on, whichever breaks less."""
    found: list[tuple[int, list[tuple[Stated, list[Stated]]]]] = []
    for line in amounts:
        if None in line or None in claims:
            continue
        added, told = (
            [each for each in line if each is not None],
            [each for each in claims if each is not None],
        )
        steps = [(claim, [told[at], added[at + 1]]) for at, claim in enumerate(told[1:])]
        sums = [(claim, added[: at + 2]) for at, claim in enumerate(told[1:])]
        for pairs in (steps, sums):
            broken = sum(1 for claim, parts in pairs if not near_sum(claim, plus(parts)))
            kinds = {each.unit.dimension for each in (*added, *told)}
            if len(kinds) == 1 and broken <= 1 and len(pairs) - broken >= _WITNESSES:
                found.append((broken, pairs))
    if found:
        for claim, parts in min(found, key=lambda each: each[0])[1]:
            yield judged(facts, summed(rule(NAME, TITLE), claim, plus(parts)))


def _as_printed(cell: Stated | None) -> Stated | None:
    """Return a rate as precise as it is printed itself: columns that hold all kinds of rows lend no places."""
    if cell is None:
        return None
    printed = cell.printed
    step = printed.numeral.step * printed.unit.factor
    return attrs.evolve(
        cell, printed=attrs.evolve(printed, step=step, interval=interval_of(printed.value, step))
    )


def _held(line: Line) -> int:
    return sum(1 for cell in line if cell is not None)


def _is_rate(row: Row, line: Line) -> bool:
    shares = sum(1 for cell in line if cell is not None and cell.unit.dimension == "ratio")
    name = row.label or row.name
    return shares * 2 > _held(line) or _RATE.search(name) is not None or _TO_ONE.search(name) is not None


def _rates(
    facts: Facts, row: Row, claims: Line, meant: Sequence[tuple[Row, Line, bool]]
) -> Iterator[Outcome]:
    name = row.label or row.name
    to_one = _TO_ONE.search(name) is not None
    told = to_one or any(cell is not None and cell.unit.dimension == "ratio" for cell in claims)
    scale = ONE if told else Fraction(100)
    # 830 among 104.3 and 37.2 has lost its point, and makes no column of whole percent.
    rough = _COARSE * (10 if to_one else 1)
    coarse = sum(1 for cell in claims if cell is not None and cell.printed.step / scale >= rough) > 1
    found: list[tuple[int, list[Relation]]] = []
    if _RATE.search(name) is None and not to_one:
        return
    if _GROWTH.search(row.label or row.name):
        for other, line, sure in meant:
            if not sure and not _akin(name, other):
                continue
            found.extend(
                _learned(claims, line, earlier, scale, growth=True)
                for earlier in ((*line[1:], None), (None, *line[:-1]))
            )
    else:
        for (one, above), (two, below) in itertools.permutations([each[:2] for each in meant], 2):
            learned = _learned(claims, above, below, scale, growth=False)
            # 执行率 takes up no name of 支出合计 and 到位资金: then more columns have to bear it out.
            if _akin(name, one) or _akin(name, two) or learned[0] >= _WITNESSES + _FURTHER + 2 * coarse:
                found.append(learned)
    kept, relations = max(found, key=lambda each: each[0], default=(0, []))
    # Rates in whole percent come out by chance more often.
    if kept >= _WITNESSES + 2 * coarse and sum(1 for each, _ in found if each == kept) == 1:
        yield from (judged(facts, relation) for relation in relations)


def _akin(name: str, row: Row) -> bool:
    """Whether the name of a rate takes up that of an amount: EBITDA margin, EBITDA; 占营业收入比重, 营业收入."""
    label = row.label or row.name
    return bool(terms(name) & terms(label)) or overlap(re.sub(r"[\x00-\x7f]", "", name), label) > 1


def _learned(
    claims: Line, above: Line, below: Line, scale: Fraction, *, growth: bool
) -> tuple[int, list[Relation]]:
    """Return in how many columns a relation of rows is kept, and the relation of every column; none where two break it."""
    info, kept, broken = rule(NAME, TITLE), 0, 0
    relations: list[Relation] = []
    sure: list[Relation] = []
    for claim, one, two in zip(claims, above, below, strict=True):
        if claim is None or one is None or two is None or one.unit.dimension != two.unit.dimension:
            continue
        if two.printed.value <= 0 or one.printed.value == 0:
            continue
        near = near_growth(claim, one, two, scale) if growth else _near(claim, one, two, scale)
        kept, broken = kept + near, broken + (not near)
        parts = [(ONE, one), (-ONE, two)] if growth else [(ONE, one)]
        relation = quotient(info, claim, parts, [(ONE, two)], factor=scale)
        relations.append(relation)
        ratio = one.printed.value / two.printed.value * scale
        shifted = round_to(ratio, claim.printed.step / 10)
        if near or slip_from(claim, ratio) in {"swap", "digit"} or slip(claim, shifted) == "shift":
            sure.append(relation)
    # A wrong level breaks its growth and that of the next year.
    if broken <= 1 + growth and kept > broken * 2:
        return kept, relations
    # A second slip in the table, of an amount: of the rates that break, those are wrong that a slip explains.
    return (kept, sure) if not growth and kept > _WITNESSES and kept >= broken * 2 else (0, [])


def _near(claim: Stated, above: Stated, below: Stated, scale: Fraction) -> bool:
    if scale == ONE:
        return shown_ratio(claim, above, below)
    ratio = above.printed.value / below.printed.value * scale
    return abs(ratio - claim.printed.value) <= claim.printed.step


def _by_year(columns: Sequence[Column]) -> list[list[Column]]:
    """Return all columns, or those of each year where the years take turns: Q1 2024, Q1 2023, Q2 2024, Q2 2023."""
    years = [re.findall(r"(?:19|20)[0-9]{2}", header(each)) for each in columns]
    if not all(len(each) == 1 for each in years) or years == sorted(years):
        return [list(columns)]
    told = sorted({year for (year,) in years})
    return [[each for each, (own,) in zip(columns, years, strict=True) if own == year] for year in told]


def _sums(facts: Facts, sheet: Sheet, columns: Sequence[Column]) -> Iterator[Outcome]:
    """Judge a column that is the sum of the three and more before it in nearly all rows: quarters and their year."""
    for at in range(_WITNESSES, len(columns)):
        total = columns[at]
        if not _TOTAL.search(header(total)):
            continue
        for start in range(at - _WITNESSES, -1, -1):
            run = columns[start:at]
            rows = [
                (whole, [cell for cell in cells if cell is not None])
                for row in sheet.table.rows
                if _EACH.search(row.label or row.name) is None
                and (whole := sheet.at(row, total)) is not None
                and None not in (cells := [sheet.at(row, column) for column in run])
                and digits(whole) >= MEANT
                and whole.unit.dimension != "ratio"
                and all(cell is not None and cell.unit.dimension == whole.unit.dimension for cell in cells)
            ]
            kept = sum(1 for whole, parts in rows if near_sum(whole, plus(parts)))
            if kept >= _WITNESSES and len(rows) - kept <= 1 + len(rows) // 8:
                for whole, parts in rows:
                    yield judged(facts, summed(rule(NAME, TITLE), whole, plus(parts)))
                break
