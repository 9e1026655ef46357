"""An amount that brackets repeat in another unit with another value: 68,653 万吨（13,731 亿斤）, 118,332 千公顷（177,498 万亩）."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import ONE, as_printed, evidence_at, judged, noted, rule, said, summed
from auditor.checks.common.slips import MEANT, digits
from auditor.numbers import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "equivalent-differs"
TITLE = {"zh": "括号内换算单位后的数与括号外不等", "en": "an amount is not what brackets say in another unit"}
_SIZES = (
    {"吨": Fraction(1000), "公斤": Fraction(1), "千克": Fraction(1), "斤": Fraction(1, 2)},
    {"公顷": Fraction(15), "亩": Fraction(1), "平方公里": Fraction(1500), "平方千米": Fraction(1500)},
    {"公里": Fraction(1000), "千米": Fraction(1000), "米": Fraction(1)},
)
"""How much the measures of one thing are of each other."""
_UNIT = re.compile(r"^(?P<scale>百万|[百千万亿])?(?P<word>[一-龥]+)$")
_OPENS = re.compile(r"^[^（(，,。；;、]{0,6}[（(]\s*(?:约|合|即|折合|约合|相当于)?\s*$")
_CLOSES = re.compile(r"^\s*[）)]")
_FAR = 20
_MOVED = tuple(Fraction(10) ** power for power in (1, 2, 3, 4, 8))


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every amount behind which brackets hold nothing but another amount."""
    for paragraph in paragraphs(facts):
        for one, two in zip(paragraph.numbers, paragraph.numbers[1:], strict=False):
            if two.stated is None and one.stated is not None:
                yield from _roughly(one, two)
            yield from _same_unit(one, two)
            if (
                not (one.stated and two.stated)
                or two.depth != one.depth + 1
                or one.occurrence.unit == two.occurrence.unit
            ):
                continue
            if not _OPENS.match(two.before) or not _CLOSES.match(two.after):
                continue
            scale = _scale(one, two)
            value = one.known.printed.value
            if (
                not scale
                or not value
                or not 1 <= abs(two.known.printed.value * scale / value) * _FAR <= _FAR**2
            ):
                continue
            # What is told twice was rounded on purpose: 188 亿元 is no 188.0 because other amounts have a decimal.
            told = as_printed(one.known)
            outcome = judged(facts, summed(rule(NAME, TITLE), told, [(scale, two.known)], role="stated"))
            rest = two.known.printed.value * scale - told.printed.value
            yield noted(outcome) if 0 <= rest < told.printed.step else outcome


def _roughly(one: Number, two: Number) -> Iterator[Outcome]:
    """Judge 2,868.18 万元（约 2.87 亿元）: what is told roughly is not ten times as much."""
    numeral, scale = two.occurrence.numeral, _scale(one, two)
    if numeral is None or numeral.blank or not scale or two.depth != one.depth + 1:
        return
    if (
        not _OPENS.match(two.before)
        or not _CLOSES.match(two.after)
        or one.occurrence.unit == two.occurrence.unit
    ):
        return
    told = numeral.value * unit_of(two.occurrence.unit).factor * scale
    value = one.known.printed.value
    if not value or not told:
        return
    off = any(
        abs(told * Fraction(10) ** power - value) * _FAR <= abs(value)
        for power in (1, -1, 2, -2, 3, -3, 4, -4)
    )
    zh = f"{one.occurrence.text}{one.occurrence.unit}，括号内却写“{two.occurrence.text}{two.occurrence.unit}”，小数点或单位有误"
    en = f"{one.occurrence.text}{one.occurrence.unit} is not {two.occurrence.text}{two.occurrence.unit}: decimal point or unit"
    items = [evidence_at(two.block, two.occurrence), evidence_at(one.block, one.occurrence, "base")]
    if off:
        yield said(rule(NAME, TITLE), zh, en, items)


def _same_unit(one: Number, two: Number) -> Iterator[Outcome]:
    """Judge 35,128 万元（3.51 万元）: nobody repeats an amount in its own unit; the digits are its, and the unit was left as it is."""
    if (
        one.occurrence.unit != two.occurrence.unit
        or two.depth != one.depth + 1
        or _UNIT.match(one.occurrence.unit) is None
    ):
        return
    if (
        one.stated is None
        or two.stated is None
        or not _OPENS.match(two.before)
        or not _CLOSES.match(two.after)
    ):
        return
    first, second = one.known.printed, two.known.printed
    powers = [power for power in _MOVED if abs(second.value * power - first.value) * 2 <= second.step * power]
    if len(powers) != 1 or digits(two.known) < MEANT - 1 or second.value == first.value:
        return
    shown = [each.occurrence.text + each.occurrence.unit for each in (one, two)]
    zh = f"{shown[0]}，括号内却写“{shown[1]}”，小数点或单位有误"
    en = f"{shown[0]} is not {shown[1]}: decimal point or unit"
    items = [evidence_at(two.block, two.occurrence), evidence_at(one.block, one.occurrence, "base")]
    yield said(rule(NAME, TITLE), zh, en, items)


def _scale(one: Number, two: Number) -> Fraction | None:
    """Return by what the second amount is to be multiplied to be in the base unit of the first, None where none is known."""
    if one.dimension == two.dimension:
        return ONE if one.dimension == "money" or one.dimension.startswith(("count", "measure")) else None
    first, second = (_UNIT.match(each.occurrence.unit) for each in (one, two))
    if first is None or second is None:
        return None
    for sizes in _SIZES:
        if first["word"] in sizes and second["word"] in sizes:
            return sizes[second["word"]] / sizes[first["word"]]
    return None
