"""Walk a syntax tree whatever its nodes: every node below one, and the paths that lead there."""

from __future__ import annotations

import operator
import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs

from auditor.findings import Severity
from auditor.language import tree
from auditor.language.indicators import completed, indicators_of
from auditor.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Path = tuple[str | int, ...]
AnyRule = tree.Rule | tree.Scoring


# Texts and numbers need no looking into; these kinds are nearly all fields of a tree.
_PLAIN: tuple[type[Any], ...] = (str, Fraction, bool, int, type(None), Span, Severity)


def rules_of(file: tree.File) -> tuple[AnyRule, ...]:
    """Return the rules and scoring rules of a file, with what its pack and its indicator catalogue state of them."""
    rules: Sequence[tree.Rule] = file.rules
    mode = None if file.pack is None else file.pack.rounding
    if mode is not None:
        rules = [attrs.evolve(rule, rounding=rule.rounding or mode) for rule in rules]
    if not file.catalogues:
        return (*rules, *file.scorings)
    rows = indicators_of([file])
    return (*rules, *(completed(scoring, rows.get(scoring.id)) for scoring in file.scorings))


_FIELDS: dict[type[Any], tuple[str, ...]] = {}
_VALUES = frozenset(
    "str int bool None Fraction Severity Verdict Rounding Relation Operator Direction Reading RowChoice tuple".split()
)
"""What the annotation of a field speaks of that holds no node."""


def _fields(kind: type[Any]) -> tuple[str, ...]:
    """Return the fields of a node that can hold nodes or values; none for what is no node."""
    found = _FIELDS.get(kind)
    if found is None:
        node = attrs.has(kind) and kind is not Span
        found = tuple(field.name for field in attrs.fields(kind) if field.name != "span") if node else ()
        _FIELDS[kind] = found
    return found


_BELOW: dict[type[Any], Callable[[Any], tuple[Any, ...]] | None] = dict.fromkeys(_PLAIN)


def _nothing(_: object) -> tuple[Any, ...]:
    return ()


def _below(kind: type[Any]) -> Callable[[Any], tuple[Any, ...]] | None:
    """Return how to ask a kind of node for what can be a node below it, None for what is no node."""
    names = [
        field.name
        for field in (attrs.fields(kind) if _fields(kind) else ())
        if field.name != "span" and not _VALUES.issuperset(re.findall(r"\w+", str(field.type)))
    ]
    if not names:
        return _nothing if _fields(kind) else None
    get = operator.attrgetter(*names)
    return get if len(names) > 1 else lambda node: (get(node),)


def nodes_in(node: object) -> Iterator[Any]:
    """Give `node` and every node below it, parents first."""
    stack: list[Any] = [node]
    while stack:
        part = stack.pop()
        kind = type(part)
        if kind is tuple:
            stack.extend(part[::-1])
            continue
        if kind in _BELOW:
            below = _BELOW[kind]
        else:
            below = _BELOW[kind] = _below(kind)
        if below is not None:
            yield part
            if below is not _nothing:
                stack.extend(below(part)[::-1])


def sentences_in(rule: AnyRule) -> tuple[Any, ...]:
    """Return every node of what a rule says, parents first: the rule itself, its examples and messages left out."""
    kept = (getattr(rule, name) for name in _fields(type(rule)) if name not in {"examples", "messages"})
    return (rule, *nodes_in(tuple(kept)))


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


def without_spans(node: Any) -> Any:  # noqa: ANN401 - any node, or pytest's own
    """Return `node` as plain values without places, so that two trees compare by their meaning."""
    kind = type(node)
    if kind is tuple or kind is list:
        return tuple([without_spans(part) for part in node])
    if not _is_node(kind):
        return node
    return (kind.__name__, *[without_spans(getattr(node, name)) for name in _fields(kind)])


_NODES: dict[type[Any], bool] = dict.fromkeys(_PLAIN, False)


def _is_node(kind: type[Any]) -> bool:
    known = _NODES.get(kind)
    if known is None:
        known = _NODES[kind] = attrs.has(kind)
    return known
