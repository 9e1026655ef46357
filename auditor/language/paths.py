"""From what a user names to rule files: a file, a folder of them, or a shipped pack."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from auditor import records, resources
from auditor.language.sources import SUFFIX

if TYPE_CHECKING:
    from collections.abc import Sequence

AUTO = "auto"
"""The name that stands for the default set of rules: every shipped pack that applies."""


class NoRulesError(Exception):
    """A folder holds no rule file."""


@records.frozen
class RuleFiles:
    """The rule files that names mean, each once; `gathered` are those that nobody named, but their folder."""

    paths: tuple[Path, ...]
    gathered: frozenset[Path] = frozenset()


def rule_files(names: Sequence[str | Path]) -> RuleFiles:
    """Return the rule files that `names` mean, all shipped packs without any. Raises NoRulesError."""
    packs = resources.rule_packs()
    found: dict[Path, None] = {}
    gathered: set[Path] = set()
    named: set[Path] = set()
    for name in map(str, names or (AUTO,)):
        if name == AUTO:
            found.update(dict.fromkeys(packs.values()))
        elif name and name not in packs and Path(name).is_dir():
            inside = sorted(path for path in Path(name).rglob(f"*{SUFFIX}") if not path.is_dir())
            if not inside:
                raise NoRulesError(name)
            found.update(dict.fromkeys(inside))
            gathered.update(inside)
        else:
            path = packs.get(name) or Path(name)
            found[path] = None
            named.add(path)
    return RuleFiles(tuple(found), frozenset(gathered - named))
