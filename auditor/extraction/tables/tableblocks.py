"""A table as a block and as figures: its cells placed, each stated value named by row and column."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Callable
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.extraction.numbers.found import Found
from auditor.extraction.numbers.scanner import scan
from auditor.extraction.numbers.unitwords import unit_in_header, without_currency
from auditor.extraction.prose.labels import LabelFinder
from auditor.extraction.prose.names import Namer
from auditor.extraction.prose.periods import basis_in, period_in
from auditor.extraction.tables.tables import UNIT_HEAD, TableDraft
from auditor.extraction.text.characters import fold
from auditor.extraction.text.mapped import EMPTY, INSERTED, Mapped
from auditor.extraction.text.sourcetext import SourceText
from auditor.numbers import unit_of
from auditor.report.blocks import Block, BlockKind, Cell, Label, NumberKind, Occurrence
from auditor.report.derived import cell_label
from auditor.report.printed import numeral_of
from auditor.source import Location, Span

if TYPE_CHECKING:
    from auditor.extraction.text.draft import Draft
    from auditor.extraction.text.grid import GridCell

_OVER = re.compile("([一-龥]{2,8})[/／÷]([一-龥]{2,8})")
_RATE = re.compile(
    r"率$|占比|比重|比例|百分比|增幅|涨幅|增速|(?:增长|升降|增减|变动|发展)速度$|幅度$|同比$|环比$|％|%"
)
_POINTS = re.compile(
    r"权重|分值|满分|得分|评分|^(?:weight|score|points|marks?|rank|rating)s?\b", re.IGNORECASE
)
_COUNT = re.compile(r"(?P<unit>户|人|个|件|项|份|次|台|辆|家)数$|数量$|次数$")
_SCORE = re.compile(r"得分$|^权重|分值$|^自评分$|^评分$|^分数$|^满分$|权重分$|^权重$")
_SHORT = 12
_WORD = 3
_PROSE = re.compile(r"[，。；：、？！,;]")
_THOUSANDS = re.compile(r"(?<=[0-9])[,，](?=[0-9]{3}(?![0-9]))")


def unit_said(name: str) -> str | None:
    """Return the unit that the name of a measure says, empty where it says only that it counts: 分 of 得分, 户 of 户数."""
    if _SCORE.search(name):
        return "分"
    count = _COUNT.search(name)
    return None if count is None else count["unit"] or ""


@attrs.define(eq=False)
class TableWriter:
    """Writes one table; `add` takes each figure with its key and label."""

    source: SourceText
    table: TableDraft
    ident: str
    unit: str | None
    namer: Namer
    add: Callable[[str, str, Occurrence], None]
    # Statements print the $ of a column only beside its first and last amounts.
    _currencies: dict[str, str] = attrs.field(init=False, factory=dict)
    # A column headed 单位 states the unit of each row.
    _row_units: dict[int, str] = attrs.field(init=False, factory=dict)
    # A number that is all of its cell stands where the cell does.
    _whole: tuple[Span, Location, Location] = attrs.field(
        init=False, default=(Span(0, 0), Location(), Location())
    )

    def block(self, index: int, draft: Draft, base: Location) -> Block:
        """Return the block, and hand over its figures."""
        text, spans = self._text()
        cells: list[Cell] = []
        occurrences: list[Occurrence] = []
        body = {id(item.cell): item for item in self.table.body}
        self._currencies = {
            item.column: sign
            for item in self.table.body
            if (sign := without_currency(fold(item.cell.text.text))[0])
        }
        self._row_units = self._stated_units()
        for cell in self.table.grid.cells:
            span = spans[id(cell)]
            stated = body.get(id(cell))
            place = records.evolve(
                base,
                table=self.ident,
                row=stated.row if stated is not None else None,
                col=stated.column if stated is not None else None,
                cell=cell.cell,
                box=cell.box or base.box,
                page=cell.page or base.page,
            )
            located = (
                self.source.locate(text, span.start, span.end, place) if span.end > span.start else place
            )
            self._whole = (span, place, located)
            cells.append(
                Cell(
                    row=cell.row, column=cell.column, rows=cell.rows, columns=cell.columns,
                    text=sys.intern(cell.text.text), span=span, location=located,
                )
            )  # fmt: skip
            occurrences.extend(self._numbers(cell, text, span, place, stated=stated is not None))
        occurrences.sort(key=lambda item: item.span.start)
        return Block(
            index=index,
            kind=BlockKind.TABLE,
            text=text.text,
            location=self.source.locate(text, 0, len(text), records.evolve(base, table=self.ident)),
            section=base.section,
            runs=self.source.runs(text),
            occurrences=tuple(occurrences),
            table=self.ident,
            cells=tuple(cells),
            revisions=draft.revisions,
        )

    def _text(self) -> tuple[Mapped, dict[int, Span]]:
        texts: list[str] = []
        origins = array("q")
        spans: dict[int, Span] = {}
        at, row = 0, 0
        ordered = sorted(self.table.grid.cells, key=lambda cell: (cell.row, cell.column))
        for number, cell in enumerate(ordered):
            if number:
                texts.append("\n" if cell.row != row else "\t")
                origins.append(INSERTED)
                at += 1
            row = cell.row
            spans[id(cell)] = Span(at, at + len(cell.text))
            texts.append(cell.text.text)
            origins.extend(cell.text.origins)
            at += len(cell.text)
        if not texts:
            return EMPTY, spans
        return Mapped("".join(texts), origins), spans

    def _numbers(
        self, cell: GridCell, text: Mapped, span: Span, place: Location, *, stated: bool
    ) -> list[Occurrence]:
        if span.start == span.end:
            return []
        found = scan(cell.text.text, cell=stated)
        single = self._single(cell, found) if stated else None
        if (
            stated
            and single is None
            and not found
            and len(cell.plain) <= _SHORT
            and not _PROSE.search(cell.plain)
        ):
            return [self._stated_text(text, span, place)]
        if single is not None:
            return [self._value(cell, found[0], text, span, place)]
        kind = self._other_kind(cell)
        inner = place if place.col is None else records.evolve(place, col=None)
        occurrences = []
        for item, label in LabelFinder(cell.text.text).read(found):
            fixed = (
                records.evolve(item, kind=kind[0], reason=kind[1])
                if kind and item.kind is NumberKind.FIGURE
                else item
            )
            moved = records.evolve(fixed, start=span.start + item.start, end=span.start + item.end)
            occurrence = self._occurrence(text, moved, label, inner)
            if occurrence.kind is NumberKind.FIGURE and numeral_of(occurrence.text) is not None:
                words = label or Label(name=place.row or "")
                key = self.namer.narrative((*place.section, self.ident), words, item.unit)
                occurrence = records.evolve(occurrence, key=key, label=label)
                self.add(key, label.name if label else place.row or "", occurrence)
            occurrences.append(occurrence)
        return occurrences

    def _other_kind(self, cell: GridCell) -> tuple[NumberKind, str] | None:
        """Return what bare numbers in serial and code columns and in headers are."""
        if cell.column not in self.table.labels and cell.row >= self.table.heads:
            return None
        if re.fullmatch(r"\s*[0-9]+(?:-[0-9]+)?\s*", cell.text.text):
            if cell.row < self.table.heads:
                return NumberKind.SERIAL, "column number"
            serial = len(cell.plain) <= 3  # noqa: PLR2004 - budget codes have three digits and more
            return (NumberKind.SERIAL, "row number") if serial else (NumberKind.CODE, "code column")
        return None

    def _single(self, cell: GridCell, found: list[Found]) -> Found | None:
        """Return the one figure that a short cell states: 93.22%, 500件, ±10%以内."""
        if len(found) != 1 or found[0].kind is not NumberKind.FIGURE:
            return None
        item = found[0]
        text = cell.text.text
        bare = text.strip()[without_currency(fold(text.strip()))[1] :]
        if item.end - item.start >= len(bare):
            return item
        lead = fold(text[: item.start].strip())
        alone = (
            without_currency(lead)[1] == len(lead)
            and len(text[max(item.end, item.unit_end) :].strip()) <= _WORD
        )
        # 1,260户: the comma of thousands is no prose.
        prose = _PROSE.search(_THOUSANDS.sub("", cell.plain))
        return item if alone and len(cell.plain) <= _SHORT and not prose else None

    def _stated_units(self) -> dict[int, str]:
        """Return the units that a column headed 单位 gives the rows."""
        heads = {
            cell.column
            for cell in self.table.grid.cells
            if cell.row < self.table.heads and UNIT_HEAD.fullmatch(cell.plain)
        }
        if len(heads) != 1:
            return {}
        return {
            cell.row: cell.plain
            for cell in self.table.grid.cells
            if cell.column in heads and cell.row >= self.table.heads and unit_in_header(f"（{cell.plain}）")
        }

    def _value(self, cell: GridCell, item: Found, text: Mapped, span: Span, place: Location) -> Occurrence:
        column = next((col for col in self.table.columns if col.name == place.col), None)
        unit, lent = item.unit, False
        if not unit and column is not None:
            unit = (
                self._own_scale(place.row or "", column.unit)
                or column.unit
                or self._currencies.get(column.name)
                or self._lent(column.name, place.row or "", self._row_units.get(cell.row, ""))
            )
            lent = bool(unit)
        moved = records.evolve(
            item, start=span.start + item.start, end=span.start + item.end, unit=unit, unit_lent=lent
        )
        head = " ".join(column.path) if column is not None else ""
        name = place.row or ""
        period = period_in(head) or period_in(self.table.grid.caption.text)
        label = Label(name=name, period=period, basis=basis_in(head), scope=place.col or "")
        if item.kind is not NumberKind.FIGURE or numeral_of(text.text[moved.start : moved.end]) is None:
            return self._occurrence(text, moved, label, place)
        return self._figure(text, moved, label, place)

    def _occurrence(
        self, text: Mapped, item: Found, label: Label | None, place: Location, key: str | None = None
    ) -> Occurrence:
        span, base, located = self._whole
        if place is base and (item.start, item.end) == (span.start, span.end):
            return item.at(text.text, located, label, key, span)
        return item.at(text.text, self.source.locate(text, item.start, item.end, place), label, key)

    def _figure(self, text: Mapped, item: Found, label: Label, place: Location) -> Occurrence:
        """Return what a cell states, and hand over the figure that it is."""
        key = self.namer.cell(self.ident, place.row or "-", place.col or "-")
        occurrence = self._occurrence(text, item, label, place, key)
        self.add(key, cell_label(place.row or "", place.col or ""), occurrence)
        return occurrence

    def _lent(self, column: str, row: str, beside: str) -> str:
        """Return the unit that column name, row label, the row's 单位 or the caption lend to a bare number."""
        if (said := unit_said(column)) is not None:
            return said or beside
        # Locks available (%): the weight and the score of a measure are in points, whatever it is measured in.
        stated = "" if _POINTS.search(column) else unit_in_header(row) or self._above(row)
        if stated:
            return stated
        if _RATE.search(column) or self._over(column):
            return ""
        return beside or self.unit or self.table.unit or ""

    @staticmethod
    def _own_scale(row: str, unit: str | None) -> str:
        """Return the unit in the label of a row where it is the column's in another size: 人均费用（元） below 2024 年（亿元）."""
        own = unit_in_header(row) if unit else ""
        return own if own and unit and unit_of(own).dimension == unit_of(unit).dimension else ""

    def _over(self, column: str) -> bool:
        """Whether a head writes out a quotient of two other columns: 自筹/立项 of 自筹投入 and 立项金额, both in 万元."""
        terms = _OVER.fullmatch(column.strip())
        others = [each.name for each in self.table.columns if each.name != column]
        return terms is not None and all(
            any(each.startswith(term) for each in others) for term in terms.groups()
        )

    def _above(self, row: str) -> str | None:
        """Return the unit that the label of a row lends to its numbered parts: 三、人员数（人）, 1.卫生技术人员."""
        parent = next((each.parent for each in self.table.rows if each.name == row), None)
        return unit_in_header(parent) if parent else None

    def _stated_text(self, text: Mapped, span: Span, place: Location) -> Occurrence:
        item = Found(start=span.start, end=span.end, kind=NumberKind.TEXT, unit="text")
        return self._figure(text, item, Label(name=place.row or "", scope=place.col or ""), place)
