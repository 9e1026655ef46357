"""A stock at the end of a year that the one at its beginning and what came and went do not give, told in one sentence.

年初核定 18,462 人，年内核减 237 人，补登核增 46 人，年末核定 18,291 人: every number between the two is one that came or one that went, whatever
the verbs are, and there is one of each kind at least. Else something is told that does not change the stock.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, Paragraph, paragraphs
from auditor.checks.common.relations import ONE, judged, near_sum, rule, summed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.relations import Weighted
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "year-not-carried"
TITLE = {
    "zh": "年初数加减年内增减不等于年末数",
    "en": "what was there, came and went does not give what is left",
}
_BEGIN = re.compile(r"年初|期初|上年[末底]|月初|季初")
_END = re.compile(r"[年期月季][末底]|年终|截[至止]|目前|现[有存]|结存|尚[有存]|剩余")
_CAME = re.compile(
    r"新?增[加设补]?|核增|补[登录充]|纳入|新[进入建设开识注]|招[录聘收]|[调转迁划购引]入|引进|接收|入[住库职]|恢复|出生|扩[建招]|增|加[入上]|收回|返还|自繁|产仔|繁育|流入|补充|计提|投入"
)
_WENT = re.compile(
    r"减[少员]?|核[减销]|退[出休回役]|注销|死亡|[迁调转划搬流]出|离[职岗]|辞[职退]|清退|撤[销并]|拆除|报废|处置|关[停闭]|剔除|取消|销号|归还|偿还|出[库栏]|脱贫|解[除散]|淘汰|病故|毕业|到期|用[去掉]|领用|发放|动用|支用|核销|死淘"
)
_NOT = re.compile(r"其中|同比|比上年|较上年|计划|预计|占|平均|涉及|分[布别]")
_QUARTER = 4


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every sentence that tells of a stock from the beginning of a year to its end."""
    for paragraph in paragraphs(facts):
        for at, number in enumerate(paragraph.numbers):
            if (
                number.stated is None
                or number.is_share
                or not _BEGIN.search(number.clause)
                or _END.search(number.clause)
            ):
                continue
            found = _carried(paragraph, at)
            if found is None:
                continue
            end, parts = found
            # 贷款余额：发放 adds to it and 回收 takes from it, where money in hand goes the other way.
            turned = [parts[0], *((-weight, part) for weight, part in parts[1:])]
            if near_sum(end.known, turned):
                parts = turned
            total = sum(weight * part.printed.value for weight, part in parts)
            if abs(total - end.known.printed.value) * _QUARTER < number.known.printed.value:
                yield judged(facts, summed(rule(NAME, TITLE), end.known, parts))


def _carried(paragraph: Paragraph, at: int) -> tuple[Number, list[Weighted]] | None:
    """Return the stock at the end and what gives it, None where a number between is neither gain nor loss."""
    start = paragraph.numbers[at]
    parts: list[Weighted] = [(ONE, start.known)]
    ways: set[bool] = set()
    for number in paragraph.numbers[at + 1 :]:
        clause = number.clause
        if number.sentence != start.sentence or number.depth != start.depth or number.stated is None:
            return None
        if number.dimension != start.dimension or _NOT.search(clause):
            return None
        came, went = _CAME.search(clause), _WENT.search(clause)
        # 年末补充 16,498 万元 is what came at the end, not what was there.
        comes_last = came is not None and re.match(r"(?:了|入)?\s*$", clause[came.end() :])
        if _END.search(clause) and went is None and not comes_last:
            return (number, parts) if ways == {True, False} else None
        if (came is None) is (went is None):
            return None
        ways.add(came is not None)
        parts.append((ONE if came is not None else -ONE, number.known))
    return None
