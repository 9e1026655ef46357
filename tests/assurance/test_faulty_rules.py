"""Rule files with one defect each are told so, at the line; sound ones are left in peace. Both spellings, and JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from auditor.assurance.lint import lint
from auditor.assurance.proof import prove
from auditor.assurance.showing import Shower
from auditor.findings import Severity
from auditor.language.printer import unparse
from auditor.language.rulebook import Rulebook, RulebookError
from auditor.source import LineIndex

_HERE = Path(__file__).parent
_FAULTY = re.compile(
    r"^## (?P<code>\S+), line (?P<line>\d+)\n\n```text\n(?P<rules>.*?)```", re.MULTILINE | re.DOTALL
)
_SOUND = re.compile(r"^## (?P<name>[^\n]+)\n\n```text\n(?P<rules>.*?)```", re.MULTILINE | re.DOTALL)
_CASES = list(_FAULTY.finditer((_HERE / "faulty-rules.md").read_text(encoding="utf-8")))
_GOOD = list(_SOUND.finditer((_HERE / "sound-rules.md").read_text(encoding="utf-8")))
_NAMED = re.compile(r"[^\s=,()→]+=[^,=→]+(, [^\s=,()→]+=[^,=→]+)*")


def remarks_on(text: str) -> list[dict[str, object]]:
    """Return what loading or lint says of a rule file, as JSON has it."""
    try:
        book = Rulebook.of_texts({"t.rules": text})
    except RulebookError as error:
        index = LineIndex(text)
        return [
            {"code": each.code, "line": index.position(each.span.start)[0], "witness": None, "message": each.message.zh,
             "severity": each.severity.value, "near": each.near, "remedy": each.remedy, "expected": each.expected}
            for each in error.problems
        ]  # fmt: skip
    shower = Shower({"t.rules": text}, "zh")
    return [json.loads(json.dumps(shower.value(each))) for each in lint(book)]


def english(text: str) -> str | None:
    """Return the file in English spelling, None where it does not load."""
    try:
        return unparse(Rulebook.of_texts({"t.rules": text}).files[0], "en")
    except RulebookError:
        return None


@pytest.mark.parametrize("case", _CASES, ids=[f"{case['code']}-{at}" for at, case in enumerate(_CASES)])
def test_a_defect_is_named_at_its_line(case: re.Match[str]) -> None:
    """In both spellings, with a message in both languages; a witness that names figures reads as an example."""
    for text in filter(None, (case["rules"], english(case["rules"]))):
        found = [each for each in remarks_on(text) if each["code"] == case["code"]]
        assert found
        if text == case["rules"]:
            assert int(case["line"]) in [each["line"] for each in found]
        assert all(each["message"] for each in found)
        assert all(each["near"] or each["remedy"] or each["expected"] for each in found)
        for each in found:
            witness = each["witness"]
            if isinstance(witness, str) and _NAMED.fullmatch(witness):
                Rulebook.of_texts(
                    {"w.rules": f"语言 1\n规则 W x\n  检查 甲.数 = 乙.数\n  例 {witness} 结果 相符\n"}
                )


@pytest.mark.parametrize("case", _GOOD, ids=[case["name"] for case in _GOOD])
def test_nothing_is_said_of_a_sound_rule(case: re.Match[str]) -> None:
    """Neither lint nor proof; that a score jumps is a note and often meant."""
    for text in filter(None, (case["rules"], english(case["rules"]))):
        assert remarks_on(text) == []
        broken = [
            proof.property
            for proof in prove(Rulebook.of_texts({"t.rules": text}))
            if proof.result != "proved" and proof.property != "cliff"
        ]
        assert broken == []


@pytest.mark.parametrize(("code", "verdict"), [("never-holds", "不符"), ("never-fires", "相符")])
def test_a_witness_replays(code: str, verdict: str) -> None:
    """Put into the rule as an example, the figures of a witness give what the remark says of every report."""
    replayed = 0
    for case in _CASES:
        if case["code"] != code:
            continue
        (found,) = [each for each in remarks_on(case["rules"]) if each["code"] == code]
        if found["witness"] is None:
            continue
        rules = case["rules"].split("  例 ")[0].rstrip()
        again = remarks_on(f"{rules}\n  例 {found['witness']} 结果 {verdict}\n")
        assert "example-fails" not in [each["code"] for each in again]
        replayed += 1
    assert replayed > 1


def test_a_witness_of_a_contradiction_replays() -> None:
    """On its figures the rules before it hold, so that the one that contradicts them breaks; some are words or days."""
    replayed = []
    for case in _CASES:
        if case["code"] != "contradictory-rules":
            continue
        for found in [each for each in remarks_on(case["rules"]) if each["code"] == case["code"]]:
            if not isinstance(found["witness"], str):
                continue
            blocks = re.split(r"\n(?=规则 )", case["rules"])
            at = next(at for at, block in enumerate(blocks) if block.startswith(f"规则 {found['rule']} "))
            only = [re.sub(r"\n  例 .*", "", block).rstrip() for block in blocks]
            only[at] += f"\n  例 {found['witness']} 结果 不符"
            again = [each for each in remarks_on("\n".join(only) + "\n") if each["code"] == "example-fails"]
            assert again == []
            replayed.append(found["witness"])
    assert len(replayed) > 7


@pytest.mark.parametrize("code", ["redundant-rule", "forces-equal", "forces-zero"])
def test_a_witness_of_rules_that_combine_replays(code: str) -> None:
    """On its figures all rules that are named hold, the one that says nothing of its own among them."""
    replayed = 0
    for case in _CASES:
        for found in [each for each in remarks_on(case["rules"]) if each["code"] == code]:
            if not isinstance(found["witness"], str):
                continue
            blocks = re.split(r"\n(?=规则 )", case["rules"])
            at = next(at for at, block in enumerate(blocks) if block.startswith(f"规则 {found['rule']} "))
            only = [re.sub(r"\n  例 .*", "", block).rstrip() for block in blocks]
            only[at] += f"\n  例 {found['witness']} 结果 相符"
            again = [each for each in remarks_on("\n".join(only) + "\n") if each["code"] == "example-fails"]
            assert again == []
            replayed += 1
    assert replayed


def test_defects_of_the_gravest_kind_are_errors() -> None:
    """A rule that can never hold, never fire or never apply is an error, whatever else it says."""
    grave = {
        "never-fires",
        "never-holds",
        "never-applies",
        "contradictory-rules",
        "example-fails",
        "unit-mismatch",
    }
    for case in _CASES:
        if case["code"] in grave:
            found = [each for each in remarks_on(case["rules"]) if each["code"] == case["code"]]
            assert found[0]["severity"] == Severity.ERROR.value


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ("规则 A x\n  检查 仓.率 = 仓.支出 + 仓.预算\n  例 仓.率=5%, 仓.支出=1万元, 仓.预算=2万元 结果 不符\n", "unit-mismatch"),
        ("规则 A x\n  检查 仓.存 = 合计(仓.甲, 仓.乙)\n  例 仓.存=3吨, 仓.甲=1吨, 仓.乙=2吨 结果 相符\n", "unknown-function"),
        ("规则 A x\n  检查 仓.库存 = 仓.进库\n  例 仓.库存=3吨, 仓.进厍=3吨 结果 相符\n", "unused-name"),
    ],
)  # fmt: skip
def test_what_only_follows_from_another_defect_is_not_said(rules: str, said: str) -> None:
    """An example that could not be tried, because the rule or a name in it is wrong, is not at fault itself."""
    codes = {each["code"] for each in remarks_on(f"语言 1\n\n{rules}") if each["severity"] == "error"}
    assert said in codes
    assert "example-fails" not in codes


def test_an_example_that_was_tried_and_failed_is_said_beside_another_defect() -> None:
    """A wrong result is a defect of its own."""
    rules = "语言 1\n\n规则 A x\n  检查 仓.存 = 仓.进\n  例 仓.存=3吨, 仓.进=3吨, 仓.出=1吨 结果 不符\n"
    assert {"example-fails", "unused-name"} <= {each["code"] for each in remarks_on(rules)}


@pytest.mark.parametrize(
    ("example", "remedy"),
    [
        ("仓.存=3吨 结果 相符", "在例子里写 仓.进=……"),
        ("仓.存=3吨, 仓.进=3吨 结果 不符", "写足小数位"),
        ("仓.存=3吨, 仓.进=9吨 结果 相符", "改正例子，或改正规则"),
    ],
)
def test_a_failing_example_is_told_what_it_lacks(example: str, remedy: str) -> None:
    """A figure that is not given, decimals that are not printed, or a wrong result."""
    found = remarks_on(f"语言 1\n\n规则 A x\n  检查 仓.存 = 仓.进 + 0.4吨\n  例 {example}\n")
    (said,) = [each for each in found if each["code"] == "example-fails"]
    assert remedy in str(said["remedy"])


def test_a_name_that_a_figure_has_needs_no_quotes() -> None:
    """Bare words that an example gives a value are names, whatever texts the rule holds."""
    rules = '语言 1\n\n规则 A x\n  检查 等次 = 评定 或 等次 = "评定"\n  例 等次="优", 评定="优" 结果 相符\n'
    assert "unquoted-text" not in {each["code"] for each in remarks_on(rules)}


@pytest.mark.parametrize(
    "scoring",
    [
        "权重 4分\n  目标 90%\n  得 权重 × 业绩值 ÷ 目标值",
        "权重 4分\n  目标 90%\n  档 业绩值 ≥ 目标值 得 5分\n  档 其余 不得分",
        "权重 5分\n  目标 30件\n  档 业绩值 ≥ 目标值 得 满分\n  档 其余 每低于目标值 7件 扣 2分 按比例",
        "权重 7分\n  得 权重 - 通报次数 × 3分",
    ],
)
def test_a_witness_of_a_proof_can_be_written_as_an_example(scoring: str) -> None:
    """Its figures give the score that stands behind the arrow."""
    text = f"语言 1\n\n评分 K1 x\n  {scoring}\n"
    shown = [
        each.witness
        for each in prove(Rulebook.of_texts({"t.rules": text}))
        if each.witness and "→" in each.witness
    ]
    assert shown
    for witness in shown:
        given, _, score = witness.partition(" → ")
        assert "example-fails" not in [
            each["code"] for each in remarks_on(f"{text}  例 {given} 结果 {score}\n")
        ]


def test_a_target_that_no_band_speaks_of_has_no_score() -> None:
    """It is said so, and not that it earns nothing."""
    text = (
        "语言 1\n\n评分 K1 x\n  权重 5分\n  目标 90%\n  档 业绩值 > 90% 得 满分\n  档 业绩值 < 90% 不得分\n"
    )
    (found,) = [
        each for each in prove(Rulebook.of_texts({"t.rules": text})) if each.property == "full_at_target"
    ]
    assert (found.result, found.witness) == ("refuted", "业绩值=90%")
    assert "没有哪一档适用" in found.reason[0]
