"""A line of a statement that the lines above it do not add up to in one period, as they do in another.

    Borrowings                             25,000     15,000
    Repayments of debt                    (31,500)   (22,750)
    Net cash used in financing activities  (6,500)    (7,700)

What a total closes shows by the other periods: lines above it that give it to the last place there are its parts,
and totals found so stand for their own parts in those below. 减 and what a cost is taken from count with their signs.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.checks.common.relations import ONE, Weighted, judged, rule, summed
from auditor.checks.common.rownames import CHANGES
from auditor.checks.common.slips import MEANT, digits
from auditor.checks.common.tables import Sheet, header, numeric, sheets
from auditor.report.model import Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column

NAME = "lines-not-sum"
TITLE = {"zh": "报表项目之间的加减关系不符", "en": "a line of a statement is not the sum of its lines"}
_CLOSES = re.compile(
    r"合计|总计|小计|净额|净增加额|净减少额|净利润|利润总额|营业利润|毛利$|(?:期末|年末).{0,10}余额|"
    r"\b(?:total|sub-?total|ebitda|ebit)\b|^net\b|^(?:gross|operating|adjusted) (?:profit|income|loss|margin|earnings)|"
    r"\b(?:income|earnings|profit|loss) before|\bend(?:ing)?\b.{0,12}(?:year|period|balance|cash)|\bending\b|"
    r"^cash (?:generated|flows?) (?:from|before)|^(?:free|total) cash flow|^(?:cash|balance)(?: and cash equivalents)? at (?:28|29|30|31) [a-z]+",
    re.IGNORECASE,
)
_OFF = re.compile(r"^(?:减|less\b|deduct)|影响额", re.IGNORECASE)
_COST = re.compile(
    r"成本|费用|支出|所得税|\b(?:costs?|expenses?|tax(?:es)?|provision|expenditures?|charges?|impairments?|depreciation|amorti[sz]ation)\b",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"^(?:其中|of which)", re.IGNORECASE)
_MARKED = re.compile(r"^(?:[一二三四五六七八九十]+[、.]|[（(][一二三四五六七八九十]+[)）]|加|减)")
_RATES = re.compile(r"率|比|均|增|%|per ?cent|rate|ratio|margin|average", re.IGNORECASE)
_PERIOD = re.compile(
    r"(?:19|20)[0-9]{2}(?:[-–/][0-9]{2,4})?|\s|\b(?:first|second|third|fourth|[1-4](?:st|nd|rd|th))\b|\bQ[1-4]\b|年度?|[0-9]{1,2}月|[0-9]{1,2}日|[末初]|(?:本|上|去|当)(?:年|期)|期|同|金额|数|余额|"
    r"\b(?:quarter|(?:fiscal|financial|full) year)\b",
    re.IGNORECASE,
)
_BLANKS = frozenset({"", "-", "--", "—", "——", "–", "―", "/"})
_MOST_PARTS = 30
_FEW = 3
_MOST_ROWS = 150


@records.frozen(eq=False)
class _Line:
    row: Row
    sign: Fraction
    closing: bool = False


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the closing lines of every table of two periods and more."""
    for sheet in sheets(facts):
        if len(sheet.table.rows) > _MOST_ROWS:
            continue
        periods: dict[str, list[Column]] = {}
        for column in numeric(sheet):
            if _is_period(sheet, column):
                periods.setdefault(_PERIOD.sub("", header(column)), []).append(column)
        for columns in periods.values():
            if len(columns) > 1:
                yield from _statement(facts, sheet, columns)


def _is_period(sheet: Sheet, column: Column) -> bool:
    """Whether a column holds the amounts of a period: a margin or two below them is no reason against it."""
    head = header(column)
    if not _PERIOD.search(head) or _RATES.search(head) or CHANGES.search(head):
        return False
    values = [value for (_, name), value in sheet.values.items() if name == column.name]
    return sum(1 for value in values if value.unit.dimension == "ratio") * 3 <= len(values)


def _statement(facts: Facts, sheet: Sheet, columns: Sequence[Column]) -> Iterator[Outcome]:
    above: list[_Line] = []
    within = False
    for row in sheet.table.rows:
        label = re.sub(r"\s+", " ", row.label or row.name).strip()
        within = bool(_WITHIN.match(label)) or (within and not _MARKED.match(label))
        if all(sheet.at(row, column) is None for column in columns) or (within and not _CLOSES.search(label)):
            continue
        parts = _parts(sheet, above, row, columns) if _CLOSES.search(label) else []
        if parts:
            yield from _judged(facts, sheet, row, parts, columns)
            del above[-len(parts) :]
        above.append(_Line(row, -ONE if _OFF.search(label) else ONE, _CLOSES.search(label) is not None))


def _parts(sheet: Sheet, above: Sequence[_Line], total: Row, columns: Sequence[Column]) -> list[_Line]:
    """Return the last lines above a total that give it in one period at least, the fewest that do."""
    best: tuple[int, list[_Line]] = (0, [])
    for count in range(2, min(len(above), _MOST_PARTS) + 1):
        # All the lines since the last total were meant where they give even a short number.
        least = MEANT - (count > _FEW and (count == len(above) or above[-count - 1].closing))
        for parts in _signed(above[-count:]):
            kept = [column for column in columns if _gives(sheet, parts, total, column, least)]
            broken = sum(1 for column in columns if _told(sheet, parts, total, column)) - len(kept)
            if len(kept) > max(best[0], broken - 1):
                best = len(kept), parts
    return _turned(sheet, best[1], total, columns)


def _turned(sheet: Sheet, parts: list[_Line], total: Row, columns: Sequence[Column]) -> list[_Line]:
    """Return the parts with a line taken off where just that gives the periods in which it is told: an impairment, a loss."""

    def gives(lines: Sequence[_Line]) -> list[bool]:
        return [_gives(sheet, lines, total, column, MEANT) for column in columns]

    kept = gives(parts) if parts else []
    if all(kept):
        return parts
    for at, line in enumerate(parts[1:], 1):
        others = [*parts[:at], attrs.evolve(line, sign=-line.sign), *parts[at + 1 :]]
        now = gives(others)
        if sum(now) > sum(kept) and all(two for one, two in zip(kept, now, strict=True) if one):
            return others
    return parts


def _signed(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    yield list(lines)
    # Revenue, then its costs: what is taken off is printed without a sign.
    costs = [_COST.search(each.row.label or each.row.name) is not None for each in lines]
    if any(costs) and not costs[0] and len(lines) > 1:
        turned = [
            attrs.evolve(line, sign=-ONE) if cost else line for line, cost in zip(lines, costs, strict=True)
        ]
        if any(one.sign != two.sign for one, two in zip(turned, lines, strict=True)):
            yield turned


def _weighted(sheet: Sheet, parts: Sequence[_Line], column: Column) -> list[Weighted]:
    return [(line.sign, value) for line in parts if (value := sheet.at(line.row, column)) is not None]


def _gives(sheet: Sheet, parts: Sequence[_Line], total: Row, column: Column, least: int) -> bool:
    """Whether lines give a total to the last place: a number so long that chance hardly explains it."""
    whole, values = sheet.at(total, column), _weighted(sheet, parts, column)
    if whole is None or digits(whole) < least or not _told(sheet, parts, total, column):
        return False
    return whole.printed.value == sum((sign * each.printed.value for sign, each in values), Fraction(0))


def _told(sheet: Sheet, parts: Sequence[_Line], total: Row, column: Column) -> bool:
    """Whether a period prints a total and all its lines, or dashes for them."""
    if sheet.at(total, column) is None or len(_weighted(sheet, parts, column)) < 2:  # noqa: PLR2004 - a sum
        return False
    missing = {line.row.name for line in parts if sheet.at(line.row, column) is None}
    if not missing or sheet.block is None:
        return not missing
    printed = [
        cell.text.strip()
        for cell in sheet.block.cells
        if cell.location.row in missing and cell.location.col == column.name
    ]
    return all(text in _BLANKS for text in printed)


def _judged(
    facts: Facts, sheet: Sheet, total: Row, parts: Sequence[_Line], columns: Sequence[Column]
) -> Iterator[Outcome]:
    # What a period that comes out leaves blank it proves to be no part: 流入小计 above 净额, told of this year alone.
    proved = {
        line.row.name
        for column in columns
        if _gives(sheet, parts, total, column, MEANT - 1)
        for line in parts
        if sheet.at(line.row, column) is not None
    }
    for column in columns:
        whole = sheet.at(total, column)
        own = {line.row.name for line in parts if sheet.at(line.row, column) is not None}
        if whole is not None and own <= proved and _told(sheet, parts, total, column):
            yield judged(facts, summed(rule(NAME, TITLE), whole, _weighted(sheet, parts, column)))
