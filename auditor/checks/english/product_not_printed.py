"""English: a product that is not price times quantity.

`An average of 1,759 per quarter`, where 7,037 are told of the year; `equivalent to` so many times the figure before.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.english import english
from auditor.checks.common.relations import judged, rule, summed
from auditor.checks.common.slips import MEANT, digits, slip_within

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.numbers import Number
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "product-not-printed"
TITLE = {"zh": "单价、数量与金额不符", "en": "a price, a quantity and their amount do not agree"}
_AVERAGE = re.compile(r"\baverag\w+(?: of)?\s*[$€£]?\s*$", re.IGNORECASE)
_PERIODS = re.compile(r"^\s*(?:[a-z]+ ){0,3}(?:per|a|each|every) (?P<period>quarter|month|week|day)\b")
_TIMES = {"quarter": 4, "month": 12, "week": 52, "day": 365}
_EQUAL = re.compile(r"\b(?:the )?equivalent (?:to|of)\s*[$€£]?\s*$")
_MOST = 13


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge `an average of 1,759 per quarter` by a figure of the year, and `equivalent to 120,908` by the one before, of which a slip parts it."""
    told = [each for sentence in english(facts) for each in sentence.stated if _long(each)]
    for sentence in english(facts):
        for number in sentence.stated:
            if not _long(number):
                continue
            found = _PERIODS.search(sentence.after(number)[:40])
            if found is not None and _AVERAGE.search(sentence.before(number)):
                times = [Fraction(1, _TIMES[found["period"].lower()])]
                wholes = [each for each in told if each is not number]
            elif _EQUAL.search(sentence.before(number)):
                times = [Fraction(count) for count in range(2, _MOST)]
                before = [each for each in told if each.block is number.block and _ahead(each, number)]
                wholes = before[-1:]
            else:
                continue
            pairs = [(each, by) for each in wholes for by in times if each.dimension == number.dimension]
            off = [(_missed(number, each, by), each, by) for each, by in pairs]
            if any(kind == "" for kind, _, _ in off):
                continue
            meant = [(each, by) for kind, each, by in off if kind == "swap"]
            if len({each.known.printed.value for each, _ in meant}) == 1:
                whole, by = meant[0]
                info = attrs.evolve(rule(NAME, TITLE), explained=True)
                yield judged(facts, summed(info, number.known, [(by, whole.known)]))


def _long(number: Number) -> bool:
    return not (number.is_share or number.sign) and digits(number.known) >= MEANT


def _ahead(one: Number, two: Number) -> bool:
    return one.occurrence.span.start < two.occurrence.span.start


def _missed(number: Number, whole: Number, by: Fraction) -> str | None:
    """Return nothing where a figure is so many times another one, the slip that parts it from that, None where none does."""
    value, slack = whole.known.printed.value * by, whole.known.printed.step * by / 2
    if abs(value - number.known.printed.value) <= slack + number.known.printed.step:
        return ""
    found = slip_within(number.known, value, slack)
    return found[0] if found is not None else None
