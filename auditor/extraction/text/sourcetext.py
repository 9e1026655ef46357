"""The source of a document's characters: where an offset stands, and a quotation around it."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

import attrs

from auditor import records
from auditor.extraction.text.boxes import Boxes, box_text
from auditor.extraction.text.mapped import INSERTED, Mapped, runs_of
from auditor.report.blocks import Runs
from auditor.report.derived import AROUND, LONGEST
from auditor.source import LineIndex, Location


@attrs.define(eq=False)
class SourceText:
    """A text whose offsets are origins. `lined` is false where lines are no places of the document."""

    text: str
    lined: bool = True
    pages: list[int | None] = attrs.field(factory=list)
    boxes: Boxes | None = None
    inserted: Sequence[tuple[int, int, str]] = ()
    """Stretches put in with change tracking on, in order, with who did and when."""
    _index: LineIndex = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        """Index the lines once."""
        self._index = LineIndex(self.text)

    def runs(self, mapped: Mapped) -> Runs:
        """Return the unbroken stretches of `mapped`."""
        runs = runs_of(mapped, self._index, self.pages)
        if self.lined:
            return runs
        start = runs[0].column - runs[0].start + mapped.lead if runs else 0
        return Runs(records.evolve(run, line=None, column=run.column - start + 1) for run in runs)

    def locate(self, mapped: Mapped, start: int, end: int, base: Location) -> Location:
        """Return the place of `mapped[start:end]`, with what `base` tells about its block."""
        origins = [at for at in mapped.origins[start:end] if at != INSERTED]
        if not origins:
            return base
        line, column = self._index.position(origins[0])
        quote = self._quote(origins[0], min(origins[-1] + 1, origins[0] + LONGEST))
        page = self.pages[line] if line < len(self.pages) else base.page
        if self.boxes:
            box = self._box(origins) or base.box
            return records.evolve(base, box=box, quote=quote, page=page)
        if not self.lined:
            # A piece of a block has the block's place, and says in its range where it begins there.
            shift = (int(base.range.partition("-")[0]) if base.range else 0) - mapped.lead
            revision = self._revision(origins[0], origins[-1] + 1) if self.inserted else None
            left, right = start + mapped.taken_before(start), end + mapped.taken_before(end - 1)
            reach = f"{max(left + shift, 0)}-{right + shift}"
            return records.evolve(base, range=reach, quote=quote, page=page, revision=revision)
        return records.evolve(base, line=line, column=column, quote=quote, page=page)

    def _revision(self, start: int, end: int) -> str | None:
        """Return who put in any of the characters from `start` to `end`."""
        at = bisect.bisect_right(self.inserted, start, key=lambda each: each[1])
        if at < len(self.inserted) and self.inserted[at][0] < end:
            return self.inserted[at][2]
        return None

    def _box(self, origins: list[int]) -> tuple[str, ...] | None:
        """Return the box of the characters that stand on the first one's line, in points."""
        line = self._index.position(origins[0])[0]
        found = [
            box
            for at in origins
            if self.boxes is not None
            if (box := self.boxes[at]) is not None and self._index.position(at)[0] == line
        ]
        if not found:
            return None
        edges = (
            min(b[0] for b in found),
            min(b[1] for b in found),
            max(b[2] for b in found),
            max(b[3] for b in found),
        )
        return box_text(edges)

    def _quote(self, start: int, end: int) -> str:
        low = max(self.text.rfind("\n", 0, start) + 1, start - AROUND)
        stop = self.text.find("\n", start)
        stop = len(self.text) if stop < 0 else stop
        return self.text[low : min(stop, end + AROUND)].strip(" \r\f\t")
