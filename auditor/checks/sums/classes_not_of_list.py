"""A table by classes, a row of which is not the sum of the rows that a list marks with that class.

西陵区 | 4 | 180.00 | 600.00, where the list of projects has four rows of 西陵区 whose amounts give 400.00. That the list is what the table
sums up shows by the other classes: all of them but one, and three at least, come out in a column of one name.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import evidence_at, judged, near_sum, plus, rule, said, summed
from auditor.checks.common.saidwords import measure
from auditor.checks.common.tables import adds, header, numeric, plain, sheets
from auditor.findings import Severity, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.checks.common.numbers import Stated
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.blocks import Block, Occurrence
    from auditor.report.model import Column, Row

NAME = "classes-not-of-list"
TITLE = {
    "zh": "分类表与明细清单的合计不符",
    "en": "a table by classes is not what the list of single items gives",
}
_LEAST_ROWS, _LEAST, _MOST = 6, 3, 40
_WORDS = re.compile(r"[一-龥A-Za-z（）()、]{2,16}")
_COUNT = re.compile(r"(?:项目|企业|单位|机构|课题|工程|个|户|件|处|所|家)数量?$|^数量$|^个数$")

Classes = dict[str, list["Row"]]


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every table by classes by the lists whose rows name their class."""
    tables = [each for each in sheets(facts) if each.block is not None and each.details]
    lists = [
        (sheet, marked) for sheet in tables if len(sheet.details) >= _LEAST_ROWS if (marked := _marked(sheet))
    ]
    for sheet in tables if lists else ():
        labels = {_plain(row.label or row.name): row for row in sheet.details}
        if not _LEAST <= len(labels) <= _MOST or len(labels) < len(sheet.details):
            continue
        for listed, columns in lists:
            if listed is sheet or len(listed.details) <= len(labels):
                continue
            for classes in columns:
                if len(set(classes) & set(labels)) >= _LEAST and set(classes) <= set(labels):
                    yield from _amounts(facts, sheet, labels, listed, classes)
                    yield from _counts(sheet, labels, listed, classes)


def _plain(text: str) -> str:
    return re.sub(r"\s", "", plain(text))


def _marked(sheet: Sheet) -> list[Classes]:
    """Return the columns of words of a list, as rows by what they say, where some rows say the same."""
    cells = sheet.block.cells if sheet.block is not None else ()
    names = {cell.row: cell.location.row for cell in cells if cell.location.row}
    rows = {row.name: row for row in sheet.details}
    own = {at: rows[name] for at, name in names.items() if name in rows}
    if len(own) != len(rows):
        return []
    by_column: dict[int, dict[int, str]] = {}
    for cell in cells:
        if cell.row in own and cell.rows == cell.columns == 1 and _WORDS.fullmatch(word := _plain(cell.text)):
            by_column.setdefault(cell.column, {})[cell.row] = word
    found = []
    for words in by_column.values():
        classes: Classes = {}
        for at, word in words.items():
            classes.setdefault(word, []).append(own[at])
        if len(words) == len(own) and _LEAST <= len(classes) < len(own):
            found.append(classes)
    return found


def _amounts(
    facts: Facts, sheet: Sheet, labels: Mapping[str, Row], listed: Sheet, classes: Classes
) -> Iterator[Outcome]:
    """Judge the columns of both tables that bear one name."""
    for column in numeric(sheet):
        if not adds(sheet, column):
            continue
        same = [each for each in numeric(listed) if _head(each) == _head(column)]
        if len(same) != 1:
            continue
        pairs = [
            (
                sheet.at(labels[word], column),
                [value for row in rows if (value := listed.at(row, same[0])) is not None],
                len(rows),
            )
            for word, rows in classes.items()
        ]
        lines = [
            (whole, parts)
            for whole, parts, rows in pairs
            if whole is not None and len(parts) == rows and _alike(whole, parts)
        ]
        held = sum(near_sum(whole, plus(parts)) for whole, parts in lines)
        if held >= _LEAST and len(lines) - held <= 1 and len(lines) == len(classes):
            info = rule(NAME, TITLE)
            yield from (judged(facts, summed(info, whole, plus(parts))) for whole, parts in lines)


def _head(column: Column) -> str:
    return re.sub(r"[（(][^（）()]*[）)]", "", measure(header(column)))


def _printed(block: Block, value: Stated) -> Occurrence | None:
    """Return the number in a table that prints a value."""
    place = value.mention.location
    return next((each for each in block.occurrences if each.location == place), None)


def _alike(whole: Stated, parts: Sequence[Stated]) -> bool:
    return all(each.unit.dimension == whole.unit.dimension for each in parts)


def _counts(sheet: Sheet, labels: Mapping[str, Row], listed: Sheet, classes: Classes) -> Iterator[Outcome]:
    """Judge 项目数 of a class by how many rows of the list are of it."""
    for column in numeric(sheet):
        if _COUNT.search(re.sub(r"[（(][^（）()]*[）)]", "", plain(header(column)))) is None:
            continue
        lines = [
            (value, Fraction(len(rows)), word)
            for word, rows in classes.items()
            if (value := sheet.at(labels[word], column)) is not None
        ]
        held = sum(value.printed.value == count for value, count, _ in lines)
        if held < _LEAST or len(lines) - held > 1:
            continue
        for value, count, word in lines:
            block = sheet.block
            occurrence = _printed(block, value) if block is not None else None
            if occurrence is None or block is None:
                continue
            item = evidence_at(block, occurrence)
            if value.printed.value == count:
                yield said(rule(NAME, TITLE), "", "", [item], Verdict.EXACT)
                continue
            zh = f"“{word}”写 {occurrence.text}，“{listed.title}”中列有 {count} 行"
            en = f"says {occurrence.text} for {word}, and {listed.title} lists {count} rows of it"
            yield said(rule(NAME, TITLE, Severity.WARNING, "medium"), zh, en, [item])
