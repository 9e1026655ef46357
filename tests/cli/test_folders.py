"""A folder stands for its rule files: one that cannot be read is told and hides nothing of the others."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import auditor, figure, write_report, write_rules

if TYPE_CHECKING:
    from pathlib import Path

SUM = (
    "规则 R-1 合计\n  检查 甲.合计 = 甲.一 + 甲.二\n  例 甲.合计=3万元, 甲.一=1万元, 甲.二=2万元 结果 不符\n"
)
SCORE = "评分 C1 率\n  权重 5分\n  目标 90%\n  档 其余 每低于目标值 1个百分点 扣 0.01分 按比例 扣完为止\n"
BROKEN = "规则 R-2 x\n  检擦 甲.合计 = 1万元\n\n规则 R-3 y\n  检查 甲.一 = 9万元\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two sound files in a folder of a folder, and one that cannot be read."""
    (tmp_path / "rules" / "more").mkdir(parents=True)
    write_rules(tmp_path / "rules" / "a.rules", SUM)
    write_rules(tmp_path / "rules" / "b.rules", BROKEN)
    write_rules(tmp_path / "rules" / "more" / "c.rules", SCORE)
    return tmp_path / "rules"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A report whose total is wrong."""
    figures = [figure("甲.合计", "4.00"), figure("甲.一", "1.00"), figure("甲.二", "2.00")]
    return write_report(tmp_path / "report.json", figures)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("lint", "example-fails"),
        ("prove", "exhausts-refuted"),
        ("test", "example-fails"),
        ("list", "R-1"),
        ("doc", "R-1"),
    ],
)
def test_what_is_said_of_the_other_files_is_said(folder: Path, command: str, said: str) -> None:
    """On standard output, with the mistake of the broken file beside it and status 2 for it."""
    done = auditor("rules", command, folder)
    assert done.returncode == 2
    assert said in done.stdout.decode()
    assert "unknown-keyword" in done.stderr.decode()
    assert "R-3" not in done.stdout.decode()


def test_lint_gives_both_as_json(folder: Path) -> None:
    """The mistakes of the broken file and the remarks on the others in one list."""
    found = json.loads(auditor("rules", "lint", folder, "--format", "json").stdout)
    assert {"unknown-keyword", "example-fails"} <= {each["code"] for each in found}


def test_what_includes_a_broken_file_is_broken(folder: Path) -> None:
    """Nothing is judged by half a pack."""
    write_rules(folder / "a.rules", f'引用 "b.rules"\n{SUM}')
    assert "example-fails" not in auditor("rules", "lint", folder).stdout.decode()
    (folder / "more" / "c.rules").unlink()
    done = auditor("rules", "lint", folder)
    assert (done.returncode, done.stdout) == (2, b"")


def test_what_a_broken_file_holds_is_known_to_the_others(folder: Path) -> None:
    """A catalogue whose scoring rules stand in a file with a mistake does not lack them."""
    write_rules(folder / "a.rules", "指标表 x\n  C1 | 率 | 5分 | 90% | C9 | -\n")
    write_rules(folder / "b.rules", BROKEN + SCORE.replace("C1", "C9").replace("0.01", "1"))
    (folder / "more" / "c.rules").unlink()
    assert "unknown-scheme" not in auditor("rules", "lint", folder).stdout.decode()


def test_check_uses_what_can_be_read_and_says_what_it_could_not(folder: Path, report: Path) -> None:
    """The findings of the other files stand there; the audit is incomplete, and the status is that of a wrong rule file."""
    done = auditor("check", report, "--rules", folder)
    assert done.returncode == 2
    assert "R-1" in done.stdout.decode()
    assert "规则文件读不懂，没有用上：b.rules" in done.stdout.decode()
    assert "unknown-keyword" in done.stderr.decode()
    audit = json.loads(auditor("check", report, "--rules", folder, "--format", "json").stdout)
    assert audit["inputs"]["unread_rules"] == ["b.rules"]
    assert (audit["complete"], audit["status"]) == (False, "findings")
    assert [each["rule"] for each in audit["findings"]] == ["R-1"]


def test_a_file_that_is_named_must_be_read(folder: Path, report: Path) -> None:
    """Only of what nobody named by hand the rest is used."""
    done = auditor("check", report, "--rules", folder, "--rules", folder / "b.rules")
    assert (done.returncode, done.stdout) == (2, b"")


def test_check_takes_a_folder(folder: Path, report: Path, tmp_path: Path) -> None:
    """Whole ones give a verdict; one without rule files is a wrong call; a file that comes in is not overlooked."""
    (folder / "b.rules").unlink()
    kept = {"AUDITOR_CACHE_DIR": str(tmp_path / "cache")}
    assert auditor("check", report, "--rules", folder, environment=kept).returncode == 1
    write_rules(folder / "a.rules", SUM.replace("甲.合计 =", "甲.合计 ≥"))
    assert auditor("check", report, "--rules", folder, environment=kept).returncode == 0
    write_rules(folder / "d.rules", SUM.replace("R-1", "R-4"))
    assert auditor("check", report, "--rules", folder, environment=kept).returncode == 1
    (tmp_path / "leer").mkdir()
    done = auditor("check", report, "--rules", tmp_path / "leer")
    assert (done.returncode, "leer" in done.stderr.decode()) == (2, True)
