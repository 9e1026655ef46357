"""By how much an item is said to exceed or fall short, where its row in the table has another difference.

土地征用及拆迁补偿费超 42.44 万元, and its row prints 24.44: the item is a row, and the column is one of differences that
others of the same sentence repeat.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Paragraph, Stated, paragraphs, plainly
from auditor.checks.common.relations import ONE, judged, rule, summed
from auditor.checks.common.slips import slip
from auditor.checks.common.tables import Sheet, header, numeric, plain, sheets
from auditor.report.model import Column, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "overrun-not-row"
TITLE = {"zh": "超支、节约额与表中差额不符", "en": "an overrun or saving is not the difference in its row"}
_SAID = re.compile(
    r"(?:^|[，,、；;：:。是为])\s*(?:其中)?(?P<item>[^，,、；;：:。0-9]{2,24}?)(?:较概算|较预算|比概算|比预算)?(?P<way>超支|超出|超|节约|结余|增加|减少|核减|审减)\s*$"
)
_DIFFERENCE = re.compile(r"增减|差额|差异|超|节约|结余|变动|审减|核减|[+±]")


@records.frozen(eq=False)
class _Claim:
    """What a sentence says of an item: by how much, and the row of that name."""

    stated: Stated
    sheet: Sheet
    row: Row


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the items of every sentence that tells differences of rows."""
    tables = [sheet for sheet in sheets(facts) if any(_DIFFERENCE.search(header(c)) for c in numeric(sheet))]
    if not tables:
        return
    named = {
        plain(row.label or row.name): (sheet, row)
        for sheet in tables
        for row in sheet.table.rows
        if len(plain(row.label or row.name)) > 1
    }
    for paragraph in paragraphs(facts):
        claims = list(_claims(facts, paragraph, named))
        for sheet in tables:
            own = [each for each in claims if each.sheet is sheet]
            if own:
                yield from _judged(facts, own)


def _claims(facts: Facts, paragraph: Paragraph, named: Mapping[str, tuple[Sheet, Row]]) -> Iterator[_Claim]:
    start = 0
    for number in paragraph.numbers:
        # What 超 stands before reads as a bound, whose words are no part of `before`.
        words = paragraph.text[start : number.occurrence.span.start] + re.sub(
            r"[0-9].*$", "", number.occurrence.text
        )
        start = number.occurrence.span.end
        found = _SAID.search(re.sub(r"\s", "", words))
        place = named.get(plain(found["item"])) if found else None
        stated = plainly(facts, number) if place else None
        if place is not None and stated is not None and not number.is_share:
            yield _Claim(stated, *place)


def _judged(facts: Facts, claims: Sequence[_Claim]) -> Iterator[Outcome]:
    sheet = claims[0].sheet
    for column in numeric(sheet):
        if not _DIFFERENCE.search(header(column)):
            continue
        pairs = [(each, cell) for each in claims if (cell := _like(each, column)) is not None]
        right = [pair for pair in pairs if _agrees(*pair)]
        wrong = [pair for pair in pairs if not _agrees(*pair)]
        # Another of the sentence proves the column, or the slip itself does.
        for claim, cell in (*right, *wrong):
            proven = right or slip(claim.stated, abs(cell.printed.value)) not in {"", "sign"}
            if proven and len(right) >= len(wrong) - 1:
                sign = -ONE if cell.printed.value < 0 else ONE
                parts = [(sign, cell)]
                yield judged(facts, summed(rule(NAME, TITLE), claim.stated, parts, role="stated"))


def _like(claim: _Claim, column: Column) -> Stated | None:
    cell = claim.sheet.at(claim.row, column)
    if cell is None or cell.unit.dimension != claim.stated.unit.dimension:
        return None
    return cell


def _agrees(claim: _Claim, cell: Stated) -> bool:
    one, two = claim.stated.printed, cell.printed
    return abs(abs(one.value) - abs(two.value)) * 2 <= max(one.step, two.step)
