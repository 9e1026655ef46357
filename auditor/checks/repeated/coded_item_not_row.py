"""An item of the accounts that the text tells by its class, and that is not the one of its row.

抚恤（款）死亡抚恤（项）。年初预算为 0.00 万元，支出决算为 31.26 万元, and the row 死亡抚恤 | 31.26: that a column holds what is told of
the items show the others, most of which are in it to the last place. What any row of the item's name prints is not judged.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, Stated, paragraphs
from auditor.checks.common.relations import compared, judged, rule
from auditor.checks.common.tables import Sheet, numeric, plain, same_value, sheets
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Row

NAME = "coded-item-not-row"
TITLE = {
    "zh": "正文所述科目的数额与决算表该科目的行不符",
    "en": "an item of the accounts is told otherwise than its row",
}
_ITEM = re.compile(r"[（(]款[）)]\s*(?P<name>[^。；;，,：:、]{2,40}?)\s*[（(]项[）)]")
_SPENT = re.compile(r"(?:支出决算|决算支出|决算|本年支出|实际支出|支出)数?(?:为|是)?$")
_PLANNED = re.compile(r"年初(?:部门)?预算数?(?:为|是|安排)?$")
_KINDS = (_SPENT, _PLANNED)
_LEAST = 3
_Told = tuple[str, Number]


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge what was spent on an item, and what was planned, by the column that prints nearly all of them."""
    told: dict[int, list[_Told]] = {}
    for paragraph in paragraphs(facts):
        for kind, name, number in _told(paragraph.text, paragraph.numbers):
            told.setdefault(kind, []).append((name, number))
    tables = [(sheet, _rows(sheet)) for sheet in sheets(facts) if sheet.values]
    for items in told.values():
        pairs = _column(items, tables)
        for name, number, cell in pairs:
            if same_value(number.known, cell) or not _printed(name, number, tables):
                yield judged(facts, compared(rule(NAME, TITLE), number.known, tree.Relation.EQUAL, cell))


def _told(text: str, numbers: Sequence[Number]) -> Iterator[tuple[int, str, Number]]:
    """Iterate over the first figure of each kind that a text tells behind the name of an item."""
    found = list(_ITEM.finditer(text))
    for at, item in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else len(text)
        own = [each for each in numbers if item.end() <= each.occurrence.span.start < end]
        for kind, words in enumerate(_KINDS):
            first = next(
                (
                    each
                    for each in own
                    if each.stated
                    and not (each.sign or each.depth or each.is_share)
                    and words.search(each.clause)
                ),
                None,
            )
            if first is not None:
                yield kind, plain(item["name"]), first


def _rows(sheet: Sheet) -> dict[str, Row]:
    """Return the rows of a table whose name no other row of it has."""
    names = Counter(plain(row.label or row.name) for row in sheet.table.rows)
    return {name: row for row in sheet.table.rows if names[name := plain(row.label or row.name)] == 1}


def _column(
    items: Sequence[_Told], tables: Sequence[tuple[Sheet, dict[str, Row]]]
) -> Sequence[tuple[str, Number, Stated]]:
    """Return the items with their cells in the column that prints the most of them, if nearly all that it has."""
    best: Sequence[tuple[str, Number, Stated]] = ()
    most = _LEAST - 1
    for sheet, rows in tables:
        for column in numeric(sheet):
            pairs = [
                (name, number, cell)
                for name, number in items
                if (row := rows.get(name)) is not None
                and (cell := sheet.at(row, column)) is not None
                and cell.unit.dimension == number.dimension
            ]
            kept = sum(same_value(number.known, cell) for _, number, cell in pairs)
            if kept > most and (len(pairs) - kept) * 3 <= kept:
                best, most = pairs, kept
    return best


def _printed(name: str, number: Number, tables: Sequence[tuple[Sheet, dict[str, Row]]]) -> bool:
    """Whether any row of an item's name prints a figure."""
    return any(
        (cell := sheet.at(row, column)) is not None
        and cell.unit.dimension == number.dimension
        and same_value(number.known, cell)
        for sheet, _ in tables
        for row in sheet.table.rows
        if plain(row.label or row.name) == name
        for column in numeric(sheet)
    )
