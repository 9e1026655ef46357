"""The repaired copy of a report: its data with a listed set of changes.

Each change names a figure by key and says what one or all of its mentions should print. The list stands
in `reports/<name>.repairs.json`; every entry says why.
"""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

REPORTS = Path(__file__).resolve().parents[1] / "reports"
Json = dict[str, Any]


def repaired(name: str = "qitai-2023") -> Json:
    """Return the report file `name` as plain JSON with all its repairs made."""
    data: Json = json.loads((REPORTS / f"{name}.json").read_text(encoding="utf-8"))
    listed: Json = json.loads((REPORTS / f"{name}.repairs.json").read_text(encoding="utf-8"))
    return apply(data, listed["changes"])


def apply(data: Json, changes: list[Json]) -> Json:
    """Return `data` with `changes` made. Raises KeyError where one does not fit."""
    result = copy.deepcopy(data)
    figures = {figure["key"]: figure for figure in result["figures"]}
    for change in changes:
        if "add" in change:
            figure = copy.deepcopy(change["add"])
            figures[figure["key"]] = figure
            place = next(
                (at + 1 for at, each in enumerate(result["figures"]) if each["key"] == change.get("after")),
                len(result["figures"]),
            )
            result["figures"].insert(place, figure)
            continue
        _mentions(figures, change)
    return result


def _mentions(figures: dict[str, Json], change: Json) -> None:
    mentions = figures[change["key"]]["mentions"]
    lines = change.get("lines")
    found = [
        mention
        for mention in mentions
        if (lines is None or mention["location"]["line"] in lines)
        and change.get("from", mention["text"]) == mention["text"]
    ]
    if not found:
        message = f"no mention to repair: {change}"
        raise KeyError(message)
    for mention in found:
        mention["text"] = change["to"]
    if "move" in change:
        for mention in found:
            mentions.remove(mention)
            figures[change["move"]]["mentions"].append(mention)
