"""A length of time told beside its first and last day, which is not that from the one to the other: 1 月 1 日至 11 月 30 日（全年 12 个月）.

The length may stand behind the span or before it, and the span may be of days, of months or of years. A month begun may count as
one, and the first day may count or not; working days are counted by nobody here. What is only agreed, warranted, paid or one of
many has a length of its own, and so has work of which it is said that it came early or late.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.checks.common.relations import evidence_of_words, rule, said
from auditor.checks.common.weekdays import weekdays
from auditor.checks.common.words import chinese_number
from auditor.checks.structure._daysapart import days_apart
from auditor.checks.structure._yearspans import bases_of_means, year_spans
from auditor.findings import Severity, Verdict
from auditor.report.blocks import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.findings import Evidence
    from auditor.report.blocks import Block

NAME = "length-not-span"
TITLE = {"zh": "时长与起止日期不符", "en": "a length of time is not that between its days"}
_DAY = r"(?:(?P<y{0}>20[0-9]{{2}})年)?(?P<m{0}>1[0-2]|0?[1-9])月(?:(?P<d{0}>[0-9]{{1,2}})日)?"
_TO = r"(?:(?:起|开始|启动|生效)?[，,]?(?:[至到]|—+|–|-|~|～)|(?:正式)?(?:开始|启动)[，,]于?)"
_SPAN = re.compile(
    rf"(?<![0-9年月.])(?:{_DAY.format('')}{_TO}(?:{_DAY.format('2')}|(?P<of>[0-9]{{1,2}})日)"
    rf"|(?P<first>20[0-9]{{2}})年?{_TO}(?P<last>20[0-9]{{2}})年)(?![0-9初底末]|[一-龥]*[上下]旬)"
)
_NUMBER = r"(?P<n>[0-9]{1,4}|[一二两三四五六七八九十]{1,3}|半)"
_UNIT = r"(?P<half>个?半)?(?P<unit>个月|月|年|日历天|天|日|周)(?P<more>半)?"
_NOUN = r"[合共总]计?|全年|全部|全程|为期|历时|时长|前后|(?:(?:服务|合同|协议|租赁?|承租|承包|合作|托管|运营|委托|建设|施工|实施|执行|试点|项目|展览|展出|任职?|聘用?|存续|借款|贷款|债券|存款|投资|履行|履约|公示|征集|整治|行动|有效|规划|研究)(?:期限?|周期)|期限|周期|总?工期|任期)"
_BEHIND = re.compile(
    rf"^(?:为?止|结束|期满|完成|到期)?[）)]?[，,、（(]?(?:{_NOUN})?(?:共计?|合计|总计)?(?:[为是共]|：|:)?{_NUMBER}{_UNIT}(?![一-龥]|[0-9])"
)
_BEFORE = re.compile(
    rf"(?<![一-龥])(?:[一-龥]{{0,12}}[，,、：:的])?[一-龥]{{0,6}}?(?:{_NOUN})(?:共计?|合计|总计)?[为是共：:]?{_NUMBER}{_UNIT}[，,（(：:]?(?:即|起止(?:时间|日期)?[为：:]?|时间[为：:])?[自从由]?$"
)
_SPANNED = re.compile(
    r"(?<![第满前上下每均约十百0-9一二三四五六七八九])(?P<n>[0-9]{1,3}|[一二两三四五六七八九十]{1,3})(?P<half>个?半)?(?P<unit>个月|年|日历天|天|周)(?P<more>半)?(?:来|间|以来|(?:[一-龥]{0,4}(?:计划|方案|规划|行动)))?》?[（(]$"
)
"""近五年（2021—2025 年）, 试运行期 3 个月（5 月至 7 月）: a length that brackets spell out, of whatever it is one."""
_ELSE = re.compile(
    r"质保|保修|免租|宽限|试用|试运行|缺陷|付款|延[期长误]|超[期过]|逾期|滞后|提前|顺延|展期|续[签租]|中断|停工|扣除|剔除|[每各首末第平均约近原]|计划|预计|不[足少超]|累计|[上下]班|学期|寒假|暑假|分[别批期]|左右|以[上内]|[至最][多少]"
)
_ROUND = frozenset({"天", "日", "日历天", "周"})
_MONTHS, _WEEK, _FAR = 12, 7, 24
_LEAP, _PLAIN = 2024, 2023


@records.frozen
class _Length:
    """How many of which unit: 一年半 is 18 个月."""

    shown: str
    unit: str
    number: int
    start: int = 0


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every length that stands right behind a span of days, or right before it."""
    for block in facts.report.blocks:
        if block.kind is BlockKind.FURNITURE:
            continue
        places = [at for at, sign in enumerate(block.text) if not sign.isspace()]
        text = "".join(block.text[at] for at in places)
        for found in _SPAN.finditer(text):
            length = _told(text, found)
            lengths = _lengths(found, length.unit) if length is not None else []
            if length is None or not lengths:
                continue
            info = rule(NAME, TITLE, Severity.WARNING)
            evidence = [
                _evidence(block, places, (length.start, length.start + len(length.shown)), "时长"),
                _evidence(block, places, found.span(), "起止日期"),
            ]
            if length.number in lengths:
                yield said(info, "", "", evidence, Verdict.EXACT)
                continue
            zh = f"“{found.group()}”为 {lengths[0]}{length.unit}，却写“{length.shown}”"
            en = f"'{found.group()}' is told to be of {length.shown}, and is of {lengths[0]}"
            yield said(info, zh, en, evidence)
        yield from _apart(block, places, text)
        yield from _years(block, places, text)
    yield from _bases(facts)


def _years(block: Block, places: Sequence[int], text: str) -> Iterator[Outcome]:
    """Judge the numbers of years that are told of spans of years."""
    for each in year_spans(text):
        evidence = [
            _evidence(block, places, each.number, "时长"),
            _evidence(block, places, each.of, "起止年份"),
        ]
        if each.told in each.right:
            yield said(rule(NAME, TITLE), "", "", evidence, Verdict.EXACT)
            continue
        of, told = text[slice(*each.of)], text[slice(*each.number)]
        zh = f"“{of}”为 {each.right[0]} 年，却写“{told}年”"
        yield said(rule(NAME, TITLE), zh, f"'{of}' is of {each.right[0]} years, and told as {told}", evidence)


def _bases(facts: Facts) -> Iterator[Outcome]:
    """Judge the years that means of so many years are counted from: all of one number are counted from one."""
    told: dict[int, list[tuple[str, Evidence]]] = {}
    for block in facts.report.blocks:
        places = [at for at, sign in enumerate(block.text) if not sign.isspace()]
        for years, base, span in bases_of_means("".join(block.text[at] for at in places)):
            told.setdefault(years, []).append((base, _evidence(block, places, span, "基期")))
    for years, bases in told.items():
        known = dict.fromkeys(base for base, _ in bases)
        if len(bases) < 2:  # noqa: PLR2004 - told once
            continue
        evidence = [each for _, each in bases]
        if len(known) == 1:
            yield said(rule(NAME, TITLE), "", "", evidence, Verdict.EXACT)
        elif len(known) == 2:  # noqa: PLR2004 - more are of several reports
            zh = f"{years} 年平均的基期前后不一：{'、'.join(known)} 年"
            yield said(
                rule(NAME, TITLE),
                zh,
                f"means of {years} years are counted from {' and '.join(known)}",
                evidence,
            )


def _apart(block: Block, places: Sequence[int], text: str) -> Iterator[Outcome]:
    """Judge the numbers of days that are told of two days which stand apart."""
    for each in days_apart(text):
        info = rule(NAME, TITLE, Severity.WARNING)
        evidence = [
            _evidence(block, places, each.number, "时长"),
            _evidence(block, places, (each.start, each.end), "起止日期"),
        ]
        if each.holds:
            yield said(info, "", "", evidence, Verdict.EXACT)
            continue
        told = text[slice(*each.number)]
        zh = f"“{text[each.start : each.end]}”应为 {each.right}，却写“{told}”"
        en = f"'{text[each.start : each.end]}' tells {told}, and the days give {each.right}"
        yield said(info, zh, en, evidence)


def _evidence(block: Block, places: Sequence[int], span: tuple[int, int], label: str) -> Evidence:
    """Return the evidence of words of a text whose blanks were taken out."""
    start, end = places[span[0]], places[span[1] - 1] + 1
    return evidence_of_words(block, start, block.text[start:end], label)


def _told(text: str, found: re.Match[str]) -> _Length | None:
    """Return the length that is told of a span, None where there is none or it may be one of something else."""
    start = max(text.rfind(end, 0, found.start()) for end in "。；;") + 1
    behind = re.split("[。；;]", text[found.end() :])[0]
    before = text[start : found.start()]
    length = _BEHIND.match(behind)
    if behind.startswith(("）", ")")) and (spanned := _SPANNED.search(before)) is not None:
        return _at(start, spanned)
    # What the clauses of the span and of the length say; what stands before them is of something else.
    clause = re.split("[，,、]", before)[-1]
    near = clause + behind[: (length.end() if length is not None else 0) + _FAR // 2]
    at = found.end()
    if length is None and (length := _BEFORE.search(before)) is not None:
        near, at = before[length.start() :] + behind[:_FAR], start
    if length is None:
        return None
    return None if _ELSE.search(near) else _at(at, length)


def _at(offset: int, found: re.Match[str]) -> _Length | None:
    """Return a length with the place where its number stands."""
    length = _length(found)
    return length and attrs.evolve(length, start=offset + found.start("n"))


def _length(found: re.Match[str]) -> _Length | None:
    number = 0 if found["n"] == "半" else chinese_number(found["n"])
    half = found["n"] == "半" or bool(found["half"] or found["more"])
    if number is None or (half and found["unit"] in _ROUND):
        return None
    shown = found.group()[found.start("n") - found.start() : found.end("unit") - found.start()]
    shown += found["more"] or ""
    if not half:
        return _Length(shown, "个月" if found["unit"] == "月" else found["unit"], number)
    return _Length(shown, "个月", number * 12 + 6) if found["unit"] == "年" else None


def _lengths(found: re.Match[str], unit: str) -> list[int]:
    """Return what the length of a span may be told as, the likeliest first; nothing for days that no calendar has."""
    if found["first"]:
        apart = int(found["last"]) - int(found["first"])
        return [apart + 1, apart] if unit == "年" and apart >= 0 else []
    if found["y2"] and not found["y"]:
        return []
    years = [int(found["y"])] if found["y"] else [_PLAIN, _LEAP]
    return [each for year in years for each in _between(found, year, unit)]


def _between(found: re.Match[str], year: int, unit: str) -> list[int]:
    whole = not (found["d"] or found["of"] or found["d2"])
    month = int(found["m2"] or found["m"])
    until = int(found["y2"] or year)
    try:
        first = dt.date(year, int(found["m"]), 1 if whole else int(found["d"] or 0))
        last = dt.date(until, month, 1 if whole else int(found["d2"] or found["of"] or 0))
    except ValueError:
        return []
    if last < first:
        return []
    if whole:
        months = (until - year) * _MONTHS + month - first.month
        if unit == "个月":
            return [months + 1, months]
        whole_years = {months // _MONTHS} if months % _MONTHS == 0 else set()
        years = {(months + 1) // _MONTHS, -(-(months + 1) // _MONTHS), *whole_years}
        return sorted(years, reverse=True) if unit == "年" else []
    days = (last - first).days + 1
    if unit in {"天", "日", "日历天"}:
        # Without its year a day may be any of the week.
        starts = [first.weekday()] if found["y"] else list(range(_WEEK))
        work = {weekdays(day, days) for day in starts}
        return [days, days - 1, *sorted(work)]
    if unit == "周":
        return sorted({days // _WEEK, -(-days // _WEEK)})
    after = last + dt.timedelta(days=1)
    months = (after.year - first.year) * _MONTHS + after.month - first.month - (after.day < first.day)
    begun = months if after.day == first.day else months + 1
    if unit == "个月":
        return [months, begun]
    return sorted({months // _MONTHS, -(-begun // _MONTHS)})
