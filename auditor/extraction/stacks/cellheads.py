"""Heads of tables whose cells take a line each: wrapped names joined, groups of like columns divided."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.extraction.text.grid import GridCell
from auditor.extraction.text.mapped import Mapped, join_lines
from auditor.source import display_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.extraction.text.lines import Line

SERIAL_HEAD = re.compile(r"序号|编号|行次")
"""The head of the column that counts the rows."""
BRACKETED = re.compile(r"[（(][^（）()]*[)）]")
"""What goes on with the name above it: a unit, the points of a score."""
_OPEN = re.compile(r"[（(][^（）()]*$")
_MOST_GROUPS = 6
_MOST_SINGLES = 2
_MOST_WAYS = 500


@records.frozen(eq=False)
class Piece:
    """A piece of a head: its text, and how many lines it takes."""

    text: Mapped
    lines: int = 1


@records.frozen
class Printed:
    """Where the head of a column and its first cell are printed, whether one directly above the other, and the cells' form."""

    head: int
    cells: int
    glued: bool
    form: object


def crossed(columns: Sequence[Printed]) -> bool:
    """Whether heads stand between another one and its values, each with like values directly below it.

    重大 | 一般 / 3 / 0 / 1 | 6 / 3 / 4: a text layer may print the first values below the second head.
    """
    for column in columns:
        between = [other for other in columns if column.head < other.cells < column.cells]
        if not column.glued and between and all(each.glued and each.form == column.form for each in between):
            return True
    return False


def pieces_of(lines: Sequence[Line]) -> list[Piece]:
    """Return the lines of a head, those joined that surely belong together: 面积（万 / 亩）, 学校数 / （所）."""
    found: list[list[Line]] = []
    for line in lines:
        last = "".join(each.text for each in found[-1]) if found else ""
        bracket = BRACKETED.fullmatch(line.text) and not BRACKETED.search(last)
        if last and (_OPEN.search(last) or bracket):
            found[-1].append(line)
        else:
            found.append([line])
    return [Piece(join_lines(line.mapped for line in part), len(part)) for part in found]


def joined_heads(pieces: list[Piece], widths: list[int]) -> list[Mapped] | None:
    """Return as many names as there are columns, None where the pieces can be joined in two ways or in none.

    A name is wrapped where its next character has no room beside the values of its column, of which `widths`
    has the widest; and no line below it is wider than the column.
    """
    few = len(pieces) - len(widths)
    if few < 0:
        return None
    places = range(1, len(pieces))
    ways: list[list[Mapped]] = []
    for tried, joined in enumerate(itertools.combinations(places, few)):
        if tried >= _MOST_WAYS:
            return None
        names: list[list[Mapped]] = []
        for at, piece in enumerate(pieces):
            if at in joined:
                above = names[-1][-1].text
                room = display_width(above) + display_width(piece.text.text[0])
                if room <= widths[len(names) - 1] or display_width(piece.text.text) >= room:
                    break
                names[-1].append(piece.text)
            else:
                names.append([piece.text])
        else:
            ways.append([join_lines(parts) for parts in names])
    return ways[0] if len(ways) == 1 else None


def grouped_heads(pieces: list[Piece], values: int) -> tuple[list[GridCell], int] | None:
    """Return the head with groups of like columns, and its pieces: 单位 / 编制 / 实有 / 行政 / 事业 / 行政 / 事业.

    Only columns of the same names under every group show where one group ends. Columns without a group may
    stand right of the groups.
    """
    texts = [piece.text.text for piece in pieces]
    ways: list[tuple[list[GridCell], int]] = []
    for count, singles in itertools.product(range(2, _MOST_GROUPS + 1), range(_MOST_SINGLES + 1)):
        span, rest = divmod(values - singles, count)
        top = 1 + count + singles
        total = top + values - singles
        leaves = texts[top:total]
        if rest or span < 2 or len(texts) <= total:  # noqa: PLR2004 - one column is no group
            continue
        if leaves != leaves[:span] * count or len(set(leaves[:span])) < span:
            continue
        names = [piece.text for piece in pieces]
        cells = [GridCell(0, 0, names[0], rows=2)]
        cells.extend(GridCell(0, 1 + span * at, names[1 + at], columns=span) for at in range(count))
        cells.extend(
            GridCell(0, 1 + span * count + at, names[1 + count + at], rows=2) for at in range(singles)
        )
        cells.extend(GridCell(1, 1 + at, names[top + at]) for at in range(span * count))
        ways.append((cells, total))
    return ways[0] if len(ways) == 1 else None
