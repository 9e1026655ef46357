"""JSON laid out for a person: what is short stands on one line, what is long has a line an item."""

from __future__ import annotations

import json
from typing import Any, Final

WIDTH: Final = 160
"""Characters; what is longer is laid out over several lines."""


def laid_out(value: Any, indent: str = "") -> str:  # noqa: ANN401 - JSON of any shape
    """Return `value` as JSON. The same value has the same text, whatever the machine."""
    line = json.dumps(value, ensure_ascii=False)
    if len(line) + len(indent) <= WIDTH or not isinstance(value, (dict, list)):
        return line
    inner = indent + " "
    if isinstance(value, dict):
        items = [
            f"{json.dumps(key, ensure_ascii=False)}: {laid_out(each, inner)}" for key, each in value.items()
        ]
        return f"{{\n{inner}" + f",\n{inner}".join(items) + f"\n{indent}}}"
    return f"[\n{inner}" + f",\n{inner}".join(laid_out(each, inner) for each in value) + f"\n{indent}]"
