"""English: a share told of a row that prints another one below the head that the words name.

`Pinder Green delivered 93.75% of its hours`, where that is the share of the row below it; `Employees account for 56.08% of the outturn`,
where the column `Share of outturn` prints 56.47 %. The row is the subject of its clause. A share that is any other cell of the row, or
comes of two of its cells, is what it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import english, terms, year_of
from auditor.checks.common.relations import near_ratio
from auditor.checks.common.rownames import CHANGES, Named, levels, named, years
from auditor.checks.common.slips import digits
from auditor.checks.common.tables import as_percent, header, numeric
from auditor.checks.english._heads import said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.numbers import Number, Stated
    from auditor.evaluation.facts import Facts
    from auditor.report.model import Column

_LEADS = re.compile(
    r"(?:^|[,;]|\b(?:and|while|but|whereas|where|when|that))\s*(?:only |the )*$", re.IGNORECASE
)
_BETWEEN = re.compile(r"(?:\s+[a-z'\u2019-]+){0,5}\s*[$€£]?$")
_OF = re.compile(
    r"^\s*of (?:the |its |their |all |total |planned )*(?P<of>[a-z][a-z -]{2,40}?)(?=\s+(?:for|in|on|at|and|with|while|but|by|to|were|was|which|that)\b|[,.;:()0-9]|$)"
)
_OTHER = re.compile(
    r"\b(?:from|than|by|rose|rise|fell|grew|growth|increas\w*|decreas\w*|declin\w*|gain\w*|lost|(?<!make )(?<!makes )(?<!made )up|down|improv\w*|reduc\w*|target|goal|planned to|"
    r"previous\w*|prior|last|earlier|before|average|nearly|about|almost|over|under|more|less|fewer|at least|some|together|each|both|not|remaining|other|expected|forecast)\b",
    re.IGNORECASE,
)
_SHARES = frozenset("share percent percentage proportion cent per of".split())
_DIGITS, _FAR = 3, 30


def rates_told(facts: Facts) -> Iterator[tuple[Number, Stated]]:
    """Iterate over the shares that sentences tell of rows, each with the cell that it is to repeat."""
    for sentence in english(facts):
        shares = [each for each in sentence.stated if each.is_share and not each.sign and not each.depth]
        rows = named(facts, sentence) if shares else []
        for share in shares:
            found = [
                cell
                for row in rows
                if _subject(sentence, row, share) and row.sheet.near(sentence.paragraph.block.index, _FAR)
                if (cell := _cell(sentence, row, share)) is not None
            ]
            if len({cell.printed.value for cell in found}) == 1:
                yield share, found[0]


def _subject(sentence: Sentence, row: Named, share: Number) -> bool:
    """Whether a row is the subject of the clause in which a share is told of it."""
    between = sentence.text[row.end : max(row.end, share.occurrence.span.start - sentence.start)]
    return (
        row.end <= share.occurrence.span.start - sentence.start
        and _LEADS.search(sentence.text[: row.start]) is not None
        and _BETWEEN.fullmatch(between) is not None
        and not _OTHER.search(between)
    )


def _cell(sentence: Sentence, row: Named, share: Number) -> Stated | None:
    of = _OF.match(sentence.after(share))
    if of is None or _OTHER.search(of["of"]):
        return None
    cells = _rates(row)
    told = next((cell for _, cell in cells if cell.printed.value == share.known.printed.value), None)
    if told is not None:
        return told
    if digits(share.known) < _DIGITS or _comes_of(row, share, alike=True):
        return None
    other = _comes_of(row, share, alike=False)
    words = f"{sentence.text[row.end : share.occurrence.span.start - sentence.start]} {of['of']}"
    asked = years(sentence.text)
    meant = [
        cell
        for column, cell in cells
        if cell.printed.step == share.known.printed.step
        and not (asked and year_of(column) and year_of(column) not in asked)
        and (_headed(column, of["of"]) or (not other and _sibling(row, column, share, words, of["of"])))
    ]
    return meant[0] if len(meant) == 1 else None


def _comes_of(row: Named, share: Number, *, alike: bool) -> bool:
    """Whether a share is one cell of its row over another, or over a total: of its own column alone, or of any."""
    sheet = row.sheet
    own = [(column, value) for column, value in levels(sheet, row.row) if value.unit.dimension != "ratio"]
    wholes = [
        (column, value)
        for total in (*sheet.totals, *(() if alike else (row.row,)))
        for column in numeric(sheet)
        if (value := sheet.at(total, column)) is not None and value.unit.dimension != "ratio"
    ]
    return any(
        near_ratio(share.known, one, two)
        for here, one in own
        for there, two in wholes
        if two.printed.value >= one.printed.value > 0 and (there is here or not alike)
    )


def _rates(row: Named) -> list[tuple[Column, Stated]]:
    """Return the shares of a row, and no changes."""
    found = [
        (column, as_percent(cell, header(column)))
        for column in numeric(row.sheet)
        if not CHANGES.search(header(column)) and (cell := row.sheet.at(row.row, column)) is not None
    ]
    return [(column, cell) for column, cell in found if cell.unit.dimension == "ratio"]


def _head(column: Column) -> str:
    return " ".join(column.path) if column.path else header(column)


def _headed(column: Column, of: str) -> bool:
    """Whether a head says a share of what the words say: Share of outturn, told of the outturn."""
    head = _head(column)
    own = re.search(
        r"(?:\bshare|%|\bper ?cent|\bpercentage|\bproportion) of (?P<of>.+)$", head, re.IGNORECASE
    )
    return (
        own is not None
        and bool(terms(of))
        and terms(own["of"]) - _SHARES == terms(of) - _SHARES
        and (re.match(r"\s*(?:share|%|per ?cent|percentage|proportion) of", head, re.IGNORECASE) is not None)
    )


def _sibling(row: Named, column: Column, share: Number, words: str, of: str) -> bool:
    """Whether a share is that of the row above or below in a column whose head the words name."""
    rows = list(row.sheet.table.rows)
    at = rows.index(row.row)
    beside = [
        cell
        for each in (*rows[max(0, at - 1) : at], *rows[at + 1 : at + 2])
        if (cell := row.sheet.at(each, column)) is not None
    ]
    alike = any(
        as_percent(cell, header(column)).printed.value == share.known.printed.value for cell in beside
    )
    told, heads = said(words), said(f"{_head(column)} {row.sheet.table.caption or ''}")
    return alike and bool(said(_head(column)) & told) and said(of) <= heads
