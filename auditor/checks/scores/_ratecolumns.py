"""Tables that score each row by its rate: 执行率 97.95%, 得分 9.80. That most rows give so many points a hundred per cent is the rule.

A row that does not follow it is wrong where one slip parts it from what it should have, or where it is the only one of many; and so is one
that is beyond the full mark, where the document says how many points the rate gives at most.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import paragraphs
from auditor.checks.common.slips import slip
from auditor.checks.common.tables import header, numeric, plain, sheets
from auditor.numbers import decimal_text, round_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.numbers import Stated
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.report.model import Column

_SCORE = re.compile(r"得分|评分|分数")
_RATE = re.compile(r"(?P<name>[一-龥]{2,6}率)(?:[（(].*)?$")
_LEAST, _MANY = 3, 5


def rate_columns(facts: Facts) -> Iterator[tuple[Stated, str, str]]:
    """Iterate over scores that are not what their rate gives, with that and why."""
    for sheet in sheets(facts):
        columns = numeric(sheet)
        for score in columns if len(sheet.details) > _LEAST else ():
            if not _SCORE.search(header(score)):
                continue
            for rate in columns:
                if _RATE.search(header(rate)) and rate is not score:
                    yield from _judged(facts, sheet, rate, score)


def _judged(facts: Facts, sheet: Sheet, rate: Column, score: Column) -> Iterator[tuple[Stated, str, str]]:
    pairs = [
        (one, two)
        for row in sheet.details
        if (one := sheet.at(row, rate)) is not None and (two := sheet.at(row, score)) is not None
        if one.unit.dimension == "ratio" and two.unit.dimension in {"score", "number"}
    ]
    weight = _weight(pairs)
    if weight is None:
        return
    within = [each for each in pairs if each[0].printed.value <= 1]
    wrong = [each for each in within if not _follows(*each, weight)]
    kept = len({each[0].printed.value for each in within if each not in wrong})
    for one, two in wrong if len(wrong) * _LEAST <= len(pairs) else ():
        should = round_to(one.printed.value * weight, two.printed.step or Fraction(1, 100))
        if slip(two, should) in {"swap", "digit"} or (
            len(wrong) == 1 and kept >= _MANY and two.printed.value
        ):
            yield two, decimal_text(should), f"{one.mention.text} × {decimal_text(weight)}"
    for one, two in pairs:
        if two.printed.value > weight and _follows(one, two, weight) and _full(facts, rate, score, weight):
            yield two, decimal_text(weight), f"≤ {decimal_text(weight)}"


def _weight(pairs: list[tuple[Stated, Stated]]) -> Fraction | None:
    """Return how many points a hundred per cent give, by most rows: as many as only a rule makes them."""
    tried: set[Fraction] = set()
    for one, two in pairs:
        if not one.printed.value:
            continue
        weight = round_to(two.printed.value / one.printed.value, Fraction(1, 2))
        if weight in tried:
            continue
        tried.add(weight)
        held = {each[0].printed.value for each in pairs if weight > 0 and _follows(*each, weight)}
        capped = {
            one.printed.value for one, two in pairs if one.printed.value >= 1 and two.printed.value == weight
        }
        told = [each for each in held if each < 1]
        if len(held | capped) >= _LEAST and len(told) > 1 and len(held | capped) * 2 > len(pairs):
            return weight
    return None


def _follows(rate: Stated, score: Stated, weight: Fraction) -> bool:
    """Whether a score is what a rate gives, as rounded."""
    gap = abs(rate.printed.value * weight - score.printed.value)
    return gap * 2 <= score.printed.step + rate.printed.step * weight


def _full(facts: Facts, rate: Column, score: Column, weight: Fraction) -> bool:
    """Whether the document says that a rate gives so many points, or the head of its scores does."""
    name = _RATE.search(plain(header(rate)))
    words = re.once(
        rf"(?:{re.escape(name['name'] if name else '执行率')}[^，,。；;0-9]{{0,8}}|[（(]|最高|不超过|满分){decimal_text(weight)}(?:\.0+)?\s*分"
    )
    return words.search(header(score)) is not None or any(
        words.search(each.text) for each in paragraphs(facts) if name and name["name"][-3:] in each.text
    )
