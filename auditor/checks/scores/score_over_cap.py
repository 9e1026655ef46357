"""Scores that exceed what they can be: above their weight, above a cap, or weights that miss the full mark."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Stated, exactly, paragraphs
from auditor.checks.common.relations import (
    compared,
    judged,
    rule,
    said,
)
from auditor.checks.common.tables import Sheet, header, sheets
from auditor.checks.scores._heads import weight_of
from auditor.checks.scores._overlimit import afar, beyond_full, in_text
from auditor.checks.scores._scale import FULL_MARK
from auditor.checks.scores._scorelimits import beyond_limits
from auditor.checks.scores._system import score_columns
from auditor.evaluation.evidence import evidence_of
from auditor.findings import Evidence, Verdict
from auditor.language import tree
from auditor.report.model import Column, Role, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "score-over-cap"
TITLE = {
    "zh": "得分超过上限，或权重合计不符",
    "en": "a score above its cap, or weights that miss the full mark",
}
_LIMIT = re.compile(
    r"(?i:limit|limited to|max(?:imum|\.)?|up to|at most|capped at|cap)(?: of|:)?\s*(?P<n>[0-9]+(?:\.[0-9]+)?)(?: (?:points?|marks?))?"
)
_LIST = 3
_EXTRA = 20


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge score tables row by row, and sentences that list weights and scores."""
    for sheet in sheets(facts):
        weight, scores = weight_of(sheet), score_columns(sheet)
        if len(scores) == 1:
            yield from _limited(facts, sheet, scores[0])
        if weight is None and len(scores) == 1:
            yield from _beyond(sheet, scores[0])
        if weight is not None:
            for score in scores:
                yield from _rows(facts, sheet, weight, score)
    info = rule(NAME, TITLE)
    for judge in (in_text, afar, beyond_full):
        yield from judge(info, facts)
    yield from beyond_limits(info, paragraphs(facts))


def _rows(facts: Facts, sheet: Sheet, weight: Column, score: Column) -> Iterator[Outcome]:
    info = rule(NAME, TITLE)
    found: list[Outcome] = []
    for row in sheet.table.rows:
        if row.role is Role.TOTAL or not re.search(r"[^\W_]", row.label or row.name):
            continue  # a row without a name was hardly read as it is printed
        got = sheet.at(row, score)
        full = sheet.at(row, weight) or _bound(facts, sheet, row, weight)
        # A weight of 15 % and 13.5 points are told on two scales.
        if (
            got is None
            or full is None
            or full.printed.value == 0  # what has no weight is given on top
            or (got.unit.dimension == "ratio") is not (full.unit.dimension == "ratio")
        ):
            continue
        if re.search(r"总分|最终|合计|总计|\b[Bb]onus\b|\b[Ee]xtra\b", row.label or row.name):
            continue
        # A weight is set and not measured: 5.25 of 5 is no rounding.
        found.append(judged(facts, compared(info, got, tree.Relation.AT_MOST, exactly(full))))
    # Scores out of a hundred beside weights: most are above them.
    if sum(1 for each in found if not each.verdict.consistent) * 2 <= max(len(found), 2):
        yield from found


def _limited(facts: Facts, sheet: Sheet, score: Column) -> Iterator[Outcome]:
    """Judge the rows that print the limit of their points in words: Bonus | limit 2 | 3.00."""
    cells = sheet.block.cells if sheet.block is not None else ()
    for row in sheet.table.rows:
        got = sheet.at(row, score)
        told = [
            found
            for each in cells
            if each.location.row == row.name and (found := _LIMIT.fullmatch(each.text.strip()))
        ]
        if got is None or len(told) != 1:
            continue
        evidence = [evidence_of(facts, got.figure, got.mention, "stated")]
        if got.printed.numeral.value <= Fraction(told[0]["n"]):
            yield said(rule(NAME, TITLE), "", "", evidence, Verdict.EXACT)
            continue
        zh = f"得分 {got.mention.text}，超过上限 {told[0]['n']}"
        yield said(
            rule(NAME, TITLE), zh, f"{got.mention.text} is above the limit of {told[0]['n']}", evidence
        )


def _beyond(sheet: Sheet, score: Column) -> Iterator[Outcome]:
    """Judge a column of whole scores, none of which but one is above the full mark: 935.0 among 96.0 and 88.4."""
    cells = [(row, cell) for row in sheet.details if (cell := sheet.at(row, score)) is not None]
    over = [(row, cell) for row, cell in cells if cell.printed.numeral.value > FULL_MARK]
    # 103 points may be those of extra ones; a thousand and more are no points.
    least, most = FULL_MARK + _EXTRA, FULL_MARK * 10
    if len(over) != 1 or len(cells) <= _LIST or not least < over[0][1].printed.numeral.value <= most:
        return
    row, cell = over[0]
    others = [each.printed.numeral.value for _, each in cells if each is not cell]
    if min(others) * 2 < FULL_MARK:
        return  # points that are told of several full marks
    name = row.label or row.name
    zh = f"“{name}”{header(score)}写 {cell.mention.text}，超过 {FULL_MARK}，而其余各行均不超过 {FULL_MARK}"
    en = f"{name} scores {cell.mention.text}, and no other row more than {FULL_MARK}"
    text, place = cell.mention.text, cell.mention.location
    item = Evidence(key=cell.figure.key, label=name, role="stated", text=text, unit="", location=place)
    yield said(rule(NAME, TITLE), zh, en, [item])


def _bound(facts: Facts, sheet: Sheet, row: Row, column: Column) -> Stated | None:
    """Return the cap that a weight of ≤3 states."""
    cell = facts.report.cells.get(sheet.printed(row, column.name))
    if cell is None:
        return None
    figure, mention = cell
    printed = facts.steps.printed(figure, mention)
    if printed is None or printed.numeral.bound not in {"≤", "<"}:
        return None
    return Stated(figure, mention, printed)
