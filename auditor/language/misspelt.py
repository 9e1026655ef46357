"""Keywords with one letter too many, too few or wrong: 结果果, 按总例, 余 for 其余."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.language.keywords import CLAUSES, INNER
from auditor.nearness import near, one_slip

if TYPE_CHECKING:
    from collections.abc import Iterable

_LETTER = re.compile(r"[A-Za-z_\u3400-\u9fff]")
_LONGEST = 20

INNER_WORDS = frozenset(spelling for word in INNER.values() for spelling in (word.zh, word.en))
KEYWORDS = INNER_WORDS | {spelling for word in CLAUSES.values() for spelling in (word.zh, word.en)}


def slip_of(word: str, keywords: Iterable[str]) -> tuple[str, ...]:
    """Return the keywords of which `word` is a slip, likeliest first; none of a keyword."""
    if not word or word in KEYWORDS or len(word) > _LONGEST:
        return ()
    return tuple(each for each in near(word, sorted(set(keywords))) if one_slip(word, each))


def run_at(text: str, at: int) -> tuple[int, int]:
    """Return where the run of letters around an offset begins and ends."""
    start, end = at, at
    while start > 0 and _LETTER.match(text[start - 1]):
        start -= 1
    while end < len(text) and _LETTER.match(text[end]):
        end += 1
    return start, end
