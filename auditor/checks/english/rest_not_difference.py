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
_REMAINING = re.compile(r"\b(?:and|with)(?: for)? the (?:remaining|other|rest,?)\s*$", re.IGNORECASE)
_A_OF = re.compile(r"^\s*(?:out )?of (?:the |its |their |our )?$", re.IGNORECASE)
_WHOLE = re.compile(
    r"^\s*(?:(?:Out )?[Oo]f|[Ww]ithin|[Ff]rom) (?:the|its|these|those|their|all)?(?: total(?: amount)?(?: of)?)?\s*$"
)
_AGAIN = re.compile(
    r"\bof (?:which|whom|these|those|them)\b|\bincluding\b|\beach\b|\bper (?!cent\b)|\bboth\b", re.IGNORECASE
)
_PAIR = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge what English sentences say is left."""
    last: Sentence | None = None
    for sentence in english(facts):
        near = last is not None and last.paragraph is sentence.paragraph
        told = last.stated if last is not None else []
        earlier, last = told if near else [], sentence
        yield from _remaining(facts, sentence)
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


def _remaining(facts: Facts, sentence: Sentence) -> Iterator[Outcome]:
    """Judge `of the N received, a were approved, b were rejected and the remaining c were pending`."""
    numbers = [each for each in sentence.numbers if each.figure is not None and not each.is_share]
    if len(numbers) <= _PAIR or any(each.stated is None or each.sign or each.depth for each in numbers):
        return
    whole, *parts = numbers
    if len(parts) == _PAIR and _A_OF.match(sentence.between(whole, parts[0])):
        whole, parts = parts[0], [whole, parts[1]]  # A of B were on schedule and the other C were not
        if not _REMAINING.search(sentence.before(parts[-1])) or whole.dimension != "number":
            return
    elif not _WHOLE.match(sentence.before(whole)) or not _REMAINING.search(sentence.before(parts[-1])):
        return
    if len({each.dimension for each in numbers}) > 1 or _AGAIN.search(sentence.between(whole, parts[-1])):
        return
    others = [(-ONE, each.known) for each in parts[:-1]]
    yield judged(
        facts, summed(rule(NAME, TITLE), parts[-1].known, [(ONE, whole.known), *others], role="stated")
    )
