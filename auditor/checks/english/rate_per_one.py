"""English: an average that is not the total over the number of those that it is told of, in a sentence of the three.

`The B clinics treated A patients, an average of C patients per clinic`; `A was paid to B families, or C per family`;
`the average grant was C, with B grants totalling A`. The sentence has no other figure.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import Sentence, counted, english, terms
from auditor.checks.common.numbers import plainly, unbounded
from auditor.checks.common.relations import ONE, fits, judged, quotient, rule
from auditor.checks.common.slips import digits, slip_from, slip_of_ratio
from auditor.checks.english._calls import called, meant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.numbers import Number, Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "rate-per-one"
TITLE = {"zh": "平均数与总数、个数不符", "en": "an average is not the total over the number"}
_MEAN = re.compile(
    r"\b(?:an average of|on average|average of|averaging|or|equal to|equivalent to)\s*[$€£]?\s*$"
)
_PER = re.compile(
    r"^\s*(?:[a-z-]+ ){0,2}?(?:per (?P<one>[a-z-]+(?: [a-z-]+)?)|for (?:each|every) (?P<every>[a-z-]+)|(?P<each>each)(?=\s*[.,;)]|$)|"
    r"an? (?P<a>(?!year|month|week|day|hour|night|time|share|quarter)[a-z-]+)(?=\s*[.,;)]|$))",
    re.IGNORECASE,
)
_ON_AVERAGE = re.compile(r"^\s*(?:on average|each)\s*[.,;]", re.IGNORECASE)
_ELSE = re.compile(
    r"\b(?:includ\w+|exclud\w+|median|per (?:day|week|month|year|hour|night|annum|share|cent)|compared|than|from|increase|decrease|up|down|weighted|about|nearly|"
    r"over|approximately|almost|some|around|target|plus|more|less|fewer|years?|months?|weeks?|days?|hours?)\b",
    re.IGNORECASE,
)
_OR = re.compile(r"^\s*,? (?:or|equal to|that is)\s*[$€£]?\s*$|^\s*\(\s*[$€£]?\s*$")
_AVERAGE = re.compile(r"^\s*, (?:giving |that is )?an average of\s*[$€£]?\s*$", re.IGNORECASE)
_A = re.compile(r"^\s*(?:an?|per) (?P<one>[a-z-]+)\s*[.,;)]", re.IGNORECASE)
_WORTH = re.compile(
    r"\s*(?:[a-z-]+ ){1,4}(?:worth|totall?ing|costing|for|of|valued at|amounting to|with a (?:total )?(?:value|cost) of)\s*(?:a total of )?[$€£]?\s*$"
)
_IN_ALL = re.compile(
    r"\s*(?:in total|in all|altogether|together|overall)?,?\s*(?:(?:or|that is|at|an average of|on average|about|around|some|roughly|nearly)\s*){0,3}[$€£]?\s*$"
)
_EACH = re.compile(r"\s*(?:each|apiece|on average)\b")
_THREE = 3
_ROUGHLY = Fraction(1, 20)


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the averages of English sentences."""
    for sentence in english(facts):
        numbers = [each for each in sentence.numbers if each.figure is not None]
        yield from _or_each(facts, sentence)
        yield from _of_earlier(facts, sentence)
        yield from _each(facts, sentence)
        if len(numbers) != _THREE or any(each.stated is None or each.sign for each in numbers):
            continue
        mean = numbers[-1]
        said = _PER.match(sentence.after(mean))
        told = said is not None and _MEAN.search(sentence.before(mean))
        behind = _ON_AVERAGE.match(sentence.after(mean)) and re.search(
            r",\s*[$€£]?$", sentence.before(mean) + ","
        )
        if not (told or behind) or _ELSE.search(sentence.text):
            continue
        one = (said["one"] or said["every"] or said["a"] or "") if said is not None else ""
        pair = _pair(sentence, numbers[:-1], mean, one)
        if pair is None or pair[1].known.printed.value <= 0:
            continue
        total, count = pair
        info = rule(NAME, TITLE)
        yield judged(facts, quotient(info, mean.known, [(ONE, total.known)], [(ONE, counted(count.known))]))


def _each(facts: Facts, sentence: Sentence) -> Iterator[Outcome]:
    """Judge `697 loans worth A in total, about C each`, whatever else the sentence tells: what holds, or a scale or a slip mends."""
    for count, total, mean in zip(sentence.numbers, sentence.numbers[1:], sentence.numbers[2:], strict=False):
        if not _EACH.match(sentence.after(mean)) or not _IN_ALL.fullmatch(sentence.between(total, mean)):
            continue
        if (
            not _WORTH.fullmatch(sentence.between(count, total))
            or count.stated is None
            or total.stated is None
        ):
            continue
        told = plainly(facts, mean) or _rough(facts, mean)
        base = counted(count.known)
        if told is None or total.dimension != mean.dimension or count.dimension != "number":
            continue
        if base.printed.value <= 1 or total.is_share or digits(told) < _THREE:
            continue
        value = total.known.printed.value / base.printed.value
        step = told.printed.step + total.known.printed.step / base.printed.value
        # What is told as about so much is off by little, and by a thousand only where a scale was mistaken.
        rough = plainly(facts, mean) is None
        slack = max(step, told.printed.value * _ROUGHLY) if rough else step
        moved = any(abs(value * by - told.printed.value) <= slack for by in (1000, Fraction(1, 1000)))
        plain = abs(value - told.printed.value) <= step or slip_from(told, value) in {"digit", "swap"}
        if moved or (plain and not rough):
            yield judged(facts, quotient(rule(NAME, TITLE), told, [(ONE, total.known)], [(ONE, base)]))


def _rough(facts: Facts, number: Number) -> Stated | None:
    """Return what is told as about so much."""
    return None if number.figure is None else unbounded(facts, number.figure, number.figure.mentions[0])


def _or_each(facts: Facts, sentence: Sentence) -> Iterator[Outcome]:
    """Judge `enrolled B households … and paid out A, or C per household`, whatever else the sentence tells."""
    numbers = sentence.numbers
    for total, mean in itertools.pairwise(numbers):
        said = _PER.match(sentence.after(mean))
        if said is None or not (said["one"] or said["every"]) or total.stated is None or mean.stated is None:
            continue
        if not _OR.match(sentence.between(total, mean)) or total.dimension != mean.dimension:
            continue
        name = terms((said["one"] or said["every"]).split()[0])
        counts = [
            each
            for each in numbers
            if each.stated
            and each.dimension == "number"
            and not each.sign
            and each is not total
            and name == terms((sentence.after(each).split() or [""])[0].strip(",.;:()"))
        ]
        values = {each.known.printed.value for each in counts}
        if len(values) == 1 and not total.is_share and values.pop() > 0 and len(numbers) > _THREE:
            count = counted(counts[0].known)
            yield judged(facts, quotient(rule(NAME, TITLE), mean.known, [(ONE, total.known)], [(ONE, count)]))


def _of_earlier(facts: Facts, sentence: Sentence) -> Iterator[Outcome]:
    """Judge `A, an average of C a passenger`, where a sentence before tells of how many passengers: what misses, by a slip."""
    for total, mean in itertools.pairwise(sentence.stated):
        one = _A.match(sentence.after(mean))
        if one is None or not _AVERAGE.match(sentence.between(total, mean)):
            continue
        before = [
            each
            for each in called(sentence.paragraph)
            if each.number.occurrence.span.start < sentence.start and not each.number.is_share
        ]
        count = meant(before, one["one"], "number")
        if count is None or total.is_share or total.dimension != mean.dimension:
            continue
        base = counted(count.known)
        if base.printed.value <= 0:
            continue
        relation = quotient(rule(NAME, TITLE), mean.known, [(ONE, total.known)], [(ONE, base)])
        slipped = slip_of_ratio(mean.known, total.known, base)
        product = mean.known.printed.value * base.printed.value
        moved = any(
            abs(total.known.printed.value * by - product) <= mean.known.printed.step * base.printed.value
            for by in (Fraction(1000), Fraction(1, 1000))
        )
        if moved or slipped not in {"", "sign"} or fits(facts, relation):
            yield judged(facts, relation)


def _pair(sentence: Sentence, numbers: list[Number], mean: Number, one: str) -> tuple[Number, Number] | None:
    """Return the total and the number of those that the average is told of."""
    if any(each.is_share for each in (*numbers, mean)):
        return None
    behind = [terms(" ".join(re.split(r"[,;:.(]", sentence.after(each))[0].split()[:3])) for each in numbers]
    if one:
        name = terms(one)
        named = [each for each, words in zip(numbers, behind, strict=True) if name & words]
        if len(named) != 1 or named[0].dimension != "number":
            return None
        count = named[0]
    else:
        counts = [each for each in numbers if each.dimension == "number"]
        # the B workshops drew A participants, on average C each; A was paid to B bodies, C on average
        count = counts[0] if len(counts) == 1 and mean.dimension != "number" else numbers[0]
        if len(counts) == 1 and count is counts[0]:
            pass
        elif count.dimension != "number" or not re.search(
            r"\bthe\s*$", sentence.before(count), re.IGNORECASE
        ):
            return None
    total = next(each for each in numbers if each is not count)
    if total.dimension != mean.dimension or total.known.printed.value < mean.known.printed.value:
        return None
    return total, count
