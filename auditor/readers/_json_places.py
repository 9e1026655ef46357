"""Read the location objects of a report file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import attrs

if TYPE_CHECKING:
    from auditor.report.shapes import Shape
    from auditor.source import Location

_TEXTS: Final = ("document", "table", "row", "col", "sheet", "cell", "range", "quote", "revision")
_NUMBERS: Final = ("page", "line", "column", "block")
_FIELDS: Final = frozenset({*_TEXTS, *_NUMBERS, "section", "box"})


def place_fields(shape: Shape, value: object, path: str) -> dict[str, Any]:
    """Return what a location object states, for `Location`; nothing where there is none."""
    if value is None:
        return {}
    fields = shape.fields(value, path, _FIELDS)
    found: dict[str, Any] = {key: shape.text(fields, key, path) for key in _TEXTS if key in fields}
    for key in _NUMBERS:
        if key in fields:
            found[key] = shape.whole(fields, key, path, least=0 if key == "block" else 1)
    if "section" in fields:
        found["section"] = shape.texts(fields, "section", path)
    if "box" in fields:
        found["box"] = shape.texts(fields, "box", path) or None
    return found


def placed_as_said(shape: Shape, fields: dict[str, Any], path: str, expected: Location) -> Location:
    """Return the place that follows, with what the `location` of `fields` says otherwise; null is none."""
    if fields.get("location") is None:
        return expected
    return attrs.evolve(expected, **place_fields(shape, fields["location"], f"{path}.location"))
