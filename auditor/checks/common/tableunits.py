"""A table whose unit is misprinted: whatever the text tells of its cells is as many times as much, and that is one error.

单位：万元 above amounts that are yuan makes every sentence about the table differ from it by the same factor. A reader is told once,
at the unit, and not at each of the sentences.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.contradicted import told_of_table
from auditor.checks.common.relations import evidence_of_words, rule, said
from auditor.checks.common.tables import sheets
from auditor.findings import Severity, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.findings import Evidence

NAME = "scale-slipped"
TITLE = {"zh": "数字相同而单位或小数点不同", "en": "an amount prints another one's digits in another scale"}
_SEVERAL = 3
_BACK = 3
_SCALES = tuple(Fraction(10) ** power for power in (3, -3, 4, -4, 6, -6, 8, -8))
_NEAR = Fraction(1, 100)
_UNIT = re.compile(
    r"(?:单\s*位\s*[:：]\s*(?:人民币)?|[（(])(?P<unit>[千万亿]?元|[$£€]\s?(?:k|m|bn|thousand|million|billion|000))"
)


def one_unit(facts: Facts, outcomes: Sequence[Outcome]) -> Iterator[Outcome]:
    """Iterate over outcomes, with those that differ from a table by one factor, if they are several, as one of its unit."""
    found: dict[tuple[str, Fraction], list[Outcome]] = {}
    held: dict[str, int] = {}
    for each in outcomes:
        _, table = told_of_table(each) or (None, None)
        scale = _scale(each) if table is not None else None
        if table is not None and scale is not None:
            found.setdefault((table, scale), []).append(each)
        elif table is not None and each.verdict.consistent:
            held[table] = held.get(table, 0) + 1
    tables = {sheet.table.id: sheet for sheet in sheets(facts)} if found else {}
    taken: set[int] = set()
    for (table, scale), several in found.items():
        place = _unit_of(facts, tables[table]) if table in tables else None
        if len(several) >= _SEVERAL and held.get(table, 0) < len(several) and place is not None:
            taken.update(map(id, several))
            yield _misprinted(tables[table], scale, several, place)
    yield from (each for each in outcomes if id(each) not in taken)


def _misprinted(sheet: Sheet, scale: Fraction, several: Sequence[Outcome], place: Evidence) -> Outcome:
    times = max(scale, 1 / scale).numerator
    title = sheet.table.caption or sheet.table.name or sheet.table.id
    zh = f"“{title}”的单位写“{place.text}”，而正文与表中 {len(several)} 处数字相同，数值都相差 {times:,} 倍"
    en = f"the unit of {title} is given as {place.text}, and {len(several)} figures of the text with the same digits all differ from it {times:,} times"
    told = [item for each in several for item in each.evidence if item.location.table is None]
    return said(rule(NAME, TITLE, Severity.ERROR), zh, en, [place, *told])


def _scale(outcome: Outcome) -> Fraction | None:
    """Return by which power of ten two values differ whose digits are the same, or None."""
    decision = outcome.decision
    if outcome.verdict is not Verdict.DISCREPANCY or decision is None or not decision.computed:
        return None
    if decision.gap is None:
        return None
    ratio = (decision.computed + decision.gap) / decision.computed
    return next((each for each in _SCALES if abs(ratio / each - 1) <= _NEAR), None)


def _unit_of(facts: Facts, sheet: Sheet) -> Evidence | None:
    """Return the words that give the unit of a table, in its caption or on a line above it."""
    if sheet.block is None:
        return None
    at = sheet.block.index
    for block in reversed(facts.report.blocks[max(0, at - _BACK) : at + 1]):
        found = _UNIT.search(block.text) if block.index < at or block.text.startswith("单") else None
        if found is not None:
            return evidence_of_words(block, found.start("unit"), found["unit"], "单位")
    return None
