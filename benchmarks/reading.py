"""What checking a draft costs: the real report in each form, and text drafts of 10 to 1,000 pages.

Run: python -m benchmarks.reading    (needs the `documents` extra; the real report in ../shared/seed)

CPU time and peak memory of whole processes of `auditor check DRAFT`, rules and patterns kept, result not kept, as ratios
to `python -c pass` and to a named baseline that only opens the file, measured in turn: every number of the
text by one regular expression; the parts of a docx or xlsx parsed as XML; words and tables of every page of
a pdf by pdfplumber. The byte code of the program is kept, as it is where it was installed. The long drafts are yearbooks of departments, one section with two
tables and two paragraphs a page, correct but for one wrong total every fifty pages, so that findings are
found and worded too.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SEED_REPORT = ROOT.parent / "shared" / "seed"
RESULT = ROOT / "benchmarks" / "results" / "reading.txt"
_ZIP = (
    "import sys, zipfile; from lxml import etree; package = zipfile.ZipFile(sys.argv[1]); "
    "[etree.fromstring(package.read(name)) for name in package.namelist() if name.endswith('.xml')]"
)
BASELINES = {
    "txt": (
        "numbers by re",
        "import re, sys; re.findall(r'-?[0-9][0-9,.]*%?', open(sys.argv[1], encoding='utf-8').read())",
    ),
    "docx": ("lxml parse", _ZIP),
    "xlsx": ("lxml parse", _ZIP),
    "pdf": (
        "pdfplumber",
        (
            "import sys, pdfplumber; "
            "[(page.extract_words(), page.extract_tables()) for page in pdfplumber.open(sys.argv[1]).pages]"
        ),
    ),
}
PAGES = (10, 100, 300, 1000)
FORMS = {"txt": 54, "docx": 54, "pdf": 54, "xlsx": 54}
WRONG_EVERY = 50
ITEMS = ("基本支出", "项目支出", "上缴支出", "经营支出", "其他支出")
RUNS = 3


def yearbook(pages: int, seed: int = 11) -> str:
    """Return a draft of so many pages, a section a page; the same text for the same arguments."""
    chance = random.Random(seed)  # noqa: S311 - a repeatable case, not a secret
    return "\f".join(_page(number, chance) for number in range(1, pages + 1))


def _page(number: int, chance: random.Random) -> str:
    """One department: income in a sentence, spending in a table and a sentence, with a page number."""
    parts = [chance.randrange(10_000, 9_000_000) for _ in ITEMS]
    total = sum(parts) + (77_700 if number % WRONG_EVERY == 0 else 0)
    earned = [chance.randrange(10_000, 9_000_000) for _ in range(3)]
    grants, fees, other = map(_money, earned)
    rows = "\n".join(
        f"{name}    {_money(part)}    {_share(part, sum(parts))}"
        for name, part in zip(ITEMS, parts, strict=True)
    )
    return (
        f"第{number}章 第{number}单位决算情况\n"
        "一、收入情况\n"
        f"第{number}单位本年收入合计{_money(sum(earned))}万元，其中：财政拨款收入{grants}万元，"
        f"事业收入{fees}万元，其他收入{other}万元。\n"
        "二、支出情况\n"
        f"表{number}-1 第{number}单位支出决算表（单位：万元）\n"
        f"项目    决算数    占比\n{rows}\n合计    {_money(total)}    100.00%\n"
        f"第{number}单位基本支出{_money(parts[0])}万元，项目支出{_money(parts[1])}万元。\n"
        f"{number}\n"
    )


def _money(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


def _share(part: int, whole: int) -> str:
    hundredths = (part * 20_000 + whole) // (2 * whole)
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def _cost(command: list[str], folder: str) -> tuple[float, int]:
    """Return the CPU seconds and the peak memory in MB of one process, the result of a check not kept."""
    for kept in Path(folder).rglob("*.result"):
        kept.unlink()
    probe = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL); "
        "use = resource.getrusage(resource.RUSAGE_CHILDREN); "
        "print(use.ru_utime + use.ru_stime, use.ru_maxrss // 1024)"
    )
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", probe, *command],
        env={
            **os.environ,
            "AUDITOR_CACHE_DIR": folder,
            "PYTHONPYCACHEPREFIX": folder,
            "PYTHONDONTWRITEBYTECODE": "",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, memory = done.stdout.split()
    return float(seconds), int(memory)


def main() -> None:
    """Measure, print, and keep the table in benchmarks/results/reading.txt."""
    with tempfile.TemporaryDirectory() as folder:
        drafts = [(SEED_REPORT / f"report.{form}", pages) for form, pages in FORMS.items()]
        for pages in PAGES:
            path = Path(folder) / f"{pages}.txt"
            path.write_text(yearbook(pages), encoding="utf-8")
            drafts.append((path, pages))
        cache = str(Path(folder) / "cache")
        lines = [
            "python -m benchmarks.reading    (yearbook seed 11, 3 runs, median)",
            "",
            "draft            pages   CPU s   s/page   x pass   x baseline           MB",
        ]
        for path, pages in drafts:
            if not path.is_file():
                lines.append(f"{path.name:<15} not there")
                continue
            command = [sys.executable, "-m", "auditor", "check", str(path)]
            _cost(command, cache)
            runs = [_cost(command, cache) for _ in range(RUNS)]
            empty = statistics.median(_cost([sys.executable, "-c", "pass"], cache)[0] for _ in range(RUNS))
            name, code = BASELINES[path.suffix[1:]]
            opened = statistics.median(
                _cost([sys.executable, "-c", code, str(path)], cache)[0] for _ in range(RUNS)
            )
            seconds = statistics.median(run[0] for run in runs)
            memory = max(run[1] for run in runs)
            lines.append(
                f"{path.name:<15}{pages:>7}{seconds:>8.2f}{seconds / pages:>9.3f}{seconds / empty:>9.0f}"
                f"{seconds / opened:>7.1f} {name:<14}{memory:>5}"
            )
            sys.stdout.write(lines[-1] + "\n")
            sys.stdout.flush()
    RESULT.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
