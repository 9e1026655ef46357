"""An amount of a list whose unit is another one than that of all others: 分别为 845.00 元、310.00 万元和 165.00 万元.

What a sentence lists behind one another, joined by 、 or 和, is of one order: in 600 consistent documents no member of such a
list was told in another unit and a thousand times less or more. What commas part is so where the names end alike, where the digits
of one are the sum of those of the others, and where one is the limit of the other.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import paragraphs
from auditor.checks.common.tables import plain
from auditor.checks.common.words import stem
from auditor.numbers import unit_of
from auditor.report.printed import numeral_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number, Paragraph
    from auditor.evaluation.facts import Facts

_MEAN = re.compile(r"均(?!衡)|每|单价|标准|价格?$|[/／]|按")
_NEXT = re.compile(r"^\s*[、和及与][^，,。；;]{0,14}$")
_PARTED = re.compile(r"^\s*[，,](?!.*(?:其中|比|较|增|减))[^，,。；;、]{2,14}$")
_ENDING = re.compile(r"[一-龥]{2}$")
_PIECE = re.compile(r"[，,；;。]")
_LEFT_OUT = frozenset({"ratio", "points", "score", "number"})
_AGAINST = re.compile(
    r"^\s*[，,]\s*[^，,。；;0-9]{0,4}(?:控制在|[不未没有]*(?:超过|超出|突破|高于|低于|达到)|在)[^，,。；;0-9]{0,10}[0-9]"
)
_NOT_DIGIT = re.compile(r"[^0-9]")
_CLASS = re.compile(r"^[-—·\s]+|城镇|农村|城市|乡村")
_SCOPE = re.compile("全[国省市区县州球]|世界|我国")
_GROWN = re.compile(r"(?:增长|下降|增加|减少|上升)[了\s]*$")
_FAR, _TIMES = 1000, 20
_DIGITS = 4
_LIKE = (2, 3)
_PAIR, _BEHIND = 2, 3


def odd_units(facts: Facts) -> Iterator[tuple[Number, Sequence[Number]]]:
    """Iterate over the amounts told in another unit than all others of their list, with these."""
    for paragraph in paragraphs(facts):
        run: list[Number] = []
        for number in (*paragraph.numbers, None):
            if number is not None and run and _goes_on(run[-1], number):
                run.append(number)
                continue
            if len(run) > 1 and (odd := _odd(run)) is not None:
                yield odd, [each for each in run if each is not odd]
            run = [number] if number is not None and _amount(number) else []
        yield from _adding(paragraph)
        yield from _measured_against(paragraph)
    yield from _grown(facts)


def _grown(facts: Facts) -> Iterator[tuple[Number, Sequence[Number]]]:
    """Iterate over the amounts told with their growth in another unit than others of their name that are told so, by a numeral of like size.

    上半年营业收入 15.59 亿元，增长 48.05%。上年营业收入 24.58 万元，增长 34.41%; 城镇居民花费 4.2 万亿元，增长 22%；农村居民花费 0.7 亿元，增长 106%.
    """
    told: dict[tuple[str, str, tuple[str, ...]], list[Number]] = {}
    for paragraph in paragraphs(facts):
        for one, two in itertools.pairwise(paragraph.numbers):
            grown = two.is_share and two.sign and one.sentence == two.sentence and one.depth == two.depth
            name = _CLASS.sub("", stem(one.name))
            if grown and _amount(one) and len(name) >= _DIGITS and _GROWN.search(two.before):
                scope = tuple(sorted(set(_SCOPE.findall(one.clause))))
                told.setdefault((one.dimension, name, scope), []).append(one)
    for own in told.values():
        odd = _odd(own) if len({each.known.printed.value for each in own}) > 1 else None
        others = [each for each in own if each is not odd]
        if odd is not None and all(_like_size(odd, each) for each in others):
            yield odd, others


def _like_size(one: Number, two: Number) -> bool:
    low, high = sorted(abs(each.known.printed.numeral.value) for each in (one, two))
    return low * _TIMES > high


def _adding(paragraph: Paragraph) -> Iterator[tuple[Number, Sequence[Number]]]:
    """Iterate over the amounts whose digits are the sum of the next ones of their sentence, or a term of it, but not whose unit.

    供水 892.46 立方米，售水 768.35 万立方米，漏损 124.11 万立方米.
    """
    numbers = [each for each in paragraph.numbers if each.stated and each.dimension not in _LEFT_OUT]
    for three in zip(numbers, numbers[1:], numbers[2:], strict=False):
        kinds = {(each.dimension, each.sentence, each.depth) for each in three}
        factors = [each.known.unit.factor for each in three]
        if len(kinds) > 1 or len(set(factors)) != _PAIR or any(_telling(each) < _DIGITS for each in three):
            continue
        least, middle, most = sorted(abs(each.known.printed.numeral.value) for each in three)
        odd = next(each for each in three if factors.count(each.known.unit.factor) == 1)
        scale = odd.known.unit.factor / next(each for each in factors if each != odd.known.unit.factor)
        if least + middle == most and max(scale, 1 / scale) >= _FAR:
            yield odd, [each for each in three if each is not odd]


def _measured_against(paragraph: Paragraph) -> Iterator[tuple[Number, Sequence[Number]]]:
    """Iterate over the amounts whose limit or aim is told in another unit by a number of like size: 人均 1,318 万元，控制在 1,500 元以内."""
    for one, two in itertools.pairwise(paragraph.numbers):
        scales = [unit_of(each.occurrence.unit).factor for each in (one, two)]
        if one.dimension != two.dimension or one.dimension in _LEFT_OUT or one.sentence != two.sentence:
            continue
        values = [_bare(each) for each in (one, two)]
        if (
            not all(values)
            or max(scales) < min(scales) * _FAR
            or _AGAINST.match(two.before + two.occurrence.text) is None
        ):
            continue
        if min(values) * _LIKE[1] > max(values) * _LIKE[0] and one.stated is not None and not one.sign:
            yield (one, [two]) if scales[0] > scales[1] or not _MEAN.search(one.clause) else (two, [one])


def _bare(number: Number) -> Fraction:
    """Return what the numeral of a figure is, 0 where it prints few digits."""
    numeral = numeral_of(re.sub(r"^[^0-9]+", "", number.occurrence.text))
    return (
        numeral.value
        if numeral is not None and len(_NOT_DIGIT.sub("", number.occurrence.text)) > _PAIR
        else Fraction(0)
    )


def _telling(number: Number) -> int:
    """Return how many digits of a figure say something."""
    return len(number.known.printed.digits.rstrip("0"))


def _amount(number: Number) -> bool:
    words = f"{number.clause}|{number.after[:_BEHIND]}"
    told = number.stated is not None and not number.sign and number.dimension not in _LEFT_OUT
    return told and bool(number.known.printed.value) and not _MEAN.search(words)


def _goes_on(before: Number, number: Number) -> bool:
    """Whether a number stands beside the one before it in a list."""
    if not _amount(number) or before.dimension != number.dimension:
        return False
    if before.sentence != number.sentence or before.depth != number.depth:
        return False
    if _NEXT.match(number.before):
        return not _MEAN.search(_PIECE.split(before.lead)[-1])
    ends = [_ENDING.search(plain(each.clause)) for each in (before, number)]
    alike = ends[0] is not None and ends[1] is not None and ends[0].group() == ends[1].group()
    return alike and _PARTED.match(number.before) is not None


def _odd(run: Sequence[Number]) -> Number | None:
    """Return the one whose unit no other has, while all others have one: of two the one without 万 and 亿, else the smaller."""
    units = [each.known.unit.factor for each in run]
    if len(run) == _PAIR and units[0] != units[1]:
        odd = min(run, key=lambda each: (each.known.unit.factor != 1, abs(each.known.printed.value)))
    else:
        alone = [each for each in run if units.count(each.known.unit.factor) == 1]
        if len(alone) != 1 or len(set(units)) != _PAIR:
            return None
        odd = alone[0]
    value = abs(odd.known.printed.value)
    others = [abs(each.known.printed.value) for each in run if each is not odd]
    far = all(each >= value * _FAR for each in others) or all(value >= each * _FAR for each in others)
    return odd if far else None
