"""What the whole suite has in common: the `--accept` option of the case pages, and repeatable runs in CI."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    import pytest

# A desk explores new cases in every run; in CI the same commit always gives the same answer.
# How long an example takes to be made tells how busy the machine is, as a deadline would.
settings.register_profile("ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
if os.environ.get("CI"):
    settings.load_profile("ci")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--accept`: rewrite the answers of the case pages from what the program says now."""
    parser.addoption("--accept", action="store_true", help="rewrite the answers of case pages")
