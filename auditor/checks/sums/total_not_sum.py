"""A total or subtotal of a table that its parts do not add up to."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.heads import below_heads
from auditor.checks.common.itemrows import applications, first_item, items_of, stands_beside
from auditor.checks.common.numbers import Stated
from auditor.checks.common.relations import ONE, Weighted, judged, near_sum, noted, plus, rule, summed
from auditor.checks.common.slips import MEANT, digits, slip_in_sum
from auditor.checks.common.tables import Sheet, adds, blank_but, cut, header, last, numeric, sheets, unread
from auditor.checks.sums._formparts import carried, with_carried
from auditor.checks.sums._leftout import exceeds_above, of_their_kind, row_left_out, said_twice
from auditor.checks.sums._lessrows import beside_less, taken, taken_off
from auditor.checks.sums._movedpoints import shown
from auditor.checks.sums._openrows import (
    behind_head,
    beside_listed,
    ends_before_table,
    ends_within,
    last_rows,
    opened,
    runs_on,
)
from auditor.checks.sums._placetotals import of_places
from auditor.checks.sums._sums import lies_among
from auditor.checks.sums._totalcolumns import nested, side, value_for_label
from auditor.evaluation.tables import parts_of
from auditor.findings import Severity, Verdict
from auditor.report.model import Column, Role, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "total-not-sum"
TITLE = {"zh": "合计与分项之和不符", "en": "a total is not the sum of its parts"}
_WHOLE = re.compile(
    r"^(?:合\s*计|总\s*计|小\s*计|共\s*计|总数|合计数|全年|全年合计|年度合计|[Tt]otal|[Aa]ll)$"
)
_PART_TOTAL = re.compile(
    r"(?<!本年收入)(?<!本年支出)(?<!收入)(?<!支出)(?<!资产)(?<!负债)(?<!权益)(?<![本当全]年)[一-龥]{2}(?:合计|总计)$"
)
_EVERYTHING = re.compile(r"(?:收入|支出|资金|财力)总计$")
"""收入总计 closes its whole side, the subtotal and what stands behind it; 人员经费合计 some rows of many."""
_RATE_ROW = re.compile(
    r"[%％]|增[减长]幅?$|增速$|[比占][重比]$|完成率$|[人户]均|[Pp]er (?:head|capita)|[Aa]verage"
)
_PARTIAL = re.compile(r"其中|主要|部分|等$|[Oo]f which")
_CRITERION = re.compile(r"\s*(?:其中[:：]?)?按[一-龥]{2,8}[:：]")
_OPEN_ROWS, _HEADS, _FEW_ROWS, _MOST_CHOICES = 2, 3, 3, 10


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge totals against the rows above them and total columns against the columns beside them."""
    for sheet in sheets(facts):
        if applications(sheet) is not None:
            continue
        yield from _rows(facts, sheet)
        yield from of_places(facts, rule(NAME, TITLE), sheet)
        yield from _columns(facts, sheet)


def _rows(facts: Facts, sheet: Sheet) -> Iterator[Outcome]:
    judgements = [
        (total, _judged(facts, sheet, total))
        for total in sheet.table.rows
        if total.role in {Role.TOTAL, Role.SUBTOTAL}
        and not (cut(facts, sheet) and runs_on(sheet, total))
        and not (last(facts, sheet) and ends_within(sheet, total))
        and not opened(sheet, total)
        and not first_item(sheet, total)
    ]
    # Where codes make the hierarchy and other rows of it come out, one that does not is wrong in all columns.
    kept = sum(1 for total, found in judgements if total.role is Role.SUBTOTAL and _comes_out(found))
    proven = kept > 1 and _coded(sheet)
    for total, outcomes in judgements:
        closed = proven and total.role is Role.SUBTOTAL and ends_before_table(sheet, total)
        raised = shown(sheet, total, outcomes, judgements) if _coded(sheet) else ()
        yield from _believed(raised or outcomes, total.role, proven=closed or bool(raised))


def _judged(facts: Facts, sheet: Sheet, total: Row) -> list[Outcome]:
    info = rule(NAME, TITLE)
    rows = _of_one_criterion(_top(sheet, below_heads(sheet, _above(sheet, total), total), total))
    rows = beside_less(sheet, rows)
    several = _PART_TOTAL.search(called := total.label or total.name) and not _EVERYTHING.match(called)
    if several and not _adds_up(sheet, rows, total, numeric(sheet)):
        # 人员经费合计 closes some of the rows above it: which ones, only their sum can say.
        rows = _some(sheet, rows, total) or (rows if _parents(sheet, rows) else ())
    if any(not re.search(r"[^\W_]", row.label or row.name) for row in rows):
        return []  # a row that is called — was hardly read as it is printed
    outcomes = []
    sums = _adds_up(sheet, rows, total, numeric(sheet))
    if not sums and _meant(sheet, own := behind_head(sheet, total), total):
        rows, sums = own, _adds_up(sheet, own, total, numeric(sheet))
    if not sums and total.role is Role.SUBTOTAL:
        own = last_rows(rows, lambda some: _gives(sheet, some, total))
        rows, sums = (own, True) if own else (rows, False)
    points = carried(facts, sheet) if total.role is Role.TOTAL else {}
    left_out = None if sums or points else row_left_out(sheet, rows, total)
    missed = left_out is not None and (of_their_kind(left_out, rows) or exceeds_above(sheet, left_out, rows))
    for column in numeric(sheet):
        if not adds(sheet, column) or unread(sheet, rows, column):
            continue
        whole = sheet.at(total, column)
        parts = _parts(sheet, rows, column)
        # 其他收入 of one class alone: where the others are blank, and the rows are known to be all, it is the total.
        least = (
            1
            if sums and total.role is Role.TOTAL and parts and blank_but(sheet, rows, column)
            else _OPEN_ROWS
        )
        if whole is None or len(parts) < least or not _alike(whole, parts):
            continue
        if not column.path and digits(whole) < MEANT - 1:
            continue  # what no head names, and is told in a digit or two, may be points
        if not sums and lies_among(whole, parts) and not any(taken(row) for row in rows):
            continue
        if _averages(whole, parts):
            continue
        signed = taken_off(sheet, rows, column, whole, parts)
        if _as_rounded(whole, signed):
            continue
        outcome = judged(facts, summed(info, whole, with_carried(whole, signed, points.get(header(column)))))
        missing = sheet.at(left_out, column) if left_out is not None else None
        if missing is not None and missed:
            outcome = attrs.evolve(outcome, facts={**outcome.facts, "left_out": missing.figure.key})
        elif outcome.verdict is Verdict.DISCREPANCY and said_twice(whole, parts):
            outcome = noted(outcome)
        outcomes.append(outcome)
    held = any(each.verdict.consistent and not _trivial(each) for each in outcomes)
    if left_out is not None and not missed and not held:
        # A row below its parent is no part of the total, and no column says that this one is.
        outcomes = [noted(each) for each in outcomes]
    return outcomes


def _of_one_criterion(rows: Sequence[Row]) -> Sequence[Row]:
    """Return rows up to where the whole is divided once more: 综合医院, 专科医院, 按登记类型：公立医院, 民营医院."""
    again = next((at for at, row in enumerate(rows) if _CRITERION.match(row.label or row.name)), 0)
    return rows[:again] if again > 1 else rows


def _averages(whole: Stated, parts: Sequence[Weighted]) -> bool:
    """Whether a total lies among values that are much alike: an amount per head, whatever its column is called."""
    values = [each.printed.value for _, each in parts]
    low, high = min(values), max(values)
    return len(values) > _OPEN_ROWS and 0 < low <= whole.printed.value <= high <= low * 2


def _gives(sheet: Sheet, rows: Sequence[Row], total: Row) -> bool:
    """Whether rows give a total in a column of long numbers, where it is no chance."""
    columns = [column for column in numeric(sheet) if adds(sheet, column)]
    return any(
        (whole := sheet.at(total, column)) and digits(whole) >= MEANT and near_sum(whole, parts)
        for column in columns
        if (parts := _parts(sheet, rows, column))
    )


def _meant(sheet: Sheet, rows: Sequence[Row], total: Row) -> bool:
    """Whether a total is of rows: they give it, or one slip of the pen parts it from their sum."""
    columns = [column for column in numeric(sheet) if adds(sheet, column)]
    return _adds_up(sheet, rows, total, columns) or any(
        (whole := sheet.at(total, column)) and len(rows) > _OPEN_ROWS and slip_in_sum(whole, parts)
        for column in columns
        if (parts := _parts(sheet, rows, column))
    )


def _comes_out(outcomes: Sequence[Outcome]) -> bool:
    return any(each.verdict.consistent and not _trivial(each) for each in outcomes) and not any(
        each.verdict is Verdict.DISCREPANCY for each in outcomes
    )


def _coded(sheet: Sheet) -> bool:
    heads = [cell.text for cell in sheet.block.cells if cell.row < _HEADS] if sheet.block is not None else []
    return any(re.search(r"编码|代码", text) for text in heads)


def _above(sheet: Sheet, total: Row) -> Sequence[Row]:
    """Return the rows that a total adds up: those above it, unless it stands at the head of its table.

    Two-sided tables close twice: 本年收入合计, then 年初结转和结余, then 总计 over both.
    """
    parts = parts_of(sheet.table, total)
    order = [row.name for row in sheet.table.rows]
    at = order.index(total.name)
    if items := items_of(sheet.table.rows[:at], total):
        return items
    above = [row for row in parts if order.index(row.name) < at]
    if total.role is not Role.TOTAL or not above:
        return parts
    earlier = [row for row in sheet.table.rows[:at] if row.role is Role.TOTAL]
    if not earlier:
        return above
    last = order.index(earlier[-1].name)
    behind = [row for row in above if order.index(row.name) > last]
    closing = [earlier[-1], *behind]
    # Income … Total, Expenditure … Total: a second total of the same name closes the rows behind the first.
    again = (earlier[-1].label or earlier[-1].name) == (total.label or total.name)
    if again and len(behind) >= _OPEN_ROWS and not _adds_up(sheet, closing, total, numeric(sheet)):
        return behind
    return closing


def _top(sheet: Sheet, rows: Sequence[Row], total: Row) -> Sequence[Row]:
    """Return the rows that are no parts of a row above them.

    A hierarchy printed without indents shows by its sums: a row that the rows below it add up to, in
    every column that adds, is their parent. It counts where it makes the total come out.
    """
    columns = [column for column in numeric(sheet) if adds(sheet, column)]
    rows = beside_listed(sheet, rows, lambda parts, whole: _adds_up(sheet, parts, whole, columns))
    given = _columns_given(sheet, rows, total, columns)
    if not given[1] and (given[0] or not columns):
        return rows
    kept: list[Row] = []
    at = parents = 0
    while at < len(rows):
        kept.append(rows[at])
        below = next(
            (
                end
                for end in range(len(rows), at + 1, -1)
                if _adds_up(sheet, rows[at + 1 : end], rows[at], columns)
            ),
            at + 1,
        )
        parents += below > at + 2
        at = below
    # Where each row left is the sum of rows below it, they are all there is, whatever the total says.
    right, wrong = _columns_given(sheet, kept, total, columns)
    better = right > given[0] or wrong < given[1]
    proven = parents == len(kept) or (_mostly(right, wrong) and better)
    return kept if len(kept) >= _OPEN_ROWS and proven else rows


def _parents(sheet: Sheet, rows: Sequence[Row]) -> bool:
    """Whether rows are all sums of rows below them: 公用经费合计 closes them, and none is left over."""
    inner = [(row, parts_of(sheet.table, row)) for row in rows]
    return len(rows) > 1 and all(
        parts and _adds_up(sheet, parts, row, numeric(sheet)) for row, parts in inner
    )


def _some(sheet: Sheet, rows: Sequence[Row], total: Row) -> Sequence[Row]:
    """Return the only choice of rows that adds up to a total in all its columns, or none."""
    columns = [column for column in numeric(sheet) if adds(sheet, column)]
    if len(rows) > _MOST_CHOICES:
        return ()
    found = [
        chosen
        for count in range(1, len(rows))
        for chosen in itertools.combinations(rows, count)
        if _adds_up(sheet, chosen, total, columns)
    ]
    return found[0] if len(found) == 1 and len(found[0]) >= _OPEN_ROWS else ()


def _adds_up(sheet: Sheet, rows: Sequence[Row], whole: Row, columns: Sequence[Column]) -> bool:
    """Whether rows add up to another one in most columns, and in one with a value."""
    return _mostly(*_columns_given(sheet, rows, whole, columns))


def _mostly(right: int, wrong: int) -> bool:
    return right > 0 and right >= 2 * wrong


def _columns_given(
    sheet: Sheet, rows: Sequence[Row], whole: Row, columns: Sequence[Column]
) -> tuple[int, int]:
    """Return in how many columns rows add up to another one, and in how many they do not."""
    right = wrong = 0
    for column in columns:
        total, parts = sheet.at(whole, column), _parts(sheet, rows, column)
        if total is None or not total.printed.value or not parts:
            continue
        if near_sum(total, parts):
            right += 1
        else:
            wrong += 1
    return right, wrong


def _parts(sheet: Sheet, rows: Sequence[Row], column: Column) -> list[Weighted]:
    return plus([value for row in rows if (value := sheet.at(row, column)) is not None])


def _alike(whole: Stated, parts: Sequence[Weighted]) -> bool:
    # 得分率 | 86.67% | 83.33% below a row of scores: a row of rates adds nothing up.
    return whole.unit.dimension not in {"ratio", "points"} and all(
        part.unit.dimension == whole.unit.dimension for _, part in parts
    )


def _as_rounded(total: Stated, parts: Sequence[Weighted]) -> bool:
    """Whether a total below parts of more places is their sum as it is printed: 36.580, 26.631, 17.106 and 80.32."""
    step = total.printed.numeral.step * total.printed.unit.factor
    left = abs(
        sum((weight * part.printed.value for weight, part in parts), Fraction(0)) - total.printed.value
    )
    return bool(total.printed.lent) and step < total.printed.unit.factor and 0 < left * 2 <= step


def _believed(outcomes: Sequence[Outcome], role: Role, *, proven: bool = False) -> Iterator[Outcome]:
    """Yield the outcomes of one total row, as sure as its other columns make them.

    Where no column of a total adds up, its parts were probably not understood: rows of a hierarchy, or a
    list of which only some rows are printed.
    """
    broken = [outcome for outcome in outcomes if outcome.verdict is Verdict.DISCREPANCY]
    held = [outcome for outcome in outcomes if outcome.verdict.consistent and not _trivial(outcome)]
    lacking = any(_lacks(each) for each in broken)
    sure = proven or bool(held) or lacking or (len(broken) == 1 and role is Role.TOTAL and _near(broken[0]))
    for outcome in outcomes:
        if outcome.verdict is Verdict.DISCREPANCY and not sure and not _slipped(outcome):
            info = attrs.evolve(outcome.rule, level=Severity.NOTE, confidence="low")
            yield attrs.evolve(outcome, rule=info)
        else:
            yield outcome


def _lacks(outcome: Outcome) -> bool:
    return "left_out" in outcome.facts


def _trivial(outcome: Outcome) -> bool:
    return all(item.value in {"0", "0.0", "0.00"} for item in outcome.evidence)


def _near(outcome: Outcome) -> bool:
    """Whether a sum misses by less than a fifth: far off, the rows are not the parts of the total."""
    decision = outcome.decision
    if decision is None or decision.gap is None or not decision.computed:
        return False
    return abs(decision.gap) * 5 <= abs(decision.computed)


def _slipped(outcome: Outcome) -> bool:
    relation = outcome.relation
    if relation is None:
        return False
    values = [
        Stated(each.figure, each.alternatives[0].mentions[0], each.alternatives[0].prints[0])
        for each in relation.variables
    ]
    return bool(slip_in_sum(values[0], plus(values[1:])))


def _columns(facts: Facts, sheet: Sheet) -> Iterator[Outcome]:
    """Judge a column called 合计 against the columns that stand beside it under the same head."""
    columns = [column for column in numeric(sheet) if adds(sheet, column)]
    for whole in columns:
        if not _WHOLE.match(whole.path[-1] if whole.path else whole.name):
            continue
        above = whole.path[:-1]
        beside = [
            each
            for each in columns
            if each is not whole and stands_beside(each, above, columns) and not _PARTIAL.search(header(each))
        ]
        beside, inside = nested(sheet, side(sheet, whole, beside, columns))
        for each, inner in inside:
            yield from _across(facts, sheet, each, inner)
        if len(beside) >= _OPEN_ROWS:
            yield from _across(facts, sheet, whole, beside)


def _across(facts: Facts, sheet: Sheet, whole: Column, beside: Sequence[Column]) -> Iterator[Outcome]:
    info = rule(NAME, TITLE)
    outcomes = []
    for row in sheet.table.rows:
        # 比上年增减%, grant per head: that of the whole is not the sum of those of its parts.
        if _RATE_ROW.search(row.label or row.name):
            continue
        if value_for_label(sheet, row, beside):
            continue
        total = sheet.at(row, whole)
        parts = [(ONE, value) for each in beside if (value := sheet.at(row, each)) is not None]
        if total is None or len(parts) < _OPEN_ROWS or not _alike(total, parts):
            continue
        if not _as_rounded(total, parts):
            outcomes.append(judged(facts, summed(info, total, parts)))
    # 小计 before 其中 columns: that it is their sum in one row, which has no others, does not make it that of all rows.
    held = sum(1 for each in outcomes if each.verdict.consistent and not _trivial(each))
    if len(outcomes) <= _FEW_ROWS or held * 2 >= sum(1 for each in outcomes if not _trivial(each)):
        yield from _believed(outcomes, Role.TOTAL)
