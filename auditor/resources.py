"""Where the grammar and the rule packs are: inside the installed package, or beside it in a checkout.

A wheel carries both as plain files under `auditor/_data`; a checkout and an editable install have
them at the top of the repository. The package's own copy wins, so that an installed auditor never
reads a stray `rules` folder that lies beside it.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_SUFFIX = ".rules"
_FIGURES = ".figures"


class ResourceMissingError(FileNotFoundError):
    """A folder or file that every auditor carries is not there: the installation is damaged."""


def grammar_path() -> Path:
    """Path of the rule language's grammar."""
    path = _folder("grammar") / "rules.lark"
    if not path.is_file():
        raise ResourceMissingError(
            f"the grammar is missing: {path.name} is not in {path.parent}; reinstall auditor"
        )
    return path


def rules_root() -> Path:
    """Path of the folder that holds the shipped rule packs."""
    return _folder("rules")


def rule_packs() -> dict[str, Path]:
    """Path of every shipped rule pack by name, sorted by name, so that no file system's order shows."""
    found = {path.stem: path for path in rules_root().iterdir() if path.suffix == _SUFFIX and path.is_file()}
    return dict(sorted(found.items()))


def figure_files() -> dict[str, Path]:
    """Path of every shipped file that says where a pack's figures are stated, by name, sorted."""
    found = {path.stem: path for path in rules_root().iterdir() if path.suffix == _FIGURES and path.is_file()}
    return dict(sorted(found.items()))


def _folder(name: str) -> Path:
    places = (_PACKAGE / "_data" / name, _PACKAGE.parent / name)
    for place in places:
        if place.is_dir():
            return place
    raise ResourceMissingError(
        f"the folder {name} is missing: looked for {' and '.join(map(str, places))}; reinstall auditor"
    )
