"""English: counts of what a table lists, where the sentence points to it and its rows are proved to be all there are.

`divided among the six projects in table 7`; `Table 6 shows the grants to the seven counties`; `balances in five accounts, as
follows:`. The noun is the head of the table's first column, and the rows give the total of a column. An annex has but one table of
such rows, and its title, the heads of its columns or most of its rows have the noun: `eleven projects, listed in Annex B`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.english import WORDS, terms
from auditor.checks.common.numbers import TEXT_KINDS
from auditor.checks.common.relations import near_sum, plus
from auditor.checks.common.tables import numeric, sheets
from auditor.checks.english._closing import closing
from auditor.report.blocks import Block
from auditor.report.model import Role

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
_MARK = (
    r"(?P<annex>[Aa]nnex|[Aa]ppendix|[Ss]chedule|ANNEX|APPENDIX)(?: (?P<mark>[A-Z]|[0-9]{1,2}|[IVX]{1,4})\b)?"
)
_TO_ANNEX = re.compile(
    rf"\b(?:listed|shown|named|given|set out|itemized|itemised|described|detailed|(?:see|in)) (?:in |at )?(?:the )?{_MARK}(?! (?:to|of)\b)"
)
_ANNEX_LISTS = re.compile(
    rf"\b{_MARK} (?:lists|shows|names|gives|sets out|presents|describes|itemizes)(?! (?:that|how|why|where|which))"
)
_ANNEX_TITLE = re.compile(rf"^[#\s]*{_MARK}")
_COUNTED = re.compile(_COUNT, re.IGNORECASE)
_OF = re.compile(
    rf"\b(?:{'|'.join(WORDS)}|[0-9]+|one|[a-z]+est|most|some|many|main|part|half|examples?)\b[^.;,]{{0,40}} (?:of|besides|than) (?:the |our |its |all |these |those )*$"
)
"""What says before a count that only some of so many are listed: the eight largest of our twelve libraries."""
_ONE = re.compile(r"\bone (?!of\b)[a-z]", re.IGNORECASE)
_ENDS = re.compile(r"[.;!?](?![0-9])")
_APART_ROW = re.compile(
    r"\b(?:others?|unallocated|contingenc\w+|reserves?|administration|management|head ?office|central|total|maximum)\b",
    re.IGNORECASE,
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


def annexed(facts: Facts) -> Iterator[Pointed]:
    """Iterate over the counts of what the only table of an annex lists."""
    tables = _annexes(facts)
    for block in facts.report.blocks if tables else ():
        if block.kind not in TEXT_KINDS:
            continue
        for pattern in (_TO_ANNEX, _ANNEX_LISTS):
            for found in pattern.finditer(block.text):
                sheet = tables.get(_called(found))
                if sheet is None or not (sizes := _sizes(sheet)):
                    continue
                start, end = _sentence(block.text, found)
                told = [
                    (each, _value(each["count"]))
                    for each in _COUNTED.finditer(block.text, start, end)
                    if not _OF.search(block.text[start : each.start()]) and _names(sheet, each["noun"])
                ]
                everything = [_value(each["count"]) for each in _COUNTED.finditer(block.text, start, end)]
                more = [1] * len(_ONE.findall(block.text, start, end))
                if sizes & (_sums(everything) | _sums([*everything, *more])):
                    continue
                held = [each for each in told if each[1] in sizes]
                near = held[:1] or [each for each in told if abs(each[1] - max(sizes)) <= _APART]
                if len(near) == 1:
                    ((each, value),) = near
                    shown = f"{each['count']} {each['noun']}"
                    yield Pointed(block, each.start("count"), shown, value, value if held else max(sizes))


def _annexes(facts: Facts) -> dict[tuple[str, str], Sheet]:
    """Return the table of each annex that has but one, by the annex's word and mark."""
    found: dict[tuple[str, str], list[Sheet]] = {}
    for sheet in sheets(facts):
        title = _ANNEX_TITLE.match(sheet.section[0]) if sheet.section else None
        if title is not None and sheet.block is not None:
            found.setdefault(_called(title), []).append(sheet)
    return {called: held[0] for called, held in found.items() if len(held) == 1}


def _called(found: re.Match[str]) -> tuple[str, str]:
    return found["annex"].lower(), found["mark"] or ""


def _value(count: str) -> int:
    return int(count) if count.isdecimal() else WORDS[count.lower()]


def _sums(values: list[int]) -> set[int]:
    """Return what several counts of a sentence come to together: four hospitals and two clinics."""
    return {sum(values[at:end]) for at in range(len(values)) for end in range(at + 2, len(values) + 1)}


def _sentence(text: str, found: re.Match[str]) -> tuple[int, int]:
    """Return where the sentence of a reference begins and ends."""
    start = max((each.end() for each in _ENDS.finditer(text, 0, found.start())), default=0)
    end = _ENDS.search(text, found.end())
    return start, end.start() if end else len(text)


def _sizes(sheet: Sheet) -> frozenset[int]:
    """Return how many rows give the total of a table, with and without what is called otherwise than a thing listed."""
    closed = closing(sheet)
    total = sheet.totals[0] if len(sheet.totals) == 1 else closed[0] if closed else None
    for column in numeric(sheet) if total is not None else ():
        rows = [
            row
            for row in sheet.table.rows
            if row is not total and row.role is Role.DETAIL and sheet.at(row, column) is not None
        ]
        parts = [value for row in rows if (value := sheet.at(row, column)) is not None]
        whole = sheet.at(total, column) if total is not None else None
        if whole is not None and len(rows) > _APART and near_sum(whole, plus(parts)):
            apart = sum(1 for row in rows if _APART_ROW.search(row.label or row.name))
            return frozenset({len(rows), len(rows) - apart})
    return frozenset()


def _names(sheet: Sheet, noun: str) -> bool:
    """Whether a noun stands in the title of an annex, heads a column of names in its table or is part of most names."""
    thing = terms(noun)
    heads = [cell.text for cell in sheet.block.cells if cell.row == 0][:_APART] if sheet.block else []
    if thing & (terms(" ".join(sheet.section[-1:])) | terms(" ".join(heads))):
        return True
    named = sum(1 for row in sheet.details if thing & terms(row.label or row.name))
    return named * 2 > len(sheet.details)


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
