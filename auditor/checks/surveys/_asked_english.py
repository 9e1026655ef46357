"""How many were asked in English: 728 were returned; completed 644 forms; 312 people had been in touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import is_english
from auditor.checks.common.numbers import paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.checks.common.numbers import Number, Paragraph
    from auditor.evaluation.facts import Facts

_TALLIED = re.compile(
    r"^\s*(?:[a-z-]+ ){0,2}?(?:were |was )?(?:tabulated|counted|usable|valid|analy[sz]ed)\b"
)
"""What is said behind the number of answers that count, where more came back."""
_CAME = re.compile(
    r"^(?:\s*[a-z-]+){0,2}?\s*(?:(?:were|was|had been|have been)\s+)?(?:returned|completed|responded|replied|answered|took part|participated|interviewed)\b",
    re.IGNORECASE,
)
_GOT = re.compile(r"\b(?:completed|received|collected|obtained)\s*$", re.IGNORECASE)
_FORMS = re.compile(
    r"^\s*(?:[a-z-]+ ){0,2}?(?:questionnaires|interviews|responses|replies|forms)\b", re.IGNORECASE
)
_WHO = re.compile(
    r"^\s*(?:[a-z-]+ ){0,2}?(?:people|respondents|users|households|residents|pupils|students|patients|employees|customers|parents|teachers|members|interviewees|visitors|firms|farmers)\b"
)
_ASKED = re.compile(r"\b[Aa]sked\b|\bnamed\b|\bquestion")
_FEWEST = 20


def answers_of(facts: Facts) -> dict[tuple[str, ...], frozenset[int]]:
    """Return how many answers an English document tells, by chapter: those that count, where it tells them apart."""
    found: dict[tuple[str, ...], list[Number]] = {}
    for paragraph in paragraphs(facts) if is_english(facts) else ():
        found.setdefault(paragraph.block.section[:1], []).extend(
            each for each in paragraph.numbers if each.stated
        )
    told = {chapter: _told(numbers) for chapter, numbers in found.items()}
    return {chapter: counts for chapter, counts in told.items() if len(counts) == 1}


def _told(numbers: Iterable[Number]) -> frozenset[int]:
    counted = list(numbers)
    tallied = _whole(each for each in counted if _TALLIED.match(each.after))
    return tallied or _whole(
        each
        for each in counted
        if _CAME.match(each.after) or (_GOT.search(each.clause) and _FORMS.match(each.after))
    )


def people_of(paragraph: Paragraph) -> frozenset[int]:
    """Return the one number of people that an English paragraph tells, of whom it tells what they were asked.

    Among so many that every share is one of them, none misfits.
    """
    if _ASKED.search(paragraph.text) is None:
        return frozenset()
    stated = [each for each in paragraph.numbers if each.stated]
    found = _whole(each for each in stated if _TALLIED.match(each.after)) or _whole(
        each for each in stated if _WHO.match(each.after)
    )
    fine = min((each.known.printed.step for each in stated if each.is_share), default=1)
    return found if len(found) == 1 and all(each * fine * 2 < 1 for each in found) else frozenset()


def _whole(numbers: Iterable[Number]) -> frozenset[int]:
    values = (each.known.printed.value for each in numbers if each.dimension == "number" and not each.sign)
    return frozenset(int(each) for each in values if each.denominator == 1 and each >= _FEWEST)
