"""Names that are told in a list, as many as the numbers that follow them: 过程、产出、效益; 甲、乙两镇; 2021 至 2023 年.

A list is read for a count. Where it does not hold as many names it is none: nothing is guessed.
"""

from __future__ import annotations

import itertools

from auditor import patterns as re
from auditor import records

_DIGITS = {word: at for at, word in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_PLACES = frozenset("镇村县区市校园馆院站乡州旗")
_COUNTED = re.compile(
    r"(?<!第)(?P<number>[两二三四五六七八九十]|[2-9]|1[0-9])\s*(?P<noun>个?部分|个?方面|大类|季度|街道|[个项类块者种级镇村县区市校所家名年地局处园馆院站乡批期组条栋座门省州旗])(?P<rest>.*)$"
)
_AND = re.compile(r"以及|和(?![谐平睦解田气])|(?<![普涉惠])及(?![时格物])|与(?![会])")
_QUOTED = re.compile(r"[“\"《]([^“”\"《》]{1,24})[”\"》]")
_QUOTES = re.compile(r"(?:[“\"《][^“”\"《》]{1,24}[”\"》]\s*(?:[、，,]|以及|[和及与])?\s*){2,}")
_OPENS = re.compile(
    r"下设|分设|设置|设有|包括|包含|涵盖|分为|分成|来自|面向|其中|[由按从对向在设分含有为是将的](?=.)"
)
_TIME = re.compile(
    r"(?:(?:19|20)[0-9]{2}\s*年度?)?(?:[一二三四]季度末?|[0-9]{1,2}\s*月份?末?|[上下]半年末?|前三季度|全年)|(?:19|20)[0-9]{2}\s*年(?:度|末|底|初)?|[上去当今本]年|[春秋]季学期"
)
_SINCE = re.compile(rf"^(?:截[至止])?(?:{_TIME.pattern})+(?=.)")
_YEARS = re.compile(
    r"(?P<first>(?:19|20)[0-9]{2})\s*年?\s*(?:至|到|[-—–~])\s*(?P<last>(?:19|20)[0-9]{2})\s*年度?"
)
_QUARTERS = re.compile(r"四个季度|一至四季度|[1一]\s*[-—–~至]\s*[4四]季度|各季度")
MEASURE = re.compile(
    r"(?:(?:城乡)?居民)?人均[一-龥]{2,8}$|[一-龥]{2}率$|(?:自评|综合|平均|实际|评价)?得分$|满分$|权重$|权数$|分值$|评分$|占比$|比重$|比例$|人数$|数量$|金额$|总[数量额值]$|"
    r"面积$|产值$|增加值$|产量$|支出$|收入$|投资$|资金$|里程$|进度$|单价$|满意度$"
)
_RUNS_ON = re.compile(
    r"(?<=.)(?:开展|进行|组织|实施|发放|最|(?<![人户年月日平])均|都|已|未|不|按|同比|比上年|(?<!行)[为是]).*$"
)
"""What a sentence goes on to say of the things that it lists: 甲镇、乙镇均已开工."""
_FEW, _LONGEST, _LONGER = 2, 24, 3


@records.frozen
class Names:
    """The names of a list, what they share behind them (两镇的完成率), and whether a count of them is told."""

    each: tuple[str, ...]
    shared: str = ""
    counted: bool = False


def names_in(words: str, count: int) -> Names | None:
    """Return the names that end a stretch of words, None where they are not as many as `count`."""
    words = words.strip()
    for read in (_quoted, _times, _quarters, _ordinals, _listed):
        if (found := read(words, count)) is not None:
            return found
    return None


def _quoted(words: str, count: int) -> Names | None:
    runs = list(_QUOTES.finditer(words))
    if len(runs) != 1:
        return None
    each = tuple(_QUOTED.findall(runs[0].group()))
    rest = words[runs[0].end() :]
    counted = _COUNTED.match(rest)
    if len(each) != count or (counted is not None and _value(counted["number"]) != count):
        return None
    return Names(
        each, (counted["rest"] if counted is not None else rest).removeprefix("的"), counted is not None
    )


def _times(words: str, count: int) -> Names | None:
    """Return the times of 2022 年、2023 年支出, of 支出 2021 至 2023 年."""
    years = _YEARS.search(words)
    if years is not None and int(years["last"]) - int(years["first"]) + 1 == count:
        each = tuple(f"{int(years['first']) + at}年" for at in range(count))
        return Names(each, _beside(words, years.start(), years.end()), counted=True)
    times = list(_TIME.finditer(words))
    if len(times) != count or count < _FEW:
        return None
    joints = [words[one.end() : two.start()] for one, two in itertools.pairwise(times)]
    if not all(re.fullmatch(r"\s*(?:[、，,]|以及|[和及与])\s*", joint) for joint in joints):
        return None
    each = tuple(re.sub(r"\s", "", time.group()) for time in times)
    return Names(each, _beside(words, times[0].start(), times[-1].end()), counted=True)


def _beside(words: str, start: int, end: int) -> str:
    """Return what is told of times, before them or behind: 支出 of 2022 年、2023 年支出."""
    before = re.split(r"[，,；;。：:]", words[:start])[-1]
    return f"{before}{words[end:].removeprefix('的')}".strip()


def _quarters(words: str, count: int) -> Names | None:
    found = _QUARTERS.search(words)
    if found is None or count != 4:  # noqa: PLR2004 - a year has four quarters
        return None
    each = tuple(f"{digit}季度" for digit in "一二三四")
    return Names(each, _beside(words, found.start(), found.end()), counted=True)


def _ordinals(words: str, count: int) -> Names | None:
    """Return the names of 第一、二、三产业增加值, 一、二、三产业."""
    found = re.search(
        r"(?P<first>第?一)、(?P<more>(?:第?[二三四五六七八九]、)*)第?(?P<last>[二三四五六七八九])(?P<noun>[一-龥]{2}.*)$",
        words,
    )
    if found is None or _value(found["last"]) != count or len(re.findall("、", found.group())) != count - 1:
        return None
    ordinal = "第" if found["first"].startswith("第") or found["noun"].startswith("产业") else ""
    noun = found["noun"][:2]
    each = tuple(f"{ordinal}{digit}{noun}" for digit in "一二三四五六七八九"[:count])
    return Names(each, found["noun"][2:].removeprefix("的"), counted=True)


def _listed(words: str, count: int) -> Names | None:
    items = _items(words, count)
    if items is None:
        return None
    others, last = items[:-1], items[-1].strip()
    others[0] = _SINCE.sub("", others[0].strip())
    counted = _COUNTED.search(last)
    shared = ""
    if counted is not None and counted.start() > 0:
        if _value(counted["number"]) != count:
            return None
        last, shared = re.sub("[这等]+$", "", last[: counted.start()]), counted["rest"].removeprefix("的")
    else:
        counted = None
        last, shared = _parted(others, _RUNS_ON.sub("", last))
    others[0] = _opened(others[0], [*others[1:], last])
    each = [re.sub(r"[“”\"]", "", item).strip() for item in (*others, last)]
    if not all(each) or len(set(each)) != count or max(map(len, each)) > _LONGEST:
        return None
    if any(re.search(r"(?<![A-Za-z0-9])[0-9]", item) for item in each):
        return None
    if counted is not None and counted["noun"] in {"级", "类"}:
        each = [f"{item}{counted['noun']}" if len(item) == 1 else item for item in each]
    if counted is not None and counted["noun"] in _PLACES:
        each = [item if item.endswith(counted["noun"]) else item + counted["noun"] for item in each]
    return Names(tuple(each), shared, counted is not None)


def _items(words: str, count: int) -> list[str] | None:
    """Return the members of a list as they are printed, of which the first and last may hold more words."""
    items = words.split("、")
    if len(items) == count > 1:
        return items
    ands = list(_AND.finditer(items[-1]))
    if len(items) == count - 1 and (len(ands) == 1 or (ands and len(items) > 1)):
        return [*items[:-1], items[-1][: ands[0].start()], items[-1][ands[0].end() :]]
    return None


def _parted(others: list[str], last: str) -> tuple[str, str]:
    """Return the last name and what follows it: 甲镇、乙镇得分 is 乙镇 with 得分, as the names end alike; 收、支总计 is 支 with 总计."""
    if {len(other.strip()) for other in others} == {1} and len(last) > _FEW:
        return last[0], last[1:]
    ends = {other.strip()[-1:] for other in others}
    if len(ends) == 1 and (end := ends.pop()):
        at = last.find(end, 1)
        if 0 < at < len(last) - 1 and at <= max(map(len, others)) + _LONGER:
            return last[: at + 1], last[at + 1 :].removeprefix("的")
        if at == len(last) - 1:
            return last, ""
    found = MEASURE.search(last)
    if found is None or found.start() == 0 or any(other.endswith(found.group()) for other in others):
        return last, ""
    return last[: found.start()].removesuffix("的"), found.group()


def _opened(first: str, others: list[str]) -> str:
    """Return the first name without the words that open the list: 数量 of 产出指标下设数量、质量、时效."""
    most, least = max(map(len, others)), min(map(len, others))
    if len(first) == most + 1 == least + 1 and first[0] in "按由分设从":
        return first[1:]
    if len(first) < most + _LONGER:
        return first
    ends = [found.end() for found in _OPENS.finditer(first) if len(first) - found.end() >= max(1, least - 1)]
    return first[ends[-1] :] if ends else first


def _value(number: str) -> int:
    return _DIGITS[number] if number in _DIGITS else int(number)
