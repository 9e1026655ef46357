"""Which known words look most like a word."""

from __future__ import annotations

import difflib
import itertools
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST = 3
_LONGEST = 40
"""A longer word is no slip of the pen."""


def near(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return up to three of `known` that look most like `word`, best first.

    Chinese words are short: one shared character of two is already a likeness. A word that holds the
    other is always one, and so is one of the same characters in another order. Between equals the one wins
    that shares more characters, then the one that begins alike for longer, then the one of the same length.
    """
    if not word or len(word) > _LONGEST:
        return ()
    needed = 60 if word.isascii() else 45
    lowered = word.lower()
    bag = Counter(lowered)
    matcher = difflib.SequenceMatcher(autojunk=False)
    matcher.set_seq2(lowered)
    scored = []
    for at, name in enumerate(dict.fromkeys(known)):
        other = name.lower()
        matcher.set_seq1(other)
        both = len(lowered) + len(other)
        shared = sum(block.size for block in matcher.get_matching_blocks())
        common = (bag & Counter(other)).total()
        likeness = 200 * shared // both
        holds = len(name) > 1 and (name in word or (len(word) > 1 and word in name))
        swapped = common == len(lowered) == len(other) > 1
        if likeness >= needed or holds or swapped:
            closeness = 200 * (shared + common) // both
            alike = sum(
                1
                for _ in itertools.takewhile(
                    lambda pair: pair[0] == pair[1], zip(lowered, other, strict=False)
                )
            )
            scored.append((-closeness, -alike, abs(len(lowered) - len(other)), at, name))
    return tuple(name for *_, name in sorted(scored)[:_MOST])


def one_slip(word: str, meant: str) -> bool:
    """Return whether one letter changed, added, dropped or swapped with its neighbour turns `meant` into `word`."""
    start = 0
    while start < min(len(word), len(meant)) and word[start] == meant[start]:
        start += 1
    one, two = word[start:], meant[start:]
    if one == two:
        return False
    return (
        one[1:] == two[1:]
        or one[1:] == two
        or one == two[1:]
        or (one[:2] == two[1::-1] and one[2:] == two[2:])
    )
