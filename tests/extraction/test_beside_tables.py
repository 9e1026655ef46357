"""What stands beside tables in the layout of a text layer: titles, the paragraphs around them, page numbers."""

from __future__ import annotations

from auditor.report.blocks import BlockKind
from tests.extraction.documents import text_report

ROWS = """  县（区）          合计        职工        居民
沿江区           998626    412386    586240
南湖区           864329    365714    498615
全市           1862955    778100   1084855
"""
TITLE = "            表1    2023 年末各县（区）参保情况\n                                     单位：人\n\n"
PARAGRAPH = (
    "  年末全市参保人数 1862955 人，比上年末增加 3120 人，其中职工参保 778100 人；居民参保 1084855\n"
    "人，比上年末减少 1286 人。参保率为 97.2%。\n"
)


def test_a_title_whose_number_stands_apart_is_no_row() -> None:
    """A gap behind 表1 does not make the title the head of the table."""
    report = text_report(TITLE + ROWS)
    assert [table.number for table in report.tables] == ["表1"]
    assert {key[1:]: mention.text for key, (_, mention) in report.cells.items()}["全市", "居民"] == "1084855"


def test_a_paragraph_right_below_a_table_is_whole() -> None:
    """The first line of a paragraph runs from margin to margin: it is no rest of a label."""
    report = text_report(TITLE + ROWS + PARAGRAPH)
    assert len(report.tables) == 1
    assert any(
        block.kind is BlockKind.PARAGRAPH and "参保人数1862955人" in block.text and "97.2%" in block.text
        for block in report.blocks
    )


def test_a_paragraph_goes_on_behind_of_which() -> None:
    """其中： at the end of a full line opens no list where the next line begins at the margin."""
    text = (
        "    一般公共预算收入完成 136400 万元，为调整预算 135300 万元的 100.8%，比上年决算数增收 7402\n"
        "万元，增长 5.7%，高于年初预期 0.8 个百分点，高于全市平均水平 1.3 个百分点，完成较好。其中：\n"
        "税收收入完成 96216 万元，占一般公共预算收入的 70.5%，同比增长 2.1%；非税收入完成 40184 万\n"
        "元，同比增长 15.6%，主要是处置资产增加，盘活存量资源较多，罚没收入和专项收入都有所增长。\n"
    )
    blocks = [block for block in text_report(text).blocks if "税收收入完成" in block.text]
    assert len(blocks) == 1
    assert "136400" in blocks[0].text
