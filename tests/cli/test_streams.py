"""The result goes to standard output or a file, whole or not at all, in bytes that never vary."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import REPORT, ROOT, auditor, figure, result, write_report, write_rules

if TYPE_CHECKING:
    from pathlib import Path

RULES = "规则 R-1 合计\n  检查 甲.合计 = 甲.一 + 甲.二\n"


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    figures = [figure("甲.合计", "4.00"), figure("甲.一", "1.00"), figure("甲.二", "2.00")]
    return write_report(tmp_path / "报告 一.json", figures), write_rules(tmp_path / "规则 一.rules", RULES)


def test_output_is_the_same_bytes_in_every_run(pair: tuple[Path, Path]) -> None:
    report, rules = pair
    seen = {
        auditor(
            "check", report, "--rules", rules, "--format", "json", environment={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(seen) == 1


def test_no_absolute_path_is_printed(pair: tuple[Path, Path], tmp_path: Path) -> None:
    report, rules = pair
    for form in ("text", "table", "json"):
        assert (
            str(tmp_path).encode() not in auditor("check", report, "--rules", rules, "--format", form).stdout
        )


def test_the_real_report_is_the_same_bytes_under_any_hash_seed() -> None:
    one = auditor("check", REPORT, "--format", "json", environment={"PYTHONHASHSEED": "1"})
    two = auditor("check", REPORT, "--format", "json", environment={"PYTHONHASHSEED": "77"})
    assert one.stdout == two.stdout


def test_output_file_replaces_the_old_one_in_one_step(pair: tuple[Path, Path], tmp_path: Path) -> None:
    report, rules = pair
    target = tmp_path / "结果.json"
    target.write_text("old")
    done = auditor("check", report, "--rules", rules, "--format", "json", "--output", target)
    assert done.returncode == 1
    assert done.stdout == b""
    assert json.loads(target.read_bytes())["status"] == "findings"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([report.name, rules.name, target.name])


def test_an_output_that_is_an_input_is_refused(pair: tuple[Path, Path]) -> None:
    report, rules = pair
    before = report.read_bytes()
    assert auditor("check", report, "--rules", rules, "--output", report).returncode == 2
    assert report.read_bytes() == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes anywhere")
def test_a_read_only_folder_leaves_nothing_behind(pair: tuple[Path, Path], tmp_path: Path) -> None:
    report, rules = pair
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    assert auditor("check", report, "--rules", rules, "--output", folder / "x").returncode == 73
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "latin-1"])
def test_a_console_that_lacks_characters_gets_escapes_not_a_crash(
    pair: tuple[Path, Path], encoding: str
) -> None:
    report, rules = pair
    done = auditor(
        "check", report, "--rules", rules, environment={"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    )
    assert done.returncode == 1
    assert b"4.00" in done.stdout


def test_json_is_utf_8_whatever_the_console(pair: tuple[Path, Path]) -> None:
    report, rules = pair
    done = auditor(
        "check", report, "--rules", rules, "--format", "json",
        environment={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )  # fmt: skip
    assert json.loads(done.stdout.decode("utf-8"))["findings"][0]["figures"][0]["key"] == "甲.合计"


def test_a_report_can_come_from_standard_input(pair: tuple[Path, Path]) -> None:
    report, rules = pair
    printed = auditor("check", "-", "--rules", rules, "--format", "json", stdin=report.read_bytes())
    assert json.loads(printed.stdout)["counts"]["discrepancy"] == 1


def test_without_home_and_cache_it_works_all_the_same(pair: tuple[Path, Path]) -> None:
    report, rules = pair
    environment = {
        "HOME": "/nonexistent",
        "XDG_CACHE_HOME": "/nonexistent/cache",
        "AUDITOR_CACHE_DIR": "/nonexistent/c",
    }
    assert auditor("check", report, "--rules", rules, environment=environment).returncode == 1


def test_terminal_escapes_in_a_report_are_shown_and_not_obeyed(tmp_path: Path) -> None:
    rules = write_rules(tmp_path / "r.rules", RULES)
    figures = [
        figure("甲.合计", "4.00", label="合\x1b[31m计\u202e"),
        figure("甲.一", "1.00"),
        figure("甲.二", "2.00"),
    ]
    report = write_report(tmp_path / "r.json", figures)
    for form in ("text", "table"):
        printed = auditor("check", report, "--rules", rules, "--format", form).stdout.decode()
        assert "\x1b" not in printed
        assert "\u202e" not in printed


def test_tables_change_no_number_and_align_chinese(pair: tuple[Path, Path]) -> None:
    report, rules = pair
    printed = auditor("check", report, "--rules", rules, "--format", "table").stdout.decode()
    assert "4.00万元" in printed
    from auditor.source import display_width

    grid = [line for line in printed.splitlines() if line.startswith(("│", "├", "┌", "└"))]
    assert len({display_width(line) for line in grid}) == 1


def test_a_quotient_is_shown_in_decimals(tmp_path: Path) -> None:
    rules = write_rules(tmp_path / "r.rules", "规则 R-1 占比\n  检查 甲.率 = 甲.一 ÷ 甲.二\n")
    figures = [figure("甲.率", "50.00%", unit="%"), figure("甲.一", "1.00"), figure("甲.二", "3.00")]
    report = write_report(tmp_path / "r.json", figures)
    printed = auditor("check", report, "--rules", rules, "--format", "table").stdout.decode()
    assert "≈33.3333" in printed
    assert "100/3" not in printed


def test_the_json_of_a_finding_holds_all_that_the_contract_names() -> None:
    whole = result(REPORT)
    assert whole["schema_version"] == "1"
    assert whole["status"] == "findings"
    assert whole["complete"] is True
    assert set(whole["counts"]) >= {
        "rules", "mentions", "exact", "within_rounding", "rounding_gap", "discrepancy", "not_checkable",
        "error", "warning", "note", "not_applicable", "judgement",
    }  # fmt: skip
    for finding in whole["findings"]:
        assert set(finding) >= {
            "id", "value_digest", "rule", "verdict", "severity", "message", "messages", "figures", "computed",
            "interval", "gap", "gap_ulp", "trace", "suspects", "impact", "consequences", "accepted",
        }  # fmt: skip
        assert "\n" not in finding["message"]
        assert set(finding["messages"]) == {"zh", "en"}
        for item in finding["figures"]:
            assert set(item) >= {"key", "label", "role", "value", "text", "unit", "step", "location"}
            assert set(item["location"]) >= {
                "document", "page", "line", "column", "section", "table", "row", "col", "sheet", "cell", "block",
                "range", "box", "quote",
            }  # fmt: skip
    ids = [(finding["id"], finding["value_digest"]) for finding in whole["findings"]]
    assert len(ids) == len(set(ids))


def test_the_language_of_the_message_follows_the_option(pair: tuple[Path, Path]) -> None:
    report, rules = pair
    assert "says" in auditor("check", report, "--rules", rules, "--lang", "en").stdout.decode()
    assert "写" in auditor("check", report, "--rules", rules, "--lang", "zh").stdout.decode()


def test_a_killed_run_leaves_the_old_file_or_the_new_one(pair: tuple[Path, Path], tmp_path: Path) -> None:
    report, rules = pair
    target = tmp_path / "out.json"
    target.write_text("old")
    for wait in (0.05, 0.2, 0.4, 0.6):
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "auditor",
                "check",
                report,
                "--rules",
                rules,
                "--format",
                "json",
                "--output",
                target,
            ],
            env={**os.environ, "PYTHONPATH": str(ROOT), "AUDITOR_CACHE_DIR": ""},
        )
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(wait)
        process.kill()
        process.wait()
        text = target.read_text(encoding="utf-8")
        assert text == "old" or json.loads(text)["status"] == "findings"


def test_parallel_runs_share_a_cache_in_peace(pair: tuple[Path, Path], tmp_path: Path) -> None:
    report, rules = pair
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "AUDITOR_CACHE_DIR": str(tmp_path / "cache")}
    command = [
        sys.executable,
        "-m",
        "auditor",
        "check",
        str(report),
        "--rules",
        str(rules),
        "--format",
        "json",
    ]
    running = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) for _ in range(8)]
    outputs = {process.communicate(timeout=120)[0] for process in running}
    assert {process.returncode for process in running} == {1}
    assert len(outputs) == 1


def test_an_output_that_is_a_link_or_a_device_is_written_through(
    pair: tuple[Path, Path], tmp_path: Path
) -> None:
    report, rules = pair
    target, link = tmp_path / "target.json", tmp_path / "link.json"
    target.write_text("old")
    link.symlink_to(target)
    assert auditor("check", report, "--rules", rules, "--format", "json", "--output", link).returncode == 1
    assert link.is_symlink()
    assert json.loads(target.read_text(encoding="utf-8"))["status"] == "findings"
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE)  # noqa: S607 - a reader for the pipe
    assert auditor("check", report, "--rules", rules, "--format", "json", "--output", pipe).returncode == 1
    assert json.loads(reader.communicate(timeout=60)[0])["status"] == "findings"
    assert pipe.is_fifo()


def test_an_output_that_is_a_rule_file_is_refused(pair: tuple[Path, Path]) -> None:
    report, rules = pair
    before = rules.read_bytes()
    assert auditor("check", report, "--rules", rules, "--output", rules).returncode == 2
    assert rules.read_bytes() == before
