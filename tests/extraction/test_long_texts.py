"""A text without end is cut into pieces, each number in its place; a line that no report has is refused."""

from __future__ import annotations

import pytest

from auditor import api
from auditor.readers import read
from auditor.report.blocks import occurrences
from auditor.report.unreadable import Refusal, UnreadableDocumentError
from tests.effort import calls
from tests.readers.packages import docx, paragraph

LONG = "".join(f"第{at}组共有{at}人，其中党员{at % 7}人。" for at in range(10, 400))


def test_a_long_paragraph_is_cut_behind_sentences() -> None:
    """Every number is found where it stands, and no piece begins inside a sentence."""
    report = read(LONG.encode(), "a.txt")
    assert len(report.blocks) > 1
    assert all(block.text.endswith("。") for block in report.blocks)
    assert "".join(block.text for block in report.blocks) == LONG
    for _, item in occurrences(report.blocks):
        assert item.location.column is not None
        assert LONG[item.location.column - 1 :].startswith(item.text)


def test_ranges_go_on_in_a_long_paragraph() -> None:
    """In a Word document the place is counted from the beginning of the paragraph."""
    report = read(docx(paragraph(LONG)), "a.docx")
    assert len(report.blocks) > 1
    for _, item in occurrences(report.blocks):
        start, end = map(int, (item.location.range or "").split("-"))
        assert LONG[start:end] == item.text


def _effort(text: str) -> int:
    """Return the calls that a check of `text` makes."""
    report = read(text.encode(), "a.txt")
    return calls(lambda: api.check(report))


@pytest.mark.parametrize("sign", ["9", "1,", "1、", "1+", "甲为1，"])
def test_the_work_of_what_has_no_sentence_grows_with_its_length(sign: str) -> None:
    """Where a line has neither end nor sense, six times the text takes about six times the work, not 36 times."""
    _effort(sign * 50)
    assert _effort(sign * 600) < 15 * _effort(sign * 100)


def test_a_line_that_no_report_has_is_refused() -> None:
    """Longer than a chapter, without a break."""
    with pytest.raises(UnreadableDocumentError) as caught:
        read(("预算12万元，" * 10_000).encode(), "a.txt")
    assert caught.value.refusal is Refusal.LINE
