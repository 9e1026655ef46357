"""The functions of the rule language by name, found by walking their folder.

A call in a rule is an expression again, so binding needs functions and functions need binding. It looks them
up here, by name, and imports none of them: whoever reads the imports sees them run one way.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

_FOLDER = "auditor.evaluation.functions"


@functools.cache
def catalogue() -> Mapping[str, ModuleType]:
    """Return the module of every function, by each of its names."""
    found: dict[str, ModuleType] = {}
    for info in pkgutil.iter_modules(importlib.import_module(_FOLDER).__path__):
        module = importlib.import_module(f"{_FOLDER}.{info.name}")
        for name in module.NAMES:
            found[name] = module
    return found


def never_negative(function: str) -> bool:
    """Return whether a function is known never to give less than 0: a count, a number without its sign."""
    module = catalogue().get(function)
    return bool(module and getattr(module, "NEVER_NEGATIVE", False))
