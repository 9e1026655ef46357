"""One idea a module, and each library behind one door."""

from __future__ import annotations

import ast
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.architecture.package import MODULES, ROOT, Module

if TYPE_CHECKING:
    from pathlib import Path

LINES = 400

# library -> the only modules, or packages, that import it. Everything else talks to those.
DOORS = {
    "lark": ("auditor.language.parser",),
    "typer": ("auditor.cli.commands", "auditor.rules_cli"),
    "tabulate": ("auditor.renderings",),
    "wcwidth": ("auditor.source", "auditor.renderings"),
    "lxml": ("auditor.extraction",),
    "pdfplumber": ("auditor.readers",),
    "pdfminer": ("auditor.readers",),
    "hypothesis": ("auditor.testing",),
    "pytest": ("auditor.testing",),
    "click": (),
    "rich": (),
}

# What a process that only says `import auditor` must not pay for: see docs/dependencies.md.
SLOW_TO_IMPORT = {"lark", "tabulate", "typer", "lxml", "pdfplumber", "pdfminer", "hypothesis", "pytest"}

SOURCES = [*(module.path for module in MODULES), *sorted((ROOT / "tests").rglob("*.py"))]


def imported(module: Module) -> list[tuple[str, ast.AST]]:
    """Return the top-level name of every import, wherever in the module it stands."""
    found: list[tuple[str, ast.AST]] = []
    for node in ast.walk(module.tree):
        match node:
            case ast.Import(names=names):
                found += [(alias.name.split(".")[0], node) for alias in names]
            case ast.ImportFrom(module=str(name), level=0):
                found.append((name.split(".")[0], node))
            case _:
                pass
    return found


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_libraries_are_imported_behind_their_door(module: Module) -> None:
    """A library that is replaced is replaced in one place."""
    astray = []
    for library, node in imported(module):
        doors = DOORS.get(library)
        if doors is not None and not any(f"{module.name}.".startswith(f"{door}.") for door in doors):
            astray.append(f"{module.place(node)}: {library} belongs in {' or '.join(doors) or 'no module'}")
    assert astray == []


def test_the_front_door_is_light() -> None:
    """`import auditor` loads no parser, no table library and no reader."""
    program = "import sys, auditor; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert set(run.stdout.split()) & SLOW_TO_IMPORT == set()


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_has_one_idea(path: Path) -> None:
    """A module of 400 lines has more than one idea."""
    assert len(path.read_text("utf-8").splitlines()) < LINES


def test_every_folder_of_the_package_is_a_package() -> None:
    """A folder without __init__ would be left out of import checks."""
    bare = {module.path.parent for module in MODULES if not (module.path.parent / "__init__.py").is_file()}
    assert bare == set()
