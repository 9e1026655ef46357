"""Bands that follow on one another from the lowest to the highest, and the figures told behind each of them.

18 岁以下 25.76 万人，18-34 岁 22.88 万人，35-59 岁 38.82 万人，60 岁以上 13.71 万人: who is in none of them does not exist, so
that their figures are all there are. A band within another one (其中 65 岁及以上) follows on nothing and is left out.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from auditor.checks.common.numbers import Paragraph

_N = r"(?P<{}>[0-9]+(?:\.[0-9]+)?)"
_U = r"\s*(?P<{}>周?岁|%|％|分|万元|元|天|张|年|个月|亩|平方米)?\s*"
_SPAN = _N.format("a") + _U.format("u") + r"(?:[-—–－~～]{1,2}|至|到)\s*" + _N.format("b") + _U.format("v")
_BAND = re.compile(
    rf"(?<![0-9.、])(?:{_SPAN}"
    rf"|{_N.format('low')}{_U.format('w')}(?:[（(]不?含[)）]|及)?(?:以下|以内)"
    rf"|{_N.format('high')}{_U.format('x')}(?:[（(]不?含[)）]|及)?以上)"
)
_SENTENCE = re.compile(r"[。！？!?]")
_FEWEST = 3


@records.frozen(eq=False)
class Band:
    """A band, its two ends (None where it is open), and what was told of it: an amount, a share."""

    least: Fraction | None
    most: Fraction | None
    unit: str
    start: int
    end: int
    amount: Number | None = None
    share: Number | None = None


def chains(paragraph: Paragraph) -> Iterator[Sequence[Band]]:
    """Yield the complete chains of bands of a paragraph's sentences, each band with the figures behind it."""
    found = [_read(match) for match in _BAND.finditer(paragraph.text)]
    used: set[int] = set()
    for start in range(len(found)):
        if start in used:
            continue
        for step in (_up, _down):
            run = _run(paragraph, found, start, step)
            if len(run) >= _FEWEST and _open(run):
                used.update(range(start, start + len(run)))
                ends = [*(each.start for each in found[start + 1 :]), len(paragraph.text)]
                yield [_told(paragraph, band, end) for band, end in zip(run, ends, strict=False)]
                break


def _read(found: re.Match[str]) -> Band:
    unit = next((found[name] for name in ("v", "u", "w", "x") if found[name]), "")
    least, most = found["a"] or found["high"], found["b"] or found["low"]
    ends = (Fraction(least) if least else None, Fraction(most) if most else None)
    return Band(*ends, unit.replace("％", "%").replace("周岁", "岁"), found.start(), found.end())


def _run(
    paragraph: Paragraph, found: Sequence[Band], start: int, step: Callable[[Band, Band], bool]
) -> Sequence[Band]:
    """Return the bands from one on that follow on each other in its sentence."""
    run = [found[start]]
    for band in found[start + 1 :]:
        last = run[-1]
        if (
            _SENTENCE.search(paragraph.text[last.end : band.start])
            or (band.unit and last.unit and band.unit != last.unit)
            or not step(last, band)
        ):
            break
        run.append(band)
    return run


def _up(one: Band, two: Band) -> bool:
    return one.most is not None and two.least is not None and two.least - one.most in {0, 1}


def _down(one: Band, two: Band) -> bool:
    return _up(two, one)


def _open(run: Sequence[Band]) -> bool:
    """Whether a chain reaches from below all to above all: its ends are open, or begin at nothing."""
    first, last = sorted((run[0], run[-1]), key=lambda each: (each.least is not None, each.least or 0))
    return not first.least and last.most is None


def _told(paragraph: Paragraph, band: Band, end: int) -> Band:
    """Return a band with the first amount and the first share between it and the next one."""
    behind = [
        each
        for each in paragraph.numbers
        if band.end <= each.occurrence.span.start < end and each.stated and not each.occurrence.range
    ]
    first = behind[0] if behind else None
    plain = [each for each in itertools.takewhile(lambda each: not each.sign, behind) if _same(first, each)]
    amount = next((each for each in plain if not each.is_share and each.dimension != "points"), None)
    share = next((each for each in plain if each.is_share), None)
    return attrs.evolve(band, amount=amount, share=share)


def _same(first: Number | None, other: Number) -> bool:
    return first is not None and first.sentence == other.sentence and first.depth == other.depth
