"""English: a word of multiplication that the two levels of its sentence contradict: doubled from A to B, twice the B.

Words are round: what is told as twice may be anything from seven to nine eighths of it, `more than` and `nearly` say on which
side it lies.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import english
from auditor.checks.common.relations import evidence_at, rule, said
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.numbers import Number
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "multiple-not-levels"
TITLE = {
    "zh": "倍数用语与所述两数不符",
    "en": "a word of multiplication contradicts the two levels beside it",
}
_TIMES = {
    "doubl": 2,
    "twice": 2,
    "two": 2,
    "tripl": 3,
    "trebl": 3,
    "three": 3,
    "quadrupl": 4,
    "four": 4,
    "five": 5,
    "six": 6,
    "ten": 10,
}
_GRADE = r"(?:(?P<more>more than|over|well over)\s+|(?P<less>nearly|almost|just under|less than)\s+|(?:about|roughly|some|around)\s+)?"
_MOVED = re.compile(
    rf"{_GRADE}\b(?P<word>doubl|tripl|trebl|quadrupl|halv)(?:ed|ing|es?)\b[^.;,()]{{0,40}},?\s+from\b",
    re.IGNORECASE,
)
_FOLD = re.compile(
    rf"{_GRADE}\b(?P<word>two|three|four|five|six|ten)-?fold (?:increase|rise|growth|jump)\b", re.IGNORECASE
)
_THAN = re.compile(
    rf"\b(?:is|was|were|are|equals?|or)\s+{_GRADE}(?P<word>twice|double|triple|half|(?:three|four|five|six|ten) times)(?: of)? (?:the|its|that of)\b[^.;,()0-9]{{0,30}}$",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom\s*[$€£]?\s*$", re.IGNORECASE)
_TO = re.compile(r"^[^.;,()]{0,30}\bto\s*[$€£]?\s*$", re.IGNORECASE)
_NEAR, _WIDE = Fraction(7, 8), Fraction(9, 8)
_TWO = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the sentences that tell two levels and by how many times one is the other."""
    for sentence in english(facts):
        numbers = [each for each in sentence.numbers if each.figure is not None]
        if any(each.stated is None or each.sign for each in numbers):
            continue
        for at in range(len(numbers) - 1):
            pair = numbers[at : at + _TWO]
            if pair[0].dimension == pair[1].dimension and min(each.known.printed.value for each in pair) > 0:
                yield from _judged(sentence, len(numbers), *pair)


def _judged(sentence: Sentence, count: int, one: Number, two: Number) -> Iterator[Outcome]:
    words = sentence.before(one)
    between = sentence.between(one, two)
    found, later, earlier = None, two, one
    if _FROM.search(words) and _TO.match(between):
        found = _MOVED.search(words) or (_FOLD.search(sentence.text) if count == _TWO else None)
    elif count == _TWO:
        found, later, earlier = _THAN.search(between.rstrip()), one, two
    if found is None:
        return
    word = found["word"].lower()
    times = (
        Fraction(1, 2)
        if word in {"half", "halv"}
        else Fraction(next(value for stem, value in _TIMES.items() if word.startswith(stem)))
    )
    ratio = later.known.printed.value / earlier.known.printed.value / times
    more, less = bool(found["more"]), bool(found["less"])
    if times < 1:
        more, less = (less, more) if word == "halv" else (more, less)
    low, high = (Fraction(1) if more else _NEAR), (Fraction(1) if less else _WIDE)
    if less:
        low = Fraction(3, 4)
    holds = low <= ratio and (more or ratio <= high)
    items = [
        evidence_at(sentence.paragraph.block, later.occurrence),
        evidence_at(sentence.paragraph.block, earlier.occurrence, "base"),
    ]
    info = rule(NAME, TITLE)
    if holds:
        yield said(info, "", "", items, Verdict.EXACT)
        return
    what = found.group().strip()
    pair = f"{later.occurrence.text} / {earlier.occurrence.text}"
    yield said(
        info,
        f"写“{what}”，而 {pair} 与之不符",
        f"says '{what}', which {pair} does not bear out",
        items,
    )
