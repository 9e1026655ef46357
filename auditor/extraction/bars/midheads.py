"""Rows of `a | b |` below the heads of a form: where their cells stand once merged ones are put back.

全年预算数 | 全年执行数 | 分值 |        heads, the label above them was told two rows before
年度资金总额 | 9.48 | 9.48 | 10 |     as many values, behind a label
二级指标 | 三级指标 | 分值 | 指标值 |
数量指标 | 甲 | 20 | 5 亩 |
乙 | 10 | 3 亩 |                       数量指标 is merged over both rows
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.extraction.tables.cellvalues import is_value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from auditor.extraction.text.mapped import Mapped

_HEADS = re.compile(r"预算|执行|指标值|目标值|实际值|完成值|完成情况|分值|权重|得分|[一二三]级指标|评分")
_VALUES = re.compile(r"预算|执行|指标值|目标值|实际值|完成值|完成情况|分值|权重|得分|评分")
_FUNDS = re.compile(r"预算数|执行数|到位数|支出数")
_FEWEST = 3
_UNIT = re.compile(r"[0-9]\s*[一-龥]")
_TARGET = re.compile(r"^[≥≤><＞＜=＝]")


def places(rows: Sequence[Sequence[Mapped]]) -> Mapping[int, Sequence[int]]:
    """Return the columns of the filled cells of each row that stands below such heads, where they are not its first."""
    found: dict[int, Sequence[int]] = {}
    model: tuple[list[int], list[bool]] | None = None
    for at, row in enumerate(rows):
        cells = _filled(row)
        if headed(cells):
            below = next((_filled(each) for each in rows[at + 1 :] if len(_filled(each)) > 1), [])
            labels, values = _split(below)
            words = next((n for n, each in enumerate(cells) if _VALUES.search(_bare(each))), len(cells))
            aside = len(labels) - words
            model = None
            if 0 < aside < _FEWEST and len(values) <= len(cells) - words:
                found[at] = range(aside, aside + len(cells))
            continue
        labels, values = _split(cells)
        if not labels or not values:
            continue
        if model is None:
            if len(values) >= _FEWEST:
                columns = list(range(len(labels), len(labels) + len(values)))
                model = columns, [_UNIT.search(each.text) is not None for each in values]
            continue
        columns, units = model
        told = [column for column, unit in zip(columns, units, strict=True) if unit]
        start = columns[0] - len(labels)
        if start >= 0 and len(values) == len(columns) and start:
            found[at] = [*range(start, columns[0]), *columns]
        elif start >= 0 and len(values) == len(told) and len(told) < len(columns):
            found[at] = [*range(start, columns[0]), *told]
    return found


def headed(cells: Sequence[Mapped]) -> bool:
    """Whether cells are heads: words, most of which forms head their columns with."""
    called = sum(1 for cell in cells if _HEADS.search(_bare(cell)))
    return called >= _FEWEST and not any(_valued(cell) for cell in cells)


def of_funds(cells: Sequence[Mapped]) -> bool:
    """Whether cells head amounts: 全年预算数 | 全年执行数."""
    return headed(cells) and sum(1 for cell in cells if _FUNDS.search(_bare(cell))) > 1


def worded(cells: Sequence[Mapped]) -> bool:
    """Whether cells are words alone: below heads of amounts they belong to another part of the form."""
    return len(cells) > 1 and not any(_valued(cell) for cell in cells)


def _filled(row: Sequence[Mapped]) -> list[Mapped]:
    """Return the cells of a row without the blanks at its end, none where there are blanks among them."""
    cells = list(row)
    while cells and not cells[-1]:
        cells.pop()
    return cells if all(cells) else []


def _split(cells: Sequence[Mapped]) -> tuple[Sequence[Mapped], Sequence[Mapped]]:
    """Return labels and the values behind them, neither where something follows the values."""
    first = next((at for at, cell in enumerate(cells) if _valued(cell)), len(cells))
    labels, values = cells[:first], cells[first:]
    return (labels, values) if all(_valued(cell) for cell in values) else ((), ())


def _bare(cell: Mapped) -> str:
    return cell.text.replace(" ", "")


def _valued(cell: Mapped) -> bool:
    text = _bare(cell)
    return is_value(text) or is_value(_TARGET.sub("", text))
