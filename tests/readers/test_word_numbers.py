"""The numbers that Word prints before headings, captions and list items: as Word counts and writes them."""

# ruff: noqa: RUF001 - the look-alikes are the very characters that documents print
from __future__ import annotations

import pytest

from auditor.readers import read
from auditor.report.blocks import BlockKind, NumberKind
from tests.readers.packages import W, docx, paragraph


def level(at: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    """Return one level of a list."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(levels: str, lists: str = "", more: str = "") -> str:
    """Return numbering.xml of one definition, by default with the one list 1."""
    one = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{more}{lists or one}</w:numbering>'


def numbered(text: str, number: int = 1, at: int | None = 0, style: str = "") -> str:
    """Return a paragraph of a list, at a level or at that of its style."""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    placed = "" if at is None else f'<w:ilvl w:val="{at}"/>'
    return (
        f'<w:p><w:pPr>{styled}<w:numPr>{placed}<w:numId w:val="{number}"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
    )


def texts(body: str, **parts: str) -> list[str]:
    """Return the texts of the blocks."""
    return [block.text for block in read(docx(body, **parts), "a.docx").blocks]


@pytest.mark.parametrize(
    ("form", "start", "printed"),
    [
        ("decimal", 7, "7"), ("decimalZero", 7, "07"), ("decimalFullWidth", 12, "１２"), ("upperLetter", 28, "BB"),
        ("lowerRoman", 14, "xiv"), ("upperRoman", 1999, "MCMXCIX"), ("chineseCounting", 10, "十"),
        ("chineseCountingThousand", 110, "一百一十"), ("chineseCountingThousand", 2005, "二千零五"),
        ("japaneseCounting", 12, "十二"), ("chineseLegalSimplified", 21, "贰拾壹"), ("ideographTraditional", 3, "丙"),
        ("ideographZodiac", 12, "亥"), ("ideographDigital", 20, "二〇"), ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedParen", 2, "⑵"), ("decimalEnclosedFullstop", 3, "⒊"), ("numberInDash", 4, "- 4 -"),
        ("decimalEnclosedCircle", 21, "21"),
    ],
)  # fmt: skip
def test_forms_of_numbers(form: str, start: int, printed: str) -> None:
    """Each form of Word prints its own signs."""
    found = texts(numbered("说明"), numbering=numbering(level(0, form, "%1)", start=start)))
    assert found == [f"{printed}) 说明"]


def test_legal_numbers_below_a_chinese_chapter() -> None:
    """第二章 and below it 2.1, not 二.1, where the level says that it counts in digits."""
    legal = "<w:isLgl/>"
    levels = level(0, "chineseCountingThousand", "第%1章") + level(1, "decimal", "%1.%2", legal)
    body = numbered("概况") + numbered("绩效") + numbered("总体", at=1) + paragraph("得分 93 分。")
    report = read(docx(body, numbering=numbering(levels)), "a.docx")
    assert report.blocks[-1].section == ("第二章绩效", "2.1总体")


def test_lists_of_one_definition_count_on() -> None:
    """Word gives each stretch of a list a number of its own; only a start of its own begins anew."""
    lists = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    body = "".join(numbered("项", number) for number in (1, 1, 2, 3, 3, 1))
    found = texts(body, numbering=numbering(level(0, "decimal", "%1、"), lists))
    assert [text.removesuffix("项") for text in found] == ["1、", "2、", "3、", "1、", "2、", "3、"]


def test_a_level_may_count_on_behind_a_higher_one() -> None:
    """`lvlRestart` 0: 图 1, 图 2 through all chapters."""
    levels = level(0, "decimal", "%1、") + level(1, "decimal", "图%2", '<w:lvlRestart w:val="0"/>')
    body = numbered("甲") + numbered("一", at=1) + numbered("乙") + numbered("二", at=1)
    assert texts(body, numbering=numbering(levels)) == ["1、甲", "图1 一", "2、乙", "图2 二"]


def test_styles_hand_lists_and_levels_down() -> None:
    """A style based on a heading is one, in its list, at its level; so is a paragraph with an outline level alone."""
    styles = (
        f'<w:styles {W}><w:style w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="2"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="own"><w:name w:val="own"/><w:basedOn w:val="2"/></w:style></w:styles>'
    )
    levels = level(0, "decimal", "%1", "<w:pStyle w:val='1'/>") + level(1, "decimal", "%1.%2")
    styled = '<w:p><w:pPr><w:pStyle w:val="{}"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
    body = styled.format("1", "概况") + styled.format("own", "机构") + paragraph("编制 25 人。")
    body += '<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>结论部分</w:t></w:r></w:p>'
    body += '<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>本年得分 93 分，比上年高 2 分。</w:t></w:r></w:p>'
    report = read(docx(body, numbering=numbering(levels), styles=styles), "a.docx")
    assert [(block.kind, block.section) for block in report.blocks] == [
        (BlockKind.HEADING, ("1概况",)),
        (BlockKind.HEADING, ("1概况", "1.1机构")),
        (BlockKind.PARAGRAPH, ("1概况", "1.1机构")),
        (BlockKind.HEADING, ("结论部分",)),
        (BlockKind.PARAGRAPH, ("结论部分",)),
    ]


def test_a_list_style_lends_its_list() -> None:
    """A definition may only name the style in which the real one is."""
    styles = f'<w:styles {W}><w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>'
    more = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum>'
    lists = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    part = numbering(level(0, "decimal", "%1、"), lists, more)
    assert texts(numbered("甲") + numbered("乙", 2), numbering=part, styles=styles) == ["1、甲", "2、乙"]


def test_the_number_of_a_list_is_no_figure_and_moves_no_place() -> None:
    """1. before 5 个 is neither 1.5 nor a number of the document; ranges count what the file holds."""
    body = numbered("5 个单位，共 25 人。")
    report = read(docx(body, numbering=numbering(level(0, "decimal", "%1."))), "a.docx")
    (block,) = report.blocks
    assert block.text == "1. 5个单位，共25人。"
    found = [(item.text, item.kind, item.location.range) for item in block.occurrences]
    assert found == [("5", NumberKind.FIGURE, "0-1"), ("25", NumberKind.FIGURE, "8-10")]
    assert block.runs[0].column == 1


def test_a_numbered_caption_numbers_its_table() -> None:
    """表 1 that Word counts is the table's number, and what the text refers to."""
    cells = "".join(
        "<w:tr>" + "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in row) + "</w:tr>"
        for row in (("项目", "金额"), ("甲", "3"), ("乙", "4"))
    )
    body = numbered("收支情况表（万元）") + f"<w:tbl>{cells}</w:tbl>"
    report = read(docx(body, numbering=numbering(level(0, "decimal", "表%1"))), "a.docx")
    assert [(table.number, table.name, table.unit) for table in report.tables] == [
        ("表1", "收支情况表", "万元")
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (paragraph("合计\t1234"), BlockKind.PARAGRAPH),
        (paragraph("一、概况\t3"), BlockKind.FURNITURE),
        (paragraph("概况......3"), BlockKind.FURNITURE),
        (
            '<w:p><w:hyperlink w:anchor="_Toc1"><w:r><w:t>概况</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t>3</w:t></w:r></w:hyperlink></w:p>',
            BlockKind.FURNITURE,
        ),
    ],
    ids=["amount", "numbered", "leaders", "linked"],
)
def test_lines_of_a_table_of_contents(line: str, kind: BlockKind) -> None:
    """A tab before digits alone makes none: it may set an amount apart."""
    (block,) = read(docx(line), "a.docx").blocks
    assert block.kind is kind
