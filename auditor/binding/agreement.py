"""What is not sure whose figure it is counts only where others say the same, or nearly the same.

Annexes that are reports of their own (附件1 甲项目绩效自评报告, 附件2 乙项目绩效自评报告) each have a score and funds of their own.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.numbers.units import unit_of
from auditor.report.annexes import own_report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.binding.placing import Placed


def agreeing(found: Sequence[Placed]) -> tuple[list[Placed], list[Placed]]:
    """Return what can be kept under its key, and what contradicts the others and may mean something else.

    A number that looks like a slip of the others (two digits changed places, a decimal point moved) is
    kept: it is what an audit looks for.
    """
    groups: dict[str, list[Placed]] = {}
    for each in found:
        groups.setdefault(each.key, []).append(each)
    doubtful: set[int] = set()
    for group in groups.values():
        doubtful.update(id(each) for each in _of_several_reports(group))
        if any(not each.sure for each in group):
            doubtful.update(id(each) for each in _astray(group))
    return [each for each in found if id(each) not in doubtful], [
        each for each in found if id(each) in doubtful
    ]


def _of_several_reports(group: Sequence[Placed]) -> list[Placed]:
    """Return a figure's places where annexes that are reports tell it differently: then the pack's figure is that of none."""
    reports: dict[str, list[Placed]] = {}
    for each in group:
        if chapter := own_report(each.mention.location.section):
            reports.setdefault(chapter, []).append(each)
    firsts = [each[0] for each in reports.values()]
    if all(_near(firsts[0], each) for each in firsts):
        return []
    return list(group)


def _astray(group: Sequence[Placed]) -> list[Placed]:
    against = [each for each in group if each.sure]
    if not against:
        most = max(group, key=lambda each: sum(_same(each, other) for other in group))
        against = [each for each in group if _same(most, each)]
        if len(against) == 1 and not all(_near(most, each) for each in group):
            return list(group)
    return [each for each in group if not each.sure and not any(_near(other, each) for other in against)]


def _near(one: Placed, other: Placed) -> bool:
    return _same(one, other) or slip(one.mention.text, other.mention.text)


def _same(one: Placed, other: Placed) -> bool:
    (value, step), (second, other_step) = _value(one), _value(other)
    return value is not None and second is not None and abs(value - second) <= (step + other_step) / 2


def _value(placed: Placed) -> tuple[Fraction | None, Fraction]:
    """Return value and step in the unit's base."""
    found = placed.occurrence
    if found is None or found.numeral is None:
        return None, Fraction(0)
    factor = unit_of(placed.unit).factor
    return found.numeral.value * factor, found.numeral.step * factor


def slip(one: str, other: str) -> bool:
    """Whether two printed numbers have the same digits in another order or place, or differ in one."""
    first, second = ("".join(char for char in text if char.isdigit()).strip("0") for text in (one, other))
    if not first or not second:
        return False
    if sorted(first) == sorted(second):
        return True
    return len(first) == len(second) > 2 and sum(a != b for a, b in zip(first, second, strict=True)) == 1  # noqa: PLR2004
