"""Documents load the checks of their language alone, and lose none that could speak."""

from __future__ import annotations

import ast

import pytest

from auditor.checks import checks
from tests.architecture.package import MODULES, Module

CHECKS = [
    module
    for module in MODULES
    if module.name.startswith("auditor.checks.") and not module.path.name.startswith("_")
]


def english_alone(module: Module) -> bool:
    """Whether the check of a module returns at once where the document is not in English."""
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == "check":
            first = node.body[1]
            return isinstance(first, ast.If) and ast.unparse(first.test) == "not is_english(facts)"
    return False


def test_an_english_document_loads_all() -> None:
    assert checks("en") == checks()


def test_another_document_leaves_out_what_reads_english_alone() -> None:
    """The first line of a check says of which documents it speaks."""
    left_out = {check.NAME for check in checks()} - {check.NAME for check in checks("zh")}
    said = {
        each.path.stem.replace("_", "-")
        for each in CHECKS
        if (ast.get_docstring(each.tree) or "").startswith("English:")
    }
    assert left_out == said
    assert said


@pytest.mark.parametrize("module", CHECKS, ids=lambda module: module.name)
def test_what_returns_at_once_says_so(module: Module) -> None:
    """A check that asks for English first begins its docstring with that."""
    if english_alone(module):
        assert (ast.get_docstring(module.tree) or "").startswith("English:")
