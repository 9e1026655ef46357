"""English: a change that is not the difference of the two levels that a sentence compares.

`A, compared with C in 2021, an increase of B`; `A, up B from C`; `A, an increase of B (p percent) from C`; `A, which
represents a p percent increase over the C of 2012 and a q percent increase over the D of 2011`. The words give which of
the two comes first, and whether the change goes up or down.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._english import Sentence, english
from auditor.checks._relations import ONE, WAY, compared, judged, near_ratio, quotient, rule, summed
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from auditor.checks._numbers import Number
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "change-not-compared"
TITLE = {"zh": "增减与所比较的两个数不符", "en": "a change is not the difference of the levels compared"}
_NOUNS = r"(?P<noun>increase|rise|gain|improvement|growth|decrease|decline|reduction|drop|fall|change)"
_THEN = re.compile(
    rf"^[^.;:]{{0,50}}?[,(]?\s*(?:(?:which (?:is|was)|representing|recording|marking|showing|registering|for|or|and)\s+)?an?\s+(?:\w+\s+)?{_NOUNS}\s+of\s*[$€£]?\s*$",
    re.IGNORECASE,
)
_UPDOWN = re.compile(
    r"^(?:[^.;:]{0,30}(?:[,(]|\s[–—-]))?\s*(?P<noun>up|down)(?:\s+by)?\s*[$€£]?\s*$", re.IGNORECASE
)
_AN = re.compile(r"^[^.;:]{0,30},\s*(?:(?:or|representing|for)\s+)?an?\s*$", re.IGNORECASE)
_BEHIND = re.compile(rf"^\s*{_NOUNS}\b(?!\s+(?:of|in)\b)", re.IGNORECASE)
_AGAINST = re.compile(
    r"\b(?:compared (?:with|to)|versus|vs\.?|against|up from|down from)(?:\s+[^0-9,;.()]{0,40})?$",
    re.IGNORECASE,
)
_PLAINLY = re.compile(r"^\s*(?:in (?:fiscal )?[0-9]{4},? )?from\s*$", re.IGNORECASE)
_FROM = re.compile(
    r"^\s*(?:\)\s*)?,?\s*(?:from|over|above|below|compared (?:with|to)|on|versus)(?:\s+the)?\b[^0-9,;.()]{0,60}?(?:[0-9]{4}[^0-9,;.()]{0,30})?[$€£]?\s*$",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\bof which\b|\bincluding\b|\bwhile\b|\bwhereas\b|\bbut\b|\bper\b|\bexclud", re.IGNORECASE
)
_JOINED = re.compile(
    r"^[^0-9.;:]{0,40}(?:[0-9]{4}[^0-9.;:]{0,20})?\band(?: with)?\s*[$€£]?\s*$", re.IGNORECASE
)
_PARTS = re.compile(r"\bof (?:which|whom|these|this)\b|\bincluding\b|\bconsisting of\b", re.IGNORECASE)
_RATE = re.compile(r"^\s*(?:\(|,?\s*or\s+)\s*$", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?P<way>increased|rose|grew|climbed|decreased|fell|declined|dropped)(?: by)?\s*[$€£]?\s*$",
    re.IGNORECASE,
)
_RISING = re.compile(r"increased|rose|grew|climbed", re.IGNORECASE)
_TO = re.compile(r"^\s*to\s*[$€£]?\s*$", re.IGNORECASE)
_COMPARED = re.compile(
    r"^\s*,?\s*(?:as )?(?:compared (?:with|to)|versus|against)\b[^0-9,;.()]{0,60}$", re.IGNORECASE
)
_PER_SHARE = re.compile(r"^\s*per\s+(?:\w+\s+){0,2}share,?", re.IGNORECASE)
_DATED = re.compile(
    r"^\s*,?\s*(?:for|in|during|as of|at)\s+(?:the\s+)?[A-Za-z0-9 ,]{2,60}?(?=,?\s*(?:as )?\b(?:compared|versus|against)\b)",
    re.IGNORECASE,
)
_WAYS = re.compile(
    r"^[\s)]*,?\s*(?:(?P<up>over|above|more than|higher than|greater than)|below|under|less than|lower than)\b",
    re.IGNORECASE,
)
_WHICH = re.compile(r"^\s*,?\s*(?:which (?:was|is|were|are)|or|and was|was)?\s*[$€£]?\s*$", re.IGNORECASE)
_WHICH_A = re.compile(
    r"^\s*,?\s*(?:(?:which|that) (?:was|is|were|are|represents|represented)|(?:or|representing|and was))?\s*an?\s*[$€£]?\s*$",
    re.IGNORECASE,
)
_IS = re.compile(r"^[^0-9.;]{0,50}\b(?:is|was|are|were|,)\s*$", re.IGNORECASE)
_TOLD = re.compile(
    r"^[\s)]*[^.;()]{4,80}\b(?:of|at|was|than|above|below|over|under)\s*[$€£]?\s*$", re.IGNORECASE
)
_BASE = re.compile(
    r"^[\s)]*,?\s*(?:from|over|above|below|on|(?:when |as )?compared|versus|in comparison|since|more than|less than)\b",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"^[\s)]*[.,;]|^[\s)]*$")
_ELSEWHERE = re.compile(
    r"^\s*(?:nationally|elsewhere|among\b|for (?:men|women|boys|girls|others?|all\b|the (?:rest|country|nation|sector|industry)))",
    re.IGNORECASE,
)
_RISE_OVER = re.compile(
    rf"^\s*{_NOUNS}\s+(?:over|from|on|when compared (?:with|to)|compared (?:with|to)|in comparison (?:with|to))\s+"
    r"[^.,;:()0-9]{0,60}?(?:(?:19|20)[0-9]{2}[^.,;:()0-9]{0,40}?)?[$€£]?\s*$",
    re.IGNORECASE,
)
_THIS = re.compile(r"^\s*(?:This|That|It)\s+(?:is|was|represents|represented)\s+an?\s*$")
_UP = frozenset("increase rise gain improvement growth up".split())
_PAIR = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the comparisons of English sentences."""
    last: Number | None = None
    for sentence in english(facts):
        numbers = sentence.stated
        for at in range(1, len(numbers)):
            yield from _judged(facts, sentence, numbers, at)
            yield from _over(facts, sentence, numbers, at)
            yield from _apart(facts, sentence, numbers, at)
            yield from _based(facts, sentence, numbers, at)
        if numbers and last is not None and _THIS.match(sentence.before(numbers[0])):
            yield from _based(facts, sentence, [last, *numbers], 1)
        amounts = [each for each in numbers if not each.is_share]
        last = amounts[0] if len(amounts) == len(numbers) == 1 else None
        for at in range(len(numbers)):
            yield from _moved(facts, sentence, numbers, at)


def _judged(facts: Facts, sentence: Sentence, numbers: Sequence[Number], at: int) -> Iterator[Outcome]:
    change = numbers[at]
    words = sentence.between(numbers[at - 1], change)
    said = _THEN.match(words) or _UPDOWN.match(words)
    if said is None and change.is_share and _AN.match(words):
        said = _BEHIND.match(sentence.after(change))  # up from C in 2022, a 10 percent increase
    elif said is None and not change.is_share and _AN.match(words) and at + 1 < len(numbers):
        rate = numbers[at + 1]  # a $978,000, or 53.6% increase from C
        if rate.is_share and _RATE.match(sentence.between(change, rate)):
            said = _BEHIND.match(sentence.after(rate).lstrip(")"))
    if said is None:
        return
    levels = _levels(sentence, numbers, at)
    if levels is None:
        return
    now, before = levels
    noun = said["noun"].lower()
    if noun == "change":
        return
    sign = ONE if noun in _UP else -ONE
    whole = _whole(sentence, numbers, now)
    if whole is not None:
        now = _meant(whole, now, before)
    same = now.known.printed.value == before.known.printed.value
    if not same and noun != "improvement":
        comparison = tree.Relation.GREATER if sign > 0 else tree.Relation.LESS
        yield judged(facts, compared(WAY, now.known, comparison, before.known))
    if noun == "improvement" and now.known.printed.value < before.known.printed.value:
        sign = -sign
    yield from _changed(facts, sentence, numbers, at, (now, before), sign)


def _changed(  # noqa: PLR0913, PLR0917 - a change, its two levels and its way
    facts: Facts,
    sentence: Sentence,
    numbers: Sequence[Number],
    at: int,
    levels: tuple[Number, Number],
    sign: Fraction,
) -> Iterator[Outcome]:
    change, (now, before), info = numbers[at], levels, rule(NAME, TITLE)
    parts = [(sign, now.known), (-sign, before.known)]
    rate = numbers[at + 1] if at + 1 < len(numbers) else None
    if change.dimension == now.dimension or (now.is_share and change.dimension == "points"):
        if not (now.is_share and change.is_share):
            yield judged(facts, summed(info, change.known, parts, role="stated"))
        if (
            rate is not None
            and rate.is_share
            and not now.is_share
            and _RATE.match(sentence.between(change, rate))
            and before.known.printed.value > 0
        ):
            yield judged(facts, quotient(info, rate.known, parts, [(ONE, before.known)]))
    elif change.is_share and not now.is_share and before.known.printed.value > 0:
        yield judged(facts, quotient(info, change.known, parts, [(ONE, before.known)]))


def _levels(sentence: Sentence, numbers: Sequence[Number], at: int) -> tuple[Number, Number] | None:
    """Return the later and the earlier level of the change at `at`."""
    change = numbers[at]
    if at >= _PAIR:
        now, before = numbers[at - 2 : at]
        gap = sentence.between(now, before)
        against = _AGAINST.search(gap) or _PLAINLY.match(gap)
        if now.dimension == before.dimension and against and not _OTHER.search(gap):
            return (now, before) if _levelled(now, change) else None
    if at > _PAIR and (two := _of_two(sentence, numbers, at)) is not None:
        return two
    now = numbers[at - 1]
    rest = list(numbers[at + 1 :])
    if rest and rest[0].is_share and not now.is_share and _RATE.match(sentence.between(change, rest[0])):
        gap_from, rest = rest[0], rest[1:]
    else:
        gap_from = change
    if not rest or rest[0].dimension != now.dimension or _OTHER.search(sentence.between(now, change)):
        return None
    if _WAYS.match(sentence.after(rest[0])):
        return None  # over last year and $540 million below the request: a change itself
    gap = re.sub(rf"^[\s)]*{_NOUNS}\b", "", sentence.between(gap_from, rest[0]), flags=re.IGNORECASE)
    return (now, rest[0]) if _FROM.match(gap) and _levelled(now, change) else None


def _of_two(sentence: Sentence, numbers: Sequence[Number], at: int) -> tuple[Number, Number] | None:
    """Return the levels of `A, compared with B enacted and C requested, an increase of D or p percent`.

    Only the rate tells which of the two the change is from.
    """
    now, one, two = numbers[at - 3 : at]
    change, rate = numbers[at], numbers[at + 1] if at + 1 < len(numbers) else None
    if (
        len({each.dimension for each in (now, one, two, change)}) > 1
        or not _levelled(now, change)
        or not _AGAINST.search(sentence.between(now, one))
        or not _JOINED.match(sentence.between(one, two))
        or _OTHER.search(sentence.between(now, one))
    ):
        return None
    if rate is None or not rate.is_share or not _RATE.match(sentence.between(change, rate)):
        return None
    claim = rate.known.printed
    fitting = [
        each
        for each in (one, two)
        if near_ratio(rate.known, change.known, each.known)
        and abs(change.known.printed.value / each.known.printed.value - claim.value) * 2 <= claim.step
    ]
    return (now, fitting[0]) if len(fitting) == 1 else None


def _moved(facts: Facts, sentence: Sentence, numbers: Sequence[Number], at: int) -> Iterator[Outcome]:
    """Judge `increased p percent to A compared with C`."""
    if at + _PAIR >= len(numbers):
        return
    change, now, before = numbers[at : at + 3]
    said = _VERB.search(sentence.before(change))
    rate = None
    if (
        said is not None
        and now.is_share
        and not change.is_share
        and at + 3 < len(numbers)
        and _RATE.match(sentence.between(change, now))
    ):
        # grew B, or p percent, to A, compared with C
        rate, now, before = numbers[at + 1 : at + 4]
    told = rate or change
    if rate is None and (
        (before.is_share or _PER_SHARE.match(sentence.after(before)))
        and not now.is_share
        and at + 3 < len(numbers)
        and _RATE.match(sentence.between(now, before))
    ):
        gap_from, before = before, numbers[at + 3]  # to A, or p percent of sales, compared with C
    else:
        gap_from = now
    between = sentence.between(told, now).lstrip("),")
    if said is None or not _TO.match(between) or now.dimension != before.dimension:
        return
    behind = _PER_SHARE.sub("", sentence.between(gap_from, before)) if gap_from is not now else ""
    gap = behind or re.sub(r"^\s*of [a-z ]{2,30}", "", _DATED.sub("", sentence.between(gap_from, before)))
    if not _COMPARED.match(gap) or _OTHER.search(gap) or now.is_share:
        return
    if _ELSEWHERE.match(sentence.after(before)):
        return  # compared with C for men: no earlier level
    sign = ONE if _RISING.match(said["way"]) else -ONE
    parts, info = [(sign, now.known), (-sign, before.known)], rule(NAME, TITLE)
    if change.is_share and before.known.printed.value > 0:
        yield judged(facts, quotient(info, change.known, parts, [(ONE, before.known)]))
    elif change.dimension == now.dimension:
        yield judged(facts, summed(info, change.known, parts, role="stated"))
    if rate is not None and before.known.printed.value > 0:
        yield judged(facts, quotient(info, rate.known, parts, [(ONE, before.known)]))


def _over(facts: Facts, sentence: Sentence, numbers: Sequence[Number], at: int) -> Iterator[Outcome]:
    """Judge `A, which was B (p percent) over the budget`, whose earlier level is not printed: p is B / (A - B)."""
    if at < 1 or at + 1 >= len(numbers):
        return
    now, change, rate = numbers[at - 1 : at + 2]
    if not rate.is_share or now.dimension != change.dimension or now.is_share or not _levelled(now, change):
        return
    if not _RATE.match(sentence.between(change, rate)):
        return
    words, behind = sentence.between(now, change), _WAYS.match(sentence.after(rate))
    said = _THEN.match(words) or _UPDOWN.match(words)
    if said is None and behind is None and _WHICH_A.match(words):
        said = _BEHIND.match(
            sentence.after(rate).lstrip(" )")
        )  # which was a B (p percent) increase from last year
        if said is not None and not _BASE.match(sentence.after(rate).lstrip(" )")[said.end() :]):
            return
    elif said is not None and not _BASE.match(sentence.after(rate)):
        # A, a decline of B, or p percent: only where no other level is told before.
        told = [each for each in numbers[: at - 1] if each.dimension == now.dimension]
        if told or not _CLOSED.match(sentence.after(rate)):
            return
    if said is None and not (behind and _WHICH.match(words)):
        return
    following = numbers[at + 2] if at + _PAIR < len(numbers) else None
    changed = following is not None and _WAYS.match(sentence.after(following)) is not None
    if following is not None and following.dimension == now.dimension and not changed:
        return  # perhaps the earlier level itself
    if said is not None and said["noun"].lower() == "change":
        return
    noun = said["noun"].lower() in _UP if said else bool(behind and behind["up"])
    sign = ONE if noun else -ONE
    base = [(ONE, now.known), (-sign, change.known)]
    if now.known.printed.value > change.known.printed.value:
        yield judged(facts, quotient(rule(NAME, TITLE), rate.known, [(ONE, change.known)], base))


def _apart(facts: Facts, sentence: Sentence, numbers: Sequence[Number], at: int) -> Iterator[Outcome]:
    """Judge `A is p percent below the C of last year`: the distance of two levels over the second."""
    if at + 1 >= len(numbers):
        return
    now, rate, before = numbers[at - 1 : at + 2]
    if not rate.is_share or now.is_share or now.dimension != before.dimension or not _levelled(now, rate):
        return
    gap, way = sentence.between(rate, before), _WAYS.match(sentence.after(rate))
    if way is None or not _IS.search(sentence.between(now, rate)) or _OTHER.search(gap):
        return
    if not _TOLD.match(gap) or min(now.known.printed.value, before.known.printed.value) <= 0:
        return
    sign = ONE if way["up"] else -ONE
    parts = [(sign, now.known), (-sign, before.known)]
    yield judged(facts, quotient(rule(NAME, TITLE), rate.known, parts, [(ONE, before.known)]))


def _based(facts: Facts, sentence: Sentence, numbers: Sequence[Number], at: int) -> Iterator[Outcome]:
    """Judge `p percent increase over the C`, whose later level is the one amount told before it."""
    rate = numbers[at]
    before = numbers[at + 1] if at + 1 < len(numbers) else None
    found = _RISE_OVER.match(sentence.between(rate, before)) if before is not None else None
    if found is None or before is None or not rate.is_share or before.is_share or before.depth:
        return
    inside = numbers[at - 1] in sentence.numbers
    if _OTHER.search(sentence.text) or (inside and _THEN.match(sentence.between(numbers[at - 1], rate))):
        return
    levels = [
        each
        for one, each in zip([None, *numbers], numbers[:at], strict=False)
        if each.dimension == before.dimension
        and _levelled(each, rate)
        and not (
            one is not None
            and one.is_share
            and one in sentence.numbers
            and _RISE_OVER.match(sentence.between(one, each))
        )
    ]
    if len(levels) != 1 or min(levels[0].known.printed.value, before.known.printed.value) <= 0:
        return
    now = levels[0]
    sign = ONE if found["noun"].lower() in _UP else -ONE
    if not inside and sign * (now.known.printed.value - before.known.printed.value) <= 0:
        return  # what the sentence before tells need not be what increased
    parts = [(sign, now.known), (-sign, before.known)]
    yield judged(facts, quotient(rule(NAME, TITLE), rate.known, parts, [(ONE, before.known)]))


def _whole(sentence: Sentence, numbers: Sequence[Number], part: Number) -> Number | None:
    """Return the whole of `A, of which b are x and c are y, compared with C`, where a level is its last part."""
    behind = next(
        (at for at in range(1, len(numbers)) if _PARTS.search(sentence.between(*numbers[at - 1 : at + 1]))),
        None,
    )
    if behind is None or numbers.index(part) < behind:
        return None
    whole = numbers[behind - 1]
    return whole if whole.dimension == part.dimension else None


def _meant(whole: Number, part: Number, before: Number) -> Number:
    """Return which of a whole and its last part is nearer to the level that it is compared with."""
    one, two, level = (abs(each.known.printed.value) for each in (whole, part, before))
    return part if abs(two - level) < abs(one - level) else whole


def _levelled(now: Number, change: Number) -> bool:
    """Whether a figure can be the level that changed: no change itself, no part in brackets, no end of 2012/13."""
    start = now.occurrence.span.start
    return (
        now.block.text[start - 1 : start] != "/"
        and not now.sign
        and now.depth <= change.depth
        and now.dimension != "points"
    )
