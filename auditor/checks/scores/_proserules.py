"""English: a rule of scoring that running text tells, and what the sentences behind it say came of it.

`Timeliness (10 points): one point is deducted for each report submitted late. Three of the twelve reports were late, so the indicator
scores 7.` Points that are lost are those that the rule takes off; what is left of the full mark may be told as well.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.english import is_english, sentences
from auditor.checks.common.numbers import Number, Paragraph, paragraphs
from auditor.checks.common.spelled import COUNT, count_of
from auditor.checks.scores._englishrules import given_in_english

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.english import Sentence
    from auditor.evaluation.facts import Facts

_POINT = r"(?:points?|marks?)"
_FULL = re.compile(
    rf"\((?:maximum |max\.? |weight )?(?P<n>[0-9]+) {_POINT}\)|\bmultiplied by (?P<m>[0-9]+) {_POINT}"
)
_RULE = re.compile(r"\b(?:each|every|per|for a)\b|\bmultiplied by\b", re.IGNORECASE)
_LOSES = re.compile(r"\b(?:deduct\w*|los[et]s?|lose|off|minus|costs?|taken off)\b", re.IGNORECASE)
_GOT = re.compile(
    r"\b(?:scores?|scored|gets?|got|earns?|earned|receives?|received|leaving|awarded|obtains?|obtained)\s*$"
)
_GOT_BEHIND = re.compile(rf"^\s*(?:{_POINT} )?(?:were |was |is |are )?(?:awarded|given)\b")
_LOST = re.compile(r"\b(?:costs?|lost|loses|lose|deducted|deduction of|penalty of)\s*$")
_LOST_BEHIND = re.compile(rf"^\s*(?:{_POINT} )?(?:were |was |are |is )?(?:deducted|lost|taken off)\b")
_MAXIMUM = re.compile(rf"\b(?P<lead>maximum(?: of)?|up to|at most) (?P<n>{COUNT})\b", re.IGNORECASE)
_WHOLE = Fraction(100)


@records.frozen(eq=False)
class Outcome:
    """Points that are told, and all that the rule before them may give."""

    paragraph: Paragraph
    number: Number
    possible: tuple[Fraction, ...]


def told_by_rule(facts: Facts) -> Iterator[Outcome]:
    """Iterate over the points that sentences tell right behind a rule that decides them."""
    for paragraph in paragraphs(facts) if is_english(facts) else ():
        parts = list(sentences(paragraph))
        for at, sentence in enumerate(parts):
            if not _RULE.search(sentence.text) or not (
                _LOSES.search(sentence.text) or "multiplied" in sentence.text
            ):
                continue
            if sum(1 for each in parts if _RULE.search(each.text)) != 1:
                continue
            marks = {int(each["n"] or each["m"]) for each in _FULL.finditer(paragraph.text)}
            if len(marks) < 2:  # noqa: PLR2004 - of two full marks it is open which is meant
                yield from _decided(paragraph, sentence, parts[at + 1 : at + 3], marks.pop() if marks else 0)


def _decided(paragraph: Paragraph, rule: Sentence, behind: list[Sentence], mark: int) -> Iterator[Outcome]:
    words = re.sub(r"^[^:.]*\([^()]*\)\s*[:.]?\s*", "", rule.text.strip())
    words = _MAXIMUM.sub(lambda each: f"{each['lead']} {count_of(each['n'])}", words.rstrip("."))
    words = re.sub(
        r"^(?:[Aa]n? |[Tt]he )?(?:contractor|supplier|provider|indicator|service|agency|bidder|[a-z]+) (?=los|is scored)",
        "",
        words,
    )
    words = re.sub(r"^is scored as (?:the )?", "", words)
    words = re.sub(rf"(?<=multiplied by )(?P<n>[0-9]+) {_POINT}", r"\g<n>", words)
    weight = Fraction(mark) if mark else _WHOLE
    for sentence in behind:
        claims = [
            (each, off)
            for each in sentence.stated
            if not each.is_share and (off := _kind(sentence, each)) is not None
        ]
        if not claims:
            continue
        start = claims[0][0].occurrence.span.start - sentence.start
        before = re.split(r",? (?:so|and therefore|therefore|and thus|which|and)\b", sentence.text[:start])[0]
        earlier = [each for each in behind if each.start < sentence.start]
        for outcome in (before, *(each.text for each in earlier)):
            given = given_in_english(words, outcome.strip(" ."), weight)
            if given:
                break
        else:
            return
        for number, off in claims:
            possible = (
                [weight - way for each in given for way in (each.low, each.high)]
                if off
                else [way for each in given for way in (each.low, each.high)]
            )
            if off or mark:
                yield Outcome(paragraph, number, tuple(possible))
        return


def _kind(sentence: Sentence, number: Number) -> bool | None:
    """Return whether points were lost or given, None where a number is neither."""
    before, after = sentence.before(number), sentence.after(number)
    if _LOST.search(before) or _LOST_BEHIND.match(after):
        return True
    return False if _GOT.search(before) or _GOT_BEHIND.match(after) else None
