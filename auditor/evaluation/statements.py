"""What each sentence of a rule says about a report: from clauses to outcomes."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

import attrs

from auditor.evaluation.agreement import agreement
from auditor.evaluation.binding import MissingError, Resolver
from auditor.evaluation.conditions import NOWHERE, Setting, exists, holds, outcomes
from auditor.evaluation.grading import grading, order
from auditor.evaluation.questionnaires import mean_outcomes, shares_outcomes
from auditor.evaluation.relations import Outcome, RuleInfo
from auditor.evaluation.tables import matches, tables_called, totals
from auditor.findings import Unchecked, Verdict
from auditor.language import tree
from auditor.report.model import Figure, Role, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from auditor.evaluation.facts import Facts, TableCell
    from auditor.source import Location

Result = Outcome | Unchecked
MAX_ITEMS = 20_000
"""How many relations one clause may give on one report; past that the budget is spent."""


def apply_rule(facts: Facts, rule: tree.Rule, info: RuleInfo) -> Iterator[Result]:
    """Judge all sentences of `rule` on a report.

    Gives outcomes, and an `Unchecked` for every sentence whose figures the report does not state.
    Raises BindingError where the rule itself is wrong.
    """
    setting = _setting(facts, rule, info)
    absent = _absent(setting, rule)
    yield from absent.values()
    barred = _barred(setting, rule)
    if barred is not None:
        yield barred
        return
    for statement in rule.statements:
        yield from _sentence(setting, statement, absent)


def apply_each(facts: Facts, rule: tree.Rule, info: RuleInfo) -> Iterator[list[Result]]:
    """Judge the sentences of `rule` one by one, each as if it were the only one. Raises BindingError."""
    setting = _setting(facts, rule, info)
    absent = _absent(setting, rule)
    barred = _barred(setting, rule)
    for statement in rule.statements:
        said = [barred] if barred is not None else _sentence(setting, statement, absent)
        yield [*absent.values(), *said]


def _setting(facts: Facts, rule: tree.Rule, info: RuleInfo) -> Setting:
    facts = facts.under(rule.rounding)
    return Setting(facts, info, near=_near(facts, rule))


def _absent(setting: Setting, rule: tree.Rule) -> dict[str, Unchecked]:
    """Return what is missing of the figures that a rule requires."""
    return {
        name.key: Unchecked(
            rule=setting.rule.id, reason=f"absent: {name.key}", required=True, figures=(name.key,)
        )
        for name in rule.required
        if not exists(setting.facts, name.key)
    }


def _barred(setting: Setting, rule: tree.Rule) -> Result | None:
    """Return what is said where the premise of a rule does not hold, or cannot be told; None where it does."""
    if rule.when is None:
        return None
    premise = holds(setting, rule.when)
    if premise is None and _is_stated(setting, rule.when):
        return Outcome(
            rule=setting.rule, verdict=Verdict.NOT_CHECKABLE, kind="premise", reason="premise-undecided"
        )
    return None if premise is True else Unchecked(rule=setting.rule.id, reason="premise")


def _sentence(
    setting: Setting, statement: tree.Statement, absent: Mapping[str, Unchecked]
) -> Iterator[Result]:
    """Judge one sentence; copies of a table give one relation, not two."""
    seen: set[object] = set()
    try:
        for result in _apply(setting, statement):
            if isinstance(result, Outcome) and result.relation is not None:
                if result.relation.identity in seen:
                    continue
                seen.add(result.relation.identity)
            yield result
            if len(seen) > MAX_ITEMS:
                yield Unchecked(rule=setting.rule.id, reason="budget")
                break
    except MissingError as error:
        if error.reason in {"approximate", "bound"}:
            reason = f"{error.reason}: {error.name}"
            yield Outcome(rule=setting.rule, verdict=Verdict.NOT_CHECKABLE, kind="missing", reason=reason)
        elif error.name not in absent:
            yield Unchecked(
                rule=setting.rule.id, reason=f"{error.reason}: {error.name}", figures=(error.name,)
            )


def _near(facts: Facts, rule: tree.Rule) -> Location:
    """Return where what a rule looks for would stand: beside the figure that its premise asks for."""
    if not isinstance(rule.when, tree.Exists):
        return NOWHERE
    figure = facts.figure(rule.when.name)
    return figure.mentions[0].location if figure is not None and figure.mentions else NOWHERE


def _is_stated(setting: Setting, condition: tree.Condition) -> bool:
    """Return whether the report states all that `condition` needs, so that rounding alone leaves it open."""
    try:
        outcomes(setting, condition)
    except MissingError:
        return False
    return True


def _apply(setting: Setting, statement: tree.Statement) -> Iterator[Result]:
    match statement:
        case tree.Check():
            yield from outcomes(setting, statement.condition)
        case tree.EachRow():
            yield from _each_row(setting, statement)
        case tree.EachItem():
            yield from _each_item(setting, statement)
        case tree.Total():
            yield from totals(setting, statement)
        case tree.Agree():
            yield from _agree(setting, statement)
        case tree.Match():
            yield from matches(setting, statement)
        case tree.Shares():
            yield from shares_outcomes(setting, statement)
        case tree.Mean():
            yield from mean_outcomes(setting, statement)
        case tree.Order():
            yield order(setting, statement)
        case tree.Grading():
            yield grading(setting, statement)
        case _:
            assert_never(statement)


# Rows, items, mentions ---------------------------------------------------------------------------


def _each_row(setting: Setting, statement: tree.EachRow) -> Iterator[Result]:
    facts = setting.facts
    wanted = {
        tree.RowChoice.DETAILS: {Role.DETAIL, Role.SUBTOTAL, Role.OF_WHICH},
        tree.RowChoice.ALL: {Role.DETAIL, Role.SUBTOTAL, Role.OF_WHICH, Role.TOTAL, Role.OTHER},
        tree.RowChoice.TOTALS: {Role.TOTAL},
    }[statement.rows]
    checked = 0
    missing: MissingError | None = None
    for table in tables_called(facts, statement.table):
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
    needed = _needed(facts, statement.condition)
    for concept, figures in facts.concepts(statement.pattern):
        absent = next((name for name in needed if facts.attribute(figures, name) is None), None)
        if absent is not None:
            missing = MissingError(f"{concept}.{absent}")
            continue

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


def _needed(facts: Facts, condition: tree.Condition) -> tuple[str, ...]:
    """Return the bare names that a comparison cannot do without; of other conditions none is known to be."""
    match condition:
        case tree.Compare():
            names = [*_names(condition.left), *_names(condition.right)]
        case tree.All():
            return tuple(dict.fromkeys(name for part in condition.parts for name in _needed(facts, part)))
        case _:
            return ()
    return tuple(dict.fromkeys(name for name in names if facts.figure(name) is None))


def _names(node: tree.Expression) -> Iterator[str]:
    match node:
        case tree.Name() if "." not in node.key and "*" not in node.key and node.place is None:
            yield node.key
        case tree.Binary():
            yield from _names(node.left)
            yield from _names(node.right)
        case tree.Negative():
            yield from _names(node.operand)
        case tree.Call():
            for argument in node.arguments:
                yield from _names(argument)


def _label_of(figures: Mapping[str, Figure]) -> str:
    """Return what a person calls a concept: its name with its code, else what its figures are called without their own."""
    named = figures.get("名称")
    for figure in (*([named] if named is not None else ()), *figures.values()):
        rest: str = figure.label.removesuffix(figure.attribute).strip()
        if figure.label.endswith(figure.attribute) and rest:
            return rest
    return named.mentions[0].text if named is not None and named.mentions else ""


def _agree(setting: Setting, statement: tree.Agree) -> Iterator[Result]:
    done: set[str] = set()
    for pattern in statement.patterns:
        named = setting.facts.figure(pattern.key)
        figures = [named] if named is not None else list(setting.facts.matching(pattern.key))
        for figure in figures:
            if figure.key in done:
                continue
            done.add(figure.key)
            outcome = agreement(setting.facts, setting.rule, figure, pattern.key)
            if outcome is not None:
                yield outcome
    if not done:
        raise MissingError(", ".join(pattern.key for pattern in statement.patterns))
