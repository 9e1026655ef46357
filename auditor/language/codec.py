"""Trees as JSON data and back. Data only: nothing that is read back can run or import anything."""

from __future__ import annotations

import enum
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs

from auditor.findings import Severity, Verdict
from auditor.language import tree
from auditor.numbers import Rounding
from auditor.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable

_LANGUAGE = tree.__name__.rpartition(".")[0]
_NODES: tuple[type, ...] = tuple(
    node
    for node in vars(tree).values()
    if isinstance(node, type) and attrs.has(node) and node.__module__.startswith(_LANGUAGE)
)
_ENUMS: tuple[type[enum.Enum], ...] = (
    tree.Operator, tree.Relation, tree.RowChoice, tree.Choice, tree.Reading, tree.Direction, Severity, Verdict, Rounding,
)  # fmt: skip
_NUMBER_OF = {node: number for number, node in enumerate(_NODES)}
_ENUM_NUMBER = {kind: number for number, kind in enumerate(_ENUMS)}
_FIELDS = {node: tuple(field.name for field in attrs.fields(node)) for node in _NODES}
_MEMBERS = [{member.value: member for member in kind} for kind in _ENUMS]


def encode(node: object) -> Any:  # noqa: ANN401 - JSON data
    """Return `node` as JSON data: lists that begin with the number of their class, or a letter."""
    if node is None or isinstance(node, str | bool | int):
        return node
    if isinstance(node, Span):
        return ["S", node.start, node.end]
    if isinstance(node, Fraction):
        return ["F", f"{node.numerator}/{node.denominator}"]
    if isinstance(node, enum.Enum):
        return ["E", _ENUM_NUMBER[type(node)], node.value]
    parts: list[Any]
    if isinstance(node, tuple):
        parts = ["T"]
        for item in node:
            parts.append(encode(item))
        return parts
    parts = [_NUMBER_OF[type(node)]]
    for name in _FIELDS[type(node)]:
        parts.append(encode(getattr(node, name)))
    return parts


def decode(data: Any) -> Any:  # noqa: ANN401 - JSON data in, any node out
    """Return what `encode` gave as a node. Raises ValueError for anything else."""
    if data.__class__ is not list:
        return data
    kind = data[0]
    if kind == "S":
        return Span(data[1], data[2])
    if kind == "F":
        whole, _, part = data[1].partition("/")
        return Fraction(int(whole), int(part))
    if kind == "E":
        return _MEMBERS[data[1]][data[2]]
    parts: list[Any] = []
    for item in data[1:]:
        parts.append(decode(item) if item.__class__ is list else item)  # noqa: PERF401 - as above
    if kind == "T":
        return tuple(parts)
    node: Callable[..., Any] = _NODES[kind]
    return node(**dict(zip(_FIELDS[_NODES[kind]], parts, strict=True)))
