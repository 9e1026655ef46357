"""Lines of dots or blanks: a label, leaders, and an amount at the end, as budget papers list an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number

if TYPE_CHECKING:
    from auditor.checks.common.numbers import Paragraph

_PLUS = "∂"
"""What the text layer of printed reports has for a plus sign."""
_MINUS = ("-", "−", "–")
_LEADERS = re.compile(r"\s*(?:\.{3,}|(?:\. ){3,}\.?|_{3,}|-{4,})\s*\$?\s*$")
_NIL = re.compile(r"(?:\.{3,}|_{3,})\s*[-–—]{1,3}(?=[A-Z\s])")
"""Dots that lead to no amount: the line goes on with the next label."""
_MARK = re.compile(r"\\[0-9]{1,2}\\\s*$")
"""The mark of a footnote between the dots and the amount."""
_BLANKS = re.compile(
    r"^\s*(?P<label>[A-Za-z][^\t]{3,60}?\s{3,}|[A-Za-z0-9][^\t]{3,110}\t)\s*(?:\\[0-9]{1,2}\\\s*)?(?:[+\-−–∂]\s*)?[$€£]?\s*$"
)


@records.frozen(eq=False)
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
        behind = number.occurrence.span.end
        if text[start - 1 : start] == text[behind : behind + 1] == "\\":
            continue  # the mark of a footnote: 2009 appropriations\1\.....
        before = _MARK.sub("", text[end:start].rstrip("$ +-∂"))
        if dots := _LEADERS.search(before):
            label = re.sub(r"\s+", " ", _NIL.split(before[: dots.start()])[-1]).strip(" .,$")
            found.append(Line(label, number))
        end = number.occurrence.span.end
    return found or _spaced(paragraph)


def _spaced(paragraph: Paragraph) -> list[Line]:
    """Return the line of a paragraph that is nothing but a label, perhaps with the mark of a footnote, blanks and an amount."""
    text = paragraph.text
    numbers = [
        each
        for each in paragraph.numbers
        if not text[: each.occurrence.span.start].endswith("\\")
        or not text.startswith("\\", each.occurrence.span.end)
    ]
    if len(numbers) != 1:
        return []
    number = numbers[0]
    found = _BLANKS.match(text[: number.occurrence.span.start])
    if found is None or text[number.occurrence.span.end :].strip():
        return []
    label = re.sub(r"\\[0-9]{1,2}\\\s*$", "", found["label"].rstrip())
    return [Line(label.strip(" .,$"), number)]


def sign_outside(paragraph: Paragraph, number: Number) -> str:
    """Return the sign that stands before that of the currency, which is none of the numeral's: +$48,495,000."""
    words = paragraph.text[: number.occurrence.span.start]
    before = words.rstrip(" $")
    if before.endswith(_PLUS) or (before.endswith("+") and "$" in words[len(before) :]):
        return "+"
    return "-" if before.endswith(_MINUS) and "$" in words[len(before) :] else ""
