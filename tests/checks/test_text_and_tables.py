"""Text beside the table that it speaks of: what each detector says, and what it leaves alone."""

from __future__ import annotations

import pytest

from auditor.auditing import findings_of
from auditor.checks import detect
from auditor.evaluation.facts import Facts
from auditor.findings import Severity
from auditor.readers.text import read

TASKS = """
表1 任务分布

| 区 | 小区（个） | 楼栋（栋） |
|---|---|---|
| 甲区 | 20 | 200 |
| 乙区 | 18 | 212 |
| 合计 | 38 | 412 |
"""
SPENT = """
表1 “三公”经费情况（单位：万元）

| 项目 | 2022年决算 | 2023年决算 | 较上年增减 |
|---|---|---|---|
| 公务接待费 | 4.85 | 3.92 | -0.93 |
| 公务用车运行维护费 | 31.06 | 29.35 | -1.71 |
| 合计 | 35.91 | 33.27 | -2.64 |
"""
SIDES = """
表6 基本支出决算表（单位：万元）

| 编码 | 科目名称 | 决算数 | 编码 | 科目名称 | 决算数 |
|---|---|---|---|---|---|
| 301 | 工资福利支出 | 65.59 | 302 | 商品和服务支出 | 61.28 |
| 30101 | 基本工资 | 38.62 | 30201 | 办公费 | 21.46 |
| 30102 | 津贴补贴 | 26.97 | 30205 | 水费 | 13.17 |
| 303 | 对个人和家庭的补助 | 16.44 | 30206 | 电费 | 14.92 |
| 30304 | 抚恤金 | 12.36 | 30207 | 邮电费 | 6.30 |
| 30305 | 生活补助 | 4.08 | 30211 | 差旅费 | 5.43 |
| | 人员经费合计 | 82.03 | | 公用经费合计 | 61.28 |
"""
RATES = """
表1 各类指标得分汇总

| 指标类别 | 分值 | 得分 | 得分率 |
|---|---|---|---|
| 决策 | 16 | 15.00 | 93.75% |
| 过程 | 24 | 21.55 | 89.79% |
| 产出 | 36 | 31.11 | 86.42% |
| 效益 | 24 | 20.78 | 86.58% |
| 合计 | 100 | 88.44 | 88.44% |
"""
SIGNALS = """
表6 预警信号发布情况

| 类别 | 暴雨 | 雷电 | 大风 | 高温 | 寒潮 |
|---|---|---|---|---|---|
| 发布（期） | 64 | 53 | 28 | 22 | 11 |
| 及时率（%） | 98.4 | 96.2 | 100.0 | 100.0 | 90.9 |
"""
MARKS = """
表7 分项评价

| 项目 | 5分 | 4分 | 3分 | 2分 | 1分 |
|---|---|---|---|---|---|
| 立案便利程度 | 218 | 192 | 64 | 14 | 6 |
| 办案效率 | 178 | 187 | 96 | 25 | 10 |
| 庭审规范 | 241 | 189 | 51 | 9 | 4 |
| 文书说理 | 203 | 198 | 74 | 13 | 6 |
| 执行力度 | 142 | 178 | 121 | 36 | 17 |
"""
PARTS = """
表2 子项目资金使用情况（单位：万元）

| 子项目 | 计划数 | 支出数 |
|---|---|---|
| 疫苗接种 | 740.00 | 681.95 |
| 慢性病筛查 | 310.00 | 285.15 |
| 慢性病随访管理 | 140.00 | 124.68 |
| 健康教育 | 96.00 | 66.59 |
| 合计 | 1286.00 | 1158.37 |
"""
FOLDED = """
表1 残疾类别分布

| 类别 | 人数 | 类别 | 人数 |
|---|---|---|---|
| 视力 | 2,214 | 智力 | 1,725 |
| 听力 | 1,936 | 精神 | 2,108 |
| 言语 | 287 | 多重 | 472 |
| 肢体 | 9,873 | 合计 | 18,642 |
"""
YEARS = """
表4 主要指标三年变化

| 指标 | 2022年 | 2023年 | 2024年 | 较2023年增减（百分点） |
|---|---|---|---|---|
| 就诊百分比（%） | 4.86 | 4.52 | 3.97 | +0.55 |
| 接种率（%） | 31.2 | 36.5 | 40.5 | +4.0 |
| 规范管理率（%） | 74.15 | 76.82 | 78.90 | +2.08 |
| 知晓率（%） | 78.6 | 81.3 | 83.4 | +2.1 |
"""
INCOME = """
表2 收入预算总表（单位：万元）

| 项目 | 2024年 | 2025年 | 比上年增减 | 增减% |
|---|---|---|---|---|
| 财政拨款收入 | 37184.50 | 38961.20 | 1776.70 | 4.78 |
| 事业收入 | 842.30 | 669.15 | -173.15 | -20.56 |
| 收入总计 | 38026.80 | 39630.35 | 1603.55 | 4.22 |
"""
STREETS = """
表2 各街道资金执行情况（单位：万元）

| 街道 | 全年预算 | 实际支出 | 执行率 |
|---|---|---|---|
| 桥东街道 | 312.40 | 301.15 | 96.40% |
| 桥西街道 | 286.70 | 275.92 | 96.24% |
| 柳林街道 | 254.80 | 246.03 | 96.56% |
| 岭北街道 | 198.60 | 189.74 | 95.54% |
| 河湾街道 | 314.00 | 299.52 | 95.39% |
| 合计 | 1366.50 | 1312.36 | 96.04% |
"""
PUT_IN = STREETS.replace("| 合计", "| 湖滨街道 | 45.00 | 40.00 | 88.89% |\n| 合计")
NESTED = """
表2 支出情况（单位：万元）

| 项目 | 预算数 | 决算数 |
|---|---|---|
| 工资福利支出 | 312.40 | 301.15 |
| 商品和服务支出 | 286.70 | 275.92 |
| 对个人和家庭的补助 | 254.80 | 246.03 |
| 抚恤金 | 45.00 | 40.00 |
| 资本性支出 | 198.60 | 189.74 |
| 合计 | 1052.50 | 1012.84 |
"""
BEDS = """
表4 床位利用情况

| 机构 | 病床使用率（%）2022年 | 病床使用率（%）2023年 | 平均住院日（日）2022年 | 平均住院日（日）2023年 |
|---|---|---|---|---|
| 医院 | 74.3 | 79.6 | 8.7 | 8.4 |
| 中心卫生院 | 47.5 | 51.8 | 6.4 | 6.2 |
| 社区卫生服务中心（站） | 35.9 | 38.4 | 7.1 | 7.3 |
"""
HEADS = """
表5 各县卫生资源

| 县 | 常住人口（万人） | 床位（张） | 卫技人员（人） | 每千人口床位（张） |
|---|---|---|---|---|
| 东林县 | 21.43 | 1328 | 1463 | 6.20 |
| 丹水县 | 18.75 | 1102 | 1208 | 5.88 |
| 石桥县 | 15.08 | 785 | 842 | 5.21 |
| 连坪县 | 11.67 | 568 | 533 | 4.87 |
| 全州 | 66.93 | 3783 | 4046 | 5.65 |
"""
GRADED = """
表6 项目自评汇总表

| 项目 | 全年预算（万元） | 自评得分 | 等级 |
|---|---|---|---|
| 水库除险 | 215.00 | 96.5 | 优 |
| 河道治理 | 148.00 | 95.8 | 优 |
| 灌区配套 | 142.00 | 86.4 | 良 |
| 供水提升 | 120.00 | 93.1 | 优 |
"""
FLOWS = """
表7 现金流（单位：元）

| 项目 | 2023年 | 2022年 | 同比增减 |
|---|---|---|---|
| 经营活动现金流入小计 | 3248600.57 | 2987460.82 | 8.74% |
| 经营活动现金流出小计 | 3001474.60 | 2783895.81 | 7.82% |
| 经营活动产生的现金流量净额 | 247125.97 | 203565.01 | 21.40% |
| 投资活动现金流入小计 | 186449.28 | 142849.58 | 30.52% |
| 投资活动现金流出小计 | 412700.12 | 365116.64 | 13.03% |
| 投资活动产生的现金流量净额 | -226250.84 | -222267.06 | -1.79% |
| 加权平均净资产收益率 | 9.84% | 9.46% | 0.38% |
"""
TAKEN_OFF = """
表8 非经常性损益（单位：元）

| 项目 | 2023年金额 |
|---|---|
| 非流动资产处置损益 | -8855.39 |
| 政府补助 | 186867.42 |
| 减：所得税影响额 | 28796.80 |
| 少数股东权益影响额（税后） | 3988.57 |
| 合计 | 145226.66 |
"""

WRONG = [
    ("surplus-not-flows", FLOWS.replace("247125.97", "247215.97"), "现金流见下表。"),
    ("total-not-sum", TAKEN_OFF.replace("145226.66", "149215.23"), "非经常性损益见下表。"),
    ("total-not-sum", PUT_IN, "各街道资金执行情况见下表。"),
    (
        "change-not-years",
        BEDS,
        "医院病床使用率79.6%，比上年提高5.3个百分点；中心卫生院病床使用率51.8%，提高3.4个百分点。",
    ),
    ("column-arithmetic", HEADS.replace("5.21", "5.88"), "各县资源见下表。"),
    ("group-not-sum", HEADS.replace("| 1208", "| 1028"), "各县资源见下表。"),
    ("extreme-not-named", HEADS, "从每千人口床位看，最高的是丹水县，为6.20张。"),
    ("grades-not-counted", GRADED, "自评结果：2个项目为“优”、2个项目为“良”。"),
    (
        "grade-not-score",
        GRADED.replace("86.4 | 良", "86.4 | 优"),
        "评分90分（含）以上为优，80 分（含）至90分为良，60 分（含）至80分为中，60分以下为差。",
    ),
    ("share-of-row", STREETS, "其中河湾街道支出居前，占总支出的28.22%。"),
    ("share-of-row", STREETS, "桥东街道支出最多，占全部支出的比重为29.25%。"),
    ("mean-not-of-row", SPENT, "接待国内来访31批次、246人次，人均接待费1593.50元。"),
    ("list-out-of-order", SIGNALS, "各类预警由多到少依次为暴雨、雷电、高温、大风、寒潮。"),
    ("row-sums-differ", MARKS.replace("178 | 187", "178 | 178"), "有效问卷494份。"),
    ("rows-together", PARTS, "各子项目支出见下表，慢性病筛查和随访管理两项合计占24.6%。"),
    ("total-not-sum", FOLDED, "全县残疾人分布见下表。"),
    ("column-arithmetic", YEARS, "主要指标变化见下表。"),
    ("text-not-table", TASKS, "全市共有小区38个，涉及楼栋421栋，具体见表1。"),
    ("total-not-sum", SIDES.replace("5.43", "5.34"), "详见下表。"),
]

RIGHT = [
    (
        "changes of two years",
        BEDS,
        "中心卫生院病床使用率51.8%，提高4.3个百分点；平均住院日6.2日，缩短0.2日。",
    ),
    ("a change of another thing", BEDS, "中心卫生院门诊费用51.8元，提高3.4元。"),
    ("numbers for a thousand heads", HEADS, "从每千人口床位看，最高的是东林县，为6.20张。"),
    ("grades that are so", GRADED, "自评结果：3个项目为“优”、1个项目为“良”。"),
    ("how flows grew, and rates", FLOWS, "现金流见下表。"),
    ("what is taken off", TAKEN_OFF, "非经常性损益见下表。"),
    ("a row below its parent", NESTED, "支出情况见下表。"),
    ("a share of a row", STREETS, "其中河湾街道支出居前，占总支出的22.82%。"),
    ("a share of last year", STREETS, "桥东街道上年支出最多，占全部支出的比重为29.25%。"),
    ("a share of two rows", STREETS, "桥东街道和桥西街道支出较多，占总支出的43.97%。"),
    ("a share of something else", STREETS, "桥东街道党员较多，占全部党员的28.25%。"),
    (
        "a change and its rate",
        INCOME,
        "与上年相比，事业收入减少173.15万元，下降20.56%，主要是部分培训项目停办。",
    ),
    ("a change of something else", INCOME, "与上年相比，培训事业收入减少12.15万元，下降8.30%。"),
    ("a mean of this year's amount", SPENT, "接待国内来访31批次、246人次，人均接待费159.35元。"),
    ("a mean of last year's amount", SPENT, "接待国内来访31批次、246人次，人均接待费197.15元。"),
    ("a mean of other amounts", SPENT, "接待国内来访31批次、246人次，人均接待费120.00元。"),
    ("a run that repeats a column", RATES, "四类指标得分率分别为93.75%、89.79%、86.42%和86.58%。"),
    ("a run of something else", RATES, "上年四类指标得分率分别为91.25%、88.40%、85.12%和84.95%。"),
    ("names in order", SIGNALS, "各类预警由多到少依次为暴雨、雷电、大风、高温、寒潮。"),
    ("rows that all add up", MARKS.replace("178 | 187", "176 | 187"), "有效问卷494份。"),
    ("rows together that come out", PARTS, "各子项目支出见下表，慢性病筛查和随访管理两项合计占35.4%。"),
    ("a folded table that comes out", FOLDED.replace("1,725", "1,752"), "全县残疾人分布见下表。"),
    ("points with their sign", YEARS.replace("+0.55", "-0.55"), "主要指标变化见下表。"),
    ("what was done of it", TASKS, "2023年计划改造小区38个，涉及楼栋412栋，2023年11月底实际完成36个小区。"),
    ("a change that comes out", SPENT, "公务接待费支出3.92万元，比上年减少0.93万元。"),
    ("a change against the budget", SPENT, "公务接待费支出3.92万元，较预算减少2.08万元。"),
    ("two tables side by side", SIDES, "详见下表。"),
]


def loud(text: str) -> set[str]:
    """Return the rules of every error and warning in a text."""
    facts = Facts(read(f"一、情况\n{text}\n".encode(), "text.txt"))
    found = findings_of(facts, list(detect(facts)))
    return {each.rule for each in found if each.severity is not Severity.NOTE}


@pytest.mark.parametrize(("rule", "table", "text"), WRONG)
def test_says_what_is_wrong(rule: str, table: str, text: str) -> None:
    """The text and its table contradict each other."""
    assert rule in loud(f"{text}\n{table}")


def test_names_the_row_that_a_total_lacks() -> None:
    """The total is suspected, and what it is with the row put in is suggested."""
    facts = Facts(read(f"一、情况\n{PUT_IN}\n".encode(), "text.txt"))
    found = [each for each in findings_of(facts, list(detect(facts))) if each.rule == "total-not-sum"]
    said = {(each.cause, each.suggested) for finding in found for each in finding.suspects}
    assert said == {("omitted-item", "1411.50万元"), ("omitted-item", "1352.36万元")}


@pytest.mark.parametrize(("trap", "table", "text"), RIGHT)
def test_leaves_alone_what_only_looks_wrong(trap: str, table: str, text: str) -> None:
    """The text speaks of something else than the table, or of the same rightly."""
    assert loud(f"{text}\n{table}") == set(), trap


@pytest.mark.parametrize("gap", ["", "\n"])
def test_a_parted_caption_is_there(gap: str) -> None:
    """The number of a caption that stands alone on its line still names the table."""
    text = f"各类资产增减变动见表 3。\n表3\n{gap}\n固定资产变动情况\n\n\n表1 甲\n\n表2 乙\n"
    assert "dangling-reference" not in loud(text)
