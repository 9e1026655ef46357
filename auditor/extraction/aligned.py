"""Tables whose columns are kept by blanks (the layout of a text layer): cells lie under their header."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import attrs

from auditor.extraction.captions import is_unit_line
from auditor.extraction.characters import fold
from auditor.extraction.grid import Grid, GridCell
from auditor.extraction.mapped import Mapped, join, join_lines
from auditor.extraction.tables import is_value
from auditor.source import display_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.extraction.lines import Line

_CURRENCIES = frozenset("$€£¥")
_GAP = re.compile(r"[ \u00a0\u3000\t]{2,}|\u3000+")
_SENTENCE = re.compile(r"[，。；].*[，。；]|[。]$")
_PART = re.compile(r"\s*第[一二三四五六七八九十]+(?:部分|章)\s")
_CAPTION = re.compile(r"\s*表\s*[一二三四五六七八九十0-9][-0-9]*\s+[一-龥]")
_FEWEST = 2
_LONGEST = 3_000
_WIDEST = 2_000


@attrs.frozen(eq=False)
class _Piece:
    text: Mapped
    left: int
    right: int


def pieces(line: Line, *, wide: bool = False) -> list[_Piece]:
    """Return the cells of a line with the columns they take: characters, or display columns where `wide`."""
    found: list[_Piece] = []
    if len(line.mapped) > _WIDEST:
        return found
    measure = display_width if wide else len
    for part in line.mapped.words(_GAP):
        cell = part.strip()
        if cell:
            offset = cell.origins[0] - line.mapped.origins[0]
            if found and found[-1].text.text in _CURRENCIES and cell.text[0].isdigit():
                # Statements set the $ at the left edge of its column: $      121.0 is one cell.
                end = offset + len(cell.text)
                offset = found.pop().text.origins[0] - line.mapped.origins[0]
                cell = line.mapped.cut(offset, end)
            left = measure(line.mapped.text[:offset])
            found.append(_Piece(cell, left, left + measure(cell.text)))
    return found


def parse_aligned(lines: list[Line], at: int) -> tuple[Grid | None, int]:
    """Read the aligned table that begins at `lines[at]`; return it, if it is one, and the index behind it."""
    first = pieces(lines[at])
    if len(first) < _FEWEST or _sentence(first) or is_unit_line(lines[at].text):
        return None, at
    end = at + 1
    while end < len(lines) and end - at < _LONGEST and _belongs(lines, end):
        end += 1
    stop = end
    rows = [pieces(line) for line in lines[at:end]]
    while rows and len(rows[-1]) < _FEWEST and not _near(rows):
        rows.pop()
        end -= 1
    bands = _bands(rows)
    # Tools differ in how wide a Chinese character is; the right measure keeps the columns apart.
    wide = [pieces(line, wide=True) for line in lines[at:end]]
    broad = _bands(wide)
    if broad is not None and (
        bands is None or (_apart(wide, broad), -len(broad)) > (_apart(rows, bands), -len(bands))
    ):
        rows, bands = wide, broad
    if bands is None or len(rows) < _FEWEST:
        return None, stop
    merged = _merge(rows, bands)
    values = sum(1 for row in merged[1:] for cell in row.values() if is_value(join_lines(cell).text))
    if values < _FEWEST:
        return None, stop
    cells = [
        GridCell(row, column, join_lines(parts))
        for row, found in enumerate(merged)
        for column, parts in found.items()
    ]
    return Grid(tuple(cells), len(merged), len(bands), source="aligned"), end


def _sentence(found: list[_Piece]) -> bool:
    if len(found) > _FEWEST:
        return False
    return any(_SENTENCE.search(piece.text.text) and len(piece.text) > 20 for piece in found)  # noqa: PLR2004


def _belongs(lines: list[Line], at: int) -> bool:
    """Whether a line continues the table: several cells, or one that hangs under a column."""
    line, above = lines[at], lines[at - 1]
    if _PART.match(line.text) or _CAPTION.match(line.text):
        return False
    found = pieces(line)
    if line.after_blank and (line.leaf != above.leaf or len(found) < _FEWEST):
        return False
    if len(found) >= _FEWEST:
        return not _sentence(found)
    return (
        not line.after_blank
        and line.indent > 0
        and not re.match(r"\s*[（(]?[一二三四五六七八九十]+[、)）]", line.text)
    )


def _near(rows: list[list[_Piece]]) -> bool:
    """Whether the last, single piece lies under a column of the row above: the rest of a wrapped cell."""
    if len(rows) < _FEWEST or not rows[-1]:
        return False
    piece = rows[-1][0]
    return any(piece.left < other.right and other.left < piece.right for row in rows[-3:-1] for other in row)


def _bands(rows: list[list[_Piece]]) -> list[tuple[int, int]] | None:
    """Return the columns: the stretches that are blank in no row, where they are as many as the fullest row.

    Where a wide cell closes a gap, the middles of the cells of the fullest rows part the columns.
    """
    count = max(len(row) for row in rows)
    covered: list[tuple[int, int]] = []
    for piece in sorted((piece for row in rows for piece in row), key=lambda piece: piece.left):
        if covered and piece.left <= covered[-1][1]:
            covered[-1] = (covered[-1][0], max(covered[-1][1], piece.right))
        else:
            covered.append((piece.left, piece.right))
    if len(covered) >= count:
        return covered if len(covered) == count else _closed(rows, covered)
    full = [row for row in rows if len(row) == count]
    if len(full) < _FEWEST:
        return None
    middles = [sum(row[at].left + row[at].right for row in full) // (2 * len(full)) for at in range(count)]
    if middles != sorted(set(middles)):
        return None
    cuts = [(left + right) // 2 for left, right in itertools.pairwise(middles)]
    return list(zip([0, *cuts], [*cuts, 10_000], strict=True))


def _apart(rows: list[list[_Piece]], bands: list[tuple[int, int]]) -> int:
    """Return how many rows the columns keep apart: every piece over one column, and no two over the same."""
    kept = 0
    for row in rows:
        over = [[at for at, band in enumerate(bands) if _within(piece, band)] for piece in row]
        kept += all(len(each) == 1 for each in over) and len({each[0] for each in over}) == len(row)
    return kept


def _closed(rows: list[list[_Piece]], covered: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Merge neighbouring stretches that no row fills both: one column whose cells are set apart."""
    filled = [
        {at for at, band in enumerate(covered) for piece in row if _within(piece, band)} for row in rows
    ]
    merged: list[tuple[int, int]] = [covered[0]]
    members = [{0}]
    for at in range(1, len(covered)):
        if any(at in row and row & members[-1] for row in filled):
            merged.append(covered[at])
            members.append({at})
        else:
            merged[-1] = (merged[-1][0], covered[at][1])
            members[-1].add(at)
    return merged


def _within(piece: _Piece, band: tuple[int, int]) -> bool:
    return piece.left < band[1] and band[0] < piece.right


def _merge(rows: list[list[_Piece]], bands: list[tuple[int, int]]) -> list[dict[int, list[Mapped]]]:
    """Return rows of cells by column; a line without values of its own continues the row above."""
    columns = _value_columns(rows, len(bands))
    placed = [_placed(row, bands, columns) for row in rows]
    values = {
        column
        for column in range(len(bands))
        if 2 * sum(1 for row in placed[1:] if column in row and is_value(row[column].text))
        > sum(1 for row in placed[1:] if column in row)
    }
    merged: list[dict[int, list[Mapped]]] = []
    for at, row in enumerate(placed):
        own = any(column in values and is_value(text.text) for column, text in row.items())
        hangs = merged and at > 1 and not own and not _starts(row, merged[-1], bands)
        if hangs:
            for column, text in row.items():
                merged[-1].setdefault(column, []).append(text)
        else:
            merged.append({column: [text] for column, text in row.items()})
    return merged


def _placed(row: list[_Piece], bands: list[tuple[int, int]], values: Sequence[int] = ()) -> dict[int, Mapped]:
    """Return the pieces of a row by column; two pieces over one column are one cell.

    A row with a piece for every column needs no measuring. Where measuring puts two pieces into one column,
    a row that ends in as many values as there are columns of `values` is counted from its end: its labels
    stand right before them, and those further left are blank because they are merged with the row above.
    """
    if len(row) == len(bands):
        return {column: piece.text for column, piece in enumerate(row)}
    found: dict[int, list[Mapped]] = {}
    for piece in row:
        found.setdefault(_band(piece, bands), []).append(piece.text)
    labels = len(row) - len(values)
    countable = (
        values and 0 < labels <= values[0] and all(is_value(piece.text.text) for piece in row[labels:])
    )
    measured = len(found) == len(row) and all(at in found for at in values)
    if countable and not measured:
        columns = [*range(values[0] - labels, values[0]), *values]
        return {column: piece.text for column, piece in zip(columns, row, strict=True)}
    return {column: parts[0] if len(parts) == 1 else join(parts, " ") for column, parts in found.items()}


def _value_columns(rows: list[list[_Piece]], count: int) -> list[int]:
    """Return the columns that hold values in every full row below the first, where they are the last ones."""
    full = [row for row in rows[1:] if len(row) == count]
    if len(full) < _FEWEST:
        return []
    found = [at for at in range(1, count) if all(is_value(row[at].text.text) for row in full)]
    return found if found == list(range(count - len(found), count)) else []


def _starts(row: dict[int, Mapped], above: dict[int, list[Mapped]], bands: list[tuple[int, int]]) -> bool:
    """Whether a row without values is a row of its own: it fills most columns, or two label columns."""
    if len(row) * 2 > len(bands):
        return True
    label = row.get(0)
    return label is not None and len(row) == 1 and bool(re.search(r"[：:]$", fold(label.text))) and 0 in above


def _band(piece: _Piece, bands: list[tuple[int, int]]) -> int:
    def distance(at: int) -> tuple[int, int]:
        low, high = bands[at]
        overlap = min(piece.right, high) - max(piece.left, low)
        return (-max(overlap, 0), abs(piece.left + piece.right - low - high))

    return min(range(len(bands)), key=distance)
