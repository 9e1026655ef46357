"""Write a report as report.json, format version 1: what `readers.json_file` reads back as it was."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from auditor.report.model import Column, Figure, Mention, Note, Report, Row, Table
    from auditor.source import Location

_PLACES = (
    "document", "page", "line", "column", "table", "row", "col", "sheet", "cell", "block", "range", "quote",
    "revision",
)  # fmt: skip


def written(report: Report) -> str:
    """Return `report` as JSON, one figure's mention a line, ending in a newline.

    What only a draft has (its blocks) is left out; fields without a value are left out.
    """
    document = report.document
    content = {
        "format": "auditor-report",
        "version": "1",
        "document": _stated(
            name=document.name,
            title=document.title,
            language=document.language,
            provenance=document.provenance,
        ),
        "options": {"rounding": report.rounding.value, "places": report.places.value},
        "notes": [_note(note) for note in report.notes],
        "tables": [_table(table) for table in report.tables],
        "figures": [_figure(figure) for figure in report.figures.values()],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _stated(**fields: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON values of any shape
    return {name: value for name, value in fields.items() if value is not None}


def _note(note: Note) -> dict[str, Any]:
    return _stated(
        kind=note.kind, text=note.text, tables=list(note.tables) or None, location=_location(note.location)
    )


def _table(table: Table) -> dict[str, Any]:
    return _stated(
        id=table.id,
        name=table.name,
        caption=table.caption,
        number=table.number,
        unit=table.unit,
        location=_location(table.location),
        columns=[_column(column) for column in table.columns],
        rows=[_row(row) for row in table.rows],
    )


def _column(column: Column) -> dict[str, Any]:
    return _stated(name=column.name, path=list(column.path) or None, unit=column.unit)


def _row(row: Row) -> dict[str, Any]:
    return _stated(name=row.name, label=row.label, role=row.role.value, parent=row.parent)


def _figure(figure: Figure) -> dict[str, Any]:
    return _stated(
        key=figure.key,
        label=figure.label,
        unit=figure.unit,
        exact=figure.exact,
        mentions=[_mention(mention) for mention in figure.mentions],
    )


def _mention(mention: Mention) -> dict[str, Any]:
    return _stated(
        text=mention.text,
        unit=mention.unit,
        approximate=mention.approximate or None,
        step=mention.step,
        sign_word=mention.sign_word,
        location=_location(mention.location),
    )


def _location(place: Location) -> dict[str, Any] | None:
    fields = {name: getattr(place, name) for name in _PLACES if getattr(place, name) is not None}
    if place.section:
        fields["section"] = list(place.section)
    if place.box:
        fields["box"] = list(place.box)
    return fields or None
