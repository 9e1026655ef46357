"""Which indicator a stretch of the draft is about: what is said there stands in that indicator's own section."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

import attrs

from auditor import records
from auditor.binding.sentences import CODE, stretches
from auditor.binding.stream import Stream

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.binding.declarations import Figures
    from auditor.binding.sentences import Hit


@records.frozen
class Owners:
    """The stretches of a stream that open at an indicator's code, in order, each with its end and code."""

    _stream: Stream
    _starts: tuple[int, ...]
    _ends: tuple[int, ...]
    _codes: tuple[str, ...]

    @classmethod
    def of(cls, stream: Stream, sources: Sequence[Figures]) -> Owners:
        """Return the stretches that the sentences of `sources` declare."""
        found = sorted(
            {
                (stretch.start, stretch.end, stretch.values[CODE])
                for figures in sources
                for region in figures.regions
                if region.each and not region.table and f"<{CODE}>" in region.each
                for stretch in stretches(stream, figures, region)
            }
        )
        starts, ends, codes = zip(*found, strict=True) if found else ((), (), ())
        return cls(stream, starts, ends, codes)

    def put(self, hit: Hit) -> Hit:
        """Return `hit` with the indicator in whose stretch it stands; cells and other indicators keep theirs."""
        at = bisect.bisect_right(self._starts, hit.start) - 1
        if hit.inner or hit.cell is not None or at < 0 or hit.start >= self._ends[at]:
            return hit
        # Where the words that end a region are missing, its last stretch goes on into the next annex.
        if self._part(hit.start) != self._part(self._starts[at]):
            return hit
        # The name of a group stands between its indicators.
        own = hit.key.partition(".")[0]
        if own.isalnum() and own[0].isascii() and own != self._codes[at]:
            return hit
        return attrs.evolve(hit, inner=self._codes[at])

    def _part(self, at: int) -> tuple[str, ...]:
        return self._stream.place(at)[0].section[:1]
