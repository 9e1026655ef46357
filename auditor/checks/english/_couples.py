"""English: counts told with their shares, of which two are all of one whole: 285 constituencies (44%) grew, and 364 (56%) fell.

Two couples are all there are where their shares make 100, where one of them is what it is of both, or where both counts make a whole that
is printed and that one of them is the share of. Then each share is its count over both, or over that whole.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.checks.common.english import Sentence, english
from auditor.checks.common.numbers import Number
from auditor.checks.common.relations import ONE, near_ratio, plus, quotient, summed
from auditor.checks.common.slips import digits, slip, slip_within

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Relation, RuleInfo

_SHARE_BEHIND = re.compile(r"^[^.;:,()0-9%]{0,60}\(\s*$|^[^.;:()0-9%]{1,60}?,?\s*(?:\bor|representing)\s*$")
_COUNT_BEHIND = re.compile(r"^[^.;:,()0-9%]{0,80}\(\s*[$€£]?\s*$")
_CHANGED = re.compile(
    r"\b(?:increas|decreas|declin|chang|grow)\w*(?: of| by)?\s*$|\b(?:(?:rose|fell|grew) by|rose|fell|grew|up|down|from|than)\s*$",
    re.IGNORECASE,
)
_CHANGE_BEHIND = re.compile(
    r"^\s*\)?\s*(?:more|less|higher|lower|fewer|increase|decrease|reduction|up|down|above|below|on)\b",
    re.IGNORECASE,
)
_REST = re.compile(r"\b(?:remaining|remainder|rest|others?)\b", re.IGNORECASE)
_NEAR, _CHOICES = 6, 20
_LEAST = 2
_LITTLE = Fraction(1, 50)


@records.frozen(eq=False)
class Couple:
    """A count and the share that is told with it."""

    part: Number
    share: Number
    sentence: Sentence


def couples(sentence: Sentence) -> Iterator[Couple]:
    """Iterate over the counts of a sentence that are told with their shares."""
    for one, two in itertools.pairwise(sentence.numbers):
        if one.stated is None or two.stated is None or one.is_share == two.is_share:
            continue
        part, share = (two, one) if one.is_share else (one, two)
        words = sentence.between(one, two)
        joined = _SHARE_BEHIND if part is one else _COUNT_BEHIND
        plain = not (part.sign or share.sign) and part.dimension not in {"points", "score"}
        changed = _CHANGED.search(sentence.before(one)) or _CHANGE_BEHIND.match(sentence.after(two))
        if (
            plain
            and joined.match(words)
            and not changed
            and 0 < share.known.printed.value < 1
            and part.known.printed.value > 0
        ):
            yield Couple(part, share, sentence)


def all_of_both(facts: Facts, info: RuleInfo) -> Iterator[Relation]:
    """Iterate over the relations of two couples that are all of one whole."""
    told = [each for sentence in english(facts) for each in couples(sentence)]
    wholes = [
        each for sentence in english(facts) for each in sentence.stated if not (each.is_share or each.sign)
    ]
    for one, two in itertools.pairwise(told):
        apart = two.part.block.index - one.part.block.index
        if (
            one.part.dimension == two.part.dimension
            and apart <= _NEAR
            and one.part.block.section == two.part.block.section
        ):
            yield from _both(info, one, two, wholes)


def of_one_whole(facts: Facts, info: RuleInfo) -> Iterator[Relation]:
    """Iterate over the relations of couples to a whole that others are of, from which one slip parts them.

    The whole stands right before, or two others are of it; none is of any other whole that is printed.
    """
    told = [each for sentence in english(facts) for each in couples(sentence) if _long(each)]
    wholes: dict[tuple[str, Fraction], Number] = {}
    for sentence in english(facts):
        for each in sentence.stated:
            if not (each.is_share or each.sign) and digits(each.known) > _LEAST:
                wholes.setdefault((each.dimension, each.known.printed.value), each)
    for couple in told:
        ours = [each for each in wholes.values() if _can_be(couple, each)]
        if any(near_ratio(couple.share.known, couple.part.known, each.known) for each in ours):
            continue
        for whole in ours:
            others = [
                each
                for each in told
                if each is not couple
                and _can_be(each, whole)
                and near_ratio(each.share.known, each.part.known, whole.known)
            ]
            before = couple.part.block.index == whole.block.index and bool(others)
            if (before or len(others) >= _LEAST) and _slipped(couple, whole):
                yield quotient(
                    attrs.evolve(info, explained=True),
                    couple.share.known,
                    [(ONE, couple.part.known)],
                    [(ONE, whole.known)],
                )
                break


def _long(couple: Couple) -> bool:
    return min(digits(couple.share.known), digits(couple.part.known)) > _LEAST


def _can_be(couple: Couple, whole: Number) -> bool:
    return (
        whole.dimension == couple.part.dimension
        and whole.known.printed.value > couple.part.known.printed.value
    )


def _slipped(couple: Couple, whole: Number) -> bool:
    """Whether a swapped pair or a moved point in a count or its share is all that parts them from a whole."""
    part, share, of = couple.part.known, couple.share.known, whole.known.printed
    ratio = part.printed.value / of.value
    slack = (part.printed.step + ratio * of.step) / of.value / 2
    asked = [
        (share, ratio, slack),
        (
            part,
            share.printed.value * of.value,
            (share.printed.step * of.value + share.printed.value * of.step) / 2,
        ),
    ]
    found = [slip_within(stated, value, slack, _CHOICES) for stated, value, slack in asked]
    return any(each is not None and each[0] in {"swap", "shift"} and each[1] <= _LITTLE for each in found)


def _both(info: RuleInfo, one: Couple, two: Couple, wholes: Sequence[Number]) -> Iterator[Relation]:
    values = [each.part.known.printed.value for each in (one, two)]
    everything, pair = sum(values, Fraction(0)), (one, two)
    fitting = [_fits(each, everything, _slack(one, two)) for each in pair]
    if all(fitting):
        yield _of_both(info, one, two)
        return
    shares = [each.share.known for each in pair]
    gap = abs(sum((each.printed.value for each in shares), Fraction(-1)))
    full = gap * 2 <= sum((each.printed.step for each in shares), Fraction(0))
    for whole in wholes:
        value = whole.known.printed.value
        held = [near_ratio(each.share.known, each.part.known, whole.known) for each in pair]
        if whole.dimension != one.part.dimension or digits(whole.known) <= _LEAST or held.count(True) != 1:
            continue
        if max(values) >= value or whole in {one.part, two.part}:
            continue
        right, wrong = (one, two) if held[0] else (two, one)
        asked = wrong.part.known.printed.value / value
        if abs(everything - value) <= value * _LITTLE / 2 and slip_within(
            wrong.share.known, asked, Fraction(0)
        ):
            yield quotient(info, wrong.share.known, [(ONE, wrong.part.known)], [(ONE, whole.known)])
            return
        left = value - right.part.known.printed.value
        if full and slip(wrong.part.known, left):
            yield summed(info, whole.known, plus([right.part.known, wrong.part.known]))
            return
    if fitting.count(True) == 1:
        right, wrong = (one, two) if fitting[0] else (two, one)
        asked = wrong.part.known.printed.value / everything
        if digits(right.share.known) >= _LEAST and slip_within(wrong.share.known, asked, Fraction(0)):
            yield _of_both(info, wrong, right)
    elif full and _REST.search(two.sentence.before(two.share)[-30:]) and one.part.block is two.part.block:
        yield _of_both(info, one, two)


def _fits(couple: Couple, whole: Fraction, slack: Fraction) -> bool:
    told = couple.share.known.printed
    return abs(couple.part.known.printed.value / whole - told.value) <= (told.step + slack / whole) / 2


def _slack(one: Couple, two: Couple) -> Fraction:
    return one.part.known.printed.step + two.part.known.printed.step


def _of_both(info: RuleInfo, one: Couple, two: Couple) -> Relation:
    parts: list[tuple[Fraction, Stated]] = [(ONE, one.part.known), (ONE, two.part.known)]
    return quotient(attrs.evolve(info, explained=True), one.share.known, parts[:1], parts)
