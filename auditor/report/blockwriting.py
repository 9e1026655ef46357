"""Write the blocks of a document as JSON, without what follows from the rest (`report.derived`)."""

from __future__ import annotations

import collections
from typing import TYPE_CHECKING, Any, Final

import attrs

from auditor.numbers import NotANumeralError, Numeral, ratio_text, read_numeral
from auditor.report import derived
from auditor.report.blocks import Label, NumberKind, Run
from auditor.source import Location

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from fractions import Fraction

    from auditor.report.blocks import Block, Cell, Occurrence, Revision
    from auditor.report.model import Figure

Fields = dict[str, Any]
_PLACES: Final = tuple(field.name for field in attrs.fields(Location))
Names = tuple[list[str | None], list[str | None]]
_LABELS: Final = tuple(field.name for field in attrs.fields(Label))


def blocks_written(blocks: Sequence[Block], figures: Mapping[str, Figure]) -> list[Fields]:
    """Return the blocks as JSON. Each stands at its index; `figures` tell what their figures are called."""
    section: tuple[str, ...] = ()
    found = []
    for block in blocks:
        found.append(_Writing(block, figures).fields(section))
        section = block.section
    return found


class _Writing:
    """One block on its way to JSON."""

    def __init__(self, block: Block, figures: Mapping[str, Figure]) -> None:
        self.block = block
        self.figures = figures
        self.lines = derived.Lines(block.text, block.runs)
        self.shift = derived.shift_of(block.location, len(block.text))

    def fields(self, before: tuple[str, ...]) -> Fields:
        block = self.block
        fields: Fields = {"kind": block.kind.value}
        if block.level:
            fields["level"] = block.level
        if block.section != before:
            fields["section"] = list(block.section)
        if block.table is not None:
            fields["table"] = block.table
        base = Location(section=block.section, table=block.table)
        _put(fields, "location", _difference(block.location, self.lines.placed(base, 0, len(block.text))))
        if block.cells:
            fields.update(self._table())
        else:
            fields["text"] = block.text
            if block.runs != (Run(0, len(block.text), None, 1),):
                fields["runs"] = [_run(run, 0) for run in block.runs]
            _put(fields, "numbers", self._numbers(block.occurrences, block.text, 0, block.location))
        _put(fields, "revisions", [_revision(each) for each in block.revisions])
        return fields

    def _table(self) -> Fields:
        fields: Fields = {}
        runs = _runs_by_cell(self.block)
        if runs is None:
            fields["runs"] = [_run(run, 0) for run in self.block.runs]
        names = rows, columns = _names(self.block.cells)
        _put(fields, "rows", rows)
        _put(fields, "columns", columns)
        fields["cells"] = [
            self._cell(cell, names, numbers, None if runs is None else runs.get(at, []))
            for at, (cell, numbers) in enumerate(derived.by_cell(self.block))
        ]
        return fields

    def _cell(
        self, cell: Cell, names: Names, numbers: Sequence[Occurrence], runs: Sequence[Run] | None
    ) -> Fields:
        fields: Fields = {"row": cell.row, "column": cell.column}
        if cell.rows != 1:
            fields["rows"] = cell.rows
        if cell.columns != 1:
            fields["columns"] = cell.columns
        _put(fields, "text", cell.text)
        start, length = cell.span.start, len(cell.text)
        if runs is not None and length and list(runs) != [Run(start, length, None, 1)]:
            fields["runs"] = [_run(run, start) for run in runs]
        own = derived.cell_names((cell.row, cell.column, cell.text), *names)
        expected = derived.cell_place(self.block.location, self.lines, cell.span, own, self.shift)
        _put(fields, "location", _difference(cell.location, expected))
        _put(fields, "numbers", self._numbers(numbers, cell.text, start, cell.location))
        return fields

    def _numbers(self, numbers: Sequence[Occurrence], text: str, start: int, place: Location) -> list[Fields]:
        base = attrs.evolve(place, revision=None)
        found = []
        end = 0
        for each in numbers:
            expected = self.lines.placed(base, each.span.start, each.span.end, self.shift)
            fields: Fields = {}
            if each.text != text:
                fields["text"] = each.text
            at = each.span.start - start
            if text.find(each.text, end) != at:
                fields["at"] = at
            found.append({**fields, **_number(each, expected, self.figures)})
            end = at + len(each.text)
        return found


def _put(fields: Fields, name: str, value: Any) -> None:  # noqa: ANN401 - JSON values of any shape
    if value:
        fields[name] = value


def _difference(place: Location, expected: Location) -> Fields:
    """Return what of a place does not follow; what does not stand there although it should is null."""
    found: Fields = {}
    for name in _PLACES:
        value = getattr(place, name)
        if value != getattr(expected, name):
            found[name] = list(value) if isinstance(value, tuple) else value
    return found


def _run(run: Run, start: int) -> list[int | None]:
    """Return start, length, line, column and page of a run, without the page where there is none."""
    stated = [run.start - start, run.length, run.line, run.column, run.page]
    return stated if run.page is not None else stated[:-1]


def _runs_by_cell(block: Block) -> dict[int, list[Run]] | None:
    """Return the runs of each cell by its number, None where a run lies in no cell."""
    found: dict[int, list[Run]] = collections.defaultdict(list)
    ordered = sorted(
        range(len(block.cells)), key=lambda at: (block.cells[at].span.start, block.cells[at].span.end)
    )
    ordered = [at for at in ordered if block.cells[at].text]
    turn = 0
    for run in block.runs:
        while turn < len(ordered) and block.cells[ordered[turn]].span.end <= run.start:
            turn += 1
        if turn == len(ordered):
            return None
        span = block.cells[ordered[turn]].span
        if run.start < span.start or run.start + run.length > span.end:
            return None
        found[ordered[turn]].append(run)
    return found


def _names(cells: Iterable[Cell]) -> Names:
    """Return the name of each row and each column of a table, null where it has none."""
    rows: dict[int, str] = {}
    columns: dict[int, str] = {}
    for cell in cells:
        if cell.text and cell.location.row is not None and cell.location.col is not None:
            rows.setdefault(cell.row, cell.location.row)
            columns.setdefault(cell.column, cell.location.col)
    return _listed(rows), _listed(columns)


def _listed(names: Mapping[int, str]) -> list[str | None]:
    return [names.get(at) for at in range(max(names, default=-1) + 1)]


def _number(number: Occurrence, expected: Location, figures: Mapping[str, Figure]) -> Fields:
    kind, place = number.kind, number.location
    fields: Fields = {}
    if kind is not NumberKind.FIGURE:
        fields["kind"] = kind.value
    if number.key != derived.number_key(kind, place):
        fields["key"] = number.key
    numeral = derived.number_numeral(kind, number.text)
    if number.numeral != numeral:
        fields["numeral"] = None if number.numeral is None else _numeral(number.numeral)
    if number.unit != derived.number_unit(kind, number.numeral):
        fields["unit"] = number.unit
    for name, default in (("unit_lent", False), ("approximate", False), ("sign", 0), ("sign_word", ""),
                          ("range", ""), ("reason", "")):  # fmt: skip
        if getattr(number, name) != default:
            fields[name] = getattr(number, name)
    if number.bound != (number.numeral.bound if number.numeral is not None else ""):
        fields["bound"] = number.bound
    known = derived.number_label(place) if number.key is not None else None
    if number.label != known:
        fields["label"] = None if number.label is None else _label(number.label, known)
    figure = figures.get(number.key or "")
    if number.key is not None and figure is not None and figure.label != derived.called(number):
        fields["called"] = figure.label
    _put(fields, "location", _difference(place, expected))
    return fields


def _label(label: Label, known: Label | None) -> Fields:
    base = known or Label(name="")
    return {name: getattr(label, name) for name in _LABELS if getattr(label, name) != getattr(base, name)}


def _numeral(numeral: Numeral) -> str | Fields:
    """Return the text that reads as `numeral`; what no text does (五, 1/5) with its value and step."""
    try:
        if read_numeral(numeral.text) == numeral:
            return numeral.text
    except NotANumeralError:
        pass
    fields: Fields = {"text": numeral.text, "value": _exact(numeral.value), "step": _exact(numeral.step)}
    _put(fields, "mark", numeral.mark)
    _put(fields, "bound", numeral.bound)
    _put(fields, "blank", numeral.blank)
    return fields


def _exact(value: Fraction) -> str:
    return ratio_text(value.numerator, value.denominator)


def _revision(revision: Revision) -> Fields:
    fields = {"kind": revision.kind, "author": revision.author, "date": revision.date, "text": revision.text}
    span = revision.span
    return fields if span is None else {**fields, "span": [span.start, span.end]}
