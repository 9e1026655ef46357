"""Tables in rules: parts that add up to their totals, and two tables that state the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor.evaluation import forms
from auditor.evaluation.agreement import same_words
from auditor.evaluation.binding import SUM, Binder, BindingError, MissingError, Term
from auditor.evaluation.evidence import evidence_of
from auditor.evaluation.judging import judge
from auditor.evaluation.relations import Outcome, Relation
from auditor.findings import Verdict
from auditor.language import tree
from auditor.numbers import unit_of
from auditor.report.model import Column, Role, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.conditions import Setting
    from auditor.evaluation.facts import Facts


def tables_called(facts: Facts, word: str) -> tuple[Table, ...]:
    """Return the tables that `word` means. Raises MissingError where there is none."""
    tables = facts.report.tables_called(word)
    if not tables:
        raise MissingError(word)
    return tables


def totals(setting: Setting, statement: tree.Total) -> Iterator[Outcome]:
    """Judge every total and subtotal of the named tables."""
    facts = setting.facts
    checked = 0
    for table in tables_called(facts, statement.table):
        columns = [_column(facts, table, name, statement) for name in statement.columns] or list(
            table.columns
        )
        for row in table.rows:
            if row.role not in {Role.TOTAL, Role.SUBTOTAL}:
                continue
            for column in columns:
                relation = total_relation(setting, table, row, column, named=bool(statement.columns))
                if relation is not None:
                    checked += 1
                    yield judge(facts, relation)
    if not checked:
        raise MissingError(f"{statement.table}[合计]")


def _column(facts: Facts, table: Table, name: str, statement: tree.Total) -> Column:
    column = facts.column(table, name)
    if column is None:
        zh, en = f"表 {table.id} 没有列 {name}", f"table {table.id} has no column {name}"
        raise BindingError(statement.span, zh, en)
    return column


def parts_of(table: Table, total: Row) -> list[Row]:
    """Return the rows that add up to `total`: its own children, or for a total all that have no parent."""
    parts = [
        row for row in table.rows if row.parent == total.name and row.role in {Role.DETAIL, Role.SUBTOTAL}
    ]
    if parts or total.role is not Role.TOTAL:
        return parts
    return [row for row in table.rows if row.parent is None and row.role in {Role.DETAIL, Role.SUBTOTAL}]


def total_relation(
    setting: Setting, table: Table, total: Row, column: Column, *, named: bool
) -> Relation | None:
    """Return the relation that the parts of `total` add up to it in `column`, or None where it has no meaning.

    Blank parts count as nothing. Unless the column was `named`, rates and texts are left alone: they
    do not add up.
    """
    facts = setting.facts
    sum_cell = facts.cell(table, total, column)
    if sum_cell is None:
        return None
    unit = unit_of(sum_cell.figure.unit)
    if not unit.is_numeric or (not named and unit.dimension in {"ratio", "points", "number"}):
        return None
    binder = Binder(facts)
    try:
        whole = binder.unknown(sum_cell.figure)
    except MissingError:
        return None
    terms: list[Term] = []
    for row in parts_of(table, total):
        cell = facts.cell(table, row, column)
        if cell is None or not unit_of(cell.figure.unit).is_numeric:
            continue
        try:
            terms.append(binder.unknown(cell.figure))
        except MissingError as error:
            if error.reason != "blank":
                return None
    if not terms:
        return None
    roles = ["total", *("part" for _ in terms)]
    parts = Term(
        forms.total([term.form for term in terms]), terms[0].dimension, " + ".join(t.text for t in terms), SUM
    )
    variables = tuple(
        attrs.evolve(each, role=role) for each, role in zip(binder.variables, roles, strict=False)
    )
    return Relation(
        rule=setting.rule,
        comparison=tree.Relation.EQUAL,
        left=whole,
        right=parts,
        variables=variables,
        context={"table": table.name or table.id, "row": total.label or total.name, "column": column.name},
    )


def matches(setting: Setting, statement: tree.Match) -> Iterator[Outcome]:
    """Judge every cell that two tables share."""
    facts = setting.facts
    found = 0
    for left in tables_called(facts, statement.left):
        for right in tables_called(facts, statement.right):
            for name, label in _shared(facts, left, right, statement):
                result = _matched(setting, left, right, name, label)
                if result is not None:
                    found += 1
                    yield result
    if not found:
        raise MissingError(f"{statement.left} / {statement.right}")


def _shared(facts: Facts, left: Table, right: Table, statement: tree.Match) -> Iterator[tuple[str, str]]:
    names = statement.columns or tuple(
        column.name for column in left.columns if facts.column(right, column.name)
    )
    for row in left.rows:
        if facts.row(right, row.name) is not None:
            for name in names:
                yield row.name, name


def _matched(setting: Setting, left: Table, right: Table, row_name: str, column_name: str) -> Outcome | None:
    facts = setting.facts
    cells = []
    for table in (left, right):
        row, column = facts.row(table, row_name), facts.column(table, column_name)
        cell = facts.cell(table, row, column) if row and column else None
        if cell is None:
            return None
        cells.append(cell)
    one, _two = cells
    context = {"table": left.id, "row": row_name, "column": column_name}
    if not unit_of(one.figure.unit).is_numeric:
        texts = [cell.mentions[0].text for cell in cells]
        same = same_words(texts[0]) == same_words(texts[1])
        return Outcome(
            rule=setting.rule,
            verdict=Verdict.EXACT if same else Verdict.DISCREPANCY,
            kind="words",
            evidence=tuple(evidence_of(facts, cell.figure, cell.mentions[0], "stated") for cell in cells),
            facts={**context, "left": texts[0], "right": texts[1]},
        )
    binder = Binder(facts, bounds=True)
    try:
        terms = [
            binder.unknown(cell.figure, cell.mentions, table.id)
            for cell, table in zip(cells, (left, right), strict=True)
        ]
    except MissingError:
        return None
    return judge(
        facts,
        Relation(
            rule=setting.rule,
            comparison=tree.Relation.EQUAL,
            left=terms[0],
            right=terms[1],
            variables=tuple(binder.variables),
            context=context,
        ),
    )
