"""English: the cell that a number told of a row was meant to repeat, by a slip of the pen or by the row that it was copied from.

A slip counts where something says which column is meant: the words of the number, its kind, or the figures beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.slips import MEANT, digits, slip
from auditor.checks.common.tables import header, numeric
from auditor.checks.english._heads import columns_named, said
from auditor.checks.english._rowforms import Form, forms
from auditor.checks.english._rowstold import words_of
from auditor.numbers import round_to

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from auditor.checks.common.numbers import Number
    from auditor.checks.common.rownames import Named
    from auditor.checks.english._bound import Bound
    from auditor.evaluation.facts import Facts

_OF = re.compile(r"\s*of (?:the |its |their |all )*(?P<of>[a-z][a-z ]{2,40})")
_OF_ALL = re.compile(
    r"\s*of (?:the |its |their |all |total )*(?P<of>[a-z][a-z ]{2,30}?)(?=\s*[.,;)]|\s+(?:and|but|while)\b|$)"
)
_TURNED = frozenset({"swap", "digit"})
PLAIN = frozenset({"cell", "share"})
_SHORT, _LONG, _BRIEF = 2, 6, 25


def as_told(number: Number, form: Form) -> Fraction:
    """Return what a number would print that is of a form."""
    printed = number.known.printed
    return round_to(form.value, printed.numeral.step * printed.unit.factor)


def slipped(told: Bound, form: Form, votes: int) -> bool:
    """Whether a slip of the pen parts a number from what the others ask: of a short one a swapped pair, unless several ask it."""
    claim = told.number.known
    found = slip(claim, as_told(told.number, form))
    size = digits(claim)
    return (found == "swap" and size + votes >= MEANT) or (
        found in {"digit", "shift", "digit lost"} and (size >= MEANT or (votes > 1 and size + 1 == MEANT))
    )


def of_sibling(facts: Facts, told: Bound, form: Form) -> bool:
    """Whether a number is to the last digit what another row has; a short one below a head that its own unit names: 9.2 days."""
    size = digits(told.number.known)
    return (size >= MEANT - 1 or (size == _SHORT and _in_unit(told, form))) and any(
        other.key == form.key and other.gives(told.number)
        for row in told.rows
        for each in row.sheet.details
        if each is not row.row
        for other in forms(facts, row.sheet, each, told.number)
    )


def _in_unit(told: Bound, form: Form) -> bool:
    """Whether the word right behind a number stands in the head of its column."""
    unit = said(" ".join(told.sentence.after(told.number).split()[:1]))
    heads = [header(each) for row in told.rows for each in numeric(row.sheet) if each.name == form.key[1]]
    return form.key[0] == "cell" and any(unit & said(head) for head in heads)


def by_slip(facts: Facts, told: Bound, beside: Sequence[Bound]) -> Form | None:
    """Return the one cell of the row from which a slip of the pen parts a number, where its words or its neighbours show the column."""
    number = told.number
    claim, size = number.known, digits(number.known)
    found: dict[Fraction, Form] = {}
    for row in told.rows:
        own = [form for form in forms(facts, row.sheet, row.row, number) if form.key[0] == "cell"]
        columns = {each.name for each in columns_named(row.sheet, words_of(told.sentence, number))}
        alone = len({form.key[1] for form in own}) == 1
        for form in own:
            if any(form.gives(each) for each in told.sentence.stated if each is not number):
                continue  # the cell is told already, and this is something else
            kind = slip(claim, as_told(number, form))
            if number.is_share and not (kind == "swap" and (alone or columns == {form.key[1]})):
                continue
            certain = (
                (kind == "swap" and (told.first or size >= MEANT))
                or (kind == "shift" and size >= MEANT)
                or (kind in {"digit", "digit lost"} and size >= _LONG)
            )
            if certain and (
                alone
                or (size >= MEANT and kind == "swap" and _shown(facts, told))
                or columns == {form.key[1]}
                or (
                    size >= MEANT
                    and any(_in_column(facts, each, row, form.key[1]) for each in (told, *beside))
                )
            ):
                found[form.value] = form
    return next(iter(found.values())) if len(found) == 1 and size > _SHORT else None


def by_named_share(facts: Facts, told: Bound) -> Form | None:
    """Return the share of the column that the words behind a share name, from which a slip of the pen parts it: 30.3% of repairs."""
    number = told.number
    of = _OF_ALL.match(told.sentence.after(number)) if number.is_share else None
    if of is None or told.moved or told.joint or digits(number.known) < MEANT - 1:
        return None
    found: dict[Fraction, Form] = {}
    for row in told.rows:
        own = list(forms(facts, row.sheet, row.row, number))
        if any(form.gives(number) for form in own):
            return None
        columns = {each.name for each in columns_named(row.sheet, of["of"])}
        for form in own:
            if (
                form.key[0] == "share"
                and columns == {form.key[2]}
                and slip(number.known, as_told(number, form)) in _TURNED
            ):
                found[as_told(number, form)] = form
    return next(iter(found.values())) if len(found) == 1 else None


def by_sibling(facts: Facts, told: Bound, beside: Sequence[Bound], named: Sequence[Named]) -> Form | None:
    """Return the cell of the column in which one other row alone prints a number, where the row is shown by other figures of the sentence.

    `Fenwick came last with 88.79%: of its 1,780 children, 239 were left out`, where that is the rate of Dunmere. `Elm was best (83.28%). Fern
    followed with 83.28%`: so is what is said twice.
    """
    number = told.number
    if digits(number.known) < MEANT or told.moved:
        return None
    shown = _shown(facts, told)
    twice = any(each.number.known.printed.value == number.known.printed.value for each in beside)
    if not shown and not (twice and len(told.words) <= _BRIEF):
        return None
    found: dict[Fraction, Form] = {}
    for row in told.rows:
        own = {form.key: form for form in forms(facts, row.sheet, row.row, number) if form.key[0] == "cell"}
        for other in row.sheet.details:
            if other is row.row or (any(each.row is other for each in named) and not twice):
                continue
            for form in forms(facts, row.sheet, other, number):
                if form.key in own and form.gives(number) and not _of_others(told, row):
                    found[own[form.key].value] = own[form.key]
    return next(iter(found.values())) if len(found) == 1 else None


def _shown(facts: Facts, told: Bound) -> bool:
    """Whether another figure of the sentence is a cell of the row: then it is the row that is spoken of."""
    return any(
        form.key[0] == "cell" and form.gives(each)
        for each in told.sentence.stated
        if each is not told.number and digits(each.known) >= MEANT - 1
        for row in told.rows
        for form in forms(facts, row.sheet, row.row, each)
    )


def _of_others(told: Bound, row: Named) -> bool:
    """Whether a share is told of something that its table does not speak of: 88.79% of parents."""
    of = _OF.match(told.sentence.after(told.number)) if told.number.is_share else None
    heads = " ".join((row.sheet.table.caption or "", *(header(each) for each in numeric(row.sheet))))
    return of is not None and not said(of["of"]) & said(heads)


def _in_column(facts: Facts, told: Bound, row: Named, column: str) -> bool:
    """Whether a number of the sentences around is a cell of a column, or the share of one: what is told is that column."""
    for number in told.sentence.stated:
        if digits(number.known) < _SHORT:
            continue
        for each in (each for each in told.rows if each.sheet is row.sheet):
            if any(
                form.key[0] in PLAIN and column in form.key and form.gives(number)
                for form in forms(facts, each.sheet, each.row, number)
            ):
                return True
    return False
