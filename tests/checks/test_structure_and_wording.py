"""Notes about structure and wording: what each detector says, and what it leaves alone."""

# ruff: noqa: RUF001 - the brackets are the very characters that reports print
from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import pytest

from auditor.auditing import findings_of
from auditor.checks import detect
from auditor.evaluation.facts import Facts
from auditor.readers.text import read
from auditor.report.model import Figure, Mention
from auditor.source import Location

if TYPE_CHECKING:
    from auditor.findings import Finding

CHAPTER = """一、基本情况

（一）部门概况

1.职能

负责全县的服务工作。

（二）部门管理

{below}人员管理

单位有二十名工作人员。

（三）部门目标

1.总体目标

保障正常运转。
"""
FORM = """附件3 问卷

一、基本问题

1.您的身份？

A：招标人 B：投标人 C：评标专家 D：社会公众

2.您是否用自助机取号？

A：每次都在自助机上取号 B：用过几回 C：没用过

附件4 分析报告

一、结果

1）您的身份

在 71 份有效问卷中，{who}

2）您是否用自助机取号？

在 71 份有效问卷中，{how}
"""
WHO = "选招标人的比例为 1.41%，选投标人的比例为 5.63%，选评标专家的比例为 0%，选社会公众的比例为 92.96%。"
TURNED = "选社会公众的比例为 5.63%，选招标人的比例为 92.96%，选投标人的比例为 1.41%，选评标专家的比例为 0%。"
BY_SIZE = "选社会公众的比例为 92.96%，选投标人的比例为 5.63%，选招标人的比例为 1.41%，选评标专家的比例为 0%。"
HOW = "选每次都在自助机上取号的比例为 45.07%，选用过几回的比例为 32.39%，选没用过的比例为 22.54%。"
OTHERWISE = "选每次在自助机上取号的比例为 45.07%，选用过几回的比例为 32.39%，选没用过的比例为 22.54%。"


def found(text: str, rule: str) -> list[Finding]:
    """Return what one detector says of a text."""
    facts = Facts(read(text.encode(), "text.txt"))
    return [each for each in findings_of(facts, list(detect(facts))) if each.rule == rule]


@pytest.mark.parametrize(("below", "skips"), [("（1）", True), ("1.", False)])
def test_a_level_that_one_part_leaves_out(below: str, *, skips: bool) -> None:
    """（1） right below （二）, where its sisters have 1."""
    said = found(CHAPTER.format(below=below), "heading-levels")
    assert [each.place.line for each in said] == ([11] if skips else [])


def test_a_level_that_all_parts_leave_out_is_a_habit() -> None:
    """（1） below every （一）."""
    assert found(CHAPTER.format(below="（1）").replace("1.", "（1）"), "heading-levels") == []


def test_levels_turned_round() -> None:
    """（一） begins anew below 1., which it stands above in the same chapter."""
    text = CHAPTER.format(below="1.").replace(
        "负责全县的服务工作。", "（一）窗口服务\n\n负责全县的服务工作。"
    )
    assert [each.place.line for each in found(text, "heading-levels")] == [7]


@pytest.mark.parametrize(
    ("caption", "doubled"),
    [("表1 满意度问卷问卷汇总", True), ("表1 满意度问卷汇总", False), ("表1 人人满意情况", False)],
)
def test_a_doubled_word_in_a_caption(caption: str, *, doubled: bool) -> None:
    """问卷问卷; a single character may stand twice."""
    text = f"一、情况\n\n{caption}\n\n| 题目 | 得分 |\n|---|---|\n| 甲 | 0.98 |\n| 乙 | 0.97 |\n"
    assert len(found(text, "word-doubled")) == doubled


@pytest.mark.parametrize(
    ("sentence", "stray"),
    [
        ("交易中心.依据规划制定目标。", True),
        ("上级部门下达或。交办的事项。", True),
        ("依据第2.3条制定目标。", False),
        ("上级部门下达或交办的事项。", False),
        ("网址为www.example.cn，可查询。", False),
    ],
)
def test_a_full_stop_in_a_sentence(sentence: str, *, stray: bool) -> None:
    """Between two words, or behind a word that goes on."""
    assert len(found(f"一、情况\n\n{sentence}\n", "stray-mark")) == stray


@pytest.mark.parametrize(
    ("sentence", "level"),
    [
        ("全年完成投资XX万元，建成泵站3座。", "warning"),
        ("满意度为**%，高于目标。", "warning"),
        ("四项权重为20%、30%、50%、—%。", "note"),
        ("补贴资金比上年增长%，其余不变。", "note"),
        ("The grant rose to $XX million in the year.", "warning"),
        ("Some [TBC] of the wards were visited.", "warning"),
        ("本表数据由元折算为万元。", ""),
        ("单位：%，下同。", ""),
        ("增长情况见下，单位为%", ""),
        ("被访者中××县居民占四成。", ""),
        ("型号为XX20的水泵3台。", ""),
    ],
)
def test_a_figure_that_was_not_filled_in(sentence: str, level: str) -> None:
    """A place kept free is to be filled; a dash or nothing before a per cent may be meant."""
    findings = found(f"一、情况\n\n{sentence}\n", "figure-left-out")
    assert [finding.severity.value for finding in findings] == ([level] if level else [])


@pytest.mark.parametrize(
    ("sentence", "ends"),
    [
        ("得分在90-100分的为优，80-90分的为良，60-80分的为中。", "90分、80分"),
        ("系数在0.7～0.8之间，说明可以接受；在0.8～0.9之间，说明较高，不足以下结论。", "0.8"),
        ("得分在90（含）-100分的为优，80（含）-90分的为良。", ""),
        ("得分在90-100分的为优，80-89分的为良。", ""),
        ("得分大于80的按80-90分为良、90-100分为优。", ""),
        ("2018-2020年为第一期，2020-2022年为第二期。", ""),
        ("工期3-5天，运输5-7天。", ""),
    ],
)
def test_bands_that_share_an_end(sentence: str, ends: str) -> None:
    """A value at the end belongs to two bands, where nothing says to which."""
    findings = found(f"一、情况\n\n{sentence}\n", "bands-share-end")
    assert [finding.messages["zh"].split("：")[-1].split(" ")[0] for finding in findings] == (
        [ends] if ends else []
    )


@pytest.mark.parametrize(
    ("who", "how", "lines"),
    [
        (WHO, HOW, []),
        (WHO, OTHERWISE, [23]),
        (TURNED, HOW, [19]),
        (BY_SIZE, HOW, []),
        (WHO.replace("评标专家", "行政监督部门"), HOW, []),
    ],
)
def test_options_told_otherwise_than_asked(who: str, how: str, lines: list[int]) -> None:
    """Nearly the same words, or another order; an order of size and another option are none of these."""
    assert [each.place.line for each in found(FORM.format(who=who, how=how), "question-differs")] == lines


def test_a_reference_names_the_table_below_that_has_no_number() -> None:
    """The table is there, its number is not."""
    text = "一、情况\n\n各类资产见表 1-1。\n\n2023年部门资产情况表（万元）\n\n| 类别 | 原值 |\n|---|---|\n| 设备 | 5.20 |\n| 合计 | 5.20 |\n"
    said = found(text, "dangling-reference")
    assert ["2023年部门资产情况表（万元）”没有编号" in each.messages["zh"] for each in said] == [True]
    numbered = text.replace("\n2023年", "\n表 1-1 2023年")
    assert found(numbered, "dangling-reference") == []


@pytest.mark.parametrize(
    ("reference", "says"), [("详见下 1-2：", True), ("详见下表 1-2：", False), ("比分为 1-2。", False)]
)
def test_a_reference_that_does_not_say_to_what(reference: str, *, says: bool) -> None:
    """1-2 may be a table or a figure."""
    text = f"一、情况\n\n部门执行情况的内容{reference}\n\n2023年部门资金使用情况表\n\n| 类别 | 金额 |\n|---|---|\n| 甲 | 5.20 |\n| 乙 | 5.10 |\n"
    said = [each for each in found(text, "dangling-reference") if "没有写明" in each.messages["zh"]]
    assert ["其后的“2023年部门资金使用情况表”没有编号" in each.messages["zh"] for each in said] == [
        True
    ] * says


def test_the_second_without_the_first_is_named_where_it_stands() -> None:
    """The line of 二是, not that of its paragraph."""
    text = (
        "一、情况\n\n（一）服务\n\n"
        + "加快推进平台功能完善，提供全天在线的政务服务，推动更多的电子证照应用\n" * 2
        + "覆盖。二是加大办事指南核查。\n"
    )
    assert [each.place.line for each in found(text, "numbering")] == [7]


@pytest.mark.parametrize(
    ("title", "cited", "count"),
    [
        ("2023年某县水利局部门整体支出绩效评价报告", "（财预〔2011〕285号）", 1),
        ("2023年某县水利局部门整体支出绩效评价报告", "（财预[2011]285号）", 1),
        ("2018年某县水利局部门整体支出绩效评价报告", "（财预〔2011〕285号）", 0),
        ("某县水利局部门整体支出绩效评价报告", "（财预〔2011〕285号）", 0),
        ("2023年某县水利局部门整体支出绩效评价报告", "（财预〔2020〕10号）", 0),
        ("2023年某县水利局部门整体支出绩效评价报告", "和《中华人民共和国预算法》（2014年修正）", 1),
        ("2023年某县水利局部门整体支出绩效评价报告", "和《中华人民共和国预算法》（2018年修正）", 0),
    ],
)
def test_a_basis_that_was_repealed(title: str, cited: str, count: int) -> None:
    """What the year of the title had repealed is named; an older report cites what was in force."""
    text = f"{title}\n\n一、评价依据\n\n依据绩效评价的有关办法{cited}，开展本次评价工作。\n"
    assert len(found(text, "citation-repealed")) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("一、结果\n\n各区差别不大，走势如下图所示。\n\n无。\n", 1),
        ("一、结果\n\n各区差别不大，走势如下图所示。\n\n图1 各项满意度\n", 0),
        ("一、结果\n\n各区差别不大，数据见下表。\n", 0),
    ],
)
def test_a_figure_that_is_announced(text: str, count: int) -> None:
    """Where the document has no figure at all, one note names the places that announce one."""
    assert len(found(text, "dangling-reference")) == count


FORM_ITEM = "您对图书馆{of}开放的自习座位的安静程度的评价。"


@pytest.mark.parametrize(
    ("form", "report", "count"),
    [
        (FORM_ITEM.format(of="的"), FORM_ITEM.format(of=""), 1),
        (FORM_ITEM.format(of=""), FORM_ITEM.format(of=""), 0),
        # Both stand in one form: they are two questions.
        (FORM_ITEM.format(of="的") + "\n\n" + FORM_ITEM.format(of=""), FORM_ITEM.format(of=""), 0),
        ("您对馆员的耐心程度和荐书水平的评价。", FORM_ITEM.format(of=""), 0),
    ],
)
def test_a_question_worded_in_two_ways(form: str, report: str, count: int) -> None:
    """Two wordings apart by a character are one question where they never meet in one part."""
    text = f"附件3 满意度问卷\n\n一、问题\n\n{form}\n\n附件4 分析报告\n\n一、内容\n\n{report}\n\n完。\n"
    assert len(found(text, "question-differs")) == count


@pytest.mark.parametrize(
    ("marks", "codes"),
    [
        (("6分", "4分", "14分", "8分"), ""),
        (("6", "4", "14分", "8"), "C1"),
        (("6分", "4分", "14分", "8"), "C2"),
        (("6", "4", "14", "8"), ""),
    ],
)
def test_marks_of_groups_with_and_without_their_unit(marks: tuple[str, ...], codes: str) -> None:
    """The groups that are in the minority are named."""
    names = ("A1规划计划", "A2绩效目标", "C1产出指标", "C2成本指标")
    lines = "\n\n".join(f"{name}（{mark}）" for name, mark in zip(names, marks, strict=True))
    said = found(f"一、评分\n\n{lines}\n\n完。\n", "group-unit-missing")
    assert [codes in each.messages["zh"] for each in said] == [True] * bool(codes)


@pytest.mark.parametrize(
    ("formula", "count"),
    [
        ("支出预算完成率=(支出完成数/支出下达数)×100%。", 1),
        ("支出预算执行率=(支出完成数/支出下达数)×100%。", 0),
        ("固定资产利用率=(在用资产/全部资产)×100%。", 0),
        # What is spoken of elsewhere too is another rate.
        ("支出预算完成率=(支出完成数/支出下达数)×100%。本年支出预算完成率较高。", 0),
    ],
)
def test_a_formula_under_nearly_the_name_of_an_indicator(formula: str, count: int) -> None:
    """A name that stands at the formula alone, and is nearly an indicator's, is that indicator's."""
    report = read(f"一、评分标准\n\n{formula}\n\n完。\n".encode(), "text.txt")
    name = Figure(
        key="B31.名称",
        label="名称",
        unit="text",
        mentions=(Mention(text="支出预算执行率", location=Location()),),
    )
    facts = Facts(attrs.evolve(report, figures={**report.figures, name.key: name}))
    said = [each for each in detect(facts) if each.rule.id == "formula-takes-other"]
    assert len(said) == count
