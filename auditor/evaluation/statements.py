"""What each sentence of a rule says about a report: from clauses to outcomes."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import assert_never

import attrs

from auditor.evaluation import forms
from auditor.evaluation.agreement import agreement, same_words
from auditor.evaluation.binding import SUM, Binder, BindingError, MissingError, Resolver, Term
from auditor.evaluation.conditions import Setting, exists, holds, outcomes
from auditor.evaluation.evidence import evidence_of
from auditor.evaluation.facts import Facts, TableCell
from auditor.evaluation.judging import judge
from auditor.evaluation.relations import Outcome, Relation, RuleInfo
from auditor.evaluation.questionnaires import mean_outcome, shares_outcomes
from auditor.findings import Unchecked, Verdict
from auditor.language import tree
from auditor.numbers import Interval, unit_of
from auditor.report.model import Column, Figure, Mention, Role, Row, Table

Result = Outcome | Unchecked
MAX_ITEMS = 20_000
"""How many relations one clause may give on one report; past that the budget is spent."""


def apply_rule(facts: Facts, rule: tree.Rule, info: RuleInfo) -> Iterator[Result]:
    """Judge all sentences of `rule` on a report.

    Gives outcomes, and an `Unchecked` for every sentence whose figures the report does not state.
    Raises BindingError where the rule itself is wrong.
    """
    facts = facts.under(rule.rounding)
    setting = Setting(facts, info)
    for name in rule.required:
        if not exists(facts, name.key):
            yield Unchecked(rule=info.id, reason=f"absent: {name.key}", required=True, figures=(name.key,))
    if rule.when is not None and holds(setting, rule.when) is not True:
        yield Unchecked(rule=info.id, reason="premise")
        return
    for statement in rule.statements:
        seen: set[object] = set()
        try:
            for result in _apply(setting, statement):
                if isinstance(result, Outcome) and result.relation is not None:
                    if result.relation.identity in seen:
                        continue
                    seen.add(result.relation.identity)
                yield result
                if len(seen) > MAX_ITEMS:
                    yield Unchecked(rule=info.id, reason="budget")
                    break
        except MissingError as error:
            yield Unchecked(rule=info.id, reason=f"{error.reason}: {error.name}", figures=(error.name,))


def _apply(setting: Setting, statement: tree.Statement) -> Iterator[Result]:
    match statement:
        case tree.Check():
            yield from outcomes(setting, statement.condition)
        case tree.EachRow():
            yield from _each_row(setting, statement)
        case tree.EachItem():
            yield from _each_item(setting, statement)
        case tree.Total():
            yield from _total(setting, statement)
        case tree.Agree():
            yield from _agree(setting, statement)
        case tree.Match():
            yield from _match(setting, statement)
        case tree.Shares():
            yield from shares_outcomes(setting, statement)
        case tree.Mean():
            yield mean_outcome(setting, statement)
        case tree.Order():
            yield _order(setting, statement)
        case tree.Grading():
            yield _grading(setting, statement)
        case _:
            assert_never(statement)


# Tables --------------------------------------------------------------------------------------


def _tables(facts: Facts, word: str) -> tuple[Table, ...]:
    tables = facts.report.tables_called(word)
    if not tables:
        raise MissingError(word)
    return tables


def _each_row(setting: Setting, statement: tree.EachRow) -> Iterator[Result]:
    facts = setting.facts
    wanted = {
        tree.RowChoice.DETAILS: {Role.DETAIL, Role.SUBTOTAL, Role.OF_WHICH},
        tree.RowChoice.ALL: {Role.DETAIL, Role.SUBTOTAL, Role.OF_WHICH, Role.TOTAL, Role.OTHER},
        tree.RowChoice.TOTALS: {Role.TOTAL},
    }[statement.rows]
    checked = 0
    missing: MissingError | None = None
    for table in _tables(facts, statement.table):
        for row in table.rows:
            if row.role not in wanted:
                continue
            context = {"table": table.name or table.id, "row": row.label or row.name}
            inside = attrs.evolve(setting, resolve=_row_resolver(facts, table, row), context=context)
            try:
                yield from outcomes(inside, statement.condition)
                checked += 1
            except MissingError as error:
                missing = error
    if not checked and missing is not None:
        raise missing


def _row_resolver(facts: Facts, table: Table, row: Row) -> Resolver:
    def resolve(name: str) -> Figure | TableCell | None:
        column = facts.column(table, name)
        if column is None:
            return None
        cell = facts.cell(table, row, column)
        if cell is None:
            raise MissingError(f"{table.id}[{row.name}, {name}]")
        # The figure with all its mentions: copies of the table are one relation, and a copy that
        # differs shows as a disagreement that these relations then help to decide.
        return cell.figure

    return resolve


def _each_item(setting: Setting, statement: tree.EachItem) -> Iterator[Result]:
    facts = setting.facts
    checked = 0
    missing: MissingError | None = None
    for concept, figures in facts.concepts(statement.pattern):

        def resolve(name: str, concept: str = concept) -> Figure | None:
            return facts.attribute(facts.report.concepts[concept], name)

        inside = attrs.evolve(setting, resolve=resolve, context={"row": concept, "label": _label_of(figures)})
        try:
            yield from outcomes(inside, statement.condition)
            checked += 1
        except MissingError as error:
            missing = error
    if not checked:
        raise missing or MissingError(statement.pattern)


def _label_of(figures: object) -> str:
    if isinstance(figures, dict):
        named = figures.get("名称")
        if isinstance(named, Figure) and named.mentions:
            return named.mentions[0].text
    return ""


def _total(setting: Setting, statement: tree.Total) -> Iterator[Result]:
    facts = setting.facts
    checked = 0
    for table in _tables(facts, statement.table):
        columns = [_column(facts, table, name, statement) for name in statement.columns] or list(table.columns)
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
    parts = [row for row in table.rows if row.parent == total.name and row.role in {Role.DETAIL, Role.SUBTOTAL}]
    if parts or total.role is not Role.TOTAL:
        return parts
    return [row for row in table.rows if row.parent is None and row.role in {Role.DETAIL, Role.SUBTOTAL}]


def total_relation(setting: Setting, table: Table, total: Row, column: Column, *, named: bool) -> Relation | None:
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
    parts = Term(forms.total([term.form for term in terms]), terms[0].dimension, " + ".join(t.text for t in terms), SUM)
    variables = tuple(attrs.evolve(each, role=role) for each, role in zip(binder.variables, roles, strict=False))
    return Relation(
        rule=setting.rule,
        comparison=tree.Relation.EQUAL,
        left=whole,
        right=parts,
        variables=variables,
        context={"table": table.name or table.id, "row": total.label or total.name, "column": column.name},
    )


def _match(setting: Setting, statement: tree.Match) -> Iterator[Result]:
    facts = setting.facts
    found = 0
    for left in _tables(facts, statement.left):
        for right in _tables(facts, statement.right):
            for name, label in _shared(facts, left, right, statement):
                result = _matched(setting, left, right, name, label)
                if result is not None:
                    found += 1
                    yield result
    if not found:
        raise MissingError(f"{statement.left} / {statement.right}")


def _shared(facts: Facts, left: Table, right: Table, statement: tree.Match) -> Iterator[tuple[str, str]]:
    names = statement.columns or tuple(column.name for column in left.columns if facts.column(right, column.name))
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
    one, two = cells
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
        terms = [binder.unknown(cell.figure, cell.mentions, table.id) for cell, table in zip(cells, (left, right), strict=True)]
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


# Mentions, order, grades -----------------------------------------------------------------------


def _agree(setting: Setting, statement: tree.Agree) -> Iterator[Result]:
    done: set[str] = set()
    for pattern in statement.patterns:
        named = setting.facts.figure(pattern.key)
        figures = [named] if named is not None else list(setting.facts.matching(pattern.key))
        for figure in figures:
            if figure.key in done:
                continue
            done.add(figure.key)
            outcome = agreement(setting.facts, setting.rule, figure)
            if outcome is not None:
                yield outcome
    if not done:
        raise MissingError(", ".join(pattern.key for pattern in statement.patterns))


def _order(setting: Setting, statement: tree.Order) -> Outcome:
    binder = Binder(setting.facts, setting.resolve)
    terms = [term for item in statement.items for term in binder.numbers(item)]
    if len(terms) < 2:  # noqa: PLR2004 - one item is in order
        raise MissingError("顺序")
    relation = tree.Relation.AT_LEAST if statement.falling else tree.Relation.AT_MOST
    broken: list[Outcome] = []
    verdicts: list[Verdict] = []
    for left, right in zip(terms, terms[1:], strict=False):
        step = Relation(
            rule=setting.rule, comparison=relation, left=left, right=right, variables=tuple(binder.variables)
        )
        outcome = judge(setting.facts, step)
        verdicts.append(outcome.verdict)
        if outcome.verdict is Verdict.DISCREPANCY:
            broken.append(outcome)
    listed = [variable.alternatives[0].finest.numeral.text for variable in binder.variables]
    evidence = [
        evidence_of(setting.facts, variable.figure, variable.alternatives[0].mentions[0], "stated")
        for variable in binder.variables
    ]
    verdict = Verdict.DISCREPANCY if broken else Verdict.EXACT
    trace = "; ".join(outcome.trace or "" for outcome in broken)
    return Outcome(
        rule=setting.rule,
        verdict=verdict,
        kind="order",
        evidence=tuple(evidence),
        facts={**setting.context, "falling": "1" if statement.falling else "", "list": ", ".join(listed), "breaks": str(len(broken))},
        trace=trace or None,
    )


def _grading(setting: Setting, statement: tree.Grading) -> Outcome:
    facts = setting.facts
    binder = Binder(facts, setting.resolve)
    score = binder.number(statement.figure)
    figure = _stated_grade(facts, statement)
    if figure is None:
        raise MissingError("等级")
    point = [variable.alternatives[0].value for variable in binder.variables]
    box = [variable.alternatives[0].interval for variable in binder.variables]
    value = forms.value_at(score.form, point)
    grade = grade_of(statement.grades, value)
    stated: dict[str, list[Mention]] = {}
    for mention in figure.mentions:
        stated.setdefault(same_words(mention.text), []).append(mention)
    possible = {
        each.name for each in statement.grades if len(box) == 1 and box[0].meets(_grade_interval(each))
    }
    wrong = [words for words in stated if words != same_words(grade or "")]
    verdict = Verdict.EXACT if not wrong else Verdict.DISCREPANCY
    if wrong and len(possible) > 1 and all(words in {same_words(name) for name in possible} for words in stated):
        verdict = Verdict.NOT_CHECKABLE
    evidence = [evidence_of(facts, figure, mention, "stated") for group in stated.values() for mention in group]
    for variable in binder.variables:
        evidence.extend(
            evidence_of(facts, variable.figure, mention, "base") for mention in variable.alternatives[0].mentions
        )
    return Outcome(
        rule=setting.rule,
        verdict=verdict,
        kind="grade",
        evidence=tuple(evidence),
        facts={**setting.context, "grade": grade or "—", "stated": figure.mentions[0].text, "possible": "/".join(sorted(possible))},
        trace=f"{binder.variables[0].alternatives[0].finest.numeral.text if binder.variables else ''} → {grade or '—'}",
        reason="threshold" if verdict is Verdict.NOT_CHECKABLE else "",
    )


def _stated_grade(facts: Facts, statement: tree.Grading) -> Figure | None:
    if statement.stated is not None:
        return facts.figure(statement.stated.key)
    names = ["评价.等级", "评价等级", "等级"]
    if isinstance(statement.figure, tree.Name):
        concept = statement.figure.key.rpartition(".")[0]
        names = [f"{concept}.等级" if concept else f"{statement.figure.key}.等级", *names]
    return next((figure for name in names if (figure := facts.figure(name)) is not None), None)


def _grade_interval(grade: tree.Grade) -> Interval:
    low, high = (
        None if end is None else end.value * unit_of(end.unit).factor for end in (grade.low, grade.high)
    )
    return Interval(low, high, grade.low_in, grade.high_in)


def grade_of(grades: tuple[tree.Grade, ...], value: Fraction) -> str | None:
    """Return the name of the first grade that `value` belongs to, or None."""
    return next((grade.name for grade in grades if value in _grade_interval(grade)), None)


