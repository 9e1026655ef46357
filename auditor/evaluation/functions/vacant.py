"""缺栏 / vacant: rows of a table without anything in a column that the other rows fill."""

from __future__ import annotations

from auditor.evaluation.binding import Binder, BindingError, MissingError, Term
from auditor.evaluation.faults import Checked, Fault, counted
from auditor.evaluation.functions import need
from auditor.language import tree
from auditor.report.model import Role

NAMES = ("缺栏", "vacant")
NEVER_NEGATIVE = True
SUMMARY = {
    "zh": "某列没有填写的明细行数：缺栏(综合评分表[*, 序号]) = 0",
    "en": "how many detail rows leave a column empty: vacant(table[*, serial]) = 0",
}


def apply(binder: Binder, call: tree.Call) -> Term:
    """Return how many detail rows leave the column empty; the first cell that such a row prints is named."""
    need(call, 1)
    argument = call.arguments[0]
    if not isinstance(argument, tree.Cell) or argument.row != "*":
        raise BindingError(
            call.span,
            f"{call.function} 的参数应为表中一列，如 表[*, 列]",
            f"{call.function} takes a table's column",
        )
    facts = binder.facts
    faults: list[Fault] = []
    checked: list[Checked] = []
    for table in facts.report.tables_called(argument.table):
        column = facts.column(table, argument.col)
        if column is None:
            continue
        for row in table.rows:
            if row.role is not Role.DETAIL:
                continue
            cells = [cell for each in table.columns if (cell := facts.cell(table, row, each)) is not None]
            own = facts.cell(table, row, column)
            if own is not None:
                checked.append((own.figure, own.mentions[0]))
            elif cells:
                faults.append(Fault(cells[0].figure, cells[0].mentions[0], "missing-cell"))
    if not checked:
        raise MissingError(f"{argument.table}[{argument.row}, {argument.col}]")
    return counted(binder, call, faults, checked)
