"""Words that point to what was told before name nothing beyond their paragraph."""

import pytest

from auditor.report.pointing import points_back


@pytest.mark.parametrize(
    "name", ["该项得分", "该项权重", "其支出", "本项得分", "上述资金", "本指标得分", "此类项目", "两者合计"]
)
def test_a_name_that_begins_with_a_pointing_word_points(name: str) -> None:
    """What is so named is something else in every paragraph."""
    assert points_back(name)


@pytest.mark.parametrize(
    "name", ["该项目支出", "其他支出", "其中中央资金", "本部门支出", "本级收入", "本项目得分", "得分率"]
)
def test_what_a_report_is_of_may_be_pointed_to(name: str) -> None:
    """该项目 and 本部门 are those of the whole report, and 其他 is a class."""
    assert not points_back(name)
