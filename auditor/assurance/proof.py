"""Prove what a scoring rule promises, by exact analysis of its straight pieces.

The weight and target are those that the rule states. The actual value runs over its whole domain:
from 0 upwards, or over all numbers where the rule measures a deviation to both sides.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import records
from auditor.assurance.criteria import amount_of, of_criteria
from auditor.assurance.extent import extent_of
from auditor.assurance.piecewise import MAX_STEPS, OutOfReachError, pieces_of
from auditor.assurance.presence import MOST, asked_for, of_each_way
from auditor.assurance.properties import PROPERTIES, Answer, Scheme
from auditor.assurance.several import Several, of_several
from auditor.assurance.units import inferred
from auditor.assurance.walking import nodes_in, paths_in, replaced
from auditor.assurance.words import of_texts, texts_of
from auditor.evaluation import forms
from auditor.evaluation.binding import Binder, BindingError, Bound, MissingError, Term, Words
from auditor.evaluation.dates import day_of
from auditor.evaluation.dimensions import Dimension
from auditor.evaluation.facts import Facts
from auditor.evaluation.scoring import score_form
from auditor.language import tree
from auditor.language.indicators import catalogued, completed, indicators_of, schemes_used
from auditor.numbers import Interval, Unit, unit_of
from auditor.report.model import Document, Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.language.rulebook import Rulebook

ACTUALS = frozenset({"业绩值", "实际值", "实际完成值", "完成值", "actual"})
TARGETS = frozenset({"标杆值", "目标值", "指标值", "target"})
WEIGHTS = frozenset({"权重", "权重分", "满分", "分值", "weight", "full"})
_STATED = TARGETS | WEIGHTS
_TELLING = frozenset({tree.Deduct, tree.Call, tree.Compare, tree.Binding})
_WITHOUT_SIGN = frozenset({"绝对值", "abs", "absolute"})
_EVERYTHING = Interval.everything()
_FROM_ZERO = Interval(Fraction(0), None, hi_in=False)
_CALENDAR = Interval(Fraction(dt.date.min.toordinal()), Fraction(dt.date.max.toordinal()))


@records.frozen(kw_only=True)
class _Answered:
    """An answer about a scoring rule, and what is read off the two."""

    scoring: tree.Scoring
    answer: Answer

    @property
    def rule(self) -> str:
        """Return the rule's id."""
        return self.scoring.id

    @property
    def result(self) -> str:
        """Return proved, refuted or undecided."""
        return self.answer.result

    @property
    def witness(self) -> str | None:
        """Return a value of the actual figure, or two, for which the property breaks, as a rule would write it."""
        return self.answer.witness

    @property
    def reason(self) -> tuple[str, str]:
        """Return why, in both languages."""
        return self.answer.zh, self.answer.en


@records.frozen(kw_only=True)
class Proof(_Answered):
    """What was found out about one property of one scoring rule.

    `known` says that the rule file records the defect as the report's own.
    """

    file: str
    property: str
    known: bool = False


def prove(book: Rulebook) -> Iterator[Proof]:
    """Prove every property of every scoring rule of the sound files, in their order."""
    synonyms = [synonym.names for synonym in book.synonyms]
    rows, schemes = indicators_of(book.files), schemes_used(book.files)
    for file in book.sound:
        for scoring in file.scorings:
            if scoring.id not in schemes or scoring.weight is not None:
                yield from proofs_of(completed(scoring, rows.get(scoring.id)), file.name, synonyms)
        for scoring in catalogued(file, book.files):
            if scoring.bands or scoring.formula or scoring.criteria:
                yield from proofs_of(scoring, file.name, synonyms)


def proofs_of(scoring: tree.Scoring, file: str = "", synonyms: Sequence[Sequence[str]] = ()) -> list[Proof]:
    """Prove every property of one scoring rule."""
    known = scoring.known is not None
    return [
        Proof(
            file=file, scoring=scoring, property=name, answer=answer,
            known=known and answer.result == "refuted" and name != "cliff",
        )
        for name, answer in _answers(scoring, synonyms)
    ]  # fmt: skip


def _answers(scoring: tree.Scoring, synonyms: Sequence[Sequence[str]]) -> list[tuple[str, Answer]]:
    if not scoring.bands and scoring.formula is None:
        return of_criteria(scoring, weight_of(scoring))
    weight, plain = weight_of(scoring), _plain(scoring, synonyms)
    nodes = tuple(nodes_in(plain))
    texts = texts_of(plain, nodes, ACTUALS, _STATED) if weight is not None else None
    if weight is not None and texts is not None:
        return of_texts(plain, weight, texts)
    names = asked_for(nodes)
    if 0 < len(names) <= MOST:
        return of_each_way(plain, names, lambda settled: _decided(settled, tuple(nodes_in(settled))))
    return _decided(plain, nodes)


def _decided(plain: tree.Scoring, nodes: Sequence[object]) -> list[tuple[str, Answer]]:
    try:
        formed = _formed(plain, nodes)
        if len(formed.binder.unknowns) > 1:
            return of_several(_several(formed))
        scheme = _scheme(formed)
    except OutOfReachError as error:
        unknown = Answer("undecided", zh=error.zh, en=error.en)
        return [(name, unknown) for name in PROPERTIES]
    return [(name, answer) for name, decide in PROPERTIES.items() if (answer := decide(scheme)) is not None]


def weight_of(scoring: tree.Scoring) -> Fraction | None:
    """Return the weight that the rule states, or the one that all its examples give."""
    if isinstance(scoring.weight, tree.Number):
        return unit_of(scoring.weight.unit).in_base(scoring.weight.value)
    return _example_value(scoring, WEIGHTS)


def target_of(scoring: tree.Scoring) -> Fraction | None:
    """Return the target that the rule states, or the one that all its examples give: a number or a day."""
    if isinstance(scoring.target, tree.Date):
        return day_of(scoring.target.value)
    if isinstance(scoring.target, tree.Number):
        return unit_of(scoring.target.unit).in_base(scoring.target.value)
    return None if scoring.target is not None else _example_value(scoring, TARGETS)


def _example_value(scoring: tree.Scoring, names: frozenset[str]) -> Fraction | None:
    values = {
        unit_of(binding.value.unit).in_base(binding.value.value)
        for example in scoring.examples
        for binding in example.bindings
        if binding.name in names and isinstance(binding.value, tree.Number)
    }
    return values.pop() if len(values) == 1 else None


def scheme_of(scoring: tree.Scoring, synonyms: Sequence[Sequence[str]] = ()) -> Scheme:
    """Return a scoring rule as straight pieces over its actual value. Raises OutOfReachError."""
    plain = _plain(scoring, synonyms)
    return _scheme(_formed(plain, tuple(nodes_in(plain))))


@attrs.define(kw_only=True)
class _Formed:
    """A scoring rule bound to what it states: its score and what its bands cover, as forms over its unknowns."""

    scoring: tree.Scoring
    nodes: Sequence[object]
    weight: Fraction
    target: Fraction | None
    unit: Unit
    units: Mapping[str, str]
    binder: _Stated
    form: forms.Form
    covered: forms.Condition


def _formed(scoring: tree.Scoring, nodes: Sequence[object]) -> _Formed:
    if not scoring.bands and scoring.formula is None:
        raise OutOfReachError("要点由人判断", "criteria are judged by a person")
    weight = weight_of(scoring)
    if weight is None:
        raise OutOfReachError("没有写明权重", "the weight is not stated")
    target = target_of(scoring)
    units = inferred(scoring, nodes=nodes)
    unit = unit_of(
        next((units[name] for name in units if name in ACTUALS), None) or _unit_of_target(scoring, units)
    )
    if not unit.is_numeric and unit.dimension != "date":
        raise OutOfReachError("业绩值是文字", "the actual value is a text")
    binder = _Stated(scoring, unit, weight, target, units)
    try:
        # No report is needed: its figures are those that the rule states, and one unknown.
        form, covered = score_form(binder, scoring)
    except BindingError as error:
        raise OutOfReachError(error.zh, error.en) from error
    except MissingError as error:
        raise OutOfReachError(f"没有 {error.name}", f"{error.name} is not stated") from error
    except forms.TooLargeError as error:
        raise OutOfReachError("公式过长", "the formula is too long") from error
    return _Formed(
        scoring=scoring, nodes=nodes, weight=weight, target=target, unit=unit, units=units, binder=binder, form=form, covered=covered
    )  # fmt: skip


def _scheme(formed: _Formed) -> Scheme:
    scoring, unit, unknowns = formed.scoring, formed.unit, formed.binder.unknowns
    if len(unknowns) > 1:
        keys = "、".join(unknowns)
        raise OutOfReachError(f"得分取决于几个数字：{keys}", f"the score depends on several figures: {keys}")
    name, target = next(iter(unknowns), "业绩值"), formed.target
    if unknowns and name not in ACTUALS:
        unit = formed.binder.measured[0]
        if Dimension.of(unit) != formed.binder.aim:
            target = None  # set for another figure
    domain = domain_of(scoring, unit, formed.nodes)
    pieces = pieces_of(formed.form, domain, _steps(scoring, formed.weight, formed.form))
    return Scheme(
        scoring=scoring, weight=formed.weight, target=target, name=name, unit=unit, domain=domain,
        pieces=pieces, extent=extent_of(pieces), form=formed.form, covered=formed.covered,
    )  # fmt: skip


def _several(formed: _Formed) -> Several:
    names, units = tuple(formed.binder.unknowns), tuple(formed.binder.measured)
    deductions = [band.outcome for band in formed.scoring.bands if isinstance(band.outcome, tree.Deduct)]
    return Several(
        form=formed.form, covered=formed.covered, weight=formed.weight, target=formed.target, names=names, units=units,
        domains=tuple(domain_of(formed.scoring, unit, formed.nodes) for unit in units),
        actual=next((at for at, name in enumerate(names) if name in ACTUALS), None),
        exhausting=any(each.floored for each in deductions) and formed.scoring.floor is None,
        steps=_steps(formed.scoring, formed.weight, formed.form),
    )  # fmt: skip


def _plain(scoring: tree.Scoring, synonyms: Sequence[Sequence[str]]) -> tree.Scoring:
    """Return the rule with declared synonyms of the actual value, target and weight replaced by the usual word."""
    usual = {
        name: word
        for group in synonyms
        for word, known in (("业绩值", ACTUALS), ("标杆值", TARGETS), ("权重", WEIGHTS))
        if known & set(group)
        for name in set(group) - known
    }
    if not usual:
        return scoring
    for path, node in list(paths_in(scoring)):
        if isinstance(node, tree.Name) and node.key in usual:
            scoring = replaced(scoring, path, attrs.evolve(node, key=usual[node.key]))
        elif isinstance(node, tree.Binding) and node.name in usual:
            scoring = replaced(scoring, (*path, "name"), usual[node.name])
    return scoring


class _Stated(Binder):
    """Binds a scoring rule to what it states itself: weight and target as numbers, every other name as an unknown."""

    def __init__(
        self,
        scoring: tree.Scoring,
        unit: Unit,
        weight: Fraction,
        target: Fraction | None,
        units: Mapping[str, str],
    ) -> None:
        super().__init__(_nothing(), bounds=True)
        self.unknowns: dict[str, int] = {}
        self.measured: list[Unit] = []
        self.aim: Dimension | None = None
        self._units = units
        self._unit = unit
        self._linked = None if scoring.actual is None else scoring.actual.key
        self._values: dict[str, Bound] = {}
        self._weight = Term(forms.constant(weight), _SCORE, "权重")
        self._target: Bound | None = None
        if isinstance(scoring.target, tree.Text):
            self._target = Words(((scoring.target.value, None),))
        elif target is not None:
            self.aim = Dimension.of(
                unit_of(scoring.target.unit if isinstance(scoring.target, tree.Number) else unit.symbol)
            )
            self._target = Term(forms.constant(target), self.aim, "目标值")

    def bind(self, node: tree.Expression) -> Bound:
        """Bind an expression; names need no report."""
        if type(node) is not tree.Name:
            return super().bind(node)
        found = self._values.get(node.key)
        if found is None:
            found = self._values[node.key] = self._meant(node)
        return found

    def _meant(self, node: tree.Name) -> Bound:
        if node.is_pattern:
            raise MissingError(node.key)
        if node.key in WEIGHTS:
            return self._weight
        if node.key in TARGETS and self._target is not None:
            return self._target
        name = "业绩值" if node.key in ACTUALS or node.key == self._linked else node.key
        unit = (
            self._unit
            if name == "业绩值"
            else unit_of(self._units.get(name, "%" if name.endswith("率") else ""))
        )
        index = self.unknowns.setdefault(name, len(self.unknowns))
        if index == len(self.measured):
            self.measured.append(unit)
        return Term(forms.variable(index), Dimension.of(unit), name)


_SCORE = Dimension.of(unit_of("分"))


@functools.cache
def _nothing() -> Facts:
    return Facts(Report(document=Document(name=""), figures={}))


def _steps(scoring: tree.Scoring, weight: Fraction, form: forms.Form) -> int:
    """Return how many steps cost the whole weight, two more to be sure; 0 where that is not told."""
    most = 0
    for band in scoring.bands:
        if isinstance(band.outcome, tree.Deduct) and band.outcome.reading is not tree.Reading.PROPORTIONAL:
            amount = amount_of(band.outcome.amount, weight)
            if amount is None or amount <= 0 or weight / amount > MAX_STEPS:
                return 0
            most = max(most, (weight / amount).__ceil__() + 2)
    return 0 if most and forms.rounds(form) else most


def _unit_of_target(scoring: tree.Scoring, units: Mapping[str, str]) -> str:
    if isinstance(scoring.target, tree.Number):
        return scoring.target.unit
    return next((units[name] for name in units if name in TARGETS), "%")


def domain_of(scoring: tree.Scoring, unit: Unit, nodes: Sequence[object] | None = None) -> Interval:
    """Return the values that the actual figure can have; `nodes` are those of the rule, where at hand."""
    if unit.dimension.startswith("count:"):
        return _FROM_ZERO
    if unit.dimension == "date":
        return _CALENDAR
    if scoring.target is not None and _negative(scoring.target):
        return _EVERYTHING
    for part in nodes_in(scoring) if nodes is None else nodes:
        if type(part) in _TELLING and _signed(part):
            return _EVERYTHING
    return _FROM_ZERO


def _signed(node: object) -> bool:
    """Whether a node of a rule says that its actual value can be below zero."""
    match node:
        case tree.Deduct():
            return node.direction is tree.Direction.OUTSIDE
        case tree.Call():
            return node.function in _WITHOUT_SIGN
        case tree.Compare():
            return _negative(node.left) or _negative(node.right)
        case tree.Binding(name=name, value=tree.Number(value=value)):
            return name in ACTUALS and value < 0
    return False


def _negative(node: tree.Expression) -> bool:
    return isinstance(node, tree.Negative) or (isinstance(node, tree.Number) and node.value.numerator < 0)
