"""From hits to a report: each place under one key, tables under the packs' names, the rest untouched."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import attrs

from auditor import records
from auditor.binding.agreement import agreeing
from auditor.binding.declarations import Said
from auditor.binding.indicators import bind_indicators
from auditor.binding.labels import labelled
from auditor.binding.owners import Owners
from auditor.binding.placing import Placed, Placer
from auditor.binding.sentences import find
from auditor.binding.stream import Stream
from auditor.binding.tables import BoundTable, bind_tables
from auditor.binding.titles import title_of
from auditor.report.blocks import BlockKind
from auditor.report.model import Column, Figure, Mention, Note, Report, Role, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from auditor.binding.declarations import Figures, Region
    from auditor.report.blocks import Block, Occurrence
    from auditor.source import Location


def bind(report: Report, sources: Sequence[Figures]) -> Report:
    """Return `report` with the figures that `sources` say where to find; only drafts have blocks to bind."""
    if not report.blocks or not sources:
        return report
    stream = Stream.of(report.blocks)
    placer = Placer.of(report.blocks)
    found: list[Placed] = []
    tables: list[BoundTable] = []
    exact: set[str] = set()
    units = {name: unit for figures in sources for name, unit in figures.units.items()}
    sources = [
        each for each in sources if all(word.replace(" ", "") in stream.bare for word in each.only_with)
    ]
    owners = Owners.of(stream, sources)
    for figures in sources:
        exact |= figures.exact
        tables.extend(bind_tables(report, records.evolve(figures, units=units), placer))
        here = _for(stream, records.evolve(figures, units=units))
        found.extend(_stated(report, stream, placer, here, owners))
    tables = _last_of_each(tables)
    for table in tables:
        found.extend(table.placed)
    kept, unsure = _chosen(found)
    kept, doubtful = agreeing(_each_key(kept))
    unsure.extend(doubtful)
    if not kept and not unsure:
        return report
    return _Binding(report, kept, tables, exact).report(unsure)


def _for(stream: Stream, figures: Figures) -> Figures:
    """Return `figures` without the names and totals that the draft's words rule out.

    In a file that holds two reports nobody can say whose figure a name means.
    """
    several = _several(stream.blocks)
    title = stream.bare[:_TITLE].partition("报告")[0]

    def fitting(region: Region) -> Region:
        titled = not region.title_with or any(word in title for word in region.title_with)
        titled = titled and all(word in stream.bare for word in region.only_with)
        if titled and not several and not any(word in stream.bare for word in region.not_with):
            return region
        return records.evolve(region, called=(), totals=())

    return records.evolve(figures, regions=tuple(map(fitting, figures.regions)))


def _several(blocks: Sequence[Block]) -> bool:
    """Whether a chapter of one name, with text in it, stands there twice."""
    chapters = [
        block.section[0]
        for block, after in itertools.pairwise(blocks)
        if block.kind is BlockKind.HEADING and len(block.section) == 1 and after.kind is BlockKind.PARAGRAPH
    ]
    return len(chapters) > len(set(chapters))


def _stated(
    report: Report, stream: Stream, placer: Placer, figures: Figures, owners: Owners
) -> Iterator[Placed]:
    """Iterate over what sentences, labels and score tables state."""
    indicators = bind_indicators(report, figures, placer)
    yield from indicators.placed
    for hit in find(stream, figures, indicators.names):
        placed = placer.hit(stream, owners.put(hit), figures.units)
        if placed is not None:
            yield placed
    for each in labelled(report.blocks, figures, indicators.names):
        placed = placer.number(each.at, each.occurrence, each.hit, figures.units)
        if placed is not None:
            yield records.evolve(placed, sure=each.sure)


def _each_key(found: Sequence[Placed]) -> list[Placed]:
    """Return a figure for each key of a place; a second meaning of an indicator counts where others agree."""
    kept: list[Placed] = []
    for placed in found:
        if not placed.also and "+" not in placed.key:
            kept.append(placed)
            continue
        kept.extend(records.evolve(placed, key=key, also="") for key in placed.key.split("+"))
        if placed.also:
            kept.append(records.evolve(placed, key=placed.also, also="", label="", sure=False))
    return kept


def _last_of_each(tables: Iterable[BoundTable]) -> list[BoundTable]:
    """Return one binding of each table: a report's own pack, read later, knows its rows better."""
    return list({table.old: table for table in tables}.values())


def _chosen(found: Sequence[Placed]) -> tuple[list[Placed], list[Placed]]:
    """Return one figure for each place, and those where two fit equally well."""
    by_place: dict[tuple[int, int, int], list[Placed]] = {}
    for placed in found:
        by_place.setdefault(placed.place, []).append(placed)
    kept: list[Placed] = []
    unsure: list[Placed] = []
    for rivals in by_place.values():
        best = max(placed.weight for placed in rivals)
        first = [placed for placed in rivals if placed.weight == best]
        cells = [placed for placed in rivals if placed.cell is not None and placed.key == first[0].key]
        if len({placed.key for placed in first}) > 1:
            unsure.append(first[0])
        else:
            kept.append(cells[0] if cells else first[0])
    return kept, unsure


@attrs.define
class _Binding:
    """Puts the parts together."""

    old: Report
    kept: list[Placed]
    tables: list[BoundTable]
    exact: set[str]

    def report(self, unsure: Sequence[Placed]) -> Report:
        self.kept.sort(key=lambda placed: (placed.block, placed.start))
        taken: dict[int, Placed] = {}
        for placed in self.kept:
            if placed.occurrence is not None:
                taken.setdefault(id(placed.occurrence), placed)
        places = {placed.place for placed in self.kept}
        renamed = {table.old: table for table in self.tables}
        made = self._made_tables()
        bound = self._figures()
        figures: dict[str, Figure] = {}
        gone = {placed.occurrence.location for placed in self.kept if placed.occurrence is not None}
        for key, figure in self.old.figures.items():
            if key in bound:
                continue
            mentions = tuple(
                mention
                if mention.location.table not in renamed
                else records.evolve(mention, location=_renamed(mention.location, renamed))
                for mention in figure.mentions
                if mention.location not in gone
                and (mention.location.line, mention.location.column or 0, 0) not in places
            )
            if mentions == figure.mentions:
                figures[key] = figure
                continue
            if mentions:
                figures[key] = records.evolve(figure, mentions=mentions)
        figures = {**bound, **figures}
        blocks = tuple(self._block(block, taken, renamed) for block in self.old.blocks)
        used = {mention.location.table for figure in figures.values() for mention in figure.mentions}
        tables = [renamed[table.id].table if table.id in renamed else table for table in self.old.tables]
        tables = [table for table in tables if table.id in used or table.id not in self._emptied(made)]
        notes = tuple(
            Note(kind="binding", text=f"{placed.mention.text} {placed.key}", location=placed.mention.location)
            for placed in unsure
        )
        return records.evolve(
            self.old, figures=figures, tables=(*tables, *made), blocks=blocks, notes=(*self.old.notes, *notes)
        )

    def _emptied(self, made: Iterable[Table]) -> set[str]:
        """Return the ids of draft tables whose cells all went to tables of the pack."""
        names = {table.id for table in made}
        return {
            placed.occurrence.location.table
            for placed in self.kept
            if placed.occurrence is not None
            and placed.occurrence.location.table is not None
            and placed.mention.location.table in names
        }

    def _figures(self) -> dict[str, Figure]:
        groups: dict[str, list[Placed]] = {}
        for placed in self.kept:
            groups.setdefault(placed.key, []).append(placed)
        names = {
            key.removesuffix(".名称"): group[0].mention.text
            for key, group in groups.items()
            if key.endswith(".名称")
        }
        found: dict[str, Figure] = {}
        for key, group in groups.items():
            units = [placed.unit for placed in group if placed.mention.text not in {"-", "—"}] or [
                group[0].unit
            ]
            unit = max(dict.fromkeys(units), key=units.count)
            mentions: tuple[Mention, ...] = tuple(
                placed.mention
                if placed.unit == unit or placed.mention.text in {"-", "—"}
                else records.evolve(placed.mention, unit=placed.unit)
                for placed in group
            )
            exact = True if key.rpartition(".")[2] in self.exact and unit not in {"text", "date"} else None
            label = next((placed.label for placed in group if placed.label), "") or title_of(key, names)
            found[key] = Figure(key=key, label=label, unit=unit, mentions=mentions, exact=exact)
        return found

    def _made_tables(self) -> list[Table]:
        """Return the tables that row patterns gave, and put their ids into the mentions."""
        groups: dict[str, list[int]] = {}
        last: dict[str, str] = {}
        for at, placed in enumerate(self.kept):
            cell = placed.cell
            if cell is None or "/" in cell.table:
                continue
            part = last.setdefault(cell.table, _part(placed.mention.location.section))
            ident = f"{cell.table}/{part}" if part else cell.table
            location = records.evolve(placed.mention.location, table=ident)
            self.kept[at] = records.evolve(placed, mention=records.evolve(placed.mention, location=location))
            groups.setdefault(ident, []).append(at)
        return [self._made(ident, [self.kept[at] for at in places]) for ident, places in groups.items()]

    def _made(self, ident: str, cells: Sequence[Placed]) -> Table:
        name = ident.partition("/")[0]
        roles: dict[str, Role] = {}
        columns: dict[str, None] = {}
        labels: dict[str, str] = {}
        for placed in cells:
            if placed.cell is not None:
                roles.setdefault(placed.cell.row, _ROLES[placed.cell.said])
                columns.setdefault(placed.cell.column)
                if placed.cell.column == "名称":
                    labels.setdefault(placed.cell.row, placed.mention.text)
        total = next((row for row, role in roles.items() if role is Role.TOTAL), None)
        return Table(
            id=ident, name=name, number=name if name.startswith("表") else None,
            columns=tuple(Column(name=column, path=(column,)) for column in columns),
            rows=tuple(
                Row(name=row, label=labels.get(row), role=role, parent=total if role is Role.DETAIL else None)
                for row, role in roles.items()
            ),
            location=records.evolve(cells[0].mention.location, table=None, row=None, col=None),
        )  # fmt: skip

    def _block(self, block: Block, taken: Mapping[int, Placed], renamed: Mapping[str, BoundTable]) -> Block:
        if block.table not in renamed and not any(id(found) in taken for found in block.occurrences):
            return block

        def changed(found: Occurrence) -> Occurrence:
            placed = taken.get(id(found))
            if placed is None:
                place = _renamed(found.location, renamed)
                return found if place is found.location else records.evolve(found, location=place)
            return records.evolve(found, key=placed.key, location=placed.mention.location)

        named = renamed.get(block.table or "")
        table = named.table.id if named is not None else block.table
        return records.evolve(block, occurrences=tuple(map(changed, block.occurrences)), table=table)


_TITLE = 60
_ROLES = {Said.ROW: Role.DETAIL, Said.GROUP: Role.OTHER, Said.TOTAL: Role.TOTAL, Said.SENTENCE: Role.OTHER}


def _part(section: tuple[str, ...]) -> str:
    return section[0][:3] if section and section[0].startswith("附件") else section[0] if section else ""


def _renamed(place: Location, renamed: Mapping[str, BoundTable]) -> Location:
    table = renamed.get(place.table or "")
    if table is None:
        return place
    return records.evolve(
        place, table=table.table.id,
        row=table.rows.get(place.row, place.row) if place.row is not None else None,
        col=table.columns.get(place.col, place.col) if place.col is not None else None,
    )  # fmt: skip
