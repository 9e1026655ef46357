"""Change one printed number of a draft at a time, and see if the changed line is named.

    python -m benchmarks.draft_changes --seed 3 --copies 300

writes benchmarks/results/draft_changes.txt; the draft is ../shared/seed/report.txt. The mentions and the
kinds of change are those of `benchmarks.sensitivity`: numbers that some relation constrains, changed in the
ways in which people go wrong. A copy is *flagged* when a finding that the draft as printed does not have
(by its id and value digest) names a mention on the changed line.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import sys
from collections import Counter
from pathlib import Path

import attrs

from auditor import api
from auditor.findings import Finding, Severity
from benchmarks.sensitivity import KINDS, Bench, Change, mutated

DRAFT = Path(__file__).resolve().parents[2] / "shared" / "seed" / "report.txt"
RESULT = Path(__file__).parent / "results" / "draft_changes.txt"


@attrs.frozen
class Copy:
    """One changed copy: what was changed, on which line, and whether the line was named, at which level."""

    change: Change
    line: int
    flagged: bool
    above_note: bool
    was: str


class Drafts:
    """The draft as printed and its findings."""

    def __init__(self) -> None:
        self.text = DRAFT.read_bytes().decode("utf-8")
        self.lines = self.text.split("\n")
        self.book = api.load_rules()
        self.base = {(each.id, each.value_digest) for each in self._findings(self.text)}

    def _findings(self, text: str) -> tuple[Finding, ...]:
        report = api.read_bytes(text.encode(), "report.txt")
        return api.check(report, self.book, detectors=True).findings

    def copy(self, change: Change, line: int, column: int, was: str) -> Copy:
        """Check the draft with the number at a place printed otherwise."""
        lines = list(self.lines)
        old = lines[line - 1]
        lines[line - 1] = old[: column - 1] + change.text + old[column - 1 + len(was) :]
        named: list[Finding] = [
            finding
            for finding in self._findings("\n".join(lines))
            if (finding.id, finding.value_digest) not in self.base and line in _lines_of(finding)
        ]
        above = any(finding.severity is not Severity.NOTE for finding in named)
        return Copy(change, line, bool(named), above, was)


def _lines_of(finding: Finding) -> set[int | None]:
    stated = [*finding.figures, *(item for each in finding.consequences for item in each.figures)]
    return {item.location.line for item in stated} | {each.location.line for each in finding.suspects}


_DRAFTS: Drafts | None = None


def _checked(task: tuple[Change, int, int, str]) -> Copy:
    global _DRAFTS  # noqa: PLW0603 - one a process
    if _DRAFTS is None:
        _DRAFTS = Drafts()
    return _DRAFTS.copy(*task)


def tasks_of(seed: int, copies: int) -> tuple[list[tuple[Change, int, int, str]], int]:
    """Return so many changes with their places in the draft, and how many were skipped as not standing there."""
    chance = random.Random(seed)  # noqa: S311 - a repeatable case, not a secret
    bench, lines = Bench(), DRAFT.read_bytes().decode("utf-8").split("\n")
    tasks: list[tuple[Change, int, int, str]] = []
    seen: set[Change] = set()
    skipped = 0
    while len(tasks) < copies:
        key, at = chance.choice(bench.constrained)
        mention = bench.report.figures[key].mentions[at]
        change = mutated(chance, bench.report, key, at, chance.choice(KINDS))
        where = mention.location
        if change is None or change in seen or where.line is None or where.column is None:
            continue
        seen.add(change)
        was = mention.text.strip()
        if not lines[where.line - 1].startswith(was, where.column - 1):
            skipped += 1
            continue
        tasks.append((change, where.line, where.column, was))
    return tasks, skipped


def main() -> None:
    """Run the benchmark and write its result."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--copies", type=int, default=300)
    asked = parser.parse_args()
    tasks, skipped = tasks_of(asked.seed, asked.copies)
    with multiprocessing.Pool() as pool:
        copies = pool.map(_checked, tasks, chunksize=5)
    lines = [
        f"python -m benchmarks.draft_changes --seed {asked.seed} --copies {asked.copies}",
        "",
        "change           n  flagged  above note",
    ]
    kinds = Counter(copy.change.kind for copy in copies)
    for kind in (*sorted(kinds), "all"):
        own = [copy for copy in copies if kind in {copy.change.kind, "all"}]
        flagged, above = sum(copy.flagged for copy in own), sum(copy.above_note for copy in own)
        lines.append(f"{kind:<14}{len(own):>4}{100 * flagged // len(own):>7} %{100 * above // len(own):>9} %")
    lines += ["", f"changes drawn whose number stands elsewhere or in another print in the draft: {skipped}"]
    lines += ["", "not flagged:"]
    lines += [
        f"  line {copy.line}: {copy.change.key} {copy.was} -> {copy.change.text} ({copy.change.kind})"
        for copy in copies
        if not copy.flagged
    ]
    RESULT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
