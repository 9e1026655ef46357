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
ANSWERS = """
表3 居民问卷主要结果

| 问题 | 非常满意（%） | 比较满意（%） | 一般（%） | 不满意（%） |
|---|---|---|---|---|
| 对施工扰民控制是否满意 | 24.49 | 35.86 | 27.53 | 12.12 |
| 对改造后环境是否满意 | 47.73 | 38.64 | 10.35 | 3.28 |
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

WRONG = [
    ("options-not-sum", ANSWERS, "反映施工扰民控制“一般”或“不满意”的占36.95%，是意见最集中的环节。"),
    ("change-not-row", SPENT, "公务接待费支出3.92万元，比上年增加0.93万元。"),
    ("text-not-table", TASKS, "全市共有小区38个，涉及楼栋421栋，具体见表1。"),
    ("total-not-sum", SIDES.replace("5.43", "5.34"), "详见下表。"),
]

RIGHT = [
    ("what was done of it", TASKS, "2023年计划改造小区38个，涉及楼栋412栋，2023年11月底实际完成36个小区。"),
    ("options that come out", ANSWERS, "反映施工扰民控制“一般”或“不满意”的占39.65%。"),
    ("a mean over questions", ANSWERS, "各题平均来看，“一般”或“不满意”的合计占26.64%。"),
    ("options of last year", ANSWERS, "“一般”或“不满意”的占比较上年下降3.20%。"),
    ("a goal for options", ANSWERS, "“非常满意”和“比较满意”的占比目标为90.00%。"),
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


@pytest.mark.parametrize(("trap", "table", "text"), RIGHT)
def test_leaves_alone_what_only_looks_wrong(trap: str, table: str, text: str) -> None:
    """The text speaks of something else than the table, or of the same rightly."""
    assert loud(f"{text}\n{table}") == set(), trap


@pytest.mark.parametrize("gap", ["", "\n"])
def test_a_parted_caption_is_there(gap: str) -> None:
    """The number of a caption that stands alone on its line still names the table."""
    text = f"各类资产增减变动见表 3。\n表3\n{gap}\n固定资产变动情况\n\n\n表1 甲\n\n表2 乙\n"
    assert "dangling-reference" not in loud(text)
