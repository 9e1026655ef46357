"""Sentences that tell the same measures as a table row would, and that do not add up to the one which tells them of the whole.

基金收入 76,691 亿元，基金支出 68,369 亿元，年末累计结余 78,173 亿元. …职工…基金收入 a，基金支出 b，…累计结余 c. …居民…: what is told of
the kinds gives what is told of all, measure by measure. Which sentences belong together shows by one measure that comes out to
the last place, which it would not by chance; the others have to come out as well.
"""

from __future__ import annotations

import functools
import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.parts import weighted
from auditor.checks.common.relations import ONE, judged, near_sum, rule, summed
from auditor.checks.common.words import stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.relations import Weighted
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "told-rows-not-sum"
TITLE = {
    "zh": "并列各句的分项之和与总项不符",
    "en": "sentences told alike do not add up to that of their whole",
}
_TAIL = 4
_SHORT = 2
_AHEAD = 60
_BEHIND = 2
_MOST = 32
_NEAR = 6
_CERTAIN = 50
"""So many unrelated lists may give a figure before one does so by chance, for each of those tried."""
_SUM = re.compile(r"(?:合计|共计|总计|计|总额|总量|累计)+$")
_ASIDE = re.compile(r"（[^（）]*）|\([^()]*\)|当年")
_OTHER_YEAR = re.compile(r"上年|去年|同期|[比较]|计划|目标")
Column = tuple[str, str]


@records.frozen(eq=False)
class ToldRow:
    """A sentence, and the number that it tells of each measure."""

    at: int
    section: tuple[str, ...]
    columns: dict[Column, Number]


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every measure of sentences that give another one in one measure at least."""
    every = _rows(facts)
    rows = [row for row in every if len(row.columns) >= _SHORT]
    inner: set[int] = set()
    for _ in range(2):
        open_rows = [row for row in rows if row.at not in inner]
        for whole in open_rows:
            found = _parts(whole, open_rows)
            inner.update(row.at for row in found)
            for column in whole.columns if found else ():
                told, alone = _told(column, found), _alone(column, found, every)
                claim = whole.columns[column].known
                # Whether what is told of one measure alone belongs to them shows only where it closes the sum.
                if len(told) == len(found) and (not alone or near_sum(claim, weighted([*told, *alone]))):
                    signed = _signed(whole.columns[column], [*told, *alone])
                    yield judged(facts, summed(rule(NAME, TITLE), claim, signed))


@functools.lru_cache(maxsize=2)
def _rows(facts: Facts) -> tuple[ToldRow, ...]:
    rows: list[ToldRow] = []
    for paragraph in paragraphs(facts):
        for _, numbers in itertools.groupby(paragraph.numbers, key=lambda each: each.sentence):
            columns: dict[Column, Number] = {}
            twice: set[Column] = set()
            last: Column | None = None
            for number in numbers:
                if number.stated is None or number.is_share or number.depth or number.in_ratio:
                    continue
                if number.sign:
                    # 参保人数 105307 万人，比上年末增加 2436 万人: what a measure changed by is one, too.
                    if last is not None and last[1] == number.dimension and not number.told:
                        columns[f"{last[0]}增减", last[1]] = number
                    last = None
                    continue
                noun = _SUM.sub("", stem(_ASIDE.sub("", number.clause)).rstrip("：:是"))
                if len(noun) < _SHORT or noun.isascii() or _OTHER_YEAR.search(number.clause):
                    continue
                column = (noun[-_TAIL:], number.dimension)
                if column in columns:
                    twice.add(column)
                columns[column] = number
                last = column
            kept = {column: number for column, number in columns.items() if column not in twice}
            if kept:
                rows.append(ToldRow(len(rows), paragraph.block.section[:1], kept))
    return tuple(rows)


def _signed(claim: Number, told: Sequence[Number]) -> list[Weighted]:
    """Return what adds up to a measure, and of changes those the other way as taken off."""
    return [
        (ONE * _weight(claim, each), stated) for each, (_, stated) in zip(told, weighted(told), strict=True)
    ]


def _weight(claim: Number, part: Number) -> int:
    return part.sign * claim.sign if claim.sign else 1


def _told(column: Column, run: Sequence[ToldRow]) -> list[Number]:
    """Return what sentences tell of a measure of another one: 年初预算 of 拨款支出年初预算."""
    return [row.columns[own] for row in run if (own := _own(row, column)) is not None]


def _alone(column: Column, found: Sequence[ToldRow], every: Sequence[ToldRow]) -> list[Number]:
    """Return what sentences among some tell of one measure alone: 年初未安排预算，支出决算为 31.66 万元."""
    first, last = min(row.at for row in found), max(row.at for row in found)
    return [
        row.columns[own]
        for row in every
        if len(row.columns) == 1
        and first < row.at <= last + _BEHIND
        and row.section == found[0].section
        and (own := _own(row, column)) is not None
    ]


def _own(row: ToldRow, column: Column) -> Column | None:
    if column in row.columns:
        return column
    noun, dimension = column
    return next(
        (
            each
            for each in row.columns
            if each[1] == dimension and (noun.endswith(each[0]) or each[0].endswith(noun))
        ),
        None,
    )


def _parts(whole: ToldRow, rows: Sequence[ToldRow]) -> Sequence[ToldRow]:
    """Return the sentences next to one that give it in a measure, more surely than so many tried would by chance."""
    alike = [
        row
        for row in rows
        if row is not whole
        and row.section == whole.section
        and abs(row.at - whole.at) <= _AHEAD
        and sum(1 for column in whole.columns if _own(row, column) is not None) >= _SHORT
    ]
    behind = [row for row in alike if row.at > whole.at][:_MOST]
    before = [row for row in alike if row.at < whole.at][-_MOST:]
    # 职工 a。企业职工 b。居民 c: between two parts one of them may be told by a part of its own.
    pairs = [list(pair) for pair in itertools.combinations(behind[:_NEAR], 2) if pair != tuple(behind[:2])]
    tried = max(0, len(behind) - 1) + max(0, len(before) - 1) + len(pairs)
    runs = [behind[:end] for end in _ends(whole, behind)]
    runs += [before[-end:] for end in reversed(_ends(whole, before[::-1]))]
    sure, best = max(
        ((_sureness(whole, run), run) for run in (*runs, *pairs)), key=lambda each: each[0], default=(0, [])
    )
    return best if sure >= _CERTAIN * tried else []


def _ends(whole: ToldRow, rows: Sequence[ToldRow]) -> list[int]:
    """Return how many of the rows nearest to a whole can come out as it tells in one measure: few of all runs do."""
    ends: set[int] = set()
    for column, claim in whole.columns.items():
        rest, slack = claim.known.printed.value, claim.known.printed.step
        for end, row in enumerate(rows, 1):
            own = _own(row, column)
            if own is None:
                break
            part, weight = row.columns[own], _weight(claim, row.columns[own])
            rest -= weight * part.known.printed.value
            slack += abs(weight) * part.known.printed.step
            if end >= _SHORT and abs(rest) <= slack:
                ends.add(end)
    return sorted(ends)


def _sureness(whole: ToldRow, run: Sequence[ToldRow]) -> Fraction:
    """Return in how many unrelated lists one would come out in as many measures as this one does."""
    sure = Fraction(1)
    for column, claim in whole.columns.items():
        told = _told(column, run)
        if len(told) < len(run) or not near_sum(claim.known, _signed(claim, told)):
            continue
        if any(near_sum(claim.known, [(ONE, each.known)]) for each in told):
            continue  # one of them is the whole told again, beside which the others are lost in what it is rounded by
        values = [each.known.printed.value for each in (claim, *told) if each.known.printed.value]
        if len(values) <= _SHORT:
            continue  # one part is the whole itself
        # 90.00 and 250.00 are told to the ten, whatever their noughts say.
        step = min(
            each.known.printed.numeral.step * each.known.printed.unit.factor for each in (claim, *told)
        )
        while all((value / (step * 10)).denominator == 1 for value in values):
            step *= 10
        sure *= max(Fraction(1), abs(claim.known.printed.value) / (step * (len(told) + 1)))
    return sure
