"""`auditor rules …`: check, prove, test, format and list rule files.

As in `cli`, a command only describes its run and the caller carries it out. Exit status: 0 fine, 1 a
lint error, a refuted property or a failed example, 2 unreadable, 4 only undecided properties.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from auditor.files import write_whole

if TYPE_CHECKING:
    from auditor.language.rulebook import Rulebook

FINE, FOUND, UNREADABLE, UNDECIDED, CANNOT_WRITE = 0, 1, 2, 4, 73

Run = Callable[[], int]
Say = Callable[[str], None]
Deliver = Callable[[str, bool], None]

PATHS = typer.Argument(
    metavar="[PATH]...",
    help="Rule files, folders of them, or names of shipped packs; all shipped packs without any.",
)
LANG = typer.Option("--lang", help="zh or en.")
FORMAT = typer.Option("--format", help="text or json.")


class Commands:
    """The commands, and where their words go: the result by `deliver`, everything else by `say`."""

    def __init__(self, deliver: Deliver, say: Say) -> None:
        """Speak through the given streams."""
        self._deliver = deliver
        self._say = say

    def app(self) -> typer.Typer:
        """Return the commands as an application to be added to another."""
        app = typer.Typer(
            no_args_is_help=True,
            rich_markup_mode=None,
            help="Check rule files themselves: lint, prove, test, format, list.",
        )
        for command in (self.lint, self.prove, self.test, self.fmt, self.list_, self.doc, self.suggest):
            app.command(name=command.__name__.rstrip("_"))(command)
        return app

    # Commands --------------------------------------------------------------------------------

    def lint(
        self,
        paths: Annotated[list[str] | None, PATHS] = None,
        output_format: Annotated[str, FORMAT] = "text",
        lang: Annotated[str, LANG] = "",
        report: Annotated[
            str | None, typer.Option("--report", help="A report to look the names up in.")
        ] = None,
        quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Leave notes out.")] = False,  # noqa: FBT002 - a switch of the command line
    ) -> Run:
        """Look for defects of rules that no report is needed to see."""
        return lambda: self._run(
            lambda book, language: self._lint(book, language, output_format, report, quiet=quiet),
            paths,
            lang,
            output_format,
            problems_as_json=True,
        )

    def prove(
        self,
        paths: Annotated[list[str] | None, PATHS] = None,
        output_format: Annotated[str, FORMAT] = "text",
        lang: Annotated[str, LANG] = "",
    ) -> Run:
        """Prove what scoring rules promise, or show where they break."""
        return lambda: self._run(
            lambda book, language: self._prove(book, language, output_format), paths, lang, output_format
        )

    def test(
        self,
        paths: Annotated[list[str] | None, PATHS] = None,
        output_format: Annotated[str, FORMAT] = "text",
        lang: Annotated[str, LANG] = "",
        mutate: Annotated[  # noqa: FBT002 - a switch of the command line
            bool,
            typer.Option(
                "--mutate/--no-mutate", help="Change rules and figures and see whether the examples notice."
            ),
        ] = False,
    ) -> Run:
        """Run the examples of all rules."""
        return lambda: self._run(
            lambda book, language: self._test(book, language, output_format, mutate=mutate),
            paths,
            lang,
            output_format,
        )

    def fmt(
        self,
        paths: Annotated[list[str] | None, PATHS] = None,
        check: Annotated[  # noqa: FBT002 - a switch of the command line
            bool, typer.Option("--check", help="Change nothing; 1 where a file is not in the usual layout.")
        ] = False,
        to: Annotated[str, typer.Option("--to", help="zh or en: translate the keywords.")] = "",
        lang: Annotated[str, LANG] = "",
        stdout: Annotated[  # noqa: FBT002 - a switch of the command line
            bool, typer.Option("--stdout", help="Print the result instead of writing the files.")
        ] = False,
    ) -> Run:
        """Set rule files in their usual layout, or in the other language's keywords."""
        return lambda: self._fmt(paths or [], _language(lang), to, check=check, stdout=stdout)

    def list_(
        self,
        paths: Annotated[list[str] | None, PATHS] = None,
        output_format: Annotated[
            str, typer.Option("--format", help="table, markdown, html or json.")
        ] = "table",
        lang: Annotated[str, LANG] = "",
    ) -> Run:
        """List all rules."""
        return lambda: self._run(
            lambda book, language: self._list(book, language, output_format, full=False),
            paths,
            lang,
            output_format,
            _LISTS,
        )

    def doc(
        self,
        paths: Annotated[list[str] | None, PATHS] = None,
        output_format: Annotated[
            str, typer.Option("--format", help="markdown, html, table or json.")
        ] = "markdown",
        lang: Annotated[str, LANG] = "",
    ) -> Run:
        """Show every rule with its clauses, source and examples."""
        return lambda: self._run(
            lambda book, language: self._list(book, language, output_format, full=True),
            paths,
            lang,
            output_format,
            _LISTS,
        )

    def suggest(
        self,
        report: Annotated[
            str, typer.Option("--report", help="The report whose figures the examples are made of.")
        ],
        paths: Annotated[list[str] | None, PATHS] = None,
        lang: Annotated[str, LANG] = "",
    ) -> Run:
        """Suggest examples for rules that were not yet seen to hold and to break; a person reviews them."""
        return lambda: self._run(
            lambda book, language: self._suggest(book, language, report), paths, lang, "text"
        )

    # Runs ------------------------------------------------------------------------------------

    def _run(  # noqa: PLR0913 - what each command needs
        self,
        work: Callable[[Rulebook, str], int],
        paths: Sequence[str] | None,
        lang: str,
        output_format: str,
        formats: Sequence[str] = ("text", "json"),
        *,
        problems_as_json: bool = False,
    ) -> int:
        from auditor.assurance.paths import NoRulesError, rule_files  # noqa: PLC0415 - loaded when needed
        from auditor.language.rulebook import Rulebook, RulebookError  # noqa: PLC0415 - loaded when needed

        language = _language(lang)
        if output_format not in formats:
            self._say(f"auditor: --format: {output_format!r} is not one of {', '.join(formats)}")
            return UNREADABLE
        try:
            book = Rulebook.load(rule_files(list(paths or [])))
        except NoRulesError as error:
            self._say(f"auditor: no .rules file in {error}")
            return UNREADABLE
        except RulebookError as error:
            self._say(error.render(language))
            if problems_as_json and output_format == "json":
                from auditor.assurance.showing import problems_value  # noqa: PLC0415 - loaded when needed

                self._json(problems_value(error.texts, error.problems, language))
            return UNREADABLE
        try:
            return work(book, language)
        except _NoReportError as error:
            self._say(f"auditor: {error}")
            return UNREADABLE

    def _people(self, text: str) -> None:
        self._deliver(text, False)  # noqa: FBT003 - in the terminal's own encoding

    def _machine(self, text: str) -> None:
        self._deliver(text, True)  # noqa: FBT003 - UTF-8 whatever the terminal

    def _json(self, value: Any) -> None:  # noqa: ANN401 - any node, or pytest's own
        self._machine(json.dumps(value, ensure_ascii=False, indent=1) + "\n")

    def _lint(
        self, book: Rulebook, language: str, output_format: str, report: str | None, *, quiet: bool
    ) -> int:
        from auditor.assurance.lint import lint  # noqa: PLC0415 - loaded when needed
        from auditor.assurance.showing import Shower  # noqa: PLC0415 - loaded when needed
        from auditor.findings import Severity  # noqa: PLC0415 - loaded when needed

        found = lint(book, None if report is None else _read(report))
        errors = sum(each.severity is Severity.ERROR for each in found)
        shower = Shower(book.texts, language)
        shown = [each for each in found if not quiet or each.severity is not Severity.NOTE]
        if output_format == "json":
            self._json([shower.value(each) for each in shown])
        else:
            counts = {level: sum(each.severity is level for each in found) for level in Severity}
            words = ("必改", "应核实", "提示") if language == "zh" else ("errors", "warnings", "notes")
            tail = ", ".join(f"{word} {counts[level]}" for word, level in zip(words, Severity, strict=True))
            self._people("\n\n".join([*map(shower.text, shown), tail]) + "\n")
        return FOUND if errors else FINE

    def _prove(self, book: Rulebook, language: str, output_format: str) -> int:
        from auditor.assurance.proof import prove  # noqa: PLC0415 - loaded when needed
        from auditor.assurance.showing import Shower, proof_remarks, proof_summary, proof_value  # noqa: PLC0415 - loaded when needed

        proofs = list(prove(book))
        if output_format == "json":
            self._json([proof_value(proof, language) for proof in proofs])
        else:
            shower = Shower(book.texts, language)
            shown = [shower.text(each) for each in proof_remarks(proofs)]
            self._people("\n\n".join([*shown, proof_summary(proofs, language)]) + "\n")
        # A cliff is a note: all or nothing is often meant.
        judged = [proof for proof in proofs if proof.property != "cliff"]
        if any(proof.result == "refuted" and not proof.known for proof in judged):
            return FOUND
        return UNDECIDED if any(proof.result == "undecided" for proof in judged) else FINE

    def _test(self, book: Rulebook, language: str, output_format: str, *, mutate: bool) -> int:
        from auditor.assurance import showing  # noqa: PLC0415 - loaded when needed
        from auditor.assurance.examples import run  # noqa: PLC0415 - loaded when needed
        from auditor.assurance.lints.examples import check as remarks_of  # noqa: PLC0415 - loaded when needed
        from auditor.assurance.mutants import score_of  # noqa: PLC0415 - loaded when needed
        from auditor.assurance.remarks import Subject  # noqa: PLC0415 - loaded when needed

        found = list(run(book))
        synonyms = [synonym.names for synonym in book.synonyms]
        scores = (
            [score_of(each.file, each.rule, synonyms) for each in found if each.rule.examples]
            if mutate
            else []
        )
        failed = any(each.failures for each in found)
        if output_format == "json":
            by_rule = {(score.file, score.rule.id): score for score in scores}
            self._json(
                [
                    showing.examples_value(each, by_rule.get((each.file, each.rule.id)), language)
                    for each in found
                ]
            )
        else:
            shower = showing.Shower(book.texts, language)
            shown = [shower.text(each) for each in remarks_of(Subject(book=book))]
            rows = showing.survivors(scores, language)
            parts = [
                *shown,
                *(["\n".join(rows)] if rows else []),
                showing.examples_summary(found, scores, language),
            ]
            self._people("\n\n".join(parts) + "\n")
        return FOUND if failed else FINE

    def _suggest(self, book: Rulebook, language: str, report: str) -> int:
        import attrs  # noqa: PLC0415 - loaded when needed

        from auditor.assurance.examples import run  # noqa: PLC0415 - loaded when needed
        from auditor.assurance.suggesting import suggested, suggested_scores  # noqa: PLC0415 - loaded when needed
        from auditor.language import tree, unparse  # noqa: PLC0415 - loaded when needed

        known = _read(report)
        synonyms = [synonym.names for synonym in book.synonyms]
        rows: list[str] = []
        for each in run(book):
            rule = each.rule
            if each.fired and each.held:
                continue
            if isinstance(rule, tree.Rule):
                examples = suggested(rule, known, synonyms)
            else:
                examples = suggested_scores(rule, synonyms)
            lines = unparse(attrs.evolve(rule, examples=tuple(examples)), language).split("\n")
            rows += [lines[0], *lines[len(lines) - len(examples) :]] if examples else []
        self._people("\n".join(rows) + "\n" if rows else "")
        return FINE

    def _list(self, book: Rulebook, language: str, output_format: str, *, full: bool) -> int:
        import attrs  # noqa: PLC0415 - loaded when needed

        from auditor.assurance import catalogue  # noqa: PLC0415 - loaded when needed

        found = list(catalogue.entries(book, language))
        match output_format:
            case "json":
                self._json([attrs.asdict(entry) for entry in found])
            case "markdown":
                self._machine(catalogue.markdown(found, language, full=full))
            case "html":
                self._machine(catalogue.page(found, language))
            case _:
                self._people(catalogue.table(found, language))
        return FINE

    def _fmt(self, paths: Sequence[str], language: str, to: str, *, check: bool, stdout: bool) -> int:
        from auditor.assurance.formatting import UnreadableRulesError, formatted  # noqa: PLC0415 - loaded when needed
        from auditor.assurance.paths import NoRulesError, rule_files  # noqa: PLC0415 - loaded when needed
        from auditor.language.problems import render  # noqa: PLC0415 - loaded when needed

        if to not in {"", "zh", "en"}:
            self._say(f"auditor: --to: {to!r} is not zh or en")
            return UNREADABLE
        if not paths:
            self._say("auditor: name the files to format")
            return UNREADABLE
        status = FINE
        try:
            files = rule_files(paths)
        except NoRulesError as error:
            self._say(f"auditor: no .rules file in {error}")
            return UNREADABLE
        for path in files:
            try:
                text = path.read_text(encoding="utf-8-sig")
                new = formatted(text, to or None, str(path))
            except UnreadableRulesError as error:
                self._say("\n\n".join(render(problem, text, language) for problem in error.problems))
                status = UNREADABLE
                continue
            except (OSError, UnicodeDecodeError) as error:
                self._say(f"auditor: {path}: {getattr(error, 'strerror', None) or 'not UTF-8'}")
                status = UNREADABLE
                continue
            if stdout:
                self._machine(new)
            elif new != text:
                if check:
                    self._say(
                        f"{path}: {'不是规定的格式' if language == 'zh' else 'not in the usual layout'}"
                    )
                    status = status or FOUND
                else:
                    try:
                        write_whole(path, new.encode())
                    except OSError as error:
                        self._say(f"auditor: cannot write {path}: {error.strerror or error}")
                        return CANNOT_WRITE
        return status


_LISTS = ("table", "markdown", "html", "json")


def _language(lang: str) -> str:
    if lang in {"zh", "en"}:
        return lang
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "zh"
    return "en" if locale.startswith("en") else "zh"


class _NoReportError(Exception):
    """The report that was named cannot be read."""


def _read(name: str) -> Any:  # noqa: ANN401 - any node, or pytest's own
    from auditor.readers import read  # noqa: PLC0415 - loaded when needed
    from auditor.report.problems import ReportError  # noqa: PLC0415 - loaded when needed

    path = Path(name)
    try:
        return read(path.read_bytes(), path.name)
    except OSError as error:
        raise _NoReportError(f"{name}: {error.strerror or error}") from error
    except ReportError as error:
        raise _NoReportError(
            "; ".join([name, *(problem.message("en") for problem in error.problems)])
        ) from error
