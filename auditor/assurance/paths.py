"""From what a user names to rule files: a file, a folder of them, or a shipped pack."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from auditor import resources

if TYPE_CHECKING:
    from collections.abc import Sequence


class NoRulesError(Exception):
    """A path holds no rule file."""


def rule_files(names: Sequence[str]) -> list[Path]:
    """Return the rule files that `names` mean, all shipped packs without any. Raises NoRulesError."""
    packs = resources.rule_packs()
    found: dict[Path, None] = {}
    for name in names or sorted(packs):
        path = Path(name)
        if path.is_dir():
            inside = sorted(path.rglob("*.rules"))
            if not inside:
                raise NoRulesError(name)
            found.update(dict.fromkeys(inside))
        elif name in packs and not path.exists():
            found[packs[name]] = None
        else:
            found[path] = None
    return list(found)
