"""`auditor rules …`: check, prove, test, format and list rule files.

As in `cli`, a command only describes its run and the caller carries it out. Exit status: 0 fine, 1 a
lint error, a refuted property or a failed example, 2 unreadable, 4 only undecided properties.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from auditor.rules_runs import Asked, Deliver, Runs, Say

Run = Callable[[], int]

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
        self._runs = Runs(deliver, say)

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
        return lambda: self._runs.lint(_asked(paths, output_format, lang), report, quiet=quiet)

    def prove(
        self,
        paths: Annotated[list[str] | None, PATHS] = None,
        output_format: Annotated[str, FORMAT] = "text",
        lang: Annotated[str, LANG] = "",
    ) -> Run:
        """Prove what scoring rules promise, or show where they break."""
        return lambda: self._runs.prove(_asked(paths, output_format, lang))

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
        return lambda: self._runs.test(_asked(paths, output_format, lang), mutate=mutate)

    def fmt(  # noqa: PLR0913, PLR0917 - the options of the command
        self,
        paths: Annotated[list[str] | None, PATHS] = None,
        check: Annotated[  # noqa: FBT002 - a switch of the command line
            bool, typer.Option("--check", help="Change nothing; 1 where a file is not in the usual layout.")
        ] = False,
        to: Annotated[str, typer.Option("--to", help="zh or en: translate the keywords.")] = "",
        output_format: Annotated[str, FORMAT] = "text",
        lang: Annotated[str, LANG] = "",
        stdout: Annotated[  # noqa: FBT002 - a switch of the command line
            bool, typer.Option("--stdout", help="Print the result instead of writing the files.")
        ] = False,
    ) -> Run:
        """Set rule files in their usual layout, or in the other language's keywords."""
        return lambda: self._runs.fmt(_asked(paths, output_format, lang), to, check=check, stdout=stdout)

    def list_(
        self,
        paths: Annotated[list[str] | None, PATHS] = None,
        output_format: Annotated[
            str, typer.Option("--format", help="table, markdown, html or json.")
        ] = "table",
        lang: Annotated[str, LANG] = "",
    ) -> Run:
        """List all rules."""
        return lambda: self._runs.show(_asked(paths, output_format, lang), full=False)

    def doc(
        self,
        paths: Annotated[list[str] | None, PATHS] = None,
        output_format: Annotated[
            str, typer.Option("--format", help="markdown, html, table or json.")
        ] = "markdown",
        lang: Annotated[str, LANG] = "",
    ) -> Run:
        """Show every rule with its clauses, source and examples."""
        return lambda: self._runs.show(_asked(paths, output_format, lang), full=True)

    def suggest(
        self,
        report: Annotated[
            str, typer.Option("--report", help="The report whose figures the examples are made of.")
        ],
        paths: Annotated[list[str] | None, PATHS] = None,
        output_format: Annotated[str, FORMAT] = "text",
        lang: Annotated[str, LANG] = "",
    ) -> Run:
        """Suggest examples for rules that were not yet seen to hold and to break; a person reviews them."""
        return lambda: self._runs.suggest(_asked(paths, output_format, lang), report)


def _asked(paths: list[str] | None, output_format: str, lang: str) -> Asked:
    return Asked(tuple(paths or ()), output_format, lang)
