"""Rows of the form by which projects assess themselves, as a text layer prints them: single blanks between the cells.

    绩效指标 一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因分析及改进措施
    产出指标(50分)
    数量指标 委托业务项目数量 ≥50个 50 8 8
    质量指标 业务报告合格率 ≥100% 100 8 8 无

Words fill any number of label columns, which is why no count of cells finds the others: a row is read from its weight and
its score, two numbers side by side, the second no more than the first in nearly all rows.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.extraction.prose.headings import heading_level
from auditor.extraction.rows.rowheads import ROLE, tokens
from auditor.extraction.tables.cellvalues import is_value
from auditor.extraction.tables.columnproofs import number_of
from auditor.extraction.text.characters import fold
from auditor.extraction.text.grid import Grid, GridCell
from auditor.extraction.text.mapped import EMPTY, Mapped, join_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.extraction.text.lines import Line

_WEIGHT = re.compile(r"(?:指标)?(?:分值|权重|标准分|满分)(?:[（(][^（）()]{1,4}[)）])?")
_SCORE = re.compile(r"(?:自评|实际)?(?:得分|评分)(?:[（(][^（）()]{1,4}[)）])?")
_AIM = re.compile(r".{0,6}(?:指标值|目标值|计划值|预期值|绩效目标)(?:[（(][^（）()]{1,8}[)）])?")
_UNIT = re.compile(r"[（(][^（）()]{1,4}[)）]")
_GROUP = re.compile(r"[一-龥]{2,8}(?:指标)?\s*[（(]\s*[0-9]{1,3}(?:\.[0-9]+)?\s*分?\s*[)）]|[一-龥]{2,8}指标")
_POINTS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,4})?(?:分|%)?")
_MARK = re.compile(r"[0-9]{1,2}[.、\uff0e]|[（(][0-9]{1,2}[)）]")
_TRIGGER = re.compile(r"(?:分值|权重|标准分|满分)\S{0,6}\s+\S{0,6}(?:得分|评分)")
_FEWEST = 3
_LONGEST = 30
_MOST_PENDING = 2


@records.frozen(eq=False)
class _Heads:
    """The heads of the form: `values` begin with the aim and end with the score, `labels` stand before, `rest` behind."""

    labels: tuple[Mapped, ...]
    values: tuple[Mapped, ...]
    rest: tuple[Mapped, ...]


@records.frozen(eq=False)
class _Row:
    """The words before the values of a row, its values, none of a group, and what stands behind them."""

    label: list[Mapped]
    values: tuple[Mapped, ...] = ()
    rest: tuple[Mapped, ...] = ()

    @property
    def kept(self) -> bool:
        """Whether it can end the form: words alone are the beginning of what follows."""
        return bool(self.values) or _GROUP.fullmatch(self.label[0].text) is not None

    @property
    def total(self) -> bool:
        """Whether it sums the others: it stands below no group."""
        return ROLE.match(self.label[0].text) is not None

    @property
    def within(self) -> bool:
        """Whether the score is no more than the weight, where both are printed."""
        weight, score = (number_of(fold(each.text)) for each in self.values[-2:])
        return weight is None or score is None or score.value <= weight.value


def parse_form(lines: Sequence[Line], at: int) -> tuple[Grid, int] | None:
    """Read the form whose head is the line `at`; None where too few rows have a weight and a score."""
    heads = _heads(lines[at])
    if heads is None:
        return None
    rows: list[_Row] = []
    pending: list[Mapped] = []
    end = last = at + 1
    while end < len(lines) and len(pending) <= _MOST_PENDING:
        line = lines[end]
        parts = list(tokens(line))
        if (row := _row(parts, heads)) is not None:
            # The first lines of a label stand above its row.
            row.label[-1:] = [join_lines([*pending, row.label[-1]])]
            rows.append(row)
            pending, last = [], end + 1
        elif _GROUP.fullmatch(fold(line.text).strip()):
            rows += [*(_Row([each]) for each in pending), _Row([line.mapped.strip()])]
            pending, last = [], end + 1
        elif _is_words(line, parts):
            pending.append(line.mapped.strip())
        else:
            break
        end += 1
    while rows and not rows[-1].kept:
        rows.pop()
    full = [row for row in rows if row.values]
    if len(full) < _FEWEST or sum(not row.within for row in full) * _FEWEST > len(full):
        return None
    return _grid(heads, rows), last


def _heads(line: Line) -> _Heads | None:
    if not _TRIGGER.search(line.text):
        return None
    parts = list(tokens(line))
    for at in range(len(parts) - 1, 0, -1):
        if _UNIT.fullmatch(parts[at].text):
            parts[at - 1 : at + 1] = [join_lines(parts[at - 1 : at + 1])]
    score = next((at for at, part in enumerate(parts) if _SCORE.fullmatch(part.text)), 0)
    if score < _FEWEST - 1 or not _WEIGHT.fullmatch(parts[score - 1].text):
        return None
    if any(is_value(part.text) for part in parts):
        return None
    first = next((at for at, part in enumerate(parts[:score]) if at and _AIM.fullmatch(part.text)), score - 1)
    return _Heads(tuple(parts[:first]), tuple(parts[first : score + 1]), tuple(parts[score + 1 :]))


def _row(parts: list[Mapped], heads: _Heads) -> _Row | None:
    """Return the row that a line prints, None where it has no weight and score side by side."""
    width = len(heads.values)
    if len(parts) == _FEWEST and ROLE.match(parts[0].text):
        told = parts[1:]
        if all(_POINTS.fullmatch(fold(each.text)) for each in told):
            return _Row(parts[:1], (*[EMPTY] * (width - 2), *told))
    for at in range(len(parts) - 1, width - 1, -1):
        if not all(_POINTS.fullmatch(fold(each.text)) for each in parts[at - 1 : at + 1]):
            continue
        behind, label = parts[at + 1 :], parts[: at + 1 - width]
        if behind and (not heads.rest or any(is_value(each.text) for each in behind)):
            return None
        if all(is_value(each.text) or _MARK.fullmatch(each.text) for each in label):
            return None
        return _Row(label, tuple(parts[at + 1 - width : at + 1]), tuple(behind))
    return None


def _is_words(line: Line, parts: Sequence[Mapped]) -> bool:
    """Whether a line can be the first part of a label that goes on in the next one."""
    return (
        0 < len(line.text) <= _LONGEST
        and not heading_level(line.text)
        and not any(is_value(part.text) for part in parts)
        and not re.search(r"[。；：:]", line.text)
    )


def _grid(heads: _Heads, rows: Sequence[_Row]) -> Grid:
    """Return the form with columns for the groups, where lines name them, for the levels below, and for the indicators.

    数量指标 | 委托业务项目数量: the last word of a label is the name. A line such as 产出指标（50 分） stands over the rows behind it.
    """
    several = len(heads.labels) > 1
    grouped = several and any(not row.values for row in rows)
    head = [*([EMPTY] if grouped else []), *_parted(heads.labels, several=several), *heads.values]
    width = len(head) + bool(heads.rest)
    cells = [GridCell(0, at, cell) for at, cell in enumerate([*head, join_lines(heads.rest)][:width])]
    line = 1
    for at, row in enumerate(rows):
        if not row.values:
            behind = itertools.takewhile(lambda each: each.values and not each.total, rows[at + 1 :])
            held = sum(1 for _ in behind) if grouped else 0
            cells.append(GridCell(line, 0, row.label[0], rows=max(1, held)))
            line += not held
            continue
        texts = [*_parted(row.label, several=several), *row.values, join_lines(row.rest)]
        cells += [
            GridCell(line, column, text) for column, text in enumerate(texts[: width - grouped], grouped)
        ]
        line += 1
    return Grid(tuple(cells), line, width, source="counted")


def _parted(label: Sequence[Mapped], *, several: bool) -> list[Mapped]:
    return [join_lines(label[:-1]), label[-1]] if several else [join_lines(label)]
