"""Whether one slip of the pen explains a gap: what makes a doubtful relation a sure one.

Two unrelated numbers hardly ever differ by one wrong digit, a swapped pair or a shifted point. Where
changing one number in such a way makes a relation hold to the last place, the relation was meant.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.numbers import interval_of, round_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.checks.common.numbers import Stated
    from auditor.checks.common.relations import Weighted

MEANT = 4
"""A number of fewer digits is within one slip of too many others."""
LONG = 8
"""An amount of so many digits is no other figure by chance."""
BARELY = 33
"""Less than so great a part of a whole is little."""
TENTH = re.compile(
    r"(?<![0-9.])(?:10|0?\.10*|1)(?:\.0+)?\s*[%％‰]|(?<![0-9.])10{1,3}\s*倍|[十百千]分之[一十]|[十百千]倍|每(?:10|十|百|千|万)"
)
"""What says that one amount is a power of ten of another one."""
_LITTLE = 10
_TELLING = 100
"""So much finer than the whole are the parts that their rounding is nothing to it."""
_SCALES = tuple(Fraction(10) ** power for power in (1, -1, 2, -2, 3, -3, 4, -4))
_CHOICES = 4
"""Among more printed values that rounding would allow, one that a slip gives is there by chance."""
_HALF = Fraction(1, 2)


def slip(stated: Stated, should: Fraction) -> str:
    """Return the slip that prints `stated` where `should` (base unit) was meant, or an empty text."""
    value = stated.printed.value
    if should in (value, 0) or value == 0:
        return ""
    step = stated.printed.numeral.step * stated.printed.unit.factor
    if value == -should:
        return "sign"
    if abs(value / should) in _SCALES:
        return "shift"
    here, there = abs(value) / step, abs(should) / step
    if there.denominator != 1 or here.denominator != 1 or (value < 0) != (should < 0):
        return ""
    one, two = str(here.numerator), str(there.numerator)
    if len(one) == len(two):
        wrong = [at for at in range(len(one)) if one[at] != two[at]]
        if len(wrong) == 1:
            return "digit"
        if len(wrong) == 2 and one[wrong[0]] == two[wrong[1]] and one[wrong[1]] == two[wrong[0]]:  # noqa: PLR2004
            return "swap"
        return ""
    longer, shorter = (one, two) if len(one) > len(two) else (two, one)
    if len(longer) == len(shorter) + 1 and any(
        longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer))
    ):
        return "digit lost"
    return ""


def slip_from(stated: Stated, value: Fraction) -> str:
    """Return the slip that prints `stated` where `value` was meant, rounded to the place to which `stated` is printed."""
    return slip(stated, round_to(value, stated.printed.step))


def slip_of_ratio(stated: Stated, part: Stated, base: Stated) -> str:
    """Return the slip that prints `stated` where a part over its base was meant, or an empty text."""
    return slip_from(stated, part.printed.value / base.printed.value)


def neighbours_swapped(one: str, two: str) -> bool:
    """Whether two runs of digits differ in two that stand side by side and have changed places."""
    wrong = [at for at, (here, there) in enumerate(zip(one, two, strict=False)) if here != there]
    if len(one) != len(two) or len(wrong) != 2 or wrong[1] != wrong[0] + 1:  # noqa: PLR2004 - a pair
        return False
    return one[wrong[0]] == two[wrong[1]] and one[wrong[1]] == two[wrong[0]]


def slip_within(
    stated: Stated, value: Fraction, slack: Fraction, choices: int = _CHOICES
) -> tuple[str, Fraction] | None:
    """Return the slip that prints `stated` where others ask about `value`, and how great a part of it all those are that would do as well."""
    printed = stated.printed
    step = printed.numeral.step * printed.unit.factor
    if not printed.value or digits(stated) < 2:  # noqa: PLR2004 - of one digit everything is a slip
        return None
    for scale in _SCALES:
        reach = slack + step * scale * _HALF
        if abs(abs(printed.value) * scale - value) <= reach:
            return "shift", 2 * reach / value
    reach = slack + step * _HALF
    if 2 * reach > choices * step:
        return None
    nearest = round_to(value, step)
    near = [nearest + away * step for away in range(-choices, choices + 1)]
    kinds = [kind for meant in near if abs(meant - value) <= reach and (kind := slip(stated, meant))]
    # A swapped pair tells more than a wrong digit, of which there are ten times as many.
    return (min(kinds, key=lambda kind: kind != "swap"), 2 * reach / value) if kinds else None


def digits(stated: Stated) -> int:
    """Return how many digits carry the value."""
    return len(stated.printed.digits)


def shortened(stated: Stated, most: Fraction | None = None) -> Stated:
    """Return a whole number without the noughts that it ends in, which say to what place it was rounded: 420 of 420,000.

    No more of them than up to the place `most`.
    """
    numeral = stated.printed.numeral
    place = Fraction(1)
    while (
        numeral.step == 1
        and numeral.value
        and numeral.value % (place * 10) == 0
        and (most is None or place < most)
    ):
        place *= 10
    if place == 1:
        return stated
    short = attrs.evolve(numeral, step=place)
    step = stated.unit.in_base(place)
    wide = interval_of(stated.printed.value, step)
    return attrs.evolve(stated, printed=attrs.evolve(stated.printed, numeral=short, step=step, interval=wide))


def mistyped(one: Stated, two: Stated) -> bool:
    """Whether swapped digits part an amount from another one as rounded; of a long one, a wrong digit too."""
    step = one.printed.numeral.step * one.printed.unit.factor
    rounded = round_to(two.printed.value, step)
    kind = slip(one, rounded)
    return kind == "swap" or (kind == "digit" and digits(one) >= LONG - 2)


def wrong_digit(one: Stated, two: Stated) -> bool:
    """Whether one wrong digit or two digits swapped part two values of four digits: 93.48 of 94.48."""
    return min(digits(one), digits(two)) >= MEANT and slip(one, two.printed.value) in {"swap", "digit"}


def slipped(one: Stated, two: Stated) -> bool:
    """Whether a slip of the pen parts two values: also a shift among places that were rounded away."""
    return bool(slip(one, two.printed.value)) or misplaced(one, two)


def misplaced(one: Stated, two: Stated) -> bool:
    """Whether a shifted point parts two values, one of which may be rounded."""
    value, step = one.printed.value, max(one.printed.step, two.printed.step)
    return any(
        abs(value * scale - two.printed.value) * 2 <= max(step, one.printed.step * scale)
        for power in (1, 2, 3, 4)
        for scale in (Fraction(10) ** power, Fraction(1, 10**power))
    )


def lost_scale(one: Stated, two: Stated) -> bool:
    """Whether a value is another one without its 万 or 亿: 2.35 亩 for 23,500 亩 or 2.35 万亩.

    Fewer digits that say something would be so by chance.
    """
    value, step = one.printed.value, max(one.printed.step, two.printed.step)
    if value == 0 or min(_telling(one), _telling(two)) < MEANT - 1:
        return False
    return any(
        abs(value * scale - two.printed.value) * 2 <= max(step, one.printed.step * scale)
        for scale in (Fraction(10) ** 4, Fraction(10) ** 8)
    )


def _telling(stated: Stated) -> int:
    """Return how many digits a value has without the noughts that it ends in."""
    return len(stated.printed.digits.rstrip("0"))


def slip_in_sum(claim: Stated, parts: Sequence[Weighted], *, named: bool = False) -> str:
    """Return the slip in one member that explains why `parts` miss `claim`, or an empty text.

    An omitted or doubled part counts as one: the gap is then exactly one of the parts. Two parts give a whole as
    rounded where they are `named` as all of it.
    """
    # A swapped pair tells more than a wrong digit, and a long list more than a short one.
    swapped = digits(claim) == MEANT - 1 or (len(parts) > MEANT and digits(claim) >= MEANT)
    if digits(claim) < MEANT and not (swapped and len(parts) >= MEANT):
        return ""
    value = sum((weight * stated.printed.value for weight, stated in parts), Fraction(0))
    gap = claim.printed.value - value
    # A figure counted twice with the wrong sign misses by itself: too often by chance to be a slip.
    candidates = [
        (claim, value),
        *((stated, stated.printed.value + gap / weight) for weight, stated in parts),
    ]
    # Among long numbers the slip may hide behind a last place that rounding took.
    steps = (0, 1, -1) if digits(claim) > MEANT and (named or len(parts) > 2) else (0,)  # noqa: PLR2004 - two parts seldom miss
    for stated, should in candidates:
        for off in steps:
            size = digits(stated)
            found = slip(stated, should + off * claim.printed.step) if size >= MEANT - 1 else ""
            # 1,284 of 936 + 34.8: the only one with a decimal, which its point moved by one place takes away.
            odd = found == "shift" and _only_finer(stated, claim, parts)
            sure = (size >= MEANT or odd) and digits(claim) >= MEANT
            share = 5 if len(parts) > MEANT else 10
            little = found == "swap" and swapped and not off and abs(gap) * share <= abs(claim.printed.value)
            if found not in {"", "sign"} and (sure or little):
                return found
    # 18.44 万米 of 21,346.5 + 68,472.3 + 5,291.86 + 41,635.1 米: the point of a part that is told finer than the whole.
    finer = max(stated.printed.step for _, stated in parts) * _TELLING <= claim.printed.step
    if digits(claim) >= MEANT and len(parts) > 2 and finer and moved_point(claim, parts):  # noqa: PLR2004
        return "shift"
    # 21.85 亿元 of 9874 + 6372 + 5600 万元: the point was moved among places that rounding took.
    step = claim.printed.step
    if digits(claim) >= MEANT - 1 and any(
        abs(claim.printed.value * scale - value) * 2 <= step * scale for scale in _SCALES if scale < 1
    ):
        return "shift"
    return ""


def _only_finer(stated: Stated, claim: Stated, parts: Sequence[Weighted]) -> bool:
    """Whether one part of a sum is printed to a place of which the whole and all other parts say nothing."""
    others = [claim, *(each for _, each in parts if each is not stated)]
    return all(each.printed.step > stated.printed.step for each in others)


def swapped_over(claim: Stated, parts: Sequence[Weighted]) -> bool:
    """Whether parts are a little more than their whole, which one swapped pair of digits explains.

    涉及金额 18.42 万元，其中购置费 11.30 万元、会议费 7.21 万元: an open list is less than its whole, never more.
    """
    over = sum((stated.printed.value for _, stated in parts), Fraction(0)) - claim.printed.value
    return 0 < over * _LITTLE <= claim.printed.value and any(
        slip(stated, stated.printed.value - over) == "swap" for _, stated in parts
    )


def moved_point(claim: Stated, parts: Sequence[Weighted]) -> bool:
    """Whether a point moved in one part lets parts give their whole as rounded: 31.28 + 1.42 + 118.64 + … of 50.84."""
    value = sum((weight * stated.printed.value for weight, stated in parts), Fraction(0))
    slack = (claim.printed.step + sum(abs(weight) * stated.printed.step for weight, stated in parts)) / 2
    return any(
        digits(stated) >= MEANT - 1
        and abs(value + weight * stated.printed.value * (scale - 1) - claim.printed.value) <= slack
        for weight, stated in parts
        for scale in _SCALES[:4]
    )


def copied(claim: Stated, parts: Sequence[Weighted]) -> bool:
    """Whether a part prints the value of its neighbour or of the whole, so that how far it misses tells nothing."""
    # Short figures are alike by chance: 出口 12 亿元，进口 12 亿元.
    long = {stated.printed.value for _, stated in parts if digits(stated) >= MEANT - 1}
    values = [stated.printed.value for _, stated in parts]
    everything = claim.printed.value
    told = [value for value in values if value in long and everything - sum(values) + value > 0]
    return any(values.count(value) > 1 or value == everything for value in told)
