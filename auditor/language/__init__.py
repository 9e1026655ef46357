"""The rule language: text to tree and back, with every problem of a file in words.

The public names are imported when first used: a rulebook that comes from its kept form needs neither
the parser nor the printer.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditor.language.keywords import HOLES
    from auditor.language.names import names_of
    from auditor.language.printer import unparse
    from auditor.language.problems import Problem, Wording, render
    from auditor.language.reading import VERSION, parse_text
    from auditor.language.rulebook import Rulebook, RulebookError, RuleEntry, ScoringEntry

__all__ = [
    "HOLES",
    "VERSION",
    "Problem",
    "RuleEntry",
    "Rulebook",
    "RulebookError",
    "ScoringEntry",
    "Wording",
    "names_of",
    "parse_text",
    "render",
    "unparse",
]

_HOMES = {
    "HOLES": "keywords",
    "VERSION": "reading",
    "Problem": "problems",
    "RuleEntry": "rulebook",
    "Rulebook": "rulebook",
    "RulebookError": "rulebook",
    "ScoringEntry": "rulebook",
    "Wording": "problems",
    "names_of": "names",
    "parse_text": "reading",
    "render": "problems",
    "unparse": "printer",
}


def __getattr__(name: str) -> object:
    """Import a public name from the module that holds it."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
