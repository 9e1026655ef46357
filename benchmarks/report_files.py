"""Whether a check of report.json finds what a check of its draft finds, and what the file costs.

    python -m benchmarks.report_files [FOLDER ...]

Every draft of the folders is extracted to report.json in memory and read back. The two audits must agree in
everything but the name of the file: findings with their ids, verdicts and places, counts, score, reading. The
file must come out the same when the report read back is written again. Sizes and times a format are printed.
Without a folder the result is kept in benchmarks/results/report_files.txt.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from auditor.api import bound, check, load_rules, read_bytes
from auditor.report.writing import written

if TYPE_CHECKING:
    from auditor.findings import Audit
    from auditor.report import Report

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[1] / "shared"
DEFAULT = (HERE.parent / "tests" / "documents", HERE / "documents", SHARED / "reports-dev", SHARED / "seed")
RESULT = HERE / "results" / "report_files.txt"
SUFFIXES = (".txt", ".docx", ".pdf", ".xlsx")
_BOOK = load_rules()


@attrs.define
class Cost:
    """What the files of one format cost: bytes, and seconds of the processor."""

    drafts: int = 0
    differing: int = 0
    findings: int = 0
    draft_bytes: int = 0
    report_bytes: int = 0
    text_bytes: int = 0
    reading: float = 0
    writing: float = 0
    reading_back: float = 0


def audited(report: Report) -> Audit:
    """Return the audit of a report without the name of its file."""
    audit = check(report, _BOOK, detectors=True)
    return attrs.evolve(audit, report=attrs.evolve(audit.report, name="", sha256=""))


def measure(path: Path, cost: Cost) -> bool:
    """Add what a draft costs; return whether both ways agree."""
    data = path.read_bytes()
    times = [time.process_time()]
    draft = read_bytes(data, path.name)
    times.append(time.process_time())
    text = written(bound(draft, _BOOK), draft)
    times.append(time.process_time())
    back = read_bytes(text.encode(), "report.json")
    times.append(time.process_time())
    direct, through = audited(draft), audited(back)
    same = direct == through and written(bound(back, _BOOK), back) == text
    cost.drafts += 1
    cost.differing += not same
    cost.findings += len(direct.findings)
    cost.draft_bytes += len(data)
    cost.report_bytes += len(text.encode())
    cost.text_bytes += sum(len(block.text.encode()) for block in draft.blocks)
    cost.reading += times[1] - times[0]
    cost.writing += times[2] - times[1]
    cost.reading_back += times[3] - times[2]
    return same


def main() -> None:
    """Print the comparison."""
    folders = [Path(name) for name in sys.argv[1:]] or [each for each in DEFAULT if each.is_dir()]
    costs: dict[str, Cost] = defaultdict(Cost)
    drafts = [path for folder in folders for path in sorted(folder.iterdir()) if path.suffix in SUFFIXES]
    lines = [
        f"differs: {path.parent.name}/{path.name}" for path in drafts if not measure(path, costs[path.suffix])
    ]
    lines.append(
        "format drafts differ findings   draft kB   text kB report.json kB   read s  bind+write s  read back s"
    )
    for suffix, cost in sorted(costs.items()):
        lines.append(
            f"{suffix:6} {cost.drafts:6} {cost.differing:6} {cost.findings:8} {cost.draft_bytes // 1000:10} "
            f"{cost.text_bytes // 1000:9} {cost.report_bytes // 1000:14} {cost.reading:8.1f} "
            f"{cost.writing:12.1f} {cost.reading_back:12.1f}"
        )
    sys.stdout.write("\n".join(lines) + "\n")
    if not sys.argv[1:]:
        RESULT.write_text(
            "\n".join(("python -m benchmarks.report_files", "", *lines)) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
