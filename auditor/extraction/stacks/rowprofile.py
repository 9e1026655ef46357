"""What the rows of a table look like that a text layer prints cell by cell: how many columns, and the form of each.

科目编码 | 科目名称 | 年初预算 | … | 201 | 一般公共服务支出 | 2,443.20 | …: where the forms of cells come back after so many
cells again and again, that is the width of a row. The rows that are printed whole tell the forms of their columns.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import records
from auditor.extraction.tables.cellform import Form, Kind
from auditor.extraction.tables.columnproofs import Test, holds, relations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.extraction.stacks.rowcolumns import Cell
    from auditor.extraction.tables.columnproofs import Row

_NARROWEST = 3
_WIDEST = 16
_FEWEST_WHOLE = 3
_COVERED = 3
"""One cell of so many at least stands in rows that are printed whole."""
_CODE = 3
_FEWEST_PARTS = 2
_MOST_SERIAL = 3


@records.frozen(eq=False)
class Profile:
    """The columns of a table: the forms that stand in each, the column of labels, and what holds between them.

    `whole` are the places of the cells that begin a row printed whole; `adds` are columns, first and last, that add up to another; `coded` tells that the first column counts
    or codes the rows, and `label` where their names stand.
    """

    forms: tuple[frozenset[Form], ...]
    label: int
    coded: bool
    tests: tuple[Test, ...]
    adds: tuple[tuple[int, int, int], ...]
    whole: tuple[int, ...]
    serial: bool = False
    start: int = 0
    banded: bool = True
    stray: int = 0

    @property
    def width(self) -> int:
        """Return how many columns there are."""
        return len(self.forms)

    def worded(self, column: int) -> bool:
        """Whether words stand in a column."""
        return any(form.kind is Kind.WORDS for form in self.forms[column])

    def failing(self, row: Row, *, full: bool = True) -> bool:
        """Whether a relation fails in a row, which may lack cells yet."""
        return any(holds(test, row) is False for test in self.tests) or any(
            _adds(row, test, full=full) is False for test in self.adds
        )

    @property
    def named(self) -> int:
        """Return the first column behind the labels, and behind words that tell of them."""
        return next(
            at for at in range(self.label + 1, self.width + 1) if at == self.width or not self.worded(at)
        )

    @property
    def told(self) -> int:
        """Return the column behind the last one of values: only words stand from there on."""
        return next(at for at in range(self.width, 0, -1) if not self.worded(at - 1))

    def price(self, cell: Cell, column: int) -> int | None:
        """Return 0 where a cell can stand in a column, None where it cannot."""
        return 0 if self.fits(cell.form, cell.text.text, column) else None

    def mark(self, first: int, cells: Sequence[Cell]) -> int:
        """Return a number that tells rows of other cells apart."""
        return hash((first, *(id(cell.stack) for cell in cells)))

    def left_out(self, row: Row) -> bool:
        """Return False: no row is left out."""
        return not row

    def lacks(self, end: int, column: int) -> bool:
        """Return False: the cells of a row are all there."""
        return end == column

    def meets(self, end: int, column: int) -> bool:
        """Whether a piece of a row that ends at a column stands directly beside one that begins at another."""
        return end == column

    def fits(self, form: Form, text: str, column: int) -> bool:
        """Whether a cell can stand in a column."""
        if self.coded and not column:
            return text.isdigit() and (self.serial or len(text) >= _CODE)
        told = self.forms[column]
        if form.kind is Kind.BLANK:
            return column > self.label
        return any(_alike(form, each) for each in told)


def profile_of(cells: Sequence[Cell]) -> Profile | None:
    """Return the columns that the cells show, None where too few rows are printed whole."""
    best: tuple[int, int, list[range]] = (0, 0, [])
    for width in range(_NARROWEST, min(_WIDEST, len(cells) // _FEWEST_WHOLE) + 1):
        runs = _runs(cells, width)
        covered = sum(map(len, runs))
        if covered > best[0]:
            best = (covered, width, runs)
    covered, width, runs = best
    if not width or covered * _COVERED < len(cells):
        return None
    return _phased(cells, width, runs)


def _runs(cells: Sequence[Cell], width: int) -> list[range]:
    """Return the places of cells whose forms come back after so many cells, at least as many in a row."""
    found: list[range] = []
    start = at = 0
    last = len(cells) - width
    while at <= last:
        if at < last and _same(cells[at], cells[at + width]):
            at += 1
            continue
        if at - start >= width:
            run = range(start, at + width)
            kinds = {cells[each].words for each in run[:width]}
            if len(kinds) > 1:
                found.append(run)
        at += 1
        start = at
    return found


def _same(one: Cell, other: Cell) -> bool:
    if not (one.single and other.single) or one.again or other.again:
        return False
    if one.words or other.words:
        return one.words and other.words
    return _alike(one.form, other.form)


def _alike(one: Form, other: Form) -> bool:
    kinds = {one.kind, other.kind}
    if Kind.WORDS in kinds:
        return len(kinds) == 1
    if Kind.BLANK in kinds:
        return True
    if len(kinds) > 1:
        return False
    return one.decimals == other.decimals or None in {one.decimals, other.decimals}


def _phased(cells: Sequence[Cell], width: int, runs: Sequence[range]) -> Profile | None:
    """Return the columns of rows whose width is known: where they begin, their labels and counts tell."""
    run = max(runs, key=len)
    best: tuple[tuple[bool, int, bool, int], Profile] | None = None
    for start in range(run.start, run.start + width):
        begins = range(start, run.stop - width + 1, width)
        profile = _told(cells, width, begins)
        if profile is None:
            continue
        names = [cells[at + profile.label].text.text for at in begins]
        told = len(set(names)) * 100 // len(names)
        score = (profile.coded, told, not cells[begins[1] - 1].words, len(begins))
        if best is None or score > best[0]:
            best = (score, profile)
    return _with_whole(best[1], cells) if best else None


def _told(cells: Sequence[Cell], width: int, begins: Sequence[int]) -> Profile | None:
    """Return the columns of rows that begin at some places, None where no row can begin so."""
    if len(begins) < _FEWEST_WHOLE - 1:
        return None
    first = [cells[at] for at in begins]
    serial = _counted(first)
    coded = serial or _coded(first)
    label = next(at for at in range(width) if cells[begins[0] + at].words)
    if label != int(coded):
        return None
    if any(_coded([cells[at + column] for at in begins]) for column in range(1, width)):
        return None  # the number of the next row
    forms = [
        frozenset(form for at in begins if (form := cells[at + column].form).kind is not Kind.BLANK)
        for column in range(width)
    ]
    if any(len({form.kind for form in each}) > 1 for each in forms):
        return None
    blank = frozenset({Form(Kind.BLANK)})
    return Profile(tuple(each or blank for each in forms), label, coded, (), (), (), serial)


def _counted(cells: Sequence[Cell]) -> bool:
    """Whether cells are the numbers of rows: 1, 2, 3."""
    texts = [cell.text.text for cell in cells]
    if not all(text.isdigit() and len(text) <= _MOST_SERIAL for text in texts):
        return False
    return all(int(other) == int(one) + 1 for one, other in itertools.pairwise(texts))


def _coded(cells: Sequence[Cell]) -> bool:
    """Whether cells are codes of accounts, some of which go on from one above: 204 | 20402 | 2040201."""
    texts = [cell.text.text for cell in cells]
    if not all(text.isdigit() and len(text) >= _CODE and len(text) % 2 for text in texts):
        return False
    return any(text[:_CODE] in texts or text[:-2] in texts for text in texts if len(text) > _CODE)


def _with_whole(profile: Profile, cells: Sequence[Cell]) -> Profile | None:
    """Return the columns with the rows that are printed whole, and with what holds in nearly all of them."""
    width = profile.width
    whole: list[int] = []
    at = 0
    while at <= len(cells) - width:
        if _stands(profile, cells, at):
            whole.append(at)
            at += width
        else:
            at += 1
    if len(whole) < _FEWEST_WHOLE:
        return None
    rows = [numbers_of(cells[at : at + width]) for at in whole]
    tests, adds = _telling(rows), tuple(_adding(rows, profile.label + 1))
    trial = attrs.evolve(profile, tests=tests, adds=adds)
    kept = [at for at, row in zip(whole, rows, strict=True) if not trial.failing(row)]
    forms = tuple(
        told | {form for at in kept if (form := cells[at + column].form).kind is not Kind.BLANK}
        for column, told in enumerate(profile.forms)
    )
    return attrs.evolve(trial, forms=forms, whole=tuple(kept))


def _stands(profile: Profile, cells: Sequence[Cell], at: int) -> bool:
    """Whether a whole row stands at a place, and nothing behind it that may be a cell of it."""
    row = cells[at : at + profile.width]
    label = row[profile.label]
    if label.corner or label.short or any(not cell.single or cell.again for cell in row):
        return False
    if not all(profile.fits(cell.form, cell.text.text, column) for column, cell in enumerate(row)):
        return False
    if at + profile.width == len(cells):
        return True
    behind = cells[at + profile.width]
    return behind.words or (profile.coded and profile.fits(behind.form, behind.text.text, 0))


def numbers_of(cells: Sequence[Cell]) -> Row:
    """Return the numbers of a row."""
    return tuple(cell.number for cell in cells)


def _telling(rows: Sequence[Row]) -> tuple[Test, ...]:
    """Return the relations that tell something of most rows: a part may be the whole where it is the only one."""
    counts = {test: sum(holds(test, row) is not None for row in rows) for test in relations(rows)}
    most: dict[int, int] = {}
    for test, count in counts.items():
        most[test[2]] = max(most.get(test[2], 0), count)
    return tuple(test for test, count in counts.items() if count * 4 >= most[test[2]] * 3)


def _adding(rows: Sequence[Row], first: int) -> Iterator[tuple[int, int, int]]:
    """Iterate over columns that add up to the one before or behind them in nearly all rows."""
    width = len(rows[0])
    for start, end in itertools.combinations(range(first, width + 1), 2):
        if end - start < _FEWEST_PARTS:
            continue
        for result in (start - 1, end):
            if not first <= result < width:
                continue
            several = [row for row in rows if sum(1 for cell in row[start:end] if cell and cell.value) > 1]
            ways = [
                [held for row in some if (held := _adds(row, (start, end, result))) is not None]
                for some in (rows, several)
            ]
            if (
                len(ways[0]) >= _FEWEST_WHOLE
                and ways[1]
                and all(way.count(False) * 5 <= len(way) for way in ways)
            ):
                yield start, end, result


def _adds(row: Row, test: tuple[int, int, int], *, full: bool = True) -> bool | None:
    """Whether columns add up in a row, None where that says nothing; in a `full` row a blank cell is nothing."""
    start, end, result = test
    total, parts = row[result], row[start:end]
    told = [part for part in parts if part is not None]
    if total is None or not any(part.value for part in told) or (len(told) < len(parts) and not full):
        return None
    room = total.half + sum((part.half for part in told), Fraction(0))
    return abs(sum((part.value for part in told), Fraction(0)) - total.value) <= room
