"""PDF text in reading order: furniture out, tables joined over pages, cells guarded by their digits."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from auditor.extraction.pdf.document import _joined
from auditor.extraction.text.mapped import whole
from auditor.readers import read
from auditor.report.blocks import BlockKind, NumberKind, occurrences
from tests.extraction.documents import report_of
from tests.readers.packages import pdf, pdf_text

if TYPE_CHECKING:
    from auditor.report import Report

PAIRS = [
    ("seed/report.docx", "seed/report.pdf"),
    ("reports-dev/township_clean.docx", "reports-dev/township_clean.pdf"),
    ("reports-dev/township_planted.docx", "reports-dev/township_planted.pdf"),
]


def cells(report: Report) -> Counter[str]:
    """Return the texts of all filled cells, without blanks."""
    return Counter(
        "".join(cell.text.split())
        for block in report.blocks
        if block.kind is BlockKind.TABLE
        for cell in block.cells
        if cell.text.strip()
    )


@pytest.mark.parametrize(("word", "portable"), PAIRS)
def test_cells_agree_with_the_word_document(word: str, portable: str) -> None:
    """Every cell of the Word document is a cell of the PDF; a merged cell may return on the next page."""
    expected, found = cells(report_of(word)), cells(report_of(portable))
    assert expected - found == Counter()
    assert sum((found - expected).values()) <= 2


def test_values_agree_with_the_word_document() -> None:
    """Row by row and column by column, the same values under the same names."""
    word, portable = report_of("seed/report.docx"), report_of("seed/report.pdf")
    expected = {(key[0].split("/")[0], *key[1:]): mention.text for key, (_, mention) in word.cells.items()}
    found = {(key[0].split("/")[0], *key[1:]): mention.text for key, (_, mention) in portable.cells.items()}
    assert expected.items() <= found.items()


def test_page_furniture_is_apart() -> None:
    """Page numbers are furniture and tell the page of everything else."""
    report = report_of("seed/report.pdf")
    furniture = [item for _, item in occurrences(report.blocks) if item.kind is NumberKind.FURNITURE]
    assert len(furniture) >= 54
    pages = {item.location.page for _, item in occurrences(report.blocks)}
    assert {1, 2, 30, 54} <= pages


def test_a_footnote_mark_is_no_digit_of_the_number() -> None:
    """62.42% with a raised 1 behind it stays 62.42%."""
    report = report_of("seed/report.pdf")
    marks = [item for _, item in occurrences(report.blocks) if item.reason == "footnote mark"]
    assert marks
    assert all(item.kind is NumberKind.REFERENCE for item in marks)


def test_a_plain_page() -> None:
    """A page without rules is read as text, with a box around each number."""
    report = read(pdf(pdf_text("1. Budget", "The budget was 718.39 million in 2023.")), "a.pdf")
    found = {item.text: item for _, item in occurrences(report.blocks)}
    assert found["718.39"].unit == "million"
    assert found["2023"].kind is NumberKind.DATE
    box = found["718.39"].location.box
    assert box is not None
    assert len(box) == 4


def test_narrow_blanks_part_words_and_not_numerals() -> None:
    """A line set narrow keeps the blanks between its words; a gap within a numeral that is no wider stays closed."""
    line = "The board met on May 21, 2024, by a vote of 11 to 6, with 1 of the 18 members absent."
    report = read(pdf(b"-0.7 Tw " + pdf_text(line)), "a.pdf")
    assert [block.text for block in report.blocks] == [line]
    closed = read(pdf(b"-2.0 Tw " + pdf_text("A sum of 1 234.50 was paid.")), "a.pdf")
    assert [block.text for block in closed.blocks] == ["A sum of 1234.50 was paid."]


def test_lines_of_a_narrow_cell_are_parted_as_words_are() -> None:
    """2024 / enacted is a head of two words; a numeral that its cell cut is one."""
    assert joined(["2024", "enacted"]) == "2024 enacted"
    assert joined(["Over (under)", "request"]) == "Over (under) request"
    assert joined(["1,327,", "405"]) == "1,327,405"
    assert joined(["2024", "A类"]) == "2024A类"


def joined(lines: list[str]) -> str:
    """Return the text of a cell of these lines."""
    return _joined([whole(line) for line in lines]).text
