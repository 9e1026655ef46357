"""Which known words look most like a word."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST = 3


def near(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return up to three of `known` that look most like `word`, best first.

    Chinese words are short: one shared character of two is already a likeness, and a word that holds
    the other is always one.
    """
    candidates = list(dict.fromkeys(known))
    lowered = word.lower()
    if len(word) > 40:  # noqa: PLR2004 - nothing of the language is that long
        return ()
    holding = [
        name for name in candidates if len(name) > 1 and (name in word or (len(word) > 1 and word in name))
    ]
    cutoff = 0.6 if word.isascii() else 0.45
    close = difflib.get_close_matches(lowered, candidates, n=_MOST, cutoff=cutoff)
    return tuple(dict.fromkeys([*close, *holding]))[:_MOST]
