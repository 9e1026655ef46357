"""The rows that a text names as first or last: by their names, which may follow their kind, or by the annex that prints the figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.slips import MEANT, digits
from auditor.checks.common.tables import numeric, same_value
from auditor.checks.order._extremecells import named_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.checks.common.numbers import Number
    from auditor.checks.common.tables import Sheet
    from auditor.report.model import Column, Row

_IS = re.compile(r"^(?:的)?[^是为]{1,6}[是为]")
_SOME = re.compile(
    r"(?:[中内]|除[^，,。；;]*外|剔除[^，,]*)[，,]|上年|去年|其他|20[0-9]{2}年(?!度?(?:完成|执行))"
)
"""The first of some of the rows, or of another year."""
_KIND = re.compile(r"(?:专业|项目|部门|维度|科室|街道|社区|片区|地区|企业|单位|[县区市镇乡村类])$")
"""What a name may be told with and without: 计算机应用专业, and 计算机应用 in its row."""
_BRACKET = 2


def rows_named(rows: dict[str, list[tuple[Sheet, Row]]], name: str) -> Sequence[tuple[Sheet, Row]]:
    """Return the rows of a name, which may follow its kind: 最低的 in 最低的项目是甲工程 leaves 项目是甲工程."""
    tail = _IS.sub("", name)
    return next((rows[each] for each in (name, _KIND.sub("", name), tail) if each in rows), ())


def in_annex(number: Number, what: str, named: Sequence[tuple[Sheet, Row]]) -> list[tuple[Sheet, Row]]:
    """Return the row of the one table of another chapter that has a column of what is told, and prints the figure in it.

    完成率最高的是甲镇，为 99.10%: the annex that prints 99.10 % below 完成率 is meant, whichever row it is of.
    """
    words = number.lead
    if len(what) < _BRACKET or digits(number.known) < MEANT - 1 or _SOME.search(words):
        return []
    meant = [
        (sheet, row)
        for sheet, row in named
        if any(
            len(head := named_by(each)) >= _BRACKET and what.endswith(head) and prints(sheet, each, number)
            for each in numeric(sheet)
        )
    ]
    return meant if len(meant) == 1 else []


def prints(sheet: Sheet, column: Column, number: Number) -> bool:
    cells = [sheet.at(row, column) for row in sheet.details]
    return any(cell is not None and same_value(number.known, cell) for cell in cells)
