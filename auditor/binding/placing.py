"""Where a bound figure stands: from a stretch of the stream, or a table cell, to a mention."""

# ruff: noqa: RUF001 - the look-alikes are the very characters that reports print
from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from auditor import patterns as re
from auditor import records
from auditor.binding.sentences import Cell
from auditor.extraction.text.characters import fold
from auditor.numbers.units import unit_of
from auditor.report.blocks import Block, Occurrence
from auditor.report.model import Mention

if TYPE_CHECKING:
    from collections.abc import Mapping

    from auditor.binding.sentences import Hit
    from auditor.binding.stream import Stream
    from auditor.source import Location

_PRINTED = re.compile(
    r"^[≥≤><±≧≦≥≤＞＜]?\s*[+\-–＋－]?[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?\s*[%％‰]?$|^[-—－]+$"
)
_PERSONS = frozenset({"人", "名", "位", "个"})
_QUOTE = 12
_BLANK = frozenset({"-", "—", "－", "--"})
_CELL = re.compile(r"[≥≤><±]?[+\-–]?[0-9][0-9,.]*%?(?=[一-龥]{0,3}$)")
_WORDS = frozenset({"字", "词", "列", "号", "分数", "字母"})


@records.frozen(kw_only=True)
class Placed:
    """A figure's key with the mention that states it; `occurrence` is the number the reader found there.

    Where it is not `sure` whose figure it is, it counts only with others that say the same. `also` is
    another key that it has then, `label` what a person calls it where the key does not say.
    """

    key: str
    mention: Mention
    unit: str
    kind: str
    weight: int
    source: str
    block: int
    start: int
    cell: Cell | None = None
    occurrence: Occurrence | None = None
    sure: bool = True
    also: str = ""
    label: str = ""

    @property
    def place(self) -> tuple[int, int, int]:
        """Return what tells one place of the source from another."""
        at = self.mention.location
        return (at.line, at.column or 0, 0) if at.line is not None else (self.block, self.start, 1)


@attrs.define
class Placer:
    """Knows the occurrences of every block by where they begin."""

    _blocks: tuple[Block, ...]
    _known: dict[tuple[int, int], Occurrence]

    @classmethod
    def of(cls, blocks: tuple[Block, ...]) -> Placer:
        """Return the placer of a draft."""
        return cls(
            blocks,
            {(at, found.span.start): found for at, block in enumerate(blocks) for found in block.occurrences},
        )

    def hit(self, stream: Stream, hit: Hit, units: Mapping[str, str]) -> Placed | None:
        """Return where `hit` stands."""
        at, start = stream.indices[hit.start], stream.offsets[hit.start]
        last, end = stream.indices[hit.end - 1], stream.offsets[hit.end - 1] + 1
        block = stream.blocks[at]
        share = units.get(hit.key.rpartition(".")[2]) == "%" and hit.kind == "数" and hit.cell is None
        if share and any(start == cell.span.start and "%" not in fold(cell.text) for cell in block.cells):
            # 政府采购执行率 in one cell and its weight in the next are no rate.
            return None
        if last == at:
            text = block.text[start:end]
        else:
            between = [stream.blocks[each].text for each in range(at + 1, last)]
            text = "".join((block.text[start:], *between, stream.blocks[last].text[:end]))
        section = (*block.section, hit.inner) if hit.inner else block.section
        tail = stream.blocks[last].place(end - 1)
        return self.placed(at, start, _Text(text, section, tail), hit, units)

    def number(self, at: int, each: Occurrence, hit: Hit, units: Mapping[str, str]) -> Placed | None:
        """Return the figure that one number of block `at` is."""
        stated = stated_in_cell(self._blocks[at], each.span.start, each.text)
        return self.placed(at, each.span.start, stated, hit, units)

    def placed(self, at: int, start: int, stated: _Text, hit: Hit, units: Mapping[str, str]) -> Placed | None:
        """Return the figure that `stated` is, at `start` of block `at`."""
        block = self._blocks[at]
        occurrence = self._known.get((at, start))
        text = re.sub(r"[\n\t]", "", stated.text).strip()
        attribute = hit.key.rpartition(".")[2]
        number = bool(_PRINTED.match(text))
        if hit.kind == "数" and not number:
            return None
        rate = hit.kind == "率" or (hit.kind == "数" and units.get(attribute) == "%")
        if rate and hit.cell is None and block.tells_aims:
            return None  # 年度绩效目标: what the rate was to be
        if hit.kind == "格":
            bare = _CELL.match(text)
            text = bare[0] if bare else text
            number = bool(_PRINTED.match(text))
        if hit.kind in _WORDS or not number:
            unit: str | None = "date" if hit.kind in {"日", "月日"} else "text"
        else:
            unit = _unit(text, units.get(attribute), hit.unit, occurrence)
        if unit is None:
            return None
        mention = Mention(
            text=text,
            location=self._location(block, start, stated, hit, occurrence),
            approximate=occurrence is not None and occurrence.approximate and not occurrence.bound,
            sign_word=_sign_word(block, start, occurrence) if number else None,
        )
        return Placed(
            key=hit.key, mention=mention, unit=unit, kind=hit.kind, weight=hit.weight, source=hit.source,
            block=at, start=start, cell=hit.cell, occurrence=occurrence,
        )  # fmt: skip

    @staticmethod
    def _location(
        block: Block, start: int, stated: _Text, hit: Hit, occurrence: Occurrence | None
    ) -> Location:
        line, column = block.place(start)
        base = block.location if occurrence is None else occurrence.location
        changed: dict[str, Any] = {}
        if occurrence is None:
            quote = block.text[start : start + _QUOTE].partition("\n")[0].partition("\t")[0]
            changed["quote"] = quote or None
        if line is not None:
            extent = None
            if stated.tail[0] is not None and stated.tail[0] != line:
                extent = f"{line}:{column}-{stated.tail[0]}:{stated.tail[1]}"
            changed |= {"line": line, "column": column, "range": extent}
        if hit.cell is None:
            changed |= {"section": stated.section, "table": None, "row": None, "col": None}
        else:
            changed |= {"table": hit.cell.table, "row": hit.cell.row, "col": hit.cell.column}
        return records.evolve(base, **changed)


@records.frozen
class _Text:
    text: str
    section: tuple[str, ...]
    tail: tuple[int | None, int | None]


def _unit(text: str, declared: str | None, usual: str, occurrence: Occurrence | None) -> str | None:
    """Return the unit of a number, None where the draft prints one that the declared one cannot be.

    `declared` is the attribute's own unit, `usual` that of its region; `数` is no unit at all.
    """
    if text in _BLANK:
        return _plain(declared or usual) or "text"
    if text.endswith(("%", "％")):
        return "%" if declared is None or unit_of(declared).dimension in {"ratio", "points"} else None
    expected = _plain(declared if declared is not None else usual)
    own = occurrence.unit if occurrence is not None and not occurrence.unit_lent else ""
    if declared is None and not usual:
        return own
    if not own or own == expected or declared == "数":
        return expected
    if own in _PERSONS and expected in _PERSONS:
        return expected
    dimension = unit_of(own).dimension
    if dimension == unit_of(expected).dimension:
        return own
    # A word that is no unit, or one cut by the end of a line, says nothing.
    return expected if dimension.startswith("measure:") or not expected else None


def _plain(unit: str) -> str:
    return "" if unit == "数" else unit


def _sign_word(block: Block, start: int, occurrence: Occurrence | None) -> str | None:
    if occurrence is None or not occurrence.sign_word:
        return None
    # 每降低1%扣5%权重 is a step, no fall.
    return (
        None
        if "每" in block.text[max(0, start - len(occurrence.sign_word) - 2) : start]
        else occurrence.sign_word
    )


def stated_in_cell(block: Block, start: int, text: str) -> _Text:
    """Return what a table cell says, for `Placer.placed`."""
    return _Text(text, block.section, block.place(start + max(0, len(text) - 1)))
