"""A row that the rows beside it add up to in some columns of a table, and not in another.

Yearbooks print classes under their whole without a 合计, an indent or a code: 全国人口, 其中：城镇, 乡村, 其中：男性,
女性; statements end a group in the midst of others with Total revenue. That a run of rows is a group shows by its sums: one column in which long numbers come out to the
last place, or two columns in which they do. A column in which the same rows miss is wrong, if it misses
by little or by one slip of the pen; where it misses by much, its rows may be no group there.

总计 31001 | 医院 1490 | #综合医院 991 | 中医医院 97 | 基层机构 28815 | …: what stands below 医院 is of it and no part of the total,
though neither blanks nor codes say so. Which rows are parts shows by the columns, all of which, or all but one, come out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import gcd, lcm
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.checks.common.relations import Weighted, judged, plus, rule, summed
from auditor.checks.common.slips import MEANT, digits, slip_in_sum
from auditor.checks.common.tables import Sheet, adds, is_share, numeric, sheets, unread
from auditor.evaluation.tables import parts_of
from auditor.report.model import Column, Role, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "group-not-sum"
TITLE = {"zh": "分组各行之和与所属行不符", "en": "the rows of a group do not add up to the row above them"}
_TOTAL = re.compile(r"Total\b|Subtotal\b|全(?:[年县市省区国镇校州旗盟乡]|系统|部门)$", re.IGNORECASE)
MAX_ROWS = 120
LONGEST = 24
_SURE_DIGITS = 5
"""A sum of so many digits hardly ever comes out by chance, whichever rows of a table are tried."""
_FEW = 50
"""A column that misses by less than one part in so many was meant to come out."""
_ABOVE = 3
"""More rows than so many above a 小计 are its own."""
_MOST_ROWS = 60
_LONGEST = 20
_FEWEST = 3
_COLUMNS = 3
_TRIES = 20000
_SIZE = 9
"""So many digits in all the columns that come out are no chance, however many choices of rows are tried."""
_NEAR = 50
_CODE = re.compile(r"2[0-9]{6}")
_DECIMAL = "."


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the groups of rows that tables show by their sums, side by side or with rows of their own between them."""
    yield from _side_by_side(facts)
    yield from _nested(facts)


@records.frozen(eq=False)
class _Group:
    """Rows and the columns in which they add up to their whole."""

    rows: tuple[Row, ...]
    kept: tuple[Column, ...]
    sure: bool


def _side_by_side(facts: Facts) -> Iterator[Outcome]:
    """Judge the groups of rows that tables show by their sums."""
    for sheet in sheets(facts):
        rows = sheet.table.rows
        columns = [each for each in numeric(sheet) if adds(sheet, each) or is_share(each)]
        if len(columns) < 2 or len(rows) > MAX_ROWS:  # noqa: PLR2004 - a group of one column has no witness
            continue
        numbers = [_Numbers.of(sheet, column) for column in columns]
        for at, whole in enumerate(rows):
            # A total that heads its table may stand over 其中：采矿业, 制造业 and over other ways to part it.
            if (whole.role is Role.TOTAL and at) or _closes(sheet, whole, numbers):
                continue
            # 全市 at the head of its table is of the rows below it.
            if at and _TOTAL.match(re.sub(r"^[-–—•·\s]+", "", whole.label or whole.name)):
                group = _group(sheet, whole, _own(rows[max(0, at - LONGEST) : at])[::-1], numbers)
                if group is not None:
                    yield from _judged(facts, sheet, whole, group, columns)
                continue
            start = at + 1
            while (group := _group(sheet, whole, _own(rows[start : start + LONGEST]), numbers)) is not None:
                yield from _judged(facts, sheet, whole, group, columns)
                start = rows.index(group.rows[-1]) + 1


@records.frozen
class _Numbers:
    """A column in whole numbers over one denominator, by the names of its rows: many sums are tried."""

    column: Column
    values: Mapping[str, int]
    steps: Mapping[str, int]

    @classmethod
    def of(cls, sheet: Sheet, column: Column) -> _Numbers:
        """Read a column."""
        cells = {row.name: cell for row in sheet.table.rows if (cell := sheet.at(row, column)) is not None}
        prints = [cell.printed for cell in cells.values()]
        scale = lcm(*(each.denominator for printed in prints for each in (printed.value, printed.step)))
        return cls(
            column,
            {name: int(cell.printed.value * scale) for name, cell in cells.items()},
            {name: int(cell.printed.step * scale) for name, cell in cells.items()},
        )


def _closes(sheet: Sheet, whole: Row, columns: Sequence[_Numbers]) -> bool:
    """Whether a row has parts of its own: those that its table names, unless they are a 小计's that give it in no column.

    县（区）小计 may stand before its rows, below 市级 that is no part of it.
    """
    parts = parts_of(sheet.table, whole)
    after = sheet.table.rows[sheet.table.rows.index(whole) + 1 :][:1]
    if parts and after and after[0].role is Role.OF_WHICH:
        return False  # 医院, 其中：公立医院, 民营医院: 其中 is told of the first of its parts alone
    if not parts or whole.role is not Role.SUBTOTAL:
        return bool(parts)
    if sheet.table.rows.index(parts[0]) > sheet.table.rows.index(whole) or len(parts) > _ABOVE:
        return True
    return any(
        abs(sum(each.values.get(part.name, 0) for part in parts) - total) * _FEW <= abs(total)
        for each in columns
        if (total := each.values.get(whole.name))
    )


def _group(sheet: Sheet, whole: Row, beside: Sequence[Row], columns: Sequence[_Numbers]) -> _Group | None:
    """Return the run of rows, nearest first, that adds up to `whole`, None where none is one for sure."""
    wanted = [(each, total) for each in columns if (total := each.values.get(whole.name))]
    sums = [0] * len(wanted)
    best: _Group | None = None
    for end, row in enumerate(beside, start=1):
        if row.role is Role.TOTAL:
            break
        kept: list[Column] = []
        long = meant = 0
        for at, (numbers, total) in enumerate(wanted):
            sums[at] += numbers.values.get(row.name, 0)
            # A sum of rounded parts usually misses by the last place and a quarter of it for each part.
            off = 4 * abs(sums[at] - total)
            if end < 2 or off > numbers.steps[whole.name] * (4 + end):  # noqa: PLR2004 - one row is no group
                continue
            column = numbers.column
            if _several(sheet, beside[:end], column):
                kept.append(column)
                # Shares come out for any whole: 100 % stands beside every total.
                printed = sheet.at(whole, column)
                least = _SURE_DIGITS - _kin(whole, beside[:end])
                # Among whole numbers a sum that misses by rounding is one of many that do.
                whole_number = printed is not None and printed.printed.numeral.step >= 1
                exact = off == 0 or not whole_number
                telling = _telling([total, *(numbers.values.get(each.name, 0) for each in beside[:end])])
                long += exact and printed is not None and telling >= least and not is_share(column)
                meant += printed is not None and telling >= MEANT and not is_share(column)
        # Two sums of four digits come out by chance no oftener than one of eight.
        sure = len(kept) > 1 and (long > 0 or meant > 1)
        if (sure or long) and (best is None or len(kept) > len(best.kept)):
            best = _Group(tuple(beside[:end]), tuple(kept), sure)
    return best


def _telling(values: Sequence[int]) -> int:
    """Return how many digits of a sum tell anything: 180,000,000.00 of 120,000,000.00 and 60,000,000.00 is 18 of 12 and 6."""
    common = gcd(*values)
    noughts = len(str(common)) - len(str(common).rstrip("0"))
    return len(str(abs(values[0]))) - noughts


def _own(rows: Sequence[Row]) -> Sequence[Row]:
    """Return rows without those that are said to be of the row above them: #乡镇卫生院; the first is of their whole itself."""
    return [row for at, row in enumerate(rows) if not at or row.role is not Role.OF_WHICH]


def _kin(whole: Row, rows: Sequence[Row]) -> bool:
    """Whether the rows are kinds of what their whole is called: 各项存款, 住户存款, 其他存款."""
    name = re.sub("^(?:各项|各类|全部|总)", "", whole.label or whole.name)
    return len(name) > 1 and all((row.label or row.name).endswith(name) for row in rows)


def _several(sheet: Sheet, rows: Sequence[Row], column: Column) -> bool:
    return sum(1 for row in rows if (value := sheet.at(row, column)) and value.printed.value) > 1


def _judged(
    facts: Facts, sheet: Sheet, whole: Row, group: _Group, columns: Sequence[Column]
) -> Iterator[Outcome]:
    info = rule(NAME, TITLE)
    for column in columns:
        total = sheet.at(whole, column)
        parts = plus([value for row in group.rows if (value := sheet.at(row, column)) is not None])
        if total is None or len(parts) < 2 or unread(sheet, group.rows, column):  # noqa: PLR2004 - no sum
            continue
        if _CODE.fullmatch(total.mention.text) and any(
            _DECIMAL in each.mention.text for each in sheet.values.values()
        ):
            continue  # the code of an account among amounts, read into the next column
        if any(part.unit.dimension != total.unit.dimension for _, part in parts):
            continue
        if column not in group.kept and _closed_below(sheet, group.rows, column, parts):
            continue
        if column in group.kept or _meant(total, parts, sure=group.sure):
            yield judged(facts, summed(info, total, parts))


def _closed_below(sheet: Sheet, rows: Sequence[Row], column: Column, parts: Sequence[Weighted]) -> bool:
    """Whether the row right below a group prints what its rows add up to: they are its parts, and those of no row above them."""
    behind = sheet.table.rows[sheet.table.rows.index(rows[-1]) + 1 :][:1]
    value = sheet.at(behind[0], column) if behind else None
    return value is not None and value.printed.value == sum(
        (each.printed.value for _, each in parts), Fraction(0)
    )


def _meant(total: Stated, parts: Sequence[Weighted], *, sure: bool) -> bool:
    """Whether a column that misses was meant to come out."""
    gap = abs(sum((part.printed.value for _, part in parts), Fraction(0)) - total.printed.value)
    near = gap * (_FEW // 5 if sure else _FEW) <= abs(total.printed.value)
    return near or bool(slip_in_sum(total, parts))


@attrs.define
class _Search:
    """The rows that a whole can have, by the columns that have to come out."""

    wholes: Sequence[Fraction]
    rows: Sequence[Sequence[Fraction]]
    behind: Sequence[Sequence[Fraction]]
    found: list[tuple[int, ...]]
    tries: int = 0

    def go(self, at: int, left: Sequence[Fraction], kept: tuple[int, ...]) -> None:
        """Keep or pass over the row at hand; what is passed over is of the row kept before it."""
        self.tries += 1
        if self.tries > _TRIES or self.found:
            return
        if not any(left):
            if len(kept) >= _FEWEST:
                self.found.append(kept)
            return
        if at == len(self.rows) or any(need > rest for need, rest in zip(left, self.behind[at], strict=True)):
            return
        row = self.rows[at]
        if any(row) and all(value <= need for value, need in zip(row, left, strict=True)):
            rest = [need - value for value, need in zip(row, left, strict=True)]
            self.go(at + 1, rest, (*kept, at))
        if kept:
            self.go(at + 1, left, kept)


def _nested(facts: Facts) -> Iterator[Outcome]:
    """Judge every row that the rows below it give in all columns, or in all but one, some of them passed over."""
    for sheet in sheets(facts):
        rows = sheet.table.rows
        columns = [each for each in numeric(sheet) if adds(sheet, each)]
        if len(columns) < _COLUMNS or len(rows) > _MOST_ROWS:
            continue
        for at, whole in enumerate(rows):
            below = [each for each in rows[at + 1 : at + 1 + _LONGEST] if each.role is not Role.OF_WHICH]
            own = [each for each in columns if _counted(sheet, whole, each)]
            if len(below) < _FEWEST or len(own) < _COLUMNS:
                continue
            yield from _broken(facts, sheet, whole, below, own)


def _counted(sheet: Sheet, row: Row, column: Column) -> bool:
    value = sheet.at(row, column)
    return value is not None and value.printed.value > 0 and value.printed.numeral.step >= 1


def _broken(
    facts: Facts, sheet: Sheet, whole: Row, below: Sequence[Row], columns: Sequence[Column]
) -> Iterator[Outcome]:
    full = _parts(sheet, whole, below, columns)
    for column in columns:
        parts = full or _parts(sheet, whole, below, [each for each in columns if each is not column])
        if parts is None or unread(sheet, parts, column):
            continue
        total = sheet.at(whole, column)
        values = plus([value for row in parts if (value := sheet.at(row, column)) is not None])
        if total is None or len(values) < _FEWEST:
            continue
        gap = abs(sum(each.printed.value for _, each in values) - total.printed.value)
        if gap * _NEAR <= total.printed.value or slip_in_sum(total, values):
            yield judged(facts, summed(rule(NAME, TITLE), total, values))


def _parts(sheet: Sheet, whole: Row, below: Sequence[Row], columns: Sequence[Column]) -> Sequence[Row] | None:
    """Return the first rows that give a whole in all the columns, some passed over between them; none where none are."""
    wholes = [value.printed.value for each in columns if (value := sheet.at(whole, each)) is not None]
    size = sum(digits(value) for each in columns if (value := sheet.at(whole, each)) is not None)
    if len(wholes) < len(columns) or size < _SIZE:
        return None
    rows = [
        [value.printed.value if (value := sheet.at(row, each)) else Fraction(0) for each in columns]
        for row in below
    ]
    if any(value < 0 for row in rows for value in row):
        return None
    behind = [[Fraction(0)] * len(columns)]
    for row in reversed(rows):
        behind.append([one + two for one, two in zip(row, behind[-1], strict=True)])
    search = _Search(wholes, rows, behind[::-1], [])
    search.go(0, wholes, ())
    if not search.found:
        return None
    kept = search.found[0]
    return [below[at] for at in kept] if kept[-1] - kept[0] + 1 > len(kept) else None
