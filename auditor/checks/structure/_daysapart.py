"""How many days are told of two days that stand apart: 3 月 1 日开工，8 月 27 日通水，工期 190 天, and until when something is due.

Three forms, told by their words of function alone: what began and what ended with the time it took, what was due and what was kept
with the time between them, and a day, so many days from it, and the day that this makes. The first day may count or not, unless the
sentence says which; working days are counted without knowing holidays, so that only what no holiday explains is told.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.weekdays import weekdays
from auditor.checks.common.words import chinese_number

if TYPE_CHECKING:
    from collections.abc import Iterator

_DAY = r"(?:(?P<y{0}>20[0-9]{{2}})年)?(?<![0-9年])(?P<m{0}>1[0-2]|0?[1-9])月(?P<d{0}>[0-9]{{1,2}})日"
_ONE, _TWO = (_DAY.format(at).replace("(?<![0-9年])", "(?<![0-9])") for at in "12")
_NUMBER = r"(?P<n>[0-9]{1,4}|[一二两三四五六七八九十]{1,4})(?P<unit>个工作日|工作日|日历天|天|日)(?![一-龥0-9]?[均前后内])"
_LINK = r"(?:[，,、]?(?:并|又|再)?(?:实际|正式|直)?[于至到在]?(?:当年|同年)?)"
_BEGUN = r"(?:开工|动工|启动|开始|进场|进驻|开展|开业|开馆|开幕|开班|发布|发出|下发|印发|受理|立案|收到|成立|签订|签署|挂网|公告|上线|起)"
_TAKEN = (
    r"(?:(?:实际|合同|施工|建设|总|全部)*工期|历时|用时|耗时|历经|为期|持续|间隔|相隔|相距|前后|办理时[长间]|周期|时长|共|共计|合计|用了|仅用|只用)"
    r"(?:共计?|长?达|[为是]|：|:|了)?"
)
_ELAPSED = re.compile(
    rf"{_ONE}(?P<begun>[^0-9。；;，,、（）()至到]{{0,12}}?{_BEGUN}[^0-9。；;，,、（）()至到]{{0,10}}){_LINK}{_TWO}"
    rf"(?P<done>[^0-9。；;，,、（）()至到]{{1,14}})[，,（(]{_TAKEN}{_NUMBER}"
)
_LATE = re.compile(
    r"(?:计划|应当?|合同|约定|原定|定于|要求|规定|预计|拟)[^0-9。；;，,]{0,10}(?:[0-9]{1,3}(?:个工作)?[日天]之?内[，,（(]?[即至])?"
    rf"{_ONE}[^0-9。；;，,]{{0,14}}[，,]?(?:但|而)?"
    rf"(?:实际|直[至到]|才|[至到])[^0-9。；;，,]{{0,10}}{_TWO}[^0-9。；;，,]{{0,12}}"
    r"[，,（(][^0-9。；;，,]{0,8}?(?:(?P<late>延期|逾期|超期|拖期|延误|延迟|滞后|推迟|延后|晚|迟)|(?P<early>提前|早))"
    rf"(?:交付|完工|完成|竣工)?(?:了|共|达|为)?{_NUMBER}"
)
_DUE = re.compile(
    rf"{_ONE}(?P<then>[^0-9；;]{{0,60}}?)(?:之日起|起|之?后|的)(?:的|计算)?(?P<n>[0-9]{{1,3}}|[一二两三四五六七八九十]{{1,4}})"
    r"(?P<unit>个工作日|工作日|日历天|天|日)(?:之?内|期限)?(?P<words>[^0-9。；;]{0,40}?)"
    rf"{_TWO}(?!前?已|前[^，,。；;]{{0,6}}了|(?!前)[^，,。；;]{{0,6}}(?:完成|提交|公开了))"
)
_LIMIT = re.compile(
    r"(?:期限|截止|到期|届满|最[迟晚]|应[于在当]|不[迟晚]于)[一-龥]{0,6}[：:]?$|(?:^|[，,（(])(?:即|至)[一-龥]{0,3}$"
)
_THE_DAY = re.compile(r"[自从][^，,。；;（）()]{1,20}(?:之日|当日|日期|日)[（(](?:即)?$")
_BOTH = re.compile(
    r"^[^。；;]{0,4}[（(，,]?(?:均|都)?(?:按)?[^。；;]{0,6}(?:含|算|包括|计)?首尾|^[（(]含[^）)]{0,4}(?:当|首|起)"
)
_ELSE = re.compile(r"扣除|剔除|停工|暂停|中断|累计|分别|平均|[每各]|不[足含]|除外|分[期批段]")
_HOLIDAYS, _WEEKEND, _PLAIN = 10, 3, 2023
_STRETCHES = (((1, 15), (2, 28)), ((4, 28), (5, 6)), ((9, 20), (10, 10)))
"""In these parts of a year holidays may put off what is due by a week and more."""


@records.frozen
class Apart:
    """So many days told of two days: where it all begins and ends, where the number stands, and how many there are."""

    start: int
    end: int
    number: tuple[int, int]
    right: str
    holds: bool


def days_apart(text: str) -> Iterator[Apart]:
    """Iterate over the numbers of days told of two days of a text without blanks."""
    for pattern, judge in ((_ELAPSED, _elapsed), (_LATE, _late)):
        for found in pattern.finditer(text):
            days, told = _days(found), _told(found)
            start = max(text.rfind(sign, 0, found.start()) for sign in "。；;") + 1
            if days is None or told is None or _ELSE.search(text, start, found.end()):
                continue
            gap = (days[1] - days[0]).days
            if gap < 0 and not (pattern is _LATE and found["early"]):
                continue
            right, holds = judge(found, days, told, text[found.end() :])
            yield Apart(found.start("m1") if not found["y1"] else found.start("y1"), found.end("unit"),
                        (found.start("n"), found.end("unit")), right, holds)  # fmt: skip
    for found in _DUE.finditer(text):
        days, told = _days(found), _told(found)
        if (
            days is None
            or told is None
            or not _LIMIT.search(found["words"])
            or not _counted_from(found, text)
        ):
            continue
        first, last = _due(days[0], told, found["unit"])
        shown = f"{first.month}月{first.day}日"
        # The first day may count, and a weekend may lie before the last.
        early = dt.timedelta(days=_WEEKEND if "工作" in found["unit"] else 1)
        holds = first - early <= days[1] <= last
        at = found.start("y2") if found["y2"] else found.start("m2")
        yield Apart(
            found.start("y1") if found["y1"] else found.start("m1"),
            found.end(),
            (at, found.end("d2") + 1),
            shown,
            holds,
        )


def _elapsed(found: re.Match[str], days: tuple[dt.date, dt.date], told: int, behind: str) -> tuple[str, bool]:
    """Return how long it took from the one day to the other, and whether so many days are it."""
    gap = (days[1] - days[0]).days
    if "工作" in found["unit"]:
        return _worked(days, told)
    if _BOTH.match(behind):
        return f"{gap + 1}天", told == gap + 1
    # Without its year a day may be any of the week.
    week = abs(told - _weekdays(*days)) <= (0 if found["y1"] else 2)
    return f"{gap + 1}天", week or told in {gap, gap + 1}


def _late(found: re.Match[str], days: tuple[dt.date, dt.date], told: int, behind: str) -> tuple[str, bool]:  # noqa: ARG001 - as _elapsed
    gap = abs((days[1] - days[0]).days)
    return _worked(days, told) if "工作" in found["unit"] else (f"{gap}天", abs(told - gap) <= 1)


def _worked(days: tuple[dt.date, dt.date], told: int) -> tuple[str, bool]:
    most = _weekdays(min(days), max(days))
    return f"至多{most}个工作日", most - _HOLIDAYS <= told <= most + 2


def _weekdays(first: dt.date, last: dt.date) -> int:
    return weekdays(first.weekday(), (last - first).days + 1)


def _due(first: dt.date, told: int, unit: str) -> tuple[dt.date, dt.date]:
    """Return the first and the last day that so many days from one on may end on."""
    if "工作" not in unit:
        day = first + dt.timedelta(days=told)
        slow = any(start <= (day.month, day.day) <= end for start, end in _STRETCHES)
        return day, day + dt.timedelta(days=_HOLIDAYS if slow else _WEEKEND)
    day, left = first, told
    while left:
        day += dt.timedelta(days=1)
        left -= weekdays(day.weekday(), 1)
    return day, day + dt.timedelta(days=_HOLIDAYS + _WEEKEND)


def _counted_from(found: re.Match[str], text: str) -> bool:
    """Whether the days are counted from the first of the two: 8 月 18 日批复…批复后 20 日内, 自 6 月 3 日起 30 日内."""
    then = found["then"]
    if not then:
        return True
    if then in {")", "）"}:  # 自收到本报告之日（2025 年 7 月 18 日）起
        return _THE_DAY.search(text[: found.start()]) is not None
    verb = then[-2:]
    clause = re.split("[，,。；;]", then)[0]
    before = re.split("[，,。；;0-9]", text[: found.start()])[-1]
    # The words themselves are no echo of themselves.
    return len(then) > len(verb) and ((verb in then[: -len(verb)] and verb in clause) or verb in before)


def _days(found: re.Match[str]) -> tuple[dt.date, dt.date] | None:
    if found["y2"] and not found["y1"]:
        return None
    year = int(found["y1"] or _PLAIN)
    try:
        first = dt.date(year, int(found["m1"]), int(found["d1"]))
        return first, dt.date(int(found["y2"] or year), int(found["m2"]), int(found["d2"]))
    except ValueError:
        return None


def _told(found: re.Match[str]) -> int | None:
    return chinese_number(found["n"])
