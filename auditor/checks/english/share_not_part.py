"""English: a percentage that is not the part over the whole that stand beside it.

`A, or p percent of sales of B`; `closed A of its B cases, p percent`; `Of the B mailed, A were returned, a response rate of p%`;
`awarded B grants. Of these, A (p percent) went to …`; `A on income of B, an effective
rate of p%`; `A were redeemed, a redemption rate of p% of approvals`;
`p percent of all cases (A out of B)`. Part and whole are told by what stands between the
numbers; of several parts that may be meant the one that fits is taken, and none where no one knows which.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.checks.common.english import Sentence, counted, end_of, english, one_value, terms
from auditor.checks.common.numbers import Number, roughly
from auditor.checks.common.relations import ONE, first_held, quotient, rule
from auditor.checks.english._calls import called, meant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.numbers import Paragraph
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, Relation

NAME = "share-not-part"
TITLE = {"zh": "百分比与所述部分、总数不符", "en": "a percentage is not the part over the whole told with it"}
_ROUGH = r"(?:about |approximately |nearly |almost |roughly |some |around )?"
_GLUE = re.compile(
    rf"^(?: [a-z'\u2019-]+){{0,4}}?(?:\s*[,(]\s*(?:or |that is |representing |a total of )?|\s+or\s+){_ROUGH}$",
    re.IGNORECASE,
)
_MADE = (
    r"(?:make|makes|made|making) up|account(?:s|ed|ing)? for|represent(?:s|ed|ing)?|constitut(?:e|es|ed|ing)|"
    r"compris(?:e|es|ed|ing)|equal(?:s|ed|ing)? to|equals|equaled|is|are|was|were"
)
_PART = re.compile(
    rf"^[^.;:()]{{0,60}}?(?:,\s*(?:or\s)?\s*|,?\s*(?:which )?(?:{_MADE})\s*|\(\s*){_ROUGH}$", re.IGNORECASE
)
_WHOLE = re.compile(
    rf"^\s*\)?\s*of (?:the |our |its |their |all |total |a )*(?:[a-z][a-z'\u2019-]*\s+){{0,5}}?(?:of |totall?ing )?(?:the )?{_ROUGH}[$€£]?\s*$",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:increase|decrease|decline|growth|rise|(?<!make )(?<!makes )(?<!made )(?<!making )up|down|more|less|higher|lower|from|over|average|rate|margin|goal|target|budget of)\b",
    re.IGNORECASE,
)
_TAKES_UP = re.compile(
    rf"^\s*(?:These|This|Those|That|They|It|The)\b[^.;:,]{{0,80}}\b(?:{_MADE})\s*{_ROUGH}$"
)
"""These cases accounted for 77 percent of …: the part is told in the sentence before."""
_BRACKET = re.compile(r"^[^.;:()]{0,80}\(\s*$")
_NEXT = re.compile(r"\b(?:and|or|but|while|versus|vs|than)\s*[$€£]?\s*$", re.IGNORECASE)
"""What leads to another figure: 6 (11.3%) of the men and 23 (8.4%) of the women."""
_THEM = re.compile(r"^ of (?:them|these|those)\b", re.IGNORECASE)
_OF_THESE = re.compile(r"^\s*(?:Of|Among) (?:these|those|them),?\s*$")
_OF = re.compile(r"^\s*(?:out )?of (?:the |its |their |all |our |a total of )*$", re.IGNORECASE)
_OUT_OF = re.compile(r"(?:^|[,(]\s*)(?:out )?of(?: the| its| their| all| our| a total of)*$", re.IGNORECASE)
_OF_THE = re.compile(r"\bof the$", re.IGNORECASE)
_OPENED = re.compile(r"^(?: [a-z-]+){1,4} \($", re.IGNORECASE)
_NOUNS = re.compile(r"^(?: [a-z-]+){1,4}, (?:some |a total of )?$", re.IGNORECASE)
_FROM, _TO = re.compile(r"\bfrom\s*[$€£]?\s*$"), re.compile(r"\bto\s*[$€£]?\s*$")
_ELSE = re.compile(
    r"\b(?:respectively|both|another|increase|decrease|rose|fell|up|down|than|weighted)\b", re.IGNORECASE
)
_ON = re.compile(
    r"^\s*(?:on|against|out of|of|from|over)\s+(?:an? |the |our |its |total )*(?:[a-z-]+\s+){0,6}?(?:of|totall?ing|at)?\s*$",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"^\s*(?:\([^()]*\)\s*)?[,(]\s*(?:or |for |giving |yielding |resulting in |which (?:is|gives) )?(?:an?|the|our) (?:[a-z-]+ ){0,3}?(?P<kind>[a-z-]+ )(?:rate|margin|yield|ratio) of\s*$",
    re.IGNORECASE,
)
_OTHER_RATE = re.compile(
    r"growth|interest|inflation|exchange|discount|coupon|statutory|annual|mean|average|run|hourly|daily|monthly|increase|turnover|current",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"^(?:\s+[a-z-]+){0,3}?\s+(?:was|were|had been|have been|has been|was being)\s+(?P<verb>[a-z]{4,})\b[^.;,0-9]{0,30},\s*(?:or |giving )?an? (?P<noun>[a-z]{4,}) rate of\s*$",
    re.IGNORECASE,
)
_OF_NOUN = re.compile(r"^\s*(?:of|among) (?:the |all |its |those )*(?P<of>[a-z]{4,})\b(?! of)", re.IGNORECASE)
_ANSWERED = re.compile(
    r"\b(?:response|return|completion|participation|turnout) rate (?:of|was|is)\s*$", re.IGNORECASE
)
_SENT = r"\b(?:invited|sent|handed out|given out|asked|surveyed|mailed|distributed|issued|approached|contacted|eligible|selected|sampled|delivered|posted)\b"
_GOT = r"\b(?:return|receiv|complet|respon|replied|reply|took part|participat)"
_WERE_SENT = re.compile(rf"^(?:\s+[a-z-]+){{0,3}}?\s+(?:was|were|had been|have been)\s+{_SENT}")
_DID = re.compile(rf"^(?:\s+[a-z-]+){{0,3}}?\s+(?:(?:had|have|were|was)\s+)?{_GOT}")
_MEAN = re.compile(r"\b(?:mean|average|median|overall)\b", re.IGNORECASE)
_MAKES = re.compile(
    r"(?:^\s*|[,;:]\s*|\band )(?P<part>[A-Za-z][^,;:.()0-9]{1,50}?)\s+(?:(?:make|makes|made) up|(?:account|accounts|accounted) for|(?:represent|constitute|comprise)(?:s|d|ed)?|(?:were|was|are|is))\s*$",
    re.IGNORECASE,
)
_CHANGE = re.compile(r"\b(?:increas|decreas|reduc|declin|chang|gr[eo]w)", re.IGNORECASE)
_NAMED = re.compile(r"^\s*of (?:the |all |its |our |their |total )*(?P<of>[a-z][^,.;:()0-9]{1,60})")
_RATED = re.compile(
    r"(?:^|[,;(]|\band)\s*(?:(?:or|for|giving|so|that|an?|the|its|their|our|overall|which|is)\s+)*(?P<noun>[a-z]{4,}) rate(?: thus| therefore)?(?: of| was| is| stood at| came to| reached)(?: thus| therefore| only)?\s*$",
    re.IGNORECASE,
)
_WHOLES = "received submitted lodged made filed"
_OR = re.compile(r"^\s*,?\s*(?:or|equal to|which is|that is)\s+(?:about |some )?$|^\s*\(\s*$", re.IGNORECASE)
_REACHED = re.compile(
    r"(?:^|[,;]\s*|\band\s+)\s*(?:the )?(?P<part>[A-Za-z][a-z -]{3,40}?)(?: thus| therefore| already| now| only| still)? "
    r"(?:reached|amounted to|came to|stood at|equal(?:l?ed|s)|was|were|is|represent(?:s|ed))(?: equal to| thus| therefore| only| just)?\s*$",
    re.IGNORECASE,
)
_FORMER = re.compile(r"\b(?:compared (?:to|with)|against|versus|than)$", re.IGNORECASE)
_TWO, _STEM, _BESIDE = 2, 4, 24

Pair = tuple["Number", "Number"]
"""A part and the whole it is of."""


@records.frozen(eq=False)
class _Told:
    """A share in its sentence, with the numbers before it and the sentence before."""

    sentence: Sentence
    share: Number
    before: Sequence[Number]
    behind: Number | None
    last: Sentence | None


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the percentages of English sentences that tell part and whole."""
    last: Sentence | None = None
    for exact in english(facts):
        sentence = attrs.evolve(exact, numbers=tuple(roughly(facts, each) for each in exact.numbers))
        if last is not None and last.paragraph is not sentence.paragraph:
            last = None
        for at, share in enumerate(sentence.numbers):
            if share.is_share and share.stated and not share.sign:
                behind = next(iter(sentence.numbers[at + 1 :]), None)
                told = _Told(sentence, share, sentence.numbers[:at], behind, last)
                pairs = _pairs(told)
                # A response rate is of those asked, by its words, whoever else is counted beside them.
                answered = len(told.before) > _TWO and bool(pairs) and list(_answered(told)) == pairs
                relations = [_relation(share, *pair, explained=answered) for pair in pairs]
                yield from first_held(facts, relations, sure=len(relations) == 1)
        last = sentence


def _relation(share: Number, part: Number, whole: Number, *, explained: bool = False) -> Relation:
    info, one, two = (
        attrs.evolve(rule(NAME, TITLE), explained=explained),
        counted(part.known),
        counted(whole.known),
    )
    return quotient(info, share.known, [(ONE, one)], [(ONE, two)])


def _pairs(told: _Told) -> list[Pair]:
    """Return the parts and wholes that a share may be of, by the first way of telling that its words are of."""
    for reading in (
        _whole_behind,
        _taken_up,
        _of_them,
        _bracketed,
        _answered,
        _rate_on,
        _done,
        _by_name,
    ):
        found = [pair for pair in reading(told) if _can_be(told.share, *pair)]
        if found:
            return found
    return []


def _can_be(share: Number, part: Number, whole: Number) -> bool:
    """Whether two numbers may be part and whole: a larger part where the share is more than all of it."""
    if part.stated is None or whole.stated is None or part.sign or whole.sign or part.is_share:
        return False
    more = share.known.printed.value > 1 or part.known.printed.value <= whole.known.printed.value
    return (
        part.dimension == whole.dimension
        and part.known.printed.value > 0
        and more
        and whole.known.printed.value > 0
    )


def _whole_behind(told: _Told) -> Iterator[Pair]:
    """Iterate over the parts of `A, or p percent of B`: of several amounts the one that fits is meant."""
    sentence, share, whole = told.sentence, told.share, told.behind
    if whole is None or not told.before or whole.is_share:
        return
    part = told.before[-1]
    words, behind = sentence.between(part, share), sentence.between(share, whole)
    before = re.split(r"[,;:(]", sentence.before(part))[-1]
    if (
        part.stated is not None
        and _can_be(share, part, whole)
        and _PART.match(words)
        and _WHOLE.match(behind)
        and not _OTHER.search(words + behind)
        and not _NEXT.search(behind)
        and not _OTHER.search(before[-30:])
    ):
        yield from ((each, whole) for each in reversed(told.before))


def _taken_up(told: _Told) -> Iterator[Pair]:
    """Iterate over the parts of `These reports accounted for p percent of B`, told in the sentence before."""
    whole = told.behind
    if (
        told.last is None
        or whole is None
        or told.before
        or not _TAKES_UP.match(told.sentence.before(told.share))
    ):
        return
    behind = told.sentence.between(told.share, whole)
    if _WHOLE.match(behind) and not _OTHER.search(behind) and not whole.is_share:
        yield from ((each, whole) for each in told.last.stated)


def _counts(numbers: Sequence[Number]) -> list[Number]:
    return [each for each in numbers if each.figure is not None and not each.is_share]


def _of_them(told: _Told) -> Iterator[Pair]:
    """Yield the pair of `A of its B cases, p percent`, `out of B, A or p percent`, `Of these, A (p percent)`."""
    sentence = told.sentence
    if not told.before or _ELSE.search(sentence.text):
        return
    one, own = told.before[-1], _counts(told.before)
    glue = sentence.between(one, told.share)
    if one.is_share or one.dimension != "number" or not _GLUE.match(_THEM.sub("", glue)):
        return
    pair: Pair | None = None
    if _THEM.match(glue) or _OF_THESE.match(sentence.before(one)):
        others = [each for each in own if each is not one]
        others = others or (_counts(told.last.numbers) if told.last is not None else [])
        pair = (one, others[0]) if len(others) == 1 else None
    elif len(own) == _TWO and own[-1] is one:
        first = own[0]
        if _OF.match(sentence.between(first, one)):
            pair = (first, one)  # closed A of its B cases, p percent
        elif _OF_THE.search(sentence.before(first)) and _OPENED.match(sentence.between(first, one)):
            pair = (one, first)  # nearly half of the B farms visited (A, or p percent)
        elif _OUT_OF.search(sentence.before(first)) and _NOUNS.match(sentence.between(first, one)):
            pair = (one, first)  # out of B households, A or p percent
    if pair is not None and _alike(told, *pair):
        yield pair


def _alike(told: _Told, part: Number, whole: Number) -> bool:
    """Whether a part that names what it counts names what its whole does: Of these, 98 grants, behind 245 grants."""
    called = re.match(r" (?P<noun>[a-z][a-z -]*?)\s*[,(]", told.sentence.after(part))
    if called is None or re.match(r" of\b| or\b", told.sentence.after(part)):
        return True
    inside = whole in told.sentence.numbers
    words = told.sentence.after(whole) if inside or told.last is None else told.last.after(whole)
    return inside or bool(terms(called["noun"]) & terms(" ".join(words.split()[:2])))


def _bracketed(told: _Told) -> Iterator[Pair]:
    """Yield the pair of `p percent of all cases (A out of B)`."""
    sentence, part = told.sentence, told.behind
    if part is None or part.depth <= told.share.depth:
        return
    at = sentence.numbers.index(part)
    whole = sentence.numbers[at + 1] if at + 1 < len(sentence.numbers) else None
    if whole is None or whole.depth != part.depth or not _OF.match(sentence.between(part, whole)):
        return
    if _BRACKET.match(sentence.between(told.share, part)) and not _OTHER.search(
        sentence.before(told.share)[-30:]
    ):
        yield part, whole


def _answered(told: _Told) -> Iterator[Pair]:
    """Yield the pair of `B were invited and A returned, a response rate of p%`."""
    sentence, words = told.sentence, told.sentence.before(told.share)
    if not _ANSWERED.search(words) or _MEAN.search(words):
        return
    if not (re.search(_SENT, words) and re.search(_GOT, words)):
        return
    own = [each for each in told.before if each.stated and each.dimension == "number" and not each.depth]
    if len(own) > _TWO:
        # 1,850 were sampled and 1,147 completed it: the one that was asked and the one that answered
        behind = {id(each): re.split(r"[,;0-9]", sentence.after(each))[0] for each in own}
        sent = [each for each in own if _WERE_SENT.match(behind[id(each)])]
        got = [each for each in own if _DID.match(behind[id(each)])]
        own = [*sent, *got] if len(sent) == len(got) == 1 and sent[0] is not got[0] else []
    if len(own) == _TWO:
        small, large = sorted(own, key=lambda each: each.known.printed.value)
        if small.known.printed.value < large.known.printed.value:
            yield small, large


def _rate_on(told: _Told) -> Iterator[Pair]:
    """Yield the pair of `A on income of B, an effective tax rate of p%`."""
    if len(told.before) < _TWO:
        return
    part, whole = told.before[-2:]
    rate = _RATE.match(told.sentence.between(whole, told.share))
    if (
        rate is not None
        and not _OTHER_RATE.search(rate.group())
        and _ON.match(told.sentence.between(part, whole))
    ):
        yield part, whole


def _done(told: _Told) -> Iterator[Pair]:
    """Yield the pair of `A were redeemed, a redemption rate of p% of approvals`: the whole is what was approved."""
    if not told.before:
        return
    part, paragraph = told.before[-1], told.sentence.paragraph
    said, of = (
        _DONE.match(told.sentence.between(part, told.share)),
        _OF_NOUN.match(told.sentence.after(told.share)),
    )
    if said is None or of is None or said["verb"][:_STEM].lower() != said["noun"][:_STEM].lower():
        return
    stem = re.once(rf"\b{of['of'][:_STEM].lower()}")
    wholes = [
        each
        for each in paragraph.numbers
        if each.stated
        and each.occurrence is not part.occurrence
        and each.dimension == part.dimension
        and stem.search(paragraph.text[end_of(each) : end_of(each) + _BESIDE].split(",")[0].lower())
    ]
    if one_value([each.known for each in wholes]) is not None:
        yield part, wholes[0]


def _by_name(told: _Told) -> Iterator[Pair]:
    """Yield the pair of `Spending reached p percent of the allocation`, `the approval rate was p%`, `A, or p% of the final vote`.

    Part and whole are told in the paragraph, each under a name that no other figure of it bears.
    """
    sentence, share = told.sentence, told.share
    words, of = sentence.before(share), _NAMED.match(sentence.after(share))
    if told.before:
        words = sentence.between(told.before[-1], share)
    numbers = called(sentence.paragraph)
    part: Number | None = None
    rate = _RATED.search(sentence.before(share))
    if rate is not None and not _OTHER_RATE.search(rate.group()):
        part = meant(numbers, rate["noun"])
        names, every = (of["of"], True) if of else (_WHOLES, False)
        whole = meant(numbers, names, part.dimension, every=every) if part else None
    elif of is not None and not _CHANGE.search(words):
        if told.before and _OR.match(words):
            # compared to A, or p% of sales: of the sales of that time
            part = None if _FORMER.search(sentence.before(told.before[-1])) else told.before[-1]
        elif (subject := _REACHED.search(words)) is not None and not told.before:
            part = meant(numbers, subject["part"])
        whole = meant(numbers, of["of"], part.dimension) if part else None
    else:
        return
    if part is not None and whole is not None and part.known.printed.value != whole.known.printed.value:
        yield part, whole


def _around(paragraph: Paragraph, number: Number) -> frozenset[str]:
    """Return the words beside a number, in its clause and behind it."""
    before = re.split(r"[,;:.(]", paragraph.text[: number.occurrence.span.start])[-1]
    return terms(before) | terms(re.split(r"[,;:.)]", paragraph.text[end_of(number) :])[0])
