"""Scoring rules through the public face: what a printed score may be, and what a rule must say."""

from __future__ import annotations

import json

import pytest

from auditor.api import check, read_bytes
from auditor.findings import Verdict
from auditor.language import Rulebook, RulebookError

HEAD = "语言 1\n\n评分 C11 办件量\n  权重 5分\n"


def judged(rule: str, actual: tuple[str, str], target: tuple[str, str], score: str) -> Verdict:
    """Judge one indicator by `rule` and return the worst verdict."""

    def figure(name: str, text: str, unit: str) -> dict[str, object]:
        mentions = [{"text": text, "location": {"line": 1}}]
        return {"key": f"C11.{name}", "unit": unit, "exact": name != "业绩值", "mentions": mentions}

    figures = [
        figure("业绩值", *actual),
        figure("标杆值", *target),
        figure("权重", "5", "分"),
        figure("得分", score, "分"),
    ]
    data = json.dumps({"format": "auditor-report", "version": "1", "figures": figures}).encode()
    audit = check(read_bytes(data, "r.json"), Rulebook.of_texts({"c.rules": HEAD + rule}))
    order = list(Verdict)
    return max((verdict for verdict in audit.verdicts if audit.verdicts[verdict]), key=order.index)


def below(step: str, reading: str = "按比例") -> str:
    return f"  档 业绩值 ≥ 目标值 得 满分\n  档 其余 每低于目标值 {step} 扣 权重的5% {reading} 扣完为止\n"


@pytest.mark.parametrize(
    ("step", "reading", "actual", "target", "score"),
    [
        ("1%", "按比例", ("490", "件"), ("500", "件"), "4.5"),
        ("相对 1%", "按比例", ("490", "件"), ("500", "件"), "4.5"),
        ("1个百分点", "按比例", ("96.5%", "%"), ("100%", "%"), "4.125"),
        ("相对 1%", "按比例", ("47.5%", "%"), ("50%", "%"), "3.75"),
        ("1个百分点", "每满不足不扣", ("96.5%", "%"), ("100%", "%"), "4.25"),
        ("1个百分点", "不足按1个计", ("96.5%", "%"), ("100%", "%"), "4"),
        ("1个百分点", "按比例", ("50%", "%"), ("100%", "%"), "0"),
        ("1个百分点", "按比例", ("103%", "%"), ("100%", "%"), "5"),
    ],
)
def test_the_step_reads_as_it_is_written(
    step: str, reading: str, actual: tuple[str, str], target: tuple[str, str], score: str
) -> None:
    assert judged(below(step, reading), actual, target, score) is Verdict.EXACT
    assert judged(below(step, reading), actual, target, "1.93") is Verdict.DISCREPANCY


def test_one_percent_of_a_rate_must_say_what_it_means() -> None:
    with pytest.raises(RulebookError) as refused:
        judged(below("1%"), ("98%", "%"), ("100%", "%"), "4.5")
    assert "百分点" in refused.value.render("zh")


def test_the_same_step_as_points_and_as_a_share_differ() -> None:
    assert judged(below("1个百分点"), ("47.5%", "%"), ("50%", "%"), "4.375") is Verdict.EXACT
    assert judged(below("相对 1%"), ("47.5%", "%"), ("50%", "%"), "4.375") is Verdict.DISCREPANCY


@pytest.mark.parametrize(
    ("criteria", "short"),
    [
        ("要点 2项 一项不符 扣 1分 扣完为止", True),
        ("要点 5项 一项不符 扣 1分 扣完为止", False),
        ("要点 8项 一项不符 扣 1分 扣完为止", False),
        # Nothing is to be exhausted, or nobody says how many criteria there are.
        ("要点 2项 一项不符 扣 1分", False),
        ("要点 一项不符 扣 1分 扣完为止", False),
    ],
)
def test_a_standard_that_cannot_take_all_marks(criteria: str, *, short: bool) -> None:
    """Two criteria of one point each never exhaust five points, though the standard says so: a note."""
    figures = [
        {
            "key": f"C11.{name}",
            "unit": "分",
            "exact": True,
            "mentions": [{"text": "5", "location": {"line": 1}}],
        }
        for name in ("权重", "得分")
    ]
    data = json.dumps({"format": "auditor-report", "version": "1", "figures": figures}).encode()
    audit = check(read_bytes(data, "r.json"), Rulebook.of_texts({"c.rules": f"{HEAD}  {criteria}\n"}))
    assert [finding.severity.value for finding in audit.findings] == ["note"] * short
