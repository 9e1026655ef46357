"""Tables of a text layer whose values arithmetic puts in their places, and what it leaves unread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.extraction.tables.columnproofs import Row, number_of, torn
from auditor.extraction.tables.rowproofs import row_sums
from auditor.report.blocks import BlockKind
from tests.extraction.documents import text_report
from tests.extraction.test_stacked import table_of

if TYPE_CHECKING:
    from collections.abc import Sequence

GROUPED = [
    ["基金", "收入", "", "支出", "", "当期结余", "上年结余", "年末结余"],
    ["", "本年", "上年", "本年", "上年", "", "", ""],
    ["甲类", "62.40", "58.10", "51.30", "49.20", "11.10", "40.00", "51.10"],
    ["乙类", "35.20", "33.00", "30.10", "28.40", "5.10", "22.00", "27.10"],
    ["丙类", "18.60", "17.70", "16.40", "15.10", "2.20", "9.50", "11.70"],
    ["合计", "116.20", "108.80", "97.80", "92.70", "18.40", "71.50", "89.90"],
]
GROUPED_TEXT = (
    "基金/甲类/乙类/丙类/合计 | 收入 | 支出 | 本年/62.40 | 上年/58.10 | 本年/51.30 | 上年/49.20 | 当期结/余/11.10 |"
    "上年结/余/40.00 | 年末结/余/51.10 | 35.20 | 33.00 | 30.10 | 28.40 | 5.10 | 22.00 | 27.10 |"
    "18.60 | 17.70 | 16.40 | 15.10 | 2.20 | 9.50 | 11.70 | 116.20 | 108.80 | 97.80 | 92.70 | 18.40 | 71.50 | 89.90"
)


def test_heads_of_groups_stand_above_heads_that_have_values() -> None:
    """收入 and 支出 have a year each below them that comes again."""
    assert table_of(GROUPED_TEXT) == [[cell for cell in row if cell] for row in GROUPED]


def test_one_wrong_figure_leaves_the_table_readable() -> None:
    """The other rows tell how the columns stand."""
    rows = table_of(GROUPED_TEXT.replace("30.10", "31.00"))
    assert rows[3][3] == "31.00"
    assert len(rows) == len(GROUPED)


def test_a_column_whose_first_value_is_printed_last() -> None:
    """Its head takes more lines than the others: the form of the values tells where it belongs."""
    stacks = (
        "项目/道路/桥梁/照明/合计 | 去年 | 今年 | 120.50 | 140.50 | 80.00 | 60.00 | 75.00% | 55.50 | 58.50 | 105.41% |"
        "256.00 | 259.00 | 101.17% | 今年占/去年/116.60%"
    )
    assert table_of(stacks)[1:] == [
        ["道路", "120.50", "140.50", "116.60%"],
        ["桥梁", "80.00", "60.00", "75.00%"],
        ["照明", "55.50", "58.50", "105.41%"],
        ["合计", "256.00", "259.00", "101.17%"],
    ]


def test_a_stack_of_two_years_row_by_row() -> None:
    """诊疗 / 2022 年 / 2023 年 / 61 / 63: two narrow columns are printed as one."""
    stacks = (
        "机构类别/总计/甲类/乙类/丙类 | 机构数/2022 年/2023 年/61/66/18/20/25/27/18/19 |"
        "床位数/2022 年/2023 年/940/1002/510/560/250/262/180/180"
    )
    assert table_of(stacks)[2:] == [
        ["总计", "61", "66", "940", "1002"],
        ["甲类", "18", "20", "510", "560"],
        ["乙类", "25", "27", "250", "262"],
        ["丙类", "18", "19", "180", "180"],
    ]


def test_a_title_that_stands_among_the_cells() -> None:
    """表 3 stands above the table, its title beside the first head."""
    stacks = "区域/东区/西区/北区/全市 | 各区机构数量与构成（个） | 合计/41/36/23/100 | 诊所/25/20/12/57 | 门店/16/16/11/43"
    assert table_of(stacks, "表 3")[1:] == [
        ["东区", "41", "25", "16"],
        ["西区", "36", "20", "16"],
        ["北区", "23", "12", "11"],
        ["全市", "100", "57", "43"],
    ]


def test_a_page_of_one_row_has_its_columns_by_their_heads() -> None:
    """The heads are printed again on the new page, some beside the values."""
    first = "指标/诊所/门店/药房 | 2023 年 | 2024 年 | 增减 | 52/31/17 | 60/30/22 | 8/-1/5"
    second = "指标 | 2023 年 | 2024 年 | 增减 | 合计 | 100 | 112 | 12"
    text = "表 1 机构情况表\n" + "\n\f".join(
        "\n\n".join(part.strip().replace("/", "\n") for part in page.split("|")) for page in (first, second)
    )
    report = text_report(text + "\n")
    tables = [block.text for block in report.blocks if block.kind is BlockKind.TABLE]
    assert [table.split("\n")[-1].split("\t") for table in tables] == [["合计", "100", "112", "12"]]


def test_heads_that_nothing_tells_apart_stay_unread() -> None:
    """Nothing shows whether 52 and 31 stand below the one or the other head."""
    assert table_of("小区/东园/西园 | 住户 | 车位 | 访客/12/14 | 52/31 | 47/39 | 18/22") == []


def test_a_first_line_that_may_be_a_label_heads_none() -> None:
    """The title of the next part stands among the labels: one of the lines is none, and nothing tells which."""
    text = (
        "Profit as reported is derived as follows.\nNet result\nInterest\nTaxes\n\nCapital and liquidity\n\n"
    )
    report = text_report(text + "2024\n270\n94\n76\n\n2023\n216\n78\n63\n")
    assert not [block for block in report.blocks if block.kind is BlockKind.TABLE]


def test_numbered_rows_over_two_pages() -> None:
    """序号 stands left of the labels; heads that both pages print are told from labels."""
    first = "序号 | 单位 | 2024 年/52.10 | 2025 年/60.20 | 1 | 甲站 | 2 | 乙站 | 31.40 | 增减额 | 增减率 | 8.10 | 15.55% |"
    first += "30.00 | -1.40 | -4.46% | 3 | 丙站 | 17.00 | 22.00 | 5.00 | 29.41%"
    second = "序号 | 单位/4/5 | 丁站/戊站/合计 | 2024 年 | 2025 年 | 增减额 | 增减率 | 40.00 | 44.00 | 4.00 | 10.00% |"
    second += "25.50 | 20.40 | -5.10 | -20.00% | 166.00 | 176.60 | 10.60 | 6.39%"
    pages = (
        "\n\n".join(part.strip().replace("/", "\n") for part in page.split("|")) for page in (first, second)
    )
    report = text_report("表 1 各单位预算情况表\n" + "\n\f".join(pages) + "\n")
    (table,) = [block.text for block in report.blocks if block.kind is BlockKind.TABLE]
    assert [line.split("\t") for line in table.split("\n")] == [
        ["序号", "单位", "2024 年", "2025 年", "增减额", "增减率"],
        ["1", "甲站", "52.10", "60.20", "8.10", "15.55%"],
        ["2", "乙站", "31.40", "30.00", "-1.40", "-4.46%"],
        ["3", "丙站", "17.00", "22.00", "5.00", "29.41%"],
        ["4", "丁站", "40.00", "44.00", "4.00", "10.00%"],
        ["5", "戊站", "25.50", "20.40", "-5.10", "-20.00%"],
        ["合计", "166.00", "176.60", "10.60", "6.39%"],
    ]


def test_heads_in_an_order_that_their_columns_deny() -> None:
    """占比 was printed before 金额, above amounts: nothing tells which of the heads stands where."""
    head = "项目/现金/存货/房屋/合计 | 占比 | 金额 | 比上年"
    body = " | 557.90/452.10/1010.00/2020.00 | 27.62%/22.38%/50.00%/100.00% | 3.10%/2.20%/-5.30%/1.00%"
    assert table_of(head + body) == []


def test_a_dash_whose_line_was_joined_with_the_next() -> None:
    """--- and +15 on lines of their own become --+15, as words lose the hyphen at the end of a line."""
    head = "The table compares the amounts.\nActivity\nRoads\nBridges\nLights\nTotal\n\n"
    body = (
        "2024\nenacted\n120\n80\n50\n250\n\n2025\nbill\n120\n95\n50\n265\n\nvs.\nenacted\n--+15\n---\n+15\n"
    )
    report = text_report(head + body)
    (table,) = [block.text for block in report.blocks if block.kind is BlockKind.TABLE]
    assert [line.split("\t") for line in table.split("\n")][1:] == [
        ["Roads", "120", "120", "--"],
        ["Bridges", "80", "95", "+15"],
        ["Lights", "50", "50", "---"],
        ["Total", "250", "265", "+15"],
    ]


def _sums(texts: list[list[str]]) -> dict[int, tuple[list[int], list[int]]]:
    rows: list[Row] = [tuple(map(number_of, row)) for row in texts]
    return {each.row: (sorted(each.held), sorted(each.broken)) for each in row_sums(rows)}


def test_rows_are_sums_of_those_below_or_above() -> None:
    """A class is the sum of its kinds, the last row that of the classes."""
    texts = [
        ["900", "700", "500"],
        ["610", "410", "280"],
        ["290", "290", "220"],
        ["107", "99", "60"],
        ["1007", "799", "560"],
    ]
    assert _sums(texts) == {0: ([0, 1, 2], []), 4: ([0, 1, 2], [])}
    texts[1][1] = "441"
    assert _sums(texts) == {0: ([0, 2], [1]), 4: ([0, 1, 2], [])}


def test_what_adds_up_in_one_column_is_no_sum() -> None:
    """It may by chance."""
    assert _sums([["900", "700"], ["610", "430"], ["290", "290"], ["107", "99"]]) == {}


def test_a_filling_that_tears_the_sums_of_its_columns_is_none() -> None:
    """Two columns that add up and two that miss by far prove that rows stand under the wrong heads; one slip does not."""
    rows = [
        ("46", "48", "55", "23"),
        ("38", "36", "39", "17"),
        ("22", "29", "28", "11"),
        ("106", "113", "122", "51"),
    ]
    assert torn(_numbers([*rows[:3], ("126", "93", "122", "51")]), first=False)
    assert not torn(_numbers([*rows[:3], ("126", "113", "122", "51")]), first=False)
    assert not torn(_numbers(rows), first=False)
    assert torn(_numbers([("126", "93", "122", "51"), *rows[:3]]), first=True)


def _numbers(rows: Sequence[tuple[str, ...]]) -> list[Row]:
    return [tuple(number_of(text) for text in row) for row in rows]
