"""English: a percentage that is not those counted over all that they are said to be of.

`visited B farms and found that A of them (p percent) had none`; `awarded B grants. Of these, A grants (p percent)
went to …`; `out of B households, A or p percent`; `closed A of its B cases, p percent`; `(A of B, or p percent)`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._english import Sentence, counted, english, terms
from auditor.checks._relations import ONE, judged, quotient, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks._numbers import Number
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "percent-of-them"
TITLE = {"zh": "百分比与其中数、总数不符", "en": "a percentage is not those counted over all of them"}
_GLUE = r"(?:\s*[,(]\s*(?:or |that is |about )?|\s+or\s+)$"
_THEM = re.compile(rf"^ (?:of (?:them|these|those)){_GLUE}", re.IGNORECASE)
_NAMED = re.compile(rf"^(?: [a-z-]+){{0,3}}?{_GLUE}", re.IGNORECASE)
_OF_THESE = re.compile(r"^\s*(?:Of (?:these|those|them)|Among (?:these|those|them)),?\s*$")
_OF = re.compile(r"^\s*(?:out )?of (?:the |its |their |all |our |a total of )*$", re.IGNORECASE)
_OUT_OF = re.compile(r"(?:^|[,(]\s*)(?:out )?of(?: the| its| their| all| our| a total of)*$", re.IGNORECASE)
_OF_THE = re.compile(r"\bof the$", re.IGNORECASE)
_OPENED = re.compile(r"^(?: [a-z-]+){1,4} \($", re.IGNORECASE)
_NOUNS = re.compile(r"^(?: [a-z-]+){1,4}, (?:some |a total of )?$", re.IGNORECASE)
_ELSE = re.compile(
    r"\b(?:respectively|both|another|increase|decrease|rose|fell|up|down|than|weighted)\b", re.IGNORECASE
)
_TWO = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every percentage told right behind those that it counts."""
    last: Sentence | None = None
    for sentence in english(facts):
        before = last if last is not None and last.paragraph is sentence.paragraph else None
        for at, share in enumerate(sentence.stated):
            if share.is_share and at and not share.sign:
                yield from _judged(facts, sentence, at, before)
        last = sentence


def _counts(sentence: Sentence, end: Number | None = None) -> list[Number]:
    """Return the counts of a sentence, up to a number."""
    stop = len(sentence.text) if end is None else end.occurrence.span.start - sentence.start
    return [
        each
        for each in sentence.numbers
        if each.occurrence.span.start - sentence.start < stop
        and each.figure is not None
        and not each.is_share
    ]


def _judged(facts: Facts, sentence: Sentence, at: int, last: Sentence | None) -> Iterator[Outcome]:
    numbers = sentence.stated
    share, one = numbers[at], numbers[at - 1]
    own = _counts(sentence, share)
    if one.is_share or one.dimension != "number" or _ELSE.search(sentence.text):
        return
    pair: tuple[Number, Number] | None = None
    glue = sentence.between(one, share)
    words = sentence.before(one)
    if _THEM.match(glue) or (_OF_THESE.match(words) and _NAMED.match(glue)):
        pair = _with_all(one, own, last)
    elif len(own) == _TWO and own[-1] is one and _NAMED.match(glue):
        first = own[0]
        if _OF.match(sentence.between(first, one)):
            pair = (first, one)  # closed A of its B cases, p percent
        elif _OF_THE.search(sentence.before(first)) and _OPENED.match(sentence.between(first, one)):
            pair = (one, first)  # nearly half of the B farms visited (A, or p percent)
        elif _OUT_OF.search(sentence.before(first)) and _NOUNS.match(sentence.between(first, one)):
            pair = (one, first)  # out of B households, A or p percent
    if pair is not None and not _alike(sentence, *pair, last):
        return
    if pair is None or any(each.stated is None or each.sign or each.dimension != "number" for each in pair):
        return
    part, whole = pair
    if 0 < part.known.printed.value <= whole.known.printed.value and whole.known.printed.value > 0:
        yield judged(
            facts,
            quotient(
                rule(NAME, TITLE), share.known, [(ONE, counted(part.known))], [(ONE, counted(whole.known))]
            ),
        )


def _alike(sentence: Sentence, part: Number, whole: Number, last: Sentence | None) -> bool:
    """Whether a part that names what it counts names what its whole does: Of these, 98 grants, behind 245 grants."""
    called = re.match(r" (?P<noun>[a-z][a-z -]*?)\s*[,(]", sentence.after(part))
    if called is None or re.match(r" of\b| or\b", sentence.after(part)):
        return True
    inside = whole in sentence.numbers
    words = sentence.after(whole) if inside or last is None else last.after(whole)
    return inside or bool(terms(called["noun"]) & terms(" ".join(words.split()[:2])))


def _with_all(part: Number, own: list[Number], last: Sentence | None) -> tuple[Number, Number] | None:
    """Return a part with the only count before it, in its sentence or the one before."""
    before = [each for each in own if each is not part]
    if not before and last is not None:
        before = _counts(last)
    return (part, before[0]) if len(before) == 1 else None
