"""English: an account as appropriations reports list it, and the sentences below that speak of it.

Appropriation, fiscal year 2023 ......... $46,603,000
Budget request, fiscal year 2024 ........  41,287,000
Recommended in the bill .................  44,931,000
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.english import terms
from auditor.checks.common.numbers import Number, Paragraph, Stated, paragraphs
from auditor.checks.common.tables import Sheet, numeric, sheets
from auditor.checks.english._leaders import lines, sign_outside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts

_LEVELS = (
    (
        re.compile(
            r"enacted|appropriat|fiscal year [0-9]{4}\s+(?:\w+ ){0,2}level|prior year|last year|"
            r"(?:amount|funding|level) (?:available |provided )?(?:for|in|of) fiscal year",
            re.IGNORECASE,
        ),
        re.compile(r"appropriations?|enacted", re.IGNORECASE),
    ),
    (
        re.compile(r"request|estimate", re.IGNORECASE),
        re.compile(r"budget (?:estimate|request)|request", re.IGNORECASE),
    ),
)
_SIGNED = re.compile(r"[\s$]*[+\-−]")
_RECOMMENDED = re.compile(r"recommend|provided|in the bill", re.IGNORECASE)


@records.frozen(eq=False)
class Line:
    """A line of an account: its label and its amount."""

    label: str
    stated: Stated


@records.frozen(eq=False)
class Account:
    """The lines of dots above a paragraph: what was granted, what was asked, what is recommended."""

    lines: tuple[Line, ...]
    start: int = 0
    """The block of the first."""

    def called(self, headed: re.Pattern[str], change: Number) -> Stated | None:
        """Return the one amount whose line bears a name."""
        found = [
            line.stated
            for line in self.lines
            # Only the first amount of a column bears its $.
            if headed.search(re.sub(r"\s+", " ", line.label))
            and (change.is_share or line.stated.unit.dimension in {change.dimension, "number"})
        ]
        return found[-1] if len({each.printed.value for each in found}) == 1 else None

    def of(self, level: Number) -> bool:
        """Whether the account recommends the amount that the text speaks of."""
        return level.known.printed.value in [each.printed.value for each in self.recommended]

    @property
    def recommended(self) -> list[Stated]:
        """Return the amounts of the lines that say what is recommended."""
        return [line.stated for line in self.lines if _RECOMMENDED.search(line.label)]

    def against(self, what: str, change: Number) -> Stated | None:
        """Return the amount that words name which a change is measured against."""
        for told, names in _LEVELS:
            if told.search(what):
                return self.called(names, change)
        return None


def accounts(facts: Facts) -> Iterator[tuple[Paragraph, Account, bool]]:
    """Iterate over paragraphs with the account last listed, and whether it stands in them or right above."""
    account, last = Account(()), -1
    tables = {sheet.block.index: sheet for sheet in sheets(facts) if sheet.block is not None}
    for paragraph in paragraphs(facts):
        here = tuple(
            Line(line.label, line.number.known)
            for line in lines(paragraph)
            if line.number.stated
            and not _SIGNED.match(line.number.occurrence.text)
            and not sign_outside(paragraph, line.number)
        )
        listed = next((tables[at] for at in _above(paragraph) if at in tables), None)
        here = here or (_listed(listed) if listed is not None else ())
        index = paragraph.block.index
        joined = last >= 0 and all(
            each.text.rstrip().endswith(":") for each in facts.report.blocks[last + 1 : index]
        )
        if here:
            # A paragraph may begin with the account's lines and go on with its sentences, or be one line of several.
            account = Account((*account.lines, *here), account.start) if joined else Account(here, index)
            last = index if _is_line(paragraph) else -1
        elif joined and _is_line(paragraph):
            last = index  # Bill compared with: … +4,330,000
        yield paragraph, account, bool(here) or (joined and last != index)


def headline(facts: Facts, account: Account) -> frozenset[str]:
    """Return the words of the title above an account's lines."""
    return terms(facts.report.blocks[account.start - 1].text) if account.start else frozenset()


def _is_line(paragraph: Paragraph) -> bool:
    """Whether a paragraph is nothing but the last line of an account."""
    found = lines(paragraph)
    return bool(found) and not paragraph.text[found[-1].number.occurrence.span.end :].strip()


def _above(paragraph: Paragraph) -> range:
    return range(paragraph.block.index - 1, paragraph.block.index - 3, -1)


def _listed(sheet: Sheet) -> tuple[Line, ...]:
    """Return the lines of an account that was read as a table of one column."""
    columns = numeric(sheet)
    if len(columns) != 1:
        return ()
    return tuple(
        Line(row.label or row.name, value)
        for row in sheet.table.rows
        if (value := sheet.at(row, columns[0])) is not None
    )
