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
import sys
from pathlib import Path
from typing import Any

from auditor import files, resources
from auditor.language.codec import decode, encode
from auditor.language.names import names_of
from auditor.language.shelf import Shelf, Slot
from auditor.language.tree import File, Rule, Scoring

_MAGIC = "auditor kept rules 1"
_SUFFIX = ".kept"
_MOST_FILES = 200
_MOST_BYTES = 256 * 1024 * 1024


def keep(file: File, content: bytes) -> None:
    """Keep `file`, read from `content` without a problem; do nothing where that fails."""
    key = None if files.cache_folder() is None else _key(content)
    if key is not None:
        with contextlib.suppress(ValueError, RecursionError):
            files.keep(f"{key}{_SUFFIX}", _dump(file, key), _MOST_FILES)


def kept(content: bytes, name: str) -> File | None:
    """Return the file kept for `content` under the name `name`, or None."""
    key = _key(content)
    data = None if key is None else files.kept(f"{key}{_SUFFIX}", _MOST_BYTES)
    if key is None or data is None:
        return None
    with contextlib.suppress(ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        return _load(data, key, name)
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
