"""Tables in a text layer: one row a line, cells parted by blanks, labels wrapped over lines.

A table is taken only where its header line fixes the number of columns, and its rows confirm it.
"""

from __future__ import annotations

import attrs

from auditor import patterns as re
from auditor import records
from auditor.extraction.prose.headings import heading_level
from auditor.extraction.rows.rowheads import (
    PUNCTUATION,
    ROLE,
    Header,
    grouped,
    header_of,
    heads_another,
    is_header,
    is_more_header,
    tokens,
)
from auditor.extraction.rows.wrappedheads import gather, names
from auditor.extraction.stacks.cellheads import SERIAL_HEAD
from auditor.extraction.tables.cellvalues import is_value
from auditor.extraction.tables.columnproofs import number_of, totals
from auditor.extraction.text.characters import fold
from auditor.extraction.text.grid import Grid, GridCell
from auditor.extraction.text.lines import Line
from auditor.extraction.text.mapped import EMPTY, Mapped, join_lines

_SERIAL = re.compile(r"[0-9]{1,3}")
_WRONG_SERIAL = re.compile(r"-?[0-9]{1,7}(?:\.[0-9]{1,4})?")
_FAR = 12
_CODE = re.compile(r"^(?:[A-Z][0-9]{1,4}|[0-9]{5,7})(?![0-9.,%])")
_RATIO = re.compile(r"[0-9]+(?:\.[0-9]+)?:[0-9]+(?:\.[0-9]+)?")
_CODE_HEAD = re.compile(r".{0,4}(?:编码|代码)")
_PRINTED_CODE = re.compile(r"[0-9A-Z]{1,12}")
_LONGEST_TOKEN = 16
_MOST_LABEL_LINES = 5
_FEWEST_ROWS = 2
_WIDE = 4


@attrs.define(eq=False)
class _Row:
    serial: Mapped | None = None
    label: list[Mapped] = attrs.field(factory=list)
    values: list[Mapped] = attrs.field(factory=list)
    own_label: bool = False


@records.frozen(eq=False)
class Parsed:
    """A table, the index of the line behind it, and the lines that only repeat its head on a new page."""

    grid: Grid
    end: int
    repeated: set[int]


def parse(lines: list[Line], at: int) -> Parsed | None:
    """Read the table whose header line is `lines[at]`; None where its rows do not confirm it."""
    heads = [lines[at]]
    while at + len(heads) < len(lines) and len(heads) < 3 and is_more_header(lines[at + len(heads)]):  # noqa: PLR2004
        heads.append(lines[at + len(heads)])
    header = header_of(heads)
    if header is None:
        return None
    words = {line.text for line in heads}
    found = _body(lines, at + len(heads), header, words)
    if found is None and len(heads) == 1 and not _CODE_HEAD.fullmatch(header.names[0]):
        # The corner above the labels may be blank: 第一季度 第二季度 第三季度 第四季度.
        blank = Header(["", *header.names], [[(EMPTY, 1, 1), *header.rows[0]]])
        found = _body(lines, at + 1, blank, words)
    return found


def parse_wrapped(lines: list[Line], at: int) -> Parsed | None:
    """Read the table whose head is broken over lines from `lines[at]` on: the reading that most rows confirm."""
    found = gather(lines, at)
    if found is None:
        return None
    pieces, end = found
    # Where several lines hold several names, groups may stand above their columns: a total shows that they do not.
    several = sum(not begins for _, begins in pieces) > 1
    best: Parsed | None = None
    for heads in names(pieces):
        if len(heads) < 3:  # noqa: PLR2004 - a label and two values
            continue
        header = Header([head.text for head in heads], [[(head, 1, 1) for head in heads]])
        parsed = _body(lines, end, header, {line.text for line in lines[at:end]})
        if parsed is not None and several and _misplaced_total(parsed.grid):
            parsed = None
        if parsed is not None and (best is None or parsed.grid.height > best.grid.height):
            best = parsed
    if best is None and (group := grouped(pieces)) is not None:
        best = _body(lines, end, group, {line.text for line in lines[at:end]})
        best = None if best is None or _misplaced_total(best.grid) else best
    return best


def _misplaced_total(grid: Grid) -> bool:
    """Whether a column is headed as a total and sums no others."""
    head, *rows = grid.table()
    numbers = [tuple(number_of(cell.plain) if cell else None for cell in row[1:]) for row in rows]
    return any(
        cell is not None and ROLE.match(cell.plain) is not None and not totals(numbers, at)
        for at, cell in enumerate(head[1:])
    )


def _body(lines: list[Line], at: int, header: Header, heads: set[str]) -> Parsed | None:
    serial = bool(SERIAL_HEAD.search(header.names[0]))
    coded = _CODE_HEAD.fullmatch(header.names[0]) is not None
    labels = 2 if serial or coded else 1
    width = len(header.names)
    reader = _Reader(width - labels, serial=serial, heads=heads, lines=lines)
    end = at
    while end < len(lines) and reader.take(end):
        end += 1
    end -= reader.give_back()
    valued = [row for row in reader.rows if row.values]
    full = [row for row in valued if len(row.values) == width - labels]
    # 集成电路 alone stands between the heads of 分行业 and those of 分产品.
    fewest = 1 if reader.followed and width > _WIDE else _FEWEST_ROWS
    if len(full) < fewest or len(full) * 2 < len(valued):
        return None
    # A single value to a line is no row where the labels stand elsewhere.
    if width - labels == 1 and not serial and 2 * sum(row.own_label for row in full) < len(full):
        return None
    # A value left in a label means that the columns were counted wrongly.
    spoiled = sum(1 for row in reader.rows if any(is_value(part.text) for part in row.label))
    if spoiled * 5 > len(reader.rows) and not coded:
        return None
    if coded and not _split_codes(reader.rows):
        return None
    return Parsed(_grid(header.rows, reader.rows, width, labels), end, reader.repeated)


def _split_codes(rows: list[_Row]) -> bool:
    """Take the codes that begin the labels into their own column; false where a label has none."""
    for row in rows:
        if len(row.label) > 1 and _PRINTED_CODE.fullmatch(fold(row.label[0].text)):
            row.serial, row.label = row.label[0], row.label[1:]
        elif not ROLE.match(row.label[0].text):
            return False
        if any(is_value(part.text) for part in row.label):
            return False
    return True


@attrs.define(eq=False)
class _Reader:
    """Takes lines one after another and keeps the rows; `take` is false at the first line behind the table."""

    width: int
    heads: set[str]
    serial: bool
    lines: list[Line]
    rows: list[_Row] = attrs.field(factory=list)
    pending: list[Mapped] = attrs.field(factory=list)
    pending_lines: int = 0
    open: _Row | None = None
    coded: bool = False
    followed: bool = False
    repeated: set[int] = attrs.field(factory=set)

    def take(self, at: int) -> bool:
        """Take the line at `at`."""
        line = self.lines[at]
        if line.text in self.heads and self.rows:
            self.repeated.add(id(line))
            return True
        parts = list(tokens(line))
        if self._row(parts, at):
            return True
        if (
            any(PUNCTUATION.search(part.text) for part in parts[-self.width :])
            and len(line.text) > _LONGEST_TOKEN * 2
        ):
            return False
        if not parts or (heading_level(line.text) and not (self.serial and self._misnumbered(parts, at))):
            return False
        if self.rows and self.open is None and heads_another(parts, self.heads) and is_header(line):
            self.followed = True
            return False
        if self.serial and self._opens(parts, at):
            self._close()
            self.open = _Row(serial=parts[0], label=list(parts[1:]))
            self.pending_lines = 0
            return True
        return self._words(line, self.lines[at + 1] if at + 1 < len(self.lines) else None)

    def _opens(self, parts: list[Mapped], at: int) -> bool:
        """Whether a line that ends in no values begins a row with its serial number."""
        first = fold(parts[0].text)
        if _SERIAL.fullmatch(first) and int(first) == self._due():
            return not any(is_value(part.text) for part in parts[1:])
        return self._misnumbered(parts, at)

    def _due(self) -> int:
        return 1 + sum(1 for row in self.rows if row.serial is not None) + (self.open is not None)

    def _misnumbered(self, parts: list[Mapped], at: int) -> bool:
        """Whether a wrong number stands where the serial number of the next row is due.

        The row behind it follows, or the total, and no line begins with the number that is due: then it is
        no piece of a wrapped label.
        """
        if not _WRONG_SERIAL.fullmatch(fold(parts[0].text)) or any(is_value(part.text) for part in parts[1:]):
            return False
        if not self.rows or any(row.serial is None for row in self.rows):
            return False
        due = self._due()
        for ahead, line in enumerate(self.lines[at + 1 : at + 1 + _FAR]):
            first = fold(line.text).split(maxsplit=1)[:1]
            if first == [str(due)]:
                return False
            if first == [str(due + 1)]:
                return True
            if first and ROLE.match(first[0]):
                return ahead == 0 and len(parts) > 1
        return False

    def _row(self, parts: list[Mapped], at: int) -> bool:
        """Take a line that ends in the row's values."""
        values = parts[-self.width :]
        counted = len(parts) >= self.width and self._fits(values)
        if counted and self.serial and len(parts) == self.width and self._opens(parts, at):
            return False
        label = parts[: -self.width] if counted else []
        if not counted:
            few = _trailing_values(parts)
            if not (parts and ROLE.match(parts[0].text) and 0 < few == len(parts) - 1 and self.rows):
                return False
            label, values = parts[:-few], parts[-few:]
        if self.serial and label and (len(label) > 1 or self.pending) and self._is_serial(label):
            serial, rest = label[0], label[1:]
        else:
            serial, rest = None, label
        row = self.open
        if row is not None and (serial is None and not (rest and ROLE.match(rest[0].text))):
            row.label.extend(rest)
        else:
            self._close()
            if rest and ROLE.match(rest[0].text):
                self._blank_rows()
            row = _Row(serial=serial, label=[*self.pending, *rest], own_label=bool(rest))
            self.rows.append(row)
            self.pending = []
            if not row.label:
                self.rows.pop()
                return False
            row.values = values
            self.coded = self.coded or bool(_CODE.match(row.label[0].text))
            self.pending_lines = 0
            return True
        row.values = values
        self.rows.append(row)
        self.open, self.pending_lines = None, 0
        return bool(row.label)

    def _is_serial(self, label: list[Mapped]) -> bool:
        first = fold(label[0].text)
        if _SERIAL.fullmatch(first):
            return True
        # Where every row begins with its number, one that is no serial number is a wrong one.
        numbered = self.open is None and all(row.serial is not None for row in self.rows[-2:])
        return numbered and len(label) > 1 and bool(_WRONG_SERIAL.fullmatch(first))

    def _fits(self, values: list[Mapped]) -> bool:
        numeric = sum(1 for part in values if is_value(part.text))
        words = [part for part in values if not _RATIO.fullmatch(fold(part.text))]
        if any(len(part) > _LONGEST_TOKEN or PUNCTUATION.search(part.text) for part in words):
            return False
        return numeric * 2 >= len(values) or (numeric > 0 and len(values) > 3)  # noqa: PLR2004

    def _words(self, line: Line, following: Line | None) -> bool:
        """Take a line of words: the label of a row to come, or the rest of the row before."""
        if re.search(r"[。；]$", line.text) and len(line.text) > _LONGEST_TOKEN:
            return False
        self.pending_lines += 1
        if self.pending_lines > _MOST_LABEL_LINES:
            return False
        words = line.mapped.strip()
        if self.open is not None:
            self.open.label.append(words)
            return True
        marked = self.serial or self.coded
        starts = bool(_CODE.match(fold(words.text)))
        if marked and self.rows and not starts and not self.pending and self.rows[-1].own_label:
            alone = self.serial or not _only_values(following, self.width)
            if alone and len(words) < _LONGEST_TOKEN:
                self.rows[-1].label.append(words)
                return True
        self.pending.append(words)
        return True

    def _blank_rows(self) -> None:
        """Take labels that no values followed, above a total, as rows whose cells are blank."""
        for words in self.pending:
            if self.rows and not self.rows[-1].values and not (self.coded and _CODE.match(words.text)):
                self.rows[-1].label.append(words)
            else:
                self.rows.append(_Row(label=[words]))
        self.pending = []

    def _close(self) -> None:
        if self.open is not None:
            self.rows.append(self.open)  # a row without values: its cells are blank
            self.open = None

    def give_back(self) -> int:
        """Return how many of the last lines belong to what follows the table."""
        lines = self.pending_lines
        if self.open is not None and self.open.serial is not None and self.rows and not lines:
            self._close()
            return 0
        if self.open is not None:
            self.open = None
            return lines + 1
        if not self.pending and lines:
            return 0
        return lines


def _only_values(line: Line | None, width: int) -> bool:
    return line is not None and len(tokens(line)) == width and _trailing_values(list(tokens(line))) > 0


def _trailing_values(parts: list[Mapped]) -> int:
    count = 0
    for part in reversed(parts):
        if not is_value(part.text):
            break
        count += 1
    return count


def _grid(heads: list[list[tuple[Mapped, int, int]]], rows: list[_Row], width: int, labels: int) -> Grid:
    cells: list[GridCell] = []
    free = [0] * width  # the first head row that no cell above covers
    for at, head in enumerate(heads):
        column = 0
        for text, columns, height in head:
            column = next((place for place in range(column, width) if free[place] <= at), width)
            cells.append(GridCell(at, column, text, height, columns))
            free[column : column + columns] = [at + height] * len(free[column : column + columns])
            column += columns
    numeric = _numeric_columns(rows, width - labels)
    for at, row in enumerate(rows, start=len(heads)):
        if labels > 1:
            cells.append(GridCell(at, 0, row.serial or EMPTY))
        cells.append(GridCell(at, labels - 1, join_lines(row.label)))
        places = range(width - labels)
        if len(row.values) < width - labels:
            if len(row.values) != len(numeric):
                continue
            places = numeric  # type: ignore[assignment]
        for column, value in zip(places, row.values, strict=True):
            cells.append(GridCell(at, labels + column, value))
    return Grid(tuple(cells), len(heads) + len(rows), width, source="counted")


def _numeric_columns(rows: list[_Row], width: int) -> list[int]:
    """Return the columns that hold bare numbers in every full row: where a short total row belongs."""
    full = [row.values for row in rows if len(row.values) == width]
    return [
        column for column in range(width)
        if all(re.fullmatch(r"[-—]|[0-9.,]+%?", fold(values[column].text)) for values in full)
    ]  # fmt: skip
