"""English: counts of what a table lists, where the sentence points to it and its rows are proved to be all there are.

`divided among the six projects in table 7`; `Table 6 shows the grants to the seven counties`; `balances in five accounts, as
follows:`. The noun is the head of the table's first column, and the rows give the total of a column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.english import WORDS, terms
from auditor.checks.common.numbers import TEXT_KINDS
from auditor.checks.common.relations import near_sum, plus
from auditor.checks.common.tables import numeric, sheets
from auditor.report.blocks import Block

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts

_COUNT = rf"(?<![\w.,$-])(?P<count>{'|'.join(WORDS)}|[2-9]|[12][0-9]) (?:[a-z-]+ ){{0,2}}?(?P<noun>[a-z]+s)\b"
_TABLE = r"[Tt](?:able|ABLE) (?P<number>[0-9]{1,2})\b"
_IN = re.compile(
    rf"\b[Tt]he {_COUNT}(?:,? (?:listed|shown|named|given|set out|itemized|described))? in {_TABLE}(?! (?:that|which|whose|with|where))"
)
_SHOWS = re.compile(
    rf"\b{_TABLE} (?:lists|shows|gives|names|covers|sets out|presents|itemizes)(?! (?:that|how|why|where))(?: (?!that|how|where|which|of)[a-z-]+){{0,5}} (?:to|of|for|by|in)? ?(?:the |all ){_COUNT}(?! (?:that|which|whose|with|where))"
)
_FOLLOWS = re.compile(
    rf"\b(?:in|of|to|for|from|among|between|by) (?:the )?{_COUNT}(?:,(?:[^.;:]|\.(?=[0-9])){{1,80}},)?,? (?:as follows|listed below|shown below|as listed below)\s*[:.]"
)
_BELOW = 4
_APART = 2


@records.frozen(eq=False)
class Pointed:
    """A count, where it stands in its block, and how many rows the table has that it points to."""

    block: Block
    start: int
    shown: str
    count: int
    listed: int


def pointed(facts: Facts) -> Iterator[Pointed]:
    """Iterate over the counts of what tables list."""
    whole = [sheet for sheet in sheets(facts) if sheet.block is not None and _is_whole(sheet)]
    numbers = {number: sheet for sheet in whole if (number := _number(sheet))}
    for block in facts.report.blocks if whole else ():
        if block.kind not in TEXT_KINDS:
            continue
        for pattern in (_IN, _SHOWS, _FOLLOWS):
            for found in pattern.finditer(block.text):
                sheet = _meant(found.groupdict(), block, whole, numbers)
                if sheet is None or not _heads(sheet, found["noun"]):
                    continue
                word = found["count"].lower()
                count = int(word) if word.isdecimal() else WORDS[word]
                if abs(count - len(sheet.details)) <= _APART:
                    yield Pointed(
                        block,
                        found.start("count"),
                        f"{found['count']} {found['noun']}",
                        count,
                        len(sheet.details),
                    )


def _meant(
    said: Mapping[str, str | None], block: Block, whole: list[Sheet], numbers: Mapping[str, Sheet]
) -> Sheet | None:
    if said.get("number"):
        return numbers.get(str(said["number"]))
    below = [sheet for sheet in whole if sheet.block and 0 < sheet.block.index - block.index <= _BELOW]
    return below[0] if below else None


def _number(sheet: Sheet) -> str:
    """Return the number of a table's title."""
    found = re.match(r"\s*T(?:able|ABLE)\s*([0-9]{1,2})\b", sheet.table.caption or sheet.table.number or "")
    return found[1] if found else ""


def _heads(sheet: Sheet, noun: str) -> bool:
    """Whether a noun is the head of the first column."""
    corner = [cell.text for cell in sheet.block.cells if cell.row == 0][:1] if sheet.block else []
    return bool(corner) and terms(corner[0]) == terms(noun)


def _is_whole(sheet: Sheet) -> bool:
    """Whether the rows of a table give its total, so that none is lacking."""
    if len(sheet.totals) != 1 or len(sheet.details) < _APART:
        return False
    for column in numeric(sheet):
        total = sheet.at(sheet.totals[0], column)
        parts = [value for row in sheet.details if (value := sheet.at(row, column)) is not None]
        if total is not None and len(parts) == len(sheet.details) and near_sum(total, plus(parts)):
            return True
    return False
