"""A figure of which two statements of its sentence ask one other value: 发放 105 份，有效 146 份、无效 4 份，有效率 97.33%.

Whatever the figures are called: that a sum and a rate are both wrong as they are, and both right with one other value in one
place, is hardly ever so by accident.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.arithmetic import _forms as forms
from auditor.checks.common.numbers import paragraphs
from auditor.checks.common.relations import ONE, judged, rule
from auditor.checks.common.slips import slip
from auditor.checks.common.words import overlap
from auditor.findings import Severity
from auditor.numbers import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.arithmetic._equations import Equation
    from auditor.checks.common.numbers import Number, Paragraph
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "figure-asked-twice"
TITLE = {
    "zh": "一个数与句中两处算式都不符，而两处算出的是同一个数",
    "en": "two statements of a sentence ask one other value of a figure",
}
_FEWEST, _MOST = 4, 16
_LONGEST = 7
_ADDED = 3
_CALLED = 3
_RARE = Fraction(1, 40)
_TIGHT = Fraction(1, 100)
_WORKED = re.compile(r"[=\uff1d/\uff0f÷×*]\s*[（(]?\s*$")
_ALL = re.compile(r"[合共总]计?|一共|\b(?:total|all|together)\b")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the figures of which a sum and a rate of their sentence ask the same."""
    for paragraph in paragraphs(facts):
        if paragraph.block.tells_aims:
            continue
        seen: set[int] = set()
        for told in _stretches(paragraph):
            for number, pair in _asked(facts, told, paragraph.numbers):
                if id(number) in seen:
                    continue
                seen.add(id(number))
                info = attrs.evolve(rule(NAME, TITLE, Severity.WARNING, "medium"), explained=True)
                yield from (judged(facts, each.relation(info)) for each in pair)


def _stretches(paragraph: Paragraph) -> Iterator[list[Number]]:
    """Iterate over the figures of each sentence, and of each with the one behind it."""
    sentences = [
        [each for each in group if each.stated and not each.in_ratio]
        for _, group in itertools.groupby(paragraph.numbers, key=lambda each: each.sentence)
    ]
    wider = [one + two for one, two in itertools.pairwise(sentences)]
    yield from (each for each in (*sentences, *wider) if _FEWEST <= len(each) <= _MOST and _open(each))


def _open(told: Sequence[Number]) -> bool:
    """Whether figures may be added up, and a share is no quotient of any two: where all are, nothing is asked of a figure."""
    kinds = _kinds(told)
    shares = [each.known.printed for each in kinds.pop("ratio", [])]
    if not any(len(levels) >= _ADDED for levels in kinds.values()) and len(shares) < 2:  # noqa: PLR2004 - a pair
        return False
    pairs = [
        (one.known.printed.value, two.known.printed.value)
        for levels in kinds.values()
        for one, two in itertools.permutations(levels, 2)
        if two.known.printed.value
    ]
    return bool(pairs) and any(
        each.value not in {0, 1}
        and not any(abs(one - each.value * two) * 2 <= each.step * abs(two) for one, two in pairs)
        for each in shares
    )


def _asked(
    facts: Facts, told: Sequence[Number], around: Sequence[Number]
) -> Iterator[tuple[Number, tuple[Equation, Equation]]]:
    sums, rates = list(_sums(told)), list(_rates(told))
    if not sums or not rates:
        return
    holding = [each for each in (*sums, *rates) if each.holds()]
    held = {id(each.numbers[0]) for each in holding}
    kept = {id(number) for each in holding for number in each.numbers}
    for number in told:
        if id(number) in kept or any(_rest_of(each, number) for each in rates if number in each.numbers):
            continue
        ways = [_ways(each, number) for each in (sums, rates)]
        found = [
            (one, two, max(slack + wide, number.known.printed.step) * 2 / value)
            for one, value, slack in ways[0]
            for two, other, wide in ways[1]
            if all(each.numbers[0] is number or id(each.numbers[0]) not in held for each in (one, two))
            and abs(value - other) <= slack + wide
            and _apart(number, one, two)
            and not _wider(number, one, two, value)
            and not _named_otherwise(number, one, two)
            and _together(told, number, one, two)
            and not _part_of(number, value, told)
            and not _listed(told, one)
            and not _printed(facts, number, around, value)
        ]
        if not found:
            continue
        one, two, width = min(found, key=lambda each: each[2])
        # Several shares that ask the same are so many witnesses.
        told_by = {id(rate.numbers[0]) for total, rate, _ in found if total is one}
        if len(ways[0]) * (width * len(ways[1])) ** len(told_by) <= _RARE:
            yield number, (one, two)


def _listed(told: Sequence[Number], total: Equation) -> bool:
    """Whether all members of a sum have shares of their own behind them: they are parts of one whole, and no sum of each other."""
    shared = set()
    last: Number | None = None
    for each in told:
        if not each.is_share:
            last = each
        elif last is not None and "占" in each.clause:
            shared.add(id(last))
    return all(id(each) in shared for each in total.numbers)


def _ways(equations: Sequence[Equation], number: Number) -> list[tuple[Equation, Fraction, Fraction]]:
    """Return the equations of a figure with what each asks of it and how closely."""
    asked = [(each, *each.asked(each.numbers.index(number))) for each in equations if number in each.numbers]
    return [each for each in asked if each[1] > 0 and each[2] <= each[1] * _TIGHT]


def _apart(number: Number, one: Equation, two: Equation) -> bool:
    """Whether two equations ask a value of a figure by figures that are not the same."""
    first, second = (
        {each.known.printed.value for each in equation.numbers if each is not number}
        for equation in (one, two)
    )
    return not (first <= second or second <= first)


def _wider(number: Number, total: Equation, rate: Equation, value: Fraction) -> bool:
    """Whether a whole has more parts than are told, and the rate is of those told: 受理 60 件，成功 20 件，未成功 4 件，成功率 83.33%.

    One digit or two turned in the whole are another matter.
    """
    turned = slip(number.known, value) in {"swap", "digit"} or sorted(str(value)) == sorted(
        number.occurrence.text
    )
    return total.numbers[0] is number and number in rate.numbers[1:] and not turned


def _named_otherwise(number: Number, total: Equation, rate: Equation) -> bool:
    """Whether a rate bears the name of another part than the one asked: 派遣 34 人、协管人员 38 人，协管人员占 30.77%."""
    words = rate.numbers[0].clause
    others = [each for each in total.numbers[1:] if each is not number]
    return (
        total.numbers[0] is not number
        and overlap(number.name, words) < _CALLED
        and any(overlap(each.name, words) >= _CALLED for each in others)
    )


def _together(told: Sequence[Number], number: Number, one: Equation, two: Equation) -> bool:
    """Whether nothing stands between the figures but shares, and a whole before its parts or called so."""
    if len({each.sentence for each in one.numbers}) > 1:
        return False
    # 调整率=（718.40-442.31）/442.31: a formula says itself what is done with its figures.
    if any(_WORKED.search(each.before) for each in (*one.numbers, *two.numbers)):
        return False
    used = {id(each) for each in (*one.numbers, *two.numbers)}
    places = [at for at, each in enumerate(told) if id(each) in used]
    depth = min(told[at].depth for at in places)
    close = all(
        id(each) in used or each.is_share or each.depth > depth for each in told[places[0] : places[-1]]
    )
    last = one.numbers[0] is number and all(told.index(each) <= told.index(number) for each in one.numbers)
    return close and (not last or _ALL.search(number.clause) is not None)


def _printed(facts: Facts, number: Number, around: Sequence[Number], value: Fraction) -> bool:
    """Whether the value asked is that of another figure: one of its paragraph, or of the report where its own stands there, too."""
    counted = number.dimension.startswith("count")
    if any(
        each.known.printed.value == value
        and (each.dimension == number.dimension or (counted and each.dimension.startswith("count")))
        for each in around
        if each.stated
    ):
        return True
    if slip(number.known, value):
        return False
    return _elsewhere(facts, number, value) and _elsewhere(facts, number, number.known.printed.value)


def _elsewhere(facts: Facts, number: Number, value: Fraction) -> bool:
    """Whether a value of a figure's kind is printed outside of its paragraph."""
    return any(
        unit_of(figure.unit).dimension == number.dimension and mention.location.order[:2] != _place(number)
        for figure in facts.stating.get(value, ())
        for mention in figure.mentions
    )


def _place(number: Number) -> object:
    return number.known.mention.location.order[:2]


def _rest_of(rate: Equation, number: Number) -> bool:
    """Whether a share is told of what a figure leaves of its whole: 12 个中 2 个未按期，按期率 83.33%."""
    share, part, *base = rate.numbers
    if not share.is_share or number is not part or not base or not base[0].known.printed.value:
        return False
    left = 1 - part.known.printed.value / base[0].known.printed.value
    return abs(left - share.known.printed.value) <= share.known.printed.step


def _part_of(number: Number, value: Fraction, told: Sequence[Number]) -> bool:
    """Whether a figure has a share of the value asked, which is then its whole: 硕士 138 人（17.67%），本科 441 人（56.47%）."""
    return any(
        abs(number.known.printed.value / value - each.known.printed.value) <= each.known.printed.step
        for each in told
        if each.is_share and not each.sign and not number.is_share
    )


def _kinds(told: Sequence[Number]) -> dict[str, list[Number]]:
    kinds: dict[str, list[Number]] = {}
    for each in told:
        if not each.sign and each.dimension != "points":
            kinds.setdefault(each.dimension, []).append(each)
    return kinds


def _sums(told: Sequence[Number]) -> Iterator[Equation]:
    """Iterate over the sums that figures of one kind in a row may be, and the points that two shares may differ by."""
    kinds = _kinds(told)
    shares = kinds.pop("ratio", [])
    for levels in kinds.values():
        for start in range(len(levels)):
            for end in range(start + 3, min(len(levels), start + _LONGEST) + 1):
                run = levels[start:end]
                yield forms.total(run[0], run[1:])
                yield forms.total(run[-1], run[:-1])
                if len(run) == _FEWEST:
                    opening, came, went, closing = run
                    for sign in (ONE, -ONE):
                        yield forms.combined(closing, [(ONE, opening), (sign, came), (-sign, went)])
    for points in told:
        if points.dimension == "points" and points.sign:
            weight = Fraction(points.sign)
            for one, two in itertools.combinations(shares, 2):
                yield forms.combined(points, [(weight, one), (-weight, two)])


def _rates(told: Sequence[Number]) -> Iterator[Equation]:
    """Iterate over the quotients that shares may be."""
    kinds = _kinds(told)
    for share in kinds.pop("ratio", []):
        if share.known.printed.value in {0, 1}:
            continue
        for levels in kinds.values():
            yield from (
                forms.ratio(share, one, two)
                for one, two in itertools.permutations(levels, 2)
                if two.known.printed.value
            )
