"""JSON laid out for a person: what is short stands on one line, what is long has a line an item."""

from __future__ import annotations

import json
from typing import Any, Final

WIDTH: Final = 160
"""Characters; what is longer is laid out over several lines."""
_MANY: Final = WIDTH // 3
"""Items that no line holds, however short they are."""
_encoded = json.JSONEncoder(ensure_ascii=False).encode


def laid_out(value: Any, indent: str = "") -> str:  # noqa: ANN401 - JSON of any shape
    """Return `value` as JSON. The same value has the same text, whatever the machine."""
    if not isinstance(value, (dict, list)):
        return _encoded(value)
    if len(value) <= _MANY:
        line = _encoded(value)
        if len(line) + len(indent) <= WIDTH:
            return line
    inner = indent + " "
    between = f",\n{inner}"
    if isinstance(value, dict):
        items = [f"{_encoded(key)}: {laid_out(each, inner)}" for key, each in value.items()]
        return f"{{\n{inner}{between.join(items)}\n{indent}}}"
    return f"[\n{inner}{between.join(laid_out(each, inner) for each in value)}\n{indent}]"
