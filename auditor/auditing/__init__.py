"""From outcomes to findings: how severe, in which words, and which belong to one cause."""

from auditor.auditing.grouping import findings_of

__all__ = ["findings_of"]
