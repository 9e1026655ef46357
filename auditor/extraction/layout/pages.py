"""An aligned table over several pages, each of which repeats its head: the lines of all, set as those of the first.

A text layer sets each page for itself, so that the columns of two pages lie under different columns of characters.
The words of the repeated head stand on both and tell how far one page is moved against the other. Read together, the
lines of a row that the page cut come together too, and no rest of a cell is taken for a line of the head.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.extraction.layout.heads import MOST_LINES
from auditor.extraction.layout.pieces import pieces
from auditor.source import display_width

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from auditor.extraction.layout.columns import Piece
    from auditor.extraction.text.lines import Line

_FEWEST = 3
_WORD = re.compile(r"\S+")


@records.frozen(eq=False)
class Pages:
    """Which lines make a table: from where to where on each page, and how many of them repeat the head."""

    parts: tuple[tuple[int, int, int], ...]

    def rows(self, lines: Sequence[Line], *, wide: bool) -> list[list[Piece]]:
        """Return the pieces of all lines but repeated ones, where the first page would set them."""
        (first, _, _), *_ = self.parts
        found: list[list[Piece]] = []
        for start, end, height in self.parts:
            points = _points(lines, first, start, height, wide=wide)
            found.extend(
                [_moved(piece, points) for piece in pieces(line, wide=wide)]
                for line in lines[start + height : end]
            )
        return found

    def behind(self, taken: int) -> int:
        """Return the index behind so many lines that are no repeated ones."""
        for start, end, height in self.parts:
            if taken <= end - start - height:
                return start + height + taken
            taken -= end - start - height
        return self.parts[-1][1]

    def repeated(self, lines: Sequence[Line], end: int) -> set[int]:
        """Return the lines before an index that repeat the head."""
        return {
            id(line)
            for start, _, height in self.parts
            for line in lines[start : start + height]
            if start + height < end
        }


def over_pages(
    lines: list[Line],
    at: int,
    end: int,
    stretch: Callable[[list[Line], int, int], int],
    *,
    repeated: bool = True,
) -> Pages | None:
    """Return the pages of the table whose lines from `at` to `end` are those of the first; None where it is the only one.

    `stretch` tells where the lines of a table end that goes on, `repeated` whether each page repeats the head.
    """
    parts = [(at, end, 0)]
    while end < len(lines) and lines[end].fresh:
        height = _height(lines, at, end)
        if (repeated and not height) or (not height and len(pieces(lines[end])) < _FEWEST):
            break
        over = stretch(lines, end, end + max(height, 1))
        if over <= end + height:
            break
        parts.append((end, over, height))
        end = over
    return Pages(tuple(parts)) if len(parts) > 1 else None


def _height(lines: Sequence[Line], at: int, page: int) -> int:
    """Return how many lines at the top of a page repeat those at which the table begins; a head names several columns."""
    height = 0
    while height < MOST_LINES and page + height < len(lines) and at + height < page:
        one, other = lines[at + height], lines[page + height]
        if one.text.split() != other.text.split():
            break
        height += 1
    named = sum(len(line.text.split()) for line in lines[at : at + height])
    return height if named >= _FEWEST else 0


def _points(
    lines: Sequence[Line], first: int, page: int, height: int, *, wide: bool
) -> list[tuple[int, int]]:
    """Return where the edges of the words of the head stand on a page and on the first one, in their order."""
    measure = display_width if wide else len
    points: dict[int, int] = {}
    for above, line in zip(lines[first : first + height], lines[page : page + height], strict=True):
        words = zip(_WORD.finditer(line.mapped.text), _WORD.finditer(above.mapped.text), strict=False)
        for here, there in words:
            for edge, other in zip(here.span(), there.span(), strict=True):
                points.setdefault(measure(line.mapped.text[:edge]), measure(above.mapped.text[:other]))
    found: list[tuple[int, int]] = []
    for place, onto in sorted(points.items()):
        if not found or onto >= found[-1][1]:
            found.append((place, onto))
    return found


def _moved(piece: Piece, points: Sequence[tuple[int, int]]) -> Piece:
    if not points:
        return piece
    left = _at(piece.left, points)
    return attrs.evolve(piece, left=left, right=max(_at(piece.right, points), left + 1))


def _at(place: int, points: Sequence[tuple[int, int]]) -> int:
    """Return where a place of a page lies on the first one: between the words of the head that stand around it."""
    if place <= points[0][0]:
        return max(0, place + points[0][1] - points[0][0])
    for (start, onto), (stop, until) in itertools.pairwise(points):
        if place <= stop:
            return onto + (place - start) * (until - onto) // (stop - start)
    return place + points[-1][1] - points[-1][0]
