"""The head of a table of which a text has a cell a line: rows of names, those that stand above several columns once."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.extraction.prose.captions import is_caption, is_unit_line, read_caption
from auditor.extraction.prose.headings import heading_level
from auditor.extraction.stacks.exportedrows import Cell, is_stated
from auditor.extraction.text.grid import GridCell
from auditor.extraction.text.mapped import EMPTY, Mapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.extraction.text.lines import Line

_WIDEST_NAME = 60
_YEARS = re.compile(r"(?:19|20)[0-9]{2}")
_LONGEST_NAME = 8
_SHORTEST_UNIT = 3
_UNIT = re.compile(r"(?:单位|部门|币种)\s*[:：]")
_MOST_WAYS = 300


def head_cells(cells: Sequence[Cell], width: int) -> list[GridCell] | None:
    """Return the head that cells make above so many columns, None where it is not certain."""
    if any(cell.line is not None and _no_name(cell.line) for cell in cells):
        return None
    top, names = cells[:-width], cells[-width:]
    if len(top) == 1 or any(is_stated(cell.text) for cell in cells):
        return None
    if not top:
        texts = [cell.text for cell in names]
        if any(not text for text in texts[1:]):
            return None
        return [*(GridCell(0, at, _text(cell)) for at, cell in enumerate(names))]
    spans = _spans(top, names)
    if spans is None:
        return None
    found: list[GridCell] = []
    column = 0
    for cell, span in zip(top, spans, strict=True):
        alone = span == 1 and not names[column].text
        found.append(GridCell(0, column, _text(cell), rows=2 if alone else 1, columns=span))
        if not alone:
            found.extend(GridCell(1, at, _text(names[at])) for at in range(column, column + span))
        column += span
    return found


def _no_name(line: Line) -> bool:
    """Whether a line is too long for the head of a column, or titles a table or a part."""
    text = line.text
    titled = is_caption(text) and (len(text) > _LONGEST_NAME or read_caption(text).number is not None)
    return line.width > _WIDEST_NAME or titled or states_unit(text) or heading_level(text) > 0


def states_unit(text: str) -> bool:
    """Whether a line states the unit of the table below it; % alone heads a column."""
    return len(text) > _SHORTEST_UNIT and (is_unit_line(text) or _UNIT.search(text) is not None)


def _text(cell: Cell) -> Mapped:
    return cell.line.mapped.strip() if cell.line is not None else EMPTY


def _spans(top: Sequence[Cell], names: Sequence[Cell]) -> list[int] | None:
    """Return how many columns each cell of the upper row takes; one without a name below it takes one."""
    if not top[0].text and names[0].text:
        rest = _spans(top[1:], names[1:]) if len(top) > 2 else None  # noqa: PLR2004 - two groups
        return [1, *rest] if rest is not None else None
    if len(top) >= len(names) or any(not cell.text for cell in top[1:]):
        return None
    groups = [
        (named, len(list(run))) for named, run in itertools.groupby(names, key=lambda cell: bool(cell.text))
    ]
    runs = [length for named, length in groups if named]
    most = len(top) - sum(length for named, length in groups if not named)
    if not runs or most < len(runs):
        return None
    ways = []
    for tried, shares in enumerate(_shares(runs, most)):
        if tried >= _MOST_WAYS:
            return None
        spans: list[int] = []
        left = list(shares)
        for named, length in groups:
            spans.extend(left.pop(0) if named else (1,) * length)
        ways.append(spans)
    ways = [way for way in ways if _distinct(way, names)]
    if len(ways) > 1:
        # 项目 金额 | 项目 合计 一般 其他: each side begins with its labels.
        # 2024 2023 | $ change % change | 2024 2023: years and words part themselves.
        sides = [way for way in ways if _begun(way, names) or _sorted(way, names)]
        ways = sides if len(sides) == 1 else [way for way in ways if _alike(way, names)]
    return ways[0] if len(ways) == 1 else None


def _shares(runs: Sequence[int], most: int) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Iterate over the ways to part runs of columns among so many groups, at least one a run."""
    if not runs:
        if not most:
            yield ()
        return
    first, *rest = runs
    for count in range(1, min(first, most - len(rest)) + 1):
        for cuts in itertools.combinations(range(1, first), count - 1):
            ends = (0, *cuts, first)
            share = tuple(after - before for before, after in itertools.pairwise(ends))
            for other in _shares(rest, most - count):
                yield (share, *other)


def _distinct(spans: Sequence[int], names: Sequence[Cell]) -> bool:
    """Whether no name stands twice in a group."""
    ends = list(itertools.accumulate(spans))
    groups = [[cell.text for cell in names[end - span : end]] for span, end in zip(spans, ends, strict=True)]
    return all(len(set(group)) == len(group) for group in groups)


def _begun(spans: Sequence[int], names: Sequence[Cell]) -> bool:
    """Whether each group begins with the name of the first column, and no other column has that name."""
    firsts = [0, *itertools.accumulate(spans)][:-1]
    return firsts == [at for at, cell in enumerate(names) if cell.text == names[0].text]


def _sorted(spans: Sequence[int], names: Sequence[Cell]) -> bool:
    """Whether each group holds either years or words, and another kind stands beside it."""
    named = [(at, _YEARS.match(cell.text) is not None) for at, cell in enumerate(names) if cell.text]
    if len({year for _, year in named}) < 2:  # noqa: PLR2004 - nothing is parted
        return False
    firsts = [at for place, (at, year) in enumerate(named) if not place or named[place - 1][1] != year]
    begins = [0, *itertools.accumulate(spans)][:-1]
    return firsts == [at for at in begins if names[at].text]


def _alike(spans: Sequence[int], names: Sequence[Cell]) -> bool:
    """Whether the groups of several columns hold columns of the same names, and no name stands twice in one."""
    column = 0
    groups: list[list[str]] = []
    for span in spans:
        group = [cell.text for cell in names[column : column + span]]
        column += span
        if span == 1 and group[0]:
            return False
        if span > 1:
            groups.append(group)
    if not groups or any(len(set(group)) < len(group) for group in groups):
        return False
    first = groups[0]
    return all(
        len(group) == len(first)
        and 2 * sum(one == other for one, other in zip(group, first, strict=True)) >= len(first)
        for group in groups
    )
