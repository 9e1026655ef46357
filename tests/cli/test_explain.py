"""`auditor explain` proves one finding on the spot, and shows a rule as it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.running import auditor, figure, result, write_report, write_rules

if TYPE_CHECKING:
    from pathlib import Path

RULES = "规则 R-1 合计\n  检查 甲.合计 = 甲.一 + 甲.二\n  依据 附表\n"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return write_rules(tmp_path / "r.rules", RULES)


def explained(folder: Path, rules: Path, total: str, lang: str) -> str:
    figures = [figure("甲.合计", total), figure("甲.一", "1.00"), figure("甲.二", "2.00")]
    report = write_report(folder / "r.json", figures)
    (finding,) = result(report, "--rules", rules)["findings"]
    done = auditor("explain", finding["id"], report, "--rules", rules, "--lang", lang)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def test_a_discrepancy_shows_the_two_intervals_that_do_not_meet(tmp_path: Path, rules: Path) -> None:
    assert explained(tmp_path, rules, "4.00", "zh").splitlines()[1:] == [
        "公式  甲.合计 = 甲.一 + 甲.二",
        "代入  1.00万元 + 2.00万元 = 3.00万元",
        "  甲.合计 = 4.00  代表 [3.995, 4.005)万元 中的任一真值",
        "  甲.一 = 1.00  代表 [0.995, 1.005)万元 中的任一真值",
        "  甲.二 = 2.00  代表 [1.995, 2.005)万元 中的任一真值",
        "无论各数的真值如何取，结果只能在 [2.99, 3.01)万元；所述的数代表 [3.995, 4.005)万元，两者相距 98.5 个末位。",
        "其余各数在四舍五入的范围内取值时，能够成立而最接近所述的写法是 3.01万元。",
        "修复  甲.合计 改为 3.00万元，共 1 处：第1行（把握低）",
        "修复  甲.一 改为 2.00万元，共 1 处：第1行（把握低）",
        "修复  甲.二 改为 3.00万元，共 1 处：第1行（把握低）",
        "规则 R-1 合计",
        "  检查 甲.合计 = 甲.一 + 甲.二",
        "  依据 附表",
    ]


def test_a_rounding_gap_shows_true_values_that_explain_it(tmp_path: Path, rules: Path) -> None:
    said = explained(tmp_path, rules, "3.01", "en")
    assert "Rounding can explain it, for example: 甲.合计 = 3.0" in said


def test_a_rule_is_shown_as_it_is_written_in_either_spelling(rules: Path) -> None:
    assert "  依据 附表" in auditor("explain", "R-1", "--rules", rules, "--lang", "zh").stdout.decode()
    assert "  source 附表" in auditor("explain", "R-1", "--rules", rules, "--lang", "en").stdout.decode()


def test_an_unknown_name_is_a_wrong_call(tmp_path: Path, rules: Path) -> None:
    report = write_report(tmp_path / "r.json", [figure("甲.一", "1.00")])
    assert auditor("explain", "R-9", "--rules", rules).returncode == 2
    assert auditor("explain", "0123456789abcdef", report, "--rules", rules).returncode == 2
    assert auditor("explain", "R-1", tmp_path / "absent.json", "--rules", rules).returncode == 3


def test_counts_that_differ_do_not_touch(tmp_path: Path) -> None:
    """36 people and 44 people are single values, eight apart."""
    rules = write_rules(tmp_path / "r.rules", RULES)
    figures = [
        figure("甲.合计", "36", unit="人"),
        figure("甲.一", "12", unit="人"),
        figure("甲.二", "32", unit="人"),
    ]
    report = write_report(tmp_path / "r.json", figures)
    (finding,) = result(report, "--rules", rules)["findings"]
    said = auditor("explain", finding["id"], report, "--rules", rules, "--lang", "zh").stdout.decode()
    assert "首尾相接" not in said
    assert "两者没有公共值" in said or "相距" in said


@pytest.mark.parametrize(("lang", "words"), [("zh", "文件不存在"), ("en", "no such file")])
def test_an_absent_report_is_named(tmp_path: Path, lang: str, words: str) -> None:
    done = auditor("explain", "x", tmp_path / "absent.docx", "--lang", lang)
    assert done.returncode == 3
    assert "absent.docx" in done.stderr.decode()
    assert words in done.stderr.decode()


def test_a_disagreement_shows_its_sides_and_what_recomputes_one_of_them(tmp_path: Path) -> None:
    rules = write_rules(tmp_path / "r.rules", "规则 R-0 一致\n  一致 *\n" + RULES)
    total = figure("甲.合计", "3.00")
    total["mentions"] = [
        {"text": text, "location": {"line": line}} for text, line in (("3.00", 1), ("3.10", 2))
    ]
    report = write_report(tmp_path / "r.json", [total, figure("甲.一", "1.00"), figure("甲.二", "2.00")])
    (finding,) = result(report, "--rules", rules)["findings"]
    said = auditor("explain", finding["id"], report, "--rules", rules, "--lang", "zh").stdout.decode()
    assert said.splitlines()[1:7] == [
        "  3.00万元  1 处：第1行",
        "  3.10万元  1 处：第2行",
        "没有一个真值能印成所有这些写法。",
        "修复  甲.合计 改为 3.00万元，共 1 处：第2行（把握高）",
        "关联  R-1 合计：1.00万元 + 2.00万元 = 3.00万元",
        "3.00万元 由他数复算得出：1.00万元 + 2.00万元 = 3.00万元（R-1 合计）",
    ]


def test_a_list_of_shares_shows_the_counts_on_either_side(tmp_path: Path) -> None:
    rules = write_rules(tmp_path / "r.rules", "规则 R-2 占比\n  占比 卷.男, 卷.女 样本 卷.份数 单选\n")
    shares = [figure("卷.男", "21.43%"), figure("卷.女", "78.57%")]
    for each in shares:
        each["unit"] = "%"
    base = figure("卷.份数", "71")
    base["unit"] = "份"
    report = write_report(tmp_path / "r.json", [*shares, base])
    (finding,) = result(report, "--rules", rules)["findings"]
    said = auditor("explain", finding["id"], report, "--rules", rules, "--lang", "zh").stdout.decode()
    assert "  21.43%：15/71 ≈ 21.13%，16/71 ≈ 22.54%，都不印作 21.43%" in said.splitlines()


def test_a_detector_is_explained_as_well() -> None:
    assert "合计与分项之和不符" in auditor("explain", "total-not-sum", "--lang", "zh").stdout.decode()
