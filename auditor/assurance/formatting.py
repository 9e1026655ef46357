"""Set a rule file in its usual layout and, on request, in the other language's keywords.

The file is set line by line: what stands on a line is parsed, printed and put back, so that comments,
blank lines and the order of the author stay. The result is read again and must mean the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from auditor import records
from auditor.assurance.walking import without_spans
from auditor.language import tree
from auditor.language.keywords import CLAUSES, HEADS, INNER, LEVELS, MESSAGE_LANGUAGES, STATEMENTS
from auditor.language.lines import Line, lines_of
from auditor.language.parser import read_line
from auditor.language.printer import unparse
from auditor.language.problems import Problem
from auditor.language.reading import parse_text
from auditor.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.findings import Severity

_NOWHERE = Span(0, 0)
_RULE = {"when": "when", "required": "required", "tolerance": "tolerance", "rounding": "rounding"}
_SCORING = "weight target actual criteria formula cap floor veto monotone".split()
_FREE = frozenset("source note known".split())
_MARKED = re.compile("(?:提示|message)[(（]([^)）]*)[)）]")
_CHOICE = re.compile("(?:单选|多选|多选必答|single|multiple|multiple_required)[ \t]*$")
_BLOCKS = frozenset("pack rule scoring catalogue".split())


class MeaningChangedError(Exception):
    """The formatted text would not mean the same: a bug of the formatter, so nothing is written."""


class UnreadableRulesError(Exception):
    """The rule file has problems; they are shown, and nothing is formatted."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Carry the problems."""
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


@records.frozen
class _Piece:
    """One line of the file: what stands on it, and the comment behind it; `indented` where blanks come before both."""

    line: Line | None
    comment: str
    indented: bool = False


def formatted(text: str, language: str | None = None, name: str = "") -> str:
    """Return `text` set anew, its keywords in `language` (None: in the one that most heads use)."""
    before, problems = parse_text(text, name)
    if problems:
        raise UnreadableRulesError(problems)
    chosen = language or language_of(text)
    rows: list[str] = []
    kind = ""
    for piece in _pieces(text):
        if piece.line is None:
            # A comment stands where its author put it: among the clauses of a block, or before the next one.
            row = f"  {piece.comment}" if kind and piece.comment and piece.indented else piece.comment
        else:
            if piece.line.head is not None and not piece.line.indented:
                kind = piece.line.head
                if kind in _BLOCKS and rows and rows[-1] and not rows[-1].startswith("#"):
                    rows.append("")
            row = _row(piece.line, text, kind, chosen)
            row += f"  {piece.comment}" if piece.comment else ""
        if row or (rows and rows[-1]):
            rows.append(row)
    result = "\n".join(rows).strip("\n") + "\n"
    after, problems = parse_text(result, name)
    if problems or without_spans(after) != without_spans(before):
        raise MeaningChangedError(name)
    return result


def language_of(text: str) -> str:
    """Return the language that most heads of `text` are written in."""
    heads = [line.word for line in lines_of(text) if line.head is not None and not line.indented]
    english = sum(word.isascii() for word in heads)
    return "en" if english * 2 > len(heads) else "zh"


def _pieces(text: str) -> Iterator[_Piece]:
    by_line: dict[int, Line] = {text.count("\n", 0, line.start): line for line in lines_of(text)}
    start = 0
    for number, raw in enumerate(text.removeprefix("\ufeff").split("\n")):
        line = by_line.get(number)
        if line is None:
            yield _Piece(None, raw.strip(), raw[:1].isspace())
        else:
            offset = start + (1 if text.startswith("\ufeff") else 0)
            yield _Piece(line, raw[line.end - offset :].strip())
        start += len(raw) + 1


def _row(line: Line, text: str, kind: str, language: str) -> str:
    typed = text[line.start : line.end]
    if line.head is not None and not line.indented:
        return f"{HEADS[line.head].say(language)} {typed[len(line.word) :].strip()}".rstrip()
    if line.clause is None or (kind == "catalogue" and line.clause is None):
        return "  " + " | ".join(cell.strip() for cell in re.split("[|｜]", typed))  # noqa: RUF001 - as it is typed
    if line.clause in _FREE:
        return f"  {CLAUSES[line.clause].say(language)} {typed[len(line.word) :].strip()}"
    if line.clause == "message" and (marked := _MARKED.match(typed)):
        return f"  {CLAUSES['message'].say(language)}({_marker(marked.group(1), language)}) {typed[marked.end() :].strip()}"
    found = read_line(line, text, "")
    assert not isinstance(found, Problem)  # noqa: S101 - what was established before
    row = _printed(found.kind, found.value, kind, language) or "  " + typed
    if line.clause == "shares" and not _CHOICE.search(typed):
        # 单选 goes without saying: a word that the author left out is not put in.
        row = row.removesuffix(f" {INNER['single'].say(language)}")
    return row


def _marker(word: str, language: str) -> str:
    code = MESSAGE_LANGUAGES.get(word, word)
    chinese = {value: key for key, value in MESSAGE_LANGUAGES.items()}
    return chinese.get(code, code) if language == "zh" else code


def _printed(kind: str, value: Any, block: str, language: str) -> str | None:  # noqa: ANN401 - any node, or pytest's own
    if kind in {"level", "gap"}:
        return f"  {CLAUSES[kind].say(language)} {_level(value, language)}"
    if kind == "example":
        node = _scoring(examples=(value,)) if value.score is not None else _rule(examples=(value,))
    elif kind == "message":
        node = _rule(messages=(value,))
    elif kind in STATEMENTS:
        node = _rule(statements=(value,))
    elif kind == "band":
        node = _scoring(bands=(value,))
    elif kind in _SCORING:
        node = _scoring(**{kind: value})
    elif block == "pack":
        pack = tree.Pack(name="x", title="x", span=_NOWHERE, **{kind: value})
        file = tree.File(
            name="", version="1", pack=pack, includes=(), synonyms=(), rules=(), scorings=(), catalogues=()
        )
        return unparse(file, language).split("\n")[3]
    else:
        node = _rule(**{_RULE[kind]: value})
    lines = unparse(node, language).split("\n")
    return lines[1] if len(lines) == 2 else None  # noqa: PLR2004 - the number says it


def _rule(**fields: Any) -> tree.Rule:  # noqa: ANN401 - any node, or pytest's own
    return tree.Rule(**{"id": "x", "title": "x", "statements": (), "span": _NOWHERE, **fields})


def _scoring(**fields: Any) -> tree.Scoring:  # noqa: ANN401 - any node, or pytest's own
    return tree.Scoring(**{"id": "x", "title": "x", "span": _NOWHERE, **fields})


def _level(level: Severity, language: str) -> str:
    wanted = [word for word, meaning in LEVELS.items() if meaning is level]
    return next(word for word in wanted if word.isascii() is (language != "zh"))
