"""How severe an outcome is, and why it is softer than its rule says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.findings import Severity, Verdict

if TYPE_CHECKING:
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Report

ROUNDING_NOTE_ULPS = 2
"""Where the report prints a rounding note, so many last places beyond rounding are a warning only."""


def severity_of(report: Report, outcome: Outcome) -> tuple[Severity, str | None] | None:
    """Return severity and the reason of a softening (`one-last-place`, `rounding-note`), None for no finding."""
    if outcome.verdict is Verdict.ROUNDING_GAP:
        return outcome.rule.gap_level, None
    if outcome.verdict is not Verdict.DISCREPANCY:
        return None
    level = outcome.rule.level
    if level is not Severity.ERROR:
        return level, None
    if outcome.softened is not None:
        return Severity.WARNING, outcome.softened
    decision = outcome.decision
    little = (
        decision is not None and decision.beyond is not None and 0 <= decision.beyond <= ROUNDING_NOTE_ULPS
    )
    if little and _noted(report, outcome):
        return Severity.WARNING, "rounding-note"
    return level, None


def _noted(report: Report, outcome: Outcome) -> bool:
    tables = {item.location.table for item in outcome.evidence} - {None}
    for note in report.notes:
        if note.kind != "rounding":
            continue
        if not note.tables:
            return True
        named = {table.id for word in note.tables for table in report.tables_called(word)}
        if named & tables:
            return True
    return False


_SOFTENED = {
    "one-last-place": ("两处只差末位一个单位，降为应核实", "the two differ by one unit of the last place: lowered to a warning"),
    "far-off": ("相差很远而又看不出笔误或抄录的痕迹，更可能是读错了关系，降为提示", "far off, and no slip or copy explains it: the relation was more likely misread, lowered to a note"),
    "rounding-note": ("报告注明四舍五入有偏差，且超出不过两个末位，降为应核实", "the report prints a rounding note and the excess is at most two last places: lowered to a warning"),
}  # fmt: skip


def softening(code: str | None, language: str) -> str | None:
    """Return why a severity was lowered, in words."""
    if code is None:
        return None
    zh, en = _SOFTENED[code]
    return zh if language == "zh" else en
