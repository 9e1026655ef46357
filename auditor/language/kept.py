"""The kept form of a rule file that read cleanly: its tree as JSON lines in the user's cache folder.

Reading it back needs neither lark nor the grammar. It is never trusted: the name is a hash of the
file's content and of this package, the content is checked against its own hash, and whatever does
not fit is ignored and written anew. Where nothing can be kept, nothing is, silently.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor import resources
from auditor.language.codec import decode, encode
from auditor.language.names import names_of
from auditor.language.shelf import Shelf, Slot
from auditor.language.tree import File, Rule, Scoring

if TYPE_CHECKING:
    from collections.abc import Mapping

_MAGIC = "auditor kept rules 1"
_SUFFIX = ".kept"
_MOST_FILES = 200
_MOST_BYTES = 256 * 1024 * 1024


def cache_folder(environment: Mapping[str, str] | None = None) -> Path | None:
    """Return where kept forms lie, or None where there is no such place. AUDITOR_CACHE_DIR decides.

    An empty AUDITOR_CACHE_DIR keeps nothing.
    """
    env = os.environ if environment is None else environment
    if "AUDITOR_CACHE_DIR" in env:
        return Path(env["AUDITOR_CACHE_DIR"]) if env["AUDITOR_CACHE_DIR"] else None
    named = env.get("LOCALAPPDATA") if sys.platform == "win32" else env.get("XDG_CACHE_HOME")
    if named and Path(named).is_absolute():
        return Path(named) / "auditor"
    home = env.get("USERPROFILE") if sys.platform == "win32" else env.get("HOME")
    if not home or not Path(home).is_absolute():
        return None
    return Path(home) / ".cache" / "auditor"


def keep(file: File, content: bytes) -> None:
    """Keep `file`, read from `content` without a problem; do nothing where that fails."""
    folder = cache_folder()
    key = _key(content)
    if folder is None or key is None:
        return
    with contextlib.suppress(OSError, ValueError, RecursionError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write(folder / f"{key}{_SUFFIX}", _dump(file, key))
        _prune(folder)


def kept(content: bytes, name: str) -> File | None:
    """Return the file kept for `content` under the name `name`, or None."""
    folder = cache_folder()
    key = _key(content)
    if folder is None or key is None:
        return None
    path = folder / f"{key}{_SUFFIX}"
    with contextlib.suppress(
        OSError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError
    ):
        if path.is_file() and path.stat().st_size <= _MOST_BYTES:
            return _load(path.read_bytes(), key, name)
    return None


def _dump(file: File, key: str) -> bytes:
    head = {
        "version": file.version,
        "pack": encode(file.pack),
        "includes": encode(file.includes),
        "synonyms": encode(file.synonyms),
        "catalogues": encode(file.catalogues),
        "rules": [[rule.id, rule.title, names_of(rule)] for rule in file.rules],
        "scorings": [[scoring.id, scoring.title, names_of(scoring)] for scoring in file.scorings],
    }
    rows = [head, *map(encode, file.rules), *map(encode, file.scorings)]
    body = "\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows).encode()
    return b"\n".join([_MAGIC.encode(), key.encode(), hashlib.sha256(body).hexdigest().encode(), body])


def _load(content: bytes, key: str, name: str) -> File | None:
    magic, kept_key, digest, body = content.split(b"\n", 3)
    if (
        magic != _MAGIC.encode()
        or kept_key != key.encode()
        or hashlib.sha256(body).hexdigest().encode() != digest
    ):
        return None
    first, *rows = body.split(b"\n")
    head: dict[str, Any] = json.loads(first)
    rules, scorings = head["rules"], head["scorings"]
    if len(rows) != len(rules) + len(scorings):
        return None
    rule_slots: list[Slot[Rule]] = [
        Slot(entry[0], entry[1], tuple(entry[2]), row) for entry, row in zip(rules, rows, strict=False)
    ]
    scoring_slots: list[Slot[Scoring]] = [
        Slot(entry[0], entry[1], tuple(entry[2]), row)
        for entry, row in zip(scorings, rows[len(rules) :], strict=True)
    ]
    return File(
        name=name,
        version=head["version"],
        pack=decode(head["pack"]),
        includes=decode(head["includes"]),
        synonyms=decode(head["synonyms"]),
        rules=Shelf(rule_slots),
        scorings=Shelf(scoring_slots),
        catalogues=decode(head["catalogues"]),
    )


def _key(content: bytes) -> str | None:
    package = _package()
    return None if package is None else hashlib.sha256(package + content).hexdigest()


@functools.cache
def _package() -> bytes | None:
    """Return a hash of the grammar and of the code that reads rules, which stands for its version."""
    digest = hashlib.sha256(sys.version.encode())
    try:
        digest.update(resources.grammar_path().read_bytes())
        for path in sorted(Path(__file__).parent.glob("*.py")):
            digest.update(path.read_bytes())
    except OSError:
        return None
    return digest.digest()


def _write(path: Path, content: bytes) -> None:
    """Write the whole file or none of it: others may read or write it at the same time."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".new")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(temporary).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise


def _prune(folder: Path) -> None:
    files = [(path.stat().st_mtime, path) for path in folder.glob(f"*{_SUFFIX}")]
    for _, path in sorted(files)[:-_MOST_FILES]:
        path.unlink(missing_ok=True)
