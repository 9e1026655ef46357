"""Score tables of indicators, told by the words of their head, whatever their levels, codes and subtotals.

A report's own pack may know its table row by row; the genre knows only that a table with a column of
weights and one of scores lists indicators, the level columns before them from the first level to the
last. Indicators without printed codes get codes from their order, so that the rules about levels apply.
The table itself keeps its name and rows, as a person would look them up.
"""

from __future__ import annotations

import re
import string
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor.binding.labels import spelt
from auditor.binding.placing import Placed, Placer, stated_in_cell
from auditor.binding.sentences import Hit
from auditor.binding.tables import plain
from auditor.report.blocks import Block, BlockKind, Cell, NumberKind, Occurrence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.binding.declarations import Figures, Region
    from auditor.report.model import Report

_WEIGHT = 3
_CODE = re.compile(r"^([A-Z](?:[0-9]{1,3})?)(?![0-9A-Za-z.%])")
_OWN_WEIGHT = re.compile(r"[(（]\s*([0-9]{1,3}(?:\.[0-9]+)?)\s*分?\s*[)）]$")
_SUBTOTAL = frozenset({"小计", "分项小计", "本项小计"})
_TOTAL = frozenset({"合计", "总计", "总分", "总得分", "得分合计", "合计得分", "总分合计"})
_EXTRA = re.compile(r"加分|扣分|减分|附加|奖励|基础得分|最终得分")
_EXACT = frozenset({"权重", "得分", "得分率"})
_SCORES = frozenset({"权重", "得分"})
_MOST_GROUPS = 9
_FEWEST_ROWS = 4
_TWO = 2


@attrs.frozen
class Indicators:
    """The figures of a draft's score tables, and the names of the indicators by their codes."""

    placed: tuple[Placed, ...] = ()
    names: Mapping[str, str] = attrs.field(factory=dict)


@attrs.frozen
class _Row:
    """A row of the grid: the label cells over it from the first level on, its own label, its value cells."""

    at: int
    path: tuple[Cell, ...]
    label: str
    code: str
    values: Mapping[str, Cell]


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
        for at, block in enumerate(report.blocks):
            if block.kind is not BlockKind.TABLE or not block.cells:
                continue
            table = _read(region, block)
            if table is None or taken & set(table.codes.values()):
                continue
            taken |= set(table.codes.values())
            names.update(table.names())
            found.extend(_Placing(figures, region, placer, block, at, aliases).of(table))
    return Indicators(tuple(found), names)


@attrs.frozen
class _Table:
    """A score table understood: its rows, and the code of each row's indicator or group."""

    rows: tuple[_Row, ...]
    levels: tuple[int, ...]
    codes: Mapping[tuple[int, int], str]
    """By grid row and column of the label cell."""

    def adds_up(self) -> bool:
        """Whether the groups are understood: nearly all whose weight is printed weigh what stands in them."""
        printed: dict[str, Fraction] = {}
        summed: dict[str, Fraction] = {}
        for row in self.rows:
            group = next((code for cell in row.path if (code := self._code(cell))), None)
            weight = _said(row, "权重").removesuffix("分")
            for cell in row.path[:1]:
                own = _OWN_WEIGHT.search(plain(cell.text))
                if own and group:
                    printed[group] = Fraction(own[1])
            if not group or not re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", weight):
                continue
            if _leaf(row, self.levels):
                summed[group] = summed.get(group, Fraction(0)) + Fraction(weight)
            elif row.label in _SUBTOTAL:
                printed[group] = Fraction(weight)
        wrong = sum(1 for group, weight in printed.items() if summed.get(group) != weight)
        return wrong <= len(printed) // _FEWEST_ROWS

    def _code(self, cell: Cell) -> str | None:
        return self.codes.get((cell.row, cell.column))

    def names(self) -> dict[str, str]:
        """Return the code that each name means, where only one does; a group's, where one in it has its name."""
        found: dict[str, set[str]] = {}
        for row in self.rows:
            for cell in row.path:
                code = self.codes.get((cell.row, cell.column))
                if code is not None:
                    found.setdefault(_name(cell.text), set()).add(code)
        first = {name: min(codes, key=len) for name, codes in found.items() if name}
        return {name: code for name, code in first.items() if all(each.startswith(code) for each in found[name])}


def _name(text: str) -> str:
    bare = _OWN_WEIGHT.sub("", plain(text))
    code = _CODE.match(bare)
    return bare[code.end() :].lstrip(".、．") if code else bare


def _read(region: Region, block: Block) -> _Table | None:
    """Return the table in `block` where its head has levels, weights and scores and every row is understood."""
    head = _head(region, block)
    if head is None:
        return None
    top, levels, columns = head
    grid: dict[tuple[int, int], Cell] = {}
    for cell in block.cells:
        for row in range(cell.row, cell.row + max(cell.rows, 1)):
            for column in range(cell.column, cell.column + max(cell.columns, 1)):
                grid[row, column] = cell
    heads = {plain(cell.text) for cell in block.cells if cell.row == top}
    rows: list[_Row] = []
    for at in range(top + 1, max(cell.row for cell in block.cells) + 1):
        cells = {name: grid[at, column] for name, column in columns.items() if (at, column) in grid}
        over = [grid[at, column] for column in levels if (at, column) in grid]
        path = tuple(dict.fromkeys(cell for cell in over if cell.text.strip()))
        if not path or not path[-1].text.strip() or all(plain(cell.text) in heads for cell in path):
            continue
        code = plain(cells["代码"].text) if "代码" in cells else ""
        label = _name(path[-1].text)
        if code in _SUBTOTAL | _TOTAL:
            label = code
        rows.append(_Row(at, path, label, code, cells))
    if len(rows) < _FEWEST_ROWS:
        return None
    rows = _segmented(rows, levels)
    codes = _codes(rows, levels)
    table = _Table(tuple(rows), levels, codes)
    return table if codes and table.adds_up() else None


def _segmented(rows: list[_Row], levels: Sequence[int]) -> list[_Row]:
    """Return the rows with their group's name over each, where it is printed but once before a subtotal."""
    subtotals = [at for at, row in enumerate(rows) if row.label in _SUBTOTAL]
    if len(levels) != _TWO or len(subtotals) < _TWO:
        return rows
    made = list(rows)
    start = 0
    for end in subtotals:
        inside = rows[start : end + 1]
        over = dict.fromkeys(
            row.path[0]
            for row in inside
            if row.path[0].column < levels[-1] and row.path[0].column + row.path[0].columns <= levels[-1]
            and _name(row.path[0].text) not in _SUBTOTAL
        )  # fmt: skip
        if len(over) != 1:
            return rows
        group = next(iter(over))
        for at in range(start, end + 1):
            own = rows[at].path[-1]
            made[at] = attrs.evolve(rows[at], path=(group, own) if own is not group else (group,))
        start = end + 1
    return made


def _head(region: Region, block: Block) -> tuple[int, tuple[int, ...], dict[str, int]] | None:
    """Return the row of the head, the columns of the levels, and those of the values by their names."""
    for top in sorted({cell.row for cell in block.cells})[:3]:
        row = [cell for cell in block.cells if cell.row == top]
        levels = tuple(cell.column for cell in row if plain(cell.text) in set(map(plain, region.levels)))
        columns: dict[str, int] = {}
        for name, spellings in region.columns.items():
            found = [cell.column for cell in row if _headed(cell.text) in set(map(plain, spellings))]
            if len(found) > 1:
                # 分值 beside every level: the last is that of the indicators.
                found = found[-1:] if name in _SCORES else []
            if found:
                columns[name] = found[0]
        if levels and set(columns) >= _SCORES:
            return top, levels, columns
    return None


def _headed(text: str) -> str:
    return re.sub(r"[(（](?:分|%|％)[)）]$", "", plain(text))


def _codes(rows: Sequence[_Row], levels: Sequence[int]) -> dict[tuple[int, int], str]:
    """Return codes for all groups and indicators: those printed, or else by order. None where neither works."""
    leaves = [row for row in rows if _leaf(row, levels)]
    printed = [row.code or _printed(row.path[-1].text) for row in leaves]
    if all(re.fullmatch("[A-Z][0-9]{1,3}", code) for code in printed) and len(set(printed)) == len(printed):
        codes = {
            (row.path[-1].row, row.path[-1].column): code for row, code in zip(leaves, printed, strict=True)
        }
        for row, code in zip(leaves, printed, strict=True):
            for depth, cell in enumerate(row.path[:-1]):
                own = _printed(cell.text) or code[: depth + 1]
                if not code.startswith(own) or codes.setdefault((cell.row, cell.column), own) != own:
                    return {}
        return codes
    return {} if any(printed) else _ordered(leaves, len(levels))


def _printed(text: str) -> str:
    found = _CODE.match(plain(text))
    return found[1] if found else ""


def _ordered(leaves: Sequence[_Row], depth: int) -> dict[tuple[int, int], str]:
    if any(len(row.path) != depth for row in leaves):
        return {}
    codes: dict[tuple[int, int], str] = {}
    below: dict[str, int] = {}
    sizes: dict[tuple[tuple[int, int], ...], int] = {}
    for row in leaves:
        above = tuple((cell.row, cell.column) for cell in row.path[:-1])
        sizes[above] = sizes.get(above, 0) + 1
    for row in leaves:
        code = ""
        above = tuple((cell.row, cell.column) for cell in row.path[:-1])
        for level, cell in enumerate(row.path):
            place = (cell.row, cell.column)
            if place not in codes:
                below[code] = below.get(code, 0) + 1
                count = below[code]
                if level == 0:
                    if count > len(string.ascii_uppercase):
                        return {}
                    codes[place] = string.ascii_uppercase[count - 1]
                elif cell is row.path[-1]:
                    wide = level == 1 or sizes[above] > _MOST_GROUPS
                    codes[place] = f"{code}{count:02d}" if wide else f"{code}{count}"
                elif count <= _MOST_GROUPS:
                    codes[place] = f"{code}{count}"
                else:
                    return {}
            code = codes[place]
    return codes


def _leaf(row: _Row, levels: Sequence[int]) -> bool:
    """Whether a row is an indicator: it has a label of its own, a plain weight, and sums up nothing."""
    own = row.path[-1]
    if row.label in _SUBTOTAL | _TOTAL or _EXTRA.search(row.label) or own.rows > 1 or own.row != row.at:
        return False
    if len(levels) > 1 and own.column + own.columns <= levels[-1]:
        return False
    return re.fullmatch(r"[0-9]+(?:\.[0-9]+)?分?", _said(row, "权重")) is not None


def _said(row: _Row, name: str) -> str:
    return plain(row.values[name].text) if name in row.values else ""


@attrs.frozen
class _Placing:
    figures: Figures
    region: Region
    placer: Placer
    block: Block
    at: int
    aliases: Mapping[str, str]

    def of(self, table: _Table) -> Iterator[Placed]:
        weighed: set[tuple[int, int]] = set()
        names = {code: name for name, code in table.names().items()}
        for row in table.rows:
            for cell in row.path:
                code = table.codes.get((cell.row, cell.column))
                if code is not None and (cell.row, cell.column) not in weighed:
                    weighed.add((cell.row, cell.column))
                    yield from self._own_weight(cell, code, names.get(code, ""))
            code = self._code(row, table)
            if code is None:
                continue
            name = names.get(code, "总分" if code == "总分" else "")
            for attribute, cell in row.values.items():
                alias = self.aliases.get(name) if attribute == "业绩值" else None
                yield from self._cell(cell, code, attribute, name, alias)

    def _code(self, row: _Row, table: _Table) -> str | None:
        if _leaf(row, table.levels):
            return table.codes.get((row.path[-1].row, row.path[-1].column))
        if row.label in _SUBTOTAL:
            above = [cell for cell in row.path if _name(cell.text) not in _SUBTOTAL]
            # The subtotal of a group stands beside its name, or at the end of the group over it.
            return table.codes.get((above[-1].row, above[-1].column)) if above else None
        return "总分" if row.label in self.region.totals else None

    def _cell(
        self, cell: Cell, code: str, attribute: str, name: str, alias: str | None
    ) -> Iterator[Placed]:
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
        if not _OWN_WEIGHT.search(plain(cell.text)):
            return
        inside = [each for each in self.block.occurrences if cell.span.start <= each.span.start < cell.span.end]
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
