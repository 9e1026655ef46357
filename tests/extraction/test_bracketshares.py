"""Columns of counts with their shares in brackets are read as two columns, and nothing else that has that form."""

from __future__ import annotations

import pytest

from auditor.evaluation.facts import Facts
from auditor.readers.text import read

SIGNED = """Table 1. Riders

Year | On foot | By bicycle | All
---|---|---|---
2005 | 2,134 (61%) | 527 (15%) | 3,472 (100%)
2006 | 2,025 (61%) | 503 (15%) | 3,294 (100%)
"""
HEADED = """Table 1. Answers

Answer, n (%) | Town | Country
---|---|---
Often | 26 (19.8) | 10 (6.7)
Seldom | 59 (45) | 62 (41.6)
Never | 46 (35.1) | 77 (51.7)
"""
MEANS = """Table 1. Ages

Group | Men | Women
---|---|---
Aged 20 to 40 | 31 (6.2) | 32 (5.9)
Aged 40 to 60 | 52 (5.8) | 51 (5.5)
"""


def columns(text: str) -> dict[str, list[str]]:
    """Return the figures of each column of the only table."""
    facts = Facts(read(text.encode(), "t.txt"))
    (table,) = facts.report.tables
    found: dict[str, list[str]] = {column.name: [] for column in table.columns}
    for figure in facts.report.figures.values():
        for mention in figure.mentions:
            if mention.location.col in found:
                found[mention.location.col].append(mention.text)
    return found


@pytest.mark.parametrize(
    ("text", "column", "cells"),
    [
        (SIGNED, "On foot", ["2,134", "2,025"]),
        (SIGNED, "On foot %", ["61%", "61%"]),
        (SIGNED, "All", ["3,472", "3,294"]),
        (HEADED, "Town", ["26", "59", "46"]),
        (HEADED, "Country %", ["6.7", "41.6", "51.7"]),
    ],
)
def test_counts_and_shares_stand_apart(text: str, column: str, cells: list[str]) -> None:
    """A printed % or a head that says (%) makes the bracket a share of its own column."""
    assert columns(text)[column] == cells


def test_deviations_are_no_shares() -> None:
    """A mean with its deviation has no column of shares."""
    assert "Men %" not in columns(MEANS)
