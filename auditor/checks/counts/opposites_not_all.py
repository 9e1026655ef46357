"""So many things, of which so many are one way and so many the other, and the two are not all: 12 个子项目中按期完工 7 个，延期 4 个.

What came in time and what came late, or what is so and what is not, are all that there is; a third number behind them may be of what is
not yet done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import judged, plus, rule, summed
from auditor.checks.common.words import stem
from auditor.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "opposites-not-all"
TITLE = {"zh": "相反两类之和不等于总数", "en": "two opposite classes are not all"}
_COUNTED = frozenset("个 家 项 处 座 条 份 名 人 件 所 户 批 起 宗 台 套 次 笔 辆".split())
_AMONG = re.compile(r"[^，,。；;：:、（）()]{0,12}[中里内][，,]?(?:有|已有|已)?(?P<name>[一-龥“”]{2,10})$")
_OF_WHICH = re.compile(r"(?:[，,：:]?\s*(?:其中)[，,：:]?|[，,])(?:有|已有|已)?(?P<name>[一-龥“”]{2,10})$")
_THEN = re.compile(r"[，,、；;和]\s*(?:其余)?(?P<name>[一-龥“”]{2,10})$")
_IN_TIME = re.compile(r"^(?:按期|按时|及时|如期|准时|按计划|按要求时限)(?P<what>[一-龥]{0,6})$")
_LATE = re.compile(
    r"^(?:延期|逾期|超期|拖期|滞后|延迟|延误|超时|未按期|未按时|未及时)(?P<what>[一-龥]{0,6})$"
)
_NOT = re.compile(r"^(?:不|未|没有|尚未|未能|非)(?P<what>[一-龥]{2,8})$")
_VIEW = re.compile("满意|同意|赞成|支持|认可|愿意|清楚|了解|知晓")
"""What is asked has answers between yes and no."""
_SOME = re.compile(r"上年|去年|新增|增加|减少|累计|超过|以上|平均|每")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the pairs of opposite classes that stand right behind their whole."""
    for paragraph in paragraphs(facts):
        for whole, one, two, more in _fours(paragraph.numbers):
            if more is not None and (_goes_on(two, more) or _of_both(one, two, more)):
                continue
            if _told(whole, one, two):
                info = rule(NAME, TITLE, Severity.WARNING)
                yield judged(facts, summed(info, whole.known, plus([one.known, two.known])))


def _fours(numbers: Sequence[Number]) -> Iterator[tuple[Number, Number, Number, Number | None]]:
    for at in range(len(numbers) - 2):
        more = numbers[at + 3] if at + 3 < len(numbers) else None
        yield numbers[at], numbers[at + 1], numbers[at + 2], more


def _told(whole: Number, one: Number, two: Number) -> bool:
    """Whether three counts of a sentence are a whole and two opposite classes of it."""
    counts = (whole, one, two)
    alike = len({each.occurrence.unit for each in counts}) == 1 and one.occurrence.unit in _COUNTED
    near = len({(each.sentence, each.depth) for each in counts}) == 1
    if (
        not (alike and near)
        or any(each.stated is None or each.sign for each in counts)
        or _SOME.search(whole.clause)
    ):
        return False
    if max(each.known.printed.value for each in (one, two)) > whole.known.printed.value:
        return False
    words = re.sub(r"\s", "", one.before)
    first = _AMONG.fullmatch(words) or _OF_WHICH.fullmatch(words)
    then = _THEN.fullmatch(re.sub(r"\s", "", two.before))
    return first is not None and then is not None and _opposite(stem(first["name"]), stem(then["name"]))


def _opposite(one: str, two: str) -> bool:
    """Whether two names are of what is so and of what is not: 按期完工 and 延期, 合格 and 不合格."""
    in_time, late = _IN_TIME.match(one), _LATE.match(two)
    if in_time is not None and late is not None:
        return not late["what"] or late["what"] == in_time["what"]
    denied = _NOT.match(two)
    if _VIEW.search(one):
        return False
    return denied is not None and (one == denied["what"] or one.removeprefix("已") == denied["what"])


def _of_both(one: Number, two: Number, more: Number) -> bool:
    """Whether a rate behind two classes is of both together: 成功 20 件，未成功 4 件，成功率 83.33%, the rest being open still."""
    if more.sentence != two.sentence or not more.is_share or None in (one.stated, two.stated, more.stated):
        return False
    both = one.known.printed.value + two.known.printed.value
    told = more.known.printed
    return both > 0 and abs(one.known.printed.value / both - told.value) <= told.step


def _goes_on(two: Number, more: Number) -> bool:
    """Whether a third class stands behind the two."""
    same = more.occurrence.unit == two.occurrence.unit and more.sentence == two.sentence
    return same and "其中" not in more.before and re.match(r"\s*[，,、；;]", more.before) is not None
