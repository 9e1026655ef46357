"""English: lines that compare an amount with earlier ones, and do not give the difference.

    Appropriation, fiscal year 2023 ......... $46,603,000
    Budget request, fiscal year 2024 ........  41,287,000
    Recommended in the bill .................  44,931,000
    Bill compared with:
      Appropriation, fiscal year 2023 .......  -1,672,000
      Budget request, fiscal year 2024 ......  +3,644,000

A line below `compared with` is the amount above those words less the amount of the line of its own name. Senate reports
begin with the bill and end the names alike: `Amount of 2008 appropriations`, `2008 appropriations`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.checks import _patterns as re
from auditor.checks._english import terms
from auditor.checks._leaders import Line, lines
from auditor.checks._numbers import Number, Paragraph, paragraphs
from auditor.checks._relations import ONE, judged, rule, summed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "comparison-not-difference"
TITLE = {"zh": "比较行与两数之差不符", "en": "a line of comparison is not the difference of its amounts"}
_SIGNED = re.compile(r"[\s$]*[+\-−]")
_PLUS = "∂"
"""What the text layer of printed reports has for a plus sign."""
_LONGEST = 8
_COMPARED = re.compile(r"\bcompared (?:with|to)\b", re.IGNORECASE)


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the lines below every `compared with`."""
    info = rule(NAME, TITLE)
    levels: list[Line] = []
    main: Line | None = None
    for paragraph in paragraphs(facts):
        for line in lines(paragraph):
            label = line.label
            if found := _COMPARED.search(label):
                main = _compared(levels, label[: found.start()])
                label = label[found.end() :].strip(" :.,-—–")
            signed = _SIGNED.match(line.number.occurrence.text) or _plus(paragraph, line.number)
            if main is None or not signed:
                # An amount without a sign begins the next account.
                levels = [line] if main is not None else [*levels[-_LONGEST:], line]
                main = None
                continue
            named = [each for each in levels if each.label.casefold() == label.casefold()] or [
                each
                for each in levels
                if each is not main and each.label.casefold().endswith(f" {label.casefold()}")
            ]
            if len(named) == 1 and line.number.stated and main.number.stated and named[0].number.stated:
                parts = [(ONE, main.number.stated), (-ONE, named[0].number.stated)]
                yield judged(facts, summed(info, line.number.stated, parts, role="stated"))
        if found := _COMPARED.search(_behind_last(paragraph)):
            main = _compared(levels, _behind_last(paragraph)[: found.start()])


def _compared(levels: list[Line], words: str) -> Line | None:
    """Return the line that is compared: the one whose name has a word of those before `compared`, else the last."""
    meant = terms(words)
    named = [each for each in levels if terms(each.label) & meant]
    return named[0] if len(named) == 1 else levels[-1] if levels else None


def _plus(paragraph: Paragraph, number: Number) -> bool:
    return paragraph.text[: number.occurrence.span.start].rstrip(" $").endswith(_PLUS)


def _behind_last(paragraph: Paragraph) -> str:
    numbers = paragraph.numbers
    return paragraph.text[numbers[-1].occurrence.span.end if numbers else 0 :]
