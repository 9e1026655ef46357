"""Which column a total belongs to where blank cells leave several: the text says elsewhere what it is of.

事业收入 68.50 万元 stands in a sentence, or below each other in the overview of the same report.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.extraction.coded.rows import Row
    from auditor.extraction.text.lines import Line

_BETWEEN = r"(?:决算数?|预算数?|合计|总计|共计|共|为|是|[:：]|[(（][^()（）]{0,8}[)）]){0,3}"
_RANK = re.compile(r"[0-9]{1,2}")


class Witnesses:
    """What the text around a table says of names and values."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._joined: str | None = None
        self._stacked: frozenset[tuple[str, str]] | None = None
        self._known: dict[tuple[str, str], bool] = {}

    def say(self, name: str, value: str) -> bool:
        """Whether the text gives a value to a name, in a sentence or in the line below it."""
        name, value = _plain(name), value.replace(",", "")
        if (name, value) not in self._known:
            self._known[name, value] = self._in_sentence(name, value) or self._below(name, value)
        return self._known[name, value]

    def _in_sentence(self, name: str, value: str) -> bool:
        if self._joined is None:
            self._joined = "".join(_plain(line.text).replace(",", "") for line in self._lines)
        pattern = rf"{re.escape(name)}{_BETWEEN}{re.escape(value)}(?:亿|万|千|百)?元"
        return re.once(pattern).search(self._joined) is not None

    def _below(self, name: str, value: str) -> bool:
        if self._stacked is None:
            texts = [_plain(line.text).replace(",", "") for line in self._lines]
            pairs = set(itertools.pairwise(texts))
            pairs |= {
                (one, other)
                for one, between, other in zip(texts, texts[1:], texts[2:], strict=False)
                if _RANK.fullmatch(between)
            }
            self._stacked = frozenset((_NUMBERED.sub("", one), other) for one, other in pairs)
        return (name, value) in self._stacked


_NUMBERED = re.compile(r"^(?:[(（]?[一二三四五六七八九十]{1,3}[)）、]|其中[:：])")


def witnessed(row: Row, names: Sequence[str], told: Witnesses) -> Row:
    """Return a row with those of its ways for which the text says most."""
    if len(row.ways) < 2:  # noqa: PLR2004 - nothing to choose
        return row
    said = [
        sum(told.say(names[column], value.line.text) for column, value in zip(way, row.rest, strict=True))
        for way in row.ways
    ]
    best = max(said)
    if not best:
        return row
    return attrs.evolve(
        row, ways=tuple(way for way, count in zip(row.ways, said, strict=True) if count == best)
    )


def _plain(text: str) -> str:
    return "".join(text.split())
