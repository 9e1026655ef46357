"""Rows of years of which a word says which way they go: 三年分别为 820 人、790 人、905 人，逐年上升; 竣工台数逐年增加, which a table tells year by year.

The word has to hold from each year to the next. The levels stand in a row before it or behind it, or they are the one line of a table of
years that its subject names; where that goes further back than what the word is of, the last three of them have to break it.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Paragraph, Stated
from auditor.checks.common.tables import plain
from auditor.checks.common.words import CHINESE_DIGITS
from auditor.checks.order._lines import tabled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number
    from auditor.evaluation.facts import Facts

_UP = "增加|增长|提高|提升|上升|上涨|扩大|攀升|走高|递增|加快|延长"
_DOWN = "减少|降低|下降|下跌|缩小|回落|下滑|走低|递减|收窄|放缓|缩短|压缩"
_YEARLY = re.compile(
    rf"(?:逐年|连年|年年|连续(?P<count>[两二三四五六七八九十0-9]{{1,2}})年)(?:呈|稳步|不断|小幅|大幅|保持|实现|均|在)*(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了|的?(?:态势|趋势))?(?![一-龥]{{0,2}}[0-9])"
)
_BEHIND = re.compile(r"^[，,：:]?[^，,。；;、]{0,12}(?:分别|依次|各)(?:为|是|达到?)?$")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?=\s*(?:年|[、，,和至到—–~～-]))")
_YEARS = re.compile(r"[三四五六七八九十3-9]\s*年|历年|各年")
_HEAD = re.compile(r"(?P<year>(?:19|20)[0-9]{2})\s*年?(?:度|末|底)?")
_NAMES = re.compile(r"[一-龥]、[一-龥]")
_ROUGH = re.compile(
    r"总体|整体|波动|基本|大体|扣除|剔除|可比|其中|趋于|预计|将|要|应|力争|降幅|减幅|跌幅|亏损|逆差|赤字|[全各]国|全省"
)
_TAIL = re.compile(r"(?:则|也|均|都|已|总体|呈|及|和|的)+$")
_COUNTED = re.compile(r"(?:[台件人户个次]?数量?|总?[额量])$")
_LEAST, _SHORTEST = 3, 2


@records.frozen(eq=False, kw_only=True)
class Series:
    """Levels of years from the earliest to the latest, how they are printed, and the word that says which way they go."""

    paragraph: Paragraph
    levels: tuple[Stated, ...]
    word: str
    start: int
    up: bool


def series_told(facts: Facts, paragraph: Paragraph) -> Iterator[Series]:
    """Iterate over the rows of years that a paragraph speaks of."""
    text = paragraph.text
    for found in _YEARLY.finditer(text):
        start = max(text.rfind(end, 0, found.start()) for end in "。；;") + 1
        sentence = re.split("[。；;]", text[found.end() :])[0]
        if _ROUGH.search(text[start : found.start()] + sentence[:_SHORTEST]):
            continue
        before = [
            each
            for each in paragraph.numbers
            if start <= each.occurrence.span.start and each.occurrence.span.end <= found.start()
        ]
        behind = [each for each in paragraph.numbers if found.end() <= each.occurrence.span.start]
        levels: Sequence[Stated] = _before(text, before, found.start()) or _behind(text, behind, found, start)
        way = "up" if found["up"] else "down"
        if not levels and not before:
            levels = _tabled(facts, text[start : found.start()], found["count"] or "", up=way == "up")
        if levels:
            yield Series(
                paragraph=paragraph,
                levels=tuple(levels),
                word=found.group(),
                start=found.start(),
                up=way == "up",
            )


def _row(numbers: Sequence[Number]) -> list[Number]:
    """Return the levels of one unit that stand in a row at the end of some numbers."""
    levels = [*numbers[-1:]]
    for after, each in itertools.pairwise(reversed(numbers)):
        joined = re.fullmatch(r"\s*[、，,和及]\s*[和及]?\s*", after.before) is not None
        if not joined or each.occurrence.unit != after.occurrence.unit:
            break
        levels.insert(0, each)
    if len(levels) < _LEAST or any(each.stated is None or each.sign or each.depth for each in levels):
        return []
    return levels


def _before(text: str, before: Sequence[Number], end: int) -> list[Stated]:
    levels = _row(before)
    if not levels:
        return []
    words = re.sub(r"\s", "", text[levels[-1].occurrence.span.end : end]).removeprefix(
        levels[-1].occurrence.unit
    )
    words = re.sub(r"^[）)，,、]+|[，,]?呈$", "", words)
    lead = re.sub(r"\s", "", levels[0].lead)
    return _in_order(levels, lead) if not words or words in lead else []


def _behind(text: str, behind: Sequence[Number], found: re.Match[str], start: int) -> list[Stated]:
    if not behind:
        return []
    count = next(
        (
            at
            for at, each in enumerate(behind)
            if at and not re.fullmatch(r"\s*[、，,和及]\s*[和及]?\s*", each.before)
        ),
        len(behind),
    )
    levels = _row(behind[:count])
    words = _YEAR.sub("", re.sub(r"\s", "", text[found.end() : behind[0].occurrence.span.start]))
    return (
        _in_order(levels, text[start : behind[0].occurrence.span.start])
        if levels and _BEHIND.match(words)
        else []
    )


def _in_order(levels: Sequence[Number], lead: str) -> list[Stated]:
    """Return the levels from the earliest on, if the words before them say that they are of so many years."""
    years = [int(each) for each in _YEAR.findall(lead)]
    known = [each.known for each in levels]
    if _NAMES.search(_YEAR.sub("", lead).split("、", 1)[-1]) and len(years) != len(levels):
        return []
    if len(years) == len(levels) and sorted(years, reverse=True) == years:
        return known[::-1]
    spanned = len(years) == 2 and years[1] - years[0] + 1 == len(levels)  # noqa: PLR2004 - 2022—2024 年
    dated = len(years) == len(levels) and sorted(years) == years
    return known if spanned or dated or (len(years) <= 1 and _YEARS.search(lead)) else []


def _tabled(facts: Facts, words: str, count: str, *, up: bool) -> list[Stated]:
    """Return the one line of years in the tables that the subject of a word names."""
    name = _COUNTED.sub("", plain(_TAIL.sub("", re.split("[，,：:、]", words)[-1])))
    found: list[list[Stated]] = []
    for line in tabled(facts):
        label = _COUNTED.sub("", plain(line.label))
        if len(label) < _SHORTEST or len(name) < _SHORTEST or not (name == label or name.endswith(label)):
            continue
        dated = {
            int(head["year"]): cell for each, cell in line.names.items() if (head := _HEAD.fullmatch(each))
        }
        if len(dated) == len(line.names) >= _LEAST and max(dated) - min(dated) + 1 == len(dated):
            found.append([dated[year] for year in sorted(dated)])
    if len(found) != 1:
        return []
    last = CHINESE_DIGITS.get(count) or (int(count) if count.isdecimal() else 0)
    # 连续三年增长 is said of three changes, or of three levels.
    levels = found[0][-last:] if last else found[0]
    end = [each.printed.value for each in levels[-_LEAST:]]
    broken = any((two > one) is not up for one, two in itertools.pairwise(end) if one != two)
    holds = all((two > one) is up for one, two in itertools.pairwise([each.printed.value for each in levels]))
    return levels[-_LEAST:] if broken and len(end) >= _LEAST else levels if holds else []
