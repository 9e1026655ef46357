"""What a reader hands over: blocks without their numbers, in reading order."""

from __future__ import annotations

import attrs

from auditor.extraction.text.grid import Grid
from auditor.extraction.text.mapped import EMPTY, Mapped
from auditor.report.blocks import BlockKind, Revision
from auditor.source import Location


@attrs.define(kw_only=True, eq=False)
class Draft:
    """One block as read. `place` holds what the block's text itself cannot tell: sheet, block number."""

    kind: BlockKind
    text: Mapped = EMPTY
    level: int = 0
    grid: Grid | None = None
    place: Location = attrs.field(factory=Location)
    revisions: tuple[Revision, ...] = ()
    remark: str = ""
