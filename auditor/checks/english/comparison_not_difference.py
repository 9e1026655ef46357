"""English: lines that compare an amount with earlier ones, and do not give the difference.

    Appropriation, fiscal year 2023 ......... $46,603,000
    Budget request, fiscal year 2024 ........  41,287,000
    Recommended in the bill .................  44,931,000
    Bill compared with:
      Appropriation, fiscal year 2023 .......  -1,672,000
      Budget request, fiscal year 2024 ......  +3,644,000

A line below `compared with` is the amount of the bill above those words less the amount of the line of its own name:
the line that names the bill, else the last one. A line may say with a word what another prints as a sign:

    The bill as reported:
      Above the appropriations for 2004 .....  1,672,000
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import terms
from auditor.checks.common.numbers import Paragraph, paragraphs
from auditor.checks.common.relations import ONE, judged, rule, summed
from auditor.checks.english._leaders import Line, lines, sign_outside

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "comparison-not-difference"
TITLE = {"zh": "比较行与两数之差不符", "en": "a line of comparison is not the difference of its amounts"}
_SIGNED = re.compile(r"[\s$]*[+\-−]")
_LONGEST = 8
_COMPARED = re.compile(r"\bcompared (?:with|to)\b|\bbill as (?:reported|recommended)\b[^:.]*:", re.IGNORECASE)
_BILL = re.compile(r"\bbill\b|\brecommend|\breported\b", re.IGNORECASE)
_WAY = re.compile(r"(?:(?P<up>above|over)|below|under)\s+(?:the\s+)?", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the lines below every `compared with`."""
    info = rule(NAME, TITLE)
    levels: list[Line] = []
    main: Line | None = None
    for paragraph in paragraphs(facts):
        for line in lines(paragraph):
            label = line.label
            if found := _COMPARED.search(label):
                main = _main(levels)
                label = label[found.end() :]
            label = label.strip(" :.,-–—")
            way = _WAY.match(label)
            outside = sign_outside(paragraph, line.number)
            signed = _SIGNED.match(line.number.occurrence.text) or outside
            if main is None or not (way or signed):
                # An amount without a sign begins the next account.
                levels = [line] if main is not None else [*levels[-_LONGEST:], line]
                main = None
                continue
            base = _named(levels, label[way.end() :] if way else label)
            if base is None or not (line.number.stated and main.number.stated and base.number.stated):
                continue
            down = bool(way and not way["up"]) or outside == "-"
            # Below the estimates ..... -1,672,000: the sign says once more what the word says.
            sign = -ONE if down and line.number.stated.printed.value >= 0 else ONE
            parts = [(sign, main.number.stated), (-sign, base.number.stated)]
            yield judged(facts, summed(info, line.number.stated, parts, role="stated"))
        if _COMPARED.search(_behind_last(paragraph)):
            main = _main(levels)


def _main(levels: Sequence[Line]) -> Line | None:
    """Return the line of the amount that is compared."""
    return next(
        (each for each in reversed(levels) if _BILL.search(each.label)), levels[-1] if levels else None
    )


def _named(levels: Sequence[Line], label: str) -> Line | None:
    """Return the one line that a line of comparison names, perhaps in fewer words: 2008 appropriations."""
    same = [each for each in levels if each.label.casefold() == label.casefold()]
    words = _words(label)
    found = same or [each for each in levels if words and words <= _words(each.label)]
    return found[0] if len(found) == 1 else None


def _words(label: str) -> frozenset[str]:
    return terms(label) | frozenset(_YEAR.findall(label))


def _behind_last(paragraph: Paragraph) -> str:
    numbers = paragraph.numbers
    return paragraph.text[numbers[-1].occurrence.span.end if numbers else 0 :]
