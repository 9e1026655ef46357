"""Rules that are built when first looked at, with the names they use beside them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar, overload

import attrs

from auditor.language.codec import decode
from auditor.language.names import names_of
from auditor.language.tree import Rule, Scoring

Kept = TypeVar("Kept", Rule, Scoring)


@attrs.define(eq=False)
class Slot(Generic[Kept]):
    """One rule: its identifier and title, the names it uses, and its tree or what that is built from."""

    id: str
    title: str
    names: tuple[str, ...]
    _kept: bytes | None = None
    _node: Kept | None = None

    @property
    def node(self) -> Kept:
        """Return the tree, built on first use."""
        if self._node is None:
            self._node = decode(json.loads(self._kept or b"null"))
            self._kept = None
        node: Kept | None = self._node
        if node is None:
            raise ValueError(self.id)  # decode gives what was encoded, and that was a rule
        return node


class Shelf(Sequence[Kept]):
    """A sequence of rules over slots; equal to the tuple of its rules."""

    def __init__(self, slots: Sequence[Slot[Kept]]) -> None:
        """Hold `slots`."""
        self.slots: tuple[Slot[Kept], ...] = tuple(slots)

    @overload
    def __getitem__(self, index: int) -> Kept: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Kept, ...]: ...
    def __getitem__(self, index: int | slice) -> Kept | tuple[Kept, ...]:
        """Return one rule, or a tuple of several."""
        if isinstance(index, slice):
            return tuple(slot.node for slot in self.slots[index])
        slot: Slot[Kept] = self.slots[index]
        return slot.node

    def __len__(self) -> int:
        """Count the rules, building none."""
        return len(self.slots)

    def __iter__(self) -> Iterator[Kept]:
        """Build and give the rules one by one."""
        return (slot.node for slot in self.slots)

    def __eq__(self, other: object) -> bool:
        """Whether `other` holds the same rules."""
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        """Hash as the tuple of the rules."""
        return hash(tuple(self))

    def __repr__(self) -> str:
        """Show how many rules there are; showing them would build them."""
        return f"<{len(self.slots)} rules>"


def slots_of(rules: Sequence[Kept]) -> Sequence[Slot[Kept]]:
    """Return the slots of `rules`, also of such as were just parsed."""
    if isinstance(rules, Shelf):
        slots: tuple[Slot[Kept], ...] = rules.slots
        return slots
    return [Slot(rule.id, rule.title, names_of(rule), None, rule) for rule in rules]
