"""English: a span of days that ends before it begins: between 4 March and 12 February 2024.

A span whose first day names no year may run over New Year (from 4 November to 12 February 2024): only one that
would then last longer than half a year is held for reversed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import TEXT_KINDS
from auditor.checks.common.relations import evidence_of_words, rule, said
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "span-reversed"
TITLE = {"zh": "起止日期前后颠倒", "en": "a span of days ends before it begins"}
_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"


def _day(at: int) -> str:
    return (
        rf"(?:(?P<d{at}>[0-9]{{1,2}})(?:st|nd|rd|th)?\s+)?(?P<m{at}>{_MONTH})"
        rf"(?:\s+(?P<e{at}>[0-9]{{1,2}})(?:st|nd|rd|th)?(?![0-9]))?(?:,?\s+(?P<y{at}>(?:19|20)[0-9]{{2}}))?"
    )


_SPAN = re.compile(
    rf"\b(?:between\s+{_day(1)}\s+and|from\s+{_day(2)}\s+(?:to|until|till|through))\s+{_day(3)}",
    re.IGNORECASE,
)
_HALF = 6


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every span of two days or months."""
    for block in facts.report.blocks:
        if block.kind not in TEXT_KINDS:
            continue
        for found in _SPAN.finditer(block.text):
            first = _read(found, 1 if found["m1"] else 2)
            last = _read(found, 3)
            if not last[0]:
                continue
            evidence = [evidence_of_words(block, found.start(), found.group(), "span")]
            if not _reversed(first, last):
                yield said(rule(NAME, TITLE), "", "", evidence, Verdict.EXACT)
                continue
            zh = f"“{found.group()}”起始日期晚于截止日期"
            yield said(rule(NAME, TITLE), zh, f"'{found.group()}' begins after it ends", evidence)


def _read(found: re.Match[str], at: int) -> tuple[int, int, int]:
    month = found[f"m{at}"].lower()[:3]
    number = next(place for place, name in enumerate(_MONTHS, 1) if name.startswith(month))
    return int(found[f"y{at}"] or 0), number, int(found[f"d{at}"] or found[f"e{at}"] or 0)


def _reversed(first: tuple[int, int, int], last: tuple[int, int, int]) -> bool:
    if first[0]:
        whole = first if first[2] and last[2] else (*first[:2], 0)
        return whole > (last if first[2] and last[2] else (*last[:2], 0))
    if first[1] == last[1]:
        return bool(first[2] and last[2]) and first[2] > last[2]
    return first[1] > last[1] and 12 - first[1] + last[1] > _HALF
