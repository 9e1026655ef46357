"""What English evaluations, MD&As and Chinese annual reports state: what fires and with which numbers, and traps."""

from __future__ import annotations

import pytest

from auditor.auditing import findings_of
from auditor.checks import detect
from auditor.evaluation.facts import Facts
from auditor.findings import Evidence, Finding, Severity
from auditor.readers.text import read

CASH = """Condensed statements of cash flows (in thousands)

                                               2024          2023
Net cash from operating activities           61,204        58,377
Capital expenditures                        (20,115)      (18,420)
Proceeds from sales of securities             4,310         2,755
Net cash used in investing activities       {investing}   (15,665)
Borrowings                                   30,000        12,000
Repayments of debt                          (41,250)      (28,900)
Net cash used in financing activities       (11,250)      (16,900)
Net increase in cash                         34,149        25,812

The statement ends here and the notes follow.
"""
SEGMENTS = """Net revenue by segment (in thousands)

                        2024        2023
Pumps                184,320     171,905
Valves                96,412     101,338
Controls              54,077      48,820
Total net revenue    334,809     322,063

{text}
"""
INCOME = """Per share data

                                        2024      2023      2022
Net income                            41,520    36,118    29,704
Weighted average shares, basic        20,760    20,410    20,105
Weighted average shares, diluted      21,030    20,655    20,330
Basic earnings per share               {basic}      1.77      1.48
Diluted earnings per share              1.97      1.75      1.46

The data above are derived from the statements.
"""
TAXES = """Results (in thousands)

                                2024      2023
Operating income              61,300    55,210
Income before income taxes    58,440    52,905
Provision for income taxes    12,857    11,322
Net income                    45,583    41,583

{text}
"""
AVERAGE = """Table 1. Grants by region

Region       Grants    Paid ($000)    Average grant ($)
North           412        1,236.0                3,000
South           508        2,032.0                4,000
East            317        1,109.5                {east}
West            264          739.2                2,800
"""
STATEMENT = """合并利润表
单位：元
项目 | 附注 | 2023年度 | 2022年度 |
三、营业利润 | 七、40 | 95,268,294.27 | 71,424,525.53 |
加：营业外收入 | 七、41 | 2,846,411.77 | 2,408,805.37 |
减：营业外支出 | 七、42 | 1,842,126.61 | 1,121,998.94 |
四、利润总额 | | 96,272,579.43 | 72,711,331.96 |
减：所得税费用 | 七、43 | 9,048,341.76 | {tax} |
五、净利润 | | 87,224,237.67 | 66,850,054.83 |
"""
CUSTOMERS = """{text}
单位：万元
序号 | 客户名称 | 销售额 | 占年度销售总额比例（%） |
1 | 客户A | 15,334.10 | 8.32 |
2 | 客户B | 10,523.76 | 5.71 |
3 | 客户C | 8,588.57 | 4.66 |
合计 | / | 34,446.43 | 18.69 |
"""
REVENUE = """主要会计数据
单位：元
项目 | 2023年 | 2022年 | 2021年 |
营业收入 | 1,843,040,699.88 | 1,756,007,619.12 | 1,588,204,317.66 |
总资产 | 3,079,040,058.26 | 2,915,353,167.37 | 2,726,902,953.47 |

{text}
"""
MARGINS = """单位：元
分产品 | 营业收入 | 营业成本 | 毛利率（%） | 营业收入比上年增减（%） | 营业成本比上年增减（%） | 毛利率比上年增减 |
水泵 | 812,434,640.97 | 541,490,819.35 | 33.35 | 6.19 | 2.50 | 增加2.40个百分点 |
阀门 | 604,202,466.33 | 402,782,204.82 | 33.34 | 15.95 | 18.80 | 减少1.60个百分点 |
工程 | 379,529,923.12 | 318,077,844.83 | 16.19 | -12.09 | -10.93 | {change} |
其他 | 46,873,669.46 | 21,681,068.71 | 53.75 | 22.94 | 23.31 | 减少0.13个百分点 |
"""
QUARTERS = """主要会计数据
单位：元
项目 | 2023年 | 2022年 |
营业收入 | 1,000,000,000.00 | 900,500,000.00 |
净利润 | 100,300,000.00 | 90,100,000.00 |

分季度主要财务数据
单位：元
项目 | 第一季度（1-3月份） | 第二季度（4-6月份） | 第三季度（7-9月份） | 第四季度（10-12月份） |
营业收入 | 210,000,000.00 | 240,000,000.00 | {third} | 290,000,000.00 |
净利润 | 20,100,000.00 | 24,100,000.00 | 26,100,000.00 | 30,000,000.00 |
"""
LIST = "\n\n".join(f"Recommendation {n}. Publish the {n}. set of figures." for n in range(1, 5))

WRONG = [
    ("lines-not-sum", CASH.format(investing="(18,505)"), "(18,505)"),
    ("lines-not-sum", STATEMENT.format(tax="5,681,277.13"), "66,850,054.83"),
    ("told-not-row", SEGMENTS.format(text="Pumps net revenue was $184.3 million, an increase of 6.7% over 2023."), "6.7%"),
    ("change-not-levels", SEGMENTS.format(text="Controls contributed $54.1 million, up 12.8% on new orders."), "12.8%"),
    ("change-not-levels", SEGMENTS.format(text="Pumps rose $12.4 million, or 6.7%, to $184.3 million."), "6.7%"),
    ("order-words", SEGMENTS.format(text="Valves revenue increased 4.9% to $96.4 million."), "increased"),
    ("percent-not-rows", SEGMENTS.format(text="Pumps contributed $184.3 million, or 57.2% of net revenue."), "57.2%"),
    ("average-not-quotient", AVERAGE.format(east="3,250"), "3,250"),
    ("percent-not-ratio", "Staff costs were $4.20 million, or 21.0 per cent of the total budget of $18.60 million.", "21.0 per cent"),
    ("percent-not-ratio", "The survey reached 1,200 firms. Of the 1,200 firms, 780, or 64.2 per cent, were satisfied.", "64.2 per cent"),
    ("share-not-part", "The provision was $9.3 million on income before taxes of $41.2 million, an effective tax rate of 27.1%.", "27.1%"),
    ("share-not-part", "Of these, 2,140 grants were approved. By June 1,712 grants had been completed, a completion rate of 70.0 per cent of approvals.", "70.0 per cent"),
    ("share-not-part", "Of the 5,210 members, 2,000 were sampled and 1,240 completed the questionnaire, a response rate of 23.8 per cent.", "23.8 per cent"),
    ("gain-not-points", "Before the scheme 41.2 per cent of homes had access; by June 2023 the share was 63.9 per cent, a gain of 21.7 percentage points.", "21.7 percentage points"),
    ("span-reversed", "Interviews were held between 14 September and 3 June 2023.", "between 14 September and 3 June 2023"),
    ("span-reversed", "The survey ran from 3 May 2023 to 28 March 2023.", "from 3 May 2023 to 28 March 2023"),
    ("count-not-headed", f"The report makes five recommendations.\n\n{LIST}", "five"),
    ("dangling-reference", "Table 1. Costs by year\n\nTable 2. Costs by region\n\nDetails are in Table 4.", "Table 4"),
    ("top-not-listed", CUSTOMERS.format(text="前三名客户销售额25,857.86万元，占年度销售总额18.69%。"), "25,857.86万元"),
    ("top-not-listed", CUSTOMERS.format(text="前三名客户销售额34,446.43万元，占年度销售总额16.89%。"), "16.89%"),
    ("share-not-row", REVENUE.format(text="期间费用合计34,027.81万元，占营业收入的20.46%。"), "20.46%"),
    ("share-not-row", REVENUE.format(text="本期研发投入9,612.18万元，研发投入占营业收入比例为7.49%。"), "7.49%"),
    ("text-not-table", REVENUE.format(text="报告期内，公司实现营业收入1843040.70万元。"), "1843040.70万元"),
    ("margin-change-not-growth", MARGINS.format(change="增加1.09个百分点"), "1.09"),
    ("dividend-not-product", "向全体股东每10股派发现金红利1.50元（含税）。公司总股本200,000,000股，合计拟派发现金红利50,000,000.00元（含税）。", "50,000,000.00元"),
    ("series-not-whole", QUARTERS.format(third="265,000,000.00"), "265,000,000.00元"),
    ("percent-not-ratio", "Backlog was $142.6 million ($131.9 million a year earlier), of which $97.0 million, or 86%, is for next year.", "86%"),
    ("percent-not-ratio", "Overheads were $2.46 million against grants of $18.24 million, or 19.1 per cent of the cost of $20.71 million.", "19.1 per cent"),
    ("gain-not-points", "Use was highest in Ashford (76.6 per cent) and lowest in Brayton (70.4 per cent), a gap of 2.6 percentage points.", "2.6 percentage points"),
    ("figure-not-of-row", SEGMENTS.format(text="Valves revenue was $96.4 million, compared with $110.3 million in 2023."), "110.3"),
    ("told-not-row", SEGMENTS.format(text="Pumps revenue was $184.3 million, compared with $161.9 million a year earlier."), "161.9"),
    ("value-of-other-row", AVERAGE.format(east="3,500") + "\nThe number of grants was highest in North (508) and lowest in West (264).\n", "North"),
    ("value-of-other-row", AVERAGE.format(east="3,500") + "\nThe number of grants was lowest in East (317).\n", "East"),
    ("text-not-table", REVENUE.format(text="报告期内，公司实现营业收入184340.07万元。"), "184340.07万元"),
    ("share-not-row", REVENUE.format(text="合计派发红利61,500.00万元（含税），占2023年度公司营业收入的31.53%。"), "31.53%"),
    ("difference-or-balance", "坏账准备期初余额5,781.73万元，本期计提3,175.89万元，本期核销2,118.98万元，期末余额6,388.64万元。", "6,388.64万元"),
]  # fmt: skip

RIGHT = [
    ("a statement that comes out", CASH.format(investing="(15,805)")),
    ("a profit that comes out", STATEMENT.format(tax="5,861,277.13")),
    ("the right growth", SEGMENTS.format(text="Pumps net revenue was $184.3 million, an increase of 7.2% over 2023.")),
    ("growth at constant rates", SEGMENTS.format(text="Pumps net revenue was $184.3 million, an increase of 6.1% at constant currency.")),
    ("growth over years that no column has", SEGMENTS.format(text="Pumps net revenue was $184.3 million, an increase of 31.0% over 2019.")),
    ("growth of a part", SEGMENTS.format(text="Pumps sold in Asia brought $44.2 million, up 12.6% from the year before.")),
    ("a fall told as a fall", SEGMENTS.format(text="Valves revenue decreased 4.9% to $96.4 million.")),
    ("a share of another whole", SEGMENTS.format(text="Pumps contributed $184.3 million, or 61.9% of industrial orders.")),
    ("another amount of a segment", SEGMENTS.format(text="Valves had a backlog of $12.9 billion. Controls revenue was $54.1 million.")),
    ("earnings that come out", INCOME.format(basic="2.00")),
    ("preferred dividends", INCOME.format(basic="2.10").replace("Net income  ", "Preferred dividends   2,100   2,000   1,900\nNet income  ")),
    ("the right tax rates", TAXES.format(text="Our effective tax rate was 22.0% in 2024 compared with 21.4% in 2023.")),
    ("another tax rate", TAXES.format(text="The statutory rate was 21.0% in 2024. Our effective state tax rate was 4.3% in 2024.")),
    ("an expected tax rate", TAXES.format(text="We expect an effective tax rate of 25.0% in 2025.")),
    ("averages in dollars over amounts in thousands", AVERAGE.format(east="3,500")),
    ("of two amounts the one that fits", "Overheads were $2.46 million against grants of $18.24 million, or 11.9 per cent of the total cost of $20.71 million."),
    ("a whole of another kind", "Staff costs were $4.20 million, or 21.0 per cent of the time of 340 people."),
    ("interest is no quotient", "We paid $9.3 million on a loan of $41.2 million, an average interest rate of 5.1%."),
    ("growth is no quotient", "Revenue was $9.3 million against a plan of $41.2 million, a growth rate of 5.1%."),
    ("a rate of something else", "Of these, 2,140 grants were approved. By June 1,712 grants had been completed, a completion rate of 70.0 per cent of targets."),
    ("a mean rate", "Over 12 rounds 2,000 were sampled and 1,240 completed it, an average response rate of 58.8 per cent."),
    ("three shares", "In 2019 12.0 per cent, in 2020 15.0 per cent and by 2021 the share was 21.0 per cent, a gain of 9.0 percentage points."),
    ("points of another pair", "Access was 41.2 per cent for women and 63.9 per cent for men, a gain of 2.1 percentage points over the last survey."),
    ("over New Year", "Interviews were held between 14 November and 3 February 2024."),
    ("a span within a month", "Interviews were held from 3 to 28 March 2023 and between 4 May and 6 May 2023."),
    ("one of several", f"The report makes two of the four recommendations again.\n\n{LIST}"),
    ("as many as are numbered", f"The report makes four recommendations.\n\n{LIST}"),
    ("accepted, not made", f"The ministry had accepted three recommendations of 2019.\n\n{LIST}"),
    ("a table with commas in its title", "Table 1. Costs, staff and grants by year\n\nTable 2. Costs, by region, June 30, 2024\n\nDetails are in Table 2."),
    ("first few that come out", CUSTOMERS.format(text="前三名客户销售额34,446.43万元，占年度销售总额18.69%。")),
    ("first few of another kind", CUSTOMERS.format(text="前三名客户销售额中关联方销售额0万元，前五名供应商采购额12,003.10万元。")),
    ("a share that holds", REVENUE.format(text="期间费用合计34,027.81万元，占营业收入的18.46%。")),
    ("a share of last year", REVENUE.format(text="上年期间费用合计34,027.81万元，占营业收入的20.46%。")),
    ("a share of another income", REVENUE.format(text="本期研发投入9,612.18万元，占母公司营业收入的7.49%。")),
    ("one amount in another unit", REVENUE.format(text="报告期内，公司实现营业收入184304.07万元，总资产30.79亿元。")),
    ("a margin that moves as it should", MARGINS.format(change="减少1.09个百分点")),
    ("shares that get no dividend", "向全体股东每10股派发现金红利1.50元（含税）。公司总股本200,000,000股，扣除回购专用账户股份，合计拟派发现金红利28,000,000.00元。"),
    ("a dividend that comes out", "向全体股东每10股派发现金红利1.50元（含税）。公司总股本200,000,000股，合计拟派发现金红利30,000,000.00元（含税）。"),
    ("what is of which", "Backlog was $142.6 million ($131.9 million a year earlier), of which $97.0 million, or 68%, is for next year."),
    ("no extremes", "Use was 76.6 per cent in Ashford and 70.4 per cent in Brayton, a gap of 2.6 percentage points to the plan."),
    ("extremes that come out", "Use was highest in Ashford (76.6 per cent) and lowest in Brayton (70.4 per cent), a gap of 6.2 percentage points."),
    ("the earlier amount of the row", SEGMENTS.format(text="Valves revenue was $96.4 million, compared with $101.3 million in 2023.")),
    ("compared with what no column holds", SEGMENTS.format(text="Valves revenue was $96.4 million, compared with $88.2 million in 2019.")),
    ("compared with a budget", SEGMENTS.format(text="Valves revenue was $96.4 million, compared with a budget of $99.0 million in 2023.")),
    ("extremes as in the table", AVERAGE.format(east="3,500") + "\nThe number of grants was highest in South (508) and lowest in West (264).\n"),
    ("extremes of another figure", AVERAGE.format(east="3,500") + "\nThe number of complaints was highest in North (31) and lowest in South (12).\n"),
    ("net of something else", "At year end total debt was $412.5 million and cash was $246.7 million, and net debt to EBITDA of 1.3 was reached."),
    ("net debt that comes out", "At year end total debt was $412.5 million and cash was $246.7 million, for net debt of $165.8 million."),
    ("free cash flow that comes out", CASH.format(investing="(15,805)").replace("The statement ends", "Free cash flow, defined as cash from operating activities less capital expenditures, was $41.1 million. The statement ends")),
    ("income of another company", REVENUE.format(text="报告期内，子公司实现营业收入86430.70万元，同比增长4.10%。")),
    ("bad debts that come out", "坏账准备期初余额5,781.73万元，本期计提3,175.89万元，本期核销2,118.98万元，期末余额6,838.64万元。"),
    ("quarters that come out", QUARTERS.format(third="260,000,000.00")),
]  # fmt: skip


def loud(text: str) -> list[tuple[str, frozenset[str]]]:
    """Return rule and named texts of every error and warning in a text."""
    facts = Facts(read(f"{text}\n".encode(), "text.txt"))
    found = findings_of(facts, list(detect(facts)))
    return [
        (each.rule, frozenset(f"{item.text}{_unit(item.unit, item.text)}" for item in _items(each)))
        for each in found
        if each.severity is not Severity.NOTE or each.softened
    ]


def _items(finding: Finding) -> list[Evidence]:
    return [*finding.figures, *(item for part in finding.consequences for item in part.figures)]


def _unit(unit: str, text: str) -> str:
    if unit == "percentage points":
        return f" {unit}"
    return unit if unit in {"万元", "元"} and not text.endswith(unit) else ""


@pytest.mark.parametrize(("rule", "text", "names"), WRONG)
def test_says_what_is_wrong(rule: str, text: str, names: str) -> None:
    """Each wording fires, and the finding names the wrong words or number."""
    found = loud(text)
    number = names.removesuffix(" per cent")
    assert any(each == rule and any(number in item for item in items) for each, items in found), found


@pytest.mark.parametrize(("trap", "text"), RIGHT)
def test_leaves_alone_what_only_looks_wrong(trap: str, text: str) -> None:
    """What holds, and what asserts nothing, raises nothing above a note."""
    assert loud(text) == [], trap
