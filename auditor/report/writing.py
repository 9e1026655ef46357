"""Write a report as report.json, format version 1: what `readers.json_file` reads back as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditor.report.blockwriting import blocks_written
from auditor.report.derived import figure_of, stating
from auditor.report.fileformat import DRAFT_VERSION, FORMAT, VERSION, seal
from auditor.report.layout import laid_out
from auditor.report.model import Origin

if TYPE_CHECKING:
    from collections.abc import Mapping

    from auditor.report.model import Column, Figure, Mention, Note, Report, Row, Table
    from auditor.source import Location


_PLACES = (
    "document", "page", "line", "column", "table", "row", "col", "sheet", "cell", "block", "range", "quote",
    "revision",
)  # fmt: skip


def written(report: Report, draft: Report | None = None) -> str:
    """Return `report` as JSON, ending in a newline; `draft` is the same report as its reader saw it.

    Its blocks go into the file, and what of its figures, tables and notes is not the same. Fields without a
    value are left out.
    """
    document = report.document
    origin = document.origin or Origin(document.name, document.sha256)
    content = {
        "format": FORMAT,
        "version": VERSION,
        "document": _stated(
            name=origin.name,
            title=document.title,
            language=document.language,
            provenance=document.provenance,
            sha256=origin.sha256,
        ),
        "options": {"rounding": report.rounding.value, "places": report.places.value},
        **_content(report),
    }
    if draft is not None and draft.blocks:
        content["draft"] = _draft(draft, content)
    return laid_out(content) + "\n"


def _content(report: Report) -> dict[str, Any]:
    return {
        "notes": [_note(note) for note in report.notes],
        "tables": [_table(table) for table in report.tables],
        "figures": [_figure(figure) for figure in report.figures.values()],
    }


def _draft(draft: Report, content: Mapping[str, Any]) -> dict[str, Any]:
    own = _content(draft)
    stated = {
        "version": DRAFT_VERSION,
        "figures_sha256": seal(content),
        "remarks": [
            {"kind": each.kind.name.lower(), "details": list(each.details)} for each in draft.document.remarks
        ],
    }
    for name in ("notes", "tables"):
        if own[name] != content[name]:
            stated[name] = own[name]
    if not _follow(draft):
        stated["figures"] = own["figures"]
    stated["blocks"] = blocks_written(draft.blocks, draft.figures)
    return stated


def _follow(draft: Report) -> bool:
    """Whether the figures of a draft are those that its numbers state, in their order."""
    numbers = list(stating(draft.blocks))
    figures = list(draft.figures.items())
    return len(numbers) == len(figures) and all(
        each.key == key and figure_of(each, figure.label) == figure
        for each, (key, figure) in zip(numbers, figures, strict=True)
    )


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
