"""What the exit status means, and the errors that lead to one."""

from __future__ import annotations

import os
from typing import Final

CLEAN, FINDINGS, USAGE, UNREADABLE, INCOMPLETE = 0, 1, 2, 3, 4
BUG, CANNOT_WRITE = 70, 73
INTERRUPTED, CLOSED_PIPE, TERMINATED = 130, 141, 143
WORST_FIRST: Final = (BUG, CANNOT_WRITE, UNREADABLE, USAGE, FINDINGS, INCOMPLETE, CLEAN)


def debugged() -> bool:
    """Whether AUDITOR_DEBUG asks for where a bug arose rather than for what can be said all the same."""
    return bool(os.environ.get("AUDITOR_DEBUG"))


class StopError(BaseException):
    """A signal arrived; `code` is the exit status."""

    def __init__(self, code: int) -> None:
        """Keep the exit status."""
        super().__init__(code)
        self.code = code


class UsageError(Exception):
    """The arguments are wrong in a way that the argument parser cannot see."""


class CannotWriteError(Exception):
    """The result could not be delivered."""
