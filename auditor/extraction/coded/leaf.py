"""A page of a table with codes as a text layer prints it: its heads, and what else stands on it, in order."""

from __future__ import annotations

import enum

from auditor import patterns as re
from auditor import records
from auditor.extraction.text.lines import Line
from auditor.extraction.text.mapped import Mapped

CODE = re.compile(r"[1-9][0-9]{2}(?:[0-9]{2}){0,2}")
_BESIDE = 2
"""So many lines further on stands what a blank line parts."""


class Part(enum.Enum):
    """What a line is."""

    CODE = "code"
    TOTAL = "total"
    RANK = "rank"
    VALUE = "value"
    WORDS = "words"


@records.frozen(eq=False)
class Head:
    """The head of a column: its text, and the number that the form prints below it (栏次)."""

    text: Mapped
    rank: int | None = None


@records.frozen(eq=False)
class Token:
    """Lines of one kind in a stack; values may stand below a head, or below its number."""

    part: Part
    lines: tuple[Line, ...]
    head: Head | None = None
    rank: int | None = None
    code: Line | None = None
    """The code or total in whose row words or values stand, where one stack printed both."""
    behind: bool = False
    """Whether words are printed directly behind a head that has values: they may be the next head."""


@records.frozen(eq=False)
class Leaf:
    """A page of a table: its heads in order, and what else it prints."""

    heads: tuple[Head, ...]
    tokens: tuple[Token, ...]
    leads: tuple[Mapped, ...] = ()
    """The heads of the codes and of the names."""

    def lines(self, part: Part) -> list[Line]:
        """Return all lines of a kind."""
        return [line for token in self.tokens if token.part is part for line in token.lines]

    def beside(self) -> dict[Token, str | None]:
        """Return the values printed directly behind a code and its name, each with that code, none for the total."""
        found: dict[Token, str | None] = {}
        row: Line | None = None
        last, valued = 0, False
        for token in self.tokens:
            if token.part in {Part.CODE, Part.TOTAL}:
                row = token.lines[0] if len(token.lines) == 1 else None
                valued = False
            elif row is not None and token.lines[0].number > last + _BESIDE:
                row = None
            elif token.part is Part.WORDS:
                row = None if valued else row
            elif token.part is Part.VALUE and row is not None:
                row = row if len(token.lines) == 1 else None
                if row is not None:
                    found[token] = row.text if CODE.fullmatch(row.text) else None
                    valued = True
            last = token.lines[-1].number
        return found
