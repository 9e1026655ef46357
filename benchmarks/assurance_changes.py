"""Random single-token changes to the shipped rule files: how many are rejected, reported or noticed.

    python benchmarks/assurance_changes.py [COUNT] [FOLDER]

Free text (titles, sources, notes, messages) is left alone. A change counts as caught where its block no
longer loads, where lint or proof says something new about it (with the shipped report to look names up
in), or where an example gives another result. A change
inside an example after which it still gives its result leaves the rule as it was: equivalent. Of misspelt names it is also counted whether the right
one is suggested first.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from pathlib import Path

import attrs

from auditor import resources
from auditor.assurance.lint import lint
from auditor.assurance.mutants import same_score
from auditor.assurance.proof import proofs_of
from auditor.assurance.walking import rules_of, without_spans
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


def main(count: int, folder: Path) -> int:
    """Change, look, count."""
    rng = random.Random(2023)  # noqa: S311 - a benchmark
    blocks = [
        block
        for path in sorted(folder.glob("*.rules"))
        for block in blocks_of(path.read_text(encoding="utf-8"))
    ]
    path = Path(__file__).parents[1] / "reports" / "qitai-2023.json"
    report = read(path.read_bytes(), path.name)
    names = sorted(
        {
            token.group()
            for block in blocks
            for token in tokens_of(block)
            if len(token.group()) > 1 and not token.group()[0].isdigit()
        }
    )
    before: dict[str, Counter[str]] = {}
    tally: Counter[str] = Counter()
    suggested: Counter[str] = Counter()
    missed: list[Change] = []
    while sum(tally.values()) < count:
        block = rng.choice(blocks)
        change = change_of(block, rng, names)
        if change is None:
            continue
        if block not in before:
            before[block] = remarks(block, report)[0]
        try:
            said, near = remarks(change.changed, report)
        except RulebookError as error:
            tally["rejected at load"] += 1
            if change.kind == "misspelt":
                listed = [problem.near for problem in error.problems if problem.near]
                suggested["right first" if listed and listed[0][0] == change.was else "other at load"] += 1
            continue
        new = said - before[block]
        if any(code.startswith("example-fails") for code in new):
            tally["noticed by examples"] += 1
        elif new:
            tally["reported by lint or proof"] += 1
        elif _same(block, change.changed):
            tally["equivalent"] += 1
        else:
            tally["missed"] += 1
            missed.append(change)
            continue
        if change.kind == "misspelt":
            right = any(
                change.was in names_[0] and change.now not in names_[0].split(".") for _, names_ in near
            )
            suggested["right first" if right else "other"] += 1
    total = sum(tally.values())
    caught = total - tally["missed"] - tally["equivalent"]
    print(dict(tally))  # noqa: T201 - a benchmark prints
    print(  # noqa: T201 - a benchmark prints
        f"caught {caught} of {total - tally['equivalent']} that change the meaning ({100 * caught / max(1, total - tally['equivalent']):.1f} %)"
    )
    print(f"misspelt: {dict(suggested)}")  # noqa: T201 - the same
    with_examples = sum("\n  例 " in change.block for change in missed)
    print(  # noqa: T201 - a benchmark prints
        f"missed: {len(missed)}, of them in rules with examples: {with_examples}; by kind {dict(Counter(change.kind for change in missed))}"
    )
    for change in sorted(missed, key=lambda each: "\n  例 " not in each.block)[:16]:
        print("  ", change.block.split("\n", 1)[0], "|", change.kind, change.was, "→", change.now)  # noqa: T201 - a benchmark prints
    return 0


def _same(one: str, two: str) -> bool:
    """Whether the rule is the same: an example may change and still show what it showed."""
    first, second = (
        attrs.evolve(rules_of(Rulebook.of_texts({"b": f"语言 1\n{text}"}).files[0])[0], examples=())
        for text in (one, two)
    )
    return without_spans(first) == without_spans(second) or same_score(first, second)


if __name__ == "__main__":
    arguments = sys.argv[1:]
    count = int(arguments[0]) if arguments else 500
    sys.exit(main(count, Path(arguments[1]) if len(arguments) > 1 else resources.rules_root()))
