"""English: the scale of grades that a report states, and the scores that its sentences tell with a grade.

`90 points or more, “Excellent”; 80 to below 90, “Good”; below 65, “Weak”`; `Good (75–89), Fair (60–74), Poor (below 60)`; `The programme
earns 84.6 points and is rated “Good”`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.english import end_of, english
from auditor.checks.common.numbers import Number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.checks.common.english import Sentence
    from auditor.evaluation.facts import Facts

_N = r"(?<![0-9.,])[0-9]{1,3}(?:\.[0-9]+)?(?![0-9])"
_UNIT = r"(?:\s*(?:points?|marks?|%))?"
_GRADE = r"[\u201c\"'\u2018]?(?P<grade>(?!Ratings?\b|Grades?\b|Scores?\b|Bands?\b|Points\b|Table\b|Annex\b|Results?\b)[A-Z][a-z]+(?: (?!and\b|or\b|to\b|is\b|are\b|below\b|under\b|at\b|from\b)[a-z]+)?|[A-E](?![A-Za-z]))[\u201d\"'\u2019]?"
_TO = r"\s*(?:-|–|—|to|up to)\s*(?:(?:but )?(?:below|under|less than|not including)\s+)?"
_IS = r"\s*[,:=]?\s*(?:(?:is|are|earns?|means|counts as|as|gives)\s+)?(?:(?:rated|graded|classed)\s+)?(?:as\s+)?"
_BANDS = (
    re.compile(rf"(?P<low>{_N}){_UNIT}\s+(?:or|and) (?:more|above|over|higher|better){_IS}{_GRADE}"),
    re.compile(rf"(?P<low>{_N}){_UNIT}{_TO}{_N}{_UNIT}{_IS}{_GRADE}"),
    re.compile(
        rf"{_GRADE}\s*[(:]\s*(?P<low>{_N}){_UNIT}\s*(?:(?:or|and) (?:more|above|over|higher|better)|\+)"
    ),
    re.compile(rf"{_GRADE}\s*[(:]\s*(?:from )?(?P<low>{_N}){_UNIT}{_TO}{_N}"),
)
_NAMED_FIRST = (
    re.compile(
        rf"{_GRADE}(?: (?:is|means|covers|stands for|requires|at|for))?,? (?P<low>{_N}){_UNIT}\s*(?:(?:or|and) (?:more|above|over|higher|better)|\+)"
    ),
    re.compile(
        rf"{_GRADE}(?: (?:is|means|covers|stands for|requires|at|for))?,? (?:from )?(?P<low>{_N}){_UNIT}{_TO}{_N}"
    ),
    re.compile(rf"\bat least (?P<low>{_N}){_UNIT}{_IS}{_GRADE}"),
)
_WORST = (
    re.compile(
        rf"(?<!to )(?<!but )(?<![-–—])\b(?:[Bb]elow|[Uu]nder|[Ll]ess than|[Ff]ewer than)\s+{_N}{_UNIT}{_IS}{_GRADE}"
    ),
    re.compile(rf"{_GRADE}(?:\s*[(:]\s*|(?: (?:is|means|covers))? )(?:below|under|less than)\s+{_N}"),
    re.compile(
        rf"\b(?:the rest|all others|anything (?:less|lower|else)|lower scores|others){_UNIT}{_IS}{_GRADE}"
    ),
)
_BAND = re.compile(
    rf"(?P<low>{_N}){_UNIT}{_TO}{_N}{_UNIT}|(?:below|under|less than|<) ?{_N}{_UNIT}|(?P<least>{_N}){_UNIT} ?(?:(?:or|and) (?:more|above|over|higher)|\+)|(?:≥|at least) ?(?P<from>{_N}){_UNIT}",
    re.IGNORECASE,
)
_NAME = re.compile(r"[“\"]?(?:[A-Z][a-z]+(?: [a-z]+){0,2}|[A-E])[”\"]?")
_SCORED = re.compile(
    r"\b(?:scores?|scored|earns?|earned|receives?|received|achieves?|achieved|obtains?|obtained|awarded|gained|got|score (?:of|is|was)|total (?:of|is|was)|result (?:of|is|was)|with|at)\s*(?:a (?:total )?score of\s*)?$",
    re.IGNORECASE,
)
_RATED = re.compile(
    r"^\s*(?:points?|marks?)?(?:\s*out of (?:a possible )?100)?[\s,]*(?:and|which|giving|earning|so that|thus|it|the \w+|is|are|was|were|has|been|therefore|puts? it|in|a|an|this|\s|,)*"
    r"\b(?:rated|graded|classed|rating|grade|band|category|judged)\b\s*(?:of|as|is|was|:)?\s*(?:the\s+)?[\u201c\"'\u2018]?(?P<grade>[A-Z][a-z]+(?: [a-z]+)?|[A-E](?![A-Za-z]))"
)
_PLACED = re.compile(
    r"^\s*(?:points?|marks?)?(?:\s*out of (?:a possible )?100)?,?\s*(?:which |and )?(?:places?|puts?|placed|put|falls|fell|lies|is|was)\s+(?:it |them |the [a-z]+ )?(?:in|into|within) (?:the )?(?:band |class |category |grade )?[\u201c\"'\u2018]?(?P<grade>[A-Z][a-z]+(?: [a-z]+)?|[A-E](?![A-Za-z]))"
)
_OTHER = re.compile(
    r"\b(?:previous\w*|prior|last|before|earlier|former|old|draft|would|if|could|should|until|20[0-9]{2})\b",
    re.IGNORECASE,
)
_FEWEST, _MOST = 3, 100


@records.frozen(eq=False)
class Rated:
    """A score that a sentence tells with a grade: where in its paragraph the grade stands, as printed, and the one it earns."""

    number: Number
    start: int
    grade: str
    earned: str


def rated(facts: Facts) -> Iterator[Rated]:
    """Iterate over the scores of this time that sentences tell with a grade of the one scale that the report states."""
    sentences = english(facts)
    scale = banded(facts)
    for sentence in sentences if scale else ():
        for number in sentence.stated:
            found = _RATED.match(sentence.after(number)) or _PLACED.match(sentence.after(number))
            words = sentence.before(number)
            if found is None or number.is_share or number.sign or number.depth or not _SCORED.search(words):
                continue
            grade = next((each for each in scale.values() if found["grade"].startswith(each)), "")
            if not grade or _OTHER.search(words + found.group()):
                continue
            lows = [low for low in scale if low <= number.known.printed.value]
            if lows and number.known.printed.value <= _MOST:
                yield Rated(number, end_of(number) + found.start("grade"), grade, scale[max(lows)])


def banded(facts: Facts) -> Mapping[Fraction, str]:
    """Return the scale that an English report states, in its text or in a table of bands."""
    return _scale(english(facts)) or _tabled(facts)


def _tabled(facts: Facts) -> Mapping[Fraction, str]:
    """Return the scale of a table whose rows are a grade and its band: Good | 75-89."""
    for block in facts.report.blocks:
        rows: dict[int, list[str]] = {}
        for cell in block.cells:
            rows.setdefault(cell.row, []).append(" ".join(cell.text.split()))
        found: dict[Fraction, str] = {}
        for texts in rows.values():
            bands = [band for each in texts if (band := _BAND.fullmatch(each)) is not None]
            names = [each for each in texts if _NAME.fullmatch(each)]
            if len(texts) == 2 and len(bands) == len(names) == 1:  # noqa: PLR2004 - a grade and its band
                found[Fraction(bands[0]["low"] or bands[0]["least"] or bands[0]["from"] or 0)] = names[
                    0
                ].strip('“”"')
        if len(found) >= _FEWEST and len(found) >= len(rows) - 1 and 0 in found:
            return found
    return {}


def _lows(text: str, patterns: Sequence[re.Pattern[str]]) -> dict[str, set[Fraction]]:
    """Return the lowest scores that a text states for each grade."""
    here: dict[str, set[Fraction]] = {}
    for pattern in patterns:
        for found in pattern.finditer(text):
            here.setdefault(found["grade"], set()).add(Fraction(found["low"]))
    for pattern in _WORST:
        for found in pattern.finditer(text):
            here.setdefault(found["grade"], set()).add(Fraction(0))
    return here


def _scale(sentences: tuple[Sentence, ...]) -> Mapping[Fraction, str]:
    """Return the lowest score of each grade, nothing where the report states no scale or several."""
    lows: dict[str, set[Fraction]] = {}
    by_block: dict[int, str] = {each.paragraph.block.index: each.paragraph.text for each in sentences}
    for text in by_block.values():
        here = _lows(text, _BANDS)
        # A is 90 and above, B 80 to 89: the way of reading that finds more grades is the one meant.
        other = _lows(text, _NAMED_FIRST)
        here = other if len(other) > len(here) else here
        if len(here) >= _FEWEST:
            for grade, own in here.items():
                lows.setdefault(grade, set()).update(own)
    if len(lows) < _FEWEST or any(len(own) != 1 for own in lows.values()):
        return {}
    scale = {next(iter(own)): grade for grade, own in lows.items()}
    return scale if len(scale) == len(lows) and 0 in scale else {}
