"""English: levels as sentences tell them, with the change that led there: imports rose $2.4 billion to $91.7 billion."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.english import end_of
from auditor.checks.common.numbers import Number
from auditor.checks.english._changes import changes, pairs
from auditor.checks.english._clauses import MOVED, NOUN_OF, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.english import Sentence
    from auditor.checks.english._clauses import Told

_CUT = re.compile(r"[;:,(•]|\bwhile\b|\bwhereas\b|\bas\b|\bbut\b|\band (?=an? |the |imports|exports)")
_IN = re.compile(r"\bin (?:the |our |total )?(?P<subject>[^.;:,0-9]{3,60}?) of\b", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:(?:increas|decreas|rose|ris|grow|grew|climb|jump|gain|surg|fell|fall|declin|drop|reduc|contract|narrow|widen|expand|slip|eas)\w*|up|down)"
    r"(?:\s+\w+ly)?\s+(?:by|to)\b[^0-9]*$|\b(?:was|were|is|are|of|totall?ed|totall?ing|stood at|amounted to|reached|came to|remaining at|recorded|received|served|reported)"
    r"(?:\s+an?|\s+only)?\s*[$€£]?\s*$",
    re.IGNORECASE,
)
_THAN = re.compile(r"^\s*(?:(?P<up>more|higher|greater)|less|lower|fewer)\s+than\b", re.IGNORECASE)
_WAS = re.compile(r"\b(?:was|were|is|are)\s*[$€£]?\s*$", re.IGNORECASE)
_OTHER = re.compile(r"^\s*\w+\s+than\s+[^.;:,0-9]{3,60}?\bof\s*[$€£]?\s*$", re.IGNORECASE)
_PERIOD = re.compile(
    r"(?:19|20)[0-9]{2}|January|February|March|April|May|June|July|August|September|October|November|December"
)


@records.frozen(eq=False)
class Move:
    """A level, what it is of, and how it came about: the change, with its way."""

    subject: str
    level: Number
    way: Fraction = Fraction(0)
    change: Number | None = None
    words: str = ""

    @property
    def periods(self) -> frozenset[str]:
        """Return the months and years that its words name."""
        return frozenset(_PERIOD.findall(self.words))


@records.frozen(eq=False)
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


def moves(sentence: Sentence, told: Sequence[Told]) -> Iterator[Move]:
    """Iterate over the levels that a sentence tells."""
    ways = {id(now): way for now, _, way in pairs(told)}
    led = {id(each.now): each for each in changes(sentence, told) if each.now is not None}
    for place, each in enumerate(told):
        level = each.number
        if each.role not in {Role.LEVEL, Role.TO} or level.is_share or level not in sentence.numbers:
            continue
        change = led.get(id(level))
        first = place
        while first and each.role is Role.TO and told[first - 1].role in {Role.CHANGE, Role.BASE}:
            first -= 1
        way = change.way if change is not None else each.way or ways.get(id(level), 0)
        start = end_of(told[first - 1].number) - sentence.start if first else 0
        behind = (
            told[place + 1].number.occurrence.span.start - sentence.start if place + 1 < len(told) else None
        )
        yield Move(
            subject=_subject(
                sentence.text[start : told[first].number.occurrence.span.start - sentence.start]
            ),
            level=level,
            way=Fraction(way),
            change=change.amount if change is not None else None,
            words=sentence.text[start:behind],
        )


def _subject(words: str) -> str:
    """Return what the words before a level or change say that it is of."""
    cue = NOUN_OF.search(words)
    if cue is not None and (of := _IN.search(words, cue.start())) is not None:
        return of["subject"]
    cue = cue or MOVED.search(words) or _VERB.search(words)
    return _CUT.split(words[: cue.start()] if cue is not None else words)[-1].strip()
