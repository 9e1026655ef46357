"""Lines of dots: a label, leaders, and an amount at the end, as budget papers list an account."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import attrs

from auditor.checks._numbers import Number

if TYPE_CHECKING:
    from auditor.checks._numbers import Paragraph

_LEADERS = re.compile(r"\s*(?:\.{3,}|(?:\. ){3,}\.?|_{3,}|-{4,})\s*\$?\s*$")


@attrs.frozen(eq=False)
class Line:
    """An amount at the end of a line of dots, and the words before the dots."""

    label: str
    number: Number


def lines(paragraph: Paragraph) -> list[Line]:
    """Return the lines of dots in a paragraph, with what stands between them as labels."""
    found: list[Line] = []
    end = 0
    text = paragraph.text
    for number in paragraph.numbers:
        start = number.occurrence.span.start
        before = text[end:start].rstrip("$ +-")
        if dots := _LEADERS.search(before):
            label = re.sub(r"\s+", " ", before[: dots.start()]).strip(" .,$")
            found.append(Line(label, number))
        end = number.occurrence.span.end
    return found
