"""A figure in running text that differs from the table cell it repeats."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import attrs

from auditor.checks._numbers import Number, Paragraph, Stated, paragraphs
from auditor.checks._relations import compared, evidence_at, judged, rule, said
from auditor.checks._slips import slip
from auditor.checks._tables import Sheet, header, is_share, sheets
from auditor.language import tree
from auditor.report.blocks import NumberKind
from auditor.report.model import Column, Role, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "text-not-table"
TITLE = {"zh": "正文与表格的数字不一致", "en": "the text and a table state a figure differently"}
ORDER = "order-words"
ORDER_TITLE = {"zh": "最值用语与表中数据不符", "en": "the largest or smallest is not the one named"}
_MOST = re.compile(
    r"(?P<what>[^，,。；;：:]{0,10}?)(?P<most>最[多大高长]|最[少小低短]|居首|其次)[^，,。；;]{0,4}?(?:的)?(?:是|为)?(?P<row>[^，,。；;]*?)[，,]?[^，,。；;]{0,6}$"
)
_ACTUAL = re.compile(r"完成情况|实际完成|完成值|实际值|业绩值|^完成|实际数|实际情况")
_SHARE = re.compile(r"占(?:比)?(?:[^，,。；;]{0,10})?(?:为|达)?\s*$")
_OTHER = re.compile(r"上年|去年|目标|计划|预期|上一年|同期|增加|减少|比20|标准")
_POINTS = re.compile(r"见|如|详")
_SHORTEST = 2
_LONGEST_NAME = 30


@attrs.frozen(eq=False)
class _Place:
    sheet: Sheet
    row: Row
    column: Column
    value: Stated


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge figures in the text that name a row, and its column, of a table."""
    tables = [sheet for sheet in sheets(facts) if sheet.values]
    if not tables:
        return
    rows = _by_label(tables)
    for paragraph in paragraphs(facts):
        yield from _totals(facts, paragraph, tables)
        for number in paragraph.numbers:
            if number.stated is None or _OTHER.search(number.clause) or _OTHER.search(number.after[:6]):
                continue
            yield from _superlative(facts, paragraph, number, rows)
            places = _named(number, rows) or _shared(number, rows)
            if places:
                yield from _compared(facts, number, places)


def _by_label(tables: Sequence[Sheet]) -> dict[str, list[tuple[Sheet, Row]]]:
    found: dict[str, list[tuple[Sheet, Row]]] = {}
    for sheet in tables:
        for row in sheet.table.rows:
            if row.role not in {Role.DETAIL, Role.OF_WHICH}:
                continue
            label = _plain(row.label or row.name)
            if len(label) >= _SHORTEST:
                found.setdefault(label, []).append((sheet, row))
    return found


def _plain(text: str) -> str:
    return re.sub(
        r"\s|^[一二三四五六七八九十]+、|^[（(][一二三四五六七八九十]+[）)]|^[0-9]+[.、]|[“”\"]|#[0-9]+$",
        "",
        text,
    )


def _named(number: Number, rows: dict[str, list[tuple[Sheet, Row]]]) -> list[_Place]:
    """Return the cells that 防汛抗旱项目执行率 or 群众满意度 names."""
    name = _plain(number.clause or number.name)
    name = re.sub(r"(?:为|达到?|是|的|约|共|有)+$", "", name)
    if not _SHORTEST < len(name) <= _LONGEST_NAME or number.sign:
        return []
    found: list[_Place] = []
    for sheet, row in rows.get(name, ()):
        for column in sheet.table.columns:
            value = sheet.at(row, column)
            if value is not None and _ACTUAL.search(header(column)) and _like(number, value):
                found.append(_Place(sheet, row, column, value))
    for end in range(_SHORTEST, len(name) - 1):
        for sheet, row in rows.get(name[:end], ()):
            rest = re.sub(r"^(?:项目|的)+", "", name[end:])
            for column in sheet.table.columns:
                value = sheet.at(row, column)
                if value is not None and rest == _plain(header(column)) and _like(number, value):
                    found.append(_Place(sheet, row, column, value))
    return found


def _shared(number: Number, rows: dict[str, list[tuple[Sheet, Row]]]) -> list[_Place]:
    """Return the cells of 农林水支出，占 35.94%: the share column of the row named just before."""
    if not number.is_share or number.sign:
        return []
    found = re.search(
        r"(?:是|为|^|[，,。；;])\s*(?P<row>[^，,。；;是为]{2,20})[，,]?\s*占(?:比)?(?:为|达)?\s*$",
        number.before,
    )
    if found is None:
        return []
    places: list[_Place] = []
    for sheet, row in rows.get(_plain(found["row"]), ()):
        if sheet.block is None or sheet.block.section[:1] != number.block.section[:1]:
            continue
        for column in sheet.table.columns:
            value = sheet.at(row, column)
            if value is not None and is_share(column) and _like(number, value):
                places.append(_Place(sheet, row, column, value))
    return places


def _totals(facts: Facts, paragraph: Paragraph, tables: Sequence[Sheet]) -> Iterator[Outcome]:
    """Judge 6,956 户、26,966 人，各村情况见附件 2 against the total row of the table it points to."""
    for item in paragraph.block.occurrences:
        if item.kind is not NumberKind.REFERENCE or not _POINTS.search(
            paragraph.text[: item.span.start][-14:]
        ):
            continue
        word = re.sub(r"\s", "", item.text)
        called = [
            sheet
            for sheet in tables
            if _plain(sheet.table.number or "") == word or _plain(sheet.table.caption or "").startswith(word)
        ]
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
                if (value := sheet.at(total, column)) is not None and _like(number, value)
            ]
            headed = [each for each in columns if header(each[0]) and header(each[0]) in number.clause]
            chosen = headed if len(headed) == 1 else columns
            if len(chosen) == 1 and _comparable(number.stated, chosen[0][1]):
                yield judged(
                    facts, compared(rule(NAME, TITLE), number.stated, tree.Relation.EQUAL, chosen[0][1])
                )


def _comparable(one: Stated, two: Stated) -> bool:
    """Whether two figures are near enough to be meant as one: a tenth apart, or a slip."""
    gap = abs(one.printed.value - two.printed.value)
    return gap * 10 <= abs(two.printed.value) or bool(slip(one, two.printed.value))


def _like(number: Number, value: Stated) -> bool:
    return number.stated is not None and value.unit.dimension == number.stated.unit.dimension


def _compared(facts: Facts, number: Number, places: Sequence[_Place]) -> Iterator[Outcome]:
    info = rule(NAME, TITLE)
    outcomes = [
        judged(facts, compared(info, number.known, tree.Relation.EQUAL, place.value)) for place in places
    ]
    held = next((outcome for outcome in outcomes if outcome.verdict.consistent), None)
    if held is not None:
        yield held
    elif len({place.value.printed.value for place in places}) == 1:
        yield outcomes[0]


def _superlative(
    facts: Facts, paragraph: Paragraph, number: Number, rows: dict[str, list[tuple[Sheet, Row]]]
) -> Iterator[Outcome]:
    del paragraph
    found = _MOST.search(number.before)
    if found is None or number.stated is None or number.is_share:
        return
    what, row_name = _plain(found["what"]), _plain(found["row"])
    here = [
        (sheet, row)
        for sheet, row in rows.get(row_name, ())
        if sheet.block is not None and sheet.block.section[:1] == number.block.section[:1]
    ]
    for sheet, row in here:
        columns = [
            column
            for column in sheet.table.columns
            if (value := sheet.at(row, column)) is not None and _like(number, value)
        ]
        named = [column for column in columns if what and (what[-2:] in header(column))]
        column = (named or columns)[0] if len(named) == 1 or len(columns) == 1 else None
        cell = sheet.at(row, column) if column is not None else None
        if column is None or cell is None:
            continue
        yield judged(facts, compared(rule(NAME, TITLE), number.stated, tree.Relation.EQUAL, cell))
        if found["most"] != "其次":
            yield from _extreme(number, sheet, row, column, most=found["most"][-1] in "多大高长首")


def _extreme(number: Number, sheet: Sheet, row: Row, column: Column, *, most: bool) -> Iterator[Outcome]:
    cell = sheet.at(row, column)
    values = [
        (value.printed.value, other)
        for other in sheet.details
        if (value := sheet.at(other, column)) is not None
    ]
    if cell is None or len(values) < 3:  # noqa: PLR2004 - of two each is first or last
        return
    best = (max if most else min)(value for value, _ in values)
    if best == cell.printed.value:
        return
    other = next(each for value, each in values if value == best)
    info = rule(ORDER, ORDER_TITLE)
    zh = f"称“{row.label or row.name}”{'最大' if most else '最小'}，而表中{column.name}{'最大' if most else '最小'}的是“{other.label or other.name}”"
    en = f"'{row.label or row.name}' is called the {'largest' if most else 'smallest'}, in the table it is '{other.label or other.name}'"
    yield said(info, zh, en, [evidence_at(number.block, number.occurrence)])
