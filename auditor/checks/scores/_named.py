"""Indicators whose full marks and rules stand in a chapter or table of their own, and what is told of them elsewhere."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.heads import rows
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.tables import plain, sheets
from auditor.checks.scores._heads import INDICATOR, weight_of
from auditor.checks.scores._indicators import gained, indicators, taken_off

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from auditor.evaluation.facts import Facts

_PART = re.compile(r"[。；;]")
_LED = re.compile(r"^[\s“\"「（(0-9一二三四五六七八九十①-⑳、.）)]+")
_TAIL = re.compile(r"(?:指标|一项)$")
_SOME = re.compile("其中|主要|等|加[0-9]|另")
_SHORTEST = 3


@records.frozen(eq=False)
class Left:
    """A part of a sentence that names an indicator, what was taken off it and what is left."""

    name: str
    full: Fraction
    lost: Number
    got: Number


def left(facts: Facts) -> Iterator[Left]:
    """Iterate over 满意度低 5 个百分点，扣 2.5 分，得 12.5 分 where the full mark of 满意度 stands elsewhere."""
    known = _marks(facts)
    if not known:
        return
    for paragraph in paragraphs(facts):
        own = [(each.start, each.start + len(each.text)) for each in indicators(paragraph)]
        begins = 0
        for stop in [*(each.end() for each in _PART.finditer(paragraph.text)), len(paragraph.text)]:
            start, begins = begins, stop
            inside = [each for each in paragraph.numbers if start <= each.occurrence.span.start < stop]
            lost, got = (
                [each for each in inside if taken_off(each)],
                [each for each in inside if gained(each)],
            )
            if (
                len(lost) != 1
                or len(got) != 1
                or got[0].occurrence.span.start < lost[0].occurrence.span.start
            ):
                continue
            if any(first < lost[0].occurrence.span.start < last for first, last in own):
                continue  # its full mark stands beside it
            words = _LED.sub("", paragraph.text[start:stop])
            names = [name for name in known if words.startswith(name)]
            if names and not _SOME.search(words):
                name = max(names, key=len)
                yield Left(name, known[name], lost[0], got[0])


def _marks(facts: Facts) -> Mapping[str, Fraction]:
    """Return the full marks of indicators by their names, those that are told in two ways left out."""
    found: dict[str, set[Fraction]] = {}
    for paragraph in paragraphs(facts):
        for each in indicators(paragraph):
            name = _name(paragraph.text[: each.full.occurrence.span.start])
            if not each.full.is_share and len(name) >= _SHORTEST:
                found.setdefault(name, set()).add(each.full.known.printed.value)
    for sheet in sheets(facts):
        weight = weight_of(sheet)
        for headed in rows(facts, sheet) if weight is not None else ():
            cell = sheet.at(headed.row, weight) if weight is not None else None
            for name in {plain(headed.row.label or headed.row.name), plain(headed.text(INDICATOR))}:
                if cell is not None and len(name) >= _SHORTEST and not name[0].isdigit():
                    found.setdefault(name, set()).add(cell.printed.numeral.value)
    return {name: marks.copy().pop() for name, marks in found.items() if len(marks) == 1}


def _name(before: str) -> str:
    clause = re.split(r"[，,。；;：:、（(]", before.rstrip("（( "))[-1]
    return _TAIL.sub("", _LED.sub("", re.sub(r"满分.*$|分值.*$|权重.*$", "", clause))).strip()
