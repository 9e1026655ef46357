"""What is proved of scores holds on every value; what is refuted has a witness that the engine confirms."""

from __future__ import annotations

import re
import textwrap
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor import resources
from auditor.assurance.examples import result_of
from auditor.assurance.mutants import mutants_of
from auditor.assurance.piecewise import OutOfReachError
from auditor.assurance.proof import Proof, proofs_of, prove, scheme_of
from auditor.language import tree
from auditor.language.rulebook import Rulebook
from auditor.numbers import decimal_text
from auditor.source import Span

NOWHERE = Span(0, 0)


def proofs(text: str) -> dict[str, Proof]:
    """Prove the one scoring rule of `text`."""
    book = Rulebook.of_texts({"t.rules": "语言 1\n" + textwrap.dedent(text)})
    return {proof.property: proof for proof in prove(book)}


def score(rule: tree.Scoring, value: Fraction, unit: str) -> Fraction | None:
    """Return the score that the engine gives."""
    number = tree.Number(value, unit, f"{decimal_text(value, places=30)}{unit}", NOWHERE)
    full = tree.Number(Fraction(0), "分", "0分", NOWHERE)
    example = tree.Example((tree.Binding("业绩值", number, NOWHERE),), None, full, NOWHERE)
    return result_of("", rule, example).score


@pytest.mark.parametrize(
    ("text", "refuted"),
    [
        ("档 业绩值 ≥ 目标值 得 满分\n档 其余 每低于目标值 1个百分点 扣 权重的5% 按比例 扣完为止", set()),
        ("档 业绩值 ≥ 目标值 得 5分\n档 其余 不得分", {"bounded", "full_at_target", "cliff"}),
        ("档 业绩值 ≥ 90% 得 满分\n档 业绩值 < 80% 不得分", {"defined", "cliff"}),
        (
            "档 业绩值 ≥ 目标值 得 满分\n档 其余 每低于目标值 1个百分点 扣 0.02分 按比例 扣完为止",
            {"exhausts"},
        ),
        (
            "档 业绩值 ≥ 目标值 得 满分\n档 其余 每低于目标值 1个百分点 扣 0.5分 每满不足不扣",
            {"bounded", "floor"},
        ),
        (
            "走向 越低越好\n档 业绩值 ≥ 目标值 得 满分\n档 其余 每低于目标值 1个百分点 扣 0.5分 按比例 扣完为止",
            {"monotone"},
        ),
        ("要点 2项 一项不符 扣 1分 扣完为止", {"exhausts"}),
        ("要点 5项 一项不符 扣 1分", {"bounded", "floor"}),
        ("要点 4项 一项不符 扣 权重的25% 扣完为止", set()),
        ("得 业绩值 / 目标值 × 权重\n封顶 4分", set()),
        ("得 权重 × 目标值 / 业绩值\n封顶 4分", {"defined"}),
    ],
)
def test_the_properties_of_a_score(text: str, refuted: set[str] | None) -> None:
    """A rule of weight 4 and target 90 %: what breaks is found, and nothing else."""
    found = proofs("评分 C x\n  权重 4分\n  目标 90%\n" + textwrap.indent(text, "  "))
    if refuted is None:
        assert {proof.result for proof in found.values()} == {"undecided"}
    else:
        assert {name for name, proof in found.items() if proof.result == "refuted"} == refuted
        assert not any(proof.result == "undecided" for proof in found.values())


@pytest.mark.parametrize(
    ("bands", "refuted"),
    [
        ('档 业绩值 = "健全" 得 满分\n  档 业绩值 = "基本健全" 得 2分\n  档 其余 不得分', set()),
        ("档 业绩值 = 目标值 得 满分\n  档 业绩值 ≠ 目标值 不得分", set()),
        ('档 业绩值 = "健全" 得 满分\n  档 业绩值 = "基本健全" 得 2分', {"defined"}),
        ('档 业绩值 = "健全" 得 5分\n  档 其余 不得分', {"bounded", "full_at_target"}),
        ('档 业绩值 = "健全" 得 2分\n  档 其余 得 权重 - 4分', {"bounded", "floor", "full_at_target"}),
    ],
)  # fmt: skip
def test_scores_of_texts_are_proved(bands: str, refuted: set[str]) -> None:
    """A rule whose actual value is a text is decided for every text it names and any other."""
    found = proofs(f'评分 X 制度\n  权重 3分\n  目标 "健全"\n  {bands}\n')
    assert {name for name, proof in found.items() if proof.result == "refuted"} == refuted
    assert {proof.result for proof in found.values()} <= {"proved", "refuted"}


@pytest.mark.parametrize(
    ("body", "refuted"),
    [
        ("得 完成数 / 计划数 × 权重\n  封顶 权重", set()),
        ("得 完成数 / 计划数 × 权重", {"bounded"}),
        ("得 (完成数 - 计划数) / 计划数 × 权重\n  封顶 权重", {"bounded", "floor"}),
        ("档 完成率 ≥ 90% 且 满意度 ≥ 95% 得 满分\n  档 完成率 ≥ 90% 或 满意度 ≥ 95% 得 2分\n  档 其余 不得分", set()),
        ("档 完成率 ≥ 90% 且 满意度 ≥ 95% 得 满分\n  档 完成率 < 90% 不得分", {"defined"}),
        ("档 完成率 ≥ 90% 且 满意度 ≥ 95% 得 3分\n  档 其余 不得分", {"full_at_target"}),
        ("目标 100%\n  否决 违规数 > 0件\n  档 业绩值 ≥ 目标值 得 满分\n  档 其余 得 3分", set()),
        ("目标 100%\n  否决 违规数 > 0件\n  档 业绩值 ≥ 目标值 得 3分\n  档 其余 得 满分", {"full_at_target"}),
    ],
)  # fmt: skip
def test_scores_of_several_figures_are_proved(body: str, refuted: set[str]) -> None:
    """Ratios of two figures, two conditions at once, a veto: decided exactly, with values that show it."""
    examples = "例 完成数=9项, 计划数=10项 结果 3.6分" if "计划数" in body else ""
    found = proofs(f"评分 X 几个数字\n  权重 4分\n  {body}\n  {examples}\n")
    assert {name for name, proof in found.items() if proof.result == "refuted"} == refuted
    assert not [proof for proof in found.values() if proof.result == "undecided"]
    broken = {name: proof.witness for name, proof in found.items() if proof.result == "refuted"}
    assert all(witness for name, witness in broken.items() if name != "full_at_target")


@pytest.mark.parametrize(
    ("body", "refuted"),
    [
        # A cost: what is dearer than planned scores in proportion, and nothing costs nothing.
        ("目标 5万元\n  走向 越低越好\n  档 业绩值 ≤ 目标值 得 满分\n  档 其余 得 目标值 / 业绩值 × 权重", set()),
        ("目标 5万元\n  走向 越高越好\n  档 业绩值 ≤ 目标值 得 满分\n  档 其余 得 目标值 / 业绩值 × 权重", {"monotone"}),
        ("目标 5万元\n  档 业绩值 ≤ 目标值 得 满分\n  档 其余 得 目标值 / 业绩值 × 5分", {"bounded", "monotone", "cliff"}),
        ("目标 5万元\n  得 (业绩值 + 5万元) / (业绩值 + 10万元) × 6分\n  封顶 4分", set()),
        ("目标 5万元\n  得 (业绩值 + 5万元) / (业绩值 + 10万元) × 6分", {"bounded"}),
        # A day: 2023-06-30 is in time, each day behind it costs.
        ("目标 2023-06-30\n  档 业绩值 ≤ 目标值 得 满分\n  档 其余 每高于目标值 1天 扣 0.5分 不足按1个计 扣完为止", set()),
        ("目标 2023-06-30\n  档 业绩值 ≤ 目标值 得 满分\n  档 其余 每高于目标值 1天 扣 0.5分 不足按1个计", {"bounded", "floor"}),
        ("目标 2023-06-30\n  档 业绩值 ≤ 2023-06-29 得 满分\n  档 业绩值 > 2023-06-30 不得分", {"defined", "full_at_target", "cliff"}),
        # So many marks a time, and a score that is itself rounded.
        ("得 权重 - 通报次数 × 2分\n  保底 0分\n  例 通报次数=2次 结果 0分", set()),
        ("得 权重 - 通报次数 × 2分\n  例 通报次数=2次 结果 0分", {"bounded", "floor"}),
        ("目标 100%\n  得 四舍五入(业绩值 × 权重, 0.01)\n  封顶 4分", set()),
        # Steps from a figure that the report states.
        ("档 业绩值 ≥ 上年数 得 满分\n  档 其余 每低于上年数 1件 扣 0.5分 每满不足不扣 扣完为止\n  例 业绩值=8件, 上年数=10件 结果 3分", set()),
        ("档 业绩值 ≥ 上年数 得 满分\n  档 其余 每低于上年数 1件 扣 0.5分 不足按1个计\n  例 业绩值=8件, 上年数=10件 结果 3分", {"bounded", "floor"}),
    ],
)  # fmt: skip
def test_wordings_of_departments_are_decided(body: str, refuted: set[str]) -> None:
    """Costs, days, marks a time and steps from a stated figure: nothing is left undecided."""
    found = proofs(f"评分 X 措辞\n  权重 4分\n  {body}\n")
    assert {name for name, proof in found.items() if proof.result == "refuted"} == refuted
    assert not [proof for proof in found.values() if proof.result == "undecided"]


@pytest.mark.parametrize(
    ("body", "refuted"),
    [
        ("档 存在(验收报告) 得 满分\n  档 其余 不得分", set()),
        ("档 存在(验收报告) 得 5分\n  档 其余 不得分", {"bounded", "full_at_target"}),
        ("档 存在(验收报告) 得 满分", {"defined"}),
        ("目标 90%\n  否决 存在(安全事故)\n  档 业绩值 ≥ 90% 得 满分\n  档 其余 每低于 90% 1个百分点 扣 1分 按比例 扣完为止", set()),
        ("目标 90%\n  否决 非 存在(验收报告)\n  档 业绩值 ≥ 90% 得 满分\n  档 其余 每低于 90% 1个百分点 扣 1分 按比例", {"bounded", "floor"}),
    ],
)  # fmt: skip
def test_what_a_report_has_or_not_is_decided_both_ways(body: str, refuted: set[str]) -> None:
    """存在 can hold or not: full marks need one way, bounds both."""
    found = proofs(f"评分 X 有无\n  权重 4分\n  {body}\n")
    assert {name for name, proof in found.items() if proof.result == "refuted"} == refuted
    assert not [proof for proof in found.values() if proof.result == "undecided"]


def test_a_witness_names_the_figure_that_it_is_of() -> None:
    """A witness can be put into an example as it stands: the figure's own name, texts in quotes, days as days."""
    counted = proofs("评分 X 通报\n  权重 4分\n  得 权重 - 通报次数 × 2分\n  例 通报次数=2次 结果 0分\n")
    assert counted["floor"].witness == "通报次数=3次 → -2分"
    words = proofs(
        '评分 X 制度\n  权重 3分\n  目标 "是"\n  档 业绩值 = "是" 得 4分\n  档 业绩值 = "否" 不得分\n'
    )
    assert words["defined"].witness == '业绩值="其他文字"'
    assert words["bounded"].witness == '业绩值="是" → 4分'
    days = proofs(
        "评分 X 按时\n  权重 3分\n  目标 2023-06-30\n  档 业绩值 ≤ 2023-06-29 得 满分\n  档 其余 不得分\n"
    )
    assert days["full_at_target"].witness == "业绩值=2023-06-30 → 0分"


RATIO = "得 完成数 / 计划数 × 权重"


@given(st.sampled_from(["", "封顶 权重", "保底 1分", "封顶 3分"]), st.integers(0, 200), st.integers(1, 200))
def test_what_is_proved_of_two_figures_holds_for_any_two(limit: str, done: int, planned: int) -> None:
    """No pair of whole numbers scores outside the bounds that were proved."""
    text = f"语言 1\n评分 X 率\n  权重 4分\n  {RATIO}\n  {limit}\n  例 完成数=1项, 计划数=1项 结果 4分\n"
    (_, rule), = Rulebook.of_texts({"t.rules": text}).scorings  # fmt: skip
    number = [tree.Number(Fraction(value), "项", f"{value}项", NOWHERE) for value in (done, planned)]
    names = ("完成数", "计划数")
    given_ = tuple(tree.Binding(name, value, NOWHERE) for name, value in zip(names, number, strict=True))
    zero = tree.Number(Fraction(0), "分", "0分", NOWHERE)
    found = result_of("", rule, tree.Example(given_, None, zero, NOWHERE)).score
    results = {proof.property: proof.result for proof in proofs_of(rule)}
    assert found is not None
    assert results["bounded"] == "refuted" or 0 <= found <= 4
    assert (results["bounded"] == "refuted") == ("封顶" not in limit)


def test_a_bare_one_is_the_whole_of_a_share() -> None:
    """最小(业绩值 / 目标值, 1) needs no percent sign; a bare 93 would."""
    found = proofs("评分 X 率\n  权重 5分\n  目标 90%\n  得 最小(业绩值 / 目标值, 1) × 权重\n")
    assert {proof.result for name, proof in found.items() if name != "cliff"} == {"proved"}
    found = proofs("评分 X 率\n  权重 5分\n  目标 90%\n  得 最小(业绩值 / 目标值, 93) × 权重\n")
    assert {proof.result for proof in found.values()} == {"undecided"}


def test_a_defect_recorded_as_the_reports_own_is_known() -> None:
    """已知 marks what is refuted as known, and a cliff stays a note."""
    found = proofs('评分 B11 x\n  权重 5分\n  要点 2项 一项不符 扣 1分 扣完为止\n  已知 "扣不完"\n')
    assert (found["exhausts"].result, found["exhausts"].known) == ("refuted", True)
    assert found["exhausts"].witness == "不符项数=2项 → 3分"
    assert not found["bounded"].known


def test_counts_are_whole() -> None:
    """Between 499 and 500 pieces there is nothing, so no gap."""
    text = "评分 C x\n  权重 4分\n  目标 500件\n  档 业绩值 ≥ 500件 得 满分\n  档 业绩值 ≤ 499件 不得分\n"
    assert proofs(text)["defined"].result == "proved"
    assert proofs(text.replace("499件", "498件"))["defined"].witness == "业绩值=499件"


def _mutants() -> list[tree.Scoring]:
    book = Rulebook.load([resources.rule_packs()["qitai-2023"]])
    found = []
    for _, rule in book.scorings:
        if rule.bands:
            found += [rule, *(m.rule for m in mutants_of(rule) if isinstance(m.rule, tree.Scoring))]
    return found


MUTANTS = _mutants()


@pytest.mark.parametrize("reading", ["每满不足不扣", "不足按1个计", "按比例"])
def test_no_value_is_lost_between_the_steps_and_what_lies_behind_them(reading: str) -> None:
    """The steps that cost marks are cut apart, the rest is one line; the border belongs to one of them."""
    text = f"语言 1\n评分 X 村\n  权重 5分\n  目标 14个\n  档 业绩值 ≥ 目标值 得 满分\n  档 其余 每低于目标值 1个 扣 0.5分 {reading} 扣完为止\n"
    (_, rule), = Rulebook.of_texts({"t.rules": text}).scorings  # fmt: skip
    scheme = scheme_of(rule)
    for count in range(20):
        assert scheme.value(Fraction(count)) == score(rule, Fraction(count), "个")


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(MUTANTS), st.integers(0, 40_000))
def test_the_pieces_are_what_the_engine_gives(rule: tree.Scoring, hundredths: int) -> None:
    """A score read off the pieces equals the engine's at every value, on mutated rules too."""
    try:
        scheme = scheme_of(rule)
    except OutOfReachError:
        return
    whole = scheme.unit.is_exact
    value = Fraction(hundredths // 40 if whole else hundredths, 1 if whole else 100)
    expected = score(rule, value, scheme.unit.symbol)
    got = scheme.value(value * scheme.unit.factor)
    if expected is None:
        assert got in {None, Fraction(0)}  # no band speaks of it: the pieces have nothing to award there
        return
    assert got == expected or (got is not None and got < 0 and expected < 0)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(MUTANTS))
def test_witnesses_replay(rule: tree.Scoring) -> None:
    """The score beside a witness is the engine's."""
    for proof in proofs_of(rule):
        for value, unit, got in re.findall(r"业绩值=(-?[0-9.]+)(\D*?) → (-?[0-9.]+)分", proof.witness or ""):
            expected = score(rule, Fraction(value), unit)
            # Where no band speaks of a value the engine gives no score; nothing is awarded.
            assert decimal_text(expected or Fraction(0)) == got


def test_shipped_scores_are_proved_or_known() -> None:
    """Nothing is refuted that is not recorded, and nothing is left open."""
    book = Rulebook.load(list(resources.rule_packs().values()))
    open_ = [
        (proof.rule, proof.property)
        for proof in prove(book)
        if proof.property != "cliff" and proof.result != "proved" and not proof.known
    ]
    assert open_ == []
