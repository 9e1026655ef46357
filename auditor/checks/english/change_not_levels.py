"""English: a change that the two levels of its clause do not give.

`A, compared with B in 2021, an increase of C, or p percent`; `rose by C (p percent) from B to A`; `up n basis points to A%
(2022: B%)`; `A, which is C above the request of B`. What part each number plays is read by `_clauses`; where two levels may be
meant, the rate and the amount of the change have to agree on one of them.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.english import end_of
from auditor.checks.common.nearby import nearby
from auditor.checks.common.relations import (
    ONE,
    WAY,
    compared,
    evidence_at,
    evidence_of_words,
    fits,
    judged,
    quotient,
    rule,
    said,
    summed,
)
from auditor.checks.common.slips import digits, slip_within
from auditor.checks.common.tables import as_percent, numeric, sheets
from auditor.checks.english._changes import Change, changes, pairs, sign_of
from auditor.checks.english._clauses import read
from auditor.checks.english._said import DOWN, UP, scale_word, way_of
from auditor.checks.english._takenup import taken_up
from auditor.checks.english._toldapart import told_apart
from auditor.checks.english._yearcells import gone_on, of_years
from auditor.findings import Verdict
from auditor.language import tree
from auditor.numbers import interval_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.numbers import Number, Stated
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

_HUNDRED, _THOUSAND = 100, 1000
_NEAR, _CLOSE, _TOLD, _EIGHTH = 40, 12, 2, 8
_FURTHER = "further"
_AND_BELOW = re.compile(r"\b(?:and|but) (?:above|below|over|under|more than|less than)\b")
"""£24k above budget and below the £4,218k of last year: the second level is no base of the change."""
NAME = "change-not-levels"
TITLE = {"zh": "增减与所述的两个水平不符", "en": "a change is not that of the levels told with it"}


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the changes of English clauses."""
    tables = nearby(sheet for sheet in sheets(facts) if sheet.values)
    for level, measured in taken_up(facts):
        if {each.dimension for pair in measured for each in pair[:2]} == {level.dimension}:
            for by, earlier, direction in measured:
                parts = [(ONE, earlier.known), (direction, by.known)]
                yield judged(facts, summed(rule(NAME, TITLE), level.known, parts, role="stated"))
    yield from (judged(facts, each) for each in told_apart(facts, rule(NAME, TITLE)))
    for sentence, told in read(facts):
        directed: set[int] = set()
        for change in changes(sentence, told):
            now, base = change.now, _base(change)
            if now is not None and base is not None:
                directed.add(id(now))
                yield from _of_two(facts, change, now, base)
            elif now is not None and not change.bases:
                yield from _of_one(facts, change, now)
                close = tables.near(sentence.paragraph.block.index, _CLOSE)
                yield from (judged(facts, each) for each in of_years(facts, rule(NAME, TITLE), change, close))
                yield from _of_row(change, now, tables.near(sentence.paragraph.block.index, _NEAR))
            elif base is not None:
                yield from _of_rate(facts, change, base)
        if _FURTHER in sentence.text:
            close = tables.near(sentence.paragraph.block.index, _CLOSE)
            yield from (judged(facts, each) for each in gone_on(facts, rule(NAME, TITLE), sentence, close))
        for now, before, way in pairs(told):
            if id(now) not in directed:
                yield from (_worded(each, sentence, now, way) for each in _way(facts, now, before, way))


def _base(change: Change) -> Number | None:
    """Return the level that a change is measured from: the only one, or the one that amount and rate agree on."""
    found = [
        each
        for each in change.bases
        if (change.now is None or each.dimension in {change.now.dimension, "number"})
        and not _AND_BELOW.search(_up_to(change, each))
    ]
    if len(found) < 2 or change.amount is None or change.rate is None:  # noqa: PLR2004 - one needs no choice
        return found[0] if len(found) == 1 else None
    if change.amount.stated is None or change.rate.stated is None:
        return None
    told = change.rate.known.printed
    fitting = [
        each
        for each in found
        if each.stated
        and each.known.printed.value
        and abs(change.amount.known.printed.value / each.known.printed.value - told.value) * 2 <= told.step
    ]
    return fitting[0] if len(fitting) == 1 else None


def _up_to(change: Change, base: Number) -> str:
    """Return what stands between what changed by so much and a level, where the level stands behind it."""
    by = change.amount or change.rate
    numbers = change.sentence.numbers
    if by is None or by not in numbers or base not in numbers or numbers.index(by) > numbers.index(base):
        return ""
    return change.sentence.between(by, base)


def _of_two(facts: Facts, change: Change, now: Number, base: Number) -> Iterator[Outcome]:
    if now.stated is None or base.stated is None or now.sign or base.sign:
        return
    # from 35.3 to 35.7 percent: only the second prints the sign
    level, earlier = now.known, _alike(base, now)
    if level.unit.dimension != earlier.unit.dimension:
        return
    after, before = level.printed.value, earlier.printed.value
    if min(after, before) <= 0:
        return
    if _unlike(level, earlier) and change.rate is not None:
        yield _other_scale(change, now, base)
        return
    if after != before and (after > before) != (change.way > 0) and not change.open:
        if now in change.sentence.numbers:
            comparison = tree.Relation.GREATER if change.way > 0 else tree.Relation.LESS
            yield _worded(
                judged(facts, compared(WAY, level, comparison, earlier)), change.sentence, now, change.way
            )
        elif (
            change.rate is None
            or not change.rate.stated
            or not _mends(level, earlier, change.way * change.rate.known.printed.value)
        ):
            return  # what the sentence before tells need not be what increased
    sign, info = sign_of(change), rule(NAME, TITLE)
    parts = [(sign, level), (-sign, earlier)]
    amount, rate = change.amount, change.rate
    if (
        amount is not None
        and amount.stated
        and amount.dimension == ("points" if now.is_share else now.dimension)
    ):
        yield judged(facts, summed(info, amount.known, parts, role="stated"))
    if (
        rate is not None
        and rate.stated
        and not now.is_share
        and not _to_the_thousand(rate.known, level, earlier)
    ):
        yield judged(facts, quotient(info, rate.known, parts, [(ONE, earlier)]))
    elif rate is not None and rate.stated and _in_points(rate.known, after, before):
        yield _confused(change, rate, now)


def _to_the_thousand(rate: Stated, level: Stated, earlier: Stated) -> bool:
    """Whether levels that are told to the thousand leave open a last place of a rate told to one: 18,000 to 27,000, 51%."""
    one, two = (each.printed for each in (level, earlier))
    if any(
        each.step != 1 or each.value % _THOUSAND or each.value >= _HUNDRED * _THOUSAND for each in (one, two)
    ):
        return False
    told, half = rate.printed, Fraction(_THOUSAND, 2)
    low, high = (one.value - half) / (two.value + half) - 1, (one.value + half) / (two.value - half) - 1
    off = abs(abs(one.value / two.value - 1) - abs(told.value))
    return (
        told.step * _HUNDRED == 1
        and off * 2 <= 3 * told.step
        and low <= (told.value if one.value > two.value else -abs(told.value)) <= high
    )


def _unlike(one: Stated, two: Stated) -> bool:
    """Whether two levels are near each other but for million and billion: from £2.0 billion to £1.8 million."""
    a, b = (each.printed.numeral.value for each in (one, two))
    scales = {each.printed.unit.factor for each in (one, two)}
    return min(scales) > 1 and max(scales) == 1000 * min(scales) and max(a, b) < _TOLD * min(a, b)


def _other_scale(change: Change, now: Number, base: Number) -> Outcome:
    block = change.sentence.paragraph.block
    items = [evidence_at(block, each.occurrence) for each in (now, base)]
    items += [
        attrs.evolve(each, role="word") for number in (now, base) if (each := scale_word(number)) is not None
    ]
    one, two = (block.text[each.occurrence.span.start : end_of(each)] for each in (base, now))
    zh = f"由 {one} 到 {two}，两者单位相差千倍"
    return said(rule(NAME, TITLE), zh, f"from {one} to {two}: one is told in thousands of the other", items)


def _mends(level: Stated, earlier: Stated, rate: Fraction) -> bool:
    """Whether a slip in one of two levels that are near each other keeps them from a rate told of them."""
    one, two, grown = level.printed, earlier.printed, 1 + rate
    if grown <= 0 or abs(one.value - two.value) * _EIGHTH > two.value:
        return False
    slips = ((earlier, one.value / grown, one.step), (level, two.value * grown, two.step))
    return any(slip_within(*each) is not None for each in slips)


def _worded(outcome: Outcome, sentence: Sentence, number: Number, way: int) -> Outcome:
    """Return an outcome with the word that says which way it went, nearest to a number: it may be what is wrong."""
    at = number.occurrence.span.start - sentence.start
    words = [
        each
        for each in re.finditer(r"[A-Za-z]+", sentence.text)
        if way_of(each.group()) == (UP if way > 0 else DOWN)
    ]
    if outcome.verdict is not Verdict.DISCREPANCY or not words:
        return outcome
    word = min(words, key=lambda each: abs(each.start() - at))
    told = evidence_of_words(sentence.paragraph.block, sentence.start + word.start(), word.group(), "way")
    return attrs.evolve(outcome, evidence=(*outcome.evidence, attrs.evolve(told, role="word")))


def _in_points(rate: Stated, now: Fraction, before: Fraction) -> bool:
    """Whether what is told as a rate is by how many points two shares differ, and not by what part."""
    told = abs(rate.printed.value)
    apart = abs(now - before)
    # A rate that is told to no more places than both may be: from 50% to 55% is 5 points, and 10%.
    return apart == told != 0 and before > 0 and abs(apart / before - told) * 2 > rate.printed.step


def _confused(change: Change, rate: Number, now: Number) -> Outcome:
    zh = f"到 {now.occurrence.text} 相差的是百分点，写成“{rate.occurrence.text}%”".replace("%%", "%")
    en = f"what parts {now.occurrence.text} from the level before are percentage points, told as {rate.occurrence.text} percent"
    return said(rule(NAME, TITLE), zh, en, [evidence_at(change.sentence.paragraph.block, rate.occurrence)])


def _of_row(change: Change, now: Number, tables: Iterable[Sheet]) -> Iterator[Outcome]:
    """Say that a share rose by points and not percent, as the row of a table shows that has both its levels."""
    rate = change.rate
    if rate is None or not (rate.stated and now.stated) or not now.is_share or change.amount is not None:
        return
    if min(digits(rate.known), digits(now.known)) < _TOLD:
        return
    level, told = now.known.printed.numeral.value, abs(rate.known.printed.numeral.value)
    before = level - change.way * told
    grown = level / (1 + change.way * told / _HUNDRED) if told < _HUNDRED else level
    for sheet in tables:
        for row in sheet.table.rows:
            cells = [value for column in numeric(sheet) if (value := sheet.at(row, column)) is not None]
            values = [each.printed.numeral.value for each in cells]
            if (
                level in values
                and before in values
                and all(abs(each - grown) > told / _HUNDRED for each in values)
            ):
                yield _confused(change, rate, now)
                return


def _alike(before: Number, now: Number) -> Stated:
    """Return a base as what its level is, where only the level prints a sign: from 2.8 to 3.3 billion; €9.4 billion, up from 2.9 billion."""
    base, level = before.known, now.known
    one, two = base.printed, level.printed
    ahead = before.occurrence.span.start < now.occurrence.span.start
    if level.unit.dimension == "ratio":
        return as_percent(base, "%") if one.value <= _HUNDRED else base
    if one.unit.dimension == "number" and not one.unit.symbol and two.unit.factor != 1 and ahead:
        value, step = two.unit.in_base(one.numeral.value), two.unit.in_base(one.numeral.step)
        told = attrs.evolve(one, unit=two.unit, value=value, step=step, interval=interval_of(value, step))
        return attrs.evolve(base, printed=told)
    if two.unit.dimension == "number" and not two.unit.symbol and one.unit.factor == 1 and ahead:
        return attrs.evolve(base, printed=attrs.evolve(one, unit=two.unit))  # from 39.1 years to 40.0
    scaled = one.unit.dimension == "number" and one.unit.symbol and two.unit.dimension.startswith("measure:")
    return attrs.evolve(base, printed=attrs.evolve(one, unit=two.unit)) if scaled else base


def _of_one(facts: Facts, change: Change, now: Number) -> Iterator[Outcome]:
    """Judge `rose by C (p percent) to A`, whose earlier level is not printed: p is C over A less C."""
    amount, rate = change.amount, change.rate
    if amount is None or rate is None or not (amount.stated and rate.stated and now.stated):
        return
    if amount.dimension != now.dimension or now.is_share or now.sign:
        return
    way = Fraction(change.way)
    size = abs(amount.known.printed.value)
    if now.known.printed.value - way * size <= 0:
        return
    turned = amount.known.printed.value < 0
    base = [(ONE, now.known), (ONE if turned and way < 0 else -way, amount.known)]
    sign = -ONE if (rate.known.printed.value < 0) != turned else ONE
    relation = quotient(rule(NAME, TITLE), rate.known, [(ONE, amount.known)], base, factor=sign)
    # A change of the last places of a level in millions leaves the rate open: no note of that.
    if now.known.printed.step <= amount.known.printed.step or not fits(facts, relation):
        yield judged(facts, relation)


def _of_rate(facts: Facts, change: Change, base: Number) -> Iterator[Outcome]:
    """Judge `rose by C, or p percent, from B`: p is C over B."""
    amount, rate = change.amount, change.rate
    if amount is None or rate is None or not (amount.stated and rate.stated and base.stated):
        return
    if amount.dimension == base.dimension and base.known.printed.value > 0:
        yield judged(
            facts, quotient(rule(NAME, TITLE), rate.known, [(ONE, amount.known)], [(ONE, base.known)])
        )


def _way(facts: Facts, now: Number, before: Number, way: int) -> Iterator[Outcome]:
    if now.stated is None or before.stated is None or now.sign or before.sign:
        return
    earlier = _alike(before, now)
    if now.dimension != earlier.unit.dimension or now.known.printed.value == earlier.printed.value:
        return
    comparison = tree.Relation.GREATER if way > 0 else tree.Relation.LESS
    yield judged(facts, compared(WAY, now.known, comparison, earlier))
