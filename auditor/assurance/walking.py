"""Walk a syntax tree whatever its nodes: every node below one, and the paths that lead there."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

import attrs

from auditor.source import Span

Path = tuple[str | int, ...]


@functools.cache
def _fields(kind: type) -> tuple[str, ...]:
    if not attrs.has(kind) or kind is Span:
        return ()
    return tuple(field.name for field in attrs.fields(kind) if field.name != "span")


def nodes_in(node: object) -> Iterator[Any]:
    """Give `node` and every node below it, parents first."""
    for _, part in paths_in(node):
        yield part


def paths_in(node: object, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Give every node with the path that leads to it from the first one."""
    stack: list[tuple[Path, object]] = [(path, node)]
    while stack:
        at, part = stack.pop()
        if isinstance(part, tuple):
            stack.extend(((*at, index), each) for index, each in reversed(list(enumerate(part))))
        elif attrs.has(type(part)) and not isinstance(part, Span):
            yield at, part
            stack.extend(((*at, name), getattr(part, name)) for name in reversed(_fields(type(part))))


def replaced(node: Any, path: Path, new: object) -> Any:  # noqa: ANN401 - any node of the tree
    """Return `node` with what stands at `path` replaced by `new`."""
    if not path:
        return new
    first, *rest = path
    if isinstance(first, int):
        return (*node[:first], replaced(node[first], tuple(rest), new), *node[first + 1 :])
    return attrs.evolve(node, **{first: replaced(getattr(node, first), tuple(rest), new)})


def without_spans(node: Any) -> object:  # noqa: ANN401 - any node of the tree
    """Return `node` as plain values without places, so that two trees compare by their meaning."""
    if isinstance(node, tuple | list):
        return tuple(without_spans(part) for part in node)
    if attrs.has(type(node)):
        return (type(node).__name__, *(without_spans(getattr(node, name)) for name in _fields(type(node))))
    return node
