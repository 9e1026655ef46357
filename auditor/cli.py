"""The command line: arguments in, exit status out. What the codes mean stands in the README."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Final, NoReturn

import typer

if TYPE_CHECKING:
    from auditor.findings import Audit
    from auditor.renderings import Failure, Result

CLEAN, FINDINGS, USAGE, UNREADABLE, INCOMPLETE = 0, 1, 2, 3, 4
BUG, CANNOT_WRITE = 70, 73
INTERRUPTED, CLOSED_PIPE, TERMINATED = 130, 141, 143
_WORST_FIRST: Final = (BUG, CANNOT_WRITE, UNREADABLE, USAGE, FINDINGS, INCOMPLETE, CLEAN)

Run = Callable[[], int]

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    help="Audit the figures of a report: what contradicts what, by how much, and whether rounding explains it.",
)


class _Stop(BaseException):
    """A signal arrived; `code` is the exit status."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class _UsageError(Exception):
    """The arguments are wrong in a way that the argument parser cannot see."""


# Commands ------------------------------------------------------------------------------------
# A command only describes the run; `main` carries it out, so that no exception passes through the
# argument parser, which turns a closed pipe and Ctrl-C into exit status 1: a verdict.


def _version(wanted: bool) -> None:  # noqa: FBT001 - the shape of a typer callback
    if wanted:
        from auditor import __version__  # noqa: PLC0415 - only here

        typer.echo(f"auditor {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[  # noqa: ARG001 - handled by its callback
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    """Audit the figures of a report."""


@app.command()
def check(  # noqa: PLR0913 - the options of the contract
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="report.json or a draft; - reads standard input.")],
    rules: Annotated[list[str] | None, typer.Option("--rules", help="A pack or a rule file; `auto` adds the default set.")] = None,
    only: Annotated[list[str] | None, typer.Option("--only", help="Only these rules, by id; repeat or separate by commas.")] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", help="Leave these rules out, by id.")] = None,
    output_format: Annotated[str, typer.Option("--format", help="text, table or json.")] = "text",
    lang: Annotated[str, typer.Option("--lang", help="zh or en.")] = "",
    output: Annotated[str | None, typer.Option("--output", "-o", help="Write the result to this file, whole or not at all.")] = None,
    fail_on: Annotated[str, typer.Option("--fail-on", help="The gate: error, warning, note or never.")] = "error",
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Give 0 where the status would be 1.")] = False,
    allow_incomplete: Annotated[bool, typer.Option("--allow-incomplete", help="Give 0 where the status would be 4.")] = False,
) -> Run:
    """Check reports and say what contradicts what."""
    return lambda: _check(
        files,
        rules or [],
        _listed(only),
        _listed(ignore),
        output_format,
        _language(lang),
        output,
        _Gate(fail_on, exit_zero=exit_zero, allow_incomplete=allow_incomplete),
    )


def _listed(values: Sequence[str] | None) -> list[str]:
    return [name.strip() for value in values or () for name in value.replace("，", ",").split(",") if name.strip()]


def _language(lang: str) -> str:
    if lang and lang not in {"zh", "en"}:
        message = f"--lang: {lang!r} is not zh or en"
        raise _UsageError(message)
    if lang:
        return lang
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "zh"
    return "en" if locale.startswith("en") else "zh"


class _Gate:
    """Turns an audit into an exit status."""

    def __init__(self, fail_on: str, *, exit_zero: bool, allow_incomplete: bool) -> None:
        ranks = {"error": 3, "warning": 2, "note": 1, "never": 9}
        if fail_on not in ranks:
            message = f"--fail-on: {fail_on!r} is not one of error, warning, note, never"
            raise _UsageError(message)
        self._rank = ranks[fail_on]
        self._exit_zero = exit_zero
        self._allow_incomplete = allow_incomplete

    def status(self, audit: Audit) -> int:
        if any(finding.severity.rank >= self._rank for finding in audit.open):
            return CLEAN if self._exit_zero else FINDINGS
        if not audit.complete:
            return CLEAN if self._allow_incomplete else INCOMPLETE
        return CLEAN


def _check(  # noqa: PLR0913 - the options of the contract
    files: Sequence[str],
    rules: Sequence[str],
    only: Sequence[str],
    ignore: Sequence[str],
    output_format: str,
    language: str,
    output: str | None,
    gate: _Gate,
) -> int:
    from auditor.renderings import names, rendering  # noqa: PLC0415 - loaded when a command runs

    if output_format not in names():
        message = f"--format: {output_format!r} is not one of {', '.join(names())}"
        raise _UsageError(message)
    if output is not None and any(_same_file(output, name) for name in files):
        message = f"--output: {output} is a report to be read"
        raise _UsageError(message)
    from auditor import api  # noqa: PLC0415 - loaded when a command runs
    from auditor.language.rulebook import RulebookError  # noqa: PLC0415

    try:
        book = api.load_rules(rules)
        known = {entry.slot.id for entry in (*book.entries(), *book.scoring_entries())}
        for name in (*only, *ignore):
            if name not in known:
                _say(f"auditor: no rule is called {name!r}", language)
                return USAGE
        results: list[Result] = []
        statuses: list[int] = []
        for name in files:
            result, status = _one(name, book, only, ignore, language, gate)
            results.append(result)
            statuses.append(status)
    except RulebookError as error:
        _say(error.render(language), language)
        return USAGE
    chosen = rendering(output_format)
    text = chosen.render(results, language)
    _deliver(text, output, machine=chosen.MACHINE)
    return min(statuses, key=_WORST_FIRST.index)


def _one(  # noqa: PLR0913 - what one report needs
    name: str, book: object, only: Sequence[str], ignore: Sequence[str], language: str, gate: _Gate
) -> tuple[Result, int]:
    from auditor import api  # noqa: PLC0415
    from auditor.language.rulebook import Rulebook  # noqa: PLC0415
    from auditor.renderings import Failure  # noqa: PLC0415
    from auditor.report.problems import ReportError  # noqa: PLC0415

    assert isinstance(book, Rulebook)  # noqa: S101 - the parameter is untyped only to keep imports lazy
    shown = "standard input" if name == "-" else Path(name).name
    try:
        report = api.read_bytes(_bytes(name), shown)
        audit = api.check(report, book, only=only, ignore=ignore, language=language)
    except ReportError as error:
        problems = tuple(problem.message(language) for problem in error.problems)
        return _failed(Failure(name=shown, exit=UNREADABLE, problems=problems), language)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return _failed(Failure(name=shown, exit=UNREADABLE, problems=(reason,)), language)
    return audit, gate.status(audit)


def _failed(failure: Failure, language: str) -> tuple[Failure, int]:
    from auditor.renderings import _screen  # noqa: PLC0415

    _say("\n".join(_screen.failure_lines(failure, language)), language)
    return failure, failure.exit


def _bytes(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    return Path(name).read_bytes()


def _same_file(one: str, other: str) -> bool:
    try:
        return Path(one).samefile(other)
    except OSError:
        return False


# Streams -------------------------------------------------------------------------------------


class _CannotWriteError(Exception):
    """The result could not be delivered."""


def _say(text: str, language: str) -> None:  # noqa: ARG001 - one signature for all who speak
    """Write to standard error whatever its encoding."""
    stream = sys.stderr
    encoding = stream.encoding or "utf-8"
    with contextlib.suppress(OSError, ValueError):
        stream.write((text + "\n").encode(encoding, "backslashreplace").decode(encoding))
        stream.flush()


def _deliver(text: str, output: str | None, *, machine: bool) -> None:
    if output is not None:
        _write_whole(Path(output), text.encode("utf-8", "backslashreplace"))
        return
    encoding = "utf-8" if machine else (sys.stdout.encoding or "utf-8")
    data = text.encode(encoding, "backslashreplace")
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        raise _CannotWriteError(str(error)) from error


def _write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: a temporary file in the same folder, synced, then renamed."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except OSError as error:
        raise _CannotWriteError(f"{path}: {error.strerror or error}") from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


# The one place that maps what happened to an exit status ---------------------------------------


def _on_signal(number: int, _frame: FrameType | None) -> NoReturn:
    raise _Stop(INTERRUPTED if number == signal.SIGINT else TERMINATED)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status; no exception path yields 0 or 1."""
    with contextlib.suppress(ValueError):  # not in the main thread
        signal.signal(signal.SIGINT, _on_signal)
        signal.signal(signal.SIGTERM, _on_signal)
    try:
        return _run(arguments)
    except _Stop as stop:
        return stop.code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _silence_stdout()
        return CLOSED_PIPE
    except _UsageError as error:
        _say(f"auditor: {error}", "en")
        return USAGE
    except _CannotWriteError as error:
        _say(f"auditor: cannot write the result: {error}", "en")
        _silence_stdout()
        return CANNOT_WRITE
    except Exception as error:  # noqa: BLE001 - the last resort: a bug must never look like a verdict
        return _bug(error)


def _run(arguments: Sequence[str] | None) -> int:
    try:
        outcome = app(args=None if arguments is None else list(arguments), prog_name="auditor", standalone_mode=False)
    except Exception as error:
        # The parser's own exceptions know their message; their classes are private to typer.
        show = getattr(error, "show", None)
        if show is None or not hasattr(error, "exit_code"):
            raise
        show()
        return USAGE
    if callable(outcome):
        status = outcome()
        return status if isinstance(status, int) else BUG
    return outcome if isinstance(outcome, int) else CLEAN


def _bug(error: Exception) -> int:
    if os.environ.get("AUDITOR_DEBUG"):
        import traceback  # noqa: PLC0415 - only for a bug

        _say("".join(traceback.format_exception(error)), "en")
    _say(
        f"auditor: internal error ({type(error).__name__}: {error}); nothing was decided. "
        "Set AUDITOR_DEBUG=1 and run again to see where.",
        "en",
    )
    return BUG


def _silence_stdout() -> None:
    # Python flushes standard output once more at exit and would print a traceback there.
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.flush()
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
