"""English: a word of direction that the two levels beside it contradict: fell to 65.0 percent from 64.9 percent.

`A total of A visitors came by sea, up from B`; `response dropped from B to A, well below the target of C`: against a target
every level of the sentence has to stand on the other side before the word is wrong.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._english import Sentence, english
from auditor.checks._moves import moves
from auditor.checks._numbers import exactly
from auditor.checks._relations import compared, judged, rule
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks._numbers import Number
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "order-words"
TITLE = {"zh": "比较用语与数字不符", "en": "a word of direction contradicts the figures"}

_UP_FROM = re.compile(
    r"^[^.;:()]{0,90}(?:,\s*(?:(?P<up>up|an? (?:\w+ )?(?:increase|rise))|down|an? (?:\w+ )?(?:decrease|decline|fall|drop))(?:\s+\w+ly)?|"
    r"\b(?:(?P<rose>increased|rose|grew)|decreased|fell|declined|dropped)) from\b[^.;0-9]{0,40}$",
    re.IGNORECASE,
)
_GOAL = re.compile(
    r"\b(?:(?P<up>above|over|exceeding|exceeded|higher than|greater than)|below|under|short of|lower than)\s+(?:the|its|our|their)\s+"
    r"(?:[a-z]+\s+){0,2}(?:target|goal|threshold|limit|benchmark|ceiling|requirement|standard|average)s?(?:\s+of)?\s*[$€£]?\s*$",
    re.IGNORECASE,
)


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the levels of English sentences that are told to rise or fall from one to the other."""
    for sentence in english(facts):
        yield from _ups_from(facts, sentence)
        yield from _against_goals(facts, sentence)
        for move in moves(sentence):
            before, now = move.earlier, move.level
            if before is None or now.stated is None or before.stated is None or not move.way:
                continue
            if move.change is not None or move.rate is not None or before.dimension != now.dimension:
                continue
            if now.known.printed.value == before.known.printed.value:
                continue
            comparison = tree.Relation.GREATER if move.way > 0 else tree.Relation.LESS
            yield judged(facts, compared(rule(NAME, TITLE), now.known, comparison, before.known))


def _levels(sentence: Sentence, end: Number) -> list[Number]:
    """Return the numbers of one kind before another one of it in a sentence."""
    return [
        each
        for each in sentence.numbers
        if each.occurrence.span.start < end.occurrence.span.start and each.dimension == end.dimension
    ]


def _ups_from(facts: Facts, sentence: Sentence) -> Iterator[Outcome]:
    """Judge `A …, up from B`, where A is the only level that the sentence has told so far."""
    numbers = sentence.numbers
    for now, before in pairwise(numbers):
        way = _UP_FROM.match(sentence.between(now, before))
        if way is None or _levels(sentence, before) != [now] or now.stated is None or before.stated is None:
            continue
        if now.sign or now.known.printed.value == before.known.printed.value:
            continue
        if any(sentence.before(each).endswith(("/", "-", "–")) for each in (now, before)):
            continue  # 2012/13
        up = way["up"] or way["rose"]
        comparison = tree.Relation.GREATER if up else tree.Relation.LESS
        yield judged(facts, compared(rule(NAME, TITLE), now.known, comparison, before.known))


def _against_goals(facts: Facts, sentence: Sentence) -> Iterator[Outcome]:
    """Judge `A …, well below the target of C`."""
    for goal in sentence.stated:
        way = _GOAL.search(sentence.before(goal))
        levels = _levels(sentence, goal)
        if way is None or not levels or any(each.stated is None or each.sign for each in levels):
            continue
        own, aim = levels[-1], goal.known.printed.value
        sign = 1 if way["up"] else -1
        if own is not sentence.numbers[sentence.numbers.index(goal) - 1]:
            continue  # 45%, 3 points above the average of 42%
        if any((each.known.printed.value - aim) * sign > 0 for each in levels):
            continue
        comparison = tree.Relation.GREATER if way["up"] else tree.Relation.LESS
        yield judged(facts, compared(rule(NAME, TITLE), own.known, comparison, exactly(goal.known)))
