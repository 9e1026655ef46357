"""What heads the labels of a table's rows: the kind of things that it lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.tables import plain

if TYPE_CHECKING:
    from auditor.checks.common.tables import Sheet
    from auditor.report.model import Row

_END = re.compile(r"[（(][^（）()]*[)）]|(?:名称|类别|类型|情况|内容)$|\s")
_INDICATOR = re.compile(r"(?:[一二三]级|评分|评价|考核)?指标")
_WHOLE = re.compile(r"(?:总|合|共|小)[额数计分体]|全[省市县区镇乡校院]|平均")
_KIND = re.compile(r"^(?:各|项目|所属|实施|承担)(?=[一-龥]{2})")
_NO_KIND = re.compile(
    r"^(?:序号|编[号码]|代码|合计|年[度份]|月份|时间|地区|单位|金额|[一二三]级指标|.{0,4}指标|项目|科目|内容|名称|类[别型])$"
)

"""Heads of every table say nothing of what its rows are."""


def things(sheet: Sheet) -> list[Row]:
    """Return the rows that are things of a kind: not 总额 at the end either, whatever it was read as."""
    return [row for row in sheet.details if not _WHOLE.fullmatch(plain(row.label or row.name))]


def heads_of_labels(sheet: Sheet, *, indicators: bool = False) -> list[str]:
    """Return the words that head the labels of a table, without those that say nothing of what its rows are.

    指标 heads tables of every kind; whoever asks says whether it is the name of all rows.
    """
    if sheet.block is None or not sheet.details:
        return []
    cells = sheet.block.cells
    labels = {plain(row.label or row.name) for row in sheet.details}
    columns = [cell.column for cell in cells if cell.row and plain(cell.text) in labels]
    if not columns:
        return []
    column = max(set(columns), key=columns.count)
    heads = {cell.column: cell.text for cell in cells if cell.row == 0}
    word = _END.sub("", _END.sub("", heads.get(column, "")))
    found = [word, _KIND.sub("", word)]
    # 标段 | 中标单位 | 中标价: what the first column names, each once, the rows are as well as what the labels were read of.
    rows = {cell.row for cell in cells if cell.row and cell.column == column and plain(cell.text) in labels}
    first = [plain(cell.text) for cell in cells if cell.row in rows and cell.column == 0]
    if (
        column
        and len(rows) == len(first) == len(set(first))
        and not any(re.search(r"^[0-9.]*$", each) for each in first)
    ):
        found.append(_END.sub("", heads.get(0, "")))
    if indicators and _INDICATOR.fullmatch(word):
        return [word]
    return [each for each in dict.fromkeys(found) if 2 <= len(each) <= 8 and not _NO_KIND.match(each)]  # noqa: PLR2004
