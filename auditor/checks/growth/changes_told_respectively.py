"""Changes and rates that are told in lists, and of which one does not follow from its level.

收、支总计分别为 a、b。与上年相比，收、支总计各减少 c、d，下降 x、y: x is c over a and c, y is d over b and d. That the lists belong together
shows by the members that keep the relation. Of 97 件 134 人，去年同期为 197 件 375 人，同比分别下降 x、y each rate has its unit's two levels.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.betweens import COMPARED
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import ONE, fits, judged, quotient, rule
from auditor.checks.common.sharelists import JOINT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "changes-told-respectively"
TITLE = {"zh": "分别所述的增减率与数额不符", "en": "a rate told in a list does not follow from its level"}
_RATES = re.compile(r"^[，,]\s*(?:各|分别|各自|增幅|降幅)*[一-龥]{2}(?:了|为)?\s*$")
_YEAR_BEFORE = re.compile(r"(?:去年|上年)(?:同期|度|全年)?(?:为|是|共)?$")
_SIX = 6


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every list of changes that a list of rates follows, by the list of levels before them."""
    for paragraph in paragraphs(facts):
        numbers = [each for each in paragraph.numbers if each.stated and not each.depth]
        for at, first in enumerate(numbers):
            changes = _run(numbers[at:])
            if not first.sign or first.is_share or first.dimension == "points" or len(changes) < 2:  # noqa: PLR2004
                continue
            rates = _run(numbers[at + len(changes) :])
            levels = _levels(numbers[:at], first, len(changes))
            if len(rates) != len(changes) or len(levels) != len(changes) or not _of(first, rates[0], levels):
                continue
            sign = Fraction(first.sign)
            relations = [
                quotient(
                    rule(NAME, TITLE),
                    rate.known,
                    [(ONE, change.known)],
                    [(ONE, level.known), (-sign, change.known)],
                )
                for level, change, rate in zip(levels, changes, rates, strict=True)
            ]
            # A rate that was cut off shows as well that the lists belong together, and is no slip.
            cut = [
                _cut(level, change, rate, sign)
                for level, change, rate in zip(levels, changes, rates, strict=True)
            ]
            if any(cut) or any(fits(facts, relation) for relation in relations):
                for relation, rounded in zip(relations, cut, strict=True):
                    if not rounded or fits(facts, relation):
                        yield judged(facts, relation)
        for at in range(len(numbers) - _SIX + 1):
            yield from _of_two_units(facts, numbers[at : at + _SIX])


def _cut(level: Number, change: Number, rate: Number, sign: Fraction) -> bool:
    """Whether a rate is within its last place of what the level and its change give."""
    base = level.known.printed.value - sign * change.known.printed.value
    told = rate.known.printed
    return base > 0 and abs(change.known.printed.value / base - told.value) <= told.step


def _of_two_units(facts: Facts, six: Sequence[Number]) -> Iterator[Outcome]:
    """Judge two rates by what is counted in two units, of this year and of the same time of the year before."""
    now, before, rates = six[:2], six[2:4], six[4:]
    units = [[each.dimension for each in pair] for pair in (now, before)]
    if (
        len({each.sentence for each in six}) > 1
        or units[0] != units[1]
        or units[0][0] == units[0][1]
        or any(each.sign or not each.dimension.startswith("count") for each in six[:4])
        or now[1].before.strip()
        or before[1].before.strip()
        or not _YEAR_BEFORE.search(before[0].clause)
        or not all(each.is_share for each in rates)
        or not rates[0].sign
        or not (rates[1].sign or JOINT.fullmatch(rates[1].before))
        or any(not each.known.printed.value for each in before)
    ):
        return
    for this, last, rate in zip(now, before, rates, strict=True):
        sign = Fraction(rate.sign or rates[0].sign)
        above = [(sign, this.known), (-sign, last.known)]
        yield judged(facts, quotient(rule(NAME, TITLE), rate.known, above, [(ONE, last.known)]))


def _run(numbers: Sequence[Number]) -> list[Number]:
    """Return the list that numbers begin with: a、b 和 c, all of one kind."""
    run = list(numbers[:1])
    for each in numbers[1:]:
        own = each.sign and (each.sign != run[0].sign or not each.told)
        if not JOINT.fullmatch(each.before) or each.dimension != run[0].dimension or own:
            break
        run.append(each)
    return run


def _levels(before: Sequence[Number], change: Number, count: int) -> list[Number]:
    """Return the last list of so many levels before a change."""
    for start in range(len(before) - count, -1, -1):
        run = _run(before[start:])
        if len(run) == count and run[0].dimension == change.dimension and not run[0].sign:
            return run if change.sentence - run[0].sentence <= 1 else []
    return []


def _of(change: Number, rate: Number, levels: Sequence[Number]) -> bool:
    """Whether words say that rates are those of changes since an earlier time."""
    words = change.block.text[levels[-1].occurrence.span.end : change.occurrence.span.start]
    return (
        rate.is_share
        and rate.sign == change.sign
        and rate.sentence == change.sentence
        and _RATES.match(rate.before) is not None
        and COMPARED.search(words) is not None
    )
