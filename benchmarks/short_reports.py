"""How well the audit does on short reports whose errors are marked in their text.

    python -m benchmarks.short_reports [FOLDER ...]

writes benchmarks/results/short_reports.txt (without a folder: over benchmarks/marked). Each NAME.md is marked text:
`#` headings, lines that are paragraphs, runs of lines that begin with `|` as tables (`^` joins a cell to the one
above, `<` to the one left of it), `表:` captions, and errors as [[printed wrong|right|kind|why]]. A Word document
is made of it with the wrong and one with the right texts. An error is found when an error or warning quotes the
wrong text in its sentence or cell; an error or warning on the document with the right texts is a false alarm.

Half a page says each figure once or twice: nothing else bears an error out, and a misreading has nothing to contradict
it. So both shares are worse here than on whole reports. Whose errors were not looked at before a change, and whose
were, README.md of the folder says.
"""

from __future__ import annotations

import multiprocessing
import re
import sys
from collections import Counter
from html import escape
from pathlib import Path

import attrs

from auditor import api
from auditor.findings import Finding, Severity
from benchmarks.detectors import matches
from tests.readers.packages import docx, paragraph

HERE = Path(__file__).resolve().parent
DEFAULT = HERE / "marked"
RESULT = HERE / "results" / "short_reports.txt"
_MARK = re.compile(r"\[\[(?P<wrong>.*?)\|(?P<right>.*?)\|(?P<kind>.*?)\|(?P<why>.*?)\]\]")
_HEADING = re.compile(r"(?P<level>#+)\s+(?P<text>.*)")
_ENDS = re.compile(r"[。；;|]")


@attrs.frozen
class Planted:
    """An error: what is printed, what should be, of what kind it is, and the sentence or cell it stands in."""

    wrong: str
    right: str
    kind: str
    quote: str

    def found(self, finding: Finding) -> bool:
        """Whether a finding names it."""
        item = {"quotes": [self.quote], "wrong": [{"text": self.wrong, "right": self.right}], "id": ""}
        return matches(item, finding, set())


def printed(line: str, *, wrong: bool) -> str:
    """Return a line as the document prints it."""
    return _MARK.sub(lambda mark: mark["wrong" if wrong else "right"], line)


def planted(text: str) -> list[Planted]:
    """Return the errors marked in a text, in its order."""
    found = []
    for line in text.split("\n"):
        for mark in _MARK.finditer(line):
            before = _ENDS.split(printed(line[: mark.start()], wrong=True))[-1]
            after = _ENDS.split(printed(line[mark.end() :], wrong=True))[0]
            quote = f"{before}{mark['wrong']}{after}".strip()
            found.append(Planted(mark["wrong"], mark["right"], mark["kind"].strip(), quote))
    return found


def document(text: str, *, wrong: bool) -> bytes:
    """Return the Word document of a marked text."""
    body: list[str] = []
    rows: list[list[str]] = []
    for line in [*printed(text, wrong=wrong).split("\n"), ""]:
        if line.startswith("|"):
            rows.append(
                [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]
            )
            continue
        if rows:
            body.append(_table(rows))
            rows = []
        bare = re.sub(r"^表\s*[:：]\s*", "", line).strip()
        if heading := _HEADING.match(bare):
            level = f'<w:pPr><w:outlineLvl w:val="{len(heading["level"]) - 1}"/></w:pPr>'
            body.append(paragraph(escape(heading["text"])).replace("<w:p>", f"<w:p>{level}", 1))
        elif bare:
            body.append(paragraph(escape(bare)))
    return docx("".join(body))


def _table(rows: list[list[str]]) -> str:
    width = max(map(len, rows))
    lines = []
    for at, row in enumerate(rows):
        cells = []
        for column, text in enumerate([*row, *[""] * (width - len(row))]):
            if text == "<":
                continue
            span = 1 + next(
                (n for n, each in enumerate(row[column + 1 :]) if each != "<"), width - column - 1
            )
            below = at + 1 < len(rows) and rows[at + 1][column : column + 1] == ["^"]
            merged = '<w:vMerge w:val="restart"/>' if below and text != "^" else ""
            merged = "<w:vMerge/>" if text == "^" else merged
            shown = paragraph("" if text == "^" else escape(text))
            wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
            cells.append(f"<w:tc><w:tcPr>{wide}{merged}</w:tcPr>{shown}</w:tc>")
        lines.append(f"<w:tr>{''.join(cells)}</w:tr>")
    grid = '<w:gridCol w:w="1000"/>' * width
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>"


def _loud(text: str, name: str, *, wrong: bool) -> list[Finding]:
    report = api.read_bytes(document(text, wrong=wrong), f"{name}.docx")
    return [each for each in api.check(report).findings if each.severity is not Severity.NOTE]


def judged(path: Path) -> tuple[list[str], Counter[str], Counter[str], int]:
    """Return the lines of one report, how many errors of each kind it has, how many were found, and the false alarms."""
    text = path.read_text(encoding="utf-8")
    errors = planted(text)
    findings = _loud(text, path.stem, wrong=True)
    false = _loud(text, path.stem, wrong=False)
    found = [error for error in errors if any(map(error.found, findings))]
    lines = [f"{path.stem:8} found {len(found):2}/{len(errors):2}  false {len(false):2}"]
    lines.extend(
        f"  MISSED   {error.kind}: {error.wrong} for {error.right}: {error.quote}"
        for error in errors
        if error not in found
    )
    lines.extend(f"  FALSE    {each.rule}: {each.messages['zh']}" for each in false)
    return lines, Counter(each.kind for each in errors), Counter(each.kind for each in found), len(false)


def main(folders: list[Path]) -> str:
    """Return a line a report with what it misses, then the kinds, then the sums."""
    paths = [path for folder in folders for path in sorted(folder.glob("*.md")) if path.stem != "README"]
    lines: list[str] = []
    every: Counter[str] = Counter()
    found: Counter[str] = Counter()
    false = 0
    with multiprocessing.Pool() as workers:
        for told, kinds, named, alarms in workers.imap(judged, paths):
            lines.extend(told)
            every.update(kinds)
            found.update(named)
            false += alarms
    lines.extend(f"{kind:20} {found[kind]:3} of {count:3}" for kind, count in sorted(every.items()))
    total = f"found {found.total()} of {every.total()} errors of {len(paths)} reports, {false} false alarms"
    return "\n".join([*lines, total, ""])


if __name__ == "__main__":
    given = [Path(each) for each in sys.argv[1:]]
    text = main(given or [DEFAULT])
    if not given:
        RESULT.write_text(text, encoding="utf-8")
    sys.stdout.write(text)
