"""English reports: their heads, dates, units and signs are read as their readers would."""

from __future__ import annotations

from fractions import Fraction

import pytest

from auditor.api import read_bytes
from auditor.extraction.numbers.scanner import scan
from auditor.numbers import unit_of, with_unit
from auditor.report.blocks import NumberKind

TABLE = """Table 1. Satisfaction among users (base: 742)
 | Users | 2023 % |
Very satisfied | 304 | 41.0 |
Fairly satisfied | 276 | 37.2 |
All users | 742 | 100.0 |
"""


def test_a_blank_corner_and_a_year_with_a_percent_sign_are_a_head() -> None:
    """A line that begins with a bar has a blank first cell where the other lines begin with a word."""
    (table,) = read_bytes(TABLE.encode(), "a.txt").tables
    assert [(column.name, column.unit) for column in table.columns] == [("Users", None), ("2023 %", "%")]
    assert [row.name for row in table.rows] == ["Very satisfied", "Fairly satisfied", "All users"]


@pytest.mark.parametrize(
    "text",
    [
        "the year ended June 30, 2012",
        "ran from 6 May to 28 June 2024",
        "In November 1913 the throne was offered, on July 8, 1775 the petition; it was early 1776",
        "it declined by nearly one-third from 1830 to 1872",
        "which stood there in 1830, and since 1847, no more",
        "section 302(a) of the Act",
        "Public Law 117-328",
    ],
)
def test_dates_and_laws_state_no_figure(text: str) -> None:
    """Their digits are no amounts that anything could be compared with."""
    assert all(item.kind is not NumberKind.FIGURE for item in scan(text))


def test_counts_without_a_comma_are_no_years() -> None:
    """Only words that lead to a year make one of a number before 1950."""
    kinds = [item.kind for item in scan("They had 1850 pupils, and enrolment rose from 1830 to 1872.")]
    assert kinds == [NumberKind.FIGURE] * 3


@pytest.mark.parametrize(("text", "sign"), [("men made up 42.8%", 0), ("sales were up 42.8%", 1)])
def test_made_up_is_no_rise(text: str, sign: int) -> None:
    """The word up gives a direction, but not in made up."""
    assert [item.sign for item in scan(text)] == [sign]


def test_scales_and_points_have_their_factors() -> None:
    """$259 million is an amount in $, and 150 basis points are 1.5 percentage points."""
    assert unit_of("$ million").dimension == unit_of("$").dimension
    assert unit_of("$ million").factor == 10**6
    assert unit_of("basis points").factor == Fraction(1, 10000)


@pytest.mark.parametrize(
    ("number", "unit", "text"),
    [
        ("-1,240", "$", "-$1,240"),
        ("3.2", "$ million", "$3.2 million"),
        ("≈1.5", "$", "≈$1.5"),
        ("12", "万元", "12万元"),
    ],
)
def test_a_currency_stands_before_its_amount(number: str, unit: str, text: str) -> None:
    """English messages write amounts as the report does."""
    assert with_unit(number, unit) == text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("项目                 预算数        决算数\n基本支出          1,240,500.00  1,198,320.50\n", "zh"),
        ("GDP（亿元）  1,240.50  CPI  102.3  R&D  3.1\n比上年增长 6.0%", "zh"),
        ("Item              Budget       Outturn\nSalaries        1,240,500.00  1,198,320.50\n", "en"),
        ("The County of Lin (林县) spent $1,240 million on roads and on schools.\n", "en"),
    ],
)
def test_the_letters_tell_the_language(text: str, language: str) -> None:
    """A page full of figures and blanks is Chinese if its words are."""
    assert read_bytes(text.encode(), "a.txt").document.language == language


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Budget request, fiscal year 2027..............91,250,000", ["91,250,000"]),
        ("Appropriation, fiscal year 2026...............-2,610,000", ["-2,610,000"]),
        ("Recommended in the bill............+4,330,000", ["+4,330,000"]),
        ("Version 1..5 and 3.14", ["3.14"]),
    ],
)
def test_dots_lead_to_a_number(text: str, figures: list[str]) -> None:
    """Dots that run up to an amount are no part of it, and leave it its sign."""
    assert [
        item.numeral.text for item in scan(text) if item.kind is NumberKind.FIGURE and item.numeral
    ] == figures


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Details are in table 11.", NumberKind.REFERENCE),
        ("as shown in figure 4", NumberKind.REFERENCE),
        ("at a figure 5 percent higher", NumberKind.FIGURE),
    ],
)
def test_tables_may_be_referred_to_in_small_letters(text: str, kind: NumberKind) -> None:
    """A table or figure that is referred to is no amount, and a figure that is told is one."""
    assert [item.kind for item in scan(text)] == [kind]


@pytest.mark.parametrize(
    ("text", "bound"), [("fees cover 56.5 percent", ""), ("fees are over 56.5 percent", ">")]
)
def test_the_end_of_a_word_is_no_bound(text: str, bound: str) -> None:
    """Over is one, and cover is none."""
    assert [item.bound for item in scan(text)] == [bound]


def test_a_note_of_the_scale_parts_no_title_from_its_table() -> None:
    """The title above [In thousands of dollars] is that of the table below."""
    text = "TABLE 3.—Accounts\n[In thousands of dollars]\n| Account | 2026 | 2027 |\n|---|---|---|\n| Ferries | 80,250 | 84,600 |\n| Ports | 9,120 | 8,860 |\n"
    (table,) = read_bytes(text.encode(), "a.txt").tables
    assert table.number == "TABLE3"
