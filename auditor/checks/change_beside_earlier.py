"""A change that the earlier level in brackets beside it does not bear out: 比例为 73.2%，较 2016 届（74.0%）下降了 0.8 个百分点."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import paragraphs
from auditor.checks._relations import ONE, judged, quotient, rule, summed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "change-beside-earlier"
TITLE = {
    "zh": "增减与括号内的上期数不符",
    "en": "a change does not follow from the earlier level in brackets",
}
_AGAINST = re.compile(
    r"^[）)]?[^，,。；;（）()]{0,6}[，,]?\s*(?:较|比|与|同|相比)[^，,。；;（）()]{0,10}?(?:届|年度?|学年|期|月|季度?|轮|次|批)[^，,。；;（）()]{0,8}(?:的|水平|数据)?[（(](?:为)?\s*$"
)
_TELLS = re.compile(r"^[）)]\s*(?:相比)?[，,]?[^，,。；;（）()]{0,8}$")
_UP = re.compile(r"上升|增长|增加|提高|提升|上涨|扩大|多|高")
_DOWN = re.compile(r"下降|减少|降低|回落|下滑|缩小|少|低|下跌")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge a change told right behind the bracket: 为 a，较上届（b）下降 c."""
    for paragraph in paragraphs(facts):
        for now, earlier, change in zip(
            paragraph.numbers, paragraph.numbers[1:], paragraph.numbers[2:], strict=False
        ):
            if not (now.stated and earlier.stated and change.stated) or now.sign or earlier.sign:
                continue
            if now.sentence != change.sentence or now.dimension != earlier.dimension:
                continue
            if not _AGAINST.match(earlier.before) or not _TELLS.match(change.before) or not earlier.depth:
                continue
            up, down = _UP.search(change.before), _DOWN.search(change.before)
            if (up is None) == (down is None) or change.depth >= earlier.depth:
                continue
            sign = ONE if up else -ONE
            parts = [(sign, now.known), (-sign, earlier.known)]
            info = rule(NAME, TITLE)
            if change.dimension == ("points" if now.is_share else now.dimension):
                yield judged(facts, summed(info, change.known, parts, role="stated"))
            elif change.is_share and not now.is_share and earlier.known.printed.value > 0:
                yield judged(facts, quotient(info, change.known, parts, [(ONE, earlier.known)]))
