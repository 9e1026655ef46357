"""English: a percentage whose whole is printed behind it, and that is not part over whole: A, or p percent of sales of B."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._english import Sentence, counted, english
from auditor.checks._relations import ONE, first_held, quotient, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks._numbers import Number
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "percent-beside-whole"
TITLE = {
    "zh": "百分比与其后所列总数不符",
    "en": "a percentage is not the part over the whole printed behind it",
}
_MADE = (
    r"(?:make|makes|made|making) up|account(?:s|ed|ing)? for|represent(?:s|ed|ing)?|constitut(?:e|es|ed|ing)|"
    r"compris(?:e|es|ed|ing)|equal(?:s|ed|ing)? to|equals|equaled|is|are|was|were"
)
_PART = re.compile(
    rf"^[^.;:()]{{0,60}}?(?:,\s*(?:or|about)?\s*|,?\s*(?:which )?(?:{_MADE})\s*|\(\s*)$", re.IGNORECASE
)
_WHOLE = re.compile(
    r"^\s*of (?:the |our |its |their |all |total |a )*(?:[a-z][a-z'\u2019-]*\s+){0,5}?(?:of |totall?ing )?(?:the )?[$€£]?\s*$",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:increase|decrease|decline|growth|rise|(?<!make )(?<!makes )(?<!made )(?<!making )up|down|more|less|higher|lower|from|over|average|rate|margin|goal|target|budget of)\b",
    re.IGNORECASE,
)


_TAKES_UP = re.compile(rf"^\s*(?:These|This|Those|That|They|It|The)\b[^.;:,]{{0,80}}\b(?:{_MADE})\s*$")
"""These cases accounted for 77 percent of …: the part is told in the sentence before."""


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the percentages of English sentences that print part and whole."""
    before: Sentence | None = None
    for sentence in english(facts):
        if before is not None and before.paragraph is sentence.paragraph:
            yield from _taken_up(facts, before, sentence)
        before = sentence
        numbers = sentence.stated
        for at in range(1, len(numbers) - 1):
            if _belong(sentence, numbers, at):
                whole = counted(numbers[at + 1].known)
                parts = [each for each in numbers[at - 1 :: -1] if _can_be(each, *numbers[at : at + 2])]
                relations = [
                    quotient(
                        rule(NAME, TITLE), numbers[at].known, [(ONE, counted(each.known))], [(ONE, whole)]
                    )
                    for each in parts
                ]
                # A against B, or p% of C: of several amounts the one that fits is meant, else nobody knows which.
                yield from first_held(facts, relations, sure=len(parts) == 1)


def _taken_up(facts: Facts, before: Sentence, sentence: Sentence) -> Iterator[Outcome]:
    """Judge `These reports accounted for p percent of B`, whose part the sentence before prints."""
    if len(sentence.stated) < 2 or sentence.numbers[:2] != tuple(sentence.stated[:2]):  # noqa: PLR2004 - share and whole
        return
    share, whole = sentence.stated[:2]
    if not share.is_share or share.sign or not _TAKES_UP.match(sentence.before(share)):
        return
    behind = sentence.between(share, whole)
    if not _WHOLE.match(behind) or _OTHER.search(behind) or whole.is_share:
        return
    parts = [each for each in before.stated if _can_be(each, share, whole)]
    relations = [
        quotient(rule(NAME, TITLE), share.known, [(ONE, counted(each.known))], [(ONE, counted(whole.known))])
        for each in parts
    ]
    yield from first_held(facts, relations, sure=len(parts) == 1)


def _can_be(part: Number, share: Number, whole: Number) -> bool:
    """Whether a number may be the part of a whole: a larger one where the share is more than all of it."""
    amount = part.dimension == whole.dimension and not part.is_share and not part.sign
    more = share.known.printed.value > 1 or part.known.printed.value <= whole.known.printed.value
    return amount and part.known.printed.value > 0 and more


def _belong(sentence: Sentence, numbers: Sequence[Number], at: int) -> bool:
    part, share, whole = numbers[at - 1 : at + 2]
    if not share.is_share or share.sign or part.is_share or part.sign or part.dimension != whole.dimension:
        return False
    if not 0 < part.known.printed.value <= whole.known.printed.value or whole.sign:
        return False
    words, behind = sentence.between(part, share), sentence.between(share, whole)
    before = re.split(r"[,;:(]", sentence.before(part))[-1]
    return bool(
        _PART.match(words)
        and _WHOLE.match(behind)
        and not _OTHER.search(words + behind)
        and not _OTHER.search(before[-30:])
    )
