"""English: what is said to be left of a figure, and is not what those told before it leave: of 152, 53 were A and 56 B; the remaining 53.

The figures of the sentence, and of the one before, are taken off one another in every way: only where none leaves what is told is
it judged, by the reading that the form of the sentence leaves, or by one slip of the pen.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.english import counted, english
from auditor.checks.common.relations import ONE, evidence_of_words, judged, rule, said, summed
from auditor.checks.common.slips import MEANT, digits, slip
from auditor.checks.common.spelled import COUNT, count_of
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.numbers import Number, Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "remainder-not-left"
TITLE = {
    "zh": "所称剩余之数与前文各数之差不符",
    "en": "what is said to be left is not what the figures before it leave",
}
_REST = re.compile(
    r"\b(?:(?:the|a) (?:remaining|remainder|rest|other|others|balance)|leaving|leaves|which left)\b[^.;:()0-9]{0,40}?[$€£]?\s*$",
    re.IGNORECASE,
)
_LEFT = re.compile(
    r"^\s*(?:[a-z-]+ ){0,3}?(?:unspent|remain(?:ed|ing)?|outstanding(?!,? (?:and )?[0-9])|left|left over|carried (?:forward|over))\b(?! (?:by|for|in|at|on) )"
)
_OF_REST = re.compile(r"\b(?:of|among|in|for) (?:the )?(?:remaining|remainder|rest|others?)\b", re.IGNORECASE)
_OF_SOME = re.compile(r"^\s*of (?:these|those|them|which|whom)\b")
_LEAVING = re.compile(r"\b(?:leaving|leaves|which left)\b", re.IGNORECASE)
_OTHERWISE = re.compile(
    r"\b(?:about|some|nearly|over|almost|average|per (?!cent)|each|increase|decrease|rose|fell|earlier|previous|last year|prior|minimum|maximum|at least|"
    r"target|expected|estimated|further|another|additional|between|up to)\b",
    re.IGNORECASE,
)
_OF = re.compile(
    r"^\W*(?:of|among)(?: the| all| its| our| these| those| a total of)*(?: \w+){0,2}\s*$", re.IGNORECASE
)
_OF_THEM = re.compile(r"^\W*of (?:these|those|them|which|whom|this)\b", re.IGNORECASE)
_WHICH = re.compile(r"^[^.;()0-9]{0,40},? of (?:which|whom|these|this)\b")
_TAKEN_UP = re.compile(r"\s*The (?:remaining|rest|remainder|other|balance)\b")
"""Performed A, of which B was funded by it. The remaining C was funded by others."""
_SOME_OF = re.compile(
    rf"(?P<part>{COUNT}) of (?:the|these|those|its|our)(?: (?:top|total|other))? (?P<whole>{COUNT})(?![\w%.,]*[0-9%])(?= [a-z])",
    re.IGNORECASE,
)
_THE_OTHERS = re.compile(rf"\s*The (?:other|remaining) (?P<count>{COUNT})(?= [a-z])(?! per ?cent)")
_MOST, _TWO = 7, 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the figures that English sentences say are left."""
    yield from _others(facts)
    last: list[Sentence] = []
    for part in english(facts):
        if last and last[-1].paragraph is not part.paragraph:
            last = []
        sentence = part
        if last and last[-1].text.rstrip().endswith(";"):  # 53 were on main roads; the remaining 25 on others
            whole = last.pop()
            sentence = attrs.evolve(
                whole, text=whole.text + part.text, numbers=(*whole.numbers, *part.numbers)
            )
        for number in part.stated:
            if (
                not number.is_share
                and number.dimension != "points"
                and not number.sign
                and _told(sentence, number)
            ):
                yield from _judged(facts, sentence, number, last[-_TWO:])
        last.append(sentence)


def _others(facts: Facts) -> Iterator[Outcome]:
    """Judge how many the others are by how many of how many the sentence before tells: five of the nine regions. The other four."""
    for one, two in itertools.pairwise(english(facts)):
        part, rest = list(_SOME_OF.finditer(one.text)), _THE_OTHERS.match(two.text)
        if len(part) != 1 or rest is None or one.paragraph is not two.paragraph:
            continue
        counts = [count_of(each) for each in (part[0]["part"], part[0]["whole"], rest["count"])]
        if any(each is None for each in counts) or not sum(counts[:1]) < sum(counts[1:2]):  # type: ignore[arg-type]
            continue
        places = [(one, part[0].start("part"), part[0]["part"]), (two, rest.start("count"), rest["count"])]
        items = [
            evidence_of_words(each.paragraph.block, each.start + at, words) for each, at, words in places
        ]
        if counts[0] + counts[2] == counts[1]:  # type: ignore[operator]
            yield said(rule(NAME, TITLE), "", "", items, Verdict.EXACT)
            continue
        told = " ".join(part[0].group().split())
        zh, en = (
            f"称“{told}”，其余却为 {rest['count']}",
            f"of '{told}' the others are told as {rest['count']}",
        )
        yield said(rule(NAME, TITLE), zh, en, items)


def _told(sentence: Sentence, number: Number) -> bool:
    """Whether a number is said to be left."""
    at = sentence.numbers.index(number)
    words = sentence.between(sentence.numbers[at - 1], number) if at else sentence.before(number)
    if _OF_REST.search(words) or _OF_SOME.match(sentence.after(number)):
        return False
    return bool(
        _REST.search(words) or (at and _LEFT.match(sentence.after(number)))
    ) and not _OTHERWISE.search(words)


def _judged(
    facts: Facts, sentence: Sentence, number: Number, earlier: Sequence[Sentence]
) -> Iterator[Outcome]:
    start = number.occurrence.span.start
    here = [each for each in sentence.stated if _alike(each, number) and each.occurrence.span.start < start]
    there = [each for one in earlier for each in one.stated if _alike(each, number)]
    known = [each.known for each in (*there, *here)][-_MOST:]
    parts = _sure(sentence, number, here, there, earlier)
    # Of 152, 53 and 28 and the remaining 25: that 53 is 25 more than 28 is chance.
    only = parts[0][1] if parts is not None and len(here) > _TWO else None
    if any(_leaves(number.known, whole, less) for whole, less in _ways(known) if only in {None, whole}):
        return
    if only is None and _flows(number.known, known):
        return
    if parts is None:
        ways = [
            (whole, parts)
            for whole, parts in _ways(known)
            if slip(number.known, whole.printed.value - sum(each.printed.value for each in parts)) == "swap"
        ]
        if len(ways) != 1 or digits(number.known) < MEANT:
            return
        parts = [(ONE, ways[0][0]), *((-ONE, each) for each in ways[0][1])]
    elif sum(weight * each.printed.value for weight, each in parts) <= 0:
        return
    yield judged(
        facts,
        summed(
            rule(NAME, TITLE), counted(number.known), [(w, counted(each)) for w, each in parts], role="stated"
        ),
    )


def _alike(one: Number, number: Number) -> bool:
    return one is not number and one.dimension == number.dimension and not one.sign


def _ways(known: Sequence[Stated]) -> Iterator[tuple[Stated, tuple[Stated, ...]]]:
    """Iterate over every figure with those that can be taken off it."""
    for whole in known:
        others = [each for each in known if each is not whole and each.printed.value < whole.printed.value]
        for size in range(1, len(others) + 1):
            for parts in itertools.combinations(others, size):
                yield whole, parts


def _leaves(claim: Stated, whole: Stated, parts: Sequence[Stated]) -> bool:
    rest = whole.printed.value - sum(each.printed.value for each in parts)
    step = max(each.printed.step for each in (claim, whole, *parts))
    return abs(rest - claim.printed.value) <= step * (len(parts) + 1) / 2


def _flows(claim: Stated, known: Sequence[Stated]) -> bool:
    """Whether a stock is what flows to and fro leave of an earlier one."""
    return any(
        abs(
            sum(sign * each.printed.value for sign, each in zip(signs, some, strict=True))
            - claim.printed.value
        )
        <= claim.printed.step
        for size in (3, 4)
        for some in itertools.combinations(known, size)
        for signs in itertools.product((1, -1), repeat=size)
    )


def _sure(
    sentence: Sentence,
    number: Number,
    here: Sequence[Number],
    there: Sequence[Number],
    earlier: Sequence[Sentence],
) -> list[tuple[Fraction, Stated]] | None:
    """Return what leaves a figure where the form of its sentence leaves one way only."""
    if len(here) >= _TWO:
        whole = max(here, key=lambda each: each.known.printed.value)
        opens = here[0] is whole and _OF.search(sentence.before(whole)) is not None
        opens = opens and not _LEAVING.search(sentence.between(here[-1], number))
        rest = 2 * whole.known.printed.value - sum(each.known.printed.value for each in here)
        # 2,340 came and 1,125 went, leaving 1,985: how many there were before is not told.
        left = (
            len(here) == _TWO
            and _LEAVING.search(sentence.between(here[-1], number))
            and slip(number.known, rest)
        )
        if opens or left:
            return [(ONE, whole.known), *((-ONE, each.known) for each in here if each is not whole)]
    if len(here) == 1 and there and _OF_THEM.search(sentence.text):
        whole = there[-1]
        rest = whole.known.printed.value - here[0].known.printed.value
        # Of these, 46.22 was collected, leaving 9.10: what else came and went may be told elsewhere.
        if rest > 0 and (slip(number.known, rest) or not _LEAVING.search(sentence.between(here[0], number))):
            return [(ONE, whole.known), (-ONE, here[0].known)]
    told = [each for each in earlier[-1].stated if _alike(each, number)] if earlier and not here else []
    if len(told) == _TWO and _WHICH.match(earlier[-1].between(*told)) and _TAKEN_UP.match(sentence.text):
        return [(ONE, told[0].known), (-ONE, told[1].known)]
    if not here and len(earlier) == _TWO and _OF_THEM.search(earlier[-1].text):
        part, wholes = (
            [each for each in one.stated if _alike(each, number)] for one in (earlier[-1], earlier[-2])
        )
        if len(part) == 1 and wholes and wholes[-1].known.printed.value > part[0].known.printed.value:
            return [(ONE, wholes[-1].known), (-ONE, part[0].known)]
    return None
