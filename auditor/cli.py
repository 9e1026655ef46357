"""The command line: arguments in, exit status out. What the codes mean stands in the README."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Final, NoReturn

import attrs
import typer

from auditor import files, version
from auditor.kept_results import Kept, Result, digest_of

if TYPE_CHECKING:
    from auditor.findings import Audit
    from auditor.language.rulebook import Rulebook
    from auditor.renderings import Audited

MAX_BYTES: Final = 64 * 1024 * 1024
"""No reader takes more; a device that never ends must not fill the memory."""

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


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"auditor {version.PROGRAM}")
        raise typer.Exit


@app.callback()
def _root(
    show_version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    """Audit the figures of a report."""


@app.command()
def check(
    names: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="report.json or a draft; - reads standard input.")
    ],
    rules: Annotated[
        list[str] | None, typer.Option("--rules", help="A pack or a rule file; `auto` adds the default set.")
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", help="Only these rules, by id; repeat or separate by commas."),
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", help="Leave these rules out, by id.")
    ] = None,
    output_format: Annotated[str, typer.Option("--format", help="text, table or json.")] = "text",
    lang: Annotated[str, typer.Option("--lang", help="zh or en.")] = "",
    output: Annotated[
        str | None, typer.Option("--output", "-o", help="Write the result to this file, whole or not at all.")
    ] = None,
    fail_on: Annotated[
        str, typer.Option("--fail-on", help="The gate: error, warning, note or never.")
    ] = "error",
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help="Give 0 where the status would be 1.")
    ] = False,
    allow_incomplete: Annotated[
        bool, typer.Option("--allow-incomplete", help="Give 0 where the status would be 4.")
    ] = False,
) -> Run:
    """Check reports and say what contradicts what."""
    return lambda: _check(
        _Request(
            files=tuple(names),
            rules=tuple(rules or ()),
            only=_listed(only),
            ignore=_listed(ignore),
            output_format=output_format,
            language=_language(lang),
            output=output,
            gate=_Gate(fail_on, exit_zero=exit_zero, allow_incomplete=allow_incomplete),
        )
    )


@app.command()
def extract(
    draft: Annotated[
        str, typer.Argument(metavar="DRAFT", help="A draft: text, docx, pdf or xlsx; - is text.")
    ],
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", help="Write report.json to this file, whole or not at all."),
    ] = None,
    listed: Annotated[
        str, typer.Option("--list", help="Also list the numbers of a kind: unread, code, date, reference, …")
    ] = "",
    lang: Annotated[str, typer.Option("--lang", help="zh or en.")] = "",
) -> Run:
    """Read a draft and write its figures as report.json; say what was read and what was not."""
    return lambda: _extract(draft, output, listed, _language(lang))


@app.command()
def explain(
    name: Annotated[str, typer.Argument(metavar="ID", help="A finding's id, or a rule's.")],
    report: Annotated[
        str | None, typer.Argument(metavar="[REPORT]", help="The report the finding is of.")
    ] = None,
    rules: Annotated[list[str] | None, typer.Option("--rules", help="As for check.")] = None,
    lang: Annotated[str, typer.Option("--lang", help="zh or en.")] = "",
) -> Run:
    """Explain a finding of a report, or a rule: formula, numbers put in, the rounding argument."""
    return lambda: _explain(name, report, tuple(rules or ()), _language(lang))


def _listed(values: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(
        name.strip() for value in values or () for name in value.replace("，", ",").split(",") if name.strip()
    )


def _language(lang: str) -> str:
    if lang and lang not in {"zh", "en"}:
        message = f"--lang: {lang!r} is not zh or en"
        raise _UsageError(message)
    if lang:
        return lang
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "zh"
    return "en" if locale.startswith("en") else "zh"


class _Gate:
    """Turns an audit into an exit status; `call` names its options."""

    def __init__(self, fail_on: str, *, exit_zero: bool, allow_incomplete: bool) -> None:
        self.call = (fail_on, exit_zero, allow_incomplete)
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


@attrs.frozen(kw_only=True)
class _Request:
    """What one `auditor check` was asked to do."""

    files: tuple[str, ...]
    rules: tuple[str, ...]
    only: tuple[str, ...]
    ignore: tuple[str, ...]
    output_format: str
    language: str
    output: str | None
    gate: _Gate


def _check(request: _Request) -> int:
    output = request.output
    if output is not None:
        _spare(output, (*request.files, *request.rules))
    place = _place(request)
    known = place.find() if place is not None else None
    result = known or _checked(request, place)
    _deliver(result, output)
    return result.status


def _place(request: _Request) -> Kept | None:
    """Return where the result of this very call may be kept; None for what comes from a pipe."""
    if "-" in request.files:
        return None
    from auditor import resources  # noqa: PLC0415 - loaded when a command runs

    folders = (Path(__file__).parent, resources.rules_root(), resources.grammar_path().parent)
    call = (Path.cwd(), *attrs.astuple(request, recurse=False)[:-2], request.gate.call)
    return Kept(call, folders)


def _checked(request: _Request, place: Kept | None) -> Result:
    from auditor import api  # noqa: PLC0415 - loaded when a command runs
    from auditor.language.rulebook import RulebookError  # noqa: PLC0415 - the same
    from auditor.nearness import near  # noqa: PLC0415 - the same
    from auditor.renderings import Failure, names, rendering  # noqa: PLC0415 - the same

    if request.output_format not in names():
        message = f"--format: {request.output_format!r} is not one of {', '.join(names())}"
        raise _UsageError(message)
    try:
        book = api.load_rules(request.rules)
        named = {*request.only, *request.ignore}
        unknown = sorted(named - api.rule_ids(book, detectors=bool(named)))
        if unknown:
            close = [word for name in unknown for word in near(name, api.rule_ids(book, detectors=True))]
            message = f"no rule is called {', '.join(unknown)}" + (
                f"; near: {', '.join(close)}" if close else ""
            )
            raise _UsageError(message)
        judged = [_one(name, book, request) for name in request.files]
    except RulebookError as error:
        raise _UsageError(error.render(request.language)) from error
    chosen = rendering(request.output_format)
    if request.output is not None:
        _spare(request.output, tuple(book.digests))
    # What is wrong with a report was said on standard error; programs get it as an object as well.
    told = [audited for audited, _ in judged if chosen.MACHINE or not isinstance(audited, Failure)]
    text = chosen.render(told, request.language) if told else ""
    status = min((each for _, each in judged), key=_WORST_FIRST.index)
    result = Result(text, status, chosen.MACHINE)
    if place is not None and status in {CLEAN, FINDINGS, INCOMPLETE}:
        reports = {name: digest_of(Path(name)) for name in request.files}
        place.store(result, {**book.digests, **reports})
    return result


def _one(name: str, book: Rulebook, request: _Request) -> tuple[Audited, int]:
    from auditor import api  # noqa: PLC0415 - loaded when a command runs
    from auditor.language.rulebook import RulebookError  # noqa: PLC0415 - the same
    from auditor.renderings import Failure, _screen  # noqa: PLC0415 - the same
    from auditor.report.problems import ReportError  # noqa: PLC0415 - the same

    shown, language = "standard input" if name == "-" else Path(name).name, request.language
    try:
        audit = api.check(
            api.read_bytes(_content(name), shown),
            book,
            only=request.only,
            ignore=request.ignore,
            detectors=not request.rules or api.AUTO in request.rules,
            language=language,
        )
    except ReportError as error:
        problems = tuple(problem.message(language) for problem in error.problems)
    except OSError as error:
        problems = (_os_words(error, language),)
    except RulebookError as error:
        # The rules do not fit this report; the other reports are checked all the same.
        _say(error.render(language))
        problem = (
            "规则与本报告的单位不合" if language == "zh" else "the rules do not fit the units of this report"
        )
        return Failure(name=shown, exit=USAGE, problems=(problem,)), USAGE
    else:
        return audit, request.gate.status(audit)
    failure = Failure(name=shown, exit=UNREADABLE, problems=problems)
    _say("\n".join(_screen.failure_lines(failure, language)))
    return failure, failure.exit


def _explain(name: str, report: str | None, rules: tuple[str, ...], language: str) -> int:
    from auditor import api  # noqa: PLC0415 - loaded when a command runs
    from auditor.language.rulebook import RulebookError  # noqa: PLC0415 - the same
    from auditor.report.problems import ReportError  # noqa: PLC0415 - the same

    try:
        book = api.load_rules(rules)
        if report is None:
            lines = api.rule_text(book, name, language)
        else:
            read = api.read_bytes(_content(report), Path(report).name)
            lines = api.explain(read, name, book if rules else None, language)
    except RulebookError as error:
        raise _UsageError(error.render(language)) from error
    except LookupError as error:
        what = "a rule" if report is None else "a finding of this report"
        message = f"auditor: {name} is not {what}"
        raise _UsageError(message) from error
    except (ReportError, OSError) as error:
        _say(f"{report}: {error}")
        return UNREADABLE
    _deliver(Result("\n".join(lines) + "\n", CLEAN, machine=False), None)
    return CLEAN


def _extract(draft: str, output: str | None, kind: str, language: str) -> int:
    from auditor import api  # noqa: PLC0415 - loaded when a command runs
    from auditor.renderings import Failure, _screen  # noqa: PLC0415 - the same
    from auditor.report.problems import ReportError  # noqa: PLC0415 - the same
    from auditor.report.writing import written  # noqa: PLC0415 - the same

    if output is not None:
        _spare(output, (draft,))
    shown = "standard input" if draft == "-" else Path(draft).name
    try:
        report = api.read_bytes(_content(draft), shown)
    except ReportError as error:
        problems = tuple(problem.message(language) for problem in error.problems)
    except OSError as error:
        problems = (_os_words(error, language),)
    else:
        try:
            lines = list(api.reading_of(report, kind, language))
        except ValueError as error:
            raise _UsageError(f"--list: {error}") from error
        _say("\n".join(lines))
        _deliver(Result(written(report), CLEAN, machine=True), output)
        return CLEAN
    _say("\n".join(_screen.failure_lines(Failure(name=shown, exit=UNREADABLE, problems=problems), language)))
    return UNREADABLE


def _content(name: str) -> bytes:
    """Return a file's bytes, or standard input's; one byte more than a reader takes is enough."""
    if name == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    with Path(name).open("rb") as stream:
        return stream.read(MAX_BYTES + 1)


_OS_WORDS: Final = {
    errno.ENOENT: ("文件不存在", "no such file"),
    errno.EISDIR: ("这是文件夹，不是文件", "this is a folder, not a file"),
    errno.EACCES: ("没有读取权限", "no permission to read it"),
}


def _os_words(error: OSError, language: str) -> str:
    zh, en = _OS_WORDS.get(error.errno or 0, ("", ""))
    return (zh if language == "zh" else en) or error.strerror or type(error).__name__


def _spare(output: str, names: Sequence[str]) -> None:
    """Refuse to write the result over a file that the check reads. Raises _UsageError."""
    for name in names:
        if _same_file(output, name):
            message = f"--output: {output} is a file that the check reads"
            raise _UsageError(message)


def _same_file(one: str, other: str) -> bool:
    try:
        return Path(one).samefile(other)
    except OSError:
        return False


# Streams -------------------------------------------------------------------------------------


class _CannotWriteError(Exception):
    """The result could not be delivered."""


def _say(text: str) -> None:
    """Write to standard error whatever its encoding."""
    stream = sys.stderr
    encoding = stream.encoding or "utf-8"
    with contextlib.suppress(OSError, ValueError):
        stream.write((text + "\n").encode(encoding, "backslashreplace").decode(encoding))
        stream.flush()


def _deliver(result: Result, output: str | None) -> None:
    if output is not None:
        try:
            files.write_whole(Path(output), result.text.encode("utf-8", "backslashreplace"))
        except OSError as error:
            raise _CannotWriteError(f"{output}: {error.strerror or error}") from error
        return
    encoding = "utf-8" if result.machine else (sys.stdout.encoding or "utf-8")
    try:
        sys.stdout.buffer.write(result.text.encode(encoding, "backslashreplace"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        raise _CannotWriteError(str(error)) from error


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
        _say(str(error))
        return USAGE
    except _CannotWriteError as error:
        _say(f"auditor: cannot write the result: {error}")
        _silence_stdout()
        return CANNOT_WRITE
    except Exception as error:  # noqa: BLE001 - the last resort: a bug must never look like a verdict
        return _bug(error)


def _run(arguments: Sequence[str] | None) -> int:
    words = sys.argv[1:] if arguments is None else list(arguments)
    if not words or words[0] in {"rules", "--help"}:
        _add_rules()  # describing these commands costs every other command its time
    try:
        outcome = app(args=words, prog_name="auditor", standalone_mode=False)
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


def _add_rules() -> None:
    from auditor import rules_cli  # noqa: PLC0415 - see the caller

    def deliver(text: str, machine: bool) -> None:
        _deliver(Result(text, CLEAN, machine), None)

    app.add_typer(rules_cli.Commands(deliver, _say).app(), name="rules")


def _bug(error: Exception) -> int:
    if os.environ.get("AUDITOR_DEBUG"):
        import traceback  # noqa: PLC0415 - only for a bug

        _say("".join(traceback.format_exception(error)))
    _say(
        f"auditor: internal error ({type(error).__name__}: {error}); nothing was decided. "
        "Set AUDITOR_DEBUG=1 and run again to see where."
    )
    return BUG


def _silence_stdout() -> None:
    # Python flushes standard output once more at exit and would print a traceback there.
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.flush()
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
