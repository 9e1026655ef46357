"""English: a percentage between two percentages that is their difference in points, and not the rate of change.

`The share rose by 27.6 per cent to 68.9 per cent`, where another sentence or a table row has 41.3 beside 68.9: it rose
by 27.6 percentage points. Only a pair that differs by just the figure told shows what was meant.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import english
from auditor.checks.common.relations import ONE, judged, quotient, rule
from auditor.checks.common.slips import MEANT, digits
from auditor.checks.common.tables import as_percent, header, numeric, sheets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.numbers import Number, Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "rate-told-points"
TITLE = {"zh": "百分点变动写成百分比", "en": "a difference in points is told as a percentage"}
_BY = re.compile(
    r"\b(?P<way>increased|rose|risen|grew|went up|decreased|fell|fallen|declined|dropped|went down) by\s*$",
    re.IGNORECASE,
)
_NOUN = re.compile(
    r"^[^.;:0-9]{0,30}(?:(?:19|20)[0-9]{2})?\)?,? an? (?:\w+ )?(?P<way>increase|rise|gain|improvement|decrease|decline|reduction|drop|fall) of\s*$",
    re.IGNORECASE,
)
_AGAINST = re.compile(r"^[^.;:0-9]{0,30}\b(?:compared (?:with|to)|against|from)\s*$", re.IGNORECASE)
_UP = re.compile(r"increase|rise|gain|improvement|rose|risen|grew|up", re.IGNORECASE)
_TO = re.compile(r"^[\s,]*to\s*$", re.IGNORECASE)
_FROM_TO = re.compile(r"^\s*to\s*$", re.IGNORECASE)


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the rates of change told of percentages."""
    told = [
        (sentence, rate, now, ONE if _UP.search(found["way"]) else -ONE)
        for sentence in english(facts)
        for rate, now in itertools.pairwise(sentence.stated)
        if rate.is_share and now.is_share and digits(now.known) >= MEANT - 1
        if _TO.match(sentence.between(rate, now)) and (found := _BY.search(sentence.before(rate)))
    ]
    yield from _compared(facts)
    pairs = list(_pairs(facts)) if told else []
    for _, rate, now, sign in told:
        value, change = now.known.printed.value, rate.known.printed.value
        before = [
            one
            for one, two in pairs
            if two.printed.value == value
            and one.printed.value == value - sign * change
            and one.printed.value > 0
        ]
        if before:
            parts = [(sign, now.known), (-sign, before[0])]
            yield judged(facts, quotient(rule(NAME, TITLE), rate.known, parts, [(ONE, before[0])]))


def _compared(facts: Facts) -> Iterator[Outcome]:
    """Judge `a rate of A, compared with B in 2023, a reduction of C%` where C is the distance of the two."""
    for sentence in english(facts):
        shares = sentence.stated
        for now, before, change in zip(shares, shares[1:], shares[2:], strict=False):
            if not (now.is_share and before.is_share and change.is_share):
                continue
            found = _NOUN.match(sentence.between(before, change))
            if found is None or not _AGAINST.match(sentence.between(now, before)):
                continue
            sign = ONE if _UP.search(found["way"]) else -ONE
            far = (now.known.printed.value - before.known.printed.value) * sign
            if far == change.known.printed.value and before.known.printed.value > 0:
                parts = [(sign, now.known), (-sign, before.known)]
                yield judged(facts, quotient(rule(NAME, TITLE), change.known, parts, [(ONE, before.known)]))


def _pairs(facts: Facts) -> Iterator[tuple[Stated, Stated]]:
    """Iterate over percentages that one sentence tells as from and to, or that stand in one row."""
    for sentence in english(facts):
        for one, two in itertools.pairwise(sentence.stated):
            if two.is_share and _led(sentence, one, two):
                yield as_percent(one.known, "%"), two.known
    for sheet in sheets(facts):
        for row in sheet.table.rows:
            cells = [
                as_percent(value, row.label or "", header(column))
                for column in numeric(sheet)
                if (value := sheet.at(row, column)) is not None
            ]
            rates = [each for each in cells if each.unit.dimension == "ratio"]
            yield from itertools.permutations(rates, 2)


def _led(sentence: Sentence, one: Number, two: Number) -> bool:
    return sentence.before(one).endswith(" from") and _FROM_TO.match(sentence.between(one, two)) is not None
