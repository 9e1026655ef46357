"""A distance in points between two rates that the sentences before it print: 甲规范管理率比乙高 1.64 个百分点."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import Number, paragraphs
from auditor.checks._relations import ONE, judged, rule, summed
from auditor.checks._words import stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "rates-apart"
TITLE = {"zh": "两率相差的百分点不符", "en": "two rates are not as far apart as the text says"}
_APART = re.compile(
    r"(?:^|[，,。；;：:])\s*(?P<one>[^，,。；;：:0-9]{2,16}?)(?:比|较|高于|低于)(?P<two>[^，,。；;：:0-9]{2,14}?)(?:高|低|少|多|高出|低了|高了)?(?:出|了)?\s*$"
)
_WAY = re.compile(r"高|低|多|少")
_EARLIER = re.compile(
    r"上年|去年|上期|同期|年初|目标|计划|要求|标准|平均|全[国省市县区]|全部|总体|整体|[0-9一二三四]季度|月"
)
_RATE = re.compile(r"(?P<rate>[一-龥]{2,6}[率度])$")
_GROWN = re.compile(r"增长|下降|增幅|增速|提高|占比|比重")
_TWO = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge distances whose own clause prints no rate."""
    for paragraph in paragraphs(facts):
        for at, gap in enumerate(paragraph.numbers):
            found = _APART.search(gap.before)
            if gap.dimension != "points" or not gap.stated or found is None or not _WAY.search(gap.before):
                continue
            if _EARLIER.search(found["two"]) or _GROWN.search(found.group()):
                continue
            rates = [
                each
                for each in paragraph.numbers[:at]
                if each.stated and each.is_share and not each.sign and not each.depth
            ]
            pair = _named(stem(found["one"]), stem(found["two"]), rates)
            if pair is None:
                continue
            more, less = sorted(pair, key=lambda each: -each.known.printed.value)
            yield judged(
                facts,
                summed(rule(NAME, TITLE), gap.known, [(ONE, more.known), (-ONE, less.known)], role="stated"),
            )


def _named(one: str, two: str, rates: Sequence[Number]) -> tuple[Number, Number] | None:
    """Return the two rates: those of the name that the first bears, if there are but two, or those that begin as both do."""
    if rate := _RATE.search(one):
        for start in range(len(rate["rate"]) - _TWO):
            called = [each for each in rates if stem(each.clause).endswith(rate["rate"][start:])]
            # 规范管理率 twice: of the two diseases that the sentence compares.
            if called and any(stem(each.clause) == rate["rate"][start:] for each in called) is False:
                called = [each for each in called if stem(each.clause).startswith((one[:_TWO], two[:_TWO]))]
            if len(called) == _TWO:
                return called[0], called[1]
    first = [each for each in rates if stem(each.clause).startswith(one)]
    second = [each for each in rates if stem(each.clause).startswith(two)]
    if len(first) == len(second) == 1 and first[0] is not second[0]:
        tails = {stem(first[0].clause)[-2:], stem(second[0].clause)[-2:]}
        return (first[0], second[0]) if len(tails) == 1 else None
    return None
