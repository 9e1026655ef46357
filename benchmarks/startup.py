"""What one `auditor check` costs: 300 figures, 150 rules, text output, first and second run; and a draft, cold and warm.

Run: python benchmarks/startup.py

CPU time of whole processes, as a ratio to `python -c pass` measured in turn, and peak memory. The second
run of the same call finds its result kept; where that is gone it finds rules and patterns kept and checks anew.
The report holds a few discrepancies, so that findings are worded and printed as well. The draft is checked by all packs
and detectors: cold is a first run on a new machine, where nothing is kept; warm is a later one, where patterns and
rules are kept and the result is not.
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results" / "startup.txt"
FIGURES, RULES, RUNS, SEED = 300, 150, 15, 7
BROKEN = 50
DRAFT = ROOT / "benchmarks" / "documents" / "lanqiao_ziping_planted.txt"
DRAFT_RUNS = 5
COLD, WARM = "a draft, cold", "a draft, warm"
COMMAND = "python benchmarks/startup.py"


def write_case(
    folder: Path, figures: int = FIGURES, rules: int = RULES, seed: int = SEED
) -> tuple[Path, Path]:
    """Write a report of sums and rates and rules that check them; every fiftieth rule is broken."""
    chance = random.Random(seed)  # noqa: S311 - a repeatable case, not a secret
    stated: list[tuple[str, str, str]] = []
    lines = ["语言 1", ""]
    for number in range(rules):
        parts = [chance.randrange(100, 90_000) for _ in range(max(1, figures // rules - 1))]
        names = [f"支出{number}.分项{at}" for at in range(len(parts))]
        stated += [
            (name, f"{part // 100}.{part % 100:02d}", "万元") for name, part in zip(names, parts, strict=True)
        ]
        total = sum(parts) + (500 if number % BROKEN == BROKEN - 1 else 0)
        stated.append((f"支出{number}.合计", f"{total // 100}.{total % 100:02d}", "万元"))
        formula = " + ".join(names)
        lines += [f"规则 S-{number} 支出合计", f"  检查 支出{number}.合计 = {formula}", "  依据 各项之和", ""]
    mentions = [
        {"key": key, "label": key, "unit": unit, "mentions": [{"text": text, "location": {"line": at + 1}}]}
        for at, (key, text, unit) in enumerate(stated)
    ]
    report, book = folder / "report.json", folder / "book.rules"
    report.write_text(
        json.dumps({"format": "auditor-report", "version": "1", "figures": mentions}, ensure_ascii=False)
    )
    book.write_text("\n".join(lines))
    return report, book


def cpu(command: list[str], environment: dict[str, str]) -> tuple[int, int]:
    """Run a command; return its CPU time in microseconds and its peak memory in KB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(  # noqa: S603 - this project's own commands
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return int(spent * 1_000_000), after.ru_maxrss


def draft_times(environment: dict[str, str]) -> dict[str, list[int]]:
    """Return the CPU times of checks of a draft, each cold one followed by a warm one."""
    cache = Path(environment["AUDITOR_CACHE_DIR"])
    times: dict[str, list[int]] = {COLD: [], WARM: []}
    for _ in range(DRAFT_RUNS):
        shutil.rmtree(cache, ignore_errors=True)
        for measured in times.values():
            measured.append(cpu([sys.executable, "-m", "auditor", "check", str(DRAFT)], environment)[0])
            for kept in cache.glob("*.result"):
                kept.unlink()
    return times


def main() -> None:
    """Measure and write the table."""
    with tempfile.TemporaryDirectory() as folder:
        report, book = write_case(Path(folder))
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "AUDITOR_CACHE_DIR": str(Path(folder) / "cache"),
        }
        check = [sys.executable, "-m", "auditor", "check", str(report), "--rules", str(book)]
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "python -c 'import typer'": [sys.executable, "-c", "import typer"],
            "auditor --version": [sys.executable, "-m", "auditor", "--version"],
            "auditor check, rules kept": check,
            "auditor check, second run": check,
        }
        first, _ = cpu(check, environment)
        times: dict[str, list[int]] = {name: [] for name in commands}
        memory = 0
        for _ in range(RUNS):
            for name, command in commands.items():
                if name.endswith("rules kept"):
                    for kept in (Path(folder) / "cache").glob("*.result"):
                        kept.unlink()
                spent, peak = cpu(command, environment)
                times[name].append(spent)
                memory = max(memory, peak)
        drafts = draft_times(environment)
    base = statistics.median(times["python -c pass"])
    lines = [f"{COMMAND}    ({FIGURES} figures, {RULES} rules, {RUNS} runs, seed {SEED})", ""]
    lines.append(f"{'command':28} {'CPU ms':>8} {'x pass':>8}")
    for name, measured in times.items():
        middle = statistics.median(measured)
        lines.append(f"{name:28} {middle / 1000:8.1f} {middle / base:8.1f}")
    lines.append(f"{'auditor check, first run':28} {first / 1000:8.1f} {first / base:8.1f}")
    lines.append(f"peak memory {memory // 1024} MB")
    lines += ["", f"{DRAFT.name}, {DRAFT_RUNS} runs"]
    for name, measured in drafts.items():
        middle = statistics.median(measured)
        lines.append(f"{name:28} {middle / 1000:8.1f} {middle / base:8.1f}")
    text = "\n".join(lines) + "\n"
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(text)
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
