"""A row of an indicator whose target, outcome and score do not go together, in a sheet that scores by proportion.

整治农户数 target 1,260, outcome 124.8, weight 15, score 14.86: the score is that of 1,248. That a sheet scores by outcome
over target shows by its rows with less than full marks. A row is wrong where one slip of the pen in its outcome makes it come
out, and where the target was missed and the row has full marks, in a sheet of which every other row comes out.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.english import english
from auditor.checks.common.heads import Headed, rows
from auditor.checks.common.numbers import Stated
from auditor.checks.common.relations import rule, said
from auditor.checks.common.slips import slip
from auditor.checks.common.tables import Sheet, sheets
from auditor.checks.scores._heads import SCORE, WEIGHT
from auditor.evaluation.evidence import evidence_of
from auditor.findings import Severity, Verdict
from auditor.numbers import decimal_text, round_to
from auditor.report.model import Figure, Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "indicator-not-scored"
TITLE = {
    "zh": "指标值、完成值与得分不相应",
    "en": "target, outcome and score of an indicator do not go together",
}
_TARGET = re.compile(r"指标值|目标值|年度目标|计划值|预期值|^(?i:targets?|planned?)$")
_ACTUAL = re.compile(
    r"完成值|实际完成|完成情况|实际值|业绩值|^(?i:actuals?|achieved|results?|outcome|outturn)$"
)
_WEIGHT = re.compile(rf"^(?:分值|权重|满分|标准分)|{WEIGHT.pattern}")
_SCORE = re.compile(rf"^(?:得分|自评得分|评价得分|自评分|实际得分)|{SCORE.pattern}")
_METHOD = re.compile(
    r"(?:评分|计分|评价|打分|扣分|赋分)(?:办法|标准|细则|方法|规则|依据)|(?i:rule|method|basis|criteri|marking|scoring)"
)
_AT_LEAST = re.compile(
    r"(?i:at least|not less than|no less than|min(?:imum|\.)?)\s*(?P<n>[0-9][0-9,]*(?:\.[0-9]+)?)"
)
_STATED = re.compile(
    r"\b(?:divided by|÷|/|in proportion to|as a share of|over) (?:the |its )?targets?\b", re.IGNORECASE
)
"""What a report says of a sheet that scores by proportion: then one row that keeps it shows as much as two."""
_SLIPS = frozenset({"shift", "swap", "digit", "digit lost"})
_RATE = re.compile(r"^(?:预算|资金)?(?:执行率|完成率|支出率)")
_PROVEN = 2
_A_PIECE = frozenset({Fraction(1, 2), Fraction(1), Fraction(2)})


@records.frozen(eq=False)
class _Indicator:
    """What a row prints: its target without the sign of a bound, outcome, weight and score."""

    target: Fraction
    aimed: tuple[Figure, Mention] | None
    shown: str
    done: Stated
    full: Stated
    got: Stated

    @property
    def share(self) -> Fraction:
        """Return what part of the target was reached."""
        return self.done.printed.value / self.target

    @property
    def holds(self) -> bool:
        """Whether the score is the weight times that part, to the last place that scores are printed in."""
        score = min(self.share, Fraction(1)) * self.full.printed.value
        step = min(self.got.printed.numeral.step, Fraction(1, 10))
        return abs(score - self.got.printed.value) <= step

    @property
    def partial(self) -> bool:
        """Whether the row has less than full marks, and some."""
        return 0 < self.got.printed.value < self.full.printed.value

    @property
    def by_the_piece(self) -> bool:
        """Whether the row lost as much for each piece that is missing as sheets take off: 8 项, 6 done, 1 of 3 points left."""
        missing = self.target - self.done.printed.value
        counts = self.done.unit.dimension.startswith("count") and missing.denominator == 1 and missing > 0
        return counts and (self.full.printed.value - self.got.printed.value) / missing in _A_PIECE

    @property
    def of_other_base(self) -> Fraction | None:
        """Return the score due of 93.1% against 95% that has that of 93.1% itself, none where it has not."""
        rate, full, got = self.done.printed, self.full.printed.value, self.got.printed
        if rate.unit.dimension != "ratio" or not 0 < self.share < 1:
            return None
        step = got.numeral.step
        due, taken = self.share * full, rate.value * full
        meant = abs(taken - got.value) * 2 <= step and abs(due - got.value) > step * 2
        return round_to(due, step) if meant else None

    @property
    def praised(self) -> bool:
        """Whether the row has more than its part of the full marks for a target that was missed."""
        return self.got.printed.value > self.share * self.full.printed.value and self.share < 1


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the indicators of sheets that score by proportion."""
    least = 1 if any(_STATED.search(each.text) for each in english(facts)) else _PROVEN
    for sheet in sheets(facts):
        yield from _by_rate(facts, sheet)
        found = [each for headed in rows(facts, sheet) if (each := _indicator(facts, headed)) is not None]
        proven = [each for each in found if each.partial and each.holds]
        for each in found:
            if each.holds or each.by_the_piece:
                continue
            should = _slipped(each)
            others = [other for other in found if other is not each and not other.holds]
            if should is not None and proven:
                yield _outcome(facts, each, f"与得分相应的是 {decimal_text(should)}", Severity.ERROR)
            elif len(proven) >= _PROVEN and len(others) <= 1 and each.of_other_base is not None:
                why = f"其他指标按完成值与指标值之比得分，应得 {decimal_text(each.of_other_base)} 分"
                yield _outcome(facts, each, why, Severity.ERROR)
            elif len(proven) >= least and not others and each.praised:
                full = each.got.printed.value == each.full.printed.value
                why = "未达到目标却得满分" if full else "高于其他指标按完成比例的得分"
                yield _outcome(facts, each, why, Severity.WARNING)


def _by_rate(facts: Facts, sheet: Sheet) -> Iterator[Outcome]:
    """Judge the scores beside a rate of spending: 执行率 94.66%, 分值 10, 得分 9.47. Full marks may be a band's."""
    found: list[tuple[Stated, Stated, Stated, Fraction]] = []
    for headed in rows(facts, sheet):
        rate, full, got = (headed.one(pattern) for pattern in (_RATE, _WEIGHT, _SCORE))
        if rate is None or full is None or got is None or headed.text(_METHOD):
            continue
        share = rate.printed.value
        if rate.unit.dimension == "ratio" and 0 < share < 1 and full.printed.value > 0:
            found.append((rate, full, got, share * full.printed.value))
    for rate, full, got, should in found:
        value, step = got.printed.value, got.printed.numeral.step
        if value in (0, full.printed.value) or abs(value - should) <= max(step, Fraction(1, 100)):
            continue
        due = round_to(should, step)
        others = [
            abs(two.printed.value - each) <= two.printed.numeral.step
            for _, _, two, each in found
            if two is not got
        ]
        if slip(got, due) not in _SLIPS and not (others and all(others)):
            continue
        evidence = [
            evidence_of(facts, got.figure, got.mention, "stated"),
            evidence_of(facts, rate.figure, rate.mention, "part"),
            evidence_of(facts, full.figure, full.mention, "base"),
        ]
        name = got.mention.location.row or got.figure.label
        zh = f"{name}：执行率 {rate.mention.text}，分值 {full.mention.text}，按比例应得 {decimal_text(due)} 分，写 {got.mention.text} 分"
        en = f"{name}: {rate.mention.text} of {full.mention.text} is {decimal_text(due)}, {got.mention.text} is printed"
        yield said(rule(NAME, TITLE), zh, en, evidence)


def _indicator(facts: Facts, headed: Headed) -> _Indicator | None:
    done, full, got = (headed.one(pattern) for pattern in (_ACTUAL, _WEIGHT, _SCORE))
    aimed = headed.cell(_TARGET)
    if done is None or full is None or got is None or headed.cell(_METHOD) is not None:
        return None
    least = _AT_LEAST.fullmatch(headed.text(_TARGET).strip()) if aimed is None else None
    if least is not None and full.printed.value > 0:
        scale = 100 if done.unit.dimension == "ratio" else 1  # (%) of the label is lent to both
        return _Indicator(Fraction(least["n"].replace(",", "")) / scale, None, least.group(), done, full, got)
    if aimed is None:
        return None
    printed = facts.steps.printed(*aimed)
    # Of an upper bound less is better: proportion says nothing.
    if printed is None or printed.numeral.blank or re.search(r"[≤<＜]|不超|不高|以内|以下", aimed[1].text):
        return None
    if printed.unit.dimension != done.unit.dimension or printed.value <= 0 or full.printed.value <= 0:
        return None
    return _Indicator(printed.value, aimed, aimed[1].text, done, full, got)


def _slipped(found: _Indicator) -> Fraction | None:
    """Return the outcome that the score is of, where one slip of the pen parts it from the one printed."""
    if not found.partial:
        return None
    step = found.done.printed.step or Fraction(1)
    scale, half = found.target / found.full.printed.value, found.got.printed.numeral.step / 2
    low, high = ((found.got.printed.value + off) * scale for off in (-half, half))
    for factor in (10, 100, Fraction(1, 10), Fraction(1, 100)):
        if low <= found.done.printed.value * factor <= high:
            return found.done.printed.value * factor
    should = round_to((low + high) / 2, step)
    exact = low <= should <= high and high - low < step * 10
    return should if exact and slip(found.done, should) in _SLIPS else None


def _outcome(facts: Facts, found: _Indicator, why: str, level: Severity) -> Outcome:
    evidence = [
        evidence_of(facts, found.done.figure, found.done.mention, "stated"),
        *([evidence_of(facts, *found.aimed, "base")] if found.aimed is not None else ()),
        evidence_of(facts, found.got.figure, found.got.mention, "part"),
    ]
    name = found.done.mention.location.row or found.done.figure.label
    done, got = found.done.mention.text, found.got.mention.text
    zh = f"{name}：指标值 {found.shown}，完成 {done}，得分 {got}（分值 {found.full.mention.text}），{why}"
    en = f"{name}: target {found.shown}, outcome {done} and score {got} do not go together"
    confidence = "high" if level is Severity.ERROR else "medium"
    return said(rule(NAME, TITLE, level, confidence), zh, en, evidence, Verdict.DISCREPANCY)
