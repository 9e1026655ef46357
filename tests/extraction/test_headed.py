"""Tables of a text layer whose heads stand among the values, in bands of rows and over pages."""

from __future__ import annotations

import pytest

from auditor.report.blocks import BlockKind, NumberKind, occurrences
from tests.extraction.documents import text_report
from tests.extraction.test_stacked import table_of, text_of

ROWS = [
    ["项目", "预算数", "支出数", "执行率"],
    ["道路硬化", "120.00", "114.00", "95.00%"],
    ["危房改造", "80.00", "80.00", "100.00%"],
    ["公共照明", "50.00", "45.00", "90.00%"],
]


@pytest.mark.parametrize(
    "stacks",
    [
        # A head stands with its values or above them; labels come when they come.
        (
            "项目 | 预算数/120.00/80.00/50.00 | 道路硬化/危房改造/公共照明 | 支出数/114.00/80.00/45.00 |"
            "执行率 | 95.00%/100.00%/90.00%"
        ),
        # The next heads begin when other columns are full.
        (
            "项目 | 预算数 | 支出数 | 120.00/80.00/50.00 | 114.00/80.00/45.00 | 道路硬化/危房改造/公共照明 |"
            "执行率/95.00%/100.00%/90.00%"
        ),
        # The first band of the rightmost column comes last, with its head.
        (
            "项目/道路硬化/危房改造/公共照明 | 预算数/120.00 | 支出数/114.00 | 80.00 | 80.00 | 100.00% |"
            "50.00 | 45.00 | 90.00% | 执行率/95.00%"
        ),
    ],
)
def test_heads_among_values(stacks: str) -> None:
    """Each value stands under the head that is printed above it."""
    assert table_of(stacks) == ROWS


def test_words_among_values_and_years_as_heads() -> None:
    """2023 年预算 is a head; 不适用 is a cell."""
    stacks = (
        "科目 | 2023 年预算/98.10/24.70/-47.30 | 销售费用/财务费用/现金流量净额 |"
        "2022 年决/算/92.80/22.60/-43.90 | 变动比例（%）/5.7/9.3/不适用"
    )
    assert table_of(stacks) == [
        ["科目", "2023 年预算", "2022 年决算", "变动比例（%）"],
        ["销售费用", "98.10", "92.80", "5.7"],
        ["财务费用", "24.70", "22.60", "9.3"],
        ["现金流量净额", "-47.30", "-43.90", "不适用"],
    ]


def test_amounts_that_look_like_months_are_amounts() -> None:
    """1986.24 below 2864.91."""
    stacks = (
        "指标 | 年末数 | 年初数 | 2864.91/1986.24/1912.05 | 2620.53/1788.05/1703.75 |"
        "各项存款余额/住户存款余额/各项贷款余额 | 比年初增长（%）/9.3/11.1/12.4"
    )
    assert [row[1] for row in table_of(stacks)[1:]] == ["2864.91", "1986.24", "1912.05"]


@pytest.mark.parametrize(
    ("stacks", "labels"),
    [
        # Set from the top: the values of a row stand apart from the next where its label is wrapped.
        (
            (
                "项目/因公出国费/公务用车购置/公务用车运行/维护费/公务接待费/合计 | 预算数/0.00/1.00/4.50 |"
                "决算数/0.00/1.00/3.86 | 2.80/8.30 | 1.64/6.50"
            ),
            ["因公出国费", "公务用车购置", "公务用车运行维护费", "公务接待费", "合计"],
        ),
        # Set in the middle: where the label of either is.
        (
            (
                "项目/因公出国费/公务用车购置/公务用车运行/维护费用等/公务接待费/合计 | 预算数/0.00/1.00 |"
                "决算数/0.00/1.00 | 4.50 | 3.86 | 2.80/8.30 | 1.64/6.50"
            ),
            ["因公出国费", "公务用车购置", "公务用车运行维护费用等", "公务接待费", "合计"],
        ),
        # Labels before the values of their rows: as many as rows follow.
        (
            (
                "项目 | 预算数 | 决算数 | 立案庭与诉讼服务/刑事审判庭 | 7/6 | 8/6 | 行政审判庭与综合/审判庭 | 4 | 5 |"
                "执行局/人民法庭 | 9/5 | 9/5 | 合计 | 31 | 33"
            ),
            ["立案庭与诉讼服务", "刑事审判庭", "行政审判庭与综合审判庭", "执行局", "人民法庭", "合计"],
        ),
    ],
)
def test_wrapped_labels(stacks: str, labels: list[str]) -> None:
    """Where the values of rows stand apart tells which lines are one label."""
    assert [row[0] for row in table_of(stacks)[1:]] == labels


def test_the_total_has_no_number_and_no_unit_price() -> None:
    """A head that stands with its values has none missing above; the last cell is blank."""
    stacks = (
        "序号/1/2/3 | 品名/冷藏箱/冷藏车/动态血压监测/仪/合计 | 数量/26/10/32 | 单价（元）/12,800/268,000/2,450 |"
        "金额（元）/332,800/2,680,000/78,400/3,091,200"
    )
    assert table_of(stacks)[-2:] == [
        ["3", "动态血压监测仪", "32", "2,450", "78,400"],
        ["", "合计", "", "", "3,091,200"],
    ]


PAGES = (
    "{lead}表 1 项目情况表\n项目\n\n预算数\n120.00\n80.00\n\n支出数\n114.00\n80.00\n\n{foot}道路硬化\n危房改造\n"
    "\f项目\n\n公共照明\n合计\n\n预算数\n50.00\n250.00\n\n支出数\n45.00\n239.00\n\n{last}"
)


def test_pages_of_a_table_are_one_table() -> None:
    """The heads that a new page repeats are no rows, and their words are not lost."""
    report = text_report(PAGES.format(lead="", foot="", last=""))
    (table,) = (block for block in report.blocks if block.kind is BlockKind.TABLE)
    assert [line.split("\t") for line in table.text.split("\n")] == [
        ["项目", "预算数", "支出数"],
        ["道路硬化", "120.00", "114.00"],
        ["危房改造", "80.00", "80.00"],
        ["公共照明", "50.00", "45.00"],
        ["合计", "250.00", "239.00"],
    ]
    repeated = [block.text for block in report.blocks if block.kind is BlockKind.FURNITURE]
    assert repeated == ["项目", "预算数", "支出数"]


def test_marked_page_numbers_are_furniture_anywhere_on_their_pages() -> None:
    """The text layer prints - 2 - before the last columns of its page; 项目 at three page breaks is a head."""
    text = "\f".join(
        f"表 {page} {title}项目\n项目\n\n预算数\n120.00\n80.00\n20.00\n\n- {page} -\n\n支出数\n114.00\n80.00\n10.00\n\n"
        f"{title}新建\n{title}改建\n{title}维修\n"
        for page, title in enumerate(("交通", "农田水利", "学校", "乡镇卫生院"), start=1)
    )
    report = text_report(text)
    tables = [block for block in report.blocks if block.kind is BlockKind.TABLE]
    assert [block.text.split("\n")[1] for block in tables] == [
        f"{title}新建\t120.00\t114.00" for title in ("交通", "农田水利", "学校", "乡镇卫生院")
    ]
    furniture = [block.text for block in report.blocks if block.kind is BlockKind.FURNITURE]
    assert furniture == [f"- {page} -" for page in (1, 2, 3, 4)]


def test_a_title_among_the_cells_of_a_numbered_table() -> None:
    """表1, and its title where the text layer came upon it."""
    text = (
        "资金已经到位。\n表1\n资金来源\n中央财政\n省级财政\n区级财政\n\n计划数\n486\n240\n400\n\n资金安排与到位情况\n"
        "到位数\n486\n240\n348\n\n到位率\n100.00%\n100.00%\n87.00%\n"
    )
    report = text_report(text)
    (table,) = report.tables
    assert table.caption is not None
    assert "资金安排与到位情况" in table.caption
    (block,) = (block for block in report.blocks if block.kind is BlockKind.TABLE)
    assert block.text.split("\n")[3] == "区级财政\t400\t348\t87.00%"


@pytest.mark.parametrize(
    "stacks",
    [
        # 增减 was printed late, and its place among the columns of the second band is not known.
        (
            "指标 | 年末余额 | 增长（%） | 520.84/142.65 | 增减额/42.48/8.36 | 各项存款/住户存款/各项贷款/短期贷款 |"
            "318.47/86.94 | 28.72/5.27 | 9.9/6.5 | 8.9/6.2"
        ),
        # A cell is missing, nobody knows where.
        "项目/道路硬化/危房改造/公共照明 | 预算数 | 支出数 | 120.00/80.00/50.00 | 114.00/45.00",
        # 流动资产 has no values: no row of it is seen, and its line is no part of a label.
        "项目/流动资产/货币资金/应收票据/存货 | 期末数/311.20/60.10/34.30 | 期初数/314.40/57.00/32.40",
        # What refers to notes names no rows.
        "项目 | 七、3/七、4/七、5 | 期末数/34.30/607.60/41.60 | 期初数/32.40/548.80/39.60",
    ],
)
def test_what_is_not_certain_stays_unread(stacks: str) -> None:
    """Two readings or none: the numbers are read, their places are not."""
    assert table_of(stacks) == []
    figures = [
        item for _, item in occurrences(text_report(text_of(stacks)).blocks) if item.kind is NumberKind.FIGURE
    ]
    assert figures


def test_two_tables_are_not_read_as_one() -> None:
    """As many rows, and a head of labels behind values: another table begins."""
    stacks = (
        "专业类别/生产人员/销售人员/技术人员 | 期末在册人/数/742/218/486 |"
        "教育程度类别/硕士/本科/大专 | 数量/143/768/597"
    )
    assert table_of(stacks)[0] == ["教育程度类别", "数量"]


def test_serials_may_come_in_two_stacks() -> None:
    """序号 / 1 / 2 | 3, before the names stand."""
    stacks = "序号/1/2 | 3 | 项目/道路硬化/危房改造/公共照明 | 预算数/120.00/80.00/50.00 | 支出数/114.00/80.00/45.00"
    assert table_of(stacks) == [
        ["序号", "项目", "预算数", "支出数"],
        ["1", "道路硬化", "120.00", "114.00"],
        ["2", "危房改造", "80.00", "80.00"],
        ["3", "公共照明", "50.00", "45.00"],
    ]


def test_a_line_that_an_opening_bracket_did_not_fit_on_goes_on() -> None:
    """因公出国 / （境）费: the bracket takes the next character with it."""
    stacks = (
        "项目/因公出国/（境）费/公务用车运/行维护费/公务接待费/合计 | 预算数/12.00 | 决算数/8.46 | 30.00 | 26.10 |"
        "9.00/51.00 | 6.84/41.40"
    )
    assert table_of(stacks) == [
        ["项目", "预算数", "决算数"],
        ["因公出国（境）费", "12.00", "8.46"],
        ["公务用车运行维护费", "30.00", "26.10"],
        ["公务接待费", "9.00", "6.84"],
        ["合计", "51.00", "41.40"],
    ]
