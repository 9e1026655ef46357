"""English: shares that name one whole and are not of one, and an amount told in millions that its share makes thousands.

`5,677.91, or 97.88% of the funds received; the balance of 122.79 is 2.09% of the funds received`: what the first is of is printed, and
the second is not of that. `7.5 billion made up 40.3% of the sources`: of the total sources that a table prints it is in millions.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

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
_TOTAL = re.compile(r"(?:grand )?total\b|all\b", re.IGNORECASE)
_TIMES = re.compile(
    r"\b(?:compared|prior|previous|earlier|last year|year before|same period|respectively|preceding|against)\b",
    re.IGNORECASE,
)
"""What two shares of one name are told of at two times."""
_SCALES = (Fraction(1000), Fraction(1, 1000))
_WIDE = (Fraction(1000), Fraction(10**6))
_LEAST, _LARGE = 3, 10**6


@records.frozen(eq=False)
class _Pair:
    """A share, the part that it tells of, and the words for the whole."""

    share: Number
    part: Number
    of: frozenset[str]


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
    for sentence in english(facts):
        for number in sentence.stated:
            if not number.is_share and number.dimension != "points":
                found = _Base(number.known, said(words_of(sentence, number)))
                bases.setdefault(number.dimension, []).append(found)
        for pair in _pairs(sentence):
            pairs.append(pair)
            groups.setdefault((id(pair.share.block), pair.of, pair.part.dimension), []).append(pair)
    tabled = list(_tabled(facts)) if pairs else []
    for group in groups.values():
        if len(group) > 1:
            yield from _judged(facts, group, [*bases.get(group[0].part.dimension, ()), *tabled])
    for reading in (all_of_both, of_one_whole):
        yield from (judged(facts, each) for each in reading(facts, rule(NAME, TITLE)))
    for pair in pairs:
        yield from _scaled(facts, pair, tabled, bases.get(pair.part.dimension, ()))


def _pairs(sentence: Sentence) -> Iterator[_Pair]:
    numbers = sentence.stated
    if _TIMES.search(sentence.text):
        return
    for part, share in itertools.pairwise(numbers):
        found = _OF.match(sentence.after(share)) if share.is_share and not share.sign else None
        if found is None or part.is_share or part.sign or part.dimension == "points":
            continue
        words = sentence.between(part, share)
        of = said(_END.split(found["of"])[0])
        if of and _BETWEEN.match(words) and not _CHANGE.search(words) and not _CHANGE.search(found["of"]):
            yield _Pair(share, part, of)


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
