"""What spares a pattern a text that it cannot match, spares it no text that it can."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.extraction.numbers import claims

SIGNED = [each for each in claims._PATTERNS if each.signs is not None]  # noqa: SLF001 - the table itself is tested


@pytest.mark.parametrize("pattern", SIGNED, ids=lambda each: f"{each.reason}: {each.signs.pattern}")
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow]
)
@given(data=st.data())
def test_each_match_holds_a_sign(pattern: claims._Pattern, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(re.compile(pattern.regex.pattern)))
    if pattern.regex.search(text) is not None:
        assert pattern.signs is not None
        assert pattern.signs.search(text) is not None
