"""Tables that a text layer prints cell by cell, row by row, with cells, labels and heads out of their order."""

from __future__ import annotations

import pytest

from auditor.report.blocks import BlockKind
from tests.extraction.documents import text_report
from tests.extraction.test_stacked import table_of, text_of

FIRST = "补贴方向 | 预算数（万元） | 支出数（万元） | 执行率"
ROWS = (
    "培训补贴 | 1,300.00 | 1,246.70 | 95.90%",
    "岗位补贴 | 1,860.00 | 1,795.30 | 96.52%",
    "见习补贴 | 420.00 | 386.40 | 92.00%",
    "创业补贴 | 360.00 | 312.50 | 86.81%",
)
TOTAL = "合计 | 3,940.00 | 3,740.90 | 94.95%"
HEAD = ["补贴方向", "预算数（万元）", "支出数（万元）", "执行率"]


def _table(*parts: str) -> list[list[str]]:
    return table_of(" | ".join(parts))


def _cells(row: str) -> list[str]:
    return row.split(" | ")


WHOLE = [HEAD, *map(_cells, (*ROWS, TOTAL))]


def test_rows_are_read_one_behind_the_other() -> None:
    """As many values as every label has behind it."""
    assert _table(FIRST, *ROWS, TOTAL) == WHOLE


def test_a_value_that_is_printed_behind_all_rows_goes_where_its_row_lacks_one() -> None:
    """Only the second column has no cell in the first row that the others' arithmetic allows."""
    late = ROWS[0].replace(" | 1,246.70", "")
    assert _table(FIRST, late, *ROWS[1:], TOTAL, "1,246.70") == WHOLE


def test_a_late_value_that_fits_two_columns_alike_leaves_the_table_unread() -> None:
    """Nothing tells which of the two amounts was printed late."""
    heads = "村名 | 户数 | 人数 | 车辆"
    rows = ("甲村 | 12 | 7 | 5", "乙村 | 9 | 11 | 6", "丙村 | 8 | 10 | 8", "丁村 | 10 | 8")
    assert not _table(heads, *rows, heads, "9")


def test_the_last_rows_may_stand_behind_the_heads_of_a_new_page() -> None:
    """The label of the total is printed behind its values."""
    values = TOTAL.removeprefix("合计 | ")
    assert _table(FIRST, *ROWS, FIRST, values, "合计") == WHOLE


def test_the_head_of_the_labels_may_stand_beside_a_label_in_the_middle() -> None:
    """补贴方向 stands lower than the other heads and is printed beside a row."""
    names = FIRST.removeprefix("补贴方向 | ")
    table = _table(names, *ROWS[:2], "项目", *ROWS[2:], TOTAL)
    assert table == [["项目", *HEAD[1:]], *WHOLE[1:]]


def test_serial_numbers_are_no_values() -> None:
    """1, 2, 3 stand before labels; the total has none."""
    numbered = [f"{at} | {row}" for at, row in enumerate(ROWS, start=1)]
    table = _table(f"序号 | {FIRST}", *numbered, TOTAL)
    assert table[0] == ["序号", *HEAD]
    assert table[1:] == [[str(at), *row] for at, row in enumerate(WHOLE[1:5], start=1)] + [["", *WHOLE[5]]]


def test_years_are_groups_of_columns_of_the_same_names() -> None:
    """增减 heads a single column: its values are of its own form."""
    rows = (
        "货币资金 | 381.60 | 10.46% | 323.90 | 9.42% | 57.70",
        "应收账款 | 236.10 | 6.47% | 214.70 | 6.24% | 21.40",
        "固定资产 | 2,095.20 | 57.43% | 2,025.80 | 58.89% | 69.40",
    )
    heads = "2025 年末 | 项目 | 2024 年末 | 增减额 | 余额 | 占比 | 余额 | 占比"
    table = _table(heads, *rows)
    assert [cell for cell in table[0] if cell] == ["项目", "2025 年末", "2024 年末", "增减额"]
    assert [cell for cell in table[1] if cell] == ["余额", "占比", "余额", "占比"]
    assert table[2:] == [_cells(row) for row in rows]


def test_heads_of_several_lines_among_others_name_no_columns() -> None:
    """A wrapped head is printed too early: the order of the heads is not that of the columns, the rows are certain."""
    late = ROWS[0].replace(" | 1,246.70", "")
    table = _table("补贴方向 | 支出数/（万元） | 预算数（万元） | 执行率", late, *ROWS[1:], TOTAL, "1,246.70")
    assert table == [["补贴方向", "", "", ""], *WHOLE[1:]]


@pytest.mark.parametrize(
    "parts",
    [
        (FIRST, *ROWS[:3], "创业补贴", TOTAL),
        (FIRST, ROWS[0], ROWS[1].replace("96.52%", "1.00"), *ROWS[2:], TOTAL),
        (FIRST, *ROWS, TOTAL, "3,740.90"),
    ],
    ids=["a row without values", "a cell of another form", "a value left over"],
)
def test_what_is_not_certain_is_not_read(parts: tuple[str, ...]) -> None:
    """A table that is read in part would be held against its total."""
    assert not _table(*parts)


# A table of seven columns of which the right part of the first rows is printed first, and their left part behind the others.
WIDE = "项目 | 2023 年预算数 | 2023 年执行数 | 2022 年执行数 | 完成预算% | 增减额 | 增减%"
TAXES = (
    "增值税 | 21,500 | 20,846 | 18,932 | 97.0% | 1,914 | 10.1",
    "房产税 | 2,150 | 2,238 | 2,017 | 104.1% | 221 | 11.0",
    "车船税 | 1,500 | 1,562 | 1,438 | 104.1% | 124 | 8.6",
    "契税 | 5,600 | 4,863 | 5,742 | 86.8% | -879 | -15.3",
    "资源税 | 2,400 | 2,286 | 2,531 | 95.3% | -245 | -9.7",
    "印花税 | 980 | 1,046 | 912 | 106.7% | 134 | 14.7",
)


def _parted(row: str, at: int) -> tuple[str, str]:
    """Return the cells of a row before a column and those from it on."""
    cells = _cells(row)
    return " | ".join(cells[:at]), " | ".join(cells[at:])


def _pieced(rows: tuple[str, ...]) -> list[list[str]]:
    """Return the table whose head and first two rows are printed in pieces."""
    head, first, second = _parted(WIDE, 5), _parted(rows[0], 5), _parted(rows[1], 3)
    return _table(head[1], first[1], second[1], *rows[2:], head[0], first[0], second[0])


def test_rows_are_put_together_from_the_pieces_in_which_they_are_printed() -> None:
    """Of the pieces of one column that of the upper row comes first; the head is a row like the others."""
    assert _pieced(TAXES) == [_cells(WIDE), *map(_cells, TAXES)]


def test_pieces_that_no_relation_holds_together_leave_the_table_unread() -> None:
    """Without relations between columns nothing tells where a piece among others of its form belongs."""
    heads = "村名 | 户数 | 人数 | 车辆 | 农具"
    rows = (
        "甲村 | 12 | 7 | 5 | 3",
        "乙村 | 9 | 11 | 6 | 8",
        "丙村 | 8 | 10 | 8 | 1",
        "丁村 | 10 | 8 | 4 | 2",
    )
    left, right = _parted(rows[0], 3)
    assert not _table(heads, right, *rows[1:], left)


def test_a_relation_that_fails_in_a_row_does_not_unsettle_how_it_is_read() -> None:
    """An error of the report is read as it is printed."""
    wrong = (TAXES[0].replace("97.0%", "91.0%"), *TAXES[1:])
    assert _pieced(wrong) == [_cells(WIDE), *map(_cells, wrong)]


def test_rows_have_codes_and_words_and_the_sum_has_none() -> None:
    """The label of a sum stands in the place of both."""
    head = "科目编码 | 科目名称 | 来源 | 预算数 | 支出数 | 执行率"
    rows = (
        "20101 | 培训补贴 | 上级资金 | 1,300.00 | 1,246.70 | 95.90%",
        "2010101 | 岗位补贴 | 本级资金 | 1,860.00 | 1,795.30 | 96.52%",
        "2010102 | 见习补贴 | 本级资金 | 420.00 | 386.40 | 92.00%",
        "2010103 | 创业补贴 | 上级资金 | 360.00 | 312.50 | 86.81%",
    )
    table = _table(head, *rows, TOTAL.removeprefix("合计 | "), "合计")
    assert table == [_cells(head), *map(_cells, rows), ["", "合计", "", *_cells(TOTAL)[1:]]]


def test_the_first_label_may_be_printed_before_the_head_of_the_labels() -> None:
    """项目 is lower than the other heads, beside the first values; 营业收入 stands above it."""
    rows = (
        "营业收入 | 298.41 | 362.72 | 371.21",
        "营业利润 | 32.12 | 41.92 | 44.01",
        "利润总额 | 31.80 | 40.66 | 43.20",
        "净利润 | 27.30 | 35.10 | 37.40",
    )
    label, rest = rows[0].split(" | ", 1)
    table = _table("一季度 | 二季度 | 三季度", label, f"项目 | {rest}", *rows[1:])
    assert table == [["项目", "一季度", "二季度", "三季度"], *map(_cells, rows)]


def test_the_first_label_may_stand_before_the_head_of_labels_where_rows_are_in_pieces() -> None:
    """The right part of a row is printed behind the others."""
    label, rest = TAXES[0].split(" | ", 1)
    heads = WIDE.removeprefix("项目 | ")
    left, right = TAXES[2].rsplit(" | ", 2)[0], " | ".join(TAXES[2].rsplit(" | ", 2)[1:])
    table = _table(heads, label, f"项目 | {rest}", TAXES[1], left, *TAXES[3:], right)
    assert table[0] == _cells(WIDE)
    assert table[1] == _cells(TAXES[0])


def test_a_table_behind_one_that_was_made_of_pieces_is_read_by_itself() -> None:
    """What a table of runs takes ends with its last cell: the title below belongs to the next one."""
    first = (
        "街道/东街/西街/南街/北街/中街/桥街/新街/合计 | 人口/312/425/198/276/165/296/142/1,814 |"
        "70.26%/71.99%/68.43% | 户数/104/139/66/92/55/98/47/601"
    )
    second = " | ".join((FIRST, *ROWS, TOTAL))
    report = text_report(text_of(f"{first} | 各类补贴支出情况 | {second}"))
    tables = [block.text.split("\n") for block in report.blocks if block.kind is BlockKind.TABLE]
    assert [row.split("\t") for row in tables[-1]] == WHOLE
