"""Change one number of a relation that a key says holds, in documents without errors, and see if it is named.

    python -m benchmarks.held_changes --seed 1 --each 8 [FOLDER ...]

writes benchmarks/results/held_changes.txt (without a folder: over benchmarks/documents and
../shared/reports-dev). The documents are the NAME_clean.docx beside a key. Of each, `--each` relations are
drawn, and of each relation one printed number, which is found in the draft by what stands around it and
changed as people err: two digits swapped, one wrong, the point moved, another number of the document with as
many decimals put in its place. Nobody wrote these errors for the checks to find, and nobody mended checks by
them one by one, so the shares are nearer to those of a document nobody has seen than what is found of
planted errors. A change is *named* by a finding that the document as it stands does not have and that
quotes the changed number, *above note* where that is an error or a warning.

A number that stands several times in the same surroundings is not drawn: it has no place of its own.
"""

from __future__ import annotations

import argparse
import io
import itertools
import json
import multiprocessing
import random
import re
import sys
import zipfile
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from auditor import api
from auditor.findings import Severity
from benchmarks.detectors import DEFAULT, digits, named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

RESULT = Path(__file__).parent / "results" / "held_changes.txt"
KINDS = ("digit", "transposition", "decimal shift", "neighbour")
_NUMBER = re.compile(r"(?<![0-9.,])[0-9](?:[0-9,]*[0-9])?(?:\.[0-9]+)?(?![0-9]|[.,][0-9])")
_PARAGRAPH = re.compile(r"<w:p[ >].*?</w:p>", re.DOTALL)
_TEXT = re.compile(r"(<w:t(?: [^>]*)?>)([^<]*)(</w:t>)")
_AROUND = 8


@attrs.frozen
class Change:
    """One number of a draft, by the span of its text in document.xml, and what is printed in its place."""

    document: Path
    item: str
    relation: str
    was: str
    text: str
    kind: str
    start: int
    around: str


@attrs.frozen
class Result:
    """Whether a change was named, and whether above a note."""

    change: Change
    named: bool
    above_note: bool


def _xml(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read("word/document.xml").decode("utf-8")


def _edited(path: Path, xml: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(made, "w") as new:
        for entry in archive.infolist():
            new.writestr(
                entry, xml if entry.filename == "word/document.xml" else archive.read(entry.filename)
            )
    return made.getvalue()


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def _places(xml: str) -> list[tuple[str, list[int]]]:
    """Return each paragraph's text without blanks, and where each of its characters stands."""
    found = []
    for paragraph in _PARAGRAPH.finditer(xml):
        text, where = [], []
        for run in _TEXT.finditer(xml, *paragraph.span()):
            for at, sign in enumerate(run.group(2), run.start(2)):
                if not sign.isspace():
                    text.append(sign)
                    where.append(at)
        found.append(("".join(text), where))
    return found


def _spots(places: list[tuple[str, list[int]]], quote: str, number: str) -> Iterator[tuple[int, str]]:
    """Iterate over where a number of a quote stands in a draft, each with what is around it."""
    squeezed = _squeezed(quote)
    for hit in _NUMBER.finditer(squeezed):
        if hit.group() != number:
            continue
        before = squeezed[max(0, hit.start() - _AROUND) : hit.start()]
        after = squeezed[hit.end() : hit.end() + _AROUND]
        for text, where in places:
            for found in _NUMBER.finditer(text):
                whole = where[found.end() - 1] - where[found.start()] + 1 == len(number)
                if (
                    found.group() == number
                    and whole
                    and text[: found.start()].endswith(before)
                    and text[found.end() :].startswith(after)
                ):
                    yield where[found.start()], text[max(0, found.start() - 30) : found.end() + 15]


def _figures(item: dict[str, Any]) -> list[str]:
    """Return the numbers that a relation is between, as printed."""
    listed: list[str] = []
    for role, each in (item.get("figures") or {}).items():
        if role not in {"scale", "listed"}:
            listed.extend(each if isinstance(each, list) else [each])
    return [hit.group() for each in listed for hit in [_NUMBER.search(str(each))] if hit]


def _changed(chance: random.Random, number: str, kind: str, others: Sequence[str]) -> str | None:
    """Return the number as a slip of one kind would print it, or None where it cannot be made."""
    spots = [at for at, sign in enumerate(number) if sign.isdigit()]
    new: str | None = None
    match kind:
        case "digit":
            at = chance.choice(spots[:-1] if len(spots) > 1 else spots)
            pool = [sign for sign in "123456789" if sign != number[at]]
            new = number[:at] + chance.choice(pool) + number[at + 1 :]
        case "transposition":
            pairs = [(one, two) for one, two in itertools.pairwise(spots) if number[one] != number[two]]
            pairs = [(one, two) for one, two in pairs if one or number[two] != "0"]
            if pairs:
                one, two = chance.choice(pairs)
                signs = list(number)
                signs[one], signs[two] = signs[two], signs[one]
                new = "".join(signs)
        case "decimal shift" if "," not in number and "." in number:
            whole, _, tail = number.partition(".")
            new = f"{whole}{tail[0]}.{tail[1:]}".rstrip(".").lstrip("0")
        case "neighbour":
            new = chance.choice(others) if others else None
    if new is None or not new[0].isdigit():
        return None
    old, value = (Fraction(each.replace(",", "")) for each in (number, new))
    return new if value != old else None


def changes(path: Path, key: Path, each: int, chance: random.Random) -> list[Change]:
    """Return so many changes of one draft without errors."""
    xml = _xml(path)
    places = _places(xml)
    items = [item for item in json.loads(key.read_text(encoding="utf-8")) if item["kind"] == "holds"]
    pool = sorted({number for item in items for number in _figures(item)})
    chance.shuffle(items)
    made: list[Change] = []
    for item in items:
        numbers = _figures(item)
        if len(made) == each or not numbers:
            continue
        number = chance.choice(numbers)
        spots = {spot for quote in item["quotes"] for spot in _spots(places, quote, number)}
        if len(spots) != 1:
            continue
        [(start, around)] = spots
        places_of = len(number.partition(".")[2])
        others = [
            other
            for other in pool
            if other != number
            and len(other.partition(".")[2]) == places_of
            and abs(len(other) - len(number)) <= 1
        ]
        kinds = list(KINDS)
        chance.shuffle(kinds)
        for kind in kinds:
            new = _changed(chance, number, kind, others)
            if new is not None:
                made.append(Change(path, item["id"], item["relation"], number, new, kind, start, around))
                break
    return made


def checked(task: tuple[Path, list[Change]]) -> list[Result]:
    """Return what is found of the changes of one draft."""
    path, wanted = task
    xml = _xml(path)

    def findings(text: str) -> list[Any]:
        return list(api.check(api.read_bytes(_edited(path, text), path.name)).findings)

    base = {(each.id, each.value_digest) for each in findings(xml)}
    results = []
    for change in wanted:
        text = xml[: change.start] + change.text + xml[change.start + len(change.was) :]
        number = digits(change.text)
        new = [
            each
            for each in findings(text)
            if (each.id, each.value_digest) not in base
            and any(digits(of.text) >= number for of in named(each))
        ]
        above = any(each.severity is not Severity.NOTE for each in new)
        results.append(Result(change, bool(new), above))
    return results


def _rows(results: list[Result], of: str) -> Iterator[str]:
    kinds = Counter(getattr(result.change, of) for result in results)
    for kind, count in (*kinds.most_common(), ("all", len(results))):
        own = [result for result in results if kind in {getattr(result.change, of), "all"}]
        hit, above = sum(result.named for result in own), sum(result.above_note for result in own)
        yield f"{kind:<20}{count:>5}{100 * hit // count:>7} %{100 * above // count:>9} %"


def main() -> None:
    """Run the benchmark and write its result."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=8)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("folders", nargs="*", type=Path)
    asked = parser.parse_args()
    tasks = []
    for folder in asked.folders or DEFAULT:
        for key in sorted(folder.glob("*_clean.expected.json")):
            path = folder / key.name.replace(".expected.json", ".docx")
            chance = random.Random(f"{asked.seed} {path.name}")  # noqa: S311 - a repeatable case, not a secret
            if path.exists():
                tasks.append((path, changes(path, key, asked.each, chance)))
    with multiprocessing.Pool(asked.jobs) as workers:
        results = [result for part in workers.imap(checked, tasks) for result in part]
    lines = [f"python -m benchmarks.held_changes --seed {asked.seed} --each {asked.each}", ""]
    for of in ("relation", "kind"):
        lines += [f"{of:<20}    n  named  above note", *_rows(results, of), ""]
    lines.append("not named:")
    lines += [
        f"  {each.change.document.stem} {each.change.relation}: {each.change.was} -> {each.change.text}: {each.change.around}"
        for each in results
        if not each.named
    ]
    text = "\n".join(lines) + "\n"
    if not asked.folders:
        RESULT.write_text(text, encoding="utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
