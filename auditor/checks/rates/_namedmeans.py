"""A mean whose total and count stand elsewhere in the document and give it but for a power of ten.

地区生产总值 314 亿元 and 年末常住人口 48.6 万人 on the first page, 人均地区生产总值 64,569 万元 on the next: the total is the one that bears the
noun of the mean, the count the one of its word (人均 of persons), told near it, or the people of the place. Only where none of
these pairs gives the mean, and one gives it to its last place at another point or in another unit, and hardly would by chance
among so few.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import near_ratio, rounded
from auditor.checks.common.slips import digits
from auditor.checks.common.words import overlap

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from auditor.evaluation.facts import Facts

Pair = tuple["Number", "Number"]

_LEAD = re.compile(r"^(?:平均|可|占有|拥有|共|约|实际|全年|年度?)+")
_TAIL = re.compile(r"(?:[为是约达有至了]|达到|数量|数额|金额|总数|总额|总量|合计|数|额|量)+$")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_PEOPLE = re.compile(r"(?<!城镇)(?<!农村)(?<!乡村)(?:常住|总|户籍)人口(?:数|总数|数量)?[为是达约共有]*$")
_EARLIER = re.compile(r"上年|去年|上期|同期|年初|目标|计划|预算(?!数|执行)")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_UNITS = tuple(Fraction(10) ** power for power in (4, -4, 8, -8))
_POINTS = tuple(Fraction(10) ** power for power in (1, -1, 2, -2))
_ALIKE = {"count:次": ("count:次", "count:人次"), "count:人次": ("count:人次",)}
_RARE, _ALONE = Fraction(1, 20), Fraction(1, 4)
"""Pairs and scales so many that one would give a mean more often by chance tell nothing, but for a lone pair."""
_NOUN, _WHOLE = 2, 4
_NEAR, _FEWEST = 4, 3


@records.frozen(eq=False)
class Mean:
    """A mean, the units of what it may be of, and the words before and behind the one that makes it a mean."""

    number: Number
    units: Sequence[str]
    words: tuple[str, str]


class Levels:
    """The amounts and counts of a document's running text by what they measure."""

    def __init__(self, facts: Facts, of_mean: re.Pattern[str]) -> None:
        """Sort the figures that are no means, changes or shares."""
        self._of: dict[str, list[Number]] = {}
        for paragraph in paragraphs(facts):
            for each in paragraph.numbers if not paragraph.block.tells_aims else ():
                if each.stated is None or each.sign or each.is_share or each.in_ratio:
                    continue
                if each.known.printed.value > 0 and not of_mean.search(each.clause):
                    self._of.setdefault(each.dimension, []).append(each)

    @property
    def of(self) -> Mapping[str, Sequence[Number]]:
        """Return them by dimension."""
        return self._of

    def slipped(self, mean: Mean) -> Pair | None:
        """Return the total and the count that a mean is of, but for its scale."""
        number = mean.number
        if digits(number.known) < _FEWEST:
            return None
        counts = self._counts(mean)
        totals = self._totals(mean, counts)
        pairs = [(total, count) for total in totals for count in counts if total is not count]
        claim = rounded(number.known)
        if not pairs or any(near_ratio(claim, one.known, two.known) for one, two in pairs):
            return None
        found = [pair for pair in pairs if hardly_by_chance(number, pair, len(pairs), _RARE)]
        values = {tuple(each.known.printed.value for each in pair) for pair in found}
        return found[0] if len(values) == 1 else None

    def _counts(self, mean: Mean) -> Sequence[Number]:
        """Return what a mean can be of: what its own sentence counts, else the people of the place, else what is told near it."""
        number = mean.number
        counts = [
            each
            for kind, found in self._of.items()
            if kind.startswith("count")
            for each in found
            if each is not number
            and each.occurrence.unit.lstrip("万亿个") in mean.units
            and _told_near(each, number)
        ]
        beside = [each for each in counts if _beside(each, number)]
        people = [each for each in counts if _PEOPLE.search(each.clause)]
        residents = [each for each in people if "常住" in each.clause]
        return beside or residents or people or counts

    def _totals(self, mean: Mean, counts: Sequence[Number]) -> Sequence[Number]:
        """Return the amounts that bear the noun of a mean: behind its word, else before it, else that of the count beside it."""
        number = mean.number
        before, behind = (_noun(each) for each in mean.words)
        noun = behind if len(behind) >= _NOUN else before
        if len(noun) < _NOUN:
            beside = [each for each in counts if _beside(each, number)]
            noun = _noun(beside[-1].lead) if beside else ""
            noun = re.split(r"[0-9，,]", noun)[0]
        if len(noun) < _NOUN:
            # 人员经费 1,542 万元，人均 a: the amount right before is the one that is shared out.
            amounts = [each for each in self._of.get(number.dimension, ()) if _beside(each, number)]
            return amounts[-1:]
        likely = [
            each
            for kind in _ALIKE.get(number.dimension, (number.dimension,))
            for each in self._of.get(kind, ())
            if each is not number and _same_time(each, number)
        ]
        named = [each for each in likely if _bears(each, noun)]
        return named or [each for each in likely if _beside(each, number)][-1:]


def _beside(one: Number, mean: Number) -> bool:
    """Whether a figure stands before a mean in its sentence."""
    before = one.occurrence.span.start < mean.occurrence.span.start
    return before and one.block is mean.block and one.sentence == mean.sentence


def _noun(words: str) -> str:
    return _TAIL.sub("", _LEAD.sub("", _BRACKETS.sub("", re.sub(r"\s", "", words))))


def _bears(total: Number, noun: str) -> bool:
    """Whether the words of an amount hold a noun, or the most of a long one, and do not confine it to a part."""
    words = f"{total.clause}|{total.name}"
    shared = overlap(noun, words)
    return shared == len(noun) or shared >= _WHOLE


def _same_time(one: Number, other: Number) -> bool:
    if _EARLIER.search(one.clause) or _EARLIER.search(one.period):
        return False
    years = [_YEAR.findall(each.period) for each in (one, other)]
    return not all(years) or years[0][-1] == years[1][-1]


def _told_near(count: Number, mean: Number) -> bool:
    """Whether a count is told beside a mean or in words that stand there, or is the people of the place."""
    if not _same_time(count, mean):
        return False
    if abs(count.block.index - mean.block.index) <= _NEAR or _PEOPLE.search(count.clause):
        return True
    return overlap(_noun(count.clause), mean.lead) >= _NOUN


def hardly_by_chance(mean: Number, pair: Pair, tried: int, rare: Fraction = _ALONE) -> bool:
    """Whether a pair gives a mean but for a power of ten, which among so many tried hardly happens by chance."""
    total, count = pair
    value, step = mean.known.printed.value, rounded(mean.known).printed.step
    ratio = total.known.printed.value / count.known.printed.value
    blur = (total.known.printed.step + ratio * count.known.printed.step) / count.known.printed.value
    for scales in (_UNITS, (*_UNITS, *_POINTS)):
        for scale in scales:
            slack = max(step * scale, blur)
            if abs(ratio - value * scale) <= slack:
                return 2 * slack * tried * len(scales) <= ratio * (_ALONE if tried == 1 else rare)
    return False


def named_means(
    facts: Facts, means: Sequence[Mean], of_mean: re.Pattern[str]
) -> Iterator[tuple[Number, Number, Number]]:
    """Iterate over means with the total and the count elsewhere that give them but for a power of ten."""
    if not means:
        return
    levels = Levels(facts, of_mean)
    for mean in means:
        if (pair := levels.slipped(mean)) is not None:
            yield mean.number, *pair
