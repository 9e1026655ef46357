"""Score tables that a text layer prints row by row: what is printed whole, what stands apart, what is left open."""

from __future__ import annotations

from tests.extraction.test_stacked import table_of

HEAD = "一级指标 | 三级指标 | 权重 | 评分标准 | 完成值 | 得分 |"
ROWS = (
    "河道清淤完成率 | 20 | 得分=完成率×20 | 95.00% | 19 |"
    "绿化补植株数 | 15 | 每少 10 株扣 1 分 | 少 20 株 | 13 |"
    "资金到位率 | 25 | 得分=到位率×25 | 98.00% | 24.5 |"
    "管护制度健全性 | 10 | 每缺 1 项扣 2 分 | 健全 | 10 |"
)
READ = [
    ["三级指标", "权重", "评分标准", "完成值", "得分"],
    ["河道清淤完成率", "20", "得分=完成率×20", "95.00%", "19"],
    ["绿化补植株数", "15", "每少 10 株扣 1 分", "少 20 株", "13"],
    ["资金到位率", "25", "得分=到位率×25", "98.00%", "24.5"],
    ["管护制度健全性", "10", "每缺 1 项扣 2 分", "健全", "10"],
]
LAST = ["群众满意度", "30", "≥90%得 30 分，80%—90%得 20 分", "88.10%", "20"]
CAPTION = "本年群众满意度 88.10%，低于目标。\n附件 1 绩效评价评分表"


def test_rows_that_are_printed_whole() -> None:
    """Each cell is a stack; levels and weights of groups stand between the rows."""
    text = f"{HEAD} 产出/（35 分） | {ROWS} 效果 | {' | '.join(LAST)} | 合计 | 100 | 86.5"
    assert table_of(text, CAPTION) == [*READ, LAST, ["合计", "100", "", "", "86.5"]]


def test_a_weight_that_stands_apart_from_its_score() -> None:
    """The report says whose outcome it is; the method states the weight of the row."""
    name, weight, method, done, score = LAST
    apart = f"{HEAD} {done} | {score} | {ROWS} {name} | {weight} | {method} | 合计 | 100 | 86.5"
    rows = table_of(apart, CAPTION)
    assert rows[1] == LAST
    assert rows[2:] == [*READ[1:], ["合计", "100", "", "", "86.5"]]


def test_a_name_that_nothing_confirms_is_left_open() -> None:
    """Weight and score of a row that stand apart may have another's name between them."""
    name, weight, method, done, score = LAST
    apart = f"{HEAD} {done} | {score} | {ROWS} {name} | {weight} | {method} | 合计 | 100 | 86.5"
    rows = table_of(apart, "附件 1 绩效评价评分表")
    assert rows[1] == ["", weight, method, done, score]


def test_weights_that_do_not_give_the_full_mark() -> None:
    """A row may be missing: nothing is read."""
    assert not table_of(f"{HEAD} {ROWS} 群众满意度 | 25 | ≥90%得满分 | 91% | 25", CAPTION)


def test_a_score_over_its_weight_is_what_an_audit_looks_for() -> None:
    """It does not push the cells of its row apart."""
    rows = table_of(f"{HEAD} {ROWS.replace('24.5', '25.5')} {' | '.join(LAST)} | 合计 | 100 | 87.5", CAPTION)
    assert rows[3] == ["资金到位率", "25", "得分=到位率×25", "98.00%", "25.5"]


def test_the_score_of_all_may_be_printed_below_the_next_title() -> None:
    """At the foot of a page the two tables share, the total and the head of its column come late."""
    late = f"{HEAD} {ROWS} {' | '.join(LAST)} | 合计 | 100\n\n附件 2\n\n86.5\n\n项目明细表"
    assert table_of(late, CAPTION) == [*READ, LAST]
    headless = late.replace(" | 得分 |", " |").replace("附件 2", "附件 2\n\n得分")
    assert table_of(headless, CAPTION) == [*READ, LAST]


AIMS = "一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |"


def test_aims_before_outcomes_weights_and_scores() -> None:
    """Of two cells before a weight that lacks one, the other may be of the next row: both stay open."""
    rows = table_of(
        f"{AIMS} 修缮房屋数 | 12 间 | 11 间 | 30 | 27.5 | 竣工验收率 | 100% | 100% | 20 | 20 | 8 台 | 10 | 10 |"
        "受益户数 | ≥300 户 | 312 户 | 30 | 30 | 住户满意度 | ≥90% | 92.5% | 10 | 10 | 总分 | 100 | 97.5",
        "附件 2 项目支出绩效自评表",
    )
    assert rows == [
        ["三级指标", "年度指标值", "实际完成值", "分值", "得分"],
        ["修缮房屋数", "12 间", "11 间", "30", "27.5"],
        ["竣工验收率", "100%", "100%", "20", "20"],
        ["", "", "", "10", "10"],
        ["受益户数", "≥300 户", "312 户", "30", "30"],
        ["住户满意度", "≥90%", "92.5%", "10", "10"],
        ["总分", "", "", "100", "97.5"],
    ]


def test_a_total_that_holds_the_rate_of_execution_is_no_sum_of_the_rows() -> None:
    """A form states ten points for it above its indicators."""
    rows = table_of(
        f"{AIMS} 修缮房屋数 | 12 间 | 11 间 | 30 | 27.5 | 竣工验收率 | 100% | 100% | 20 | 20 |"
        "受益户数 | ≥300 户 | 312 户 | 20 | 20 | 工期 | 6 个月 | 6 个月 | 10 | 10 |"
        "住户满意度 | ≥90% | 92.5% | 10 | 10 | 总分 | 100 | 96.8",
        "附件 2 项目支出绩效自评表",
    )
    assert [row[-2:] for row in rows[1:]] == [
        ["30", "27.5"],
        ["20", "20"],
        ["20", "20"],
        ["10", "10"],
        ["10", "10"],
    ]


def test_rows_of_lines_without_blank_lines_between() -> None:
    """A text layer without blank lines prints weight and label, outcome and score, on one line."""
    lines = (
        "指标 权重 评分标准 完成值 得分/A 产出/A1/河道清淤完/成率/20/得分=完成/率×20/95.00% 19/"
        "A2 绿化补植株数 15/每少 10 株扣/1 分/少 20 株 13/B1/资金到位率/25/得分=到位/率×25/98.00% 24.5/"
        "B2 管护制度 10 每缺 1 项扣/2 分/健全 10/B3/群众满意度/30/≥90%得 30 分；其余得/20 分/88.10% 20/合计 100 86.5"
    )
    rows = table_of(lines, "附件 1 绩效评价评分表")
    assert rows[1:] == [
        ["A1河道清淤完成率", "20", "得分=完成率×20", "95.00%", "19"],
        ["A2 绿化补植株数", "15", "每少 10 株扣1 分", "少 20 株", "13"],
        ["B1资金到位率", "25", "得分=到位率×25", "98.00%", "24.5"],
        ["B2 管护制度", "10", "每缺 1 项扣2 分", "健全", "10"],
        ["B3群众满意度", "30", "≥90%得 30 分；其余得20 分", "88.10%", "20"],
        ["合计", "100", "", "", "86.5"],
    ]


def test_rows_that_were_set_close_together_come_in_bands() -> None:
    """A stack holds the cells of two rows; a subtotal says nothing of aims and outcomes, and codes are no points."""
    rows = table_of(
        "编码 | 指标 | 分值 | 目标值 | 完成值 | 自评得分 | 扣分 | 101/102 | 开工台数/竣工台数 | 20/15 | 200 台/150 台 | 190 台/150 台 |"
        "19.00/15.00 | 1.00/0.00 | 103 | 验收合格率/小计 | 25/60 | 100% | 98.00% | 24.50/58.50 | 0.50 |"
        "201/202 | 投诉办结率/居民满意度 | 10/30 | 95%/90% | 96.00%/88.00% | 10.00/29.33 | 0.00/0.67 | 合计 | 100 | 97.83",
        "附件 1 项目支出绩效自评表",
    )
    assert [row[:1] + row[1:2] + row[-2:-1] for row in rows[1:]] == [
        ["开工台数", "20", "19.00"],
        ["竣工台数", "15", "15.00"],
        ["验收合格率", "25", "24.50"],
        ["小计", "60", "58.50"],
        ["投诉办结率", "10", "10.00"],
        ["居民满意度", "30", "29.33"],
        ["合计", "100", "97.83"],
    ]
    assert rows[1][2:4] == ["200 台", "190 台"]
    assert rows[4][2:4] == ["", ""]


def test_a_form_that_prints_its_funds_between_its_heads() -> None:
    """Numbers of the funds are no weights: the table is sought from the heads of its indicators on."""
    rows = table_of(
        "一级指标 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 | 468.00 | 472.40 | 457.60 | 10 | 96.86% | 9.69 |"
        f"二级指标 | {AIMS.removeprefix('一级指标 | ')} 修缮房屋数 | 12 间 | 11 间 | 30 | 27.5 | 竣工验收率 | 100% | 100% | 20 | 20 |"
        "受益户数 | ≥300 户 | 312 户 | 20 | 20 | 修缮工期 | 6 个月 | 6 个月 | 10 | 10 |"
        "住户满意度 | ≥90% | 92.5% | 10 | 10 | 100 | 97.19 | 总分",
        "附件 2 项目支出绩效自评表",
    )
    assert [row[0] for row in rows[1:]] == ["修缮房屋数", "竣工验收率", "受益户数", "修缮工期", "住户满意度"]
    assert rows[1][1:] == ["12 间", "11 间", "30", "27.5"]


def test_the_funds_of_a_form_are_no_rows_of_its_indicators() -> None:
    """其他资金 24.00 | 24.00 | 21.81 stands above the heads of the indicators, below a head that their weights have too."""
    funds = "项目名称 | 助餐补贴 | 项目资金 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 | 年度资金总额 | 252.00 | 246.18 | 10 | 97.69% | 9.77 |"
    aims = (
        "开工台数 | 200 台 | 205 台 | 30 | 30 | 竣工台数 | 180 台 | 171 台 | 20 | 19 | 验收合格率 | 100% | 100% | 20 | 20 |"
        "投诉办结率 | ≥95% | 96.1% | 10 | 10 | 群众满意率 | ≥90% | 91.2% | 10 | 10 | 总分 | 100 | 98.77"
    )
    rows = table_of(funds + AIMS + aims, CAPTION)
    assert [row[0] for row in rows][:3] == ["三级指标", "开工台数", "竣工台数"]
    assert not any("246.18" in row for row in rows)


PARTED = (
    "河道清淤完成率 | 20 | 得分=完成率×20 | 绿化补植株数 | 15 | 每少 10 株扣 1 分 | 95.00% | 少 20 株 | 19 | 13 |"
    "资金到位率 | 25 | 得分=到位率×25 | 98.00% | 24.5 |"
    "管护制度健全性 | 10 | 每缺 1 项扣 2 分 | 健全 | 10 |"
    "群众满意度 | 30 | ≥90%得 30 分，80%—90%得 20 分 | 88.10% | 20 | 合计 | 100"
)


def test_rows_in_pieces_are_put_together_where_the_report_states_what_they_score() -> None:
    """Two rows are printed column by column, and the total score elsewhere; what is not whole keeps its numbers alone."""
    rows = table_of(f"{HEAD} {PARTED}", "综合得分 86.5 分。\n附件 1 绩效评价评分表")
    assert [row[1:2] + row[-1:] for row in rows[1:]] == [
        ["20", "19"],
        ["15", "13"],
        ["25", "24.5"],
        ["10", "10"],
        ["30", "20"],
    ]
    assert rows[3:] == [*READ[3:], LAST]


def test_rows_in_pieces_are_left_alone_where_nothing_states_what_they_score() -> None:
    """Scores that were put into other rows would give the weights of all the same."""
    assert not table_of(f"{HEAD} {PARTED}", "综合得分 87.5 分。\n附件 1 绩效评价评分表")


def test_numbers_of_rows_among_the_cells_are_set_aside() -> None:
    """序号 heads a column whose numbers may stand before or behind the names."""
    parts = PARTED.split("资金到位率")
    counted = (
        "1 | "
        + parts[0].replace("绿化补植株数", "绿化补植株数 | 2")
        + "3 | 资金到位率"
        + parts[1].replace("管护制度", "4 | 管护制度").replace("群众满意度", "5 | 群众满意度")
    )
    rows = table_of(
        f"序号 | {HEAD.removeprefix('一级指标 | ')} {counted}", "综合得分 86.5 分。\n附件 1 绩效评价评分表"
    )
    assert [row[1] for row in rows[1:]] == ["20", "15", "25", "10", "30"]
