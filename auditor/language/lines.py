"""Cut a rule file into lines: heads at column 0 and the clauses below them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor import records
from auditor.language.characters import fold
from auditor.language.keywords import CLAUSES, HEADS

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMENT = re.compile(r'"[^"\n]*"|“[^”\n]*”|「[^」\n]*」|((?:^|(?<=\s))[#\uff03].*)')
_FIRST_WORD = re.compile(r"[0-9A-Za-z_々\u3400-\u4dbf\u4e00-\u9fff]+")

HEAD_WORDS = {word: kind for kind, keyword in HEADS.items() for word in (keyword.zh, keyword.en)}
CLAUSE_WORDS = {word: kind for kind, keyword in CLAUSES.items() for word in (keyword.zh, keyword.en)}


@records.frozen
class Line:
    """One line with something on it.

    `text` is what the parser reads: without indent and comment, full-width signs folded. `start` is
    its offset in the file; text and file run in step, so the words as typed are found by offset.
    `word` is its first word.
    """

    text: str
    start: int
    indented: bool
    word: str

    @property
    def end(self) -> int:
        """Return the offset behind the last character."""
        return self.start + len(self.text)

    @property
    def head(self) -> str | None:
        """Return which head the line is by its first word."""
        return HEAD_WORDS.get(self.word)

    @property
    def clause(self) -> str | None:
        """Return which clause the line is by its first word."""
        return CLAUSE_WORDS.get(self.word)


def lines_of(text: str) -> Iterator[Line]:
    """Yield the lines of `text` that hold more than blanks and a comment."""
    start = 1 if text.startswith("\ufeff") else 0
    folded = fold(text)
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = folded[start:end]
        if "#" in line:
            line = _without_comment(text[start:end], line)
        bare = line.strip()
        if bare:
            indent = len(line) - len(line.lstrip())
            word = _FIRST_WORD.match(bare)
            yield Line(bare, start + indent, indent > 0, word.group() if word else "")
        start = end + 1


def _without_comment(typed: str, folded: str) -> str:
    for found in _COMMENT.finditer(typed):
        if found.group(1) is not None:
            return folded[: found.start(1)]
    return folded
