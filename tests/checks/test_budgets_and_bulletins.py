"""What budget reports, audit reports and bulletins say, sentence by sentence: what is wrong, what holds, what asserts nothing."""

from __future__ import annotations

import pytest

from auditor.auditing import findings_of
from auditor.checks import detect
from auditor.evaluation.facts import Facts
from auditor.findings import Severity, Verdict
from auditor.readers.text import read

COUNTIES = """一、审计情况
表1 补助资金审计情况（单位：万元）

| 县 | 资金总量 | 问题金额合计 | 滞留闲置 |
| --- | --- | --- | --- |
| 东山县 | 8,620.00 | 851.45 | 246.30 |
| 西河县 | 9,475.00 | 566.80 | 174.62 |
| 北岭县 | 7,208.00 | 920.52 | 530.07 |
| 合计 | 25,303.00 | 2,338.77 | 950.99 |

"""
DEPOSITS = """七、金融
表4 年末存款余额

| 指标 | 年末数（亿元） | 年初数（亿元） | 比年初增加额（亿元） | 比年初增长（%） |
| --- | --- | --- | --- | --- |
| 各项存款余额 | 1764.91 | 1620.53 | 144.38 | 8.9 |
| 住户存款 | 986.24 | 888.05 | 98.19 | 11.1 |
| 其他存款 | 778.67 | 732.48 | 46.19 | 6.3 |

"""
FUNDS = """一、基金运行情况
表2 2023年基金收支情况（单位：亿元）

| 项目 | 基金收入2023年 | 基金收入2022年 | 基金收入增长% | 当期结存 | 上年末累计结存 | 年末累计结存 |
| --- | --- | --- | --- | --- | --- | --- |
| 职工医保基金 | 68.42 | 63.57 | 7.6 | 12.55 | 83.76 | 96.31 |
| 居民医保基金 | 41.36 | 38.86 | 6.4 | 2.08 | 28.66 | 30.74 |
| 合计 | 109.78 | 102.43 | 7.2 | 14.63 | 112.42 | 127.05 |

"""
INSURED = """

表1 2023年末各县参保情况（单位：人）

| 县 | 合计 | 职工 | 居民 |
| --- | --- | --- | --- |
| 东山县 | 998626 | 412386 | 586240 |
| 西河县 | 864329 | 365714 | 498615 |
| 北岭县 | 328439 | 186052 | 142387 |
| 全市 | 2191394 | 964152 | 1227242 |
"""
AGENDA = "关于上年度审计整改情况的报告\n（2024年7月26日）\n\n一、整改情况\n"

WRONG = [
    (
        "surplus-not-flows",
        "失业保险基金收入88.37亿元，支出79.42亿元，本年收支结余9.85亿元。",
        "8.95",
    ),
    (
        "surplus-not-flows",
        "养老保险基金收入505.55亿元，同比增长3.1%，支出432.79亿元，当年结余72.76亿元，年末滚存结余515.28亿元（上年末滚存结余515.28亿元）。",
        "588.04",
    ),
    ("surplus-not-flows", "政府性基金收入总量142.68亿元，支出总量136.90亿元，年终结转5.87亿元。", "5.78"),
    (
        "surplus-not-flows",
        "工伤保险基金收入29987万元，其中保险费收入28416万元；支出32818万元，其中待遇支出31872万元。本年收支缺口3731万元。",
        "2831",
    ),
    ("direction-not-levels", "每千人口床位数由2022年6.95张增加到2023年6.77张。", "6.95"),
    (
        "excess-not-difference",
        "交通投资63.27亿元，其中公路51.08亿元，完成年度计划60.00亿元的105.5%，超计划2.37亿元。",
        "3.27",
    ),
    ("count-told-twice", "移送问题线索23件、涉及人员41人。\n\n移送的25件问题线索中，财政领域9件。", "23"),
    (
        "rate-not-ratio",
        "审计反映的468个问题，截至2024年7月底，已完成整改451个，正在整改17个，整改完成率93.0%。",
        "96.3",
    ),
    (
        "headroom-not-difference",
        "2022年末政府债务余额58.36亿元，2023年末余额62.38亿元，其中一般债务27.45亿元。核定债务限额64.20亿元，余额低于限额5.84亿元。",
        "1.82",
    ),
    (
        "additions-not-total",
        "基金收入完成74565万元。加上上级补助收入5123万元、债务转贷收入62800万元、上年结转7654万元，收入总量为142488万元。",
        "150142",
    ),
    (
        "additions-not-total",
        "收入安排140600万元。加上级转移支付198600万元、调入资金15000万元、上年结转11041万元，可用财力为369241万元。",
        "365241",
    ),
    (
        "amounts-not-counted",
        "9个项目6.48亿元债券资金闲置，其中闲置1年以上的4个项目3.15亿元，闲置半年至1年的5个项目3.53亿元。",
        "6.68",
    ),
    (
        "open-and-done-not-all",
        "查出的316个问题中，截至6月底已完成整改289个；尚未完成整改18个，均已制定计划。",
        "307",
    ),
    ("date-after-report", AGENDA + "截至2024年9月底，已完成整改298个。", "2024年7月26日"),
    (
        "item-named-twice",
        "居前四位的依次是：教育支出10.17亿元、农林水支出7.94亿元、农林水支出7.70亿元、公共安全支出5.19亿元。",
        "农林水支出",
    ),
    ("growth-not-levels", "收入安排140600万元，比2023年完成数136400万元增长6.0%。", "3.079"),
    ("growth-not-levels", "基金收入完成74565万元，比上年98634万元下降42.4%。", "24.4"),
    (
        "growth-not-levels",
        "全年地区生产总值1865.42亿元，增长5.4%。\n\n与2019年的1512.30亿元相比，四年间经济总量净增344.12亿元。",
        "353.12",
    ),
    ("year-not-of-table", "一、参保情况\n截至2022年末，全市参保人数2191394人。" + INSURED, "2023"),
    (
        "mean-not-total",
        "全年普通门诊1762.18万人次、住院63.76万人次。次均住院费用11286元，住院医疗总费用约7.196亿元。",
        "71.95",
    ),
    (
        "shares-not-100",
        "住院费用中，三级医疗机构占53.8%，二级医疗机构占31.5%，一级及以下医疗机构占10.2%。",
        "95.5",
    ),
    (
        "share-not-ratio",
        "全年检查定点机构2846家（医院1432家、药店1414家），处理963家，占被检查机构的38.3%。",
        "33.8",
    ),
    (
        "rate-not-ratio",
        "完成项目42个，移送线索23件；提出审计建议118条，已被采纳109条，采纳率93.27%。",
        "92.37",
    ),
    ("rate-not-ratio", "送审金额23.46亿元，审定金额21.74亿元，审减1.72亿元，审减率7.91%。", "7.33"),
    (
        "rate-not-ratio",
        "送审金额23.46亿元，审定金额21.74亿元，审减1.72亿元，审减率（审减金额÷送审金额）7.91%。",
        "7.33",
    ),
    ("rate-not-ratio", "上年度的316个问题中，截至2024年6月底已完成整改289个，整改完成率94.30%。", "91.4"),
    (
        "list-out-of-order",
        "支付比例由高到低依次为三级医疗机构83.6%、二级医疗机构87.2%、一级医疗机构89.5%。",
        "83.6",
    ),
    (
        "extreme-not-named",
        COUNTIES + "3个县问题金额合计2,338.77万元，其中北岭县问题金额最少，为920.52万元。",
        "西河县",
    ),
    ("growth-not-table", DEPOSITS + "年末各项存款余额1764.91亿元，比年初增加98.19亿元。", "144.38"),
    ("growth-not-table", FUNDS + "基金总收入109.78亿元，比上年增长7.9%。", "7.2"),
    ("text-not-table", FUNDS + "两项基金合计年末累计结存112.42亿元。", "127.05"),
]
HOLDS = [
    "城乡收入比由上年的2.08缩小至2.02。",
    "交通投资63.27亿元，其中公路51.08亿元，完成年度计划60.00亿元的105.5%，超计划3.27亿元。",
    "移送问题线索23件、涉及人员41人。\n\n移送的23件问题线索中，财政领域9件。",
    "工伤保险基金收入29987万元，其中保险费收入28416万元；支出32818万元，其中待遇支出31872万元。本年收支缺口2831万元。",
    "失业保险基金收入88.37亿元，支出79.42亿元，本年收支结余8.95亿元，年末滚存结余96.18亿元（上年滚存结余87.23亿元）。",
    "2022年末政府债务余额58.36亿元，2023年末余额62.38亿元。核定债务限额64.20亿元，余额低于限额1.82亿元。",
    "基金收入完成74565万元。加上上级补助收入5123万元、债务转贷收入62800万元、上年结转7654万元，收入总量为150142万元。",
    "9个项目6.48亿元债券资金闲置，其中闲置1年以上的4个项目3.15亿元，闲置半年至1年的5个项目3.33亿元。",
    "查出的316个问题中，截至6月底已完成整改298个；尚未完成整改18个，均已制定计划。",
    "收入安排144600万元，比2023年完成数136400万元增长6.0%。",
    "全年地区生产总值1865.42亿元，增长5.4%。\n\n与2019年的1521.30亿元相比，四年间经济总量净增344.12亿元。",
    "住院费用中，三级医疗机构占58.3%，二级医疗机构占31.5%，一级及以下医疗机构占10.2%。",
    "送审金额23.46亿元，审定金额21.74亿元，审减1.72亿元，审减率7.33%。",
    "支付比例由低到高依次为三级医疗机构83.6%、二级医疗机构87.2%、一级医疗机构89.5%。",
]
TRAPS = [
    ("a narrower fall", "工业增加值降幅由5.2%收窄到3.1%，失业率由5.2%上升到5.6%。"),
    ("from the hundreds", "补助标准由每人每年640元、每月53元提高到610元。"),
    ("last year's count", "移送问题线索23件。\n\n上年度移送的25件问题线索中，财政领域9件。"),
    ("another thing", "发现管理问题23个。\n\n发现的25个资金问题中，财政领域9个。"),
    ("a plan without its rate", "交通投资63.27亿元，公路超计划2.37亿元。"),
    ("another income", "基金收入88.37亿元，其中财政补贴12.30亿元，支出79.42亿元，累计结余96.18亿元。"),
    ("a part's outgo", "基金收入88.37亿元，待遇支出79.42亿元，本年收支结余7.15亿元。"),
    ("carried over, not earned", "一般公共预算收入88.37亿元，支出79.42亿元，年终结转3.10亿元。"),
    (
        "two kinds of debt",
        "一般债务余额27.45亿元，专项债务余额34.93亿元。债务限额64.20亿元，余额低于限额1.82亿元。",
    ),
    (
        "strengthening, no addition",
        "收入完成7456万元。加强征管力度512万元、清理欠税628万元，收入合计12000万元。",
    ),
    (
        "what is taken off",
        "收入完成74565万元。加上上级补助5123万元、减去上解支出2800万元，可用财力为90000万元。",
    ),
    (
        "an open list of projects",
        "9个项目6.48亿元资金闲置，其中闲置1年以上的4个项目3.15亿元，闲置半年的3个项目1.20亿元。",
    ),
    ("counts that overlap", "9个项目6.48亿元资金闲置；另有4个项目（有重复）3.15亿元、5个项目1.20亿元挪用。"),
    ("a third kind", "查出的316个问题中，已完成整改289个，正在整改9个；尚未完成整改18个。"),
    ("a plan", AGENDA + "截至2024年12月底，力争全部完成整改。"),
    ("a due day", AGENDA + "截至2024年12月底到期的债券已全部列入计划。"),
    ("before the report", AGENDA + "截至2024年6月底，已完成整改298个。"),
    ("an undated report", "截至2024年9月底，已完成整改298个。"),
    ("two years of one item", "教育支出2022年10.17亿元、2023年教育支出11.94亿元、农林水支出7.70亿元。"),
    ("one kind of money from two", "县级资金10万元、乡镇资金7万元、补助资金5万元、补助资金8万元。"),
    ("comparable terms", "收入完成74565万元，比上年98634万元按可比口径下降21.4%。"),
    ("mean growth", "产值1865.42亿元，比2019年1521.30亿元年均增长5.2%。"),
    ("another level", "全年产值865.42亿元。\n\n与2019年的1512.30亿元相比，经济总量净增344.12亿元。"),
    ("the table's own year", "一、参保情况\n截至2023年末，全市参保人数2191394人。" + INSURED),
    ("another mean", "住院63.76万人次。次均门诊费用286元，住院医疗总费用约71.96亿元。"),
    ("an open list of shares", "住院费用中，三级医疗机构占53.8%，二级医疗机构占31.5%。"),
    (
        "a total behind the list",
        "居前三位的依次是：教育支出10.17亿元、社保支出7.94亿元、公共安全支出5.19亿元，三项合计23.30亿元。",
    ),
    (
        "names without numbers",
        "得分率由高到低依次为产出、决策、效益。其中改造完成数得分为36分、数量得分为38分、质量得分为40分。",
    ),
    (
        "brackets of two things",
        "异地住院18.27万人次（省内13.46万人次、省外4.81万人次），直接结算率91.6%（直接结算16.74万人次）。",
    ),
    ("the row is first", COUNTIES + "3个县问题金额合计2,338.77万元，其中北岭县问题金额最多，为920.52万元。"),
    ("another base of change", DEPOSITS + "年末各项存款余额1764.91亿元，比上年增加98.19亿元。"),
    ("a part's balance", FUNDS + "职工医保年末累计结存96.31亿元。"),
    ("an earlier balance", FUNDS + "上年末累计结存112.42亿元。"),
]


def _facts(text: str) -> Facts:
    """Return a text as a report with a heading."""
    head = "" if "一、" in text or "七、" in text else "一、情况\n"
    return Facts(read(f"{head}{text}\n".encode(), "text.md" if "|" in text else "text.txt"))


def outcomes(text: str) -> list[tuple[str, str]]:
    """Return rule and message of what is louder than a note."""
    facts = _facts(text)
    return [
        (each.rule, each.messages["zh"])
        for each in findings_of(facts, list(detect(facts)))
        if each.severity is not Severity.NOTE
    ]


@pytest.mark.parametrize(("rule", "text", "should"), WRONG)
def test_says_what_is_wrong_and_what_it_should_be(rule: str, text: str, should: str) -> None:
    """The detector finds the slip and says what comes out."""
    assert any(named == rule and should in message for named, message in outcomes(text)), outcomes(text)


@pytest.mark.parametrize("text", HOLDS)
def test_bears_out_what_holds(text: str) -> None:
    """The same sentences with right figures are judged, and hold."""
    assert outcomes(text) == []
    assert any(each.verdict in {Verdict.EXACT, Verdict.WITHIN_ROUNDING} for each in detect(_facts(text)))


@pytest.mark.parametrize(("trap", "text"), TRAPS)
def test_leaves_alone_what_asserts_nothing(trap: str, text: str) -> None:
    """What looks alike and asserts nothing raises nothing."""
    assert outcomes(text) == [], trap
