"""A long number that the document prints once, and elsewhere several times with two neighbouring digits swapped.

学校支出 2323.11 万元 in the summary, 使用 2332.11 万元 in the text and in a table: two figures of one unit and so many
digits hardly ever differ by a swap, and what is printed again and again is the right one. Their names, their rows or
columns have to have a word in common.
"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number, Stated, paragraphs
from auditor.checks.common.relations import compared, judged, rule
from auditor.checks.common.slips import digits
from auditor.checks.common.tables import Sheet, header, numeric, sheets
from auditor.checks.common.words import overlap, stem
from auditor.findings import Severity
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "twin-swapped"
TITLE = {"zh": "同一数字疑似两位互换", "en": "a number printed elsewhere with two digits swapped"}
_SHORTEST = 5
_LEAST = 2
_LONG = 7
_WORDS = 2
_ANY = re.compile("收入|支出|预算|决算|情况|明细|执行|总表|汇总|统计")
_UNITS = re.compile(r"^(?:money|count:|measure:)")


@records.frozen(eq=False)
class _Place:
    """One print of a value, and the words that say what it is."""

    stated: Stated
    words: str
    number: Number | None = None


def check(facts: Facts) -> Iterator[Outcome]:
    """Compare every long number of the text that stands alone with those that are printed again and again."""
    places = [
        place
        for place in _places(facts)
        if _UNITS.match(place.stated.unit.dimension) and digits(place.stated) >= _SHORTEST
    ]
    rounded: dict[Fraction, dict[tuple[str, int], list[_Place]]] = {}
    for own in places:
        if own.number is None or len(_digits(own.stated).rstrip("0")) < _SHORTEST:
            continue  # 81200 and 18200 are round amounts, of three digits that tell
        step = own.stated.printed.numeral.step * own.stated.printed.unit.factor
        if step not in rounded:
            rounded[step] = _rounded(places, step)
        here, dimension = rounded[step], own.stated.unit.dimension
        value = _steps(own.stated.printed.value, step)
        if len(here[dimension, value]) != 1:
            continue
        found = [twins for swap in _swaps(value) if (twins := here.get((dimension, swap)))]
        # 2332.11 万元 in the text and 23321060.70 元 in a table are one figure.
        # Seven digits that tell need no second witness.
        least = 1 if len(_digits(own.stated).rstrip("0")) >= _LONG else _LEAST
        if len(found) == 1 and len(found[0]) >= least and _alike(own, found[0]):
            twin = max(found[0], key=lambda place: overlap(own.words, place.words))
            info = rule(NAME, TITLE, Severity.ERROR, "medium")
            yield judged(facts, compared(info, own.stated, tree.Relation.EQUAL, twin.stated))


def _alike(own: _Place, twins: Sequence[_Place]) -> bool:
    return any(overlap(own.words, twin.words) >= _WORDS for twin in twins)


def _rounded(places: Sequence[_Place], step: Fraction) -> dict[tuple[str, int], list[_Place]]:
    """Return the places by their values in steps, leaving out what is printed less exactly."""
    found: dict[tuple[str, int], list[_Place]] = defaultdict(list)
    for place in places:
        if place.stated.printed.step <= step:
            found[place.stated.unit.dimension, _steps(place.stated.printed.value, step)].append(place)
    return found


def _digits(stated: Stated) -> str:
    step = stated.printed.numeral.step * stated.printed.unit.factor
    return str((abs(stated.printed.value) / step).numerator)


def _steps(value: Fraction, step: Fraction) -> int:
    """Return a value in steps, rounded half up."""
    return (value / step + Fraction(1, 2)).__floor__()


def _places(facts: Facts) -> Iterator[_Place]:
    for paragraph in paragraphs(facts):
        for number in paragraph.numbers:
            if number.stated is not None:
                yield _Place(number.stated, stem(number.name) + stem(number.clause), number)
    for sheet in sheets(facts):
        yield from _cells(sheet)


def _cells(sheet: Sheet) -> Iterator[_Place]:
    for row in sheet.table.rows:
        for column in numeric(sheet):
            if (cell := sheet.at(row, column)) is not None:
                yield _Place(cell, f"{row.label or row.name} {header(column)} {_titled(sheet)}")


def _titled(sheet: Sheet) -> str:
    """Return what the title of a table tells of its cells: 支出决算表 tells nothing."""
    return _ANY.sub(" ", sheet.table.caption or "")


def _swaps(value: int) -> Sequence[int]:
    """Return the numbers that print the same digits but for two neighbouring ones."""
    text = str(abs(value))
    return [
        int(text[:at] + text[at + 1] + text[at] + text[at + 2 :])
        for at in range(len(text) - 1)
        if text[at] != text[at + 1] and not (at == 0 and text[1] == "0")
    ]
