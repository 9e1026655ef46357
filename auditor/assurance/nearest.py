"""Which known names a misspelt one most likely means."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_MOST = 3


def distance(one: str, two: str, most: int) -> int:
    """Return how many letters to change, add, drop or swap to turn one name into the other, up to `most` + 1."""
    if abs(len(one) - len(two)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(two) + 1))
    for at, letter in enumerate(one, start=1):
        older, before, row = before, row, [at]
        for to, other in enumerate(two, start=1):
            cost = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (letter != other))
            if at > 1 and to > 1 and letter == two[to - 2] and one[at - 2] == other:
                cost = min(cost, older[to - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


def nearest(name: str, known: Iterable[str], uses: Mapping[str, int] | None = None) -> tuple[str, ...]:
    """Return up to three of `known` that `name` most likely means, best first.

    A name whose parts are all there but one comes before a name that only looks alike; of equals, the
    one that is used more often.
    """
    limit = max(1, min(3, len(name) // 3))
    scored = []
    for other in known:
        if other == name:
            continue
        apart = distance(name, other, limit)
        if apart <= limit:
            shared = len(set(name.split(".")) & set(other.split(".")))
            scored.append((apart, -shared, -(uses or {}).get(other, 0), other))
    if not scored:
        head, dot, _ = name.rpartition(".")
        if dot:
            siblings = [other for other in known if other.rpartition(".")[0] == head and other != name]
            scored = [(0, 0, -(uses or {}).get(other, 0), other) for other in siblings]
    return tuple(entry[3] for entry in sorted(scored)[:_MOST])
