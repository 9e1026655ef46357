"""Lists of which every class tells a count and an amount: 14 座、2,134 延米，276 座、6,847 延米, of 290 座、8,981 延米 in all.

Where the counts give their whole to the last one, nothing is left out, and the amounts have to give theirs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import judged, plus, summed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.numbers import Number, Paragraph
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, RuleInfo

_BESIDE = re.compile(r"^\s*[、，,]\s*(?:合?计|共计?|总长|长|面积|金额|资金|涉及(?:资金|金额)|投资)?\s*$")
_LEAST, _SIZE, _PAIR = 2, 10, 2


def paired(facts: Facts, info: RuleInfo, paragraph: Paragraph) -> Iterator[Outcome]:
    """Judge the amounts of lists whose counts are complete."""
    numbers = [
        each
        for each in paragraph.numbers
        if each.stated and not (each.is_share or each.sign or each.depth or each.dimension == "points")
    ]
    for at in range(len(numbers) - 5):
        count, amount = numbers[at : at + _PAIR]
        total = count.known.printed.value
        if not _beside(count, amount) or not count.dimension.startswith("count:") or total < _SIZE:
            continue
        counts: list[Number] = []
        amounts: list[Number] = []
        for one, two in zip(numbers[at + _PAIR :: _PAIR], numbers[at + _PAIR + 1 :: _PAIR], strict=False):
            alike = (one.dimension, two.dimension) == (count.dimension, amount.dimension)
            if not alike or not _beside(one, two) or one.sentence - count.sentence >= _PAIR:
                break
            counts.append(one)
            amounts.append(two)
            if sum(each.known.printed.value for each in counts) == total and len(counts) >= _LEAST:
                yield judged(facts, summed(info, amount.known, plus([each.known for each in amounts])))
                break


def _beside(one: Number, two: Number) -> bool:
    """Whether two figures of one thing stand beside each other."""
    kind = two.dimension == "money" or two.dimension.startswith("measure:")
    return kind and one.part == two.part and _BESIDE.match(two.before) is not None
