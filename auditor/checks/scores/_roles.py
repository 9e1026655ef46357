"""English: which columns of a table are full marks, scores, rules and results, told by what they hold where their heads do not say so.

Full marks give a hundred, or what their total row prints, and no score but one is above its own; a rule is a text that gives points
for the result in another cell of its row. `Points | Mark`, `Available | Awarded`, `Basis of marking | Observed` need not be known.
"""

from __future__ import annotations

import functools
import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.tables import header
from auditor.checks.scores._englishrules import given_in_english
from auditor.checks.scores._scale import FULL_MARK
from auditor.report.model import Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from auditor.checks.common.tables import Sheet
    from auditor.report.blocks import Cell
    from auditor.report.model import Column

_HAN = re.compile(r"[一-龥]")
_MARKS = re.compile(
    r"weight|score|points?\b|marks?\b|awarded|available|maximum|max\b|obtained", re.IGNORECASE
)
_FULL = re.compile(r"weight(?!ed)|max|available|possible|out of|full", re.IGNORECASE)
_GOT = re.compile(r"awarded|obtained|earned|given|achieved|scored?|marks?\b|weighted", re.IGNORECASE)
_RULE = re.compile(r"[a-z]{3}.*[0-9×*]|[0-9].*[a-z]{3}|[×*]|\bx\b", re.IGNORECASE)
_FEWEST = 3
_TWO = 2


@functools.lru_cache(maxsize=64)
def roles(sheet: Sheet) -> Mapping[int, str]:
    """Return what should head the columns of an English score table, by their places; nothing of other tables."""
    cells = sheet.block.cells if sheet.block is not None else ()
    places = {each.location.col: each.column for each in cells if each.location.col}
    heads = {
        column: " ".join(
            each.text
            for each in cells
            if each.column == places.get(column.name) and each.location.row is None
        )
        or header(column)
        for column in sheet.columns
    }
    if not any(_MARKS.search(each) for each in heads.values()) or any(
        _HAN.search(each) for each in heads.values()
    ):
        return {}
    pair = _pair(sheet, heads)
    if pair is None:
        return {}
    found = {places[pair[0].name]: "weight", places[pair[1].name]: "score"}
    return found | _ruled(cells, found)


def _pair(sheet: Sheet, heads: Mapping[Column, str]) -> tuple[Column, Column] | None:
    """Return the column of full marks and that of scores, None where no two columns or several are such."""
    found: list[tuple[Column, Column]] = []
    for full, got in itertools.permutations(sheet.columns, 2):
        if _MARKS.search(heads[got]) is None or (_GOT.search(heads[full]) and not _FULL.search(heads[full])):
            continue
        pairs = [
            (one.printed.numeral.value, two.printed.numeral.value)
            for row in sheet.details
            if (one := sheet.at(row, full)) is not None and (two := sheet.at(row, got)) is not None
        ]
        above = sum(1 for one, two in pairs if two > one)
        if len(pairs) < _FEWEST or above > 1 or all(one == two for one, two in pairs):
            continue
        if sum(two for _, two in pairs) * 4 < sum(one for one, _ in pairs):
            continue  # ranks, or marks out of five
        if _FULL.search(heads[got]) is None:
            found.append((full, got))
    named = [each for each in found if _FULL.search(heads[each[0]]) and _GOT.search(heads[each[1]])]
    some = named or [each for each in found if _whole(sheet, each[0])]
    return some[0] if len(some) == 1 else None


def _whole(sheet: Sheet, column: Column) -> bool:
    """Whether a column gives a hundred, or all but one of its parts that."""
    own = [each.printed.numeral.value for row in sheet.details if (each := sheet.at(row, column)) is not None]
    told = [
        each
        for row in sheet.table.rows
        if row.role is Role.TOTAL and (each := sheet.at(row, column)) is not None
    ]
    return sum(own, Fraction(0)) == FULL_MARK or any(each.printed.numeral.value == FULL_MARK for each in told)


def _ruled(cells: Sequence[Cell], taken: Mapping[int, str]) -> dict[int, str]:
    """Return the column of rules and that of the results for which they give points, of most rows."""
    grid: dict[int, dict[int, str]] = {}
    for each in cells:
        if each.location.row is not None:
            grid.setdefault(each.row, {})[each.column] = each.text
    weight = next(at for at, role in taken.items() if role == "weight")
    others = sorted({at for row in grid.values() for at in row} - set(taken))
    best: tuple[int, int, int] | None = None
    for rule in others:
        texts = [(row, row[rule]) for row in grid.values() if row.get(rule)]
        if sum(1 for _, text in texts if _RULE.search(text)) * 2 < len(texts) or len(texts) < _TWO:
            continue
        for result in others:
            if result == rule:
                continue
            known = sum(
                1
                for row, text in texts
                if row.get(result)
                and (mark := _mark(row.get(weight, "")))
                and given_in_english(text, row[result], mark)
            )
            if known >= _TWO and (best is None or known > best[0]):
                best = known, rule, result
    return {best[1]: "scoringrule", best[2]: "result"} if best is not None else {}


def _mark(text: str) -> Fraction | None:
    found = re.fullmatch(r"\s*([0-9]{1,3}(?:\.[0-9]+)?)\s*%?\s*", text)
    return Fraction(found[1]) if found is not None else None
