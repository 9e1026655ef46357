"""Tables that a web page's text keeps as one cell a line, each closed by a bar: `门诊 |`, or the bar on a line of its own.

What ends a row the text does not say: a row is its words (label, unit) and the numbers behind them, and all rows
have as many of either. Where they have not, nothing is read, since a blank cell could be any of the row's.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.extraction.text.characters import fold
from auditor.extraction.text.grid import Grid, grid_of
from auditor.extraction.text.mapped import EMPTY, Mapped, join_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.extraction.text.lines import Line

_NUMBER = re.compile(r"[-+−]?[0-9][0-9,]*(?:\.[0-9]+)?%?|[-–—…]{1,3}")
_WRAPPED = 3
_FEWEST_ROWS = 3
_MOST_WORDS = 2
_LONGEST = 40


@records.frozen(eq=False)
class _Cell:
    """A cell and the index behind the line that closes it."""

    text: Mapped
    end: int

    @property
    def number(self) -> bool:
        return _NUMBER.fullmatch(fold(self.text.text).strip()) is not None


@records.frozen(eq=False)
class _Run:
    """The words and the numbers behind them that stand next to each other."""

    words: list[_Cell]
    numbers: list[_Cell]


def parse_bar_cells(lines: Sequence[Line], at: int) -> tuple[Grid, int] | None:
    """Read the table of one cell a line that begins at `lines[at]`."""
    runs = _runs(_cells(lines, at))
    runs = [run for run in runs if run.numbers]
    if len(runs) < _FEWEST_ROWS:
        return None
    width = Counter(len(run.numbers) for run in runs[:-1]).most_common(1)[0][0]
    named = Counter(len(run.words) for run in runs[1:]).most_common(1)[0][0]
    if named > _MOST_WORDS:
        return None
    body: list[list[Mapped]] = []
    last = runs[0].words[0]
    for at_run, run in enumerate(runs):
        if at_run and len(run.words) > named + width:
            break  # the heads of another table, or of the rest of this one
        if len(run.numbers) != width or len(run.words) < named:
            if at_run == len(runs) - 1:
                break
            return None
        above = run.words[:-named] if at_run else []
        body.extend([each.text, *[EMPTY] * (named + width - 1)] for each in above)
        body.append([each.text for each in (*run.words[len(run.words) - named :], *run.numbers)])
        last = run.numbers[-1]
    heads = [each.text for each in runs[0].words[: len(runs[0].words) - named]]
    if len(body) < _FEWEST_ROWS or len(heads) < width:
        return None
    head = heads[-(named + width) :]
    caption = heads[: len(heads) - len(head)]
    head = [*[EMPTY] * (named + width - len(head)), *head]
    return grid_of([head, *body], caption=caption[-1] if caption else EMPTY, source="ruled"), last.end


def _cells(lines: Sequence[Line], at: int) -> list[_Cell]:
    """Return the cells from a line on, empty ones left out, up to what is none."""
    cells: list[_Cell] = []
    open_lines: list[Mapped] = []
    for index in range(at, len(lines)):
        text = lines[index].mapped.strip()
        bars = text.text.count("|")
        if bars > 1 and text.text.strip("| "):
            break
        if not bars:
            open_lines.append(text)
            if len(open_lines) > _WRAPPED or len(text.text) > _LONGEST:
                break
            continue
        inner = text.cut(0, text.text.index("|")).strip()
        if inner:
            open_lines.append(inner)
        if open_lines:
            cells.append(_Cell(join_lines(open_lines), index + 1))
        open_lines = []
    return cells


def _runs(cells: Sequence[_Cell]) -> list[_Run]:
    runs: list[_Run] = []
    for cell in cells:
        if not cell.number:
            if not runs or runs[-1].numbers:
                runs.append(_Run([], []))
            runs[-1].words.append(cell)
        elif runs:
            runs[-1].numbers.append(cell)
    return runs
