"""What a check of a long draft costs: memory and time of 100 to 1,000 dense pages as .txt, .docx and .pdf.

    python -m benchmarks.long_drafts [SUFFIX ...] [PAGES ...]

CPU time and peak memory of whole processes: one reads the draft, one is `auditor check DRAFT` with rules and patterns kept
and the result not kept. Printed are both a page, and how far each page of a draft costs more than a page of the
shortest one. Without arguments the result is kept in benchmarks/results/long_drafts.txt.

The drafts (`benchmarks.longpages`) have sixty lines a page, a quarter of them tables, and are correct but for one wrong
total every fifty pages. Each page is another one: bodies, figures, headings, sentences and tables differ.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.longpages import WRITERS, pages_of

RESULT = Path(__file__).resolve().parent / "results" / "long_drafts.txt"
PAGES = (100, 200, 400, 1000)
RUNS = {100: 3, 200: 2}
_READ = "import gc, sys; gc.set_threshold(1_000_000); from auditor.api import read_report; read_report(sys.argv[1])"
_PROBE = (
    "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL); "
    "use = resource.getrusage(resource.RUSAGE_CHILDREN); "
    "print(use.ru_utime + use.ru_stime, use.ru_maxrss // 1024)"
)


def cost(command: list[str], folder: str) -> tuple[float, int]:
    """Return the CPU seconds and the peak memory in MB of one process, the result of a check not kept."""
    for kept in Path(folder).rglob("*.result"):
        kept.unlink()
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", _PROBE, *command],
        env={**os.environ, "AUDITOR_CACHE_DIR": folder},
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, memory = done.stdout.split()
    return float(seconds), int(memory)


def _costs(command: list[str], pages: int, folder: str) -> tuple[float, int]:
    """Return the least CPU time and the highest memory of some runs: a busy machine adds to time alone."""
    runs = [cost(command, folder) for _ in range(RUNS.get(pages, 1))]
    return min(run[0] for run in runs), max(run[1] for run in runs)


def main() -> None:
    """Measure, print, and keep the table in benchmarks/results/long_drafts.txt."""
    suffixes = [each for each in sys.argv[1:] if each in WRITERS] or list(WRITERS)
    counts = [int(each) for each in sys.argv[1:] if each.isdigit()] or list(PAGES)
    lines = [
        "python -m benchmarks.long_drafts    (seed 5; x is the cost of a page to that of a page of the first draft)",
        "",
        "draft       file kB |  read s  s/page     x   MB | check s  s/page     x   MB",
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    with tempfile.TemporaryDirectory() as folder:
        cache = str(Path(folder) / "cache")
        for suffix in suffixes:
            first: tuple[float, float] | None = None
            for pages in counts:
                path = Path(folder) / f"{pages}.{suffix}"
                path.write_bytes(WRITERS[suffix](pages_of(pages)))
                check = [sys.executable, "-m", "auditor", "check", str(path)]
                if first is None:
                    cost(check, cache)
                read_s, read_mb = _costs([sys.executable, "-c", _READ, str(path)], pages, cache)
                check_s, check_mb = _costs(check, pages, cache)
                first = first or (read_s / pages, check_s / pages)
                lines.append(
                    f"{path.name:<11}{path.stat().st_size // 1000:>8} |"
                    f"{read_s:>8.2f}{read_s / pages:>8.4f}{read_s / pages / first[0]:>6.2f}{read_mb:>5} |"
                    f"{check_s:>8.2f}{check_s / pages:>8.4f}{check_s / pages / first[1]:>6.2f}{check_mb:>5}"
                )
                sys.stdout.write(lines[-1] + "\n")
                sys.stdout.flush()
    if not sys.argv[1:]:
        RESULT.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
