"""auditor: the review of a report's figures as code.

from auditor import check, read_report

audit = check(read_report("reports/qitai-2023.json"))
for finding in audit.findings:
print(finding.severity, finding.messages["en"])
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditor import version

if TYPE_CHECKING:
    from auditor.api import check, load_rules, read_report
    from auditor.findings import Audit, Finding, Severity, Verdict
    from auditor.language.rulebook import Rulebook
    from auditor.report import Report

__version__ = version.PROGRAM

_HOMES = {
    "check": "auditor.api",
    "load_rules": "auditor.api",
    "read_report": "auditor.api",
    "Audit": "auditor.findings",
    "Finding": "auditor.findings",
    "Severity": "auditor.findings",
    "Verdict": "auditor.findings",
    "Rulebook": "auditor.language.rulebook",
    "Report": "auditor.report",
}

__all__ = [
    "Audit",
    "Finding",
    "Report",
    "Rulebook",
    "Severity",
    "Verdict",
    "check",
    "load_rules",
    "read_report",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the names above, loaded when first used
    """Load a public name when it is first used, so that importing the package costs nothing."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    import importlib  # noqa: PLC0415 - see above

    return getattr(importlib.import_module(_HOMES[name]), name)
