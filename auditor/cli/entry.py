"""The one place that maps what happened to an exit status."""

from __future__ import annotations

import contextlib
import gc
import io
import signal
import sys
from typing import TYPE_CHECKING, NoReturn

from auditor.cli.commands import app
from auditor.cli.status import (
    BUG,
    CANNOT_WRITE,
    CLEAN,
    CLOSED_PIPE,
    INTERRUPTED,
    TERMINATED,
    USAGE,
    CannotWriteError,
    StopError,
    UsageError,
    debugged,
)
from auditor.cli.streams import deliver, say, silence_stdout
from auditor.kept_results import Result

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType


COLLECTIONS = (20_000, 20, 100)
"""A run makes few cycles and is soon over: looking for them costs a tenth of its time, and they little memory."""


def _on_signal(number: int, _frame: FrameType | None) -> NoReturn:
    raise StopError(INTERRUPTED if number == signal.SIGINT else TERMINATED)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status; no exception path yields 0 or 1."""
    gc.set_threshold(*COLLECTIONS)
    with contextlib.suppress(ValueError):  # not in the main thread
        signal.signal(signal.SIGINT, _on_signal)
        signal.signal(signal.SIGTERM, _on_signal)
    try:
        return _run(arguments)
    except StopError as stop:
        return stop.code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        silence_stdout()
        return CLOSED_PIPE
    except UsageError as error:
        say(str(error))
        return USAGE
    except CannotWriteError as error:
        say(f"auditor: 结果无法写出 · cannot write the result: {error}")
        silence_stdout()
        return CANNOT_WRITE
    except Exception as error:  # noqa: BLE001 - the last resort: a bug must never look like a verdict
        return _bug(error)


def _run(arguments: Sequence[str] | None) -> int:
    words = sys.argv[1:] if arguments is None else list(arguments)
    if not words or words[0] in {"rules", "--help"}:
        _add_rules()  # describing these commands costs every other command its time
    printed = io.StringIO()
    try:
        # All that is printed here is help and the version; the parser ends in status 1 where that fails.
        with contextlib.redirect_stdout(printed):
            outcome = app(args=words, prog_name="auditor", standalone_mode=False)
    except Exception as error:
        # The parser's own exceptions know their message; their classes are private to typer.
        show = getattr(error, "show", None)
        if show is None or not hasattr(error, "exit_code"):
            raise
        show()
        if printed.getvalue():
            say(printed.getvalue().rstrip("\n"))
        return USAGE
    if printed.getvalue():
        deliver(Result(printed.getvalue(), CLEAN, machine=False), None)
    if callable(outcome):
        status = outcome()
        return status if isinstance(status, int) else BUG
    return outcome if isinstance(outcome, int) else CLEAN


def _add_rules() -> None:
    from auditor import rules_cli  # noqa: PLC0415 - see the caller

    def hand_over(text: str, machine: bool) -> None:  # noqa: FBT001 - the shape rules_cli calls
        deliver(Result(text, CLEAN, machine), None)

    app.add_typer(rules_cli.Commands(hand_over, say).app(), name="rules")


def _bug(error: Exception) -> int:
    if debugged():
        import traceback  # noqa: PLC0415 - only for a bug

        say("".join(traceback.format_exception(error)))
    say(
        f"auditor: 程序自身出错，没有作出任何结论 · internal error ({type(error).__name__}: {error}); nothing was "
        "decided. Set AUDITOR_DEBUG=1 and run again to see where."
    )
    return BUG
