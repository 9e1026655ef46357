"""A product that its three sectors do not add up to, where they are told in other paragraphs: 生产总值 545.0 亿元 … 第一产业 41.99 亿元 ….

Sums within a paragraph belong to `part_sum`. A report that tells the product or the sectors of something else as well (of a year before,
of 民营经济) leaves open which belong together, and is left alone.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import paragraphs
from auditor.checks.common.relations import judged, plus, rule, summed
from auditor.checks.common.slips import digits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.numbers import Number, Paragraph
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "sectors-not-product"
TITLE = {
    "zh": "三次产业增加值之和与生产总值不符",
    "en": "three sectors do not add up to the product",
}
_PRODUCT = re.compile(r"(?:生产总值|GDP)(?:[（(]?GDP[)）]?)?(?:初步核算)?(?:实现|完成|达到?|为|是|约)*$")
_SECTOR = re.compile(
    r"^(?:其中)?[:：，,]?第(?P<sector>[一二三])产业(?:实现|完成)?(?:增加值|总量)?(?:实现|完成|达到?|为|是|约)*$"
)
_OTHER = re.compile(r"上年|去年|同期|民营|非公|占|人均|单位|增加(?!值)|减少|比")
_LEAST, _SECTORS = 3, 3
_NEAR = Fraction(1, 4)
_BACK = 8
"""So many blocks may lie between the product and its sectors."""


def check(facts: Facts) -> Iterator[Outcome]:
    """Add up the sectors of the one product that a report tells."""
    wholes: list[tuple[Paragraph, Number]] = []
    sectors: dict[str, list[tuple[Paragraph, Number]]] = {}
    for paragraph in paragraphs(facts):
        for number in paragraph.numbers:
            if not number.stated or number.sign or number.depth or number.dimension != "money":
                continue
            words = re.sub(r"\s", "", number.clause)
            if _OTHER.search(words) or digits(number.known) < _LEAST:
                continue
            if _PRODUCT.search(words):
                wholes.append((paragraph, number))
            elif found := _SECTOR.search(words):
                sectors.setdefault(found["sector"], []).append((paragraph, number))
    if len({each.known.printed.value for _, each in wholes}) != 1 or len(sectors) != _SECTORS:
        return
    if any(len({each.known.printed.value for _, each in found}) != 1 for found in sectors.values()):
        return
    home, whole = wholes[0]
    parts = [found[0] for _, found in sorted(sectors.items())]
    places = [paragraph.block.index - home.block.index for paragraph, _ in parts]
    added = sum((each.known.printed.value for _, each in parts), Fraction(0))
    near = abs(added - whole.known.printed.value) <= added * _NEAR
    if near and max(places) > 0 and min(places) >= 0 and max(places) <= _BACK:
        yield judged(facts, summed(rule(NAME, TITLE), whole.known, plus([each.known for _, each in parts])))
