"""English: levels as sentences tell them, with the change that led there: imports rose $2.4 billion to $91.7 billion."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.english import end_of
from auditor.checks.common.numbers import Number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.english import Sentence

_RISE = (
    r"increas\w*|rose|rise|rising|gr[eo]w|climb\w*|jump\w*|advanc\w*|gain\w*|surg\w*|expand\w*|widen\w*|up"
)
_FALL = r"decreas\w*|fell|fall|falling|declin\w*|drop\w*|reduc\w*|contract\w*|narrow\w*|shr[aiu]nk|slipp\w*|eased|down"
_ADVERB = r"(?:\s+(?:sharply|slightly|further|modestly|again|only|marginally))?"
_CUT = re.compile(r"[;:,(•]|\bwhile\b|\bwhereas\b|\bas\b|\bbut\b|\band (?=an? |the |imports|exports)")
_MOVED = re.compile(
    rf"\b(?:(?P<up>{_RISE})|(?:{_FALL})){_ADVERB}(?:\s+by)?\s*(?:a |an )?(?:[$€£]|\(\+)?\s*$", re.IGNORECASE
)
_MOVE_IN = re.compile(
    r"\b(?:(?P<up>increase|rise|gain|growth)|decrease|fall|decline|drop|reduction) in (?:the |our |total )?"
    r"(?P<subject>[^.;:,0-9]{3,60}?) of\s*(?:(?:less|more) than\s*)?[$€£]?\s*$",
    re.IGNORECASE,
)
_MOVED_TO = re.compile(
    rf"\b(?:(?P<up>{_RISE})|(?:{_FALL})){_ADVERB}\s+to\s*(?:an? [a-z0-9-]+ (?:high|low) of\s*)?[$€£]?\s*$",
    re.IGNORECASE,
)
_SAW = re.compile(
    r"^\s*(?:(?P<up>increase|rise|gain|jump)|decrease|fall|decline|drop)\s+to\s*[$€£]?\s*$", re.IGNORECASE
)
_RATE = re.compile(r"^\s*(?:\(|,?\s*or\s)\s*[$€£]?\s*$", re.IGNORECASE)
_TO = re.compile(
    r"^\s*[),]*\s*(?:(?:(?!from\b)[a-z]+\s+){0,2}|from [A-Z][a-z]+ )(?:to|remaining at)\s*(?:an? \S+ \S+ of\s*)?[$€£]?\s*$",
    re.IGNORECASE,
)
_IS = re.compile(
    r"\b(?:was|were|is|are|of|totall?ed|totall?ing|stood at|amounted to|reached|came to|remaining at|recorded|received|served|reported)(?:\s+an?|\s+only)?\s*[$€£]?\s*$",
    re.IGNORECASE,
)
_THEN = re.compile(
    r"^[^.;:0-9(]{0,30},?\s*\(?(?:(?P<up>up|an increase of)|down|a decrease of)(?:\s+by)?\s*[$€£]?\s*$",
    re.IGNORECASE,
)
_NEXT = re.compile(r"^\s*,\s*(?:which (?:was|is)\s+)?[$€£]?\s*$")
_THAN = re.compile(r"^\s*(?:(?P<up>more|higher|greater)|less|lower|fewer)\s+than\b", re.IGNORECASE)
_WAS = re.compile(r"\b(?:was|were|is|are)\s*[$€£]?\s*$", re.IGNORECASE)
_OTHER = re.compile(r"^\s*\w+\s+than\s+[^.;:,0-9]{3,60}?\bof\s*[$€£]?\s*$", re.IGNORECASE)
_PERIOD = re.compile(
    r"(?:19|20)[0-9]{2}|January|February|March|April|May|June|July|August|September|October|November|December"
)
_FROM = re.compile(r"^[\s)]*,?\s*(?:from|compared (?:with|to)|versus)\b[^.;0-9]{0,60}$", re.IGNORECASE)
_UP_FROM = re.compile(
    r"^[^.;:0-9(]{0,30},\s*(?:(?P<up>up)|down)(?:\s+\w+ly)? from\b[^.;0-9]{0,50}$", re.IGNORECASE
)
_BRACKET = re.compile(r"^\s*\((?:in )?(?:19|20)[0-9]{2}(?:[-/][0-9]{2,4})?:\s*[$€£]?\s*$")


@attrs.frozen(eq=False)
class Move:
    """A level, what it is of, and how it came about: the change (with its way), the rate, the level before."""

    subject: str
    level: Number
    way: Fraction = Fraction(0)
    change: Number | None = None
    rate: Number | None = None
    earlier: Number | None = None
    words: str = ""

    @property
    def periods(self) -> frozenset[str]:
        """Return the months and years that its words name."""
        return frozenset(_PERIOD.findall(self.words))


@attrs.frozen(eq=False)
class Distance:
    """How far one thing told by name lies above or below another: exports were $1.9 billion less than imports of C."""

    subject: str
    distance: Number
    way: Fraction
    other: Number


def distances(sentence: Sentence) -> Iterator[Distance]:
    """Iterate over the distances that a sentence tells between two things it names."""
    numbers = sentence.stated
    for distance, other in pairwise(numbers):
        than = _THAN.match(sentence.after(distance))
        words = sentence.before(distance)
        told = _WAS.search(words)
        if than is None or told is None or other.dimension != distance.dimension:
            continue
        if _OTHER.match(sentence.between(distance, other)):
            way = Fraction(1 if than["up"] else -1)
            yield Distance(_CUT.split(words[: told.start()])[-1].strip(), distance, way, other)


def moves(sentence: Sentence) -> Iterator[Move]:
    """Iterate over the levels that a sentence tells."""
    numbers, at = sentence.numbers, 0
    while at < len(numbers):
        found = _move(sentence, at)
        if found is None:
            at += 1
            continue
        move, after = found
        start = end_of(numbers[at - 1]) - sentence.start if at else 0
        level = numbers.index(move.level)
        end = numbers[level + 1].occurrence.span.start - sentence.start if level + 1 < len(numbers) else None
        yield attrs.evolve(move, words=sentence.text[start:end])
        at = after


def _move(sentence: Sentence, at: int) -> tuple[Move, int] | None:
    """Return the level that is told from the number at `at` on, and the index behind its numbers."""
    numbers = sentence.numbers
    first = numbers[at]
    words = sentence.between(numbers[at - 1], first) if at else sentence.before(first)
    moved = _MOVE_IN.search(words) or _MOVED.search(words)
    if moved is not None:
        subject = moved.groupdict().get("subject") or _subject(sentence, first, moved.start())
        way = Fraction(1 if moved["up"] else -1)
        return _from_change(sentence, at, subject, way)
    if first.stated is None or (first.is_share and not _MOVED_TO.search(words)):
        if (
            first.is_share
            and at + 1 < len(numbers)
            and (saw := _SAW.match(sentence.between(first, numbers[at + 1])))
        ):
            level = numbers[at + 1]
            if level.stated is not None and not level.is_share:
                subject = _subject(sentence, first, len(words))
                return Move(subject, level, Fraction(1 if saw["up"] else -1), None, first), at + 2
        return None
    told = _MOVED_TO.search(words)
    if told is not None:
        subject, way = _subject(sentence, first, told.start()), Fraction(1 if told["up"] else -1)
        return _behind(sentence, at, Move(subject, first, way))
    if (stated := _IS.search(words)) is not None and not _THAN.match(sentence.after(first)):
        return _behind(sentence, at, Move(_subject(sentence, first, stated.start()), first))
    return None


def _from_change(sentence: Sentence, at: int, subject: str, way: Fraction) -> tuple[Move, int] | None:
    """Return `increased D (p%) to B`, `p%, or D, to B`."""
    numbers, behind = sentence.numbers, at + 1
    told = [numbers[at]]
    if behind < len(numbers) and _RATE.match(sentence.between(told[-1], numbers[behind])):
        told.append(numbers[behind])
        behind += 1
    if behind >= len(numbers) or not _TO.match(sentence.between(told[-1], numbers[behind])):
        return None
    level = numbers[behind]
    if level.stated is None or level.is_share:
        return None
    change = next((each for each in told if not each.is_share and each.dimension == level.dimension), None)
    rate = next((each for each in told if each.is_share), None)
    return _behind(sentence, behind, Move(subject, level, way, change, rate))


def _behind(sentence: Sentence, at: int, move: Move) -> tuple[Move, int]:
    """Return a move with what stands behind its level: the level before, or the change."""
    numbers = sentence.numbers
    if at + 1 >= len(numbers):
        return move, at + 1
    following = numbers[at + 1]
    gap = sentence.between(move.level, following)
    if following.stated is None or following.dimension != move.level.dimension:
        return move, at + 1
    since = _UP_FROM.match(gap)
    if since is not None and not move.way:
        return attrs.evolve(move, earlier=following, way=Fraction(1 if since["up"] else -1)), at + 2
    if _FROM.match(gap) or _BRACKET.match(gap):
        return attrs.evolve(move, earlier=following), at + 2
    if move.change is not None or move.rate is not None:
        return move, at + 1
    than = _THAN.match(sentence.after(following)) if _NEXT.match(gap) else _THEN.match(gap)
    if than is None:
        return move, at + 1
    move = attrs.evolve(move, change=following, way=Fraction(1 if than["up"] else -1))
    if at + 2 < len(numbers):
        before = numbers[at + 2]
        if before.dimension == move.level.dimension and re.match(
            r"^[\s)]*,?\s*(?:from|than)\b[^.;0-9]{0,60}$", sentence.between(following, before)
        ):
            return attrs.evolve(move, earlier=before if before.stated else None), at + 3
    return move, at + 2


def _subject(sentence: Sentence, number: Number, end: int) -> str:
    """Return the words of the clause that ends `end` characters into the words before a number."""
    at = sentence.numbers.index(number)
    start = end_of(sentence.numbers[at - 1]) - sentence.start if at else 0
    return _CUT.split(sentence.text[start : start + end])[-1].strip()
