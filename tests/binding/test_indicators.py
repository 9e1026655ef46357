"""Score tables of indicators: told by their heads, with any levels, codes and subtotals, or left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.binding import bind, read_figures
from auditor.evaluation.facts import Facts
from auditor.readers import read
from tests.readers.packages import docx, paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.report import Report

FIGURES = """单位 权重, 得分: 分
单位 得分率, 执行率: %
取数 指标
  指标表 一级指标, 二级指标, 三级指标
  列 权重=权重/分值, 得分=得分/自评得分/复核得分, 标杆值=目标值, 业绩值=完成值, 代码=编码
  合计 合计, 总分
  文中无 "加分"
取数 称呼
  单位 分
  不小于 50
  称 总分.得分: ^综合得分
  称 部门预算.执行率: ~预算执行率
取数 句式
  句 "<代码:名称>（{<代码>.权重}分）得{<代码>.得分}分"
  句 "<代码:名称>得{<代码>.得分}分（满分{<代码>.权重}分）"
"""
START, MORE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def table(rows: Sequence[Sequence[str]]) -> str:
    """Return a Word table; ^ goes on with the cell above it."""
    made = []
    for at, row in enumerate(rows):
        cells = []
        for column, text in enumerate(row):
            below = rows[at + 1][column] if at + 1 < len(rows) else ""
            merge = MORE if text == "^" else START if below == "^" else ""
            cells.append(f"<w:tc><w:tcPr>{merge}</w:tcPr>{paragraph('' if text == '^' else text)}</w:tc>")
        made.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return f"<w:tbl>{''.join(made)}</w:tbl>"


def bound(rows: Sequence[Sequence[str]], *paragraphs: str) -> Report:
    """Return a draft with a score table and paragraphs before it, bound."""
    body = "".join(map(paragraph, paragraphs)) + paragraph("附表 绩效评分表") + table(rows)
    return bind(read(docx(body), "a.docx"), [read_figures(FIGURES, "small.figures")])


def texts(report: Report, key: str) -> list[str]:
    """Return what the mentions of a figure print."""
    return [mention.text for mention in report.figures[key].mentions]


TWO = (
    ("一级指标", "三级指标", "分值", "完成值", "得分"),
    ("管理", "预算执行率", "6", "95%", "5.7"),
    ("^", "信息公开", "4", "公开", "4"),
    ("^", "小计", "10", "", "9.7"),
    ("产出", "道路里程", "50", "8公里", "48"),
    ("^", "培训人次", "40", "612人次", "40"),
    ("^", "小计", "90", "", "88"),
    ("合计", "", "100", "", "97.7"),
)


def test_indicators_without_codes_get_codes_from_their_order() -> None:
    report = bound(TWO)
    assert texts(report, "A01.权重") == ["6"]
    assert texts(report, "A01.业绩值") == ["95%"]
    assert texts(report, "B02.得分") == ["40"]
    assert texts(report, "A.权重") == ["10"]
    assert texts(report, "B.得分") == ["88"]
    assert texts(report, "总分.得分") == ["97.7"]
    assert report.figures["B02.得分"].label == "培训人次得分"


def test_the_table_keeps_its_rows_and_places() -> None:
    report = bound(TWO)
    location = report.figures["B01.得分"].mentions[0].location
    assert (location.row, location.col) == ("道路里程", "得分")
    assert location.table in {each.id for each in report.tables}


def test_printed_codes_are_kept() -> None:
    rows = [("一级指标", "编码", "三级指标", "权重", "得分")]
    rows += [("A 管理", "A11", "执行率", "6", "5"), ("^", "A12", "公开", "4", "4")]
    rows += [
        ("B 产出", "B11", "里程", "50", "48"),
        ("^", "B12", "人次", "40", "40"),
        ("合计", "", "", "100", "97"),
    ]
    report = bound(rows)
    assert texts(report, "A12.得分") == ["4"]
    assert "A01.得分" not in report.figures


def test_three_levels_with_weights_in_the_names() -> None:
    rows = [("一级指标", "二级指标", "三级指标", "目标值", "完成值", "分值", "得分")]
    rows += [("产出指标（60分）", "数量", "里程", "8公里", "8公里", "30", "30")]
    rows += [
        ("^", "^", "人次", "≥600人次", "612人次", "10", "10"),
        ("^", "质量", "合格率", "100%", "90%", "20", "18"),
    ]
    rows += [
        ("效益指标（40分）", "社会效益", "增收", "10%", "12%", "40", "40"),
        ("总分", "", "", "", "", "100", "98"),
    ]
    report = bound(rows, "经综合评价，综合得分96.00分。其中：产出58.00分、效益40.00分。")
    assert texts(report, "A12.标杆值") == ["≥600"]
    assert texts(report, "A21.得分") == ["18"]
    assert texts(report, "A.权重") == ["60"]
    assert texts(report, "A.得分") == ["58.00"]
    assert texts(report, "总分.得分") == ["96.00", "98"]


def test_weights_beside_every_level() -> None:
    rows = [("一级指标", "权重", "二级指标", "权重", "得分")]
    rows += [("管理", "10", "执行", "6", "5"), ("^", "^", "公开", "4", "4")]
    rows += [("产出", "90", "里程", "50", "48"), ("^", "^", "人次", "40", "40")]
    report = bound(rows)
    assert texts(report, "B.权重") == ["90"]
    assert texts(report, "B01.权重") == ["50"]


def test_sentences_name_indicators_by_the_names_of_the_table() -> None:
    report = bound(TWO, "管理（10分）得9.7分，产出得88分（满分90分）。")
    assert texts(report, "A.得分") == ["9.7", "9.7"]
    assert texts(report, "B.权重") == ["90", "90"]


def test_an_indicator_with_the_name_of_another_figure_states_it_where_they_agree() -> None:
    report = bound(TWO, "我局预算执行率95%。")
    assert texts(report, "部门预算.执行率") == ["95%", "95%"]
    assert texts(bound(TWO, "我局预算执行率88.2%。"), "部门预算.执行率") == ["88.2%"]


def test_groups_that_do_not_weigh_what_stands_in_them_are_left_alone() -> None:
    rows = [TWO[0], *(("管理", *row[1:]) if row[0] == "产出" else row for row in TWO[1:4]), *TWO[4:]]
    wrong = [tuple("7" if cell == "6" else cell for cell in row) for row in rows]
    wrong = [tuple("60" if cell == "50" else cell for cell in row) for row in wrong]
    assert not any(key.startswith(("A", "B")) for key in bound(wrong).figures)


def test_two_columns_of_scores_are_left_alone() -> None:
    rows = [(*row, "9") for row in TWO]
    rows[0] = (*TWO[0][:-1], "自评得分", "复核得分")
    assert "A01.得分" not in bound(rows).figures


def test_with_points_added_the_total_is_no_sum() -> None:
    report = bound(TWO, "另设加分项。")
    assert texts(report, "A01.得分") == ["5.7"]
    assert "总分.得分" not in report.figures


def test_a_rate_told_behind_its_subject_is_the_indicator_of_both_names() -> None:
    rows = [tuple("道路里程覆盖率" if cell == "道路里程" else cell for cell in row) for row in TWO]
    rows = [tuple("95.83%" if cell == "8公里" else cell for cell in row) for row in rows]
    told = bound(rows, "道路里程23公里，覆盖率87.50%。")
    assert texts(told, "B01.业绩值") == ["87.50%", "95.83%"]
    planned = bound(rows, "目标：道路里程23公里，覆盖率100%。")
    assert texts(planned, "B01.业绩值") == ["95.83%"]


def test_classes_no_table_names_are_read_from_their_sentence() -> None:
    figures = read_figures(
        '式样 名 字\n单位 权重, 得分: 分\n取数 a\n  句 "<名>得{类.<名>.得分}分（满分{类.<名>.权重}分）"\n',
        "x.figures",
    )
    report = bind(read("一、结论\n\n其中：决策得 16 分（满分 20 分）。\n".encode(), "a.txt"), [figures])
    assert texts(report, "类.决策.得分") == ["16"]
    assert texts(report, "类.决策.权重") == ["20"]


SELF = (
    ("部门名称", "某局", "^", "^", "^"),
    ("年初预算数", "3286.40", "全年预算数", "3699.25", ""),
    ("其中：基本支出", "2322.60", "", "", ""),
    ("项目支出", "1376.65", "", "", ""),
    ("一级指标", "三级指标", "分值", "完成值", "得分"),
    ("预算执行", "预算执行率", "10", "95.12%", "9.51"),
    ("产出指标（60分）", "优良天数", "30", "331天", "30"),
    ("^", "断面数", "30", "17个", "30"),
    ("效益指标（30分）", "减排任务", "30", "完成", "30"),
    ("总分", "", "100", "", "99.51"),
)


def test_a_form_of_self_assessment_has_its_head_below_the_budget() -> None:
    """The table of scores is told by its head wherever that stands."""
    report = bound(SELF)
    assert texts(report, "A01.得分") == ["9.51"]
    assert texts(report, "B.权重") == ["60"]


def test_a_group_without_a_printed_weight_counts_by_its_indicators() -> None:
    """总分 is the sum of the groups that print their weight and of the indicators of those that do not."""
    assert sorted(Facts(bound(SELF)).children("总分")) == ["A01", "B", "C"]


PARTED = (
    ("一级指标", "二级指标", "三级指标", "权重", "得分"),
    ("A 投入", "A1 目标", "A1-1 目标合理性", "4", "4"),
    ("^", "^", "A1-2 指标明确性", "6", "5"),
    ("投入小计", "", "", "10", "9"),
    ("B 产出", "B1 数量", "B1-1 修路里程", "50", "48"),
    ("^", "^", "B1-2 养护里程", "40", "37"),
    ("产出小计", "", "", "90", "85"),
    ("合计", "", "", "100", "94"),
)


def test_codes_in_two_parts_are_one_code_and_subtotals_name_their_group() -> None:
    """A1-1 is the first indicator of A1; 投入小计 sums up the group 投入."""
    report = bound(PARTED)
    assert texts(report, "A11.得分") == ["4"]
    assert texts(report, "B12.权重") == ["40"]
    assert texts(report, "A.得分") == ["9"]
    assert texts(report, "总分.得分") == ["94"]


def test_a_summary_of_the_first_level_before_the_table_states_the_groups_again() -> None:
    """The table of all indicators tells the codes, and the summary before it the groups' scores once more."""
    summary = table(
        (
            ("一级指标", "权重", "得分"),
            ("投入", "10", "9"),
            ("产出", "60", "57"),
            ("效果", "30", "29"),
            ("合计", "100", "95"),
        )
    )
    rows = (
        *PARTED[:5],
        ("^", "^", "B1-2 养护里程", "10", "9"),
        ("产出小计", "", "", "60", "57"),
        ("C 效果", "C1 满意", "C1-1 公众满意度", "30", "28"),
        ("合计", "", "", "100", "94"),
    )
    body = paragraph("表1 得分汇总") + summary + paragraph("附表 绩效评分表") + table(rows)
    report = bind(read(docx(body), "a.docx"), [read_figures(FIGURES, "small.figures")])
    assert texts(report, "C11.权重") == ["30"]
    assert texts(report, "A.得分") == ["9", "9"]
    assert sorted(texts(report, "总分.得分")) == ["94", "95"]


def test_rows_that_a_layout_put_under_the_wrong_group_are_left_alone() -> None:
    """One second-level cell under two groups shows that the groups were misread."""
    rows = (
        ("一级指标", "二级指标", "三级指标", "权重", "得分"),
        ("投入", "目标", "合理性", "4", "4"),
        ("^", "^", "明确性", "6", "5"),
        ("产出", "^", "修路里程", "50", "48"),
        ("^", "数量", "养护里程", "40", "37"),
        ("合计", "", "", "100", "94"),
    )
    assert "A11.权重" not in bound(rows).figures


def test_the_total_of_a_form_is_over_its_funds_as_well() -> None:
    """执行率 | 分值 | 得分 of the funds stand in a part of the form above the indicators, and are no indicator."""
    funds = [
        ("项目资金", "全年预算数", "全年执行数", "执行率", "分值", "自评得分"),
        ("^", "920.00", "864.80", "94.00%", "10", "9.40"),
    ]
    rows = [
        ("一级指标", "二级指标", "目标值", "完成值", "分值", "自评得分"),
        ("产出（70分）", "道路里程", "8公里", "8公里", "50", "50"),
        ("^", "培训人次", "600人次", "612人次", "20", "20"),
        ("效益（10分）", "受益人数", "600人", "570人", "10", "9.5"),
        ("满意度（10分）", "群众满意", "95%", "96%", "10", "10"),
        ("总分", "", "", "", "100", "98.9"),
    ]
    with_funds, alone = bound([*funds, *rows]), bound(rows)
    assert {"A01.权重", "B01.权重"} <= with_funds.figures.keys()
    assert "总分.权重" not in with_funds.figures
    assert texts(alone, "总分.权重") == ["100"]
