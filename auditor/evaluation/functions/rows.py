"""行数 / rows: how many detail rows a table has."""

from __future__ import annotations

from fractions import Fraction

from auditor.evaluation import forms
from auditor.evaluation.binding import Binder, BindingError, MissingError, Term
from auditor.evaluation.dimensions import ANY_COUNT, Dimension
from auditor.evaluation.functions import need
from auditor.language import tree
from auditor.report.model import Role

NAMES = ("行数", "rows")
NEVER_NEGATIVE = True
SUMMARY = {
    "zh": "表的明细行数，合计行不算：行数(项目表)",
    "en": "the number of detail rows of a table, totals left out",
}


def apply(binder: Binder, call: tree.Call) -> Term:
    """Return the number of detail rows of the table that the argument names."""
    need(call, 1)
    (argument,) = call.arguments
    match argument:
        case tree.Name():
            word = argument.key
        case tree.Cell():
            word = argument.table
        case tree.Text():
            word = argument.value
        case _:
            raise BindingError(call.span, "行数 的参数应为一个表", "rows takes a table")
    tables = binder.facts.report.tables_called(word)
    if not tables:
        raise MissingError(word)
    counts = {sum(row.role is Role.DETAIL for row in table.rows) for table in tables}
    if len(counts) > 1:
        raise MissingError(word, "copies")
    count = counts.pop()
    return Term(forms.constant(Fraction(count)), Dimension(((ANY_COUNT, 1),)), f"{call.function}({word})")
