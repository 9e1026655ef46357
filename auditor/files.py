"""Files of the program's own: written whole or not at all, and the folder for what is kept between runs."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: a temporary file in the same folder, synced, then renamed.

    Others may read or write the same file at the same time. A link keeps pointing where it did, and a
    device or pipe is written to and never replaced. Raises OSError, and leaves nothing behind.
    """
    path = path.resolve()
    if path.exists() and not path.is_file():
        with path.open("wb") as stream:
            stream.write(data)
        return
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(_mode(path))
        temporary.replace(path)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _mode(path: Path) -> int:
    # mkstemp makes files that only their owner can read; a result gets what any new file gets.
    with contextlib.suppress(OSError):
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def cache_folder(environment: Mapping[str, str] | None = None) -> Path | None:
    """Return the user's folder for what is kept between runs, or None where there is none.

    AUDITOR_CACHE_DIR decides; empty, it keeps nothing.
    """
    env = os.environ if environment is None else environment
    if "AUDITOR_CACHE_DIR" in env:
        return Path(env["AUDITOR_CACHE_DIR"]) if env["AUDITOR_CACHE_DIR"] else None
    windows = sys.platform == "win32"
    named = env.get("LOCALAPPDATA" if windows else "XDG_CACHE_HOME")
    if named and Path(named).is_absolute():
        return Path(named) / "auditor"
    home = env.get("USERPROFILE" if windows else "HOME")
    return Path(home) / ".cache" / "auditor" if home and Path(home).is_absolute() else None


def keep(name: str, data: bytes, most: int) -> None:
    """Keep `data` under `name` in the cache folder, the newest `most` files of its suffix; or silently not."""
    folder = cache_folder()
    if folder is None:
        return
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = folder / name
        write_whole(path, data)
        path.chmod(0o600)
        kept = sorted((each.stat().st_mtime, each) for each in folder.glob(f"*{path.suffix}"))
        for _, old in kept[:-most]:
            old.unlink(missing_ok=True)


def kept(name: str, limit: int) -> bytes | None:
    """Return what was kept under `name`, or None where there is nothing, or more than `limit` bytes."""
    folder = cache_folder()
    if folder is None:
        return None
    with contextlib.suppress(OSError):
        path = folder / name
        if path.stat().st_size <= limit:
            return path.read_bytes()
    return None
