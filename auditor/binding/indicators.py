"""Score tables of indicators, told by the words of their head, whatever their levels, codes and subtotals.

A report's own pack may know its table row by row; the genre knows only that a table with a column of
weights and one of scores lists indicators, the level columns before them from the first level to the
last. Indicators without printed codes get codes from their order, so that the rules about levels apply.
The table itself keeps its name and rows, as a person would look them up.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.binding.declarations import Figures, Region
from auditor.binding.names import spelt
from auditor.binding.placing import Placed, Placer, stated_in_cell
from auditor.binding.scoretables import (
    OWN_WEIGHT,
    SUBTOTALS,
    ScoreRow,
    ScoreTable,
    is_indicator,
    is_subtotal,
    name_of,
    read_table,
)
from auditor.binding.sentences import Hit
from auditor.binding.tables import plain
from auditor.report.blocks import Block, BlockKind, NumberKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.report.blocks import Cell, Occurrence
    from auditor.report.model import Report

_WEIGHT = 3
_COUNTING = re.compile(r"序号|编号|行次|号|№|No\.?")
_EXACT = frozenset({"权重", "得分", "得分率"})


@records.frozen
class Indicators:
    """The figures of a draft's score tables, and the names of the indicators by their codes."""

    placed: tuple[Placed, ...] = ()
    names: Mapping[str, str] = attrs.field(factory=dict)


def bind_indicators(report: Report, figures: Figures, placer: Placer) -> Indicators:
    """Return what the score tables of `report` state.

    Without names of total rows those are left alone: with points added or taken off they are no sums. An
    indicator whose name calls another figure of the pack (预算执行率) states that one as well.
    """
    aliases = {
        plain(phrase.strip("~^")): called.key
        for region in figures.regions
        for called in region.called
        for written in called.phrases
        for phrase in spelt(written)
        if not called.within and not called.listed
    }
    regions = [region for region in figures.regions if region.levels]
    found: list[Placed] = []
    names: dict[str, str] = {}
    taken: set[str] = set()
    for region in regions:
        read = [
            (at, block, table)
            for at, block in enumerate(report.blocks)
            if block.kind is BlockKind.TABLE and block.cells
            if (table := read_table(region, block, _right_above(report, at)))
        ]
        # A summary of the first level may stand before the table of all indicators: that one tells the codes.
        read.sort(key=lambda each: -len(each[2].codes))
        for at, block, table in read:
            if taken & set(table.codes.values()) and not _sums_up(table, names):
                continue
            taken |= set(table.codes.values())
            names.update(table.names())
            found.extend(_Placing(figures, region, placer, block, at, aliases).of(table))
    return Indicators(tuple(found), names)


def _sums_up(table: ScoreTable, names: Mapping[str, str]) -> bool:
    """Whether a table repeats the first level of one that is read, under the same names."""
    own = table.names()
    return bool(own) and all(len(code) == 1 and names.get(name) == code for name, code in own.items())


def _right_above(report: Report, at: int) -> Block | None:
    """Return the table that a table follows without a word between them."""
    above = report.blocks[at - 1] if at else None
    return above if above is not None and above.kind is BlockKind.TABLE else None


@records.frozen
class _Placing:
    figures: Figures
    region: Region
    placer: Placer
    block: Block
    at: int
    aliases: Mapping[str, str]

    def of(self, table: ScoreTable) -> Iterator[Placed]:
        weighed: set[tuple[int, int]] = set()
        names = {code: name for name, code in table.names().items()}
        for row in table.rows:
            for cell in row.path:
                code = table.code_of(cell)
                if code is not None and (cell.row, cell.column) not in weighed:
                    weighed.add((cell.row, cell.column))
                    yield from self._own_weight(cell, code, names.get(code, ""))
            code = self._code(row, table)
            if code is None:
                continue
            name = names.get(code, "总分" if code == "总分" else "")
            for cell in row.path[:-1]:
                yield from self._beside(cell, table, names)
            for attribute, cell in row.values.items():
                alias = self.aliases.get(plain(name)) if attribute == "业绩值" else None
                yield from self._cell(cell, code, attribute, name, alias)

    def _beside(self, cell: Cell, table: ScoreTable, names: Mapping[str, str]) -> Iterator[Placed]:
        """Iterate over the weight in a column of its own behind a group's name, as 一级指标, 权重, 二级指标 have it."""
        code = table.code_of(cell)
        column = cell.column + max(cell.columns, 1)
        if code is None or column in table.levels or column >= table.levels[-1] or self._counts(column):
            return
        for each in self.block.cells:
            if (each.row, each.column) == (cell.row, column) and re.fullmatch(
                r"[0-9]+(?:\.[0-9]+)?分?", plain(each.text)
            ):
                yield from self._cell(each, code, "权重", names.get(code, ""), None)

    def _counts(self, column: int) -> bool:
        """Whether a column only counts the indicators: its head says that it holds serial numbers."""
        return any(
            _COUNTING.fullmatch(plain(each.text)) for each in self.block.cells if each.column == column
        )

    def _code(self, row: ScoreRow, table: ScoreTable) -> str | None:
        if is_indicator(row, table.levels):
            return table.codes.get((row.path[-1].row, row.path[-1].column))
        if is_subtotal(row.label):
            if row.label not in SUBTOTALS:
                return table.names().get(row.label.removesuffix("小计"))
            above = [cell for cell in row.path if name_of(cell.text) not in SUBTOTALS]
            # The subtotal of a group stands beside its name, or at the end of the group over it.
            return table.codes.get((above[-1].row, above[-1].column)) if above else None
        return "总分" if row.label in self.region.totals else None

    def _cell(self, cell: Cell, code: str, attribute: str, name: str, alias: str | None) -> Iterator[Placed]:
        if attribute == "代码":
            return
        inside = [
            each
            for each in self.block.occurrences
            if each.kind is NumberKind.FIGURE and cell.span.start <= each.span.start < cell.span.end
        ]
        if len(inside) != 1 or inside[0].numeral is None:
            return
        rest = cell.text.replace(self.block.text[inside[0].span.start : inside[0].span.end], "", 1)
        if attribute in _EXACT and rest.strip() not in {"", "分", "%", "％"}:
            return
        yield from self._placed(inside[0], f"{code}.{attribute}", f"{name}{attribute}", alias)

    def _own_weight(self, cell: Cell, code: str, name: str) -> Iterator[Placed]:
        if not OWN_WEIGHT.search(plain(cell.text)):
            return
        inside = [
            each for each in self.block.occurrences if cell.span.start <= each.span.start < cell.span.end
        ]
        if inside and inside[-1].kind is NumberKind.FIGURE:
            yield from self._placed(inside[-1], f"{code}.权重", f"{name}权重", None)

    def _placed(self, each: Occurrence, key: str, label: str, alias: str | None) -> Iterator[Placed]:
        hit = Hit(
            key=key, start=0, end=0, kind="数", weight=_WEIGHT, unit="",
            source=f"{self.figures.name}:{self.region.line}",
        )  # fmt: skip
        text = stated_in_cell(self.block, each.span.start, each.text)
        placed = self.placer.placed(self.at, each.span.start, text, hit, self.figures.units)
        if placed is not None:
            mention = attrs.evolve(placed.mention, location=each.location)
            also = alias if alias is not None and placed.unit == "%" else ""
            yield attrs.evolve(placed, mention=mention, label=label, also=also)
