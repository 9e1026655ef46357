"""Five thousand mixed rules through the whole lint, from the compiled form.

    python benchmarks/assurance_lint.py [COUNT]

The shipped rules over and over, each time about figures of another name. Timed is the CPU time of the
process, whose cyclic collector is set as `auditor` sets it when it starts. Figures that show a redundancy
are looked for when a remark is read, and not timed.
"""

from __future__ import annotations

import gc
import re
import sys
import time
from pathlib import Path

import attrs

from auditor import resources
from auditor.assurance.lints import checks
from auditor.assurance.remarks import Subject
from auditor.assurance.walking import paths_in, replaced, rules_of
from auditor.cli.entry import COLLECTIONS
from auditor.language import tree
from auditor.language.rulebook import Rulebook

RESULTS = Path(__file__).resolve().parents[1] / "benchmarks" / "results" / "assurance_lint.txt"
COMMAND = "python benchmarks/assurance_lint.py"
_CODE = re.compile(r"(?:[A-Z][0-9]*\*?|\*)\.")


def renamed(rule: tree.Rule | tree.Scoring, number: int) -> tree.Rule | tree.Scoring:
    """Return the rule about the figures of another department; codes of indicators keep their shape."""

    def other(name: str) -> str:
        return name if "[" in name or "." not in name or _CODE.match(name) else f"单位{number}.{name}"

    for path, node in list(paths_in(rule)):
        match node:
            case tree.Name(key=name):
                rule = replaced(rule, (*path, "key"), other(name))
            case tree.Binding(name=name) | tree.Exists(name=name):
                rule = replaced(rule, (*path, "name"), other(name))
            case tree.EachItem(pattern=name):
                rule = replaced(rule, (*path, "pattern"), other(name))
    return attrs.evolve(rule, id=f"{rule.id}-{number}")


def main(count: int) -> int:
    """Make the rules up, then measure each check."""
    shipped = Rulebook.load(list(resources.rule_packs().values()))
    rules = [rule for file in shipped.files for rule in rules_of(file)]
    made: list[tree.Rule | tree.Scoring] = []
    for number in range(count // len(rules) + 1):
        made += [renamed(rule, number) for rule in rules]
    made = made[:count]
    file = attrs.evolve(
        shipped.files[0],
        rules=tuple(rule for rule in made if isinstance(rule, tree.Rule)),
        scorings=tuple(rule for rule in made if isinstance(rule, tree.Scoring)),
        catalogues=(),
    )
    subject = Subject(book=attrs.evolve(shipped, files=(file,)))
    gc.set_threshold(*COLLECTIONS)
    total, rows = 0.0, [COMMAND, ""]
    for name, check in checks().items():
        started = time.process_time()
        found = sum(1 for _ in check(subject))
        took = time.process_time() - started
        total += took
        rows.append(f"{name:14} {took:6.2f} s  {found} remarks")
    examples = sum(len(rule.examples) for rule in made)
    rows.append(f"{len(made)} rules, {examples} examples: {total:.2f} s")
    text = "\n".join(rows) + "\n"
    RESULTS.write_text(text, encoding="utf-8")
    sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000))
