"""Where a paragraph of a text begins and ends, and blanks beside its numbers; labels that begin with numbers."""

from __future__ import annotations

import pytest

from auditor.api import check, read_bytes
from auditor.extraction.tables.cellvalues import is_value
from auditor.extraction.text.lines import closed_prose
from auditor.extraction.text.mapped import whole
from auditor.report.blocks import BlockKind
from tests.extraction.documents import cells, text_report
from tests.readers.packages import docx, paragraph

PROSE = {BlockKind.PARAGRAPH, BlockKind.LIST, BlockKind.NOTE}
OVER_PLAN = "全年完成交通投资 63.27 亿元，完成年度计划 60.00 亿元的 105.5%，超计划 2.37 亿元。"


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text."""
    return [block.text for block in text_report(text).blocks if block.kind in PROSE]


@pytest.mark.parametrize("text", [OVER_PLAN, OVER_PLAN.replace(" ", "")])
def test_a_sentence_is_read_alike_with_blanks_beside_its_numbers(text: str) -> None:
    """What a check finds does not hang on blanks between Chinese characters and numbers."""
    found = check(text_report(f"一、投资\n\n{text}\n")).findings
    assert [each.rule for each in found] == ["distance-not-difference"]


def test_a_word_document_is_read_alike_with_blanks_beside_its_numbers() -> None:
    """The place of a number counts the blanks that its paragraph prints."""
    report = read_bytes(docx(paragraph(OVER_PLAN)), "a.docx")
    (finding,) = check(report).findings
    assert finding.rule == "distance-not-difference"
    (block,) = report.blocks
    places = [each.location.range for each in block.occurrences if each.text == "2.37"]
    at = OVER_PLAN.index("2.37")
    assert places == [f"{at}-{at + 4}"]


@pytest.mark.parametrize(
    ("text", "mark", "closed"),
    [
        (
            "1. 完成 12 项，增长 3%。",
            2,
            "1. 完成12项，增长3%。",
        ),  # the blank behind the number of an item stays
        ("收入 12 支出 3", 0, "收入 12 支出 3"),  # cells of a row, no sentence
        ("共 12 项， 其中 A 类 3 项。", 0, "共12项，其中A类3项。"),
    ],
)
def test_blanks_go_from_sentences_alone(text: str, mark: int, closed: str) -> None:
    """A blank parts the cells of a row and the number of an item from what stands behind it."""
    assert closed_prose(whole(text), mark).text == closed


def test_a_semicolon_ends_no_sentence_before_a_small_letter() -> None:
    """The line behind goes on, though the one above is not full."""
    text = (
        "1.2 Expenditure charged to the nine votes and to debt service was $1,635.2\n"
        "million, or 96.2 percent of the final appropriations of $1,699.3 million;\n"
        "appropriations of $64.1 million lapsed.\n"
    )
    assert len(paragraphs(text * 8)) == 8


def test_items_of_one_series_are_paragraphs_of_their_own() -> None:
    """R2. below R1. begins an item though the line above is full; a line that goes on with No. 7 does not."""
    filler = "The council asked its officers to report on each of these items within the year ahead.\n"
    items = (
        "R1. Fill the vacant posts of the northern branches by the end of the calendar year.\n"
        "R2. Raise the budget for licences in line with loans, as the digital plan provides.\n"
    )
    found = paragraphs(filler * 4 + "\n" + items)
    assert [text[:3] for text in found[-2:]] == ["R1.", "R2."]
    other = "The second lift of the old depot was closed in March after the visit of the inspectors from\n"
    assert paragraphs(filler * 4 + "\n" + other + "No. 7. It reopened in June.\n")[-1].endswith("in June.")


@pytest.mark.parametrize("title", ["2 Revenue", "IV. Outreach", "3.1 Loans and visits"])
def test_a_numbered_title_ends_the_paragraph_above(title: str) -> None:
    """A short line without a full stop below an ended sentence is none of its lines."""
    line = "The service points received more visits in the year than in either of the two before.\n"
    found = paragraphs(line * 3 + f"{title}\n" + line * 3)
    assert not any(title in text and len(text) > len(title) for text in found)


def test_each_page_has_a_width_of_its_own() -> None:
    """A text layer sets the lines of one page wider than those of another: full lines are full on both."""
    wide = "The figures of this page were set wide, so that every line of it takes many more characters than below, all told.\n"
    first = "    The allocation made to the committee under section 12 is $3,775,000,000.\n"
    second = "The recommended net total of $3,770,970,000 is $4,030,000 under that allocation.\n"
    text = wide * 12 + "\f" + (first + second) * 5
    assert any("$3,775,000,000. The recommended" in each for each in paragraphs(text))


@pytest.mark.parametrize("text", ["2.1 数量指标", "4.1 满意度", "1.2 时效"])
def test_a_name_behind_the_number_of_an_item_is_no_value(text: str) -> None:
    """数量指标 is no unit."""
    assert not is_value(text)


@pytest.mark.parametrize("text", ["2.1 平方公里", "1.2 亿元", "1.5 千米", "24 栋", "1.5 倍", "3.6 公顷"])
def test_an_amount_with_its_unit_is_a_value(text: str) -> None:
    """However few its digits are."""
    assert is_value(text)


def test_labels_that_begin_with_numbers_name_the_rows() -> None:
    """The names of their groups stand between the lines of their rows."""
    found = cells(
        """一、结论

                      表 2 各级指标得分
        一级指标               二级指标       权重       得分
      预算执行（10）      1.1 预算执行           10        9.6
                    2.1 数量指标           22      21.55
                    2.2 质量指标           14      13.33
      产出指标（50）
                    2.3 时效指标            8       6.47
                    2.4 成本指标            6         6
                    3.1 社会效益           40      34.97
                   合 计                100      91.92
"""
    )
    assert found["2.3时效指标", "得分"] == "6.47"


def test_what_is_of_another_part_of_a_form_ends_its_table() -> None:
    """Lines of words behind the rows, in columns of their own, do not keep the rows from being read."""
    found = cells(
        """一、自评

                   某局支出自评表
 资金情     资金来源            年初预算数          全年预算数           全年执行数          执行率          得分
  况
 （元）    年度资金总额         45,250,000.00   51,212,800.00       48,880,111.00    95.45%       9.55
        一般公共预算         40,600,000.00   44,732,800.00       42,699,554.55    95.45%        —
         其他资金          4,650,000.00    6,480,000.00        6,180,556.45    95.38%        —
 年度总                      预期目标                                        实际完成情况
 体目标    1.场馆接待 240 万人次以上；2.举办群众活动                     1.接待 247.16 万人次；2.举办活动 327
       320 场；3.新增项目 5 项以上；4.场馆全年开放不                   场；3.新增项目 7 项；4.场馆开
"""
    )
    assert found["其他资金", "全年执行数"] == "6,180,556.45"


def test_a_number_ends_a_name_that_cannot_end() -> None:
    """Under 30 is the head of a column, broken behind its first word."""
    found = cells(
        """Outreach

          Table 4 Persons reached
District       Women         Men       Total       of whom      Target
                                                     under
                                                        30
Amberi        24,318      21,907      46,225        14,212      44,000
Colvane       19,476      18,233      37,709        11,068      38,000
Dorrith       15,882      16,341      32,223         9,934      36,000
"""
    )
    assert found["Dorrith", "of whom under 30"] == "9,934"
