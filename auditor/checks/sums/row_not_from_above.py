"""A column that tells how another one moved from row to row, and a row that does not: 年份 | 产值 | 比上年增长, 聚类数 | BIC | BIC 变化量.

Which column moves with which the table itself shows: a difference or a growth from the row above, or below, that all rows but one
wrong cell keep to the last place was meant. A wrong level breaks its own row and the next.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.checks.common.relations import ONE, judged, near_growth, near_sum, quotient, rule, summed
from auditor.checks.common.slips import MEANT, digits
from auditor.checks.common.tables import numeric, sheets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Stated
    from auditor.checks.common.relations import Weighted
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, Relation

NAME = "row-not-from-above"
TITLE = {"zh": "与上一行的增减关系不符", "en": "a row does not follow from the one above it"}
_KEPT, _MOST_ROWS, _MOST_COLUMNS = 4, 80, 10
_HUNDRED = Fraction(100)
_TELLING, _SURE = 3, 10


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the columns of every table that move with another one."""
    for sheet in sheets(facts):
        rows = [row for row in sheet.table.rows if row not in sheet.totals]
        columns = numeric(sheet)
        if not _KEPT < len(rows) <= _MOST_ROWS or len(columns) > _MOST_COLUMNS:
            continue
        cells = {column.name: [sheet.at(row, column) for row in rows] for column in columns}
        lacking = _lacking([[column[at] for column in cells.values()] for at in range(len(rows))])
        for claims, levels in itertools.permutations(cells.values(), 2):
            for relations in _ways(claims, levels, lacking):
                yield from (judged(facts, relation) for relation in relations)


def _lacking(rows: Sequence[Sequence[Stated | None]]) -> frozenset[int]:
    """Return the rows that print fewer cells than most that print any: their cells may stand in other columns than they are of."""
    blanks = [sum(1 for cell in row if cell is None) for row in rows]
    told = [each for each, row in zip(blanks, rows, strict=True) if each < len(row)]
    usual = max(set(told), key=told.count) if told else 0
    return frozenset(at for at, each in enumerate(blanks) if each > usual)


def _ways(
    claims: Sequence[Stated | None], levels: Sequence[Stated | None], lacking: frozenset[int]
) -> Iterator[list[Relation]]:
    """Iterate over the relations that nearly all rows keep: with the row above, and with the row below."""
    for befores in ([None, *levels[:-1]], [*levels[1:], None]):
        triples = [
            (at, claim, now, before)
            for at, (claim, now, before) in enumerate(zip(claims, levels, befores, strict=True))
            if claim is not None and now is not None and before is not None
        ]
        if len(triples) <= _KEPT:
            continue
        info = rule(NAME, TITLE)
        moves = [(at, claim, [(ONE, now), (-ONE, before)]) for at, claim, now, before in triples]
        alike = all(claim.unit.dimension == now.unit.dimension for _, claim, now, _ in triples)
        if alike and _meant(
            [(at, near_sum(claim, parts), _shows(claim, parts)) for at, claim, parts in moves], lacking
        ):
            yield [summed(info, claim, parts, role="stated") for _, claim, parts in moves]
        for factor in (ONE, _HUNDRED):
            if any((claim.unit.dimension == "ratio") is not (factor == ONE) for _, claim, _, _ in triples):
                continue
            grown = [
                (at, near_growth(claim, now, before, factor), _tells(claim))
                for at, claim, now, before in triples
            ]
            if _meant(grown, lacking):
                yield [
                    quotient(info, claim, [(ONE, now), (-ONE, before)], [(ONE, before)], factor=factor)
                    for _, claim, now, before in triples
                    if before.printed.value > 0
                ]


def _tells(claim: Stated) -> bool:
    """Whether a value has digits enough that it comes out by no chance."""
    return bool(claim.printed.value) and digits(claim) >= min(_TELLING, MEANT)


def _shows(claim: Stated, parts: Sequence[Weighted]) -> bool:
    """Whether a difference is so much more than what its levels are rounded by that it comes out by no chance."""
    return _tells(claim) and abs(claim.printed.value) >= _SURE * sum(part.printed.step for _, part in parts)


def _meant(rows: Sequence[tuple[int, bool, bool]], lacking: frozenset[int]) -> bool:
    """Whether rows are kept, but for one or two that stand together, one of whose cells may be wrong."""
    broken = [at for at, kept, _ in rows if not kept]
    told = sum(1 for _, kept, tells in rows if kept and tells)
    together = not broken or (len(broken) <= 2 and broken[-1] - broken[0] < 2)  # noqa: PLR2004 - a level and its two moves
    beside = {at + by for at in broken for by in (-1, 0, 1)}
    return together and lacking.isdisjoint(beside) and told >= _KEPT + len(broken)
