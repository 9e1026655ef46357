"""English: changes that clauses tell, with the levels they led to and those they may be measured from."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.english import Sentence
from auditor.checks.common.numbers import Number
from auditor.checks.english._clauses import Role, Told
from auditor.checks.english._moves import MOVED, NOUN, NOUN_OF, SIGN, WAY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_APART = re.compile(
    r"\bof (?:which|whom|these|this)\b|\binclud|\bconsist|\bcompris|\brespectively\b|\bexclud|\bwhile\b|\bwhereas\b|"
    r"\bper (?!cent\b|hundred\b|thousand\b|million\b|[0-9])|\beach\b|\baverage of\b|\bcontribut|\baccount(?:s|ed|ing)? for\b|\bremaining\b|\boffset\b|\bdue to\b|\bdriven\b|\bresult|\bin addition\b|\bapproximate",
    re.IGNORECASE,
)
_BASIS = re.compile(
    r"\b(?:organic\w*|constant|like[- ]for[- ]like|lfl|real terms|underlying(?= (?:growth|basis|rate|increase|decrease))|comparable|pro forma basis|local currenc(?:y|ies)|currency[- ](?:neutral|adjusted)|adjusted for|"
    r"inflation|annual(?:ly|ised|ized)?(?= (?:growth|rate|average))|compound|cagr|sequential\w*|average annual|a year(?! (?:ago|earlier|before)))\b",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"^[\s\W]*(?:In|On|At) (?:an? |the )?[a-z -]{3,30}\b(?:prices|terms|basis|rates|currency),\s",
    re.IGNORECASE,
)
"""In constant prices, …: what the whole sentence is told in leaves an amount and its rate together."""
_BECOMES = re.compile(
    r"^[^.;:,]{0,90}?\b(?:was|were|is|are|has been|have been|will be|to be)\s+(?:\w+\s+){0,3}?(?:increas|decreas|reduc|cut|rais|lower|fall|rise|grow)\w*(?: by(?: of)?)?[^.;:,]{0,4}$",
    re.IGNORECASE,
)
_BETTER = re.compile(r"improv", re.IGNORECASE)
"""What improves may rise or fall: a margin, a ratio of costs, a time to wait."""
_BRACKET = re.compile(rf"^\s*\({SIGN}$")
_SEPARATED = re.compile(r"[,;(–—]|\s-\s|\bwith\b|\band\b|\bas\b")
_PLAIN = re.compile(
    r"^\s*(?:(?:which|that|this|it|is|was|were|are|or|and|the|representing|represents|represented|marking|recording|registering|posting|showing|giving|making|"
    r"for|up|down|by|of|some|also|only|just|further|still|thus|again|well|more|compared|but|yet|\w+ly)\s*)*(?:an?\s*(?:[\w-]+\s+){0,3})?[$€£]?\s*$",
    re.IGNORECASE,
)


@records.frozen(eq=False)
class Change:
    """A change as told, as amount and as rate; the level it led to and those it may be measured from."""

    way: int
    amount: Number | None
    rate: Number | None
    now: Number | None
    bases: tuple[Number, ...]
    sentence: Sentence
    words: str
    head: Number
    last: Number

    def cue(self) -> tuple[int, str]:
        """Return where in the sentence the word stands that says which way it went, and the word."""
        ahead, behind = self.sentence.before(self.head), self.sentence.after(self.head)
        found, start = MOVED.search(ahead) or NOUN_OF.search(ahead), 0
        if found is None:
            found, start = NOUN.match(behind) or WAY.match(behind), len(self.sentence.text) - len(behind)
        if found is None:
            return 0, ""
        name = "up" if found["up"] else "down"
        return start + found.start(name), found[name]

    @property
    def open(self) -> bool:
        """Whether its word leaves open which way it went."""
        return _BETTER.match(self.cue()[1]) is not None


def changes(sentence: Sentence, told: Sequence[Told]) -> Iterator[Change]:
    """Iterate over the changes of a sentence with the levels they belong to."""
    at = 0
    while at < len(told):
        if told[at].role is not Role.CHANGE:
            at += 1
            continue
        end = at + 1
        while end < len(told) and told[end].joined:
            end += 1
        found = _levels(sentence, told, at, end)
        if found is not None:
            yield found
        at = end


def _levels(sentence: Sentence, told: Sequence[Told], at: int, end: int) -> Change | None:
    chunk, clause = list(told[at:end]), told[at].clause
    behind = [each for each in told[end : end + 2] if each.clause == clause]
    now: Told | None = None
    bases: list[Told] = []
    first, last = at, end - 1
    if behind and behind[0].role is Role.TO:
        now, last = behind[0], end
        if len(behind) > 1 and behind[1].role is Role.BASE:
            bases, last = [behind[1]], end + 1
        elif len(behind) > 1 and behind[1].number.is_share and _BRACKET.match(behind[1].words):
            chunk, last = [*chunk, behind[1]], end + 1
        elif at and told[at - 1].role is Role.LEVEL and _is_it(told[at - 1], told[at]):
            bases, first = [told[at - 1]], at - 1
    elif behind and behind[0].role is Role.BASE and not _apart(behind[0].words):
        bases, last = [behind[0]], end
        if len(behind) > 1 and behind[1].role is Role.TO and re.match(r"^[^,;]*\bto\b", behind[1].words):
            now, last = behind[1], end + 1
    if now is None and _same_subject(told[at]):
        place = _level_before(told, at)
        if place is not None:
            now, first = told[place], place
            bases = bases or _held(told, place, at)
            if not bases and len(chunk) == 1 and _amount_of(told, place, chunk[0]):
                chunk, first = [told[place - 1], *chunk], place - 1
            if now.part and (now := _whole(told, place, bases)) is None:
                return None
    amounts = [each.number for each in chunk if not each.number.is_share]
    rates = [each.number for each in chunk if each.number.is_share]
    if len(amounts) > 1 or len(rates) > 1:
        return None
    span = [each.words for each in told[first + 1 : last + 1]]
    tail = re.split("[0-9]", sentence.after(told[last].number)[:60])[0]
    if any(_apart(each) for each in span):
        return None
    opening = _LEADS.match(sentence.text) if amounts and rates else None
    words = told[at].words if at or opening is None else sentence.before(told[at].number)[opening.end() :]
    if _BASIS.search(" ".join([words[-60:], *span, tail])):
        return None
    return Change(
        way=chunk[0].way,
        amount=amounts[0] if amounts else None,
        rate=rates[0] if rates else None,
        now=now.number if now is not None else None,
        bases=tuple(each.number for each in bases),
        sentence=sentence,
        words=" ".join(span),
        head=told[at].number,
        last=told[last].number,
    )


def _amount_of(told: Sequence[Told], place: int, rate: Told) -> bool:
    """Whether a level was come to by an amount whose rate is told behind it: rose by C to A, a p percent increase."""
    amount = told[place - 1] if place else None
    return (
        amount is not None
        and told[place].role is Role.TO
        and amount.role is Role.CHANGE
        and not amount.joined
        and (amount.clause, amount.way) == (rate.clause, rate.way)
        and rate.number.is_share
        and not amount.number.is_share
    )


def _is_it(level: Told, change: Told) -> bool:
    """Whether what a clause tells of a level is that it changed: reserves of B are to fall by C to A."""
    return (
        level.clause == change.clause
        and not level.part
        and level.number.dimension == change.number.dimension
        and _BECOMES.match(change.words) is not None
    )


def _apart(words: str) -> bool:
    return _APART.search(words) is not None


def _same_subject(change: Told) -> bool:
    """Whether no other thing is named before a change: A, an increase of C; but not A, with volume up by C."""
    words = change.words
    cue = MOVED.search(words) or NOUN_OF.search(words)
    return _PLAIN.match(_SEPARATED.split(words[: cue.start()] if cue else words)[-1]) is not None or (
        _SEPARATED.search(words) is None
    )


def _level_before(told: Sequence[Told], at: int) -> int | None:
    """Return where the level stands that a change behind it is of: earlier levels and other changes may stand between."""
    for place in range(at - 1, -1, -1):
        each = told[place]
        if each.clause != told[at].clause:
            return None
        # 44.6 million adults (87%), an increase of 1.1 million: what brackets add has not changed.
        if each.role in {Role.LEVEL, Role.TO} and each.number.depth <= told[at].number.depth:
            return place
    return None


def _held(told: Sequence[Told], place: int, at: int) -> list[Told]:
    """Return the levels that the one at `place` is held against before the change at `at` is told."""
    between = told[place + 1 : at]
    if any(each.role is not Role.BASE for each in between):
        return []
    before = told[place - 1] if place else None
    if between or before is None or before.role is not Role.BASE or before.clause != told[place].clause:
        return list(between)
    # from B to A, an increase of C; compared with B, the A of this year is C higher
    starts = place == 1 or told[place - 2].clause != told[place].clause
    return [before] if told[place].role is Role.TO or starts else []


def _whole(told: Sequence[Told], place: int, bases: Sequence[Told]) -> Told | None:
    """Return which of a whole and the last of its parts is nearer to the level that it is held against."""
    whole = next((each for each in reversed(told[:place]) if not each.part and each.role is Role.LEVEL), None)
    part, base = told[place], bases[0] if len(bases) == 1 else None
    if (
        whole is None
        or base is None
        or not (whole.number.stated and part.number.stated and base.number.stated)
    ):
        return None
    if len({each.number.dimension for each in (whole, part, base)}) > 1:
        return None
    one, two, level = (abs(each.number.known.printed.value) for each in (whole, part, base))
    return part if abs(two - level) < abs(one - level) else whole


def pairs(told: Sequence[Told]) -> Iterator[tuple[Number, Number, int]]:
    """Iterate over levels with the one before and the way between them: fell from B to A; A, up from B; rose to A from B."""
    for at, (one, two) in enumerate(pairwise(told)):
        if one.clause != two.clause or one.part or _apart(two.words):
            continue
        if one.role is Role.BASE and two.role is Role.TO and one.way:
            yield two.number, one.number, one.way
        elif one.role in {Role.LEVEL, Role.TO} and two.role is Role.BASE and (way := two.way or one.way):
            following = told[at + 2] if at + 2 < len(told) else None
            if following is None or following.role is not Role.TO:
                yield one.number, two.number, way


def held(told: Sequence[Told]) -> Iterator[tuple[Number, Number]]:
    """Iterate over levels with the one that they are held against: A, compared with B; to A from B; A (2023: B)."""
    for one, two in pairwise(told):
        if one.clause != two.clause or one.part or _apart(two.words):
            continue
        if one.role is Role.BASE and two.role is Role.TO:
            yield two.number, one.number
        elif one.role in {Role.LEVEL, Role.TO} and two.role is Role.BASE:
            yield one.number, two.number


def sign_of(change: Change) -> Fraction:
    """Return +1 or -1, as the words of a change say; a printed sign says it itself."""
    number = change.amount or change.rate
    if number is not None and number.stated is not None and number.known.printed.value < 0:
        return Fraction(1)
    now, base = change.now, change.bases[0] if len(change.bases) == 1 else None
    if change.open and now is not None and base is not None and now.stated and base.stated:
        return Fraction(1 if now.known.printed.value >= base.known.printed.value else -1)
    return Fraction(change.way)
