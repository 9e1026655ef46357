"""The draft as one run of text, blanks evened out, with the way back to every character's block."""

from __future__ import annotations

import bisect
import itertools
from array import array
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.extraction.text.characters import fold
from auditor.report.blocks import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.binding.patterns import Matcher


_WORD = re.compile(r"\S+")
_TRIAL = 4
"""Matching at one place costs as much as looking past so many characters."""


@records.frozen(eq=False)
class Stream:
    """`text` with single blanks; `blocks` and `offsets` tell each character's place.

    `bare` is the text without blanks, `places` where each of its characters stands in `text`. They are arrays: a long draft
    has millions of characters, and a number of Python is ten times as large as one of an array.
    """

    text: str
    blocks: tuple[Block, ...]
    indices: array[int]
    offsets: array[int]
    bare: str
    places: array[int]
    _known: dict[str, list[int]] = attrs.field(init=False, factory=dict)

    @classmethod
    def of(cls, blocks: tuple[Block, ...]) -> Stream:
        """Return the text of `blocks` without page furniture."""
        words: list[str] = []
        indices, offsets, places = (array("i") for _ in range(3))
        for at, block in enumerate(blocks):
            if block.kind is BlockKind.FURNITURE:
                continue
            for found in _WORD.finditer(fold(block.text)):
                start, end = found.span()
                if words:  # the blank before it
                    indices.append(at)
                    offsets.append(start)
                places.extend(range(len(indices), len(indices) + end - start))
                indices.extend(itertools.repeat(at, end - start))
                offsets.extend(range(start, end))
                words.append(found.group())
        return cls(" ".join(words), blocks, indices, offsets, "".join(words), places)

    def place(self, at: int) -> tuple[Block, int]:
        """Return the block and offset of the character at `at`."""
        return self.blocks[self.indices[at]], self.offsets[at]

    def sheet_end(self, at: int) -> int:
        """Return where the sheet of a workbook ends that the character at `at` stands on; elsewhere the text's end."""
        sheet = self.place(at)[0].location.sheet
        if sheet is None:
            return len(self.text)
        after = bisect.bisect_left(self.indices, self._next_sheet(self.indices[at], sheet))
        return min(after, len(self.text))

    def _next_sheet(self, block: int, sheet: str) -> int:
        while block < len(self.blocks) and self.blocks[block].location.sheet == sheet:
            block += 1
        return block

    def printed(self, words: str) -> list[int]:
        """Return where `words` begin in `bare`; each pattern of a pack asks that for every part of the draft."""
        found = self._known.get(words)
        if found is None:
            found = self._known[words] = []
            at = self.bare.find(words)
            while at >= 0:
                found.append(at)
                at = self.bare.find(words, at + 1)
        return found

    def _between(self, words: str, low: int, high: int) -> list[int]:
        """Return where `words` begin in the part of `bare` from `low` to `high`."""
        found = self.printed(words)
        return found[bisect.bisect_left(found, low) : bisect.bisect_right(found, high - len(words))]

    def behind(self, words: str) -> tuple[int, ...]:
        """Return where each printing of `words` ends in `bare`."""
        return tuple(at + len(words) for at in self.printed(words))

    def first(self, matcher: Matcher, start: int = 0, end: int | None = None) -> int | None:
        """Return where `matcher` first matches, None where it does not."""
        return next((found.start for found in self.matches(matcher, start, end)), None)

    def matches(self, matcher: Matcher, start: int = 0, end: int | None = None) -> Iterator[Found]:
        """Iterate over the matches between `start` and `end`, quickly where the pattern begins with words."""
        end = len(self.text) if end is None else end
        low, high = bisect.bisect_left(self.places, start), bisect.bisect_left(self.places, end)
        if matcher.needs and not self._between(matcher.needs, low, high):
            return
        if not matcher.lead:
            yield from self._around(matcher, start, end)
            return
        after = start
        for at in self._between(matcher.lead, low, high):
            place = self.places[at]
            behind = self.places[at + len(matcher.lead) - 1] + 1
            behind += self.text.startswith(" ", behind)
            if place >= after:
                found = matcher.regex.match(self.text, behind, max(end, behind))
                if found is not None:
                    yield Found(place, found)
                    after = max(found.end(), place + 1)

    def _around(self, matcher: Matcher, start: int, end: int) -> Iterator[Found]:
        """Iterate over the matches of a pattern that begins with no words: they stand around its longest ones."""
        low, high = bisect.bisect_left(self.places, start), bisect.bisect_left(self.places, end)
        often = len(self._between(matcher.needs, low, high)) if matcher.needs else high
        if matcher.reach < 0 or often * (matcher.reach + 1) * _TRIAL > high - low:
            for match in matcher.regex.finditer(self.text, start, end):
                yield Found(match.start(), match)
            return
        begin, tried, places = low, matcher.regex.match, self.places
        at = self.bare.find(matcher.needs, low, high)
        while at >= 0:
            for index in range(max(begin, at - matcher.reach), at + 1):
                place = places[index]
                if place >= start and (found := tried(self.text, place, end)) is not None:
                    yield Found(place, found)
                    begin = bisect.bisect_left(places, max(found.end(), place + 1))
                    break
            else:
                begin = max(begin, at + 1 - matcher.reach)
                at = self.bare.find(matcher.needs, at + 1, high)
                continue
            at = self.bare.find(matcher.needs, max(begin, at + 1), high)


@records.frozen
class Found:
    """A match: where the pattern begins in the stream, and what stands behind its first words."""

    start: int
    match: re.Match[str]
