"""English: a fraction told in words that the numerals beside it do not bear out.

`reached 618,000, one-third of all visits`, where a sentence before it tells how many visits there were. A fraction in words is rough: it is wrong only where another
simple one is much nearer.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import Sentence, english, terms
from auditor.checks.common.relations import evidence_at, evidence_of_words, rule, said
from auditor.findings import Verdict
from auditor.numbers import round_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.numbers import Number
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "words-not-ratio"
TITLE = {
    "zh": "文字所述的几分之几与数字不符",
    "en": "a fraction in words is not that of its figures",
}
_PARTS = {
    "half": Fraction(1, 2), "third": Fraction(1, 3), "thirds": Fraction(1, 3), "quarter": Fraction(1, 4), "quarters": Fraction(1, 4),
    "fourth": Fraction(1, 4), "fourths": Fraction(1, 4), "fifth": Fraction(1, 5), "fifths": Fraction(1, 5), "tenth": Fraction(1, 10),
}  # fmt: skip
_HOW_MANY = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}
_SIMPLE = frozenset({Fraction(top, bottom) for bottom in (2, 3, 4, 5, 10) for top in range(1, bottom)})
_PART = (
    r"(?P<rough>(?:about|nearly|almost|roughly|some|just over|just under|more than|less than|over|under|approximately) )?"
    r"(?:(?P<many>a|one|two|three|four)[ -])?(?P<part>half|thirds?|quarters?|fourths?|fifths?|tenth)\b"
)
_OF_ALL = re.compile(rf"^\s*,\s*(?:or )?{_PART} of (?:all|the|all the) (?P<noun>[a-z]+)\b", re.IGNORECASE)
_FAR, _NEAR = 10, 50
_BACK = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the fractions that English sentences spell out."""
    before: list[Sentence] = []
    for sentence in english(facts):
        for number in sentence.stated:
            yield from _of_named(sentence, number, [*before[-_BACK:], sentence])
        before.append(sentence)


def _of_named(sentence: Sentence, part: Number, around: list[Sentence]) -> Iterator[Outcome]:
    """Judge `618,000, one-third of all visits`, by the last count of visits that was told before it."""
    found = _OF_ALL.match(sentence.after(part))
    if found is None or part.is_share:
        return
    noun = terms(found["noun"])
    wholes = [
        number
        for each in around
        for number in each.stated
        if number.dimension == part.dimension
        and (each is not sentence or number.occurrence.span.start < part.occurrence.span.start)
        and terms(" ".join(each.after(number).split()[:1]).strip(",.;")) == noun
        and number.known.printed.value >= part.known.printed.value
    ]
    if noun and len({each.known.printed.value for each in wholes}) == 1:
        yield from _fraction(sentence, part, wholes[-1], found, part)


def _fraction(
    sentence: Sentence, part: Number, whole: Number, found: re.Match[str] | None, behind: Number
) -> Iterator[Outcome]:
    many = (found["many"] or "a").lower() if found else "a"
    if found is None or whole.known.printed.value <= 0:
        return
    told = _PARTS[found["part"].lower()] * _HOW_MANY[many]
    right = part.known.printed.value / whole.known.printed.value
    if not 0 < told < 1 or not 0 < right <= 1:
        return
    # Two thirds of 100 may be 64; it is not 50.
    wrong = abs(right - told) * _FAR > told and any(
        abs(right - each) * _NEAR <= each for each in _SIMPLE - {told}
    )
    start = sentence.start + len(sentence.text) - len(sentence.after(behind)) + found.start("part")
    words = evidence_of_words(part.block, start, found["part"], label="fraction")
    text = f"{found['many'] or ''} {found['part']}".strip()
    yield said(
        rule(NAME, TITLE),
        f"{part.occurrence.text}为 {whole.occurrence.text} 的 {_percent(right)}，却称“{text}”",
        f"{part.occurrence.text} of {whole.occurrence.text} is {_percent(right)}, and the text says '{text}'",
        [evidence_at(part.block, part.occurrence), words, evidence_at(whole.block, whole.occurrence, "base")],
        Verdict.DISCREPANCY if wrong else Verdict.WITHIN_ROUNDING,
    )


def _percent(value: Fraction) -> str:
    tenths = round_to(value * 1000, Fraction(1)).numerator
    return f"{tenths // 10}.{tenths % 10}%"
