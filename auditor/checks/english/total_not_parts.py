"""English: a total that the parts told beside it do not add up to.

`a total of T, consisting of a for x, b for y, and c for z`; `Of these, a were x and b were y`; `a for x and b for y,
for a total of T`. Words such as `consisting of` declare a list complete; a list behind `including` or `of which` may
leave things out, so a gap counts there only where one slip of the pen explains it, or where the parts are too many.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import EARLIER, Sentence, counted, sentences
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import ONE, compared, judged, near_sum, plus, rule, summed
from auditor.checks.common.slips import digits, slip
from auditor.checks.common.spelled import SPELLED
from auditor.checks.english._listedabove import begun_before, listed_above
from auditor.checks.english._moves import WAY
from auditor.checks.english._signedparts import opposite, signed
from auditor.checks.english._sliplists import slipped_lists
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "total-not-parts"
TITLE = {"zh": "分项之和与总数不符", "en": "parts do not add up to their total"}
_COMPLETE = re.compile(
    r"\b(?:consist(?:s|ed|ing)? of|compris(?:es|ed|ing)(?: of)?|made up of|composed of|namely|broken down (?:as follows|into)|"
    r"divided (?:as follows|into|between|among)|split (?:into|between)|allocated as follows)\b",
    re.IGNORECASE,
)
_COLON = re.compile(
    r"^\s*(?:[A-Za-z'\u2019-]+\s+){0,5}[A-Za-z'\u2019-]+(?:\s+between [^:;.]{4,40})?:\s*[$€£]?\s*$"
)
_AND = re.compile(r",\s+and(?:\s+\w+){0,3}\s*$|\s+and\s*$")
_OPEN = re.compile(
    r"\bincluding\b|\bincludes?\b|\bc(?:o|a)mes? from\b|\bof (?:which|whom|this amount|that amount|this total|these|this)\b|(?<!compared )(?<!beginning )(?<!along )(?<!concurred )(?<!agreed )\bwith\b",
    re.IGNORECASE,
)
_OF_THESE = re.compile(
    r"^\s*(?:\w+,? )?[Oo]f (?:these|this(?: amount| total)?|that amount|the total|them|those)\b,?[^0-9]{0,40}$"
)
_AMOUNT = re.compile(r"^\s*Of (?:this|that|which)(?: (?:amount|total|sum|figure))?,[^0-9]{0,20}$")
_BRINGS = re.compile(
    r"^\s*(?:This|That|It) (?:brings|brought|takes|took) [^0-9.;]{0,40}\btotal\b[^0-9.;]{0,60}(?:(?:19|20)[0-9]{2}[^0-9.;]{0,20})?\bto\s*[$€£]?$"
)
_THIS_TOTAL = re.compile(
    r"^\s*(?:This|The) (?:total|figure|sum|number|amount) (?:includes?|included|compris\w+|consist\w+ of|(?:is|was) made up of)\b[^0-9]{0,60}$"
)
_SUMMED = re.compile(
    r"(?:\bfor |\bmaking |\bgiving |\bor |[0-9a-z], )(?:a |an )?(?:combined |grand |overall )?total of\s*$|"
    r"\ba combined\s*$|\bbringing (?:the|its|our) [a-z' ]{0,20}total to\s*$|\bfor (?:a )?(?:combined )?total (?:[a-z]+ ){1,2}of\s*$|\bmak(?:ing|es|e) a total of\s*$|\btotal(?:l?ing)\s*$|\btogether(?: they)? total(?:led|ed)?\s*$|\bin (?:total|all|sum),?\s*$|\baltogether,?\s*$",
    re.IGNORECASE,
)
_IN_ALL = re.compile(r"^(?: [a-z]+){0,2} (?:in all|altogether|combined)\s*[.,;)]", re.IGNORECASE)
_BREAK = re.compile(
    r"\b(?:increase|decrease|reduction|above|below|more than|less than|compared|versus|average|per|each|up to|(?:up|down) from|"
    r"of which|including|exclud\w+|net of|request|level|prior|previous|over|under)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\b(?:recommendation|question|objective|finding|item|section|table|figure|note)s?\s+(?:[0-9]+(?:,| and| or|, and)\s*)*$",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\s*(?:or|and) (?:more|fewer|less|over|under|older|younger|above|below)\b", re.IGNORECASE
)
_OUT_OF = re.compile(r"^\s*(?:out )?of (?:the |its |our |all |these |those )*$", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|between)\s*$", re.IGNORECASE)
_TO = re.compile(r"^\s*(?:\w+ )?(?:to|and)\s*$", re.IGNORECASE)
_OF_ALL = re.compile(r"^\s*(?:Of|Out of)(?: the| all| our| its| a total of)*\s*$")
_VERB = re.compile(
    r"\b(?:was|were|is|are|had|has|have|did|do|came|went|took|gave|got|made|said|chose|paid|held|met|[a-z]+(?<!hundr)ed)\b"
)
_OVERLAP = re.compile(
    r"\b(?:both|either|neither|also|too|as well|over|under|older|aged)\b|;\s*$", re.IGNORECASE
)
_LEFT_OUT = re.compile(r"\b(?:remain(?:ing|der)|rest|other|balance)\b", re.IGNORECASE)
_LESS = re.compile(r"\b(?:less|minus)\b(?! than)", re.IGNORECASE)
_IN_WORDS = re.compile(rf"(?:,|\band)\s+(?:and\s+)?(?:(?:the|an)?other\s+)?{SPELLED}\s+[a-z]", re.IGNORECASE)
"""21 audits and five reviews: a part that is told in words."""
_MOST = 12
_SLIPPED = 3
_TWO = 2
_ENUMERATED = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the lists of parts of English sentences."""
    for whole, parts in slipped_lists(facts):
        yield from _listed(facts, whole.known, parts, complete=True)
    yield from (judged(facts, each) for each in listed_above(facts, rule(NAME, TITLE)))
    yield from (judged(facts, each) for each in signed(facts, rule(NAME, TITLE)))
    for paragraph in paragraphs(facts):
        before: list[Sentence] = []
        for sentence in sentences(paragraph):
            yield from _behind(facts, sentence)
            yield from _enumerated(facts, sentence)
            yield from _before(facts, sentence, before)
            yield from _shared_out(facts, sentence)
            if before:
                yield from _taken_up(facts, before, sentence)
            before.append(sentence)


def _behind(facts: Facts, sentence: Sentence) -> Iterator[Outcome]:
    """Judge a total with its parts behind it."""
    numbers = sentence.stated
    for at in range(len(numbers) - _TWO):
        words = sentence.between(*numbers[at : at + _TWO])
        complete, opened = _COMPLETE.search(words), _OPEN.search(words)
        # 319.9 at the year end (2023: 325.0), consisting of: the whole stands before the brackets.
        outside = [each for each in numbers[: at + 1] if each.depth <= numbers[at + 1].depth]
        if not (complete or opened) or not outside or len(words) > 120:  # noqa: PLR2004 - farther off it speaks of another
            continue
        whole = outside[-1]
        if whole.is_share or whole.sign:
            continue
        if _LABEL.search(sentence.before(whole)):
            continue
        parts = _parts(sentence, numbers[at + 1 :], whole)
        # A median of 30, with values from 5 to 240: the ends of a range are no parts.
        if _ranged(sentence, parts):
            continue
        yield from _listed(
            facts,
            whole.known,
            parts,
            complete=_told(complete, opened)
            if not complete or len(parts) == len(numbers) - at - 1
            else False,
            taken=[
                (at > 0 and _LESS.search(sentence.between(*parts[at - 1 : at + 1])) is not None)
                or opposite(sentence, whole, part)
                for at, part in enumerate(parts)
            ],
        )


def _told(complete: re.Match[str] | None, opened: re.Match[str] | None) -> bool | None:
    """Return whether words call a list complete, None for with, which need not open one: 1,986 with 1 bedroom."""
    weak = complete is None and opened is not None and opened.group().lower() == "with"
    return None if weak else complete is not None


def _enumerated(facts: Facts, sentence: Sentence) -> Iterator[Outcome]:
    """Judge `521 vacant positions: 287 in Lands, 64 in Waters, and 161 in Roads`: nothing but the parts behind a colon."""
    numbers = sentence.stated
    for at, whole in enumerate(numbers[:-_ENUMERATED]):
        if not _COLON.match(sentence.between(whole, numbers[at + 1])) or whole.is_share or whole.sign:
            continue
        if whole.dimension == "number" and _LABEL.search(sentence.before(whole)):
            continue
        parts = _parts(sentence, numbers[at + 1 :], whole)
        if len(parts) < _ENUMERATED or len(parts) != len(numbers) - at - 1:
            continue
        # In consistent reports such a list is the whole, so that it is wrong by whatever it is off; a year before has brackets.
        if _AND.search(sentence.between(*parts[-2:])) and whole.depth == parts[0].depth:
            yield from _listed(facts, whole.known, parts, complete=True)


def _shared_out(facts: Facts, sentence: Sentence) -> Iterator[Outcome]:
    """Judge `Of 64 requests, 48 were answered within five days, 12 within ten and 4 later`: one verb parts them all."""
    numbers = sentence.stated
    if len(numbers) <= _TWO or not _OF_ALL.search(sentence.before(numbers[0])) or numbers[0].is_share:
        return
    whole, *behind = numbers
    behind = [each for each in behind if not (each.is_share and each.depth > whole.depth)]
    parts = _parts(sentence, behind, whole)
    words = [sentence.between(one, two) for one, two in itertools.pairwise(parts)]
    tail = sentence.after(parts[-1]) if parts else ""
    if len(parts) < _TWO or len(parts) != len(behind) or not _AND.search(words[-1]):
        return
    if not _VERB.search(words[0]) or any(_VERB.search(each) for each in (*words[1:], tail)):
        return
    missed = abs(sum(each.known.printed.value for each in parts) - whole.known.printed.value)
    # 50 were about noise, 30 about litter and 12 about both: classes that overlap miss by more than a slip of the last digit.
    small = missed <= 1 or missed * 50 <= whole.known.printed.value
    if small and not (_OPEN.search(sentence.text) or _OVERLAP.search(sentence.text)):
        yield from _listed(facts, whole.known, parts, complete=True)


def _ranged(sentence: Sentence, parts: Sequence[Number]) -> bool:
    """Whether a list is nothing but the two ends of a range."""
    return (
        len(parts) == _TWO
        and _FROM.search(sentence.before(parts[0])) is not None
        and _TO.match(sentence.between(*parts)) is not None
    )


def _taken_up(facts: Facts, before: Sequence[Sentence], sentence: Sentence) -> Iterator[Outcome]:
    """Judge parts told in the next sentence: 1,264 were returned. Of these, 817 came online and 447 on paper.

    The total they are of may stand a sentence further back: what was compared with it in between has no parts.
    """
    numbers = sentence.stated
    if not numbers:
        return
    opens = sentence.before(numbers[0])
    if len(numbers) == 1 and _AMOUNT.match(opens):
        yield from _beyond(facts, before[-1], numbers[0])
    if before and _BRINGS.search(opens):
        yield from _below(facts, before[-1], numbers[0])
    if len(numbers) < _TWO or not (_OF_THESE.match(opens) or _THIS_TOTAL.match(opens)):
        return
    # Of these, 95 (11.0%) failed: the share in brackets tells the part once more.
    numbers = [each for each in numbers if not (each.is_share and each.depth > numbers[0].depth)]
    parts = _parts(sentence, numbers, numbers[0])
    wholes = [
        each
        for one in before
        for each in one.numbers
        if each.stated and each.dimension == numbers[0].dimension and not each.sign and not each.is_share
        # 1,358 people, 64 fewer than a year before: what it differs by has no parts
        if not WAY.match(one.after(each))
    ]
    if len(parts) != len(numbers) or not wholes:
        return
    fitting = [each for each in wholes if near_sum(each.known, plus([part.known for part in parts]))]
    wholes = [each for each in wholes if each in before[-1].numbers]
    if not (fitting or wholes):
        return
    whole = (fitting or wholes)[-1].known
    # This total includes A (26), B (26) and C (30): what stands in brackets of its own is no part of another.
    over = sum(each.known.printed.value for each in parts) > whole.printed.value
    apart = _THIS_TOTAL.match(opens) is not None and all(each.depth for each in parts)
    yield from _listed(facts, whole, parts, complete=apart and over)


def _beyond(facts: Facts, before: Sentence, part: Number) -> Iterator[Outcome]:
    """Judge `A was transferred. Of this amount, B …`, where B is more than the one amount that was told."""
    wholes = [each for each in before.stated if each.dimension == part.dimension and not each.sign]
    if len(wholes) == 1 and not part.is_share and not part.sign and wholes[0].known.printed.value > 0:
        info = rule(NAME, TITLE)
        yield judged(facts, compared(info, part.known, tree.Relation.AT_MOST, wholes[0].known))


def _below(facts: Facts, before: Sentence, whole: Number) -> Iterator[Outcome]:
    """Judge `a final dividend of A. This brings the total for the year to B`, where B is less than the one amount that is part of it."""
    parts = [each for each in before.stated if each.dimension == whole.dimension and not each.sign]
    if len(parts) == 1 and not whole.is_share and not whole.sign:
        info = rule(NAME, TITLE)
        yield judged(facts, compared(info, whole.known, tree.Relation.AT_LEAST, parts[0].known))


def _before(facts: Facts, sentence: Sentence, above: Sequence[Sentence]) -> Iterator[Outcome]:
    """Judge a total behind its parts."""
    numbers = sentence.stated
    for at, whole in enumerate(numbers):
        if at < _TWO or whole.is_share:
            continue
        if not _SUMMED.search(sentence.before(whole)) and not _IN_ALL.match(sentence.after(whole)):
            continue
        # 10.28 pence (2023: 9.13 pence): what an earlier year had stands in brackets of its own.
        told = [
            each
            for each in numbers[:at]
            if each.depth <= whole.depth or not EARLIER.search(sentence.before(each))
        ]
        own = [each for each in told if each.dimension == whole.dimension]
        # 12 grants of $500 and 3 of $900: what is multiplied is no part.
        if len(own) != len(told) or any(_BREAK.search(_words(sentence, each)) or each.sign for each in own):
            continue
        told = [each for one in above for each in one.stated if each.dimension == whole.dimension]
        if not begun_before(whole, told, own):
            yield from _listed(facts, whole.known, own, complete=True)


def _parts(sentence: Sentence, numbers: Sequence[Number], whole: Number) -> list[Number]:
    """Return the numbers that can be parts: of one unit, none a change, none within another's brackets."""
    found: list[Number] = []
    for at, number in enumerate(numbers):
        if number.dimension != whole.dimension or number.sign or number.depth > numbers[0].depth:
            break
        if _BOUND.match(sentence.after(number)):
            break
        if at and _BREAK.search(words := sentence.between(numbers[at - 1], number)):
            break
        if at and _OUT_OF.match(words):
            # 1 of the 18 members: a part and the whole it is of.
            return found[:-1][:_MOST]
        found.append(number)
    return found[:_MOST]


def _words(sentence: Sentence, number: Number) -> str:
    return re.split(r"[,;:(]|\band\b", sentence.before(number))[-1]


def _listed(
    facts: Facts,
    whole: Stated,
    parts: Sequence[Number],
    *,
    complete: bool | None,
    taken: Sequence[bool] = (),
) -> Iterator[Outcome]:
    """Judge a list of parts, `complete` or not, None where it need be no list; those that are `taken` off count as less."""
    if len(parts) < _TWO or any(_IN_WORDS.search(re.split(r"[.;] ", each.after)[0]) for each in parts):
        return
    info, members = rule(NAME, TITLE), [each.known for each in parts]
    if whole.unit.dimension == "number":
        whole, members = counted(whole), [counted(each) for each in members]
    signs = [-ONE if less else ONE for less in taken] or [ONE] * len(members)
    weighted = list(zip(signs, members, strict=True))
    relation = summed(info, whole, weighted)
    total = sum((weight * each.printed.value for weight, each in weighted), Fraction(0))
    value = whole.printed.value
    if (
        near_sum(whole, weighted)
        or complete
        or (not any(taken) and _slipped(whole, members, total))
        or (
            complete is not None
            and whole.unit.dimension.startswith("count")
            and max(each.printed.value for each in members) > value
        )
    ):
        yield judged(facts, relation)
    elif complete is None:
        return  # 1,986 with 1 bedroom, 2,274 with 2: what stands behind it need be no part
    elif total > value > max(each.printed.value for each in members) and total < value * _TWO:
        rest = any(_LEFT_OUT.search(each.before) for each in parts)
        if rest or total * 10 <= value * 11:
            yield judged(facts, relation)


def _slipped(whole: Stated, parts: Sequence[Stated], total: Fraction) -> bool:
    """Whether one wrong digit, swap or shift in one member explains the gap."""
    gap = whole.printed.value - total
    candidates = [(whole, total), *((each, each.printed.value + gap) for each in parts)]
    return any(
        digits(stated) >= _SLIPPED and slip(stated, should) in {"digit", "swap", "shift", "digit lost"}
        for stated, should in candidates
        if should > 0
    ) and (abs(gap) * 5 <= abs(whole.printed.value) or (gap < 0 and whole.unit.dimension.startswith("count")))
