"""Tables of a text that a word processor exported: a cell a line, an empty line for an empty cell."""

from __future__ import annotations

from tests.extraction.documents import cells, text_report

PARAGRAPH = "本段说明填报范围和口径，文字在一行之内写完，中间不换行，" * 6 + "完毕。"


def exported(*rows: str) -> str:
    """Return a text with a table below a title, its cells parted by bars."""
    return "\n".join(
        [PARAGRAPH, "各科目支出情况表", *(cell for row in rows for cell in row.split("|")), "", PARAGRAPH]
    )


def test_empty_lines_are_empty_cells() -> None:
    """Where a row has no value in a column, the next value stays in its own."""
    found = cells(
        exported(
            "项目|基本支出|专项支出|合计",
            "甲类|120.50||120.50",
            "乙类||64.20|64.20",
            "丙类|10.00|5.00|15.00",
            "合计|130.50|69.20|199.70",
        )
    )
    assert found["乙类", "专项支出"] == "64.20"
    assert ("乙类", "基本支出") not in found
    assert len(found) == 10


def test_the_sum_above_codes_takes_two_columns() -> None:
    """合计 has no code: read with as many cells as the other rows, each code would end the row above it."""
    found = cells(
        exported(
            "科目编码|科目名称|基本支出|项目支出",
            "合计|50.00|21.00",
            "208|甲支出|50.00|",
            "20805|乙支出|50.00|",
            "213|丙支出||21.00",
        )
    )
    assert found["丙支出", "项目支出"] == "21.00"
    assert found["合计", "基本支出"] == "50.00"


def test_groups_of_columns_and_a_corner_of_two_rows() -> None:
    """床位 stands once for its columns; the empty line below 地区 belongs to the corner."""
    found = cells(
        exported(
            "地区|机构|床位",
            "|2023年|2024年|2023年|2024年",
            "东镇|12|14|310|355",
            "西镇|8|8|96|102",
            "南镇|5|6|77|81",
        )
    )
    assert found["东镇", "机构2024年"] == "14"
    assert found["南镇", "床位2023年"] == "77"


def test_a_cell_of_several_paragraphs_is_one_cell() -> None:
    """评分标准 has a paragraph a point: the values behind it stay those of its row."""
    found = cells(
        exported(
            "指标|分值|评分标准|得分",
            "预算执行率|10|按比例得分|9.50",
            "资金合规|5|1.手续齐全，得2分；|2.用途合规，得3分。|4.00",
            "公开及时|3|按期公开得满分|3.00",
            "合计|18||16.50",
        )
    )
    assert found["资金合规", "得分"] == "4.00"
    assert found["公开及时", "分值"] == "3"


def test_lines_above_the_head_are_no_columns() -> None:
    """A title or a heading of the text between caption and head is none of its cells."""
    text = exported(
        "年度资产",
        "填报口径",
        "项目|年初数|年末数",
        "房屋|310.20|305.10",
        "设备|88.00|93.40",
        "合计|398.20|398.50",
    )
    assert cells(text)["设备", "年末数"] == "93.40"


def test_cells_that_fill_no_rectangle_stay_text() -> None:
    """A missing cell shifts all below it: nothing is read rather than a wrong column."""
    assert not cells(exported("项目|一季度|二季度", "甲|12|15", "乙|7", "丙|9|11", "丁|3|4"))


def test_numbers_of_rows_are_no_page_numbers() -> None:
    """行次 counts through the table: in a text without pages no line is a page number."""
    rows = [f"项目{at}|{at}|{at * 3}.50" for at in range(1, 20)]
    report = text_report(exported("项目|行次|决算数", *rows))
    assert all(block.location.page is None for block in report.blocks)


def test_pages_of_a_text_layer_are_left_to_its_own_readers() -> None:
    """Printed page numbers tell a text layer: there a blank line parts cells and stands for none."""
    pages = "\n".join(f"—{at}—\n{PARAGRAPH}" for at in range(1, 6))
    assert not cells(
        exported("项目||基本支出||合计", "甲类||120.50||120.50", "乙类||64.20||64.20") + "\n" + pages
    )


def test_groups_that_nothing_parts_are_not_left_out() -> None:
    """Which columns 居民 and 企业 stand above is not told: read without them, their columns would be taken for one list."""
    head = ("地区|居民（份）|企业（家）", "|很好|尚可|较差|合计|好评|样本")
    assert not cells(exported(*head, "东镇|40|12|3|55|8|9", "西镇|33|10|2|45|6|6", "南镇|21|7|4|32|5|7"))


def test_years_and_changes_part_their_groups() -> None:
    """Years under one name, changes under another: where the kind changes, a group ends."""
    head = ("项目|金额|增减|占比", "|2024年|2023年|金额|幅度|2024年|2023年")
    found = cells(
        exported(
            *head,
            "甲|50.0|40.0|10.0|25.0%|50.0%|40.0%",
            "乙|30.0|40.0|-10.0|-25.0%|30.0%|40.0%",
            "丙|20.0|20.0|0.0|0.0%|20.0%|20.0%",
        )
    )
    assert found["乙", "占比2023年"] == "40.0%"
