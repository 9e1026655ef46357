"""How much of a hand-made report file the binding finds in the draft itself, and what an audit of each says.

    python -m benchmarks.binding [DRAFT [REPORT]]

Without arguments: ../shared/seed/report.txt against reports/qitai-2023.json, kept in
benchmarks/results/binding.txt. A mention counts where the draft's mention of the same key begins at the
same line and column. `genre` is what the genre's own file (department.figures) reaches alone: the
report's own pack was written with its places at hand, so `all` says that nothing is lost on the way, and
`genre` what another report of the genre that is worded alike may expect. The genre names the rows of a table
as they are printed, where the pack has short names of its own (项目.保安保洁): there it counts when subject
and attribute agree.
"""

from __future__ import annotations

import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from auditor import api, resources
from auditor.binding import bind, read_figures

if TYPE_CHECKING:
    from auditor.report import Report

HERE = Path(__file__).resolve().parent
DRAFT = HERE.parent.parent / "shared" / "seed" / "report.txt"
REPORT = HERE.parent / "reports" / "qitai-2023.json"
RESULT = HERE / "results" / "binding.txt"

Place = tuple[str, int | None, int | None]


def places(report: Report) -> set[Place]:
    """Return key, line and column of every mention."""
    return {(figure.key, at.location.line, at.location.column) for figure, at in report.mentions()}


def loosely(found: set[Place]) -> set[Place]:
    """Return places with the row between a key's subject and attribute left out."""
    return {
        (f"{key.partition('.')[0]}.{key.rpartition('.')[2]}", line, column) for key, line, column in found
    }


def compare(draft: Report, report: Report) -> list[str]:
    """Return the table of shares for each group of keys, and the overall shares."""
    files = [read_figures(path.read_text("utf-8"), path.name) for path in resources.figure_files().values()]
    genre = places(bind(draft, [each for each in files if each.name == "department.figures"]))
    started = time.perf_counter()
    bound = bind(draft, files)
    spent = time.perf_counter() - started
    found, wanted = places(bound), places(report)
    rows = loosely(genre)
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for place in wanted:
        group = counts[place[0].partition(".")[0]]
        group.update(wanted=1, genre=loosely({place}) <= rows, all=place in found)
    lines = ["group                    wanted  genre    all"]
    lines += [
        f"{name:<20} {group['wanted']:>8} {group['genre']:>6} {group['all']:>6}"
        for name, group in sorted(counts.items(), key=lambda item: (-item[1]["wanted"], item[0]))
    ]
    total = Counter[str]()
    for group in counts.values():
        total.update(group)
    keys = {place[0] for place in wanted}
    astray = sum(1 for place in found if place[0] in keys and place not in wanted)
    lines += [
        f"{'sum':<20} {total['wanted']:>8} {total['genre']:>6} {total['all']:>6}",
        f"share                        {total['genre'] / total['wanted']:7.2%} {total['all'] / total['wanted']:7.2%}",
        (
            f"bound elsewhere under a known key: {astray}; left out as unsure: "
            f"{sum(1 for note in bound.notes if note.kind == 'binding')}"
        ),
        f"time of binding: {spent:.2f} s",
    ]
    return lines


def findings(report: Report) -> Counter[tuple[str, str, str]]:
    """Return rule, severity and first key of every finding."""
    audit = api.check(report)
    return Counter(
        (str(each.severity.value), each.rule, each.figures[0].key if each.figures else "")
        for each in audit.findings
    )


def main() -> None:
    """Print the comparison."""
    draft = api.read_report(sys.argv[1] if len(sys.argv) > 1 else DRAFT)
    report = api.read_report(sys.argv[2] if len(sys.argv) > 2 else REPORT)  # noqa: PLR2004
    lines = compare(draft, report)
    of_draft, of_report = findings(draft), findings(report)
    for title, rest in (
        ("only in the report file", of_report - of_draft),
        ("only in the draft", of_draft - of_report),
    ):
        lines.append(f"findings {title}: {sum(rest.values())}")
        lines += [f"  {' '.join(each)}" for each in sorted(rest)]
    lines.append(f"findings in both: {sum((of_draft & of_report).values())}")
    text = "\n".join(lines) + "\n"
    sys.stdout.write(text)
    if len(sys.argv) == 1:
        RESULT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
