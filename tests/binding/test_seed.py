"""The real report: nearly all of its hand-made file is found in the draft, and the audit says the same."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from auditor import api
from auditor.findings import Audit, Severity
from benchmarks.binding import compare, places

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("AUDITOR_SHARED") or ROOT.parent / "shared")
SOURCE = SHARED / "seed" / "report.txt"
pytestmark = pytest.mark.skipif(not SOURCE.is_file(), reason="../shared/seed/report.txt is not here")
LEAST = 0.98


def serious(audit: Audit) -> set[tuple[str, str]]:
    """Return rule and first key of every error and warning."""
    return {
        (each.rule, each.figures[0].key if each.figures else "")
        for each in audit.findings
        if each.severity in {Severity.ERROR, Severity.WARNING}
    }


def test_nearly_all_mentions_are_found_at_their_places() -> None:
    wanted = places(api.read_report(ROOT / "reports" / "qitai-2023.json"))
    bound = api.bound(api.read_report(SOURCE), api.load_rules())
    found = places(bound)
    assert len(found & wanted) >= LEAST * len(wanted)
    keys = {place[0] for place in wanted}
    assert not [place for place in found - wanted if place[0] in keys]


def test_the_audit_of_the_draft_finds_what_the_audit_of_the_file_finds() -> None:
    draft = api.check(api.read_report(SOURCE))
    report = api.check(api.read_report(ROOT / "reports" / "qitai-2023.json"))
    assert serious(draft) == serious(report)


def test_the_benchmark_runs() -> None:
    lines = compare(api.read_report(SOURCE), api.read_report(ROOT / "reports" / "qitai-2023.json"))
    assert any(line.startswith("share") for line in lines)
