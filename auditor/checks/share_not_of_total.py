"""A share of a total that a table prints below the head that the sentence names: 结余 15.66 万元，占项目结余总额的 20.3%.

The total is the one figure of its head. Where the share is not the part over it, the share is wrong if the part is a cell
of the same column, or if it comes out over another figure that the report prints: that is the base that was taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor.checks import _patterns as re
from auditor.checks._numbers import Number, Stated, paragraphs
from auditor.checks._relations import ONE, judged, near_ratio, noted, quotient, rule
from auditor.checks._slips import digits
from auditor.checks._tables import Sheet, adds, counted_like, header, numeric, plain, same_value, sheets
from auditor.checks._words import overlap, stem
from auditor.report.model import Column

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks._numbers import Paragraph
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "share-not-of-total"
TITLE = {"zh": "占比与所指表列合计不符", "en": "a share is not of the total of the column that it names"}
_SHARE = re.compile(r"^占(?P<whole>[^，,。；;0-9占]{2,14}?)的?(?:比例|比重|比率)?(?:为|达|是)?\s*$")
_MEASURE = re.compile(r"(?:总数|总量|总额|总计|合计|数量|金额|资金|[数额])$")
_SCOPE = re.compile(r"^(?:全[国省市区县镇乡校]|全部|所有|本年|当年|全年|年末|项目|学校|各级)+")
_OTHER = re.compile(r"上年|去年|同期|目标|计划|不低于|不超过|增量|增加")
_LEAST = 3
_WORD = 2
_PLACES = 2


@attrs.frozen(eq=False)
class _Total:
    """The total of a column."""

    sheet: Sheet
    column: Column
    value: Stated
    noun: str


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge shares whose whole bears the name of a column."""
    totals, texts = list(_totals(facts)), paragraphs(facts)
    for paragraph in texts:
        for at, share in enumerate(paragraph.numbers):
            if share.stated is None or not share.is_share or share.sign:
                continue
            part = _part(paragraph.numbers[:at], share)
            if part is not None:
                yield from _judged(facts, texts, part, share, totals)


def _part(before: Sequence[Number], share: Number) -> Number | None:
    """Return what a share is of: the last amount before it, with nothing but rates and changes between."""
    for number in reversed(before):
        if number.part != share.part or number.depth != share.depth:
            return None
        if not (number.is_share or number.sign or number.dimension == "points"):
            return number if number.stated else None
    return None


def _totals(facts: Facts) -> Iterator[_Total]:
    for sheet in sheets(facts):
        for column in numeric(sheet) if len(sheet.totals) == 1 else ():
            value = sheet.at(sheet.totals[0], column)
            if value is not None and adds(sheet, column) and value.printed.value > 0:
                yield _Total(
                    sheet, column, value, _MEASURE.sub("", re.sub("[（(].*?[)）]", "", plain(header(column))))
                )


def _judged(
    facts: Facts, texts: Sequence[Paragraph], part: Number, share: Number, totals: Sequence[_Total]
) -> Iterator[Outcome]:
    found = _SHARE.match(share.clause)
    if found is None or part.stated is None or _OTHER.search(found["whole"]):
        return
    name = plain(found["whole"])
    core = _MEASURE.sub("", name)
    bare = _SCOPE.sub("", core)
    info = rule(NAME, TITLE)
    tabled = [
        (total, value)
        for total in totals
        if total.noun
        and total.noun in {core, bare}
        and (value := counted_like(part, total.column, total.value)) is not None
        and value.printed.value > part.known.printed.value
    ]
    told = [
        number
        for each in texts
        for number in each.numbers
        if number.stated
        and not number.sign
        and number is not part
        and number.dimension == part.dimension
        and number.known.printed.value > part.known.printed.value
        and len(bare) >= _WORD
        and stem(number.clause).endswith(bare)
        and not _OTHER.search(number.clause)
    ]
    for value in (*(value for _, value in tabled), *(each.known for each in told)):
        if near_ratio(share.known, part.known, value) or _little(share.known, part.known, value):
            yield noted(judged(facts, quotient(info, share.known, [(ONE, part.known)], [(ONE, value)])))
            return
    rows = [value for total, value in tabled if _among(part, total)]
    if rows and len({value.printed.value for _, value in tabled}) == 1:
        yield judged(facts, quotient(info, share.known, [(ONE, part.known)], [(ONE, rows[0])]))
        return
    near = sorted(
        (each for each in told if each.block.section[:1] == share.block.section[:1]),
        key=lambda each: (not stem(each.clause).endswith(core), abs(each.block.index - share.block.index)),
    )
    bases = [each.known for each in near] or [value for _, value in tabled]
    if bases and _taken(texts, part, share, bare):
        yield judged(facts, quotient(info, share.known, [(ONE, part.known)], [(ONE, bases[0])]))


def _little(share: Stated, part: Stated, whole: Stated) -> bool:
    """Whether a last place or two part a share from its quotient: cut off, or pushed to make 100 %."""
    gap = abs(part.printed.value / whole.printed.value - share.printed.value)
    return gap <= share.printed.step * _PLACES


def _among(part: Number, total: _Total) -> bool:
    """Whether the part is a row of the column: of its total, and of no other whole, it is told to be a share."""
    cells = [total.sheet.at(row, total.column) for row in total.sheet.details]
    return digits(part.known) >= _LEAST and any(
        cell is not None
        and (alike := counted_like(part, total.column, cell)) is not None
        and same_value(part.known, alike)
        for cell in cells
    )


def _taken(texts: Sequence[Paragraph], part: Number, share: Number, core: str) -> bool:
    """Whether the share comes out over another figure, which bears another name; and over none of the name."""
    if digits(share.known) < _LEAST:
        return False
    fitting = [
        number
        for paragraph in texts
        for number in paragraph.numbers
        if number.stated
        and number.dimension == part.dimension
        and digits(number.known) > _LEAST
        and number.known.printed.value > 0
        and near_ratio(share.known, part.known, number.known)
    ]
    named = [each for each in fitting if overlap(core, plain(each.clause + each.name)) >= _WORD]
    return bool(fitting) and not named
