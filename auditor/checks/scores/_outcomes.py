"""Outcomes of indicators as they are printed: their words, their quantities, and what was aimed at."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.scores._clauses import Quantity, quantities
from auditor.checks.scores._eachrules import FEWER

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIDE_BY_SIDE = re.compile(
    r"(?P<whole>[0-9]+)(?P<unit>[一-龥])[^0-9，。]{0,3}?中[^0-9，。]{0,6}(?P<part>[0-9]+)(?P=unit)|^(?P<above>[0-9]+)/(?P<below>[0-9]+)$"
)
_PURE = re.compile(r"[0-9][0-9,.]*[^0-9]{0,4}")
_LESS = re.compile(r"[≤<＜]|不超|不高|不大|以内|以下|小于|低于")


@records.frozen
class Done:
    """An outcome: its words, its quantities, and its aim."""

    text: str
    told: tuple[Quantity, ...]
    aims: tuple[Quantity, ...]
    falling: bool
    aim: str = ""

    @property
    def rate(self) -> Quantity | None:
        """Return the one rate that it tells of a whole: 46 个点中 43 个达标."""
        found = _SIDE_BY_SIDE.search(self.text)
        if found is None:
            return None
        part, whole = found["part"] or found["above"], found["whole"] or found["below"]
        return Quantity(Fraction(part) * 100 / Fraction(whole), "%") if Fraction(whole) > 0 else None

    def actual(self, like: Sequence[Quantity]) -> Quantity | None:
        """Return the one quantity that was reached, of those in the unit of others where these are told."""
        plain = [
            each for each in self.told if not each.points and not FEWER.search(each.before + each.behind)
        ]
        alike = [each for each in plain if any(of_one_unit(each, other) for other in like)] if like else plain
        return alike[0] if len(alike) == 1 else None


def done_of(text: str, target: str) -> Done:
    """Return an outcome with its aim as they are printed; one cell may print both."""
    own = quantities(text)
    # 目标95%，实际94% stands in one cell, 4座 and 4座 in two.
    apart = target != text or (len(own) == 1 and _PURE.fullmatch(text) is not None)
    aims = quantities(target) if apart else []
    aim = target if apart or not own else ""
    return Done(
        text,
        tuple(own),
        tuple(aims if len(aims) == 1 else ()),
        _LESS.search(aim) is not None,
        aim,
    )


def of_one_unit(one: Quantity, two: Quantity) -> bool:
    """Whether two quantities are in one unit, told or not."""
    if any(not each.value and not each.unit for each in (one, two)):
        return True  # nothing is nothing in any unit: 不高于 0 of -6.45 %
    if one.rate or two.rate:
        return one.rate and two.rate
    return not one.unit or not two.unit or one.unit.startswith(two.unit) or two.unit.startswith(one.unit)
