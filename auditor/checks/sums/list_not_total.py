"""A list of a line each, name and amount, that does not add up to the total which the paragraph above tells.

    The total number of electors in 2013 was 46,139,900. The number in each country was:
    - England - 38,597,100, a fall of 0.6%
    - Wales - 2,297,300, a fall of 0.2%

Nothing says that a list is all there is: so it is wrong where one slip of the pen in a total or a part of five digits and more
parts the two, and no other total that is told there comes out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import paragraphs
from auditor.checks.common.relations import judged, plus, rule, summed
from auditor.checks.common.slips import MEANT, digits, slip

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from auditor.checks.common.numbers import Number, Paragraph
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "list-not-total"
TITLE = {"zh": "逐行列举的各项之和与上文总数不符", "en": "a list does not add up to the total above it"}
_LINE = re.compile(
    r"\s*(?:[-–—•·●*▪]|[（(]?[0-9]{1,2}[.)、）]|[（(][一二三四五六七八九十]{1,2}[）)])\s*(?P<name>[^0-9，,。；;]{2,40})$"
)
_OPENS = re.compile(r"[:：]\s*$")
_FEWEST, _ABOVE = 3, 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the lists that a paragraph with a colon opens."""
    told = list(paragraphs(facts))
    for at, paragraph in enumerate(told):
        if not _OPENS.search(paragraph.text):
            continue
        parts: list[Number] = []
        for line in told[at + 1 :]:
            first = _first(line)
            if first is None or line.block.index != paragraph.block.index + len(parts) + 1:
                break
            parts.append(first)
        if len(parts) >= _FEWEST and len({part.dimension for part in parts}) == 1:
            yield from _judged(facts, _totals(told[max(0, at - _ABOVE + 1) : at + 1], parts), parts)


def _first(line: Paragraph) -> Number | None:
    """Return the amount that stands right behind the name of a line of a list."""
    number = line.numbers[0] if line.numbers else None
    if number is None or number.stated is None or number.sign or number.is_share:
        return None
    return number if _LINE.fullmatch(line.text[: number.occurrence.span.start]) else None


def _totals(above: Sequence[Paragraph], parts: Sequence[Number]) -> list[Number]:
    """Return what the paragraphs of a section above a list tell of its kind that is more than each of its parts."""
    least = max(part.known.printed.value for part in parts)
    return [
        number
        for paragraph in above
        if paragraph.block.section == above[-1].block.section
        for number in paragraph.numbers
        if number.stated is not None
        and not number.sign
        and number.dimension == parts[0].dimension
        and number.known.printed.value > least
        and digits(number.known) > MEANT
    ]


def _judged(facts: Facts, totals: Sequence[Number], parts: Sequence[Number]) -> Iterator[Outcome]:
    weighted = plus([part.known for part in parts])
    gaps = [
        (total, total.known.printed.value - sum(part.known.printed.value for part in parts))
        for total in totals
    ]
    rounded = [_place((total, *parts)) * (len(parts) + 1) / 2 for total in totals]
    if any(abs(gap) <= room for (_, gap), room in zip(gaps, rounded, strict=True)):
        return  # to the hundreds, as all of them are told
    slips = [
        total for (total, gap), room in zip(gaps, rounded, strict=True) if _slipped(total, parts, gap, room)
    ]
    for total in slips if len({each.known.printed.value for each in slips}) == 1 else ():
        yield judged(facts, summed(rule(NAME, TITLE), total.known, weighted))


def _place(numbers: Sequence[Number]) -> Fraction:
    """Return the last place that any of some numbers tells: of 38,597,100 and 2,297,300 the hundreds."""
    places: list[Fraction] = []
    for number in numbers:
        printed = number.known.printed
        noughts = len(printed.digits) - len(printed.digits.rstrip("0")) if printed.numeral.step >= 1 else 0
        places.append(printed.step * 10**noughts)
    return min(places)


def _slipped(total: Number, parts: Sequence[Number], gap: Fraction, room: Fraction) -> bool:
    """Whether one slip in a total or a long part mends a sum, but for what its members are rounded by."""
    members = [
        (total.known, total.known.printed.value - gap),
        *((part.known, part.known.printed.value + gap) for part in parts),
    ]
    place = _place((total, *parts))
    offs = [place * count for count in range(-int(room / place), int(room / place) + 1)]
    return any(
        digits(stated) > MEANT and slip(stated, should + off) in {"swap", "digit", "shift"}
        for stated, should in members
        for off in offs
    )
