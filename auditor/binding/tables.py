"""Tables that the reader could read, bound by caption and column headers as a pack declares them."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.binding.declarations import Said
from auditor.binding.placing import Placed, Placer, stated_in_cell
from auditor.binding.sentences import Cell, Hit
from auditor.extraction.text.characters import fold
from auditor.report.blocks import Block, BlockKind
from auditor.report.model import Column, Role, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.binding.declarations import Figures, Region
    from auditor.report.model import Report

_OPTIONAL = frozenset({"序号", "名称"})
_WEIGHT = 1000
_TOTALS = frozenset({"合计", "总计", "合计数", "总分"})


@records.frozen(kw_only=True)
class BoundTable:
    """A table of the draft under the pack's name, and the figures in its cells."""

    old: str
    table: Table
    rows: Mapping[str, str]
    columns: Mapping[str, str]
    placed: tuple[Placed, ...]


@functools.lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Return a label for comparing: no blanks, one form of each character, 及 as 和."""
    return unspaced(text).replace("及", "和")


def unspaced(text: str) -> str:
    """Return a label as it is shown and found in sentences: no blanks, one form of each character."""
    return re.sub(r"\s+", "", fold(text)).strip(":：")


def bind_tables(report: Report, figures: Figures, placer: Placer) -> Iterator[BoundTable]:
    """Iterate over the tables that the regions of `figures` name."""
    by_id = {table.id: table for table in report.tables}
    for region in figures.regions:
        if not region.captions or not region.key:
            continue
        for at, block in enumerate(report.blocks):
            table = by_id.get(block.table or "") if block.kind is BlockKind.TABLE else None
            if table is None or not any(
                plain(each) in plain(table.caption or "") for each in region.captions
            ):
                continue
            bound = _bind(figures, region, table, _Source(block, at, placer))
            if bound is not None:
                yield bound


@records.frozen
class _Source:
    block: Block
    at: int
    placer: Placer


def _columns(region: Region, table: Table, block: Block) -> tuple[dict[str, str], dict[int, str]] | None:
    """Return the pack's names of the table's columns, by their names and by their places in the grid."""
    names: dict[str, str] = {}
    extra: dict[int, str] = {}
    for wanted, spellings in region.columns.items():
        if wanted in _OPTIONAL:
            head = next((cell for cell in block.cells if plain(cell.text) in map(plain, spellings)), None)
            if head is not None:
                extra[head.column] = wanted
            continue
        found = [
            column.name
            for column in table.columns
            if {plain(column.name), plain("".join(column.path))} & set(map(plain, spellings))
        ]
        if len(found) != 1:
            found = [column.name for column in table.columns if plain(spellings[0]) in plain(column.name)]
        if len(found) != 1:
            return None
        names[found[0]] = wanted
    return names, extra


def _bind(figures: Figures, region: Region, table: Table, source: _Source) -> BoundTable | None:
    read = _columns(region, table, source.block)
    if read is None:
        return None
    columns, extra = read
    rows = _rows(region, table)
    ident = f"{region.table}/{table.id.rpartition('/')[2]}" if "/" in table.id else region.table
    grid = {
        cell.row: cell.location.row
        for cell in source.block.cells
        if cell.location.row is not None and cell.location.col is not None
    }
    # A row without values is known by its label alone.
    label_rows = {
        cell.row: row.name
        for cell in source.block.cells
        for row in table.rows
        if cell.location.col is None and plain(cell.text) == plain(row.label or row.name)
    }
    placed = []
    for cell in source.block.cells:
        row = cell.location.row or grid.get(cell.row)
        column = columns.get(cell.location.col or "") or extra.get(cell.column)
        if row is None and cell.column in extra:
            row = label_rows.get(cell.row)
        if row is None or column is None or not cell.text.strip() or row not in rows:
            continue
        name = rows[row]
        key = region.key.replace("<行>", name).replace("<列>", column)
        blank = len(cell.text) - len(cell.text.lstrip())
        hit = Hit(
            key=key, start=0, end=0, kind="字" if column == "名称" else "格", weight=_WEIGHT,
            unit=region.unit, source=f"{figures.name}:{region.line}",
            cell=Cell(table=ident, row=name, column=column, said=Said.ROW),
        )  # fmt: skip
        if column == "名称" and plain(cell.text) in _TOTALS:
            continue
        start = cell.span.start + blank
        found = source.placer.placed(
            source.at,
            start,
            stated_in_cell(source.block, start, cell.text.strip()),
            hit,
            figures.units,
        )
        if found is not None:
            placed.append(found)
    named = attrs.evolve(
        table, id=ident, name=region.table,
        columns=(
            *(Column(name=name, path=(name,)) for name in extra.values()),
            *(attrs.evolve(each, name=columns.get(each.name, each.name)) for each in table.columns),
        ),
        rows=_under_total(tuple(_row(region, each, rows) for each in table.rows)),
    )  # fmt: skip
    return BoundTable(old=table.id, table=named, rows=rows, columns=columns, placed=tuple(placed))


def _rows(region: Region, table: Table) -> dict[str, str]:
    """Return the pack's names of the rows; a row name that fits two rows renames neither."""
    named: dict[str, str] = {}
    for row in table.rows:
        label = plain(row.label or row.name)
        fits = sorted((words for words in region.rows if plain(words) in label), key=len, reverse=True)
        named[row.name] = region.rows[fits[0]] if fits else ("合计" if label in _TOTALS else row.name)
    for new in set(named.values()):
        rows = [row for row, name in named.items() if name == new]
        if len(rows) > 1:
            named.update({row: row for row in rows})
    return {row: name.replace(".", "·") for row, name in named.items()}


def _under_total(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Give the rows without a parent the table's one total as theirs."""
    totals = [row.name for row in rows if row.role is Role.TOTAL]
    if len(totals) != 1:
        return rows
    return tuple(
        attrs.evolve(row, parent=totals[0])
        if row.role in {Role.DETAIL, Role.SUBTOTAL} and row.parent is None
        else row
        for row in rows
    )


def _row(region: Region, row: Row, names: Mapping[str, str]) -> Row:
    name = names.get(row.name, row.name)
    parent = region.parents.get(name)
    role = row.role
    if name in region.totals:
        role = Role.TOTAL
    elif name in region.others:
        role = Role.OTHER
    elif name in region.parents.values():
        role = Role.SUBTOTAL
    return attrs.evolve(
        row, name=name, label=row.label, role=role,
        parent=parent if parent is not None else names.get(row.parent, row.parent) if row.parent else None,
    )  # fmt: skip
