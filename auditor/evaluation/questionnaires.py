"""Survey clauses of rules: whether n answers can give these shares, these means."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import records
from auditor.evaluation import survey
from auditor.evaluation.bases import OddRow, base_but_one
from auditor.evaluation.binding import Binder, MissingError, Term
from auditor.evaluation.byquestion import is_by_question, questions
from auditor.evaluation.evidence import evidence_for
from auditor.evaluation.forms import is_variable, value_at, variables
from auditor.evaluation.relations import Outcome
from auditor.evaluation.retrials import ListTrial, MeanTrial, usual
from auditor.evaluation.survey_words import Listed, mean_argument, odd_words, share_words
from auditor.evaluation.variables import Alternative
from auditor.findings import Evidence, Verdict
from auditor.language import tree
from auditor.numbers import Interval, Rounding, decimal_text, interval_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.conditions import Setting
    from auditor.evaluation.variables import Variable


def shares_outcomes(setting: Setting, statement: tree.Shares) -> Iterator[Outcome]:
    """Judge a list of shares, or one list a question, each as one outcome: a list is wrong as a whole or not at all."""
    if not is_by_question(statement):
        yield _list_outcome(setting, statement)
        return
    lists = list(questions(setting, statement))
    if not lists:
        raise MissingError("占比")
    for each in lists:
        if each is not None:
            yield _list_outcome(*each)


def _list_outcome(setting: Setting, statement: tree.Shares) -> Outcome:
    binder = Binder(setting.facts, setting.resolve)
    items = _items(binder, statement.items)
    listed = len(binder.variables)
    base = None if statement.base is None else _whole(binder, statement.base)
    picked = [usual(binder.variables[index]) for index in items]
    setting.facts.listed.add(frozenset(binder.variables[index].figure.key for index in items))
    multiple, required = statement.choice.several, statement.choice is tree.Choice.REQUIRED
    tried = []
    for common in _common_steps(picked):
        intervals = _lent(setting, picked, common)
        result = survey.shares(intervals, base, multiple=multiple, required=required)
        tried.append((len(result.impossible), common, intervals, result))
    _, common, intervals, result = min(tried, key=lambda each: each[0])
    printed = [each.finest.numeral.text.strip() for each in picked]
    total = sum((each.value for each in picked), Fraction(0))
    verdict = Verdict.DISCREPANCY
    if result.consistent:
        exact = total == 1 or multiple
        verdict = Verdict.EXACT if exact else Verdict.WITHIN_ROUNDING
        if base is None and not exact:
            verdict = Verdict.ROUNDING_GAP
    bases = binder.variables[listed:]
    judged = _JudgedList(
        result=result,
        shares=Listed(printed, tuple(each.value for each in picked), tuple(intervals), common),
        base=base,
        base_key=bases[0].figure.key if len(bases) == 1 else None,
        multiple=multiple,
        rows={
            binder.variables[index].figure.key: (chosen, min(chosen.step, common) if chosen.step else common)
            for index, chosen in zip(items, picked, strict=True)
        },
        mode=setting.facts.report.rounding,
        required=required,
    )
    shown = [*items, *range(listed, len(binder.variables))]
    return Outcome(
        rule=setting.rule,
        verdict=verdict,
        kind="survey",
        evidence=functools.partial(_evidence, setting, binder, shown, items),
        facts=functools.partial(judged.facts, setting.context),
        trace=lambda: f"{' + '.join(printed)} = {decimal_text(total * 100)}%",
        again=judged.again,
        propose=judged.propose,
    )


@records.frozen(kw_only=True)
class _JudgedList:
    """A list of shares with its verdict; why, and how it would be judged otherwise, is found when asked for."""

    result: survey.SharesResult
    shares: Listed
    base: int | None
    base_key: str | None
    multiple: bool
    required: bool
    rows: Mapping[str, tuple[Alternative, Fraction]]
    mode: Rounding

    @functools.cached_property
    def _words(self) -> dict[str, str]:
        return share_words(self.result, self.shares, self.base, multiple=self.multiple)

    @functools.cached_property
    def _odd(self) -> OddRow | None:
        """Return the one row that another number of answers leaves over: that number judges the rest."""
        if self.base is None or len(self.result.impossible) <= 1 or self._words.get("other_base"):
            return None
        return base_but_one(self.shares.intervals, self.base, multiple=self.multiple)

    @functools.cached_property
    def _trial(self) -> ListTrial:
        odd = self._odd
        return ListTrial(
            rows=self.rows,
            base=self.base if odd is None else odd.answers,
            base_key=self.base_key if odd is None else None,
            step=self.shares.step,
            mode=self.mode,
            multiple=self.multiple and odd is None,
            required=self.required,
        )

    def facts(self, context: Mapping[str, str]) -> Mapping[str, str]:
        """Return the texts of a finding, in the context of its rule."""
        words = self._words
        if self._odd is not None:
            words = words | odd_words(words, self.shares.printed, self._odd)
        return {**context, **words, "open_ended": "1" if self.multiple and self._odd is None else ""}

    def again(self, changes: Mapping[str, Alternative]) -> Verdict:
        """Judge the list with some rows, or the number of answers, replaced."""
        return self._trial.again(changes)

    def propose(self, key: str, changes: Mapping[str, Alternative]) -> tuple[Fraction, ...]:
        """Return the shares that one row can have so that the list fits."""
        return self._trial.propose(key, changes)


def _items(binder: Binder, expressions: Sequence[tree.Expression]) -> list[int]:
    found: list[int] = []
    for expression in expressions:
        bound = binder.bind(expression)
        terms = bound if isinstance(bound, tuple) else (binder.number(expression),)
        for term in terms:
            # A pattern also meets question numbers and option letters: only percentages are shares.
            if is_variable(term.form) and term.dimension.plain and term.dimension.kind == "ratio":
                found.extend(variables(term.form))
    if len(found) < 2:  # noqa: PLR2004 - one share is no list
        raise MissingError("占比")
    return found


def _whole(binder: Binder, expression: tree.Expression) -> int:
    term = binder.number(expression)
    value = value_at(term.form, [usual(variable).value for variable in binder.variables])
    if value.denominator != 1 or value <= 0:
        raise MissingError("样本")
    return int(value)


def _common_steps(picked: Sequence[Alternative]) -> list[Fraction]:
    """Return the steps that a list may lend to its rows: the smallest that at least two of them print.

    83.1% between 4.23% and 12.68% is 83.10%; but one row with two places more is an error of that row.
    Where no two rows print one step, the finest row may be the error, and the next step then counts.
    """
    steps = sorted(each.step for each in picked if each.step)
    if not steps:
        return [Fraction(0)]
    twice = next((step for step, after in itertools.pairwise(steps) if step == after), None)
    return steps[:2] if twice is None else [twice]


def _lent(setting: Setting, picked: Sequence[Alternative], common: Fraction) -> list[Interval]:
    mode = setting.facts.report.rounding
    return [interval_of(each.value, min(each.step, common) if each.step else common, mode) for each in picked]


def _evidence(
    setting: Setting, binder: Binder, shown: Sequence[int], items: Sequence[int]
) -> tuple[Evidence, ...]:
    evidence: list[Evidence] = []
    for index in shown:
        variable = binder.variables[index]
        role = "part" if index in items else "base"
        evidence.extend(evidence_for(setting.facts, variable, usual(variable), role))
    return tuple(evidence)


def mean_outcomes(setting: Setting, statement: tree.Mean) -> Iterator[Outcome]:
    """Judge means of whole-number answers (GRIM), one outcome each."""
    binder = Binder(setting.facts, setting.resolve)
    answers = _whole(binder, statement.base)
    before = len(binder.variables)
    items = 1 if statement.items is None else _whole(binder, statement.items)
    items_key = binder.variables[before].figure.key if len(binder.variables) > before else None
    low, high = (None if end is None else _value(binder, end) for end in (statement.low, statement.high))
    scale = survey.Scale(low, high)
    base_count = len(binder.variables)
    bound = binder.bind(statement.value)
    terms: Sequence[Term] = bound if isinstance(bound, tuple) else (binder.number(statement.value),)
    picked = [index for term in terms if is_variable(term.form) for index in variables(term.form)]
    alternatives = [usual(binder.variables[index]) for index in picked]
    finest = _common_steps(alternatives)[0]
    for index in picked:
        variable = binder.variables[index]
        yield _mean(
            setting,
            variable,
            binder.variables[:base_count],
            _Scheme(answers, items, scale, finest, items_key),
        )


@records.frozen
class _Scheme:
    answers: int
    items: int
    scale: survey.Scale
    step: Fraction
    items_key: str | None


def _value(binder: Binder, expression: tree.Expression) -> Fraction:
    term = binder.number(expression)
    return value_at(term.form, [usual(variable).value for variable in binder.variables])


def _mean(setting: Setting, variable: Variable, bases: Sequence[Variable], scheme: _Scheme) -> Outcome:
    chosen = usual(variable)
    mode = setting.facts.report.rounding
    interval = interval_of(chosen.value, min(chosen.step, scheme.step) if chosen.step else Fraction(0), mode)
    found = survey.counts(interval, scheme.answers, items=scheme.items, scale=scheme.scale)
    step = min(chosen.step, scheme.step) if chosen.step else Fraction(0)
    trial = MeanTrial(
        key=variable.figure.key,
        value=chosen.value,
        step=step,
        usual_step=scheme.step,
        base_key=bases[0].figure.key if bases else None,
        items_key=scheme.items_key,
        answers=scheme.answers,
        items=scheme.items,
        scale=scheme.scale,
        mode=mode,
    )
    text = chosen.finest.numeral.text.strip()
    size = f"{scheme.answers} × {scheme.items}" if scheme.items > 1 else str(scheme.answers)

    def evidence() -> tuple[Evidence, ...]:
        own = evidence_for(setting.facts, variable, chosen, "stated")
        others = (evidence_for(setting.facts, base, usual(base), "base") for base in bases)
        return (*own, *itertools.chain.from_iterable(others))

    def facts() -> Mapping[str, str]:
        # How often the test notices a wrong value: counted only for a finding, it tries every printable value.
        power = None
        if found is None:
            power = survey.caught(scheme.step, scheme.answers, scheme.scale, items=scheme.items, mode=mode)
        strength = "" if power is None else decimal_text(Fraction(int(power * 1000), 10))
        words = {
            "open_ended": "1",
            "say.zh": f"{text} 不可能由 {size} 个整数回答得出"
            + (f"（此检验能发现 {strength}% 的错误）" if strength else ""),
            "say.en": f"{text} cannot come from {size} whole answers"
            + (f" (the test catches {strength} % of wrong values)" if strength else ""),
        }
        if found is None:
            words |= mean_argument(text, chosen.value, scheme.answers * scheme.items, step)
        return {**setting.context, **words}

    return Outcome(
        rule=setting.rule,
        verdict=Verdict.DISCREPANCY if found is None else Verdict.WITHIN_ROUNDING,
        kind="survey",
        evidence=evidence,
        facts=facts,
        trace=f"k / ({size}) = {text}" + ("" if found is None else f", k = {found.low}"),
        again=trial.again,
        propose=trial.propose,
    )
