"""The numbers by which a report refers to its tables: 表 3, 附表 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re

if TYPE_CHECKING:
    from auditor.checks.common.tables import Sheet

_CAPTION = re.compile(r"(?:附表|附件|表)[0-9]+(?:-[0-9]+)?")


def numbers_of(sheet: Sheet) -> set[str]:
    """Return the numbers that a table is referred to by, without blanks: its own, and the one that its caption begins with."""
    number, caption = (
        re.sub(r"\s", "", text or "")
        for text in (sheet.table.number, sheet.table.caption or sheet.table.name)
    )
    found = _CAPTION.match(caption)
    return {each for each in (number, found and found.group()) if each}
