"""Walk a syntax tree whatever its nodes: every node below one, and the paths that lead there."""

from __future__ import annotations

import functools
import operator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs

from auditor.findings import Severity
from auditor.language import tree
from auditor.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

Path = tuple[str | int, ...]
AnyRule = tree.Rule | tree.Scoring


# Texts and numbers need no looking into; these kinds are nearly all fields of a tree.
_PLAIN = frozenset({str, Fraction, bool, int, type(None), Span, Severity})


def rules_of(file: tree.File) -> tuple[AnyRule, ...]:
    """Return the rules and scoring rules of a file."""
    return (*file.rules, *file.scorings)


@functools.cache
def _fields(kind: Hashable) -> tuple[str, ...]:
    """Return the fields of a node that can hold nodes or values; none for what is no node."""
    if not isinstance(kind, type) or not attrs.has(kind) or kind is Span:
        return ()
    return tuple(field.name for field in attrs.fields(kind) if field.name != "span")


@functools.cache
def _getter(kind: Hashable) -> Callable[[Any], tuple[Any, ...]] | None:
    fields = _fields(kind)
    if not fields:
        return None
    if len(fields) == 1:
        only = operator.attrgetter(fields[0])
        return lambda node: (only(node),)
    return operator.attrgetter(*fields)


def nodes_in(node: object) -> Iterator[Any]:
    """Give `node` and every node below it, parents first."""
    stack: list[Any] = [node]
    while stack:
        part = stack.pop()
        kind = type(part)
        if kind in _PLAIN:
            continue
        if kind is tuple:
            stack.extend(part[::-1])
        elif (get := _getter(kind)) is not None:
            yield part
            stack.extend(get(part)[::-1])


def paths_in(node: object, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Give every node with the path that leads to it from the first one."""
    stack: list[tuple[Path, object]] = [(path, node)]
    while stack:
        at, part = stack.pop()
        if isinstance(part, tuple):
            stack.extend(((*at, index), each) for index, each in reversed(list(enumerate(part))))
        elif fields := _fields(type(part)):
            yield at, part
            stack.extend(((*at, name), getattr(part, name)) for name in reversed(fields))


def replaced(node: Any, path: Path, new: object) -> Any:  # noqa: ANN401 - any node, or pytest's own
    """Return `node` with what stands at `path` replaced by `new`."""
    if not path:
        return new
    first, *rest = path
    if isinstance(first, int):
        return (*node[:first], replaced(node[first], tuple(rest), new), *node[first + 1 :])
    return attrs.evolve(node, **{first: replaced(getattr(node, first), tuple(rest), new)})


def without_spans(node: Any) -> object:  # noqa: ANN401 - any node, or pytest's own
    """Return `node` as plain values without places, so that two trees compare by their meaning."""
    if isinstance(node, tuple | list):
        return tuple(without_spans(part) for part in node)
    if attrs.has(type(node)):
        return (type(node).__name__, *(without_spans(getattr(node, name)) for name in _fields(type(node))))
    return node
