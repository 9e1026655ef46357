"""Scoring methods read clause by clause, for outcomes that are counted, rated, said in words, or told in the same cell."""

from __future__ import annotations

from fractions import Fraction

import pytest

from auditor.checks.scores._methods import given, given_by
from auditor.checks.scores._outcomes import done_of

APART = [
    # bands and bounds without 得
    ("≥95%满分，93%~95%（不含）6分，93%以下0分", "", "93.50%", {"6"}),
    ("30户及以上得8分", "", "31户", {"8"}),
    ("下降10%得8分", "", "14.9%", {"8"}),
    ("20分钟以内满分", "", "平均16.4分钟", {"8"}),
    # what is aimed at
    ("达到目标得满分", "1,260株", "1,300株", {"8"}),
    ("达标得满分", "≤3%", "1.02%", {"8"}),
    ("达标得满分", "15日", "18日", set()),
    ("达标得满分，否则0分", "≤3%", "3.2%", {"0"}),
    ("超额不加分", "1,260株", "1,300株", {"8"}),
    ("达到目标得满分", "1,260株", "1,200株", set()),
    # steps
    ("少1批扣2分", "6批", "5批", {"6"}),
    ("净增20家得8分，少1家扣1分", "", "18家", {"6"}),
    ("95%及以上满分，每低1个百分点扣0.5分，不满1个百分点按1个百分点计", "", "92.1%", {"6.5"}),
    ("每低1个百分点扣1分，不足1个百分点计1个", "95%", "92.24%", {"5"}),
    ("每低1个百分点扣0.5分，不足1个百分点按比例扣", "95%", "93.8%", {"7.4"}),
    ("低于90%的，每低1个百分点扣0.5分", "", "86%", {"6"}),
    ("目标5万册，每少1%扣0.2分（不足1%按1%），扣完为止", "", "4.86万册，少2.8%", {"7.4"}),
    ("超过5份，每份扣1分", "", "抽查40份，7份不规范", {"6"}),
    # what was found wanting
    ("每处扣0.5分", "0处", "3处故障", {"6.5"}),
    ("每1次不合格扣1.5分", "48次全部合格", "46次合格", {"5"}),
    ("抽查20份，每份不合格扣0.5分", "", "规范", {"8"}),
    ("每超时1件扣0.5分", "", "3件超时，均已整改", {"6.5"}),
    ("每超时1件扣0.5分", "", "3件全部按时", set()),
    ("发现1起违规不得分", "合规", "合规", {"8"}),
    ("每家每季度1次，缺1次扣3分", "", "23次", set()),
    # words
    ("健全8分，基本健全6分", "健全", "基本健全", {"6"}),
    ("依据充分得满分", "", "充分", {"8"}),
    ("不规范得0分，规范得满分", "", "规范", {"8"}),
    # shares, gains, and limits
    ("8×完成率", "", "80%", {"6.4"}),
    ("分值×完成率，最高8分", "20公里", "24.6公里", {"8"}),
    ("按达标点位比例计分", "", "46个点中23个达标", {"4"}),
    ("每篇0.5分，4分封顶", "", "11篇", {"4"}),
    ("每新增1家2分；无连锁企业的，本项最高4分", "", "新增3家，无连锁企业", {"4"}),
    ("每新增1家2分；无连锁企业的，本项最高4分", "", "新增3家", {"6"}),
    ("每逾期1天扣1分，最多扣6分", "", "逾期9天", {"2"}),
    ("得分=到位率×6", "", "80%", set()),
    ("由专家酌情打分，1至3分不等", "", "2项", set()),
]


@pytest.mark.parametrize(("method", "target", "outcome", "scores"), APART)
def test_gives_what_a_method_gives_for_an_outcome(
    method: str, target: str, outcome: str, scores: set[str]
) -> None:
    """Of 8 points; a method that is not understood as a whole gives nothing."""
    assert {Fraction(each) for each in scores} <= set(given(method, Fraction(8), done_of(outcome, target)))
    assert scores or not given(method, Fraction(8), done_of(outcome, target))


TOGETHER = [
    ("目标90%，实际86.93%，按实际/目标计分", {"7.73"}),
    ("计划45场，举办42场，按比例", {"7.47"}),
    ("96.31%，≥95%得满分，否则每低1个百分点扣1分", {"8"}),
    ("应签31个，缺6个，每缺1个扣0.25分，扣1.5分", {"6.5"}),
    ("增收53元；达到50元得5分，每多增1元加1分，最高8分", {"8"}),
    ("目标98%，每低1个百分点扣0.3分，低2个百分点", {"7.4"}),
    ("84.5%，目标80%，达标", {"8"}),
    ("8×95.00%", {"7.6"}),
    ("按完成率计分（8分×96.5%）；其余三项满16分，扣1.12分", set()),
    ("目标8%，实际9.9%", set()),
]


@pytest.mark.parametrize(("text", "scores"), TOGETHER)
def test_gives_what_a_remark_tells_with_its_outcome(text: str, scores: set[str]) -> None:
    """A remark may tell the aim, the outcome and the rule in any order."""
    found = given_by(text, Fraction(8))
    rounded = {Fraction((each * 100 + Fraction(1, 2)).__floor__(), 100) for each in found}
    assert {Fraction(each) for each in scores} <= rounded
    assert scores or not found
