"""Relations that detectors propose: a claim and the sum or quotient that should give it."""

from __future__ import annotations

import functools
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor.checks.common.numbers import Number, Stated, exactly
from auditor.evaluation import forms
from auditor.evaluation.binding import PRODUCT, SUM, Term, hole
from auditor.evaluation.dimensions import Dimension
from auditor.evaluation.judging import judge
from auditor.evaluation.relations import Outcome, Relation, RuleInfo
from auditor.evaluation.variables import Variable
from auditor.findings import Evidence, Severity, Verdict
from auditor.language import tree
from auditor.numbers import interval_of, plain_text, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.report.blocks import Block, Occurrence

Weighted = tuple[Fraction, Stated]
"""A figure and how often it counts: -1 where it is taken off."""
ONE = Fraction(1)
LITTLE = 1
"""So many last places beyond what rounding explains may be a share that was cut off or pushed."""
FEW = 100
_LIKE = {"points": "ratio"}


def rule(
    name: str, title: Mapping[str, str], level: Severity = Severity.ERROR, confidence: str = "high"
) -> RuleInfo:
    """Return what a finding needs to know of the detector behind it."""
    return _rule(name, tuple(title.items()), level, confidence)


@functools.lru_cache(maxsize=1024)
def _rule(name: str, titles: tuple[tuple[str, str], ...], level: Severity, confidence: str) -> RuleInfo:
    title = dict(titles)
    return RuleInfo(
        id=name, title=title["zh"], titles=title, level=level, confidence=confidence, pack="detectors"
    )


WAY = rule("order-words", {"zh": "比较用语与数字不符", "en": "a word of direction contradicts the figures"})
"""What checks of changes say where their amount is right and the word for its direction is not."""


class _Sheet:
    """The unknowns of one relation, each once."""

    def __init__(self) -> None:
        self.variables: list[Variable] = []
        self._known: dict[int, int] = {}

    def index(self, stated: Stated, role: str) -> int:
        identity = id(stated.mention)
        if identity not in self._known:
            self._known[identity] = len(self.variables)
            self.variables.append(Variable(stated.figure, stated.alternatives, role=role))
        return self._known[identity]

    def one(self, stated: Stated, role: str) -> Term:
        return _one(self.index(stated, role), stated.unit.dimension)

    def sum(self, parts: Sequence[Weighted], role: str) -> Term:
        return _sum(self.members(parts, role), parts[0][1].unit.dimension)

    def members(self, parts: Sequence[Weighted], role: str) -> _Members:
        return tuple([(*weight.as_integer_ratio(), self.index(stated, role)) for weight, stated in parts])

    def relation(
        self, info: RuleInfo, left: Term, right: Term, comparison: tree.Relation = tree.Relation.EQUAL
    ) -> Relation:
        return Relation(
            rule=info, comparison=comparison, left=left, right=right, variables=tuple(self.variables)
        )


_Members = tuple[tuple[int, int, int], ...]
"""How often each unknown counts, as one whole number over another, and which it is."""
# Terms of a shape are made once: tables of a long draft are summed and divided ten thousand times in a few ways.
_SHAPES = 1024


@functools.lru_cache(maxsize=_SHAPES)
def _one(index: int, dimension: str) -> Term:
    return Term(forms.variable(index), Dimension.called(dimension), hole(index))


@functools.lru_cache(maxsize=_SHAPES)
def _sum(parts: _Members, dimension: str) -> Term:
    terms: list[forms.Form] = []
    text = ""
    for top, bottom, index in parts:
        weight = Fraction(top, bottom)
        terms.append(forms.multiply(forms.constant(weight), forms.variable(index)))
        size = abs(weight)
        shown = hole(index) if size == 1 else f"{_plain(size)} × {hole(index)}"
        text += f" {'-' if weight < 0 else '+'} {shown}" if text else f"{'-' if weight < 0 else ''}{shown}"
    return Term(forms.total(terms), Dimension.called(dimension), text, SUM if len(parts) > 1 else PRODUCT)


def _plain(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"


def plus(stated: Sequence[Stated]) -> list[Weighted]:
    """Return figures that all count once; a plain 0 among finer ones is nothing at all, and not less than a half."""
    finest = min((each.printed.step for each in stated if each.printed.value), default=Fraction(0))
    return [
        (ONE, exactly(each) if not each.printed.value and finest < each.printed.step else each)
        for each in stated
    ]


def _all_whole_points(claim: Stated, parts: Sequence[Weighted]) -> bool:
    """Whether so many points are told to the point, which is how they are given: 3 分 and 2 分 are no rounded 6."""
    return claim.unit.dimension == "score" and all(
        each.unit.dimension == "score" and each.printed.numeral.step == 1
        for each in (claim, *(part for _, part in parts))
    )


def summed(
    info: RuleInfo,
    claim: Stated,
    parts: Sequence[Weighted],
    *,
    role: str = "total",
    comparison: tree.Relation = tree.Relation.EQUAL,
) -> Relation:
    """Return the relation that `parts` add up to `claim`; whole points of whole points hide no rounding."""
    if _all_whole_points(claim, parts):
        claim, parts = exactly(claim), [(weight, exactly(part)) for weight, part in parts]
    if claim.printed.lent and any(part.printed.lent and part.printed.value for _, part in parts):
        # 328,661 万元 = 49,376 万元 + 279,285.70 万元: the total and a part are cut to whole amounts, though others are not.
        own = [(weight, as_printed(part)) for weight, part in parts]
        if near_sum(as_printed(claim), own):
            claim, parts = as_printed(claim), own
    sheet = _Sheet()
    left = sheet.one(claim, role)
    right = sheet.sum(parts, "part")
    return sheet.relation(info, left, right, comparison)


def quotient(  # noqa: PLR0913 - a relation has these parts
    info: RuleInfo,
    claim: Stated,
    above: Sequence[Weighted],
    below: Sequence[Weighted],
    *,
    less: Fraction = Fraction(0),
    factor: Fraction = ONE,
) -> Relation:
    """Return the relation that `above` over `below`, less a constant, gives `claim`."""
    sheet = _Sheet()
    left = sheet.one(claim, "stated")
    parts, bases = sheet.members(above, "part"), sheet.members(below, "base")
    right = _quotient(parts, bases, less.as_integer_ratio(), factor.as_integer_ratio())
    return sheet.relation(info, left, right)


@functools.lru_cache(maxsize=_SHAPES)
def _quotient(above: _Members, below: _Members, off: tuple[int, int], times: tuple[int, int]) -> Term:
    top, bottom = _sum(above, ""), _sum(below, "")
    less, factor = Fraction(*off), Fraction(*times)
    form = forms.divide(top.form, bottom.form)
    alone = len(below) == 1 and abs(below[0][0]) == below[0][1]
    text = f"{top.within(PRODUCT)} / {bottom.text if alone else f'({bottom.text})'}"
    hold = PRODUCT
    if less:
        form = forms.subtract(form, forms.constant(less))
        text, hold = f"{text} - {_plain(less)}", SUM
    if factor != 1:
        form = forms.multiply(forms.constant(factor), form)
        text = f"-({text})" if factor == -1 else f"({text}) × {_plain(factor)}"
    return Term(form, Dimension.called("number"), text, hold)


def proportional(info: RuleInfo, claim: Stated, part: Stated, other: Stated, base: Stated) -> Relation:
    """Return the relation that `part` has the share `claim` where `base` has the share `other`."""
    sheet = _Sheet()
    left = sheet.one(claim, "stated")
    terms = [sheet.one(part, "part"), sheet.one(other, "base"), sheet.one(base, "base")]
    form = forms.divide(forms.multiply(terms[0].form, terms[1].form), terms[2].form)
    text = f"{terms[0].text} × {terms[1].text} / {terms[2].text}"
    return sheet.relation(info, left, Term(form, Dimension.of(unit_of("")), text, PRODUCT))


def regrown(
    info: RuleInfo, rate: tuple[int, Stated], whole: Stated, parts: Sequence[tuple[Stated, int, Stated]]
) -> Relation:
    """Return the relation that a whole grew as its parts did: by whole / Σ part / (1 ± its rate) - 1."""
    sheet = _Sheet()
    left, top = sheet.one(rate[1], "stated"), sheet.one(whole, "base")
    earlier: list[forms.Form] = []
    texts: list[str] = []
    for part, sign, grown in parts:
        level, growth = sheet.one(part, "part"), sheet.one(grown, "part")
        signed = forms.multiply(forms.constant(Fraction(sign)), growth.form)
        earlier.append(forms.divide(level.form, forms.total([forms.constant(ONE), signed])))
        texts.append(f"{level.text} / (1 {'-' if sign < 0 else '+'} {growth.text})")
    now = forms.divide(top.form, forms.total(earlier))
    form = forms.multiply(forms.constant(Fraction(rate[0])), forms.subtract(now, forms.constant(ONE)))
    text = f"{top.text} / ({' + '.join(texts)})"
    text = f"{text} - 1" if rate[0] > 0 else f"1 - {text}"
    return sheet.relation(info, left, Term(form, Dimension.of(unit_of("")), text, SUM))


def balanced(info: RuleInfo, one: Sequence[Weighted], two: Sequence[Weighted]) -> Relation:
    """Return the relation that two lists of figures have one sum."""
    sheet = _Sheet()
    left, right = sheet.sum(one, "stated"), sheet.sum(two, "part")
    return sheet.relation(info, left, right)


def indexed(info: RuleInfo, claim: Stated, index: Stated, sign: int) -> Relation:
    """Return the relation that a rise (or, with sign -1, a fall) is that of an index whose base is 100."""
    sheet = _Sheet()
    left, right = sheet.one(claim, "stated"), sheet.one(index, "base")
    rate = forms.subtract(forms.divide(right.form, forms.constant(Fraction(100))), forms.constant(ONE))
    text = f"({right.text} - 100) / 100" if sign > 0 else f"(100 - {right.text}) / 100"
    form = forms.multiply(forms.constant(Fraction(sign)), rate)
    return sheet.relation(info, left, Term(form, Dimension.of(unit_of("")), text, PRODUCT))


def compared(info: RuleInfo, left: Stated, sign: tree.Relation, right: Stated) -> Relation:
    """Return the relation that two figures stand in the order that the words claim."""
    sheet = _Sheet()
    one, two = sheet.one(left, "stated"), sheet.one(right, "base")
    return sheet.relation(info, one, two, sign)


def fits(facts: Facts, relation: Relation) -> bool:
    """Whether the figures as printed can satisfy a relation."""
    return judge(facts, relation).verdict.consistent


def near_sum(claim: Stated, parts: Sequence[Weighted]) -> bool:
    """Whether rounding could explain a sum: a quick test before the evaluator is asked."""
    left, slack = claim.printed.value, claim.printed.step
    for weight, stated in parts:
        # Asked of every choice of columns: most weights are 1, and multiplying by it costs as much as adding.
        left -= stated.printed.value if weight is ONE else weight * stated.printed.value
        if step := stated.printed.step:
            slack += step if weight is ONE else abs(weight) * step
    return abs(left) <= slack and _addable(claim, parts)


def _addable(claim: Stated, parts: Sequence[Weighted]) -> bool:
    """Whether figures are of kinds that can be added: 202 台 are lost in what 372.41 万元 are rounded by, and no part of them."""
    units = [claim.unit, *(stated.unit for _, stated in parts)]
    kinds = {_LIKE.get(kind, kind) for unit in units for kind in [unit.dimension.partition(":")[0]]}
    # What prints no unit may be of that of the others, but not among 万元: there it would be so many 元.
    scaled = any(unit.dimension == "money" and unit.factor != 1 for unit in units)
    return len(kinds - {"number"}) <= 1 and not (scaled and "number" in kinds)


def rounded(stated: Stated) -> Stated:
    """Return a mean as a rounded number: 张 is the unit of counts, which are exact, and 6.95 is none."""
    printed = stated.printed
    step = printed.numeral.step * printed.unit.factor
    return attrs.evolve(
        stated, printed=attrs.evolve(printed, step=step, interval=interval_of(printed.value, step))
    )


def near_ratio(claim: Stated, above: Stated, below: Stated) -> bool:
    """Whether rounding could explain a quotient: a quick test before the evaluator is asked."""
    top, bottom = above.printed, below.printed
    if bottom.value == 0:
        return False
    ratio = top.value / bottom.value
    slack = claim.printed.step
    if abs(bottom.value) > bottom.step:
        slack += (top.step + abs(ratio) * bottom.step) / abs(bottom.value)
    # A base of one last place, 7 over 1, could as well be nothing: what is rounded away would explain any rate.
    return abs(ratio - claim.printed.value) <= slack


def shown_ratio(claim: Stated, above: Stated, below: Stated) -> bool:
    """Whether a rate bears out what it is of: 11 over 12 is near to 12 over 11 by rounding, and counts are not rounded."""
    small = all(cell.printed.numeral.step == 1 and 0 < cell.printed.value < FEW for cell in (above, below))
    return near_ratio(claim, above, below) and (
        not small or near_ratio(claim, exactly(above), exactly(below))
    )


def near_growth(claim: Stated, now: Stated, before: Stated, scale: Fraction = ONE) -> bool:
    """Whether a rate is nearly the change between two levels: a quick test before the evaluator is asked."""
    if now.unit.dimension != before.unit.dimension or before.printed.value <= 0:
        return False
    rate = now.printed.value / before.printed.value - 1
    return abs(rate * scale - claim.printed.value) <= claim.printed.step * 2


def judged(facts: Facts, relation: Relation) -> Outcome:
    """Return the evaluator's verdict; a gap of a last place or two beyond rounding is only to be verified.

    Nobody declared these relations exact, and published sums and shares are pushed and cut by so much.
    """
    outcome = judge(facts, relation)
    decision = outcome.decision
    if outcome.verdict is not Verdict.DISCREPANCY or decision is None or decision.beyond is None:
        return outcome
    counts = any(variable.alternatives[0].step == 0 for variable in relation.variables[:1])
    if counts or len(relation.variables) < 3 or not 0 <= decision.beyond <= LITTLE:  # noqa: PLR2004 - a pair is one figure
        return outcome
    level = min(outcome.rule.level, Severity.WARNING, key=lambda each: each.rank)
    return attrs.evolve(outcome, rule=attrs.evolve(outcome.rule, level=level, confidence="medium"))


def noted(outcome: Outcome) -> Outcome:
    """Return an outcome whose finding is a note only: a value that was cut off and not rounded."""
    return attrs.evolve(outcome, rule=attrs.evolve(outcome.rule, level=Severity.NOTE, confidence="low"))


def as_printed(stated: Stated) -> Stated:
    """Return a value with the step that its own digits show, whatever the others of the document lend it."""
    printed = stated.printed
    if not printed.lent:
        return stated
    step = printed.unit.in_base(printed.numeral.step)
    own = attrs.evolve(printed, step=step, interval=interval_of(printed.value, step), lent="")
    return attrs.evolve(stated, printed=own)


def first_held(facts: Facts, relations: Sequence[Relation], *, sure: bool) -> Iterator[Outcome]:
    """Yield the first relation that holds; where none does, the first, which is the likeliest, if that is sure."""
    outcomes = [judged(facts, relation) for relation in relations]
    held = next((outcome for outcome in outcomes if outcome.verdict.consistent), None)
    if held is not None:
        yield held
    elif outcomes and sure:
        yield outcomes[0]


def confirmed(facts: Facts, relations: Iterable[Relation]) -> Iterator[Outcome]:
    """Yield what holds of relations that only show what another one has to be: they are checked as it is."""
    outcomes = (judged(facts, relation) for relation in relations)
    return (outcome for outcome in outcomes if outcome.verdict.consistent)


def said(
    info: RuleInfo, zh: str, en: str, evidence: Sequence[Evidence], verdict: Verdict = Verdict.DISCREPANCY
) -> Outcome:
    """Return an outcome about words or structure, said in both languages."""
    return Outcome(
        rule=info,
        verdict=verdict,
        kind="survey",
        evidence=tuple(evidence),
        facts={"say.zh": zh, "say.en": en},
    )


def evidence_at(block: Block, occurrence: Occurrence, role: str = "stated") -> Evidence:
    """Return the evidence of a number, date or reference that need not be a figure."""
    label = occurrence.label.name if occurrence.label is not None else ""
    key = (
        occurrence.key or f"{'/'.join(block.section[-1:])}.{label or occurrence.kind.value}.{occurrence.text}"
    )
    numeral = occurrence.numeral
    return Evidence(
        key=key,
        label=label or occurrence.text,
        role=role,
        text=occurrence.text,
        unit=occurrence.unit,
        location=occurrence.location,
        value=None if numeral is None or numeral.blank else plain_text(numeral),
    )


def evidence_of_words(block: Block, start: int, text: str, label: str = "数量") -> Evidence:
    """Return the evidence of words that are no numeral: 五 in 五个方面, the names of a list."""
    line, column = block.place(start)
    location = block.location if line is None else attrs.evolve(block.location, line=line, column=column)
    key = f"{'/'.join(block.section)}.{label}"
    return Evidence(key=key, label=label, role="stated", text=text, unit="", location=location)


def word_of(number: Number) -> Evidence | None:
    """Return the evidence of the word that says which way a change goes: the word may be the wrong one of the two."""
    word = number.occurrence.sign_word
    at = number.block.text.rfind(word, 0, number.occurrence.span.start) if word else -1
    return evidence_of_words(number.block, at, word, "增减") if at >= 0 else None
