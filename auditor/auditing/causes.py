"""Why a printed value is probably wrong: the slip that turns what should stand there into what does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.auditing.slips import SHIFTS, UNIT_SCALES, digits_of
from auditor.numbers import decimal_text, unit_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.variables import Alternative
    from auditor.report.model import Figure

_TARGETS = ("标杆值", "目标值", "target")
ACTUALS = ("业绩值", "实际值", "实际完成值", "actual")
LONG = 5
DISTINCT = 4
PEN = frozenset({"transposition", "decimal-shift", "unit-scale", "digit", "last-digit", "sign"})
"""Slips of the pen: what stands there is what was meant, misspelt."""


def cause_of(facts: Facts, figure: Figure, printed: Alternative, should: Fraction) -> str | None:  # noqa: C901 - one slip after the other
    """Return the slip that explains `printed` where `should` (base unit) was meant, or None.

    The likelier a slip is in published reports, the earlier it is tried: copies before typing errors.
    """
    value = printed.value
    if value == should or not unit_of(figure.unit).is_numeric:
        return None
    if value == -should:
        return "sign"
    if unit_of(figure.unit).dimension.startswith("count") and abs(value - should) <= 3:  # noqa: PLR2004 - miscounted by a few
        return "count-off"
    if _target_copied(facts, figure, value):
        return "target-as-actual"
    if len(digits_of(printed).strip("0")) >= LONG and not unit_of(figure.unit).is_exact:
        # Five digits do not meet by chance: the number was copied from where it is right.
        if _sibling(facts, figure, value):
            return "sibling-copy"
        if _stated_elsewhere(facts, figure, value):
            return "stale-copy"
    digits = _digit_slip(printed, should)
    if digits == "transposition":
        return digits
    for scale in SHIFTS:
        if value == should * scale:
            return "decimal-shift"
    for scale in UNIT_SCALES:
        if value == should * scale:
            return "unit-scale"
    if digits is not None:
        return digits
    if _sibling(facts, figure, value):
        return "sibling-copy"
    if _stated_elsewhere(facts, figure, value):
        return "stale-copy"
    return None


def by_itself(facts: Facts, figure: Figure, printed: Alternative, should: Fraction) -> bool:
    """Whether a printed value looks wrong for its own sake: misspelt, or a number copied from elsewhere.

    Four digits will do: 54.93 % does not stand in a work plan by chance where the survey has it, as 100 % may.
    """
    cause = cause_of(facts, figure, printed, should)
    return cause in PEN or (cause is not None and len(digits_of(printed).strip("0")) >= DISTINCT)


def _digit_slip(printed: Alternative, should: Fraction) -> str | None:
    finest = printed.finest
    step = finest.numeral.step
    scaled = abs(should) / finest.unit.factor / step
    if scaled.denominator != 1 or (printed.value < 0) is not (should < 0):
        return None
    wrong = digits_of(printed)
    # 5 and 50 are a shift, not a swap: only numbers of equal length are compared digit by digit.
    places = len(decimal_text(step).partition(".")[2])
    right = str(scaled.numerator).rjust(places + 1, "0")
    if len(right) != len(wrong):
        return None
    differing = [at for at, (one, two) in enumerate(zip(wrong, right, strict=True)) if one != two]
    if len(differing) == 1:
        return "last-digit" if differing[0] == len(wrong) - 1 else "digit"
    if len(differing) == 2:  # noqa: PLR2004 - a swapped pair
        first, second = differing
        if wrong[first] == right[second] and wrong[second] == right[first]:
            return "transposition"
    return None


def _target_copied(facts: Facts, figure: Figure, value: Fraction) -> bool:
    if figure.attribute not in ACTUALS:
        return False
    siblings: Mapping[str, Figure] = facts.report.concepts[figure.concept]
    targets: Sequence[Figure] = [siblings[name] for name in _TARGETS if name in siblings]
    return any(_states(facts, target, value) for target in targets)


def _states(facts: Facts, figure: Figure, value: Fraction) -> bool:
    for mention in figure.mentions:
        printed = facts.steps.printed(figure, mention)
        if printed is not None and not printed.numeral.blank and printed.value == value:
            return True
    return False


def _sibling(facts: Facts, figure: Figure, value: Fraction) -> bool:
    parent = figure.concept.rpartition(".")[0]
    tables = {
        (mention.location.table, mention.location.row)
        for mention in figure.mentions
        if mention.location.table
    }
    columns = {
        (mention.location.table, mention.location.col)
        for mention in figure.mentions
        if mention.location.table
    }
    for other in _stating(facts, value):
        if other.key == figure.key or other.unit != figure.unit:
            continue
        near = other.concept == figure.concept or (parent and other.concept.rpartition(".")[0] == parent)
        near = near or any(
            (mention.location.table, mention.location.row) in tables
            or (mention.location.table, mention.location.col) in columns
            for mention in other.mentions
        )
        if near:
            return True
    return False


def _stated_elsewhere(facts: Facts, figure: Figure, value: Fraction) -> bool:
    return any(
        other.key != figure.key and unit_of(other.unit).dimension == unit_of(figure.unit).dimension
        for other in _stating(facts, value)
    )


def _stating(facts: Facts, value: Fraction) -> Sequence[Figure]:
    """Return the figures that print a value; digits copied to the place of a loss take its sign."""
    return (*facts.stating.get(value, ()), *(facts.stating.get(-value, ()) if value < 0 else ()))


def owner_of(facts: Facts, figure: Figure, value: Fraction) -> Figure | None:
    """Return the one other concept's figure that a copied number belongs to, None where several print it."""
    found = [
        other
        for other in facts.stating.get(value, ())
        if other.key != figure.key and other.unit == figure.unit
    ]
    return found[0] if len(found) == 1 else None


def figure_of_gap(facts: Facts, gap: Fraction, unit: str, leave_out: frozenset[str]) -> Figure | None:
    """Return the one figure that is printed with exactly the size of a gap: what was left out or doubled.

    Small and round gaps are everywhere, so only gaps of three digits or more that name one figure count.
    """
    size = abs(gap)
    dimension = unit_of(unit)
    if size == 0 or dimension.dimension != "money":
        return None
    found = [
        figure
        for figure in facts.stating.get(size, ())
        if figure.key not in leave_out and unit_of(figure.unit).dimension == "money"
    ]
    digits = len(str((size / dimension.factor * 100).numerator).rstrip("0"))
    return found[0] if len(found) == 1 and digits >= 3 else None  # noqa: PLR2004
