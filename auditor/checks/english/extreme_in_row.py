"""English: a place that a sentence says has the highest or lowest figure, and that has not in the table.

`Satisfaction was highest in Central Plains (76.6 per cent) and lowest in Eastern Hills (70.4 per cent)`: the column is
the one of a table near by that prints the figure as its highest, or in the row named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import sentences
from auditor.checks.common.nearby import nearby
from auditor.checks.common.numbers import paragraphs
from auditor.checks.common.relations import evidence_at, evidence_of_words, rule, said
from auditor.checks.common.tables import as_percent, header, numeric, same_value, sheets
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.numbers import Number, Stated
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "extreme-in-row"
TITLE = {"zh": "最值所在与表中数据不符", "en": "the highest or lowest figure is not in the row named"}
_SAID = re.compile(
    r"\b(?P<most>highest|largest|greatest|lowest|smallest) (?:in|for|at|among) (?:the )?(?P<row>[A-Z0-9][^.;:()]{1,48}?)(?: region| district| county)?,?\s*(?:\(|at |with )\s*[$€£]?\s*$"
)
_SMALL = frozenset({"lowest", "smallest"})
_NEAR = 8
_FEWEST = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the extremes whose figure stands beside them."""
    tables = nearby(sheet for sheet in sheets(facts) if len(sheet.details) >= _FEWEST)
    for paragraph in paragraphs(facts):
        near = tables.near(paragraph.block.index, _NEAR)
        for sentence in sentences(paragraph):
            for number in sentence.numbers:
                found = _SAID.search(sentence.before(number)) if number.stated else None
                if found is not None:
                    yield from _judged(sentence, number, found, near)


def _judged(sentence: Sentence, number: Number, found: re.Match[str], near: list[Sheet]) -> Iterator[Outcome]:
    name = found["row"].strip().casefold()
    small = found["most"] in _SMALL
    judged: list[tuple[str, bool]] = []
    for sheet in near:
        labels = {row.name: (row.label or row.name).strip().casefold() for row in sheet.details}
        if name not in labels.values():
            continue
        for column in numeric(sheet):
            cells: list[tuple[Stated, str]] = [
                (value, labels[row.name])
                for row in sheet.details
                if (cell := sheet.at(row, column)) is not None
                for value in (as_percent(cell, header(column)),)
                if value.unit.dimension == number.known.unit.dimension
            ]
            if len(cells) < _FEWEST:
                continue
            order = sorted(cells, key=lambda cell: cell[0].printed.value, reverse=not small)
            best = [label for value, label in cells if value.printed.value == order[0][0].printed.value]
            own = next((value for value, label in cells if label == name), None)
            if same_value(number.known, order[0][0]) or (own is not None and same_value(number.known, own)):
                judged.append((best[0], name in best))
    if len(judged) != 1:
        return
    best_row, right = judged[0]
    block, start = sentence.paragraph.block, sentence.start + found.start("row")
    evidence = [
        evidence_of_words(block, start, found["row"], "row"),
        evidence_at(block, number.occurrence),
    ]
    if right:
        yield said(rule(NAME, TITLE), "", "", evidence, Verdict.EXACT)
        return
    zh = f"称“{found['row']}”{'最低' if small else '最高'}，而表中为“{best_row}”"
    en = f"'{found['row']}' is said to be {found['most']}, and in the table it is '{best_row}'"
    yield said(rule(NAME, TITLE), zh, en, evidence)
