"""Defects planted one by one in the pack of an invented department: who names them, where, and truly.

    python benchmarks/planted_rules.py

`planted_rules/fire.rules` was written as a new author would, from rules/README.md: 24 scoring rules of all
kinds, a catalogue, 18 cross-checks. `planted_rules/changes.json` holds the changes: defects, each with the
codes that may name it, and variants that are sound. A defect counts as named where load, lint or proof
says something new with one of these codes; as placed where that stands on a changed line or, for what
speaks of a whole rule, in a changed one. A remark helps where it has a near name, a remedy or what could
stand there. Witnesses are put into the rule as an example and must give what was said. Of a sound variant
anything new but a note is false.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import attrs

from auditor.assurance.lint import lint
from auditor.assurance.proof import prove
from auditor.assurance.remarks import Remark
from auditor.assurance.showing import proof_remark
from auditor.findings import Severity
from auditor.language.rulebook import Rulebook, RulebookError
from auditor.source import LineIndex

FOLDER = Path(__file__).with_suffix("")
RESULTS = FOLDER.parent / "results" / "planted_rules.txt"
COMMAND = "python benchmarks/planted_rules.py"
_HEAD = re.compile(r"^(?:规则|评分|指标表|包) ", re.MULTILINE)
_SCORED = re.compile(r"[^\s→;]+=[^→;]+ → [^→;]*分")
_NAMED = re.compile(r"[^\s=,()→]+=[^,=→]+(, [^\s=,()→]+=[^,=→]+)*")
_GIVES = {"never-holds": "不符", "never-fires": "相符", "contradictory-rules": "不符"}


def remarks(text: str) -> list[Remark]:
    """Return all that load, lint and proof say of a rule file."""
    try:
        book = Rulebook.of_texts({"fire.rules": text})
    except RulebookError as error:
        return [Remark(rule="", problem=problem) for problem in error.problems]
    proofs = [proof_remark(proof) for proof in prove(book) if proof.result != "proved"]
    return [*lint(book), *proofs]


@attrs.define
class Tally:
    """What became of the defects."""

    named: int = 0
    placed: int = 0
    helped: int = 0
    replayed: int = 0
    witnesses: int = 0
    kinds: Counter[str] = attrs.field(factory=Counter)
    missed: list[str] = attrs.field(factory=list)


def main() -> int:
    """Plant, look, compare."""
    text = (FOLDER / "fire.rules").read_text("utf-8")
    changes = json.loads((FOLDER / "changes.json").read_text("utf-8"))
    before = {_told(each) for each in remarks(text)}
    tally, false = Tally(), []
    for change in changes["defects"]:
        _planted(text, change, before, tally)
    for change in changes["sound"]:
        changed = text.replace(change["old"], change["new"], 1)
        new = [
            each
            for each in remarks(changed)
            if _told(each) not in before and each.severity is not Severity.NOTE
        ]
        false += [f"  {change['kind']}: {each.problem.message.en}" for each in new]
    count = len(changes["defects"])
    rows = [
        COMMAND, "", f"{count} defects: named {tally.named}, at their place {tally.placed}, with help {tally.helped}",
        f"witnesses that an example can give: {tally.witnesses}, replayed {tally.replayed}",
        f"{len(changes['sound'])} sound variants: false {len(false)}", *false, f"missed: {len(tally.missed)}", *tally.missed,
        "", *(f"{code:<24}{number:>4}" for code, number in sorted(tally.kinds.items())),
    ]  # fmt: skip
    result = "\n".join(rows) + "\n"
    RESULTS.write_text(result, encoding="utf-8")
    sys.stdout.write(result)
    return 0 if tally.named == count and not false else 1


def _planted(text: str, change: dict[str, Any], before: set[object], tally: Tally) -> None:
    at = text.index(change["old"])
    changed = text.replace(change["old"], change["new"], 1)
    index = LineIndex(changed)
    first, last = index.position(at)[0], index.position(at + len(change["new"]))[0]
    heads = [index.position(found.start())[0] for found in _HEAD.finditer(changed)]
    block = range(max([1, *(head for head in heads if head <= first)]), last + 1)
    told = [each for each in remarks(changed) if _told(each) not in before]
    named = [each for each in told if each.problem.code in change["expected"]]
    lines = [index.position(each.problem.span.start)[0] for each in named]
    rest = next((head for head in heads if head > last), changed.count("\n") + 1)
    tally.named += bool(named)
    tally.placed += any(line in block or last < line < rest for line in lines)
    tally.helped += any(each.problem.near or each.problem.remedy or each.problem.expected for each in named)
    tally.kinds.update({named[0].problem.code} if named else ())
    if not named:
        tally.missed.append(f"  {change['kind']}: {[each.problem.code for each in told]}")
    for each in named:
        example = _example(each)
        if example is not None:
            tally.witnesses += 1
            tally.replayed += _replays(changed, each, example)


def _told(each: Remark) -> object:
    return each.problem.code, each.rule, each.problem.message


def _example(each: Remark) -> str | None:
    """Return the witness as an example of its rule, where it names figures and says what they must give."""
    witness = each.witness or ""
    if _SCORED.fullmatch(witness):
        given, _, score = witness.partition(" → ")
        return f"例 {given} 结果 {score}"
    gives = _GIVES.get(each.problem.code)
    return f"例 {witness} 结果 {gives}" if gives and _NAMED.fullmatch(witness) else None


def _replays(text: str, each: Remark, example: str) -> bool:
    """Whether the example, put behind the rule's last line, gives what it says."""
    found = re.search(rf"^(?:规则|评分) {re.escape(each.rule)} .*(?:\n  .*)*", text, re.MULTILINE)
    if found is None:
        return _of_catalogue(each, text)
    block = re.sub(r"\n  例 .*", "", found.group())
    again = text[: found.start()] + f"{block}\n  {example}" + text[found.end() :]
    return not any(
        other.rule == each.rule and other.problem.code == "example-fails" for other in remarks(again)
    )


def _of_catalogue(each: Remark, text: str) -> bool:
    """An indicator that only its catalogue names has no examples: the remark itself is the proof again."""
    return any(_told(other) == _told(each) for other in remarks(text))


if __name__ == "__main__":
    sys.exit(main())
