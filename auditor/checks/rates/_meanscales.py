"""A mean, its total and its count, told anywhere in one paragraph, of which one has its unit or point set wrong.

全年发放低保金 7,046 元，低保对象 1.56 万人，人均 4,517 元: no sum and no number of persons of the paragraph give the mean, and these two
give it but for 万. The word of the mean says what is counted: 户均 is of 户, 每公顷 of 公顷.

In 600 consistent documents no mean came out but for a power of ten, where none of its paragraph gave it.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import paragraphs
from auditor.checks.common.relations import near_ratio
from auditor.checks.common.slips import digits
from auditor.checks.rates._means import per_head
from auditor.checks.rates._namedmeans import Mean, hardly_by_chance, named_means

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number
    from auditor.evaluation.facts import Facts

_EACH = re.compile(
    r"每一?(?P<unit>人次|户次|场次|批次|公里|公顷|平方米|立方米|[人户辆台张套部处座个家场件份亩吨村校班间栋所名项次卷册页株盏头只])(?![年月天日])"
    r"|(?P<mean>[人户车台床家场件亩村校班生栋部次套])均(?![衡值])"
)
_OF = {
    "生": ("人", "名"), "人": ("人", "名", "人次"), "车": ("辆", "台"), "床": ("张", "个"), "场": ("场", "场次"), "次": ("次", "人次"),
}  # fmt: skip
_OTHER = re.compile(
    r"标准|定额|限额|上限|最高|不超过|不低于|上年|去年|同期|提高|降低|增加|减少|[由从到至]$|计划|目标|低于|高于|罚|奖励|扣|得|分别|依次|[年月日]均|每[年月日]"
)
_WORKED_OUT = re.compile(r"按[^按]*(?:计算|折算|测算)[为是约达]*$")
_MEAN = re.compile(r"均(?!衡)|每|单价|标准")
_UNITS = tuple(Fraction(10) ** power for power in (4, -4, 8, -8))
_POINTS = tuple(Fraction(10) ** power for power in (1, -1, 2, -2, 3, -3))
_EXACT, _SHORT = 4, 2
_LEAST = 20
"""So many last places a mean has to have: of fewer one in ten comes out by chance."""


def slipped_means(facts: Facts) -> Iterator[tuple[Number, Number, Number]]:
    """Iterate over means with the total and the count that give them but for a power of ten."""
    alone: list[Mean] = []
    for paragraph in paragraphs(facts):
        if paragraph.block.tells_aims:
            continue
        told = [each for each in paragraph.numbers if each.stated and not each.sign and not each.in_ratio]
        for mean in told:
            said = _said(mean)
            found = _EACH.search(said)
            if found is None or mean.told or mean.is_share or mean.dimension in {"score", "points"}:
                continue
            if _OTHER.search(said) or not mean.known.printed.value:
                continue
            units = (found["unit"],) if found["unit"] else _OF.get(found["mean"], (found["mean"],))
            plain = [
                each
                for each in told
                if each is not mean and each.known.printed.value > 0 and not _MEAN.search(each.clause)
            ]
            counts = [each for each in plain if each.occurrence.unit.lstrip("万亿个") in units]
            totals = [
                each
                for each in plain
                if each.dimension == mean.dimension and each not in counts and not _product(mean, each)
            ]
            # What stands beside a mean in its sentence is judged as its ratio.
            if per_head(mean, told[: told.index(mean)]) is not None:
                continue
            if (pair := _meant(mean, totals, counts)) is not None:
                yield mean, *pair
            elif not _given(mean, totals, counts):
                words = said[: found.start()], said[found.end() :]
                alone.append(Mean(mean, units, words))
    yield from named_means(facts, alone, _MEAN)


def _said(mean: Number) -> str:
    """Return the words of a mean, of 人均用餐次数按老人 2.36 万人计算为 a those before 按."""
    worked_out = _WORKED_OUT.search(mean.phrase) if _WORKED_OUT.search(f"按{mean.clause}") else None
    return mean.phrase[: worked_out.start()] if worked_out else mean.clause


def _product(mean: Number, total: Number) -> bool:
    """Whether an amount stands behind a mean in its sentence: 人均 94 元，按 47.20 万人计算为 4,436.8 万元 works it out of the mean."""
    return total.sentence == mean.sentence and total.occurrence.span.start > mean.occurrence.span.start


def _meant(mean: Number, totals: Sequence[Number], counts: Sequence[Number]) -> tuple[Number, Number] | None:
    """Return the total and the count nearest to a mean that give it but for a power of ten; None where some give it."""
    if _given(mean, totals, counts):
        return None
    pairs = [(total, count) for total in totals for count in counts]
    # In a long paragraph some pair gives nearly any mean at some point.
    slipped = [pair for pair in pairs if _slipped(mean, *pair) and hardly_by_chance(mean, pair, len(pairs))]
    return min(
        slipped, key=lambda pair: sum(abs(each.sentence - mean.sentence) for each in pair), default=None
    )


def _given(mean: Number, totals: Sequence[Number], counts: Sequence[Number]) -> bool:
    """Whether one of some totals over one of some counts is a mean."""
    return any(near_ratio(mean.known, total.known, count.known) for total in totals for count in counts)


def _slipped(mean: Number, total: Number, count: Number) -> bool:
    """Whether a mean comes out but for its scale: to its last place, and of a point by four digits or in one sentence."""
    apart = any(each.sentence != mean.sentence for each in (total, count))
    scales = _UNITS if digits(mean.known) < _EXACT and apart else (*_UNITS, *_POINTS)
    if digits(mean.known) < _SHORT:
        return False
    value, step = mean.known.printed.value, mean.known.printed.step
    ratio = total.known.printed.value / count.known.printed.value
    blur = (total.known.printed.step + ratio * count.known.printed.step) / count.known.printed.value
    return any(
        abs(ratio - value * scale) <= (slack := max(step * scale, blur)) and slack * _LEAST <= ratio
        for scale in scales
    )
