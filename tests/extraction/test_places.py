"""Every number stands exactly at its place, and no number of a text is passed over."""

# ruff: noqa: RUF001 - the look-alikes are the very characters that reports print
from __future__ import annotations

from typing import TYPE_CHECKING

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from auditor.report.blocks import NumberKind, occurrences
from auditor.report.printed import numeral_of
from tests.extraction.documents import TEXTS, report_of, shared, text_report

if TYPE_CHECKING:
    from auditor.report import Report

PIECES = st.sampled_from(
    "预算 支出 收入 增长 减少 不低于 约 为 ， 。 ； （ ） % 万元 元 个 项 人 个百分点 2023年 1-4月 表 1-1 C41 12345热线 "
    "〔2018〕34号 合计 其中 序号 项目 金额 占 718.39 6,956 45 0 1,23 １２．５ 90（含）-100分 80~90 ±10% ≥ - — ① （1） 1. 一、 二 "
    "10² ٣ 1/5 22.8:21.2 $7.5 | <table><tr><td>5</td></tr></table> # \t".split(" ")
)
TEXT = st.lists(
    st.tuples(PIECES, st.sampled_from(["", " ", "  ", "\n", "\n\n", "\f", "\r\n"])), min_size=1
).map(lambda parts: "".join(piece + gap for piece, gap in parts))


def misplaced(report: Report, source: str) -> list[str]:
    """Return the numbers whose characters do not stand in the source where the block says."""
    lines = source.split("\n")
    wrong = []
    for block, item in occurrences(report.blocks):
        assert block.text[item.span.start : item.span.end] == item.text
        for offset in range(item.span.start, item.span.end):
            line, column = block.place(offset)
            if line is None or column is None:
                if not block.text[offset].isspace():
                    wrong.append(f"{item.text!r}: character {offset} has no place")
            elif lines[line - 1][column - 1] != block.text[offset]:
                wrong.append(f"{item.text!r} at {line}:{column}")
        line, column = block.place(item.span.start)
        if (item.location.line, item.location.column) != (line, column):
            wrong.append(
                f"{item.text!r}: location {item.location.line}:{item.location.column} is not {line}:{column}"
            )
        if item.location.quote is None or item.location.quote not in source:
            wrong.append(f"{item.text!r}: the quote {item.location.quote!r} is not in the source")
    return wrong


def silent(report: Report, source: str) -> list[str]:
    """Return the digits of the source that no occurrence holds."""
    held = set()
    for block, item in occurrences(report.blocks):
        held |= {block.place(offset) for offset in range(item.span.start, item.span.end)}
    return [
        f"{char} at {number}:{column}"
        for number, line in enumerate(source.split("\n"), start=1)
        for column, char in enumerate(line, start=1)
        if char in "0123456789０１２３４５６７８９" and (number, column) not in held
    ]


@pytest.mark.parametrize("name", TEXTS)
def test_every_number_of_a_shared_text_stands_at_its_place(name: str) -> None:
    """Line, column and quote lead back to the source, character by character."""
    source = shared(name).decode()
    assert misplaced(report_of(name), source) == []


@pytest.mark.parametrize("name", TEXTS)
def test_no_digit_of_a_shared_text_is_silent(name: str) -> None:
    """A digit belongs to a figure, a code, a date …, or is listed as unread."""
    source = shared(name).decode()
    assert silent(report_of(name), source) == []


@settings(max_examples=400, deadline=None)
@given(TEXT)
def test_any_text_is_read_completely(text: str) -> None:
    """Whatever the text, numbers stand at their places and none is left out."""
    if not text.strip():
        return
    report = text_report(text)
    assert misplaced(report, text) == []
    assert silent(report, text) == []


@pytest.mark.parametrize(
    "name",
    [*TEXTS, "seed/report.docx", "seed/report.xlsx", "seed/report.pdf", "reports-dev/township_planted.docx"],
)
def test_figures_and_occurrences_agree(name: str) -> None:
    """A figure's mention is a readable numeral or a text, and the occurrence that states it says the same."""
    report = report_of(name)
    stated = {item.key: item for _, item in occurrences(report.blocks) if item.key is not None}
    assert set(stated) == set(report.figures)
    for key, figure in report.figures.items():
        (mention,) = figure.mentions
        assert mention.text == stated[key].text
        if figure.unit != "text":
            numeral = numeral_of(mention.text)
            assert numeral is not None
            assert stated[key].kind is NumberKind.FIGURE
            assert numeral.value == getattr(stated[key].numeral, "value", None)


def test_a_title_over_two_lines_is_one() -> None:
    """A long title does not fit the line: its last characters alone are no title."""
    report = text_report("青石县水利服务中心2023年度部门整体绩效自\n\n评报告\n\n一、基本情况\n\n编制36人。\n")
    assert report.document.title == "青石县水利服务中心2023年度部门整体绩效自评报告"
    report = text_report("本报告只供内部使用，请勿外传。\n\n自评报告\n\n一、基本情况\n\n编制36人。\n")
    assert report.document.title == "自评报告"
