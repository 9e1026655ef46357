"""English: words of order, bounds, fractions and rankings that the figures beside them in the sentence contradict.

`88.4% and thus exceeded the target of 90%`; `rates of 96.1%, 93.2% and 97.7%, all above 95%`; `More than half of them (47%)`; `highest in A (94.1%),
followed by B (95.8%)`. Two levels have to be alike and near each other: 0.2 million above a budget of 3.3 million is a distance.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import english
from auditor.checks.common.numbers import plainly
from auditor.checks.common.relations import evidence_at, evidence_of_words, rule, said
from auditor.checks.english._extremes import orders
from auditor.checks.english._fractions import fractions, halves
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.numbers import Number, Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "order-not-held"
TITLE = {"zh": "比较用语、排序与所列数字不符", "en": "words of order contradict the figures beside them"}
_MORE = r"exceed(?:s|ed|ing)?|above|over|higher than|more than|greater than|larger than|in excess of|beyond|surpass(?:es|ed|ing)?|outside"
_LESS = r"below|under|less than|lower than|fewer than|smaller than|short of|within"
_BOUND = (
    r"(?:targets?|standards?|goals?|objectives?|limits?|ceilings?|benchmarks?|thresholds?|averages?|norms?|minimum|maximum|requirements?|aim|budget|"
    r"plan|median|estimate|forecast|level|figure)"
)
_OWN = r"(?:\s+(?:the|its|their|our|a|an|that))?"
_WORD = rf"(?:^|\s)(?P<word>{_MORE}|{_LESS}){_OWN}"
_OF_BOUND = re.compile(
    rf"{_WORD}(?:\s+[a-z'\u2019-]+){{0,3}}?\s+{_BOUND}(?:\s+(?:rate|level|figure|price|cost))?\s+(?:of|at|set at|was|is)\s*[$£€]?\s*$",
    re.IGNORECASE,
)
_TO_BOUND = re.compile(rf"{_WORD}\s*[$£€]?\s*$", re.IGNORECASE)
_IS_BOUND = re.compile(
    rf"^[- ]?(?:%|per ?cent|days?|hours?|weeks?|months?|minutes?|points?)?(?:\s+[a-z-]+){{0,2}}?\s+{_BOUND}\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:not|no|never|without|neither|nor|hardly|if|should|must|would|could|may|whether|unless|than the|from|compared|against|of which|better|worse|by)\b|n't\b",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"\b(?:was|were|is|are|at|of|to|reached|reaching|averaged|stood|came|recorded|took|scored|achieved|rose|fell)\s*(?:only |just |some |about )?[$£€]?\s*$"
)
_QUANTITY = re.compile(
    r"^\s*(?:percentage points?|points?|%)?\s*(?:above|over|below|under|higher|lower|more|less|beyond|short|fewer)\b"
)
_ALL = re.compile(
    rf"[,:;–—]?\s*(?:and )?(?:all|each|both|every one)(?: of (?:them|these|which|the [a-z]+))?(?: were| are| was| being)? (?:well |still |comfortably )?(?P<word>{_MORE}|{_LESS}|at least)(?: the)?(?:(?:\s+[a-z-]+){{0,3}}?\s+{_BOUND}(?: of| at))?\s*[$£€]?\s*$",
    re.IGNORECASE,
)
_DOWNWARD = re.compile(
    r"\b(?:highest|largest|biggest|greatest|most (?:common|frequent|popular|cited|often)|best|strongest|in (?:descending|decreasing) order|"
    r"in order of (?:size|value|importance|amount|number)|from (?:the )?(?:highest|largest|best) to|ranked? (?:by|in order)|leading|top (?:two|three|four|five))\b",
    re.IGNORECASE,
)
_UPWARD = re.compile(
    r"\b(?:lowest|smallest|fewest|least|weakest|worst|in (?:ascending|increasing) order|from (?:the )?(?:lowest|smallest) to)\b",
    re.IGNORECASE,
)
_FOLLOWED = re.compile(
    r"\b(?:followed by|then|in (?:descending|ascending|decreasing|increasing) order|in order of|in that order|ranked|next)\b|\bfrom (?:the )?(?:highest|largest|lowest|smallest) to\b",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\bfollowed by (?:the )?[^,;:()0-9]{1,50}\(")
_WENT = (
    r"ros[ei]\w?|risen|rising|gr[eo]wn?|growing|increas(?:ed|es|ing)|climbed|fell|fallen|falling|dropp?(?:ed|s|ing)|declin(?:ed|es|ing)|decreas(?:ed|es|ing)|shrank|shrunk|"
    r"w?ent (?:up|down)|gone (?:up|down)"
)
_WENT_UP = re.compile(r"ros|ris|gr|incr|climb|.*up$", re.IGNORECASE)
_GONE = r"(?:increase|rise|growth|decrease|decline|fall|drop|reduction) (?:in|of)"
_RUN = re.compile(
    rf"\b(?P<word>{_WENT}|{_GONE})\b(?P<between>(?:[^.;:()0-9]|\b(?:19|20)[0-9]{{2}}\b){{2,90}}?)\bfrom\s*[$€£]?\s*$",
    re.IGNORECASE,
)
_RUN_ELSE = re.compile(
    rf"\b(?:{_WENT}|not|never|by|before|after|instead|than|while|but|which|that|per|age\w*)\b"
)
_RUN_TO = re.compile(
    r"\s*(?:(?:in|at|for|on) (?:(?:the )?(?:end|start) of )?(?:[A-Z][a-z]+ )?(?:19|20)[0-9]{2}(?:[/–-][0-9]{2,4})?|(?:a|the|one) year (?:before|earlier))?,?\s*to\s*[$€£]?\s*$"
)
"""Has risen for the second year running, from 96.9% in 2021/22 to 96.6%."""
_TIMES = 2
_FAR = 60


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the words of order of every sentence by its own figures."""
    for sentence in english(facts):
        yield from _bounds(facts, sentence)
        yield from _all_of(facts, sentence)
        yield from fractions(rule(NAME, TITLE), sentence)
        yield from halves(rule(NAME, TITLE), sentence)
        yield from _ranked(sentence)
        yield from _directed(sentence)
    for order in orders(facts):
        item = [evidence_of_words(order.one.block, order.start, order.word, "order")]
        one, two = order.one.occurrence, order.two.occurrence
        if order.holds:
            yield said(rule(NAME, TITLE), "", "", item, Verdict.EXACT)
        elif order.holds is False:
            zh = f"{one.text} 与 {two.text} 的大小，与“{order.word}”不符"
            en = f"{one.text} and {two.text} do not stand as '{order.word}' says"
            numbers = [evidence_at(order.one.block, one), evidence_at(order.two.block, two)]
            yield said(rule(NAME, TITLE), zh, en, [*numbers, *item])


def _directed(sentence: Sentence) -> Iterator[Outcome]:
    """Judge the way that words say something went by the levels from which and to which it did, with other words between."""
    for one, two in itertools.pairwise(sentence.stated):
        found = _RUN.search(sentence.before(one))
        if found is None or one.dimension != two.dimension or one.sign or two.sign:
            continue
        if _RUN_ELSE.search(found["between"]) or not _RUN_TO.fullmatch(sentence.between(one, two)):
            continue
        a, b = one.known.printed.value, two.known.printed.value
        up = _WENT_UP.match(found["word"]) is not None
        start = sentence.start + found.start("word")
        item = [evidence_of_words(sentence.paragraph.block, start, found["word"], "order")]
        if (b > a) is up and a != b:
            yield said(rule(NAME, TITLE), "", "", item, Verdict.EXACT)
        elif a != b and min(a, b) > 0 and max(a, b) <= min(a, b) * _TIMES:
            zh = f"由 {one.occurrence.text} 到 {two.occurrence.text}，却称“{found['word']}”"
            en = f"from {one.occurrence.text} to {two.occurrence.text} is told as '{found['word']}'"
            yield said(
                rule(NAME, TITLE),
                zh,
                en,
                [*item, *(evidence_at(each.block, each.occurrence) for each in (one, two))],
            )


def _alike(one: Stated | None, two: Stated | None) -> bool:
    if one is None or two is None or one.unit.dimension != two.unit.dimension:
        return False
    a, b = one.printed.value, two.printed.value
    return a > 0 and b > 0 and a <= b * _TIMES and b <= a * _TIMES


def _bounds(facts: Facts, sentence: Sentence) -> Iterator[Outcome]:
    """Judge a level that is said to be above or below a bound that is told with it."""
    for one, two in itertools.pairwise(sentence.numbers):
        level, limit = one.stated, plainly(facts, two)
        if level is None or limit is None or not _alike(level, limit) or one.depth != two.depth:
            continue
        if one.sign or two.sign or two.occurrence.range or one.dimension == "points":
            continue
        between = sentence.between(one, two)
        found = _OF_BOUND.search(between)
        if found is None and _IS_BOUND.match(sentence.after(two)):
            found = _TO_BOUND.search(between)
        if found is None or len(between) > 90 or re.search(r"[;:()]", between):  # noqa: PLR2004 - a clause or two
            continue
        lead = between[: found.start()]
        if _DENIED.search(lead) or _DENIED.search(found.group()) or lead.count(",") > 1:
            continue
        if _QUANTITY.match(between) and not _LEVEL.search(sentence.before(one)):
            continue
        word = found["word"].lower()
        more = re.fullmatch(_MORE, word, re.IGNORECASE) is not None
        if word in {"within", "outside"} and not re.search(
            r"day|week|month|hour|minute", sentence.after(two)[:10] + sentence.after(one)[:10]
        ):
            continue
        a, b = level.printed.value, limit.printed.value
        holds = a > b if more else a <= b if word == "within" else a < b
        item = [
            evidence_of_words(
                sentence.paragraph.block, sentence.start + _at(sentence, one, found), found["word"], "order"
            )
        ]
        if holds:
            yield said(rule(NAME, TITLE), "", "", item, Verdict.EXACT)
        elif a != b or word not in {"over", "exceeded"}:
            zh = f"{one.occurrence.text} 与 {two.occurrence.text} 相比，却称“{found['word']}”"
            en = f"{one.occurrence.text} is said to be '{found['word']}' {two.occurrence.text}"
            yield said(
                rule(NAME, TITLE),
                zh,
                en,
                [*item, *(evidence_at(each.block, each.occurrence) for each in (one, two))],
            )


def _at(sentence: Sentence, one: Number, found: re.Match[str]) -> int:
    """Return where in a sentence a word stands that was found in what follows a number."""
    behind = len(sentence.text) - len(sentence.after(one))
    return behind + found.start("word")


def _all_of(facts: Facts, sentence: Sentence) -> Iterator[Outcome]:
    """Judge the figures of a list all of which are said to keep a bound."""
    numbers = sentence.numbers
    for at, bound in enumerate(numbers):
        told = plainly(facts, bound)
        if at < _TIMES or told is None:
            continue
        found = _ALL.search(sentence.between(numbers[at - 1], bound))
        if found is None:
            continue
        run = [numbers[at - 1]]
        for each in reversed(numbers[: at - 1]):
            if each.dimension != bound.dimension or not re.fullmatch(
                r"[^.;:]{0,30}?(?:,|\band\b|,? and)\s*(?:[A-Za-z ]{0,20})", sentence.between(each, run[-1])
            ):
                break
            run.append(each)
        if len(run) < _TIMES or any(each.stated is None or each.dimension != bound.dimension for each in run):
            continue
        word = found["word"].lower()
        more = word == "at least" or re.fullmatch(_MORE, word) is not None
        limit = told.printed.value
        wrong = [
            each
            for each in run
            if (each.known.printed.value < limit if more else each.known.printed.value > limit)
        ]
        if len(wrong) == len(run):
            continue
        for each in wrong:
            zh = f"称各项均“{found['word']} {bound.occurrence.text}”，其中 {each.occurrence.text} 不是"
            en = f"all are said to be {found['word']} {bound.occurrence.text}, and {each.occurrence.text} is not"
            yield said(rule(NAME, TITLE), zh, en, [evidence_at(each.block, each.occurrence)])
        if not wrong:
            yield said(rule(NAME, TITLE), "", "", [evidence_at(bound.block, bound.occurrence)], Verdict.EXACT)


def _ranked(sentence: Sentence) -> Iterator[Outcome]:
    """Judge the figures in brackets of a list that is told in order."""
    text = sentence.text
    down, up = _DOWNWARD.search(text), _UPWARD.search(text)
    if (
        not _FOLLOWED.search(text)
        or not (down or up)
        or (down and up and "to" not in text[down.start() : down.end() + 30])
    ):
        return
    if down is None and up is None:
        return
    first = min((each for each in (down, up) if each is not None), key=lambda each: each.start())
    falls = first is down
    inside = [
        each
        for each in sentence.stated
        if each.depth == 1
        and not each.sign
        and each.occurrence.span.start - sentence.start > first.start() - _FAR
        and re.search(r"\(\s*[$£€]?\s*$", text[: each.occurrence.span.start - sentence.start])
    ]
    if len(inside) < _TIMES or len({each.dimension for each in inside}) != 1:
        return
    if "followed by" in text:
        # followed by two visits, each of a larger group (140): nothing but a name stands before what follows
        if not _NEXT.search(text):
            return
    elif len(inside) == _TIMES:
        return
    values = [each.known.printed.value for each in inside]
    if "rank" in text and values == sorted(values, reverse=not falls):
        return  # ranked highest were A (11), followed by B (21): places, of which the best is the first
    for one, two in itertools.pairwise(inside):
        a, b = one.known.printed.value, two.known.printed.value
        if a < b if falls else a > b:
            zh = f"按“{first.group()}”排列，{two.occurrence.text} 却在 {one.occurrence.text} 之后"
            en = f"the list is told by '{first.group()}', and {two.occurrence.text} stands behind {one.occurrence.text}"
            items = [evidence_at(two.block, two.occurrence), evidence_at(one.block, one.occurrence)]
            yield said(rule(NAME, TITLE), zh, en, items)
            return
    yield said(rule(NAME, TITLE), "", "", [evidence_at(inside[0].block, inside[0].occurrence)], Verdict.EXACT)
