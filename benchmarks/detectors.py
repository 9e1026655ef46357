"""How well the whole audit does on documents with a key: recall and precision a document and a format.

    python -m benchmarks.detectors [FOLDER ...]

Without a folder the result is kept in benchmarks/results/detectors.txt.

A folder holds NAME.txt, .layout.txt, .docx, .pdf and NAME.expected.json (the form is described in
../shared/reports-dev/README.md). An item of kind `finding` whose verdict is a discrepancy is found when a
finding at error or warning level names the wrong text on the quoted lines. An error or warning against an
item of kind `holds` or `trap` is a false alarm; one that the key does not list is printed for judgement.
"""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.api import check, read_report
from auditor.findings import Evidence, Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).resolve().parent
DEFAULT = (
    HERE.parent / "tests" / "documents",
    HERE / "documents",
    HERE.parents[1] / "shared" / "reports-dev",
)
RESULT = HERE / "results" / "detectors.txt"
SUFFIXES = (".layout.txt", ".txt", ".md", ".docx", ".pdf", ".xlsx")
_RUN = 6
_TELLING = 4
"""From so many characters on (8.72) a number is taken to stand once in a document."""
_DIGITS = re.compile(r"[0-9][0-9,.]*")


class Key:
    """A document's key: what is wrong, what holds, what only looks wrong."""

    def __init__(self, path: Path) -> None:
        self.items: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))

    def wanted(self) -> list[dict[str, Any]]:
        """Return the items that must be found: no gaps of rounding, nothing beyond figures."""
        return [
            item
            for item in self.items
            if item["kind"] == "finding"
            and item.get("verdict") == "discrepancy"
            and item.get("scope") != "text"
        ]

    def others(self) -> list[dict[str, Any]]:
        """Return what must raise no alarm."""
        return [
            item for item in self.items if item["kind"] != "finding" or item.get("verdict") != "discrepancy"
        ]


def lines_of(item: dict[str, Any], name: str, text: str | None) -> set[int]:
    """Return the lines that an item speaks of in one format, empty where the format has none."""
    if text is None:
        return set()
    listed = item.get("layout_lines") if name.endswith(".layout.txt") else item.get("quote_lines")
    if listed:
        form = "layout" if name.endswith(".layout.txt") else "plain"
        return {*listed, *(each[form]["line"] for each in item.get("wrong", ()) if form in each)}
    found: set[int] = set()
    for quote in item["quotes"]:
        at = text.find(quote)
        while at >= 0:
            first = text.count("\n", 0, at) + 1
            found.update(range(first, first + quote.count("\n") + 1))
            at = text.find(quote, at + 1)
    return found


def named(finding: Finding) -> list[Evidence]:
    """Return every mention that a finding names."""
    items = list(finding.figures)
    for consequence in finding.consequences:
        items.extend(consequence.figures)
    return items


def digits(text: str) -> set[str]:
    """Return the numbers in a text, without separators and blanks."""
    squeezed = re.sub(r"(?<=[0-9.]) (?=[0-9.])", "", text)
    return {part.replace(",", "").rstrip(".") for part in _DIGITS.findall(squeezed)}


def matches(item: dict[str, Any], finding: Finding, lines: set[int]) -> bool:
    """Whether a finding names the wrong text of an item on its lines."""
    # A text layer may print blanks between the characters of a word, which the draft itself has not.
    wrong = [
        re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", entry["text"]) for entry in item.get("wrong", ())
    ]
    told = set().union(*(digits(each.text) for each in finding.figures))
    for each in named(finding):
        if lines and each.location.line is not None and each.location.line not in _near(lines):
            continue
        here = digits(each.text)
        if not wrong:
            quoted = set().union(*(digits(quote) for quote in item["quotes"]))
            if (here and here <= quoted) or any(each.text and each.text in quote for quote in item["quotes"]):
                return True
        for text in wrong:
            if (
                (here and (here == digits(text) or here <= digits(text) <= told))
                or (not digits(text) and _word(text, each, item))
                or text in _close(each.text)
            ) and (lines or _is_there(text, finding, told, item)):
                return True
    return False


def _is_there(text: str, finding: Finding, told: set[str], item: dict[str, Any]) -> bool:
    """Whether a finding without lines speaks of an item's place: 11 days is not told by a finding on 11 cars."""
    if any(len(number) >= _TELLING for number in digits(text)):
        return True
    others = set().union(*(digits(quote) for quote in item["quotes"])) - digits(text)
    if any(len(number) >= _TELLING for number in others & told):
        return True
    if any(each.location.table is not None for each in finding.figures) and others & told:
        return True  # a cell is quoted without what stands around it
    words = [_close(each.location.quote or each.text) for each in finding.figures]
    return any(_met(said, quote) or said in _close(quote) for said in words for quote in item["quotes"])


def _close(text: str) -> str:
    """Return a text without the blanks beside Chinese characters."""
    return re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", text)


def _near(lines: set[int]) -> set[int]:
    return lines | {line - 1 for line in lines}


def _word(text: str, each: Evidence, item: dict[str, Any]) -> bool:
    # A wrong word (increase, 大于) stands beside the figure that the finding names.
    quoted = _close(each.location.quote or "")
    return (
        text in each.text
        or text[:4] in each.text
        or (text in quoted and any(text in _close(quote) or _met(quoted, quote) for quote in item["quotes"]))
    )


def _met(quoted: str, quote: str) -> bool:
    """Whether what a finding quotes runs into a quote of the key: the wrong word may stand just behind that."""
    quoted, quote = (re.sub(r"\s", "", each) for each in (quoted, quote))
    runs = (quote[at : at + _RUN] for at in range(len(quote) - _RUN + 1))
    return any(run in quoted for run in runs)


def against(item: dict[str, Any], finding: Finding, lines: set[int]) -> bool:
    """Whether a finding speaks against a relation that holds: all that it names stands in its quotes."""
    quoted = set().union(*(digits(quote) for quote in item["quotes"]))
    for each in finding.figures:
        if lines and each.location.line is not None and each.location.line not in _near(lines):
            return False
        here = digits(each.text)
        if not here or not here <= quoted:
            return False
    return True


def documents(folder: Path) -> Iterator[tuple[str, Path, Path]]:
    """Iterate over (name, file, key) of a folder."""
    for key in sorted(folder.glob("*.expected.json")):
        name = key.name.removesuffix(".expected.json")
        for suffix in SUFFIXES:
            if (path := folder / f"{name}{suffix}").exists():
                yield name, path, key


def score(path: Path, key: Key, lines: list[str], out: list[str]) -> tuple[int, int, int, int, int]:
    """Return found, wanted, right, false alarms and unlisted of one file; append its line and what is to be judged."""
    started = time.perf_counter()
    findings = check(read_report(path)).findings
    spent = time.perf_counter() - started
    loud = [finding for finding in findings if finding.severity is not Severity.NOTE]
    text = path.read_text(encoding="utf-8") if path.suffix in {".txt", ".md"} else None
    wanted = key.wanted()
    places = {id(item): lines_of(item, path.name, text) for item in key.items}
    found = [item for item in wanted if any(matches(item, finding, places[id(item)]) for finding in loud)]
    right = wrong = unlisted = 0
    reals = [item for item in key.items if item["kind"] == "finding"]
    for finding in loud:
        if any(matches(item, finding, places[id(item)]) for item in reals):
            right += 1
        elif any(against(item, finding, places[id(item)]) for item in key.others()):
            wrong += 1
            out.append(f"  FALSE    {path.name}: {finding.rule}: {finding.messages['zh']}")
        else:
            unlisted += 1
            out.append(f"  UNLISTED {path.name}: {finding.rule}: {finding.messages['zh']}")
    out.extend(
        f"  MISSED   {path.name}: {item['id']} {item['relation']}: {item['why']}"
        for item in wanted
        if item not in found
    )
    notes = len(findings) - len(loud)
    lines.append(
        f"{path.name:44} found {len(found):2}/{len(wanted):2}  right {right:2}  false {wrong:2}"
        f"  unlisted {unlisted:2}  notes {notes:2}  {spent:5.2f} s"
    )
    return len(found), len(wanted), right, wrong, unlisted


def main(folders: list[Path]) -> str:
    """Return a line a document, then what is to be judged, then the sums."""
    sums = [0, 0, 0, 0, 0]
    lines: list[str] = []
    out: list[str] = []
    for folder in folders:
        for _, path, key in documents(folder):
            for at, count in enumerate(score(path, Key(key), lines, out)):
                sums[at] += count
    found, wanted, right, wrong, unlisted = sums
    loud = right + wrong + unlisted
    total = f"recall {found}/{wanted}, right {right} of {loud} errors and warnings ({wrong} false, {unlisted} unlisted)"
    return "\n".join([*lines, *out, total, ""])


if __name__ == "__main__":
    given = [Path(each) for each in sys.argv[1:]]
    text = main(given or [folder for folder in DEFAULT if folder.exists()])
    if not given:
        RESULT.write_text(text, encoding="utf-8")
    sys.stdout.write(text)
