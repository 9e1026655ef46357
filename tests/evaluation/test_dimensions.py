"""What may be added to what: amounts of one kind, whatever they were counted over."""

from __future__ import annotations

import pytest

from auditor.evaluation.dimensions import Dimension, DimensionError
from auditor.numbers import unit_of


def of(text: str) -> Dimension:
    """Return the dimension of a product of units and, behind a stroke, what it is divided by."""
    above, _, below = text.partition("/")
    found = Dimension()
    for symbol in above.split("·"):
        found = found.times(Dimension.of(unit_of(symbol)))
    for symbol in below.split("·") if below else ():
        found = found.over(Dimension.of(unit_of(symbol)))
    return found


@pytest.mark.parametrize(
    ("one", "two", "sum_of"),
    [
        ("分", "次·分", "分"),
        ("万元", "元·件", "元"),
        ("万元/人", "元", "元"),
        ("%", "个百分点", "%"),
        ("分", "万元·次", None),
        ("项", "人", None),
        ("项·人", "项", None),
        ("万元", "次", None),
    ],
)
def test_what_is_counted_does_not_change_the_kind_of_an_amount(
    one: str, two: str, sum_of: str | None
) -> None:
    """2次 × 2分 are marks and 万元 over 人 is printed in 万元; but 项 and 人 stay apart."""
    for left, right in ((one, two), (two, one)):
        if sum_of is None:
            with pytest.raises(DimensionError):
                of(left).plus(of(right))
        else:
            assert of(left).plus(of(right)) == of(sum_of)
