"""An amount of a list whose unit is another one than that of all others: 分别为 845.00 元、310.00 万元和 165.00 万元.

What a sentence lists behind one another, joined by 、 or 和, is of one order: in 600 consistent documents no member of such a
list was told in another unit and a thousand times less or more. What commas part is so where the names end alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import paragraphs
from auditor.checks.common.tables import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number
    from auditor.evaluation.facts import Facts

_MEAN = re.compile(r"均(?!衡)|每|单价|标准|价格?$|[/／]|按")
_NEXT = re.compile(r"^\s*[、和及与][^，,。；;]{0,14}$")
_PARTED = re.compile(r"^\s*[，,](?!.*(?:其中|比|较|增|减))[^，,。；;、]{2,14}$")
_ENDING = re.compile(r"[一-龥]{2}$")
_PIECE = re.compile(r"[，,；;。]")
_LEFT_OUT = frozenset({"ratio", "points", "score", "number"})
_FAR = 1000
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
