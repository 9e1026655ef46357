"""Tables as a PDF's text layer prints them in its order of reading: cells in stacks between blank lines."""

from __future__ import annotations

import pytest

from auditor.report.blocks import BlockKind, NumberKind, occurrences
from tests.extraction.documents import text_report


def text_of(stacks: str, caption: str = "表 1 项目情况表") -> str:
    """Return a text layer: `|` parts stacks, `/` the lines of one."""
    return caption + "\n" + "\n\n".join(part.strip().replace("/", "\n") for part in stacks.split("|")) + "\n"


def table_of(stacks: str, caption: str = "表 1 项目情况表") -> list[list[str]]:
    """Return the rows of the only table of such a text, none where it is left unread."""
    report = text_report(text_of(stacks, caption))
    found = [block for block in report.blocks if block.kind is BlockKind.TABLE]
    assert len(found) <= 1
    return [line.split("\t") for line in found[0].text.split("\n")] if found else []


ROWS = [
    ["项目", "预算数", "支出数", "执行率"],
    ["道路硬化", "120.00", "114.00", "95.00%"],
    ["危房改造", "80.00", "80.00", "100.00%"],
    ["公共照明", "50.00", "45.00", "90.00%"],
    ["合计", "250.00", "239.00", "95.60%"],
]
HEAD = "项目 | 预算数 | 支出数 | 执行率 | "


@pytest.mark.parametrize(
    "stacks",
    [
        # Row by row.
        HEAD + "道路硬化 | 120.00 | 114.00 | 95.00% | 危房改造 | 80.00 | 80.00 | 100.00% |"
        "公共照明 | 50.00 | 45.00 | 90.00% | 合计 | 250.00 | 239.00 | 95.60%",
        # Labels that were set close together come behind the values.
        HEAD + "道路硬化 | 120.00 | 114.00 | 95.00% | 80.00 | 80.00 | 100.00% | 50.00 | 45.00 | 90.00% |"
        "250.00 | 239.00 | 95.60% | 危房改造/公共照明/合计",
        # The labels stand below their head, rows in bands column by column.
        (
            "项目/道路硬化/危房改造/公共照明/合计 | 预算数 | 支出数 | 执行率 | 120.00/80.00 | 114.00/80.00 |"
            "95.00%/100.00% | 50.00/250.00 | 45.00/239.00 | 90.00%/95.60%"
        ),
        # Each column begins with its name, and goes on in a band below.
        (
            "项目/道路硬化/危房改造/公共照明/合计 | 预算数/120.00/80.00 | 支出数/114.00/80.00 |"
            "执行率/95.00%/100.00% | 50.00 | 45.00 | 90.00% | 250.00 | 239.00 | 95.60%"
        ),
        # The head of the labels stands lower than the other heads.
        (
            "预算数 | 支出数 | 执行率 | 道路硬化 | 项目 | 120.00 | 114.00 | 95.00% | 危房改造 | 80.00 | 80.00 |"
            "100.00% | 公共照明 | 50.00 | 45.00 | 90.00% | 合计 | 250.00 | 239.00 | 95.60%"
        ),
        (
            "预算数 | 支出数 | 执行率 | 道路硬化 | 120.00 | 114.00 | 95.00% | 危房改造 | 80.00 | 80.00 |"
            "100.00% | 公共照明 | 50.00 | 45.00 | 90.00% | 合计 | 250.00 | 239.00 | 95.60% | 项目"
        ),
    ],
)
def test_one_table_in_any_order_of_its_cells(stacks: str) -> None:
    """Whatever order the text layer took, the cells stand where they stood on the page."""
    assert table_of(stacks) == ROWS


def test_wrapped_labels_and_serial_numbers() -> None:
    """A label goes on where its next character had no room; numbers that count up are no values."""
    stacks = (
        "序号 | 项目名称 | 预算数 | 执行率 | 1 | 农村危房改造/工程 | 120.00 | 95.00% | 80.00 | 90.00% | 2 |"
        "村级道路硬化/与养护 | 3 | 公共照明 | 50.00 | 85.00% | 250.00 | 91.40% | 合计"
    )
    assert table_of(stacks) == [
        ["序号", "项目名称", "预算数", "执行率"],
        ["1", "农村危房改造工程", "120.00", "95.00%"],
        ["2", "村级道路硬化与养护", "80.00", "90.00%"],
        ["3", "公共照明", "50.00", "85.00%"],
        ["", "合计", "250.00", "91.40%"],
    ]


def test_rows_printed_close_together_have_labels_of_one_line() -> None:
    """汽车维修服务 / 与养护 and 计算机应用类 / 电子商务: the rows of the second stand too close for wrapped labels."""
    stacks = (
        "专业/数控技术/汽车维修服务/与养护/计算机应用类/电子商务/护理/合计 | 招生数 | 完成率 | 60 | 95.0% |"
        "40 | 90.0% | 30/50/20 | 85.0%/80.0%/70.5% | 200 | 86.4%"
    )
    rows = table_of(stacks)
    assert [row[0] for row in rows[1:]] == [
        "数控技术", "汽车维修服务与养护", "计算机应用类", "电子商务", "护理", "合计",
    ]  # fmt: skip


def test_columns_of_words_and_dates() -> None:
    """The total says nothing below them."""
    stacks = (
        "项目 | 性质 | 完工时间 | 预算数 | 支出数 | 执行率 | 道路硬化 | 新建 | 2024 年 3 月 | 120.00 | 114.00 | 95.00% |"
        "危房改造 | 续建 | — | 80.00 | 80.00 | 100.00% | 公共照明 | 新建 | 2024 年 5 月 | 50.00 | 45.00 | 90.00% |"
        "合计 | 250.00 | 239.00 | 95.60%"
    )
    rows = table_of(stacks)
    assert rows[2] == ["危房改造", "续建", "—", "80.00", "80.00", "100.00%"]
    assert rows[-1] == ["合计", "", "", "250.00", "239.00", "95.60%"]


def test_cut_numbers_are_whole_at_their_places() -> None:
    """A narrow cell cuts 86,423,500.00 before its last digit; each part keeps its line and column."""
    stacks = (
        "类别/房屋/设备/合计 | 年初数/86,423,500.0/0/2,846,130.00/89,269,630.0/0 | 增加 | 减少 | 5.00 | 1.00 |"
        "2.00 | 1.00 | 7.00 | 2.00 | 年末数/86,423,504.0/0/2,846,131.00/89,269,635.0/0"
    )
    rows = table_of(stacks)
    assert rows[1] == ["房屋", "86,423,500.00", "5.00", "1.00", "86,423,504.00"]
    source = text_of(stacks)
    lines = source.split("\n")
    for block, item in occurrences(text_report(source).blocks):
        for offset in range(item.span.start, item.span.end):
            line, column = block.place(offset)
            assert line is not None
            assert column is not None
            assert lines[line - 1][column - 1] == block.text[offset]


@pytest.mark.parametrize(
    ("stacks", "first", "last"),
    [
        (
            "项目 | 预算数 | 支出数 | 道路硬化 | 12 | 11 | 危房改造 | 80 | 75 | 公共照明 | 50 | 45",
            ["道路硬化", "12", "11"],
            ["公共照明", "50", "45"],
        ),
        (
            HEAD + "道路硬化 | 120.00 | 114.00 | 95.00% | 危房改造 | 80.00 | 80.00 | 100.00% |"
            "公共照明 | 50.00 | 45.00 | 90.00% | 合计 | 270.00 | 293.00 | 95.60%",
            ["道路硬化", "120.00", "114.00", "95.00%"],
            ["合计", "270.00", "293.00", "95.60%"],
        ),
    ],
)
def test_labels_among_their_values_need_no_sum(stacks: str, first: list[str], last: list[str]) -> None:
    """Each label stands before its own cells: a total that is wrong is read as it is printed."""
    rows = table_of(stacks)
    assert rows[1] == first
    assert rows[-1] == last


@pytest.mark.parametrize(
    "stacks",
    [
        # A cell is missing.
        HEAD + "道路硬化 | 120.00 | 114.00 | 95.00% | 危房改造 | 80.00 | 100.00% |"
        "公共照明 | 50.00 | 45.00 | 90.00% | 合计 | 250.00 | 239.00 | 95.60%",
        # The single label behind two rows may name either.
        HEAD + "道路硬化 | 120.00 | 114.00 | 95.00% | 80.00 | 80.00 | 100.00% | 公共照明 |"
        "50.00 | 45.00 | 90.00% | 危房改造 | 合计 | 250.00 | 239.00 | 95.60%",
        # The first label stands among the heads.
        (
            "项目 | 预算数 | 道路硬化 | 支出数 | 执行率 | 120.00 | 114.00 | 95.00% | 危房改造 | 80.00 | 80.00 |"
            "100.00% | 公共照明 | 50.00 | 45.00 | 90.00% | 合计 | 250.00 | 239.00 | 95.60%"
        ),
        # Either label may be wrapped.
        (
            "项目/道路硬化工程/改造/危房改造工程/照明/合计 | 预算数 | 执行率 | 12.00 | 95.0% | 8.00 | 90.0% | 5.00 | 80.0% |"
            "25.00 | 90.4%"
        ),
    ],
)
def test_what_is_not_certain_stays_unread(stacks: str) -> None:
    """A table misread would make findings of its own."""
    assert table_of(stacks) == []


def test_a_head_repeated_on_a_new_page() -> None:
    """It begins no table, and its words are no labels."""
    first = HEAD + "道路硬化 | 120.00 | 114.00 | 95.00% | 危房改造 | 80.00 | 80.00 | 100.00% | - {} - |"
    second = HEAD + "公共照明 | 50.00 | 45.00 | 90.00% | 合计 | 250.00 | 239.00 | 95.60%"
    filler = "\n".join(f"第{at}项工作按计划推进，年度任务基本完成，情况较好。" for at in range(20))
    text = f"{filler}\n\n- 1 -\n\n{filler}\n" + text_of(first.format(2) + second) + f"\n{filler}\n\n- 3 -\n"
    report = text_report(text)
    (table,) = (block for block in report.blocks if block.kind is BlockKind.TABLE)
    assert [line.split("\t") for line in table.text.split("\n")] == ROWS
    furniture = [block.text for block in report.blocks if block.kind is BlockKind.FURNITURE]
    assert furniture == [*ROWS[0], "- 1 -", "- 2 -", "- 3 -"]


def test_a_text_ends_behind_its_total() -> None:
    """Words behind the total belong to the text."""
    stacks = HEAD + (
        "道路硬化 | 120.00 | 114.00 | 95.00% | 危房改造 | 80.00 | 80.00 | 100.00% |"
        "公共照明 | 50.00 | 45.00 | 90.00% | 合计 | 250.00 | 239.00 | 95.60% | 自评情况说明"
    )
    report = text_report(text_of(stacks))
    assert [block.text for block in report.blocks if block.kind is not BlockKind.TABLE][-1] == "自评情况说明"
    assert len(report.tables) == 1


def test_serial_numbers_are_no_page_numbers() -> None:
    """Numbers that count up a few lines apart number rows; page numbers stand a page apart."""
    rows = "|".join(
        f"{at} | 第{name}中学 | {at * 7}.00 | 9{at}.50%" for at, name in enumerate("一二三四五", start=1)
    )
    report = text_report(text_of("序号 | 学校名称 | 支出数 | 执行率 |" + rows))
    (table,) = report.tables
    assert len(table.rows) == 5
    assert not [block for block in report.blocks if block.kind is BlockKind.FURNITURE]


def test_cells_of_their_own_lines_with_numbers_and_wrapped_heads() -> None:
    """序号 counts the rows; 占重点项目 / 支出 is one head, for its column has no room for more."""
    cells = (
        "序号/项目/预算数/支出数/执行率/占重点项目/支出/1/农田/建设/12,480.00/11,263.75/90.25%/69.2%/"
        "2/地力/补贴/3,224.31/3,224.31/100.00%/19.8%/3/农机/1,860.00/1,742.18/93.67%/10.7%/"
        "合计/17,564.31/16,230.24/92.40%/99.7%"
    )
    rows = table_of(cells)
    assert rows[0] == ["序号", "项目", "预算数", "支出数", "执行率", "占重点项目支出"]
    assert rows[2] == ["2", "地力补贴", "3,224.31", "3,224.31", "100.00%", "19.8%"]
    assert rows[-1] == ["", "合计", "17,564.31", "16,230.24", "92.40%", "99.7%"]


def test_groups_of_like_columns_beside_one_without_a_group() -> None:
    """作物 / 2023 年 / 2022 年 / 增减（万吨） above 面积（万 / 亩） 总产 twice."""
    cells = (
        "作物/2023 年/2022 年/增减/（万吨）/面积（万//亩）/总产/面积（万//亩）/总产/水稻/18.64/9.55/18.52/9.42/0.13/"
        "玉米/9.37/4.11/9.15/3.95/0.16/小麦/4.86/1.39/5.02/1.45/-0.06"
    ).replace("//", "/")
    report = text_report(text_of(cells))
    (table,) = report.tables
    assert [column.path for column in table.columns] == [
        ("2023年", "面积"), ("2023年", "总产"), ("2022年", "面积"), ("2022年", "总产"), ("增减",),
    ]  # fmt: skip
    assert {item.kind for block, item in occurrences(report.blocks) if item.text == "18.64"} == {
        NumberKind.FIGURE
    }


def test_heads_with_years_and_codes_a_row_a_line() -> None:
    """2024 年决算 is one head, and 科目编码 a column of its own."""
    text = (
        "表 1 支出情况（万元）\n科目编码 科目名称 2024 年决算 2023 年决算 增减额\n"
        "2050201 学前教育 4,826.37 4,511.83 314.54\n20509\n教育费附加安排\n的支出\n9,650.00 8,820.00 830.00\n"
        "208 社会保障 7,431.83 7,012.68 419.15\n合计 21,908.20 20,344.51 1,563.69\n"
    )
    (table,) = text_report(text).tables
    assert [column.name for column in table.columns] == ["2024年决算", "2023年决算", "增减额"]
    assert [row.name for row in table.rows] == ["学前教育", "教育费附加安排的支出", "社会保障", "合计"]


def test_the_head_of_the_labels_that_is_printed_behind_the_first_of_them() -> None:
    """Heads at the bottom of their cells: the first label stands above the word that says what the labels are."""
    text = "表4 补助分配（金额单位：万元）\n\n" + "\n\n".join(
        "常住人口（人） 行政村（个） 应分配 已拨付 未拨付 城关镇 乡镇 48,620 18 175.46 175.46 0.00 "
        "白石镇 31,450 15 120.35 116.10 4.25 桐坪镇 27,380 14 106.94 106.94 0.00 麻塘镇 24,910 13 98.33 92.23 6.10".split()
    )
    report = text_report(text + "\n")
    found = {(row, column): mention.text for (_, row, column), (_, mention) in report.cells.items()}
    assert found["城关镇", "应分配"] == "175.46"
    assert found["白石镇", "未拨付"] == "4.25"
    assert found["麻塘镇", "行政村"] == "13"
