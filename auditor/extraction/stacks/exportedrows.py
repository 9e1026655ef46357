"""The rows of a table of which a text has a cell a line: walked in steps of as many cells as it has columns."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.extraction.tables.cellform import Kind, form_of
from auditor.extraction.text.lines import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

_STATUS = 6
"""A word so short may stand for a value: 合理, 暂无数据."""
_OPEN_HEAD = re.compile(
    r"目标|指标值|标杆|业绩|实际|完成|标准|说明|备注|情况|结果|原因|过程|依据|措施|内容|数量|规格|[Tt]arget|[Aa]ctual|[Rr]esult|[Nn]ote"
)
"""Columns that hold words in one row and values in another."""
_PROSE_HEAD = re.compile(r"标准|说明|备注|情况|原因|过程|依据|措施|内容|解释|办法|问题|建议")
_NUMBERED = re.compile(r"类|款|项|(?:.{0,6}(?:科目)?(?:编码|代码))|序\s*号|编\s*号|行\s*次|[Nn]o\.?|[Cc]ode")
"""The head of a column of codes or serial numbers: a sum has none, and its label takes the next column too."""
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_CODE = re.compile(r"[123][0-9]{2}(?:[0-9]{2}){0,2}")
_MOST_MORE = 40
_MOST_EMPTY = 30
"""So many rows in a row without a value are none."""
_FEWEST_COUNTED = 3


@records.frozen(eq=False)
class Cell:
    """A cell: its line, or none where it is empty, and the index of the line, or of the next."""

    line: Line | None
    at: int

    @property
    def text(self) -> str:
        """Return the text of the cell."""
        return self.line.text if self.line is not None else ""


@records.frozen(eq=False)
class Row:
    """A row: its cells, each of one line or more; the first takes `span` columns."""

    cells: tuple[tuple[Cell, ...], ...]
    span: int = 1


@records.frozen(eq=False)
class Walk:
    """The rows as they were walked, how many cells they used, the index of the line behind them."""

    rows: tuple[Row, ...]
    width: int
    used: int
    end: int
    kinds: tuple[frozenset[bool], ...]

    @property
    def mixed(self) -> int:
        """Return how many columns hold words and values."""
        return sum(1 for kind in self.kinds if len(kind) > 1)

    @property
    def odd(self) -> int:
        """Return how many rows have fewer cells than there are columns, or cells of several lines."""
        return sum(1 for row in self.rows if row.span > 1 or any(len(parts) > 1 for parts in row.cells))

    def words(self, column: int) -> bool:
        """Whether a column holds words only."""
        return self.kinds[column] == {False}


def is_blank(text: str) -> bool:
    """Whether a cell is empty or holds a dash."""
    return not text or form_of(text).kind is Kind.BLANK


def is_stated(text: str) -> bool:
    """Whether a cell states a value; a year may name a row or a column."""
    return form_of(text).kind in {Kind.NUMBER, Kind.PERCENT} and not _YEAR.fullmatch(text)


def _neutral(text: str) -> bool:
    """Whether a cell may stand in a column of words and in one of values: a dash, a date."""
    return is_blank(text) or form_of(text).kind is Kind.DATE or _YEAR.fullmatch(text) is not None


class _Walker:
    """Walks rows of a width; what a column holds is known from the rows above."""

    def __init__(self, cells: Sequence[Cell], width: int, names: Sequence[str]) -> None:
        self.cells = cells
        self.width = width
        coded = next((at for at, name in enumerate(names) if not _NUMBERED.fullmatch(name)), 0)
        self.leading = coded + 1 if coded else 0
        self.open = [_OPEN_HEAD.search(name) is not None for name in names]
        self.prose = [at for at, name in enumerate(names) if at and _PROSE_HEAD.search(name)]
        self.kinds: list[set[bool]] = [set() for _ in range(width)]
        if self.leading and width > self.leading:
            self.kinds[: self.leading] = [*({True} for _ in range(coded)), {False}]

    def regular(self, at: int) -> Row | None:
        """Return the row of as many cells as there are columns."""
        if at + self.width > len(self.cells):
            return None
        row = Row(tuple((cell,) for cell in self.cells[at : at + self.width]))
        return row if self.goes(row) else None

    def goes(self, row: Row) -> bool:
        """Whether each cell of a row is of the kind that its column holds."""
        stated = odd = 0
        for column, parts in self._columns(row):
            text = parts[0].text if len(parts) == 1 else "。"
            if _neutral(text):
                continue
            value = is_stated(text)
            kinds = self.kinds[column]
            stated += value
            if kinds and value not in kinds and not self.open[column]:
                if value or len(text) > _STATUS:
                    return False
                odd += 1
        labelled = any(cell.text and not is_stated(cell.text) for parts in row.cells for cell in parts)
        return (labelled or stated > 0) and not (odd and stated <= odd)

    def _columns(self, row: Row) -> list[tuple[int, tuple[Cell, ...]]]:
        return [(0 if not at else at + row.span - 1, parts) for at, parts in enumerate(row.cells)]

    def take(self, row: Row) -> None:
        """Remember what the columns hold."""
        if row.span > 1:
            return
        for column, parts in self._columns(row):
            text = parts[0].text
            if len(parts) > 1:
                self.kinds[column] |= {False}
            elif not _neutral(text):
                value = is_stated(text)
                if value or not self.kinds[column] or self.open[column]:
                    self.kinds[column].add(value)

    def short(self, at: int) -> Row | None:
        """Return the row whose first cell takes several columns of words: 合计 above three levels of indicators."""
        first = self.cells[at].text
        if is_blank(first) or is_stated(first) or len(first) > _MOST_MORE:
            return None
        found = []
        for span in range(2, self.width):
            if span > self.leading and True in self.kinds[span - 1]:
                break
            parts = self.cells[at : at + self.width - span + 1]
            row = Row(tuple((cell,) for cell in parts), span)
            full = len(parts) == self.width - span + 1
            if full and any(is_stated(cell.text) for cell in parts) and self.goes(row):
                found.append(row)
                if span == self.leading:
                    break
        return found[0] if len(found) == 1 else None

    def long(self, at: int) -> Row | None:
        """Return the row one of whose cells of prose takes several lines, with a whole row or nothing below it."""
        for more in range(1, _MOST_MORE):
            for column in self.prose:
                stop = at + self.width + more
                if stop > len(self.cells):
                    return None
                parts: list[tuple[Cell, ...]] = [(cell,) for cell in self.cells[at : at + column]]
                parts.append(tuple(self.cells[at + column : at + column + more + 1]))
                parts.extend((cell,) for cell in self.cells[at + column + more + 1 : stop])
                row = Row(tuple(parts))
                told = any(is_stated(each[0].text) for place, each in enumerate(parts) if place != column)
                if told and all(cell.text for cell in parts[column]) and self.goes(row):
                    below = self.regular(stop) if stop + self.width <= len(self.cells) else row
                    if below is not None and (below is row or self._full(below)):
                        return row
        return None

    def _full(self, row: Row) -> bool:
        """Whether a row has a value in a column that holds nothing else."""
        return any(self.kinds[at] == {True} and is_stated(parts[0].text) for at, parts in self._columns(row))

    def banner(self, at: int) -> Row | None:
        """Return the row of a single cell over all columns, with a whole row below it."""
        cell = self.cells[at]
        if not cell.text or is_stated(cell.text) or len(cell.text) > _MOST_MORE:
            return None
        below = self.regular(at + 1)
        if below is None or not self._full(below) or is_blank(below.cells[0][0].text):
            return None
        return Row(((cell,),), self.width)


def walk(cells: Sequence[Cell], at: int, width: int, names: Sequence[str]) -> Walk | None:
    """Return the rows that begin at a cell, None where they are no table of so many columns."""
    walker = _Walker(cells, width, names)
    rows: list[Row] = []
    kept = (0, at)
    while at < len(cells):
        row = walker.regular(at)
        if row is None and (rows or walker.leading):
            row = walker.short(at) or walker.banner(at) or walker.long(at)
        if row is None:
            break
        walker.take(row)
        rows.append(row)
        at += sum(len(parts) for parts in row.cells)
        if any(is_stated(cell.text) for parts in row.cells for cell in parts):
            kept = (len(rows), at)
        elif len(rows) - kept[0] > _MOST_EMPTY:
            break
    rows = rows[: kept[0]]
    kinds = tuple(map(frozenset, walker.kinds))
    if not _told(rows, kinds, names):
        return None
    used = kept[1]
    end = cells[used].at if used < len(cells) else cells[-1].at + 1
    return Walk(tuple(rows), width, used, end, kinds)


def _told(rows: Sequence[Row], kinds: Sequence[frozenset[bool]], names: Sequence[str]) -> bool:
    """Whether the columns show that the rows were counted right: words in one, values in another, few with both."""
    words = [at for at, kind in enumerate(kinds) if kind == {False}]
    if not words and not kinds[0]:
        words = [0]  # years, each in a row
    values = [at for at, kind in enumerate(kinds) if kind == {True}]
    mixed = sum(1 for kind in kinds if len(kind) > 1)
    if not words or not values or words[0] > 1 or mixed > len(values) + len(words) - 1:
        return False
    whole = [row for row in rows if row.span == 1]
    if _shifted(whole, names):
        return False
    labelled = sum(1 for row in whole if any(row.cells[at][0].text for at in words))
    return labelled * 4 >= len(whole) * 3


def _shifted(rows: Sequence[Row], names: Sequence[str]) -> bool:
    """Whether rows are counted from the wrong cell: serial numbers or codes stand in the last column."""
    if len(names) < 2 or _NUMBERED.search(names[-1]):  # noqa: PLR2004 - a label and a value
        return False
    last = [text for row in rows if (text := row.cells[-1][0].text)]
    counted = [text for text in last if text.isdigit()]
    steps = sum(int(after) - int(before) == 1 for before, after in itertools.pairwise(counted))
    codes = sum(1 for text in last if _CODE.fullmatch(text) and len(text) > len("208"))
    return (len(counted) >= _FEWEST_COUNTED and steps >= len(counted) - 1) or codes * 2 > len(last)
