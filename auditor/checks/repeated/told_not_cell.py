"""A figure of the text that is not the one of the cell which its words name by row and column, but one beside it or a slip away.

竹溪乡改厕完成率 95.59%, which the table prints for 青山乡: that a value of the same column, or of the same row, stands where another
one is named shows that the table was copied from, and where the hand went wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.cellsaid import CellSaid, cell_like, cells_said, label_of
from auditor.checks.common.contradicted import displaced
from auditor.checks.common.mostsaid import cells_most
from auditor.checks.common.numbers import Number, Stated, as_numeral, paragraphs
from auditor.checks.common.relations import ONE, compared, judged, rule, summed
from auditor.checks.common.rowbound import rows_bound
from auditor.checks.common.rowsaid import in_row
from auditor.checks.common.siblings import of_this_heading
from auditor.checks.common.slips import MEANT, digits, misplaced, mistyped, slip
from auditor.checks.common.tables import header, numeric, plain, same_value
from auditor.checks.common.words import stem
from auditor.checks.repeated._besidecounts import totals_beside
from auditor.checks.repeated._rowtold import meant
from auditor.checks.repeated._tellings import main_year, of_one_fund, printed
from auditor.checks.repeated._textcells import done_for
from auditor.checks.repeated._totalstold import totals_meant
from auditor.findings import Severity
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Paragraph
    from auditor.checks.common.rowbound import CellAt, RowBound
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "told-not-cell"
TITLE = {
    "zh": "正文数字与所指表格单元格不符",
    "en": "a figure in the text is not that of the cell it names",
}
_EACH = re.compile(r"分别|依次|各")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}|[上本今去当]年")
"""A column of a year is named by the time of a figure: that of the year before is a slip."""
_CHANGE = re.compile(r"[增减](?:收|支|加|少|减)?[额数]?$")
"""全部增收额: a change is in no column of levels."""
_TOGETHER = re.compile(r"(?:共|合计|总计|一共|共计)(?:为|达|是)?\s*$")
_FEWEST = 3
_SHORT = 2
_NEAR = 10
_LONG_NAME = 6


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge figures whose words name one cell."""
    for number, total, sure in totals_meant(facts):
        info = attrs.evolve(rule(NAME, TITLE), explained=sure)
        yield judged(facts, compared(info, number.known, tree.Relation.EQUAL, total))
    for number, total in totals_beside(facts):
        info = rule(NAME, TITLE, Severity.WARNING, "medium")
        yield judged(facts, compared(info, number.known, tree.Relation.EQUAL, total))
    bound = rows_bound(facts)
    for paragraph in paragraphs(facts):
        if paragraph.block.tells_aims:
            continue
        rows = {id(each.number): each for each in bound.get(paragraph.block.index, ())}
        for number in paragraph.numbers:
            if number.stated is None or done_for(number):
                continue
            told = list(_by_head(facts, paragraph, number))
            if not told and (row := rows.get(id(number))):
                told = list(_by_row(facts, row, list(rows.values())))
            yield from of_this_heading(facts, number, told)


def _by_head(facts: Facts, paragraph: Paragraph, number: Number) -> Iterator[Outcome]:
    """Judge a figure whose words name one cell, by its row and its head."""
    if _EACH.search(number.clause):
        return
    said = cells_said(facts, paragraph, number) or cells_most(facts, paragraph, number)
    if said:
        yield from _judged(facts, paragraph, number, said)


def _by_row(facts: Facts, bound: RowBound, beside: Sequence[RowBound]) -> Iterator[Outcome]:
    """Judge a figure whose words name a row, by what shows which of its cells was meant."""
    own = [each for each in beside if each.number.part == bound.number.part]
    if (found := meant(bound, own, beside)) is not None:
        cell, sure = found
        if _CHANGE.search(bound.number.clause) and not _CHANGE.search(plain(header(cell.column))):
            return
        if displaced(cell.sheet, cell.row, bound.number, cell.value) or _of_year_before(
            facts, bound.number, cell
        ):
            return
        if _of_several(bound.number, cell):
            return
        sign = ONE if bound.number.known.printed.value * cell.value.printed.value >= 0 else -ONE
        info = attrs.evolve(rule(NAME, TITLE), explained=sure)
        yield judged(facts, summed(info, bound.number.known, [(sign, cell.value)], role="stated"))


def _judged(
    facts: Facts, paragraph: Paragraph, number: Number, said: Sequence[CellSaid]
) -> Iterator[Outcome]:
    info = rule(NAME, TITLE)
    equal = [each for each in said if same_value(number.known, each.value)]
    if equal:
        yield judged(facts, compared(info, number.known, tree.Relation.EQUAL, equal[0].value))
        return
    if len({each.value.printed.value for each in said}) != 1:
        return
    cell = said[0]
    if displaced(cell.sheet, cell.row, number, cell.value) or _of_year_before(facts, number, cell):
        return
    unsaid = not cell.headed and not _YEAR.search(header(cell.column))
    if _named_otherwise(paragraph, number, cell) or _of_several(number, cell) or _of_all(number, cell):
        return
    if _of_like_column(number, cell) or (unsaid and in_row(cell.sheet, cell.row, number)):
        return
    # 南坪镇新增灌溉面积 11.5 万亩 of 1.15 万亩: where row and head are named, three digits at another point are enough.
    moved = cell.headed and digits(number.known) >= _FEWEST and digits(cell.value) >= _FEWEST
    if (
        _slipped(number.known, cell.value)
        or (moved and slip(number.known, cell.value.printed.value) == "shift")
        or _beside(facts, paragraph, number, cell)
        or _stale(facts, number, cell)
    ):
        yield judged(facts, compared(info, number.known, tree.Relation.EQUAL, cell.value))


def _of_year_before(facts: Facts, number: Number, said: CellSaid | CellAt) -> bool:
    """Whether a cell is of a year that nothing says, where the report or the caption is of a later one."""
    years, titled = (
        re.findall("(?:19|20)[0-9]{2}", text)
        for text in (header(said.column), f"{said.sheet.table.caption or ''}{main_year(facts)}")
    )
    # 2025年 beside 2024年 is of this year, whatever year a report was printed in.
    heads = {year for each in numeric(said.sheet) for year in re.findall("(?:19|20)[0-9]{2}", header(each))}
    told = f"{number.period}{number.lead}"
    return (
        bool(years and titled)
        and len(heads) == 1
        and max(years) < max(titled)
        and max(years) not in told
        and not _YEAR.search(told)
    )


def _of_like_column(number: Number, said: CellSaid) -> bool:
    """Whether another cell of the row prints the figure, under a head that ends alike: 当季支出, and not 累计支出."""
    head = plain(header(said.column))
    ending = head[-_SHORT:]
    return any(
        column is not said.column
        # 2024 年决算 and 2023 年决算: the year is told, or it is the last one.
        and not (_YEAR.search(head) and _YEAR.sub("", head) == _YEAR.sub("", plain(header(column))))
        and plain(header(column)).endswith(ending)
        and (cell := cell_like(said.sheet, said.row, column, number)) is not None
        and same_value(number.known, cell)
        for column in numeric(said.sheet)
    )


def _named_otherwise(paragraph: Paragraph, number: Number, said: CellSaid) -> bool:
    """Whether the sentence names another column, in which the row prints the figure: 每千人口床位超过 6 张的…，最高的甲区为 10.94 张."""
    text, head = paragraph.text, plain(header(said.column))
    end = number.occurrence.span.start
    words = plain(text[max(text.rfind(mark, 0, end) for mark in "。；;") + 1 : end])
    return any(
        column is not said.column
        and len(other := plain(header(column))) > len(head)
        and other in words
        and (cell := said.sheet.at(said.row, column)) is not None
        and as_numeral(cell).printed.value == as_numeral(number.known).printed.value
        for column in numeric(said.sheet)
    )


def _of_several(number: Number, said: CellSaid | CellAt) -> bool:
    """Whether a figure is that of the row and of another one that is called alike: 中医类医院 of 中医医院 and 中西医结合医院."""
    rest = number.known.printed.value - said.value.printed.value
    ending = label_of(said.row)[-_SHORT:]
    return rest > 0 and any(
        row is not said.row
        and label_of(row).endswith(ending)
        and (cell := cell_like(said.sheet, row, said.column, number)) is not None
        and cell.printed.value == rest
        for row in said.sheet.table.rows
    )


def _of_all(number: Number, said: CellSaid) -> bool:
    """Whether a figure is that of all rows: 基础设施类 3 个、产业发展类 2 个，预算共 3,491.79 万元 is no one's of them."""
    return _TOGETHER.search(number.before) is not None and any(
        (cell := cell_like(said.sheet, row, said.column, number)) is not None
        and same_value(number.known, cell)
        for row in said.sheet.totals
    )


def _slipped(one: Stated, two: Stated) -> bool:
    if digits(one) < MEANT or digits(two) < MEANT - 1:
        return False
    return (
        slip(one, two.printed.value) in {"swap", "shift", "digit"}
        or misplaced(one, two)
        or mistyped(one, two)
    )


def _stale(facts: Facts, number: Number, said: CellSaid) -> bool:
    """Whether a value that nothing else prints stands near to that of the cell whose row and head the words are: an earlier draft's."""
    one, two = number.known, said.value
    gap = abs(one.printed.value - two.printed.value)
    # The whole of a long name is a row's, and what the row prints stands elsewhere, too.
    whole = len(label_of(said.row)) >= _LONG_NAME and stem(plain(number.clause)) == stem(label_of(said.row))
    # 卫生健康支出 of all money is another one than that of a table of one fund.
    called = said.headed or (whole and of_one_fund(number, said.sheet) and printed(facts, two) > 1)
    named = said.own and called and min(digits(one), digits(two)) >= _FEWEST
    return named and gap * _NEAR <= abs(two.printed.value) and printed(facts, one) == 1


def _beside(facts: Facts, paragraph: Paragraph, number: Number, said: CellSaid) -> bool:
    """Whether a value is that of another cell of the row or of the column, whose row the sentence does not name."""
    least = _SHORT if said.headed and _borne_out(facts, paragraph, number, said) else _FEWEST
    if digits(number.known) < least:
        return False
    text, at = paragraph.text, number.occurrence.span.start
    start = max(text.rfind(mark, 0, at) for mark in "。；;") + 1
    named = text.rfind(label_of(said.row), start, at)
    start = max(start, *(text.rfind(mark, start, max(named, start)) + 1 for mark in "，,"))
    sentence = re.split("[。；;]", text[start:])[0]
    if digits(number.known) >= _FEWEST and _of_other_unit(number, said):
        return True
    return any(
        (row is said.row) != (column is said.column)
        and (row is said.row or label_of(row) not in sentence)
        and (cell := cell_like(said.sheet, row, column, number)) is not None
        and same_value(number.known, cell)
        for row in said.sheet.table.rows
        for column in numeric(said.sheet)
    )


def _of_other_unit(number: Number, said: CellSaid) -> bool:
    """Whether another cell of the row prints the numeral in another unit: 到馆 1.73 万人次 of 外借 1.73 万册次."""
    one = as_numeral(number.known).printed
    return any(
        column is not said.column
        and (cell := said.sheet.at(said.row, column)) is not None
        and (two := as_numeral(cell).printed).value == one.value
        and two.step == one.step
        for column in numeric(said.sheet)
    )


def _borne_out(facts: Facts, paragraph: Paragraph, number: Number, said: CellSaid) -> bool:
    """Whether another figure of the sentence is the row's."""
    return any(
        other.row is said.row and same_value(each.known, other.value)
        for each in paragraph.numbers
        if each is not number and each.stated is not None and each.sentence == number.sentence
        for other in cells_said(facts, paragraph, each)
    )
