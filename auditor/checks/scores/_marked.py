"""Scores of what a report gives its mark elsewhere: 制度建设 15 分、绩效评价 25 分……, and then 2 份不合格，每份扣 2 分，绩效评价得 21 分.

The marks are those of one list that adds up to the full mark. A score told in a part of a sentence that names one of them, with what was
taken off right before it or with the one rule that takes something off, is the mark without that.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number, Paragraph
from auditor.checks.scores._eachrules import bare, limits, losses, rules
from auditor.checks.scores._indicators import gained, taken_off
from auditor.checks.scores._scale import FULL_MARK
from auditor.checks.scores._schemes import Listed, lists

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PART = re.compile(r"[。；;：:]")
_BETWEEN = re.compile(r"\s*分?\s*[，,]\s*(?:该项|本项|此项|最终|实际?|应|故|自评)*得分?(?:为)?\s*")
_OTHER = re.compile(r"上年|去年|同期|加[0-9分]|另|其中|分别|平均|主要|等")
_SHORTEST = 3
_HALF = Fraction(1, 2)


@records.frozen(eq=False)
class Marked:
    """A score, all that it may be, the mark it is of, and what was taken off."""

    number: Number
    possible: Sequence[Fraction]
    mark: Number
    off: Number | None


def marks_of(texts: Sequence[Paragraph]) -> Mapping[str, Number]:
    """Return the marks that a report lists by name; a name that two lists tell is none."""
    found: dict[str, list[Number]] = {}
    for paragraph in texts:
        for listed in lists(paragraph):
            if _whole(listed):
                for name, number in zip(listed.called, listed.numbers, strict=True):
                    found.setdefault(name, []).append(number)
    return {
        name: each[0]
        for name, each in found.items()
        if len(name) >= _SHORTEST and len({one.known.printed.numeral.value for one in each}) == 1
    }


def _whole(listed: Listed) -> bool:
    """Whether a list tells the marks of all: they add up to the full mark, and no word says that they were given."""
    named = len(listed.called) == len(listed.numbers) == len(set(listed.called))
    # 14.31% of those who answered is a share, and no mark.
    told = not listed.numbers[0].is_share or re.search("权重|权数|分值", listed.before) is not None
    halves = all(each % _HALF == 0 for each in listed.values)
    whole = sum(listed.values, Fraction(0)) == FULL_MARK
    return named and told and halves and whole and re.search("得|占比|满意", listed.inside) is None


def marked(texts: Sequence[Paragraph]) -> Iterator[Marked]:
    """Iterate over the scores that such marks decide."""
    known = marks_of(texts)
    for paragraph in texts if known else ():
        start = 0
        for part in _PART.split(paragraph.text):
            end = start + len(part)
            own = [each for each in paragraph.numbers if start <= each.occurrence.span.start < end]
            found = _score(part, start, own, known)
            if found is not None:
                yield found
            start = end + 1


def _score(part: str, start: int, own: Sequence[Number], known: Mapping[str, Number]) -> Marked | None:
    got = [each for each in own if gained(each)]
    names = [name for name in known if name in part]
    names = [name for name in names if not any(name in one and one != name for one in names)]
    if len(got) != 1 or _OTHER.search(part):
        return None
    # 绩效评价报告 2 份不合格，绩效评价得 21 分: the name right before the score is meant.
    direct = [name for name in names if re.sub(r"\s|得分?(?:为)?$", "", got[0].clause) == name]
    names = direct or [name for name in names if part.count(name) == 1]
    if len(names) != 1:
        return None
    mark, number = known[names[0]], got[0]
    full, value = mark.known.printed.numeral.value, number.known.printed.value
    if value > full or mark is number or mark in own:
        return None
    lost = [each for each in own if taken_off(each)]
    if len(lost) == 1:
        between = number.block.text[lost[0].occurrence.span.end : number.occurrence.span.start]
        rest = [full - lost[0].known.printed.value]
        return Marked(number, rest, mark, lost[0]) if _BETWEEN.fullmatch(between) else None
    every = rules(part)
    if lost or len(every) != 1 or not every[0].off or not every[0].unit:
        return None
    told = bare(part)[: number.occurrence.span.start - start]
    most = min([limit.most for limit in limits(part) if limit.off], default=full)
    possible = [full - min(each, most, full) for each in losses(every[0], told, part)]
    return Marked(number, possible, mark, None) if possible else None
