"""From a grid to a table: header rows, label columns, row and column names, the cells that state figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.extraction.numbers.unitwords import unit_in_header, unit_of_heads
from auditor.extraction.tables.bracketshares import split_brackets
from auditor.extraction.tables.cellvalues import BLANK, YEARS, is_value, states_values
from auditor.extraction.tables.forms import form_parts
from auditor.extraction.tables.labelcolumns import attributes, joined_code, prose, split_codes
from auditor.extraction.tables.rowroles import RowHead, rows_of
from auditor.extraction.tables.twosides import (
    CODE_HEAD,
    SERIAL_HEAD,
    folded,
    goes_on,
    over_both,
    second_side,
    spans,
    text_of,
)
from auditor.extraction.text.characters import close_up, fold, is_latin
from auditor.extraction.text.grid import Grid, GridCell, stack
from auditor.extraction.text.mapped import join
from auditor.report.model import Column, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

_COUNTING = re.compile(r"栏\s*次|行次|栏\s*目")
_PERCENT_OF = re.compile(r"(?:%|[Pp]er ?cent(?:age)?|[Pp]ct\.?) ?of ?[A-Za-z]")
_BELOW_ZERO = re.compile(r"\s*\((?P<sign>[$€£]\s*)[0-9][0-9,]*(?:\.[0-9]+)?\)\s*")
_CODE_NAME = re.compile(r"^(?P<code>[A-Z][0-9]{0,4}(?:-[0-9]+)?|[0-9]{3,7}(?=[^0-9.,%]))")
_HEAD_WORD = re.compile(
    r"^(?:项目|行次|栏次|序号|金额|合计|小计|名称|科目编码|科目名称|编码|单位|数量|比重|占比|备注)$|"
    r"^(?:年初|全年|调整|预算|决算|执行|实际|支出|本年|上年|期初|期末)?(?:预算数|决算数|金额|支出数|执行数|数|执行率)$"
)
UNIT_HEAD = re.compile(r"(?:计量|计算|度量)?单位")
"""The head of a column that states the unit of each row."""
_NOTE_HEAD = re.compile(r"^(?:附注|注释|附注编号|附注号|[Nn]otes?)$")
"""The head of a column that says which note of a statement tells more: it names no rows."""
_LONGEST_HEAD = 24
_DEEPEST_HEAD = 4
_FEWEST_COUNTED = 5
"""1 2 3 4 may be values; more numbers from 1 on, one a column, count the columns."""


@records.frozen(eq=False)
class BodyCell:
    """A cell in a value column of a body row."""

    cell: GridCell
    row: str
    column: str


@records.frozen(eq=False)
class TableDraft:
    """A table with named rows and columns. `heads` are the grid rows of its header; `side` tells two sides apart."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    body: tuple[BodyCell, ...]
    grid: Grid
    heads: int = 0
    labels: frozenset[int] = frozenset()
    unit: str | None = None
    side: str = ""


_SIDES = {2: ("左", "右"), 3: ("左", "中", "右"), 4: ("左", "中左", "中右", "右")}


def read_tables(grid: Grid) -> list[TableDraft]:
    """Return the tables of `grid`: one, one for each side (收入 | 支出), or one for each part of a form."""
    grid = split_brackets(attrs.evolve(grid, cells=tuple(_below_zero(cell) for cell in grid.cells)))
    return [table for part in form_parts(grid) for table in _sides(part)]


def _sides(grid: Grid) -> list[TableDraft]:
    """Return the table of a grid, or of each of its two sides."""
    table = grid.table()
    heads = header_height(grid, table)
    split = second_side(table, heads, grid.width)
    if split:
        grid = over_both(grid, table, split)
        left, right = grid.part(0, grid.height, 0, split), grid.part(0, grid.height, split)
        if folded(left, right, heads):
            return [_read(stack(left, right, heads), heads)]
        if last := goes_on(left, right, heads):
            return [_read(stack(left.part(0, last), right, heads), heads)]
        # 人员经费 | 公用经费 | 公用经费: what stands to the right may have two sides itself, mostly of one list.
        read = [_read(left, heads), *_sides(right)]
        return [attrs.evolve(each, side=name) for each, name in zip(read, _SIDES[len(read)], strict=True)]
    return [_read(grid, heads)]


def _below_zero(cell: GridCell) -> GridCell:
    """Return a cell without the sign of a currency inside the brackets of a loss: ($8,600)."""
    found = _BELOW_ZERO.fullmatch(cell.text.text)
    if found is None:
        return cell
    start, end = found.span("sign")
    return attrs.evolve(cell, text=join([cell.text.cut(0, start), cell.text.cut(end)]))


def header_height(grid: Grid, table: list[list[GridCell | None]]) -> int:
    """Return how many rows the header takes: as deep as its merged cells, and no row with values in it."""
    if not grid.height:
        return 0
    deep = 1
    row = 0
    while row < min(deep, grid.height, _DEEPEST_HEAD):
        for cell in table[row]:
            if cell is not None and cell.row == row and cell.text.text.strip():
                deep = max(deep, row + cell.rows)
                # A title over the whole width heads the table; its columns are headed by the row below.
                if cell.columns > 1 and (cell.columns < grid.width or row == 0):
                    deep = max(deep, row + 2)
        row += 1
    deep = min(deep, grid.height - 1, _DEEPEST_HEAD)
    for at in range(deep):
        if _is_body(table[at]):
            return at
    # 收入 | 支出, then 项目 行次 金额 | 项目 行次 金额: text knows of no merged cells.
    while deep < min(grid.height - 1, _DEEPEST_HEAD) and _is_head(table[deep]):
        deep += 1
    # |   | 2022 | 2022 | and |   | £ | £ | below the head: what bears no label and states no value heads columns.
    while deep < min(grid.height - 1, _DEEPEST_HEAD) and _unlabelled(table[deep]):
        deep += 1
    # 栏次 1 2 3 below the header of a final account counts columns.
    while deep < grid.height and _counts(table[deep]):
        deep += 1
    return deep


def _counts(row: list[GridCell | None]) -> bool:
    """Whether a row only counts the columns: 栏次 1 2 3, or 1 2 3 4 5 6 from the first to the last."""
    texts = list(dict.fromkeys(cell.plain for cell in row if cell is not None and cell.plain))
    counted = len(texts) == len(row) >= _FEWEST_COUNTED and texts == [str(at + 1) for at in range(len(row))]
    return counted or (bool(texts) and _COUNTING.fullmatch(texts[0]) is not None)


def _is_head(row: list[GridCell | None]) -> bool:
    """Whether every cell of a row is a word that heads columns, and most columns have one."""
    texts = [cell.plain for cell in row if cell is not None and cell.plain]
    return len(texts) > 2 and len(texts) * 2 > len(row) and all(map(_HEAD_WORD.search, texts))  # noqa: PLR2004


def _unlabelled(row: list[GridCell | None]) -> bool:
    """Whether a row bears no label and states no value, with words or years above columns."""
    texts = [cell.plain for cell in row[1:] if cell is not None and cell.plain]
    return not text_of(row, 0) and len(texts) > 1 and not states_values(texts) and not set(texts) <= BLANK


def _is_body(row: list[GridCell | None]) -> bool:
    return states_values([cell.plain for cell in row if cell is not None])


def _read(grid: Grid, heads: int) -> TableDraft:
    table = grid.table()
    columns = _columns(table, heads, grid.width)
    body = [row for row in table[heads:] if any(cell is not None and cell.plain for cell in row)]
    apart = split_codes(columns)
    labels, serial, code = _label_columns(columns, body, grid.width, apart)
    codes = apart or [at for at in (code,) if at >= 0]
    units = {
        at for at, column in enumerate(columns) if at and column.path and UNIT_HEAD.fullmatch(column.path[-1])
    }
    units |= {at for at in labels if columns[at].path and _NOTE_HEAD.match(columns[at].path[-1])}
    units |= attributes(columns, body, labels)
    labels = [at for at in labels if at not in units] or labels
    rows, kept = [], []
    for row in body:
        head = _row_head(row, labels, codes, serial)
        if _repeats(row, table[:heads]) or (not head.label and not _has_values(row, labels, serial)):
            continue
        rows.append(head)
        kept.append(row)
    named = rows_of(rows)
    cells: list[BodyCell] = []
    for row, at in zip(kept, named, strict=True):
        seen: set[int] = set()
        for column in range(grid.width):
            cell = row[column]
            if column in labels or column in {serial, *codes, *units} or cell is None or id(cell) in seen:
                continue
            seen.add(id(cell))
            if cell.text.text.strip() and not _covers_label(cell, labels):
                cells.append(BodyCell(cell, at.name, columns[column].name))
    unit = unit_in_header(grid.caption.text) if grid.caption else None
    named_columns = tuple(
        columns[at] for at in range(grid.width) if at not in labels and at not in {serial, *codes, *units}
    )
    kept_labels = frozenset({*labels, serial, *codes, *units} - {-1})
    return TableDraft(named_columns, tuple(named), tuple(cells), grid, heads, kept_labels, unit)


def _covers_label(cell: GridCell, labels: list[int]) -> bool:
    return any(cell.column <= label < cell.column + cell.columns for label in labels)


def _has_values(row: list[GridCell | None], labels: list[int], serial: int) -> bool:
    return any(
        cell is not None and is_value(cell.plain)
        for column, cell in enumerate(row)
        if column not in labels and column != serial
    )


def _repeats(row: list[GridCell | None], heads: list[list[GridCell | None]]) -> bool:
    """Whether a body row repeats a header row: the head of a continued page."""
    texts = [cell.plain if cell else "" for cell in row]
    return any(texts == [cell.plain if cell else "" for cell in head] for head in heads)


def _columns(table: list[list[GridCell | None]], heads: int, width: int) -> list[Column]:
    paths: list[tuple[str, ...]] = []
    for column in range(width):
        heading: list[str] = []
        for row in table[:heads]:
            if _counts(row):
                continue
            text = text_of(row, column) if heads == 1 or not spans(row, width) else ""
            if text and (not heading or heading[-1] != text) and len(text) <= _LONGEST_HEAD * 2:
                heading.append(text)
        paths.append(tuple(heading))
    found: list[Column] = []
    used: dict[str, int] = {}
    latin = all(is_latin(cell.plain) for row in table for cell in row if cell is not None)
    leaves = [_head_name(path[-1]) if path else "" for path in paths]
    for column, path in enumerate(paths):
        name = leaves[column]
        if len(path) > 1 and leaves.count(name) > 1:
            name = "".join(_head_name(part) for part in path)
        name = name or (f"column {column + 1}" if latin else f"第{column + 1}列")
        used[name] = used.get(name, 0) + 1
        if used[name] > 1:
            name = f"{name}#{used[name]}"
        unit = unit_of_heads(path) or ("%" if name.endswith("%") or _PERCENT_OF.match(name) else None)
        if unit is None and len(path) == 1 and YEARS.match(path[0]):
            # 客运量（万人次）2023年, then 2022年: the year before is told in the same unit.
            above = next((each for each in reversed(found) if each.unit not in {None, "%"}), None)
            if above is not None and re.search(r"(?:19|20)[0-9]{2}年?$", "".join(above.path)):
                unit = above.unit
        found.append(Column(name=name, path=tuple(_head_name(part) for part in path), unit=unit))
    return found


def _head_name(text: str) -> str:
    """Return a header text without its unit and blanks, so that 支出（万元） is the column 支出."""
    if unit_in_header(text):
        bare = re.sub(r"[（(][^（）()]*[)）]\s*$", "", text)
        text = bare or text
    return close_up(text)


def _label_columns(
    columns: list[Column], body: list[list[GridCell | None]], width: int, apart: Sequence[int]
) -> tuple[list[int], int, int]:
    """Return the label columns, the column of serial numbers and the column of codes (-1: none)."""
    serial = code = -1
    labels: list[int] = []
    for column in range(width):
        name = columns[column].path[-1] if columns[column].path else ""
        if SERIAL_HEAD.match(name) and column < 2:  # noqa: PLR2004 - serial numbers stand at the left
            serial = column
            continue
        if column in apart:
            continue
        if CODE_HEAD.search(name):
            code = column
            continue
        texts = [cell.plain for row in body if (cell := row[column]) is not None]
        filled = [text for text in texts if text]
        values = sum(1 for text in filled if is_value(text))
        if labels and (not filled or values * 2 >= len(filled)):
            break
        if labels and (prose(filled) or _AIM_HEAD.fullmatch(name)):
            break
        labels.append(column)
        if column + 1 == width:
            break
    others = [each for each in range(width) if each not in labels and each not in {serial, code, *apart}]
    if not any(
        (cell := row[column]) is not None and is_value(cell.plain) for row in body for column in others
    ):
        labels = labels[:1]  # a table of words: its first column names the rows
    return labels, serial, code


_AIM_HEAD = re.compile(
    r"(?:年度|年初|全年|绩效|计划|预期|本年)*(?:指标值|目标值|计划值|预期值|完成值|实际值)(?:[（(][^（）()]*[)）])?"
)
"""达到预期 and ≤90万元 are what was to be reached, and no names of rows."""
_REST = 2
_SUM = re.compile(r"小计|合计|总计|总分")
_WORDS = re.compile(r"[一-龥A-Za-z]{2}")


def _row_head(row: list[GridCell | None], labels: list[int], codes: Sequence[int], serial: int) -> RowHead:
    texts = [text_of(row, column) for column in labels]
    if serial >= 0 and _SUM.fullmatch(text_of(row, serial)):
        texts = ["" if text in BLANK else text for text in texts]  # 合计 and a dash where the name would be
    counted = text_of(row, serial) if serial >= 0 else ""
    if counted and not any(texts) and not is_value(counted):
        labels, texts = [serial], [text_of(row, serial)]  # 合计 stands where the serial numbers do
    label = next((text for text in reversed(texts) if text), "")
    first = row[labels[0]] if labels else None
    if first is not None and first.rows == 1 and _SUM.fullmatch(texts[0]) and not _WORDS.search(label):
        label = texts[0]  # 合计 | 6个, 合计 | -
    beside = text_of(row, labels[-1] + 1) if labels and labels[-1] + 1 < len(row) else ""
    if len(label) <= _REST and _SUM.fullmatch(beside):
        # 总分 is set over all columns, and 度 the last line of a label that was cut above it.
        return RowHead(beside, 0, "", "")
    groups = [text for text in texts if text and text != label]
    raw = next(
        (cell.text.text for column in reversed(labels) if (cell := row[column]) and cell.plain == label), ""
    )
    indent = len(fold(raw)) - len(fold(raw).lstrip())
    printed = joined_code(row, codes)
    if _SUM.fullmatch(printed) or (not label and _WORDS.search(printed)):
        # 小计 stands where the codes do, beside the name of its group; 人员经费合计 is all that names its row.
        return RowHead(printed, 0, "", label)
    if not printed and (found := _CODE_NAME.match(label)):
        printed = found["code"]
    return RowHead(label, indent, printed, groups[-1] if groups else "")
