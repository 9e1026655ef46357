"""Shares of a table that are not those of the rows that they are of.

资本化研发投入占研发投入的比例: the label of a row makes it a share of two others, in the same table or, where it is a statement of one
column, in another one. A row 占比 below a row of kinds of things is of that row, where the column of the whole prints 100 %: then
its parts are all there are, each share is its cell over the whole, and the cells add up to it. 占同类在校生比重 beside 在校生 of the
private schools, and the pupils of all schools of a kind in a table of their own: that the column is part over whole shows in
the other rows.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.current import called, current, of_years, year_of
from auditor.checks.common.numbers import Stated, as_numeral
from auditor.checks.common.relations import (
    ONE,
    fits,
    judged,
    near_ratio,
    near_sum,
    plus,
    quotient,
    rule,
    summed,
)
from auditor.checks.common.slips import slip_in_sum
from auditor.checks.common.tables import (
    Sheet,
    as_percent,
    header,
    is_rate,
    numeric,
    plain,
    same_value,
    sheets,
)
from auditor.checks.common.words import stem
from auditor.report.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column, Row

NAME = "share-row-not-rows"
TITLE = {
    "zh": "占比行与所占的行不符",
    "en": "a row or column of shares does not follow from the rows that it is of",
}
_SHARE = re.compile(
    r"^(?P<part>[^占]{2,20}?)占(?P<whole>[^占]{2,20}?)的?(?:比例|比重|百分比|比)(?:[（(][％%][）)])?$"
)
_OF_ABOVE = re.compile(
    r"^(?:其中)?[：:]?占(?P<whole>[^占]{2,16}?)的?(?:比例|比重|百分比|比)(?:[（(][％%][）)])?$"
)
_TIME = re.compile(r"^(?:年末|年初|全年|期末|月末)")
_CAPITALISED = re.compile(
    r"^(?P<whole>[^占]{2,16}?)(?P<kind>资本化|费用化)的?(?:金额)?(?:比例|比重)(?:[（(][％%][）)])?$"
)
_SUM = re.compile(r"(?:合计|总计|总额|总数|小计|金额|[（(][^（）()]*[）)]|本期|本年|当期)")
_PERCENT = re.compile(r"[％%]")
_SHARE_ROW = re.compile(
    r"^(?:所)?(?:占比|比重|比例|构成|构成比|百分比|占总[一-龥]{1,4}(?:比重|比例)?)(?:[（(][%％][）)])?$"
)
_NAMED_SHARE = re.compile(r"(?P<what>[一-龥]{2,6})(?:占比|比重|构成比)(?:[（(][％%][）)])?")
_WHOLE = re.compile(r"^(?:合计|总计|共计|总数|全部|小计|总体)(?:数)?$")
_FEWEST = 3
_LEAST = 2
_SHARE_OF = re.compile(r"^占(?P<whole>.{2,}?)的?(?:比重|比例|比|百分比)")
_FEWEST_RIGHT = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge rows and columns of shares by the rows of their whole."""
    yield from _by_label(facts)
    yield from _by_cells(facts)
    yield from _by_other_table(facts)


def _by_label(facts: Facts) -> Iterator[Outcome]:
    """Judge the rows of shares whose part and whole are rows of the same table."""
    info = rule(NAME, TITLE)
    for sheet in sheets(facts):
        for row in sheet.table.rows:
            label = plain(row.label or row.name)
            found = _members(sheet, row, label)
            if found is None:
                continue
            part, whole = found
            columns = numeric(sheet)
            for column in columns:
                claim, above = sheet.at(row, column), sheet.at(part, column)
                # A statement of one column is of this period: what it is a share of, other tables print for it.
                below = (
                    _elsewhere(facts, whole, year_of(column), alone=len(columns) == 1)
                    if isinstance(whole, str)
                    else sheet.at(whole, column)
                )
                if claim is None or above is None or below is None or below.printed.value <= 0:
                    continue
                if above.unit.dimension != below.unit.dimension or above.unit.dimension == "ratio":
                    continue
                bare = claim.unit.dimension != "ratio"
                if bare and not _PERCENT.search(label):
                    continue
                factor = Fraction(100) if bare else ONE
                yield judged(facts, quotient(info, claim, [(ONE, above)], [(ONE, below)], factor=factor))


def _elsewhere(facts: Facts, name: str, year: str, *, alone: bool) -> Stated | None:
    """Return the one value that the tables print for a year, or this period, under a name, None where they print several."""
    found = of_years(facts).get((name, year), []) if year else current(facts).get(name, []) if alone else []
    return found[0] if found and all(same_value(found[0], each) for each in found) else None


def _members(sheet: Sheet, row: Row, label: str) -> tuple[Row, Row | str] | None:
    """Return the rows that a label names as part and whole, or the name of a whole that the table has not."""
    if (found := _SHARE.match(label)) is not None:
        names = found["part"], found["whole"]
    elif (found := _CAPITALISED.match(label)) is not None:
        names = f"{found['kind']}{found['whole']}", found["whole"]
    elif (found := _OF_ABOVE.match(label)) is not None:
        return _of_above(sheet, row, found["whole"])
    else:
        return None
    rows = [
        [each for each in sheet.table.rows if each is not row and _key(each.label or each.name) == _key(name)]
        for name in names
    ]
    if len(rows[0]) != 1 or len(rows[1]) > 1:
        return None
    return rows[0][0], (rows[1][0] if rows[1] else names[1])


def _of_above(sheet: Sheet, row: Row, name: str) -> tuple[Row, Row | str] | None:
    """Return the row above 占常住人口比重 and the one that it names as the whole."""
    rows = sheet.table.rows
    at = rows.index(row)
    called = [each for each in rows[:at] if _TIME.sub("", _key(each.label or each.name)) == _key(name)]
    return (
        (rows[at - 1], called[0]) if at > 1 and len(called) == 1 and called[0] is not rows[at - 1] else None
    )


def _key(label: str) -> str:
    return stem(_SUM.sub("", plain(label)))


def _by_cells(facts: Facts) -> Iterator[Outcome]:
    """Judge the rows of shares of tables whose columns are parts of a whole."""
    for sheet in sheets(facts):
        wholes = [column for column in sheet.columns if _WHOLE.search(plain(header(column)))]
        above: Row | None = None
        for row in sheet.table.rows:
            label = plain(row.label or row.name)
            if not _is_share_of(label, above):
                above = row
                continue
            # 有效 | 100.0%: a whole by any name prints 100 %, and no other column does.
            full = wholes or [each for each in sheet.columns if _is_all(sheet, row, each, label)]
            parts = [column for column in sheet.columns if column not in full]
            if above is not None and len(full) == 1 and len(parts) >= _FEWEST - 1:
                yield from _judged(facts, sheet, (above, row), full[0], parts)


def _is_share_of(label: str, above: Row | None) -> bool:
    """Whether a row is of shares: 占比, or 支出占比 below 全年支出."""
    named = _NAMED_SHARE.fullmatch(label)
    of_above = named is not None and above is not None and named["what"] in plain(above.label or above.name)
    return _SHARE_ROW.search(label) is not None or of_above


def _is_all(sheet: Sheet, row: Row, column: Column, label: str) -> bool:
    share = _percent(sheet, row, column, label)
    return share is not None and share.printed.value == 1


def _judged(
    facts: Facts, sheet: Sheet, rows: tuple[Row, Row], whole: Column, parts: Sequence[Column]
) -> Iterator[Outcome]:
    amounts, shares = rows
    label = shares.label or shares.name
    total, full = sheet.at(amounts, whole), _percent(sheet, shares, whole, label)
    if total is None or full is None or total.printed.value <= 0 or full.printed.value != 1:
        return
    pairs = [
        (share, amount)
        for column in parts
        if (amount := sheet.at(amounts, column)) is not None
        and (share := _percent(sheet, shares, column, label)) is not None
        and amount.unit.dimension == total.unit.dimension
    ]
    right = [pair for pair in pairs if near_ratio(pair[0], pair[1], total)]
    # That the shares are of this row, and of this whole, the others of the row show.
    if len(right) < _LEAST or len(right) * 2 <= len(pairs):
        return
    info = rule(NAME, TITLE)
    cells = [amount for _, amount in pairs]
    summing = plus(cells)
    held = near_sum(total, summing)
    if len(pairs) == len(parts) and (held or slip_in_sum(total, summing) or len(right) == len(pairs) - 1):
        yield judged(facts, summed(info, total, summing))
    for share, amount in pairs:
        yield judged(facts, quotient(info, share, [(ONE, amount)], [(ONE, total)]))


def _percent(sheet: Sheet, row: Row, column: Column, label: str) -> Stated | None:
    value = sheet.at(row, column)
    if value is None:
        return None
    value = as_percent(value, label)
    return value if value.unit.dimension == "ratio" else None


@records.frozen(eq=False)
class _Claim:
    """A share, its part and its whole."""

    share: Stated
    part: Stated
    whole: Stated

    @property
    def kept(self) -> bool:
        """Whether rounding explains the share."""
        return near_ratio(self.share, self.part, self.whole)


def _by_other_table(facts: Facts) -> Iterator[Outcome]:
    """Judge columns of shares by the columns of other tables that most of their rows are of."""
    tables = [sheet for sheet in sheets(facts) if sheet.values]
    for sheet in tables:
        for column in numeric(sheet):
            if _SHARE_OF.match(header(column)) is not None:
                yield from _by_columns(facts, sheet, column, tables)


def _by_columns(facts: Facts, sheet: Sheet, column: Column, tables: Sequence[Sheet]) -> Iterator[Outcome]:
    best: list[_Claim] = []
    for part in numeric(sheet):
        if part is column or is_rate(sheet, part):
            continue
        for other in tables:
            named = _named(other)
            for below in numeric(other) if other is not sheet else ():
                if is_rate(other, below):
                    continue
                claims = list(_claims(sheet, column, part, other, below, named))
                kept = sum(1 for each in claims if each.kept)
                broken = len(claims) - kept
                if kept >= _FEWEST_RIGHT and broken <= 1 and kept > sum(1 for each in best if each.kept):
                    best = claims
    for claim in best:
        relation = quotient(rule(NAME, TITLE), claim.share, [(ONE, claim.part)], [(ONE, claim.whole)])
        if claim.kept or not fits(facts, relation):
            yield judged(facts, relation)


def _claims(  # noqa: PLR0913, PLR0917 - two columns of one table and one of another
    sheet: Sheet, column: Column, part: Column, other: Sheet, below: Column, named: Mapping[str, Row]
) -> Iterator[_Claim]:
    for row in sheet.table.rows:
        share, above, whole = sheet.at(row, column), sheet.at(row, part), named.get(called(row))
        base = other.at(whole, below) if whole is not None and row.role is not Role.TOTAL else None
        if share is None or above is None or base is None:
            continue
        share = as_percent(share, "%")
        # 单位：所、人 lends one unit to all columns: the numbers are compared as they are printed.
        above, base = as_numeral(above), as_numeral(base)
        if share.unit.dimension == "ratio" and base.printed.value > 0 and above.printed.value > 0:
            yield _Claim(share, above, base)


def _named(sheet: Sheet) -> Mapping[str, Row]:
    """Return the rows of a table by name, without those whose name it prints twice."""
    names = [called(row) for row in sheet.table.rows]
    return {name: row for name, row in zip(names, sheet.table.rows, strict=True) if names.count(name) == 1}
