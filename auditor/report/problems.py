"""What is wrong with a report file: every problem with its path, in two languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import records

if TYPE_CHECKING:
    from collections.abc import Sequence


@records.frozen
class ReportProblem:
    """One problem of a report file: where (`figures[3].mentions[0].text`, or line and column), what, and a remedy."""

    path: str
    zh: str
    en: str
    hint_zh: str = ""
    hint_en: str = ""

    def message(self, lang: str) -> str:
        """Return the problem as one line in `lang`, its path first."""
        text, hint = (self.zh, self.hint_zh) if lang == "zh" else (self.en, self.hint_en)
        joined = f"{text}（{hint}）" if lang == "zh" and hint else f"{text} ({hint})" if hint else text
        return f"{self.path}: {joined}" if self.path else joined


class ReportError(Exception):
    """The report cannot be read or is invalid; `problems` holds all that is wrong with it."""

    def __init__(self, name: str, problems: Sequence[ReportProblem]) -> None:
        """Keep the report's name and its problems."""
        super().__init__(f"{name}: {len(problems)} problem(s)")
        self.name = name
        self.problems = tuple(problems)
