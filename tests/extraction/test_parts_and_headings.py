"""Where a draft's parts begin, and lines that only look like headings."""

from __future__ import annotations

import pytest

from auditor.report.blocks import BlockKind, NumberKind
from tests.extraction.documents import text_report

FULL = "检查人员沿渠逐段走访并对照去年的测绘图样复量，梳理了渗漏隐患和整治清单，再\n"
SUMMARY = f"摘 要\n\n一、评价结论\n\n{FULL * 2}报送主管部门。\n\n{{title}}\n\n{FULL * 2}撰写了本报告。\n\n一、基本概况\n\n{FULL * 2}说明情况。\n"


def sections(text: str) -> list[tuple[str, ...]]:
    """Return the sections of a text's paragraphs."""
    return [block.section for block in text_report(text).blocks if block.kind is BlockKind.PARAGRAPH]


def headings(text: str) -> list[str]:
    """Return the headings of a text."""
    return [block.text for block in text_report(text).blocks if block.kind is BlockKind.HEADING]


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("2023年某县某图书馆部门绩效评价报告", "正文"),
        ("本次评价完成了评价报告，报送财政局", "摘要"),
    ],
)
def test_the_title_of_the_report_opens_the_body(title: str, part: str) -> None:
    """Printed again behind the summary, it ends it; a sentence about the report does not."""
    before_the_chapter = sections(SUMMARY.format(title=title))[-2]
    assert before_the_chapter[0].replace(" ", "") == part


def test_items_in_the_cells_of_an_annex_are_no_headings() -> None:
    """2.预算内容与部门履职 is half of an item, in a narrow column of a table that was not read."""
    cells = "考察年度\n决策程序\n1.是否经过论\n证；\n2.内容与履职及规\n划是否匹配；\n3.测算依据是否\n充分。\n根据现场\n资料分析\n"
    text = f"一、情况\n\n{FULL * 6}说明情况。\n\n附件1 评分表\n\n{cells}"
    assert headings(text) == ["一、情况", "附件1 评分表"]


def test_a_question_is_no_heading() -> None:
    """8.您更愿意从哪里借到绘本和杂志 asks, with or without its mark."""
    text = "附件3 问卷\n\n一、基本问题\n\n8.您更愿意从哪里借到绘本和杂志\n\nA：阅览大厅 B：流动书车\n"
    assert headings(text) == ["附件3 问卷", "一、基本问题"]


def test_a_heading_below_a_row_of_words() -> None:
    """The last row of a table of names is no sentence that the heading goes on."""
    row = "8 苏某 执行组员 陪同组长入户走访和记录口述史并且协助归档照片与誊写底稿\n"
    text = f"一、情况\n\n{FULL * 4}说明情况。\n\n1.人员分工\n\n{row}\n2.工作进程安排\n\n{FULL}完成评价。\n"
    assert headings(text) == ["一、情况", "1.人员分工", "2.工作进程安排"]


def test_a_caption_does_not_take_in_the_head_of_its_table() -> None:
    """附表1 … 汇总 is complete, however long its line."""
    caption = "附表 1 某县流动图书车各停靠站点读者借阅偏好分组统计情况表及其说明"
    text = f"一、情况\n\n{FULL * 4}说明情况。\n\n{caption}\n\n题目 效度得分\n\n交易服务设施的评价 0.99\n"
    assert not any("效度得分" in block.text and "附表" in block.text for block in text_report(text).blocks)


@pytest.mark.parametrize(
    "formula",
    [
        "82.46×40%＋91.35×60%），评价等级为良。",
        "82.46%加上其余各项），评价等级为良。",
        "甲类与乙类之和），评价等级为良。",
    ],
)
def test_a_line_that_goes_on_in_a_bracket_opens_no_item(formula: str) -> None:
    """（计算过程： leaves its bracket open, and 82.46×40% is no number of an item."""
    text = f"一、情况\n\n{FULL * 4}说明情况。\n\n{FULL}检查人员沿渠逐段走访并对照去年的测绘图样复量，综合得分 87.79 分（计算过程：\n{formula}\n"
    last = text_report(text).blocks[-1]
    assert last.kind is BlockKind.PARAGRAPH
    assert last.text.endswith(f"（计算过程：{formula}")


def test_a_chapter_may_stand_on_a_line_without_its_title() -> None:
    """The number of a part alone is a heading; that of an item alone is none."""
    text = f"第二章\n\n决算表\n\n{FULL}说明。\n\n第三章\n\n决算说明\n\n3.\n\n{FULL}说明。\n"
    assert headings(text) == ["第二章", "第三章"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("7.2 In a survey of 126 officers, most named late guidance.", NumberKind.SERIAL),
        ("4.1 预算执行率：执行率 95.54%，扣 0.45 分。", NumberKind.SERIAL),
        ("7.5 Million people live in the county.", NumberKind.FIGURE),
        ("4.3万元为结余，其余为支出。", NumberKind.FIGURE),
    ],
)
def test_the_number_of_a_section_is_no_figure(text: str, kind: NumberKind) -> None:
    """What stands before a title counts nothing; what opens a sentence does."""
    (block,) = text_report(text).blocks
    assert block.occurrences[0].kind is kind


@pytest.mark.parametrize(
    ("line", "heads"),
    [
        ("二、2031年预算草案", True),
        ("2.2031 年收入情况", True),
        ("二、31项措施", False),
        ("2、31、32号楼", False),
        ("1.2031亿元的缺口", False),
    ],
)
def test_a_heading_may_begin_with_its_year(line: str, heads: bool) -> None:
    """The year of a chapter is no further number of a list, and no digits of a decimal."""
    text = f"一、情况\n\n{FULL * 4}说明情况。\n\n{line}\n\n{FULL * 2}撰写了本报告。\n"
    assert (line in headings(text)) is heads


def test_prose_among_the_rows_of_wide_tables_is_joined() -> None:
    """What lines of the narrative share shows by them, however many rows of a wide table there are."""
    rows = "".join(f"{f'支出科目{at}':<{20 + at}}{at:>20},120.50{at:>24},240.30\n" for at in range(10, 110))
    line = "检查人员沿渠逐段走访并对照去年的测绘图样复量，梳理了渗漏隐患和整治清单，再"
    text = f"一、情况\n\n{(line + chr(10)) * 12}撰写了本报告。\n\n二、收支\n\n{rows}\n三、其他\n\n{(line + chr(10)) * 12}报送了主管部门。\n"
    paragraphs = [b.text for b in text_report(text).blocks if b.kind is BlockKind.PARAGRAPH]
    assert any(each.endswith("撰写了本报告。") and len(each) > 10 * len(line) for each in paragraphs)
