"""English: a column of percentages in which a row is not its count over the base.

    Table 4. Services used (base: 401 users)
    Service              Users      %
    Online catalogue       318   79.3

The base is the row that prints 100 percent, the total row, or what the caption calls the base or sample; that the
percentages are of it shows by the other rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import counted
from auditor.checks.common.numbers import stated_of
from auditor.checks.common.relations import ONE, compared, judged, near_ratio, quotient, rule
from auditor.checks.common.tables import header, is_rate, numeric, sheets, whole_of_shares
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.numbers import Stated
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column, Row

NAME = "share-not-of-base"
TITLE = {"zh": "百分比与频数、基数不符", "en": "a percentage in a table is not its count over the base"}
_PERCENT = re.compile(r"%|\b(?:per ?cent|percentage|share|proportion)", re.IGNORECASE)
_CHANGE = re.compile(
    r"change|growth|increase|decrease|points|vs|variance|over|under|margin|rate", re.IGNORECASE
)
_BASE = re.compile(r"(?:\bbase|\b[Nn]\b|\bsample(?: size)?)\s*(?:[:=]|of|was|is)?\s*(?:[a-z]+ ){0,4}$")
_LEAST = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every column of percentages by the counts beside it."""
    for sheet in sheets(facts):
        for claim in numeric(sheet):
            if _PERCENT.search(header(claim)) and not _CHANGE.search(header(claim)):
                yield from _column(facts, sheet, claim)


def _column(facts: Facts, sheet: Sheet, claim: Column) -> Iterator[Outcome]:
    whole = whole_of_shares(sheet, claim)
    for amount in numeric(sheet):
        total = sheet.at(whole, amount) if whole is not None else None
        if total is not None and total.unit.dimension == "number" and is_rate(sheet, amount) is False:
            stated = [base for base, row in _bases(facts, sheet, claim, amount) if row is None]
            if len(stated) == 1:
                yield judged(facts, compared(rule(NAME, TITLE), stated[0], tree.Relation.EQUAL, total))
        if amount is claim or is_rate(sheet, amount) or _PERCENT.search(header(amount)):
            continue
        for found, whole in _bases(facts, sheet, claim, amount):
            base = counted(found)
            rows = [
                (share, counted(part))
                for row in sheet.table.rows
                if row is not whole
                and (share := sheet.at(row, claim)) is not None
                and (part := sheet.at(row, amount)) is not None
                and share.unit.dimension == "ratio"
            ]
            kept = [pair for pair in rows if near_ratio(*pair, base)]
            if len(kept) >= max(_LEAST, (len(rows) - len(kept)) * 2):
                for share, part in rows:
                    yield judged(facts, quotient(rule(NAME, TITLE), share, [(ONE, part)], [(ONE, base)]))
                return


def _bases(facts: Facts, sheet: Sheet, claim: Column, amount: Column) -> Iterator[tuple[Stated, Row | None]]:
    """Iterate over the figures that a column of percentages may be of."""
    whole = whole_of_shares(sheet, claim)
    if whole is not None and (base := sheet.at(whole, amount)) is not None and base.printed.value > 0:
        yield base, whole
    index = sheet.block.index if sheet.block is not None else 0
    # The caption, or a line above or below the table, names the base.
    for block in facts.report.blocks[max(0, index - 3) : index + 2]:
        if block.table:
            continue
        for item in block.occurrences:
            if item.key and _BASE.search(block.text[max(0, item.span.start - 40) : item.span.start]):
                figure = facts.report.figures[item.key]
                base_of = stated_of(facts, figure, figure.mentions[0])
                if base_of is not None and base_of.unit.dimension == "number" and base_of.printed.value > 1:
                    yield base_of, None
