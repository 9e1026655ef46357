"""To how many places a column prints, where its cells show fewer."""

from __future__ import annotations

from fractions import Fraction

import pytest

from auditor.report.model import Document, Figure, Mention, Report
from auditor.report.printed import Steps
from auditor.source import Location


@pytest.mark.parametrize(
    ("column", "steps"),
    [
        # Trailing zeros were dropped: every cell is printed to the smallest step.
        (("18", "5.7", "1.40"), ("0.01", "0.01", "0.01")),
        (("71.03", "62.42", "6.242", "1.205"), ("0.001",) * 4),
        # One cell alone, and three others of one place less: they do not all end in zero.
        (("71.03", "13.49", "6.242", "62.4", "62.41"), ("0.01", "0.01", "0.001", "0.01", "0.01")),
        (("71.03", "13.49", "6.242"), ("0.001",) * 3),
    ],
)
def test_a_column_lends_its_smallest_step(column: tuple[str, ...], steps: tuple[str, ...]) -> None:
    """But not that of one odd cell."""
    figures = {
        f"行{at}.率": Figure(
            key=f"行{at}.率",
            label="",
            unit="",
            mentions=(Mention(text=text, location=Location(line=at, table="表", row=str(at), col="率")),),
        )
        for at, text in enumerate(column)
    }
    report = Report(document=Document(name="made"), figures=figures, tables=(), notes=())
    lent = Steps(report)
    found = [lent.printed(figure, figure.mentions[0]) for figure in figures.values()]
    assert [None if each is None else each.step for each in found] == [Fraction(step) for step in steps]
