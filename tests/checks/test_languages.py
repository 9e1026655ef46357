"""Documents load the checks of their language alone, and lose none that could speak."""

from __future__ import annotations

import ast

import pytest

from auditor.checks import checks
from tests.architecture.package import MODULES, Module

CHECKS = [
    module
    for module in MODULES
    if module.name.count(".") == 3
    and module.name.startswith("auditor.checks.")
    and not module.name.startswith("auditor.checks.common.")
    and not module.path.name.startswith("_")
]
ENGLISH = "auditor.checks.english."


def english_alone(module: Module) -> bool:
    """Whether the check of a module returns at once where the document is not in English."""
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == "check":
            first = node.body[1]
            return isinstance(first, ast.If) and ast.unparse(first.test) == "not is_english(facts)"
    return False


def test_an_english_document_loads_all() -> None:
    assert checks("en") == checks()


def test_another_document_leaves_out_the_family_of_english() -> None:
    left_out = {check.__name__ for check in checks()} - {check.__name__ for check in checks("zh")}
    assert left_out == {each.name for each in CHECKS if each.name.startswith(ENGLISH)}
    assert left_out


@pytest.mark.parametrize("module", CHECKS, ids=lambda module: module.name)
def test_what_returns_at_once_is_of_that_family(module: Module) -> None:
    """A check that asks for English first is loaded for English documents alone."""
    if english_alone(module):
        assert module.name.startswith(ENGLISH)
