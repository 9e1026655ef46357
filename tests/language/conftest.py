"""The `--accept` option: rewrite the answers of the case pages from what the code says now."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--accept`, unless the whole suite has it already."""
    with contextlib.suppress(ValueError):
        parser.addoption("--accept", action="store_true", help="rewrite the answers of case pages")
