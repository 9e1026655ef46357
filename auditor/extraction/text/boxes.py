"""Where each character of a paged document stands: four numbers a character, packed, since a long one has millions."""

from __future__ import annotations

import sys
from array import array
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Box = tuple[int, int, int, int]
"""Left, top, right and bottom, in hundredths of a point, from the page's top left corner."""
_EDGES = 4
_FARTHEST = 2**31 - 1
_NONE = (0, 0, -1, -1)
"""A box that ends before it begins, which no character has: one that stands nowhere."""


class Boxes:
    """The boxes of the characters of a text, in order; None where a character stands nowhere."""

    def __init__(self) -> None:
        """Begin with no character."""
        self._edges = array("i")

    def __len__(self) -> int:
        return len(self._edges) // _EDGES

    def __getitem__(self, at: int) -> Box | None:
        left, top, right, bottom = self._edges[at * _EDGES : (at + 1) * _EDGES]
        return None if (left, top, right, bottom) == _NONE else (left, top, right, bottom)

    def extend(self, boxes: Iterable[Box | None]) -> None:
        """Add the boxes of more characters."""
        for box in boxes:
            try:
                self._edges += array("i", _NONE if box is None else box)
            except OverflowError:  # two hundred kilometres off the page
                self._edges.extend(max(-_FARTHEST, min(edge, _FARTHEST)) for edge in box or _NONE)


def box_text(box: Box) -> tuple[str, ...]:
    """Return a box in points, as places are told; columns and lines of many pages share their edges."""
    return tuple(sys.intern(f"{edge // 100}.{edge % 100:02d}") for edge in box)
