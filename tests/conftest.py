"""What the whole suite has in common: the `--accept` option of the case pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--accept`: rewrite the answers of the case pages from what the program says now."""
    parser.addoption("--accept", action="store_true", help="rewrite the answers of case pages")
