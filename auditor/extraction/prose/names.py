"""Keys of figures and ids of tables: built from heading path, label, period and unit, never from values."""

# ruff: noqa: RUF001 - the look-alikes are the very characters that reports print
from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.extraction.text.characters import KEPT
from auditor.report.derived import cell_key, key_part

if TYPE_CHECKING:
    from auditor.report.blocks import Label

_NUMBER = re.compile(
    r"^(?:[#\s]*)(?:[0-9]+(?:\.[0-9]+)+|第?[一二三四五六七八九十百]+[、章节]|[（(][一二三四五六七八九十0-9]{1,3}[)）]|[0-9]{1,2}[.．、)）]\s*)?\s*"
)


@functools.lru_cache(maxsize=KEPT)
def place_of(section: tuple[str, ...]) -> str:
    """Return a heading path in short: its part or chapter, and the innermost heading, without numbers."""
    titles = [key_part(_NUMBER.sub("", title)) for title in section]
    titles = [title for title in titles if title]
    if len(titles) > 2:  # noqa: PLR2004
        titles = [titles[0], titles[-1]]
    return "/".join(titles)


@attrs.define
class Namer:
    """Gives out unique names; a second claim on a name gets a number in reading order."""

    _used: dict[str, int] = attrs.field(factory=dict)

    def unique(self, name: str) -> str:
        """Return `name`, numbered where it was given before."""
        count = self._used.get(name, 0) + 1
        self._used[name] = count
        return name if count == 1 else self.unique(f"{name}#{count}")

    def cell(self, table: str, row: str, column: str) -> str:
        """Return the key of a table cell's figure."""
        return self.unique(cell_key(table, row, column))

    def narrative(self, section: tuple[str, ...], label: Label | None, unit: str) -> str:
        """Return the key of a figure in running text."""
        words = []
        if label is not None:
            words = [label.of, label.name]
        name = "·".join(key_part(word) for word in words if word) or "未名"
        if label is not None:
            name += "".join(f"@{key_part(word)}" for word in (label.period, label.basis) if word)
        place = place_of(section)
        return self.unique(".".join(piece for piece in (place, name, key_part(unit) or "数") if piece))
