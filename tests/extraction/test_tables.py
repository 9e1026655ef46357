"""Tables: heads, label columns, names, roles and units, whatever the form they came in."""

# ruff: noqa: RUF001 - the look-alikes are the very characters that reports print
from __future__ import annotations

import pytest

from auditor.auditing import findings_of
from auditor.checks import detect
from auditor.evaluation.facts import Facts
from auditor.extraction.coverage import coverage, listed
from auditor.extraction.tables.rowroles import RowHead, rows_of
from auditor.findings import Severity
from auditor.report.blocks import BlockKind, NumberKind
from auditor.report.model import Role
from tests.extraction.documents import text_report

HTML = "<table><tr><td rowspan=2>类别</td><td colspan=2>期初</td></tr><tr><td>原值</td><td>净值</td></tr>{}</table>"


def test_markup_tables() -> None:
    """Merged cells of an HTML table make header paths; bars part the cells of a text table."""
    report = text_report(
        "表 1 资产（万元）\n" + HTML.format("<tr><td>设备</td><td>166.97</td><td>46.92</td></tr>")
    )
    (table,) = report.tables
    assert [(column.name, column.path) for column in table.columns] == [
        ("原值", ("期初", "原值")),
        ("净值", ("期初", "净值")),
    ]
    figure, mention = report.cells[table.id, "设备", "净值"]
    assert (figure.unit, mention.text, mention.location.line) == ("万元", "46.92", 2)
    bars = text_report("| 指 标 | 增 幅(%) |\n| --- | --- |\n| 粮 食 | 3.7 |\n| 鲜 菜 | -0.7 |\n")
    assert {key[1:]: mention.text for key, (_, mention) in bars.cells.items()} == {
        ("粮食", "增幅"): "3.7",
        ("鲜菜", "增幅"): "-0.7",
    }
    assert {figure.unit for figure in bars.figures.values()} == {"%"}


def test_two_sided_tables_are_two_tables() -> None:
    """收入 and 支出 side by side share rows on paper only."""
    rows = "收入 | 决算数 | 支出 | 决算数 |\n财政拨款 | 5.00 | 教育支出 | 3.00 |\n其他收入 | 1.00 | 其他支出 | 3.00 |\n合计 | 6.00 | 合计 | 6.00 |\n"
    report = text_report("收入支出决算总表（万元）\n" + rows)
    assert [[row.name for row in table.rows] for table in report.tables] == [
        ["财政拨款", "其他收入", "合计"],
        ["教育支出", "其他支出", "合计"],
    ]


def test_a_table_cut_by_a_page_is_one_table() -> None:
    """A head that returns on the next page continues its table."""
    head = "序号   项目     金额（元）\n"
    first = head + "1     道路     3,486,200\n2     农田     2,874,500\n\n             1\n\f"
    second = head + "3     垃圾     876,400\n      合计     7,237,100\n"
    report = text_report(
        "表 2 项目支出情况\n" + first + second + "\n             2\n\f完。\n\n             3\n"
    )
    (table,) = report.tables
    assert [row.name for row in table.rows] == ["道路", "农田", "垃圾", "合计"]


@pytest.mark.parametrize(
    ("was", "wrong"), [("\n3\n", "\n30\n"), ("\n4 图书\n", "\n0.4 图书\n"), ("\n5 文物\n", "\n500 文物\n")]
)
def test_a_wrong_serial_number_loses_no_row(was: str, wrong: str) -> None:
    """A number that stands where a serial number is due is one: the rows behind it are read as before."""
    text = "资产情况表（万元）\n序号 资产门类 原值 净值\n1 房屋 2.00 1.00\n2 设备 5.00 4.00\n3\n办公家具和\n用具\n1.00 1.00\n4 图书\n5 文物\n合计 8.00 6.00\n"
    right, changed = text_report(text), text_report(text.replace(was, wrong))
    assert [row.name for row in changed.tables[0].rows] == [
        "房屋",
        "设备",
        "办公家具和用具",
        "图书",
        "文物",
        "合计",
    ]
    cells = [[mention.text for _, mention in each.cells.values()] for each in (right, changed)]
    assert cells[0] == cells[1]


def test_a_table_given_column_by_column() -> None:
    """Groups of lines of equal length are columns; only the total may lack a value, another column is left out."""
    text = "附件 2 各村基本情况\n村名\n甲村\n乙村\n合计\n\n户数\n6\n7\n13\n\n人口（人）\n20\n30\n50\n\n{}完毕，人口最多的是乙村。\n"
    report = text_report(text.format(""))
    (table,) = report.tables
    assert [column.name for column in table.columns] == ["户数", "人口"]
    assert report.cells[table.id, "合计", "人口"][1].text == "50"
    with_area = text_report(text.format("面积\n3\n4\n\n"))
    assert [column.name for column in with_area.tables[0].columns] == ["户数", "人口", "面积"]
    assert (with_area.tables[0].id, "合计", "面积") not in with_area.cells
    short = text_report(text.format("面积\n3\n\n"))
    assert not any(key[2] == "面积" for key in short.cells)
    open_ended = text_report(text.replace("合计", "丙村").format("面积\n3\n4\n\n"))
    assert not any(key[2] == "面积" for key in open_ended.cells)


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        (
            [RowHead("基本支出"), RowHead("其中：人员经费"), RowHead("其中：公用经费"), RowHead("合计")],
            [
                (Role.DETAIL, None),
                (Role.OF_WHICH, "基本支出"),
                (Role.OF_WHICH, "基本支出"),
                (Role.TOTAL, None),
            ],
        ),
        (
            [RowHead("教育", code="205"), RowHead("普通教育", code="20502"), RowHead("小学", code="2050202")],
            [(Role.SUBTOTAL, None), (Role.SUBTOTAL, "教育"), (Role.DETAIL, "普通教育")],
        ),
        (
            [
                RowHead("甲", group="一"),
                RowHead("小计", group="一"),
                RowHead("乙", group="二"),
                RowHead("小计", group="二"),
            ],
            [
                (Role.DETAIL, "一/小计"),
                (Role.SUBTOTAL, None),
                (Role.DETAIL, "二/小计"),
                (Role.SUBTOTAL, None),
            ],
        ),
        (
            [RowHead("一、收入"), RowHead("（一）税收"), RowHead("（二）其他"), RowHead("二、支出")],
            [
                (Role.SUBTOTAL, None),
                (Role.DETAIL, "一、收入"),
                (Role.DETAIL, "一、收入"),
                (Role.DETAIL, None),
            ],
        ),
    ],
)
def test_row_roles(heads: list[RowHead], expected: list[tuple[Role, str | None]]) -> None:
    """合计, 小计, 其中, codes and numbering say what a row is part of."""
    assert [(row.role, row.parent) for row in rows_of(heads)] == expected


def test_uncertain_cells_stay_a_fragment() -> None:
    """Rows whose values do not fit the head are numbers without a place in a table."""
    report = text_report("表 1 情况\n项目 一月 二月 三月\n甲 1 2\n乙 3 4 5 6\n")
    assert report.tables == ()
    assert {item.text for item in listed(report, NumberKind.FIGURE)} >= {"2", "6"}


def test_coverage_counts_every_number() -> None:
    """Figures, codes, dates, references, furniture and unread numbers add up, each with its place."""
    report = text_report("2023年预算 718.39 万元（中发〔2018〕34号），热线“12345”，比例 1,23。\n")
    counted = coverage(report)
    assert counted.total == 5
    assert {kind.value: count for kind, count in counted.kinds.items() if count} == {
        "figure": 1,
        "code": 1,
        "date": 1,
        "reference": 1,
        "unread": 1,
    }
    (unread,) = listed(report, NumberKind.UNREAD)
    assert (unread.text, unread.location.line, unread.location.column) == ("1,23", 1, 45)
    assert unread.reason


def test_rounding_notes_name_their_table() -> None:
    """A note beside a table number speaks of that table."""
    text = "各资产明细见表 1-1（四舍五入有一定偏差）。\n资产情况表（万元）\n资产门类 原值 净值\n设备 5.00 4.00\n房屋 2.00 1.00\n"
    report = text_report(text)
    assert [(note.text, note.tables) for note in report.notes] == [
        ("四舍五入有一定偏差", (report.tables[0].id,))
    ]
    assert any(block.kind is BlockKind.TABLE for block in report.blocks)


def test_an_item_number_below_a_numeral_is_no_part_of_it() -> None:
    """A full line that ends in 0.92 and a heading 2.效度分析 below it stay apart."""
    full = "分析结果显示本次调查涉及的全部问卷题目的内部一致信度为0.92\n"
    filler = "本报告所列数据均来自部门提供的资料并经过评价小组现场核对无误\n" * 6
    report = text_report(f"{filler}{full}2.效度分析\n{filler}")
    found = [item.text for item in listed(report, NumberKind.FIGURE)]
    assert "0.92" in found
    assert "0.922" not in found


@pytest.mark.parametrize("bar", [" |\n", "\n|\n"])
def test_cells_on_lines_of_their_own_closed_by_bars(bar: str) -> None:
    """A row is its label and as many numbers as every row has; the words before the first are the heads."""
    cells = [
        "指标",
        "机构数(个)",
        "床位数(张)",
        "总计",
        "216",
        "9,410",
        "医院",
        "52",
        "7,230",
        "诊所",
        "164",
        "2,180",
    ]
    report = text_report("表 1 机构情况\n" + bar.join([*cells, ""]))
    printed = {key[1:]: mention.text for key, (_, mention) in report.cells.items()}
    assert printed["诊所", "床位数"] == "2,180"
    assert len(printed) == 6
    ragged = text_report("表 1 机构情况\n" + bar.join([*cells[:-4], "54", *cells[-4:], ""]))
    assert not ragged.cells


def test_rows_are_called_by_their_names_and_not_by_their_kinds() -> None:
    """项目名称 | 性质: kinds recur behind names that differ; a group over several rows is no name of them."""
    kinds = text_report(
        "表 1 项目\n序号 | 项目名称 | 性质 | 预算 | 支出 |\n1 | 保洁 | 经常性 | 150.00 | 145.20 |\n2 | 改造 | 一次性 | 236.00 | 184.53 |\n"
        "3 | 窗口 | 经常性 | 152.80 | 151.20 |\n4 | 储备 | 一次性 | 40.00 | 35.15 |\n"
    )
    assert {key[1] for key in kinds.cells} == {"保洁", "改造", "窗口", "储备"}
    cells = "<td rowspan=2>{}</td><td>户数</td><td>{}</td></tr><tr><td>人数</td><td>{}</td></tr><tr>"
    body = "".join(
        cells.format(*each) for each in (("甲村", 120, 350), ("乙村", 140, 410), ("丙村", 90, 260))
    )
    grouped = text_report(
        f"表 1 村情\n<table><tr><td>村</td><td>项目</td><td>数</td></tr><tr>{body}</tr></table>\n"
    )
    assert {key[1] for key in grouped.cells} == {
        f"{each}村/{what}" for each in "甲乙丙" for what in ("户数", "人数")
    }


def test_a_head_broken_over_lines_is_one_row_of_heads() -> None:
    """Months head columns, and a row's unit in brackets holds for its numbered parts."""
    report = text_report(
        "项目 | 计算单位 |\n4月 | 1-4月 |\n一、零售额 | 万元 | 480 | 1,910 |\n1、批发 | 万元 | 320 | 1,270 |\n2、零售 | 万元 | 160 | 640 |\n"
    )
    assert {key[2] for key in report.cells} == {"4月", "1-4月"}
    lent = text_report(
        "项目 | 2023年 | 2024年 |\n一、人员（人） | 480 | 520 |\n1.医师 | 320 | 350 |\n2.护士 | 160 | 170 |\n"
    )
    assert {figure.unit for figure in lent.figures.values()} == {"人"}


THREE = """
<table><tr><td colspan=3>人员经费</td><td colspan=6>公用经费</td></tr>
<tr><td>编码</td><td>名称</td><td>金额</td><td>编码</td><td>名称</td><td>金额</td><td>编码</td><td>名称</td><td>金额</td></tr>
<tr><td>301</td><td>工资支出</td><td>62.50</td><td>302</td><td>商品支出</td><td>47.20</td><td>{next}</td><td>差旅费</td><td>8.40</td></tr>
<tr><td>30101</td><td>基本工资</td><td>40.20</td><td>30201</td><td>办公费</td><td>11.30</td><td>30226</td><td>劳务费</td><td>{labour}</td></tr>
<tr><td>30102</td><td>津贴</td><td>22.30</td><td>30205</td><td>水费</td><td>3.10</td><td>30299</td><td>其他商品支出</td><td>2.60</td></tr>
<tr><td>303</td><td>补助</td><td>4.00</td><td>30206</td><td>电费</td><td>5.40</td><td>310</td><td>资本性支出</td><td>6.00</td></tr>
<tr><td colspan=2>人员经费合计</td><td>66.50</td><td colspan=5>公用经费合计</td><td>53.20</td></tr></table>
""".replace("\n", "")


def test_two_sides_of_one_list_of_codes_are_read_as_one() -> None:
    """人员经费 | 公用经费 | 公用经费: 30211 goes on behind 30206, and the total is set below both."""
    people, goods = text_report("表 6 基本支出（万元）\n" + THREE.format(next="30211", labour="16.40")).tables
    assert [row.name for row in people.rows][-1] == "人员经费合计"
    assert [row.name for row in goods.rows] == [
        "商品支出", "办公费", "水费", "电费", "差旅费", "劳务费", "其他商品支出", "资本性支出", "公用经费合计",
    ]  # fmt: skip
    # Codes that begin anew are those of another list.
    assert len(text_report("表 6 基本支出（万元）\n" + THREE.format(next="301", labour="16.40")).tables) == 3


def test_a_class_that_leaves_out_a_part_its_total_takes_in() -> None:
    """商品支出 30.80 lacks the 16.40 of 劳务费, which 公用经费合计 has; a class of which more is left is an open list."""
    right = THREE.format(next="30211", labour="16.40")
    for wrong, loud in (("30.80", True), ("63.60", True)):
        facts = Facts(
            text_report("表 6 基本支出（万元）\n" + right.replace("<td>47.20</td>", f"<td>{wrong}</td>"))
        )
        found = [each for each in findings_of(facts, list(detect(facts))) if each.rule == "total-not-sum"]
        assert any(each.severity is Severity.ERROR for each in found) is loud
    both = right.replace("<td>47.20</td>", "<td>59.95</td>").replace("<td>53.20</td>", "<td>65.95</td>")
    facts = Facts(text_report("表 6 基本支出（万元）\n" + both))
    found = [each for each in findings_of(facts, list(detect(facts))) if each.rule == "total-not-sum"]
    assert not any(each.severity is Severity.ERROR for each in found)


@pytest.mark.parametrize(("labour", "loud"), [("16.40", False), ("1.64", True), ("12.55", False)])
def test_a_moved_point_in_a_coded_class_is_no_open_list(labour: str, loud: bool) -> None:
    """Its total takes the class as printed, and its last row is what is left; any other gap stays a note."""
    facts = Facts(text_report("表 6 基本支出（万元）\n" + THREE.format(next="30211", labour=labour)))
    found = [each for each in findings_of(facts, list(detect(facts))) if each.rule == "total-not-sum"]
    assert any(each.severity is Severity.ERROR for each in found) is loud


@pytest.mark.parametrize("leaf", ["增长%", "增长率", "占比"])
def test_a_rate_below_a_head_of_amounts_has_no_unit_of_theirs(leaf: str) -> None:
    """床位数（张） lends its unit to 2023年 and 2022年, and not to the rate beside them."""
    head = "<table><tr><td rowspan=2>类别</td><td colspan=3>床位数（张）</td></tr>"
    report = text_report(
        f"表 1 床位\n{head}<tr><td>2023年</td><td>2022年</td><td>{leaf}</td></tr>"
        "<tr><td>医院</td><td>19486</td><td>18932</td><td>2.93</td></tr></table>"
    )
    units = {key[2]: figure.unit for key, (figure, _) in report.cells.items()}
    assert units["2023年"] == "张"
    assert units[leaf] != "张"
