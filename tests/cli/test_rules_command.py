"""`auditor rules …` runs through the same door as every command: its statuses and streams hold too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cli.running import auditor, write_rules

if TYPE_CHECKING:
    from pathlib import Path

GOOD = (
    "规则 R-1 合计\n  检查 甲.合计 = 甲.一 + 甲.二\n  依据 附表\n"
    "  例 甲.合计=3.00万元, 甲.一=1.00万元, 甲.二=2.00万元 结果 相符\n"
    "  例 甲.合计=4.00万元, 甲.一=1.00万元, 甲.二=2.00万元 结果 不符\n"
)


def test_the_shipped_packs_are_listed() -> None:
    done = auditor("rules", "list")
    assert done.returncode == 0
    assert "B-01" in done.stdout.decode()


def test_examples_that_hold_give_0_and_one_that_fails_gives_1(tmp_path: Path) -> None:
    assert auditor("rules", "test", write_rules(tmp_path / "good.rules", GOOD)).returncode == 0
    bad = write_rules(tmp_path / "bad.rules", GOOD.replace("结果 不符", "结果 尾差"))
    assert auditor("rules", "test", bad).returncode == 1


def test_a_file_with_mistakes_gives_2_and_no_traceback(tmp_path: Path) -> None:
    done = auditor("rules", "lint", write_rules(tmp_path / "broken.rules", "规则 R-1\n  检察 甲 = 乙\n"))
    assert done.returncode == 2
    assert "检查" in done.stderr.decode()
    assert b"Traceback" not in done.stderr
