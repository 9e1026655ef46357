"""Read the tables and printed notes of a report file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from auditor.readers._json_places import place_fields
from auditor.report.model import Column, Note, Role, Row, Table
from auditor.report.problems import ReportProblem
from auditor.report.shapes import RefusedError, shown
from auditor.source import Location

if TYPE_CHECKING:
    from auditor.report.shapes import Shape

MAX_ROWS: Final = 100_000
_TABLE: Final = frozenset({"id", "name", "caption", "number", "unit", "location", "columns", "rows"})
_NOTE: Final = frozenset({"kind", "text", "tables", "location"})


class Tables:
    """Reads tables and notes; problems go to `shape`."""

    def __init__(self, shape: Shape) -> None:
        """Start without rows."""
        self._shape = shape
        self._rows = 0

    def tables(self, value: object, path: str) -> tuple[Table, ...]:
        """Return the tables of an array, each with an id of its own."""
        items = self._shape.items(value, path)
        tables = tuple(self._table(item, f"{path}[{index}]") for index, item in enumerate(items))
        self._shape.unique([table.id for table in tables], path, "id")
        return tables

    def notes(self, value: object, path: str) -> tuple[Note, ...]:
        """Return the notes of an array."""
        return tuple(
            self._note(item, f"{path}[{index}]") for index, item in enumerate(self._shape.items(value, path))
        )

    def _table(self, value: object, path: str) -> Table:
        fields = self._shape.fields(value, path, _TABLE, ("id", "columns", "rows"))
        columns = tuple(
            self._column(item, f"{path}.columns[{index}]")
            for index, item in enumerate(self._shape.items(fields.get("columns"), f"{path}.columns"))
        )
        stated = self._shape.items(fields.get("rows"), f"{path}.rows")
        self._rows += len(stated)
        if self._rows > MAX_ROWS:
            zh, en = f"表格行超过 {MAX_ROWS} 行", f"more than {MAX_ROWS} table rows"
            raise RefusedError(ReportProblem(path, zh, en, "请拆分报告", "split the report"))
        rows = tuple(self._row(item, f"{path}.rows[{index}]") for index, item in enumerate(stated))
        self._shape.unique([column.name for column in columns], f"{path}.columns", "name")
        self._shape.unique([row.name for row in rows], f"{path}.rows", "name")
        names = {row.name for row in rows}
        for index, row in enumerate(rows):
            if row.parent is not None and row.parent not in names:
                self._shape.problem(
                    f"{path}.rows[{index}].parent",
                    f"表中没有行 {shown(row.parent)}",
                    f"the table has no row {shown(row.parent)}",
                )
        return Table(
            id=self._shape.text(fields, "id", path) or "",
            name=self._shape.text(fields, "name", path),
            caption=self._shape.text(fields, "caption", path),
            number=self._shape.text(fields, "number", path),
            unit=self._shape.text(fields, "unit", path),
            columns=columns,
            rows=rows,
            location=Location(**place_fields(self._shape, fields.get("location"), f"{path}.location")),
        )

    def _column(self, value: object, path: str) -> Column:
        fields = self._shape.fields(value, path, frozenset({"name", "path", "unit"}), ("name",))
        return Column(
            name=self._shape.text(fields, "name", path) or "",
            path=self._shape.texts(fields, "path", path),
            unit=self._shape.text(fields, "unit", path),
        )

    def _row(self, value: object, path: str) -> Row:
        fields = self._shape.fields(value, path, frozenset({"name", "label", "role", "parent"}), ("name",))
        roles = tuple(role.value for role in Role)
        return Row(
            name=self._shape.text(fields, "name", path) or "",
            label=self._shape.text(fields, "label", path),
            role=Role(self._shape.choice(fields, "role", path, roles, "detail")),
            parent=self._shape.text(fields, "parent", path),
        )

    def _note(self, value: object, path: str) -> Note:
        fields = self._shape.fields(value, path, _NOTE, ("kind", "text"))
        return Note(
            kind=self._shape.text(fields, "kind", path) or "",
            text=self._shape.text(fields, "text", path) or "",
            tables=self._shape.texts(fields, "tables", path),
            location=Location(**place_fields(self._shape, fields.get("location"), f"{path}.location")),
        )
