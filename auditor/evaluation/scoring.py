"""Scoring rules: the score that follows from actual value, target and weight, as one form."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

import attrs

from auditor.evaluation import forms
from auditor.evaluation.agreement import same_words
from auditor.evaluation.binding import (
    Binder,
    BindingError,
    MissingError,
    Resolver,
    Term,
    Words,
    mismatch,
    one_number,
)
from auditor.evaluation.conditions import Setting, check_kinds, exists, holds
from auditor.evaluation.dimensions import DimensionError
from auditor.evaluation.evidence import evidence_of
from auditor.evaluation.exhausting import cannot_exhaust
from auditor.evaluation.forms import Form
from auditor.evaluation.judging import judge
from auditor.evaluation.relations import Outcome, Relation, RuleInfo
from auditor.findings import Unchecked, Verdict
from auditor.language import tree
from auditor.numbers import Rounding, decimal_text, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts, TableCell
    from auditor.report.model import Figure

_ONE = Fraction(1)
ACTUAL, TARGET, WEIGHT, SCORE = "业绩值", "标杆值", "权重", "得分"


def apply_scoring(facts: Facts, scoring: tree.Scoring, info: RuleInfo) -> Iterator[Outcome | Unchecked]:
    """Judge one indicator: printed weight and target against the rule's, and the score they give.

    An indicator that only a person can judge gives a `judgement` entry. Raises BindingError where the
    rule itself is wrong.
    """
    setting = Setting(
        facts,
        info,
        resolve=resolver(facts, scoring),
        context={"row": scoring.id, "label": scoring.title},
        bounds=True,
    )
    concept = facts.report.concepts.get(scoring.id)
    if concept is None:
        yield Unchecked(rule=info.id, reason=f"absent: {scoring.id}")
        return
    yield from _stated(setting, scoring.weight, WEIGHT, scoring)
    yield from _stated(setting, scoring.target, TARGET, scoring)
    if not scoring.bands and scoring.formula is None:
        yield from _judgement(setting, scoring)
        return
    try:
        relation = score_relation(setting, scoring)
    except MissingError as error:
        if error.reason == "no-band":
            yield Outcome(
                rule=info, verdict=Verdict.NOT_CHECKABLE, kind="missing", reason=f"no-band: {error.name}"
            )
            return
        missing = error.name if "." in error.name else f"{scoring.id}.{error.name}"
        yield Unchecked(rule=info.id, reason=f"{error.reason}: {missing}", figures=(missing,))
        return
    yield judge(facts, relation)


def resolver(facts: Facts, scoring: tree.Scoring) -> Resolver:
    """Return what bare names mean in a scoring rule: attributes of its indicator, or the linked figure."""
    concept = facts.report.concepts.get(scoring.id, {})

    def resolve(name: str) -> Figure | TableCell | None:
        if scoring.actual is not None and ACTUAL in facts.spellings(name):
            return facts.figure(scoring.actual.key)
        return facts.attribute(concept, name)

    return resolve


def _stated(
    setting: Setting, wanted: tree.Expression | None, attribute: str, scoring: tree.Scoring
) -> Iterator[Outcome]:
    facts = setting.facts
    figure = facts.attribute(facts.report.concepts[scoring.id], attribute)
    if figure is None or not isinstance(wanted, tree.Number | tree.Text):
        return
    if isinstance(wanted, tree.Text) or not unit_of(figure.unit).is_numeric:
        text = wanted.value if isinstance(wanted, tree.Text) else wanted.text
        known = {same_words(mention.text) for mention in figure.mentions}
        verdict = Verdict.EXACT if same_words(text) in known else Verdict.DISCREPANCY
        evidence = tuple(evidence_of(facts, figure, mention, "stated") for mention in figure.mentions)
        yield Outcome(
            rule=setting.rule, verdict=verdict, kind="words", evidence=evidence,
            facts={**setting.context, "left": figure.mentions[0].text, "right": text},
        )  # fmt: skip
        return
    binder = Binder(facts, bounds=True)
    try:
        left = binder.unknown(figure)
    except MissingError:
        return
    right = binder.number(wanted)
    node = tree.Compare(tree.Relation.EQUAL, wanted, wanted, wanted.span)
    check_kinds(node, left, right)
    yield judge(
        facts,
        Relation(
            rule=setting.rule, comparison=tree.Relation.EQUAL, left=left, right=right,
            variables=tuple(binder.variables), context=setting.context,
        ),
    )  # fmt: skip


def _judgement(setting: Setting, scoring: tree.Scoring) -> Iterator[Outcome | Unchecked]:
    yield Unchecked(rule=setting.rule.id, reason="judgement", figures=(f"{scoring.id}.{SCORE}",))
    criteria = scoring.criteria
    if criteria is None:
        return
    # A person says how many criteria failed, but not every score can come of it.
    binder = binder_of(setting, scoring)
    try:
        weight, score = binder.number(name(WEIGHT, scoring)), binder.number(name(SCORE, scoring))
        amount = binder.number(criteria.amount)
    except MissingError:
        return
    point = [variable.alternatives[0].value for variable in binder.variables]
    full, given, lost = (forms.value_at(term.form, point) for term in (weight, score, amount))
    yield from cannot_exhaust(setting, scoring, full, lost)
    failed = (full - given) / lost if lost else Fraction(0)
    top = criteria.count
    reachable = (failed.denominator == 1 and failed >= 0 and (top is None or failed <= top)) or (
        criteria.floored and given == 0
    )
    evidence = tuple(
        evidence_of(
            setting.facts,
            variable.figure,
            mention,
            "stated" if variable.figure.attribute == SCORE else "base",
        )
        for variable in binder.variables
        for mention in variable.alternatives[0].mentions
    )
    yield Outcome(
        rule=setting.rule,
        verdict=Verdict.EXACT if reachable else Verdict.DISCREPANCY,
        kind="criteria",
        evidence=evidence,
        facts={**setting.context, "weight": _plain(full), "score": _plain(given), "amount": _plain(lost)},
        trace=f"({_plain(full)} - {_plain(given)}) / {_plain(lost)} = {_plain(failed)}",
    )


def _plain(value: Fraction) -> str:
    return decimal_text(value, places=4)


def name(attribute: str, scoring: tree.Scoring) -> tree.Name:
    """Return the name of an attribute of the rule's indicator."""
    return tree.Name(attribute, scoring.span)


def score_relation(setting: Setting, scoring: tree.Scoring) -> Relation:
    """Return the relation between the printed score and the one that the rule gives.

    Raises MissingError where the report does not state a figure the rule needs.
    """
    binder = binder_of(setting, scoring)
    score = binder.number(name(SCORE, scoring))
    derived = score_term(setting, binder, scoring)
    try:
        score.dimension.plus(derived.dimension)
    except DimensionError as error:
        raise mismatch(scoring.span, error) from error
    variables = tuple(
        attrs.evolve(variable, role=_ROLES.get(variable.figure.attribute, "input"))
        for variable in binder.variables
    )
    return Relation(
        rule=setting.rule,
        comparison=tree.Relation.EQUAL,
        left=score,
        right=derived,
        variables=variables,
        context=setting.context,
    )


_ROLES = {SCORE: "stated", ACTUAL: "part", TARGET: "base", WEIGHT: "base"}


def score_term(setting: Setting, binder: Binder, scoring: tree.Scoring) -> Term:
    """Return the score as a form over the rule's unknowns, its bands as cases, and the text of the one that counts.

    Raises MissingError where no band speaks of the value: then there is no score, and not a score of 0.
    """
    weight = binder.number(name(WEIGHT, scoring))
    if scoring.formula is not None:
        term = binder.number(scoring.formula)
        form, text = term.form, term.text
    else:
        cases = list(_cases(binder, scoring, weight))
        form = _chosen(cases)
        answers = [condition is None or holds(setting, condition) for condition, _, _ in cases]
        if not any(answers) and None not in answers:
            raise MissingError(scoring.id, "no-band")
        text = next((said for (_, _, said), answer in zip(cases, answers, strict=True) if answer), "0")
    return Term(_limited(binder, scoring, form), weight.dimension, text)


def score_form(binder: Binder, scoring: tree.Scoring) -> tuple[Form, forms.Condition]:
    """Return the score as a form over the rule's unknowns, and for which values some band speaks."""
    if scoring.formula is not None:
        return _limited(binder, scoring, binder.number(scoring.formula).form), forms.always()
    cases = list(_cases(binder, scoring, binder.number(name(WEIGHT, scoring))))
    covered = forms.always()
    if all(condition is not None for condition, _, _ in cases):
        covered = forms.any_of(band.condition for _, band, _ in cases if band.condition is not None)
    return _limited(binder, scoring, _chosen(cases)), covered


def _limited(binder: Binder, scoring: tree.Scoring, form: Form) -> Form:
    """Return the score within cap and floor, and nothing where it is vetoed."""
    if scoring.cap is not None:
        form = forms.minimum([form, binder.number(scoring.cap).form])
    if scoring.floor is not None:
        form = forms.maximum([form, binder.number(scoring.floor).form])
    if scoring.veto is not None:
        form = forms.choose([(condition_form(binder, scoring.veto), forms.ZERO)], form)
    return form


def binder_of(setting: Setting, scoring: tree.Scoring) -> Binder:
    """Return a binder for a scoring rule: what the report does not state of weight and target, the rule does."""
    stated = ((WEIGHT, scoring.weight), (TARGET, scoring.target))
    ruled = {
        spelling: node
        for word, node in stated
        if node is not None
        for spelling in setting.facts.spellings(word)
    }
    return Binder(setting.facts, setting.resolve, bounds=True, ruled=ruled)


@attrs.define
class _Case:
    """A band bound to its unknowns: its condition (None for 其余) and its score."""

    condition: forms.Condition | None
    score: Form


def _cases(
    binder: Binder, scoring: tree.Scoring, weight: Term
) -> Iterator[tuple[tree.Condition | None, _Case, str]]:
    """Give the bands up to 其余, each with the text of its score."""
    for band in scoring.bands:
        form, text = _outcome(binder, band.outcome, weight)
        condition = None if band.condition is None else condition_form(binder, band.condition)
        yield band.condition, _Case(condition, form), text
        if band.condition is None:
            return


def _chosen(cases: Sequence[tuple[tree.Condition | None, _Case, str]]) -> Form:
    """Return the score of the first band that holds, 0 where none does."""
    last = next((case.score for _, case, _ in cases if case.condition is None), None)
    held = [(case.condition, case.score) for _, case, _ in cases if case.condition is not None]
    return forms.choose(held, forms.ZERO if last is None else last)


def _outcome(binder: Binder, outcome: tree.Award | tree.Deduct, weight: Term) -> tuple[Form, str]:
    if isinstance(outcome, tree.Award):
        term = binder.number(outcome.score)
        return term.form, term.text
    actual = binder.number(tree.Name(ACTUAL, outcome.span))
    reference = binder.number(outcome.reference)
    amount = binder.number(outcome.amount)
    step = Term(
        forms.measured(outcome.step.value, unit_of(outcome.step.unit).factor),
        reference.dimension,
        outcome.step.text,
    )
    match outcome.direction:
        case tree.Direction.BELOW:
            distance = forms.subtract(reference.form, actual.form)
            text = f"({reference.text} - {actual.text})"
        case tree.Direction.ABOVE:
            distance = forms.subtract(actual.form, reference.form)
            text = f"({actual.text} - {reference.text})"
        case tree.Direction.AWAY:
            distance = forms.absolute(forms.subtract(actual.form, reference.form))
            text = f"|{actual.text} - {reference.text}|"
        case tree.Direction.OUTSIDE:
            distance, text = (
                forms.subtract(forms.absolute(actual.form), reference.form),
                f"(|{actual.text}| - {reference.text})",
            )
        case _:
            assert_never(outcome.direction)
    relative = outcome.relative or _is_share_of(outcome, reference)
    unit = forms.multiply(step.form, reference.form) if relative else step.form
    away = forms.maximum([distance, forms.ZERO])
    steps: Form | None = None
    match outcome.reading:
        case tree.Reading.FULL_STEPS:
            steps = forms.rounded(forms.divide(away, unit), _ONE, Rounding.FLOOR)
        case tree.Reading.STARTED_STEPS:
            steps = forms.rounded(forms.divide(away, unit), _ONE, Rounding.CEILING)
        case tree.Reading.PROPORTIONAL:
            pass
        case _:
            assert_never(outcome.reading)
    if steps is not None:
        lost = forms.multiply(steps, forms.negate(amount.form))
    elif forms.is_number(unit) and forms.is_number(amount.form):
        # So much for each unit away: one factor, where both are numbers.
        lost = forms.multiply(away, forms.negate(forms.divide(amount.form, unit)))
    else:
        lost = forms.multiply(forms.divide(away, unit), forms.negate(amount.form))
    score = forms.add(weight.form, lost)
    if outcome.floored:
        score = forms.maximum([score, forms.ZERO])
    return score, f"{weight.text} - {text} / {step.text} × {amount.within(2)}"


def _is_share_of(outcome: tree.Deduct, reference: Term) -> bool:
    """Return whether a step of 1% means a share of the reference; of 500件 it can mean nothing else.

    Of a rate it can mean two things, so the rule has to say which. Raises BindingError.
    """
    if unit_of(outcome.step.unit).dimension != "ratio" or outcome.relative:
        return False
    if reference.dimension.plain:
        text = outcome.step.text
        points = f"{decimal_text(outcome.step.value * unit_of(outcome.step.unit).factor * 100)}个百分点"
        raise BindingError(
            outcome.step.span,
            f"{text} 有两种读法：请写 相对 {text}，或 {points}",
            f"{text} can be read two ways: write 'relative {text}' or '{points}'",
        )
    return True


def condition_form(binder: Binder, condition: tree.Condition) -> forms.Condition:
    """Return a condition of a scoring rule over the binder's unknowns. Raises BindingError, MissingError."""
    match condition:
        case tree.Compare():
            left, right = binder.bind(condition.left), binder.bind(condition.right)
            if isinstance(left, Words) and isinstance(right, Words):
                same = {same_words(text) for text, _ in left.values} == {
                    same_words(text) for text, _ in right.values
                }
                return (
                    forms.always() if same is (condition.relation is tree.Relation.EQUAL) else forms.never()
                )
            one, two = one_number(condition.left, left), one_number(condition.right, right)
            check_kinds(condition, one, two)
            return forms.test(condition.relation, forms.subtract(one.form, two.form))
        case tree.All():
            return forms.all_of([condition_form(binder, part) for part in condition.parts])
        case tree.Any():
            return forms.any_of([condition_form(binder, part) for part in condition.parts])
        case tree.Not():
            return forms.none_of(condition_form(binder, condition.part))
        case tree.Implies():
            premise = forms.none_of(condition_form(binder, condition.premise))
            return forms.any_of([premise, condition_form(binder, condition.conclusion)])
        case tree.Exists():
            return forms.always() if exists(binder.facts, condition.name) else forms.never()
    assert_never(condition)
