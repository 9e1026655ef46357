"""English clauses: what part each number of a sentence plays, and which levels and changes belong together.

A number is a level (`imports were A`), a level that something came to (`to A`), an earlier or other level that it is held
against (`from B`, `compared with B`, `(2022: B)`, `above the request of B`), a change (`rose by C`, `a C decrease`, `C
higher`, `(+p%)`), a change told once more (`C, or p percent`), or something else. Every clause has its own; what stands
between two numbers says whether they belong together, and a word such as `including` or `organically` says that they do not.
"""

from __future__ import annotations

import enum
import functools
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.checks.common.english import EARLIER, Sentence, english
from auditor.checks.common.numbers import Number, roughly
from auditor.checks.english._moves import ARTICLE, OR, SIGN, SOME, change, motion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.evaluation.facts import Facts

_JOINED = re.compile(
    rf"^\s*(?:(?:increase|decrease|rise|fall|growth|reduction|decline)\s*)?(?:\((?:or\s+)?|,?\s*or\s+(?:by\s+|an?\s+)?|\(or\s+|,\s*|/\s*){SIGN}$",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"^\s*(?:[A-Za-z-]+\s+){1,3}\((?:or\s+)?$")
"""What stands between an amount and its rate in brackets: 253,000 adults (4%)."""
_TO = re.compile(
    rf"\b(?:to|reach(?:ed|ing)|with a total of|remaining at)(?:\s+(?:a|an|the)(?:\s+[a-z-]+){{0,3}}(?:\s+of)?|\s+stand at|\s+reach)?{SIGN}$",
    re.IGNORECASE,
)
_TO_WORDS = re.compile(
    r"\b(?:compar\w+|relat\w+|due|owing|subject|according|respect|regard|equal|up)\s+to\b[^,]*$",
    re.IGNORECASE,
)
_ON = r",\s+(?:and|but|while|whereas)\b"
"""Where a clause goes on, what stands behind is held against nothing before: more than last year, and the public borrowed A."""
_AGAINST = re.compile(
    rf"(?:\bfrom|\b(?:as |when )?(?:compared?|comparing|comparison|contrasted) (?:with|to)|\b(?:versus|vs\.?|against)|\bthan)\b"
    rf"(?P<what>(?:(?!{_ON})[^.;()]){{0,80}}?)[(]?{SIGN}$",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"\b(?:(?:over|above|below|on|under) (?:the|its|their|last year's|the previous year['\u2019]s|a|an)\b(?!(?: [\w-]+){0,4} basis\b)|"
    rf"since the [^.;,()]{{0,40}}\b(?:estimate|figure|level|total|value)s? of\b)(?P<what>[^.;()]{{0,80}}?)[(]?{SIGN}$",
    re.IGNORECASE,
)
_TELLS = re.compile(
    rf"\b(?:was|were|is|are|totall?ed|totall?ing|amounted to|reached|reaching|stood at|came to|recorded)(?:\s+an?)?{SIGN}$",
    re.IGNORECASE,
)
_WHEN = re.compile(r"\bwhen\b|\bwhich\b", re.IGNORECASE)
_PERIOD = r"(?:[QH][1-4] |[A-Z][a-z]{2,8} )?(?:19|20)[0-9]{2}(?:[/–-][0-9]{2,4})?"
_ONE_IN = re.compile(r"\b(?:one|1) (?:in|out of)(?: every)?\s*$", re.IGNORECASE)
"""A 30% increase from one in 88: the number is no level of anything."""
_SINCE_WHEN = re.compile(
    rf"\b(?:since|than in|than|from|on|over)\b(?!.*\bsince\b)[^.;]{{0,40}}?,?\s+when\s+(?:there|it|they|this|the [a-z]+)\s+(?:was|were|had been|stood at|totall?ed){SIGN}$",
    re.IGNORECASE,
)
"""A 9.8% rise since 2011, when there were B."""
_WHEN_THEN = re.compile(
    rf"^[^.;]{{0,20}}\)?,\s+when\s+(?:there|it|they|this)\s+(?:was|were|had been){SIGN}$", re.IGNORECASE
)
_THAN_IN = re.compile(
    rf"\bthan (?:in |at )?(?:the [a-z ]{{2,30}} )?(?:{_PERIOD}|year|quarter|month)\s*\(an?\s*$"
)
"""Higher than in 2011 (a 9.8% increase), when there were B."""
_IN_PERIOD = re.compile(
    rf"\b(?:on|since|over|from|than(?: in)?|compared (?:with|to)|recorded in) (?:the [a-z ]{{2,30}} (?:in|of) )?{_PERIOD} \({SIGN}$"
)
"""A decrease on Q4 2013 (B): in the brackets is what it was then."""
_RANGE = re.compile(r"\b(?:band|range|ranging|varying|between|falls? (?:in|within))\b[^,]*$", re.IGNORECASE)
_ALSO = re.compile(
    rf"^[^0-9.;:,]{{0,40}}(?:[0-9]{{4}}[^0-9.;:,]{{0,20}})?\band(?: with| to)?{SIGN}$", re.IGNORECASE
)
_LASTS = re.compile(
    r"^[\s-]*(?:(?:consecutive|full|calendar) )?(?:months?|years?|days?|weeks?|quarters?|hours?)\b",
    re.IGNORECASE,
)
_ROUGH = re.compile(
    rf"(?:\b(?:about|approximately|nearly|some|around|roughly|almost|close to|an? estimated|only|just)\s+)+(?={SIGN}$)|"
    rf"\b(?:about|approximately|nearly|some|around|roughly|almost|close to|an? estimated|only|just)$",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\W*[A-Z][a-z]+")
"""Headline 2: what numbers a statement is no level."""
_SHARE_OF = re.compile(r"^\s*of\b", re.IGNORECASE)
_AGED = re.compile(
    r"\b(?:aged?|ages)\b(?: [a-z]+){0,2} (?:[0-9]{1,2}(?: (?:to|and|or) | ?[–-] ?))?$", re.IGNORECASE
)
"""Aged under 16, aged 65 to 69: what they are counted by is no level."""
_PER_SO_MANY = re.compile(r"\bper$")
"""Complaints per 1,000 homes are so many, and 1,000 is no level of them."""
_PER = re.compile(r"^\s*per\s+(?!cent)")
_EACH = re.compile(
    r"^\s*per\s+(?:[\w-]+\s+){0,3}?(?:share|unit|head|person|capita|household)\b,?", re.IGNORECASE
)
_INSERTED = re.compile(r"^\s*\((?:[±+-]\s?)?[0-9.]+\s?(?:%|per ?cent|percent)\)\*?", re.IGNORECASE)
"""What is told of a change in brackets before its way: 830 (10%) less; 0.6 percent (±1.2 percent) below."""
_AT = re.compile(rf"^\s*,?\s*at\s*{SIGN}$", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}$")
_THINGS = re.compile(r"^\s+(?!figures|levels|prices|totals)[a-z-]+s\b")
"""7 (4%) more than 2018 is no comparison with 2,018; 2018 pupils may be counted."""
_SPAN = re.compile(r"(?:/|(?:19|20)[0-9]{2}\s?[–—-])$")
_YEARS = re.compile(r"^/[0-9]")
_BY_TOO = re.compile(rf"\band (?:[a-z-]+ ){{0,5}}(?:(?P<by>by)|of){SIGN}$", re.IGNORECASE)
_RATED_TOO = re.compile(rf"^\s*\)[^.;()0-9]{{0,50}}\band{SOME}{SIGN}$", re.IGNORECASE)
_BRACKETS_RATE = re.compile(r"^(?:\s+[A-Za-z-]+){0,2}\s*\([0-9.]+\s?(?:%|per ?cent)\)")
"""Fell by A on the quarter and by B on the same quarter a year ago."""
_ELSEWHERE = re.compile(
    r"^\s*(?:nationally|elsewhere|among\b|on average|(?:for|at|in) (?!(?:the )?(?:fiscal|financial|calendar|year|quarter|half|month|week|FY|same|comparable|corresponding|previous|prior|preceding|last|end|start|beginning|close|[0-9]|[QH][1-4]\b|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|fall|winter|first|second|third|fourth)))",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"\bof (?:which|whom|these|this)\b|\bincluding\b|\bconsisting of\b|\bcomprising\b|\bmade up of\b",
    re.IGNORECASE,
)
_THIS = re.compile(
    r"^\s*(?:[Tt]his|[Tt]hat|[Ii]t)\s+(?:is|was|represents|represented|amounts to|marks)\b[^.;:,]{0,40}$"
)
_AGO = re.compile(
    r"^\s*\)?(?:(?!\b(?:compared|than)\b)[^.;,()0-9]){0,40}\b(?:(?:the|in|of|for) (?:the )?(?:previous|preceding|prior|last) (?:fiscal |financial |calendar )?(?:year|season|quarter|month|period)|"
    r"a year (?:ago|earlier|before)|the (?:year|season|month) before|last year)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r",?\s+(?:and|while|whereas|but|although)\s+(?=[^,;:()]{1,70}\b(?:was|were|is|are|rose|fell|increased|decreased|grew|said|stood|had|came|went|dropped|declined|improved|narrowed|widened)\b)|"
    r";\s+|\b(?:while|whereas|although)\b|,\s*(?=with\s+(?:the|our|its|an?)\s[^,.;]*?ing\s)",
    re.IGNORECASE,
)


class Role(enum.Enum):
    """What part a number plays in its clause."""

    LEVEL = "level"
    TO = "level come to"
    BASE = "level held against"
    CHANGE = "change"


@records.frozen(eq=False)
class Told:
    """A number, its part, the words before it, and the way it tells: +1, -1 or 0 where that is open.

    `joined` is what tells the change before it once more, `part` what stands in a list of parts of a level before it.
    """

    number: Number
    role: Role
    way: int
    words: str
    clause: int
    joined: bool = False
    part: bool = False


@functools.lru_cache(maxsize=4)
def read(facts: Facts) -> tuple[tuple[Sentence, tuple[Told, ...]], ...]:
    """Return every sentence of an English document with numbers, and the parts they play."""
    found: list[tuple[Sentence, tuple[Told, ...]]] = []
    last: tuple[Told, ...] = ()
    for exact in english(facts):
        sentence = attrs.evolve(exact, numbers=tuple(roughly(facts, each) for each in exact.numbers))
        told = _told(sentence)
        if last and told and _THIS.match(told[0].words):
            told[:0] = last
        if told:
            found.append((sentence, tuple(told)))
        last = _gone_on(sentence, told)
    return tuple(found)


def _gone_on(sentence: Sentence, told: Sequence[Told]) -> tuple[Told, ...]:
    """Return what `This is an increase of p%` in the next sentence is told of: the only level, with the one that it is held against."""
    amounts = [each for each in told if not each.number.is_share]
    shares = [each for each in told if each.number.is_share]
    if (
        any(each.role is not Role.LEVEL for each in shares)
        or len(told) != len(sentence.numbers)
        or not amounts
    ):
        return ()
    level, *bases = [attrs.evolve(each, words="", clause=0) for each in amounts]
    if len(bases) == 1 and (level.role, bases[0].role) == (Role.BASE, Role.TO):
        level, bases = bases[0], [level]
    plain = not bases or (len(bases) == 1 and bases[0].role is Role.BASE)
    if not plain or level.role not in {Role.LEVEL, Role.TO}:
        return ()
    return (attrs.evolve(level, role=Role.LEVEL, way=0), *bases)


def _told(sentence: Sentence) -> list[Told]:
    cuts = [found.end() for found in _CLAUSE.finditer(sentence.text)]
    found: list[Told] = []
    part = False
    numbers = [
        each
        for each in sentence.numbers
        # 2012/13, over 12 months: neither a level nor a change; but a mean age of 38.9 years is
        if not (
            (_LASTS.match(sentence.after(each)) and "." not in each.occurrence.text)
            or _YEARS.match(sentence.after(each))
        )
        and not _SPAN.search(sentence.before(each))
        and not (_PER_SO_MANY.search(before := sentence.before(each)) or _AGED.search(before.rstrip() + " "))
        and each.occurrence.bound != "±"
        and not (_LABEL.fullmatch(before) and sentence.after(each).startswith(":"))
        and not (_YEAR.match(each.occurrence.text) and not _THINGS.match(sentence.after(each)))
    ]
    for at, number in enumerate(numbers):
        words = sentence.between(numbers[at - 1], number) if at else sentence.before(number)
        words = _ROUGH.sub("", _EACH.sub("", words))
        start = number.occurrence.span.start - sentence.start
        clause = sum(1 for cut in cuts if cut <= start)
        one = _one(sentence, number, words, clause)
        if one is None or (one.role is Role.LEVEL and OR.match(words) and _PER.match(sentence.after(number))):
            continue  # $157.2 million, or $2.69 per share: no second level
        told = one
        last = found[-1] if found else None
        listed = _LIST.search(words) is not None and at > 0
        part = (listed or part) and (last is None or last.clause == clause or listed)
        if part and told.role is Role.LEVEL:
            told = attrs.evolve(told, part=True)
        if last is not None and last.role is Role.BASE and told.role is Role.LEVEL and _ALSO.match(words):
            told = attrs.evolve(told, role=Role.BASE)
        if (
            last is not None
            and last.role is Role.CHANGE
            and last.clause == clause
            and _too(sentence, number, words)
        ):
            told = attrs.evolve(told, role=Role.CHANGE, way=last.way)
        if (
            last is not None
            and last.role is Role.CHANGE
            and last.clause == clause
            and _WHEN_THEN.match(words)
            and _THAN_IN.search(last.words)
        ):
            told = attrs.evolve(told, role=Role.BASE)
        if last is not None and last.role is Role.CHANGE and told.role is Role.LEVEL and _AT.match(words):
            told = attrs.evolve(told, role=Role.TO)
        if last is not None and last.clause == clause and last.number.is_share != number.is_share:
            joined = _JOINED.match(words) is not None or (
                number.is_share and _BRACKETED.match(words) is not None
            )
            if joined and last.role is Role.CHANGE and told.role is not Role.TO:
                told = attrs.evolve(told, role=Role.CHANGE, way=last.way, joined=True)
            elif (
                joined
                and told.role is Role.CHANGE
                and last.role is Role.LEVEL
                and (ARTICLE.search(last.words) or _more_than(found, words))
            ):
                found[-1] = attrs.evolve(last, role=Role.CHANGE, way=told.way)
                told = attrs.evolve(told, joined=True)
            elif joined and told.role is Role.LEVEL and (way := _led_to(found, sentence.after(number))):
                told = attrs.evolve(told, role=Role.CHANGE, way=way)
        found.append(told)
    return found


def _too(sentence: Sentence, number: Number, words: str) -> bool:
    """Whether a number goes on telling how much something changed: down by C (p%) on headcount and D (q%) on another basis."""
    if number.is_share:
        return False
    rated = _BRACKETS_RATE.match(sentence.after(number)) is not None
    more = _BY_TOO.search(words)
    return bool((more and (rated or more["by"])) or (rated and _RATED_TOO.match(words)))


def _more_than(found: Sequence[Told], words: str) -> bool:
    """Whether an amount is by how much the level before it is above another one: was A, …, and was C or p percent above the budget."""
    *before, last = found
    level = next(
        (
            each
            for each in reversed(before)
            if each.role in {Role.LEVEL, Role.TO} and not each.number.is_share
        ),
        None,
    )
    return (
        level is not None
        and level.clause == last.clause
        and words.strip() == "or"
        and re.search(r"\band (?:was|is|were|are)\W*$", last.words) is not None
        and bool(level.number.stated and last.number.stated)
        and level.number.dimension == last.number.dimension
        and level.number.known.printed.value > last.number.known.printed.value
    )


def _led_to(found: list[Told], behind: str) -> int:
    """Return which way a rate tells that a level came about: rose from B to A, or by p%; not (p% of the total)."""
    before, last = found[-2:] if len(found) > 1 else (None, None)
    if before is None or last is None or (before.role, last.role) != (Role.BASE, Role.TO):
        return 0
    alike = before.clause == last.clause and not last.number.is_share
    return (last.way or before.way) if alike and not _SHARE_OF.match(behind) else 0


def _one(sentence: Sentence, number: Number, words: str, clause: int) -> Told | None:
    behind = _INSERTED.sub("", sentence.after(number))
    if (way := change(number, words, behind)) is not None:
        return Told(number, Role.CHANGE, way, words, clause)
    before = sentence.before(number)
    if number.depth and (EARLIER.search(before) or _IN_PERIOD.search(before)):
        return Told(number, Role.BASE, 0, words, clause)
    if _ONE_IN.search(before):
        return None
    if _SINCE_WHEN.search(words):
        return Told(number, Role.BASE, 0, words, clause)
    if _TO.search(words) and not _TO_WORDS.search(words):
        return Told(number, Role.TO, motion(words), words, clause)
    told = _TELLS.search(words) and not _WHEN.search(words)
    against = not told and (_AGAINST.search(words) or _OVER.search(words))
    if (against or _AGO.match(behind)) and not _RANGE.search(words):
        if _ELSEWHERE.match(behind):
            return None
        return Told(number, Role.BASE, motion(words), words, clause)
    return Told(number, Role.LEVEL, 0, words, clause)
