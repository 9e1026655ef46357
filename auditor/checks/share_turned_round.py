"""A share whose part and base were exchanged: 测算数 1,902.05 万元，实际支出 1,893.62 万元，为测算数的 100.45%.

The words say that the last amount is so much of the one before it. Where the quotient turned round is the share to its
last of four digits, and the quotient is not, the two were exchanged in the sum.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import Number, paragraphs
from auditor.checks._relations import ONE, judged, near_ratio, quotient, rule
from auditor.checks._slips import MEANT, digits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "share-turned-round"
TITLE = {"zh": "比例的分子、分母颠倒", "en": "part and base of a share were exchanged"}
_OF = re.compile(
    r"^[，,]\s*(?:仅|只|约)?(?:为|占|相当于|是)(?!上年|去年|上期|同期|全)(?P<of>[^，,。；;0-9]{2,16})的\s*$"
)


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the shares that follow the amount they are told of by the amount before it."""
    for paragraph in paragraphs(facts):
        for at, share in enumerate(paragraph.numbers):
            if not share.is_share or share.stated is None or share.sign or digits(share.stated) < MEANT:
                continue
            if _OF.match(share.before) is None or share.depth:
                continue
            pair = _pair(paragraph.numbers[:at], share)
            if pair is None:
                continue
            part, base = pair
            if near_ratio(share.known, base.known, part.known) and not near_ratio(
                share.known, part.known, base.known
            ):
                parts, below = [(ONE, part.known)], [(ONE, base.known)]
                yield judged(facts, quotient(rule(NAME, TITLE), share.known, parts, below))


def _pair(before: Sequence[Number], share: Number) -> tuple[Number, Number] | None:
    """Return the amount right before a share and the one before that, neither of them in brackets."""
    own = [
        each
        for each in before
        if each.stated and not each.depth and not each.is_share and each.sentence == share.sentence
    ]
    if len(own) < 2 or own[-1] is not before[-1]:  # noqa: PLR2004 - a pair
        return None
    part, base = own[-1], own[-2]
    same = part.dimension == base.dimension and not (part.sign or base.sign)
    return (part, base) if same and part.known.printed.value > 0 and base.known.printed.value > 0 else None
