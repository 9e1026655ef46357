"""Records: `attrs.frozen`, with comparing, hashing and printing that need no code of their own for each class.

attrs writes and compiles these methods for every class; a check loads five hundred of them, and compares or prints
few. Here they read the fields by name, so that a class costs half as much to load. To mypy, and to whoever uses
a record, it is `attrs.frozen`. `evolve` is that of `attrs`, which looks up the fields anew at each call.
"""

from __future__ import annotations

import functools
import reprlib
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import attrs

__all__ = ["evolve", "frozen"]

if TYPE_CHECKING:
    from collections.abc import Callable


def _frozen(kind: type | None = None, **options: Any) -> Any:  # noqa: ANN401 - stands for attrs.frozen, see below
    """Do what `attrs.frozen` does."""
    if kind is None:
        return lambda decorated: _frozen(decorated, **options)
    if "order" in options or "cache_hash" in options:
        return attrs.frozen(kind, **options)
    # A long draft has a million records, and nobody refers to one weakly.
    options.setdefault("weakref_slot", False)
    own = vars(kind)
    compared = options.pop("eq", True) and "__eq__" not in own
    made = attrs.frozen(kind, eq=False, repr=False, **options)
    methods: dict[str, Callable[..., object]] = {}
    if compared:
        methods.update(_comparing(tuple(field.name for field in attrs.fields(made) if field.eq)))
    methods["__repr__"] = _shown
    for name, method in methods.items():
        if name not in own:
            setattr(made, name, method)
    return made


def _comparing(names: tuple[str, ...]) -> dict[str, Callable[..., object]]:
    """Return the methods that compare and hash a record by these fields."""
    key: Callable[[object], object] = attrgetter(*names) if names else lambda _: ()

    def equal(self: object, other: object) -> bool:
        return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

    return {"__eq__": equal, "__hash__": lambda self: hash(key(self))}


@reprlib.recursive_repr()
def _shown(self: Any) -> str:  # noqa: ANN401 - any record
    """Return a record as it would be written."""
    fields = [field.name for field in attrs.fields(self.__class__) if field.repr]
    return f"{self.__class__.__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in fields)})"


def _evolve(record: Any, /, **changes: object) -> Any:  # noqa: ANN401 - any record
    """Do what `attrs.evolve` does."""
    for parameter, name in _parameters(record.__class__):
        if parameter not in changes:
            changes[parameter] = getattr(record, name)
    return record.__class__(**changes)


@functools.cache
def _parameters(kind: type[attrs.AttrsInstance]) -> tuple[tuple[str, str], ...]:
    """Return what a record is made of: the name of each parameter, and of the field that it fills."""
    return tuple((field.alias or field.name, field.name) for field in attrs.fields(kind) if field.init)


if TYPE_CHECKING:
    from attrs import evolve, frozen
else:
    evolve, frozen = _evolve, _frozen
