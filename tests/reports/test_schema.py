"""The published JSON Schema and the reader agree on what a report file is."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from auditor.readers import read
from auditor.report.problems import ReportError

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "auditor" / "report" / "report.schema.json").read_text(encoding="utf-8"))
FILES = sorted((ROOT / "reports").glob("qitai-2023.json"))
GOOD = {
    "format": "auditor-report",
    "version": "1",
    "figures": [{"key": "甲.一", "unit": "元", "mentions": [{"text": "1.00", "location": {"line": 1}}]}],
}


def both(content: object) -> tuple[bool, bool]:
    """Return whether the schema and the reader accept `content`."""
    valid = jsonschema.Draft202012Validator(SCHEMA).is_valid(content)
    try:
        read(json.dumps(content, ensure_ascii=False).encode(), "report.json")
    except ReportError:
        return valid, False
    return valid, True


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_shipped_reports_are_valid(path: Path) -> None:
    assert both(json.loads(path.read_text(encoding="utf-8"))) == (True, True)


@pytest.mark.parametrize(
    "change",
    [
        {"version": "2"},
        {"figures": {}},
        {"figures": [{"key": "甲.一", "mentions": []}]},
        {"figures": [{"key": "甲.一", "mentions": [{"text": 5}]}]},
        {"figures": [{"key": "甲.一", "mentions": [{"text": "5", "place": {}}]}]},
        {"options": {"rounding": "up"}},
        {"tables": [{"id": "表1"}]},
        {"notes": [{"kind": "rounding"}]},
    ],
)
def test_what_the_schema_refuses_the_reader_refuses(change: dict[str, object]) -> None:
    assert both(GOOD) == (True, True)
    assert both({**GOOD, **change}) == (False, False)
