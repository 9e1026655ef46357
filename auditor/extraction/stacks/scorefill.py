"""Which numbers of a score table are weights and which are scores, row by row.

The runs of numbers are put under the heads of weights, deductions and scores in every way that the text layer
allows, and those ways are kept that add up: no score exceeds its weight, and weights and scores add up to the
same subtotals and totals.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import attrs

from auditor import records
from auditor.extraction.stacks.scoreheads import Part, Run
from auditor.extraction.stacks.scoresums import FULL, Sums, kept, sums_of
from auditor.extraction.tables.cellform import amount_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from auditor.extraction.stacks.scoreheads import Scored
    from auditor.extraction.text.lines import Line

_FEWEST_ROWS = 4
_MOST_RUNS = 60
_MOST_MORE = 2
_NEARLY = 5
_LAST = 4
_MOST_LATE = 14
_MOST_MOVED = 4


@records.frozen(eq=False)
class Column:
    """A column of numbers: its head, and the runs that are its cells from the top."""

    head: int
    part: Part
    runs: tuple[Run, ...] = ()

    @property
    def lines(self) -> list[Line]:
        """Return the cells."""
        return [line for run in self.runs for line in run.lines]

    @property
    def values(self) -> list[Decimal | None]:
        """Return what the cells state."""
        return [amount_of(line.text) for line in self.lines]

    @property
    def ends(self) -> tuple[int, ...]:
        """Return behind which rows the runs end."""
        return tuple(itertools.accumulate(len(run.lines) for run in self.runs))

    @property
    def height(self) -> int:
        """Return the number of cells."""
        return sum(len(run.lines) for run in self.runs)


@records.frozen(eq=False)
class Filled:
    """Columns of numbers, how they add up, and the cells (by column and row) that another order would fill otherwise."""

    columns: tuple[Column, ...]
    sums: Sums
    doubtful: frozenset[tuple[int, int]] = frozenset()


def fillings(scored: Scored) -> list[Filled]:
    """Return the ways to put the runs of numbers under their heads that add up."""
    runs = [run for run in scored.runs if run.numbers]
    begun = {run.head for run in runs}
    columns = [
        Column(at, part)
        for at, (part, _) in enumerate(scored.heads)
        if part in {Part.WEIGHT, Part.SCORE, Part.LOSS} or (part is Part.OTHER and at in begun)
    ]
    parts = [column.part for column in columns]
    if parts.count(Part.WEIGHT) != 1 or parts.count(Part.SCORE) != 1 or len(runs) > _MOST_RUNS:
        return []
    found: dict[tuple[object, ...], Filled] = {}
    for ways in (_by_heads(columns, scored), _by_bands(columns, runs)):
        for way in ways:
            for filled in _adding(way):
                found.setdefault(_key(filled), filled)
        if found:
            break
    return list(found.values())


def _key(filled: Filled) -> tuple[object, ...]:
    return (
        filled.sums,
        tuple(tuple(line.text for line in column.lines) for column in filled.columns),
    )


def _by_heads(columns: Sequence[Column], scored: Scored) -> Iterator[list[Column]]:
    """Iterate over the columns with the runs of numbers below the head that was printed last before them.

    Numbers among words may be left out, and so may numbers of other forms than those directly below their head.
    """
    known = {column.head: at for at, column in enumerate(columns)}
    for mixed, formed in itertools.product((False, True), repeat=2):
        taken: list[list[Run]] = [[] for _ in columns]
        last: int | None = None
        for run in scored.runs:
            if run.head is not None and scored.heads[run.head][0] not in {
                Part.METHOD,
                Part.LEVEL,
                Part.SERIAL,
            }:
                last = known.get(run.head)
            if last is None or not run.numbers or (run.mixed and not mixed):
                continue
            if run.head is not None and run.head not in known:
                continue
            if formed and taken[last] and _places(run) != _places(taken[last][0]):
                continue
            taken[last].append(run)
        yield [attrs.evolve(column, runs=tuple(each)) for column, each in zip(columns, taken, strict=True)]
        weight = next(at for at, column in enumerate(columns) if column.part is Part.WEIGHT)
        score = next(at for at, column in enumerate(columns) if column.part is Part.SCORE)
        for at in range(max(1, len(taken[score]) - _LAST), len(taken[score])):
            # The weight of the total may be printed with the scores.
            if len(taken[score][at].lines) > _MOST_MORE or taken[score][at].head is not None:
                continue
            moved = [list(each) for each in taken]
            moved[weight].append(moved[score].pop(at))
            yield [
                attrs.evolve(column, runs=tuple(each)) for column, each in zip(columns, moved, strict=True)
            ]


def _places(run: Run) -> set[int]:
    """Return how many decimals the numbers of a run have."""
    return {len(line.text.partition(".")[2]) for line in run.lines}


def _by_bands(columns: Sequence[Column], runs: Sequence[Run]) -> Iterator[list[Column]]:
    """Return the columns with each run below the leftmost of the shortest."""
    known = {column.head: at for at, column in enumerate(columns)}
    taken: list[list[Run]] = [[] for _ in columns]
    for run in runs:
        if run.mixed or run.head not in {None, *known}:
            continue
        heights = [sum(len(each.lines) for each in column) for column in taken]
        place = heights.index(min(heights)) if run.head is None else known[run.head]
        taken[place].append(run)
    yield [attrs.evolve(column, runs=tuple(each)) for column, each in zip(columns, taken, strict=True)]


def _late(column: Column) -> list[Column]:
    """Return the column with one of its runs moved up: it was printed behind runs that stand lower."""
    runs = column.runs
    if len(runs) > _MOST_LATE:
        return []
    return [
        attrs.evolve(column, runs=(*runs[:place], runs[at], *runs[place:at], *runs[at + 1 :]))
        for at in range(2, len(runs))
        for place in range(1, at)
    ]


def _adding(columns: Sequence[Column]) -> Iterator[Filled]:
    """Iterate over the columns with the sums that they keep: as they are printed, else with a run moved up in each."""
    weight = next(column for column in columns if column.part is Part.WEIGHT)
    score = next(column for column in columns if column.part is Part.SCORE)
    if (
        min(weight.height, score.height) < _FEWEST_ROWS
        or not 0 <= score.height - weight.height <= _MOST_MORE
        or any(column.height > score.height for column in columns)
    ):
        return
    last = {score.height - 1}
    even = (
        {*weight.ends} - last == {*score.ends} - last
        and weight.runs[0].head is not None
        and score.runs[0].head is not None
    )
    found = False
    for weights, scores in (
        ([weight], [score]),
        ([weight], _late(score)),
        (_late(weight), [score]),
        (_late(weight), _late(score)),
    ):
        second = [(each, each.values, sums_of(each.values)) for each in scores]
        for one in weights:
            values = one.values
            sums = sums_of(values)
            for other, marks, own in second:
                way = _way(values, marks, sums, own)
                if way is None and even:
                    way = _plain(values, marks, sums)
                if way is None:
                    continue
                foot = way.total if way.total is not None else len(values) - 1
                if len(marks) != len(values) and len(values) <= foot + 1:
                    continue
                moved = tuple(
                    one if column is weight else other if column is score else column for column in columns
                )
                if _agreed(moved, way, values, marks):
                    found = True
                    yield Filled(moved, way, _doubtful(moved, way))
        if found or even:
            return


def _doubtful(columns: Sequence[Column], sums: Sums) -> frozenset[tuple[int, int]]:
    """Return the cells of runs that could change places: where a column has several runs and another has one.

    The text layer does not always print the runs of a column from the top.
    """
    found: set[tuple[int, int]] = set()
    pair = {column.part: column for column in columns if column.part in {Part.WEIGHT, Part.SCORE}}
    shared = sorted({0, *pair[Part.WEIGHT].ends} & {0, *pair[Part.SCORE].ends})
    for begin, end in itertools.pairwise(shared):
        counts = {part: sum(begin < each <= end for each in column.ends) for part, column in pair.items()}
        for part, column in pair.items():
            if not 1 < counts[part] <= _MOST_MOVED or min(counts.values()) > 1:
                continue
            first = sum(each <= begin for each in column.ends)
            inner = column.runs[first : first + counts[part]]
            for order in itertools.permutations(inner):
                runs = (*column.runs[:first], *order, *column.runs[first + counts[part] :])
                other = attrs.evolve(column, runs=runs)
                both = {**pair, part: other}
                weights, scores = both[Part.WEIGHT].values, both[Part.SCORE].values
                held = list(kept(sums, other.values)).count(False) <= list(kept(sums, column.values)).count(
                    False
                )
                if held and _within(sums, weights, scores):
                    found.update(
                        (column.head, row)
                        for row, (one, two) in enumerate(zip(column.values, other.values, strict=True))
                        if one != two
                    )
    # A sum of which a part stays unread would seem wrong.
    for row, parts in sums.checks():
        found.update((head, row) for head, part in tuple(found) if part in parts)
    return frozenset(found)


def _plain(
    weights: Sequence[Decimal | None], scores: Sequence[Decimal | None], sums: Sequence[Sums]
) -> Sums | None:
    """Return how columns that are printed alike add up though some of their numbers are wrong."""
    held = [way for way in sums if _within(way, weights, scores)]
    if held:
        return held[0] if len(held) == 1 else None
    last = len(weights) - 1
    plain = Sums((), last, tuple(range(last)))
    return plain if weights[last] == FULL and _within(plain, weights, scores) else None


def _way(
    weights: Sequence[Decimal | None],
    scores: Sequence[Decimal | None],
    sums: Sequence[Sums],
    own: Sequence[Sums],
) -> Sums | None:
    """Return the one way in which both columns add up, given those of the weights and of the scores."""
    for ways, others in ((sums, scores), (own, weights)):
        held = [way for way in ways if _within(way, weights, scores) and _kept(way, others)]
        if held:
            return held[0] if len(held) == 1 else None
    return None


def _agreed(
    columns: Sequence[Column],
    sums: Sums,
    weights: Sequence[Decimal | None],
    scores: Sequence[Decimal | None],
) -> bool:
    """Whether the other columns are as long, and deductions are what the scores lack."""
    for column in columns:
        if column.part in {Part.WEIGHT, Part.SCORE}:
            continue
        if column.height not in {len(scores), len(sums.leaves)}:
            return False
        if column.part is Part.LOSS and not _lost(weights, scores, column.values):
            return False
    return True


def _kept(sums: Sums, values: Sequence[Decimal | None]) -> bool:
    """Whether a column keeps all sums but one, and two at least where there are more."""
    held = list(kept(sums, values))
    return held.count(False) <= (1 if len(held) > 2 else 0)  # noqa: PLR2004 - one may be the error


def _within(sums: Sums, weights: Sequence[Decimal | None], scores: Sequence[Decimal | None]) -> bool:
    """Whether no score of an indicator exceeds its weight."""
    for row in sums.leaves:
        weight, score = weights[row], scores[row]
        if weight is None or score is None or not 0 <= score <= weight:
            return False
    return True


def _lost(
    weights: Sequence[Decimal | None],
    scores: Sequence[Decimal | None],
    losses: Sequence[Decimal | None],
) -> bool:
    """Whether what is deducted is what the scores lack, in nearly all rows."""
    rows = min(len(weights), len(losses))
    held = 0
    for weight, score, loss in zip(weights, scores, losses, strict=False):
        held += weight is not None and score is not None and (loss or 0) == weight - score
    return (rows - held) * _NEARLY <= rows
