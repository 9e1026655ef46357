"""The numbers by which a report refers to its tables: 表 3, 附表 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re

if TYPE_CHECKING:
    from auditor.checks.common.tables import Sheet

_CAPTION = re.compile(r"\s*(?:附表|附件|表)\s*[0-9]+(?:-[0-9]+)?")


def numbers_of(sheet: Sheet) -> set[str]:
    """Return the numbers that a table is referred to by, without blanks: its own, and the one that its caption begins with."""
    # 表 2 2024 年度预算: the blank behind the number parts it from the year.
    found = _CAPTION.match(sheet.table.caption or sheet.table.name or "")
    told = (sheet.table.number, found and found.group())
    return {re.sub(r"\s", "", each) for each in told if each}
