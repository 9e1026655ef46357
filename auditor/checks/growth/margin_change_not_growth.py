"""A change of a margin that the growth of revenue and cost beside it does not give.

    毛利率   营业收入比上年增减   营业成本比上年增减   毛利率比上年增减
    33.35%                6.19%                2.50%   增加 2.40 个百分点

The margin of last year is 1 - (1 - m)(1 + r)/(1 + c). Rates are printed to two places, so only what misses by more
than a tenth of a point, or goes the other way, is wrong; and other rows of the table have to come out.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.relations import evidence_at, rule, said
from auditor.checks.common.tables import Sheet, header, is_rate, numeric, sheets
from auditor.findings import Verdict
from auditor.report.blocks import Block, Occurrence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column, Row

NAME = "margin-change-not-growth"
TITLE = {
    "zh": "毛利率增减与收入、成本增减不符",
    "en": "a change of a margin does not follow from the growth of revenue and cost",
}
_CHANGE = re.compile(r"(?:比|较)(?:上年|上期|去年)|同比")
_MARGIN = re.compile(r"毛利率|利润率")
_WORDS = re.compile(r"(?P<way>增加|减少|上升|下降|提高|降低)\s*(?P<points>[0-9]+(?:\.[0-9]+)?)\s*个?百分点")
_DOWN = frozenset({"减少", "下降", "降低"})
_LOOSE = Fraction(1, 10)
_LEAST = 2


@records.frozen(eq=False)
class _Told:
    """A change as printed, in points with its sign, and what the other columns give."""

    block: Block
    item: Occurrence
    shown: str
    points: Fraction
    computed: Fraction

    @property
    def holds(self) -> bool:
        return abs(self.points - self.computed) <= _LOOSE


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the rows of every table that prints margin, growth of both and the change."""
    for sheet in sheets(facts):
        rows = list(_rows(sheet))
        kept = sum(1 for each in rows if each.holds)
        if kept < max(_LEAST, 2 * (len(rows) - kept)):
            continue
        for each in rows:
            evidence = [evidence_at(each.block, each.item)]
            if each.holds:
                yield said(rule(NAME, TITLE), "", "", evidence, Verdict.EXACT)
                continue
            should = f"{'增加' if each.computed > 0 else '减少'} {_shown(each.computed)} 个百分点"
            zh = f"毛利率“{each.shown}”，由收入、成本增减推算约为{should}"
            en = f"the change of the margin is printed as {each.shown}; growth of revenue and cost give {_shown(each.computed)} points"
            yield said(rule(NAME, TITLE), zh, en, evidence)


def _shown(points: Fraction) -> str:
    hundredths = (abs(points) * 100 + Fraction(1, 2)).__floor__()
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def _rows(sheet: Sheet) -> Iterator[_Told]:
    changes = [each for each in sheet.table.columns if _CHANGE.search(header(each))]
    moved = _one([each for each in changes if _MARGIN.search(header(each))])
    income = _one([each for each in changes if "收入" in header(each)])
    cost = _one([each for each in changes if "成本" in header(each)])
    margin = _one([each for each in numeric(sheet) if _MARGIN.search(header(each)) and each not in changes])
    if sheet.block is None or moved is None or income is None or cost is None or margin is None:
        return
    for row in sheet.table.rows:
        rate, more, dearer = sheet.at(row, margin), sheet.at(row, income), sheet.at(row, cost)
        cell = next(
            (
                each
                for each in sheet.block.cells
                if each.location.row == row.name and each.location.col == moved.name
            ),
            None,
        )
        if rate is None or more is None or dearer is None or cell is None or dearer.printed.value <= -1:
            continue
        if _wrong(sheet, row, rate):
            continue
        found = _WORDS.search(cell.text)
        item = next(
            (
                each
                for each in sheet.block.occurrences
                if cell.span.start <= each.span.start < cell.span.end and each.numeral is not None
            ),
            None,
        )
        if found is None or item is None:
            continue
        points = Fraction(found["points"]) * (-1 if found["way"] in _DOWN else 1)
        now = rate.printed.value
        before = 1 - (1 - now) * (1 + more.printed.value) / (1 + dearer.printed.value)
        yield _Told(sheet.block, item, found.group(), points, (now - before) * 100)


def _wrong(sheet: Sheet, row: Row, rate: Stated) -> bool:
    """Whether the margin of a row is not that of the revenue and cost beside it: then the change tells nothing."""
    levels = [
        each for each in numeric(sheet) if not _CHANGE.search(header(each)) and not is_rate(sheet, each)
    ]
    sold, spent = (_one([each for each in levels if word in header(each)]) for word in ("收入", "成本"))
    one = sheet.at(row, sold) if sold is not None else None
    two = sheet.at(row, spent) if spent is not None else None
    if one is None or two is None or one.printed.value <= 0:
        return False
    return abs(1 - two.printed.value / one.printed.value - rate.printed.value) > rate.printed.step


def _one(columns: list[Column]) -> Column | None:
    return columns[0] if len(columns) == 1 else None
