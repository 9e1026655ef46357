"""Reports made up from rules: such as satisfy them, such as break exactly one, figures near every border."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs
from hypothesis import assume
from hypothesis import strategies as st

from auditor.assurance.choosing import counts, said
from auditor.assurance.examples import result_of
from auditor.assurance.proof import scheme_of
from auditor.assurance.scene import printed
from auditor.findings import Verdict
from auditor.language import tree
from auditor.numbers import Rounding, decimal_text, round_to, unit_of
from auditor.report.model import Document, Figure, Mention, Places, Report
from auditor.source import Location, Span
from auditor.testing.equations import Equation, NotComputableError, equations_of, units_of, value_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Bindings = tuple[tree.Binding, ...]
_SOME_DAY, _DAYS = 738_886, 800
"""Days are counted from the first of the calendar: 2024-01-01, and two years to both sides of a border."""

_NOWHERE = Span(0, 0)
_STEPS = {
    "money": Fraction(1, 100),
    "ratio": Fraction(1, 100),
    "points": Fraction(1, 100),
    "score": Fraction(1, 100),
}
_HOLDS = frozenset({Verdict.EXACT, Verdict.WITHIN_ROUNDING, Verdict.ROUNDING_GAP})


class _Plan:
    """Rules and their equations, with a short name: hypothesis prints what its strategies are made of."""

    def __init__(self, rules: Sequence[tree.Rule], equations: Sequence[Equation]) -> None:
        self.rules, self.equations = tuple(rules), tuple(equations)
        self.units = units_of(rules, equations)
        self._modes: dict[str, Rounding] = {}
        for each in equations:
            if each.rule.rounding is not None:
                self._modes.update(dict.fromkeys((*each.names, each.claim), each.rule.rounding))

    def printed(self, name: str, value: Fraction) -> tree.Number:
        """Return a true value as a report prints it that rounds as the rule of the figure says."""
        return number(value, self.units[name], self._modes.get(name, Rounding.HALF_UP))

    def __repr__(self) -> str:
        return f"<{len(self.equations)} equations>"


def number(value: Fraction, unit: str, mode: Rounding = Rounding.HALF_UP) -> tree.Number:
    """Return `value` (in base units) as it would be printed in `unit`, rounded by `mode`."""
    known = unit_of(unit)
    step = _STEPS.get(known.dimension, Fraction(1))
    scaled = round_to(value / known.factor, step, mode)
    text = decimal_text(scaled)
    if step != 1:
        head, _, tail = text.partition(".")
        text = f"{head}.{tail.ljust(2, '0')}"
    return tree.Number(scaled, unit, f"{text}{unit}", _NOWHERE)


def true_values(unit: str) -> st.SearchStrategy[Fraction]:
    """Return values that a figure of `unit` may truly have, finer than anybody prints."""
    known = unit_of(unit)
    if known.is_exact:
        return st.integers(1, 500).map(Fraction)
    if known.dimension == "score":
        # Weights and targets are set, not measured: what is printed is what they are.
        return st.integers(1, 10_000).map(lambda whole: Fraction(whole, 100))
    most = 100_00_00 if known.dimension != "money" else 1_000_000_00
    return st.integers(1, most).map(lambda whole: Fraction(whole, 10_000) * known.factor)


def satisfying(rule: tree.Rule) -> st.SearchStrategy[Bindings]:
    """Return figures on which `rule` holds: true values that fit, each rounded for print."""
    equations = equations_of([rule])
    if not equations:
        return _varied(rule, _HOLDS)
    return _filled(_Plan([rule], equations)).map(lambda values: tuple(values.values()))


def breaking(rule: tree.Rule) -> st.SearchStrategy[Bindings]:
    """Return figures on which `rule` breaks, whatever rounding may hide."""
    equations = equations_of([rule])
    if not equations:
        return _varied(rule, frozenset({Verdict.DISCREPANCY}))
    return _broken(_Plan([rule], equations))


@st.composite
def _broken(draw: st.DrawFn, plan: _Plan) -> Bindings:
    (rule,) = plan.rules
    values = dict(draw(_filled(plan)))
    claim = draw(st.sampled_from(sorted({each.claim for each in plan.equations})))
    values[claim] = draw(_moved(values[claim]))
    found = tuple(values.values())
    example = tree.Example(found, Verdict.DISCREPANCY, None, _NOWHERE)
    assume(result_of("", rule, example).verdict is Verdict.DISCREPANCY)
    return found


@st.composite
def _moved(draw: st.DrawFn, binding: tree.Binding) -> tree.Binding:
    value = binding.value
    assert isinstance(value, tree.Number)  # noqa: S101 - what was established before
    unit = unit_of(value.unit)
    step = _STEPS.get(unit.dimension, Fraction(1))
    count = draw(st.one_of(st.integers(100, 10_000), st.integers(1, 50)))
    sign = draw(st.sampled_from([1, -1]))
    return attrs.evolve(binding, value=number((value.value + sign * count * step) * unit.factor, value.unit))


@st.composite
def _filled(draw: st.DrawFn, plan: _Plan) -> Mapping[str, tree.Binding]:
    units, equations = plan.units, plan.equations
    claims = {each.claim for each in equations}
    names = list(dict.fromkeys(name for each in equations for name in (*each.names, each.claim)))
    values = {name: draw(true_values(units[name])) for name in names if name not in claims}
    for each in equations:
        try:
            values[each.claim] = value_of(each.formula, values)
        except NotComputableError:
            assume(False)  # noqa: FBT003 - the library's own form
        unit = unit_of(units[each.claim])
        if unit.is_exact:
            assume(values[each.claim].denominator == 1)
    return {name: tree.Binding(name, plan.printed(name, values[name]), _NOWHERE) for name in names}


@st.composite
def _varied(draw: st.DrawFn, rule: tree.Rule, wanted: frozenset[Verdict]) -> Bindings:
    """Start from an example of the rule and move its numbers, for rules that are no equations."""
    assume(rule.examples)
    example = draw(st.sampled_from(rule.examples))
    scale = draw(st.integers(1, 20))
    moved = draw(st.booleans())
    bindings = []
    for binding in example.bindings:
        value = binding.value
        if (
            isinstance(value, tree.Number)
            and moved
            and unit_of(value.unit).dimension not in {"ratio", "score"}
        ):
            value = number(value.value * scale * unit_of(value.unit).factor, value.unit)
        bindings.append(attrs.evolve(binding, value=value))
    found = tuple(bindings)
    verdict = result_of("", rule, tree.Example(found, Verdict.EXACT, None, _NOWHERE)).verdict
    assume(verdict in wanted)
    return found


# Whole reports ---------------------------------------------------------------------------------


def reports(rules: Sequence[tree.Rule]) -> st.SearchStrategy[Report]:
    """Return reports that satisfy every rule of `rules` which is a chain of equations; others find no figures."""
    equations = equations_of(rules)
    return _filled(_Plan(rules, equations)).map(report_of_bindings)


def broken_reports(rules: Sequence[tree.Rule]) -> st.SearchStrategy[tuple[Report, str]]:
    """Return reports that break exactly one of `rules`, each with the rule's id."""
    return _broken_reports(_Plan(rules, equations_of(rules)))


@st.composite
def _broken_reports(draw: st.DrawFn, plan: _Plan) -> tuple[Report, str]:
    equations = plan.equations
    values = dict(draw(_filled(plan)))
    used = {name for each in equations for name in each.names}
    own = [each for each in equations if each.claim not in used]
    assume(own)
    chosen = draw(st.sampled_from(own))
    values[chosen.claim] = draw(_moved(values[chosen.claim]))
    # A base of zero decides nothing: a rule over it is neither kept nor broken.
    broken = {each.rule.id for each in equations if _verdict(each.rule, values) is Verdict.DISCREPANCY}
    assume(broken == {chosen.rule.id})
    return report_of_bindings(values), chosen.rule.id


def _fits(rule: tree.Rule, values: Mapping[str, tree.Binding]) -> bool:
    return _verdict(rule, values) in _HOLDS


def _verdict(rule: tree.Rule, values: Mapping[str, tree.Binding]) -> Verdict | None:
    example = tree.Example(tuple(values.values()), Verdict.EXACT, None, _NOWHERE)
    return result_of("", rule, example).verdict


def report_of_bindings(values: Mapping[str, tree.Binding]) -> Report:
    """Return a report that states each figure once."""
    figures = {}
    for line, (key, binding) in enumerate(values.items(), start=1):
        text, unit = printed(binding.value)
        mention = Mention(text=text, location=Location(line=line, column=1))
        figures[key] = Figure(key=key, label=key, unit=unit, mentions=(mention,))
    return Report(document=Document(name="made-up.txt"), figures=figures, places=Places.AS_PRINTED)


# Scores ----------------------------------------------------------------------------------------


def near_boundaries(scoring: tree.Scoring) -> list[tree.Number | tree.Date]:
    """Return the actual values at, just below and just above every border of a scoring rule."""
    scheme = scheme_of(scoring)
    step = Fraction(1) if counts(scheme.unit) else Fraction(1, 100) * scheme.unit.factor
    found: dict[Fraction, None] = {}
    for line in scheme.lines:
        for end in (line.interval.lo, line.interval.hi):
            if end is not None:
                found.update(
                    dict.fromkeys(value for value in (end - step, end, end + step) if value in scheme.domain)
                )
    return [_shown(value, scheme.unit.symbol) for value in found]


def _shown(value: Fraction, unit: str) -> tree.Number | tree.Date:
    if unit_of(unit).dimension == "date":
        return tree.Date(said(value, unit_of(unit)), _NOWHERE)
    scaled = value / unit_of(unit).factor
    return tree.Number(scaled, unit, f"{decimal_text(scaled)}{unit}", _NOWHERE)


def actual_values(scoring: tree.Scoring) -> st.SearchStrategy[tree.Number | tree.Date]:
    """Return actual values of a scoring rule: anywhere on its domain, and near every border."""
    scheme = scheme_of(scoring)
    unit = scheme.unit
    if unit.dimension == "date":
        days = sorted(
            {int(end) for line in scheme.lines for end in (line.interval.lo, line.interval.hi) if end}
        )
        # The first and the last day of the calendar are borders too, and nobody's.
        middle = days[len(days) // 2] if days else _SOME_DAY
        return st.one_of(
            st.integers(middle - _DAYS, middle + _DAYS).map(lambda day: _shown(Fraction(day), unit.symbol)),
            st.sampled_from(near_boundaries(scoring) or [_shown(Fraction(middle), unit.symbol)]),
        )
    low = 0 if scheme.domain.lo is not None else -30_000
    steps = st.integers(low, 1_000 if unit.is_exact else 30_000)
    anywhere = steps.map(
        lambda whole: _shown(Fraction(whole, 1 if unit.is_exact else 100) * unit.factor, unit.symbol)
    )
    borders = [
        each
        for each in near_boundaries(scoring)
        if not unit.is_exact or (isinstance(each, tree.Number) and each.value.denominator == 1)
    ]
    return st.one_of(anywhere, st.sampled_from(borders)) if borders else anywhere
