"""The cell that a text's largest or smallest figure has to be, by the column in which the row named is just that.

执行率达到 100% 的有 2 个项目；最低的是防汛物资储备，为 56.5%: of the columns that the paragraph names, in one the row is the lowest of
all. However far off the figure is, it was to be that cell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.mostsaid import MEAN
from auditor.checks.common.numbers import as_numeral
from auditor.checks.common.tables import header, like, numeric, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.checks.common.numbers import Number, Stated
    from auditor.checks.common.tables import Sheet
    from auditor.report.model import Column, Row

_ROW_MOST = re.compile(
    r"(?P<row>[^，,。；;：:、（）()0-9]{2,20}?)(?P<most>最[多大高长少小低短])[，,]\s*(?:为|达|是|有)?\s*$"
)
_IN_BRACKETS = re.compile(
    r"(?P<most>最[多大高长少小低短])的?[一-龥]{0,4}?[是为](?P<row>[^，,。；;：:（()）0-9]{2,30})[（(]\s*$"
)
_SPOKEN = re.compile(r"(?:^|[，,。；;：:])\s*(?P<what>[一-龥]{2,10}?)最[多大高长少小低短]")
_EACH_OF = re.compile(r"(?:各|[0-9一二三四五六七八九十两]+[个家所类])(?P<kind>[一-龥]{2,4}?)[中里内]")
_HIGH = "多大高长首"
_LEAST = 3
_HEAD = 2
_OTHER = re.compile(r"上年|去年|上期|增[长加幅速减]|减[少幅]|[升降]幅|下降|提高|同比|百分点")


def row_first(number: Number) -> tuple[str, bool] | None:
    """Return the row of 双桥镇最高，为 89.29% or 最高的是双桥镇（89.29%）, and whether the highest is meant."""
    found = _ROW_MOST.search(number.before) or _IN_BRACKETS.search(number.before)
    return None if found is None else (plain(found["row"]), found["most"][-1] in _HIGH)


def extreme_cell(
    number: Number, named: Sequence[tuple[Sheet, Row]], what: str, *, most: bool
) -> tuple[Stated, Stated] | None:
    """Return a figure and the cell that it has to be, None where no column, or more than one value, can be meant."""
    start = number.occurrence.span.start
    said = plain(number.block.text[:start])
    clause = re.split(r"[。；;]", number.block.text[:start])[-1]
    # 得分最高的是甲（96.4 分），最低的是乙（88.5 分）: the subject holds on.
    spoken = [found["what"] for found in _SPOKEN.finditer(clause)]
    what = what or (spoken[-1] if spoken else "")
    if _OTHER.search(clause) or number.dimension == "points":
        return None
    found: list[tuple[Stated, Stated, str]] = []
    for sheet, row in named:
        for column in numeric(sheet):
            cell, head = sheet.at(row, column), named_by(column)
            asked = head.endswith(what) or what.endswith(head) if what else head in said
            # 户均投资 is no 投资.
            asked = asked and bool(MEAN.search(head)) is bool(MEAN.search(what or head))
            if cell is None or len(head) < _HEAD or not asked or _OTHER.search(header(column)):
                continue
            pair = _as_told(number, cell, head)
            if pair is not None and _first(sheet, row, column, most=most):
                found.append((*pair, plain(header(column))))
    if len({cell.printed.value for _, cell, _ in found}) > 1:
        # 本次得分率最低的: of 上次 and 本次评价得分率 the one that is asked for.
        found = [each for each in found if what[:_HEAD] and what[:_HEAD] in each[2]]
    return found[0][:2] if len({cell.printed.value for _, cell, _ in found}) == 1 else None


def named_by(column: Column) -> str:
    """Return what a column is called, without what its brackets say: 执行率 of 执行率（%）."""
    return plain(re.sub(r"[（(][^（）()]*[）)]", "", column.path[-1] if column.path else column.name))


def _as_told(number: Number, cell: Stated, head: str) -> tuple[Stated, Stated] | None:
    """Return figure and cell in one unit: 88.5 分 of 88.5 below 得分."""
    if like(number, cell):
        return number.known, cell
    bare = cell.unit.dimension == "number" and number.dimension == "score" and "分" in head
    return (as_numeral(number.known), cell) if bare else None


def _first(sheet: Sheet, row: Row, column: Column, *, most: bool) -> bool:
    """Whether a row alone holds the largest, or the smallest, value of its column."""
    own = sheet.at(row, column)
    cells = [sheet.at(each, column) for each in sheet.details if each is not row]
    others = [cell.printed.value for cell in cells if cell is not None]
    if own is None or len(others) + 1 < _LEAST:
        return False
    value = own.printed.value
    return value > max(others) if most else value < min(others)


def of_a_kind(told: str, sheet: Sheet, row: Row) -> bool:
    """Whether the sentence speaks of the rows of one kind, and the table has others: 各中心中最低的是甲中心."""
    words = re.split(r"[。；;]\s*(?=[^。；;]*$)", told)
    kinds = {kind for text in words[-2:] for kind in _EACH_OF.findall(plain(text))}
    labels = [plain(each.label or each.name) for each in sheet.details]
    return any(
        kind in plain(row.label or row.name) and not all(kind in label for label in labels) for kind in kinds
    )
