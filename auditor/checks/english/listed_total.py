"""English: a total at the end of lines of dots that the lines above it do not add up to.

Amount of House bill .................... $60,974,651,000
Amount of Senate bill over House bill ...  +1,834,349,000
  Total bill ............................  62,809,000,000
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import paragraphs
from auditor.checks.common.relations import ONE, judged, near_sum, plus, rule, summed
from auditor.checks.common.slips import LONG, digits, slip, slip_in_sum
from auditor.checks.english._leaders import lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.numbers import Number, Paragraph, Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "listed-total"
TITLE = {"zh": "列示的合计与其上各行之和不符", "en": "a total is not the sum of the lines above it"}
_TOTAL = re.compile(r"^(?:sub)?total\b", re.IGNORECASE)
_MOST = 12
_FEWEST = 2
_SHORTEST = 5
_SHORT = 3
_HEADS = re.compile(r":\s*$")
_BULLET = re.compile(r"\s*[•●▪◦‣►➢*–—-]?\s*[$€£]?\s*")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the totals of lines of dots against the lines above them, from the last total on."""
    yield from _headed(facts)
    above: list[Stated] = []
    last = -1
    for paragraph in paragraphs(facts):
        index = paragraph.block.index
        if index > last + _FEWEST:
            above = []
        for line in lines(paragraph):
            if line.number.stated is None:
                above = []
                continue
            last = index
            stated = line.number.known
            if not _TOTAL.match(line.label.rsplit("_", 1)[-1].strip(" -_")):
                above = [*above[-_MOST:], stated]
                continue
            yield from _judged(facts, stated, above)
            above = []


def _headed(facts: Facts) -> Iterator[Outcome]:
    """Judge `1,160 recommendations:` by the lines below it, each of which begins with a number: what misses, by a slip."""
    head: Number | None = None
    items: list[Stated] = []
    for paragraph in (*paragraphs(facts), None):
        first = _first(paragraph) if paragraph is not None else None
        item = first is not None and not first.is_share and head is not None
        if item and first is not None and head is not None and first.dimension == head.dimension:
            items.append(first.known)
        else:
            if head is not None and len(items) >= _FEWEST and digits(head.known) >= _SHORT:
                parts = plus(items)
                if (
                    near_sum(head.known, parts)
                    or slip_in_sum(head.known, parts)
                    or _swapped(head.known, items)
                ):
                    yield judged(facts, summed(rule(NAME, TITLE), head.known, parts))
            head, items = None, []
        if paragraph is not None and _HEADS.search(paragraph.text):
            stated = [each for each in paragraph.numbers if each.stated]
            head, items = (first if len(stated) == 1 else None), []


def _swapped(whole: Stated, items: list[Stated]) -> bool:
    """Whether two digits that changed places, in the head or in a line, explain the gap."""
    gap = whole.printed.value - sum((each.printed.value for each in items), start=0 * ONE)
    pairs = [(whole, whole.printed.value - gap), *((each, each.printed.value + gap) for each in items)]
    return any(digits(each) >= _SHORT and slip(each, should) == "swap" for each, should in pairs)


def _first(paragraph: Paragraph) -> Number | None:
    """Return the number that a paragraph begins with, behind its bullet."""
    number = next(iter(paragraph.numbers), None)
    if number is None or number.stated is None or number.sign:
        return None
    return number if _BULLET.fullmatch(paragraph.text[: number.occurrence.span.start]) else None


def _judged(facts: Facts, total: Stated, above: list[Stated]) -> Iterator[Outcome]:
    """Judge a total by as many of the lines above it as add up to it, or miss it by a slip of the pen."""
    if digits(total) < _SHORTEST:
        return
    choices = [plus(above[-size:]) for size in range(_FEWEST, len(above) + 1)]
    # Only the first amount of a column bears its $.
    same = [
        each
        for each in choices
        if len({*(part.unit.dimension for _, part in each), total.unit.dimension} - {"number"}) <= 1
    ]
    held = next((each for each in same if near_sum(total, each)), None)
    slipped = [each for each in same if slip_in_sum(total, each) and digits(total) >= LONG]
    if held is not None:
        yield judged(facts, summed(rule(NAME, TITLE), total, held))
    elif len(slipped) == 1:
        yield judged(facts, summed(rule(NAME, TITLE), total, slipped[0]))
