"""Decide one case of the conformance format through the package's evaluation functions.

The format stands in shared/conformance/README.md.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import attrs

from auditor.evaluation.decide import Compare, Decision, Options, decide
from auditor.evaluation.deviations import debit, grimmer
from auditor.evaluation.joint import Together, hold_together, together
from auditor.evaluation.mentions import Stated, decide_mentions
from auditor.evaluation.survey import Scale, counts, shares
from auditor.findings import Verdict
from auditor.language.tree import Relation
from auditor.numbers import Interval, Rounding, interval_of, read_numeral, unit_of
from tests.conformance.formula import read_formula

Case = dict[str, Any]


@attrs.frozen
class Answer:
    """What the project says of a case: the three-way verdict, and the grade where there is one."""

    expected: str
    grade: str | None = None
    witness: dict[str, Fraction] | None = None
    interval: Interval | None = None


@attrs.frozen
class Figure:
    """One input in base units."""

    name: str
    value: Fraction
    step: Fraction
    interval: Interval


def answer(case: Case, *, rounding: str | None = None) -> Answer:
    """Decide `case`, under another way of rounding on request."""
    options = case.get("options") or {}
    mode = _mode(rounding or options.get("rounding") or "half_up")
    figures = [_figure(each, mode) for each in case["inputs"]]
    kind = case["kind"]
    if kind == "duplicate":
        return _duplicate(figures, options)
    if kind in {"grim_proportion", "grim_mean"}:
        return _grim(figures, options)
    if kind == "percent_list":
        return _percent_list(figures, options)
    if kind in {"grimmer", "debit"}:
        return _deviation(kind, figures, options)
    if kind == "interval":
        return _interval(case, figures)
    if kind == "joint":
        return _joint(case, figures)
    return _formula(case, figures, mode, options)


def _mode(name: str) -> Rounding:
    # round_half_ceiling is XPath's fn:round, which sends ties up.
    return Rounding(name.removeprefix("round_"))


def _figure(given: Case, mode: Rounding) -> Figure:
    numeral = read_numeral(str(given["text"]))
    unit = given.get("unit") or numeral.mark
    factor = unit_of(unit).factor
    step = numeral.step
    if given.get("ulp") is not None:
        step = Fraction(str(given["ulp"]))
    if given.get("exact"):
        step = Fraction(0)
    value, step = numeral.value * factor, step * factor
    return Figure(given["name"], value, step, interval_of(value, step, mode))


def _of(verdict: Verdict) -> str:
    if verdict is Verdict.NOT_CHECKABLE:
        return "not_checkable"
    return "consistent" if verdict.consistent else "inconsistent"


def _amount(options: Case, name: str) -> Fraction:
    return Fraction(str(options[name])) if options.get(name) is not None else Fraction(0)


def _formula(case: Case, figures: list[Figure], mode: Rounding, options: Case) -> Answer:
    names = {figure.name: at for at, figure in enumerate(figures)}
    left, right = read_formula(case["formula"], names)
    rounded = options.get("compare") == "round_then_equal"
    digits = options.get("digits")
    decision: Decision = decide(
        Relation.EQUAL,
        left,
        right,
        [figure.interval for figure in figures],
        [figure.value for figure in figures],
        steps=[figure.step for figure in figures],
        options=Options(
            tolerance=_amount(options, "tolerance_abs"),
            tolerance_ulp=_amount(options, "tolerance_ulp"),
            open_ends=bool(options.get("tolerance_open")),
            rounding=mode,
            compare=Compare.ROUND_THEN_EQUAL if rounded else Compare.OVERLAP,
            round_step=Fraction(1, 10 ** int(digits)) if rounded and digits is not None else None,
            absolute=bool(options.get("absolute")),
        ),
    )
    # Where a result is compared rounded, its own digits are not what was claimed.
    values = decision.witness if rounded else decision.witness or _as_printed(decision, figures)
    witness = None if values is None else dict(zip(names, values, strict=True))
    return Answer(_of(decision.verdict), decision.verdict.value, witness, decision.interval)


def _as_printed(decision: Decision, figures: list[Figure]) -> tuple[Fraction, ...] | None:
    """Return the true values of a comparison that the printed ones settle: themselves, and what follows for the claim."""
    if decision.verdict not in {Verdict.EXACT, Verdict.WITHIN_ROUNDING} or decision.computed is None:
        return None
    return tuple(
        decision.computed if at == decision.claim else figure.value for at, figure in enumerate(figures)
    )


def _duplicate(figures: list[Figure], options: Case) -> Answer:
    stated = [Stated(figure.value, figure.step, figure.interval) for figure in figures]
    slack = _amount(options, "tolerance_abs")
    if slack:
        open_ends = bool(options.get("tolerance_open"))
        stated[0] = attrs.evolve(stated[0], interval=stated[0].interval.widened(slack, open_ends=open_ends))
    decision = decide_mentions(stated, same_precision_equal=bool(options.get("same_precision_equal")))
    return Answer(_of(decision.verdict), decision.verdict.value)


def _base_of(figures: list[Figure]) -> tuple[list[Figure], int | None]:
    base = next((figure for figure in figures if figure.name == "n"), None)
    rows = [figure for figure in figures if figure is not base]
    if base is None:
        return rows, None
    return rows, int(base.value) if base.value.denominator == 1 else 0


def _scale(options: Case) -> Scale:
    ends = [
        None if options.get(name) is None else Fraction(str(options[name]))
        for name in ("scale_min", "scale_max")
    ]
    return Scale(*ends)


def _grim(figures: list[Figure], options: Case) -> Answer:
    rows, answers = _base_of(figures)
    if not answers:
        return Answer("not_checkable", "not_checkable")
    items = int(options.get("items") or 1)
    found = counts(rows[0].interval, answers, items=items, scale=_scale(options))
    if found is None:
        return Answer("inconsistent", "discrepancy")
    exact = found.low <= rows[0].value * answers * items <= found.high
    whole = (rows[0].value * answers * items).denominator == 1
    return Answer("consistent", "exact" if exact and whole else "within_rounding")


def _percent_list(figures: list[Figure], options: Case) -> Answer:
    rows, answers = _base_of(figures)
    if answers == 0:
        return Answer("not_checkable", "not_checkable")
    multiple = bool(options.get("multiple_choice"))
    slack = _amount(options, "tolerance_abs")
    result = shares([figure.interval for figure in rows], answers, multiple=multiple)
    consistent = result.consistent
    if not consistent and slack and result.sum is not None:
        target = Interval.point(Fraction(1)).widened(slack, open_ends=bool(options.get("tolerance_open")))
        consistent = result.sum.meets(target)
    if not consistent:
        return Answer("inconsistent", "discrepancy")
    printed = sum(figure.value for figure in rows) == 1
    return Answer("consistent", "within_rounding" if multiple else "exact" if printed else "rounding_gap")


def _deviation(kind: str, figures: list[Figure], options: Case) -> Answer:
    by_name = {figure.name: figure for figure in figures}
    mean, deviation, answers = by_name["x"].interval, by_name["sd"].interval, int(by_name["n"].value)
    if kind == "debit":
        found = debit(mean, deviation, answers)
    else:
        found = grimmer(mean, deviation, answers, items=int(options.get("items") or 1))
    return Answer("consistent" if found else "inconsistent")


def _interval(case: Case, figures: list[Figure]) -> Answer:
    found, wanted = figures[0].interval, case["expected_interval"]
    low, high = (None if wanted[name] is None else Fraction(str(wanted[name])) for name in ("lo", "hi"))
    expected = Interval(low, high, bool(wanted["lo_in"]), bool(wanted["hi_in"]))
    # The README does not say whether the ends are in the printed unit or in base units.
    factor = unit_of(case["inputs"][0].get("unit") or "").factor
    same = found in (expected, expected.times(factor))
    return Answer("consistent" if same else "inconsistent", interval=found)


def _joint(case: Case, figures: list[Figure]) -> Answer:
    names = {figure.name: at for at, figure in enumerate(figures)}
    box = [figure.interval for figure in figures]
    system = together([(Relation.EQUAL, *read_formula(text, names)) for text in case["formulas"]], box)
    result = hold_together(system.constraints, box)
    if result.answer is Together.CONSISTENT and system.left_out:
        return Answer("not_checkable", "not_checkable")
    expected = {Together.CONSISTENT: "consistent", Together.INCONSISTENT: "inconsistent"}
    witness = {name: result.witness[at] for name, at in names.items()} if result.witness else None
    return Answer(expected.get(result.answer, "not_checkable"), None, witness)
