"""The text of a Word document as its reader sees it, walked element by element: the accepted view.

Insertions and moves in are text, deletions and moves out are not; content controls, links, fields,
text boxes and formulas are read where they stand. python-docx's own text leaves most of these out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs
from lxml import etree

from auditor import patterns as re
from auditor.report.blocks import Revision
from auditor.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DROPPED = {
    f"{W}instrText",
    f"{W}delText",
    f"{W}rPr",
    f"{W}pPr",
    f"{W}sdtPr",
    f"{W}sdtEndPr",
    f"{W}footnoteReference",
    f"{W}endnoteReference",
    f"{W}rt",
    f"{_M}rPr",
    f"{_M}ctrlPr",
}
_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED: Final = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_PICTURES = {
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
    "{urn:schemas-microsoft-com:vml}imagedata",
}
_CHARTS = {
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds",
}
_SHOWN = {
    f"{W}{name}" for name in ("r", "ins", "moveTo", "sdt", "hyperlink", "fldSimple", "smartTag", "customXml")
} | {f"{_M}oMath", f"{_M}oMathPara"}
_HEX = re.compile(r"[0-9A-Fa-f]{1,6}")
_OPERATOR = re.compile(r"[-+−×÷·/*]")
_LONG = 9
_OFF = {"0", "false", "off"}
_SYMBOLS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "",
}


@attrs.define(eq=False)
class Inline:
    """The text of one paragraph, and what hangs on it: revisions, boxes beside the text, notes referred to."""

    text: str = ""
    revisions: list[Revision] = attrs.field(factory=list)
    boxes: list[etree._Element] = attrs.field(factory=list)
    hidden: int = 0
    pictures: int = 0
    charts: int = 0


def is_on(mark: etree._Element | None) -> bool:
    """Whether a property that is either on or off is on."""
    return mark is not None and mark.get(f"{W}val", "true") not in _OFF


def count_of(element: etree._Element | None, default: int = 0, most: int = 1_000) -> int:
    """Return the whole number that a property holds, `default` where it holds none or more than `most`."""
    text = "" if element is None else element.get(f"{W}val", "")
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < _LONG else default


def inline_text(paragraph: etree._Element, hidden_styles: frozenset[str] = frozenset()) -> Inline:
    """Return the visible text of a paragraph."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    hidden = style is not None and style.get(f"{W}val") in hidden_styles
    walker = _Walker(hidden_styles, hidden)
    for child in paragraph:
        walker.walk(child)
    return attrs.evolve(walker.inline, text="".join(walker.parts))


@attrs.define(eq=False)
class _Walker:
    hidden_styles: frozenset[str]
    hidden: bool = False
    inline: Inline = attrs.field(factory=Inline)
    parts: list[str] = attrs.field(factory=list)
    length: int = 0
    # A complex field is code up to `separate` and result up to `end`; only the result is text.
    fields: list[bool] = attrs.field(factory=list)

    def put(self, text: str) -> None:
        if not any(self.fields):
            self.parts.append(text)
            self.length += len(text)

    def walk(self, element: etree._Element) -> None:
        handler = _HANDLERS.get(element.tag)
        if handler is not None:
            handler(self, element)
        elif element.tag not in _DROPPED:
            for child in element:
                self.walk(child)

    def letters(self, element: etree._Element) -> None:
        self.put(element.text or "")

    def mark(self, element: etree._Element) -> None:
        self.put(_SYMBOLS[element.tag])

    def box(self, element: etree._Element) -> None:
        self.inline.boxes.append(element)

    def alternative(self, element: etree._Element) -> None:
        # Both branches hold the same box; the first that there is, is read.
        for branch in list(element)[:1]:
            self.walk(branch)

    def run(self, run: etree._Element) -> None:
        properties = run.find(f"{W}rPr")
        if self._vanishes(properties):
            self.inline.hidden += 1
            # Field marks inside hidden runs still open and close their field.
            for child in run.iter(f"{W}fldChar"):
                self.field(child)
            return
        raised = properties.find(f"{W}vertAlign") if properties is not None else None
        where = raised.get(f"{W}val", "") if raised is not None else ""
        start = len(self.parts)
        for child in run:
            self.walk(child)
        # A raised digit is a power or the mark of a note: never a digit of the number before it.
        if where in {"superscript", "subscript"}:
            table = _RAISED if where == "superscript" else _LOWERED
            self.parts[start:] = [part.translate(table) for part in self.parts[start:]]

    def _vanishes(self, properties: etree._Element | None) -> bool:
        if properties is None:
            return self.hidden
        style = properties.find(f"{W}rStyle")
        vanish = properties.find(f"{W}vanish")
        if vanish is not None:
            return is_on(vanish)
        return self.hidden or (style is not None and style.get(f"{W}val") in self.hidden_styles)

    def field(self, mark: etree._Element) -> None:
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            self.put(_chosen(mark))
            self.fields.append(True)
        elif kind == "separate" and self.fields:
            self.fields[-1] = False
        elif kind == "end" and self.fields:
            self.fields.pop()

    def symbol(self, element: etree._Element) -> None:
        written = element.get(f"{W}char", "")
        code = int(written, 16) if _HEX.fullmatch(written) else 0
        # Symbol fonts map their glyphs to the private area; which glyph it is the font alone knows.
        self.put(chr(code) if 0x20 <= code < 0xD800 else "\ufffd")  # noqa: PLR2004 - Unicode's surrogates

    def fraction(self, element: etree._Element) -> None:
        self._term(element.find(f"{_M}num"))
        self.put("/")
        self._term(element.find(f"{_M}den"))

    def _term(self, element: etree._Element | None) -> None:
        """Put one side of a fraction or root, in brackets where it is a sum."""
        start = len(self.parts)
        if element is not None:
            self.walk(element)
        if len(text := "".join(self.parts[start:])) > 1 and _OPERATOR.search(text):
            self.parts[start:] = [f"({text})"]
            self.length += 2

    def power(self, element: etree._Element) -> None:
        """Put a base and what stands raised or lowered beside it; the digits of the two are not one number."""
        for child in element:
            start = len(self.parts)
            self.walk(child)
            if child.tag in {f"{_M}sup", f"{_M}sub"}:
                table = _RAISED if child.tag == f"{_M}sup" else _LOWERED
                self.parts[start:] = [part.translate(table) for part in self.parts[start:]]

    def bracketed(self, element: etree._Element) -> None:
        for name, usual in (("begChr", "("), ("endChr", ")")):
            mark = element.find(f"{_M}dPr/{_M}{name}")
            if name == "endChr":
                for child in element.findall(f"{_M}e"):
                    self.walk(child)
            self.put(usual if mark is None else mark.get(f"{_M}val", usual))

    def root(self, element: etree._Element) -> None:
        self.put("√")
        self._term(element.find(f"{_M}e"))

    def picture(self, element: etree._Element) -> None:
        self.inline.pictures += element.tag in _PICTURES
        self.inline.charts += element.tag in _CHARTS

    def inserted(self, element: etree._Element) -> None:
        start = self.length
        before = len(self.parts)
        for child in element:
            self.walk(child)
        text = "".join(self.parts[before:])
        if text:
            self.inline.revisions.append(_revision("inserted", element, text, Span(start, self.length)))

    def deleted(self, element: etree._Element) -> None:
        tags = {f"{W}delText", f"{W}t"}
        text = "".join(item.text or "" for item in element.iter() if item.tag in tags)
        if text:
            self.inline.revisions.append(_revision("deleted", element, text, Span(self.length, self.length)))


_HANDLERS: dict[str, Callable[[_Walker, etree._Element], None]] = {
    f"{W}r": _Walker.run,
    f"{W}t": _Walker.letters,
    f"{_M}t": _Walker.letters,
    f"{W}ins": _Walker.inserted,
    f"{W}moveTo": _Walker.inserted,
    f"{W}del": _Walker.deleted,
    f"{W}moveFrom": _Walker.deleted,
    f"{W}sym": _Walker.symbol,
    f"{W}fldChar": _Walker.field,
    f"{W}txbxContent": _Walker.box,
    f"{_MC}AlternateContent": _Walker.alternative,
    f"{_M}f": _Walker.fraction,
    f"{_M}sSup": _Walker.power,
    f"{_M}sSub": _Walker.power,
    f"{_M}sSubSup": _Walker.power,
    f"{_M}d": _Walker.bracketed,
    f"{_M}rad": _Walker.root,
    **dict.fromkeys((*_PICTURES, *_CHARTS), _Walker.picture),
    **dict.fromkeys(_SYMBOLS, _Walker.mark),
}


def _chosen(field: etree._Element) -> str:
    """Return what is chosen in a drop-down list of a form; other fields show their result themselves."""
    choices = field.find(f"{W}ffData/{W}ddList")
    entries = choices.findall(f"{W}listEntry") if choices is not None else []
    if choices is None or not entries:
        return ""
    chosen = choices.find(f"{W}result")
    at = count_of(chosen if chosen is not None else choices.find(f"{W}default"))
    return entries[at].get(f"{W}val", "") if at < len(entries) else ""


def _revision(kind: str, element: etree._Element, text: str, span: Span) -> Revision:
    author, date = element.get(f"{W}author", ""), element.get(f"{W}date", "")
    return Revision(kind=kind, author=author, date=date, text=text, span=span)


def block_children(parent: etree._Element) -> Iterator[etree._Element]:
    """Iterate over the paragraphs and tables of a body, cell or box, through content controls and the like."""
    for child in parent:
        if child.tag in {f"{W}p", f"{W}tbl"}:
            yield child
        elif child.tag == f"{W}sdt":
            content = child.find(f"{W}sdtContent")
            if content is not None:
                yield from block_children(content)
        elif child.tag in {f"{W}ins", f"{W}moveTo", f"{W}smartTag", f"{W}customXml"}:
            yield from block_children(child)
        elif child.tag == f"{_MC}AlternateContent":
            for branch in list(child)[:1]:
                yield from block_children(branch)


def is_deleted_row(row: etree._Element) -> bool:
    """Whether a table row is a tracked deletion."""
    return row.find(f"{W}trPr/{W}del") is not None


def is_deleted_cell(cell: etree._Element) -> bool:
    """Whether a table cell is a tracked deletion."""
    return cell.find(f"{W}tcPr/{W}cellDel") is not None


def is_deleted_paragraph(paragraph: etree._Element) -> bool:
    """Whether a paragraph's mark and all its text are a tracked deletion, or were moved away."""
    marks = paragraph.find(f"{W}pPr/{W}rPr")
    gone = marks is not None and any(marks.find(f"{W}{name}") is not None for name in ("del", "moveFrom"))
    return gone and not any(child.tag in _SHOWN for child in paragraph)
