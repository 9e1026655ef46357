"""The names of `re` that checks use; `compile` waits until the pattern is first asked for something.

A document needs half of the patterns of all checks: a Chinese one none of those for English sentences.
Checks import this module as `re`, so that a pattern reads as anywhere else.
"""

from __future__ import annotations

import re
from re import (
    DOTALL,
    IGNORECASE,
    MULTILINE,
    Match,
    Pattern,
    error,
    escape,
    findall,
    finditer,
    fullmatch,
    match,
    search,
    split,
    sub,
)
from typing import cast

__all__ = [
    "DOTALL",
    "IGNORECASE",
    "MULTILINE",
    "Match",
    "Pattern",
    "compile",
    "error",
    "escape",
    "findall",
    "finditer",
    "fullmatch",
    "match",
    "search",
    "split",
    "sub",
]

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")


class Waiting:
    """A pattern that is compiled when one of its methods is first asked for; from then on it has them itself."""

    def __init__(self, pattern: str, flags: int) -> None:
        """Keep what the pattern is made from."""
        self.pattern = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> object:
        """Compile the pattern and return what it is asked for."""
        made = re.compile(self.pattern, self.flags)
        for each in _METHODS:
            setattr(self, each, getattr(made, each))
        return getattr(made, name)


def compile(pattern: str, flags: int = 0) -> Pattern[str]:  # noqa: A001 - named as in `re`, which it stands for
    """Return what acts as the compiled pattern does. A wrong pattern fails at its first use."""
    return cast("Pattern[str]", Waiting(pattern, flags))
