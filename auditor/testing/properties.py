"""Ready properties of rules: total, order-independent, unit-independent, rounding-safe; of scores: bounded, monotone.

Each is a hypothesis test made from a rule. hypothesis is the falsifier of the engine here: what holds of
a scoring rule on all values is proved by `auditor rules prove`.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

import attrs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.assurance.examples import Result, result_of
from auditor.assurance.piecewise import OutOfReachError
from auditor.assurance.proof import TARGETS, WEIGHTS, scheme_of
from auditor.assurance.properties import trend
from auditor.findings import Verdict
from auditor.language import tree
from auditor.numbers import decimal_text
from auditor.source import Span
from auditor.testing.equations import equations_of
from auditor.testing.strategies import Bindings, actual_values, breaking, satisfying

AnyRule = tree.Rule | tree.Scoring
Check = Callable[[], None]

_NOWHERE = Span(0, 0)
_LARGER = {"元": "万元", "万元": "亿元"}
_TEN_THOUSAND = 4


def holds(rule: AnyRule, bindings: Bindings) -> Result:
    """Judge `rule` on figures; the verdict (or the score) stands in the result."""
    if isinstance(rule, tree.Scoring):
        full = tree.Number(Fraction(0), "分", "0.0000分", _NOWHERE)
        return result_of("", rule, tree.Example(bindings, None, full, _NOWHERE))
    return result_of("", rule, tree.Example(bindings, Verdict.EXACT, None, _NOWHERE))


def properties_of(rule: AnyRule, examples: int = 50) -> Iterator[tuple[str, Check]]:
    """Give the properties that apply to `rule`, each as a test to be called."""
    for name, make in PROPERTIES.items():
        made = make(rule, examples)
        if made is not None:
            yield name, made


def _test(strategy: st.SearchStrategy[object], judge: Callable[[object], None], examples: int) -> Check:
    quick = settings(
        max_examples=examples, deadline=None, derandomize=True, database=None,
        suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
    )  # fmt: skip
    return quick(given(strategy)(judge))


def _figures(rule: tree.Rule) -> st.SearchStrategy[Bindings]:
    return st.one_of(satisfying(rule), breaking(rule))


def total(rule: AnyRule, examples: int) -> Check | None:
    """Whatever the figures: a verdict or a score, and no exception."""
    if isinstance(rule, tree.Scoring):
        return _scores(rule, examples, _anything)

    def judge(bindings: object) -> None:
        assert isinstance(bindings, tuple)  # noqa: S101 - the property
        assert holds(rule, bindings).verdict is not None  # noqa: S101 - the property

    return _test(_figures(rule), judge, examples) if _usable(rule) else None


def _anything(_score: Fraction) -> None:
    """Accept every score."""


def order_independent(rule: AnyRule, examples: int) -> Check | None:
    """The order in which a report states its figures changes nothing."""
    if isinstance(rule, tree.Scoring) or not equations_of([rule]):
        return None

    def judge(bindings: object) -> None:
        assert isinstance(bindings, tuple)  # noqa: S101 - the property
        assert holds(rule, bindings).verdict is holds(rule, bindings[::-1]).verdict  # noqa: S101 - the property

    return _test(_figures(rule), judge, examples)


def unit_independent(rule: AnyRule, examples: int) -> Check | None:
    """The same amount in a larger unit, printed as finely, changes nothing."""
    if isinstance(rule, tree.Scoring) or not equations_of([rule]):
        return None

    def judge(bindings: object) -> None:
        assert isinstance(bindings, tuple)  # noqa: S101 - the property
        larger = tuple(attrs.evolve(each, value=_larger(each.value)) for each in bindings)
        assert holds(rule, bindings).verdict is holds(rule, larger).verdict  # noqa: S101 - the property

    return _test(_figures(rule), judge, examples)


def _larger(value: tree.Number | tree.Text | tree.Date) -> tree.Number | tree.Text | tree.Date:
    if not isinstance(value, tree.Number) or value.unit not in _LARGER:
        return value
    unit = _LARGER[value.unit]
    places = len(value.text.removesuffix(value.unit).partition(".")[2]) + _TEN_THOUSAND
    scaled = value.value / 10**_TEN_THOUSAND
    head, _, tail = decimal_text(scaled, places=places).partition(".")
    return tree.Number(scaled, unit, f"{head}.{tail.ljust(places, '0')}{unit}", value.span)


def rounding_safe(rule: AnyRule, examples: int) -> Check | None:
    """True values that fit, each rounded for print, are never called a discrepancy."""
    if isinstance(rule, tree.Scoring) or not equations_of([rule]):
        return None

    def judge(bindings: object) -> None:
        assert isinstance(bindings, tuple)  # noqa: S101 - the property
        assert holds(rule, bindings).verdict is not Verdict.DISCREPANCY  # noqa: S101 - the property

    return _test(satisfying(rule), judge, examples)


def bounded(rule: AnyRule, examples: int) -> Check | None:
    """The score lies between 0 and the weight; left out where the rule records a defect of its own."""
    if not isinstance(rule, tree.Scoring) or rule.known is not None:
        return None
    try:
        weight = scheme_of(rule).weight
    except OutOfReachError:
        return None

    def judge(value: Fraction) -> None:
        assert 0 <= value <= weight  # noqa: S101 - the property

    return _scores(rule, examples, judge)


def monotone(rule: AnyRule, examples: int) -> Check | None:
    """The score moves with the actual value as the rule says."""
    if not isinstance(rule, tree.Scoring) or rule.known is not None or trend(rule) is None:
        return None
    sign = 1 if trend(rule) else -1
    try:
        values = actual_values(rule)
    except OutOfReachError:
        return None

    def judge(found: object) -> None:
        assert isinstance(found, list)  # noqa: S101 - the property
        scored = [(value.value, _score(rule, value)) for value in sorted(found, key=lambda each: each.value)]
        for (_, one), (_, two) in itertools.pairwise(scored):
            assert (two - one) * sign >= 0  # noqa: S101 - the property

    return _test(st.lists(values, min_size=2, max_size=8), judge, examples)


def _scores(rule: tree.Scoring, examples: int, judge: Callable[[Fraction], None]) -> Check | None:
    try:
        values = actual_values(rule)
    except OutOfReachError:
        return None

    def each(value: object) -> None:
        assert isinstance(value, tree.Number | tree.Date)  # noqa: S101 - the property
        judge(_score(rule, value))

    return _test(values, each, examples)


def _score(rule: tree.Scoring, value: tree.Number | tree.Date) -> Fraction:
    # A rule that several indicators share states neither weight nor target: its examples do.
    stated = rule.examples[0].bindings if rule.examples and rule.weight is None else ()
    given = [each for each in stated if each.name in WEIGHTS | TARGETS]
    shown = holds(rule, (*given, tree.Binding("业绩值", value, _NOWHERE)))
    assert shown.verdict is not None, shown.why  # noqa: S101 - the property
    assert shown.score is not None  # noqa: S101 - the property
    return shown.score


def _usable(rule: tree.Rule) -> bool:
    return bool(equations_of([rule]) or rule.examples)


PROPERTIES: Mapping[str, Callable[[AnyRule, int], Check | None]] = {
    "total": total,
    "order_independent": order_independent,
    "unit_independent": unit_independent,
    "rounding_safe": rounding_safe,
    "bounded": bounded,
    "monotone": monotone,
}
