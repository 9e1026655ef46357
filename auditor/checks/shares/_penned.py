"""The whole that a share is of but for a slip of the pen in it or in its part: a point, two digits swapped, one digit wrong.

Among many figures a slip leads to one of them by chance; so the fewer digits a share has, the fewer figures may be tried.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.checks.common.slips import MEANT, digits, slip, slip_from
from auditor.checks.common.trade import other_trade
from auditor.checks.common.words import other_flow, overlap, stem
from auditor.numbers import round_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.checks.common.numbers import Number
    from auditor.checks.common.wholes import Pair

_SCALES = tuple(Fraction(10) ** power for power in (1, -1, 2, -2))
_RARE, _NAMED, _OVERFULL = Fraction(1, 100), Fraction(1, 25), Fraction(1, 10)
_SHARED = 2


def penned(pair: Pair, bases: Sequence[Number]) -> Number | None:
    """Return the one figure over which a share is right but for a slip, where so few were tried that it is no chance."""
    share, part, named = pair
    if digits(share.known) < MEANT - 1:
        return None
    full = share.known.printed.value > 1
    called = _called(named, bases)
    able = [base for base in bases if full or base.known.printed.value > part.known.printed.value]
    here = [each for each in able if each.block is share.block and each.sentence == share.sentence]
    around = [each for each in able if each.block is share.block]
    for scope, rare in ((called, _NAMED), (here, _RARE), (around, _OVERFULL if full else _RARE)):
        values = {base.known.printed.value: base for base in scope}
        found = [base for base in values.values() if _slip(pair, base)]
        if len(found) == 1 and len(values) * _chance(pair, found[0]) <= rare:
            return found[0]
    return None


def called_as(named: str, bases: Sequence[Number]) -> list[Number]:
    """Return the figures that are called as the whole of a share is; 利润总额 for 占直报企业利润总额, where none is called so in full."""
    ends = [base for base in bases if len(stem(base.name)) >= MEANT and named.endswith(stem(base.name))]
    return _called(named, bases) or ends


def named_penned(pair: Pair, bases: Sequence[Number]) -> Number | None:
    """Return the one figure of those called as the whole of a share is over which the share is right but for a slip."""
    called = {base.known.printed.value: base for base in bases}
    found = [
        base
        for base in called.values()
        if base.known.printed.value > pair[1].known.printed.value and _slip(pair, base)
    ]
    likely = len(found) == 1 and digits(pair[0].known) >= MEANT - 1
    return found[0] if likely and len(called) * _chance(pair, found[0]) <= _NAMED else None


def slip_over(pair: Pair, base: Number) -> bool:
    """Whether a share is that of its part over a figure but for a slip in it that is no chance, or for one in the part."""
    share, part, _ = pair
    if digits(share.known) >= MEANT - 1 and _slip(pair, base):
        return True
    should = round_to(base.known.printed.value * share.known.printed.value, part.known.printed.step)
    return digits(part.known) >= MEANT and slip(part.known, should) in {"swap", "shift"}


def _called(named: str, bases: Sequence[Number]) -> list[Number]:
    """Return the figures whose names hold most of the name of the whole: 支出总预算 is no 教育支出."""
    names = [(stem(base.name or base.clause), base) for base in bases if not other_trade(named, base)]
    shared = [(overlap(named, name), base) for name, base in names if not other_flow(named, name)]
    most = max((each for each, _ in shared), default=0)
    return (
        [base for each, base in shared if each == most]
        if most >= _SHARED and most * 3 >= len(named) * 2
        else []
    )


def _slip(pair: Pair, base: Number) -> str:
    share, part, _ = pair
    said = share.known.printed
    ratio = part.known.printed.value / base.known.printed.value
    if any(abs(ratio * scale - said.value) * 2 <= said.step for scale in _SCALES):
        return "shift"
    kind = slip_from(share.known, ratio)
    return kind if kind in {"swap", "digit"} else ""


def _chance(pair: Pair, base: Number) -> Fraction:
    """Return how likely a share is one such slip away from that of any figure."""
    size = digits(pair[0].known)
    ways = {"shift": 2, "swap": 2 + size - 1, "digit": 9 * size}[_slip(pair, base)]
    return Fraction(ways, 10**size)
