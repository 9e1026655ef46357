"""Rows of tables by the stems of their labels: those whose name some words end in, near a place or with a value."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.byvalue import ByValue
from auditor.checks.common.nearby import Nearby
from auditor.checks.common.tables import SHORTEST_LABEL, Sheet, plain
from auditor.checks.common.words import side, stem
from auditor.report.model import Row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.checks.common.numbers import Stated

SHORTEST_NAME = 4
_UNIT = re.compile(
    r"(?<=..)[（(](?:单位[:：])?(?:[百千万十亿]*(?:元|人|人次|个|户|家|吨|公里|平方米|亩|件|台|套)|[%％])[)）]$"
)
_SPLIT = re.compile(r"^按[^:：]{1,10}分[:：]?")
Named = tuple[Sheet, Row]
"""A row and the table that it stands in."""


@records.frozen(eq=False)
class Rows:
    """Rows of one name, in the order of the document. A long one has it in every chapter: none is asked in vain."""

    rows: Sequence[Named]

    @functools.cached_property
    def _places(self) -> Nearby[Named]:
        return Nearby(self.rows, lambda each: each[0])

    @functools.cached_property
    def _cells(self) -> ByValue[tuple[int, Stated]]:
        held = (
            (at, sheet.values.get((row.name, column.name)))
            for at, (sheet, row) in enumerate(self.rows)
            for column in sheet.table.columns
        )
        return ByValue(((at, value) for at, value in held if value is not None), lambda each: each[1])

    def near(self, index: int, most: int) -> Sequence[Named]:
        """Return the rows whose tables stand at most so many blocks before or behind a block."""
        return self._places.near(index, most)

    def printing(self, stated: Stated) -> Sequence[Named]:
        """Return the rows one of whose cells can print the value of `stated`, whatever its unit is."""
        return [self.rows[at] for at in dict.fromkeys(at for at, _ in self._cells.alike(stated))]


class RowStems:
    """The rows of tables by the stems of their labels."""

    def __init__(self, tables: Iterable[Sheet]) -> None:
        """Sort the rows by stem; what a stem does not tell, beginning or end of a year, stays apart."""
        self._rows: dict[str, list[tuple[int, Named]]] = {}
        for sheet in tables:
            for row in sheet.table.rows:
                label = row.label or row.name
                name = stem(re.sub(r"^其中[:：]?", "", _UNIT.sub("", plain(label))))
                if len(name) > SHORTEST_LABEL:
                    self._rows.setdefault(name, []).append((side(label), (sheet, row)))
        self._found: dict[tuple[str, int], Rows] = {}

    def __bool__(self) -> bool:
        """Whether any row has a name."""
        return bool(self._rows)

    def named(self, words: str) -> Rows:
        """Return the rows whose name words end in: 营业收入 for 公司实现营业收入."""
        name = re.sub("^(?:本|母)?公司(?=.{3})", "", stem(plain(words)))
        other = -side(words)
        for start in range(len(name)):
            found = self._called(name[start:], other)
            if found.rows:
                return found
            if len(name) - start <= SHORTEST_NAME:
                break
        return _NONE

    def _called(self, name: str, other: int) -> Rows:
        """Return the rows of a stem, but for those of the other side of the year."""
        rows = self._rows.get(name)
        if rows is None:
            return _NONE
        found = self._found.get((name, other))
        if found is None:
            kept = [each for at, each in rows if not other or at != other]
            found = self._found[name, other] = Rows(kept)
        return found


def class_row(name: str, sheet: Sheet, row: Row) -> Row:
    """Return the row of the class that words before a row's name tell, else the row: 城镇 below 常住人口 for 城镇常住人口.

    A label with 按…分 before it begins the classes of the row above.
    """
    words, whole = stem(plain(name)), stem(plain(row.label or row.name))
    lead = words.removesuffix(whole)
    below = list(itertools.takewhile(lambda each: each is not row, reversed(sheet.table.rows)))[::-1]
    split = next((at for at, each in enumerate(below) if _SPLIT.match(plain(each.label or each.name))), None)
    if not lead or lead == words or split is None:
        return row
    classes = [each for each in below[split:] if stem(_SPLIT.sub("", plain(each.label or each.name))) == lead]
    return classes[0] if len(classes) == 1 else row


_NONE = Rows(())
