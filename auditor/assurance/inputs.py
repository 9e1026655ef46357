"""Witnesses as an example gives them: the figures that a rule names, each with a value and its unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.assurance.choosing import said
from auditor.assurance.units import inferred
from auditor.assurance.walking import nodes_in
from auditor.language import tree
from auditor.numbers import unit_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence
    from fractions import Fraction


def shown(rules: Sequence[tree.Rule], node: object, found: Mapping[Hashable, Fraction]) -> str | None:
    """Return the values `found` for the figures of `node`, in the units that `rules` give them.

    They have as many places as the numbers of the rules: with fewer, rounding would explain what they show.
    Words and days are those that a figure must equal. None where there is nothing that can be written down.
    """
    units: dict[str, str] = {}
    places: dict[str, int] = {}
    for part in nodes_in(tuple((rule.statements, rule.examples) for rule in rules)):
        if isinstance(part, tree.Number):
            digits = len(part.text.partition(".")[2].removesuffix(part.unit).rstrip("%‰ "))
            places[part.unit] = max(digits, places.get(part.unit, 0))
    for rule in rules:
        units.update(inferred(rule, units))
    values: dict[Hashable, Fraction] = {}
    words: dict[str, str] = {}
    for part in nodes_in(node):
        match part:
            case tree.Compare(
                relation=tree.Relation.EQUAL, left=tree.Name(key=key), right=tree.Text() as text
            ):
                words[key] = f'"{text.value}"'
            case tree.Compare(
                relation=tree.Relation.EQUAL, left=tree.Name(key=key), right=tree.Date() as date
            ):
                words[key] = date.value
            case tree.Compare(left=left, right=right) if any(
                isinstance(side, tree.Text | tree.Date) for side in (left, right)
            ):
                return None
            case tree.Call() | tree.Exists():
                return None
            case tree.Name(key=key):  # one that cancels out may have any value
                values.setdefault(key, unit_of(units.get(key, "")).factor)
    rows = [f"{name}={word}" for name, word in words.items()]
    for name, value in {**values, **found}.items():
        if name in words:
            continue
        unit = unit_of(units.get(str(name), ""))
        if not isinstance(name, str) or "*" in name or not unit.is_numeric:
            return None
        rows.append(f"{name}={_padded(said(value, unit), unit.symbol, places.get(unit.symbol, 0))}")
    return None if "/" in "".join(rows) else ", ".join(rows) or None


def _padded(text: str, symbol: str, places: int) -> str:
    whole, _, digits = text.removesuffix(symbol).partition(".")
    digits = digits.ljust(places, "0")
    return f"{whole}.{digits}{symbol}" if digits else text
