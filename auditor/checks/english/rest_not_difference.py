"""English: what is left is not the difference of the two amounts before it.

`grantees had spent A of the B awarded, leaving C unspent`; `B, of which A was repaid, leaving C`; `Expenditure was A, or
p percent of the appropriations of B; C lapsed`. The sentence names no other amounts before the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import Sentence, english
from auditor.checks.common.relations import ONE, judged, near_ratio, rule, summed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "rest-not-difference"
TITLE = {"zh": "余额与两数之差不符", "en": "what is left is not the difference of two amounts"}
_LEFT = re.compile(
    r"\bleaving(?: (?:a remainder of|an? (?:\w+ )?balance of|some|only))?\s*[$€£]?\s*$|\bwith (?:the remaining|the balance of)\s*$|"
    r"\b(?:carried|rolled) (?:forward|over)\s*$|\ban? (?:under|over)(?:spend|run|spending) of\s*$",
    re.IGNORECASE,
)
_LAPSED = re.compile(
    r"^\s*(?:has |have |had )?(?:lapsed|(?:was|were|remained|went|stayed) (?:unspent|unused)|(?:was|were) (?:surrendered|returned|handed back))\b"
)
_GONE = re.compile(
    r"^\s*of\b|\b(?:of (?:the|that|which|this|its)|out of)\b|\b(?:spent|used|paid|repaid|withdrawn|disbursed|obligated|drawn|allocated|distributed|closed|expended|spend|expenditure|costs?)\b",
    re.IGNORECASE,
)
_OF_CHANGE = re.compile(
    r"^\s*of (?:the|this|that) (?:[a-z]+ )?(?:increase|decrease|growth|rise|decline|reduction|change|fall)\s*[,;.]",
    re.IGNORECASE,
)
"""Revenue grew by D. Two purchases accounted for A of the increase, with the balance of B from growth."""
_PAIR = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge what English sentences say is left."""
    last: Sentence | None = None
    for sentence in english(facts):
        near = last is not None and last.paragraph is sentence.paragraph
        told = last.stated if last is not None else []
        earlier, last = told if near else [], sentence
        for rest in sentence.numbers:
            words = sentence.before(rest)
            lapsed = _LAPSED.match(sentence.after(rest))
            if rest.stated is None or not (lapsed or (_LEFT.search(words) and _GONE.search(words))):
                continue
            before = [
                each
                for each in sentence.numbers
                if each.stated
                and each.occurrence.span.start < rest.occurrence.span.start
                and each.dimension == rest.dimension
            ]
            if lapsed and not before:
                before = [each for each in told if each.dimension == rest.dimension]
            if len(before) == 1 and _OF_CHANGE.match(sentence.after(before[0])):
                before += [each for each in earlier if each.dimension == rest.dimension]
                if len(before) != _PAIR:
                    continue
            elif len(before) != _PAIR or any(each.sign for each in before):
                continue
            small, large = sorted(before, key=lambda each: each.known.printed.value)
            # What lapsed is of the two whose share is told beside them.
            if lapsed and not any(
                each.is_share and near_ratio(each.known, small.known, large.known)
                for each in (*told, *sentence.stated)
            ):
                continue
            parts = [(ONE, large.known), (-ONE, small.known)]
            yield judged(facts, summed(rule(NAME, TITLE), rest.known, parts, role="stated"))
