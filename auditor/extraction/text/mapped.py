"""Text that remembers where each of its characters stands in the source."""

from __future__ import annotations

import itertools
from array import array
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.extraction.text.characters import is_latin, is_wide
from auditor.report.blocks import Run, Runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from auditor.source import LineIndex

INSERTED = -1
"""The origin of a character that joining put in."""


@records.frozen(eq=False)
class Mapped:
    """A text with the source offset of each character.

    The offsets of what is no unbroken piece of the source are packed: a long draft has millions.
    """

    text: str
    origins: array[int] | range

    @classmethod
    def of(cls, text: str, origins: Iterable[int]) -> Mapped:
        """Return a text whose characters have these origins."""
        return cls(text, array("q", origins))

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def lead(self) -> int:
        """Return how many characters were put in before the first that stands in the source."""
        return next((at for at, origin in enumerate(self.origins) if origin != INSERTED), 0)

    def taken_before(self, at: int) -> int:
        """Return how many single blanks of the source were left out before the character at a place."""
        if isinstance(self.origins, range):
            return 0
        pairs = itertools.pairwise(self.origins[: at + 1])
        return sum(1 for last, each in pairs if last != INSERTED and each == last + 2)

    def cut(self, start: int, end: int | None = None) -> Mapped:
        """Return the piece from `start` to `end`."""
        return Mapped(self.text[start:end], self.origins[start:end])

    def only(self, kept: Sequence[int]) -> Mapped:
        """Return the characters at some places."""
        return Mapped.of("".join(self.text[at] for at in kept), (self.origins[at] for at in kept))

    def strip(self) -> Mapped:
        """Return the text without blanks at its ends."""
        bare = self.text.strip()
        if len(bare) == len(self.text):
            return self
        start = len(self.text) - len(self.text.lstrip())
        return self.cut(start, start + len(bare))

    def words(self, pattern: re.Pattern[str]) -> Iterator[Mapped]:
        """Iterate over the non-empty pieces between matches of `pattern`."""
        at = 0
        for matched in pattern.finditer(self.text):
            if matched.start() > at:
                yield self.cut(at, matched.start())
            at = matched.end()
        if at < len(self.text):
            yield self.cut(at)


EMPTY = Mapped("", range(0))


def behind(label: str, text: Mapped) -> Mapped:
    """Return `text` behind a number that the program prints and the source does not hold: 第一章, 1.2.

    A blank parts them where the two could be read as one number.
    """
    label = label.strip()
    if not label or not text:
        return text
    put = label if is_wide(label[-1]) else f"{label} "
    return Mapped.of(put + text.text, (*[INSERTED] * len(put), *text.origins))


def whole(text: str, start: int = 0) -> Mapped:
    """Return `text` as a source of its own whose first character has offset `start`."""
    return Mapped(text, range(start, start + len(text)))


SET_APART = re.compile(
    r"(?<=[\u3001-\u303f\u4e00-\u9fff\uff01-\uff5e]) (?=[0-9A-Za-z+<>≤≥-])|"
    r"(?<=[0-9A-Za-z%‰]) (?=[\u3001-\u303f\u4e00-\u9fff\uff01-\uff5e])"
)


def closed_up(mapped: Mapped) -> Mapped:
    """Return a text without the single blanks that a text layer puts between Chinese and other characters."""
    taken = {found.start() for found in SET_APART.finditer(mapped.text)}
    if not taken:
        return mapped
    return mapped.only([at for at in range(len(mapped)) if at not in taken])


def join(parts: Iterable[Mapped], glue: str = "") -> Mapped:
    """Return all parts with `glue` between them; the glue has no origin."""
    texts: list[str] = []
    origins = array("q")
    for part in parts:
        if texts and glue:
            texts.append(glue)
            origins.extend([INSERTED] * len(glue))
        texts.append(part.text)
        origins.extend(part.origins)
    return Mapped("".join(texts), origins)


def join_lines(parts: Iterable[Mapped]) -> Mapped:
    """Return wrapped lines as one line: nothing between Chinese text, a blank between words.

    Two digits meet without a blank in Chinese text: a numeral was cut by the end of its line
    (18,426 / ,537). Latin text breaks lines between words, or behind the hyphen of a compound (one- / time).
    """
    texts: list[str] = []
    origins = array("q")
    last = ""
    stripped = [part for raw in parts if (part := raw.strip())]
    if len(stripped) == 1:
        return stripped[0]
    for part in stripped:
        first = part.text[0]
        latin = bool(last) and is_latin(texts[-1]) and is_latin(part.text)
        if last and (latin or not (is_wide(last) or is_wide(first))):
            cut = latin and part.text[0].islower() and _CUT_WORD.search(texts[-1]) is not None
            chinese = not latin and (any(map(is_wide, texts[-1])) or any(map(is_wide, part.text)))
            if not cut and not (chinese and _cut_numeral(last, first)):
                texts.append(" ")
                origins.append(INSERTED)
        texts.append(part.text)
        origins.extend(part.origins)
        last = part.text[-1]
    return Mapped("".join(texts), origins)


_CUT_WORD = re.compile(r"[A-Za-z]{2}-$")
"""one- / time: a compound that the end of a line broke keeps its hyphen, and no blank stands behind it."""


def _cut_numeral(last: str, first: str) -> bool:
    digits = "0123456789"
    return (last in digits + ".," and first in digits) or (last in digits and first in ".,%")


def runs_of(mapped: Mapped, index: LineIndex, pages: list[int | None] | None = None) -> Runs:
    """Return the stretches of `mapped` that are unbroken in the source; no run crosses a line."""
    runs: list[Run] = []
    start = 0
    text, origins = mapped.text, mapped.origins
    for at in range(1, len(text) + 1):
        unbroken = at < len(text) and origins[at] == origins[at - 1] + 1 and text[at - 1] != "\n"
        if unbroken and origins[at - 1] != INSERTED:
            continue
        if origins[start] != INSERTED:
            line, column = index.position(origins[start])
            page = pages[line] if pages and line < len(pages) else None
            runs.append(Run(start, at - start, line, column, page))
        start = at
    return Runs(runs)
