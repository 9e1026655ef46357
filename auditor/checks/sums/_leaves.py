"""What shows that a list which does not give its whole leaves something out, and nothing in it is misprinted.

Each way asks for a figure that speaks of the list itself: its shares, the class among its parts that lacks a unit, another
whole in its sentence that it gives. A value that merely stands elsewhere shows nothing.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.checks.common.chance import tells
from auditor.checks.common.parts import called, weighted
from auditor.checks.common.relations import near_ratio, near_sum
from auditor.checks.common.slips import slip
from auditor.checks.common.words import closed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.checks.common.numbers import Number, Paragraph

_PAIR = 2


def leaves_out(
    paragraph: Paragraph, whole: Number, members: Sequence[Number], before: Sequence[Number]
) -> bool:
    """Whether parts that miss their whole are no list of all of it."""
    return (
        _told_bare(paragraph, whole, members)
        or _all_shares(paragraph, whole, members)
        or _one_share(paragraph, whole, members)
        or _of_earlier(whole, members, before)
    )


def _of_earlier(whole: Number, members: Sequence[Number], before: Sequence[Number]) -> bool:
    """Whether parts are those of another figure of the sentence: 支出 a，比 2022 年的 b 增加 c，其中…, which give a, and are none of b."""
    own = [each for each in before if each.sentence == whole.sentence]
    return any(
        near_sum(each.known, weighted(members)) and tells(each.known, len(own) * len(members)) for each in own
    )


def _told_bare(paragraph: Paragraph, whole: Number, members: Sequence[Number]) -> bool:
    """Whether a part without its unit, among the others, makes up for what is missing: 公开 60 件，部分公开 7，不予公开 8 件."""
    missing = whole.known.printed.value - sum(each.known.printed.value for each in members)
    return any(
        number.known.printed.value == missing
        for number in paragraph.numbers
        if number.stated
        and number.dimension == "number"
        and number.sentence == members[0].sentence
        and number.occurrence.span.start > whole.occurrence.span.start
    )


def _all_shares(paragraph: Paragraph, whole: Number, members: Sequence[Number]) -> bool:
    """Whether the share behind each part but one is right and they miss 100 %: the whole is not misprinted, the list is open."""
    total, wrong = Fraction(0), 0
    for member in members:
        at = paragraph.numbers.index(member) + 1
        share = paragraph.numbers[at] if at < len(paragraph.numbers) else None
        if share is None or not share.is_share or share.stated is None or "占" not in share.before:
            return False
        wrong += not near_ratio(share.stated, member.known, whole.known)
        total += member.known.printed.value / whole.known.printed.value + share.known.printed.step / 2
    return total < 1 and wrong <= (len(members) > _PAIR)


def _one_share(paragraph: Paragraph, whole: Number, members: Sequence[Number]) -> bool:
    """Whether the share behind a part bears out it and the whole, so that an open list is short of it by no slip.

    总里程 2,456 公里，其中等级公路 2,310 公里，占 94.06%，高速公路 86 公里: neither 2,456 nor 2,310 is misprinted.
    """
    told = dict(itertools.pairwise(paragraph.numbers))
    sure = [
        each
        for each in members
        if (share := told.get(each)) is not None
        and share.is_share
        and share.stated
        and "占" in share.before
        and near_ratio(share.known, each.known, whole.known)
    ]
    missing = whole.known.printed.value - sum(each.known.printed.value for each in members)
    if not sure or missing <= 0 or closed([called(each) for each in members], whole=whole.name):
        return False
    rest = [each for each in members if each not in sure]
    return not any(slip(each.known, each.known.printed.value + missing) for each in rest)
