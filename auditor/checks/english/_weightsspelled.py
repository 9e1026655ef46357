"""English: weights told in words, and the rows of a table that are weighted by them: half the A, three tenths of the B, and a fifth of the C.

`Each green one counts three points, each amber two and each red one` weighs counts, whose mean or sum the table scores. Which table and
which columns are meant shows by the names of the columns; that nearly all rows keep it shows that it is what was done.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.english import english, terms
from auditor.checks.common.nearby import nearby
from auditor.checks.common.numbers import Stated
from auditor.checks.common.spelled import COUNT, SPELLED, count_of
from auditor.checks.common.tables import header, numeric, sheets
from auditor.numbers import round_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.report.model import Column

_PARTS = {
    part: at
    for at, part in enumerate("half third quarter fifth sixth seventh eighth ninth tenth".split(), start=2)
} | {"twentieth": 20}
_PARTS["quarter"] = 4
_PART = "|".join(_PARTS)
_WEIGHED = re.compile(
    rf"(?<![\w.])(?:(?P<half>half)|(?P<n>an?|{SPELLED})[ -](?P<part>{_PART})s?|(?P<rate>[0-9]{{1,2}}(?:\.[0-9])?)\s?(?:%|per cent|percent))\s+(?:of\s+|for\s+|on\s+)?(?:the\s+|its\s+|a\s+)?"
    r"(?P<name>[a-zA-Z][a-zA-Z' -]{2,45}?)(?=\s*[,;.(]|\s+and\b|\s*$)"
)
_COMPOSED = re.compile(r"\b(?:scores?|index|composite|weigh\w+|rating|mark)\b", re.IGNORECASE)
_EACH = re.compile(
    rf"\b[Ee](?:ach|very)\s+(?P<name>[a-z]+)(?:\s+[a-z]+)?\s+(?:(?:counts?|scores?|earns?|gets?|gives?|receives?|carries|is worth|brings|as|for)\s+)*(?P<n>{COUNT}|nothing|none)\b(?:\s+(?:points?|marks?))?"
)
_RESULT = re.compile(r"\b(?:score|index|composite|overall|weighted|points|rating|mark)\b", re.IGNORECASE)
_NEAR, _FEWEST, _TIMES, _TWO = 20, 3, 3, 2


@records.frozen(eq=False)
class Weighing:
    """A cell that a sentence weighs, what it should print, and what it was weighed of."""

    cell: Stated
    due: Fraction
    parts: Sequence[Stated]
    held: bool


def weighings(facts: Facts) -> Iterator[Weighing]:
    """Iterate over the cells that sentences weigh, those of rows that keep it and of the few that do not."""
    tables = nearby(sheet for sheet in sheets(facts) if len(sheet.table.rows) > _FEWEST)
    for sentence in english(facts):
        spelled, counted = _spelled(sentence), _counted(sentence)
        if not spelled and not counted:
            continue
        found = [
            rows
            for sheet in tables.near(sentence.paragraph.block.index, _NEAR)
            for rows in (_weighed(sheet, spelled), *_scored(sheet, counted))
            if rows
        ]
        if len(found) == 1:
            yield from found[0]


def _spelled(sentence: Sentence) -> dict[frozenset[str], Fraction]:
    """Return the weights that a sentence gives to what it names, where they make up the whole."""
    if not _COMPOSED.search(sentence.text):
        return {}
    found: dict[frozenset[str], Fraction] = {}
    for each in _WEIGHED.finditer(sentence.text):
        weight = _fraction(each)
        name = terms(each["name"])
        if name and weight is not None:
            found[name] = weight
    return found if len(found) >= _TWO and sum(found.values()) == 1 else {}


def _fraction(found: re.Match[str]) -> Fraction | None:
    if found["half"]:
        return Fraction(1, 2)
    if found["rate"]:
        return Fraction(found["rate"]) / 100
    many = 1 if found["n"] in {"a", "an"} else count_of(found["n"])
    return None if many is None else Fraction(many, _PARTS[found["part"]])


def _counted(sentence: Sentence) -> dict[frozenset[str], Fraction]:
    """Return how many points a sentence gives to each of a kind."""
    found: dict[frozenset[str], Fraction] = {}
    for each in _EACH.finditer(sentence.text):
        points = 0 if each["n"] in {"nothing", "none"} else count_of(each["n"])
        if points is not None:
            found[terms(each["name"])] = Fraction(points)
    return found if len(found) > _TWO else {}


def _columns(sheet: Sheet, weights: Mapping[frozenset[str], Fraction]) -> dict[str, Fraction]:
    """Return the weight of each column, each of which one name calls best; none where some name calls no column or several."""
    heads = {each.name: terms(header(each)) for each in numeric(sheet)}
    often = Counter(word for head in heads.values() for word in head)
    heads = {column: frozenset(each for each in head if often[each] == 1) for column, head in heads.items()}
    said = Counter(word for name in weights for word in name)
    found: dict[str, Fraction] = {}
    for words, weight in weights.items():
        name = {each for each in words if said[each] == 1}
        hits = {column: len(head & name) for column, head in heads.items() if head & name}
        best = [column for column, many in hits.items() if many == max(hits.values())]
        if len(best) != 1 or best[0] in found:
            return {}
        found[best[0]] = weight
    return found


def _weighed(sheet: Sheet, weights: Mapping[frozenset[str], Fraction]) -> list[Weighing]:
    columns = _columns(sheet, weights) if weights else {}
    results = _results(sheet, columns)
    return _kept(sheet, columns, results[0], mean=False) if columns and len(results) == 1 else []


def _scored(sheet: Sheet, weights: Mapping[frozenset[str], Fraction]) -> Iterator[list[Weighing]]:
    """Iterate over the rows of counts by their points: their mean, or their sum."""
    columns = _columns(sheet, weights) if weights else {}
    results = _results(sheet, columns)
    if columns and len(results) == 1:
        yield from (_kept(sheet, columns, results[0], mean=mean) for mean in (True, False))


def _results(sheet: Sheet, columns: Mapping[str, Fraction]) -> list[Column]:
    return [each for each in numeric(sheet) if each.name not in columns and _RESULT.search(header(each))]


def _kept(sheet: Sheet, columns: Mapping[str, Fraction], result: Column, *, mean: bool) -> list[Weighing]:
    """Return the rows, where nearly all of them print what the weights give."""
    by_name = {each.name: each for each in numeric(sheet)}
    found: list[Weighing] = []
    for row in sheet.table.rows:
        cell = sheet.at(row, result)
        parts = [sheet.at(row, by_name[name]) for name in columns]
        known = [each for each in parts if each is not None]
        if cell is None or len(known) < len(parts):
            continue
        values = [each.printed.numeral.value for each in known]
        total = sum(values, Fraction(0))
        if mean and total <= 0:
            continue
        due = sum(
            (weight * value for weight, value in zip(columns.values(), values, strict=True)), Fraction(0)
        )
        due = due / total if mean else due
        step = cell.printed.numeral.step
        slack = step / 2 + sum(
            (
                weight * each.printed.numeral.step / 2
                for weight, each in zip(columns.values(), known, strict=True)
                if each.printed.numeral.step < 1 and not mean
            ),
            Fraction(0),
        )
        held = abs(due - cell.printed.numeral.value) <= slack
        found.append(Weighing(cell, round_to(due, step), known, held))
    held_rows = sum(each.held for each in found)
    return found if held_rows >= _FEWEST and (len(found) - held_rows) * _TIMES <= held_rows else []
