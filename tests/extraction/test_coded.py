"""Tables of a text layer whose rows bear codes of accounts, blank cells left out."""

from __future__ import annotations

from tests.extraction.documents import cells
from tests.extraction.test_stacked import table_of, text_of

ROWS = [
    ["合计", "930.40", "512.15", "418.25"],
    ["204", "公共安全支出", "700.40", "402.15", "298.25"],
    ["20499", "其他公共安全支出", "700.40", "402.15", "298.25"],
    ["2049901", "国防教育", "402.15", "402.15"],
    ["2049999", "其他公共安全事务", "298.25", "298.25"],
    ["208", "社会保障和就业支出", "230.00", "110.00", "120.00"],
    ["20805", "养老支出", "110.00", "110.00"],
    ["20811", "残疾人事业", "120.00", "120.00"],
]
HEADS = "科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |"
BY_ROWS = (
    HEADS + "合计 | 930.40 | 512.15 | 418.25 | 204 | 公共安全支出 | 700.40 | 402.15 | 298.25 |"
    "20499 | 其他公共安全支出 | 700.40 | 402.15 | 298.25 | 2049901 | 国防教育 | 402.15 | 402.15 |"
    "2049999 | 其他公共安全事务 | 298.25 | 298.25 | 208 | 社会保障和就业支出 | 230.00 | 110.00 | 120.00 |"
    "20805 | 养老支出 | 110.00 | 110.00 | 20811 | 残疾人事业 | 120.00 | 120.00"
)


def figures(stacks: str) -> dict[tuple[str, str], str]:
    """Return the values of a table by name and head."""
    return cells(text_of(stacks))


def test_what_codes_sum_up_tells_the_column_of_a_value() -> None:
    """402.15 twice in a row is the total and one of two columns: the sum of the rows below 20499 tells which."""
    found = figures(BY_ROWS)
    assert found["国防教育", "基本支出"] == "402.15"
    assert found["其他公共安全事务", "项目支出"] == "298.25"
    assert ("国防教育", "项目支出") not in found
    assert len(found) == sum(len(row) - (1 if row[0] == "合计" else 2) for row in ROWS)


def test_two_ways_are_none() -> None:
    """Two rows of one value stand in either column: nothing but their order would tell which."""
    alike = BY_ROWS.replace("110.00 | 110.00", "115.00 | 115.00").replace(
        "120.00 | 120.00", "115.00 | 115.00"
    )
    alike = alike.replace("230.00 | 110.00 | 120.00", "230.00 | 115.00 | 115.00")
    alike = alike.replace("512.15 | 418.25", "517.15 | 413.25")
    assert not table_of(alike)


def test_a_value_printed_late_stands_in_the_row_that_lacks_it() -> None:
    """A column of which a page holds one value is printed behind all others."""
    late = BY_ROWS.replace("230.00 | 110.00 | 120.00", "230.00 | 110.00") + " | 120.00"
    assert figures(late) == figures(BY_ROWS)


def test_a_wrong_figure_leaves_the_table_readable() -> None:
    """The other sums tell how it stands."""
    found = figures(BY_ROWS.replace("110.00 | 110.00", "110.00 | 101.00"))
    assert found["养老支出", "基本支出"] == "101.00"


def test_columns_printed_below_their_heads() -> None:
    """A single blank cell leaves no trace between the values of its column."""
    stacks = (
        "科目编码/204/20499/2049901/2049999/208/20805/20811 | 科目名称/合计/公共安全支出/其他公共安全支出/国防教育/"
        "其他公共安全事务/社会保障和就业支出/养老支出/残疾人事业 |"
        "本年支出合计/930.40/700.40/700.40/402.15/298.25/230.00/110.00/120.00 |"
        "基本支出/512.15/402.15/402.15/402.15/110.00/110.00 | 项目支出/418.25/298.25/298.25 | 298.25/120.00 | 120.00"
    )
    assert figures(stacks) == figures(BY_ROWS)


def test_codes_and_names_printed_late() -> None:
    """Codes give the order of the rows; words without values behind them name the rows that are left."""
    late = BY_ROWS.replace("204 | 公共安全支出 |", "").replace("20499 | 其他公共安全支出 |", "")
    late += " | 204/20499 | 公共安全支出/其他公共安全支出"
    assert figures(late) == figures(BY_ROWS)


def test_numbers_below_heads_tell_the_order_of_the_columns() -> None:
    """Heads that take more lines than others are printed behind all rows."""
    ranked = (
        "科目代码 | 科目名称/栏次 | 合计 | 本年支出合计/1/930.40 | 基本支出/2/512.15 |"
        + BY_ROWS.split("418.25 |", 1)[1]
        + " | 项目支出/3/418.25 | 经营支出/4"
    )
    assert figures(ranked) == figures(BY_ROWS)


def test_a_table_without_a_total_is_left() -> None:
    """Nothing says then in which columns the classes stand."""
    assert not table_of(BY_ROWS.replace("合计 | 930.40 | 512.15 | 418.25 |", ""))


def test_the_head_of_the_totals_printed_behind_all_rows() -> None:
    """What stands directly below a head belongs to the first rows of its page."""
    late = BY_ROWS.replace(HEADS, "科目编码 | 科目名称 |").replace("930.40 | 512.15 | 418.25 |", "")
    late = late.replace("合计 |", "合计 |", 1)
    late += " | 本年支出合计/1/930.40 | 基本支出/2/512.15 | 项目支出/3/418.25"
    assert figures(late) == figures(BY_ROWS)


def test_a_note_among_the_cells_ends_no_table() -> None:
    """A note stands close below the first columns of a table, and is printed with them."""
    noted = BY_ROWS.replace("20811 | 残疾人事业 |", "20811 | 残疾人事业/注：本表金额取两位小数。 |")
    assert figures(noted) == figures(BY_ROWS)


def test_narrow_columns_printed_row_by_row_in_one_stack() -> None:
    """A name that takes two lines goes on behind the values of its row; the columns behind come apart."""
    stacks = (
        "科目编码/科目名称/本年支出合计/合计/930.40/204/公共安全支出/700.40/20499/其他公共安全/700.40/支出/"
        "2049901/国防教育/402.15/2049999/其他公共安全/298.25/事务/208/社会保障和就/230.00/业支出/20805/养老支出/110.00/"
        "20811/残疾人事业/120.00 | 基本支出/512.15/402.15 | 项目支出/418.25/298.25 | 402.15 | 298.25 | 402.15 | 298.25 |"
        "110.00 | 120.00 | 110.00/120.00"
    )
    assert figures(stacks) == figures(BY_ROWS)


def test_a_last_place_that_was_rounded_breaks_nothing() -> None:
    """Each amount was turned into ten thousands by itself."""
    rounded = BY_ROWS.replace("700.40 | 402.15 | 298.25", "700.41 | 402.15 | 298.25")
    found = figures(rounded)
    assert found["公共安全支出", "本年支出合计"] == "700.41"
    assert len(found) == len(figures(BY_ROWS))


def test_codes_are_no_values_of_another_table() -> None:
    """Where the values are left unread, a code does not stand for one."""
    found = figures(
        "公共安全支出/其他公共安全支出/204/国防教育/20499/残疾人事业/2049901/养老支出/208/医疗/20805"
    )
    assert not found


def test_words_that_are_no_names_leave_the_names_beside_their_codes() -> None:
    """A head without values is printed among the names: those between a code and its values are sure."""
    found = figures(BY_ROWS.replace("208 | 社会", "经营支出 | 208 | 社会"))
    assert found["国防教育", "基本支出"] == "402.15"
    assert found["养老支出", "本年支出合计"] == "110.00"


def test_the_total_stands_directly_below_the_head_of_the_names() -> None:
    """科目名称 / 合计 is one stack; the heads right of it come behind it."""
    below = BY_ROWS.replace("科目名称 |", "科目名称/合计 |").replace("项目支出 |合计 |", "项目支出 |")
    assert figures(below) == figures(BY_ROWS)
