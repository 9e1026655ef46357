"""Groups of rows whose names state what they weigh: 过程（25 分） holds rows whose weights add up to 25.

The sums tell where each group begins and ends, whatever line the page sets its name on. One group alone may not come
out, by a slip of the author or because the page cuts it: the groups before and behind it still say which rows it has.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.extraction.tables.groupweights import stated_weight, weight

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from auditor.extraction.layout.columns import Placed

_TOLD = 3

Span = tuple[int, int]


def weighed_names(lines: Sequence[Placed], column: int, held: Sequence[int]) -> list[list[int]] | None:
    """Return the lines of each name of a merged column, None unless every name ends with its weight."""
    names: list[list[int]] = []
    text = ""
    for at in held:
        if text:
            names[-1].append(at)
        else:
            names.append([at])
        text += lines[at].cells[column].text.strip()
        if stated_weight(text) is not None:
            text = ""
    return names if names and not text else None


def weighed_spans(
    lines: Sequence[Placed],
    column: int,
    names: Sequence[Sequence[int]],
    rows: Sequence[Sequence[int]],
    columns: Iterable[int],
) -> list[Span] | None:
    """Return the first and last row of each name, None where no column of weights tells them."""
    texts = ["".join(lines[at].cells[column].text for at in name) for name in names]
    wanted = [stated_weight(text) or Fraction(0) for text in texts]
    for each in sorted(columns):
        weights = [_weight(lines, row, each) for row in rows]
        known = [weight for weight in weights if weight]
        if len(known) == len(weights) and (spans := _spans(wanted, known)):
            return spans
    return None


def _weight(lines: Sequence[Placed], row: Sequence[int], column: int) -> Fraction | None:
    return weight("".join(lines[at].cells[column].text for at in row if column in lines[at].cells))


def _spans(wanted: Sequence[Fraction], weights: Sequence[Fraction]) -> list[Span] | None:
    """Return which weights make up each sum, in order; of three sums or more, one may not come out."""
    ends = _chain(wanted, weights)
    count, last = len(wanted), len(weights)
    if len(ends) == count and ends[-1] == last:
        return _between([0, *ends])
    starts = [last - length for length in _chain(wanted[::-1], weights[::-1])][::-1]
    if len(starts) == count > 1:
        return _between([*starts, last])  # the rows before them are of a group that began on the page before
    if count < _TOLD:
        return None
    bounds = [0, *ends]
    ways = []
    for odd in range(count):
        # The groups before the odd one come out from the first row on, those behind it from the last row on.
        behind = starts[len(starts) - (count - 1 - odd) :] if odd + 1 < count else []
        if odd < len(bounds) and len(behind) == count - 1 - odd and bounds[odd] < [*behind, last][0]:
            ways.append([*bounds[: odd + 1], *behind, last])
    return _between(ways[0]) if len(ways) == 1 else None


def _between(bounds: Sequence[int]) -> list[Span]:
    return [(start, end - 1) for start, end in itertools.pairwise(bounds)]


def _chain(wanted: Sequence[Fraction], weights: Sequence[Fraction]) -> list[int]:
    """Return how many weights make up the first sum, the first two, and so on, as far as they come out."""
    found: list[int] = []
    at, total = 0, Fraction(0)
    for each in wanted:
        total += each
        while at < len(weights) and total > 0:
            total -= weights[at]
            at += 1
        if total or not each:
            break
        found.append(at)
    return found
