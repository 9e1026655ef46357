"""The lines of a paged text, each with its place in the source."""

from __future__ import annotations

import re

import attrs

from auditor.extraction.characters import fold
from auditor.extraction.mapped import Mapped, whole
from auditor.source import display_width


@attrs.define(eq=False)
class Line:
    """One printed line. `number` is its 1-based line in the source, `leaf` the page it stands on.

    `after_blank` tells that blank lines or a page break stand before it, `box` where it stands on a pdf page.
    """

    mapped: Mapped
    number: int
    leaf: int = 0
    after_blank: bool = False
    page: int | None = None
    box: tuple[str, ...] | None = None
    text: str = attrs.field(init=False)
    width: int = attrs.field(init=False)
    indent: int = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        """Measure the line once."""
        folded = fold(self.mapped.text)
        self.text = folded.strip()
        self.width = display_width(self.text)
        self.indent = display_width(self.mapped.text) - display_width(self.mapped.text.lstrip())


_LINE = re.compile(r"[^\n]*\n|[^\n]+$")


def lines_of(text: str) -> list[Line]:
    """Return the non-empty lines of `text`; a form feed starts a new page."""
    lines: list[Line] = []
    leaf, blank = 0, True
    for number, found in enumerate(_LINE.finditer(text), start=1):
        raw = found.group().rstrip("\r\n")
        at = found.start()
        while raw.startswith("\f"):
            leaf, blank, raw, at = leaf + 1, True, raw[1:], at + 1
        body = raw.rstrip("\f")
        if body.strip():
            lines.append(Line(whole(body, at), number, leaf, blank))
            blank = False
        else:
            blank = True
        if len(body) < len(raw):
            leaf, blank = leaf + len(raw) - len(body), True
    return lines
