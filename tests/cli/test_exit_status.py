"""The exit status says what happened, and no accident ever looks like a verdict."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import REPORT, ROOT, auditor, figure, write_report, write_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

SUM = "规则 R-1 合计\n  检查 甲.合计 = 甲.一 + 甲.二\n"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return write_rules(tmp_path / "r.rules", SUM)


def report(tmp_path: Path, total: str, name: str = "report.json") -> Path:
    figures = [figure("甲.合计", total), figure("甲.一", "1.00"), figure("甲.二", "2.00")]
    return write_report(tmp_path / name, figures)


def test_0_when_everything_holds(tmp_path: Path, rules: Path) -> None:
    assert auditor("check", report(tmp_path, "3.00"), "--rules", rules).returncode == 0


def test_1_when_an_open_finding_reaches_the_gate(tmp_path: Path, rules: Path) -> None:
    assert auditor("check", report(tmp_path, "4.00"), "--rules", rules).returncode == 1


def test_a_rounding_gap_is_a_note_and_passes_the_default_gate(tmp_path: Path, rules: Path) -> None:
    path = report(tmp_path, "3.01")
    assert auditor("check", path, "--rules", rules).returncode == 0
    assert auditor("check", path, "--rules", rules, "--fail-on", "note").returncode == 1


def test_exit_zero_turns_only_1_into_0(tmp_path: Path, rules: Path) -> None:
    assert auditor("check", report(tmp_path, "4.00"), "--rules", rules, "--exit-zero").returncode == 0
    assert auditor("check", tmp_path / "absent.json", "--rules", rules, "--exit-zero").returncode == 3


def test_never_is_no_gate(tmp_path: Path, rules: Path) -> None:
    assert auditor("check", report(tmp_path, "4.00"), "--rules", rules, "--fail-on", "never").returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["--format", "yaml"],
        ["--fail-on", "sometimes"],
        ["--lang", "fr"],
        ["--only", "no-such-rule"],
        ["--rules", "no-such-pack"],
        ["--no-such-option"],
    ],
)
def test_2_when_the_call_is_wrong(tmp_path: Path, rules: Path, arguments: list[str]) -> None:
    done = auditor("check", report(tmp_path, "3.00"), "--rules", rules, *arguments)
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"Traceback" not in done.stderr
    assert done.stderr


def test_2_when_a_rule_adds_money_and_people(tmp_path: Path) -> None:
    rules = write_rules(tmp_path / "r.rules", "规则 R-1 单位\n  检查 甲.合计 = 甲.一 + 甲.人数\n")
    figures = [figure("甲.合计", "3.00"), figure("甲.一", "1.00"), figure("甲.人数", "2", unit="人")]
    done = auditor("check", write_report(tmp_path / "r.json", figures), "--rules", rules)
    assert done.returncode == 2
    assert "金额 与 人" in done.stderr.decode()
    assert "r.rules:4:" in done.stderr.decode()


def test_3_when_the_report_cannot_be_read(tmp_path: Path, rules: Path) -> None:
    assert auditor("check", tmp_path / "absent.json", "--rules", rules).returncode == 3
    (tmp_path / "empty.json").write_text("")
    assert auditor("check", tmp_path / "empty.json", "--rules", rules).returncode == 3
    assert auditor("check", tmp_path, "--rules", rules).returncode == 3


def test_4_when_no_rule_was_applicable(tmp_path: Path, rules: Path) -> None:
    path = write_report(tmp_path / "r.json", [figure("乙.数", "1.00")])
    assert auditor("check", path, "--rules", rules).returncode == 4
    assert auditor("check", path, "--rules", rules, "--allow-incomplete").returncode == 0


def test_4_when_a_required_figure_is_absent(tmp_path: Path) -> None:
    rules = write_rules(tmp_path / "r.rules", SUM + "  必填 甲.份数\n")
    done = auditor("check", report(tmp_path, "3.00"), "--rules", rules)
    assert done.returncode == 4
    assert "甲.份数" in done.stdout.decode()


def test_1_beats_4(tmp_path: Path) -> None:
    rules = write_rules(tmp_path / "r.rules", SUM + "  必填 甲.份数\n")
    assert auditor("check", report(tmp_path, "4.00"), "--rules", rules).returncode == 1


def test_the_worst_of_several_reports_counts(tmp_path: Path, rules: Path) -> None:
    good, bad = report(tmp_path, "3.00"), report(tmp_path, "4.00", "bad.json")
    assert auditor("check", good, bad, "--rules", rules).returncode == 1
    done = auditor("check", good, tmp_path / "absent.json", bad, "--rules", rules, "--format", "json")
    assert done.returncode == 3
    assert len(done.stdout.splitlines()) == 3


def test_73_when_the_result_cannot_be_written(tmp_path: Path, rules: Path) -> None:
    path = report(tmp_path, "4.00")
    done = auditor("check", path, "--rules", rules, "--output", tmp_path / "no" / "such" / "folder.txt")
    assert done.returncode == 73


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_73_when_the_disk_is_full(tmp_path: Path, rules: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "auditor", "check", str(report(tmp_path, "4.00")), "--rules", str(rules)],
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            check=False,
        )
    assert done.returncode == 73
    assert b"Traceback" not in done.stderr


def test_141_when_the_reader_goes_away(tmp_path: Path, rules: Path) -> None:
    paths = [str(report(tmp_path, "4.00", f"{at}.json")) for at in range(40)]
    process = subprocess.Popen(
        [sys.executable, "-m", "auditor", "check", *paths, "--rules", str(rules)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    error = process.stderr.read()
    process.stderr.close()
    assert process.wait(60) == 141
    assert b"Traceback" not in error


HELP = [["--help"], ["--version"], ["check", "--help"], ["rules", "--help"], ["rules", "list", "--help"]]


@pytest.mark.parametrize("arguments", HELP, ids=" ".join)
def test_help_that_nobody_reads_or_that_fits_nowhere_is_no_verdict(arguments: list[str]) -> None:
    command = [sys.executable, "-m", "auditor", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
    assert process.stdout is not None
    process.stdout.close()
    process.stdout = None
    assert (process.communicate(timeout=60)[1], process.returncode) == (b"", 141)
    if Path("/dev/full").exists():
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                command, stdout=full, stderr=subprocess.PIPE, env=environment, check=False, timeout=60
            )
        assert done.returncode == 73
        assert b"cannot write" in done.stderr
    done = subprocess.run(command, capture_output=True, env=environment, check=False, timeout=60)
    assert done.returncode == 0
    assert done.stdout.startswith((b"Usage:", b"auditor "))


@pytest.mark.parametrize(("closing", "status"), [("<&-", 3), (">&-", 73), ("2>&-", 0), (">&- 2>&-", 73)])
def test_a_closed_standard_stream_is_no_bug(tmp_path: Path, rules: Path, closing: str, status: int) -> None:
    source = "-" if closing == "<&-" else f"'{report(tmp_path, '3.00')}'"
    command = f"'{sys.executable}' -m auditor check {source} --rules '{rules}' {closing}"
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
        timeout=60,
    )
    assert done.returncode == status
    assert b"internal error" not in done.stderr
    assert b"Traceback" not in done.stderr


def test_an_absent_report_with_nobody_to_tell_is_still_3(tmp_path: Path) -> None:
    command = f"'{sys.executable}' -m auditor check '{tmp_path / 'absent.json'}' 2>&-"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(["/bin/sh", "-c", command], env=environment, check=False, timeout=60)
    assert done.returncode == 3


def test_names_that_name_nothing_are_wrong_calls(tmp_path: Path, rules: Path) -> None:
    path = report(tmp_path, "3.00")
    assert auditor("check", path, "--rules", rules, "--output", "").returncode == 2
    assert auditor("check", "-", "-", "--rules", rules, stdin=b"{}").returncode == 2
    assert auditor("check", path, "--rules", "").returncode == 2
    assert auditor("check", "", "--rules", rules).returncode == 3


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_has_its_own_status(number: signal.Signals, status: int) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "auditor", "check", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdin is not None
    process.stdin.write(b"{")
    process.stdin.flush()
    time.sleep(3)  # until it waits for the rest of its input
    process.send_signal(number)
    process.stdin.close()
    assert process.wait(60) == status
    for stream in (process.stdout, process.stderr):
        assert stream is not None
        stream.close()


def test_70_for_a_bug_and_never_0_or_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from auditor import api, cli

    accidents: list[BaseException] = [
        RuntimeError("x"),
        RecursionError(),
        MemoryError(),
        AssertionError(),
        UnicodeEncodeError("gbk", "✓", 0, 1, "no"),
        KeyError("x"),
    ]
    for accident in accidents:

        def broken(*_: object, error: BaseException = accident, **__: object) -> object:
            raise error

        monkeypatch.setattr(api, "load_rules", broken)
        assert cli.main(["check", "report.json"]) == 70, accident
    assert "Traceback" not in capsys.readouterr().err


def test_70_for_a_detector_that_fails_and_what_the_others_found_is_told_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from auditor import cli
    from auditor.checks.repeated import mentions_disagree

    def failing(_: object) -> Iterator[object]:
        yield from ()
        raise AttributeError

    draft = tmp_path / "draft.txt"
    draft.write_text(
        "一、概况\n项目总投资 200 万元，其中中央资金 120 万元，地方资金 90 万元。\n", encoding="utf-8"
    )
    monkeypatch.setattr(mentions_disagree, "check", failing)
    monkeypatch.delenv("AUDITOR_DEBUG", raising=False)
    for gate in ([], ["--exit-zero"], ["--fail-on", "never"], ["--allow-incomplete"]):
        assert cli.main(["check", str(draft), *gate]) == 70
    told = capsys.readouterr()
    assert "mentions-disagree" in told.err
    assert "AttributeError" in told.err
    assert "Traceback" not in told.err
    assert "未作结论的检查：mentions-disagree" in told.out
    assert cli.main(["check", str(draft), "--format", "json", "--lang", "en"]) == 70
    printed = capsys.readouterr()
    result = json.loads(printed.out)
    assert "what the others found stands" in printed.err
    assert [each["rule"] for each in result["broken"]] == ["mentions-disagree"]
    assert not result["complete"]
    assert [each["rule"] for each in result["findings"] if each["severity"] == "error"]
    monkeypatch.setenv("AUDITOR_DEBUG", "1")
    assert cli.main(["check", str(draft)]) == 70
    debugged = capsys.readouterr()
    assert "Traceback" in debugged.err
    assert debugged.out == ""


def test_an_odd_unit_in_a_report_costs_one_rule_and_not_the_audit(tmp_path: Path) -> None:
    data = json.loads(REPORT.read_text(encoding="utf-8"))
    for item in data["figures"]:
        if item["key"] == "部门预算.调整数":
            item["unit"] = "人"
    path = tmp_path / "odd.json"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    done = auditor("check", path, "--format", "json")
    printed = json.loads(done.stdout)
    assert done.returncode == 1
    assert [item["rule"] for item in printed["not_checkable"] if item["reason"].startswith("units")] == [
        "B-01"
    ]
