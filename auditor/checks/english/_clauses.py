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

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.evaluation.facts import Facts

_RISE = (
    r"increas(?:e[sd]?|ing)|ris(?:e[sn]?|ing)|rose|gr(?:ew|own|owing|ows?)|climb(?:ed|ing|s)?|swell(?:ed|ing)|leap(?:t|ed)|jump(?:ed|ing|s)?|gain(?:ed|ing|s)?|surg(?:ed?|ing)|"
    r"soar(?:ed|ing)|expand(?:ed|ing)|advanc(?:ed|ing)|widen(?:ed|ing)|rais(?:ed?|ing)|went up|improv(?:ed?|ing)|up|higher"
)
_FALL = (
    r"decreas(?:e[sd]?|ing)|f(?:ell|all|alls|allen|alling)|declin(?:e[sd]?|ing)|dropp?(?:s|ed|ing)?|dipp(?:ed|ing)|dips?|slid|reduc(?:e[sd]?|ing)|cut|contract(?:ed|ing)|"
    r"narrow(?:ed|ing)|shr[aiu]nk|slipp(?:ed|ing)|eased|plung(?:ed|ing)|slump(?:ed|ing)|tumbl(?:ed|ing)|sank|compress(?:ed|ing)|lower(?:ed|ing)|went down|down|lower"
)
_RISES = r"increase|rise|gain|improvement|growth|jump|upswing|surge"
_FALLS = r"decrease|decline|drop|fall|reduction|cut|loss|saving|contraction"
_SOME = r"(?:\s+(?:by|of|in (?:number|value|volume|size|total)|in|only|just|further|some|another|again|a|an|approximately|\w+ly))*"
SIGN = r"\s*(?:USD?|EUR|GBP|CHF|AUD?|CAD?|INR|JPY|NZD?|Euros?|Rs\.?)?\s*[$€£]?\s*"
_WHERE = r"(?:\s+(?:at|in|for|among|on)\s+[^.;:,()0-9]{2,50}?(?=\s+by\b))?"
"""Where or for whom something changed: fell at Lower Mill by A."""
# What makes up a share, or is taken up, does not rise.
_KEPT = r"(?<!made )(?<!make )(?<!makes )(?<!making )(?<!taken )(?<!takes )(?<!took )(?<!set )"
MOVED = re.compile(rf"\b{_KEPT}(?:(?P<up>{_RISE})|(?P<down>{_FALL})){_WHERE}{_SOME}{SIGN}$", re.IGNORECASE)
NOUN_OF = re.compile(
    rf"\b(?:(?P<up>{_RISES})|(?P<down>{_FALLS}))(?:\s+in\s+[^.;,()0-9]{{2,50}}?|,\s+(?:since|on|over|from)\s[^.;,()]{{2,30}},)?\s+of{_SOME}{SIGN}$",
    re.IGNORECASE,
)
NOUN = re.compile(
    rf"^\s*\)?\s*(?:[a-z-]+\s+){{0,3}}?(?:(?P<up>{_RISES})|(?P<down>{_FALLS}))\b", re.IGNORECASE
)
_AMOUNTED = re.compile(
    rf"\b(?:(?P<up>{_RISES})|(?P<down>{_FALLS}))(?:\s+(?:in|during|over|since|from)\s+[^.;,()]{{2,50}}?)?\s+(?:is|was)\b\s*"
    rf"(?:[a-z -]{{3,30}},? or\b)?{_SOME}{SIGN}$",
    re.IGNORECASE,
)
"""The increase over ten years is almost one third, or 32.0 percent."""
_FROM_NUMBER = re.compile(rf"^\s*\)?,?\s*from{SIGN}[0-9]", re.IGNORECASE)
_ARTICLE = re.compile(rf"(?:\ban?(?:\s+[a-z]+)?|\bthe|\bor|[(,–—-]){SIGN}$", re.IGNORECASE)
# 71.5% under hiring incentives: what is not under a level is told of a group.
WAY = re.compile(
    r"^\s*\)?\s*(?:(?P<up>higher|more|above|over|greater|up|ahead of|in excess of)|"
    r"(?P<down>lower|less|fewer|below|under(?=\s+(?:the|that|this|its|our|their|last|budget|targets?|plan|forecasts?|estimates?|what|[0-9$£€]))|short of|down|behind|beneath))\b"
    r"(?!\s+to\b| in the\b| age\b| the age\b)",
    re.IGNORECASE,
)
_WAS = re.compile(
    rf"(?:^|[,(–—]|\b(?:is|was|are|were|had|has|have|by|at|or|and|but|being|represents?|represented|also|still|some|only|an?)){SIGN}$",
    re.IGNORECASE,
)
_JOINED = re.compile(
    rf"^\s*(?:(?:increase|decrease|rise|fall|growth|reduction|decline)\s*)?(?:\((?:or\s+)?|,?\s*or\s+(?:by\s+|an?\s+)?|\(or\s+|,\s*|/\s*){SIGN}$",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"^\s*(?:[a-z-]+\s+){1,3}\((?:or\s+)?$")
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
    r"\b(?:over|above|below|on|under) (?:the|its|their|last year's|the previous year['\u2019]s|a|an)\b(?P<what>[^.;()]{0,80}?)[(]?"
    rf"{SIGN}$",
    re.IGNORECASE,
)
_TELLS = re.compile(
    rf"\b(?:was|were|is|are|totall?ed|totall?ing|amounted to|reached|reaching|stood at|came to|recorded)(?:\s+an?)?{SIGN}$",
    re.IGNORECASE,
)
_WHEN = re.compile(r"\bwhen\b|\bwhich\b", re.IGNORECASE)
_PERIOD = r"(?:[QH][1-4] |[A-Z][a-z]{2,8} )?(?:19|20)[0-9]{2}(?:[/–-][0-9]{2,4})?"
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
_OR = re.compile(rf"^\s*,?\s*or\s+{SIGN}$")
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
_MEAN = re.compile(r"\b(?:average|mean|median|monthly|typical)\s+(?:\w+\s+)?$", re.IGNORECASE)
_BY_TOO = re.compile(rf"\band (?:[a-z-]+ ){{0,5}}by{SIGN}$", re.IGNORECASE)
"""Fell by A on the quarter and by B on the same quarter a year ago."""
_FROM_WAY = re.compile(
    rf"\b(?:(?P<up>{_RISE}|{_RISES})|(?P<down>{_FALL}|{_FALLS}))(?:\s+(?:\w+ly|overall|further|again|back))?(?:\s+by\s+[a-z][a-z -]{{2,40}}?)?\s+(?:from|to)\b[^,]*$",
    re.IGNORECASE,
)
_GOAL = re.compile(
    r"\b(?:(?P<up>above|over|exceeding|exceeded|higher than|greater than)|(?P<down>below|under|short of|lower than))\s+(?:the|its|our|their)\s+"
    rf"(?:[a-z]+\s+){{0,2}}(?:target|goal|threshold|limit|benchmark|ceiling|requirement|standard|average)s?(?:\s+of)?{SIGN}$",
    re.IGNORECASE,
)
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
    if len(amounts) != len(sentence.numbers) or not amounts:
        return ()
    level, *bases = [attrs.evolve(each, words="", clause=0) for each in amounts]
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
        and not (_YEAR.match(each.occurrence.text) and not _THINGS.match(sentence.after(each)))
    ]
    for at, number in enumerate(numbers):
        words = sentence.between(numbers[at - 1], number) if at else sentence.before(number)
        words = _ROUGH.sub("", _EACH.sub("", words))
        start = number.occurrence.span.start - sentence.start
        clause = sum(1 for cut in cuts if cut <= start)
        one = _one(sentence, number, words, clause)
        if one is None or (
            one.role is Role.LEVEL and _OR.match(words) and _PER.match(sentence.after(number))
        ):
            continue  # $157.2 million, or $2.69 per share: no second level
        told = one
        last = found[-1] if found else None
        listed = _LIST.search(words) is not None and at > 0
        part = (listed or part) and (last is None or last.clause == clause or listed)
        if part and told.role is Role.LEVEL:
            told = attrs.evolve(told, part=True)
        if last is not None and last.role is Role.BASE and told.role is Role.LEVEL and _ALSO.match(words):
            told = attrs.evolve(told, role=Role.BASE)
        if last is not None and last.role is Role.CHANGE and last.clause == clause and _BY_TOO.search(words):
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
                and _ARTICLE.search(last.words)
            ):
                found[-1] = attrs.evolve(last, role=Role.CHANGE, way=told.way)
                told = attrs.evolve(told, joined=True)
            elif joined and told.role is Role.LEVEL and (way := _led_to(found, sentence.after(number))):
                told = attrs.evolve(told, role=Role.CHANGE, way=way)
        found.append(told)
    return found


def _led_to(found: list[Told], behind: str) -> int:
    """Return which way a rate tells that a level came about: rose from B to A, or by p%; not (p% of the total)."""
    before, last = found[-2:] if len(found) > 1 else (None, None)
    if before is None or last is None or (before.role, last.role) != (Role.BASE, Role.TO):
        return 0
    alike = before.clause == last.clause and not last.number.is_share
    return (last.way or before.way) if alike and not _SHARE_OF.match(behind) else 0


def _one(sentence: Sentence, number: Number, words: str, clause: int) -> Told | None:
    behind = _INSERTED.sub("", sentence.after(number))
    if (way := _change(number, words, behind)) is not None:
        return Told(number, Role.CHANGE, way, words, clause)
    before = sentence.before(number)
    if number.depth and (EARLIER.search(before) or _IN_PERIOD.search(before)):
        return Told(number, Role.BASE, 0, words, clause)
    if _SINCE_WHEN.search(words):
        return Told(number, Role.BASE, 0, words, clause)
    if _TO.search(words) and not _TO_WORDS.search(words):
        return Told(number, Role.TO, _motion(words), words, clause)
    told = _TELLS.search(words) and not _WHEN.search(words)
    against = not told and (_AGAINST.search(words) or _OVER.search(words))
    if (against or _AGO.match(behind)) and not _RANGE.search(words):
        if _ELSEWHERE.match(behind):
            return None
        return Told(number, Role.BASE, _motion(words), words, clause)
    return Told(number, Role.LEVEL, 0, words, clause)


def _change(number: Number, words: str, behind: str) -> int | None:
    """Return which way a number says that something changed, or None where it is no change."""
    printed = number.occurrence.text.strip()
    if number.depth and printed[:1] in "+-−–":
        return 1 if printed[0] == "+" else -1
    if (found := MOVED.search(words) or NOUN_OF.search(words)) and not _MEAN.search(words[: found.start()]):
        return 1 if found["up"] else -1
    # a $695 thousand, or 40%, increase
    if number.is_share and _FROM_NUMBER.match(behind) and (found := _AMOUNTED.search(words)):
        return 1 if found["up"] else -1
    if (found := NOUN.match(behind.removeprefix(",") if _OR.match(words) else behind)) and _ARTICLE.search(
        words
    ):
        return 1 if found["up"] else -1
    if (found := WAY.match(behind)) and _WAS.search(words):
        return 1 if found["up"] else -1
    return None


def _motion(words: str) -> int:
    """Return which way the word just before `from` or `to` goes, or that above or below a target; 0 where none does."""
    found = _GOAL.search(words) or _FROM_WAY.search(words)
    if found is None or found.group().lower().startswith("improv"):
        return 0  # a share of costs improves by falling
    return 1 if found["up"] else -1
