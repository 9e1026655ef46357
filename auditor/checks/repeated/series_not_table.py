"""A run of figures that repeats a row or column of a table cell by cell, but for one.

得分率分别为 93.75%、86.20%、86.42% 和 86.58%: that a run repeats a table shows by the figures that do, in their order;
the one that does not was meant to be the cell between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.nearby import nearby
from auditor.checks.common.numbers import Number, Paragraph, Stated, paragraphs
from auditor.checks.common.relations import compared, judged, rule
from auditor.checks.common.slips import MEANT, digits
from auditor.checks.common.tables import SHORTEST_LABEL, Sheet, header, numeric, plain, same_value, sheets
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, Relation

NAME = "series-not-table"
TITLE = {
    "zh": "正文所列一组数与表中一行或一列不一致",
    "en": "one of the figures repeated from a row or column differs",
}
_NEXT = re.compile(r"^[、，,和及与\s]+(?:and\s*)?$")
_LEAST = 3
_FAR = 12

_Line = Sequence[tuple[str, "Stated"]]


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge runs of three and more figures by the tables near them."""
    tables = nearby(sheet for sheet in sheets(facts) if sheet.values)
    for paragraph in paragraphs(facts):
        near = tables.near(paragraph.block.index, _FAR)
        for run in _runs(paragraph):
            told = plain(paragraph.text[: run[-1].occurrence.span.start])
            yield from _judged(facts, run, [line for sheet in near for line in _lines(sheet)], told)


def _runs(paragraph: Paragraph) -> Iterator[Sequence[Number]]:
    run: list[Number] = []
    for number in paragraph.numbers:
        follows = run and _NEXT.match(number.before) and number.dimension == run[0].dimension
        if not follows or number.stated is None:
            if len(run) >= _LEAST:
                yield run
            run = []
        if number.stated is not None:
            run.append(number)
    if len(run) >= _LEAST:
        yield run


def _lines(sheet: Sheet) -> Iterator[_Line]:
    """Iterate over the values of every column and row, in order, with what each is of."""
    columns = numeric(sheet)
    rows = [(row, plain(row.label or row.name)) for row in sheet.table.rows]
    for column in columns:
        yield [(name, value) for row, name in rows if (value := sheet.at(row, column)) is not None]
    heads = [(column, plain(header(column))) for column in columns]
    for row in sheet.table.rows:
        yield [(name, value) for column, name in heads if (value := sheet.at(row, column)) is not None]


def _picked(number: Number, line: _Line, told: str) -> bool:
    """Whether a figure is that of another place which the text names: 甲、乙、丁，分别占… passes over the row of 丙."""
    return any(
        len(name) >= SHORTEST_LABEL and name in told and same_value(number.known, cell)
        for name, cell in line
        if cell.unit.dimension == number.dimension
    )


def _judged(facts: Facts, run: Sequence[Number], lines: Sequence[_Line], told: str) -> Iterator[Outcome]:
    wrong: list[tuple[Number, Stated]] = []
    for named in lines:
        line = [cell for _, cell in named]
        for start in range(len(line) - len(run) + 1):
            window = line[start : start + len(run)]
            if any(
                each.known.unit.dimension != cell.unit.dimension
                for each, cell in zip(run, window, strict=True)
            ):
                continue
            misses = [
                (each, cell)
                for each, cell in zip(run, window, strict=True)
                if not same_value(each.known, cell)
            ]
            if not misses:
                if _firm(window):
                    pairs = zip(run, window, strict=True)
                    yield from (judged(facts, _same(each, cell)) for each, cell in pairs)
                return
            kept = [cell for cell in window if all(cell is not miss for _, miss in misses)]
            firm = len({cell.printed.value for cell in kept}) >= _LEAST - 1 and _firm(kept)
            if len(misses) == 1 and firm and not _picked(misses[0][0], named, told):
                wrong.extend(misses)
    if len({id(cell.mention) for _, cell in wrong}) == 1:
        number, cell = wrong[0]
        yield judged(facts, _same(number, cell))


def _same(number: Number, cell: Stated) -> Relation:
    return compared(rule(NAME, TITLE), number.known, tree.Relation.EQUAL, cell)


def _firm(kept: Sequence[Stated]) -> bool:
    """Whether the figures that agree do so by more than chance."""
    return sum(min(digits(cell), MEANT) for cell in kept) >= 2 * (MEANT - 1)
