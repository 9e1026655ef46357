"""English: a figure that its words put into a column of a table, and that is not the cell of the row its sentence speaks of.

`Expenditure was A, or p% of the final appropriation`; `The bill provides A, which is B below the request`; `potatoes fell from A
in 2023 to B`: the other numbers show the row, the words the column. Told with a rate that the table prints in one row, a
slip away from one of its amounts is enough: `The ministry paid in 71.02 million, or 84.0 per cent of its commitment`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.english import english, terms, year_of
from auditor.checks.common.nearby import nearby
from auditor.checks.common.relations import ONE, evidence_of_words, rule
from auditor.checks.common.rownames import CHANGES, agrees, named, of_cell, scale_in, scales, years
from auditor.checks.common.slips import digits, slip
from auditor.checks.common.tables import as_percent, header, numeric, sheets
from auditor.checks.english._clauses import Role, read
from auditor.checks.english._heads import columns_named, said
from auditor.checks.english._ratecells import rates_told
from auditor.checks.english._resultrows import results
from auditor.checks.english._rowstold import rows_told, words_of
from auditor.numbers import round_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.nearby import Nearby
    from auditor.checks.common.numbers import Number, Stated
    from auditor.checks.common.tables import Sheet
    from auditor.checks.english._rowstold import Told
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.findings import Evidence
    from auditor.report.model import Column, Row

NAME = "statement-not-cell"
TITLE = {
    "zh": "正文所述与表中该行该列不符",
    "en": "what is told of a column is not the cell of the row that is meant",
}
_OR = re.compile(r"^[^.;:()0-9]{0,30}(?:,? or|\()\s*$")
_OF = re.compile(r"^\s*of\b", re.IGNORECASE)
_GLUE = re.compile(
    r"\b(?:with|had|has|have|having|was|were|is|are|of|at|an?|the|its|their|received|recorded|reached|showed|got|carries|carried|amounted|came|stood|to|and)\b|[,($€£]",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"\s*(?:,? and [$€£0-9]|per\s(?!cent)|(?:a|each) (?:month|year|week|day)\b|of which\b)", re.IGNORECASE
)
_ALTERED = re.compile(
    r"\b(?:exclud\w+|adjusted|average|mean|median|per (?!cent)\w+|net of|of which|including|includ\w+|within|quarter|month\w*|half|"
    r"to date|cumulative|at least|up to|not less|not more|target|forecast|expected|projected|constant|real|first|second|third|"
    r"together|each|some|part|carried|transfer\w*|another|further|more than|less than|over|under|about)\b",
    re.IGNORECASE,
)
"""What is told with such words need not be a cell of the columns they name."""
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_AIMED = re.compile(r"\b(?:plan\w*|target\w*|budget\w*|goal|forecast|against)\b", re.IGNORECASE)
_NEAR, _FAR, _DIGITS, _SURE, _SHORT = 10, 60, 3, 2, 2
_WRONG_SCALES = (Fraction(1000), Fraction(1, 1000))


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the figures of English sentences by the cells that they are told of."""
    tables = nearby(sheet for sheet in sheets(facts) if sheet.values)
    for sentence, told in read(facts):
        near = tables.near(sentence.paragraph.block.index, _FAR)
        for each in told:
            number = each.number
            level = each.role is not Role.CHANGE and not number.is_share and number.dimension != "points"
            if number not in sentence.numbers or number.stated is None or number.sign or not level:
                continue
            if digits(number.known) < _SHORT:
                continue
            yield from _told(facts, sentence, number, near)
    for sentence in english(facts):
        yield from _tight(facts, sentence)
    yield from _beside_rates(facts, tables)
    for result, by, cell in results(facts):
        yield _outcome(facts, result, by, cell)
    for share, cell in rates_told(facts):
        yield _outcome(facts, share, ONE, cell)


def _told(facts: Facts, sentence: Sentence, number: Number, near: list[Sheet]) -> Iterator[Outcome]:
    words = words_of(sentence, number)
    if _ALTERED.search(words):
        return
    found: dict[Fraction, tuple[Fraction, Stated]] = {}
    words_: list[Evidence] = []
    start = number.occurrence.span.start - sentence.start
    for sheet in near:
        columns = columns_named(sheet, words)
        if len(columns) != 1 or not _of_time(words, sheet, columns[0]):
            continue
        for each in rows_told(facts, sheet, sentence, start):
            cell = sheet.at(each.row, columns[0])
            if cell is None or cell.unit.dimension == "ratio" or cell.printed.value == 0:
                continue
            if _AIMED.search(words) and not _AIMED.search(header(columns[0])):
                continue  # 4,074 inspections against a plan of 4,200
            shown = each.shown(sentence, number, columns[0])
            if (by := each.scale(number, cell)) is not None:
                if shown or each.named:
                    yield _outcome(facts, number, by, cell)
                return
            elsewhere = [
                row
                for row in sheet.table.rows
                if (other := sheet.at(row, columns[0])) is not None and each.scale(number, other) is not None
            ]
            if elsewhere and not each.named:
                return
            if _YEAR.fullmatch(year := each.row.label or "") and _of_year(each, number, cell, elsewhere):
                found[cell.printed.value] = (each.scaled(number, cell)[0], cell)
                at = sentence.start + sentence.text.find(year)
                words_ = [evidence_of_words(sentence.paragraph.block, at, year, "年份")]
            if shown and shown + each.named >= _SURE and (by := _meant(each, number, columns[0], cell)):
                found[cell.printed.value * by] = (by, cell)
    if len(found) == 1:
        outcome = _outcome(facts, number, *next(iter(found.values())))
        extra = [attrs.evolve(each, role="word") for each in words_]
        yield attrs.evolve(outcome, evidence=(*outcome.evidence, *extra))


def _of_year(row: Told, number: Number, cell: Stated, elsewhere: Sequence[Row]) -> bool:
    """Whether a figure told of a year is that of one other year of its column, or of its own with two digits swapped."""
    printed, scaled = number.known.printed, row.scaled(number, cell)
    if len(scaled) != 1 or digits(number.known) < _DIGITS:
        return False
    should = round_to(cell.printed.value * scaled[0], printed.numeral.step * printed.unit.factor)
    other = len(elsewhere) == 1 and _YEAR.fullmatch(elsewhere[0].label or "")
    return bool(other or (not elsewhere and slip(number.known, should) == "swap"))


def _tight(facts: Facts, sentence: Sentence) -> Iterator[Outcome]:
    """Judge `Effectiveness, with a weight of p%`: nothing but the head stands between the name of a row and its figure."""
    rows = named(facts, sentence) if sentence.stated else []
    for number in sentence.stated:
        start = number.occurrence.span.start - sentence.start
        last = max((each.end for each in rows if each.end <= start), default=0)
        between = sentence.text[last:start]
        words = said(_GLUE.sub(" ", between))
        if (
            not last
            or not words
            or number.sign
            or number.dimension == "points"
            or re.search(r"[0-9;.]", between)
        ):
            continue
        if _LISTED.match(sentence.after(number)) or CHANGES.search(between):
            continue
        found: dict[Fraction, tuple[Fraction, Stated]] = {}
        for each in (each for each in rows if each.end == last):
            columns = [
                column
                for column in numeric(each.sheet)
                if words == said(header(column)) and not year_of(column)
            ]
            cell = each.sheet.at(each.row, columns[0]) if len(columns) == 1 else None
            if cell is None or not each.sheet.near(sentence.paragraph.block.index, _FAR):
                continue
            if not _of_time(words_of(sentence, number), each.sheet, columns[0]):
                continue
            cell = as_percent(cell, header(columns[0])) if number.is_share else cell
            scaled = scales(facts, each.sheet, number.known, cell)
            if scale_in(facts, each.sheet, number.known, cell) is not None:
                found = {}
                break
            if len(scaled) == 1:
                found[cell.printed.value * scaled[0]] = (scaled[0], cell)
        near = [
            pair
            for value, pair in found.items()
            if abs(abs(value) - abs(number.known.printed.value)) * 3 <= abs(value)
        ]
        if len(found) == len(near) == 1:
            yield _outcome(facts, number, *near[0])


def _of_time(words: str, sheet: Sheet, column: Column) -> bool:
    """Whether the years that words name, if any, are those of a column or of its table."""
    told, own = years(words), year_of(column)
    held = years(f"{sheet.table.caption or ''} {header(column)}") | {row.label for row in sheet.table.rows}
    return not told or (own in told if own else bool(told & held))


def _meant(row: Told, number: Number, column: Column, cell: Stated) -> Fraction | None:
    """Return the scale in which a cell was meant, where a number is near it, or right but for thousand and million."""
    claim = number.known
    for scale in row.scaled(number, cell):
        should = abs(cell.printed.value) * scale
        near = abs(abs(claim.printed.value) - should) * 3 <= should and digits(claim) >= _DIGITS
        if near or any(agrees(claim, cell, scale * wrong) for wrong in _WRONG_SCALES):
            others = [
                other
                for each in numeric(row.sheet)
                if each is not column and (other := row.sheet.at(row.row, each)) is not None
            ]
            # A figure of another column of the row may be told in words that name this one too.
            return None if any(row.scale(number, other) for other in others) else scale
    return None


def _outcome(facts: Facts, number: Number, by: Fraction, cell: Stated) -> Outcome:
    return of_cell(facts, rule(NAME, TITLE), number.known, cell, by)


def _beside_rates(facts: Facts, tables: Nearby[Sheet]) -> Iterator[Outcome]:
    """Judge the amounts that sentences tell with a rate of a row."""
    for sentence in english(facts):
        for amount, rate in zip(sentence.numbers, sentence.numbers[1:], strict=False):
            if amount.stated is None or rate.stated is None or not rate.is_share or amount.is_share:
                continue
            if amount.dimension == "points" or min(digits(amount.known), digits(rate.known)) < _DIGITS:
                continue
            if _OR.match(sentence.between(amount, rate)) and _OF.match(sentence.after(rate)):
                yield from _beside(facts, sentence, amount, rate, tables)


def _beside(
    facts: Facts, sentence: Sentence, amount: Number, rate: Number, tables: Nearby[Sheet]
) -> Iterator[Outcome]:
    words = terms(sentence.before(amount))
    slips: dict[Fraction, tuple[Fraction, Stated]] = {}
    for sheet in tables.near(sentence.paragraph.block.index, _NEAR):
        for row in sheet.table.rows:
            cells = [
                (column, cell) for column in numeric(sheet) if (cell := sheet.at(row, column)) is not None
            ]
            told = [as_percent(cell, header(column)) for column, cell in cells]
            if not any(
                each.unit.dimension == "ratio" and each.printed.value == rate.known.printed.value
                for each in told
            ):
                continue
            named = bool(terms(row.label or row.name) & words)
            for (column, cell), percent in zip(cells, told, strict=True):
                if percent.unit.dimension == "ratio" or CHANGES.search(header(column)):
                    continue
                if scale_in(facts, sheet, amount.known, cell) is not None:
                    return
                for scale in scales(facts, sheet, amount.known, cell):
                    should = round_to(cell.printed.value * scale, amount.known.printed.step)
                    if named and slip(amount.known, should) not in {"", "sign"}:
                        slips[should] = (scale, cell)
    if len(slips) == 1:
        yield _outcome(facts, amount, *next(iter(slips.values())))
