"""Tables of which only the values at the ends of their lines are certain.

Labels and heads of several words cannot be told apart at single blanks, as in English. The lines below the
head fix how many columns there are, and the words of the head are divided among them where they divide.
"""

from __future__ import annotations

import functools
import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.extraction.rows.rowheads import tokens
from auditor.extraction.rows.rowparser import Parsed
from auditor.extraction.tables.cellvalues import is_value
from auditor.extraction.text.grid import Grid, GridCell
from auditor.extraction.text.mapped import EMPTY, Mapped, join

if TYPE_CHECKING:
    from auditor.extraction.text.lines import Line

_FEWEST_ROWS = 3
_MOST_HEADS = 24
_CURRENCIES = frozenset("$€£")
_LONGEST_TITLE = 60
_LINKED = re.compile(
    r"^(?:of|and|for|the|in|to|by|with|or)\b|\b(?:of|and|for|the|in|to|by|with|or)$", re.IGNORECASE
)
_LETTER = re.compile(r"[A-Za-z]")
_NO_TITLE = re.compile(r"[0-9]|[.;,]$")


def parse_tailed(lines: list[Line], at: int) -> Parsed | None:
    """Read the table whose head is `lines[at]`; None where the three lines below it do not agree."""
    head = lines[at]
    if (rows := _several(head)) is not None and len(rows) >= _FEWEST_ROWS:
        return _run_on(lines, at, len(rows[0]) - 1)
    if (tail := _tail(head)) and all(_tail(line) == tail for line in lines[at : at + _FEWEST_ROWS]):
        return _headless(lines, at, tail) if len(lines) - at >= _FEWEST_ROWS else None
    below = {_tail(line) for line in lines[at + 1 : at + 1 + _FEWEST_ROWS]}
    if len(below) != 1 or below == {0} or _tail(head) or re.search(r"[.。:：;；]$", head.text):
        return None
    width = below.pop()
    names = _names(_words(head), width)
    if names is None:
        return None
    cells = [GridCell(0, column, name) for column, name in enumerate(names)]
    return _rows(lines, at + 1, width, cells)


def _headless(lines: list[Line], at: int, width: int) -> Parsed:
    """Read rows whose head stands on lines of its own, a word each: their columns stay without names."""
    return _rows(lines, at, width, [GridCell(0, column, EMPTY) for column in range(width + 1)])


@functools.lru_cache(maxsize=64)
def _parts(line: Line) -> tuple[Mapped, ...]:
    """Return the words of a line, a currency sign joined to the number behind it."""
    found: list[Mapped] = []
    for part in tokens(line):
        if found and found[-1].text in _CURRENCIES and is_value(part.text):
            found[-1] = join([found[-1], part])
        else:
            found.append(part)
    return tuple(found)


def _several(line: Line) -> list[list[Mapped]] | None:
    """Return the rows that a line holds one behind the other, each a label and as many values."""
    if not _LETTER.search(line.text):
        return None
    rows: list[list[Mapped]] = []
    for part in _parts(line):
        if not is_value(part.text):
            if not rows or len(rows[-1]) > 1:
                rows.append([part])
            else:
                rows[-1][0] = join([rows[-1][0], part], " ")
        elif rows:
            rows[-1].append(part)
        else:
            return None
    fits = rows and len(rows[0]) > 2 and len({len(row) for row in rows}) == 1  # noqa: PLR2004 - a label and two values
    return rows if fits and all(_LETTER.search(row[0].text) for row in rows) else None


def _run_on(lines: list[Line], at: int, width: int) -> Parsed:
    """Read lines of several rows each, whose head stands above them."""
    cells = [GridCell(0, column, EMPTY) for column in range(width + 1)]
    end, height = at, 1
    while end < len(lines) and (rows := _several(lines[end])) is not None and len(rows[0]) == width + 1:
        for row in rows:
            cells.extend(GridCell(height, column, cell) for column, cell in enumerate(row))
            height += 1
        end += 1
    return Parsed(Grid(tuple(cells), height, width + 1, source="counted"), end, set())


def _rows(lines: list[Line], at: int, width: int, cells: list[GridCell]) -> Parsed:
    """Read the rows from a line on; the values of the last may stand on a line each."""
    end, height = at, 1
    while end < len(lines):
        if (count := _tail(lines[end])) == width:
            parts = _parts(lines[end])
            cells.append(GridCell(height, 0, join(parts[:-count], " ")))
            cells.extend(
                GridCell(height, column, part) for column, part in enumerate(parts[-count:], start=1)
            )
        elif end + 1 < len(lines) and _tail(lines[end + 1]) == width and _titles(lines[end]):
            cells.append(GridCell(height, 0, lines[end].mapped.strip()))
        elif _titles(lines[end]) and _singles(lines, end + 1) == width:
            cells.append(GridCell(height, 0, lines[end].mapped.strip()))
            below = lines[end + 1 : end + 1 + width]
            cells.extend(
                GridCell(height, column, each.mapped.strip()) for column, each in enumerate(below, start=1)
            )
            end += width
        else:
            break
        end, height = end + 1, height + 1
    return Parsed(Grid(tuple(cells), height, width + 1, source="counted"), end, set())


@functools.lru_cache(maxsize=64)
def _tail(line: Line) -> int:
    """Return how many values a line of words ends in, 0 where it is no row of such a table."""
    if not _LETTER.match(line.text):
        return 0
    parts = _parts(line)
    values = list(itertools.takewhile(lambda part: is_value(part.text), reversed(parts)))
    words = parts[: len(parts) - len(values)]
    return len(values) if len(values) > 1 and words else 0  # one value ends a sentence


def _singles(lines: list[Line], at: int) -> int:
    """Return how many lines from one on hold a value each and nothing else."""
    return sum(1 for _ in itertools.takewhile(lambda line: is_value(line.text.strip()), lines[at:]))


def _titles(line: Line) -> bool:
    """Whether a line can be the title of the rows below it."""
    return len(line.text) <= _LONGEST_TITLE and _NO_TITLE.search(line.text.strip()) is None


def _words(line: Line) -> list[Mapped]:
    """Return the words of a head, % and $ joined to the word that follows: 2023 2022 $ Change % Change."""
    parts = tokens(line)
    found: list[Mapped] = []
    at = 0
    while at < len(parts):
        size = 2 if parts[at].text in {"%", "$"} and at + 1 < len(parts) else 1
        found.append(join(parts[at : at + size], " "))
        at += size
    return found


def _names(words: list[Mapped], width: int) -> list[Mapped] | None:
    """Return the heads of the label column and of `width` columns, None where the words do not divide."""
    if len(words) == width:
        names = [EMPTY, *words]
    else:
        size, rest = divmod(len(words) - 1, width)
        if rest or not size or len(words) > _MOST_HEADS:
            return None
        names = [words[0], *(join(words[1 + size * n : 1 + size * (n + 1)], " ") for n in range(width))]
    # TITLE II DEPARTMENT OF LANDS AND WATER: a phrase above rows is no head.
    return None if any(_LINKED.search(name.text) for name in names) else names
