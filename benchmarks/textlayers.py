"""How well the tables of a draft are read from its text layers, measured against the same draft as docx.

    python -m benchmarks.textlayers [FOLDER ...]

Without a folder the result is kept in benchmarks/results/textlayers.txt.

Where a folder holds NAME.docx, every other form of NAME (NAME.txt, .layout.txt, .pdf.txt, .pdf) should give the
same cells: a figure under the same row label and the same column head. A cell of the docx that is not found so
is unread; a cell under a name that the docx does not give it is wrong, which is worse.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.api import read_report
from auditor.report.blocks import BlockKind, NumberKind

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).resolve().parent
DEFAULT = (HERE.parents[1] / "shared" / "reports-dev", HERE.parents[1] / "shared" / "seed")
RESULT = HERE / "results" / "textlayers.txt"
SUFFIXES = (".txt", ".pdf.txt", ".layout.txt", ".pdf")
_DIGITS = re.compile(r"[^0-9.%-]")

Cells = Counter[tuple[str, str, str]]


def cells(path: Path) -> Cells:
    """Return the figures in tables of a document as (row, column, number)."""
    found: Cells = Counter()
    for block in read_report(path).blocks:
        if block.kind is not BlockKind.TABLE:
            continue
        for each in block.occurrences:
            if each.kind is NumberKind.FIGURE and each.location.row and each.location.col:
                number = _DIGITS.sub("", each.text)
                found[_plain(each.location.row), _plain(each.location.col), number] += 1
    return found


def _plain(name: str) -> str:
    return re.sub(r"\s+", "", name)


def forms(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Iterate over (docx, other form of the same document)."""
    for truth in sorted(folder.glob("*.docx")):
        for suffix in SUFFIXES:
            path = truth.with_name(f"{truth.stem}{suffix}")
            if path.exists():
                yield truth, path


def main(folders: list[Path]) -> tuple[str, list[str]]:
    """Return a line a document, the sums of each form; and the cells that are unread or wrong, for judgement."""
    lines: list[str] = []
    details: list[str] = []
    sums: dict[str, list[int]] = {}
    truths: dict[Path, Cells] = {}
    for folder in folders:
        for truth, path in forms(folder):
            if truth not in truths:
                truths[truth] = cells(truth)
            wanted, given = truths[truth], cells(path)
            right = (wanted & given).total()
            wrong = (given - wanted).total()
            lines.append(_line(path.name, right, wanted.total(), wrong))
            form = path.name.removeprefix(truth.stem)
            for at, count in enumerate((right, wanted.total(), wrong)):
                sums.setdefault(form, [0, 0, 0])[at] += count
            details.append(f"##### {path.name}")
            details.extend(f"UNREAD {'  '.join(cell)}" for cell in (wanted - given).elements())
            details.extend(f"WRONG  {'  '.join(cell)}" for cell in (given - wanted).elements())
    lines.extend(_line(f"all {form}", *counts) for form, counts in sums.items())
    return "\n".join([*lines, ""]), details


def _line(name: str, right: int, wanted: int, wrong: int) -> str:
    share = f"{right * 1000 // wanted / 10:5.1f} %" if wanted else "      -"
    return f"{name:48} cells {right:5}/{wanted:5} {share}  wrong {wrong:4}"


if __name__ == "__main__":
    verbose = "-v" in sys.argv
    given_folders = [Path(each) for each in sys.argv[1:] if each != "-v"]
    text, judged = main(given_folders or [folder for folder in DEFAULT if folder.exists()])
    if not given_folders:
        RESULT.write_text(text, encoding="utf-8")
    sys.stdout.write("\n".join([*judged, text]) if verbose else text)
