"""Tables whose cells bars part, in whichever of the forms that web pages and converters leave them.

Rows of `a | b |` are the usual form. Where bars part cells but not rows, the cells tell by themselves how long a
row is; where each cell closes with a bar on a line of its own, a row is its words and the numbers behind them.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.extraction.bars.barcells import parse_bar_cells
from auditor.extraction.bars.barflow import parse_flow
from auditor.extraction.bars.markup import parse_bars
from auditor.extraction.bars.serialflow import parse_even, parse_serial
from auditor.extraction.prose.headings import heading_level

if TYPE_CHECKING:
    from auditor.extraction.text.grid import Grid
    from auditor.extraction.text.lines import Line

_FEW = 3
_MARK = re.compile(r"([（(]?)[一二三四五六七八九十]+(?:、|[)）])")


def parse_barred(lines: list[Line], at: int) -> tuple[Grid, int] | None:
    """Read the table that begins at `lines[at]`, and return it with the index behind it."""
    line = lines[at]
    below = lines[at + 1].text if at + 1 < len(lines) else ""
    alone = below != "" and not below.strip("| ")
    if "|" in line.text and (even := parse_serial(lines, at) or parse_even(lines, at)):
        return even
    if alone_before_even(lines, at):
        return None
    if ("|" in line.text or alone) and _flows(lines, at) and (flow := parse_flow(lines, at)):
        return flow
    if "|" in line.text and (bars := parse_bars(lines, at)):
        return bars
    if line.text.strip().endswith("|") or (below.strip() == "|" and not heading_level(line.text)):
        return parse_bar_cells(lines, at)
    return None


def alone_before_even(lines: list[Line], at: int) -> bool:
    """Whether a line with bars is what a page prints above a table of one cell a line, and no row of it."""
    below = lines[at + 1].text if at + 1 < len(lines) else ""
    several = line_cells(lines[at].text) > 1
    return several and line_cells(below) == 1 and parse_even(lines, at + 1) is not None


def line_cells(text: str) -> int:
    """Return how many cells of a line hold something, none where it has no bar."""
    return len([cell for cell in text.split("|") if cell.strip()]) if "|" in text else 0


def held(lines: list[Line], at: int) -> list[Line]:
    """Return the lines that bars hold together from one on: a cell may stand on two, the bar behind the second."""
    found = list(lines[at : at + 1])
    for line, below in itertools.pairwise(lines[at:]):
        if "|" not in line.text and "|" not in below.text:
            break
        found.append(below)
    return found


def _flows(lines: list[Line], at: int) -> bool:
    """Whether cells follow each other without a line for each row, and no labels of several levels (一、, （一）)."""
    stretch = held(lines, at)
    levels = {found.group(1) == "" for line in stretch if (found := _MARK.match(line.text.lstrip("| ")))}
    rows = sum(1 for line in stretch if len([cell for cell in line.text.split("|") if cell.strip()]) > 2)  # noqa: PLR2004
    return (
        len(levels) <= 1
        and not (len(stretch) > _FEW and rows * 2 > len(stretch))
        and not parts_rows(lines, at)
    )


def parts_rows(lines: list[Line], at: int) -> bool:
    """Whether the bars of the lines from `lines[at]` on part rows: most lines have as many cells, and several."""
    rows = [line.text for line in itertools.takewhile(lambda line: "|" in line.text, lines[at:])]
    counts = [text.strip("| ").count("|") for text in rows]
    usual = max(counts, key=counts.count, default=0)
    # Group | Count, then | Count: a row whose first cell is blank begins with a bar.
    even = len(rows) > _FEW and len({text.count("|") for text in rows}) == 1 < rows[0].count("|")
    return even or (usual > 0 and counts.count(usual) * 2 > len(counts))
