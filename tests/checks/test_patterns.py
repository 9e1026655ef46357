"""Patterns of checks wait until they are used, and all of them can be."""

from __future__ import annotations

import ast
import gc
import re

import pytest

from auditor import patterns
from auditor.checks import checks
from tests.architecture.package import MODULES, Module

KINDS = [module for module in MODULES if module.name.startswith("auditor.checks.")]


def waiting() -> list[patterns.Waiting]:
    """Return every pattern of the checks."""
    assert checks()
    return [found for found in gc.get_objects() if isinstance(found, patterns.Waiting)]


def test_every_pattern_is_one() -> None:
    """A wrong pattern would only fail in the document that needs it, so all are used here."""
    found = waiting()
    assert found
    for each in found:
        re.compile(each.pattern, each.flags)


@pytest.mark.parametrize("module", KINDS, ids=lambda module: module.name)
def test_no_check_compiles_when_it_is_loaded(module: Module) -> None:
    """Checks name `re` by `from auditor import patterns as re`: one document needs half of their patterns."""
    imported = {
        alias.name for node in ast.walk(module.tree) if isinstance(node, ast.Import) for alias in node.names
    }
    assert "re" not in imported


def test_acts_as_the_pattern_does() -> None:
    """What waits gives the same matches, text, flags and groups as the compiled pattern, and compiles once."""
    pattern = patterns.compile("(?P<word>A+)b", patterns.IGNORECASE)
    assert "search" not in vars(pattern)
    found = pattern.search("xaab")
    assert found is not None
    assert found["word"] == "aa"
    assert "search" in vars(pattern)
    assert pattern.pattern == "(?P<word>A+)b"
    assert pattern.sub("-", "ab ab") == "- -"
    assert pattern.groups == 1


def test_a_wrong_pattern_fails_at_its_first_use() -> None:
    """Not before: nothing is compiled until then."""
    pattern = patterns.compile("(")
    with pytest.raises(patterns.error):
        pattern.search("")
