"""The package as its source shows it: every module with its name, its path and its syntax tree."""

from __future__ import annotations

import ast
import functools
from pathlib import Path

import attrs

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "auditor"


@attrs.frozen
class Module:
    """One module of the package."""

    name: str
    path: Path

    @functools.cached_property
    def text(self) -> str:
        """Return the source text."""
        return self.path.read_text("utf-8")

    @functools.cached_property
    def tree(self) -> ast.Module:
        """Return the syntax tree, each node knowing the one above it as `parent`."""
        tree = ast.parse(self.text, self.path.name)
        for node in ast.walk(tree):
            for child in ast.iter_child_nodes(node):
                child.parent = node  # type: ignore[attr-defined] # ast keeps no way up
        return tree

    def place(self, node: ast.AST) -> str:
        """Return where `node` is, as an editor opens it."""
        return f"{self.path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


def modules() -> list[Module]:
    """Return the modules of the package in the order of their names."""
    found = []
    for path in PACKAGE.rglob("*.py"):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found.append(Module(".".join(parts[:-1] if parts[-1] == "__init__" else parts), path))
    return sorted(found, key=lambda module: module.name)


MODULES = modules()
