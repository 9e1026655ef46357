"""What goes in and what comes out: files and pipes, standard output and standard error."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from auditor import files
from auditor.cli.status import CannotWriteError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.kept_results import Result

MAX_BYTES: Final = 64 * 1024 * 1024
"""No reader takes more; a device that never ends must not fill the memory."""

_OS_WORDS: Final = {
    errno.ENOENT: ("文件不存在", "no such file"),
    errno.EISDIR: ("这是文件夹，不是文件", "this is a folder, not a file"),
    errno.EACCES: ("没有读取权限", "no permission to read it"),
    errno.EBADF: ("标准输入已关闭", "standard input is closed"),
    errno.ELOOP: ("符号链接绕成了圈", "its links go round in a circle"),
    errno.ENAMETOOLONG: ("文件名过长", "its name is too long"),
}


def content(name: str) -> bytes:
    """Return a file's bytes, or standard input's; one byte more than a reader takes is enough. Raises OSError."""
    if name == "-":
        # Python has no stream where the caller closed it, whatever the types say.
        stdin: TextIO | None = sys.stdin
        if stdin is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        return stdin.buffer.read(MAX_BYTES + 1)
    if not name:
        raise OSError(errno.ENOENT, os.strerror(errno.ENOENT))
    with Path(name).open("rb") as stream:
        return stream.read(MAX_BYTES + 1)


def os_words(error: OSError, language: str) -> str:
    """Return why a file cannot be read, in words."""
    zh, en = _OS_WORDS.get(error.errno or 0, ("", ""))
    return (zh if language == "zh" else en) or error.strerror or type(error).__name__


def spare(output: str, names: Sequence[str]) -> None:
    """Refuse to write the result to no name, or over a file that the check reads. Raises UsageError."""
    if not output:
        message = "--output: the name of the file is empty"
        raise UsageError(message)
    for name in names:
        if _same_file(output, name):
            message = f"--output: {output} is a file that the check reads"
            raise UsageError(message)


def _same_file(one: str, other: str) -> bool:
    try:
        return Path(one).samefile(other)
    except OSError:
        return False


def say(text: str) -> None:
    """Write to standard error whatever its encoding."""
    stream: TextIO | None = sys.stderr
    if stream is None:
        return
    encoding = stream.encoding or "utf-8"
    with contextlib.suppress(OSError, ValueError):
        stream.write((text + "\n").encode(encoding, "backslashreplace").decode(encoding))
        stream.flush()


def deliver(result: Result, output: str | None) -> None:
    """Write the result to a file or standard output. Raises CannotWriteError, BrokenPipeError."""
    if output is not None:
        try:
            files.write_whole(Path(output), result.text.encode("utf-8", "backslashreplace"))
        except OSError as error:
            raise CannotWriteError(f"{output}: {error.strerror or error}") from error
        return
    stdout: TextIO | None = sys.stdout
    if stdout is None:
        raise CannotWriteError(os.strerror(errno.EBADF))
    encoding = "utf-8" if result.machine else (stdout.encoding or "utf-8")
    try:
        stdout.buffer.write(result.text.encode(encoding, "backslashreplace"))
        stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        raise CannotWriteError(getattr(error, "strerror", None) or str(error)) from error


def silence_stdout() -> None:
    """Throw away what standard output still holds."""
    # Python flushes standard output once more at exit and would print a traceback there.
    with contextlib.suppress(OSError, ValueError, AttributeError):
        sys.stdout.flush()
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
