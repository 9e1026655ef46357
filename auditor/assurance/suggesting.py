"""Suggest examples for rules that have none: figures of a real report on which the rule holds, and a slip that it notices."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import records
from auditor.assurance.examples import Synonyms, info_of, result_of, run
from auditor.assurance.lines import merged
from auditor.assurance.piecewise import OutOfReachError
from auditor.assurance.proof import scheme_of
from auditor.assurance.scene import FAILED
from auditor.evaluation.binding import BindingError
from auditor.evaluation.facts import Facts
from auditor.evaluation.judging import claim_of
from auditor.evaluation.relations import Outcome, Relation
from auditor.evaluation.statements import apply_rule
from auditor.findings import Unchecked, Verdict
from auditor.language import tree
from auditor.numbers import decimal_text, round_to
from auditor.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.language.rulebook import Rulebook
    from auditor.report.model import Report

_NOWHERE = Span(0, 0)
_HOLDS = (Verdict.EXACT, Verdict.WITHIN_ROUNDING)
_MOST_PIECES = 4
_MOST_FIGURES = 12
"""An example with more figures than a reader takes in shows nothing."""


@records.frozen(kw_only=True)
class Suggestion:
    """Examples for one rule, or in both languages why there are none."""

    file: str
    rule: tree.Rule | tree.Scoring
    examples: tuple[tree.Example, ...] = ()
    why: tuple[str, str] = ("", "")


class _NoneError(Exception):
    """No example can be made of this rule; the reason in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.why = (zh, en)


def suggestions(book: Rulebook, report: Report) -> Iterator[Suggestion]:
    """Give a suggestion for every rule that its own examples do not show to hold and to break."""
    synonyms = [synonym.names for synonym in book.synonyms]
    for tested in run(book):
        rule = tested.rule
        if tested.file in book.faulty or (tested.fired and tested.held):
            continue
        try:
            if isinstance(rule, tree.Rule):
                examples = _of_rule(rule, report, synonyms)
            else:
                examples = _of_score(rule, synonyms)
            yield Suggestion(file=tested.file, rule=rule, examples=tuple(examples))
        except _NoneError as none:
            yield Suggestion(file=tested.file, rule=rule, why=none.why)


def _of_rule(rule: tree.Rule, report: Report, synonyms: Synonyms) -> list[tree.Example]:
    """Return an example that holds and one or two that do not, as the engine judges them. Raises _NoneError."""
    try:
        judged = list(apply_rule(Facts(report, synonyms), rule, info_of(rule)))
    except BindingError as error:
        raise _NoneError(error.zh, error.en) from error
    outcomes = [each for each in judged if isinstance(each, Outcome)]
    found = [each for each in outcomes if each.verdict in _HOLDS]
    if not found:
        raise _nothing_holds(outcomes, [each for each in judged if isinstance(each, Unchecked)])
    tables = {each.table for each in rule.statements if isinstance(each, tree.EachRow | tree.Total)}
    table = tables.pop() if len(tables) == 1 else ""
    shown = False
    for outcome in sorted(found, key=lambda each: len(each.evidence)):
        for bindings in _ways(outcome, table):
            good = _judged(rule, bindings, synonyms)
            if good is None or good.verdict not in _HOLDS or len(bindings) > _MOST_FIGURES:
                continue
            shown = True
            # One slip upwards and one downwards, or a rule that only looks one way goes unnoticed.
            bad: dict[bool, tree.Example] = {}
            for upwards, slip in _slips(outcome, bindings):
                example = None if upwards in bad else _judged(rule, slip, synonyms)
                if example is not None and example.verdict is Verdict.DISCREPANCY:
                    bad[upwards] = example
            if bad:
                return [good, *bad.values()]
    if shown:
        raise _NoneError(
            "改动一个数字，规则也不报不符", "no change of a single figure makes it a discrepancy"
        )
    raise _NoneError(
        f"报告里它成立，但写成例子要的数字超过 {_MOST_FIGURES} 个，或不能按名称给出",
        f"it holds there, but an example would need more than {_MOST_FIGURES} figures, or such as have no name",
    )


_LACKING = {
    "absent": ("报告里没有 {}", "the report does not state {}"),
    "blank": ("报告里 {} 是空白", "{} is blank in the report"),
    "text": ("报告里 {} 是文字", "{} is a text in the report"),
    "approximate": ("报告里 {} 是约数", "{} is approximate in the report"),
    "bound": ("报告里 {} 只是界限", "{} is only a bound in the report"),
    "premise": ("前提在报告里不成立", "its premise does not hold in the report"),
}


def _nothing_holds(outcomes: list[Outcome], missing: list[Unchecked]) -> _NoneError:
    if any(each.verdict in {Verdict.DISCREPANCY, Verdict.ROUNDING_GAP} for each in outcomes):
        return _NoneError(
            "报告里它不成立，没有相符的数字可用：先看报告错了，还是规则错了",
            "it does not hold in the report: look whether the report is wrong, or the rule",
        )
    for each in missing:
        code, _, name = each.reason.partition(": ")
        if code in _LACKING:
            zh, en = _LACKING[code]
            return _NoneError(zh.format(name), en.format(name))
    return _NoneError("报告里它无法核对，也没有相符的数字", "the report leaves it unchecked")


def _of_score(scoring: tree.Scoring, synonyms: Synonyms) -> list[tree.Example]:
    """Return examples of a score: at its borders and between them, of criteria none unmet, one, all and one more. Raises _NoneError."""
    criteria = scoring.criteria
    if scoring.bands or scoring.formula is not None:
        given = [("业绩值", number) for number in _telling(scoring)]
    elif criteria is not None:
        top = int(criteria.count) if criteria.count is not None else 3
        given = [
            (FAILED[0], tree.Number(Fraction(count), "项", f"{count}项", _NOWHERE))
            for count in sorted({0, 1, top, top + 1})
        ]
    else:
        raise _NoneError("没有写评分办法，由人判断", "it says nothing of the score: a person judges")
    found = []
    for name, number in given:
        bindings = (tree.Binding(name, number, _NOWHERE),)
        any_score = tree.Number(Fraction(0), "分", "0分", _NOWHERE)
        score = result_of("", scoring, tree.Example(bindings, None, any_score, _NOWHERE), synonyms).score
        if score is not None:
            if "/" in decimal_text(score):
                score = round_to(score, Fraction(1, 100))
            shown = tree.Number(score, "分", f"{decimal_text(score)}分", _NOWHERE)
            found.append(tree.Example(bindings, None, shown, _NOWHERE))
    if not found:
        raise _NoneError(
            "得分取决于业绩值以外的数字，请自己写",
            "the score depends on more than the actual value: write one",
        )
    return found


def _ways(outcome: Outcome, table: str) -> Iterator[tuple[tree.Binding, ...]]:
    """Give the figures of an outcome by name, then as cells of the rule's table, then as they are printed."""
    if outcome.relation is not None:
        yield _bindings(outcome.relation, outcome.chosen, "")
        if table:
            yield _bindings(outcome.relation, outcome.chosen, table)
        return
    found = []
    for item in outcome.evidence:
        if item.value is None:
            value: tree.Number | tree.Text = tree.Text(item.text, _NOWHERE)
        else:
            value = tree.Number(Fraction(item.value), item.unit, f"{item.value}{item.unit}", _NOWHERE)
        found.append(tree.Binding(item.key, value, _NOWHERE))
    yield tuple(dict.fromkeys(found))
    yield tuple(found[:2])


def _telling(scoring: tree.Scoring) -> list[tree.Number]:
    """Return actual values at the borders of a score, and off the steps between them. Raises _NoneError."""
    try:
        scheme = scheme_of(scoring)
    except OutOfReachError as error:
        raise _NoneError(error.zh, error.en) from error
    unit = scheme.unit
    values: dict[Fraction, None] = {}
    for line in merged(scheme.lines)[:_MOST_PIECES]:
        low, high = line.interval.lo, line.interval.hi
        for value in (
            low,
            None if low is None or high is None else low + (high - low) * Fraction(3, 8),
            high,
        ):
            if value is not None and value in scheme.domain:
                scaled = value / unit.factor
                values[Fraction(int(scaled)) if unit.is_exact else Fraction(int(scaled * 100), 100)] = None
    return [
        tree.Number(value, unit.symbol, f"{decimal_text(value)}{unit.symbol}", _NOWHERE)
        for value in sorted(values)
    ]


def _judged(rule: tree.Rule, bindings: tuple[tree.Binding, ...], synonyms: Synonyms) -> tree.Example | None:
    result = result_of("", rule, tree.Example(bindings, Verdict.EXACT, None, _NOWHERE), synonyms)
    return None if result.verdict is None else tree.Example(bindings, result.verdict, None, _NOWHERE)


def _bindings(relation: Relation, chosen: tuple[int, ...], table: str) -> tuple[tree.Binding, ...]:
    found = []
    for variable, at in zip(relation.variables, chosen, strict=True):
        finest = variable.alternatives[at].finest
        value = finest.numeral.value
        places = len(finest.numeral.text.partition(".")[2].rstrip("%‰")) if "." in finest.numeral.text else 0
        text = _text(value, places)
        name = variable.key
        if table:
            for mention in variable.alternatives[at].mentions:
                place = mention.location
                if place.table and place.row and place.col:
                    name = f"{table}[{place.row}, {place.col}]"
                    break
        unit = finest.unit.symbol
        found.append(tree.Binding(name, tree.Number(value, unit, f"{text}{unit}", _NOWHERE), _NOWHERE))
    return tuple(found)


def _text(value: Fraction, places: int) -> str:
    head, _, tail = decimal_text(value).partition(".")
    return f"{head}.{tail.ljust(places, '0')}" if places else head


def _slips(
    outcome: Outcome, bindings: tuple[tree.Binding, ...]
) -> Iterator[tuple[bool, tuple[tree.Binding, ...]]]:
    """Give the bindings with one figure as a slip of the pen would have it, the claimed one first."""
    claim = None if outcome.relation is None else claim_of(outcome.relation)
    order = sorted(range(len(bindings)), key=lambda at: at != claim)
    for at in order:
        value = bindings[at].value
        if isinstance(value, tree.Text):
            other = tree.Text(f"另一{value.value}", _NOWHERE)
            yield (
                True,
                (*bindings[:at], tree.Binding(bindings[at].name, other, _NOWHERE), *bindings[at + 1 :]),
            )
        if not isinstance(value, tree.Number):
            continue
        places = len(value.text.removesuffix(value.unit).partition(".")[2])
        for factor, extra in ((Fraction(11, 10), 1), (Fraction(9, 10), -1), (Fraction(2), 5)):
            moved = value.value * factor + extra
            scaled = Fraction(int(moved * 10**places), 10**places)
            number = tree.Number(scaled, value.unit, f"{_text(scaled, places)}{value.unit}", _NOWHERE)
            slip = tree.Binding(bindings[at].name, number, _NOWHERE)
            yield moved > value.value, (*bindings[:at], slip, *bindings[at + 1 :])
