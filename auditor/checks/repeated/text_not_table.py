"""A figure in running text that differs from the table cell it repeats."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.cellsaid import of_part_of_year
from auditor.checks.common.nearby import Nearby, nearby
from auditor.checks.common.numbers import Number, Paragraph, Stated, paragraphs
from auditor.checks.common.relations import compared, judged, rule
from auditor.checks.common.rowsaid import in_row
from auditor.checks.common.rowstems import RowStems, class_row
from auditor.checks.common.siblings import of_this_heading
from auditor.checks.common.slips import MEANT, digits, mistyped, slip, slipped, wrong_digit
from auditor.checks.common.tables import (
    Captions,
    Sheet,
    counted_like,
    drafted,
    header,
    is_share,
    like,
    numeric,
    of_other_year,
    plain,
    same_value,
    sheets,
)
from auditor.checks.common.words import overlap, stem
from auditor.checks.repeated._tellings import printed
from auditor.checks.repeated._textcells import (
    FIRM,
    CellPlace,
    CellPlaces,
    NamedCells,
    Totals,
    TotalsByHead,
    behind_names,
    comparable,
    fallen,
    in_its_unit,
    of_other_rate,
    of_other_rows,
    of_sum,
    other_year,
    seen_from,
    tells_total,
    totals_by_head,
    unit_off,
)
from auditor.language import tree
from auditor.report.blocks import NumberKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, Relation
    from auditor.report.model import Column, Row

NAME = "text-not-table"
TITLE = {"zh": "正文与表格的数字不一致", "en": "the text and a table state a figure differently"}
_DISTANCE = re.compile(r"(?:高于|低于|多于|少于|超过|高出|多出)[^，,。；;]{2,14}$")
_BEFORE = re.compile(r"[，,\s]*(?:上年|去年|上一年)(?!结)")
_OTHER = re.compile(r"上年|去年|目标|计划|预期|上一年|同期|增加|减少|比20|标准")
_DONE = re.compile(r"实际|完成|建成|达到")
_EACH = re.compile(r"(?:分别|依次)[一-龥]{0,3}\s*$")
_MEAN = re.compile(r"均(?!衡)|每")
_ALSO = re.compile(r"\s*[、和及与]\s*$")
_OVERALL = re.compile("总体|整体")  # 总体预算执行率 is that of no project's form
_SUM = re.compile(r"合计|总计|小计")
_POINTS = re.compile(r"见|如|详")
_EACH = re.compile(r"[人户生亩床村]均|平均|每[一-龥]|[日月年]均")
"""人均卫生总费用 is no 卫生总费用."""
_FAR = 40
_CLOSE, _HEAD = 3, 4


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge figures in the text that name a row, and its column, of a table."""
    tables = [sheet for sheet in sheets(facts) if sheet.values]
    if not tables:
        return
    cells, stems, totals = NamedCells(tables), RowStems(tables), Totals(tables)
    heads, captions = totals_by_head(tables), Captions(tables)
    closed = nearby(sheet for sheet in tables if len(sheet.totals) == 1)
    for paragraph in paragraphs(facts):
        yield from _totals(facts, paragraph, captions)
        yield from _whole(facts, paragraph, closed)
        yield from _headed(facts, paragraph, heads)
        yield from _beside(facts, paragraph, closed)
        for number in paragraph.numbers:
            if number.stated is None or _OTHER.search(number.clause) or _OTHER.search(number.after[:6]):
                continue
            if behind_names(number) or _DISTANCE.search(number.clause):
                continue
            if paragraph.block.tells_aims or _BEFORE.match(re.split(r"[。；;]", number.before)[-1]):
                continue
            named = cells.named(number)
            named = named if named.places or seen_from(number) else cells.shared(number)
            # 全市专任教师 is what all tables together say: another one's total may be meant.
            if named.places and not any(
                totals.print(head, number.known, but=named.tables) for head in named.heads
            ):
                yield from of_this_heading(facts, number, _compared(facts, number, named))
            elif not named.places:
                yield from of_this_heading(facts, number, _repeated(facts, number, stems))


def _repeated(facts: Facts, number: Number, stems: RowStems) -> Iterator[Outcome]:
    """Judge a figure that bears a row's name by the cells of the row.

    Which column it repeats, and whether any, shows by its value: it is a cell's to the last place, or one
    slip of the pen away from one, or the same column's cell of another row.
    """
    if number.sign or number.stated is None or number.of:
        return
    here = [
        (sheet, class_row(number.name, sheet, row))
        for sheet, row in stems.named(number.name).near(number.block.index, _FAR)
        if drafted(sheet.section) == drafted(number.block.section)
        and (not _OVERALL.search(number.name) or _OVERALL.search(row.label or row.name))
        and (not _EACH.match(number.name) or _EACH.match(row.label or row.name))
    ]
    cells = [
        CellPlace(sheet, row, column, value)
        for sheet, row in here
        for column in sheet.table.columns
        if (value := sheet.at(row, column)) is not None
        and like(number, value)
        and not other_year(number, column)
        and not of_other_rate(number, column)
        # 满意度 95% is what people said, 满意度 … 得分率 100% what the score came to.
        and ("得分率" not in header(column) or "得分" in number.clause)
    ]
    if any(fallen(number, each.value) for each in cells):
        return
    if equal := [place for place in cells if same_value(number.known, place.value)]:
        yield judged(facts, _equal(number, equal[0].value))
        return
    if len(here) != 1:
        firm = [
            place
            for place in cells
            if (digits(number.known) >= FIRM and slipped(number.known, place.value))
            or unit_off(number, place)
        ]
        firm = firm[:1] if len({place.value.printed.value for place in firm}) == 1 else firm
        if len(firm) == 1 and digits(firm[0].value) >= MEANT:
            yield judged(facts, _equal(number, firm[0].value))
            return
        return
    long = digits(number.known) >= MEANT
    meant = [
        place
        for place in (cells if long else ())
        if slipped(number.known, place.value)
        or (digits(place.value) > MEANT and mistyped(number.known, place.value))
    ]
    meant = meant or of_other_rows(number, cells)
    if len(meant) == 1 and digits(meant[0].value) >= MEANT - (not long):
        yield judged(facts, _equal(number, meant[0].value))


def _equal(number: Number, value: Stated) -> Relation:
    return compared(rule(NAME, TITLE), number.known, tree.Relation.EQUAL, value)


def _totals(facts: Facts, paragraph: Paragraph, captions: Captions) -> Iterator[Outcome]:
    """Judge 6,956 户、26,966 人，各村情况见附件 2 against the total row of the table it points to."""
    for item in paragraph.block.occurrences:
        if item.kind is not NumberKind.REFERENCE or not _POINTS.search(
            paragraph.text[: item.span.start][-14:]
        ):
            continue
        word = re.sub(r"\s", "", item.text)
        called = captions.begun(word)
        if len(called) != 1 or len(called[0].totals) != 1:
            continue
        sheet, total = called[0], called[0].totals[0]
        start = paragraph.text[: item.span.start].rfind("。")
        for number in paragraph.numbers:
            if (
                not start < number.occurrence.span.start < item.span.start
                or number.stated is None
                or number.is_share
                or number.depth
            ):
                continue
            columns = [
                (column, value)
                for column in sheet.table.columns
                if (cell := sheet.at(total, column)) is not None
                and (value := counted_like(number, column, cell)) is not None
            ]
            headed = [each for each in columns if header(each[0]) and header(each[0]) in number.clause]
            chosen = headed if len(headed) == 1 else columns
            if chosen and _MEAN.search(number.clause) and not _MEAN.search(header(chosen[0][0])):
                continue  # 户均面积 2.35 亩 is no total
            if number.known.printed.value == len(sheet.details):
                continue  # 分布在 6 个县（区），见表 4: its rows were counted
            if len(chosen) != 1 or not comparable(number.stated, chosen[0][1]):
                continue
            # 各标段累计付款 6,242.17 万元，见附表 4: the subtotal of the lots, and no total.
            if _of_row(number, sheet, total, chosen[0][0]):
                continue
            if same_value(number.stated, chosen[0][1]) or not _told(paragraph, number, chosen[0][1]):
                yield judged(facts, _equal(number, chosen[0][1]))


def _of_row(number: Number, sheet: Sheet, total: Row, column: Column) -> bool:
    """Whether a number is printed in another row of a column than the total."""
    cells = (sheet.at(row, column) for row in sheet.table.rows if row is not total)
    return any(cell is not None and same_value(number.known, cell) for cell in cells)


def _whole(facts: Facts, paragraph: Paragraph, tables: Nearby[Sheet]) -> Iterator[Outcome]:
    """Judge 共有学校 121 所，在校学生 59,285 人 against the total row of the table that follows.

    That a sentence tells the totals shows where one of its figures is a total to the last place; another
    one of the same unit and name as a column, and near to its total, was meant to be it.
    """
    index = paragraph.block.index
    for sheet in tables.within(index + 1, index + _CLOSE):
        total = sheet.totals[0]
        cells = [(each, value) for each in numeric(sheet) if (value := sheet.at(total, each)) is not None]
        # 决策类得分率 84.38% is the row 决策's, not the total's.
        names = [
            each
            for row in sheet.table.rows
            if row is not total and len(each := plain(row.label or row.name)) > 1
        ]
        # 项目支出合计 is the total of projects: a rate of all expenditure is none of it.
        of = _SUM.sub("", plain(total.label or total.name))
        pairs = [
            (number, value)
            for number in paragraph.numbers
            if number.stated and not (number.sign or number.depth or _OTHER.search(number.clause))
            # 得分率分别为 a、b、c: each is of another row.
            if not (_EACH.search(number.before) or _further(paragraph, number))
            if not any(name in plain(_said(number)) for name in names)
            for value in _total_of(number, cells)
        ]
        if any(same_value(number.known, value) for number, value in pairs):
            for number, value in pairs:
                if same_value(number.known, value) or (
                    (len(of) < _HEAD or of in plain(number.clause))
                    and comparable(number.known, value)
                    and not _another(facts, number, value)
                    # The 100 % of a column of shares is meant by no other share.
                    and (value.unit.dimension != "ratio" or value.printed.value != 1)
                    and not _told(paragraph, number, value)
                    # 全年支出 a 万元，预算执行率 b%: a rate is the table's where its own sentence tells the table's totals.
                    and (not number.is_share or tells_total(paragraph, number, sheet))
                ):
                    yield judged(facts, _equal(number, value))


def _another(facts: Facts, number: Number, value: Stated) -> bool:
    """Whether a figure is printed again elsewhere, and no slip of a total: another figure of the name."""
    return printed(facts, number.known) > 1 and not slip(number.known, value.printed.value)


def _further(paragraph: Paragraph, number: Number) -> bool:
    """Whether a figure only goes on a list of its kind: b of a 户、b 户, but not of a 户、b 人."""
    at = paragraph.numbers.index(number)
    apart = at and paragraph.numbers[at - 1].dimension != number.dimension
    return _ALSO.match(number.before) is not None and not apart


def _said(number: Number) -> str:
    """Return the words of a number's clause, of a rate those before it as well: 投入 11.00 分，得分率 91.67%."""
    before = number.block.text[: number.occurrence.span.start]
    return re.split(r"[。；;：:]", before)[-1] if number.is_share else number.clause


def _told(paragraph: Paragraph, number: Number, value: Stated) -> bool:
    """Whether a paragraph states a total elsewhere: 计划改造 38 个，实际完成 36 个 is what was done of it."""
    others = [each for each in paragraph.numbers if each.stated and each is not number and like(each, value)]
    done = _DONE.search(number.clause) is not None
    return any(
        same_value(each.known, value) or (done and _OTHER.search(each.clause) is not None) for each in others
    )


def _headed(facts: Facts, paragraph: Paragraph, heads: TotalsByHead) -> Iterator[Outcome]:
    """Judge 年末滚存结余 283.83 亿元 against the total of the only column of that head."""
    for number in paragraph.numbers:
        name = stem(plain(number.name))
        if number.stated is None or number.sign or number.depth or len(name) < _HEAD:
            continue
        if _OTHER.search(number.clause):
            continue
        totals = heads.get((name, number.known.unit.dimension), ())
        if len(totals) != 1:
            continue
        sheet, total = totals[0]
        gap = abs(number.known.printed.value - total.printed.value)
        near = gap * 50 <= abs(total.printed.value) and (
            not (number.is_share or of_sum(paragraph, number))
            or tells_total(paragraph, number, sheet)
            or (number.is_share and len(name) > _HEAD and wrong_digit(number.known, total))
        )
        if same_value(number.known, total) or (near and not _another(facts, number, total)):
            yield judged(facts, _equal(number, total))


def _beside(facts: Facts, paragraph: Paragraph, tables: Nearby[Sheet]) -> Iterator[Outcome]:
    """Judge 两项合计年末累计结存 112.42 亿元 where the total row of a table close by prints it under another head.

    The head that the words end in is the one that is meant; the value shows that the table was read, and from where.
    """
    for number in paragraph.numbers:
        words = plain(number.clause)
        if number.stated is None or number.sign or number.depth or digits(number.known) < MEANT:
            continue
        for sheet in tables.near(number.block.index, _CLOSE):
            cells = [
                (plain(header(column)), value)
                for column in numeric(sheet)
                if (value := sheet.at(sheet.totals[0], column)) is not None and like(number, value)
            ]
            meant = [each for each in cells if len(each[0]) >= _HEAD and words.endswith(each[0])]
            if len(meant) != 1 or _OTHER.search(words) or of_other_year(number, sheet):
                continue
            other = next((head for head, value in cells if same_value(number.known, value)), None)
            # 坏账准备期初余额 a，…期末余额 b: the sentence speaks of what the other head says besides, 期末坏账准备.
            if other is not None and overlap(other, number.lead) <= overlap(other, meant[0][0]):
                yield judged(facts, _equal(number, meant[0][1]))


def _total_of(number: Number, cells: Sequence[tuple[Column, Stated]]) -> Sequence[Stated]:
    """Return the one total that a number can be: of its unit, and under a head that shares its name."""
    alike = [
        (column, value)
        for column, cell in cells
        if (value := counted_like(number, column, cell) or in_its_unit(number, cell)) is not None
    ]
    equal = [value for _, value in alike if same_value(number.known, value)]
    if equal:
        return equal[:1]
    # The 100 % below a head of shares is meant by no rate: 执行率 | 占执行数比例.
    alike = [
        (column, value)
        for column, value in alike
        if not (is_share(column) and value.unit.dimension == "ratio" and value.printed.value == 1)
    ]
    words = (stem(number.name), number.clause if number.is_share else "")
    headed = [value for column, value in alike if any(overlap(each, header(column)) > 1 for each in words)]
    exact = number.known.unit.dimension.startswith("count") and len(alike) == 1
    if exact and _ALSO.fullmatch(number.before):  # 6,956 户、26,966 人: the unit is all its name
        headed = [value for _, value in alike]
    return headed if len(headed) == 1 and (exact or len(alike) == 1) else ()


def _meant(number: Number, place: CellPlace) -> bool:
    """Whether a figure can be a cell's, and is none of a month below the year's."""
    return not (of_part_of_year(number, place.sheet) or fallen(number, place.value))


def _compared(facts: Facts, number: Number, cells: CellPlaces) -> Iterator[Outcome]:
    info = rule(NAME, TITLE)
    outcomes = (
        judged(facts, compared(info, number.known, tree.Relation.EQUAL, place.value))
        for place in cells.about(number.known)
    )
    held = next((outcome for outcome in outcomes if outcome.verdict.consistent), None)
    if held is not None:
        yield held
    elif (
        cells.one_value
        and _meant(number, first := cells.places[0])
        and not of_other_rate(number, first.column)
        and not in_row(first.sheet, first.row, number)
    ):
        # Row and head are named in one breath.
        info = attrs.evolve(info, explained=True)
        yield judged(facts, compared(info, number.known, tree.Relation.EQUAL, first.value))
