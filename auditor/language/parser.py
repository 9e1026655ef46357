"""Read one line with the grammar of grammar/rules.lark. The only module that knows lark.

lark is imported when the first line is read: what comes from the kept form never pays for it.
"""

from __future__ import annotations

import functools
import re
import threading
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from auditor import patterns, resources
from auditor.language.clauses import Clause, Clauses
from auditor.language.diagnosis import diagnose
from auditor.language.failure import Failure, Piece
from auditor.language.lines import Line
from auditor.language.problems import Mistake, Problem
from auditor.language.rephrasings import rephrased

if TYPE_CHECKING:
    from lark import Lark

_VAGUE = frozenset(
    "unexpected incomplete no-comparison missing-newline missing-blank unknown-character look-alike-character grade-order grade-mark stray-word sum-in-words for-each stray-comma".split()
)
"""What is said where nothing else is known: other words for the same say more."""


def read_line(line: Line, typed: str, file: str) -> Clause | Problem:
    """Return what `line` of the file text `typed` says, or what is wrong with it."""
    parser, builder = _parser()
    start = "clause" if line.head is None else "head"
    builder.at(typed, line.start, line.end, file)
    from lark import UnexpectedInput  # noqa: PLC0415 - lark is loaded on first use only

    try:
        clause: object = parser.parse(line.text, start=start)
    except UnexpectedInput:
        failure = _failure(parser, line, file, start)
        problem = diagnose(failure)
        other = (
            rephrased(line, file, failure.at, typed, how_far)
            if problem.code in _VAGUE or failure.word == "is"
            else None
        )
        return other or problem
    except Mistake as mistake:
        return mistake.problem
    assert isinstance(clause, Clause)  # noqa: S101 - both start rules build one
    return clause


def reads(text: str) -> bool:
    """Whether `text` is a whole clause; what is wrong with it otherwise is not looked for."""
    parser, builder = _parser()
    builder.at(text, 0, len(text), "")
    from lark import UnexpectedInput  # noqa: PLC0415 - lark is loaded on first use only

    try:
        parser.parse(text, start="clause")
    except (UnexpectedInput, Mistake):
        return False
    return True


def how_far(text: str) -> int:
    """Return how far `text` reads as a clause: behind its end where it is whole."""
    if reads(text):
        return len(text) + 1
    word = text.partition(" ")[0]
    try:
        return _failure(_parser()[0], Line(text, 0, indented=True, word=word), "", "clause").at
    except Mistake:  # it reads, and what it says is a mistake of another kind
        return len(text) + 1


def _parser() -> tuple[Lark, Clauses]:
    """Return the parser of this thread; its builder knows the line being read, so it is not shared."""
    made: tuple[Lark, Clauses] | None = getattr(_LOCAL, "parser", None)
    if made is None:
        with _MAKING:
            made = _LOCAL.parser = _make_parser()
    return made


_LOCAL = threading.local()
_MAKING = threading.Lock()
"""Making one reads literals with `ast`, which miscounts its depth in two threads at once (CPython 3.11, gh-106905)."""


_compiled = functools.cache(patterns.unkept)
_ENGINE = SimpleNamespace(
    error=re.error,
    compile=_compiled,
    match=lambda pattern, text, flags=0: _compiled(pattern, flags).match(text),
)
"""What a lexer of lark asks of `re`."""


def _make_parser() -> tuple[Lark, Clauses]:
    from lark import Lark  # noqa: PLC0415 - lark is loaded on first use only
    from lark.lexer import ContextualLexer  # noqa: PLC0415 - the same

    class OurLexer(ContextualLexer):
        """lark's, but for two things that take it long for Chinese letters.

        It compares all terminals where interegular is installed, for minutes; the test suite does that once, on
        a grammar with few letters. And it compiles the terminals of each state into a pattern of its own, and so
        the same sets of letters a thousand times.
        """

        def __init__(self, conf: Any, states: Any, always_accept: Any = ()) -> None:  # noqa: ANN401 - lark's own
            conf.skip_validation = True
            conf.re_module = _ENGINE
            super().__init__(conf, states, always_accept)

    builder = Clauses()
    grammar = resources.grammar_path().read_text(encoding="utf-8")
    lark = Lark(
        grammar,
        parser="lalr",
        lexer="contextual",
        start=["head", "clause"],
        transformer=builder,
        propagate_positions=False,
        _plugins={"ContextualLexer": OurLexer},
    )
    return lark, builder


def _failure(parser: Lark, line: Line, file: str, start: str) -> Failure:
    """Read `line` again, token by token, up to where it goes wrong."""
    from lark import UnexpectedCharacters, UnexpectedInput, UnexpectedToken  # noqa: PLC0415 - as above

    state = parser.parse_interactive(line.text, start=start)
    read: list[Piece] = []
    at = len(line.text)
    try:
        for token in state.iter_parse():
            read.append(  # noqa: PERF401 - what was read before an error counts
                Piece(token.type, str(token), token.start_pos or 0)
            )
        state.feed_eof()  # type: ignore[no-untyped-call]  # lark's
    except UnexpectedCharacters as error:
        at = error.column - 1  # a line is one line, so columns are offsets
    except UnexpectedToken as error:
        if error.token.type != "$END":
            at = error.token.start_pos or 0
    except UnexpectedInput:
        pass
    read = [piece for piece in read if piece.start < at]  # the last one may be the one that was refused
    expected: frozenset[str] = frozenset(state.accepts())  # type: ignore[no-untyped-call]  # lark's
    return Failure(line, file, at, expected, read, reads)
