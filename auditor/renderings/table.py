"""The result as a terminal table: one row a finding, no number changed, Chinese aligned."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from tabulate import tabulate

from auditor.numbers import decimal_text, round_to
from auditor.renderings import Audited, Failure, _screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.findings import Audit, Finding

MACHINE: Final = False
MESSAGE_WIDTH: Final = 60
PLACE_WIDTH: Final = 28
PLACES: Final = Fraction(1, 10_000)


def render(results: Sequence[Audited], language: str) -> str:
    """Return the reports one after the other: the first screen, then the table."""
    blocks = [
        "\n".join(_screen.failure_lines(each, language))
        if isinstance(each, Failure)
        else _audit(each, language)
        for each in results
    ]
    return "\n\n".join(blocks) + "\n"


def _audit(audit: Audit, language: str) -> str:
    screen = "\n".join(_screen.first_screen(audit, language))
    findings = _screen.ranked(audit.open)
    if not findings:
        return screen
    headers = ["#", "级别", "问题", "所述", "应为", "差额", "位置", "规则"] if language == "zh" else [
        "#", "level", "finding", "stated", "computed", "gap", "place", "rule"
    ]  # fmt: skip
    rows = [_row(number, finding, language) for number, finding in enumerate(findings, start=1)]
    table = tabulate(
        rows,
        headers=headers,
        tablefmt="simple_grid",
        disable_numparse=True,  # otherwise 1.50 becomes 1.5 and 1e5 becomes 100000
        maxcolwidths=[None, None, MESSAGE_WIDTH, 16, 16, 12, PLACE_WIDTH, 18],
        colalign=("right", "left", "left", "right", "right", "right", "left", "left"),
    )
    return f"{screen}\n{table}"


def _readable(text: str | None) -> str:
    """Return a quotient in decimals, as a person reads it: `24492/575` is ≈42.5948."""
    above, _, below = (text or "").partition("/")
    if not (below.isdigit() and above.removeprefix("-").isdigit()):
        return _screen.shown(text or "")
    return f"≈{decimal_text(round_to(Fraction(int(above), int(below)), PLACES))}"


def _row(number: int, finding: Finding, language: str) -> list[str]:
    stated = list(
        dict.fromkeys(_screen.number(item) for item in finding.figures if item.role in {"stated", "total"})
    )
    return [
        str(number),
        _screen.SEVERITY_WORDS[language][finding.severity],
        _screen.shown(finding.messages.get(language, "")),
        "\n".join(stated[:4]) or (_screen.number(finding.figures[0]) if finding.figures else ""),
        _readable(finding.computed),
        _readable(finding.gap),
        _screen.place(finding.place, language),
        _screen.shown(finding.rule),
    ]
