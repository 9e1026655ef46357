"""One sentence, one verdict: what each detector says, and what it leaves alone."""

# ruff: noqa: RUF001 - the look-alikes are the very characters that reports print
from __future__ import annotations

import pytest

from auditor.auditing import findings_of
from auditor.checks import checks, detect
from auditor.evaluation.facts import Facts
from auditor.findings import Severity
from auditor.readers.text import read

WRONG = [
    ("growth", "全年一般公共预算收入12.86亿元，比上年增加1.02亿元，增长9.6%。"),
    ("growth", "2023年度收入总计320.50万元。与2022年度相比，收入总计增加20.50万元，增长6.38%。"),
    ("growth", "人均纯收入16842元，比上年15217元增加1652元，增长10.86%。"),
    ("growth", "群众满意度87.9%，比上年的85.2%提高3.7个百分点。"),
    ("order-words", "全年接待游客86.2万人次，比上年减少9.2万人次，增长12.0%。"),
    ("order-words", "城乡居民医保参保率96.40%，高于97%的目标。"),
    ("order-words", "群众满意度95.20%，未达到95%的目标。"),
    ("growth", "各项贷款余额276.31亿元，比年初增加28.19亿元，增长11.9%。"),
    ("part-sum", "共有各类学校186所，其中：普通高中6所，职业高中1所，初中24所，小学98所，幼儿园58所。"),
    ("part-sum", "共有项目12个，自评覆盖率100%。其中，优秀9个，良好2个，合格2个。"),
    ("part-sum", "全县现有水库63座，其中中型2座、小（1）型14座、小（2）型49座。"),
    ("part-sum", "全县现有水库63座，其中中型2座、小（一）型14座、小（二）型49座。"),
    ("part-sum", "全县现有学校53所，其中小学22所、初中14所、高中19所。"),
    (
        "grade-not-score",
        "综合得分为88.45分，评价等级为“优”。标准：90（含）-100分为优，80（含）-90分为良，60分以下为差。",
    ),
    (
        "grade-not-score",
        "90分以上为优，80-90分为良，60-80分为中，60分以下为差。自评得分92.10分，等级评定为良。",
    ),
    ("done-not-of-plan", "计划处置病害2,400处，实际处置2,316处，完成率96.05%。"),
    (
        "difference-or-balance",
        "到位资金1,480.00万元，到位率93.67%；实际支出1,432.56万元，结余资金57.44万元。",
    ),
    ("numbering", "一是资金到位不及时；二是管护责任不落实；四是台账不规范。"),
    ("part-sum", "核定编制75名，其中行政编制34名、事业编制44名。"),
    (
        "part-sum",
        "核定编制36人，实有在职人员32人，其中：管理人员12人，专业技术人员15人，工勤人员6人；退休人员11人。",
    ),
    ("part-sum", "项目支出642.80万元，其中：货物支出86.50万元、工程支出398.30万元、服务支出168.00万元。"),
    ("share-not-ratio", "全年收入合计500万元，其中：拨款收入400万元，占80.00%；其他收入100万元，占25.00%。"),
    ("rate-not-ratio", "受理矛盾纠纷271件，调解成功264件，成功率94.72%。"),
    ("rate-not-ratio", "年初预算为220.00万元，支出决算为218.33万元，完成年初预算的92.24%。"),
    ("sentence-miscalculated", "享受低保786人，发放低保金312648元，人均3977.71元。"),
    ("count-not-list", "内设五个办公室：综合办、经济办、社会办、平安办。"),
    ("count-not-list", "选择“建成时间”、“区位”、“建筑高度”五项因素进行预测。"),
    ("dates", "我镇于2025年3月10日至2月14日开展自评。"),
    ("dates", "会议于2023年2月30日召开。"),
    ("dates", "前期准备（2024年6月10日-6月98日）。"),
    ("dates", "评价时间为2024年16月1日至6月30日。"),
    ("dates", "于202.3年1月23日发布。"),
    ("dates", "于20230年1月23日发布。"),
    ("formula-not-result", "最终得分=91.03+3.5-4=91.53分。"),
    ("score-over-cap", "加分以3分为限，计3.5分。"),
    ("difference-or-balance", "年初预算1842.65万元，年中追加691.83万元，全年预算2543.48万元。"),
    ("difference-or-balance", "出口12414亿元，进口9791亿元，贸易顺差2632亿元。"),
    ("shares-not-100", "三次产业结构为22.8:21.2:58.0。"),
    (
        "impossible-share",
        "回收有效问卷165份。您常用的服务（可多选）：借阅72.1%，自习55.8%，阅览31.5%，讲座24.7%。",
    ),
    (
        "rate-not-ratio",
        "项目计划总投资9,750.00万元。截至2023年12月31日，实际到位9,412.50万元，到位率89.60%。",
    ),
    (
        "rate-not-ratio",
        "共发放问卷420份，回收408份，有效问卷396份，有效率94.29%（有效率＝有效问卷÷回收问卷）。",
    ),
    ("rate-not-ratio", "年初预算为2185.94万元，支出决算为2118.47万元，完成年初预算的103.18%。"),
    (
        "part-sum",
        "基本支出1293.31万元，其中：人员经费1028.03万元，主要包括基本工资等；公用经费211.28万元，主要包括办公费等。",
    ),
    ("part-sum", "涉及金额18.42万元，其中列支办公设备购置费11.30万元、会议费7.21万元。"),
    (
        "change-not-between",
        "收、支总计均为 2236.03 万元。与 2023 年度的 2386.52 万元相比，收、支总计各减少 150.49 万元，下降 6.73%。",
    ),
    ("count-not-list", "内设6个股室，分别是：办公室、公共服务股、产业发展股、市场管理股、文物与体育股。"),
    ("count-not-list", "下设4个直属事业单位（市监测站、市执法支队、市信息与宣教中心）。"),
    ("dates", "项目于2023年3月启动施工，计划于2022年11月底前全部完工并通过验收。"),
    ("deduction-not-rest", "自评得分97.93分，等级为“优”。扣分项为公众满意度，共扣1.67分。"),
    ("difference-or-balance", "全年受理投诉1,092件，已办结1,081件，剩余21件正在办理。"),
    (
        "difference-or-balance",
        "固定资产年初原值3,476.65万元，本年增加232.69万元，本年减少61.05万元，年末原值3,684.29万元。",
    ),
    ("difference-or-balance", "会议费预算12.00万元，实际支出9.86万元，比预算减少3.14万元。"),
    ("rate-not-ratio", "国内公务接待43批次、316人次，接待费3.92万元，人均142.05元。"),
    ("rate-not-ratio", "补助对象1,256人，人均补助800元，共发放补助资金104.80万元。"),
    ("done-not-of-plan", "应到位资金1,645.00万元，实际到位1,307.50万元，资金到位率78.49%。"),
    ("rate-not-ratio", "编制数81名，年末实有78人，在职人员控制率93.60%。"),
    ("part-sum", "共设置绩效指标25个，其中产出指标12个、效益指标8个、满意度指标4个。"),
    ("formula-not-result", "居民满意度得分=86.36%÷90%×6=5.67分。"),
    ("formula-not-result", "得分率=得分16.50÷分值18×100%=97.61%。"),
]

RIGHT = [
    ("period", "4月份，社会消费品零售总额27278亿元，增长10.7%。1-4月份，社会消费品零售总额增长10.2%。"),
    ("real growth", "全年地区生产总值286.40亿元，按不变价格计算，比上年增加12.00亿元，增长5.8%。"),
    ("open list", "固定资产投资144327亿元，其中国有控股投资51476亿元，民间投资88053亿元。"),
    ("open count", "设有综合办、经济办、社会办等5个办公室。"),
    ("subset", "实施项目共15个（含上年结转项目5个）。"),
    ("share of another period", "1-4月份，网上零售额14617亿元，占社会消费品零售总额的比重为12.9%。"),
    ("percentage points", "资产负债率为56.2%，同比下降0.7个百分点。"),
    ("bound met by far", "就业培训612人次，超过600人次的目标。"),
    ("a goal is no claim", "群众满意度要达到95%以上，力争高于96%的目标。"),
    ("zero", "因公出国费0万元，占0%；公务接待费0万元，占0%。"),
    ("above 100 %", "公用经费年初预算为8.00万元，支出决算为59.55万元，完成年初预算的744.38%。"),
    ("cut off rate", "计划24间，实际完成24间，完成率100%。"),
    ("grade without a scale", "综合得分为88.45分，评价等级为“优”。"),
    ("grade on the border", "90-100分为优，80-90分为良，60-80分为中。综合得分90分，评价等级为“良”。"),
    ("right grade", "90-100分为优，80-90分为良，60-80分为中。综合得分88分，评价等级为“良”。"),
    ("classes that overlap", "共有职工120人，其中：医生50人，护士60人，党员30人，女性70人。"),
    ("open list", "共有项目12个，其中：优秀7个，良好2个，合格2个。"),
    ("two lists in one paragraph", "一是抓资金，二是抓管护；一是建台账，二是勤检查。"),
    ("two bases", "贷款余额318.70亿元，比年初增加28.40亿元，比上年同期增长9.9%。"),
    ("one value, two prints", "预算执行率92%。年度预算执行率92.00%。"),
    ("approximate", "总投资约1.2亿元，其中中央资金0.5亿元、地方资金0.8亿元。"),
    ("names and numbers", "《关于第四批试点的通知》（财办（2020）23号）第3条第2款。"),
    ("phases", "第一阶段为6月1日至6月30日，第二阶段为6月30日至7月15日。"),
    ("work after the year", "2023年度报告于2024年6月底前完成。"),
    ("ratio of things", "按照1:2:3的比例配备，时间为12:30:45。"),
    ("names that hold 和", "内设三个机构：自然资源和生态环境办公室、党建和人事办公室、财政所。"),
    (
        "a list that ends at a semicolon",
        "核定编制36人，实有在职人员32人，其中：管理人员12人，专业技术人员15人，工勤人员5人；退休人员11人。",
    ),
    (
        "another hotline",
        "12345政务服务热线，12345政务服务热线，12345政务服务热线，96166政务服务热线，120人政务服务培训。",
    ),
    ("classes that overlap", "现有职工120人，其中女性45人、党员60人、硕士以上50人。"),
    ("an open list", "全县现有学校53所，其中小学22所、初中14所。"),
    ("a class in a name", "全县现有水库65座，其中中型2座、小（1）型14座、小（2）型49座。"),
    ("a weighted score", "综合得分=（满意率/100%）×40%+（完成率/100%）×60%。"),
    ("a new edition", "《绩效管理办法》（财预〔2011〕285号）已由《绩效管理办法》（财预〔2020〕10号）取代。"),
    ("rows of numbers", "甲 5 4 3 2 1\n乙 5 4 3 2 1\n丙 7 9 3 2 1\n丁 6 6 6 6 6\n"),
    (
        "years that are no date",
        "树龄1500年，距今5000年历史，工期2.5年，百年一遇，运行20000年以上，近30年来，23年11月6日。",
    ),
    ("months that are no day", "0-18月龄儿童12人，6月300人，8月15台。"),
    (
        "an order of names, and figures of the next sentence",
        "从得分率看，由高到低依次为产出、决策、效益。其中改造完成数得分=36÷38×6=5.68分。",
    ),
    (
        "means of two things",
        "公务接待费支出3.92万元，共接待316人次，人均124.05元；公务用车保有量15辆，车均运行维护费1.96万元。",
    ),
    ("small counts near to 100 %", "平均浓度29微克/立方米（上年31微克/立方米）；9个水源地水质达标率100%。"),
    ("a rate of its definition", "发放420份，回收408份，有效问卷396份，有效率97.06%（有效问卷÷回收问卷）。"),
    ("a rate of all that was sent", "发放420份，回收408份，有效问卷396份，有效回收率94.29%。"),
    ("an open list a little less", "涉及金额18.42万元，其中列支购置费11.30万元、会议费6.05万元。"),
    ("classes that overlap in money", "涉及金额18.42万元，其中工程款11.30万元，逾期支付9.21万元。"),
    ("与 inside a name", "内设5个机构：办公室、财务科、规划与建设科、法规科、人事科。"),
    ("kinds in brackets", "实施4个项目（土建、安装、绿化），涉及3个街道（社区、小区）。"),
    ("another piece of work", "项目于2023年3月启动施工，其中设计于2022年11月完成。"),
    ("work before the building", "项目于2023年3月开工建设，2022年12月完成招标，2022年11月完成的设计已批复。"),
    ("some of the points", "综合得分92.50分，扣分主要集中在产出指标，共扣4.50分。"),
    ("some of the points", "综合得分92.50分。主要扣分项为完成率、满意度，共扣4.50分。"),
    ("some of them", "下设4个事业单位（含市监测站、市执法支队）。"),
    ("a first phase", "二期于2023年3月开工，一期已于2022年11月完工。"),
    ("in the right order", "项目于2023年3月启动施工，计划于2023年11月底前全部完工。"),
    ("points given as well", "自评得分97.93分，其中附加分0.50分，共扣2.57分。"),
    ("points of one indicator", "综合得分88.46分。满意度指标共扣1.24分，其他指标得分率较高。"),
    ("points of one indicator", "综合得分88.46分。满意度指标未达目标，共扣1.24分。"),
    ("what was left over is added", "上年结转投诉20件，全年受理300件，已办结310件，剩余10件。"),
    ("spending below a budget", "会议费预算12.00万元，实际支出9.86万元，比预算减少2.14万元。"),
    (
        "a third class beside a threshold",
        "安排项目9个，其中执行率在90%以上的5个，低于90%的3个，未执行的1个。",
    ),
    ("means of others", "居民人均可支配收入18,350元，发放补贴1,256人，共发放100.48万元。"),
    ("formulas that come out", "得分=（812.36/860.50）×100%=94.41%，94.41%×10=9.44分。"),
    ("a difference over its base", "调整率=（718.40－442.31）/442.31×100%=62.42%。"),
    ("formulas within others", "得分=10-（100%-92%）×50=6分，12×3+5=41分，单价=1,200÷100×2=24元。"),
    ("multiple choice", "回收有效问卷217份。您希望改善的事项（可多选）：道路42.4%，环境31.8%，医疗55.8%。"),
]


def loud(text: str) -> list[tuple[str, str]]:
    """Return rule and message of every error and warning in a text."""
    facts = Facts(read(f"一、情况\n{text}\n".encode(), "text.txt"))
    found = findings_of(facts, list(detect(facts)))
    return [(each.rule, each.messages["zh"]) for each in found if each.severity is not Severity.NOTE]


@pytest.mark.parametrize(("rule", "text"), WRONG)
def test_says_what_is_wrong(rule: str, text: str) -> None:
    """Each detector finds the slip that it is named after."""
    assert rule in {name for name, _ in loud(text)}


@pytest.mark.parametrize(("trap", "text"), RIGHT)
def test_leaves_alone_what_only_looks_wrong(trap: str, text: str) -> None:
    """What detectors.md lists as no alarm raises none."""
    assert loud(text) == [], trap


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("人员变动-2人，比上年 -3 人，设置3-5个窗口。", set()),
        ("评价202.3年度预算。", {"dates"}),
        ("评价时段为-2023年1月1日。", {"dates"}),
        ("4.甲\n\n2.乙\n\n3.丙", {"numbering"}),
        ("依托平台推进办理。二是推广移动端。三是优化窗口。", {"numbering"}),
        ("一是依托平台推进办理。\n\n二是推广移动端。\n\n三是优化窗口。", set()),
        ("（一）甲。\n\n（二）乙。\n\n（一）内。\n\n（二）里。\n\n（三）丙。", set()),
        ("1.甲。\n\n2.乙。\n\n3.丙。\n\n2.丁。\n\n2.戊。", set()),
        ("附件1 统计表\n\n共有项目3个。\n\n附件2 访谈提纲\n\n附件3 征求意见函", {"dangling-reference"}),
        ("附件1 统计表\n\n附件2 访谈提纲\n\n附件3 征求意见函", set()),
        ("附件1 统计表\n\n共有项目3个。\n\n附件2 访谈提纲（略）", set()),
    ],
)
def test_notes_slips_that_are_less_sure(text: str, rules: set[str]) -> None:
    """A sign, a year or a first number that nothing else contradicts is a note."""
    facts = Facts(read(f"一、情况\n{text}\n".encode(), "text.txt"))
    found = findings_of(facts, list(detect(facts)))
    assert {each.rule for each in found} == rules
    assert {each.severity for each in found} <= {Severity.NOTE}


def test_every_check_says_its_name_in_both_languages() -> None:
    """A finding is shown with the title of its check, and no two checks bear one name."""
    names = [check.NAME for check in checks()]
    assert len(set(names)) == len(names)
    for check in checks():
        assert check.NAME
        assert set(check.TITLE) == {"zh", "en"}


def test_a_covered_relation_is_left_to_the_rule() -> None:
    """Where a pack has judged the same figures, the detector is silent."""
    facts = Facts(read("一、情况\n受理271件，调解成功264件，成功率94.72%。\n".encode(), "text.txt"))
    first = list(detect(facts))
    assert first
    assert not list(detect(facts, first))


def test_checks_can_be_picked_by_name() -> None:
    """`only` and `ignore` work as for rules."""
    facts = Facts(read("一、情况\n受理271件，调解成功264件，成功率94.72%。\n".encode(), "text.txt"))
    assert {outcome.rule.id for outcome in detect(facts, only=["rate-not-ratio"])} == {"rate-not-ratio"}
    assert not [each for each in detect(facts, ignore=["rate-not-ratio"]) if each.rule.id == "rate-not-ratio"]
