"""A share whose parts, told behind 其中 as shares of the same base, do not give it.

有 12.4% 的学员升学，其中 7.8% 读本科，3.1% 读硕士，1.5% 出国: the three are of all, as their sum is. Shares of the part itself
(其中 60% 是…) look the same, so a gap counts only where one slip of the pen explains it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import Number, paragraphs
from auditor.checks._parts import gap, weighted
from auditor.checks._relations import judged, near_sum, rule, summed
from auditor.checks._slips import slip
from auditor.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "shares-not-of-share"
TITLE = {"zh": "其中各占比之和与所属占比不符", "en": "shares within a share do not add up to it"}
_AMONG = re.compile(r"^[^，,。；;]{0,16}[，,（(]\s*其中[^，,。；;]{0,14}$")
_WITHIN = re.compile(r"其中|占其|占比例|[增减升降]|率")
_LEAST = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every share behind which 其中 leads to shares alone."""
    for paragraph in paragraphs(facts):
        for at, whole in enumerate(paragraph.numbers):
            if not _plain(whole) or at + 1 >= len(paragraph.numbers):
                continue
            if not _AMONG.match(paragraph.numbers[at + 1].before):
                continue
            parts = _parts(paragraph.numbers[at + 1 :], whole)
            if len(parts) < _LEAST:
                continue
            info = rule(NAME, TITLE, Severity.WARNING, "medium")
            if near_sum(whole.known, weighted(parts)) or _slipped(whole, parts):
                yield judged(facts, summed(info, whole.known, weighted(parts)))


def _plain(number: Number) -> bool:
    return number.stated is not None and number.is_share and not number.sign


def _parts(numbers: Sequence[Number], whole: Number) -> list[Number]:
    """Return the shares of one list, none where something else stands among them."""
    parts: list[Number] = []
    for number in numbers:
        if number.sentence != whole.sentence or number.part != whole.part:
            break
        if not _plain(number) or (parts and _WITHIN.search(number.before)):
            return []
        parts.append(number)
    return parts


def _slipped(whole: Number, parts: Sequence[Number]) -> bool:
    """Whether one digit or a swapped pair in one of the shares makes up for a gap that is small beside the whole."""
    if gap(whole, parts) > abs(whole.known.printed.value) or whole.known.printed.numeral.step >= 1:
        return False
    missed = whole.known.printed.value - sum(each.known.printed.value for each in parts)
    candidates = [
        (whole, whole.known.printed.value - missed),
        *((each, each.known.printed.value + missed) for each in parts),
    ]
    return any(slip(each.known, should) not in {"", "sign"} for each, should in candidates)
