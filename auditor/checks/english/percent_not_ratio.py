"""English: a percentage that is not the part over the whole that its sentence names.

`Of the 48 applications, 31 were approved (64.6 percent)`; `31 of 48 (64.6%)`; `A, or p percent of net sales`. Where
the whole is not named in the sentence, it is the one over which the percentages beside it are right, or the one that
a table's total row is called by.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.english import Sentence, counted, one_value, sentences, terms
from auditor.checks.common.numbers import Number, Paragraph, Stated, paragraphs
from auditor.checks.common.relations import ONE, fits, judged, near_ratio, quotient, rule
from auditor.checks.common.slips import digits, slip
from auditor.checks.common.tables import header, numeric, sheets
from auditor.checks.common.wholes import told_of_another
from auditor.checks.english._overs import overs
from auditor.findings import Severity
from auditor.report.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, Relation

NAME = "percent-not-ratio"
TITLE = {"zh": "百分比与部分、总数不符", "en": "a percentage is not the part over the whole"}
_OPENS = re.compile(r"^[^.;:()]{0,70}\(\s*(?:n\s*=\s*)?$", re.IGNORECASE)
_OR = re.compile(r"^[^.;:()]{0,70}(?:,\s*(?:or\s*)?|\bor\s*)$")
_FORMER = re.compile(r"\b(?:compared (?:to|with)|against|versus|than)$", re.IGNORECASE)
_OF_BARE = re.compile(r"^\s*\)?\s*of (?:(?:the|all|our|its|their|these|those|a total of) )*[$€£]?\s*$")
_OF = re.compile(
    r"^\s*(?:\)\s*)?(?:of|in)\s+(?:(?:the|all|its|our|their|total) )*(?P<of>[a-z][^,.;:()0-9]{1,60})"
)
_CHANGE = re.compile(
    r"\b(?:(?:increas|decreas|reduc|declin|improv|grow|chang|fluctuat)\w*|rose|risen|rise|fell|fall|grew|gain(?:ed)?|drop(?:ped)?|"
    r"higher|lower|above|below|over|under|up|down|more than|less than|from|versus|margin|interest|discount|rate)(?: (?:at|in|for|among) [^,;:()0-9]{2,50}?(?= by\b))?(?: of| by)?\s*$",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"^[\s)]*,?\s*(?:over|above|below|under|more|less|higher|lower|fewer|greater|increase|decrease|reduction|from|up|down)\b",
    re.IGNORECASE,
)
_AMONG = re.compile(
    r"(?:^|[,:(]\s*)\s*(?:\w+\s){0,2}(?<!total )(?<!average )(?:[Oo]f|[Aa]mong|[Oo]ut of)\b\s*(?:the|all|these|those|our|its|their)?\s*(?:\w+\s){0,2}$"
)
_WHOLE_OPENS = re.compile(r"(?<!total )(?<!average )\b(?:[Oo]f|[Aa]mong)(?: the| all| these| its)?\s*$")
_OUT_OF = re.compile(
    r"^\s*(?:[\w-]+\s+){0,3}(?:of|out of|among|against)\s+(?:an? (?:goal|target) of |the |all |our |its |these |those |a total of )?(?:\w+\s){0,2}$"
)
_NESTED = re.compile(r"\b(?:of|among) (?:these|those|them|which|whom)\b", re.IGNORECASE)
_SUBJECT = re.compile(
    r",|\b(?:for|in|during|was|were|is|are|totall?ed|increased|decreased|rose|fell|grew|declined|reached|amounted)\b"
)
_ROSE_TO = re.compile(
    r"^[^$%]*\b(?:increased|rose|grew|decreased|fell|declined)\s+[0-9.]+\s?(?:%|percent)\s+to\s*\$?\s*$",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\s*,?\s*(?:(?:supports?|goes|funds?|covers?|pays?|of|were|are|was|is|went|came|had|have|has|did|chose|named|said|used|received|voted|lived|took|in|to|for|from)\b|[;,.]\s*$)"
)
_NOUN = re.compile(r"^\s*(?:[a-z-]+\s){0,2}?(?P<noun>[a-z]{4,}s)\b")
_OF_WHICH = re.compile(r"\bof (?:which|whom)\s*$", re.IGNORECASE)
_OF_AMOUNT = re.compile(r"\b(?:of|at|was|being)\s*[$€£]*\s*$")
_ALL = frozenset("total company group consolidated overall".split())
_BACK, _MANY = 60, 2
_SLIPPED = 3
_ONE_DIGIT = frozenset({"digit", "swap", "shift"})
_ROUND = 10
"""Where both part and whole end in a nought they may have been rounded."""


@records.frozen(eq=False)
class _Pair:
    """A percentage, the part that it tells of, and the words for the whole."""

    share: Number
    part: Number
    of: str
    sentence: Sentence


@records.frozen(eq=False)
class _Base:
    """A figure that may be the whole, and what it is called where a table says so."""

    stated: Stated
    terms: frozenset[str] = frozenset()


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the percentages of English sentences."""
    yield from overs(facts, rule(NAME, TITLE), rule(NAME, TITLE, Severity.WARNING))
    tabled = list(_tabled(facts))
    earlier: list[Number] = []
    for paragraph in paragraphs(facts):
        pairs: list[_Pair] = []
        for sentence in sentences(paragraph):
            pairs.extend(_pairs(sentence))
        pool = [*earlier[-_BACK:], *(each for each in paragraph.numbers if each.stated)]
        for pair in pairs:
            if (whole := _printed_behind(pair)) is not None:
                yield from _of_printed(facts, pair, whole)
                continue
            base = _certain(pair, pairs) or _fitting(facts, pair, pool, tabled)
            if base is None and _FORMER.search(pair.sentence.before(pair.part)):
                continue  # compared to A, or p% of sales: of the sales of that time
            base = (
                base
                or _voted(pair, pairs, pool, tabled)
                or _of_noun(pair, paragraph, pairs)
                or _slipped(pair, tabled)
            )
            if base is not None and base.printed.value > 0:
                yield judged(facts, _relation(pair.share.known, pair.part.known, base))
        earlier.extend(each for each in paragraph.numbers if each.stated and not each.is_share)


def _printed_behind(pair: _Pair) -> Number | None:
    """Return C of `or p% of the total cost of C` and of `or p% of the C`."""
    numbers = pair.sentence.numbers
    following = numbers[numbers.index(pair.share) + 1 :][:1]
    if not following or following[0].stated is None or following[0].dimension != pair.part.dimension:
        return None
    between = pair.sentence.between(pair.share, following[0])
    named = _OF_AMOUNT.search(pair.of) and between.rstrip().endswith(pair.of.rstrip(" $€£"))
    return following[0] if named or _OF_BARE.match(between) else None


def _of_printed(facts: Facts, pair: _Pair, whole: Number) -> Iterator[Outcome]:
    """Judge a share of a whole that is printed behind it by the part: of several before, the one that fits."""
    numbers = pair.sentence.numbers
    before = [
        each
        for each in numbers[: numbers.index(pair.share)]
        if each.stated and each.dimension == pair.part.dimension and not each.sign
    ]
    relations = [_relation(pair.share.known, each.known, whole.known) for each in before]
    if whole.known.printed.value <= 0:
        return
    right = next((each for each in relations if fits(facts, each)), None)
    meant = [
        relation
        for relation, each in zip(relations, before, strict=True)
        if len(relations) == 1 or _slips_to(pair.share.known, each.known, whole.known)
    ]
    if right is not None or len(meant) == 1:
        yield judged(facts, right or meant[0])


def _slips_to(share: Stated, part: Stated, whole: Stated) -> bool:
    """Whether a slip of the pen parts a share from that of a part."""
    step = share.printed.step
    should = (part.printed.value / whole.printed.value / step + ONE / 2).__floor__() * step if step else ONE
    return digits(share) >= _SLIPPED and slip(share, should) in _ONE_DIGIT


def _relation(share: Stated, part: Stated, base: Stated) -> Relation:
    if part.printed.value % _ROUND or base.printed.value % _ROUND:
        part, base = counted(part), counted(base)
    return quotient(rule(NAME, TITLE), share, [(ONE, part)], [(ONE, base)])


def _tabled(facts: Facts) -> Iterator[_Base]:
    """Iterate over the amounts of total rows, with what their rows are called."""
    for sheet in sheets(facts):
        for row in sheet.table.rows:
            label = row.label or row.name
            if row.role is not Role.TOTAL and not re.match(r"(?:all|total)\b", label, re.IGNORECASE):
                continue
            for column in numeric(sheet):
                value = sheet.at(row, column)
                if value is not None and value.unit.dimension != "ratio":
                    yield _Base(value, terms(label) - {"total", "all"} or terms(header(column)))


def _pairs(sentence: Sentence) -> list[_Pair]:
    found: list[_Pair] = []
    numbers = sentence.stated
    for at, share in enumerate(numbers):
        if not share.is_share or share.sign or not 0 < share.known.printed.value <= 1:
            continue
        of = _OF.match(sentence.after(share))
        words = of["of"] if of else ""
        part = _before(sentence, numbers[:at], share) or _behind(sentence, numbers[at + 1 :], share)
        changed = _CHANGED.match(sentence.after(share)) or (
            part is not None and _CHANGED.match(sentence.after(part))
        )
        # 29 of 82 (35.4%), up from 26 of 80: the share is of its own whole.
        if part is not None and share.depth and numbers[:at] and part is not numbers[at - 1]:
            changed = None
        if part is not None and not part.sign and not changed and not _CHANGE.search(_clause(sentence, part)):
            found.append(_Pair(share, part, words, sentence))
    return found


def _clause(sentence: Sentence, number: Number) -> str:
    return re.split(r"[,;:(]|\band\b", sentence.before(number))[-1]


def _before(sentence: Sentence, numbers: Sequence[Number], share: Number) -> Number | None:
    """Return A of `A members (p%)` and `A, or p percent of`."""
    if not numbers or numbers[-1].is_share or numbers[-1].dimension == "points":
        return None
    last = numbers[-1]
    words = sentence.between(last, share)
    if _OPENS.match(words) and last.depth == share.depth - 1:
        return _first_of(sentence, numbers) or last
    if _OR.match(words) and _TOLD.match(sentence.after(share)) and last.depth == share.depth:
        return _first_of(sentence, numbers) or last
    return None


def _first_of(sentence: Sentence, numbers: Sequence[Number]) -> Number | None:
    """Return A of `A of the B members`, where B is the last number."""
    if len(numbers) < _MANY or not _OUT_OF.match(sentence.between(numbers[-2], numbers[-1])):
        return None
    one, two = numbers[-2:]
    # Of 371.5 km of road 118.9 km: the first is the whole.
    opens = _WHOLE_OPENS.search(sentence.before(one))
    return one if one.dimension == two.dimension and not opens else None


def _behind(sentence: Sentence, numbers: Sequence[Number], share: Number) -> Number | None:
    """Return A of `p% of the sample (A members)` and of `(p%, A members)`."""
    for each in numbers:
        if each.is_share or each.dimension == "points":
            return None
        words = sentence.between(share, each)
        if "(" in words and each.depth == share.depth + 1 and _OPENS.match(re.sub("[0-9]", "", words)):
            return each
        if re.fullmatch(r"\s*[,;]\s*", words) and each.depth == share.depth > 0:
            return each
        if "," in words or ")" in words:
            return None
    return None


def _of_noun(pair: _Pair, paragraph: Paragraph, pairs: Sequence[_Pair]) -> Stated | None:
    """Return B of `B new grants; A grants, or p percent, went to…`: the one count before it of the same things.

    Another share of the paragraph must be of it too, or a slip of the pen explain this one.
    """
    noun = _NOUN.match(pair.sentence.after(pair.part))
    if noun is None or pair.of or pair.part.dimension != "number":
        return None
    named = re.once(rf"\s*(?:[a-z-]+\s){{0,2}}{noun['noun']}\b")
    found = [
        each.known
        for each in paragraph.numbers
        if each.stated
        and each.dimension == "number"
        and not each.sign
        and each.occurrence.span.start < pair.part.occurrence.span.start
        and named.match(paragraph.text, each.occurrence.span.end)
    ]
    whole, part = one_value(found), pair.part.known
    if whole is None or whole.printed.value <= part.printed.value:
        return None
    others = any(near_ratio(each.share.known, each.part.known, whole) for each in pairs if each is not pair)
    return whole if others or _slips_to(pair.share.known, part, whole) else None


def _slipped(pair: _Pair, tabled: Sequence[_Base]) -> Stated | None:
    """Return the base of a table over which one wrong digit explains the share or the part."""
    share, part = pair.share.known, pair.part.known
    step = share.printed.step
    if part.unit.dimension != "number" or digits(part) < _SLIPPED or digits(share) < _SLIPPED:
        return None
    found: list[Stated] = []
    for base in tabled:
        whole = base.stated.printed.value
        if base.stated.unit.dimension != "number" or not whole > part.printed.value:
            continue
        rounded = ((part.printed.value / whole / step) + ONE / 2).__floor__() * step
        counted_part = Fraction((share.printed.value * whole + ONE / 2).__floor__())
        if slip(share, rounded) in _ONE_DIGIT or slip(part, counted_part) in _ONE_DIGIT:
            found.append(base.stated)
    return one_value(found)


def _certain(pair: _Pair, pairs: Sequence[_Pair]) -> Stated | None:
    """Return the whole that the sentence itself names: of the B, A; A of B."""
    numbers = [each for each in pair.sentence.numbers if each.stated]
    at = numbers.index(pair.part)
    if at + 1 < len(numbers):
        following = numbers[at + 1]
        if (
            following.dimension == pair.part.dimension
            and _OUT_OF.match(pair.sentence.between(pair.part, following))
            and following.occurrence.span.start < pair.share.occurrence.span.start
        ):
            return following.known
    # B (C a year earlier), of which A, or p%: what stands in brackets is no whole.
    if _OF_WHICH.search(pair.sentence.before(pair.part)):
        wholes = [each for each in numbers[:at] if each.depth == pair.part.depth and not each.is_share]
        # 2,472,000 visits, 6,000 per clinic, of which 1,384,320: what is told in passing is less than its part.
        least = pair.part.known.printed.value
        wholes = [each for each in wholes if each.known.printed.value >= least] or wholes
        if wholes and wholes[-1].dimension == pair.part.dimension and not wholes[-1].sign:
            return wholes[-1].known
    head = [each for each in numbers[:at] if each.dimension == pair.part.dimension and not each.sign]
    words = pair.sentence.before(head[0]) if head else ""
    if head and _AMONG.search(words) and not _CHANGE.search(words):
        whole = head[0].known
        rest = pair.sentence.between(head[0], pair.share)
        if _NESTED.search(rest):
            return None
        # Further on the sentence may speak of a part of what it began with.
        first = len(head) == 1 or any(
            near_ratio(each.share.known, each.part.known, whole)
            for each in pairs
            if each.sentence is pair.sentence and each is not pair
        )
        return whole if first else None
    return None


def _called(pair: _Pair, pool: Sequence[Number]) -> list[Stated]:
    """Return the amounts that begin their sentences with the name of the whole: Net sales for 2012 were B."""
    named = terms(pair.of)
    found: list[Stated] = []
    for each in pool:
        if not named or each.dimension != pair.part.dimension or each.sign or each is pair.part:
            continue
        start = each.block.text.rfind(". ", 0, each.occurrence.span.start) + 1
        words = each.block.text[start : each.occurrence.span.start]
        if len(re.findall(r"[$%]|percent", words)) > 1 and not _ROSE_TO.search(words):
            continue  # only the first amount of a sentence bears its subject's name
        if terms(_SUBJECT.split(words)[0]) - _ALL == named - _ALL:
            found.append(each.known)
    return found


def _fitting(facts: Facts, pair: _Pair, pool: Sequence[Number], tabled: Sequence[_Base]) -> Stated | None:
    """Return the nearest figure before that the percentage can be of."""
    share, part = pair.share.known, pair.part.known
    return next(
        (
            base.stated
            for base in _bases(pair, pool, tabled)
            if near_ratio(share, part, base.stated) and fits(facts, _relation(share, part, base.stated))
        ),
        None,
    )


def _bases(pair: _Pair, pool: Sequence[Number], tabled: Sequence[_Base]) -> list[_Base]:
    part = pair.part
    bases = [
        _Base(each.known)
        for each in reversed(pool)
        if each.dimension == part.dimension and not each.is_share and each is not part
    ]
    bases += [each for each in tabled if each.stated.unit.dimension == part.dimension]
    return [each for each in bases if each.stated.printed.value >= part.known.printed.value > 0]


def _voted(
    pair: _Pair, pairs: Sequence[_Pair], pool: Sequence[Number], tabled: Sequence[_Base]
) -> Stated | None:
    """Return the whole that its neighbours have, or that the words name."""
    part, bases = pair.part, _bases(pair, pool, tabled)
    named = terms(pair.of)
    beside = [each for each in pairs if each is not pair and each.share.sentence == pair.share.sentence]
    others = [(each.share.known, each.part.known) for each in beside]
    votes = [
        each.stated
        for each in bases
        if len(others) >= _MANY
        and all(near_ratio(*one, each.stated) for one in others)
        and not told_of_another([(pair.share.known, part.known), *others], each.stated)
    ]
    if votes:
        return votes[0]
    called = [each.stated for each in bases if named and each.terms == named] or _called(pair, pool)
    return whole if (whole := one_value(called)) and whole.printed.value >= part.known.printed.value else None
