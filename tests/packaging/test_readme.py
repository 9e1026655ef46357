"""The two READMEs and the continuous-integration script speak of the same commands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MARKED = re.compile(r"<!-- ci: (\w+) -->\n```\w*\n(.*?)```", re.DOTALL)


def commands(name: str) -> dict[str, str]:
    """Return the marked command blocks of a README."""
    return dict(MARKED.findall((ROOT / name).read_text("utf-8")))


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_blocks_are_marked(name: str) -> None:
    """Both READMEs say how to run auditor and how to test it."""
    assert set(commands(name)) == {"run", "test"}


def test_both_languages_say_the_same() -> None:
    """A reader of either language types the same commands."""
    assert commands("README.md") == commands("README.zh.md")


def test_ci_runs_them() -> None:
    """.ci/run takes the commands from README.md; it has no copy of them."""
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert set(re.findall(r"readme_block (\w+)$", script, re.MULTILINE)) == {"run", "test"}


@pytest.mark.parametrize("name", ["README.md", "README.zh.md", "CONTRIBUTING.md"])
def test_links_lead_somewhere(name: str) -> None:
    """Every link to a file of this repository finds it."""
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", (ROOT / name).read_text("utf-8"))
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []
