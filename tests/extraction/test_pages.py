"""Texts copied from web pages: cells one after the other, ASCII marks, traditional characters with their sounds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from auditor.extraction.text.mapped import whole
from auditor.extraction.text.punctuation import chinese_marks
from auditor.extraction.text.traditional import simplified
from auditor.report.blocks import BlockKind
from tests.extraction.documents import text_report


def _cells(text: str) -> list[tuple[int, int, str]]:
    blocks = [block for block in text_report(text).blocks if block.kind is BlockKind.TABLE]
    return [(cell.row, cell.column, cell.text) for block in blocks for cell in block.cells if cell.text]


def test_cells_that_follow_each_other_are_rows() -> None:
    """Blank cells are bars more, and the rows show how long they are."""
    text = "某县债务表 |\n|\n|\n项目 |\n限额 |\n余额 |\n一般债务 |\n120.5 |\n98.4 |\n专项债务 |\n|\n60.2 |\n合计 |\n120.5 |\n158.6 |"
    assert _cells(text)[:6] == [
        (0, 0, "项目"), (0, 1, "限额"), (0, 2, "余额"), (1, 0, "一般债务"), (1, 1, "120.5"), (1, 2, "98.4"),
    ]  # fmt: skip
    assert (2, 2, "60.2") in _cells(text)


def test_one_head_spans_those_below_it() -> None:
    """The lower heads follow the upper ones; the one that shares their words is over them."""
    text = "年度\n|\n合计\n|\n接待费\n|\n车辆购置及运行\n|\n合计\n|\n购置\n|\n运行\n|\n2031年\n|\n90\n|\n30\n|\n60\n|\n20\n|\n40\n|\n2032年\n|\n80\n|\n30\n|\n50\n|\n10\n|\n40\n|"
    cells = _cells(text)
    assert (0, 3, "车辆购置及运行") in cells
    assert (1, 5, "运行") in cells
    assert (3, 5, "40") in cells


def test_both_sides_of_a_table_have_labels() -> None:
    """Income and outgo side by side are rows of two labels."""
    text = "收入 |\n金额 |\n支出 |\n金额 |\n税收 |\n800 |\n教育 |\n500 |\n非税 |\n200 |\n卫生 |\n500 |"
    cells = _cells(text)
    assert [text for _, _, text in cells] == "收入 金额 税收 800 非税 200 支出 金额 教育 500 卫生 500".split()
    assert cells[6:] == [
        (0, 0, "支出"),
        (0, 1, "金额"),
        (1, 0, "教育"),
        (1, 1, "500"),
        (2, 0, "卫生"),
        (2, 1, "500"),
    ]


def test_prose_before_a_table_on_its_line_stays_prose() -> None:
    """A page's text may run into the heads of its table."""
    text = "本月全县收入完成五千余万元，比上年同期有所增长，其中税收占多数。 收入表 | 科目 | 计划 | 完成 |\n| 税收 | 800 | 500 |\n| 非税 | 200 | 120 |"
    paragraphs = [block.text for block in text_report(text).blocks if block.kind is BlockKind.PARAGRAPH]
    assert paragraphs == ["本月全县收入完成五千余万元，比上年同期有所增长，其中税收占多数。"]


def test_traditional_characters_with_sounds_are_read_as_simplified() -> None:
    """A number behind 萬元 has its unit, and the place is that of the source."""
    read = simplified(whole("經(jīng)費(fèi)支出合計35萬元"))
    assert read.text == "经费支出合计35万元"
    assert read.origins[-1] == len("經(jīng)費(fèi)支出合計35萬元") - 1


def test_marks_beside_chinese_characters_are_full_width() -> None:
    """Numbers, serial numbers and Latin text keep their marks."""
    assert (
        chinese_marks(whole("收入1,200万元,其中:甲(含税)5;乙")).text == "收入1,200万元，其中：甲（含税）5；乙"
    )
    assert chinese_marks(whole("(1)甲,3.5")).text == "(1)甲，3.5"
    assert chinese_marks(whole("up 28.3 (18.1%), from 240")).text == "up 28.3 (18.1%), from 240"


@given(st.text(alphabet="收入萬元經,:;()（，1.5%aè ", max_size=40))
def test_every_character_keeps_its_place(text: str) -> None:
    """What is read stands where it stood, but for sounds that are left out."""
    read = chinese_marks(simplified(whole(text)))
    assert len(read.text) == len(read.origins) <= len(text)
    assert all(
        char == text[at] or not char.isdigit() for char, at in zip(read.text, read.origins, strict=True)
    )
