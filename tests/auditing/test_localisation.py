"""Which statement is suspected, how surely, and what it should say."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from auditor import api
from auditor.auditing.trials import Trials
from auditor.findings import Severity, Verdict
from auditor.language.rulebook import Rulebook
from auditor.readers.json_file import read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.findings import Finding

Json = dict[str, Any]
RULES = """语言 1

规则 X-1 一致
  一致 *

规则 X-2 和
  检查 甲.合计 = 甲.一 + 甲.二

规则 X-3 差
  检查 乙.余 = 甲.一 - 乙.出
"""


def findings(rules: str = RULES, **printed: tuple[str, ...]) -> tuple[Finding, ...]:
    """Return what an audit says of figures (`_` for the dot) that are printed with these texts."""
    figures = [
        {
            "key": key.replace("_", "."),
            "label": key,
            "unit": "万元",
            "mentions": [
                {"text": text, "location": {"line": 10 * at + place, "column": 1}}
                for place, text in enumerate(texts)
            ],
        }
        for at, (key, texts) in enumerate(printed.items(), 1)
    ]
    data: Json = {
        "format": "auditor-report",
        "version": "1",
        "document": {"name": "made.txt"},
        "tables": [],
        "figures": figures,
    }
    return api.check(
        read(json.dumps(data).encode(), "made.json"), Rulebook.of_texts({"made.rules": rules})
    ).findings


def told(finding: Finding) -> list[tuple[str, int | None, str, str | None, str | None]]:
    """Return key, line, confidence, cause and suggestion of every suspect."""
    return [
        (each.key, each.location.line, each.confidence, each.cause, each.suggested)
        for each in finding.suspects
    ]


def test_one_against_one_names_both() -> None:
    """Nothing speaks for either: both with low confidence."""
    (found,) = findings(甲_一=("12.34", "12.43"))
    assert {(line, sure) for _, line, sure, _, _ in told(found)} == {(10, "low"), (11, "low")}


def test_two_against_two_names_nobody() -> None:
    """As many copies on either side and no rule that decides: a person must look."""
    (found,) = findings(甲_一=("12.34", "12.43", "12.34", "12.43"))
    assert found.suspects == ()


def test_the_odd_one_out_is_suspected() -> None:
    """One copy of four differs."""
    (found,) = findings(甲_一=("12.34", "12.34", "12.43", "12.34"))
    assert told(found)[0] == ("甲.一", 12, "medium", "transposition", "12.34万元")


def test_a_rule_decides_between_two_copies() -> None:
    """The sum holds for one of the two values only."""
    (found,) = findings(甲_合计=("20.00",), 甲_一=("12.34", "12.43"), 甲_二=("7.66",))
    assert told(found) == [("甲.一", 21, "high", "transposition", "12.34万元")]


def test_two_broken_rules_meet_in_one_figure() -> None:
    """Sum and difference both break: the figure they share is wrong, in one finding."""
    (found,) = findings(
        甲_合计=("20.00",), 甲_一=("123.40",), 甲_二=("7.66",), 乙_余=("2.34",), 乙_出=("10.00",)
    )
    assert told(found) == [("甲.一", 20, "high", "decimal-shift", "12.34万元")]
    assert {found.rule, *(each.rule for each in found.consequences)} == {"X-2", "X-3"}


def test_a_change_that_breaks_another_rule_is_no_repair() -> None:
    """The sum breaks, the difference holds: what they share is right."""
    (found,) = findings(
        甲_合计=("20.90",), 甲_一=("12.34",), 甲_二=("7.66",), 乙_余=("2.34",), 乙_出=("10.00",)
    )
    assert {key for key, *_ in told(found)} == {"甲.合计", "甲.二"}
    assert told(found)[0] == ("甲.合计", 10, "medium", "digit", "20.00万元")


def test_inequalities_suggest_nothing() -> None:
    """A bound that is broken says which figures, not which value."""
    rules = "语言 1\n\n规则 X-1 界\n  检查 甲.一 ≤ 甲.二\n"
    (found,) = findings(rules, 甲_一=("8.00",), 甲_二=("7.00",))
    assert {(key, suggested) for key, _, _, _, suggested in told(found)} == {("甲.一", None), ("甲.二", None)}


def made(rules: str, figures: Sequence[tuple[str, str, tuple[str, ...]]]) -> tuple[Finding, ...]:
    """Return what an audit says of figures, each with its unit and the texts of its mentions."""
    data: Json = {
        "format": "auditor-report",
        "version": "1",
        "document": {"name": "made.txt"},
        "figures": [
            {
                "key": key,
                "label": key,
                "unit": unit,
                "mentions": [
                    {"text": text, "location": {"line": 10 * at + place, "column": 1}}
                    for place, text in enumerate(texts)
                ],
            }
            for at, (key, unit, texts) in enumerate(figures, 1)
        ],
    }
    report = read(json.dumps(data).encode(), "made.json")
    return api.check(report, Rulebook.of_texts({"made.rules": f"语言 1\n\n{rules}\n"})).findings


def gap(others: int, *spent: str) -> Finding:
    """Return the gap of a rate in a report in which so many other rates recompute exactly."""
    rates = [
        figure
        for at in range(others)
        for figure in (
            (f"项{at}.率", "%", ("50.00%",)),
            (f"项{at}.支", "万元", ("6.25",)),
            (f"项{at}.预", "万元", ("12.50",)),
        )
    ]
    mine = [("购.率", "%", ("1523.67%",)), ("购.支", "万元", spent), ("购.预", "万元", ("3",))]
    found = made("规则 X-5 率\n  逐项 *: 率 = 支 / 预", [*mine, *rates])
    (only,) = (each for each in found if each.rule == "X-5")
    return only


def test_a_gap_of_many_places_names_what_would_recompute() -> None:
    """3 may be 2.9953, but 45.71 / 3 is what is printed: 45.76 is one of the two that could be wrong."""
    found = gap(100, "45.76", "45.76")
    assert (found.verdict, found.severity) == (Verdict.ROUNDING_GAP, Severity.NOTE)
    assert told(found) == [
        ("购.率", 10, "low", None, "1525.33%"),
        ("购.支", 20, "low", "last-digit", "45.71万元"),
        ("购.支", 21, "low", "last-digit", "45.71万元"),
    ]
    assert found.remarks[-1].startswith("若不是舍入所致")


def test_where_gaps_are_usual_nobody_is_suspected() -> None:
    """A report that computes with digits it does not print leaves gaps."""
    assert gap(99, "45.76", "45.76").suspects == ()


def test_a_mention_that_its_own_copies_belie_is_suspected_all_the_same() -> None:
    """100% twice and 99.55% once, where 2 of 2 is 100 %."""
    (found,) = made(
        "规则 X-5 率\n  检查 甲.得分率 = 甲.得分 / 甲.权重",
        [
            ("甲.得分率", "%", ("100%", "99.55%", "100%")),
            ("甲.得分", "分", ("2",)),
            ("甲.权重", "分", ("2",)),
        ],
    )
    assert found.verdict is Verdict.ROUNDING_GAP
    assert [(line, sure, suggested) for _, line, sure, _, suggested in told(found)] == [
        (11, "low", "100.00%")
    ]


def test_a_gap_of_one_last_place_accuses_nobody() -> None:
    """That is what rounding does."""
    (found,) = made(
        "规则 X-6 差\n  检查 甲.余 = 甲.一 - 甲.二",
        [("甲.余", "万元", ("4.69",)), ("甲.一", "万元", ("12.34",)), ("甲.二", "万元", ("7.66",))],
    )
    assert (found.verdict, found.suspects) == (Verdict.ROUNDING_GAP, ())


def test_a_mention_of_fewer_places_that_fits_is_not_suspected() -> None:
    """Four times 0 and once 0.1, where 0 is due: 0 is no error."""
    (found,) = made(
        "规则 X-1 一致\n  一致 *\n\n规则 X-2 零\n  检查 丙.得 = 0分",
        [("丙.得", "分", ("0", "0", "0.1", "0"))],
    )
    assert [(line, suggested) for _, line, _, _, suggested in told(found)] == [(12, "0.0分")]


def test_a_figure_printed_coarser_is_mended_to_the_places_of_the_other() -> None:
    """98% where 99.55% stands three times, and a rule speaks for that: 100% would only be within rounding."""
    (found,) = made(
        "规则 X-1 同\n  检查 甲.标 = 甲.计\n\n规则 X-2 同\n  检查 甲.标 = 甲.实",
        [("甲.标", "%", ("99.55%", "99.55%")), ("甲.计", "%", ("98%",)), ("甲.实", "%", ("99.55%",))],
    )
    assert [(key, suggested) for key, _, _, _, suggested in told(found)] == [("甲.计", "99.55%")]


@pytest.mark.parametrize(
    ("men", "women", "wrong"),
    [("0.2113%", "78.87%", ("性.男", "21.1300%")), ("21.13%", "7.887%", ("性.女", "78.870%"))],
)
def test_of_two_shares_the_one_of_other_places_is_wrong(men: str, women: str, wrong: tuple[str, str]) -> None:
    """Neither lends its places to the other: 21.1300 % of 71 there cannot be, but 21.13 %."""
    (found,) = made(
        "规则 X-4 占比\n  占比 性.男, 性.女 样本 性.份数 单选",
        [("性.男", "%", (men,)), ("性.女", "%", (women,)), ("性.份数", "份", ("71",))],
    )
    assert [(key, cause, suggested) for key, _, _, cause, suggested in told(found)] == [
        (wrong[0], "decimal-shift", wrong[1])
    ]


def test_a_mention_that_another_rule_wants_changed_is_the_wrong_one() -> None:
    """One against one; but 1, 2, 40 does not go on by one, and 1, 2, 3 does."""
    found = made(
        "规则 X-1 一致\n  一致 *\n\n规则 X-7 号\n  检查 跳号(号.*) = 0",
        [("号.一", "", ("1",)), ("号.二", "", ("2",)), ("号.三", "", ("40", "3"))],
    )
    (disagreement,) = [each for each in found if each.rule == "X-1"]
    assert told(disagreement)[0][:3] == ("号.三", 30, "medium")
    assert told(disagreement)[0][4] == "3"


def test_figures_in_doubt_are_no_evidence() -> None:
    """The target equals the result to the last decimal: that the plan says otherwise is no error of the plan."""
    rules = (
        "规则 X-8 倒填\n  逐项 *: 取自结果(标杆值, 业绩值) = 0\n\n"
        "规则 X-9 计划\n  检查 C1.标杆值 = 计划.率\n\n规则 X-10 目标\n  检查 C1.标杆值 = 方案.率"
    )
    scheme, plan = ("方案.率", "%", ("99.55%",)), ("计划.率", "%", ("90%",))
    target = ("C1.标杆值", "%", ("99.55%",))
    doubted = made(rules, [target, ("C1.业绩值", "%", ("99.55%",)), scheme, plan])
    assert [each.suspects for each in doubted if each.rule == "X-9"] == [()]
    (found,) = made(rules, [target, ("C1.业绩值", "%", ("98.10%",)), scheme, plan])
    assert [key for key, *_ in told(found)] == ["计划.率"]


def test_too_few_ticks_of_a_question_that_all_answered() -> None:
    """30 + 20 + 20 of 71 answers leave one without a tick; 31 in the first row would do."""
    (found,) = made(
        "规则 X-4 占比\n  占比 表.一, 表.二, 表.三 样本 表.份数 多选必答",
        [
            ("表.一", "%", ("42.25%",)),
            ("表.二", "%", ("28.17%",)),
            ("表.三", "%", ("28.17%",)),
            ("表.份数", "份", ("71",)),
        ],
    )
    assert "不足 71 份" in found.messages["zh"]
    assert {key for key, *_ in told(found)} == {"表.一", "表.二", "表.三"}


def odd(**printed: tuple[str, ...]) -> Finding:
    """Return what is said of a list of shares of 71 people that was computed over all their ticks."""
    rules = "语言 1\n\n规则 X-4 占比\n  占比 表.一, 表.二, 表.三, 表.四 样本 表.份数 多选\n"
    figures = [
        {
            "key": key.replace("_", "."),
            "label": key,
            "unit": "份" if key.endswith("份数") else "%",
            "mentions": [{"text": text, "location": {"line": 10 * at, "column": 1}} for text in texts],
        }
        for at, (key, texts) in enumerate(printed.items(), 1)
    ]
    data = {"format": "auditor-report", "version": "1", "document": {"name": "made.txt"}, "figures": figures}
    report = read(json.dumps(data).encode(), "made.json")
    (found,) = api.check(report, Rulebook.of_texts({"made.rules": rules})).findings
    return found


def test_one_wrong_share_of_a_list_over_another_base_is_told() -> None:
    """39, 25, 4 and 24 of 92 ticks: 4.35 % written 4.53 % is the row that does not fit, and 92 its base."""
    found = odd(表_一=("42.39%",), 表_二=("27.17%",), 表_三=("4.53%",), 表_四=("26.09%",), 表_份数=("71",))
    assert [(each.key, each.cause, each.suggested) for each in found.suspects] == [
        ("表.三", "transposition", "4.35%")
    ]
    assert "92" in found.messages["zh"]


def test_a_share_in_the_place_of_another_is_among_the_suspects() -> None:
    """Each row fits 92 ticks, their sum does not: the row is one of several that could be wrong."""
    found = odd(表_一=("42.39%",), 表_二=("27.17%",), 表_三=("26.09%",), 表_四=("26.09%",), 表_份数=("71",))
    assert "表.三" in {each.key for each in found.suspects}
    assert {each.confidence for each in found.suspects} == {"low"}


def test_a_search_that_is_given_up_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """With no step to spare nothing is decided, and the finding says why."""
    monkeypatch.setattr("auditor.auditing.searching.MAX_STEPS", 0)
    (found,) = findings(甲_合计=("20.00",), 甲_一=("12.34",), 甲_二=("7.99",))
    assert found.suspects == ()
    assert any("没有试完" in remark for remark in found.remarks)


def test_many_rules_that_break_together_take_bounded_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred and twenty sums that all claim one total: what is left undecided says so."""
    tried: list[Trials] = []

    def made(facts: Facts, outcomes: Sequence[Outcome]) -> Trials:
        tried.append(Trials(facts, outcomes))
        return tried[-1]

    monkeypatch.setattr("auditor.auditing.grouping.Trials", made)
    monkeypatch.setattr("auditor.auditing.trials.MAX_VERDICTS", 2_000)
    rules = "语言 1\n" + "".join(
        f"\n规则 R-{at} 和\n  检查 总.数 = 甲.v{at} + 乙.v{at}\n" for at in range(120)
    )
    printed = {"总_数": ("100.00",)}
    for at in range(120):
        printed |= {f"甲_v{at}": (f"{at + 1}.17",), f"乙_v{at}": (f"{at * 7 % 90 + 1}.55",)}
    found = findings(rules, **printed)
    assert any("没有试完" in remark for finding in found for remark in finding.remarks)
    assert tried[0]._tried < 5_000  # noqa: SLF001 - the work done
