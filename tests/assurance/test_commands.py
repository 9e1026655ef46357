"""`auditor rules …`: what each command says and its exit status."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

GOOD = """\
语言 1

规则 A-01 合计
  检查 甲.数 = 乙.数 + 丙.数
  依据 附件1
  例 甲.数=5.00万元, 乙.数=2.00万元, 丙.数=3.00万元 结果 相符
  例 甲.数=5.00万元, 乙.数=2.00万元, 丙.数=2.00万元 结果 不符

评分 C11 完成率
  权重 4分
  目标 90%
  档 业绩值 ≥ 目标值 得 满分
  档 其余 每低于目标值 1个百分点 扣 权重的5% 按比例 扣完为止
  依据 附件1
  例 业绩值=90% 结果 4分
  例 业绩值=80% 结果 2分
"""


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run `auditor rules …`."""
    return subprocess.run(
        [sys.executable, "-m", "auditor", "rules", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={"PATH": "", "PYTHONIOENCODING": "utf-8", "AUDITOR_CACHE_DIR": "", "LANG": "zh_CN.UTF-8"},
        cwd=Path(__file__).parents[2],
    )


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A rule file without a fault."""
    path = tmp_path / "好的.rules"
    path.write_text(GOOD, encoding="utf-8")
    return path


@pytest.mark.parametrize("command", ["lint", "prove", "test", "list", "doc"])
@pytest.mark.parametrize("form", [(), ("--format", "json")])
def test_a_good_pack(pack: Path, command: str, form: tuple[str, ...]) -> None:
    """Status 0, nothing on standard error, JSON where asked."""
    done = run(command, pack, *form)
    assert (done.returncode, done.stderr) == (0, "")
    if form:
        assert isinstance(json.loads(done.stdout), list)


def test_prove_json_is_the_contracts(pack: Path) -> None:
    """The keys and words of contract.md."""
    found = json.loads(run("prove", pack, "--format", "json").stdout)
    assert {tuple(each) for each in found} == {("rule", "property", "result", "witness", "reason", "known")}
    assert {each["property"] for each in found} == {
        "defined",
        "bounded",
        "full_at_target",
        "monotone",
        "exhausts",
        "floor",
        "cliff",
    }
    assert {each["result"] for each in found} == {"proved"}


@pytest.mark.parametrize(
    ("command", "old", "new", "status"),
    [
        ("test", "结果 2分", "结果 3分", 1),
        ("lint", "结果 2分", "结果 3分", 1),
        ("prove", " 扣完为止", "", 1),
        ("prove", "档 业绩值 ≥ 目标值 得 满分\n", "档 业绩值 ≥ 目标值 得 5分\n", 1),
        ("prove", "  档 业绩值 ≥ 目标值 得 满分\n  档 其余 每低于目标值 1个百分点 扣 权重的5% 按比例 扣完为止\n", "  得 业绩值 × 乙.数 / 丙.数\n", 4),
        ("lint", "检查 甲.数", "检擦 甲.数", 2),
        ("prove", "权重 4分", "权重 4", 2),
        ("test", "语言 1", "语言 9", 2),
    ],
)  # fmt: skip
def test_exit_statuses(pack: Path, command: str, old: str, new: str, status: int) -> None:
    """1 a defect, 2 unreadable, 4 undecided only."""
    text = pack.read_text(encoding="utf-8")
    assert old in text
    pack.write_text(text.replace(old, new), encoding="utf-8")
    done = run(command, pack)
    assert done.returncode == status, done.stdout + done.stderr
    assert bool(done.stderr) is (status == 2)


def test_lint_gives_what_does_not_load_as_json_too(tmp_path: Path) -> None:
    """A rule file that cannot be read is status 2, told on stderr, and its problems are JSON with their places."""
    path = tmp_path / "坏的.rules"
    path.write_text('语言 1\n\n规则 A x\n  检查 甲.数 = 乙.数\n  提示 "{报告书}"\n', encoding="utf-8")
    done = run("lint", path, "--format", "json")
    (problem,) = json.loads(done.stdout)
    assert (problem["code"], problem["line"], problem["near"]) == ("unknown-hole", 5, ["{报告数}"])
    assert done.returncode == 2
    assert "unknown-hole" in done.stderr


@pytest.mark.parametrize("command", ["prove", "test", "list", "doc"])
def test_json_is_json_where_nothing_can_be_read(tmp_path: Path, command: str) -> None:
    """An empty list, the mistakes on standard error, status 2."""
    path = tmp_path / "坏的.rules"
    path.write_text("语言 1\n\n规则 A x\n  检擦 甲.数 = 乙.数\n", encoding="utf-8")
    done = run(command, path, "--format", "json")
    assert (done.returncode, json.loads(done.stdout)) == (2, [])
    assert "unknown-keyword" in done.stderr


def test_an_unknown_language_is_a_wrong_call(pack: Path) -> None:
    """As for every command."""
    done = run("lint", pack, "--lang", "fr")
    assert (done.returncode, done.stdout, "--lang" in done.stderr) == (2, "", True)


def test_a_defect_recorded_as_known_is_no_failure(pack: Path) -> None:
    """已知 turns the status to 0; the defect is still shown."""
    text = pack.read_text(encoding="utf-8").replace(" 扣完为止\n", '\n  已知 "没有写扣完为止"\n')
    pack.write_text(text, encoding="utf-8")
    done = run("prove", pack)
    assert done.returncode == 0
    assert "已记为报告自身的缺陷" in done.stdout


def test_fmt(pack: Path) -> None:
    """--check names the file, fmt mends it, --to translates it, and a broken file is left alone."""
    assert run("fmt", "--check", pack).returncode == 0
    pack.write_text(GOOD.replace("  检查", "      检查"), encoding="utf-8")
    done = run("fmt", "--check", pack)
    assert (done.returncode, pack.name in done.stderr) == (1, True)
    assert run("fmt", pack).returncode == 0
    assert pack.read_text(encoding="utf-8") == GOOD
    assert run("fmt", "--to", "en", pack).returncode == 0
    assert "rule A-01 合计\n  check 甲.数 = 乙.数 + 丙.数\n" in pack.read_text(encoding="utf-8")
    assert run("test", pack).returncode == 0
    pack.write_text("语言 1\n规则\n", encoding="utf-8")
    assert run("fmt", pack).returncode == 2
    assert pack.read_text(encoding="utf-8") == "语言 1\n规则\n"


def test_a_folder_and_what_is_not_there(pack: Path, tmp_path: Path) -> None:
    """A folder stands for its rule files; an empty one and a missing file are usage errors."""
    assert "A-01" in run("list", tmp_path).stdout
    (tmp_path / "leer").mkdir()
    assert run("lint", tmp_path / "leer").returncode == 2
    assert run("lint", tmp_path / "nichts.rules").returncode == 2
    assert run("lint", pack, "--format", "yaml").returncode == 2
    assert run("lint", pack, "--report", tmp_path / "nichts.json").returncode == 2
    assert run("lint", pack, "--report", pack).returncode == 2


def test_mutate_names_what_examples_miss(pack: Path) -> None:
    """The score per rule, and what was changed without being noticed."""
    done = run("test", pack, "--mutate", "--format", "json")
    found = {each["rule"]: each["mutants"] for each in json.loads(done.stdout)}
    assert found["A-01"]["noticed"] > 0
    assert {"kind", "was", "now"} == set(found["A-01"]["survivors"][0])


def test_html_and_markdown_are_escaped(pack: Path) -> None:
    """Markup in a title stays text."""
    pack.write_text(GOOD.replace("合计", "<b>|合计"), encoding="utf-8")
    assert "<b>" not in run("doc", pack, "--format", "html").stdout
    assert "\\<b\\>\\|" in run("list", pack, "--format", "markdown").stdout


def pytest_run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run pytest with the plugin in a folder of rule files."""
    script = textwrap.dedent("""
        import sys, pytest
        from auditor.testing import plugin
        sys.exit(pytest.main(sys.argv[1:], plugins=[plugin]))
    """)
    return subprocess.run(
        [sys.executable, "-c", script, "-p", "no:cacheprovider", "-p", "no:auditor", "-q", *arguments],
        capture_output=True, encoding="utf-8", check=False, cwd=folder,
    )  # fmt: skip


def test_a_rule_file_that_cannot_be_read_stops_no_other(pack: Path, tmp_path: Path) -> None:
    """It is an item that fails; the examples of the others run, and each can be named."""
    (tmp_path / "坏的.rules").write_text("语言 1\n规则 A x\n  检擦 甲.数 = 1万元\n", encoding="utf-8")
    done = pytest_run(tmp_path)
    assert "没有叫“检擦”的子句" in done.stdout
    assert "1 failed, 6 passed" in done.stdout
    assert "1 passed" in pytest_run(tmp_path, f"{pack.name}::C11::例2").stdout


def test_what_lint_warns_of_is_a_warning(pack: Path, tmp_path: Path) -> None:
    """It fails nothing and is told; an indicator of a catalogue is proved as well."""
    text = GOOD.replace("  检查", "  必填 丙.教\n  检查") + "\n指标表 x\n  D1 | 率 | 4分 | 90% | C11 | -\n"
    pack.write_text(text, encoding="utf-8")
    done = pytest_run(tmp_path)
    assert "必填的 丙.教 在这条规则里没有用到" in done.stdout
    assert "7 passed, " in done.stdout
    assert done.stdout.count("RuleWarning: ") == 1
    assert "1 passed" in pytest_run(tmp_path, f"{pack.name}::D1").stdout


def test_the_plugin_collects_rule_files(pack: Path, tmp_path: Path) -> None:
    """Every example, every proof and the lint are items; a failure is shown as every diagnostic is."""
    wrong = GOOD.replace("结果 2分", "结果 3分").replace("C11", "C12").replace("A-01", "A-02")
    (tmp_path / "坏的.rules").write_text(wrong, encoding="utf-8")
    done = pytest_run(tmp_path, "--rule-properties", "5")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "C12::例2" in done.stdout
    assert "例子应为 3分，实为 2分" in done.stdout
    assert "Traceback" not in done.stdout
    assert "1 failed" in done.stdout
    assert pack.exists()


def test_suggest_makes_examples_of_a_report(pack: Path) -> None:
    """For a rule without examples: figures of the report on which it holds, and a slip that it notices."""
    pack.write_text(
        "语言 1\n规则 B-01 调整数\n  检查 部门预算.调整数 = 部门预算.全年预算数 - 部门预算.年初预算数\n",
        encoding="utf-8",
    )
    done = run("suggest", pack, "--report", Path(__file__).parents[2] / "reports" / "qitai-2023.json")
    assert (done.returncode, done.stderr) == (0, "")
    head, good, *bad = done.stdout.splitlines()
    assert head == "规则 B-01 调整数"
    assert good.startswith("  例 部门预算.调整数=276.08万元, ")
    assert good.endswith("结果 相符")
    assert [line[-5:] for line in bad] == ["结果 不符", "结果 不符"]


def test_suggest_says_why_there_is_nothing(pack: Path) -> None:
    """On standard error, so that what goes into the rule file stays clean; and where no rule lacks examples."""
    report = Path(__file__).parents[2] / "reports" / "qitai-2023.json"
    done = run("suggest", pack, "--report", report)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("每条规则的例子都既见过相符又见过不符")
    pack.write_text(
        "语言 1\n规则 B-01 没有\n  检查 无此.数 = 部门预算.全年预算数\n"
        "规则 B-02 不成立\n  检查 部门预算.全年预算数 = 部门预算.年初预算数\n"
        "规则 B-03 前提\n  前提 部门预算.全年预算数 < 1元\n  检查 部门预算.全年预算数 = 部门预算.年初预算数\n"
        "评分 S-01 无权重\n  档 业绩值 ≥ 90% 得 满分\n  档 其余 不得分\n",
        encoding="utf-8",
    )
    done = run("suggest", pack, "--report", report)
    assert (done.returncode, done.stdout) == (0, "")
    reasons = dict(line.split(" 没有建议：") for line in done.stderr.splitlines())
    assert reasons["B-01"] == "报告里没有 无此.数"
    assert reasons["B-02"].startswith("报告里它不成立")
    assert reasons["B-03"] == "前提在报告里不成立"
    assert reasons["S-01"] == "没有写明权重"
    english = run("suggest", pack, "--report", report, "--lang", "en").stderr
    assert "B-01: no suggestion: the report does not state 无此.数" in english
    found = json.loads(run("suggest", pack, "--report", report, "--format", "json").stdout)
    assert [each["examples"] for each in found] == [[]] * 4
    assert {each["rule"]: each["reason"] for each in found} == reasons


def test_suggest_gives_examples_as_json(pack: Path) -> None:
    """The lines to be added, rule by rule."""
    pack.write_text(GOOD.split("  例 业绩值=90%", maxsplit=1)[0], encoding="utf-8")
    report = Path(__file__).parents[2] / "reports" / "qitai-2023.json"
    (found,) = json.loads(run("suggest", pack, "--report", report, "--format", "json").stdout)
    assert (found["rule"], found["reason"]) == ("C11", None)
    assert "例 业绩值=90% 结果 4分" in found["examples"]


def test_fmt_as_json(pack: Path, tmp_path: Path) -> None:
    """What became of each file, with its mistakes; the text where it is asked for."""
    (tmp_path / "坏的.rules").write_text("语言 1\n规则\n", encoding="utf-8")
    (tmp_path / "乱的.rules").write_text(GOOD.replace("  检查", "      检查"), encoding="utf-8")
    done = run("fmt", "--check", tmp_path, "--format", "json")
    found = {Path(each["file"]).stem: each for each in json.loads(done.stdout)}
    assert {name: each["result"] for name, each in found.items()} == {
        "好的": "unchanged",
        "乱的": "changed",
        "坏的": "unreadable",
    }
    assert [each["line"] for each in found["坏的"]["problems"]] == [2]
    assert done.returncode == 2
    (one,) = json.loads(run("fmt", tmp_path / "乱的.rules", "--stdout", "--format", "json").stdout)
    assert one["text"] == GOOD
    assert run("fmt", pack, "--format", "yaml").returncode == 2
