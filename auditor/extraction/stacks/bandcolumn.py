"""A column of a table that is read from stacks: what its cells state, and where its stacks end."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.extraction.tables.cellform import Form, Kind
from auditor.extraction.text.lines import Line
from auditor.extraction.text.mapped import Mapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.extraction.stacks.stacks import Stack

_AMOUNT = re.compile(r"[0-9]{4}\.[0-9]{1,2}")


@records.frozen(eq=False)
class Column:
    """A column: its name, the lines that are its cells, where its stacks end, and whether its name is in the first.

    `lacking` cells of its first band are printed behind all others, with its name.
    """

    name: Mapped
    lines: tuple[Line, ...] = ()
    forms: tuple[Form, ...] = ()
    ends: tuple[int, ...] = ()
    glued: bool = False
    leading: bool = False
    lacking: int = 0

    @functools.cached_property
    def height(self) -> int:
        """Return the number of cells, those of a first band that is still to come counted."""
        return self.lacking + len(self.lines)

    @functools.cached_property
    def kinds(self) -> set[Kind]:
        """Return what its cells state, blanks left out."""
        kinds = {form.kind for form in self.forms} - {Kind.BLANK}
        # 1912.05 among amounts is no month.
        dates = (
            line.text for line, form in zip(self.lines, self.forms, strict=True) if form.kind is Kind.DATE
        )
        return kinds - {Kind.DATE} if Kind.NUMBER in kinds and all(map(_AMOUNT.fullmatch, dates)) else kinds

    def with_cells(self, stack: Stack) -> Column:
        """Return the column with the lines of a stack below its cells."""
        return Column(
            self.name,
            (*self.lines, *stack.lines),
            (*self.forms, *stack.forms),
            (*self.ends, self.height + len(stack.lines)),
            self.glued,
            self.leading,
            self.lacking,
        )


def level(column: Column, others: Sequence[Column]) -> bool:
    """Whether the stacks of a column end where those of the other columns of values do."""
    if Kind.WORDS in column.kinds or column.leading:
        return True
    ends = {0, *column.ends}
    for other in others:
        if Kind.WORDS in other.kinds or other.leading:
            continue
        less = min(column.height, other.height)
        short = column if column.height < other.height else other
        if len(ends) == len(other.ends) + 1 == 2 and short.glued and abs(column.height - other.height) == 1:  # noqa: PLR2004
            continue  # one band of all rows, and no value in the last
        if less not in ends or less not in {0, *other.ends}:
            return False
        if {end for end in ends if end < less} != {0, *other.ends} & set(range(less)):
            return False
    return True


def alike(column: Column) -> bool:
    """Whether the cells of a column can stand in one: of one kind, or words among them."""
    return Kind.WORDS in column.kinds or len(column.kinds) <= 1 or column.leading
