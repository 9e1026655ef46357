"""Heads whose lower line tells what the upper one is: the rests of broken names, and no names that repeat below groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.extraction.layout.gutters import part_of_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.extraction.layout.columns import Placed

_LINES = 2
_FEWEST = 2


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
