"""Working days are counted as one would on a calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from auditor.checks.common.weekdays import weekdays

if TYPE_CHECKING:
    import datetime as dt


@given(st.dates(), st.integers(0, 900))
def test_counts_what_a_calendar_counts(first: dt.date, days: int) -> None:
    """Day by day, whatever day the span begins on."""
    begun = first.toordinal()
    told = sum((begun + each - 1) % 7 not in {5, 6} for each in range(days))
    assert weekdays(first.weekday(), days) == told
