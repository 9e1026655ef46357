"""English: numbers told of several rows of a table at once: of all together, or by how much one is above another.

`Urban and rural roads had 84 sites between them`; `Northfield served 1,304, 193 more than Orchard`. Where no column gives the number it is
judged by the one that its words name, or from whose sum two swapped digits part it.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import ONE
from auditor.checks.common.rownames import scales
from auditor.checks.common.slips import MEANT, digits, slip
from auditor.checks.common.tables import as_percent, header, numeric
from auditor.checks.english._heads import columns_named
from auditor.checks.english._rowforms import Form, forms, wholes
from auditor.checks.english._rowstold import words_of
from auditor.numbers import round_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Stated
    from auditor.checks.common.rownames import Named
    from auditor.checks.english._bound import Bound
    from auditor.evaluation.facts import Facts
    from auditor.report.model import Column

_TOGETHER = re.compile(r"\b(?:together|between them|combined|in all|jointly|in total)\b", re.IGNORECASE)
_EACH = re.compile(r"\b(?:each|respectively|every|per (?!cent)\w+|average\w*|either)\b", re.IGNORECASE)
_MORE = re.compile(
    r"^\s*(?:[a-z-]+ ){0,3}?(?:more|fewer|less|higher|lower|above|below|ahead)\b[^.;,0-9]{0,30}\bthan\b"
)


def together_told(told: Bound) -> bool:
    """Whether words between a name and its number say that others named before, with numbers of their own, are told with it."""
    return told.ahead and _TOGETHER.search(told.words) is not None


def together(facts: Facts, told: Bound, named: Sequence[Named]) -> Form | None:
    """Return what a number told of several rows should be, None where some column gives it or none is meant."""
    number = told.number
    words = f"{told.words} {told.sentence.after(number)}"
    if _EACH.search(told.sentence.text):
        return None
    found = list(_sums(facts, told))
    if any(form.gives(number) for form in found) or any(
        form.gives(number)
        for row in named
        for form in forms(facts, row.sheet, row.row, number)
        if form.key[0] == "cell"
    ):
        return None
    meant = [form for form in found if _meant(told, form, words)]
    return meant[0] if len({form.value for form in meant}) == 1 else None


def _meant(told: Bound, form: Form, words: str) -> bool:
    number = told.number
    printed = number.known.printed
    should = round_to(form.value, printed.numeral.step * printed.unit.factor)
    sheet = told.rows[0].sheet
    columns = {each.name for each in columns_named(sheet, words_of(told.sentence, number))}
    kind = slip(number.known, should)
    swapped = kind == "swap"
    if form.key[0] == "share":
        return kind in {"swap", "digit"} and digits(number.known) >= MEANT - 1 and {form.key[1]} == columns
    if swapped and digits(number.known) >= MEANT:
        return True
    return form.key[1] in columns and len(columns) == 1 and (swapped or _TOGETHER.search(words) is not None)


def _sums(facts: Facts, told: Bound) -> Iterator[Form]:
    number = told.number
    for sheet in {id(each.sheet): each.sheet for each in told.rows}.values():
        rows = [
            next(
                (each.row for each in told.rows if each.sheet is sheet and (each.start, each.end) == span),
                None,
            )
            for span in told.spans
        ]
        if None in rows:
            continue
        for column in numeric(sheet):
            cells = [sheet.at(row, column) for row in rows if row is not None]
            parts = [(ONE, cell) for cell in cells if cell is not None and cell.unit.dimension != "ratio"]
            if len(parts) != len(rows):
                continue
            if number.is_share:
                for whole in wholes(sheet, told.rows[0].row):
                    base = sheet.at(whole, column)
                    if base is not None and base.printed.value > 0:
                        yield Form(("share", column.name, whole.name), parts, [(ONE, base)])
            else:
                for scale in scales(facts, sheet, number.known, parts[0][1]):
                    yield Form(("sum", column.name, str(scale)), parts, [], scale)


def above(facts: Facts, told: Bound, beside: Sequence[Bound]) -> Form | None:
    """Return by how much the row that a sentence begins with is above or below the one that a number names: 193 more than Orchard."""
    number = told.number
    if told.ahead or told.joint or not _MORE.match(told.sentence.after(number)):
        return None
    first = min(
        (each for each in beside if each.ahead and not each.joint), key=lambda each: each.place, default=None
    )
    if first is None or first.place >= told.place or first.sentence is not told.sentence:
        return None
    pairs = dict(_apart(facts, first, told))
    if any(form.gives(number) for form in pairs.values()):
        return None
    held = {
        form.key[1]
        for row in first.rows
        for form in forms(facts, row.sheet, row.row, first.number)
        if form.gives(first.number) and form.key[0] == "cell"
    }
    meant = {form.value: form for form in pairs.values() if form.key[1] in held}
    return next(iter(meant.values())) if len(meant) == 1 else None


def _apart(facts: Facts, one: Bound, two: Bound) -> Iterator[tuple[tuple[str, ...], Form]]:
    number = two.number
    for here in one.rows:
        for there in (each for each in two.rows if each.sheet is here.sheet):
            for column in numeric(here.sheet):
                cells = [_cell(here, column), _cell(there, column)]
                if cells[0] is None or cells[1] is None:
                    continue
                for scale in scales(facts, here.sheet, number.known, cells[0]):
                    key = ("apart", column.name, str(scale), here.sheet.table.id)
                    yield key, Form(key, [(ONE, cells[0]), (Fraction(-1), cells[1])], [], scale)


def _cell(place: Named, column: Column) -> Stated | None:
    found = place.sheet.at(place.row, column)
    return as_percent(found, header(column)) if found is not None else None
