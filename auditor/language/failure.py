"""Where a line stopped making sense, and what stands there: what every explanation begins with."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from auditor import records
from auditor.language.lines import Line
from auditor.language.problems import Problem, Wording
from auditor.source import Span

_WORD = re.compile(r"[0-9A-Za-z_々\u3400-\u4dbf\u4e00-\u9fff.]+|[<>=!]+|.", re.DOTALL)


@records.frozen
class Piece:
    """A token read before the line went wrong."""

    kind: str
    text: str
    start: int


@records.frozen
class Failure:
    """Where a line stopped making sense: the offset, the terminals that could follow, what was read."""

    line: Line
    file: str
    at: int
    expected: frozenset[str]
    read: Sequence[Piece]
    reads: Callable[[str], bool]
    """Whether another text would be a whole clause."""

    @property
    def word(self) -> str:
        """Return the word at the failure, empty at the end of the line."""
        found = _WORD.match(self.line.text, self.at)
        return found.group() if found else ""

    @property
    def last(self) -> Piece | None:
        """Return the last token read."""
        return self.read[-1] if self.read else None

    def problem(
        self,
        code: str,
        zh: str,
        en: str,
        *,
        remedy: tuple[str, str] | None = None,
        span: Span | None = None,
        **facts: object,
    ) -> Problem:
        """Return a problem at the failure, or at `span` (in offsets of the line)."""
        width = max(1, len(self.word))
        inside = span or Span(self.at, self.at + width)
        start = self.line.start + inside.start
        near_words = facts.get("near", ())
        expected = facts.get("expected", ())
        return Problem(
            code=code,
            message=Wording(zh, en),
            span=Span(start, start + inside.end - inside.start),
            file=self.file,
            remedy=Wording(*remedy) if remedy else None,
            near=tuple(near_words) if isinstance(near_words, tuple) else (),
            expected=tuple(expected) if isinstance(expected, tuple) else (),
        )
