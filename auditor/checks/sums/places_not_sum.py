"""What was done, told once more for all places together, is not what the list of places gives.

甲村道路硬化 700 平方米；乙村道路硬化 900 平方米；…，已完成道路硬化 1,600 平方米: the list names the work with each place, and the
work alone behind it is all of it. A gap counts where the list has three items or more, or one slip explains it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.parts import gap, missed_by_little, weighted
from auditor.checks.common.relations import judged, near_sum, rule, summed
from auditor.checks.common.slips import slip_in_sum
from auditor.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "places-not-sum"
TITLE = {
    "zh": "各处完成量之和与后文总量不符",
    "en": "the work told place by place does not give that told of all",
}
_DONE = re.compile(
    r"^(?:目前|现|共|累计|合计|总共)?(?:已|共|累计|合计|实际|全部|总共)(?:经|计)?(?:全部)?(?:完成|建成|建设|实施|新建)?"
)
_WORK = re.compile(r"硬化|建设|修建|新建|改造|安装|铺设|维修|绿化|种植|砌筑|开挖|整治|修复|改建|拆除")
_SHARED = 4
_LIST = 3
_LEAST = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge figures of work done that end in the words of a list of the same work in the paragraph."""
    info = rule(NAME, TITLE, Severity.WARNING, "medium")
    for paragraph in paragraphs(facts):
        led = False
        for at, whole in enumerate(paragraph.numbers):
            opens = _DONE.match(_own(whole)) is not None
            # 已完成道路硬化 a 平方米，挡墙建设 b 立方米: what is done goes on behind the comma.
            led = opens or (led and at > 0 and whole.sentence == paragraph.numbers[at - 1].sentence)
            if not led or whole.stated is None or whole.sign or not _WORK.search(_own(whole)):
                continue
            listed = _listed(paragraph.numbers[:at], whole, bare=not opens)
            if len(listed) < _LEAST:
                continue
            members = weighted(listed)
            told = missed_by_little(whole, listed) and len(listed) >= _LIST
            if (
                near_sum(whole.known, members)
                or told
                or slip_in_sum(whole.known, members)
                or _swapped(whole, listed)
            ):
                yield judged(facts, summed(info, whole.known, members))


def _own(number: Number) -> str:
    return re.sub(r"\s", "", number.clause)


def _listed(before: Sequence[Number], whole: Number, *, bare: bool) -> list[Number]:
    """Return the figures whose words end as those of the whole do, with a place before them."""
    words = _DONE.sub("", _own(whole))
    found = []
    for number in before:
        own = _own(number)
        if number.dimension != whole.dimension or number.stated is None or number.sign or _DONE.match(own):
            continue
        shared = _ending(own, words)
        if shared >= _SHARED and len(own) > shared and (not bare or shared == len(words)):
            found.append(number)
    return found


def _ending(one: str, two: str) -> int:
    """Return how many characters two texts end alike in."""
    count = 0
    while count < min(len(one), len(two)) and one[-count - 1] == two[-count - 1]:
        count += 1
    return count


def _swapped(whole: Number, listed: Sequence[Number]) -> bool:
    """Whether the digits of the whole are those of the sum in another order."""
    total = sum(each.known.printed.value for each in listed)
    step = whole.known.printed.numeral.step * whole.known.printed.unit.factor
    one, two = whole.known.printed.value / step, total / step
    return (
        gap(whole, listed) > 0
        and one.denominator == two.denominator == 1
        and sorted(str(one.numerator)) == sorted(str(two.numerator))
    )
