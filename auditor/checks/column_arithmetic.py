"""A table whose columns follow from each other in all rows but some.

What the columns have to do with each other is learned from the table itself: a relation that nearly all
rows keep to the last place was meant, and a row that breaks it is wrong. Headings alone propose relations
only where a table is too short to learn from.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor.checks import _patterns as re
from auditor.checks._numbers import Stated
from auditor.checks._relations import ONE, judged, near_growth, near_ratio, near_sum, quotient, rule, summed
from auditor.checks._tables import Sheet, header, is_rate, is_share, numeric, sheets, whole_of_shares
from auditor.checks._thirds import made_up
from auditor.evaluation.relations import Outcome, Relation
from auditor.numbers import unit_of

if TYPE_CHECKING:
    from auditor.evaluation.facts import Facts
    from auditor.report.model import Column

NAME = "column-arithmetic"
TITLE = {"zh": "同一行各栏之间的关系不符", "en": "the columns of a row do not follow from each other"}

LEARNED_ROWS = 3
"""Fewer rows that agree could do so by chance."""
FIRST_ROWS = 6
"""So many rows tell whether columns have anything to do with each other."""
MAX_COLUMNS = 14
MAX_ROWS = 400
_SCORE = re.compile(r"得分|评分|自评分|分值|权重|满分")
_OPENING = re.compile(r"期初|年初|上年末|上年结转|上期结转")
_CLOSING = re.compile(r"期末|年末|结转下年|余额$|结存$")
_PER = re.compile(r"比(?:例|率|值)?$|倍|每|[人户生亩车床校]均|单产|亩产|密度")
_DIFFERS = re.compile(r"百分点|增减|变动|变化|提高|下降|上升|差值|差距|^差$")
_DEVIATES = re.compile(r"偏差率|变动率|增减率|增减幅度|变化率|偏离度")
_MARGIN = re.compile(r"毛利率|利润率|[Mm]argin")
_MARKED = re.compile(r"(?:[†‡§*※]+|[（(][†‡§*※]+[）)])$")
"""A row whose note says in what it differs from the others: where lower is better, achievement is counted backwards."""
_SMALL = 10
_BY_CHANCE = 5
"""Numbers of one digit add up by chance in a few rows."""

Cells = tuple[Stated, ...]


@attrs.frozen(eq=False)
class _Shape:
    """A kind of relation between the cells of a row: a quick test, and the relation to judge."""

    near: Callable[[Cells], bool]
    make: Callable[[Cells], Relation]
    trivial: Callable[[Cells], bool]
    rows: int = LEARNED_ROWS


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every row by the relations that its table keeps."""
    for sheet in sheets(facts):
        columns = numeric(sheet)
        if not 2 <= len(columns) <= MAX_COLUMNS or len(sheet.table.rows) > MAX_ROWS:  # noqa: PLR2004 - a pair
            continue
        best: dict[str, tuple[int, list[Relation]]] = {}
        headed = [column for column in columns if column.path] or columns
        named = [row for row in sheet.table.rows if re.search(r"[^\W\d]", row.label or row.name)]
        cells = {column.name: [sheet.at(row, column) for row in named] for column in headed}
        marked = [_MARKED.search((row.label or row.name).strip()) is not None for row in named]
        for chosen, shape in _proposed(sheet, headed):
            rest = [each for name, each in cells.items() if name not in {column.name for column in chosen}]
            kept, relations = _learned([cells[column.name] for column in chosen], shape, marked, rest)
            # Of the relations that a column nearly keeps, the one it keeps best was meant: 不合格 over 抽检, not 合格.
            if relations and kept > best.get(chosen[0].name, (0, []))[0]:
                best[chosen[0].name] = kept, relations
        seen: set[frozenset[str]] = set()
        for _, relations in sorted(best.values(), key=lambda found: -found[0]):
            figures = frozenset(variable.figure.key for variable in relations[0].variables)
            if figures not in seen:
                seen.add(figures)
                yield from (judged(facts, relation) for relation in relations)
        yield from _cumulated(facts, sheet, headed)
        yield from _shares(facts, sheet, columns)


def _proposed(sheet: Sheet, columns: Sequence[Column]) -> Iterator[tuple[tuple[Column, ...], _Shape]]:
    plain = [column for column in columns if not is_rate(sheet, column) and not _SCORE.search(header(column))]
    rates = [column for column in columns if is_rate(sheet, column) and not is_share(column)]
    for claim, one, two in itertools.permutations(plain, 3):
        yield (claim, one, two), _DIFFERENCE
        if one.name < two.name:
            yield (claim, one, two), _SUM
    opening = [column for column in plain if _OPENING.search(header(column))]
    closing = [column for column in plain if _CLOSING.search(header(column))]
    moved = [column for column in plain if column not in opening and column not in closing]
    if len(opening) == len(closing) == 1 and len(moved) > 1:
        for one, two in itertools.permutations(moved, 2):
            yield (closing[0], opening[0], one, two), _BALANCE
    for claim in columns:
        others = [column for column in columns if column is not claim and not is_share(column)]
        if _DIFFERS.search(header(claim)):
            for one, two in itertools.permutations(others, 2):
                yield (claim, one, two), _POINTS
        if _DEVIATES.search(header(claim)):
            for now, before in itertools.permutations(others, 2):
                yield (claim, now, before), _GROWTH_RATE
    for claim in rates:
        for above, below in itertools.permutations(plain, 2):
            yield (claim, above, below), _RATIO
            yield (claim, above, below), _GROWTH_RATE
            yield (claim, above, below), _CHANGE_RATE
            if _PER.search(header(claim)):
                yield (claim, above, below), _QUOTIENT
            yield (claim, above, below), _PRICE
            if _MARGIN.search(header(claim)):
                yield (claim, above, below), _MARGIN_RATE


def _learned(
    columns: Sequence[Sequence[Stated | None]],
    shape: _Shape,
    marked: Sequence[bool],
    rest: Sequence[Sequence[Stated | None]] = (),
) -> tuple[int, list[Relation]]:
    """Return how many rows keep a relation, and the relation of every row; none where too few keep it."""
    rows: list[Cells] = []
    beside: list[tuple[Stated | None, ...]] = []
    kept = 0
    tiny = shape in _SUMS
    for at, (line, noted) in enumerate(zip(zip(*columns, strict=True), marked, strict=True)):
        cells = tuple(cell for cell in line if cell is not None)
        if len(cells) < len(line) or shape.trivial(cells):
            continue
        near = shape.near(cells)
        if noted and not near:
            continue
        rows.append(cells)
        beside.append(tuple(each[at] for each in rest))
        kept += near
        tiny = tiny and not (near and _above(cells, _SMALL))
        # Most choices of columns have nothing to do with each other, and the first rows show it.
        if len(rows) <= FIRST_ROWS and (len(rows) - kept) * 2 > FIRST_ROWS:
            return 0, []
    broken = len(rows) - kept - (shape in _RATES)
    if kept >= (_BY_CHANCE if tiny else shape.rows) and broken * 2 <= kept:
        if shape in _SUMS:
            near_rows = [shape.near(cells) for cells in rows]
            sign = ONE if shape is _SUM else -ONE
            lacks = [
                one.printed.value - two.printed.value - sign * three.printed.value for one, two, three in rows
            ]
            rows = [
                cells
                for cells, other in zip(rows, made_up(near_rows, lacks, beside), strict=True)
                if not other
            ]
        return kept, [shape.make(cells) for cells in rows]
    return 0, []


def _no_zero(cells: Cells) -> bool:
    return not all(cell.printed.value for cell in cells)


def _same_dimension(*cells: Stated) -> bool:
    dimension = cells[0].unit.dimension
    return all(cell.unit.dimension == dimension for cell in cells)


def _above(cells: Cells, steps: int) -> bool:
    """Whether the greatest of some cells is so many times its last place."""
    return any(abs(cell.printed.value) >= steps * cell.printed.step for cell in cells)


def _told(claim: Stated, one: Stated, two: Stated, weight: Fraction) -> bool:
    """Whether a sum holds; among small numbers to the last place, for what rounding explains is hardly less than they."""
    return near_sum(claim, [(ONE, one), (weight, two)]) and (
        _above((claim, one, two), _SMALL * 3)
        or claim.printed.value == one.printed.value + weight * two.printed.value
    )


def _difference_near(cells: Cells) -> bool:
    claim, one, two = cells
    return _same_dimension(*cells) and _told(claim, one, two, -ONE)


def _points_near(cells: Cells) -> bool:
    claim, one, two = cells
    rates = one.unit.dimension == two.unit.dimension == "ratio" and claim.unit.dimension in {
        "ratio",
        "points",
    }
    return (rates or _same_dimension(*cells)) and near_sum(claim, [(ONE, one), (-ONE, two)])


def _sum_near(cells: Cells) -> bool:
    claim, one, two = cells
    return _same_dimension(*cells) and _told(claim, one, two, ONE)


def _scale(claim: Stated) -> Fraction:
    """Return by what a rate without a sign of its own is to be multiplied: 97.9 in a column of percentages."""
    return Fraction(100) if claim.unit.dimension in {"number", "measure:"} else ONE


def _ratio_near(cells: Cells) -> bool:
    claim, above, below = cells
    # 入住率 of 入住老人（人） over 床位数（张）: counts of unlike things, one of which fills the other.
    counts = all(cell.unit.dimension.startswith("count:") for cell in (above, below))
    alike = counts or _same_dimension(above, below)
    if not alike or claim.unit.dimension != "ratio" or not near_ratio(claim, above, below):
        return False
    # 11 over 12 is near to 12 over 11, and another rate.
    small = all(cell.printed.numeral.step == 1 and 0 < cell.printed.value < 100 for cell in (above, below))  # noqa: PLR2004
    return not small or near_ratio(claim, _exact(above), _exact(below))


def _growth_near(cells: Cells) -> bool:
    claim, now, before = cells
    return near_growth(claim, now, before, _scale(claim))


def _change_near(cells: Cells) -> bool:
    claim, change, before = cells
    if not _same_dimension(change, before) or before.printed.value <= 0:
        return False
    rate = change.printed.value / before.printed.value * _scale(claim)
    # 128 of 2,730 is 4.7 %, and of the labour force 4.5 %: near is what rounding of the three could explain.
    slack = (change.printed.step * _scale(claim) + abs(rate) * before.printed.step) / before.printed.value / 2
    return abs(rate - claim.printed.value) <= claim.printed.step + slack


def _margin_near(cells: Cells) -> bool:
    claim, income, cost = cells
    if not _same_dimension(income, cost) or income.printed.value <= 0:
        return False
    rate = 1 - cost.printed.value / income.printed.value
    return abs(rate * _scale(claim) - claim.printed.value) <= claim.printed.step


def _make_margin(cells: Cells) -> Relation:
    claim, income, cost = cells
    return quotient(
        rule(NAME, TITLE), claim, [(ONE, income), (-ONE, cost)], [(ONE, income)], factor=_scale(claim)
    )


def _make_growth(cells: Cells) -> Relation:
    claim, now, before = cells
    return quotient(
        rule(NAME, TITLE), claim, [(ONE, now), (-ONE, before)], [(ONE, before)], factor=_scale(claim)
    )


def _make_ratio(cells: Cells) -> Relation:
    claim, above, below = cells
    pair = (above, below) if _same_dimension(above, below) else (_bare(above), _bare(below))
    return quotient(rule(NAME, TITLE), claim, [(ONE, pair[0])], [(ONE, pair[1])], factor=_scale(claim))


def _exact(count: Stated) -> Stated:
    return attrs.evolve(count, printed=attrs.evolve(count.printed, step=Fraction(0)))


def _bare(count: Stated) -> Stated:
    # Beds and people are compared by number only.
    return attrs.evolve(count, printed=attrs.evolve(count.printed, unit=unit_of("")))


def _balance_near(cells: Cells) -> bool:
    closing, opening, more, less = cells
    return _same_dimension(*cells) and near_sum(closing, [(ONE, opening), (ONE, more), (-ONE, less)])


def _quotient_near(cells: Cells) -> bool:
    claim = cells[0]
    plain = claim.unit.dimension == "number" and claim.printed.numeral.step < 1 and claim.printed.value > 0
    return plain and near_ratio(*cells)


_BALANCE = _Shape(
    _balance_near,
    lambda cells: summed(
        rule(NAME, TITLE), cells[0], [(ONE, cells[1]), (ONE, cells[2]), (-ONE, cells[3])], role="stated"
    ),
    lambda cells: all(cell.printed.value == 0 for cell in cells),
    rows=2,
)
_QUOTIENT = _Shape(
    _quotient_near,
    lambda cells: quotient(rule(NAME, TITLE), cells[0], [(ONE, cells[1])], [(ONE, cells[2])]),
    lambda cells: not cells[2].printed.value,
)
_PRICE = _Shape(
    lambda cells: (
        _same_dimension(cells[0], cells[1])
        and cells[0].unit.dimension == "money"
        and cells[2].unit.dimension not in {"money", "ratio"}
        and near_ratio(*cells)
    ),
    lambda cells: quotient(rule(NAME, TITLE), cells[0], [(ONE, cells[1])], [(ONE, cells[2])]),
    lambda cells: not cells[2].printed.value,
)
_DIFFERENCE = _Shape(
    _difference_near,
    lambda cells: summed(rule(NAME, TITLE), cells[0], [(ONE, cells[1]), (-ONE, cells[2])], role="stated"),
    _no_zero,
)
_POINTS = _Shape(
    _points_near,
    lambda cells: summed(rule(NAME, TITLE), cells[0], [(ONE, cells[1]), (-ONE, cells[2])], role="stated"),
    _no_zero,
)
_SUM = _Shape(
    _sum_near, lambda cells: summed(rule(NAME, TITLE), cells[0], [(ONE, cells[1]), (ONE, cells[2])]), _no_zero
)
_RATIO = _Shape(_ratio_near, _make_ratio, lambda cells: not cells[2].printed.value)
_GROWTH_RATE = _Shape(_growth_near, _make_growth, lambda cells: not cells[2].printed.value)
_MARGIN_RATE = _Shape(_margin_near, _make_margin, lambda cells: cells[1].printed.value == 0)
_CHANGE_RATE = _Shape(_change_near, _make_ratio, lambda cells: not cells[2].printed.value)
_SUMS = (_SUM, _DIFFERENCE)
_RATES = (_RATIO, _GROWTH_RATE, _CHANGE_RATE)


def _cumulated(facts: Facts, sheet: Sheet, columns: Sequence[Column]) -> Iterator[Outcome]:
    """Judge a column headed 累计: what had come together in the row above, and what this row adds."""
    for total in columns:
        if "累计" not in header(total) or is_rate(sheet, total):
            continue
        for added in columns:
            if added is total or is_rate(sheet, added):
                continue
            rows = [
                (whole, sheet.at(above, total), part)
                for above, row in itertools.pairwise(sheet.details)
                if (whole := sheet.at(row, total)) is not None and (part := sheet.at(row, added)) is not None
            ]
            cells = [
                (whole, [(ONE, before), (ONE, part)]) for whole, before, part in rows if before is not None
            ]
            kept = sum(1 for whole, parts in cells if near_sum(whole, parts))
            if kept and len(cells) >= LEARNED_ROWS and (len(cells) - kept <= 1 or len(cells) - kept * 2 <= 1):
                yield from (judged(facts, summed(rule(NAME, TITLE), whole, parts)) for whole, parts in cells)
                break


def _shares(facts: Facts, sheet: Sheet, columns: Sequence[Column]) -> Iterator[Outcome]:
    """Judge a column of shares: each row's amount over the amount of the total row."""
    for claim in columns:
        whole = whole_of_shares(sheet, claim) if is_share(claim) else None
        if (whole is None or sheet.at(whole, claim) is None) and is_share(claim):
            yield from _grouped(facts, sheet, claim, columns)
        if whole is None:
            continue
        for amount in columns:
            base = sheet.at(whole, amount)
            if amount is claim or is_rate(sheet, amount) or base is None or base.printed.value == 0:
                continue
            rows = [
                (share, part)
                for row in sheet.table.rows
                if (share := sheet.at(row, claim)) is not None and (part := sheet.at(row, amount)) is not None
                if share.unit.dimension == "ratio"
                and part.unit.dimension == base.unit.dimension
                and row is not whole
            ]
            kept = [pair for pair in rows if near_ratio(pair[0], pair[1], base)]
            if len(kept) < 2 or (len(rows) - len(kept)) * 3 > len(kept):  # noqa: PLR2004 - learned from two
                continue
            for share, part in rows:
                yield judged(facts, quotient(rule(NAME, TITLE), share, [(ONE, part)], [(ONE, base)]))
            break


def _grouped(facts: Facts, sheet: Sheet, claim: Column, columns: Sequence[Column]) -> Iterator[Outcome]:
    """Judge shares that are of several wholes: the rows above each that prints 100 % are of it."""
    at = columns.index(claim)
    amount = next((each for each in reversed(columns[:at]) if not is_rate(sheet, each)), None)
    if amount is None:
        return
    own: list[tuple[Stated, Stated]] = []
    for row in sheet.table.rows:
        share, part = sheet.at(row, claim), sheet.at(row, amount)
        if share is None or part is None or share.unit.dimension != "ratio":
            continue
        if share.printed.value != 1:
            own.append((share, part))
            continue
        kept = sum(1 for pair in own if near_ratio(*pair, part)) if part.printed.value else 0
        if kept >= LEARNED_ROWS and (len(own) - kept) * 3 <= kept:
            for one, two in own:
                yield judged(facts, quotient(rule(NAME, TITLE), one, [(ONE, two)], [(ONE, part)]))
        own = []
