"""A mean that is ten times, or a tenth of, what an amount and a count give to the last digit.

生均公用经费 507.93 元, with 公用经费 16,273,918.46 元 and 在校生 3,204 人: a quotient of so many digits is no other one by chance,
and only its point was moved.
"""

from __future__ import annotations

import bisect
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, Stated, as_numeral, exactly, paragraphs
from auditor.checks.common.relations import ONE, judged, quotient, rule
from auditor.checks.common.slips import MEANT, digits
from auditor.checks.common.tables import header, numeric, plain, sheets
from auditor.checks.common.words import overlap, stem
from auditor.numbers import round_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "mean-point-slipped"
TITLE = {"zh": "平均数小数点错位", "en": "the point of a mean is out of place"}
_MEAN = re.compile(r"(?P<each>[人生户次亩床车台件桌餐])均")
_EARLIER = re.compile(r"上年|去年|同期|目标|计划|标准|定额")
_NAMED = 2
_Level = tuple[Stated, str]
"""A figure and the words that name it."""
_SHIFTS = (Fraction(10), Fraction(1, 10))


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge means of five digits and more by the amounts and counts that the report tells."""
    numbers = [number for paragraph in paragraphs(facts) for number in paragraph.numbers]
    means = [
        (each, told["each"])
        for each in numbers
        if each.stated and not each.sign and each.dimension == "money" and digits(each.known) > MEANT
        if (told := _MEAN.search(each.clause)) and not _EARLIER.search(each.clause)
    ]
    if not means:
        return
    levels = [
        *(
            (each.known, each.clause + each.occurrence.unit)
            for each in numbers
            if each.stated and not each.sign
        ),
        *_cells(facts),
    ]
    levels = [each for each in levels if each[0].printed.value > 0 and not _MEAN.search(each[1])]
    for claim, each_of in means:
        # 31 批次、246 人次，人均 …: a count beside the mean is what other checks judge it by.
        beside = {
            each.known.mention
            for each in numbers
            if each.stated and each.block is claim.block and each.sentence == claim.sentence
        }
        away = [each for each in levels if each[0].mention not in beside or each[0].unit.dimension == "money"]
        yield from _judged(facts, claim, each_of, away)


def _cells(facts: Facts) -> Iterator[_Level]:
    """Iterate over what tables print, each with the names of its row and column."""
    for sheet in sheets(facts):
        for row in sheet.table.rows:
            for column in numeric(sheet):
                if (cell := sheet.at(row, column)) is not None:
                    yield cell, plain(row.label or row.name) + header(column)


def _judged(facts: Facts, claim: Number, each_of: str, levels: Sequence[_Level]) -> Iterator[Outcome]:
    printed = claim.known.printed
    words = stem(_MEAN.sub("", claim.clause))
    amounts = sorted(
        (each for each in levels if each[0].unit.dimension == "money"), key=lambda each: each[0].printed.value
    )
    values = [amount.printed.value for amount, _ in amounts]
    # 生均 is over pupils, 次均 over 人次 or those who came once, 出院人数.
    over = {each_of, "人"} if each_of == "次" else {each_of}
    counts = [
        each
        for each in levels
        if each[0].unit.dimension.startswith(("count", "number"))
        and any(unit in each[1] for unit in over)
        and each[0].printed.value.denominator == 1
    ]
    found: dict[tuple[Fraction, Fraction], tuple[Stated, Stated]] = {}
    for count, counted in counts:
        heads = count.printed.value
        least, most = ((printed.value + sign * printed.step) * heads for sign in (-1, 1))
        near = amounts[bisect.bisect_left(values, least) : bisect.bisect_right(values, most)]
        if any(round_to(amount.printed.value / heads, printed.step) == printed.value for amount, _ in near):
            return
        for shift in _SHIFTS:
            start, end = (
                bisect.bisect_left(values, least / shift),
                bisect.bisect_right(values, most / shift),
            )
            for amount, called in amounts[start:end]:
                if max(overlap(words, called), overlap(words, counted)) >= _NAMED:
                    found[amount.printed.value, heads] = amount, count
    if len(found) == 1:
        ((amount, count),) = found.values()
        parts, base = [(ONE, amount)], [(ONE, exactly(as_numeral(count)))]
        yield judged(facts, quotient(rule(NAME, TITLE), claim.known, parts, base))
