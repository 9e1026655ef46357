"""Tables that are read from their values first, over one page or more; see `banded`."""

from __future__ import annotations

import functools
import itertools
from typing import TYPE_CHECKING

from auditor.extraction.stacks.banded import Banded, banded_of
from auditor.extraction.stacks.headed import Headed
from auditor.extraction.text.grid import Grid, GridCell
from auditor.extraction.text.mapped import EMPTY, Mapped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from auditor.extraction.stacks.bands import Stretch
    from auditor.extraction.stacks.stacks import Stack
    from auditor.extraction.text.lines import Line

_FEWEST_ROWS = 3
_NEAR = 1000
"""Text that speaks of a table stands within so many lines of it."""


def near_text(lines: Sequence[Line], stretch: Stretch) -> Callable[[str], bool]:
    """Return what tells whether the text beside a stretch names something so."""
    at = stretch.pages[0][0].at
    near = [*lines[max(0, at - _NEAR) : at], *lines[stretch.end : stretch.end + _NEAR]]

    @functools.cache
    def text() -> str:
        return "".join("".join(line.text.split()) for line in near).lower()

    return lambda name: "".join(name.split()).lower() in text()


def parse_banded(lines: Sequence[Line], stretch: Stretch) -> Headed | None:
    """Read the table that takes a stretch of lines, None where it is not certain."""
    known = near_text(lines, stretch)
    pages: list[Banded] = []
    for stacks in stretch.pages:
        ways = banded_of(stacks, known)
        if len(ways) != 1 or (ways[0].used < len(stacks) and stacks is not stretch.pages[-1]):
            return None
        pages.append(ways[0])
    if len({_heads(page) for page in pages}) != 1 or sum(len(page.labels) for page in pages) < _FEWEST_ROWS:
        return None
    used, stacks = pages[-1].used, stretch.pages[-1]
    end = stacks[used].at if used < len(stacks) else stretch.end
    asides = tuple(line for line in stretch.asides if line.number < lines[end - 1].number)
    return Headed(_grid(pages), asides, end, _repeated(stretch.pages[1:], pages[1:]))


def _heads(page: Banded) -> tuple[object, ...]:
    names = tuple(tuple(part.text for part in name) for name in page.names)
    return page.corner.text, names, page.leading[0].text if page.leading else None


def _repeated(pages: Sequence[Sequence[Stack]], read: Sequence[Banded]) -> frozenset[int]:
    """Return the lines that repeat heads on later pages."""
    found: set[int] = set()
    for stacks, page in zip(pages, read, strict=True):
        origins = {label.origins[0] for label in page.labels}
        texts = {part.text for name in page.names for part in name} | {page.corner.text}
        for stack in stacks[: page.used]:
            if stack.text.text in texts and stack.text.origins[0] not in origins:
                found.update(id(line) for line in stack.lines)
    return frozenset(found)


def _grid(pages: Sequence[Banded]) -> Grid:
    page = pages[0]
    lead = int(page.leading is not None)
    deep = max(map(len, page.names))
    cells = [GridCell(0, lead, page.corner, rows=deep)]
    if page.leading is not None:
        cells.insert(0, GridCell(0, 0, page.leading[0], rows=deep))
    column = 1 + lead
    for _, group in itertools.groupby(
        page.names, key=lambda name: name[0].origins if len(name) > 1 else name
    ):
        names = list(group)
        single = len(names[0]) == 1
        cells.append(GridCell(0, column, names[0][0], rows=deep if single else 1, columns=len(names)))
        if not single:
            cells.extend(GridCell(1, column + place, name[1]) for place, name in enumerate(names))
        column += len(names)
    top = deep
    for each in pages:
        for row, label in enumerate(each.labels):
            texts: list[Mapped] = [label, *(lines[row].mapped.strip() for lines in each.columns)]
            if each.leading is not None:
                numbers = each.leading[1]
                texts.insert(0, numbers[row].mapped.strip() if row < len(numbers) else EMPTY)
            cells.extend(GridCell(top, place, text) for place, text in enumerate(texts))
            top += 1
    return Grid(tuple(cells), top, column, source="columns")
