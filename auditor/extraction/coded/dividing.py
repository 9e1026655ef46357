"""The ways to divide the values of all pages of a table with codes into rows, those that ask most of the print first."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import attrs

from auditor import records
from auditor.extraction.coded.anchored import anchored
from auditor.extraction.coded.chain import Chains
from auditor.extraction.coded.cover import covered
from auditor.extraction.coded.leaf import Leaf, Part
from auditor.extraction.coded.relations import Sum
from auditor.extraction.coded.rows import Division, Run, divisions
from auditor.extraction.coded.standing import standing, stands

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.extraction.coded.budget import Budget
    from auditor.extraction.coded.relations import Relation

_MOST_DIVISIONS = 8


@records.frozen(eq=False)
class Page:
    """The rows of a page: their codes in order, none for the total, and the runs of values."""

    leaf: Leaf
    codes: tuple[str | None, ...]
    runs: tuple[Run, ...]


def _in_order(page: Page) -> bool:
    """Whether the total and the codes of a page are printed in the order of its rows."""
    lines = [*page.leaf.lines(Part.TOTAL), *page.leaf.lines(Part.CODE)]
    told = [
        None if line in page.leaf.lines(Part.TOTAL) else line.text
        for line in sorted(lines, key=lambda line: line.number)
    ]
    return told == list(page.codes)


def _near(
    pages: Sequence[Page], _: Sequence[int], relation: Relation, budget: Budget
) -> Iterator[Sequence[Division]]:
    """Iterate over the ways to give rows what is printed beside their codes, and what is printed apart to those that lack it."""
    near: list[list[Division]] = []
    for page in pages:
        if not _in_order(page):
            return
        near.append(anchored(page.runs, len(page.codes), relation, budget))
        if not near[-1]:
            return
    yield from itertools.islice(itertools.product(*near), _MOST_DIVISIONS)


def _full(
    pages: Sequence[Page], _: Sequence[int], relation: Relation, budget: Budget
) -> Iterator[Sequence[Division]]:
    """Iterate over the ways to divide the values of pages that print as many as there are cells."""
    if all(sum(len(run.values) for run in page.runs) == len(page.codes) * relation.width for page in pages):
        yield from _divided(pages, relation, budget)


def _chosen(
    pages: Sequence[Page], parents: Sequence[int], relation: Relation, budget: Budget
) -> Iterator[Sequence[Division]]:
    """Iterate over the ways to divide the values of all pages into rows."""
    if relation.rules == (Sum(0, tuple(range(1, relation.width))),):
        summed = list(_summed(pages, parents, relation, budget))
        if summed:
            yield from summed
            return
    yield from _divided(pages, relation, budget)


def _divided(pages: Sequence[Page], relation: Relation, budget: Budget) -> Iterator[Sequence[Division]]:
    """Iterate over the ways to divide the values of each page for itself."""
    divided = []
    for page in pages:
        way = standing if stands(page.runs, len(page.codes)) else divisions
        placed = any(run.row is not None for run in page.runs)
        divided.append([] if placed else way(page.runs, len(page.codes), relation, budget))
        if not divided[-1]:
            return
    yield from itertools.islice(itertools.product(*divided), _MOST_DIVISIONS)


def _summed(
    pages: Sequence[Page], parents: Sequence[int], relation: Relation, budget: Budget
) -> Iterator[Sequence[Division]]:
    """Iterate over the ways to divide the values in which the totals of all rows add up."""
    sizes = [len(page.codes) for page in pages]
    for chain in Chains([page.runs for page in pages], sizes, parents, budget).found():
        chosen: list[Division] = []
        first = 0
        for at, (page, size) in enumerate(zip(pages, sizes, strict=True)):
            taken = frozenset(run for leaf, run in chain.runs if leaf == at)
            totals = chain.values[first : first + size]
            division = covered(page.runs, totals, taken, relation.width, budget)
            if division is None:
                break
            chosen.append(attrs.evolve(division, starts=_starts(page, division)))
            first += size
        else:
            yield chosen


def _starts(page: Page, division: Division) -> tuple[tuple[int, int], ...]:
    """Return the runs that begin with the total of a row, each with that row."""
    firsts = {id(run.values[0]): at for at, run in enumerate(page.runs) if run.column is None}
    rows = ((firsts.get(id(row.fixed[0])), place) for place, row in enumerate(division.rows))
    return tuple((at, place) for at, place in rows if at is not None)


STAGES = (_near, _full, _chosen)
