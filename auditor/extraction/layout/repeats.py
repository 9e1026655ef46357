"""Heads whose lower line tells what the upper one is: names that repeat below groups, or the rests of broken names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.extraction.layout.gutters import part_of_name
from auditor.extraction.text.grid import GridCell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.extraction.layout.columns import Placed

_LINES = 2
_FEWEST = 2
# Columns of characters that the middle of a group's name may lie outside its columns.
_NEAR = 4


def repeated_heads(lines: Sequence[Placed], width: int) -> tuple[GridCell, ...]:
    """Return the cells of such a head, none where it is none: the names that repeat tell how far each group reaches."""
    if len(lines) != _LINES or lines[1].spanning or len(lines[1].cells) < width - 1:
        return ()
    upper, lower = lines
    leaves = lower.pieces[0 in lower.cells :]
    groups = [piece for piece in upper.pieces if leaves and piece.right > leaves[0].left - _NEAR]
    corner = width - len(leaves)
    aside = len(upper.pieces) - len(groups)
    if corner > 1 or aside > corner or len(groups) < _FEWEST or len(leaves) % len(groups):
        return ()
    span = len(leaves) // len(groups)
    names = [piece.text.text.strip() for piece in leaves]
    if span < _FEWEST or len(set(names[:span])) < span or names != names[:span] * len(groups):
        return ()
    cells = [GridCell(1, corner + at, piece.text) for at, piece in enumerate(leaves)]
    named = [line.pieces[0] for line, held in ((upper, aside), (lower, corner and not aside)) if held]
    cells += [GridCell(0, 0, piece.text, rows=_LINES) for piece in named if piece not in leaves]
    for at, group in enumerate(groups):
        first, last = leaves[at * span], leaves[(at + 1) * span - 1]
        if not first.left - _NEAR <= (group.left + group.right) // 2 <= last.right + _NEAR:
            return ()
        cells.append(GridCell(0, corner + at * span, group.text, columns=span))
    return tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))


def broken_names(lines: Sequence[Placed], count: int) -> bool:
    """Whether `count` names of a head were broken above its last line, which would name groups or a title otherwise.

    The rest of one cannot stand alone (出 below 项目支), or half of them are broken.
    """
    last = {column: cell.text.strip() for column, cell in lines[-1].cells.items()}
    above = {column for line in lines[:-1] for column in line.cells}
    rest = any(part_of_name(text) and column in above for column, text in last.items())
    enough = count > 1 if rest else count * _LINES >= len(last)
    whole = {
        "".join(line.cells[column].text.strip() for line in lines if column in line.cells) for column in last
    }
    # 栏次 1 2 3 counts the columns and names none.
    counted = sum(1 for text in last.values() if text.isdigit()) > 1
    return (
        enough
        and not counted
        and len(lines[0].pieces) > 1
        and len(whole) == len(last)
        and not _periodic(last)
    )


def _periodic(last: dict[int, str]) -> bool:
    """Whether names repeat below groups, 项目 行次 金额 | 项目 行次 金额, but for the corner above the labels."""
    for names in ([*last.values()], [*last.values()][1:]):
        for span in range(_FEWEST, len(names) // _FEWEST + 1):
            if names == names[:span] * (len(names) // span):
                return True
    return False
