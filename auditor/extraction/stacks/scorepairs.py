"""Score tables without columns of prose that a text layer prints row by row: a label, its weight, its score, a reason.

立项依据充分性 | 4 | 4.00 | 依据充分 | 绩效目标 | 绩效目标合理性 | 4 | 3.00 | …: names of groups and reasons stand between the rows, so
that the words right before the numbers are the label. Every row has all its numbers, and the weights, or the scores,
give the total; else nothing tells that no row is left out.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from auditor import records
from auditor.extraction.stacks.rowpath import FULL, Piece, Sort
from auditor.extraction.stacks.rowpieces import begins, pieces_of
from auditor.extraction.stacks.scoreheads import Part, head_of, stretch_end
from auditor.extraction.stacks.scorelabels import is_sum
from auditor.extraction.text.grid import Grid, grid_of
from auditor.extraction.text.mapped import EMPTY, Mapped, join_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.extraction.text.lines import Line

_NUMBERS = (Part.WEIGHT, Part.SCORE, Part.LOSS)
_PROSE = frozenset({Part.METHOD, Part.AIM, Part.DONE})
_FIGURES = frozenset({Sort.NUMBER, Sort.BOUND, Sort.BLANK})
_NAMES = frozenset({Sort.WORDS, Sort.NAME})
_FEWEST_ROWS = 5
_MOST_OVER = 1
_LONGEST = 30
_MOST_LINES = 2
_USUAL = 4
"""Where so many of five rows have a reason or the name of a group before their label, one that has none may lack its label."""


@records.frozen(eq=False)
class _Row:
    """A row: the words before its numbers, the last of which name it, and the numbers in the order of the columns."""

    words: tuple[Piece, ...]
    cells: tuple[Piece, ...]

    def value(self, column: int) -> Decimal | None:
        return self.cells[column].value


def parse_pairs(lines: Sequence[Line], at: int) -> tuple[Grid, tuple[Line, ...], int] | None:
    """Read the score table whose heads begin at `lines[at]`: the table, the lines among it that are no cells, and the index behind."""
    if not begins(lines[at : at + 2]):
        return None
    end = stretch_end(lines, at)
    heads, pieces = pieces_of(lines[at:end])
    if _PROSE & set(heads) or not {Part.LEVEL, Part.WEIGHT, Part.SCORE} <= set(heads):
        return None
    columns = sorted((part for part in _NUMBERS if part in heads), key=lambda part: heads[part][0].number)
    rows = _rows(pieces, len(columns))
    names = _names(rows)
    if not _certain(rows, names, columns):
        return None
    body: list[list[Mapped]] = [
        [join_lines(line.mapped for line in heads[part]) for part in (Part.LEVEL, *columns)]
    ]
    body.extend(
        [name.text if name else EMPTY, *(cell.text for cell in row.cells)]
        for name, row in zip(names, rows, strict=True)
    )
    grid = grid_of(body, source="columns")
    used = {origin for cell in grid.cells for origin in cell.text.origins}
    behind = rows[-1].cells[-1].text.origins[-1]
    end = at + 1 + next(index for index, line in enumerate(lines[at:end]) if behind in line.mapped.origins)
    asides = tuple(line for line in lines[at:end] if used.isdisjoint(line.mapped.strip().origins))
    return grid, asides, end


def _rows(pieces: Sequence[Piece], width: int) -> list[_Row]:
    """Return the rows up to the first that has not so many numbers."""
    rows: list[_Row] = []
    words: list[Piece] = []
    at = 0
    while at < len(pieces):
        if pieces[at].sort not in _FIGURES:
            words.append(pieces[at])
            at += 1
            continue
        end = at
        while end < len(pieces) and pieces[end].sort in _FIGURES:
            end += 1
        if end - at != width:
            break
        rows.append(_Row(tuple(words), tuple(pieces[at:end])))
        words, at = [], end
    return rows


def _names(rows: Sequence[_Row]) -> list[Piece | None]:
    """Return the label of each row, None where what stands before its numbers may be none."""
    told = sum(len(row.words) > 1 for row in rows[1:])
    reasoned = told * (_USUAL + 1) >= _USUAL * len(rows[1:])
    names: list[Piece | None] = []
    begun = True  # no reason stands above the first row, and none beside a sum
    for row in rows:
        last = row.words[-1] if row.words else None
        doubtful = (
            last is None
            or last.sort not in _NAMES
            or len(last.lines) > _MOST_LINES
            or len(last.text) > _LONGEST
            or any(head_of(line.text) is not None for line in last.lines)
            or (reasoned and len(row.words) == 1 and not begun and not is_sum(last.text.text))
        )
        names.append(None if doubtful else last)
        begun = last is not None and is_sum(last.text.text)
    return names


def _certain(rows: Sequence[_Row], names: Sequence[Piece | None], columns: Sequence[Part]) -> bool:
    """Whether the rows give their total, no score but one is above its weight, and few rows lack their label."""
    weight, score = columns.index(Part.WEIGHT), columns.index(Part.SCORE)
    total = next((at for at, row in enumerate(rows) if row.value(weight) == FULL), len(rows))
    leaves = [
        row
        for row, name in zip(rows[:total], names[:total], strict=True)
        if name is None or not is_sum(name.text.text)
    ]
    texts = [name.text.text for name in names if name is not None and not is_sum(name.text.text)]
    if (
        len(leaves) < _FEWEST_ROWS
        or len(set(texts)) < len(texts)
        or len(names) - len(texts) > len(names) // 3
    ):
        return False
    pairs = [(row.value(weight), row.value(score)) for row in leaves]
    if any(one is None or one <= 0 or two is None or two < 0 for one, two in pairs):
        return False
    if sum(two > one for one, two in pairs if one is not None and two is not None) > _MOST_OVER:
        return False
    if sum((one for one, _ in pairs if one is not None), Decimal(0)) == FULL:
        return True
    got = sum((two for _, two in pairs if two is not None), Decimal(0))
    return total < len(rows) and rows[total].value(score) == got
