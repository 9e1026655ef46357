"""A table whose columns follow from each other in all rows but some.

What the columns have to do with each other is learned from the table itself: a relation that nearly all
rows keep to the last place was meant, and a row that breaks it is wrong. Headings alone propose relations
only where a table is too short to learn from.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.itemrows import summing_up
from auditor.checks.common.relations import ONE, judged, near_sum, rule, summed
from auditor.checks.common.tables import Sheet, header, is_mean, is_rate, is_share, numeric, sheets
from auditor.checks.sums._shapes import (
    BALANCES,
    CHANGE_RATE,
    DIFFERENCE,
    GROWTH_RATE,
    LEARNED_ROWS,
    MARGIN_RATE,
    MIXED,
    NAME,
    OWN_SHARE,
    POINTS,
    PRICE,
    QUOTIENT,
    RATES,
    RATIO,
    SMALL,
    SUM,
    SUMS,
    TITLE,
    Cells,
    Shape,
    alike,
    exceeds,
    for_heads,
)
from auditor.checks.sums._sharecolumns import shares
from auditor.checks.sums._thirds import made_up, told_otherwise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, Relation
    from auditor.report.model import Column


FIRST_ROWS = 6
"""So many rows tell whether columns have anything to do with each other."""
MAX_COLUMNS = 14
MAX_ROWS = 400
_POINTS_OF_ROWS = 100
_POINTED = re.compile(r"[（(][0-9]{1,3}[）)]$")
"""立项（10） and 实施（20） hold points of so many: what they differ by from row to row is chance."""
_SCORE = re.compile(r"得分|评分|自评分|分值|权重|满分")
_POINTS = re.compile(r"\b(?:points?|scores?|marks?)\b", re.IGNORECASE)
_OUTCOME = re.compile(
    r"\s*(?:results?|actuals?|outcomes?|achieve(?:d|ments?)|performance)\s*(?:[(].*)?$", re.IGNORECASE
)
_OPENING = re.compile(r"期初|年初|上年末|上年结转|上期结转")
_CLOSING = re.compile(r"期末|年末|结转下年|余额$|结存$")
_PER = re.compile(r"比(?:例|率|值)?$|倍|每|[人户生亩车床校]均|单产|亩产|密度")
_EACH = re.compile(r"^(?:每[一-龥]|[人户生亩床次件]均|单位成本|单价)")
_DIFFERS = re.compile(
    r"百分点|增减|变动|变化|提高|下降|上升|差值|差距|^差$|[Cc]hange|[Dd]iffer|[Vv]ariance|[Pp]oints|[Ii]ncrease|[Dd]ecrease|\+/-"
)
_OVER = re.compile(r"([一-龥]{2,8})[/／÷]([一-龥]{2,8})")
_EITHER = re.compile(r"增[长幅速][^，]{0,8}(?:或|、|/)[^，]{0,4}增减")
_DEVIATES = re.compile(
    r"偏差率|变动率|增减率|增减幅度|变化率|偏离度|[Cc]hange|[Dd]iffer|[Gg]rowth|[Ii]ncrease|[Dd]ecrease"
)
_RATE_ROW = re.compile(
    r"(?:增[减长]|变动|变化|[Cc]hange|[Gg]rowth|[Ii]ncrease|[Dd]ecrease)[^\n]{0,6}(?:[%％]|率|幅度)|增速|增幅"
)
"""A row below the amounts that tells by how much of it each changed: 增减（%）."""
_MARGIN = re.compile(r"毛利率|利润率|[Mm]argin")
_MARKED = re.compile(r"(?:[†‡§*※]+|[（(][†‡§*※]+[）)])$")
"""A row whose note says in what it differs from the others: where lower is better, achievement is counted backwards."""
_LABEL = re.compile(r"[^\W\d]|^(?:19|20)[0-9]{2}$")
_WITH_SIGN = re.compile(r"[+\-−–][0-9.]+\s*[%％]")
_MOST_MOVED = 4
_PARTS = 3
_BY_CHANCE = 5
"""Numbers of one digit add up by chance in a few rows."""


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every row by the relations that its table keeps, or the short tables under the same heads."""
    for sheet, *others in _under_same_heads(sheets(facts)):
        columns = numeric(sheet)
        if not 2 <= len(columns) <= MAX_COLUMNS or len(sheet.table.rows) > MAX_ROWS:  # noqa: PLR2004 - a pair
            continue
        best: dict[str, tuple[int, frozenset[str], list[Relation]]] = {}
        headed = [column for column in columns if column.path] or columns
        named = [
            row
            for row in sheet.table.rows
            if _LABEL.search((row.label or row.name).strip())
            and not is_mean(row)
            and not _RATE_ROW.search(row.label or row.name)
        ]
        cells = {column.name: [sheet.at(row, column) for row in named] for column in headed}
        for other in others:
            twins = {header(column): column for column in numeric(other)}
            beside = [row for row in other.table.rows if not is_mean(row)]
            named += beside
            for column in headed:
                cells[column.name] += [other.at(row, twins[header(column)]) for row in beside]
        marked = [_MARKED.search((row.label or row.name).strip()) is not None for row in named]
        whole = summing_up(headed, cells)  # a 总计 of columns mostly empty is in many rows the sum of two
        for chosen, shape in _proposed(sheet, headed):
            signed = shape is GROWTH_RATE and _signed(cells[chosen[0].name])
            if shape not in SUMS and not chosen[0].path and not signed:
                continue  # no head says that it is a rate
            rest = [each for name, each in cells.items() if name not in {column.name for column in chosen}]
            kept, relations = _learned(
                [_earned(column, cells[column.name]) for column in chosen], shape, marked, rest
            )
            better = max(whole.get(column.name, 0) for column in chosen) if shape in SUMS else 0
            # Of the relations that a column nearly keeps, the one it keeps best was meant: 不合格 over 抽检, not 合格.
            if relations and kept > max(better, best[chosen[0].name][0] if chosen[0].name in best else 0):
                added = frozenset(column.name for column in chosen if shape in SUMS)
                best[chosen[0].name] = kept, added, relations
        seen: set[frozenset[str]] = set()
        for kept, added, relations in sorted(best.values(), key=lambda found: -found[0]):
            figures = frozenset(variable.figure.key for variable in relations[0].variables)
            # 下达 is nearly always what arrived: 可用 = 结转 + 到位 holds in more rows, and is what was meant.
            meant = any(
                kept < most and len(added & other) == len(added) - 1 for most, other, _ in best.values()
            )
            if figures not in seen and not (added and meant):
                seen.add(figures)
                yield from (judged(facts, relation) for relation in relations)
        for each in (sheet, *others):
            yield from _cumulated(
                facts, each, [column for column in numeric(each) if column.path] or numeric(each)
            )
            yield from shares(facts, rule(NAME, TITLE), each, numeric(each))


def _signed(cells: Sequence[Stated | None]) -> bool:
    """Whether every cell is a percentage with its sign, +14%: growth, whether a head says so or not."""
    told = [cell.mention.text.strip() for cell in cells if cell is not None]
    return bool(told) and all(_WITH_SIGN.match(each) for each in told)


def _under_same_heads(tables: Sequence[Sheet]) -> Iterator[list[Sheet]]:
    """Iterate over tables; short ones under the same heads tell together what their columns have to do with each other.

    分行业, 分产品 and 分地区 print 营业收入 | 营业成本 | 毛利率 of a few rows each.
    """
    short: dict[tuple[str, ...], list[Sheet]] = {}
    for sheet in tables:
        heads = tuple(header(column) for column in numeric(sheet))
        if len(sheet.table.rows) < FIRST_ROWS and len(set(heads)) == len(heads) >= _PARTS:
            short.setdefault(heads, []).append(sheet)
        else:
            yield [sheet]
    yield from short.values()


def _earned(column: Column, cells: Sequence[Stated | None]) -> Sequence[Stated | None]:
    """Return the cells of a column, without points of nought: below a bound a rate earns none, and is no quotient of them."""
    if not _POINTS.search(header(column)):
        return cells
    return [None if cell is not None and cell.printed.value == 0 else cell for cell in cells]


def _proposed(sheet: Sheet, columns: Sequence[Column]) -> Iterator[tuple[tuple[Column, ...], Shape]]:
    plain = [
        column
        for column in columns
        if not is_rate(sheet, column)
        and not _SCORE.search(header(column))
        and not _POINTED.search(header(column))
    ]
    # Result | Points beside Weight: what came out is what the points are for, and not how many of them there are.
    scored = any(_POINTS.search(header(column)) for column in columns)
    rates = [
        column
        for column in columns
        if is_rate(sheet, column) and not is_share(column) and not (scored and _OUTCOME.match(header(column)))
    ]
    for claim, one, two in itertools.permutations(plain, 3):
        yield (claim, one, two), DIFFERENCE
        if one.name < two.name:
            yield (claim, one, two), SUM
    yield from _balances(plain)
    # Rows of rates beside rows of amounts: what changed, and by how much of it, the head says.
    for claim in columns:
        others = [column for column in columns if column is not claim and not is_share(column)]
        if _DIFFERS.search(header(claim)):
            for one, two in itertools.permutations(others, 2):
                yield (claim, one, two), POINTS
                if _EITHER.search(header(claim)):
                    yield (claim, one, two), MIXED
        if _DEVIATES.search(header(claim)):
            for now, before in itertools.permutations(others, 2):
                yield (claim, now, before), GROWTH_RATE
    yield from _of_two(columns, plain)
    yield from _as_headed(columns)
    for claim in rates:
        for above, below in itertools.permutations(plain, 2):
            yield (claim, above, below), RATIO
            yield (claim, above, below), GROWTH_RATE
            yield (claim, above, below), CHANGE_RATE
            if _PER.search(header(claim)):
                yield (claim, above, below), QUOTIENT
            yield from (((claim, above, below), shape) for shape in for_heads(header(claim)))
            yield (claim, above, below), PRICE
            if _MARGIN.search(header(claim)):
                yield (claim, above, below), MARGIN_RATE


def _balances(plain: Sequence[Column]) -> Iterator[tuple[tuple[Column, ...], Shape]]:
    """Iterate over how a closing balance can come of the opening one and of what stands between: two columns of all, or all up to four."""
    opening = [column for column in plain if _OPENING.search(header(column))]
    closing = [column for column in plain if _CLOSING.search(header(column))]
    moved = [column for column in plain if column not in opening and column not in closing]
    if len(opening) == len(closing) == 1 and len(moved) > 1:
        for one, two in itertools.permutations(moved, 2):
            yield (closing[0], opening[0], one, two), BALANCES[1, -1]
        if _PARTS <= len(moved) <= _MOST_MOVED:
            every = (closing[0], opening[0], *moved)
            yield from ((every, shape) for signs, shape in BALANCES.items() if len(signs) == len(moved))


def _as_headed(columns: Sequence[Column]) -> Iterator[tuple[tuple[Column, ...], Shape]]:
    """Iterate over quotients that a head writes out: 自筹/立项 of 自筹投入 and 立项金额."""
    for claim in columns:
        found = _OVER.fullmatch(re.sub(r"\s|[（(][^（）()]*[）)]", "", header(claim)))
        if found is None:
            continue
        above, below = (
            [each for each in columns if each is not claim and header(each).strip().startswith(found[at])]
            for at in (1, 2)
        )
        if len(above) == len(below) == 1 and above[0] is not below[0]:
            yield (claim, above[0], below[0]), QUOTIENT


def _of_two(columns: Sequence[Column], plain: Sequence[Column]) -> Iterator[tuple[tuple[Column, ...], Shape]]:
    """Iterate over shares of two columns (二产比重 of 第二产业 and 地区生产总值) and means (每餐成本 of 总成本 and 餐次)."""
    for shape, claims in (
        (OWN_SHARE, [column for column in columns if is_share(column)]),
        (PRICE, [column for column in plain if _EACH.search(header(column))]),
    ):
        for claim in claims:
            others = [each for each in plain if each is not claim]
            yield from (((claim, above, below), shape) for above, below in itertools.permutations(others, 2))


def _learned(
    columns: Sequence[Sequence[Stated | None]],
    shape: Shape,
    marked: Sequence[bool],
    rest: Sequence[Sequence[Stated | None]] = (),
) -> tuple[int, list[Relation]]:
    """Return how many rows keep a relation, and the relation of every row; none where too few keep it."""
    rows: list[Cells] = []
    beside: list[tuple[Stated | None, ...]] = []
    kept = 0
    tiny = shape in SUMS
    for at, (line, noted) in enumerate(zip(zip(*columns, strict=True), marked, strict=True)):
        cells = tuple(cell for cell in line if cell is not None)
        if len(cells) < len(line) or shape.trivial(cells) or (shape in SUMS and not alike(*cells)):
            continue
        near = _keeps(cells, shape)
        if noted and not near:
            continue
        rows.append(cells)
        beside.append(tuple(each[at] for each in rest))
        kept += near
        tiny = tiny and not (near and exceeds(cells, SMALL))
        # Most choices of columns have nothing to do with each other, and the first rows show it.
        if len(rows) <= FIRST_ROWS and (len(rows) - kept) * 2 > FIRST_ROWS:
            return 0, []
    # Three rows of five keep a rate to the last place: by chance hardly one would.
    broken = len(rows) - kept - (shape in RATES)
    near_rows = [_keeps(cells, shape) for cells in rows]
    if shape in SUMS and broken > 1 and _short(rows, near_rows):
        return 0, []
    if kept >= (_BY_CHANCE if tiny else shape.rows) and broken * 2 <= kept:
        if shape in RATES or shape in BALANCES.values():
            # 结余分配 and 使用结余 are nought in all rows that close without them.
            others = told_otherwise(near_rows, beside)
            rows = [cells for cells, other in zip(rows, others, strict=True) if not other]
        if shape in SUMS:
            sign = ONE if shape is SUM else -ONE
            lacks = [
                one.printed.value - two.printed.value - sign * three.printed.value for one, two, three in rows
            ]
            others = made_up(near_rows, lacks, beside)
            rows = [cells for cells, other in zip(rows, others, strict=True) if not other]
        return kept, [shape.make(cells) for cells in rows]
    return 0, []


def _keeps(cells: Cells, shape: Shape) -> bool:
    """Whether a row keeps a relation. A sum of two misses by a last place and a half at most: three of them are reached by chance."""
    if not shape.near(cells):
        return False
    if shape not in {SUM, DIFFERENCE, POINTS} or (shape is POINTS and cells[1].unit.dimension == "ratio"):
        return True
    one, two, three = (cell.printed for cell in cells)
    lack = one.value - two.value - (three.value if shape is SUM else -three.value)
    if shape is not POINTS and all(
        each.numeral.step == 1 and abs(each.numeral.value) < _POINTS_OF_ROWS for each in (one, two, three)
    ):
        return lack == 0  # 34, 25 and 8: numbers so short that a last place is reached by chance as well
    return abs(lack) * 2 <= one.step + two.step + three.step


def _short(rows: Sequence[Cells], near: Sequence[bool]) -> bool:
    """Whether a part of a sum is so small in nearly all rows that the other two hardly differ: 14 of 1 and 13."""
    kept = [cells for cells, holds in zip(rows, near, strict=True) if holds]
    return sum(1 for cells in kept if all(exceeds((cell,), SMALL) for cell in cells)) < LEARNED_ROWS


def _cumulated(facts: Facts, sheet: Sheet, columns: Sequence[Column]) -> Iterator[Outcome]:
    """Judge a column headed 累计: what had come together in the row above, and what this row adds."""
    for total in columns:
        if "累计" not in header(total) or is_rate(sheet, total):
            continue
        for added in columns:
            if added is total or is_rate(sheet, added):
                continue
            rows = [
                (whole, sheet.at(above, total), part)
                for above, row in itertools.pairwise(sheet.details)
                if (whole := sheet.at(row, total)) is not None and (part := sheet.at(row, added)) is not None
            ]
            cells = [
                (whole, [(ONE, before), (ONE, part)]) for whole, before, part in rows if before is not None
            ]
            kept = sum(1 for whole, parts in cells if near_sum(whole, parts))
            if kept and len(cells) >= LEARNED_ROWS and (len(cells) - kept <= 1 or len(cells) - kept * 2 <= 1):
                yield from (judged(facts, summed(rule(NAME, TITLE), whole, parts)) for whole, parts in cells)
                break
