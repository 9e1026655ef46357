"""The draft of a repaired report: every listed repair made in the text itself, at its line and column.

    python -m benchmarks.repaired_draft

prints what an audit of ../shared/seed/report.txt still says after the repairs of
reports/qitai-2023.repairs.json. Of the repairs that add a statement one is made, in the words of the
list that it belongs to; the others need a sentence. A figure that moves to another key takes its words along.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor import api
from benchmarks.repairing import REPORTS, repaired

if TYPE_CHECKING:
    from auditor.findings import Audit

DRAFT = Path(__file__).resolve().parents[2] / "shared" / "seed" / "report.txt"
Place = tuple[str, int, int]
WORDS = (
    # The sentence of C41 stands under C42; the list lacks an option that was merged with the one before.
    (1748, "按期签收率", "办结率"),
    (4389, "12.68%。", "12.68%，选有效果的比例为 22.54%。"),
)


def _printed(data: dict[str, Any]) -> dict[Place, str]:
    """Return what each mention of a report file prints, by its place."""
    return {
        (figure["key"], mention["location"]["line"], mention["location"]["column"]): mention["text"]
        for figure in data["figures"]
        for mention in figure["mentions"]
    }


def repaired_text() -> tuple[str, list[str]]:
    """Return the draft with the repairs made, and those whose words do not stand at their place."""
    before = _printed(json.loads((REPORTS / "qitai-2023.json").read_text(encoding="utf-8")))
    after = _printed(repaired())
    lines = DRAFT.read_bytes().decode("utf-8").split("\n")
    left: list[str] = []
    # A figure's mention may have moved to another key: what counts is the place.
    wanted = {(line, column): text for (_, line, column), text in after.items()}
    changes = {
        (line, column): (text, wanted[line, column])
        for (_, line, column), text in before.items()
        if wanted.get((line, column), text) != text
    }
    for (line, column), (was, text) in sorted(changes.items(), reverse=True):
        old = lines[line - 1]
        if not old.startswith(was, column - 1):
            left.append(f"{line}:{column} {was} -> {text}")
            continue
        lines[line - 1] = old[: column - 1] + text + old[column - 1 + len(was) :]
    for line, was, words in WORDS:
        if was not in lines[line - 1]:
            left.append(f"{line} {was} -> {words}")
        lines[line - 1] = lines[line - 1].replace(was, words)
    return "\n".join(lines), left


def audit() -> Audit:
    """Check the repaired draft."""
    return api.check(api.read_bytes(repaired_text()[0].encode(), "report.txt"), detectors=True)


def main() -> None:
    """Print what is still said."""
    sys.stdout.write("".join(f"not in the text: {each}\n" for each in repaired_text()[1]))
    for finding in audit().findings:
        sys.stdout.write(f"{finding.severity.value} {finding.rule} {finding.messages['zh']}\n")


if __name__ == "__main__":
    main()
