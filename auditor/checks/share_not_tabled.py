"""A share told behind an amount that the row with this amount prints otherwise in its column of shares.

支出最多的是甲，为 230.46 万元，占 40.56%；其次是乙，为 163.00 万元，占 27.41%, and 28.69% below 占执行数比例 in the row of 乙. That the shares are
those of the column another one of the paragraph shows.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks._nearby import nearby
from auditor.checks._numbers import Number, Paragraph, Stated, paragraphs
from auditor.checks._relations import compared, judged, rule
from auditor.checks._slips import MEANT, digits
from auditor.checks._tables import Sheet, header, is_share, numeric, plain, same_value, sheets
from auditor.checks._words import overlap
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "share-not-tabled"
TITLE = {
    "zh": "正文所述占比与表中该行的占比不一致",
    "en": "a share told of a row is not the one that its row prints",
}
_SHARE = re.compile(r"^\s*[，,]\s*占(?P<of>[^，,。；;0-9]{0,10}?)(?:的)?(?:比重|比例|比)?(?:为)?\s*$")
_FAR = 12


@attrs.frozen(eq=False)
class _Told:
    share: Number
    cell: Stated

    @property
    def same(self) -> bool:
        """Whether the text repeats the cell."""
        return same_value(self.share.known, self.cell)


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the shares of paragraphs that repeat amounts of a table with a column of shares."""
    tables = nearby(
        sheet for sheet in sheets(facts) if sheet.values and sum(map(is_share, numeric(sheet))) == 1
    )
    for paragraph in paragraphs(facts):
        for sheet in tables.near(paragraph.block.index, _FAR):
            told = list(_told(paragraph, sheet))
            right = sum(1 for each in told if each.same)
            if right and right >= len(told) - right:
                for each in told:
                    yield judged(
                        facts,
                        compared(rule(NAME, TITLE), each.share.known, tree.Relation.EQUAL, each.cell),
                    )


def _told(paragraph: Paragraph, sheet: Sheet) -> Iterator[_Told]:
    """Iterate over the shares right behind an amount that just one row of a table prints."""
    column = next(each for each in numeric(sheet) if is_share(each))
    numbers = paragraph.numbers
    for part, share in itertools.pairwise(numbers):
        if not (part.stated and share.stated and share.is_share) or share.sign or part.sign:
            continue
        found = _SHARE.match(share.before)
        if found is None or digits(part.stated) < MEANT or part.is_share:
            continue
        of = plain(found["of"])
        if of and overlap(of, plain(header(column))) < min(2, len(of)):
            continue
        rows = [
            row
            for row in sheet.details
            if any(
                (cell := sheet.at(row, each)) is not None
                and cell.unit.dimension == part.known.unit.dimension
                and same_value(part.known, cell)
                for each in numeric(sheet)
            )
        ]
        cell = sheet.at(rows[0], column) if len(rows) == 1 else None
        if cell is not None and cell.unit.dimension == "ratio":
            yield _Told(share, cell)
