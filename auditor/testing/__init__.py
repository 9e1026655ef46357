"""For tests of rules: strategies of reports that fit or break them, ready properties, a pytest plugin.

hypothesis is needed for the strategies and the properties only, and is imported with them.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditor.testing.properties import PROPERTIES, holds, properties_of
    from auditor.testing.strategies import (
        actual_values,
        breaking,
        broken_reports,
        near_boundaries,
        reports,
        satisfying,
    )

__all__ = [
    "PROPERTIES",
    "actual_values",
    "breaking",
    "broken_reports",
    "holds",
    "near_boundaries",
    "properties_of",
    "reports",
    "satisfying",
]

_PROPERTIES = frozenset({"PROPERTIES", "holds", "properties_of"})


def __getattr__(name: str) -> object:
    """Import a public name, and hypothesis with it, when it is first used."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = "properties" if name in _PROPERTIES else "strategies"
    return getattr(importlib.import_module(f"{__name__}.{home}"), name)
