"""Heads and labels of aligned tables that a page, a dash or a bracket parts, and prose that a text layer sets full."""

from __future__ import annotations

import pytest

from auditor.report.blocks import BlockKind
from tests.extraction.documents import cells, text_report

OVER_PAGE = """一、学校

                   表 4    各级学校基本情况
   类别        学校（所）    招生（人）         在校生        毕业生
\f                                         （人）      （人）
 幼儿园                  64      3218        9846     3902
 小学                   41      3754       24163     4318
 初中                   18      4460       13025     4291
 合 计                 123     11432       47034    12511
"""
PROJECTS = """Overview

The report tells how far the projects of the agency have come and what they cost.

          Table 5 Projects above $15 million ($ million)
   Project           Vote     Approved    Spent to     Spent
                                  cost        June    2024–
                                              2024       25
   Harrow Bridge     V5           84.6        31.2     22.7
   replacement
   Dunmore           V3          126.4        58.9     37.3
   hospital
   Route widening,   V5           47.5         6.3     11.8
   phase 2
   Three projects                258.5        96.4     71.8
"""
GRANTS = """Overview

The report tells what each county was granted in the year and for how many people.

      County        Ambry       Corran      Dunmore       All
  Population         96,400      74,150      88,230   258,780
  Grant ($           31,870      25,460      34,925    92,255
  thousand)
  Grant per head        331         343         396       357
  ($)
"""


def test_a_head_that_a_page_parts_from_its_rows() -> None:
    """Rows behind a page break stand under other columns of characters: as wide as the head, they are its rows."""
    found = cells(OVER_PAGE)
    assert found["初中", "招生"] == "4460"
    assert found["小学", "在校生"] == "24163"
    assert found["合计", "毕业生"] == "12511"


def test_a_year_that_ends_the_head_above_it() -> None:
    """2024 below June and 25 below 2024– are no values: they end the names of their columns."""
    found = cells(PROJECTS)
    assert found["Route widening, phase 2/V5", "Spent to June 2024"] == "6.3"
    assert found["Harrow Bridge replacement/V5", "Approved cost"] == "84.6"


def test_brackets_keep_a_label_together() -> None:
    """`thousand)` closes the bracket that the label above it opened, and begins no label of its own."""
    found = cells(GRANTS)
    assert found["Grant ($ thousand)", "Corran"] == "25,460"
    assert found["Grant per head ($)", "Corran"] == "343"


@pytest.mark.parametrize("heads", [("类", "款", "项"), ("类", "款")])
def test_codes_in_a_column_each_name_no_rows(heads: tuple[str, ...]) -> None:
    """类, 款 and 项 make one code beside the name of the row, which tells whose part it is."""
    rows = [("224", "", ""), ("224", "06", ""), ("224", "06", "01"), ("224", "07", "")][: len(heads) + 1]
    names = ["应急支出", "灾害防治", "隐患治理", "恢复重建"]
    lines = [f"| {' | '.join(heads)} | 科目名称 | 决算数（元） |"]
    for row, name in zip(rows, names, strict=False):
        lines.append(f"| {' | '.join(row[: len(heads)])} | {name} | 1,200.00 |")
    report = text_report("一、支出\n\n表1 支出决算表\n\n" + "\n".join(lines) + "\n")
    (table,) = report.tables
    assert [row.name for row in table.rows] == names[: len(lines) - 1]
    assert [column.name for column in table.columns] == ["决算数"]
    assert table.rows[1].parent == "应急支出"


def test_prose_set_full_is_closed_up() -> None:
    """Blanks between Chinese characters mean nothing in sentences; one before a heading's number stays."""
    report = text_report(
        "一、概况\n\n全年 共增加 1768 张， 年均 增长 2.4%，累 计增长 12.1%。其余按 二、收入 所列办理。\n"
    )
    (text,) = [block.text for block in report.blocks if block.kind is BlockKind.PARAGRAPH]
    assert "年均增长2.4%，累计增长" in text
    assert "按 二、收入" in text


def test_a_paragraph_goes_on_at_the_margin_behind_a_colon() -> None:
    """A paragraph begins indented: the line at the margin below its colon is of it."""
    words = (
        "全年居民消费价格总体平稳，" * 3
        + "其中八大类商品和服务价格的涨跌情况是五涨二降一平："
        + "其他用品及服务上涨2.4%，" * 9
    )
    cut = words.index("：") + 1
    lines = ["    " + words[:cut], words[cut : cut + 67], words[cut + 67 :] + "衣着下降0.6%。"]
    more = ["    " + "全年粮食总产量比上年有所增加，" * 3, "全年粮食总产量比上年有所增加，" * 4 + "。"]
    report = text_report("\n".join(["一、价格", "", *lines, *more]) + "\n")
    first, *_ = [block.text for block in report.blocks if block.kind is BlockKind.PARAGRAPH]
    assert first.startswith("全年居民消费价格")
    assert "一平：其他用品" in first
