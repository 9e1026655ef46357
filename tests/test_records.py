"""A record is what `attrs.frozen` makes, only sooner."""

from __future__ import annotations

import functools

import attrs
import pytest

from auditor import records


@records.frozen
class Pair:
    """Two fields that count, one that does not."""

    left: object
    right: int = 0
    aside: int = attrs.field(default=0, eq=False, repr=False)


@records.frozen
class Other:
    """The same fields under another name."""

    left: object
    right: int = 0


@records.frozen
class Alone:
    """One field."""

    only: int


@records.frozen
class Empty:
    """No field."""


@records.frozen(eq=False)
class Itself:
    """A record that is equal to nothing else."""

    left: object


@records.frozen
class Told:
    """A record with methods of its own."""

    left: int

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Told)

    def __hash__(self) -> int:
        return 7

    def __repr__(self) -> str:
        return "told"


@records.frozen(slots=False, kw_only=True)
class Kept:
    """A record that keeps what it worked out."""

    left: int

    @functools.cached_property
    def doubled(self) -> int:
        """Twice the field."""
        return self.left * 2


@records.frozen(order=True)
class Ordered:
    """A record with an order."""

    left: int


def test_records_of_equal_fields_are_equal_and_one_in_a_set() -> None:
    assert Pair(1, 2) == Pair(1, 2)
    assert Pair(1, 2, aside=1) == Pair(1, 2, aside=2)
    assert len({Pair(1, 2), Pair(1, 2, aside=3), Pair(2, 1), Alone(1), Alone(1), Empty(), Empty()}) == 4


def test_records_of_other_fields_or_of_another_kind_differ() -> None:
    other: object = Other(1, 2)
    number: object = 1
    assert Pair(1, 2) != Pair(1, 3)
    assert Pair(1, 2) != other
    assert Alone(1) != number
    assert Itself(1) != Itself(1)


def test_a_record_cannot_be_changed() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        Alone(1).only = 2  # type: ignore[misc]


def test_a_record_that_holds_a_list_has_no_hash() -> None:
    with pytest.raises(TypeError):
        hash(Pair([]))


def test_a_record_is_printed_as_it_is_written() -> None:
    assert repr(Pair("a", 2, aside=3)) == "Pair(left='a', right=2)"
    assert repr(Itself(Empty())) == "Itself(left=Empty())"
    ring: list[object] = []
    ring.append(Itself(ring))
    assert repr(ring) == "[Itself(left=[...])]"


def test_methods_of_its_own_stay() -> None:
    assert Told(1) == Told(2)
    assert (hash(Told(1)), repr(Told(1))) == (7, "told")


def test_a_record_evolves_as_attrs_lets_it() -> None:
    @records.frozen
    class Hidden:
        _left: int
        kept: int = 1
        worked: int = attrs.field(init=False, default=5)

    for record in (Pair(1, 2, aside=3), Kept(left=4), Hidden(2, kept=7)):
        assert records.evolve(record) == attrs.evolve(record)
    assert records.evolve(Hidden(2, kept=7), left=3) == Hidden(3, kept=7)
    with pytest.raises(TypeError):
        records.evolve(Pair(1), middle=2)  # type: ignore[call-arg]


def test_options_of_attrs_hold() -> None:
    assert Ordered(1) < Ordered(2)
    assert Kept(left=2).doubled == 4
    assert attrs.evolve(Pair(1, 2), right=3) == Pair(1, 3)
