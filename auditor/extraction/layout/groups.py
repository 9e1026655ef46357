"""Cells of an aligned table that are merged over rows: a group's name in the middle of the rows that it holds.

The rows of a group lie evenly around its name. Groups follow each other without a gap, so that the first row of
one and its middle give its last row; only a group that the page cuts may end otherwise. Or each name stands beside
the first row of its group. Where the rows do not come out so, names stay on the line where they stand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.extraction.layout.weighed import weighed_names, weighed_spans
from auditor.extraction.text.characters import fold
from auditor.extraction.text.grid import GridCell
from auditor.extraction.text.mapped import join_lines
from auditor.source import display_width

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from auditor.extraction.layout.columns import Placed
    from auditor.extraction.layout.rows import Division, Shape

_NEAR = 2
# The names that the forms of performance budgets give to groups of indicators.
_INDICATORS = re.compile(
    r"(?:产出|效益|效果|成本|满意度|数量|质量|时效|(?:经济|社会|生态|环境|生态环境)(?:效益|成本)|可持续(?:发展)?影响|服务对象(?:满意度)?)"
    r"(?:指标)?"
)
_CHINESE = re.compile("[一-龥]")
_TOTAL = re.compile(r"[合总共]\s*计|总\s*分")
# In half lines: a group's middle is known to a line, since blank space between lines is not.
_TOLERANCE = 2


def merged_cells(
    lines: Sequence[Placed], division: Division, column: int, shape: Shape, first: int
) -> list[GridCell]:
    """Return the cells of a merged column, the rows counted from `first` on."""
    rows, labels = division.rows, shape.labels
    held = [at for at, line in enumerate(lines) if column in line.cells]
    owner = {at: number for number, row in enumerate(rows) for at in row}
    alone = [
        number for number, row in enumerate(rows)
        if len(row) == 1 and _alone(lines[row[0]], labels, last=number == len(rows) - 1)
    ]  # fmt: skip
    worded = [at for at in held if owner.get(at) not in alone]
    numbers = [number for number in range(len(rows)) if number not in alone]
    spans: list[tuple[int, int]] | None = None
    if names := weighed_names(lines, column, worded) or []:
        spans = weighed_spans(lines, column, names, [rows[number] for number in numbers], shape.values)
        spans = [(numbers[start], numbers[end]) for start, end in spans or ()] or None
    texts = {at: lines[at].cells[column].text.strip() for at in worded}
    names = names or _names(texts, rows, owner)
    cells = [
        GridCell(first + number, column, lines[rows[number][0]].cells[column])
        for number in alone
        if column in lines[rows[number][0]].cells
    ]
    tops, bottoms, where = _heights(lines, rows)
    beside = _beside(names, numbers, rows)
    # Names of groups that all stand beside the first of the smaller groups in them begin there.
    nested = column + 1 < labels[0] and all(column + 1 in lines[name[0]].cells for name in names)
    if spans is None and beside and (nested or not division.centred):
        spans = beside
    # The rows above the first name may belong to a group that began on the page before.
    if spans is None:
        ways = [_spans(names, numbers[skip:], tops, bottoms, where) for skip in range(len(numbers))]
        known = [way for way in ways if way is not None]
        whole = [way for way in known if way.aside <= _TOLERANCE]
        found = next(iter(whole + known), None)  # the page may cut the last group
        spans = found.spans if found is not None else None
    spans = spans or beside
    for at, name in enumerate(names):
        text = join_lines(lines[line].cells[column] for line in name)
        if spans is not None:
            start, end = spans[at]
            end = next((number - 1 for number in alone if start < number <= end), end)
        else:
            start = end = owner.get(name[0], _row_below(rows, name[0]))
            taken = {cell.row for cell in cells}
            if first + start in taken:
                continue
        cells.append(GridCell(first + start, column, text, rows=end - start + 1))
    return cells


def _alone(line: Placed, labels: Sequence[int], *, last: bool) -> bool:
    """Whether a row belongs to no group: its only name stands in a merged column, or is 合计."""
    named = [column for column in line.cells if column <= labels[-1]]
    first = min(line.cells, default=labels[0])
    if first < labels[0]:
        return not any(label in line.cells for label in labels)
    total = len(named) == 1 and _TOTAL.fullmatch(line.cells[named[0]].text.strip()) is not None
    return total and (last or len(labels) > 1)


def _names(
    texts: Mapping[int, str], rows: Sequence[tuple[int, ...]], owner: Mapping[int, int]
) -> list[list[int]]:
    """Return the lines of each name: neighbours that may be of one, and are not the names of two groups."""
    middles = {row[len(row) // 2] for row in rows if len(row) % 2}
    widest = max(map(display_width, texts.values()), default=0)
    names: list[list[int]] = []
    for at, text in texts.items():
        before = names[-1][-1] if names else at
        whole = "".join(texts[line] for line in names[-1]) if names else ""
        if not names or at - before > _NEAR or _parted(whole, text):
            names.append([at])
        elif _INDICATORS.fullmatch(whole + text) or fold(text).startswith("("):
            names[-1].append(at)
        elif before in middles and (at in middles or any(line in owner for line in range(before + 1, at))):
            # No line stands between two of one name, where the first is on the line of a row.
            names.append([at])
        elif (
            display_width(texts[before]) + _NEAR <= widest and _CHINESE.match(text) and "(" not in fold(whole)
        ):
            names.append([at])  # its first character would have found room on the line before
        else:
            names[-1].append(at)
    return names


def _parted(name: str, text: str) -> bool:
    """Whether both are names of indicators: 数量指标 above 质量指标."""
    return (
        _INDICATORS.fullmatch(name) is not None and _INDICATORS.fullmatch(text) is not None and text != "指标"
    )


def _row_below(rows: Sequence[tuple[int, ...]], line: int) -> int:
    return next((number for number, row in enumerate(rows) if row[-1] > line), len(rows) - 1)


def _heights(
    lines: Sequence[Placed], rows: Sequence[tuple[int, ...]]
) -> tuple[list[int], list[int], dict[int, int]]:
    """Return where each row begins and ends and where each line has its middle, in half lines of the page."""
    tops: list[int] = []
    bottoms: list[int] = []
    where: dict[int, int] = {}
    at = 0
    for row in rows:
        held: dict[int, list[int]] = {}
        for line in row:
            for column in lines[line].cells:
                held.setdefault(column, []).append(line)
        tall = max(len(each) for each in held.values()) if held else 1
        tops.append(at)
        for each in held.values():
            if len(each) > 1 or len(row) == 1 or each[0] == row[len(row) // 2]:
                where.update({line: at + tall + 2 * place + 1 - len(each) for place, line in enumerate(each)})
        at += 2 * tall
        bottoms.append(at)
    for line in range(len(lines)):
        if line not in where:
            below = [where[each] for each in where if each > line]
            above = [where[each] for each in where if each < line]
            if below and above:
                where[line] = (max(above) + min(below)) // 2
    return tops, bottoms, where


@records.frozen(eq=False)
class _Way:
    """The first and last row of each name, and how far in half lines the names lie from the middle of theirs."""

    spans: list[tuple[int, int]]
    aside: int


def _spans(
    names: list[list[int]], numbers: list[int], tops: list[int], bottoms: list[int], where: dict[int, int]
) -> _Way | None:
    """Return the rows of each name, None where they do not come out."""
    found: list[tuple[int, int]] = []
    place = aside = 0
    for name in names:
        if place >= len(numbers) or name[0] not in where or name[-1] not in where:
            return None
        start = numbers[place]
        wanted = where[name[0]] + where[name[-1]] - tops[start]
        run = [number for number in numbers[place:] if number - start <= numbers.index(number) - place]
        if name is names[-1]:
            end = run[-1]
            cut = len(names) > 1 and tops[start] <= where[name[0]]
        else:
            end = min(run, key=lambda number: abs(bottoms[number] - wanted))
            cut = False
        if abs(bottoms[end] - wanted) > _TOLERANCE and not cut:
            return None
        found.append((start, end))
        aside += abs(bottoms[end] - wanted)
        place = numbers.index(end) + 1
    return _Way(found, aside) if place == len(numbers) else None


def _beside(
    names: list[list[int]], numbers: list[int], rows: Sequence[tuple[int, ...]]
) -> list[tuple[int, int]] | None:
    """Return the rows of names that each stand on the first line of a row, from the first row on."""
    starts = [next((number for number in numbers if rows[number][0] == name[0]), -1) for name in names]
    if not starts or -1 in starts or starts[0] != numbers[0]:
        return None
    stops = [numbers[numbers.index(number) - 1] for number in starts[1:]] + [numbers[-1]]
    return list(zip(starts, stops, strict=True))
