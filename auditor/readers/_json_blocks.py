"""Read the blocks of a report file back: the same document that a reader of drafts saw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from auditor.readers._json_numbers import Numbers
from auditor.readers._json_places import placed_as_said
from auditor.report import derived
from auditor.report.blocks import Block, BlockKind, Cell, Revision, Run
from auditor.report.problems import ReportProblem
from auditor.report.shapes import RefusedError
from auditor.source import Location, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from auditor.report.blocks import Occurrence
    from auditor.report.model import Figure, Table
    from auditor.report.shapes import Shape

MAX_BLOCKS: Final = 300_000
MAX_CELLS: Final = 500_000
_MAX_GRID: Final = 1_048_576
"""Rows of the largest spreadsheet there is."""
_RUN: Final = 4
"""Start, length, line and column; a page may follow."""
_BLOCK: Final = frozenset({"kind", "level", "section", "table", "location", "text", "runs", "rows", "columns", "cells", "numbers", "revisions"})  # fmt: skip
_CELL: Final = frozenset({"row", "column", "rows", "columns", "text", "runs", "location", "numbers"})
_REVISION: Final = frozenset({"kind", "author", "date", "text", "span"})
_KINDS: Final = tuple(kind.value for kind in BlockKind)


class Blocks:
    """Reads blocks one after the other; `figures` are those that their numbers state."""

    def __init__(self, shape: Shape, tables: Iterable[Table]) -> None:
        """Start without figures; the blocks may name `tables`."""
        self.figures: dict[str, Figure] = {}
        self.shape = shape
        self.numbers = Numbers(shape)
        self._tables: Mapping[str, Table] = {table.id: table for table in tables}
        self._cells = 0

    def read(self, value: object, path: str) -> tuple[Block, ...]:
        """Return the blocks of an array."""
        section: tuple[str, ...] = ()
        found: list[Block] = []
        items = self.shape.items(value, path)
        if len(items) > MAX_BLOCKS:
            zh, en = f"块超过 {MAX_BLOCKS} 个", f"more than {MAX_BLOCKS} blocks"
            raise RefusedError(ReportProblem(path, zh, en, "请拆分报告", "split the report"))
        for index, item in enumerate(items):
            block = self._block(item, f"{path}[{index}]", index, section)
            section = block.section
            found.append(block)
        for number in derived.stating(found):
            label = self.numbers.called.get(number.key or "") or derived.called(number)
            self.figures[number.key or ""] = derived.figure_of(number, label)
        return tuple(found)

    def _block(self, value: object, path: str, index: int, section: tuple[str, ...]) -> Block:
        shape = self.shape
        fields = shape.fields(value, path, _BLOCK, ("kind",))
        if "section" in fields:
            section = shape.texts(fields, "section", path)
        table = shape.text(fields, "table", path)
        if table is not None and table not in self._tables:
            shape.absent(f"{path}.table", ("表", "table"), table, self._tables)
        kind = BlockKind(shape.choice(fields, "kind", path, _KINDS, "paragraph"))
        return _Reading(self, fields, path, Location(section=section, table=table)).block(
            index, kind, shape.whole(fields, "level", path) or 0
        )

    def table(self, name: str | None) -> Table | None:
        """Return the table of that id."""
        return self._tables.get(name or "")

    def count(self, path: str, cells: int) -> None:
        """Count the cells met; refuse more than documents hold."""
        self._cells += cells
        if self._cells > MAX_CELLS:
            zh, en = f"单元格超过 {MAX_CELLS} 个", f"more than {MAX_CELLS} cells"
            raise RefusedError(ReportProblem(path, zh, en, "请拆分报告", "split the report"))


class _Reading:
    """One block of a report file on its way back."""

    def __init__(self, blocks: Blocks, fields: dict[str, Any], path: str, base: Location) -> None:
        self._blocks = blocks
        self._shape = blocks.shape
        self._fields = fields
        self._path = path
        self._base = base
        self._lines = derived.Lines("", ())
        self._shift: int | None = None
        self._place = base

    def block(self, index: int, kind: BlockKind, level: int) -> Block:
        """Return the block."""
        fields, path = self._fields, self._path
        stated = self._shape.items(fields.get("cells"), f"{path}.cells")
        if stated:
            return self._table(stated, index, kind, level)
        for name in ("rows", "columns"):
            if name in fields:
                self._shape.problem(
                    f"{path}.{name}", "没有单元格的块不应有此字段", "a block without cells has no such field"
                )
        if "text" not in fields:
            self._shape.problem(f"{path}.text", "缺少此字段", "this field is missing")
        text = self._shape.text(fields, "text", path) or ""
        runs = self._runs(fields, path, text, 0)
        self._settle(text, runs)
        numbers = self._numbers(fields, path, text, 0, self._place)
        return self._made(index, kind, level, text, runs, numbers, ())

    def _made(  # noqa: PLR0913, PLR0917 - the parts of a block
        self,
        index: int,
        kind: BlockKind,
        level: int,
        text: str,
        runs: tuple[Run, ...],
        numbers: Iterable[Occurrence],
        cells: tuple[Cell, ...],
    ) -> Block:
        return Block(
            index=index, kind=kind, level=level, text=text, location=self._place, section=self._base.section,
            runs=runs, occurrences=tuple(numbers), table=self._base.table, cells=cells,
            revisions=self._revisions(len(text)),
        )  # fmt: skip

    def _settle(self, text: str, runs: tuple[Run, ...]) -> None:
        """Find the place of the block, on which those of its cells and numbers rest."""
        self._lines = derived.Lines(text, runs)
        self._place = placed_as_said(
            self._shape, self._fields, self._path, self._lines.placed(self._base, 0, len(text))
        )
        self._shift = derived.shift_of(self._place, len(text))

    def _numbers(
        self, fields: dict[str, Any], path: str, text: str, start: int, place: Location
    ) -> list[Occurrence]:
        stated = fields.get("numbers")
        return self._blocks.numbers.read(stated, path, text, start, place, self._lines, self._shift)

    # Tables ----------------------------------------------------------------------------------

    def _table(self, stated: Sequence[object], index: int, kind: BlockKind, level: int) -> Block:
        fields, path = self._fields, self._path
        for name in ("text", "numbers"):
            if name in fields:
                self._shape.problem(
                    f"{path}.{name}",
                    "表的文字和数字在单元格里",
                    "a table holds its text and numbers in its cells",
                    "请删去此字段",
                    "leave this field out",
                )
        self._blocks.count(path, len(stated))
        items = [
            self._shape.fields(item, f"{path}.cells[{at}]", _CELL, ("row", "column"))
            for at, item in enumerate(stated)
        ]
        drafts = [
            (
                self._extent(item, "row", f"{path}.cells[{at}]", 0),
                self._extent(item, "column", f"{path}.cells[{at}]", 0),
                self._shape.text(item, "text", f"{path}.cells[{at}]") or "",
            )
            for at, item in enumerate(items)
        ]
        text, starts = derived.joined_cells(drafts)
        if "runs" in fields:
            runs = self._runs(fields, path, text, 0)
        else:
            order = sorted(range(len(items)), key=lambda at: starts[at])
            runs = tuple(
                run
                for at in order
                for run in self._runs(items[at], f"{path}.cells[{at}]", drafts[at][2], starts[at])
            )
        self._settle(text, runs)
        names = self._names("rows", "行", "row"), self._names("columns", "列", "column")
        cells: list[Cell] = []
        numbers: list[Occurrence] = []
        for at, (item, draft) in enumerate(zip(items, drafts, strict=True)):
            here = f"{path}.cells[{at}]"
            span = Span(starts[at], starts[at] + len(draft[2]))
            own = derived.cell_names(draft, *names)
            expected = derived.cell_place(self._place, self._lines, span, own, self._shift)
            place = placed_as_said(self._shape, item, here, expected)
            cells.append(
                Cell(
                    row=draft[0], column=draft[1], rows=self._extent(item, "rows", here, 1),
                    columns=self._extent(item, "columns", here, 1), text=draft[2], span=span, location=place,
                )
            )  # fmt: skip
            numbers.extend(self._numbers(item, here, draft[2], span.start, place))
        numbers.sort(key=lambda number: number.span.start)
        return self._made(index, kind, level, text, runs, numbers, tuple(cells))

    def _extent(self, fields: dict[str, Any], key: str, path: str, least: int) -> int:
        value = self._shape.whole(fields, key, path, least=least)
        if value is not None and value > _MAX_GRID:
            self._shape.problem(f"{path}.{key}", f"超过 {_MAX_GRID}", f"more than {_MAX_GRID}")
        return least if value is None else value

    def _names(self, key: str, zh: str, en: str) -> list[str | None]:
        """Return the names of a table's rows or columns, None where the grid's has none."""
        path = f"{self._path}.{key}"
        items = self._shape.items(self._fields.get(key), path)
        holder = {str(index): item for index, item in enumerate(items)}
        names = [self._shape.text(holder, index, path) for index in holder]
        table = self._blocks.table(self._base.table)
        if table is not None:
            known = {each.name for each in (table.rows if key == "rows" else table.columns)}
            for at, name in enumerate(names):
                if name is not None and name not in known:
                    self._shape.absent(f"{path}[{at}]", (zh, en), name, sorted(known))
        return names

    # Runs and revisions ----------------------------------------------------------------------

    def _runs(self, fields: dict[str, Any], path: str, text: str, start: int) -> tuple[Run, ...]:
        if "runs" not in fields:
            return (Run(start, len(text), None, 1),) if text else ()
        found: list[Run] = []
        end = 0
        for at, item in enumerate(self._shape.items(fields["runs"], f"{path}.runs")):
            here = f"{path}.runs[{at}]"
            parts = self._shape.items(item, here)
            if not _RUN <= len(parts) <= _RUN + 1 or not all(_is_whole(each) for each in parts):
                self._shape.problem(
                    here,
                    "应为 [起点, 长度, 行, 列] 或再加页，行和页可为空",
                    "expected [start, length, line, column] or the page as well; line and page may be null",
                )
                continue
            first, length, line, column, page = (*parts, None)[: _RUN + 1]
            wrong = None in {first, length, column} or any(
                each is not None and each < 1 for each in (length, line, page)
            )
            if wrong or first < end or first + length > len(text):
                self._shape.problem(
                    here,
                    f"应依次落在 {len(text)} 个字的文字之内，互不重叠",
                    f"must lie within the {len(text)} characters of the text, one behind the other",
                )
                continue
            end = first + length
            found.append(Run(first + start, length, line, column, page))
        return tuple(found)

    def _revisions(self, length: int) -> tuple[Revision, ...]:
        found: list[Revision] = []
        for at, item in enumerate(
            self._shape.items(self._fields.get("revisions"), f"{self._path}.revisions")
        ):
            here = f"{self._path}.revisions[{at}]"
            fields = self._shape.fields(item, here, _REVISION, ("kind", "author", "date", "text"))
            texts = {
                name: self._shape.text(fields, name, here) or ""
                for name in ("kind", "author", "date", "text")
            }
            span = None
            if fields.get("span") is not None:
                parts = self._shape.items(fields["span"], f"{here}.span")
                if len(parts) == 2 and all(map(_is_offset, parts)) and parts[0] <= parts[1] <= length:  # noqa: PLR2004 - its ends
                    span = Span(*parts)
                else:
                    self._shape.problem(
                        f"{here}.span", "应为文字之内的 [起点, 终点]", "expected [start, end] within the text"
                    )
            found.append(Revision(**texts, span=span))
        return tuple(found)


def _is_whole(value: object) -> bool:
    return value is None or (isinstance(value, int) and not isinstance(value, bool))


def _is_offset(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
