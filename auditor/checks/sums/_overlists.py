"""A part above the whole that it is listed behind, where its point set otherwise lets the list give the whole.

不合规支出 18.64 万元：列支办公费用 11.20 万元，结算依据不全 74.40 万元: 7.44 and 11.20 are 18.64 to the last place. The parts need not be
named 其中: what gives the whole so is all of it.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.slips import MEANT, digits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number, Paragraph

_FIRST = re.compile(
    r"^[^，,。；;：:]{0,6}(?:[：:]|[，,]\s*(?:其中|包括|分别|分为)[^，,。；;]{0,3}[：:]?)[^，,。；;]{0,24}$"
)
_NEXT = re.compile(r"^\s*(?:[、，,；;和及][^，,。；;]{1,24}|[、和])$")
_MEAN = re.compile(r"均(?!衡)|每|单价")
_SCALES = tuple(Fraction(1, 10**power) for power in (1, 2, 3, 4))
_LEFT_OUT = frozenset({"ratio", "points", "score", "number"})


def over_listed(paragraph: Paragraph) -> Iterator[tuple[Number, Number]]:
    """Iterate over parts with the wholes that they are above."""
    for at, whole in enumerate(paragraph.numbers):
        if whole.stated is None or whole.sign or whole.dimension in _LEFT_OUT or digits(whole.known) < MEANT:
            continue
        if _MEAN.search(whole.clause):
            continue
        listed = _listed(whole, paragraph.numbers[at + 1 :])
        for part in listed:
            if part.known.printed.value > whole.known.printed.value and _mended(whole, listed, part):
                yield part, whole
                break


def _listed(whole: Number, following: Sequence[Number]) -> list[Number]:
    """Return the numbers that a list names behind a whole."""
    listed: list[Number] = []
    for each in following:
        joins = _NEXT if listed else _FIRST
        if not _alike(whole, each) or not joins.match(each.before):
            break
        listed.append(each)
    return listed


def _alike(whole: Number, part: Number) -> bool:
    return (
        part.stated is not None
        and not part.sign
        and part.dimension == whole.dimension
        and part.sentence == whole.sentence
        and part.depth == whole.depth
    )


def _mended(whole: Number, listed: Sequence[Number], part: Number) -> bool:
    """Whether parts, this one with its point moved to the left, give a whole to its last place."""
    value, goal = part.known.printed.value, whole.known.printed.value
    totals = itertools.accumulate(each.known.printed.value for each in listed)
    return any(
        total - value + value * scale == goal
        for end, total in enumerate(totals, start=1)
        if end > 1 and part in listed[:end]
        for scale in _SCALES
    )
