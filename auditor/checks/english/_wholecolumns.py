"""English: the column of totals that a comparison of rows means where its words name no kind: more inspections, of all kinds together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import terms
from auditor.checks.common.tables import header

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.checks.common.tables import Sheet
    from auditor.report.model import Column

_PARTED = re.compile(r"\s(?:by|per|in|for|and|with|at|to|from|as)\s|[,:;(]")
_TOTAL = re.compile(r"(?i:(?:grand )?totals?|all(?: [a-z]+)?|overall)")


def all_told(columns: Sequence[Column], words: str) -> Sequence[Column]:
    """Return the total of columns under one head, where words name the head and none of its columns: more inspections, of all kinds."""
    whole = [each for each in columns if len(each.path) > 1 and _TOTAL.fullmatch(each.path[-1].strip())]
    if len(whole) != 1 or len({each.path[:-1] for each in columns}) != 1:
        return columns
    told = terms(words) - terms(" ".join(whole[0].path[:-1]))
    named = any(terms(each.path[-1]) & told for each in columns if each is not whole[0])
    return columns if named else whole


def of_caption(sheet: Sheet, noun: str, columns: Sequence[Column]) -> Sequence[Column]:
    """Return the one total of a table whose caption begins with what is counted: more inspections, of Inspections by region and type."""
    about = terms(_PARTED.split(sheet.table.caption or "")[0])
    whole = [each for each in columns if _TOTAL.fullmatch(header(each).strip())]
    return whole if len(whole) == 1 and terms(noun) and terms(noun) <= about else ()
