"""A change told of a row whose two years a table prints, one slip of the pen away from their difference.

与上年比较，医院诊疗增加 6.784 万人次, and a row 医院 with 1352.47 in 2024 and 1284.63 in 2023 below 诊疗人次. The name may
fit several rows and columns; only the one that a slip explains is certain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.checks import _patterns as re
from auditor.checks._nearby import Nearby
from auditor.checks._numbers import Number, Stated, paragraphs
from auditor.checks._relations import ONE, judged, rule, summed
from auditor.checks._slips import MEANT, digits, slip
from auditor.checks._tables import Sheet, header, is_rate, numeric, plain, sheets
from auditor.checks._words import overlap, stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column

NAME = "change-not-years"
TITLE = {
    "zh": "正文的增减额与表中两年之差不符",
    "en": "a change in the text is not the difference of two years of its row",
}
_YEAR = re.compile(r"(?P<year>(?:19|20)[0-9]{2})年?")
_NOW, _LAST = (
    re.compile(r"^(?:本年|本期|今年|当年|期末|年末)"),
    re.compile(r"^(?:上年|上期|去年|期初|年初)(?:同期)?"),
)
_OTHER = re.compile(r"年初|环比|上月|上季|预算|计划|目标|年均|累计")
_CHANGE = re.compile(r"增减|变动|变化|增长|增加|减少|增幅")
_FAR = 12
_SURE = frozenset({"swap", "shift"})


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge changes by the rows that bear their names, where two years of them are printed."""
    years = ((sheet, pairs) for sheet in sheets(facts) if (pairs := list(_years(sheet))))
    tables = Nearby(years, lambda each: each[0])
    info = rule(NAME, TITLE)
    for paragraph in paragraphs(facts):
        near = tables.near(paragraph.block.index, _FAR)
        for number in paragraph.numbers:
            if not _told(number):
                continue
            found = [each for sheet, pairs in near for each in _levels(sheet, pairs, number)]
            outcomes = [_relation(number, now, before) for now, before in found]
            right = [each for each in outcomes if each[0]]
            slipped = [each for each in outcomes if each[1]]
            if right or len(slipped) == 1:
                sign = ONE * number.sign
                (_, _, now, before) = (right or slipped)[0]
                parts = [(sign, now), (-sign, before)]
                yield judged(facts, summed(info, number.known, parts, role="stated"))


def _told(number: Number) -> bool:
    if number.stated is None or not number.sign or number.is_share or number.dimension == "points":
        return False
    return len(number.of) > 1 and digits(number.known) >= MEANT and not _OTHER.search(number.before)


def _relation(number: Number, now: Stated, before: Stated) -> tuple[bool, bool, Stated, Stated]:
    """Return whether a change is the difference of two levels, and whether a slip of the pen parts it from it."""
    gap = (now.printed.value - before.printed.value) * number.sign
    same = number.known.printed.value == gap
    return same, gap > 0 and slip(number.known, gap) in _SURE, now, before


def _years(sheet: Sheet) -> Iterator[tuple[str, Column, Column]]:
    """Iterate over the columns of one thing in two years that follow each other: their head, this year's, last year's."""
    # Where the table prints the changes, other checks compare the text with them.
    if any(_CHANGE.search(header(column)) for column in numeric(sheet)):
        return
    dated: dict[tuple[str, int], Column] = {}
    for column in numeric(sheet):
        head = header(column)
        years = _YEAR.findall(head)
        if len(years) == 1 and not is_rate(sheet, column):
            dated[stem(_YEAR.sub("", head)), int(years[0])] = column
    for (head, year), column in dated.items():
        if (before := dated.get((head, year - 1))) is not None:
            yield head, column, before
    named = {header(column): column for column in numeric(sheet) if not is_rate(sheet, column)}
    for head, column in named.items():
        rest = _NOW.sub("", head)
        last = [each for name, each in named.items() if _LAST.match(name) and _LAST.sub("", name) == rest]
        if _NOW.match(head) and len(last) == 1:
            yield stem(rest), column, last[0]


def _levels(
    sheet: Sheet, pairs: Sequence[tuple[str, Column, Column]], number: Number
) -> Iterator[tuple[Stated, Stated]]:
    name = stem(plain(number.of))
    for row in sheet.table.rows:
        label = stem(plain(row.label or row.name))
        if len(label) < 2 or not name.startswith(label):  # noqa: PLR2004 - one character names nothing
            continue
        rest = name[len(label) :]
        for head, column, last in pairs:
            if rest and overlap(rest, head) < min(2, len(rest)):
                continue
            now, before = sheet.at(row, column), sheet.at(row, last)
            if now is not None and before is not None and now.unit.dimension == number.dimension:
                yield now, before
