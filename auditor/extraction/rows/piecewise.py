"""English tables whose rows a text layer broke into pieces: a label and its values, on one line or on many.

    Interest income / $ / 88,183 / $ / 87,214 / Interest expense / 21,433 / 21,029 / …
    |Net income / |$ / |(22,483 / |) / |$ / |29,057 / …
    General Fund $3,265,000 $3,680,100 / Total / $4,533,500 / $4,875,400

Bars part pieces as ends of lines do. How many values the first rows have fixes the columns. A row that has another
number of values is not taken apart: it is left to be read as text.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.extraction.stacks.headedcolumns import is_corner
from auditor.extraction.tables.cellform import uniform
from auditor.extraction.tables.cellvalues import is_value
from auditor.extraction.text.grid import Grid, grid_of
from auditor.extraction.text.lines import Line
from auditor.extraction.text.mapped import EMPTY, Mapped, join

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FEWEST_ROWS = 3
_MOST_COLUMNS = 24
_MOST_WORDS = 3 * _MOST_COLUMNS
_MOST_TITLES = 4
"""More words than these before a label are the head of another table."""
_FLAT = 12
_FEWEST_CAPITALS = 6
_LONGEST = 90
_BAR = re.compile(r"\|")
_BLANK = re.compile(r"\s+")
_SIGN = re.compile(r"(?:US)?[$€£]|[EfÉ]")
_LED = re.compile(r"(?:US)?[$€£](?=[0-9(])")
_CLOSER = re.compile(r"\)?\s*%?\s*\)?")
_FOOTNOTE = re.compile(r"\((?:[0-9]{1,2}|[a-z])\)")
_OPEN = re.compile(r"\([$€£]?\s*[0-9][0-9,.]*%?\)?")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_SPREAD = re.compile(r"^[^|]*[^|\s]\s{3,}[^|\s][^|]*$")
"""Blanks keep the columns of a line: its cells are told by where they stand."""
_WIDE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")
_CHANGED = re.compile(r"\b(?:change|movement|variance|difference|growth|increase|decrease)\b", re.IGNORECASE)
"""What heads a column beside those of two periods."""
_PERIOD_HEAD = re.compile(
    r"(?:[A-Z][A-Za-z0-9]*\s+|(?:19|20)[0-9]{2}\s+)?[%$£€]\s*[Cc]hange|[Cc]hange|(?:(?:H[12]|Q[1-4]|FY)\s?)?(?:19|20)[0-9]{2}"
)
_ORDINAL = re.compile(r"First|Second|Third|Fourth")
_LABEL = re.compile(r"\W*[A-Za-z]")
_PROSE = re.compile(r"[.;?!]$")
_ASIDE = re.compile(r"\(.*\)?$|\[.*\]$")


@records.frozen(eq=False)
class Pieced:
    """A table, the index of the line behind it, and the rows that are no rows of it, to be read as text."""

    grid: Grid
    end: int
    asides: list[Line]


@attrs.define(eq=False)
class _Row:
    """The words before some values, the last of which are the label, and the values.

    `start` is the index of the line that the words begin on, `end` that of the line behind the values.
    """

    words: list[Mapped]
    values: list[Mapped]
    start: int
    end: int
    apart: list[bool] = attrs.field(factory=list)
    """For each of the words whether a blank line stands above it."""


def parse_pieces(lines: Sequence[Line], at: int) -> Pieced | None:
    """Read the table that begins at `lines[at]`; None unless its first rows have as many values each."""
    rows: list[_Row] = []
    width = 0
    for row in _rows(lines, at):
        if rows and len(row.words) > _MOST_TITLES:
            break
        rows.append(row)
        if len(rows) <= _FEWEST_ROWS:
            width = width or len(row.values)
            if not 2 <= width <= _MOST_COLUMNS or len(row.values) != width:  # noqa: PLR2004 - one value ends a sentence
                return None
    if len(rows) < _FEWEST_ROWS:
        return None
    cut: list[_Row] = []
    while len(rows[-1].values) != width:
        cut.append(rows.pop())
    asides: list[Line] = []
    if len(rows[0].words[0]) > _LONGEST:
        asides.append(_aside(lines[at], [rows[0].words.pop(0)]))
        rows[0].apart.pop(0)
    if not rows[0].words or _stacked(lines, rows):
        return None
    parted = _parted(lines, rows)
    corner = _corner(rows[0], width) if parted else None
    words = zip(rows[0].words, rows[0].apart, strict=True)
    # What stands directly below a title or its unit is the head of the labels.
    beneath = not next((apart for word, apart in words if not _ASIDE.fullmatch(word.text)), True)
    if parted:
        for row in rows:
            row.words = _joined(row)
    head, titles = _head(rows[0].words[:-1], width, parted=parted)
    cornered = corner is not None or not beneath or any(not _capitals(title) for title in titles)
    if parted and (head is None or not cornered or _worded(rows) or _mixed(rows[0].words[-1], head)):
        return None  # the words above do not head its columns alone: nothing tells where they begin
    if head is None and len(titles) > _MOST_TITLES:
        return None
    body: list[list[Mapped]] = [[corner or EMPTY, *head]] if head else []
    for row in rows:
        body.extend([title] for title in (titles if row is rows[0] else row.words[:-1]))
        label = row.words[-1]
        if len(row.values) == width:
            body.append([label, *row.values])
        else:
            asides.append(_aside(lines[row.start], [label, *row.values]))
    end = rows[-1].end
    asides.extend(
        _aside(lines[row.start], [*row.words, *row.values]) for row in reversed(cut) if row.start < end
    )
    return Pieced(grid_of(body, source="counted"), end, asides)


def _stacked(lines: Sequence[Line], rows: list[_Row]) -> bool:
    """Whether what would be rows are columns: all named alike, or stacks of their own of which no column is alike."""
    rows = rows[:_FEWEST_ROWS]
    if len({row.words[-1].text for row in rows}) < len(rows):
        return True  # n | % below each of several names
    for at, row in enumerate(rows):
        # The head of a column may take several lines, and others may stand above it.
        label = row.end - len(row.values) - 1
        if label < 0 or (at and not lines[row.start].after_blank):
            return False
        # The values of a column may be printed apart from its head, behind all names of rows or beside other heads.
        if any(line.after_blank for line in lines[label + 2 : row.end]):
            return False
    texts = [[value.text for value in row.values] for row in rows]
    below = [uniform(column) for column in zip(*texts, strict=True)]
    return all(map(uniform, texts)) or not all(below)


def _parted(lines: Sequence[Line], rows: list[_Row]) -> bool:
    """Whether blank lines part all cells, so that lines without one between them are one cell."""
    return all(
        line.after_blank or line.fresh
        for row in rows[:_FEWEST_ROWS]
        for line in lines[row.end - len(row.values) : row.end]
    )


def _joined(row: _Row) -> list[Mapped]:
    """Return the words of a row, each cell as one: Over (under) / request; a title in capitals stands above a label."""
    found: list[Mapped] = []
    goes_on = False
    for word, apart in zip(row.words, row.apart, strict=True):
        if goes_on and not apart:
            found[-1] = join([found[-1], word], " ")
        else:
            found.append(word)
        goes_on = not (_capitals(word) or _ASIDE.fullmatch(word.text))
    return found


def _corner(row: _Row, width: int) -> Mapped | None:
    """Return the head of the labels, taken from between the first label and its values: beside heads of two lines it stands lower than that label.

    Budget | Actual | Council tax | Source | 98,745 | 98,745: before both stands a head for each column.
    """
    cells = _joined(row)
    if len(cells) != width + 2 or len(cells[-1]) > len(row.words[-1]):
        return None
    if not is_corner(cells[-1].text) or is_corner(cells[-2].text):
        return None
    row.apart.pop()
    return row.words.pop()


def _worded(rows: list[_Row]) -> bool:
    """Whether most rows have more words than a label: columns of words stand among those of values."""
    return 2 * sum(len(row.words) > 1 for row in rows[1:]) > len(rows)


def _mixed(label: Mapped, heads: list[Mapped]) -> bool:
    """Whether the label of the first row ends as a head does, and is the last of these, or that of the labels stands among them.

    Percent change from enacted; Budget | Actual | Council tax | Source.
    """
    words = label.text.split()
    headlike = len(words) > 1 and words[-1] in {head.text.split()[-1] for head in heads}
    return headlike or any(is_corner(head.text) for head in heads)


def _capitals(word: Mapped) -> bool:
    """Whether words are set in capitals, as titles of rows are: GENERAL GOVERNMENT, but not FY 2026."""
    return word.text.isupper() and sum(map(str.isalpha, word.text)) >= _FEWEST_CAPITALS


def _aside(line: Line, pieces: list[Mapped]) -> Line:
    """Return pieces of a line, and of the lines below it, as a line of their own."""
    return Line(join(pieces, " "), line.number, line.leaf, after_blank=True, page=line.page)


def _rows(lines: Sequence[Line], at: int) -> Iterator[_Row]:
    """Iterate over labels and their values from a line on; a line of prose, or of Chinese, ends them."""
    row = _Row([], [], at, at)
    for index in range(at, len(lines)):
        line = lines[index]
        pieces = _pieces(line, led=index == at and line.text.count("|") > _FLAT)
        if pieces is None:
            break
        for piece, value in pieces:
            text = piece.text
            if value and row.words:
                row.values.append(piece)
                row.end = index + 1
            elif value:
                return
            elif row.values and _CLOSER.fullmatch(text) and not (text == "%" and line.after_blank):
                row.values[-1] = join([row.values[-1], piece])
                row.end = index + 1
            elif not (_SIGN.fullmatch(text) or _FOOTNOTE.fullmatch(text)):
                if row.values:
                    yield row
                    row = _Row([], [], index, index)
                row.words.append(piece)
                row.apart.append(line.after_blank or "|" in line.text)
                if len(row.words) > _MOST_WORDS:
                    return
    if row.values:
        yield row


def _pieces(line: Line, *, led: bool) -> list[tuple[Mapped, bool]] | None:
    """Return the pieces of a line and whether each is a value; None for a line of prose or of columns.

    Prose may lead into a flattened table of many bars.
    """
    if _WIDE.search(line.text) or _SPREAD.search(line.text):
        return None
    found: list[tuple[Mapped, bool]] = []
    for part in line.mapped.words(_BAR):
        piece = part.strip()
        if not piece:
            continue
        if _value(piece.text):
            found.append((piece, True))
            continue
        label, values = _split(piece)
        if label and (len(label) > _LONGEST or _PROSE.search(label.text)) and not (led and not found):
            return None
        if label:
            found.append((label, False))
        found.extend((value, True) for value in values)
    return found


def _split(piece: Mapped) -> tuple[Mapped, list[Mapped]]:
    """Return the words of a piece and the values that it ends in: General Fund $3,265,000 $3,680,100."""
    parts = list(piece.words(_BLANK))
    at = len(parts)
    while at and (_value(parts[at - 1].text) or _SIGN.fullmatch(parts[at - 1].text)):
        at -= 1
    values = [part for part in parts[at:] if _value(part.text)]
    if any(_SIGN.fullmatch(part.text) for part in parts[at:]):
        # $11,050 $ 11,334: a sign that stands alone is left out, and so is one that stands before its amount.
        values = [part.cut(found.end()) if (found := _LED.match(part.text)) else part for part in values]
    if at == 0 or len(values) < 2 or not _LABEL.match(parts[0].text):  # noqa: PLR2004 - one value ends a sentence
        return piece, []
    start = piece.origins.index(parts[at].origins[0])
    return piece.cut(0, start).strip(), values


def _value(text: str) -> bool:
    """Whether a piece states a value: a year heads columns."""
    if _YEAR.fullmatch(text) or _FOOTNOTE.fullmatch(text):
        return False
    return is_value(text) or _OPEN.fullmatch(text) is not None


def _quarters(heads: list[Mapped]) -> list[Mapped]:
    """Return heads with those of quarters in one: First / Quarter."""
    found: list[Mapped] = []
    for word in heads:
        if found and word.text == "Quarter" and _ORDINAL.fullmatch(found[-1].text):
            found[-1] = join([found[-1], word], " ")
        else:
            found.append(word)
    return found


def _on_one_line(line: Mapped, width: int) -> list[Mapped] | None:
    """Return the heads that one line holds, periods and changes between them: H1 2023 H1 2022 % change."""
    found = list(_PERIOD_HEAD.finditer(line.text))
    between = [line.text[one.end() : two.start()] for one, two in itertools.pairwise(found)]
    if len(found) != width or any(map(str.strip, between)) or line.text[found[-1].end() :].strip():
        return None
    return [line.cut(*each.span()).strip() for each in found]


def _head(
    words: list[Mapped], width: int, *, parted: bool = False
) -> tuple[list[Mapped] | None, list[Mapped]]:
    """Return the heads of the columns among the words before the first label, and the words that head none.

    Where cells are `parted`, each word is all of one head, and there is at most that of the labels besides.
    """
    heads = _quarters([word for word in words if not _ASIDE.fullmatch(word.text)])
    if len(heads) < width and heads and (told := _on_one_line(heads[-1], width)):
        return told, heads[:-1]
    capitals: list[Mapped] = []
    while len(heads) > width and _capitals(heads[-1]) and not _capitals(heads[-2]):
        capitals.insert(0, heads.pop())  # the title of the rows below
    if capitals:
        told, rest = _head(heads, width, parted=parted)
        return told, [*rest, *capitals]
    if len(heads) > width and _YEAR.fullmatch(heads[-1].text) and not _YEAR.fullmatch(heads[-2].text):
        heads.pop()  # the year of the rows below, not of the last column
    last = {word.text for word in heads[-width:]}
    if len(heads) >= 2 * width:
        rest, pairs = heads[: -2 * width], heads[-2 * width :]
        above, below = pairs[:width], pairs[width:]
        if len(last) == 1:
            # First / Second / Quarter / Quarter
            return [join(pair, " ") for pair in zip(above, below, strict=True)], rest
        above, below = pairs[::2], pairs[1::2]
        if all(_YEAR.fullmatch(word.text) for word in above):
            # 2007 / Actual / 2008 / Actual
            return [join(pair, " ") for pair in zip(above, below, strict=True)], rest
    if parted and len(last) == width and width <= len(heads) <= width + 1:
        return heads[-width:], heads[:-width]
    dated = sum(1 for word in heads[-width:] if re.search(r"[0-9]", word.text))
    changed = sum(1 for word in heads[-width:] if _CHANGED.search(word.text))
    if len(heads) >= width and len(last) == width and dated in {0, width, width - changed}:
        return heads[-width:], heads[:-width]
    return None, heads
