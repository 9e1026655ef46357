"""The result as JSON: one object a report, several reports as JSON Lines; the contract for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import attrs

from auditor import version
from auditor.findings import (
    Audit,
    Consequence,
    Evidence,
    Finding,
    Reading,
    Severity,
    Suspect,
    Unchecked,
    Verdict,
)
from auditor.renderings import Audited, Failure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.source import Location

SCHEMA_VERSION: Final = "1"
MACHINE: Final = True


def render(results: Sequence[Audited], language: str) -> str:
    """Return one indented object for one report, one line each for several."""
    objects = [_failure(each) if isinstance(each, Failure) else _audit(each, language) for each in results]
    if len(objects) == 1:
        return json.dumps(objects[0], ensure_ascii=False, indent=1) + "\n"
    return "".join(json.dumps(each, ensure_ascii=False, separators=(",", ":")) + "\n" for each in objects)


def _failure(failure: Failure) -> dict[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": _tool(),
        "inputs": {"report": {"name": failure.name}},
        "status": "error",
        "exit": failure.exit,
        "problems": list(failure.problems),
    }


def _tool() -> dict[str, str]:
    return {"name": "auditor", "version": version.PROGRAM, "language": version.LANGUAGE}


def _audit(audit: Audit, language: str) -> dict[str, Any]:
    status = "findings" if audit.open else "clean" if audit.complete else "incomplete"
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": _tool(),
        "inputs": {
            "report": {"name": audit.report.name, "sha256": audit.report.sha256},
            "rules": [{"name": rule.name, "sha256": rule.sha256} for rule in audit.rules],
            **({"unread_rules": list(audit.unread_rules)} if audit.unread_rules else {}),
        },
        "status": status,
        "complete": audit.complete,
        **({"broken": [attrs.asdict(each) for each in audit.broken]} if audit.broken else {}),
        "score": attrs.asdict(audit.score),
        "reading": None if audit.reading is None else _reading(audit.reading),
        "counts": _counts(audit),
        "findings": [_finding(finding, language) for finding in audit.open],
        "not_checkable": [_unchecked(item) for item in audit.not_checkable],
        "not_applicable": [_unchecked(item) for item in audit.not_applicable],
        "judgement": [_unchecked(item) for item in audit.judgement],
        "unruled": [_evidence(item) for item in audit.unruled],
        "accepted": [
            _finding(finding, language) for finding in audit.findings if finding.accepted is not None
        ],
    }


def _reading(reading: Reading) -> dict[str, Any]:
    return {
        "numbers": reading.total,
        "kinds": dict(reading.kinds),
        "tables": reading.tables,
        "fragments": reading.fragments,
        "unread": [
            {"text": each.text, "reason": each.reason, "location": _location(each.location)}
            for each in reading.unread
        ],
        "remarks": [dict(each) for each in reading.remarks],
    }


def _counts(audit: Audit) -> dict[str, int]:
    severities = audit.severities()
    return {
        "rules": audit.rule_count,
        "mentions": audit.mention_count,
        "checked_mentions": audit.checked_mentions,
        **{verdict.value: audit.verdicts.get(verdict, 0) for verdict in Verdict},
        **{severity.value: severities.get(severity, 0) for severity in Severity},
        "not_applicable": len(audit.not_applicable),
        "judgement": len(audit.judgement),
    }


def _unchecked(item: Unchecked) -> dict[str, Any]:
    return {
        "rule": item.rule,
        "reason": item.reason,
        "required": item.required,
        "figures": list(item.figures),
    }


def _finding(finding: Finding, language: str) -> dict[str, Any]:
    return {
        "id": finding.id,
        "value_digest": finding.value_digest,
        "rule": finding.rule,
        "title": finding.title,
        "verdict": finding.verdict.value,
        "severity": finding.severity.value,
        "message": finding.messages.get(language, ""),
        "messages": dict(finding.messages),
        "source": finding.source,
        "figures": [_evidence(item) for item in finding.figures],
        "computed": finding.computed,
        "interval": None if finding.interval is None else list(finding.interval),
        "gap": finding.gap,
        "gap_ulp": finding.gap_ulp,
        "trace": finding.trace,
        "softened": finding.softened,
        "remarks": list(finding.remarks),
        "suspects": [_suspect(item) for item in finding.suspects],
        "impact": dict(finding.impact),
        "consequences": [_consequence(item) for item in finding.consequences],
        "accepted": None if finding.accepted is None else attrs.asdict(finding.accepted),
    }


def _evidence(item: Evidence) -> dict[str, Any]:
    return {
        "key": item.key,
        "label": item.label,
        "role": item.role,
        "value": item.value,
        "text": item.text,
        "unit": item.unit,
        "step": item.step,
        "lent": item.lent or None,
        "location": _location(item.location),
    }


def _location(place: Location) -> dict[str, Any]:
    return attrs.asdict(place)


def _suspect(item: Suspect) -> dict[str, Any]:
    return {
        "key": item.key,
        "location": _location(item.location),
        "confidence": item.confidence,
        "cause": item.cause,
        "suggested": item.suggested,
    }


def _consequence(item: Consequence) -> dict[str, Any]:
    return {
        "rule": item.rule,
        "verdict": item.verdict.value,
        "figures": [_evidence(each) for each in item.figures],
        "computed": item.computed,
        "gap": item.gap,
        "trace": item.trace,
    }
