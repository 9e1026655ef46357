"""The commands and their options. A command only describes its run; `entry` carries it out.

So no exception passes through the argument parser, which turns a closed pipe and Ctrl-C into exit
status 1: a verdict.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Annotated

import typer

from auditor import version
from auditor.cli import runs
from auditor.cli.status import UsageError

Run = Callable[[], int]

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    help="Audit the figures of a report: what contradicts what, by how much, and whether rounding explains it.",
)


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
        list[str],
        typer.Argument(
            metavar="FILE...",
            help="report.json, or a draft: .txt, .docx, .pdf or .xlsx; - reads standard input.",
        ),
    ],
    rules: Annotated[
        list[str] | None,
        typer.Option(
            "--rules",
            help="Only this pack, rule file or folder; repeat for more. `auto` adds the default set.",
        ),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", help="Only these rules, by id; repeat or separate by commas."),
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", help="Leave these rules out, by id.")
    ] = None,
    output_format: Annotated[
        str, typer.Option("--format", help="text or table for people, json for programs.")
    ] = "text",
    lang: Annotated[str, typer.Option("--lang", help="zh or en.")] = "",
    output: Annotated[
        str | None, typer.Option("--output", "-o", help="Write the result to this file, whole or not at all.")
    ] = None,
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on", help="The gate, from which findings give status 1: error, warning, note or never."
        ),
    ] = "error",
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help="Give 0 where the status would be 1.")
    ] = False,
    allow_incomplete: Annotated[
        bool, typer.Option("--allow-incomplete", help="Give 0 where the status would be 4.")
    ] = False,
) -> Run:
    """Check reports and say what contradicts what.

    Exit status: 0 nothing open at the gate; 1 findings; 2 wrong call or rule file; 3 a report cannot be read;
    4 incomplete; 70 a bug; 73 the result cannot be written.
    """
    return lambda: runs.check(
        runs.Request(
            files=tuple(names),
            rules=tuple(rules or ()),
            only=_listed(only),
            ignore=_listed(ignore),
            output_format=output_format,
            language=_language(lang),
            output=output,
            gate=runs.Gate(fail_on, exit_zero=exit_zero, allow_incomplete=allow_incomplete),
        )
    )


@app.command()
def extract(
    draft: Annotated[
        str,
        typer.Argument(metavar="DRAFT", help="A draft: .txt, .docx, .pdf or .xlsx; - reads standard input."),
    ],
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", help="Write report.json to this file, whole or not at all."),
    ] = None,
    listed: Annotated[
        str,
        typer.Option(
            "--list",
            help="Also list the numbers of a kind with their places: unread, figure, code, date, reference, serial, furniture or text.",
        ),
    ] = "",
    lang: Annotated[str, typer.Option("--lang", help="zh or en.")] = "",
) -> Run:
    """Read a draft and write its figures as report.json; say what was read and what was not."""
    return lambda: runs.extract(draft, output, listed, _language(lang))


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
    return lambda: runs.explain(name, report, tuple(rules or ()), _language(lang))


def _listed(values: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(
        name.strip() for value in values or () for name in value.replace("，", ",").split(",") if name.strip()
    )


def _language(lang: str) -> str:
    if lang and lang not in {"zh", "en"}:
        message = f"--lang: {lang!r} is not zh or en"
        raise UsageError(message)
    if lang:
        return lang
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "zh"
    return "en" if locale.startswith("en") else "zh"
