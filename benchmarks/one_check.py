"""What one check says of every document without errors, and of every one with: the evidence for a reading.

    python -m benchmarks.one_check sentence-miscalculated [share-misfits-sample ...] [--texts FOLDER]

prints, for the documents and short reports without errors, how many relations each check proposed, how many hold, and
every one that does not; then how many of those proposed in the documents with errors do not hold. A reading that is
right holds wherever it stands in a consistent document: one that fails in a few of them is not yet told apart from
what looks like it, and one that never fails needs no nearness, slip or second witness to accuse. A check that tells only what
fails, as `sentence-miscalculated` does, shows none that hold: of it the list of what fails is the evidence. `--texts` takes
plain texts of published reports as documents without errors, whose errors have to be read one by one.

Set d of benchmarks/marked is left out, so that it stays unseen.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
from collections import Counter
from pathlib import Path

from auditor import api
from auditor.checks import checks
from auditor.evaluation.facts import Facts
from auditor.findings import Severity, Verdict
from benchmarks import short_reports
from benchmarks.detectors import DEFAULT

_BLIND = "d"
Task = tuple[str, bool, tuple[str, ...]]


def tasks(names: tuple[str, ...], texts: Path | None) -> list[Task]:
    """Return what is to be read: a path, whether it has errors, and the checks to run."""
    documents = [path for folder in DEFAULT for path in sorted(folder.glob("*.docx"))]
    found = [(str(path), "planted" in path.stem, names) for path in documents]
    marked = [
        path
        for path in sorted(short_reports.DEFAULT.glob("*.md"))
        if path.stem != "README" and not path.stem.startswith(_BLIND)
    ]
    found += [(str(path), wrong, names) for path in marked for wrong in (False, True)]
    found += [(str(path), False, names) for path in (sorted(texts.rglob("*.txt")) if texts else ())]
    return found


def judged(task: Task) -> tuple[bool, Counter[str], Counter[str], list[str]]:
    """Return whether a document has errors, how many relations each check proposed and how many hold, and what does not."""
    path, wrong, names = Path(task[0]), task[1], task[2]
    if path.suffix == ".md":
        text = path.read_text(encoding="utf-8")
        report = api.read_bytes(short_reports.document(text, wrong=wrong), f"{path.stem}.docx")
    else:
        report = api.read_report(path)
    proposed: Counter[str] = Counter()
    held: Counter[str] = Counter()
    failed: list[str] = []
    book = api.load_rules()
    facts = Facts(api.bound(report, book), [synonym.names for synonym in book.synonyms])
    for check in checks(report.document.language):
        if check.NAME not in names:
            continue
        for outcome in check.check(facts):
            if outcome.rule.level is Severity.NOTE:
                continue  # told only where another check bears it out
            proposed[check.NAME] += 1
            if outcome.verdict is not Verdict.DISCREPANCY:
                held[check.NAME] += 1
                continue
            said = " ".join(f"{each.text}{each.unit}" for each in outcome.evidence)
            failed.append(f"{path.stem}  {check.NAME}: {said}")
    return wrong, proposed, held, failed


def main(names: tuple[str, ...], texts: Path | None = None) -> str:
    """Return what fails in documents without errors, and the counts of both kinds."""
    lines: list[str] = []
    proposed = {True: Counter[str](), False: Counter[str]()}
    held = {True: Counter[str](), False: Counter[str]()}
    with multiprocessing.Pool() as workers:
        for wrong, some, good, failed in workers.imap(judged, tasks(names, texts)):
            proposed[wrong].update(some)
            held[wrong].update(good)
            lines.extend([] if wrong else failed)
    for name in names:
        for wrong, kind in ((False, "without errors"), (True, "with errors")):
            lines.append(f"{name}: {held[wrong][name]} of {proposed[wrong][name]} hold {kind}")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("names", nargs="+")
    parser.add_argument("--texts", type=Path)
    given = parser.parse_args()
    sys.stdout.write(main(tuple(given.names), given.texts))
