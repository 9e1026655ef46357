"""An amount whose digits are those of the cell that its words name, a power of ten away: 元 for 万元, a point set wrong.

车辆净值 184.22 万元, and 1,842.22 below 净值. Of areas, weights and counts only 万 is looked for that was lost: 2.35 亩 for 23,500.
县级配套支出 547,560.00 元, and 547.56 万元 in the row 县级配套资金 below 支出数; 共安排 1.52 亿元，实际支出 14.41 亿元, and 14,412.71 万元 in the total
row that prints 15,207.90 too. Neither table nor text may print the amount itself anywhere.
"""

from __future__ import annotations

import functools
import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.nearby import Nearby
from auditor.checks.common.numbers import Number, Stated, paragraphs
from auditor.checks.common.relations import compared, judged, rule
from auditor.checks.common.slips import MEANT, digits, lost_scale, misplaced
from auditor.checks.common.tables import Sheet, counted_like, header, numeric, plain, same_value, sheets
from auditor.checks.repeated._company import misplaced_totals
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column, Row

NAME = "amount-misplaced"
TITLE = {"zh": "金额与表中数字相差十的倍数", "en": "an amount is a power of ten off the cell that it repeats"}
_OTHER = re.compile(r"均|每|单价|上年|去年|同期|标准|增|减|比|约")
_KINDS = ("money", "measure", "count")
_AHEAD = re.compile(r"^(?:其中|全年|年末|本年|当年|共计?|累计)+")
_KIND = re.compile(r"(?:专项)?(?:资金|经费|补助|补贴|费用|支出|收入|项目)$")
_MEASURE = re.compile(r"(?:[（(][^（）()]*[）)])?(?:数|额|金额)?$")
_SHORTEST = 2
_NAMED = 3
_FAR = 60


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the amounts of running text by the cells that they nearly repeat."""
    judged_already: set[int] = set()
    for number, total in misplaced_totals(facts):
        judged_already.add(id(number))
        yield judged(facts, compared(rule(NAME, TITLE), number.known, tree.Relation.EQUAL, total))
    tables = Nearby([_Heads(sheet) for sheet in sheets(facts) if sheet.values], lambda each: each.sheet)
    told = [each for paragraph in paragraphs(facts) for each in paragraph.numbers if each.stated]
    alike: dict[str, list[Number]] = {}
    for each in told:
        if not each.sign and each.dimension.startswith(_KINDS):
            alike.setdefault(each.dimension, []).append(each)
    for number in itertools.chain.from_iterable(alike.values()):
        if number.depth or digits(number.known) < _fewest(number) or _OTHER.search(number.clause):
            continue
        if number.block.tells_aims or id(number) in judged_already:
            continue
        cells = _meant(number, alike[number.dimension], tables)
        if len({cell.printed.value for cell in cells}) == 1:
            yield judged(facts, compared(rule(NAME, TITLE), number.known, tree.Relation.EQUAL, cells[0]))


def _fewest(number: Number) -> int:
    """Return how many digits tell: of what is no money only the loss of 万 is judged."""
    return MEANT if number.dimension == "money" else MEANT - 1


@records.frozen(eq=False)
class _Heads:
    """A table, and what words call its columns."""

    sheet: Sheet

    @functools.cached_property
    def heads(self) -> Sequence[tuple[str, Column]]:
        """Return the columns that have a name of their own, without the words for what is measured."""
        columns = numeric(self.sheet)
        named = [
            (_MEASURE.sub("", plain(each.path[-1] if each.path else header(each))), each) for each in columns
        ]
        return [(head, column) for head, column in named if len(head) >= _SHORTEST]


def _meant(number: Number, alike: Sequence[Number], tables: Nearby[_Heads]) -> list[Stated]:
    """Return the cells a power of ten away that the words name; none where the amount is printed as it is."""
    words = plain(number.clause)
    near = tables.near(number.block.index, _FAR)
    found = [
        cell
        for each in near
        for head, column in each.heads
        if words.endswith(head)
        for row in each.sheet.table.rows
        if (printed := each.sheet.at(row, column)) is not None
        and (cell := counted_like(number, column, printed)) is not None
        and _moved(number, cell)
        and (
            _named(row, words, head)
            or _beside(number, alike, each.sheet, row)
            or _of_all(number, words, head, row in each.sheet.totals)
        )
    ]
    if not found:
        return []
    told = any(
        each is not number
        and (
            same_value(number.known, each.known)
            # 总投资 6,500 万元，本年度安排投资 650 万元: the sentence tells what the cell prints, and this is another figure.
            or (
                each.block is number.block
                and each.sentence == number.sentence
                and any(same_value(each.known, cell) for cell in found)
            )
        )
        for each in alike
    )
    tabled = any(
        same_value(number.known, cell)
        for each in near
        for cell in each.sheet.values.values()
        if number.dimension in {"money", cell.unit.dimension}
    )
    return [] if told or tabled else found


def _moved(number: Number, cell: Stated) -> bool:
    """Whether the point of an amount was moved, or anything else lost its 万 or got one."""
    if number.dimension == "money":
        return misplaced(number.known, cell)
    return lost_scale(number.known, cell) or lost_scale(cell, number.known)


def _of_all(number: Number, words: str, head: str, total: bool) -> bool:  # noqa: FBT001 - of a row
    """Whether words are the head of a column and nothing else, which tells its total: 改善灌溉面积 2.35 亩."""
    return total and number.dimension != "money" and _AHEAD.sub("", words) == head and len(head) >= MEANT


def _named(row: Row, words: str, head: str) -> bool:
    """Whether words are a row's name, with or without its kind, before the head of a column."""
    label = plain(row.label or row.name)
    core = _KIND.sub("", label)
    before = words[: -len(head)]
    # A short name has to be all that is said: 其中车辆净值.
    if _SHORTEST <= len(label) < _NAMED:
        return _AHEAD.sub("", before) == label
    return len(core) >= _NAMED and before.endswith((label, core))


def _beside(number: Number, alike: Sequence[Number], sheet: Sheet, row: Row) -> bool:
    """Whether a total row prints another amount of the sentence as it is."""
    if row not in sheet.totals or number.dimension != "money":
        return False
    others = [
        each
        for each in alike
        if each.block is number.block and each.sentence == number.sentence and each is not number
    ]
    cells = [cell for column in numeric(sheet) if (cell := sheet.at(row, column)) is not None]
    return any(
        same_value(each.known, cell) and cell.unit.dimension == "money" for each in others for cell in cells
    )
