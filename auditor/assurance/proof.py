"""Prove what a scoring rule promises, by exact analysis of its straight pieces.

The weight and target are those that the rule states. The actual value runs over its whole domain:
from 0 upwards, or over all numbers where the rule measures a deviation to both sides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

import attrs

from auditor.assurance.choosing import said
from auditor.assurance.properties import PROPERTIES, Answer, Scheme, of_criteria
from auditor.assurance.piecewise import OutOfReachError, lines_of
from auditor.assurance.scene import report_of
from auditor.assurance.units import inferred, stub
from auditor.assurance.walking import nodes_in
from auditor.assurance.examples import info_of
from auditor.evaluation import forms
from auditor.evaluation.binding import Binder, BindingError, MissingError
from auditor.evaluation.conditions import Setting
from auditor.evaluation.facts import Facts
from auditor.evaluation.scoring import condition_form, resolver, score_term
from auditor.evaluation.variables import Variable
from auditor.language import tree
from auditor.language.rulebook import Rulebook
from auditor.numbers import Interval, Unit, unit_of

ACTUALS = frozenset({"业绩值", "实际值", "实际完成值", "完成值", "actual"})
TARGETS = frozenset({"标杆值", "目标值", "指标值", "target"})
WEIGHTS = frozenset({"权重", "权重分", "满分", "分值", "weight", "full"})


@attrs.frozen(kw_only=True)
class Proof:
    """What was found out about one property of one scoring rule.

    `witness` is a value of the actual figure, or two, for which the property breaks, as a rule would
    write it. `known` says that the rule file records the defect as the report's own.
    """

    file: str
    rule: str
    scoring: tree.Scoring
    property: str
    result: str
    witness: str | None = None
    reason: tuple[str, str] = ("", "")
    known: bool = False


def prove(book: Rulebook) -> Iterator[Proof]:
    """Prove every property of every scoring rule, in the order of the files."""
    synonyms = [synonym.names for synonym in book.synonyms]
    catalogue = {row.id: row for file in book.files for each in file.catalogues for row in each.indicators}
    for file in book.files:
        for scoring in file.scorings:
            yield from proofs_of(completed(scoring, catalogue), file.name, synonyms)


def completed(scoring: tree.Scoring, catalogue: Mapping[str, tree.Indicator]) -> tree.Scoring:
    """Return `scoring` with weight and target from the indicator catalogue where it states none itself."""
    row = catalogue.get(scoring.id)
    if row is None:
        return scoring
    return attrs.evolve(scoring, weight=scoring.weight or row.weight, target=scoring.target or row.target)


def proofs_of(scoring: tree.Scoring, file: str = "", synonyms: object = ()) -> list[Proof]:
    """Prove every property of one scoring rule."""
    known = scoring.known is not None
    return [
        Proof(
            file=file, rule=scoring.id, scoring=scoring, property=name, result=answer.result, witness=answer.witness,
            reason=(answer.zh, answer.en), known=known and answer.result == "refuted" and name != "cliff",
        )
        for name, answer in _answers(scoring, synonyms)
    ]  # fmt: skip


def _answers(scoring: tree.Scoring, synonyms: object) -> list[tuple[str, Answer]]:
    if not scoring.bands and scoring.formula is None:
        return of_criteria(scoring, weight_of(scoring))
    try:
        scheme = scheme_of(scoring, synonyms if isinstance(synonyms, list | tuple) else ())
    except OutOfReachError as error:
        answer = Answer("undecided", zh=error.zh, en=error.en)
        return [(name, answer) for name in PROPERTIES]
    return [(name, answer) for name, decide in PROPERTIES.items() if (answer := decide(scheme)) is not None]


def weight_of(scoring: tree.Scoring) -> Fraction | None:
    """Return the weight that the rule states, or the one that all its examples give."""
    if isinstance(scoring.weight, tree.Number):
        return scoring.weight.value * unit_of(scoring.weight.unit).factor
    return _example_value(scoring, WEIGHTS)


def target_of(scoring: tree.Scoring) -> Fraction | None:
    """Return the target that the rule states, or the one that all its examples give, if it is a number."""
    if isinstance(scoring.target, tree.Number):
        return scoring.target.value * unit_of(scoring.target.unit).factor
    return None if scoring.target is not None else _example_value(scoring, TARGETS)


def _example_value(scoring: tree.Scoring, names: frozenset[str]) -> Fraction | None:
    values = {
        binding.value.value * unit_of(binding.value.unit).factor
        for example in scoring.examples
        for binding in example.bindings
        if binding.name in names and isinstance(binding.value, tree.Number)
    }
    return values.pop() if len(values) == 1 else None


def scheme_of(scoring: tree.Scoring, synonyms: list[tuple[str, ...]] | tuple[()] = ()) -> Scheme:
    """Return a scoring rule as straight pieces over its actual value. Raises OutOfReachError."""
    if not scoring.bands and scoring.formula is None:
        raise OutOfReachError("要点由人判断", "criteria are judged by a person")
    weight = weight_of(scoring)
    if weight is None:
        raise OutOfReachError("没有写明权重", "the weight is not stated")
    target = target_of(scoring)
    units = inferred(scoring)
    facts = Facts(report_of(scoring, _stand_ins(scoring, units, weight, target)), synonyms)
    setting = Setting(facts, info_of(scoring), resolve=resolver(facts, scoring), bounds=True)
    binder = Binder(facts, setting.resolve, bounds=True)
    try:
        term = score_term(setting, binder, scoring)
        covered = _covered(binder, scoring)
    except BindingError as error:
        raise OutOfReachError(error.zh, error.en) from error
    except MissingError as error:
        raise OutOfReachError(f"没有 {error.name}", f"{error.name} is not stated") from error
    except forms.TooLargeError as error:
        raise OutOfReachError("公式过长", "the formula is too long") from error
    given = _given(scoring, binder.variables, weight, target)
    free = [at for at in range(len(binder.variables)) if at not in given]
    if len(free) > 1:
        keys = "、".join(binder.variables[at].key for at in free)
        raise OutOfReachError(f"得分取决于几个数字：{keys}", f"the score depends on several figures: {keys}")
    unit = binder.variables[free[0]].alternatives[0].finest.unit if free else unit_of("")
    domain = domain_of(scoring, unit)
    try:
        form, within = forms.substituted(term.form, given), _condition(covered, given)
    except forms.ZeroBaseError as error:
        raise OutOfReachError("公式除以零", "the formula divides by zero") from error
    return Scheme(
        scoring=scoring, weight=weight, target=target, unit=unit, domain=domain,
        lines=tuple(lines_of(form, domain)), form=form, covered=within,
    )  # fmt: skip


def _condition(covered: forms.Condition, given: Mapping[int, Fraction]) -> forms.Condition:
    # A condition travels as the case of a choice, which is what the engine can put values into.
    zero, one = forms.constant(Fraction(0)), forms.constant(Fraction(1))
    found = forms.substituted(forms.choose([(covered, one)], zero), given)
    if isinstance(found, forms.Choice):
        return found.cases[0][0]
    return forms.always() if found == one else forms.never()


def _covered(binder: Binder, scoring: tree.Scoring) -> forms.Condition:
    if scoring.formula is not None or any(band.condition is None for band in scoring.bands):
        return forms.always()
    return forms.any_of([condition_form(binder, band.condition) for band in scoring.bands if band.condition is not None])


def _stand_ins(
    scoring: tree.Scoring, units: Mapping[str, str], weight: Fraction, target: Fraction | None
) -> list[tree.Binding]:
    """Return a binding for every name the rule uses; the actual value stands in with any value."""
    spot = scoring.span
    stated = scoring.target if isinstance(scoring.target, tree.Number | tree.Text) else None
    unit = next((units[name] for name in units if name in ACTUALS), None) or _unit_of_target(scoring, units)
    found: dict[str, tree.Binding] = {}
    for part in nodes_in(attrs.evolve(scoring, examples=(), actual=None)):
        if not isinstance(part, tree.Name):
            continue
        name = part.key
        if name in WEIGHTS:
            value: tree.Number | tree.Text | tree.Date = tree.Number(weight, "分", said(weight, unit_of("分")), spot)
            name = "权重"
        elif name in TARGETS and (stated is not None or target is not None):
            name = "标杆值"
            value = stated or tree.Number((target or Fraction(0)) / unit_of(unit).factor, unit, said(target or Fraction(0), unit_of(unit)), spot)
        elif name in ACTUALS:
            name, value = "业绩值", stub(unit, spot)
        else:
            value = stub(units.get(name, "%" if name.endswith("率") else ""), spot)
        found.setdefault(name, tree.Binding(name, value, spot))
    found.setdefault("业绩值", tree.Binding("业绩值", stub(unit, spot), spot))
    found.setdefault("权重", tree.Binding("权重", tree.Number(weight, "分", said(weight, unit_of("分")), spot), spot))
    return list(found.values())


def _unit_of_target(scoring: tree.Scoring, units: Mapping[str, str]) -> str:
    if isinstance(scoring.target, tree.Number):
        return scoring.target.unit
    return next((units[name] for name in units if name in TARGETS), "%")


def _given(
    scoring: tree.Scoring, variables: list[Variable], weight: Fraction, target: Fraction | None
) -> dict[int, Fraction]:
    found = {}
    for at, variable in enumerate(variables):
        name = variable.figure.attribute
        if variable.figure.concept == scoring.id and name in WEIGHTS:
            found[at] = weight
        elif variable.figure.concept == scoring.id and name in TARGETS and target is not None:
            found[at] = target
    return found


def domain_of(scoring: tree.Scoring, unit: Unit) -> Interval:
    """Return the values that the actual figure can have."""
    everything = Interval.everything()
    from_zero = Interval(Fraction(0), None, hi_in=False)
    if unit.dimension.startswith("count:"):
        return from_zero
    for part in nodes_in(scoring):
        match part:
            case tree.Deduct(direction=tree.Direction.BOTH) | tree.Call(function="绝对值" | "abs" | "absolute"):
                return everything
            case tree.Compare(left=left, right=right) if any(_negative(side) for side in (left, right)):
                return everything
            case tree.Binding(name=name, value=tree.Number(value=value)) if name in ACTUALS and value < 0:
                return everything
    return from_zero


def _negative(node: tree.Expression) -> bool:
    return isinstance(node, tree.Negative) or (isinstance(node, tree.Number) and node.value < 0)
