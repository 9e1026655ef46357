"""A kept result is used only where nothing that went into it has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.running import auditor, figure, write_report, write_rules

if TYPE_CHECKING:
    from pathlib import Path

SUM = "规则 R-1 合计\n  检查 甲.合计 = 甲.一 + 甲.二\n"


class Case:
    """A report, rules and a cache folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cache = folder / "cache"
        self.rules = write_rules(folder / "r.rules", SUM)
        self.report = folder / "r.json"
        self.states("4.00")

    def states(self, total: str) -> None:
        """Write the report with this total."""
        write_report(
            self.report, [figure("甲.合计", total), figure("甲.一", "1.00"), figure("甲.二", "2.00")]
        )

    def run(self, *options: str) -> tuple[int, bytes]:
        """Check the report; return status and output."""
        done = auditor(
            "check",
            self.report,
            "--rules",
            self.rules,
            *options,
            environment={"AUDITOR_CACHE_DIR": str(self.cache)},
        )
        return done.returncode, done.stdout

    def results(self) -> list[Path]:
        """Return the results that are kept."""
        return sorted(self.cache.glob("*.result"))


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case(tmp_path)


def test_the_second_run_gives_the_same_bytes_and_status(case: Case) -> None:
    first = case.run()
    assert len(case.results()) == 1
    assert case.run() == first
    assert first[0] == 1


def test_a_kept_result_is_really_used(case: Case) -> None:
    case.run()
    (kept,) = case.results()
    kept.write_text(kept.read_text(encoding="utf-8").replace("4.00万元", "9.99万元"), encoding="utf-8")
    assert "9.99万元" in case.run()[1].decode()


def test_a_changed_report_is_checked_anew(case: Case) -> None:
    case.run()
    case.states("3.00")
    assert case.run()[0] == 0


def test_a_changed_rule_file_is_read_anew(case: Case) -> None:
    case.run()
    write_rules(case.rules, SUM.replace("+", "+ 甲.一 +"))
    assert case.run()[0] == 0


def test_a_changed_include_is_read_anew(case: Case) -> None:
    included = write_rules(case.folder / "more.rules", SUM)
    write_rules(case.rules, '引用 "more.rules"\n')
    assert case.run()[0] == 1
    write_rules(included, SUM.replace("+", "+ 甲.一 +"))
    assert case.run()[0] == 0


def test_another_gate_is_another_call(case: Case) -> None:
    assert case.run()[0] == 1
    assert case.run("--fail-on", "never")[0] == 0
    assert case.run("--exit-zero")[0] == 0
    assert case.run("--lang", "en")[1] != case.run("--lang", "zh")[1]


def test_a_damaged_result_is_ignored(case: Case) -> None:
    first = case.run()
    (kept,) = case.results()
    for damage in ("", "{", "[]", '{"key": 1}', "\x00"):
        kept.write_text(damage)
        assert case.run() == first


def test_an_unreadable_report_is_never_kept(case: Case) -> None:
    case.report.write_text("{")
    assert case.run()[0] == 3
    assert case.results() == []


def test_only_its_owner_can_read_it(case: Case) -> None:
    case.run()
    (kept,) = case.results()
    assert kept.stat().st_mode & 0o077 == 0


def test_an_empty_cache_folder_keeps_nothing(case: Case) -> None:
    done = auditor("check", case.report, "--rules", case.rules, environment={"AUDITOR_CACHE_DIR": ""})
    assert done.returncode == 1
    assert not case.cache.exists()
