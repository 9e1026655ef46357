"""The result of a check, kept as text: the same report, rules and program give the same result again.

A check reads nothing but its files, so its result is a function of them. What is kept names every file
that went into it with its hash and is used only where all of them, the options and the program itself
are unchanged. It is data, lies in the user's own cache folder, readable by the user alone, and is never
needed: where nothing can be kept, the check is done again.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from auditor import files

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SUFFIX: Final = ".result"
MOST: Final = 50
LIMIT: Final = 4 * 1024 * 1024


class Result(NamedTuple):
    """What a check gives: its text, its exit status, and whether the text is for programs (UTF-8)."""

    text: str
    status: int
    machine: bool


class Kept:
    """The place where the result of one call of the program is kept."""

    def __init__(self, call: Sequence[object], folders: Sequence[Path]) -> None:
        """Name the call by its options and by the state of `folders`, the program and its resources."""
        state = [sys.version, *map(repr, call)]
        for folder in folders:
            for path in sorted(folder.rglob("*")):
                if path.suffix in {".py", ".lark", ".rules", ".figures", ".json"}:
                    info = path.stat()
                    state.append(f"{path}\x1f{info.st_size}\x1f{info.st_mtime_ns}")
        self._key = hashlib.sha256("\x1e".join(state).encode("utf-8", "surrogateescape")).hexdigest()

    def find(self) -> Result | None:
        """Return the result kept for this call, or None where a file has changed since."""
        data = files.kept(self._key + SUFFIX, LIMIT)
        if data is None:
            return None
        try:
            entry = json.loads(data)
            unchanged = all(digest_of(Path(name)) == digest for name, digest in entry["files"].items())
            if entry["key"] == self._key and unchanged:
                return Result(str(entry["text"]), int(entry["status"]), bool(entry["machine"]))
        except (ValueError, KeyError, TypeError, AttributeError, OSError):
            return None
        return None

    def store(self, result: Result, read: Mapping[str, str]) -> None:
        """Keep `result` together with the files `read` for it, by path and hash."""
        entry = {"key": self._key, "files": dict(read), **result._asdict()}
        data = json.dumps(entry, ensure_ascii=False).encode("utf-8", "surrogatepass")
        if len(data) <= LIMIT:
            files.keep(self._key + SUFFIX, data, MOST)


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file. Raises OSError."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
