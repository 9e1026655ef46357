"""How a sentence can be read: for each figure that a word announces as worked out, the others it can be worked out of.

The likeliest reading stands first.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from auditor import patterns as re
from auditor import records
from auditor.checks.arithmetic import _forms as forms
from auditor.checks.arithmetic._brackets import bracketed
from auditor.checks.arithmetic._certain import certain
from auditor.checks.arithmetic._equations import Equation
from auditor.checks.arithmetic._words import Words
from auditor.checks.common.levels import is_cumulated, is_distance
from auditor.checks.common.numbers import Number
from auditor.checks.common.relations import ONE

FORM = "form"
"""The kind of a figure whose sentence has a form that leaves one reading: see `_certain`."""
_MOST = 9
_LONGEST = 100
_PAIR = 2
_SUMMED_UP = re.compile(r"(?:累计|滚存|历年)[^，,。；;]{0,4}结[余转存]")
_SCALES = ("万", "亿")


@records.frozen(eq=False)
class Claim:
    """A figure that is worked out of others, what kind of thing it is, and the ways it can be."""

    number: Number
    kind: str
    equations: tuple[Equation, ...]
    sure: bool = False
    """Whether its sentence leaves no other way than the first."""


def claims(numbers: Sequence[Number], words: Words) -> Iterator[Claim]:
    """Iterate over the figures of a sentence that its words announce as worked out."""
    told = words.ready([each for each in numbers if each.stated and not each.in_ratio])
    if len(told) > _LONGEST:
        return  # no sentence
    sentence = _Sentence(words, told)
    for at, number in enumerate(told):
        only = sentence.only(number) or sentence.counted(at) or sentence.parted(at)
        form = None if only is not None else certain(told, at)
        found = only or form
        if found is not None:
            yield Claim(number, "only" if form is None else FORM, (found,), sure=True)
            continue
        parts = bracketed(told, at)
        if parts is not None:
            yield Claim(number, "whole", (forms.total(number, parts),), sure=True)
            continue
        kind, ways = sentence.read(at)
        if ways:
            yield Claim(number, kind, tuple(ways[:_MOST]))


def _like(each: Number, number: Number) -> bool:
    return each.dimension == number.dimension and each is not number


@records.frozen(eq=False)
class _Sentence:
    """The figures of a sentence and the words of function of its language."""

    words: Words
    told: Sequence[Number]

    def only(self, number: Number) -> Equation | None:
        """Return what a change or its rate is worked out of where its part of the sentence tells both levels and nothing else of their kind."""
        if not number.sign or self.words.aim.follows(number) or is_cumulated(number):
            return None
        told = self.told
        rate, points = number.is_share, number.dimension == "points"
        beside = [each for each in told if each.part == number.part and each is not number]
        kinds = (
            {"ratio"}
            if points
            else {each.dimension for each in beside} - {"ratio", "points"}
            if rate
            else {number.dimension}
        )
        for kind in kinds:
            same = [each for each in beside if each.dimension == kind and not self.words.aim.of(each)]
            same = [each for each in same if not is_distance(each)]
            changes = [each for each in same if each.sign]
            levels = [each for each in same if not each.sign]
            formers = [each for each in levels if self._is_former(each)]
            if (
                levels == formers
                and len(levels) == 1
                and (before := self._level_before(levels[0])) is not None
            ):
                levels.insert(0, before)
                same.append(before)
            if len(levels) != _PAIR or len(formers) != 1 or len(levels) + len(changes) != len(same):
                continue
            former = formers[0]
            now = levels[1] if levels[0] is former else levels[0]
            if rate and len(changes) == 1:
                gap = abs(now.known.printed.value - former.known.printed.value)
                # The change told is theirs: the levels are meant, whatever the rate is.
                if abs(gap - changes[0].known.printed.value) <= changes[0].known.printed.step:
                    return forms.growth(number, now, former)
                continue
            # 比上年 90 起减少 6 起, or 减少 6 起（上年 90 起）: what is told later is of something else.
            later = [each for each in levels if told.index(each) > told.index(number)]
            if (
                not rate
                and not changes
                and all(each is former and each.depth > number.depth for each in later)
            ):
                return forms.difference(number, now, former)
        return None

    def _level_before(self, former: Number) -> Number | None:
        """Return the one figure of the half sentence before: 优良路率 83.94%，高于 85% 的目标；上年为 81.37%，提高 2.57 个百分点."""
        before = [
            each
            for each in self.told
            if each.part == former.part - 1
            and each.dimension == former.dimension
            and not (each.sign or each.depth or self.words.aim.of(each) or self._is_former(each))
        ]
        alone = self.words.last.fullmatch(former.lead.strip().rstrip("末为是")) is not None
        return before[0] if len(before) == 1 and alone else None

    def counted(self, at: int) -> Equation | None:
        """Return the sum of just as many figures as its words say and its sentence tells before it: 二者合计, 三项之和."""
        number = self.told[at]
        before = [each for each in self._before(at) if not each.sign]
        if number.sign or not self.words.counted.of(number) or len(before) != self.words.count_of(number):
            return None
        return forms.total(number, before)

    def parted(self, at: int) -> Equation | None:
        """Return the difference of the two figures of its part of the sentence told right before it: 差值为 0.90 万元."""
        number, beside = self.told[at], self.told[max(0, at - _PAIR) : at]
        place = number.part, number.depth
        alike = all(
            _like(each, number) and not each.sign and (each.part, each.depth) == place for each in beside
        )
        if len(beside) < _PAIR or not alike or self.words.parted.fullmatch(number.clause.strip()) is None:
            return None
        return forms.difference(number, *beside)

    def read(self, at: int) -> tuple[str, list[Equation]]:
        """Return of what kind a figure is and the ways to work it out."""
        words, number = self.words, self.told[at]
        if number.is_share and number.sign:
            return "growth", list(self._growths(at))
        if words.aim.precedes(number) or (number.dimension == "points" and words.aim.follows(number)):
            return "", []
        if number.dimension == "points":
            return "points", list(self._points(at))
        if number.is_share and words.rate.of(number):
            return "rate", list(self._rates(at))
        if number.sign and not number.is_share and not words.net.of(number):
            return "change", list(self._changes(at))
        if words.mean.of(number) and not number.is_share and not words.many.of(number):
            return "mean", list(self._means(at))
        before = self._before(at)
        if words.total.of(number) and (found := list(self._totals(at, before))):
            return "total", found
        if words.rest.of(number):
            # 年末结转和结余 is what opening, income and spending leave, where the opening is told.
            # 收入 a，支出 b，年末累计结余 c: what was left of the years before is in it.
            rests = () if _SUMMED_UP.search(number.clause) else self._rests(number, before)
            return "rest", [*self._closings(at), *rests]
        if words.after.of(number):
            return "after", list(self._afters(number, before))
        if words.closing.of(number):
            return "closing", list(self._closings(at))
        return "", []

    def _points(self, at: int) -> Iterator[Equation]:
        """Iterate over the two shares before points, or around them, that they part: 拉动增长 2.1 个百分点，贡献率分别为 p、q parts none."""
        number = self.told[at]
        shares = [each for each in self.told if each.is_share and not each.sign and each.part == number.part]
        shares = shares[-_PAIR:] if len(shares) > _PAIR else shares
        if len(shares) < _PAIR and self.words.rest.of(
            number
        ):  # for women 50.8%; for men 54.2%, a gap of 3.4 points
            shares = [each for each in self.told[:at] if each.is_share and not each.sign]
        if len(shares) == _PAIR and self.told.index(shares[0]) < at:
            yield forms.difference(number, *shares)

    def _closings(self, at: int) -> Iterator[Equation]:
        """Iterate over what is left of what was there at first by what came and went between: 年初 a，新收 b，结案 c，年末 d."""
        told, number = self.told, self.told[at]
        opening = next((n for n in reversed(range(at)) if self.words.opening.of(told[n])), None)
        if opening is None:
            return
        flows = [each for each in told[opening + 1 : at] if not each.is_share and each.depth == number.depth]
        first = told[opening]
        kinds = {each.dimension.removesuffix("次") for each in (number, first, *flows)}
        if len(flows) == _PAIR and len(kinds) == 1:
            yield forms.combined(number, [(ONE, first), (ONE, flows[0]), (-ONE, flows[1])])

    def _is_former(self, level: Number) -> bool:
        """Whether a level is that of a time before: 上年为 2,318 台、38.72%."""
        listed = not level.clause and self.words.last.fullmatch(level.period) is not None
        return listed or self.words.former.of(level)

    def _before(self, at: int) -> list[Number]:
        """Return the figures before one that are of its kind, without means and what brackets add."""
        number = self.told[at]
        return [
            each
            for each in self.told[:at]
            if _like(each, number) and each.depth <= number.depth and not self.words.mean.of(each)
        ]

    def _totals(self, at: int, before: Sequence[Number]) -> Iterator[Equation]:
        number = self.told[at]
        behind = [
            each
            for each in self.told[at + 1 :]
            if _like(each, number) and not each.sign and not self.words.mean.of(each)
        ]
        if self.words.listed.search(number.after) and len(behind) > 1:
            yield forms.total(number, behind)
            return
        plain = [each for each in before if not each.sign]
        for start in range(len(plain) - 1):
            yield forms.total(number, plain[start:])

    def _rests(self, number: Number, before: Sequence[Number]) -> Iterator[Equation]:
        last = max((at for at, each in enumerate(before) if self.words.rest.of(each)), default=-1)
        before = before[last + 1 :]
        if len(before) > 1:
            yield forms.difference(number, before[-2], before[-1])
        if len(before) > 2:  # noqa: PLR2004 - more than the two
            yield forms.less(number, before[0], before[1:])
            yield forms.difference(number, before[0], before[-1])
            yield forms.difference(number, before[0], before[1])
            yield forms.combined(number, [(ONE, before[-3]), (ONE, before[-2]), (-ONE, before[-1])])

    def _afters(self, number: Number, before: Sequence[Number]) -> Iterator[Equation]:
        if len(before) > 1:
            sign = -ONE if before[-1].sign < 0 or self.words.less.of(before[-1]) else ONE
            yield forms.combined(number, [(ONE, before[-2]), (sign, before[-1])])
        if len(before) > 2:  # noqa: PLR2004 - more than the two
            yield forms.combined(number, [(ONE, before[-3]), (ONE, before[-2]), (-ONE, before[-1])])

    def _changes(self, at: int) -> Iterator[Equation]:
        number = self.told[at]
        levels = [
            each
            for each in self.told
            if _like(each, number)
            and not (each.sign or is_distance(each) or is_cumulated(number))
            and not self.words.mean.of(each)
        ]
        near = sorted(levels, key=lambda each: abs(self.told.index(each) - at))[:3]
        for one, two in itertools.combinations(near, 2):
            if len([each for each in (one, two) if self._is_former(each)]) == 1:
                yield forms.difference(number, one, two)

    def _rates(self, at: int) -> Iterator[Equation]:
        number = self.told[at]
        levels = [
            each
            for each in self.told
            if not each.is_share
            and not each.sign
            and each.dimension not in {"points", "score"}
            and not self.words.mean.of(each)
            and each.known.printed.value > 0
        ]
        if self.words.share.of(number):
            yield from self._shares(number, levels, at)
            return
        pairs = [
            (one, two) for one, two in itertools.combinations(levels, 2) if one.dimension == two.dimension
        ]
        pairs.sort(key=lambda pair: sum(abs(self.told.index(each) - at) for each in pair))
        for one, two in pairs:
            low, high = sorted((one, two), key=lambda each: each.known.printed.value)
            # 到位率 95.00%；累计支出 b: what another half tells later is not what this one is of.
            later = any(each.part > number.part for each in (one, two))
            if number.part in (one.part, two.part) and not later:
                yield forms.ratio(number, low, high)
                yield forms.share_with_rest(number, high, low)

    def _shares(self, number: Number, levels: Sequence[Number], at: int) -> Iterator[Equation]:
        """Iterate over what a part right before its share can be a share of: no part that has a share of its own."""
        told = self.told
        part = told[at - 1] if at else None
        if part is None or not any(part is each for each in levels):
            return
        pairs = [(one, two) for one, two in itertools.pairwise(told) if two.is_share and not two.sign]
        owned = {id(one) for one, _ in pairs}
        bases = [
            each
            for each in levels
            if each.dimension == part.dimension
            and each.known.printed.value > part.known.printed.value
            and id(each) not in owned
        ]
        beside = [(one, two) for one, two in pairs if two is not number and one in levels]
        for base in sorted(bases, key=lambda each: abs(told.index(each) - at)):
            # Where none of the other shares told is of it, this one is not either.
            others = [forms.ratio(two, one, base) for one, two in beside]
            if len(others) < _PAIR or any(each.holds() for each in others):
                yield forms.ratio(number, part, base)

    def _growths(self, at: int) -> Iterator[Equation]:
        number = self.told[at]
        near = sorted(
            (
                each
                for each in self.told
                if not each.is_share and each.dimension != "points" and each.known.printed.value > 0
            ),
            key=lambda each: abs(self.told.index(each) - at),
        )[:4]
        for one, two in itertools.combinations(near, 2):
            if one.dimension != two.dimension or (one.sign and two.sign):
                continue
            if not one.sign and not two.sign:
                formers = [each for each in (one, two) if self._is_former(each)]
                if len(formers) == 1:
                    now = two if formers[0] is one else one
                    yield forms.growth(number, now, formers[0])
            else:
                change, level = (one, two) if one.sign else (two, one)
                if change.sign != number.sign:
                    continue
                if self._is_former(level):
                    yield forms.ratio(number, change, level)
                else:
                    yield forms.of_change(number, change, level)

    def _means(self, at: int) -> Iterator[Equation]:
        number = self.told[at]
        amounts = [
            each
            for each in self.told
            if _like(each, number) and not each.sign and not self.words.mean.of(each)
        ]
        counts = [
            each
            for each in self.told
            if each.dimension != number.dimension
            and not each.is_share
            and each.dimension not in {"points", "score"}
            and each.known.printed.value > 1
            and not each.sign
            # 5,000万股: a unit that is not known keeps its scale to itself.
            and not each.after.lstrip().startswith(_SCALES)
        ]
        for amount, count in itertools.product(amounts[:3], counts[:3]):
            if amount.known.printed.value > 0:
                yield forms.mean(number, amount, count)
