"""Tables of coded indicators whose rows take many lines: code and name, weight, prose, and at the end score and rate.

    A12年度工作 / 计划完整性 / 3 / 考察部门年度工作计划的 / 合理性 … / 3 100%
    A21绩效指标明确 / 性 / 2 规范 规范 2 100%

The prose of the columns between is printed in no order. What stands at the two ends of a row is certain, and its
arithmetic confirms it: the rate is the score over the weight.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.extraction.rows.rowheads import tokens
from auditor.extraction.tables.cellvalues import is_value
from auditor.extraction.text.characters import fold
from auditor.extraction.text.grid import Grid, grid_of
from auditor.extraction.text.lines import Line
from auditor.extraction.text.mapped import EMPTY, Mapped, join_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

_CODE = re.compile(r"[A-Z](?:[0-9]{2}|[0-9]{1,2}[-.][0-9]{1,2})(?![0-9.%])")
_HEAD = re.compile(
    r"(?P<label>(?:三级|四级|具体|绩效|评价)?指标(?:名称)?)(?P<weight>权重|分值).*?(?P<score>(?:实际|评价|自评)?得分)(?P<rate>得分率)$"
)
_BETWEEN = re.compile(r"(?P<target>标杆值|目标值|指标值)(?P<actual>业绩值|实际值|完成值)$")
_TOTAL = re.compile(r"总分|合计|总计|总得分")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_RATE = re.compile(r"[0-9]+(?:\.[0-9]+)?%")
_BOTH = 6
"""The names of a head with target and actual value."""
_MOST_HEAD = 9
_PAIR = 2
_MOST_LABEL = 6
_MOST_ROW = 160
_FEWEST_ROWS = 5
_MOST_BROKEN = 8
"""One row of so many may break the arithmetic: it may be wrong."""
_WIDEST_LABEL = 40


@records.frozen(eq=False)
class Indicators:
    """The table, the index behind it, and the lines of its prose."""

    grid: Grid
    end: int
    asides: tuple[Line, ...]


@records.frozen(eq=False)
class _Row:
    label: tuple[Line, ...]
    weight: Mapped
    middle: tuple[Mapped, ...]
    score: Mapped
    rate: Mapped

    @property
    def holds(self) -> bool:
        """Whether the printed rate is the score over the weight."""
        weight, score = (Fraction(fold(each.text)) for each in (self.weight, self.score))
        printed = fold(self.rate.text).rstrip("%")
        if not weight:
            return False
        places = len(printed.partition(".")[2])
        return abs(score * 100 / weight - Fraction(printed)) * 2 <= Fraction(1, 10**places)


def parse_indicators(lines: Sequence[Line], at: int) -> Indicators | None:
    """Read the table whose head begins at `lines[at]`, None where its rows do not confirm it."""
    head = _head(lines, at)
    if head is None:
        return None
    first, names = head
    heads = {line.text for line in lines[at:first]}
    rows: list[_Row] = []
    used: set[int] = set()
    end = here = first
    while here < len(lines) and here - end <= _MOST_ROW:
        if (row := _row_at(lines, here, heads, both=len(names) == _BOTH)) is None:
            here += 1
            continue
        found, here, places = row
        rows.append(found)
        used.update(places)
        end = here
        if _TOTAL.match(found.label[0].text):
            break
    if len(rows) < _FEWEST_ROWS or sum(not row.holds for row in rows) * _MOST_BROKEN > len(rows):
        return None
    between = len(names) == _BOTH and any(row.middle for row in rows)
    if any(len(row.middle) > (_PAIR if between else 0) for row in rows):
        return None
    # The prose of a row speaks of its indicator: the label stays above it.
    asides = tuple(
        line
        for place, line in enumerate(lines[first:end], start=first)
        if place not in used and line.text not in heads
    )
    return Indicators(_grid(names, rows, between=between), end, asides)


def _head(lines: Sequence[Line], at: int) -> tuple[int, list[Mapped]] | None:
    """Return the index behind a head and the names of label, weight, score and rate, and of what stands between."""
    parts: list[Mapped] = []
    for end in range(at, min(at + _MOST_HEAD, len(lines))):
        if _CODE.match(lines[end].text) or any(is_value(part.text) for part in tokens(lines[end])):
            return None
        parts.extend(tokens(lines[end]))
        whole = join_lines(parts) if len(parts) > 1 else parts[0]
        whole = _close(whole)
        if found := _HEAD.search(whole.text):
            names = [whole.cut(*found.span(name)) for name in ("label", "weight", "score", "rate")]
            if between := _BETWEEN.search(whole.text[: found.start("score")]):
                names.extend(whole.cut(*between.span(name)) for name in ("target", "actual"))
            return end + 1, names
    return None


def _close(text: Mapped) -> Mapped:
    return text.only([at for at, char in enumerate(text.text) if not char.isspace()])


def _row_at(
    lines: Sequence[Line], at: int, heads: set[str], *, both: bool
) -> tuple[_Row, int, list[int]] | None:
    """Return the row that begins at a line, the index behind it, and the lines that are its cells."""
    text = lines[at].text
    parts = tokens(lines[at])
    if _TOTAL.match(parts[0].text) and len(parts) == 4 and _ends(parts[1:], bare=True):  # noqa: PLR2004 - label and three values
        return _Row((lines[at],), parts[1], (), parts[2], parts[3]), at + 1, [at]
    if not _CODE.match(text) or lines[at].width > _WIDEST_LABEL:
        return None
    below = at + 1
    while below < len(lines) and below - at <= _MOST_LABEL and not _starts(lines[below]):
        if _CODE.match(lines[below].text) or lines[below].width > _WIDEST_LABEL:
            return None
        below += 1
    if below >= len(lines) or not _starts(lines[below]):
        return None
    label = tuple(line for line in lines[at:below] if line.text not in heads)
    places: list[int] = []
    own = tokens(lines[below])
    if len(own) > 1:
        if len(own) < 3 or not _ends((own[0], *own[-2:])):  # noqa: PLR2004 - weight, score and rate
            return None
        return _Row(label, own[0], own[1:-2], own[-2], own[-1]), below + 1, [*places, below]
    for last in range(below + 1, min(below + _MOST_ROW, len(lines))):
        if _CODE.match(lines[last].text) and lines[last].width <= _WIDEST_LABEL:
            return None
        parts = tokens(lines[last])
        if len(parts) in {2, 3} and _ends((own[0], *parts[-2:])):
            if len(parts) == 3 and not is_value(parts[0].text):  # noqa: PLR2004 - the end of a cell above
                continue
            middle = parts[:-2]
            if both:
                middle = _halves([line.mapped.strip() for line in lines[below + 1 : last]], middle)
                places.extend(range(below + 1, last))
            return _Row(label, own[0], middle, parts[-2], parts[-1]), last + 1, [*places, below, last]
    return None


def _halves(lines: Sequence[Mapped], behind: tuple[Mapped, ...]) -> tuple[Mapped, ...]:
    """Return target and actual value of lines between a weight and a score, all of them where they do not divide.

    What stands before the score is the actual value; without it, both may be the same words.
    """
    if behind:
        return (join_lines(lines), *behind) if lines else behind
    half = len(lines) // 2
    upper, lower = (join_lines(part) if part else EMPTY for part in (lines[:half], lines[half:]))
    if len(lines) == _PAIR or (len(lines) % 2 == 0 and upper.text == lower.text):
        return (upper, lower)
    return tuple(lines)


def _starts(line: Line) -> bool:
    """Whether a line is or begins with the weight of a row."""
    parts = tokens(line)
    if not parts or not _NUMBER.fullmatch(fold(parts[0].text)):
        return False
    return len(parts) == 1 or _RATE.fullmatch(fold(parts[-1].text)) is not None


def _ends(parts: Sequence[Mapped], *, bare: bool = False) -> bool:
    """Whether texts are a weight, a score and a rate, which a total may print `bare` of its sign."""
    weight, score, rate = (fold(part.text) for part in parts)
    told = _RATE.fullmatch(rate) or (bare and _NUMBER.fullmatch(rate))
    return bool(_NUMBER.fullmatch(weight) and _NUMBER.fullmatch(score) and told)


def _grid(names: Sequence[Mapped], rows: Sequence[_Row], *, between: bool) -> Grid:
    label, weight, score, rate, *others = names
    table: list[list[Mapped]] = [[label, weight, *(others if between else ()), score, rate]]
    for row in rows:
        middle = (*(EMPTY,) * (len(others) - len(row.middle)), *row.middle)  # a target of two lines is prose
        total = _TOTAL.match(row.label[0].text)
        name = tokens(row.label[0])[0] if total else join_lines([line.mapped for line in row.label]).strip()
        table.append([name, row.weight, *(middle if between else ()), row.score, row.rate])
    return grid_of(table, source="counted")
