"""The grammar and the rule packs are found in a wheel, in a checkout, or missed with a clear message."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor import resources
from tests.architecture.package import ROOT

if TYPE_CHECKING:
    from pathlib import Path


def lay(folder: Path) -> None:
    """Lay a grammar and two packs into `folder`."""
    (folder / "grammar").mkdir(parents=True)
    (folder / "grammar" / "rules.lark").write_text("start:", "utf-8")
    (folder / "rules").mkdir()
    for name in ("b.rules", "a.rules", "README.md"):
        (folder / "rules" / name).write_text("", "utf-8")


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty package that `resources` takes for its own."""
    package = tmp_path / "auditor"
    package.mkdir()
    monkeypatch.setattr(resources, "_PACKAGE", package)
    return package


def test_this_checkout() -> None:
    """A checkout and an editable install use the folders at its top."""
    assert resources.grammar_path() == ROOT / "grammar" / "rules.lark"
    assert resources.rules_root() == ROOT / "rules"


def test_own_data_first(package: Path) -> None:
    """An installed package never reads folders that merely lie beside it."""
    lay(package / "_data")
    lay(package.parent)
    assert resources.grammar_path() == package / "_data" / "grammar" / "rules.lark"
    assert resources.rules_root() == package / "_data" / "rules"


def test_packs_by_name(package: Path) -> None:
    """Packs come in the order of their names, and only packs."""
    lay(package.parent)
    packs = resources.rule_packs()
    assert list(packs.items()) == [(name, package.parent / "rules" / f"{name}.rules") for name in ("a", "b")]


@pytest.mark.usefixtures("package")
def test_nothing_there() -> None:
    """A damaged installation is named as such, with the places that were looked at."""
    with pytest.raises(resources.ResourceMissingError, match=r"folder rules is missing.*_data.*reinstall"):
        resources.rules_root()
    with pytest.raises(resources.ResourceMissingError, match="folder grammar is missing"):
        resources.grammar_path()


def test_no_grammar_in_the_folder(package: Path) -> None:
    """A folder without the grammar is as damaged as no folder."""
    (package.parent / "grammar").mkdir()
    with pytest.raises(resources.ResourceMissingError, match="the grammar is missing"):
        resources.grammar_path()
