"""What it costs to refuse a hostile file: CPU time and memory of whole processes, beside that of reading an ordinary draft.

    python -m benchmarks.refusals

writes benchmarks/results/refusals.txt. The files are the cases of tests/readers/test_hostile.py, which holds each refusal to a
number of calls and says nothing of seconds; each is `auditor check FILE` here, started anew. The baseline of each row is the
same command on an ordinary draft of one page, in the same run.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.long_drafts import cost
from tests.readers.test_hostile import CASES

RESULT = Path(__file__).resolve().parent / "results" / "refusals.txt"
ORDINARY = "一、预算情况\n2023年预算442.31万元，其中基本支出397.23万元，项目支出45.08万元。\n"
SECONDS, MEGABYTES = 2, 200


def main() -> None:
    """Measure every case, print the table, and keep it."""
    lines = [f"python -m benchmarks.refusals    (asked: under {SECONDS} s and {MEGABYTES} MB)", ""]
    with tempfile.TemporaryDirectory() as folder:
        cache = str(Path(folder) / "cache")
        draft = Path(folder) / "ordinary.txt"
        draft.write_text(ORDINARY, encoding="utf-8")
        command = [sys.executable, "-m", "auditor", "check"]
        cost([*command, str(draft)], cache)
        base, base_mb = cost([*command, str(draft)], cache)
        lines.append(f"{'an ordinary draft':<42}{base:>7.2f} s{1:>7.2f} x{base_mb:>6} MB")
        for case, (name, make, _) in CASES.items():
            path = Path(folder) / name
            path.write_bytes(make())
            spent, memory = cost([*command, str(path)], cache)
            path.unlink()
            over = "  over" if spent > SECONDS or memory > MEGABYTES else ""
            lines.append(f"{case:<42}{spent:>7.2f} s{spent / base:>7.2f} x{memory:>6} MB{over}")
            sys.stdout.write(lines[-1] + "\n")
    RESULT.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
