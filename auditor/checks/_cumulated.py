"""Columns headed 累计: what had come together in the row above, and what this row adds."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor.checks._relations import ONE, Weighted, near_sum
from auditor.checks._tables import Sheet, header, is_rate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks._numbers import Stated
    from auditor.report.model import Column


def cumulated(
    sheet: Sheet, columns: Sequence[Column], learned: int
) -> Iterator[tuple[Stated, list[Weighted]]]:
    """Iterate over the cells of cumulated columns and the two that make them up."""
    for total in columns:
        if "累计" not in header(total) or is_rate(sheet, total):
            continue
        for added in columns:
            if added is total or is_rate(sheet, added):
                continue
            rows = [
                (whole, sheet.at(above, total), part)
                for above, row in itertools.pairwise(sheet.details)
                if (whole := sheet.at(row, total)) is not None and (part := sheet.at(row, added)) is not None
            ]
            cells = [
                (whole, [(ONE, before), (ONE, part)]) for whole, before, part in rows if before is not None
            ]
            kept = sum(1 for whole, parts in cells if near_sum(whole, parts))
            # One wrong total breaks two rows: its own and the one below.
            if kept and len(cells) >= learned and (len(cells) - kept <= 1 or len(cells) - kept * 2 <= 1):
                yield from cells
                break
