"""English: a number that is nothing of the rows its sentence speaks of, but for one slip of the pen in it.

Two digits swapped or a point moved part a number from one of the few cells of a row, or from the distance of two of them, hardly
ever by chance: so no word has to say which column is meant. The rows are those that a sentence names, else those that the one
before it or the heading names, else the totals of the tables near it, of which the words have to name the column.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.english import Sentence, english, terms
from auditor.checks.common.numbers import paragraphs
from auditor.checks.common.rownames import CHANGES, headed, named
from auditor.checks.common.slips import MEANT, digits, slip
from auditor.checks.common.tables import Sheet, header, sheets
from auditor.checks.english._heads import columns_named
from auditor.checks.english._moves import WAY
from auditor.checks.english._rowforms import Form, forms
from auditor.checks.english._rowmeant import as_told
from auditor.checks.english._rowstold import words_of
from auditor.report.model import Role, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.numbers import Number
    from auditor.evaluation.facts import Facts

ELSE = re.compile(
    r"\b(?:of (?:whom|which|them|these)|excluding|adjusted|target\w*|forecast|at least|up to|average|earlier|before|previous\w*|last year|prior|"
    r"per (?!cent)\w+|each|women|men|further|another|quarter\w*|month\w*|first|second|third|net of|cumulative|to date)\b",
    re.IGNORECASE,
)
"""What is told with such words need not be of the columns of a table."""
_CUT = re.compile(r"[,;()](?![0-9])|\b(?:and|but|while)\b")
_TOTAL = re.compile(r"^(?:grand )?total\b|^all\b", re.IGNORECASE)
_NEAR, _CLOSE, _MOST, _FEWEST, _WORD = 60, 12, 8, 3, 5
_LONG, _SHORT = 6, 2
_KINDS = frozenset({"cell", "apart"})
_SCALES = (Fraction(1000), Fraction(10**6), Fraction(1, 1000), Fraction(1, 10**6))
"""Thousand for million, and amounts in full that a table prints in thousands."""
Place = tuple[Sheet, Row]


@records.frozen(eq=False)
class _Rows:
    """The rows that a sentence speaks of, and whether it is but the totals near it, which nothing names."""

    places: Sequence[Place]
    totals: bool


@functools.lru_cache(maxsize=4)
def slips(facts: Facts) -> Sequence[tuple[Number, Form]]:
    """Return the numbers that one slip parts from what they are of the rows of their sentences."""
    return tuple(_slips(facts))


def _slips(facts: Facts) -> Iterator[tuple[Number, Form]]:
    before: Sequence[Place] = ()
    paragraph = None
    for sentence in english(facts):
        index = sentence.paragraph.block.index
        rows = [(each.sheet, each.row) for each in named(facts, sentence)]
        near = [each for each in rows if each[0].near(index, _NEAR)]
        before = before if sentence.paragraph is paragraph else ()
        paragraph = sentence.paragraph
        hints = _hinted(facts, sentence, near) if sentence.stated else []
        told = [*near, *hints] or before or [(each.sheet, each.row) for each in headed(facts, paragraph)]
        before = near or before
        totals = _totals(facts, index) if sentence.stated else []
        for number in sentence.stated:
            if number.is_share or number.dimension == "points" or digits(number.known) < _SHORT:
                continue
            if ELSE.search(around(sentence, number)) or repeated(facts, number):
                continue
            every = [*rows, *told, *totals]
            if any(form.gives(number) for place in every for form in forms(facts, *place, number)):
                continue
            if settled(sentence, number) or _together(facts, near, number):
                continue
            form = _meant(facts, sentence, number, _Rows(told, totals=False)) or _meant(
                facts, sentence, number, _Rows(totals, totals=True)
            )
            if form is not None:
                yield number, form


def around(sentence: Sentence, number: Number) -> str:
    """Return the words of the clause around a number."""
    ahead, behind = sentence.before(number), sentence.after(number)
    return f"{_CUT.split(ahead)[-1]} {_CUT.split(behind, maxsplit=1)[0]}"


def _totals(facts: Facts, index: int) -> list[Place]:
    near = [
        each for each in sheets(facts) if each.values and each.block is not None and each.near(index, _NEAR)
    ]
    near.sort(key=lambda each: abs(each.block.index - index) if each.block is not None else 0)
    return [
        (sheet, row)
        for sheet in near
        for row in sheet.table.rows
        if row in sheet.totals or row.role is Role.TOTAL or _TOTAL.match(row.label or row.name)
    ][:_MOST]


@functools.lru_cache(maxsize=4)
def _own_words(facts: Facts) -> Sequence[tuple[Sheet, dict[str, Row]]]:
    """Return the tables with the words that one of their rows alone is called by: residual of Kerbside residual, emergency of Grade 1 (emergency)."""
    found: list[tuple[Sheet, dict[str, Row]]] = []
    for sheet in sheets(facts):
        heads = terms(" ".join((sheet.table.caption or "", *(header(each) for each in sheet.columns))))
        held: dict[str, list[Row]] = {}
        for row in sheet.table.rows:
            for word in terms(row.name) - heads:
                if len(word) >= _WORD:
                    held.setdefault(word, []).append(row)
        found.append((sheet, {word: rows[0] for word, rows in held.items() if len(rows) == 1}))
    return found


def _hinted(facts: Facts, sentence: Sentence, named_: Sequence[Place]) -> list[Place]:
    """Return the rows of tables near a sentence that it calls by a word of their own, one a table."""
    index = sentence.paragraph.block.index
    spoken, own = terms(sentence.text), {id(sheet) for sheet, _ in named_}
    found: list[Place] = []
    for sheet, words in _own_words(facts):
        if id(sheet) in own or not sheet.near(index, _CLOSE):
            continue
        rows = {id(words[word]): words[word] for word in spoken & words.keys()}
        found.extend((sheet, row) for row in rows.values() if len(rows) == 1)
    return found


@functools.lru_cache(maxsize=4)
def _printed(facts: Facts) -> dict[tuple[str, Fraction], int]:
    """Return how often each value is printed, in running text and in tables."""
    found: dict[tuple[str, Fraction], int] = {}
    told = [each.known for paragraph in paragraphs(facts) for each in paragraph.numbers if each.stated]
    for each in itertools.chain(told, *(sheet.values.values() for sheet in sheets(facts))):
        key = each.unit.dimension, abs(each.printed.value)
        found[key] = found.get(key, 0) + 1
    return found


def repeated(facts: Facts, number: Number) -> bool:
    """Whether the report prints the value of a number once more."""
    return printed_times(facts, number) > 1


def printed_times(facts: Facts, number: Number) -> int:
    """Return how often the report prints the value of a number."""
    known = number.known
    return _printed(facts).get((known.unit.dimension, abs(known.printed.value)), 0)


def settled(sentence: Sentence, number: Number) -> bool:
    """Whether the other numbers of a sentence give a number as their sum or distance, or it is a part of a sum among them."""
    value = abs(number.known.printed.value)
    alike = [each for each in sentence.stated if each.dimension == number.dimension]
    values = [abs(each.known.printed.value) for each in alike]
    others = [each for at, each in enumerate(values) if alike[at] is not number]
    if any(value in (one + two, abs(one - two)) for one, two in itertools.combinations(others, 2)):
        return True
    at = alike.index(number)
    for start in range(at + 1):
        for end in range(max(at + 1, start + 2), len(values) + 1):
            if sum(values[start:end]) in (*values[:start], *values[end:]):
                return True
    return False


def _together(facts: Facts, rows: Sequence[Place], number: Number) -> bool:
    """Whether a number is what several rows of one table have together, all that its sentence names or two of them."""
    found: dict[tuple[int, tuple[str, ...]], dict[Row, Fraction]] = {}
    for sheet, row in rows:
        for form in forms(facts, sheet, row, number):
            if form.key[0] in _KINDS:
                found.setdefault((id(sheet), form.key), {})[row] = form.value
    value, half = abs(number.known.printed.value), number.known.printed.step / 2
    return any(
        abs(sum(several) - value) <= half
        for values in found.values()
        for size in {2, len(values)}
        for several in itertools.combinations(values.values(), size)
    )


def _meant(facts: Facts, sentence: Sentence, number: Number, rows: _Rows) -> Form | None:
    found: dict[Fraction, Form] = {}
    moved = WAY.match(sentence.after(number)) is not None or sentence.before(number).endswith(" by")
    for sheet, row in rows.places:
        columns = {each.name for each in columns_named(sheet, words_of(sentence, number))}
        changes = {each.name for each in sheet.columns if CHANGES.search(header(each))}
        for form in forms(facts, sheet, row, number):
            column = form.key[1]
            if form.key[0] not in _KINDS or (
                rows.totals and (column not in columns or form.key[0] == "apart")
            ):
                continue
            # What is told as a distance is no level, and what names a column is of no other one.
            if (
                form.key[0] == "cell"
                and column not in changes
                and (moved or (columns and column not in columns))
            ):
                continue
            if _one_slip(number, form, said=column in columns) and not any(
                form.gives(each) for each in sentence.stated if each is not number
            ):
                found.setdefault(form.value, form)
    return next(iter(found.values())) if len(found) == 1 else None


def _one_slip(number: Number, form: Form, *, said: bool) -> bool:
    """Whether a slip of the pen that chance hardly makes parts a number from what it should be."""
    should, size = as_told(number, form), digits(number.known)
    value = abs(number.known.printed.value)
    kind = slip(number.known, should)
    if not form.tells(number):
        kind = kind if form.key[0] == "cell" or kind == "swap" else ""
        # 281,000 beside a cell of 201 thousand are three digits, and no six.
        size = len(number.known.printed.digits.rstrip("0"))
    scaled = form.value != 0 and value / form.value in _SCALES and number.dimension.startswith("measure:")
    return (
        scaled
        or (kind == "swap" and (size >= MEANT or (size == _FEWEST and _neighbours(value, abs(should)))))
        or (kind == "shift" and size >= MEANT)
        or (kind == "digit" and size >= (_FEWEST if said and form.key[0] == "cell" else _LONG))
        or (kind == "digit lost" and size >= _LONG)
    )


def _neighbours(one: Fraction, two: Fraction) -> bool:
    """Whether the two digits swapped between two values stand side by side, so that they are a multiple of 9, 90, 900 apart and no 99."""
    gap = abs(one - two)
    while gap and gap.denominator != 1:
        gap *= 10
    return gap.numerator % 99 != 0
