"""The whole that shares of the same words and time are of, wherever the document tells them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.wholes import near, sized

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from auditor.checks.common.numbers import Number
    from auditor.checks.common.wholes import Pair

_PLACE = re.compile(r"^(?:我国|我[市县区省州]|我|中国)(?=..)")
_LONG = 3


class Recurring:
    """What the shares of a document are of, by what their words call their whole and the time they are told of."""

    def __init__(self) -> None:
        """Begin without any."""
        self._told: dict[tuple[str, str], Counter[Fraction]] = {}
        self._own: dict[int, frozenset[Fraction]] = {}

    def add(self, pair: Pair, bases: Sequence[Number]) -> None:
        """Take up a share with the figures that it can be of."""
        key = _key(pair)
        if key is not None and sized(pair):
            own = frozenset(base.known.printed.value for base in bases if near(pair, base))
            self._own[id(pair[0])] = own
            self._told.setdefault(key, Counter()).update(own)

    def whole(self, pair: Pair, bases: Sequence[Number]) -> Number | None:
        """Return the one figure that two and more other shares of the same words and time are of."""
        key = _key(pair)
        told = self._told.get(key) if key is not None else None
        if told is None:
            return None
        own = self._own.get(id(pair[0]), frozenset())
        votes = [told[value] - (value in own) for value in (base.known.printed.value for base in bases)]
        best = max(votes, default=0)
        chosen = [base for count, base in zip(votes, bases, strict=True) if count == best]
        alone = len({base.known.printed.value for base in chosen}) == 1
        return chosen[0] if best >= 2 and alone else None  # noqa: PLR2004 - one share may come out by chance


def _key(pair: Pair) -> tuple[str, str] | None:
    name = _PLACE.sub("", pair[2])
    return (name, pair[0].period) if len(name) >= _LONG else None
