"""A share told behind the count of an answer that is not the count over those who answered, as the other answers show.

A.明显减轻：94 人，34.6%；B.有所减轻：114 人，41.6%；C.没有变化：58 人，21.3%…: the whole is what the answers of the question come to, or
a number told before, of which all shares but one are.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, Paragraph, paragraphs
from auditor.checks.common.relations import ONE, confirmed, judged, plus, quotient, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.relations import Weighted
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "options-not-shares"
TITLE = {"zh": "选项占比与人数不符", "en": "the share of an answer is not its count over all"}
_OPTION = re.compile(r"(?<![A-Za-z])(?P<letter>[A-H])\s*[.\uff0e、]\s*[^：:。]{1,24}[：:]\s*$")
_SHARE = re.compile(r"^\s*[，,]\s*(?:占)?\s*$")
_FEWEST = 3
_BACK = 40

Pair = tuple[Number, Number]


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the answers to every question that are told by letter, count and share."""
    earlier: list[Number] = []
    for paragraph in paragraphs(facts):
        for question in _questions(paragraph):
            whole = _whole(question, earlier)
            if whole is None:
                continue
            value = sum((each.printed.value for _, each in whole), Fraction(0))
            for count, share in question:
                relation = quotient(rule(NAME, TITLE), share.known, [(ONE, count.known)], whole)
                # A last place is pushed so that the shares give 100 %.
                near = _near(count, share, value)
                yield from confirmed(facts, [relation]) if near else (judged(facts, relation),)
        earlier = [*earlier, *(each for each in paragraph.numbers if each.stated and not each.is_share)][
            -_BACK:
        ]


def _questions(paragraph: Paragraph) -> Iterator[Sequence[Pair]]:
    """Iterate over the counts and shares of the answers to each question: a new one begins with A."""
    run: list[Pair] = []
    numbers = paragraph.numbers
    for count, share in itertools.pairwise(numbers):
        start = count.occurrence.span.start
        found = _OPTION.search(paragraph.text[max(0, start - _BACK) : start])
        if found is None:
            continue
        if found["letter"] == "A" and run:
            yield run
            run = []
        told = count.stated and share.stated and share.is_share and not count.is_share
        if told and _SHARE.match(share.before):
            run.append((count, share))
    if run:
        yield run


def _whole(question: Sequence[Pair], earlier: Sequence[Number]) -> Sequence[Weighted] | None:
    """Return what all shares but one are of, None where that is nothing that is printed."""
    if len(question) < _FEWEST or len({count.dimension for count, _ in question}) > 1:
        return None
    counts = [count for count, _ in question]
    most = max(count.known.printed.value for count in counts)
    total = sum((count.known.printed.value for count in counts), Fraction(0))
    bases: list[tuple[Fraction, Sequence[Weighted]]] = []
    for each in reversed(earlier):
        value = each.known.printed.value
        if each.dimension.startswith("count") and value >= most:
            bases.append((value, [(ONE, each.known)]))
    bases.append((total, plus([count.known for count in counts])))
    votes = [sum(1 for count, share in question if _near(count, share, value)) for value, _ in bases]
    best = max(votes)
    if best < max(_FEWEST - 1, len(question) - 1):
        return None
    return bases[votes.index(best)][1]


def _near(count: Number, share: Number, whole: Fraction) -> bool:
    if whole <= 0:
        return False
    gap = abs(count.known.printed.value / whole - share.known.printed.value)
    return gap <= share.known.printed.step
