"""Shares of one sentence that are told alike, of which a slip of the pen makes more than 100 %: Ⅳ类断面比例为 a%，Ⅴ类断面比例为 b%，….

A list of shares may be open, and then says nothing by its sum; but one that is above 100 % and 100 % to the last place with two digits of
one share turned back is a list of all there is.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.slips import slip

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number, Paragraph

_LEAST, _DIGITS = 3, 2
_TAIL = re.compile(r"(?P<tail>[一-龥]*(?:占比|比例|比重|占))(?:分别|约|为|是|达到?|\s|\$)*$")
_BARE = frozenset({"占比", "比例", "比重", "占"})
_SHARED = 3
_ASKED = re.compile(r"多选|问卷|受访|答题|认为|选择|原因|其中|以[上下]")


def told_alike(paragraph: Paragraph) -> Iterator[Sequence[Number]]:
    """Iterate over the lists of shares that give 100 % but for a slip, and those that give it."""
    shares = [each for each in paragraph.numbers if each.is_share]
    at = 0
    while at < len(shares):
        run = _run(shares[at:])
        if len(run) >= _LEAST and not _ASKED.search(_words(paragraph, run)):
            total = sum((each.known.printed.value for each in run), Fraction(0))
            if total == 1 or (total > 1 and _turned(run, total)):
                yield run
        at += max(1, len(run))


def _run(shares: Sequence[Number]) -> list[Number]:
    """Return the shares of one form that a list begins with."""
    run: list[Number] = []
    first = ""
    for each in shares:
        found = _TAIL.search(each.before) if each.stated and not each.sign else None
        beside = not run or (each.sentence == run[0].sentence and each.depth == run[0].depth)
        if found is None or not beside or (run and not _one_form(first, found["tail"])):
            break
        first = first or found["tail"]
        run.append(each)
    return run


def _words(paragraph: Paragraph, run: Sequence[Number]) -> str:
    """Return the words of a list, from where its sentence begins."""
    start, end = run[0].occurrence.span.start, run[-1].occurrence.span.end
    return run[0].lead + paragraph.text[start:end]


def _one_form(one: str, two: str) -> bool:
    """Whether two shares are told alike: by one noun at least, or by no noun at all."""
    return (one in _BARE and one == two) or one[-_SHARED:] == two[-_SHARED:]


def _turned(run: Sequence[Number], total: Fraction) -> bool:
    """Whether two digits of one share, turned back, let all of them give 100 % to the last place."""
    return any(
        len(each.known.printed.digits) >= _DIGITS
        and slip(each.known, each.known.printed.value - (total - 1)) == "swap"
        for each in run
    )
