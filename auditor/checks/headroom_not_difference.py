"""A distance to a limit that is not the limit less the last balance: 限额 64.20 亿元，余额低于限额 1.82 亿元."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import Number, paragraphs
from auditor.checks._relations import ONE, judged, rule, summed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "headroom-not-difference"
TITLE = {"zh": "距限额的差额与限额、余额不符", "en": "a distance to a limit is not limit less balance"}
_END = r"(?:为|达|约|共|尚有|还有)?$"
_ROOM = re.compile(
    rf"(?:余额低于[^，,。；;]{{0,8}}限额|低于(?:债务|核定)?限额|限额(?:空间|结余|余量)|(?:剩余|可用)(?:债务)?限额|与限额相差){_END}"
)
_LIMIT = re.compile(r"限额(?:为|是|核定为|共)?$")
_BALANCE = re.compile(r"余额(?:为|是|达到?|共)?$")
_KIND = re.compile(r"一般|专项|隐性|其中")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge what a debt is said to be below its limit by the limit and the last balance before it."""
    for paragraph in paragraphs(facts):
        numbers = [each for each in paragraph.numbers if each.stated and not each.depth]
        for at, claim in enumerate(numbers):
            words = _said(claim)
            if claim.dimension != "money" or not _ROOM.search(words) or _KIND.search(words):
                continue
            before = [each for each in numbers[:at] if each.dimension == "money"]
            limit, balance = _last(before, _LIMIT), _last(before, _BALANCE)
            if limit is not None and balance is not None:
                parts = [(ONE, limit.known), (-ONE, balance.known)]
                yield judged(facts, summed(rule(NAME, TITLE), claim.known, parts, role="stated"))


def _last(numbers: Sequence[Number], called: re.Pattern[str]) -> Number | None:
    """Return the figure of the latest year that bears a name; none where two of one year do."""
    found = [each for each in numbers if called.search(_said(each)) and not _KIND.search(_said(each))]
    latest = max((_year(each) for each in found), default="")
    last = [each for each in found if _year(each) == latest]
    return last[0] if len(last) == 1 else None


def _year(number: Number) -> str:
    found = _YEAR.findall(number.period)
    return found[-1] if found else ""


def _said(number: Number) -> str:
    return re.sub(r"\s", "", number.clause)
