"""The days of a block in the order of the text, each with where its words end: at the next day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.report.blocks import Block, NumberKind, Occurrence

if TYPE_CHECKING:
    from collections.abc import Iterator


def days_told(block: Block, but: re.Pattern[str] | None = None) -> Iterator[tuple[Occurrence, int]]:
    """Iterate over the days and years, without those whose text, blanks left out, is one of `but`."""
    days = sorted(
        (
            each
            for each in block.occurrences
            if each.kind is NumberKind.DATE
            and not (but is not None and but.fullmatch(re.sub(r"\s", "", each.text)))
        ),
        key=lambda each: each.span.start,
    )
    ends = [*(each.span.start for each in days[1:]), len(block.text)]
    yield from zip(days, ends, strict=False)
