"""Pages of a PDF laid out within bounds, and turned so that their text runs from left to right.

The library lays out whatever a page draws. A few kilobytes can draw the same form millions of times, so
the characters, lines and forms of a page are counted while they are drawn.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import PDFStream, resolve1
from pdfplumber.page import Page, PDFPageAggregatorWithMarkedContent

from auditor.report.unreadable import Refusal, UnreadableDocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_CHARACTERS: Final = 20_000
MAX_PATHS: Final = 10_000
MAX_FORMS: Final = 5_000
MAX_STEPS: Final = 50_000
"""Texts, pushed states, rectangles and lines begun, drawn or not."""
MAX_CONTENT: Final = 8 * 1024 * 1024
_MOST_DEGREES: Final = 360
_SHOWN: Final = re.compile(rb"\)\s*Tj\b|>\s*Tj\b|\]\s*TJ\b")
"""A text shown: at least a character, which need not be laid out to be counted."""


class _TooMuchError(Exception):
    """A page draws more than the bounds admit."""


class _Counting(PDFPageAggregatorWithMarkedContent):
    """Lays out a page and counts what it draws."""

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - handed to the library as they are
        super().__init__(*arguments, **options)
        self.drawn: Counter[str] = Counter()

    def _count(self, what: str, most: int) -> None:
        self.drawn[what] += 1
        if self.drawn[what] > most:
            raise _TooMuchError

    def render_char(self, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - the same
        self._count("characters", MAX_CHARACTERS)
        return super().render_char(*arguments, **options)

    def begin_figure(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - the same
        self._count("forms", MAX_FORMS)
        super().begin_figure(*arguments, **options)

    def paint_path(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - the same
        self.drawn["paths"] += 1
        if self.drawn["paths"] <= MAX_PATHS:
            super().paint_path(*arguments, **options)


class _Interpreter(PDFPageInterpreter):
    """Carries out what a page says, and counts its steps. The library asks each method how many operands it takes."""

    steps = 0

    def _step(self) -> None:
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise _TooMuchError

    def do_BT(self) -> None:  # noqa: N802 - the operator's name
        self._step()
        super().do_BT()

    def do_q(self) -> None:
        self._step()
        super().do_q()

    def do_m(self, x: Any, y: Any) -> None:  # noqa: ANN401 - the library's types
        self._step()
        super().do_m(x, y)

    def do_re(self, x: Any, y: Any, w: Any, h: Any) -> None:  # noqa: ANN401 - the same
        self._step()
        super().do_re(x, y, w, h)

    def dup(self) -> PDFPageInterpreter:
        """Return an interpreter for a form that the page draws; its steps are the page's."""
        other = type(self)(self.rsrcmgr, self.device)
        other._step = self._step  # type: ignore[method-assign]  # noqa: SLF001 - of the same class
        return other


class BoundedPage(Page):
    """A page whose layout is counted. `turn` is by how many degrees it was turned, clockwise, to be read."""

    turn = 0
    crowded = False

    @property
    def laid_over(self) -> Counter[str]:
        """Count what lies over the page and is no part of it: `comments` that say something, `fields` filled in."""
        found: Counter[str] = Counter()
        annotations = resolve1(self.page_obj.annots)
        for item in annotations[:MAX_FORMS] if isinstance(annotations, list) else ():
            each = resolve1(item)
            if not isinstance(each, dict):
                continue
            kind = getattr(each.get("Subtype"), "name", "")
            if kind == "Widget":
                found["fields"] += bool(resolve1(each.get("V")))
            elif kind != "Link":
                found["comments"] += bool(resolve1(each.get("Contents")))
        return found

    @property
    def layout(self) -> Any:  # noqa: ANN401 - the library's class has no types
        """Lay the page out once. Raises UnreadableDocumentError where it draws too much."""
        if not hasattr(self, "_layout"):
            device = _Counting(self.pdf.rsrcmgr, pageno=self.page_number, laparams=self.pdf.laparams)
            _Interpreter(self.pdf.rsrcmgr, device).process_page(self.page_obj)
            self._layout = device.get_result()
            self.crowded = device.drawn["paths"] > MAX_PATHS
        return self._layout


def bounded_pages(document: Any, name: str) -> Iterator[BoundedPage]:  # noqa: ANN401 - the same
    """Iterate over the pages of an open document. Raises UnreadableDocumentError where one draws too much."""
    for each in document.pages:
        number = str(each.page_number)
        if _says_too_much(each.page_obj.contents):
            raise UnreadableDocumentError(Refusal.BUSY_PAGE, name, detail=number)
        page = BoundedPage(document, each.page_obj, each.page_number, each.initial_doctop)
        try:
            turn = _turn(page.chars)
            if turn:
                each.page_obj.attrs["Rotate"] = each.page_obj.rotate = (page.rotation + turn) % _MOST_DEGREES
                page = BoundedPage(document, each.page_obj, each.page_number, each.initial_doctop)
                page.turn = turn
            page.chars  # noqa: B018 - laid out here, where what it raises is known
        except _TooMuchError as error:
            raise UnreadableDocumentError(Refusal.BUSY_PAGE, name, detail=number) from error
        yield page
        page.close()


def _says_too_much(contents: Any) -> bool:  # noqa: ANN401 - the same
    """Whether a page's content is over the limits as written, unpacking no more than the limit and drawing nothing."""
    size = shown = 0
    for item in contents:
        stream = resolve1(item)
        if not isinstance(stream, PDFStream) or stream.rawdata is None:
            continue
        unpacker = zlib.decompressobj()
        content = stream.rawdata
        with suppress(zlib.error):
            content = max(content, unpacker.decompress(content, MAX_CONTENT + 1), key=len)
        size += len(content)
        shown += len(_SHOWN.findall(content))
    return size > MAX_CONTENT or shown > MAX_CHARACTERS


def _turn(chars: list[Any]) -> int:
    """Return by how many degrees, clockwise, a page must be turned so that most of its text runs across."""
    ways: Counter[int] = Counter()
    for char in chars:
        if char["text"].strip():
            along, up, *_ = char["matrix"]
            level = abs(along) >= abs(up)
            ways[(0 if along >= 0 else 180) if level else (90 if up > 0 else 270)] += 1
    usual, count = ways.most_common(1)[0] if ways else (0, 0)
    return usual if count * 2 > sum(ways.values()) else 0
