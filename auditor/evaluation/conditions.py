"""Conditions of rules: comparisons joined by 且, 或, 非 and 若 … 则 …, judged on the report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

import attrs

from auditor import records
from auditor.evaluation import forms
from auditor.evaluation.agreement import same_words
from auditor.evaluation.binding import (
    Binder,
    BindingError,
    Bound,
    MissingError,
    Resolver,
    Term,
    Words,
    mismatch,
)
from auditor.evaluation.dimensions import DimensionError
from auditor.evaluation.evidence import evidence_of
from auditor.evaluation.facts import Facts
from auditor.evaluation.judging import judge
from auditor.evaluation.relations import Outcome, Relation, RuleInfo
from auditor.findings import Evidence, Verdict
from auditor.language import tree
from auditor.source import Location

_ORDER = (
    Verdict.EXACT,
    Verdict.WITHIN_ROUNDING,
    Verdict.ROUNDING_GAP,
    Verdict.NOT_CHECKABLE,
    Verdict.DISCREPANCY,
)


NOWHERE = Location()
"""Where what is in no document stands."""


@records.frozen
class Setting:
    """Where a condition is judged: the report, the rule, what bare names mean, and the message's context.

    `near` is where a figure that the rule misses would stand.
    """

    facts: Facts
    rule: RuleInfo
    resolve: Resolver | None = None
    context: Mapping[str, str] = attrs.field(factory=dict)
    bounds: bool = False
    near: Location = NOWHERE


def outcomes(setting: Setting, condition: tree.Condition) -> list[Outcome]:
    """Judge `condition`: one outcome for each comparison that decides it.

    且 gives the outcomes of all parts, 或 those of the part that comes closest, 若 … 则 … those of the
    conclusion where the premise holds and none where it does not, 非 those of the opposite condition.
    Raises MissingError, BindingError.
    """
    match condition:
        case tree.Compare():
            return [_compare(setting, condition)]
        case tree.All():
            return [outcome for part in condition.parts for outcome in outcomes(setting, part)]
        case tree.Any():
            return _closest(setting, condition)
        case tree.Not():
            return _denied(setting, condition.part)
        case tree.Implies():
            return _implied(setting, condition)
        case tree.Exists():
            return [_existing(setting, condition, wanted=True)]
    assert_never(condition)


def _denied(setting: Setting, condition: tree.Condition) -> list[Outcome]:
    """Judge that `condition` does not hold, with the negation pushed to what is compared."""
    span = condition.span
    match condition:
        case tree.Compare(relation=relation):
            return [_compare(setting, attrs.evolve(condition, relation=forms.OPPOSITE[relation]))]
        case tree.All(parts=parts):
            return outcomes(setting, tree.Any(tuple(tree.Not(part, part.span) for part in parts), span))
        case tree.Any(parts=parts):
            return outcomes(setting, tree.All(tuple(tree.Not(part, part.span) for part in parts), span))
        case tree.Not():
            return outcomes(setting, condition.part)
        case tree.Implies(premise=premise, conclusion=conclusion):
            broken = tree.Not(conclusion, conclusion.span)
            return outcomes(setting, tree.All((premise, broken), span))
        case tree.Exists():
            return [_existing(setting, condition, wanted=False)]
    assert_never(condition)


def _existing(setting: Setting, condition: tree.Exists, *, wanted: bool) -> Outcome:
    facts, name = setting.facts, condition.name
    there = exists(facts, name)
    figure = facts.figure(name) if there else None
    evidence = (
        () if figure is None else [evidence_of(facts, figure, each, "stated") for each in figure.mentions]
    )
    # What is absent has no mention; its name alone tells this finding from another.
    named = Evidence(
        key=name,
        label=name,
        role="stated" if there else "absent",
        text="",
        unit="text",
        location=setting.near,
    )
    return Outcome(
        rule=setting.rule,
        verdict=Verdict.EXACT if there is wanted else Verdict.DISCREPANCY,
        kind="exists",
        evidence=tuple(evidence) or (named,),
        facts={"name": name} if wanted else {"name": name, "unwanted": "1"},
    )


def exists(facts: Facts, name: str) -> bool:
    """Return whether the report states a figure of that name or pattern, or has a table of it."""
    if "*" in name:
        return any(True for _ in facts.matching(name))
    return facts.figure(name) is not None or bool(facts.report.tables_called(name))


def holds(setting: Setting, condition: tree.Condition) -> bool | None:
    """Return whether `condition` holds at the printed values; None where that cannot be told."""
    match condition:
        case tree.All():
            parts = [holds(setting, part) for part in condition.parts]
            return False if False in parts else None if None in parts else True
        case tree.Any():
            parts = [holds(setting, part) for part in condition.parts]
            return True if True in parts else None if None in parts else False
        case tree.Not():
            part = holds(setting, condition.part)
            return None if part is None else not part
        case tree.Exists():
            return exists(setting.facts, condition.name)
    try:
        verdict = worst(outcomes(setting, condition))
    except MissingError:
        return None
    if verdict in {Verdict.NOT_CHECKABLE, Verdict.ROUNDING_GAP}:
        return None
    return verdict is not Verdict.DISCREPANCY


def worst(found: list[Outcome]) -> Verdict:
    """Return the worst verdict, EXACT where there is none."""
    return max((outcome.verdict for outcome in found), key=_ORDER.index, default=Verdict.EXACT)


def _closest(setting: Setting, condition: tree.Any) -> list[Outcome]:
    best: list[Outcome] | None = None
    missing: MissingError | None = None
    for part in condition.parts:
        try:
            found = outcomes(setting, part)
        except MissingError as error:
            missing = error
            continue
        if best is None or _ORDER.index(worst(found)) < _ORDER.index(worst(best)):
            best = found
    if best is None:
        raise missing or MissingError("或")
    return best


def _implied(setting: Setting, condition: tree.Implies) -> list[Outcome]:
    premise = holds(setting, condition.premise)
    if premise is False:
        return []
    found = outcomes(setting, condition.conclusion)
    if premise is None and not worst(found).consistent:
        return [
            attrs.evolve(outcome, verdict=Verdict.NOT_CHECKABLE, reason="premise-undecided")
            for outcome in found
        ]
    return found


def _compare(setting: Setting, node: tree.Compare) -> Outcome:
    binder = Binder(setting.facts, setting.resolve, bounds=setting.bounds)
    left, right = binder.bind(node.left), binder.bind(node.right)
    if isinstance(left, Words) or isinstance(right, Words):
        return _texts(setting, node, left, right)
    relation = related(setting, node, binder, left, right)
    return judge(setting.facts, relation)


def related(setting: Setting, node: tree.Compare, binder: Binder, left: Bound, right: Bound) -> Relation:
    """Return the relation of two bound numbers. Raises BindingError where their units do not fit."""
    for side, bound in ((node.left, left), (node.right, right)):
        if not isinstance(bound, Term):
            raise BindingError(
                side.span, "此处应为一个数值，而不是一组", "one number is needed here, not a list"
            )
    if not isinstance(left, Term) or not isinstance(right, Term):
        raise BindingError(node.span, "此处应为一个数值", "one number is needed here")
    check_kinds(node, left, right)
    return Relation(
        rule=setting.rule,
        comparison=node.relation,
        left=left,
        right=right,
        variables=tuple(binder.variables),
        context=setting.context,
    )


def check_kinds(node: tree.Compare, left: Term, right: Term) -> None:
    """Raise BindingError where two terms cannot be compared; a bare 0 may stand for any quantity."""
    for side, other in ((left, right), (right, left)):
        if side.bare and not (other.dimension.plain and other.dimension.kind == "number"):
            if side.text in {"0", "-0"} or str(other.dimension) == "count:*":
                return
            if side.text == "1" and str(other.dimension) == "ratio":
                return  # as a share, 1 can only be 100 %
            raise BindingError(
                node.span,
                f"数 {side.text} 没有单位，不能与{_kind_zh(other)}比较",
                f"the number {side.text} has no unit and cannot stand for {other.dimension}",
            )
    try:
        left.dimension.plus(right.dimension)
    except DimensionError as error:
        raise mismatch(node.span, error) from error


def _kind_zh(term: Term) -> str:
    from auditor.evaluation.binding import kind_zh  # noqa: PLC0415 - only for a message

    return kind_zh(str(term.dimension))


def _texts(setting: Setting, node: tree.Compare, left: Bound, right: Bound) -> Outcome:
    if not isinstance(left, Words) or not isinstance(right, Words):
        raise BindingError(node.span, "文字与数值不能比较", "a text and a number cannot be compared")
    if node.relation not in {tree.Relation.EQUAL, tree.Relation.UNEQUAL}:
        raise BindingError(node.span, "文字只能比较是否相同", "texts can only be equal or not")
    one = {same_words(text) for text, _ in left.values}
    two = {same_words(text) for text, _ in right.values}
    same = one == two if not (one & two) else bool(one & two)
    wanted = node.relation is tree.Relation.EQUAL
    evidence = tuple(
        evidence_of(setting.facts, words.figure, mention, role)
        for words, role in ((left, "stated"), (right, "part"))
        if words.figure is not None
        for _, mention in words.values
        if mention is not None
    )
    return Outcome(
        rule=setting.rule,
        verdict=Verdict.EXACT if same is wanted else Verdict.DISCREPANCY,
        kind="words",
        evidence=evidence,
        facts={**setting.context, "left": left.values[0][0], "right": right.values[0][0]},
        trace=f"{left.values[0][0]} {node.relation.value} {right.values[0][0]}",
    )
