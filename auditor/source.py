"""Places: a span in a text, a location in a report, and an excerpt underlined by display width."""

from __future__ import annotations

import bisect
import functools
import unicodedata

from auditor import patterns as re
from auditor import records


@records.frozen
class Span:
    """A stretch of a text, as code point offsets; `end` is exclusive."""

    start: int
    end: int


@records.frozen(kw_only=True)
class Location:
    """Where a report prints something, in the words a person would look it up by.

    `line` and `column` are 1-based in the source document, lines end in LF or CRLF only, columns
    count code points. `section` is the heading path, outermost first. `row` and `col` are names in
    `table`. `quote` is an exact piece of the source around the text. `revision` names who put the text
    in with change tracking on, when, and what stood there before.
    """

    document: str | None = None
    page: int | None = None
    line: int | None = None
    column: int | None = None
    section: tuple[str, ...] = ()
    table: str | None = None
    row: str | None = None
    col: str | None = None
    sheet: str | None = None
    cell: str | None = None
    block: int | None = None
    range: str | None = None
    box: tuple[str, ...] | None = None
    quote: str | None = None
    revision: str | None = None

    @property
    def order(self) -> tuple[int, int, int, str, str, str]:
        """Return a key that sorts locations in reading order."""
        return (
            self.page or 0,
            self.line or self.block or 0,
            self.column or 0,
            self.table or "",
            self.row or "",
            self.col or "",
        )


_KEPT = re.compile(r"附录|[Aa]ppendix|[A-Z][0-9]{1,3}$")


def landmarks(section: tuple[str, ...]) -> list[str]:
    """Return what of a heading path tells a person where to look: its part, its innermost heading.

    Of those between, only an appendix, whose headings another one has as well, and an indicator's code.
    """
    between = [each for each in section[1:-1] if _KEPT.match(each)]
    return list(dict.fromkeys((*section[:1], *between, *section[-1:])))


def place_words(place: Location, language: str, *, brief: bool = False) -> str:
    """Return a location as a person looks it up: page, section, table, row and column, line.

    A sentence quotes the names of rows and columns, says which is which, and where nothing is known says so; a list,
    which is `brief`, does not.
    """
    zh = language == "zh"
    parts: list[str] = []
    if place.page is not None:
        parts.append(f"第{place.page}页" if zh else f"page {place.page}")
    if place.table is not None:
        # An annex that is one table has that table's caption for its heading.
        table = "/".join(dict.fromkeys(place.table.split("/")))
        parts.append(table if zh or brief else f"table {table}")
        for name, word_zh, word_en in ((place.row, "行", "row"), (place.col, "列", "column")):
            if name:
                parts.append(name if brief else f"“{name}”{word_zh}" if zh else f"{word_en} {name}")
    elif place.sheet is not None:
        parts.append(f"{place.sheet}!{place.cell or ''}")
    elif place.section:
        parts.append("·".join(landmarks(place.section)))
    if place.line is not None:
        line = f"{place.line}行" if brief else f"第{place.line}行"
        parts.append(line if zh else f"line {place.line}")
    elif place.cell is not None and place.table is not None:
        parts.append(f"{place.sheet}!{place.cell}")
    elif place.block is not None:
        parts.append(f"第{place.block + 1}段" if zh else f"block {place.block + 1}")
    unknown = "" if brief else "未注明位置" if zh else "place not given"
    return " ".join(parts) or unknown


@functools.cache
def _char_width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in {"Cf", "Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def display_width(text: str) -> int:
    """Return how many terminal columns `text` takes; Chinese characters take two."""
    return len(text) if text.isascii() else sum(map(_char_width, text))


def pad(text: str, width: int) -> str:
    """Return `text` with blanks up to `width` terminal columns."""
    return text + " " * max(0, width - display_width(text))


class LineIndex:
    """Turn offsets of a text into lines and columns, and show a line with a stretch underlined."""

    def __init__(self, text: str) -> None:
        """Index the lines of `text`; a line ends in LF or CRLF only."""
        self.text = text
        self._starts = [0]
        at = text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = text.find("\n", at + 1)

    def position(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and column (in code points) of `offset`."""
        line = bisect.bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line(self, number: int) -> str:
        """Return line `number` without its ending."""
        start = self._starts[number - 1]
        end = self._starts[number] if number < len(self._starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def excerpt(self, span: Span, *, limit: int = 100) -> str:
        """Return the line of `span` and, below, carets under it by display width.

        Of a long line only about `limit` columns around the span are shown. Control and invisible
        characters are shown as escapes, so that a hidden one cannot reorder the terminal.
        """
        number, column = self.position(min(span.start, len(self.text)))
        line = self.line(number)
        start = column - 1
        end = min(max(start + 1, start + span.end - span.start), max(len(line), start + 1))
        left = 0 if len(line) <= limit else max(0, start - limit // 2)
        right = min(len(line), max(left + limit, min(end, left + 2 * limit)))
        lead = "…" if left else ""
        before = lead + printable(line[left:start])
        marked = printable(line[start : min(end, right)])
        after = printable(line[min(end, right) : right]) + ("…" if right < len(line) else "")
        gutter = f"{number:>5} | "
        caret = " " * (len(gutter) - 2) + "| " + " " * display_width(before)
        return f"{gutter}{before}{marked}{after}\n{caret}{'^' * max(1, display_width(marked))}"


def printable(text: str) -> str:
    """Return `text` safe for a terminal: controls, bidi and zero-width characters as escapes."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or char == "\u3000" else f"\\u{ord(char):04x}"
        for char in text.expandtabs(4)
    )
