"""The report: figures with their mentions, tables, notes, and how to look them up."""

from auditor.report.model import (
    Column,
    Document,
    Figure,
    Mention,
    Note,
    Places,
    Report,
    Role,
    Row,
    Table,
)
from auditor.report.printed import Printed

__all__ = [
    "Column",
    "Document",
    "Figure",
    "Mention",
    "Note",
    "Places",
    "Printed",
    "Report",
    "Role",
    "Row",
    "Table",
]
