"""What the parts of an audit cost: binding and judging, detectors, root causes, and evaluation alone.

    python -m benchmarks.audit_time --seed 1 --reports 200

writes benchmarks/results/audit_time.txt. The first table is reports/qitai-2023.json as it is, with all its
errors; rules and report are loaded before. *Evaluation alone* decides every relation anew that the rules
gave, with its proof, and leaves out what finds the figures and words the result. The second table is
generated reports (benchmarks.clean_reports) in which one to three printed numbers were changed in the ways
of benchmarks.sensitivity. CPU time, the garbage collector off as in the command.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import json
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from auditor import api
from auditor.auditing.grouping import findings_of
from auditor.checks import detect
from auditor.evaluation.judging import decide_with
from auditor.findings import Verdict
from auditor.readers.json_file import read
from benchmarks.clean_reports import Clean
from benchmarks.sensitivity import KINDS, Change, changed, mutated

if TYPE_CHECKING:
    from auditor.language.rulebook import Rulebook
    from auditor.report.model import Report

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results" / "audit_time.txt"
PARTS = ("binding and judging", "detectors", "root causes", "whole audit", "evaluation alone")
RUNS = 15
MICRO = 1_000_000


def parts_of(report: Report, book: Rulebook) -> list[int]:
    """Return what each part of one audit takes, in microseconds of CPU time."""
    marks = [time.process_time_ns()]
    judged = api._judge(report, book, detectors=False)  # noqa: SLF001 - the parts of api.check, timed one by one
    marks.append(time.process_time_ns())
    judged.take(detect(judged.facts, tuple(judged.outcomes)))
    marks.append(time.process_time_ns())
    findings_of(judged.facts, judged.outcomes)
    marks.append(time.process_time_ns())
    bound = [
        (
            each.relation,
            [v.alternatives[at] for v, at in zip(each.relation.variables, each.chosen, strict=True)],
        )
        for each in judged.outcomes
        if each.relation is not None
    ]
    started = time.process_time_ns()
    for relation, picked in bound:
        decide_with(judged.facts, relation, picked)
    alone = time.process_time_ns() - started
    spent = [after - before for before, after in itertools.pairwise(marks)]
    return [each // 1000 for each in (*spent, marks[-1] - marks[0], alone)]


def planted(seed: int) -> Report:
    """Return a generated report with one to three printed numbers changed."""
    report = read(json.dumps(Clean(seed).data).encode(), "planted.json")
    rng = random.Random(seed)  # noqa: S311 - no secret is drawn
    changes: list[Change] = []
    wanted = rng.randint(1, 3)
    keys = list(report.figures)
    while len(changes) < wanted:
        key = rng.choice(keys)
        at = rng.randrange(len(report.figures[key].mentions))
        change = mutated(rng, report, key, at, rng.choice(KINDS))
        if change is not None and key not in {each.key for each in changes}:
            changes.append(change)
    return changed(report, changes)


def main() -> None:
    """Run the benchmark and write its result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--output", type=Path, default=RESULTS)
    options = parser.parse_args()
    book = api.load_rules()
    gc.disable()
    real = api.read_report(ROOT / "reports" / "qitai-2023.json")
    parts_of(real, book)  # the first audit reads every rule
    own = [parts_of(api.read_report(ROOT / "reports" / "qitai-2023.json"), book) for _ in range(RUNS)]
    made = []
    undecided = broken = 0
    for at in range(options.reports):
        report = planted(options.seed * MICRO + at)
        made.append(parts_of(report, book))
        audit = api.check(report, book, detectors=True)
        found = [each for each in audit.findings if each.verdict is Verdict.DISCREPANCY]
        broken += len(found)
        undecided += sum(not each.suspects for each in found)
        gc.collect()
    lines = [f"python -m benchmarks.audit_time --seed {options.seed} --reports {options.reports}", ""]
    for title, rows in (("reports/qitai-2023.json", own), (f"{len(made)} generated reports", made)):
        lines.append(f"{title:34}{'median ms':>10}{'95 % within':>13}")
        for name, column in zip(PARTS, zip(*rows, strict=True), strict=True):
            ordered = sorted(column)
            middle, most = ordered[len(ordered) // 2], ordered[len(ordered) * 95 // 100]
            lines.append(f"  {name:32}{_ms(middle):>10}{_ms(most):>13}")
        lines.append("")
    lines += [f"discrepancies found in the generated reports: {broken}, without a suspect: {undecided}", ""]
    text = "\n".join(lines)
    sys.stdout.write(text)
    options.output.write_text(text, encoding="utf-8")


def _ms(microseconds: int) -> str:
    return f"{microseconds // 1000}.{microseconds % 1000 // 100}"


if __name__ == "__main__":
    main()
