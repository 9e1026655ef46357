"""English: shares that name one whole and are not of one, and an amount told in millions that its share makes thousands.

`5,677.91, or 97.88% of the funds received; the balance of 122.79 is 2.09% of the funds received`: what the first is of is printed, and
the second is not of that. `7.5 billion made up 40.3% of the sources`: of the total sources that a table prints it is in millions.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.checks.common.chance import tells
from auditor.checks.common.english import counted, english
from auditor.checks.common.numbers import Number, Stated
from auditor.checks.common.relations import ONE, judged, quotient, rule
from auditor.checks.common.rownames import scale_at, scale_of
from auditor.checks.common.slips import digits
from auditor.checks.common.tables import header, numeric, sheets
from auditor.checks.english._closing import closing
from auditor.checks.english._couples import all_of_both, of_one_whole
from auditor.checks.english._heads import said
from auditor.checks.english._rowstold import words_of
from auditor.checks.english._said import UP, names
from auditor.checks.english._said import told as figures
from auditor.report.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, Relation

NAME = "shares-of-one-whole"
TITLE = {
    "zh": "所称同一总数的占比并非同一总数",
    "en": "shares said to be of one whole are not of one",
}
_BETWEEN = re.compile(
    r"^[^.;:()0-9]{0,60}?(?:,\s*(?:or|that is|which is)?|\(|\b(?:or|is|was|are|were|equals?|equal to|represent\w*|ma(?:k|d)\w* up|account\w* for|"
    r"constitut\w*|form\w*|supplied|provided|correspond\w* to|amount\w* to|came to))\s*(?:only |just |some |about )?$",
    re.IGNORECASE,
)
_OF = re.compile(r"^\s*\)?\s*of (?:the |its |their |our |all )*(?P<of>[A-Za-z][^,.;:()0-9]{2,50})")
_END = re.compile(
    r"\s+(?:and|while|but|which|that|in|for|with|by|at|was|were|is|are|as|on|against|compared|from)\b"
)
_CHANGE = re.compile(
    r"\b(?:increas\w*|decreas\w*|rise|rose|fell|fall|grew|growth|more|less|higher|lower|above|below|over|under|average\w*|per (?!cent)\w+|target|rate)\b",
    re.IGNORECASE,
)
_INCREASE = re.compile(r"^(?:total |net |overall )*(?:increase|decrease|rise|fall|growth)\b")
_TOTAL = re.compile(r"(?:grand )?total\b|all\b", re.IGNORECASE)
_TIMES = re.compile(
    r"\b(?:compared|prior|previous|earlier|last year|year before|same period|respectively|preceding|against)\b",
    re.IGNORECASE,
)
"""What two shares of one name are told of at two times."""
_SCALES = (Fraction(1000), Fraction(1, 1000))
_SHIFTS = (Fraction(10), Fraction(1, 10))
_WIDE = (Fraction(1000), Fraction(10**6))
_LEAST, _LARGE = 3, 10**6


@records.frozen(eq=False)
class _Pair:
    """A share, the part that it tells of, and the words for the whole."""

    share: Number
    part: Number
    of: frozenset[str]
    text: str


@records.frozen(eq=False)
class _Base:
    """A figure that may be the whole, and what the words around it say."""

    stated: Stated
    words: frozenset[str]
    wide: Sequence[Fraction] = (ONE,)
    """By what it is to be multiplied: its table may print thousands, and say so or not."""


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the shares of English sentences by the whole that they name."""
    groups: dict[tuple[int, frozenset[str], str], list[_Pair]] = {}
    pairs: list[_Pair] = []
    bases: dict[str, list[_Base]] = {}
    last: Sentence | None = None
    run = 0
    for sentence in english(facts):
        run += last is not None and not _goes_on(last, sentence)
        last = sentence
        for number in sentence.stated:
            if not number.is_share and number.dimension != "points":
                found = _Base(number.known, said(words_of(sentence, number)))
                bases.setdefault(number.dimension, []).append(found)
        for pair in _pairs(sentence):
            pairs.append(pair)
            groups.setdefault((run, pair.of, pair.part.dimension), []).append(pair)
    tabled = list(_tabled(facts)) if pairs else []
    for group in groups.values():
        known = [*bases.get(group[0].part.dimension, ()), *tabled]
        wrong = [*_judged(facts, group, known)] if len(group) > 1 else []
        wrong = wrong or [each for pair in group for each in _of_named(facts, pair, group, known)]
        yield from wrong
    for reading in (all_of_both, of_one_whole):
        yield from (judged(facts, each) for each in reading(facts, rule(NAME, TITLE)))
    for pair in pairs:
        yield from _scaled(facts, pair, tabled, bases.get(pair.part.dimension, ()))


def _goes_on(last: Sentence, sentence: Sentence) -> bool:
    """Whether a sentence stands in the paragraph of the one before, or goes on in the next line what that one began."""
    one, two = last.paragraph.block, sentence.paragraph.block
    goes_on = last.text.rstrip().endswith(",") or sentence.text.lstrip()[:1].islower()
    return one is two or (two.index == one.index + 1 and goes_on)


def _pairs(sentence: Sentence) -> Iterator[_Pair]:
    numbers = sentence.stated
    if _TIMES.search(sentence.text):
        return
    for part, share in itertools.pairwise(numbers):
        found = _OF.match(sentence.after(share)) if share.is_share and not share.sign else None
        if found is None or part.is_share or part.dimension == "points":
            continue
        if part.sign and not (part.sign > 0 and _INCREASE.match(found["of"])):
            continue
        words = sentence.between(part, share)
        text = _END.split(found["of"])[0]
        of = said(text)
        named = _INCREASE.sub("", found["of"])  # 29% of the total increase is of a whole as well
        if of and _BETWEEN.match(words) and not _CHANGE.search(words) and not _CHANGE.search(named):
            yield _Pair(share, part, of, text)


def _tabled(facts: Facts) -> Iterator[_Base]:
    """Iterate over the cells of total rows, with what their row and column say."""
    for sheet in sheets(facts):
        closed = closing(sheet)
        for row in sheet.table.rows:
            if (
                row.role is Role.DETAIL
                and not (closed and row is closed[0])
                and not _TOTAL.match(row.label or row.name)
            ):
                continue
            for column in numeric(sheet):
                value = sheet.at(row, column)
                if value is not None and value.unit.dimension != "ratio" and value.printed.value > 0:
                    words = said(f"{row.label or row.name} {header(column)} {sheet.table.caption or ''}")
                    yield _Base(value, words, _wide(facts, sheet, value))


def _wide(facts: Facts, sheet: Sheet, value: Stated) -> Sequence[Fraction]:
    if value.unit.dimension != "number":
        return (ONE,)
    known = scale_at(value) or scale_of(facts, sheet)
    if known is not None:
        return (known,)
    return (ONE,) if _in_full(facts) else (ONE, *_WIDE)


def _in_full(facts: Facts) -> bool:
    """Whether the text repeats long amounts of tables digit by digit: then tables without a scale print them in full."""
    told = {
        number.known.printed.value
        for sentence in english(facts)
        for number in sentence.stated
        if number.dimension.startswith("measure:") and number.known.printed.value >= _LARGE
    }
    cells = {value.printed.value for sheet in sheets(facts) for value in sheet.values.values()}
    return len(told & cells) > 1


def _judged(facts: Facts, group: Sequence[_Pair], bases: Sequence[_Base]) -> Iterator[Outcome]:
    """Judge the one share of a group that is not of the figure that all others are of."""
    if any(all(_near(each, base) for each in group) for base in bases):
        return
    for odd in group:
        others = [each for each in group if each is not odd]
        found = [base for base in bases if all(_near(each, base) for each in others)]
        rivals = {id(base) for base in bases if _near(odd, base)}
        # Of two shares that are of two figures the one is right whose figure is called as the words call the whole.
        called = [base for base in found if base.words & odd.of and id(base) not in rivals]
        apart = frozenset[str]().union(*(base.words for base in bases if id(base) in rivals))
        if len(others) == 1:
            called = [base for base in called if (base.words & odd.of) - apart]
        values = {base.stated.printed.numeral.value for base in called}
        if len(values) == 1 and tells(others[0].share.known, len(bases)):
            whole = called[0].stated
            scale = next(scale for scale in called[0].wide if _ratio(others[0], whole, scale))
            yield judged(facts, _relation(odd, whole, scale))
            return


def _slipped(pair: _Pair, whole: Stated) -> bool:
    """Whether a slip in a share or its part is all that keeps it from being of a whole."""
    share, part, named = pair.share.known, pair.part.known, whole.printed.value
    half = share.printed.step / 2
    quotient_ = part.printed.value / named
    parts = (share.printed.value - half) * named, (share.printed.value + half) * named
    return _turns_into(share, quotient_, quotient_) or _turns_into(part, *parts)


def _of_named(facts: Facts, pair: _Pair, group: Sequence[_Pair], bases: Sequence[_Base]) -> Iterator[Outcome]:
    """Judge a share, but for a slip, of the one figure that bears the name of its whole, told twice or with other shares of it."""
    wanted = names(pair.text)
    told = {id(each.number.occurrence): each for each in figures(facts)}
    share, part = (told.get(id(each.occurrence)) for each in (pair.share, pair.part))
    if share is None or part is None or not wanted or any(_near(pair, base) for base in bases):
        return
    times = share.periods or part.periods
    wholes = [
        each.number.known
        for each in told.values()
        if wanted <= each.own
        and (not each.way or UP in wanted)
        and each.number.dimension == pair.part.dimension
        and (not each.periods or not times or each.periods & times)
    ]
    counts = Counter(each.printed.value for each in wholes)
    sure = [
        each
        for each in wholes
        if counts[each.printed.value] > 1 or any(_near(other, _Base(each, pair.of)) for other in group)
    ]
    sure = [each for each in sure if each.printed.value > 0 and _slipped(pair, each)]
    if len({each.printed.value for each in sure}) == 1:
        relation = _relation(pair, sure[0], ONE)
        yield judged(facts, attrs.evolve(relation, rule=attrs.evolve(relation.rule, explained=True)))


def _turns_into(stated: Stated, low: Fraction, high: Fraction) -> bool:
    """Whether two digits swapped, or a point shifted, bring a figure between two values."""
    printed = stated.printed
    step = printed.numeral.step * printed.unit.factor
    if any(low <= printed.value * scale <= high for scale in _SHIFTS):
        return True
    text = str(int(printed.value / step))
    turned = (text[:at] + text[at + 1] + text[at] + text[at + 2 :] for at in range(len(text) - 1))
    half = step / 2 if stated.unit.dimension == "ratio" else Fraction(0)
    return any(low - half <= int(each) * step <= high + half for each in turned)


def _near(pair: _Pair, base: _Base) -> bool:
    return any(_ratio(pair, base.stated, each) for each in base.wide)


def _ratio(pair: _Pair, base: Stated, scale: Fraction, times: Fraction = ONE) -> bool:
    """Whether a part over a figure, which its table may print in thousands, is its share."""
    bare = base.unit.dimension == "number"
    if base.unit.dimension != pair.part.dimension and not (
        bare and pair.part.dimension.startswith("measure:")
    ):
        return False
    share, part = pair.share.known.printed, pair.part.known.printed
    whole = base.printed.value * scale / times
    if whole <= 0 or (scale != 1 and base.unit.dimension == pair.part.dimension):
        return False
    slack = share.step / 2 + (part.step + share.value * base.printed.step * scale / times) / whole / 2
    return abs(part.value / whole - share.value) <= slack


def _relation(pair: _Pair, whole: Stated, scale: Fraction) -> Relation:
    return quotient(
        rule(NAME, TITLE), pair.share.known, [(ONE, counted(pair.part.known))], [(scale, counted(whole))]
    )


def _scaled(facts: Facts, pair: _Pair, tabled: Sequence[_Base], told: Sequence[_Base]) -> Iterator[Outcome]:
    """Judge an amount that is its share of a total but for thousands told as millions."""
    share, part = pair.share.known, pair.part.known
    if digits(share) < _LEAST or digits(part) < 2 or not part.unit.dimension.startswith("measure:"):  # noqa: PLR2004
        return
    if any(_near(pair, base) for base in (*told, *tabled)):
        return
    named = [base for base in (*told, *tabled) if base.words & pair.of and base.stated is not part]
    for scale in _SCALES:
        found = [
            (base.stated, wide)
            for base in named
            for wide in base.wide
            if _ratio(pair, base.stated, wide, scale)
        ]
        if found and tells(share, 2 * len(named)):
            base, wide = found[0]
            yield judged(facts, _relation(pair, base, wide))
            return
