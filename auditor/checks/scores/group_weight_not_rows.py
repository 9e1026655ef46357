"""A group of a score table whose weight, printed behind its name, its rows do not give: 资金保障（13） above rows of 4, 3 and 5.

That such numbers are weights shows by the other groups of the column, whose rows give theirs.
"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.numbers import Stated
from auditor.checks.common.relations import evidence_of_words, rule, said
from auditor.checks.common.tables import Sheet, header, plain, sheets
from auditor.evaluation.evidence import evidence_of
from auditor.findings import Verdict
from auditor.numbers import decimal_text
from auditor.report.blocks import Cell
from auditor.report.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column

NAME = "group-weight-not-rows"
TITLE = {"zh": "组的分值与所含各行分值之和不符", "en": "the weight of a group is not what its rows give"}
_WEIGHT = re.compile(
    r"^(?:指标|标准|三级指标|二级指标)?(?:权重|分值|满分|标准分|权重分|配分|权值)(?:值)?(?:[（(](?:分|%|％)[)）])?$"
)
_GROUP = re.compile(
    r"^(?P<name>[^0-9（(]{2,24}?)(?:[（(]\s*(?:权重|分值|满分|权数)?[:：]?\s*(?P<n>[0-9]{1,3}(?:\.[0-9]+)?)\s*(?:分|%|％)?\s*[)）]|(?P<bare>[0-9]{1,3}(?:\.[0-9]+)?)\s*分?)$"
)


@attrs.frozen(eq=False)
class _Group:
    """The cell of a group, the weight in it, and the weights of its rows."""

    cell: Cell
    name: str
    weight: Fraction
    parts: tuple[Stated, ...]

    @property
    def total(self) -> Fraction:
        """Return what the rows give."""
        return sum((each.printed.numeral.value for each in self.parts), Fraction(0))


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the groups of every score table, a column of names at a time."""
    for sheet in sheets(facts):
        columns = [each for each in sheet.columns if _WEIGHT.search(plain(header(each)))]
        if sheet.block is None or len(columns) != 1:
            continue
        found: dict[int, list[_Group]] = defaultdict(list)
        for group in _groups(sheet, columns[0]):
            found[group.cell.column].append(group)
        for groups in found.values():
            yield from _judged(facts, sheet, groups)


def _groups(sheet: Sheet, weight: Column) -> Iterator[_Group]:
    """Iterate over the cells left of the weights that name a group and its weight."""
    cells = sheet.block.cells if sheet.block is not None else ()
    place = next((each.column for each in cells if each.location.col == weight.name), None)
    rows = {each.row: row for each in cells for row in sheet.table.rows if row.name == each.location.row}
    for cell in cells:
        named = _GROUP.match(re.sub(r"\s", "", cell.text))
        if place is None or named is None or cell.column + cell.columns > place:
            continue
        covered = [rows.get(at) for at in range(cell.row, cell.row + cell.rows)]
        own = [row for row in covered if row is not None and row.role is Role.DETAIL]
        parts = [value for row in own if (value := sheet.at(row, weight)) is not None]
        if own and len(parts) == len(own):
            yield _Group(cell, named["name"], Fraction(named["n"] or named["bare"]), tuple(parts))


def _judged(facts: Facts, sheet: Sheet, groups: Sequence[_Group]) -> Iterator[Outcome]:
    held = [each for each in groups if each.total == each.weight]
    if sheet.block is None or len(held) * 2 <= len(groups):
        return
    for each in groups:
        own = evidence_of_words(sheet.block, each.cell.span.start, each.cell.text, label=f"{each.name}分值")
        evidence = [own, *(evidence_of(facts, one.figure, one.mention, "part") for one in each.parts)]
        if each.total == each.weight:
            yield said(rule(NAME, TITLE), "", "", evidence, Verdict.EXACT)
            continue
        shown = " + ".join(one.mention.text for one in each.parts)
        total = decimal_text(each.total)
        zh = f"“{each.cell.text.strip()}”所含各行分值 {shown} = {total}，与所写 {decimal_text(each.weight)} 不符"
        en = f"the rows of '{each.cell.text.strip()}' give {total}, not {decimal_text(each.weight)}"
        yield said(rule(NAME, TITLE), zh, en, evidence)
