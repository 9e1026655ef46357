"""English: a balance that a paragraph takes from its beginning to its end: stood at A on 1 April; B was drawn from it, C was added, D remained.

Every amount of the paragraph from the opening on has to be one that went in or out, and what went in before it has to be said to go in.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import english
from auditor.checks.common.relations import ONE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.numbers import Number, Stated
    from auditor.evaluation.facts import Facts

_DAY = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_FIRST = rf"(?:1 {_DAY}|{_DAY} 1\b|the (?:start|beginning|opening) of)"
_LAST = rf"(?:(?:28|29|30|31) {_DAY}|{_DAY} (?:28|29|30|31)\b|the (?:end|close) of|(?:the )?year[- ]end)"
_STOOD = re.compile(
    r"\b(?:stood at|was|were|amounted to|held|began (?:the year )?(?:with|at)|opened (?:the year )?(?:with|at)|balance of|came to|had)\s*$"
)
_OPENING = re.compile(
    r"\b(?:opening balance|brought forward|(?:began|opened|started) (?:the year )?(?:with|at))\b[^;.]{0,40}$"
)
_AT_FIRST = re.compile(rf"^\s*(?:,\s*)?(?:on|at|as at|in hand at)\s+{_FIRST}")
_SAID_FIRST = re.compile(rf"\b(?:[Oo]n|[Aa]t|[Aa]s at)\s+{_FIRST}")
_REMAINED = re.compile(
    r"^\s*(?:was |were )?(?:remained|remain|remains|left|(?:was |were )?carried forward|still held|(?:is|was|were|are) (?:still )?(?:owed|outstanding|unpaid|due|held)(?= (?:on|at)\b))(?![a-z])"
)
_LEAVING = re.compile(
    r"\b(?:leaving|left|closing balance (?:of|was)|closed (?:the year )?(?:at|with)|ended (?:the year )?(?:at|with)|stood at|carried forward|remaining balance of)\s*(?:a (?:closing )?balance of\s*)?$"
)
_AT_LAST = re.compile(rf"^[^;.]{{0,30}}\b(?:on|at|as at)\s+{_LAST}")
_SAID_LAST = re.compile(rf"\b(?:on|at|as at)\s+{_LAST}", re.IGNORECASE)
_IN = re.compile(
    r"\b(?:added to|paid into|transferred (?:in)?to|credited to|placed in|put into|received|raised|collected|contributed|came in|went into|paid in|year added|arose|became due|newly (?:owed|raised))\b"
)
_OUT = re.compile(
    r"\b(?:drawn|withdrawn|taken (?:from|out)|spent|paid out|released|transferred out|transferred from|used|written off|charged to|disbursed|repaid|issued|consumed|sold|recovered|cleared|forgiven|cancelled)\b"
)
_CUT = re.compile(r"[;]|,\s+(?:and|while|but)\s+(?=[$€£0-9])|\s+and\s+(?=[$€£0-9])")
_AND = re.compile(r",?\s+(?:and|so that|while|but)\s*$|,\s*$")
_LEAST = 3


def movements_told(facts: Facts) -> Iterator[tuple[Stated, list[tuple[Fraction, Stated]]]]:
    """Iterate over the closing balances that paragraphs tell, each with what makes it up."""
    by_paragraph: dict[int, list[Sentence]] = {}
    for sentence in english(facts):
        by_paragraph.setdefault(sentence.paragraph.block.index, []).append(sentence)
    for sentences in by_paragraph.values():
        found = _movement(sentences)
        if found is not None:
            yield found


def _movement(sentences: Sequence[Sentence]) -> tuple[Stated, list[tuple[Fraction, Stated]]] | None:
    opening: Number | None = None
    before: list[tuple[Fraction, Stated]] = []
    steps: list[tuple[Fraction, Stated]] = []
    for sentence in sentences:
        for number in sentence.numbers:
            if number.is_share or number.dimension == "points":
                continue
            ahead, behind = _around(sentence, number)
            if opening is None:
                if number.stated is not None and _opens(ahead, behind):
                    opening = number
                elif number.stated is not None and (way := _added(ahead, behind)) > 0:
                    before.append((ONE, number.known))
                continue
            if number.dimension != opening.dimension:
                continue
            if number.stated is None or number.sign or number.depth:
                return None
            if (
                _REMAINED.match(behind)
                or (_LEAVING.search(ahead) and _AT_LAST.match(behind))
                or (_LEAVING.search(ahead) and _SAID_LAST.search(ahead))
            ):
                parts = [(ONE, opening.known), *before, *steps]
                return (number.known, parts) if len(parts) >= _LEAST - (not before) else None
            way = _added(ahead, behind)
            if not way:
                return None
            steps.append((Fraction(way), number.known))
    return None


def _around(sentence: Sentence, number: Number) -> tuple[str, str]:
    """Return the words before and behind a number up to where the next amount's own words begin."""
    ahead = _AND.sub("; ", sentence.before(number))
    return _CUT.split(ahead)[-1], _CUT.split(sentence.after(number))[0]


def _opens(ahead: str, behind: str) -> bool:
    if _OPENING.search(ahead):
        return True
    return _STOOD.search(ahead) is not None and (
        _AT_FIRST.match(behind) is not None or _SAID_FIRST.search(ahead) is not None
    )


def _added(ahead: str, behind: str) -> int:
    """Return whether an amount went into the balance or out of it, 0 where nothing or both is said."""
    last = max((found.end() for found in re.finditer(r"[$€£]?[0-9][0-9,.]*", ahead)), default=0)
    words = f"{ahead[last:]} {re.split('[$€£]?[0-9]', behind)[0]}"
    goes_in, goes_out = _IN.search(words) is not None, _OUT.search(words) is not None
    return 0 if goes_in == goes_out else 1 if goes_in else -1
