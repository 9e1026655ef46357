"""English: a gain or fall in percentage points that is not the difference of the two percentages before it.

`Before the program 58.3 per cent had access; by March 2024 the share was 81.6 per cent, a gain of 23.3 percentage
points.` The two have to be the only percentages of the sentence so far, and its words have to say that the second
is the first one at another time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.chance import tells
from auditor.checks.common.english import end_of, terms
from auditor.checks.common.numbers import Number, Paragraph, paragraphs
from auditor.checks.common.relations import ONE, fits, judged, rule, summed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, Relation

NAME = "gain-not-points"
TITLE = {
    "zh": "百分点变动与前述两百分比之差不符",
    "en": "a gain in points is not the difference of the percentages before it",
}
_GAIN = re.compile(
    r"^[^.;,()]{0,40}[,(]\s*(?:or |which is |that is )?an? (?:[a-z]+ )?(?P<way>gain|increase|rise|improvement|decrease|decline|drop|fall|reduction|loss) of\s*$",
    re.IGNORECASE,
)
_BY = re.compile(
    r"^\s*(?:per ?cent|%)?(?: (?:in|by|at)(?: [a-z]+){0,3} (?:19|20)[0-9]{2})?,?\s+(?:or )?by\s*$",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\b(?P<way>rose|rises|increased|grew|climbed|improved|went up|fell|falls|declined|decreased|dropped|went down)(?: \w+)? from\s*$",
    re.IGNORECASE,
)
_TO = re.compile(
    r"^\s*(?:per ?cent|%)?[^.;,()0-9]{0,30}(?:\b(?:19|20)[0-9]{2}[^.;,()0-9]{0,20})?\bto\s*$", re.IGNORECASE
)
_FALL = re.compile(r"fell|fall|decl|decr|drop|down|reduc|loss", re.IGNORECASE)
_AGAIN = re.compile(
    r"\b(?:by|in|at)\b[^.;]{0,30}(?:19|20)[0-9]{2}|\b(?:the|this|that|its|their) (?:share|rate|figure|level|proportion|percentage)\b|"
    r"\bafter (?:the|it)\b|\b(?:at|by) the end\b|\ba year later\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:compared|from|average|against|target of|whereas|while|men|women|respectively)\b", re.IGNORECASE
)
_GAP = re.compile(
    r"^[^.;,()]{0,40}\)?[,(]\s*(?:or |which is )?an? (?:[a-z]+ )?(?:gap|difference|spread|range) of\s*$",
    re.IGNORECASE,
)
_EXTREMES = re.compile(
    r"\bhighest\b.*\blowest\b|\blowest\b.*\bhighest\b|\blargest\b.*\bsmallest\b|\bbest\b.*\bworst\b",
    re.IGNORECASE | re.DOTALL,
)
_BETTER = re.compile(r"improv", re.IGNORECASE)
"""What improves may fall: the share that waits too long."""
_AND_SO = re.compile(
    r"(?:;|,? so(?: that)?|, and)(?: thus| therefore)? (?P<what>the (?:[A-Za-z-]+ ){0,3}?(?:rate|share|proportion|percentage|ratio|margin|level)) "
    r"(?:has |had |have |is |was )?(?:therefore |thus |also |then |by then )?"
    r"(?:rises|rose|risen|falls|fell|fallen|increased|increases|decreased|declined|declines|dropped|drops|grew|grows|improved|improves|narrowed|widened|went up|went down) by\s*$",
    re.IGNORECASE,
)
_ONCE = re.compile(
    r"\b(?:a year|one year|the year|two years|a quarter|a month) (?:earlier|before|ago)\b|\b(?:last|previous|prior) (?:fiscal |financial )?year\b|\bhad (?:been|stood)\b",
    re.IGNORECASE,
)
"""What says that a share without the name of the rate is the rate at another time."""
_BEHIND = 20
_TWO = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every gain in points behind two percentages."""
    for paragraph in paragraphs(facts):
        for at, change in enumerate(paragraph.numbers):
            if change.stated is None or change.dimension != "points" or not at:
                continue
            shares = [
                each
                for each in paragraph.numbers[:at]
                if each.sentence == change.sentence and each.is_share and each.stated
            ]
            if len(shares) == _TWO and shares[-1] is paragraph.numbers[at - 1]:
                yield from _judged(facts, paragraph, change, *shares)
            elif not change.sign or len(shares) < _TWO:
                yield from _retold(facts, paragraph, change, paragraph.numbers[:at])


def _retold(
    facts: Facts, paragraph: Paragraph, change: Number, before: Sequence[Number]
) -> Iterator[Outcome]:
    """Judge by how much a rate that the sentences before tell twice has changed: …, or 5.1%; the rate rose by 1.1 points.

    The last share told is one of the two, and the other is what bears the name of the rate. Of the pairs that the last
    share makes with others one that fits is meant.
    """
    found = _AND_SO.search(paragraph.text[: change.occurrence.span.start])
    told = [each for each in before if each.is_share and each.stated and not each.sign]
    if found is None or len(told) < _TWO:
        return
    *others, last = told
    name = terms(found["what"])
    pairs = [_apart(change, each, last) for each in others]
    fitting = next((each for each in pairs if fits(facts, each)), None)
    named = [pair for pair, each in zip(pairs, others, strict=True) if name & _words(each)]
    start = paragraph.text.rfind(". ", 0, last.occurrence.span.start) + 1
    once = _ONCE.search(paragraph.text[start : last.occurrence.span.start]) is not None
    taken = [pair for pair, each in zip(pairs, others, strict=True) if _relative(change, each, last)]
    if fitting is None and len(taken) == 1 and tells(change.known, 2 * len(others)):
        yield judged(facts, taken[0])
        return
    if fitting is None and not (name & _words(last) or (once and named)):
        return
    if fitting is not None or len(named) == 1 or len(pairs) == 1:
        yield judged(facts, fitting or (named or pairs)[0])


def _relative(change: Number, one: Number, two: Number) -> bool:
    """Whether points are the change of a rate in percent of itself: by 8.2 points from 84.9 % to 91.9 %."""
    values = [each.known.printed.value for each in (one, two)]
    claim, gap = change.known.printed, abs(values[0] - values[1])
    return any(value > 0 and abs(gap / value - claim.value) * 2 <= claim.step for value in values)


def _words(number: Number) -> frozenset[str]:
    return terms(f"{number.clause} {number.after[:_BEHIND]}")


def _apart(change: Number, one: Number, two: Number) -> Relation:
    high, low = sorted((one, two), key=lambda each: -each.known.printed.value)
    return summed(rule(NAME, TITLE), change.known, [(ONE, high.known), (-ONE, low.known)], role="stated")


def _judged(
    facts: Facts, paragraph: Paragraph, change: Number, first: Number, last: Number
) -> Iterator[Outcome]:
    text = paragraph.text
    said = _GAIN.match(text[end_of(last) : change.occurrence.span.start])
    between = text[end_of(first) : last.occurrence.span.start]
    way = _FROM.search(text[: first.occurrence.span.start])
    if (
        way is not None
        and _TO.match(between)
        and _BY.match(text[end_of(last) : change.occurrence.span.start])
    ):
        # rose from 84.2 percent in 2022 to 87.3 percent in 2023, or by 3.1 percentage points
        sign = _sign(way["way"], first, last)
        parts = [(sign, last.known), (-sign, first.known)]
        yield judged(facts, summed(rule(NAME, TITLE), change.known, parts, role="stated"))
        return
    if said is None:
        gap = _GAP.match(text[end_of(last) : change.occurrence.span.start])
        if gap is not None and _EXTREMES.search(
            text[: first.occurrence.span.start].rsplit(". ", 1)[-1] + between
        ):
            high, low = sorted((first, last), key=lambda each: -each.known.printed.value)
            parts = [(ONE, high.known), (-ONE, low.known)]
            yield judged(facts, summed(rule(NAME, TITLE), change.known, parts, role="stated"))
        return
    if not _AGAIN.search(between) or _OTHER.search(between):
        return
    sign = _sign(said["way"], first, last)
    parts = [(sign, last.known), (-sign, first.known)]
    yield judged(facts, summed(rule(NAME, TITLE), change.known, parts, role="stated"))


def _sign(word: str, first: Number, last: Number) -> Fraction:
    """Return which way a word goes, or the two percentages where it leaves that open."""
    if _BETTER.match(word):
        return ONE if last.known.printed.value >= first.known.printed.value else -ONE
    return -ONE if _FALL.match(word) else ONE
