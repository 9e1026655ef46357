"""Carry out what the commands describe: check, extract, explain."""

from __future__ import annotations

import atexit
import gc
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from auditor import patterns, records
from auditor.cli.status import (
    BUG,
    CLEAN,
    FINDINGS,
    INCOMPLETE,
    UNREADABLE,
    USAGE,
    WORST_FIRST,
    UsageError,
    debugged,
)
from auditor.cli.streams import content, deliver, os_words, say, spare
from auditor.kept_results import Kept, Result, digest_of

if TYPE_CHECKING:
    from auditor.findings import Audit, Broken
    from auditor.language.rulebook import Rulebook
    from auditor.renderings import Audited, Failure
    from auditor.report.problems import ReportError


class Gate:
    """Turns an audit into an exit status; `call` names its options."""

    def __init__(self, fail_on: str, *, exit_zero: bool, allow_incomplete: bool) -> None:
        self.call = (fail_on, exit_zero, allow_incomplete)
        ranks = {"error": 3, "warning": 2, "note": 1, "never": 9}
        if fail_on not in ranks:
            message = f"--fail-on: {fail_on!r} is not one of error, warning, note, never"
            raise UsageError(message)
        self._rank = ranks[fail_on]
        self._exit_zero = exit_zero
        self._allow_incomplete = allow_incomplete

    def status(self, audit: Audit) -> int:
        """Return 70 where a detector failed, 1 for an open finding at the gate, else 4 where it is incomplete, else 0."""
        if audit.broken:
            return BUG
        if any(finding.severity.rank >= self._rank for finding in audit.open):
            return CLEAN if self._exit_zero else FINDINGS
        if not audit.complete:
            return CLEAN if self._allow_incomplete else INCOMPLETE
        return CLEAN


@records.frozen(kw_only=True)
class Request:
    """What one `auditor check` was asked to do."""

    files: tuple[str, ...]
    rules: tuple[str, ...]
    only: tuple[str, ...]
    ignore: tuple[str, ...]
    output_format: str
    language: str
    output: str | None
    gate: Gate


LIVING_OBJECTS = 1_000_000
"""A check makes few cycles and ends soon: so many objects are made before anyone looks for rubbish."""


def check(request: Request) -> int:
    """Check the reports and deliver the result. Raises UsageError, CannotWriteError."""
    gc.set_threshold(LIVING_OBJECTS)
    atexit.register(gc.freeze)  # what ends with the process is not looked through for rubbish first
    output = request.output
    if request.files.count("-") > 1:
        message = "- stands for standard input, which can be read only once"
        raise UsageError(message)
    if output is not None:
        spare(output, (*request.files, *request.rules))
    place = _place(request)
    known = place.find() if place is not None else None
    result = known or _checked(request, place)
    deliver(result, output)
    return result.status


def _place(request: Request) -> Kept | None:
    """Return where the result of this very call may be kept; None for what comes from a pipe."""
    if "-" in request.files:
        return None
    from auditor import resources  # noqa: PLC0415 - loaded when a command runs

    folders = (Path(__file__).parents[1], resources.rules_root(), resources.grammar_path().parent)
    # A `.figures` file beside a pack of the user's own says where its figures stand in a draft.
    named = [Path(name) for name in request.rules if Path(name).name]
    inside = tuple(path for folder in named if folder.is_dir() for path in sorted(folder.rglob("*.rules")))
    beside = [path.with_suffix(".figures") for path in (*named, *inside)]
    figures = tuple(digest_of(path) for path in beside if path.is_file())
    call = (Path.cwd(), inside, figures, *attrs.astuple(request, recurse=False)[:-2], request.gate.call)
    return Kept(call, folders)


def _checked(request: Request, place: Kept | None) -> Result:
    from auditor import api  # noqa: PLC0415 - loaded when a command runs
    from auditor.language.paths import NoRulesError  # noqa: PLC0415 - the same
    from auditor.language.rulebook import RulebookError  # noqa: PLC0415 - the same
    from auditor.nearness import near  # noqa: PLC0415 - the same
    from auditor.renderings import Failure, names, rendering  # noqa: PLC0415 - the same

    if request.output_format not in names():
        message = f"--format: {request.output_format!r} is not one of {', '.join(names())}"
        raise UsageError(message)
    try:
        book = api.load_rules(request.rules, partly=True)
        named = {*request.only, *request.ignore}
        unknown = sorted(named - api.rule_ids(book, detectors=bool(named)))
        if unknown:
            close = [word for name in unknown for word in near(name, api.rule_ids(book, detectors=True))]
            message = f"no rule is called {', '.join(unknown)}" + (
                f"; near: {', '.join(close)}" if close else ""
            )
            raise UsageError(message)
        judged = [_one(name, book, request) for name in request.files]
    except NoRulesError as error:
        raise UsageError(_no_rules(error, request.language)) from error
    except RulebookError as error:
        raise UsageError(error.render(request.language)) from error
    chosen = rendering(request.output_format)
    if request.output is not None:
        spare(request.output, tuple(book.digests))
    # What is wrong with a report was said on standard error; programs get it as an object as well.
    told = [audited for audited, _ in judged if chosen.MACHINE or not isinstance(audited, Failure)]
    text = chosen.render(told, request.language) if told else ""
    status = min((each for _, each in judged), key=WORST_FIRST.index)
    if book.problems:
        # The rest of the folder was used; a rule file that cannot be used is status 2 all the same.
        say(RulebookError(book.problems, book.texts).render(request.language))
        status = min(status, USAGE, key=WORST_FIRST.index)
    result = Result(text, status, chosen.MACHINE)
    if place is not None and status in {CLEAN, FINDINGS, INCOMPLETE}:
        reports = {name: digest_of(Path(name)) for name in request.files}
        place.store(result, {**book.digests, **reports})
    patterns.keep()
    return result


def _one(name: str, book: Rulebook, request: Request) -> tuple[Audited, int]:
    from auditor import api  # noqa: PLC0415 - loaded when a command runs
    from auditor.language.paths import AUTO  # noqa: PLC0415 - the same
    from auditor.language.rulebook import RulebookError  # noqa: PLC0415 - the same
    from auditor.renderings import Failure, _screen  # noqa: PLC0415 - the same
    from auditor.report.problems import ReportError  # noqa: PLC0415 - the same

    shown, language = _called(name), request.language
    try:
        audit = api.check(
            api.read_bytes(content(name), shown),
            book,
            only=request.only,
            ignore=request.ignore,
            detectors=not request.rules or AUTO in request.rules,
            partly=not debugged(),
            language=language,
        )
    except (ReportError, OSError) as error:
        failure = _failure(name, error, language)
    except RulebookError as error:
        # The rules do not fit this report; the other reports are checked all the same.
        say(error.render(language))
        problem = (
            "规则与本报告的单位不合" if language == "zh" else "the rules do not fit the units of this report"
        )
        return Failure(name=shown, exit=USAGE, problems=(problem,)), USAGE
    else:
        for each in audit.broken:
            say(_broken(each, language))
        return audit, request.gate.status(audit)
    say("\n".join(_screen.failure_lines(failure, language)))
    return failure, failure.exit


def _broken(failed: Broken, language: str) -> str:
    if language == "zh":
        return (
            f"auditor: 检查 {failed.rule} 自身出错（{failed.error}，{failed.place}），其余检查的结论仍然有效"
        )
    return f"auditor: the check {failed.rule} failed ({failed.error}, {failed.place}); what the others found stands"


def _failure(name: str, error: ReportError | OSError, language: str) -> Failure:
    """Return why a report or draft cannot be read, in words."""
    from auditor.renderings import Failure  # noqa: PLC0415 - loaded when a command runs

    if isinstance(error, OSError):
        problems: tuple[str, ...] = (os_words(error, language),)
    else:
        problems = tuple(problem.message(language) for problem in error.problems)
    return Failure(name=_called(name), exit=UNREADABLE, problems=problems)


def _called(name: str) -> str:
    return "standard input" if name == "-" else Path(name).name


def _no_rules(error: Exception, language: str) -> str:
    return (
        f"auditor: {error} 里没有 .rules 文件" if language == "zh" else f"auditor: no .rules file in {error}"
    )


def explain(name: str, report: str | None, rules: tuple[str, ...], language: str) -> int:
    """Explain a finding of `report`, or without one a rule. Raises UsageError, CannotWriteError."""
    from auditor import api  # noqa: PLC0415 - loaded when a command runs
    from auditor.language.paths import NoRulesError  # noqa: PLC0415 - the same
    from auditor.language.rulebook import RulebookError  # noqa: PLC0415 - the same
    from auditor.renderings import _screen  # noqa: PLC0415 - the same
    from auditor.report.problems import ReportError  # noqa: PLC0415 - the same

    try:
        book = api.load_rules(rules)
        if report is None:
            lines = api.rule_text(book, name, language)
        else:
            read = api.read_bytes(content(report), _called(report))
            lines = api.explain(read, name, book if rules else None, language)
    except NoRulesError as error:
        raise UsageError(_no_rules(error, language)) from error
    except RulebookError as error:
        raise UsageError(error.render(language)) from error
    except LookupError as error:
        what = "a rule" if report is None else "a finding of this report"
        message = f"auditor: {name} is not {what}"
        raise UsageError(message) from error
    except (ReportError, OSError) as error:
        say("\n".join(_screen.failure_lines(_failure(str(report), error, language), language)))
        return UNREADABLE
    deliver(Result("\n".join(lines) + "\n", CLEAN, machine=False), None)
    return CLEAN


def extract(draft: str, output: str | None, kind: str, language: str) -> int:
    """Read a draft, say what was read, and deliver its figures. Raises UsageError, CannotWriteError."""
    from auditor import api  # noqa: PLC0415 - loaded when a command runs
    from auditor.renderings import _screen  # noqa: PLC0415 - the same
    from auditor.report.problems import ReportError  # noqa: PLC0415 - the same
    from auditor.report.writing import written  # noqa: PLC0415 - the same

    if output is not None:
        spare(output, (draft,))
    try:
        report = api.read_bytes(content(draft), _called(draft))
    except (ReportError, OSError) as error:
        failure = _failure(draft, error, language)
    else:
        try:
            listed = list(api.numbers_of(report, kind)) if kind else []
        except ValueError as error:
            kinds = "figure, code, date, reference, serial, furniture, text, unread"
            message = f"--list: {kind!r} is not one of {kinds}"
            raise UsageError(message) from error
        found = api.reading(report)
        lines = _screen.reading_lines(found, language) if found is not None else []
        lines.extend(_screen.unread_line(each, language) for each in listed)
        if lines:
            say("\n".join(lines))
        deliver(Result(written(api.bound(report, api.load_rules()), report), CLEAN, machine=True), output)
        return CLEAN
    say("\n".join(_screen.failure_lines(failure, language)))
    return UNREADABLE
