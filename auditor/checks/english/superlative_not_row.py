"""English: the row that the text calls the largest or smallest is not so in the table.

`The largest age group was 25-34 (19.9%)`; `Crop production is the largest program`. Where a figure stands beside it,
it tells the column that is meant; where none does, the row must be outdone in every column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.english import Sentence, english
from auditor.checks.common.nearby import Nearby, nearby
from auditor.checks.common.relations import rule, said
from auditor.checks.common.rownames import scale_in
from auditor.checks.common.tables import header, numeric, same_value, sheets
from auditor.checks.english._changed_most import best_of, claims, lines_of, row_of
from auditor.findings import Evidence, Verdict
from auditor.report.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Paragraph
    from auditor.checks.common.tables import Sheet
    from auditor.checks.english._changed_most import Claim, Line
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column, Row

NAME = "superlative-not-row"
TITLE = {"zh": "最值用语与表中数据不符", "en": "the largest or smallest is not the one named"}
_MOST = r"(?P<most>largest|biggest|highest|greatest|most (?:common|frequent|popular|used|cited|important)|smallest|lowest|least (?:common|frequent|popular|used)|fewest)"
_FIRST = re.compile(
    rf"^\s*(?:[A-Z][a-z]+, )?(?:[Tt]he|[Ii]ts|[Oo]ur) (?:single )?{_MOST}(?P<what>(?: [a-z-]+){{1,5}}?) (?:was|were|is|are)(?: the| for| in)? (?P<row>.+)$"
)
_LAST = re.compile(
    rf"^\s*(?P<row>[A-Z0-9].{{1,60}}?) (?:was|were|is|are|remained|had|has|recorded|received) (?:by far )?the (?:single )?{_MOST}(?P<what>(?: [a-z-]+){{1,5}}?)(?=[ ,.;(]|$)"
)
_SMALL = re.compile(r"smallest|lowest|least|fewest")
_CHANGE = re.compile(
    r"increase|decrease|growth|chang|gain|declin|reduc|drop|rise|improve|named|other|among|after|individual|ever|since",
    re.IGNORECASE,
)
_ASIDE = re.compile(r",\s*(?:which|that|leaving|while|but)\b")
_FALLS = re.compile(r"\b(?:shortfall|deficit|loss|underspend\w*|under-?run|saving)", re.IGNORECASE)
_APART = re.compile(
    r"\b(?:excess|shortfall|surplus|deficit|overrun|overspend\w*|underspend\w*|saving|gap)", re.IGNORECASE
)
_NOTES = re.compile(r"[Nn]otes?")
"""A column of the numbers of notes."""
_NEAR = 12
_FEWEST = 3
_ANYWHERE, _WORDS = 10_000, 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the superlatives of English sentences by the nearest table that holds the row."""
    tables = nearby(sheet for sheet in sheets(facts) if sheet.values)
    for sentence in english(facts):
        for pattern in (_FIRST, _LAST):
            found = pattern.match(sentence.text.rstrip())
            if found is None or _CHANGE.search(sentence.text[: found.end("what")]):
                continue
            outcome = _judged(facts, sentence, found, tables)
            if outcome is not None:
                yield outcome
                break
        for claim in claims(sentence):
            outcome = _looked_up(claim, tables)
            if outcome is not None:
                yield outcome


def _looked_up(claim: Claim, tables: Nearby[Sheet]) -> Outcome | None:
    """Judge what changed most by the nearest table that has a line of such changes."""
    index = claim.sentence.paragraph.block.index
    for sheet in sorted(
        tables.near(index, _ANYWHERE), key=lambda each: abs((each.block.index if each.block else 0) - index)
    ):
        row = row_of(sheet, claim.name)
        far = not sheet.near(index, _NEAR)
        if row is None or (far and len((row.label or "").split()) < _WORDS):
            continue
        lines = lines_of(sheet, claim)
        judged = [(line, rows) for line in lines if (rows := best_of(sheet, line, claim, row))]
        found = [rows for _, rows in judged]
        if not found:
            continue
        label = re.split(r"[,;.(]|\band the\b|\band (?:small|low|high|larg|least)", claim.name)[0].strip()
        item = _evidence(claim.sentence.paragraph, claim.sentence.start + claim.start, label)
        group = [each for each in sheet.details if each.parent == row.parent] if row.parent else []
        if any(row in rows for rows in found) or any(_first_of(group, line, claim, row) for line in lines):
            return said(rule(NAME, TITLE), "", "", [item], Verdict.EXACT)
        if len({rows[0].name for rows in found}) != 1:
            return None
        line, (other, *_) = judged[0]
        word = "smallest" if claim.low else "largest"
        zh = f"称“{label}”为“{word}”，表中 {line.label} 一栏却是“{other.label or other.name}”"
        en = f"'{label}' is called the {word}, in column '{line.label}' it is '{other.label or other.name}'"
        return said(rule(NAME, TITLE), zh, en, [item])
    return None


def _first_of(group: Sequence[Row], line: Line, claim: Claim, row: Row) -> bool:
    """Whether a row is the first of its group: of title II alone may have been spoken."""
    values = [line.values[each.name] * (claim.way or 1) for each in group if each.name in line.values]
    own = line.values.get(row.name)
    return own is not None and bool(values) and own * (claim.way or 1) == (min if claim.low else max)(values)


def _judged(facts: Facts, sentence: Sentence, found: re.Match[str], tables: Nearby[Sheet]) -> Outcome | None:
    index = sentence.paragraph.block.index
    near = sorted(
        tables.near(index, _NEAR),
        key=lambda sheet: abs((sheet.block.index if sheet.block else 0) - index),
    )
    for sheet in near:
        row = _row(sheet, found["row"])
        if row is None or len(sheet.details) < _FEWEST:
            continue
        columns = _columns(facts, sheet, row, sentence, found)
        if not columns:
            return None
        small = _SMALL.search(found["most"]) is not None
        falls = _FALLS.search(found["what"]) is not None
        best = [
            _best(sheet, column, row, small=small != (falls and _below_zero(sheet, column)))
            for column in columns
        ]
        start = sentence.start + found.start("row")
        label = found["row"].removeprefix("the ")[: len(row.label or row.name)]
        item = _evidence(sentence.paragraph, start, label)
        info = rule(NAME, TITLE)
        if any(row in rows for rows in best):
            return said(info, "", "", [item], Verdict.EXACT)
        if any(not rows for rows in best) or len({rows[0].name for rows in best}) != 1:
            return None
        other = best[0][0]
        zh = f"称“{row.label}”为“{found['most']}”，表中 {columns[0].name} 一栏却是“{other.label or other.name}”"
        en = f"'{row.label}' is called the {found['most']}, in column '{columns[0].name}' it is '{other.label or other.name}'"
        return said(info, zh, en, [item])
    return None


def _row(sheet: Sheet, words: str) -> Row | None:
    """Return the detail row whose whole label the words begin with."""
    plain = " ".join(re.sub(r"[\u2013\u2012]", "-", words).casefold().split())
    called = [
        row
        for row in sheet.details
        if (label := " ".join(re.sub(r"[\u2013\u2012]", "-", row.label or "").casefold().split()))
        and re.once(rf"(?:the )?{re.escape(label)}(?![\w-])").match(plain)
    ]
    return max(called, key=lambda row: len(row.label or "")) if called else None


def _columns(facts: Facts, sheet: Sheet, row: Row, sentence: Sentence, found: re.Match[str]) -> list[Column]:
    """Return the columns that the superlative can speak of."""
    columns = [column for column in numeric(sheet) if sheet.at(row, column) is not None]
    columns = [
        column
        for column in columns
        if not (_CHANGE.search(header(column)) or _NOTES.fullmatch(header(column).strip()))
    ]
    behind = [
        each
        for each in sentence.numbers
        if each.stated and each.occurrence.span.start >= sentence.start + found.end("most")
    ]
    row_first = found.start("row") < found.start("most")
    label_end = sentence.start + found.start("row") + len(row.label or "")
    behind = [each for each in behind if each.occurrence.span.start >= label_end or row_first]
    # … was in meters, which left $3.2 million unspent: what that tells is not what was largest.
    if not behind or (not row_first and _ASIDE.search(behind[0].before)):
        return columns
    first = behind[0].known
    return [
        column
        for column in columns
        if any(
            (value := sheet.at(other, column)) is not None
            and (
                same_value(first, value)
                or first.printed.numeral.value == value.printed.numeral.value
                # $14.3 million of 14,277 in a table of thousands
                or (_APART.search(found["what"]) and scale_in(facts, sheet, first, value) is not None)
            )
            for other in sheet.details
        )
    ]


def _below_zero(sheet: Sheet, column: Column) -> bool:
    """Whether a column prints amounts below zero: the largest shortfall is the least of them."""
    return any(
        (value := sheet.at(row, column)) is not None and value.printed.value < 0 for row in sheet.details
    )


def _best(sheet: Sheet, column: Column, named: Row, *, small: bool) -> list[Row]:
    """Return the rows that are first in a column; rows such as Other do not compete, unless the text names them."""
    values = [
        (value.printed.value, row)
        for row in sheet.details
        if row.role is Role.DETAIL
        and (value := sheet.at(row, column)) is not None
        and (
            row is named
            or not re.match(
                r"(?:all )?others?\b|not stated|unknown|none|total|all ", row.label or "", re.IGNORECASE
            )
        )
    ]
    if len(values) < _FEWEST:
        return []
    first = (min if small else max)(value for value, _ in values)
    return [row for value, row in values if value == first]


def _evidence(paragraph: Paragraph, start: int, label: str) -> Evidence:
    block = paragraph.block
    line, column = block.place(start)
    location = block.location if line is None else attrs.evolve(block.location, line=line, column=column)
    return Evidence(
        key=f"{'/'.join(block.section)}.{label}",
        label=label,
        role="stated",
        text=label,
        unit="",
        location=location,
    )
