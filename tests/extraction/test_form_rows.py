"""Rows of a self-assessment form with single blanks between their cells are read from their weight and their score."""

from __future__ import annotations

import pytest

from auditor.api import check
from auditor.findings import Severity
from auditor.readers.text import read

FORM = (
    "附件：\n项目支出绩效自评表\n"
    "绩效指标 一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因分析及改进措施\n"
    "产出指标(50分)\n"
    "数量指标 委托业务项目数量 ≥50个 50 10 10\n"
    "质量指标 业务报告合格率 ≥95% 100 10 10 无\n"
    "经费支出合规性 严格执行相关规定 达成预期指标 10 8 一笔支出缺少附件\n"
    "对本地区公平市场环境的\n"
    "维护程度 效果明显 达成预期指标 20 20\n"
    "效益指标(40分)\n"
    "社会效益指标 群众知晓率 ≥90% 92.5% 20 20\n"
    "满意度指标 群众满意度 ≥90% 91% 20 20\n"
    "总分 90 88\n"
    "二、其他说明\n本项目已按期完成。\n"
)


def cells(text: str) -> dict[tuple[str | None, str | None], str]:
    """Return the values of the tables of a text by row and column."""
    report = read(text.encode(), "text.txt")
    return {(row, column): mention.text for (_, row, column), (_, mention) in report.cells.items()}


def test_weight_and_score_stand_side_by_side_whatever_words_stand_before_them() -> None:
    """Aim and outcome are words in one row and numbers in another; a remark may follow."""
    found = cells(FORM)
    assert found["委托业务项目数量", "得分"] == "10"
    assert (found["经费支出合规性", "分值"], found["经费支出合规性", "得分"]) == ("10", "8")
    assert found["群众知晓率", "实际完成值"] == "92.5%"
    assert found["对本地区公平市场环境的维护程度", "分值"] == "20"
    assert found["总分", "得分"] == "88"


@pytest.mark.parametrize(
    ("right", "wrong", "rule"),
    [
        ("预期指标 10 8", "预期指标 10 11", "S-02"),
        ("总分 90 88", "总分 90 83", "S-04"),
    ],
)
def test_what_contradicts_in_it_is_found(right: str, wrong: str, rule: str) -> None:
    """A score above its weight, a total that its rows do not give; the form as it is raises no alarm."""
    assert FORM.count(right) == 1
    report = check(read(FORM.replace(right, wrong).encode(), "text.txt"))
    assert rule in {each.rule for each in report.findings if each.severity is not Severity.NOTE}
    clean = check(read(FORM.encode(), "text.txt"))
    assert not [each.rule for each in clean.findings if each.severity is not Severity.NOTE]


def test_two_numbers_at_the_end_of_a_line_make_no_form() -> None:
    """Without a head of weight and score, or where most scores are above their weights, nothing is read so."""
    assert ("委托业务项目数量", "得分") not in cells(FORM.replace("分值 得分", "本年 上年"))
    turned = FORM.replace(" 10 10", " 8 10").replace(" 20 20", " 15 20")
    assert ("委托业务项目数量", "得分") not in cells(turned)
