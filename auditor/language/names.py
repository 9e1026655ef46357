"""Which figures and tables a rule speaks of, so that rules without any in a report can stay unread."""

from __future__ import annotations

import attrs

from auditor.language import tree
from auditor.source import Span


def names_of(node: tree.Rule | tree.Scoring) -> tuple[str, ...]:
    """Return every figure, pattern and table that `node` names outside its examples, in order."""
    found: dict[str, None] = {}
    stack: list[object] = [node]
    while stack:
        part = stack.pop()
        if isinstance(part, tuple):
            stack.extend(reversed(part))
        elif isinstance(part, tree.Example | tree.Message):
            continue
        elif fields := _fields_of(type(part)):
            for name in _named(part):
                found.setdefault(name)
            stack.extend(getattr(part, field) for field in fields)
    return tuple(found)


_KNOWN: dict[type, tuple[str, ...]] = {Span: ()}


def _fields_of(kind: type) -> tuple[str, ...]:
    """Return the fields of a node, last first; none for what is no node."""
    if kind not in _KNOWN:
        _KNOWN[kind] = tuple(field.name for field in reversed(attrs.fields(kind))) if attrs.has(kind) else ()
    return _KNOWN[kind]


def _named(part: object) -> tuple[str, ...]:
    match part:
        case tree.Name(key):
            return (key,)
        case tree.Cell(table):
            return (table,)
        case tree.Exists(name):
            return (name,)
        case tree.EachRow(table) | tree.Total(table):
            return (table,)
        case tree.EachItem(pattern):
            return (pattern,)
        case tree.Match(left, right):
            return (left, right)
        case _:
            return ()
