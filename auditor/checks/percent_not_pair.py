"""English: a rate or share that is not the quotient of the only two figures that it can be of.

`B were invited and A returned, a response rate of p%`; `program level, including A in fees, is B; fees make up p
percent of the program level`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._english import Sentence, counted, end_of, english, terms
from auditor.checks._relations import ONE, judged, quotient, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks._numbers import Number, Paragraph, Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, Relation

NAME = "percent-not-pair"
TITLE = {"zh": "比率与所述两数不符", "en": "a rate is not one of the two figures over the other"}
_RATE = re.compile(
    r"\b(?P<what>response|return|completion|participation|turnout) rate (?:of|was|is)\s*$", re.IGNORECASE
)
_SENT = re.compile(
    r"\b(?:invited|sent|handed out|given out|asked|surveyed|mailed|distributed|issued|approached|contacted|eligible|selected|sampled|delivered|posted)\b"
)
_GOT = re.compile(r"\b(?:return|receiv|complet|respon|replied|reply|took part|participat)")
_WERE_SENT = re.compile(rf"^(?:\s+[a-z-]+){{0,3}}?\s+(?:was|were|had been|have been)\s+{_SENT.pattern}")
_DID = re.compile(rf"^(?:\s+[a-z-]+){{0,3}}?\s+(?:(?:had|have|were|was)\s+)?{_GOT.pattern}")
_MEAN = re.compile(r"\b(?:mean|average|median|overall)\b", re.IGNORECASE)
_MAKES = re.compile(
    r"(?:^\s*|[,;:]\s*|\band )(?P<part>[A-Za-z][^,;:.()0-9]{1,50}?)\s+(?:(?:make|makes|made) up|(?:account|accounts|accounted) for|(?:represent|constitute|comprise)(?:s|d|ed)?|(?:were|was|are|is))\s*$",
    re.IGNORECASE,
)
_CHANGE = re.compile(r"\b(?:increas|decreas|reduc|declin|chang|gr[eo]w)", re.IGNORECASE)
_OF = re.compile(r"^\s*of (?:the |all |its |our |their |total )*(?P<of>[a-z][^,.;:()0-9]{1,60})")
_MANY = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge rates that leave no choice of figures."""
    for sentence in english(facts):
        yield from _returned(facts, sentence)
        yield from _named_parts(facts, sentence)


def _relation(share: Stated, part: Stated, base: Stated) -> Relation:
    return quotient(rule(NAME, TITLE), share, [(ONE, counted(part))], [(ONE, counted(base))])


def _returned(facts: Facts, sentence: Sentence) -> Iterator[Outcome]:
    """Judge `B were invited and A returned, a response rate of p%`."""
    numbers = sentence.stated
    for at, share in enumerate(numbers):
        words = sentence.before(share)
        if not share.is_share or not _RATE.search(words) or _MEAN.search(words):
            continue
        if not (_SENT.search(words) and _GOT.search(words)):
            continue
        own = [
            each
            for each in numbers[:at]
            if not each.is_share and each.dimension == "number" and not each.depth
        ]
        if len(own) > _MANY:
            own = _sent_and_got(sentence, own)
        if len(own) != _MANY:
            continue
        small, large = sorted(own, key=lambda each: each.known.printed.value)
        if 0 < small.known.printed.value < large.known.printed.value:
            yield judged(facts, _relation(share.known, small.known, large.known))


def _sent_and_got(sentence: Sentence, numbers: list[Number]) -> list[Number]:
    """Return the one number that was asked and the one that answered: 1,850 were sampled and 1,147 completed it."""
    words = {id(each): re.split(r"[,;0-9]", sentence.after(each))[0] for each in numbers}
    sent = [each for each in numbers if _WERE_SENT.match(words[id(each)])]
    got = [each for each in numbers if _DID.match(words[id(each)])]
    return [*sent, *got] if len(sent) == len(got) == 1 and sent[0] is not got[0] else []


def _named_parts(facts: Facts, sentence: Sentence) -> Iterator[Outcome]:
    """Judge `fees make up p percent of the program level` by the amounts that the paragraph calls so."""
    for share in sentence.numbers:
        if not share.is_share or share.stated is None or share.sign:
            continue
        made, of = _MAKES.search(sentence.before(share)), _OF.match(sentence.after(share))
        if made is None or of is None or _CHANGE.search(made["part"]):
            continue
        before = [
            each
            for each in sentence.paragraph.numbers
            if each.stated
            and not each.is_share
            and each.occurrence.span.start < share.occurrence.span.start
            and each.dimension != "points"
        ]
        if len(before) != _MANY or len({each.dimension for each in before}) != 1:
            continue
        one, two = sorted(before, key=lambda each: each.known.printed.value)
        if (
            not (terms(made["part"]) & _around(sentence.paragraph, one))
            or one.known.printed.value == two.known.printed.value
        ):
            continue
        if terms(of["of"]) <= terms(sentence.paragraph.text[: end_of(two)]):
            yield judged(facts, _relation(share.known, one.known, two.known))


def _around(paragraph: Paragraph, number: Number) -> frozenset[str]:
    """Return the words beside a number, in its clause and behind it."""
    before = re.split(r"[,;:.(]", paragraph.text[: number.occurrence.span.start])[-1]
    return terms(before) | terms(re.split(r"[,;:.)]", paragraph.text[end_of(number) :])[0])
