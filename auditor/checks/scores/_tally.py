"""Points that a text tells up: what is begun with, what is added and taken off one by one, their sums, their limits, and the result.

基础分 96 分，加 2 分，扣 1 分，最终得分 97 分; 获表彰 1 项加 3 分、2 项各加 1.5 分，合计加 6 分，按上限计 5 分. Sums and results may be told before
or behind a limit: whatever one of these ways gives counts as right.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number, Paragraph
from auditor.checks.common.words import chinese_number
from auditor.checks.scores._byrules import due
from auditor.checks.scores._eachrules import limits, of_rule
from auditor.checks.scores._scale import FULL_MARK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BASE = re.compile(
    r"(?:基础分|基本分|原始分|基础得分|基本得分|表内得?分|指标得分|考核得分|合计|小计|得分合计|合计得分)(?:得分?)?(?:为|是|共)?$"
)
_FINAL = re.compile(
    r"^(?:故|则|因此|经计算|据此|其|该[一-龥]{1,4})*(?:最终|最后|实际|综合|自评|考核|评价|年度|总)+(?:考核|评价|自评|总)*(?:得分|总分|分)(?:合计)?(?:为|是|计)?$"
)
_LAST = re.compile("最终|最后|实际|总")
_ADDS = re.compile(r"(?:^|[^参附追增])加(?:分|计|记)?(?:为)?$")
_OFFS = re.compile(r"(?<!应)扣(?:减|除|分|掉|了)?(?:为)?$")
_SUM = re.compile(
    r"(?:加分项?|奖励项?|附加项?|奖励分|附加分)(?:得分)?(?:合计|共计?|总计|累计)(?:加分?|得分?)?(?:为|计)?$|(?:^|[，,])(?:合计|共计?|总计|累计)(?:应)?加分?(?:减)?(?:为)?$"
)
_COUNTED = re.compile(
    r"(?:^|[，,])(?:但|因此|故|最终|实际|实|仅|只)*按(?:规定|上限|最高限?|封顶)*(?:计|记|加)?$|^(?:按(?:规定|上限|最高限?值?|封顶值?)?|实际?|最终|故|仅|只)*(?:计|加|记)(?:入|分)?(?:为)?$"
)
_AS = re.compile(r"\s*分?\s*(?:计|算|认定|核定|记)(?:入|分|算)?")
_TIMES = re.compile(
    r"(?P<n>[0-9]+|[一二两三四五六七八九十])\s*[项次个件人篇期家起条类处][^0-9，,。；;、]{0,8}[，,]?\s*(?:各|每[项次个件人篇期家起条类处]|均)(?:加|扣)(?:减|分|计)?$"
)
_AGAIN = re.compile(r"^[，,]?(?:应|共|实|计|合计|累计|故|因此|按规定)*(?:扣|加)(?:减|除|分|计)*(?:为)?$")
_OPEN = re.compile("等|主要|其中|另|分别|比例|倍")
_OTHERWISE = re.compile(r"[，,](?:但|因|按|故|仅|只|实际|最终)|超过|超出|上限|封顶|为限")
_STOP = re.compile(r"。")
_FEW = 2
_FAR = 20


@records.frozen(eq=False)
class Told:
    """A sum or result of points, all that it may be, the numbers it is of, and the words of a limit it goes beyond."""

    number: Number
    possible: Sequence[Fraction]
    parts: Sequence[Number]
    limit: str = ""


@records.frozen(eq=False)
class _Points:
    """A number of points and what it is: base, add, off, sum, counted or final; and how many times it counts."""

    kind: str
    number: Number
    times: Fraction = Fraction(1)
    ruled: bool = False
    """Whether a rule gives it: 3 项，每项扣 2 分."""

    @property
    def value(self) -> Fraction:
        """Return what it comes to."""
        return self.number.known.printed.value * self.times


def limit_of_extras(texts: Iterable[Paragraph]) -> Fraction | None:
    """Return the one limit that a report sets for all extra points: 加分累计不超过 2 分."""
    found = {
        limit.most
        for paragraph in texts
        for limit in limits(paragraph.text)
        if not limit.off and _of_all(paragraph.text, limit.start)
    }
    return found.pop() if len(found) == 1 else None


def _of_all(text: str, start: int) -> bool:
    clause = re.split(r"[，,。；;：:]", text[:start])[-1]
    return (
        re.search(r"(?:加分|附加分|奖励分?)项?(?:累计|合计|总分?|总计|共|最高|最多|值)*$", clause) is not None
    )


def tallies(paragraph: Paragraph, most: Fraction | None) -> Iterator[Told]:
    """Iterate over the sums and results of a paragraph; `most` is the limit of all extra points."""
    text = paragraph.text
    if "加" not in text and "扣" not in text and "奖" not in text:
        return
    own = [limit.most for limit in limits(text) if not limit.off]
    caps = own[:1] if len(set(own)) == 1 else [] if own else [most] if most is not None else []
    for sentence in _sentences(paragraph):
        found = list(_points(sentence))
        yield from _sums(found, caps, text)
        yield from _results(found, caps)


def _sentences(paragraph: Paragraph) -> Iterator[list[Number]]:
    """Iterate over the numbers of points in a sentence, up to 。 or a new item of a list."""
    scores = [
        each for each in paragraph.numbers if each.stated and each.dimension == "score" and not each.depth
    ]
    for _, run in itertools.groupby(
        scores, key=lambda each: len(_STOP.findall(paragraph.text, 0, each.occurrence.span.start))
    ):
        yield list(run)


def _points(sentence: Sequence[Number]) -> Iterator[_Points]:
    """Iterate over what the numbers of a sentence are; what a rule gives counts where it is not told behind it again."""
    for at, number in enumerate(sentence):
        own = _kind(number)
        following = sentence[at + 1 : at + 2]
        again = (
            own is not None
            and own.ruled
            and following
            and _AGAIN.match(re.sub(r"\s", "", following[0].phrase))
        )
        if own is not None and not again:
            yield own


def _kind(number: Number) -> _Points | None:
    """Return what a number of points is, None where it tells a rule, a limit or what should be."""
    text, start = number.block.text, number.occurrence.span.start
    if due(number) or any(limit.start <= start < limit.end for limit in limits(text)):
        return None
    clause = re.sub(r"\s", "", number.clause)
    phrase = re.sub(r"\s", "", number.phrase)
    if _SUM.search(phrase):
        return _Points("sum", number)
    if _COUNTED.search(phrase) and (not phrase.endswith("按") or _AS.match(number.after)):
        return _Points("counted", number)
    times = _TIMES.search(re.split("[。；;]", text[:start])[-1])
    if times is None and of_rule(text, start):
        return None
    often = Fraction(chinese_number(times["n"]) or 1) if times is not None else Fraction(1)
    ruled = times is not None and "每" in times.group()
    if _ADDS.search(clause):
        return _Points("add", number, often, ruled)
    if _OFFS.search(clause):
        return _Points("off", number, often, ruled)
    if _FINAL.match(clause):
        return _Points("final", number)
    return _Points("base" if _BASE.search(clause) else "other", number)


def _sums(found: Sequence[_Points], caps: Sequence[Fraction], text: str) -> Iterator[Told]:
    """Judge 合计加 6 分 by what was added before it, and what is counted by the limit."""
    adds: list[_Points] = []
    whole: _Points | None = None
    for each in found:
        if each.kind == "add":
            adds.append(each)
        elif each.kind == "sum":
            start = adds[0].number.occurrence.span.start if adds else 0
            between = text[start : each.number.occurrence.span.start]
            total = sum((one.value for one in adds), Fraction(0))
            if len(adds) >= _FEW and not _OPEN.search(between):
                possible = [total, *(min(total, cap) for cap in caps)]
                yield Told(each.number, possible, [one.number for one in adds])
            behind = _STOP.split(text[each.number.occurrence.span.end :])[0]
            if caps and each.value > caps[0] and not _OTHERWISE.search(behind):
                yield Told(each.number, caps, (), f"{caps[0]}")
            adds, whole = [], each
        elif each.kind == "counted":
            if caps and each.value > caps[0] and (whole is not None or adds):
                yield Told(each.number, caps, (), f"{caps[0]}")
            adds, whole = [], None


def _results(found: Sequence[_Points], caps: Sequence[Fraction]) -> Iterator[Told]:
    """Judge 最终得分 97 分 by 基础分 96 分, what was added and what was taken off."""
    for end, last in enumerate(found):
        if last.kind != "final":
            continue
        begins = max(
            (at for at, each in enumerate(found[:end]) if each.kind in {"base", "other", "final"}), default=-1
        )
        # 自评得分 91.7 分，加 2 分，最终得分 93.7 分: what is called a result may be begun with.
        if (
            begins < 0
            or found[begins].kind == "other"
            or not (found[begins].kind == "base" or _LAST.search(last.number.clause))
        ):
            continue
        base, moves = found[begins], found[begins + 1 : end]
        ups = [each for each in moves if each.kind == "add"]
        offs = sum((each.value for each in moves if each.kind == "off"), Fraction(0))
        told = [each.value for each in moves if each.kind in {"sum", "counted"}]
        total = sum((each.value for each in ups), Fraction(0))
        added = {told[-1]} if told else {total}
        added |= {min(each, cap) for each in added for cap in caps}
        if not moves or base.value > FULL_MARK:
            continue
        possible = [base.value + each - offs for each in sorted(added)]
        if all(abs(each - last.value) <= _FAR for each in possible):
            yield Told(last.number, possible, [base.number, *(each.number for each in moves)])
