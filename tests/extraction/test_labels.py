"""The words that name a figure: within the clause, without the words that only link."""

from __future__ import annotations

import pytest

from auditor.extraction.numbers.scanner import scan
from auditor.extraction.prose.labels import LabelFinder
from auditor.report.blocks import NumberKind


def labels(text: str) -> list[tuple[str, str, str, str, str] | None]:
    """Return name, period, basis, `of` and scope of every figure of a text."""
    found = scan(text)
    return [
        None if label is None else (label.name, label.period, label.basis, label.of, label.scope)
        for item, label in LabelFinder(text).read(found)
        if item.kind is NumberKind.FIGURE
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("经年中调整后全年预算金额为 718.39万元", [("年中调整后全年预算金额", "", "", "", "")]),
        ("2023年度部门年初预算安排 442.31万元", [("部门年初预算", "2023年", "", "", "")]),
        ("预算调整率（追加数/年初数）37.55%。", [("预算调整率", "", "", "", "")]),
        ("5个内设机构", [("内设机构", "", "", "", "")]),
        (
            "1-4月份，全国服务业生产指数同比增长8.2%。",
            [("增长率", "1-4月", "同比", "全国服务业生产指数", "")],
        ),
        ("其他收入调减 6.08万元。", [("变动额", "", "", "其他收入", "")]),
        (
            "实有在编人数为 22人，较上年增加 2人，增长 10%。",
            [
                ("实有在编人数", "", "", "", ""),
                ("变动额", "", "较上年", "实有在编人数", ""),
                ("增长率", "", "", "实有在编人数", ""),
            ],
        ),
        (
            "其他资金来源支出 39万元，占总支出 5.43%。",
            [("其他资金来源支出", "", "", "", ""), ("占比", "", "占总支出", "其他资金来源支出", "")],
        ),
        (
            "基本支出 1110.17 万元，其中人员经费 986.42 万元、公用经费 123.75 万元。",
            [
                ("基本支出", "", "", "", ""),
                ("人员经费", "", "", "基本支出", ""),
                ("公用经费", "", "", "基本支出", ""),
            ],
        ),
        (
            "年末编制数 25 人，其中：实有在编人数为 22人，较上年增加 2人。",
            [
                ("年末编制数", "", "", "", ""),
                ("实有在编人数", "", "", "年末编制数", ""),
                ("变动额", "", "较上年", "实有在编人数", ""),
            ],
        ),
        (
            "实际支出 472.46万元，资金执行率 100%，占总支出的 65.77%。",
            [
                ("实际支出", "", "", "", ""),
                ("资金执行率", "", "", "", ""),
                ("占比", "", "占总支出的", "实际支出", ""),
            ],
        ),
        ("（三）公众满意度偏低，为 87.15%。", [("公众满意度", "", "", "", "")]),
        ("致使按期完工率仅 94.80%。", [("按期完工率", "", "", "", "")]),
        ("项目验收合格率只有 91.20%。", [("项目验收合格率", "", "", "", "")]),
        ("水位较高的水库 12 座。", [("水位较高的水库", "", "", "", "")]),
        ("支出最大的是农林水支出，占 37.52%；", [("占比", "", "占", "农林水支出", "")]),
        ("机电产品出口占出口总额的57.7%", [("占比", "", "占出口总额的", "机电产品出口", "")]),
        ("未达到 95%的年度目标", [None]),
        ("4月份增长6.5%。社会消费品零售总额27278亿元", [None, ("社会消费品零售总额", "", "", "", "")]),
    ],
)
def test_labels(text: str, expected: list[tuple[str, str, str, str, str] | None]) -> None:
    """Name, period, basis and what a share, change or part is of."""
    assert labels(text) == expected


def told(text: str) -> list[tuple[str, str]]:
    """Return the name, or what a change or share is of, of every figure of a text, and the words that tell it in turn."""
    found = scan(text)
    return [
        ("", "") if label is None else (label.of if label.of and label.told else label.name, label.told)
        for item, label in LabelFinder(text).read(found)
        if item.kind is NumberKind.FIGURE
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("项目过程、产出、效益分别为22分、48分、32分。", ["项目过程", "产出", "效益"]),
        ("小学、初中和高中得分依次为8分、7分和6分。", ["小学得分", "初中得分", "高中得分"]),
        (
            "评价由“投入”“产出”“效果”三部分构成，满分分别为30分、40分、30分。",
            ["投入满分", "产出满分", "效果满分"],
        ),
        (
            "产出下设数量、质量、时效、成本四项，分别为25分、15分、10分、5分。",
            ["数量", "质量", "时效", "成本"],
        ),
        (
            "按投入、产出、效益、满意四块打分，分值20、35、35、10。",
            ["投入分值", "产出分值", "效益分值", "满意分值"],
        ),
        (
            "甲园支出30万元、乙园支出20万元，分别占60%、40%。",
            ["甲园支出", "乙园支出"],
        ),
        (
            "东坪、西岭两镇分别完成12公里、8公里，占比为60%、40%。",
            ["东坪镇", "西岭镇", "东坪镇", "西岭镇"],
        ),
        (
            "第一、二、三产业增加值分别增长3%、4%、5%。",
            ["第一产业增加值", "第二产业增加值", "第三产业增加值"],
        ),
        (
            "城镇、农村居民人均可支配收入分别为4万元和2万元。",
            ["城镇居民人均可支配收入", "农村居民人均可支配收入"],
        ),
        (
            "东坪、西岭两镇得分分别为92分（第1名）和80分（第2名）。",
            ["东坪镇得分", "西岭镇得分"],
        ),
        ("Safety, cost and time were 30, 20 and 10 points, respectively.", ["Safety", "cost", "time"]),
    ],
)
def test_members_of_a_list_bear_the_names_told_before(text: str, names: list[str]) -> None:
    """As many names as numbers are told in turn, each of its own, with the words that all share."""
    assert [name for name, words in told(text) if words] == names


@pytest.mark.parametrize(
    "text",
    [
        # As many names as numbers, or nothing is said of whose they are.
        "过程、产出、效益分别为22分、48分。",
        "坚持公开、公平原则，三年拨款分别为1万元、2万元、3万元。",
        "过程、产出、效益三类中，得分率分别为90%和80%。",
        # A list of amounts that began before the two that stand next.
        "东坪30万元、西岭20万元、南湾10万元，分别占50%、33%。",
        "三类共得22分、48分和32分。",
    ],
)
def test_a_list_without_as_many_names_is_no_ones(text: str) -> None:
    """Where counts differ, nothing is mapped."""
    assert not any(words for _, words in told(text))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("人均外借（按有效读者12.40万人计算）4.95册次。", ["按有效读者", "人均外借"]),
        ("优良路率（优良里程÷总里程）为78.3%。", ["优良路率"]),
        ("决策（20分）得18分，过程（25分）得22分。", ["决策", "决策", "过程", "过程"]),
        ("甲中心（88.67%）和乙中心（83.21%）。", ["甲中心", "乙中心"]),
        ("医院12所（其中民营3所），床位80张。", ["医院", "民营", "床位"]),
        ("执业（助理）医师84人，其中执业医师70人。", ["执业（助理）医师", "执业医师"]),
        ("卫生健康支出（类）支出119万元。", ["卫生健康支出"]),
        ("总投资100万元，（省级资金）50万元。", ["总投资", "省级资金"]),
        ("该专项（以下简称“专项”）全年预算538万元。", ["全年预算"]),
        ("共性指标50分，及时率90%，和谐社区3个。", ["共性指标", "及时率", "和谐社区"]),
    ],
)
def test_brackets_between_a_name_and_its_number(text: str, names: list[str]) -> None:
    """What brackets say parts no name from its number, and what is told of in them ends with them."""
    assert [name for name, _ in told(text)] == names


def test_a_list_takes_on_the_sign_and_bound_of_its_first_number() -> None:
    """Of 分别下降 2%、3% both fell; of 不低于 90%、80% both are bounds."""
    text = "出口、进口分别下降2%和3%。"
    assert [item.sign for item, _ in LabelFinder(text).read(scan(text))] == [-1, -1]
    text = "小学、初中入学率分别不低于90%、80%。"
    assert [item.bound for item, _ in LabelFinder(text).read(scan(text))] == ["≥", "≥"]
