"""What columns can have to do with each other: sums, differences, rates, changes and means, with a quick test of each."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

import attrs

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Stated, as_numeral
from auditor.checks.common.relations import (
    FEW,
    ONE,
    Weighted,
    near_growth,
    near_ratio,
    near_sum,
    quotient,
    rule,
    shown_ratio,
    summed,
)
from auditor.evaluation.relations import Relation
from auditor.numbers import unit_of

NAME = "column-arithmetic"
TITLE = {"zh": "同一行各栏之间的关系不符", "en": "the columns of a row do not follow from each other"}
LEARNED_ROWS = 3
"""Fewer rows that agree could do so by chance."""
_PER_MANY = re.compile(r"每(十万|百|千|万)(?:名|户)?(?:常住|户籍)?(?:人口|人|居民|老人|户)")
_MANY = {"百": Fraction(100), "千": Fraction(1000), "万": Fraction(10_000), "十万": Fraction(100_000)}
SMALL, _SHARP = 10, 10

Cells = tuple[Stated, ...]


@records.frozen(eq=False)
class Shape:
    """A kind of relation between the cells of a row: a quick test, and the relation to judge."""

    near: Callable[[Cells], bool]
    make: Callable[[Cells], Relation]
    trivial: Callable[[Cells], bool]
    rows: int = LEARNED_ROWS


def _no_zero(cells: Cells) -> bool:
    return not all(cell.printed.value for cell in cells)


def _same_dimension(*cells: Stated) -> bool:
    dimension = cells[0].unit.dimension
    return all(cell.unit.dimension == dimension for cell in cells)


def alike(*cells: Stated) -> bool:
    """Whether cells are of one kind, so that they can be a sum: 93.67% and 1.95 个百分点 are, 212,684 and 0.2% are not."""
    return len({"ratio" if cell.unit.dimension == "points" else cell.unit.dimension for cell in cells}) == 1


def exceeds(cells: Cells, times: int) -> bool:
    """Whether the greatest of some cells is so many times its last place, of counts so many."""
    return any(
        abs(cell.printed.value) >= times * cell.printed.numeral.step * cell.printed.unit.factor
        for cell in cells
    )


def _told(claim: Stated, one: Stated, two: Stated, weight: Fraction) -> bool:
    """Whether a sum holds; among small numbers to the last place, for what rounding explains is hardly less than they."""
    return near_sum(claim, [(ONE, one), (weight, two)]) and (
        exceeds((claim, one, two), SMALL * 3)
        or claim.printed.value == one.printed.value + weight * two.printed.value
    )


def _difference_near(cells: Cells) -> bool:
    claim, one, two = cells
    return _same_dimension(*cells) and _told(claim, one, two, -ONE)


def _points_apart(cells: Cells) -> bool:
    """Whether a row has nothing to do with points: an amount that grew, among rates that changed."""
    claim, one, two = cells
    amounts = one.unit.dimension not in {"ratio", "points"} and one.unit.dimension == two.unit.dimension
    return _no_zero(cells) or (amounts and claim.unit.dimension in {"ratio", "points"})


def _mixed_near(cells: Cells) -> bool:
    """Whether a rate changed in points, or an amount grew: 增长（%）或增减（百分点） tells both in one column."""
    return _points_near(cells) if cells[1].unit.dimension == "ratio" else _growth_near(cells)


def _make_mixed(cells: Cells) -> Relation:
    return POINTS.make(cells) if cells[1].unit.dimension == "ratio" else GROWTH_RATE.make(cells)


def _points_near(cells: Cells) -> bool:
    claim, one, two = cells
    rates = one.unit.dimension == two.unit.dimension == "ratio" and claim.unit.dimension in {
        "ratio",
        "points",
    }
    # A row of areas among rows of rates differs in its own unit.
    return (rates or _same_dimension(*cells)) and near_sum(claim, [(ONE, one), (-ONE, two)])


def _sum_near(cells: Cells) -> bool:
    claim, one, two = cells
    return _same_dimension(*cells) and _told(claim, one, two, ONE)


_RATE_KINDS = frozenset({"ratio", "points", "number", "measure:"})


def _scale(claim: Stated) -> Fraction:
    """Return by what a rate without a sign of its own is to be multiplied: 97.9 in a column of percentages."""
    return Fraction(100) if claim.unit.dimension in {"number", "measure:"} else ONE


def _ratio_near(cells: Cells) -> bool:
    claim, above, below = cells
    # 入住率 of 入住老人（人） over 床位数（张）: counts of unlike things, one of which fills the other.
    counts = all(cell.unit.dimension.startswith("count:") for cell in (above, below))
    alike = counts or _same_dimension(above, below)
    return alike and claim.unit.dimension == "ratio" and shown_ratio(claim, above, below)


def _growth_near(cells: Cells) -> bool:
    claim, now, before = cells
    # -0.3 日 is no rate, though a rate may be within its last place.
    return claim.unit.dimension in _RATE_KINDS and near_growth(claim, now, before, _scale(claim))


def _change_near(cells: Cells) -> bool:
    claim, change, before = cells
    if not _same_dimension(change, before) or before.printed.value <= 0:
        return False
    rate = change.printed.value / before.printed.value * _scale(claim)
    # 128 of 2,730 is 4.7 %, and of the labour force 4.5 %: near is what rounding of the three could explain.
    slack = (change.printed.step * _scale(claim) + abs(rate) * before.printed.step) / before.printed.value / 2
    # 3 of 52: what is known to a third of itself is near to nearly any rate.
    slack = slack if slack * _SHARP <= abs(rate) else Fraction(0)
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
    if not _same_dimension(above, below):
        above, below = _bare(above), _bare(below)
    return quotient(rule(NAME, TITLE), claim, [(ONE, above)], [(ONE, below)], factor=_scale(claim))


def as_rounded(cells: Cells, below: Fraction) -> bool:
    """Whether a rate is its first figure over a base, to half a last place and what the rounding of the base leaves open."""
    claim, above, level = cells
    if not _same_dimension(above, level) or below <= 0:
        return False
    rate = above.printed.value / below * _scale(claim)
    return abs(rate - claim.printed.value) * 2 <= claim.printed.step + abs(rate) * level.printed.step / below


def _before_near(cells: Cells) -> bool:
    return as_rounded(cells, cells[2].printed.value - cells[1].printed.value)


def _make_before(cells: Cells) -> Relation:
    claim, change, level = cells
    below = [(ONE, level), (-ONE, change)]
    return quotient(rule(NAME, TITLE), claim, [(ONE, change)], below, factor=_scale(claim))


def _bare(count: Stated) -> Stated:
    """Return a count without its unit: beds and people are compared by number only."""
    return attrs.evolve(count, printed=attrs.evolve(count.printed, unit=unit_of("")))


def _quotient_near(cells: Cells) -> bool:
    claim, above, below = cells
    # 人口密度 1,576 is as good a witness as 收入比 1.85: both have three digits and more.
    fine = claim.printed.numeral.step < 1 or claim.printed.value >= FEW
    plain = claim.unit.dimension == "number" and fine
    return plain and claim.printed.value > 0 and near_ratio(claim, above, below)


def for_heads(head: str) -> Iterator[Shape]:
    """Iterate over what 每千人口床位 can be over 常住人口（万人）, whether or not the unit of the heads was read."""
    found = _PER_MANY.search(head)
    if found is not None:
        for scale in (ONE, Fraction(1, 10_000)):
            yield _per_many(_MANY[found[1]] * scale)


@functools.cache
def _per_many(factor: Fraction) -> Shape:
    """Return the shape of a number for so many heads: both columns by number only."""

    def near(cells: Cells) -> bool:
        claim, above, below = cells
        plain = claim.unit.dimension not in {"ratio", "money"} and claim.printed.numeral.step < 1
        ratio = above.printed.value / below.printed.value * factor
        # 10.03 张: no count of beds, but a mean that was rounded.
        slack = claim.printed.numeral.step + ratio * below.printed.step / below.printed.value
        return plain and abs(ratio - claim.printed.value) <= slack

    def make(cells: Cells) -> Relation:
        claim, above, below = (as_numeral(cell) for cell in cells)
        units = [cell.unit.factor for cell in cells]
        scale = factor * units[1] / units[2] / units[0]
        return quotient(rule(NAME, TITLE), claim, [(ONE, above)], [(ONE, below)], factor=scale)

    return Shape(near, make, lambda cells: not all(cell.printed.value > 0 for cell in cells))


def _balance(signs: Sequence[int]) -> Shape:
    """Return that a closing balance is the opening one with what came and less what went, in the order of their columns."""
    weights = [ONE, *(ONE * sign for sign in signs)]

    def parts(cells: Cells) -> list[Weighted]:
        return list(zip(weights, cells[1:], strict=True))

    return Shape(
        lambda cells: _same_dimension(*cells) and near_sum(cells[0], parts(cells)),
        lambda cells: summed(rule(NAME, TITLE), cells[0], parts(cells), role="stated"),
        lambda cells: all(cell.printed.value == 0 for cell in cells),
        rows=2,
    )


BALANCES = {
    signs: _balance(signs)
    for signs in ((1, -1), *itertools.product((1, -1), repeat=3), *itertools.product((1, -1), repeat=4))
}
"""By what each column between does to the balance; of two the first adds."""
QUOTIENT = Shape(
    _quotient_near,
    lambda cells: quotient(rule(NAME, TITLE), cells[0], [(ONE, cells[1])], [(ONE, cells[2])]),
    lambda cells: not cells[2].printed.value,
)
PRICE = Shape(
    lambda cells: (
        _same_dimension(cells[0], cells[1])
        and cells[0].unit.dimension == "money"
        and cells[2].unit.dimension not in {"money", "ratio"}
        and near_ratio(*cells)
    ),
    lambda cells: quotient(rule(NAME, TITLE), cells[0], [(ONE, cells[1])], [(ONE, cells[2])]),
    lambda cells: not cells[2].printed.value,
)
DIFFERENCE = Shape(
    _difference_near,
    lambda cells: summed(rule(NAME, TITLE), cells[0], [(ONE, cells[1]), (-ONE, cells[2])], role="stated"),
    _no_zero,
)
POINTS = Shape(
    _points_near,
    lambda cells: summed(rule(NAME, TITLE), cells[0], [(ONE, cells[1]), (-ONE, cells[2])], role="stated"),
    _points_apart,
)
MIXED = Shape(
    _mixed_near,
    _make_mixed,
    lambda cells: cells[2].printed.value <= 0 or cells[1].unit.dimension != cells[2].unit.dimension,
)
SUM = Shape(
    _sum_near, lambda cells: summed(rule(NAME, TITLE), cells[0], [(ONE, cells[1]), (ONE, cells[2])]), _no_zero
)
RATIO = Shape(_ratio_near, _make_ratio, lambda cells: not cells[2].printed.value)
OWN_SHARE = Shape(
    lambda cells: (
        _same_dimension(cells[1], cells[2])
        and cells[1].printed.value <= cells[2].printed.value * 2
        and abs(cells[1].printed.value / cells[2].printed.value * _scale(cells[0]) - cells[0].printed.value)
        <= cells[0].printed.step
    ),
    _make_ratio,
    lambda cells: not cells[2].printed.value or not cells[1].printed.value,
    rows=4,
)
# A rate among the rows changes in points, and what was below zero grows by no rate.
GROWTH_RATE = Shape(
    _growth_near,
    _make_growth,
    lambda cells: cells[2].printed.value <= 0 or cells[1].unit.dimension == "ratio",
)
MARGIN_RATE = Shape(_margin_near, _make_margin, lambda cells: cells[1].printed.value == 0)
CHANGE_RATE = Shape(_change_near, _make_ratio, lambda cells: not cells[2].printed.value)
FROM_BEFORE = Shape(_before_near, _make_before, lambda cells: not cells[2].printed.value)
"""Growth | Population | Change in %: over the population before it grew, which few rows tell from that after."""
SUMS = (SUM, DIFFERENCE)
RATES = (RATIO, GROWTH_RATE, CHANGE_RATE)
