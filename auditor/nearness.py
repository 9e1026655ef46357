"""Which known words look most like a word."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST = 3
_LONGEST = 40
"""A longer word is no slip of the pen."""


def near(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return up to three of `known` that look most like `word`, best first.

    Chinese words are short: one shared character of two is already a likeness. A word that holds the
    other is always one.
    """
    if not word or len(word) > _LONGEST:
        return ()
    needed = 60 if word.isascii() else 45
    matcher = difflib.SequenceMatcher(autojunk=False)
    matcher.set_seq2(word.lower())
    scored = []
    for at, name in enumerate(dict.fromkeys(known)):
        matcher.set_seq1(name.lower())
        shared = sum(block.size for block in matcher.get_matching_blocks())
        likeness = 200 * shared // (len(word) + len(name))
        holds = len(name) > 1 and (name in word or (len(word) > 1 and word in name))
        if likeness >= needed or holds:
            scored.append((-likeness, at, name))
    return tuple(name for _, _, name in sorted(scored)[:_MOST])
