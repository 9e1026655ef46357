"""Which known names a misspelt one most likely means."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

_MOST = 3
_CUT = re.compile(r"[.\[\]@]|, ")


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


def nearest(
    name: str,
    known: Iterable[str],
    uses: Mapping[str, int] | None = None,
    wanted: Collection[str] = (),
    *,
    alike: bool = False,
) -> tuple[str, ...]:
    """Return up to three of `known` that `name` most likely means, best first.

    A name whose parts are all there but one comes before a name that only looks alike; of equals, one that is
    `wanted` (missing where the misspelt one stands), then the one that is used more often. Where nothing looks
    alike, names of which all parts but one are there: the same attribute of another concept, or the reverse; not
    where only what looks `alike` will do.
    """
    limit = max(1, min(3, len(name) // 3))
    listed = list(known)
    scored = []
    for other in listed:
        if other == name:
            continue
        apart = distance(name, other, limit)
        if apart <= limit:
            shared = (Counter(parts_of(name)) & Counter(parts_of(other))).total()
            scored.append((apart, other not in wanted, -shared, -(uses or {}).get(other, 0), other))
    if not scored and not alike:
        for other in listed:
            part = None if other == name else _one_part_apart(name, other)
            if part is not None:
                scored.append((part, other not in wanted, 0, -(uses or {}).get(other, 0), other))
    return tuple(entry[-1] for entry in sorted(scored)[:_MOST])


def parts_of(name: str) -> list[str]:
    """Return the parts of a dotted name, or table, row and column of a cell."""
    return [part for part in _CUT.split(name) if part]


def _one_part_apart(name: str, other: str) -> int | None:
    """Return how far apart two names are of which all parts but one are the same, None for others."""
    one, two = parts_of(name), parts_of(other)
    if len(one) != len(two) or len(one) < 2:  # noqa: PLR2004 - one part alone shares nothing
        return None
    differing = [(a, b) for a, b in zip(one, two, strict=True) if a != b]
    if len(differing) != 1:
        return None
    (a, b) = differing[0]
    return distance(a, b, max(len(a), len(b)))


def rewritten(name: str, others: Iterable[str]) -> Iterator[str]:
    """Give `name` with one part replaced by what stands at its place in another name of as many parts."""
    own = parts_of(name)
    seen: set[tuple[int, str]] = set()
    for other in others:
        parts = parts_of(other)
        if len(parts) != len(own):
            continue
        for at, part in enumerate(parts):
            if part != own[at] and own[at] != "*" and (at, part) not in seen:
                seen.add((at, part))
                yield _with_part(name, at, part)


def _with_part(name: str, at: int, part: str) -> str:
    ends = [(match.start(), match.end()) for match in re.finditer(r"[^.\[\]@,]+(?:(?<=,) )?", name)]
    start, end = ends[at]
    blank = len(name[start:end]) - len(name[start:end].lstrip())
    return name[: start + blank] + part + name[end:]
