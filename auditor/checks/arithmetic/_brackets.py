"""A whole and the parts that brackets behind it tell, one in each: spent 6.05 on pay (3.12, 51.6%), rent (1.74, 28.8%), and …."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.checks.common.numbers import Number

_LEAST = 3
_NEARLY = 50


def bracketed(told: Sequence[Number], at: int) -> tuple[Number, ...] | None:
    """Return the parts of a figure that are told in brackets, each with its share of it, where they are all there are."""
    number = told[at]
    if number.is_share or number.depth or number.sign:
        return None
    behind = told[at + 1 :]
    parts = [each for each in behind if each.dimension == number.dimension]
    if len(parts) < _LEAST or any(each.depth != 1 or each.sign for each in parts):
        return None
    shares = [
        next((one for one in told[told.index(part) + 1 :][:1] if one.is_share and one.depth), None)
        for part in parts
    ]
    fitting = sum(
        1 for part, share in zip(parts, shares, strict=True) if share and _fits(number, part, share)
    )
    gap = abs(sum((share.known.printed.value for share in shares if share), Fraction(-1)))
    # Of what else the shares may be, most parts would have others.
    return tuple(parts) if None not in shares and fitting * 2 > len(parts) and gap * _NEARLY <= 1 else None


def _fits(whole: Number, part: Number, share: Number) -> bool:
    value, printed = share.known.printed, part.known.printed
    slack = value.step * whole.known.printed.value + printed.step
    return abs(value.value * whole.known.printed.value - printed.value) <= slack
