"""How much of a document was understood: every number counted by what it is, and listed on request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from auditor import records
from auditor.report.blocks import BlockKind, NumberKind, Occurrence, occurrences

if TYPE_CHECKING:
    from auditor.report.model import Report


@records.frozen
class Coverage:
    """Counts of numbers by kind, of figures with a label and in tables, and of unplaced fragments."""

    total: int
    kinds: Mapping[NumberKind, int]
    labelled: int
    in_tables: int
    tables: int
    fragments: int


def coverage(report: Report) -> Coverage:
    """Count the numbers of a report that was read from a document. Stated texts are no numbers."""
    kinds: Counter[NumberKind] = Counter()
    labelled = in_tables = 0
    for _, item in occurrences(report.blocks):
        kinds[item.kind] += 1
        if item.kind is NumberKind.FIGURE:
            labelled += item.label is not None
            in_tables += item.location.col is not None
    return Coverage(
        total=sum(count for kind, count in kinds.items() if kind is not NumberKind.TEXT),
        kinds={kind: kinds.get(kind, 0) for kind in NumberKind},
        labelled=labelled,
        in_tables=in_tables,
        tables=len(report.tables),
        fragments=sum(1 for block in report.blocks if block.kind is BlockKind.FRAGMENT),
    )


def listed(report: Report, *kinds: NumberKind) -> Iterator[Occurrence]:
    """Iterate over the numbers of the given kinds, all where none is given, in reading order."""
    for _, item in occurrences(report.blocks):
        if not kinds or item.kind in kinds:
            yield item
