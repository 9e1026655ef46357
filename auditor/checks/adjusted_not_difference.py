"""What came down less what was taken back is not what was given in the end: 下达 111 万元，…调减 40 万元，实际下达 77 万元."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import Number, paragraphs
from auditor.checks._relations import ONE, judged, rule, summed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "adjusted-not-difference"
TITLE = {
    "zh": "调整后数额与原数额、调整额不符",
    "en": "what is left after a change is not the figure less the change",
}
_DOWN = re.compile(r"^(?:年中)?(?:调减|核减|追减|收回)(?:了|资金|预算)*$")
_UP = re.compile(r"^(?:年中)?(?:调增|追加|增拨)(?:了|资金|预算)*$")
_FIRST = re.compile(r"下达|安排|批复|预算|拨付")
_LAST = re.compile(r"^(?:全年|最终|调整后)?(?:实际|最终|调整后)(?:下达|安排|到位|预算|资金|总额|数|为)+$")
_OTHER = re.compile(r"结余|结转|上年|去年")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge what a sentence says came down, was changed, and was given in the end."""
    for paragraph in paragraphs(facts):
        money = [each for each in paragraph.numbers if each.stated and each.dimension == "money"]
        for at, change in enumerate(money):
            down, up = _DOWN.match(_own(change)), _UP.match(_own(change))
            if (not down and not up) or at + 1 >= len(money) or not _LAST.match(_own(money[at + 1])):
                continue
            last = money[at + 1]
            first = _first(money[:at], change)
            if first is None or last.sentence != change.sentence or _OTHER.search(paragraph.text):
                continue
            sign = -ONE if down else ONE
            yield judged(
                facts, summed(rule(NAME, TITLE), last.known, [(ONE, first.known), (sign, change.known)])
            )


def _own(number: Number) -> str:
    return re.sub(r"\s", "", number.clause)


def _first(before: Sequence[Number], change: Number) -> Number | None:
    """Return the figure that the sentence begins with, where all others are what 其中 tells of it."""
    own = [each for each in before if each.sentence == change.sentence]
    if (
        not own
        or not _FIRST.search(own[0].clause)
        or any(_DOWN.match(_own(each)) or _UP.match(_own(each)) for each in own)
    ):
        return None
    told = "".join(each.before for each in own[1:])
    return own[0] if len(own) == 1 or "其中" in told else None
