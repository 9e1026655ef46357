"""Rule files, from text and from the kept form: 150 and 5,000 rules, 2 MB of text.

Run: python benchmarks/language.py

CPU time inside one process; the baseline of each size is its own reading from text.
"""

from __future__ import annotations

import functools
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.language import Rulebook, parse_text

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results" / "language.txt"
COMMAND = "python benchmarks/language.py"
SMALL, LARGE, BYTES_A_RULE = 150, 5_000, 400


def rules_text(count: int) -> str:
    """Return `count` different rules with condition, source, message and an example, 400 bytes each."""
    blocks = ["语言 1\n"]
    for number in range(count):
        total, first, second = (f"支出{number}.{name}" for name in ("合计", "基本支出", "项目支出"))
        block = (
            f"规则 S-{number} 支出合计{number}\n"
            f"  检查 {total} = {first} + {second}\n"
            "  依据 附件1公式，各类支出之和应为合计\n"
            '  提示 "{名称}应为{应为数}，报告写{报告数}，差{差额}"\n'
            f"  例 {total}=3.00万元, {first}=1.00万元, {second}=2.00万元 结果 相符\n"
        )
        padding = max(0, BYTES_A_RULE - len(block.encode()) - len("  说明 \n".encode()))
        blocks.append(block + "  说明 " + "注" * (padding // 3 + 1) + "\n")
    return "\n".join(blocks)


def spent(work: Callable[[], object]) -> tuple[int, object]:
    """Return the CPU time of `work` in milliseconds, and its result."""
    before = time.process_time_ns()
    result = work()
    return (time.process_time_ns() - before) // 1_000_000, result


def _built(path: Path) -> object:
    return Rulebook.load([path]).rules


def main() -> None:
    """Measure and write the table."""
    lines = [COMMAND, "", f"{'rules':>6} {'KB':>6} {'what':34} {'CPU ms':>8}"]
    times: dict[tuple[int, str], int] = {}
    parse_text("语言 1\n\n规则 A 甲\n  检查 甲.一 = 甲.二\n", "warm-up.rules")  # builds the grammar's tables
    with tempfile.TemporaryDirectory() as folder:
        os.environ["AUDITOR_CACHE_DIR"] = str(Path(folder) / "cache")
        for count in (SMALL, LARGE):
            text = rules_text(count)
            path = Path(folder) / f"{count}.rules"
            path.write_text(text, encoding="utf-8")
            work: dict[str, Callable[[], object]] = {
                "text to tree": functools.partial(parse_text, text, "x.rules"),
                "text to tree, and kept": functools.partial(Rulebook.load, [path]),
                "from the kept form": functools.partial(Rulebook.load, [path]),
                "kept form, every tree built": functools.partial(_built, path),
            }
            for name, each in work.items():
                times[count, name], _ = spent(each)
                lines.append(f"{count:6} {len(text.encode()) // 1000:6} {name:34} {times[count, name]:8}")
    growth = times[LARGE, "text to tree"] * 10 // max(1, times[SMALL, "text to tree"])
    lines.append(f"growth from {SMALL} to {LARGE} rules, text to tree: {growth // 10}.{growth % 10} times")
    text = "\n".join(lines) + "\n"
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(text)
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
