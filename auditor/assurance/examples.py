"""Run the examples of rules: the report that an example speaks of is built and judged by the real engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import records
from auditor.assurance.scene import ACTUAL, FAILED, WEIGHT, Meanings, report_of
from auditor.assurance.walking import rules_of
from auditor.evaluation import forms
from auditor.evaluation.binding import Binder, BindingError, MissingError, filled
from auditor.evaluation.conditions import Setting, worst
from auditor.evaluation.decide import decide
from auditor.evaluation.facts import Facts
from auditor.evaluation.judging import number_text
from auditor.evaluation.relations import Outcome, RuleInfo
from auditor.evaluation.scoring import apply_scoring, binder_of, name, resolver, score_term
from auditor.evaluation.statements import apply_each, apply_rule
from auditor.findings import Unchecked, Verdict
from auditor.language import tree
from auditor.language.keywords import RESULTS
from auditor.numbers import decimal_text, interval_of

if TYPE_CHECKING:
    from auditor.language.rulebook import Rulebook

Synonyms = Sequence[Sequence[str]]

_SAYS = {
    wanted: (
        next(word for word, other in RESULTS.items() if other == wanted and not word.isascii()),
        next(word for word, other in RESULTS.items() if other == wanted and word.isascii()),
    )
    for wanted in RESULTS.values()
}


@records.frozen(kw_only=True)
class Result:
    """What one example gave. `expected` and `got` are verdicts or scores, in both languages.

    `trace` is the formula with the example's numbers put in; `why` says why there is no verdict.
    """

    file: str
    rule: str
    example: tree.Example
    passed: bool
    expected: tuple[str, str]
    got: tuple[str, str]
    verdict: Verdict | None = None
    trace: str = ""
    why: str = ""
    rejected: bool = False
    score: Fraction | None = None


@records.frozen(kw_only=True)
class Tested:
    """All examples of one rule. `fired` and `held` say whether it was seen to break and to hold."""

    file: str
    rule: tree.Rule | tree.Scoring
    results: tuple[Result, ...]
    fired: bool
    held: bool

    @property
    def failures(self) -> tuple[Result, ...]:
        """Return the examples that did not give what they say."""
        return tuple(result for result in self.results if not result.passed)


def run(book: Rulebook, *, traced: bool = True) -> Iterator[Tested]:
    """Run every example of every rule and scoring rule, in the order of the files; `traced` as for `result_of`."""
    synonyms = [synonym.names for synonym in book.synonyms]
    for file in book.files:
        for rule in rules_of(file):
            yield examined(file.name, rule, synonyms, traced=traced)


def examined(
    file: str, rule: tree.Rule | tree.Scoring, synonyms: Synonyms = (), *, traced: bool = True
) -> Tested:
    """Run the examples of one rule; `traced` as for `result_of`."""
    meanings = Meanings.of(rule) if rule.examples and isinstance(rule, tree.Rule) else None
    results = tuple(
        result_of(file, rule, example, synonyms, meanings, traced=traced) for example in rule.examples
    )
    passed = [result for result in results if result.passed]
    if isinstance(rule, tree.Scoring):
        full = _weight(rule)
        scores = [result.example.score.value for result in passed if result.example.score is not None]
        return Tested(
            file=file, rule=rule, results=results,
            fired=any(full is None or score < full for score in scores),
            held=any(full is None or score >= full for score in scores),
        )  # fmt: skip
    verdicts = {result.verdict for result in passed}
    fires = {Verdict.DISCREPANCY, Verdict.ROUNDING_GAP}
    return Tested(
        file=file, rule=rule, results=results,
        fired=bool(verdicts & fires), held=bool(verdicts & {Verdict.EXACT, Verdict.WITHIN_ROUNDING, Verdict.ROUNDING_GAP}),
    )  # fmt: skip


def _weight(rule: tree.Scoring) -> Fraction | None:
    return rule.weight.value if isinstance(rule.weight, tree.Number) else None


def info_of(rule: tree.Rule | tree.Scoring) -> RuleInfo:
    """Return what the engine needs to know of a rule."""
    if isinstance(rule, tree.Scoring):
        return RuleInfo(id=rule.id, title=rule.title, level=rule.level)
    return RuleInfo(
        id=rule.id,
        title=rule.title,
        level=rule.level,
        gap_level=rule.gap_level,
        tolerance=rule.tolerance,
        rounding=rule.rounding,
    )


def result_of(  # noqa: PLR0913 - an example and what is at hand for it
    file: str,
    rule: tree.Rule | tree.Scoring,
    example: tree.Example,
    synonyms: Synonyms = (),
    meanings: Meanings | None = None,
    *,
    traced: bool = True,
) -> Result:
    """Run one example. What the rule itself gets wrong (units, functions) shows as a failure with its reason.

    `meanings` are those of the rule's bare names, where they are at hand. Unless it is `traced`, a rule's
    example that passes has no trace.
    """
    expected = _said(example)
    try:
        facts = Facts(report_of(rule, example.bindings, meanings), synonyms)
        if isinstance(rule, tree.Scoring):
            return _score_result(file, rule, example, facts)
        if example.every:
            return _every_result(file, rule, example, facts, traced=traced)
        found = list(apply_rule(facts, rule, info_of(rule)))
    except BindingError as error:
        return Result(
            file=file, rule=rule.id, example=example, passed=False, expected=expected,
            got=(error.zh, error.en), why=error.en, rejected=True,
        )  # fmt: skip
    except MissingError as error:
        return _nothing(file, rule, example, f"{error.reason}: {error.name}")
    outcomes = [each for each in found if isinstance(each, Outcome)]
    missing = [each for each in found if isinstance(each, Unchecked)]
    # A sentence whose figures the example leaves out was not tried; the others still count.
    if not outcomes and not missing and example.verdict is Verdict.EXACT:
        # 若 … 则 … says nothing where its premise does not hold: kept, but not seen to hold.
        return Result(
            file=file, rule=rule.id, example=example, passed=True, expected=expected,
            got=("前提不成立", "the premise does not hold"),
        )  # fmt: skip
    if not outcomes:
        return _nothing(file, rule, example, "; ".join(dict.fromkeys(each.reason for each in missing)))
    verdict = worst(outcomes)
    decisive = [each for each in outcomes if each.verdict is verdict]
    return _shown(file, rule, example, verdict, decisive, traced=traced)


def _every_result(file: str, rule: tree.Rule, example: tree.Example, facts: Facts, *, traced: bool) -> Result:
    """Judge the sentences one by one: each must say something, and all that it says must be the verdict."""
    given: list[Outcome] = []
    for at, found in enumerate(apply_each(facts, rule, info_of(rule)), start=1):
        outcomes = [each for each in found if isinstance(each, Outcome)]
        if not outcomes:
            reasons = dict.fromkeys(each.reason for each in found if isinstance(each, Unchecked))
            result = _nothing(file, rule, example, "; ".join(reasons))
            return attrs.evolve(result, got=_in_sentence(at, result.got))
        other = next((each for each in outcomes if each.verdict is not example.verdict), None)
        if other is not None:
            result = _shown(file, rule, example, other.verdict, [other], traced=traced)
            return attrs.evolve(result, got=_in_sentence(at, result.got))
        given += outcomes
    assert example.verdict is not None  # noqa: S101 - a rule that must not apply has no verdict for every sentence
    result = _shown(file, rule, example, example.verdict, given, traced=traced)
    return attrs.evolve(
        result, got=(f"{len(given)} 处{result.got[0]}", f"{len(given)} times {result.got[1]}")
    )


def _in_sentence(at: int, got: tuple[str, str]) -> tuple[str, str]:
    return f"第 {at} 句{got[0]}", f"{got[1]} in sentence {at}"


def _shown(  # noqa: PLR0913 - each fact once
    file: str,
    rule: tree.Rule,
    example: tree.Example,
    verdict: Verdict,
    outcomes: Sequence[Outcome],
    *,
    traced: bool,
) -> Result:
    level = rule.level if verdict is Verdict.DISCREPANCY and example.level is not None else None
    passed = verdict is example.verdict and level is example.level
    trace = "; ".join(each.trace for each in outcomes if each.trace) if traced or not passed else ""
    return Result(
        file=file, rule=rule.id, example=example, passed=passed,
        expected=_said(example), got=_SAYS[(verdict, level, False)], verdict=verdict,
        trace=trace, why=outcomes[0].reason,
    )  # fmt: skip


def _said(example: tree.Example) -> tuple[str, str]:
    if example.score is not None:
        return example.score.text, example.score.text
    return _SAYS[(example.verdict, example.level, example.every)]


def _nothing(file: str, rule: tree.Rule | tree.Scoring, example: tree.Example, why: str) -> Result:
    return Result(
        file=file, rule=rule.id, example=example, passed=example.verdict is None and example.score is None,
        expected=_said(example), got=("不适用", "not applicable"), why=why or "premise",
    )  # fmt: skip


# Scores ------------------------------------------------------------------------------------------


def _score_result(file: str, rule: tree.Scoring, example: tree.Example, facts: Facts) -> Result:
    wanted = example.score
    assert wanted is not None  # noqa: S101 - what was established before
    setting = Setting(facts, info_of(rule), resolve=resolver(facts, rule), context={}, bounds=True)
    if not rule.bands and rule.formula is None:
        value, trace = _criteria(setting, rule, example)
    else:
        value, trace = _score(setting, rule)
    # The report states the rule's own weight and target unless the example gives more than the actual value.
    stated = any(each.name not in ACTUAL and each.name not in FAILED for each in example.bindings)
    found = apply_scoring(facts, rule, setting.rule) if stated else ()
    clash = next((each for each in found if _clashes(each)), None)
    if isinstance(clash, Outcome):
        return Result(
            file=file, rule=rule.id, example=example, passed=False, expected=_said(example),
            got=("与规则写明的权重或目标不同", "not the weight or target that the rule states"), verdict=Verdict.DISCREPANCY,
            trace=clash.trace or "",
        )  # fmt: skip
    step = Fraction(1, 10 ** len(wanted.text.partition(".")[2].rstrip("分 ").strip() or ""))
    verdict = decide(
        tree.Relation.EQUAL,
        forms.variable(0),
        forms.constant(value),
        [interval_of(wanted.value, step)],
        [wanted.value],
        steps=[step],
    ).verdict
    said = f"{decimal_text(value)}分"
    return Result(
        file=file, rule=rule.id, example=example, passed=verdict in {Verdict.EXACT, Verdict.WITHIN_ROUNDING},
        expected=_said(example), got=(said, said), verdict=verdict, trace=f"{trace} = {decimal_text(value, places=4)}",
        score=value,
    )  # fmt: skip


def _clashes(result: Outcome | Unchecked) -> bool:
    # Without a printed score only the stated weight and target are judged.
    return isinstance(result, Outcome) and result.kind != "criteria" and result.verdict is Verdict.DISCREPANCY


def score_in(setting: Setting, rule: tree.Scoring) -> Fraction:
    """Return the score that `rule` gives in a setting. Raises MissingError, BindingError."""
    return _score(setting, rule)[0]


def _score(setting: Setting, rule: tree.Scoring) -> tuple[Fraction, str]:
    binder = binder_of(setting, rule)
    term = score_term(setting, binder, rule)
    chosen = [variable.alternatives[0] for variable in binder.variables]
    try:
        value = forms.value_at(term.form, [each.value for each in chosen])
    except forms.ZeroBaseError as error:
        raise MissingError(rule.id, "zero-base") from error
    return value, filled(term.text, list(map(number_text, chosen)))


def _criteria(setting: Setting, rule: tree.Scoring, example: tree.Example) -> tuple[Fraction, str]:
    failed = next((each.value for each in example.bindings if each.name in FAILED), None)
    if rule.criteria is None or not isinstance(failed, tree.Number):
        raise MissingError(FAILED[0])
    binder = Binder(setting.facts, setting.resolve, bounds=True)
    weight, amount = binder.number(name(WEIGHT, rule)), binder.number(rule.criteria.amount)
    point = [variable.alternatives[0].value for variable in binder.variables]
    full, lost = forms.value_at(weight.form, point), forms.value_at(amount.form, point)
    top = rule.criteria.count
    count = failed.value if top is None else min(failed.value, top)
    value = full - count * lost
    if rule.criteria.floored:
        value = max(value, Fraction(0))
    return value, f"{decimal_text(full)} - {decimal_text(count)} × {decimal_text(lost)}"


# Words -------------------------------------------------------------------------------------------

_REASONS = {
    "absent": ("例子没有给出 ", "the example does not give "), "blank": ("空白：", "blank: "), "text": ("不是数字：", "no number: "),
    "approximate": ("约数：", "approximate: "), "bound": ("只是界限：", "only a bound: "), "zero-base": ("除以零", "divides by zero"),
    "no-grade": ("没有哪一等级适用", "no grade applies"), "no-band": ("没有哪一档适用：", "no band applies: "), "threshold": ("在界限上，四舍五入后两可", "on the border within rounding"), "premise": ("前提不成立", "its premise does not hold"),
    "premise-undecided": ("前提不能确定", "its premise is undecided"), "budget": ("超出计算限度", "too much to compute"),
}  # fmt: skip


def reason_of(result: Result) -> tuple[str, tuple[str, ...]]:
    """Return the first reason why an example gives nothing, with all the figures for which it holds."""
    told = [each.partition(": ") for each in result.why.split("; ")]
    return told[0][0], tuple(name for reason, _, name in told if reason == told[0][0] and name)


def failure(result: Result) -> tuple[str, str]:
    """Say in both languages what a failing example should give, what it gives, and why."""
    reason, names = reason_of(result)
    zh, en = _REASONS.get(reason, (result.why, result.why))
    zh, en = f"{zh}{'、'.join(names)}", f"{en}{', '.join(names)}"
    if result.rejected or not result.why:
        zh = en = ""
    in_zh, in_en = (f"（{result.trace}）", f" ({result.trace})") if result.trace else ("", "")
    return (
        f"例子应为 {result.expected[0]}，实为 {result.got[0]}{'：' if zh else ''}{zh}{in_zh}",
        f"the example should give {result.expected[1]} and gives {result.got[1]}{': ' if en else ''}{en}{in_en}",
    )
