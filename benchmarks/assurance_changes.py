"""Random single-token changes to the shipped rule files: how many are rejected, reported or noticed.

    python benchmarks/assurance_changes.py [COUNT] [SEED] [FOLDER]

Free text (titles, sources, notes, messages) is left alone. A change counts as caught where its block no
longer loads, where lint or proof says something new about it (with the shipped report to look names up
in), or where an example gives another result. A change is equivalent where the examples still give what they
say and the rule can be shown to mean the same (auditor.assurance.equivalence): most of them change a figure of
an example that still shows what it showed. All of them are listed. Of misspelt names it is also counted
whether the right one is suggested first: of all of them, and of those that change the meaning.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from pathlib import Path

import attrs

from auditor import resources
from auditor.assurance.equivalence import same_meaning
from auditor.assurance.lint import lint
from auditor.assurance.proof import proofs_of
from auditor.assurance.walking import rules_of
from auditor.language.lines import Line, lines_of
from auditor.language.rulebook import Rulebook, RulebookError
from auditor.readers import read

_TOKEN = re.compile(r"[0-9]+(?:\.[0-9]+)?|[A-Za-z_\u4e00-\u9fff][0-9A-Za-z_\u4e00-\u9fff]*|≥|≤|≠|[<>=+*/×-]")
_FREE = frozenset({"source", "note", "known", "message"})
_RELATIONS = ["≥", "≤", ">", "<", "="]
_SIGNS = ["+", "-", "*", "/"]


@attrs.frozen
class Change:
    """One token of one block, and what stands there instead."""

    block: str
    changed: str
    kind: str
    was: str
    now: str


def blocks_of(text: str) -> list[str]:
    """Cut a file into its rules; what stands before the first is left out."""
    starts = [line.start for line in lines_of(text) if line.head in {"rule", "scoring"} and not line.indented]
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def tokens_of(block: str) -> list[re.Match[str]]:
    """Return the tokens of a block outside free text; of its head, none."""
    found = []
    for line in lines_of(block):
        if line.head is not None and not line.indented:
            continue
        if line.clause in _FREE:
            continue
        found += [
            token for token in _TOKEN.finditer(block, line.start, line.end) if not _quoted(block, line, token)
        ]
    return found


def _quoted(block: str, line: Line, token: re.Match[str]) -> bool:
    return block.count('"', line.start, token.start()) % 2 == 1


def change_of(block: str, rng: random.Random, names: list[str]) -> Change | None:
    """Change one token at random."""
    tokens = tokens_of(block)
    if not tokens:
        return None
    token = rng.choice(tokens)
    was = token.group()
    if was[0].isdigit():
        kind, now = "number", rng.choice([was + "0", was[:-1] + str((int(was[-1]) + 1) % 10), "1" + was])
    elif was in _RELATIONS:
        kind, now = "relation", rng.choice([each for each in _RELATIONS if each != was])
    elif was in _SIGNS:
        kind, now = "sign", rng.choice([each for each in _SIGNS if each != was])
    elif rng.random() < 0.5 and len(was) > 1:  # noqa: PLR2004 - half are misspelt, half are other names
        at = rng.randrange(len(was))
        other = rng.choice("值数率额总分项")
        kind, now = (
            "misspelt",
            rng.choice(
                [was[:at] + was[at + 1 :], was[:at] + other + was[at + 1 :], was[:at] + was[at] + was[at:]]
            ),
        )
    else:
        kind, now = "other word", rng.choice(names)
    if now == was or not now:
        return None
    return Change(block, block[: token.start()] + now + block[token.end() :], kind, was, now)


def remarks(text: str, report: object) -> tuple[Counter[str], list[tuple[str, tuple[str, ...]]]]:
    """Return what lint and proof say of one block, and every suggestion."""
    book = Rulebook.of_texts({"block.rules": f"语言 1\n{text}"})
    found = lint(book, report)  # type: ignore[arg-type]
    said = Counter(
        f"{each.problem.code} {each.problem.message.en}"
        for each in found
        if each.problem.code != "unused-figure"
    )
    for _, scoring in book.scorings:
        said.update(f"{proof.property} {proof.result}" for proof in proofs_of(scoring))
    return said, [(each.problem.code, each.problem.near) for each in found if each.problem.near]


def outcome(change: Change, before: Counter[str], report: object) -> tuple[str, bool]:
    """Return what became of a change, and whether the word that stood there is suggested first."""
    try:
        said, near = remarks(change.changed, report)
    except RulebookError as error:
        listed = [problem.near for problem in error.problems if problem.near]
        return "rejected at load", bool(listed and listed[0][0] == change.was)
    right = any(change.was in names[0] and change.now not in names[0].split(".") for _, names in near)
    new = said - before
    if any(code.startswith("example-fails") for code in new):
        return "noticed by examples", right
    if new:
        return "reported by lint or proof", right
    return ("equivalent" if _same(change) else "missed"), right


def main(count: int, seed: int, folder: Path) -> int:
    """Change, look, count."""
    rng = random.Random(seed)  # noqa: S311 - a benchmark
    blocks = [
        block
        for path in sorted(folder.glob("*.rules"))
        for block in blocks_of(path.read_text(encoding="utf-8"))
    ]
    path = Path(__file__).parents[1] / "reports" / "qitai-2023.json"
    report = read(path.read_bytes(), path.name)
    words = {token.group() for block in blocks for token in tokens_of(block)}
    names = sorted(word for word in words if len(word) > 1 and not word[0].isdigit())
    before: dict[str, Counter[str]] = {}
    tally: Counter[str] = Counter()
    suggested: Counter[tuple[bool, bool]] = Counter()
    kept: dict[str, list[Change]] = {"equivalent": [], "missed": []}
    while tally.total() < count:
        block = rng.choice(blocks)
        change = change_of(block, rng, names)
        if change is None:
            continue
        if block not in before:
            before[block] = remarks(block, report)[0]
        what, right = outcome(change, before[block], report)
        tally[what] += 1
        if what in kept:
            kept[what].append(change)
        if change.kind == "misspelt":
            suggested[what != "equivalent", right] += 1
    _show(f"seed {seed}, {count} changes to {len(blocks)} rules", tally, suggested, kept)
    return 0


def _show(
    head: str, tally: Counter[str], suggested: Counter[tuple[bool, bool]], kept: dict[str, list[Change]]
) -> None:
    meant = tally.total() - tally["equivalent"]
    right, wrong = suggested[True, True], suggested[True, False]
    every = right + suggested[False, True]
    lines = [
        head,
        "  ".join(f"{name} {number}" for name, number in tally.most_common()),
        f"caught {_of(meant - tally['missed'], meant)} that change the meaning",
        f"misspelt, right word first: {_of(right, right + wrong)} that change the meaning, {_of(every, suggested.total())} in all",
    ]
    for name, changes in kept.items():
        lines.append(f"{name}: {len(changes)}")
        lines += [f"  {_told(change)}" for change in changes]
    print("\n".join(lines))  # noqa: T201 - a benchmark prints


def _of(part: int, whole: int) -> str:
    tenths = 1000 * part // max(1, whole)
    return f"{part} of {whole} ({tenths // 10}.{tenths % 10} %)"


def _told(change: Change) -> str:
    """Return the rule, the word and the line in which it stood."""
    pairs = zip(change.block.split("\n"), change.changed.split("\n"), strict=False)
    clause = next((line.split()[0] for line, other in pairs if line != other), "")
    return f"{change.block.split()[1]}  {clause}  {change.kind}  {change.was} → {change.now}"


def _same(change: Change) -> bool:
    """Whether the rule means the same: an example may change and still show what it showed."""
    first, second = (
        rules_of(Rulebook.of_texts({"b": f"语言 1\n{text}"}).files[0])[0]
        for text in (change.block, change.changed)
    )
    return same_meaning(first, second)


if __name__ == "__main__":
    arguments = sys.argv[1:]
    counted = int(arguments[0]) if arguments else 500
    seeded = int(arguments[1]) if len(arguments) > 1 else 2023
    sys.exit(main(counted, seeded, Path(arguments[2]) if len(arguments) > 2 else resources.rules_root()))  # noqa: PLR2004
