"""What a text layer prints one behind the other in rows: cells, and the columns in which they can stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import attrs

from auditor import patterns as re
from auditor import records
from auditor.extraction.stacks.stacks import Stack
from auditor.extraction.tables.cellform import Form, Kind
from auditor.extraction.tables.columnproofs import Number, Row, number_of
from auditor.extraction.text.mapped import Mapped

if TYPE_CHECKING:
    from collections.abc import Sequence

SUM = re.compile(r"(?:合\s*计|总\s*计|共\s*计|小\s*计|总\s*分)(?![一-龥])|(?:Grand\s*|Sub)?[Tt]otal\b")
"""The label of a row of sums."""


@records.frozen(eq=False)
class Cell:
    """Lines that a text layer prints together: the words of one cell or of several labels, or values of one column.

    `again` tells that a new page repeats them as the head of a column, `last` that a page ends behind them, `total`
    that the row is one of sums, `head` that the words read as the head of a column, `corner` that they are that of the labels, and `short` that they stand on
    several lines of which one could have held more.
    """

    stack: Stack
    text: Mapped
    form: Form
    again: bool
    last: bool
    number: Number | None = None
    total: bool = False
    head: bool = False
    corner: bool = False
    short: bool = False

    @property
    def count(self) -> int:
        """Return how many lines it takes."""
        return len(self.stack.lines)

    @property
    def words(self) -> bool:
        """Whether it states no value."""
        return self.form.kind is Kind.WORDS

    @property
    def single(self) -> bool:
        """Whether it is one cell: words may be wrapped."""
        return self.words or self.count == 1

    def parts(self) -> list[Cell]:
        """Return its lines as cells of their own."""
        return [
            attrs.evolve(
                self,
                stack=part,
                text=part.text,
                form=part.forms[0],
                number=number_of(part.text.text),
                total=SUM.match(part.text.text) is not None,
                short=False,
            )
            for line in range(self.count)
            for part in [self.stack.part(line, line + 1)]
        ]


class Columns(Protocol):
    """The columns of a table, and what can stand in each."""

    @property
    def label(self) -> int:
        """Return the column of the names."""

    @property
    def coded(self) -> bool:
        """Whether the first column counts or codes the rows."""

    @property
    def serial(self) -> bool:
        """Whether the first column counts the rows."""

    @property
    def whole(self) -> tuple[int, ...]:
        """Return the places of the cells that begin a row printed whole."""

    @property
    def start(self) -> int:
        """Return the last column in which a row may begin."""

    @property
    def banded(self) -> bool:
        """Whether cells of any column may be printed together."""

    @property
    def stray(self) -> int:
        """Return what a value costs that is no cell, 0 where there are none but numbers of pages."""

    @property
    def width(self) -> int:
        """Return how many columns there are."""

    @property
    def named(self) -> int:
        """Return the first column behind the labels, and behind words that tell of them."""

    @property
    def told(self) -> int:
        """Return the column behind the last one of values: only words stand from there on."""

    def price(self, cell: Cell, column: int) -> int | None:
        """Return how badly a cell fits a column, None where it cannot stand there."""

    def lacks(self, end: int, column: int) -> bool:
        """Whether a row may well lack the cells between two columns."""

    def meets(self, end: int, column: int) -> bool:
        """Whether a piece of a row that ends at a column may stand beside one that begins at another."""

    def failing(self, row: Row, *, full: bool = True) -> bool:
        """Whether a relation fails in a row, which may lack cells yet."""

    def mark(self, first: int, cells: Sequence[Cell]) -> int:
        """Return a number that tells rows of other cells apart."""

    def left_out(self, row: Row) -> bool:
        """Whether a row that lacks cells at the end may be left out."""
