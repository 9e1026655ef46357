"""The catalogue of rules, generated from the rules themselves: a table, Markdown or HTML."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import attrs

from auditor import records
from auditor.assurance.walking import rules_of
from auditor.language import tree
from auditor.language.indicators import catalogued
from auditor.language.keywords import LEVELS
from auditor.language.printer import unparse
from auditor.source import display_width, pad, printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.language.rulebook import Rulebook


@records.frozen(kw_only=True)
class Entry:
    """One rule as the catalogue shows it. `clauses` are its own lines, examples apart."""

    pack: str
    id: str
    title: str
    kind: str
    level: str
    source: str
    examples: int
    known: str
    clauses: tuple[str, ...]
    cases: tuple[str, ...]


def entries(book: Rulebook, language: str = "zh") -> Iterator[Entry]:
    """Give every rule, scoring rule and catalogued indicator of the sound files in the order in which they stand."""
    for file in book.sound:
        pack = file.pack.name if file.pack else file.name
        stated = (*rules_of(file), *catalogued(file, book.files))
        for rule in sorted(stated, key=lambda each: each.span.start):
            bare = attrs.evolve(rule, examples=(), known=None, source=None)
            lines = [line.strip() for line in unparse(bare, language).split("\n")[1:]]
            cases = unparse(rule, language).split("\n")[-len(rule.examples) :] if rule.examples else []
            yield Entry(
                pack=pack, id=rule.id, title=rule.title, kind=_kind(rule, language), level=_level(rule, language),
                source=rule.source or "", examples=len(rule.examples), known=rule.known or "", clauses=tuple(lines),
                cases=tuple(line.strip() for line in cases),
            )  # fmt: skip


def _kind(rule: tree.Rule | tree.Scoring, language: str) -> str:
    if isinstance(rule, tree.Scoring):
        return "评分" if language == "zh" else "score"
    return "规则" if language == "zh" else "rule"


def _level(rule: tree.Rule | tree.Scoring, language: str) -> str:
    words = [word for word, level in LEVELS.items() if level is rule.level]
    return next(word for word in words if word.isascii() is (language != "zh"))


_HEADS = {
    "zh": ("包", "编号", "名称", "类别", "级别", "例", "依据"),
    "en": ("pack", "id", "title", "kind", "level", "examples", "source"),
}


def _cells(entry: Entry) -> tuple[str, ...]:
    return entry.pack, entry.id, entry.title, entry.kind, entry.level, str(entry.examples), entry.source


def table(found: Sequence[Entry], language: str = "zh") -> str:
    """Return the catalogue as a table for the screen, columns by display width."""
    rows = [_HEADS[language], *map(_cells, found)]
    rows = [tuple(map(printable, row)) for row in rows]
    widths = [max(display_width(row[at]) for row in rows) for at in range(len(rows[0]))]
    lines = [
        "  ".join(pad(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]]) + "\n"


def markdown(found: Sequence[Entry], language: str = "zh", *, full: bool = False) -> str:
    """Return the catalogue as Markdown: one table, or with `full` every rule with its clauses."""
    if full:
        return "\n".join(line for entry in found for line in _section(entry, language))
    rows = [_HEADS[language], tuple("---" for _ in _HEADS[language]), *map(_cells, found)]
    return "\n".join("| " + " | ".join(map(_escaped, row)) + " |" for row in rows) + "\n"


def _section(entry: Entry, language: str) -> Iterator[str]:
    said = {"zh": ("依据", "本报告的缺陷", "例"), "en": ("Source", "Known defect", "Examples")}[language]
    yield f"## {_escaped(entry.id)} {_escaped(entry.title)}"
    yield ""
    yield f"`{entry.pack}` · {entry.kind} · {entry.level}"
    yield ""
    yield from ("```", *entry.clauses, "```", "")
    if entry.source:
        yield from (f"{said[0]}: {_escaped(entry.source)}", "")
    if entry.known:
        yield from (f"{said[1]}: {_escaped(entry.known)}", "")
    if entry.cases:
        yield from (f"{said[2]}:", "", "```", *entry.cases, "```", "")


def _escaped(text: str) -> str:
    return "".join(f"\\{char}" if char in "\\|*_<>`[]#" else char for char in printable(text))


def page(found: Sequence[Entry], language: str = "zh") -> str:
    """Return the catalogue as one HTML page with every rule and its clauses."""
    title = "规则目录" if language == "zh" else "Catalogue of rules"
    heads = "".join(f"<th>{html.escape(head)}</th>" for head in _HEADS[language])
    rows = "\n".join(
        "<tr>" + "".join(f"<td>{html.escape(printable(cell))}</td>" for cell in _cells(entry)) + "</tr>"
        for entry in found
    )
    sections = "\n".join(_article(entry) for entry in found)
    code = "zh-CN" if language == "zh" else "en"
    return (
        f'<!doctype html>\n<html lang="{code}">\n<meta charset="utf-8">\n<title>{title}</title>\n'
        "<style>body{font-family:sans-serif;max-width:70em;margin:auto}table{border-collapse:collapse}"
        "td,th{border:1px solid #ccc;padding:.2em .5em;text-align:left}pre{background:#f6f6f6;padding:.5em}</style>\n"
        f"<h1>{title}</h1>\n<table>\n<tr>{heads}</tr>\n{rows}\n</table>\n{sections}\n</html>\n"
    )


def _article(entry: Entry) -> str:
    lines = "\n".join(html.escape(printable(line)) for line in (*entry.clauses, *entry.cases))
    known = f"<p>{html.escape(printable(entry.known))}</p>" if entry.known else ""
    return (
        f"<h2>{html.escape(entry.id)} {html.escape(printable(entry.title))}</h2>\n"
        f"<p>{html.escape(printable(entry.source))}</p>{known}\n<pre>{lines}</pre>"
    )
