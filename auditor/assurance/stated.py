"""The nodes of a scoring rule with what it states put in: its target, and one name for the actual value."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from auditor.assurance.proof import ACTUALS, TARGETS, domain_of
from auditor.assurance.walking import nodes_in, paths_in, replaced
from auditor.language import tree
from auditor.numbers import unit_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_T = TypeVar("_T")


def filled(scoring: tree.Scoring, node: _T) -> _T:
    """Return `node` with the stated target in numbers put in, and 业绩值 for every word for it."""
    result = node
    for path, part in list(paths_in(node)):
        if isinstance(part, tree.Name) and part.place is None:
            if part.key in TARGETS and isinstance(scoring.target, tree.Number):
                result = replaced(result, path, scoring.target)
            elif part.key in ACTUALS:
                result = replaced(result, path, tree.Name("业绩值", part.span))
    return result


def from_zero(
    scoring: tree.Scoring, units: Mapping[str, str], nodes: Sequence[object]
) -> Sequence[tree.Condition]:
    """Return that the actual value is not below 0, where it cannot be; `nodes` are those of the rule."""
    unit = unit_of(next((units[name] for name in units if name in ACTUALS), "%"))
    if not unit.is_numeric or domain_of(scoring, unit, (*nodes, *nodes_in(scoring.examples))).lo != 0:
        return ()
    actual = tree.Name("业绩值", scoring.span)
    zero = tree.Number(0 * unit.factor, "", "0", scoring.span)
    return (tree.Compare(tree.Relation.AT_LEAST, actual, zero, scoring.span),)
