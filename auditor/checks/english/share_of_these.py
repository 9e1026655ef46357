"""English: a share of a number of people or things that the sentence before has counted, and that no whole number of them gives.

`There were 38 apprentices. Of these 74.2% finished and 60.5% were offered a post`: that the other shares of the sentence are of them shows
that all are.
"""

from __future__ import annotations

import itertools
import math
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import english
from auditor.checks.common.relations import evidence_at, rule, said
from auditor.evaluation import survey
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.numbers import Number
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "share-of-these"
TITLE = {
    "zh": "占比不可能由前句所述的数量得出",
    "en": "a share that no whole number of those just counted gives",
}
_OF_THESE = re.compile(r"\s*(?:Of|Among) (?:these|them|those|the[a-z ]{1,30}|all[a-z ]{1,30}),?\s*$")
_JOINED = re.compile(r"[^.;:()0-9]{0,80}?(?:,|\band\b|\bwhile\b|\bbut\b)[^.;:()0-9]{0,40}$")
_ELSE = re.compile(
    r"\b(?:about|around|nearly|almost|some|over|roughly|more than|less than|at least|up to|rate|rose|fell|increas\w*|points?|average|budget|cost\w*|sp[e]n\w+|than|women|men)\b"
)
_FEWEST, _EVEN = 10, Fraction(1, 4)


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the shares of English sentences that begin with `of these` by the one count of the sentence before."""
    for before, sentence in itertools.pairwise(english(facts)):
        if before.paragraph is not sentence.paragraph or not sentence.stated:
            continue
        counts = [
            each.known.printed.value
            for each in before.numbers
            if each.stated and each.dimension in {"number", "items"} and not each.sign
        ]
        told = [each for each in before.numbers if each.figure is not None]
        shares = _shares(sentence)
        if (
            len(counts) == 1 == len(told)
            and len(shares) > 1
            and counts[0].denominator == 1
            and counts[0] >= _FEWEST
        ):
            yield from _judged(shares, int(counts[0]))


def _shares(sentence: Sentence) -> Sequence[Number]:
    """Return the shares of a sentence from the first on, which `of these` leads to."""
    first = sentence.numbers[0]
    if not first.is_share or not _OF_THESE.fullmatch(sentence.before(first)) or _ELSE.search(sentence.text):
        return ()
    found = [first]
    for one, two in itertools.pairwise(sentence.numbers):
        if not two.is_share or not two.stated or not _JOINED.fullmatch(sentence.between(one, two)):
            break
        found.append(two)
    return found if len(found) == len(sentence.numbers) else ()


def _judged(shares: Sequence[Number], base: int) -> Iterator[Outcome]:
    wrong = [each for each in shares if survey.counts(each.known.printed.interval, base) is None]
    kept = [each for each in shares if each not in wrong]
    odds = math.prod(min(Fraction(1), (base + 1) * each.known.printed.step) for each in kept)
    if not kept or odds > _EVEN or len(wrong) > 1:
        return
    if not wrong:
        yield said(rule(NAME, TITLE), "", "", [evidence_at(kept[0].block, kept[0].occurrence)], Verdict.EXACT)
    for each in wrong:
        text = f"{each.occurrence.text}%".replace("%%", "%")
        zh = f"{text} 不可能由前句的 {base} 得出，同句其他占比都可以"
        en = f"{text} is no whole number of the {base} told before, as the other shares of its sentence are"
        yield said(rule(NAME, TITLE), zh, en, [evidence_at(each.block, each.occurrence)])
