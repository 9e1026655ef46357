"""What is wrong with a rule file: a problem is a value, and its wording and layout are kept apart."""

from __future__ import annotations

from auditor import records
from auditor.findings import Severity
from auditor.source import LineIndex, Span, printable


@records.frozen
class Wording:
    """One sentence or phrase in both languages."""

    zh: str
    en: str

    def say(self, language: str) -> str:
        """Return the sentence in `language`; every language but zh is served in English."""
        return self.zh if language == "zh" else self.en


@records.frozen(kw_only=True)
class Elsewhere:
    """A second place that a problem speaks of: where a name was first given."""

    file: str
    line: int
    label: Wording


@records.frozen(kw_only=True)
class Problem:
    """One mistake in a rule file: a headline that stands alone, its place, and what to do about it.

    `expected` says what could stand there, `near` holds the words that look most like the one found,
    and `remedy` says what to write instead.
    """

    code: str
    message: Wording
    span: Span
    file: str
    severity: Severity = Severity.ERROR
    expected: tuple[Wording, ...] = ()
    near: tuple[str, ...] = ()
    remedy: Wording | None = None
    elsewhere: Elsewhere | None = None


class Mistake(Exception):  # noqa: N818 - a mistake of the rule's author, carried up to where its file is known
    """A problem found while a line is read; offsets count from the start of the line or the file."""

    def __init__(self, problem: Problem) -> None:
        """Carry `problem`."""
        super().__init__(problem.message.en)
        self.problem = problem


_SEVERITIES = {
    Severity.ERROR: Wording("必改", "error"),
    Severity.WARNING: Wording("应核实", "warning"),
    Severity.NOTE: Wording("提示", "note"),
}
_LONGEST = 300
_EXPECTED = Wording("此处可以是：", "here could stand: ")
_NEAR = Wording("是不是：", "did you mean: ")
_REMEDY = Wording("改法：", "hint: ")


def render(problem: Problem, text: str, language: str = "zh", *, index: LineIndex | None = None) -> str:
    """Show `problem` of the file `text`: place and headline, the line underlined, and the hints.

    The place is `file:line:column`, the column in code points, as editors count. Who shows many problems of one text passes its `index`, so that it is cut into lines once.
    """
    index = index or LineIndex(text)
    line, column = place(problem, index)
    head = f"{printable(problem.file)}:{line}:{column}: {_SEVERITIES[problem.severity].say(language)}"
    rows = [f"{head} {problem.code}: {_shown(problem.message.say(language))}"]
    if text:
        rows.append(index.excerpt(problem.span))
    stop = "；" if language == "zh" else "; "
    comma = "、" if language == "zh" else ", "
    hints = []
    if problem.expected:
        said = dict.fromkeys(wording.say(language) for wording in problem.expected)
        hints.append(_EXPECTED.say(language) + stop.join(said))
    if problem.near:
        hints.append(_NEAR.say(language) + comma.join(map(_shown, problem.near)))
    if problem.remedy:
        hints.append(_REMEDY.say(language) + _shown(problem.remedy.say(language)))
    if problem.elsewhere:
        other = problem.elsewhere
        hints.append(f"{other.label.say(language)} {printable(other.file)}:{other.line}")
    return "\n".join([*rows, *(f"      = {hint}" for hint in hints)])


def _shown(text: str) -> str:
    """Return `text` safe for a terminal, and not the whole of a word that has no end."""
    return printable(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")


def place(problem: Problem, index: LineIndex) -> tuple[int, int]:
    """Return the line and the column of `problem`, both counted from 1; columns count code points."""
    return index.position(min(problem.span.start, len(index.text)))
