"""English: the rows of a table that a sentence may speak of, and the numbers beside a figure that show which one it is.

A number shows the row where it is one of its cells, above all of a column that its own words name; where it is the distance
of two cells that its words name (`$7.6 million below the request`), or the share that one cell is of another (`or 97.7% of
the final appropriation`).
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.english import Sentence, end_of
from auditor.checks.common.relations import near_ratio
from auditor.checks.common.rownames import scale_in, scales
from auditor.checks.common.slips import digits
from auditor.checks.common.tables import Sheet, as_percent, header, numeric
from auditor.checks.english._heads import columns_named, said
from auditor.checks.english._moves import NOUN_OF, WAY
from auditor.evaluation.facts import Facts
from auditor.report.model import Column, Role, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from auditor.checks.common.numbers import Number, Stated

_CUT = re.compile(r"[,;:(–—]|\b(?:and|but|while|whereas)\b", re.IGNORECASE)
_END = re.compile(r"[,;:.)(–—](?![0-9])|\b(?:and|but|while|whereas|or|which)\b", re.IGNORECASE)
_CLAUSE = re.compile(r";|\b(?:while|whereas|although)\b", re.IGNORECASE)
_OF = re.compile(r"^\s*\)?\s*of\s+(?P<of>[^.;,()0-9]{3,60})", re.IGNORECASE)
_TOTAL = re.compile(r"(?:grand |sub-?)?total\b|all\b", re.IGNORECASE)
_FIRM, _NAMED, _LONG = 2, 2, 3


def words_of(sentence: Sentence, number: Number) -> str:
    """Return the words of the clause that a number stands in, from the number before it to the one behind."""
    numbers = sentence.numbers
    at = numbers.index(number)
    ahead = sentence.between(numbers[at - 1], number) if at else sentence.before(number)
    return f"{_CUT.split(ahead)[-1]} {_END.split(_behind(sentence, at))[0]}"


def _behind(sentence: Sentence, at: int) -> str:
    start = end_of(sentence.numbers[at]) - sentence.start
    following = sentence.numbers[at + 1 : at + 2]
    return sentence.text[start : following[0].occurrence.span.start - sentence.start if following else None]


@records.frozen(eq=False)
class Told:
    """A row that a sentence may speak of: whether it names it, and the table it is of."""

    facts: Facts
    sheet: Sheet
    row: Row
    named: bool

    def scale(self, number: Number, cell: Stated) -> Fraction | None:
        """Return the scale in which a cell repeats a number, None where it does not."""
        return scale_in(self.facts, self.sheet, number.known, cell)

    def scaled(self, number: Number, cell: Stated) -> Sequence[Fraction]:
        """Return the scales in which a cell may repeat a number."""
        return scales(self.facts, self.sheet, number.known, cell)

    def shown(self, sentence: Sentence, claim: Number, column: Column) -> int:
        """Return how surely the other numbers of a sentence show that a claim is told of this row."""
        return sum(
            self._shows(sentence, each, column)
            for each in sentence.numbers
            if each.stated is not None and each is not claim
        )

    def _shows(self, sentence: Sentence, number: Number, column: Column) -> int:
        cell = self.sheet.at(self.row, column)
        own = words_of(sentence, number)
        behind = sentence.after(number)
        if cell is None:
            return 0
        if WAY.match(behind) or NOUN_OF.search(sentence.before(number)):
            return _FIRM if self._apart(number, cell, own, column) else 0
        if number.is_share:
            of = _OF.match(behind)
            if of is not None and any(
                near_ratio(number.known, cell, base) for base in self._cells(of["of"], column)
            ):
                return _FIRM
        for each in numeric(self.sheet):
            other = self.sheet.at(self.row, each)
            if other is None or each is column:
                continue
            other = as_percent(other, header(each)) if number.is_share else other
            if self.scale(number, other) is None:
                continue
            named = list(columns_named(self.sheet, own, rates=number.is_share)) == [each]
            if named and digits(number.known) >= _NAMED:
                return _FIRM
            if digits(number.known) >= _LONG:
                return 1
        return 0

    def _cells(self, words: str, but: Column) -> Iterator[Stated]:
        """Iterate over the one cell of the row whose column words name."""
        columns = columns_named(self.sheet, words)
        if len(columns) == 1 and columns[0] is not but:
            base = self.sheet.at(self.row, columns[0])
            if base is not None and base.printed.value > 0:
                yield base

    def _apart(self, number: Number, cell: Stated, words: str, column: Column) -> bool:
        """Whether a number is how far a cell lies from the one whose column the words behind it name."""
        return any(
            abs(abs(cell.printed.value - base.printed.value) * scale - abs(number.known.printed.value)) * 2
            <= max(number.known.printed.step, cell.printed.step * scale)
            for base in self._cells(words, column)
            for scale in self.scaled(number, cell)
        )


@functools.lru_cache(maxsize=4096)
def _label(row: Row) -> frozenset[str]:
    return said(re.sub(r"^(?:[A-Z]|[0-9]{1,2}|[ivx]{1,4})[.)]\s+|\([^()]*\)", "", row.label or row.name))


def rows_told(facts: Facts, sheet: Sheet, sentence: Sentence, start: int) -> list[Told]:
    """Return the rows that the clause around a place names, else the total rows of a table."""
    cuts = [0, *(found.end() for found in _CLAUSE.finditer(sentence.text)), len(sentence.text)]
    first = max(cut for cut in cuts if cut <= start)
    words = said(sentence.text[first : min(cut for cut in cuts if cut > start)])
    heads = {each for column in sheet.columns for each in said(header(column))}
    totals = [
        row
        for row in sheet.table.rows
        if row in sheet.totals or row.role is Role.TOTAL or _TOTAL.match(row.label or row.name)
    ]
    held = [
        row
        for row in sheet.table.rows
        if row not in totals and (label := _label(row)) and label <= words and label - heads
    ]
    longest = [row for row in held if not any(_label(row) < _label(other) for other in held)]
    if longest:
        return [Told(facts, sheet, row, named=True) for row in longest]
    return [Told(facts, sheet, row, named=False) for row in totals if len(totals) == 1]
