"""Numbers in Chinese text: what is a figure and what is not, with sign, bound, unit and range."""

# ruff: noqa: RUF001 - the look-alikes are the very characters that reports print
from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import hypothesis.strategies as st
import pytest
from hypothesis import given

from auditor.extraction.numbers.scanner import scan
from auditor.numbers import rescaled, unit_of
from auditor.report.blocks import NumberKind

if TYPE_CHECKING:
    from auditor.extraction.numbers.found import Found


def only(text: str, kind: NumberKind = NumberKind.FIGURE) -> list[str]:
    """Return the texts of all numbers of a kind."""
    return [text[item.start : item.end] for item in scan(text) if item.kind is kind]


def figure(text: str) -> Found:
    """Return the only figure of a text."""
    (found,) = [item for item in scan(text) if item.kind is NumberKind.FIGURE]
    return found


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("支出 718.39 万元", "万元"), ("支出 718.39\n万元", "万元"), ("占 5.43%", "%"), ("提高 0.6 个百分点", "百分点"),
        ("共 5 个内设机构", "个"), ("实有 22人", "人"), ("3大类", "类"), ("8.0 公里", "公里"), ("26.9万人", "万人"),
        ("每亩 500 元/亩", "元/亩"), ("1000㎡", "㎡"), ("3000多万元", "万元"), ("20余个", "个"), ("得 3 分", "分"),
        ("共 7 项目", ""), ("约 3 人员", ""), ("系数 0.99", ""), ("rose 5.2 percent", "%"), ("spent $3.5 million", "$ million"),
        ("人民币 5 万元", "万元"), ("¥ 120", "元"), ("47 批次", "批次"), ("5 年", "年"), ("6 个月", "个月"), ("12 台（套）", "台(套)"),
        ("以得分88.36分为依据", "分"),
        ("共8分为几类", ""),
        ("用电 1,643 千瓦时", "千瓦时"), ("装机 52 千瓦", "千瓦"), ("用电 3.2 万千瓦时", "万千瓦时"),
        ("周转量 176.94 亿吨公里", "亿吨公里"), ("桥梁 18.44 万延米", "万延米"), ("旅客 3.1 万人公里", "万人公里"),
    ],
)  # fmt: skip
def test_units(text: str, unit: str) -> None:
    """The unit follows, perhaps after blanks or a line break; a word that only begins like one is none."""
    assert figure(text).unit == unit


def test_a_measure_that_begins_with_a_word_of_scale() -> None:
    """万千瓦时 are so many 千瓦时, and these are no thousand 瓦时."""
    assert unit_of("千瓦时").dimension == unit_of("万千瓦时").dimension == "measure:千瓦时"
    assert unit_of("万千瓦时").factor == 10**4 * unit_of("千瓦时").factor
    assert rescaled(unit_of("万千瓦时"), Fraction(1, 10**4)) == unit_of("千瓦时")


@pytest.mark.parametrize(
    ("text", "word", "sign"),
    [
        ("调减 6.08万元", "调减", -1), ("增加了约 2人", "增加", 1), ("下降10.09%", "下降", -1), ("回落1.1个百分点", "回落", -1),
        ("增加到 5 万元", "", 0), ("降至 5%", "", 0), ("为 5%", "", 0), ("至少 5 个", "", 0), ("少完成 300 亩", "", 0),
    ],
)  # fmt: skip
def test_sign_words(text: str, word: str, sign: int) -> None:
    """减少 5 is a change, 减少到 5 is a level."""
    found = figure(text)
    assert (found.sign_word, found.sign) == (word, sign)


@pytest.mark.parametrize(
    ("text", "printed", "bound", "approximate"),
    [
        ("≥500件", "≥500", "≥", False), ("±10%以内", "±10%", "±", True), ("不低于 95%", "不低于 95%", "≥", False),
        ("超过 8.0 公里", "超过 8.0", ">", False), ("满意度超 95%", "95%", ">", True), ("600 人次以上", "600", "≥", True),
        ("90 分（含）以上", "90", "≥", True), ("5%以内", "5%", "≤", True), ("近5年", "5", "", True), ("约 300 亩", "300", "", True),
        ("节约 5 万元", "5", "", False), ("+214.97%", "+214.97%", "", False), ("-13.49%", "-13.49%", "", False),
        ("－１２．５％", "－１２．５％", "", False), ("–1", "–1", "", False),
    ],
)  # fmt: skip
def test_bounds_and_rough_words(text: str, printed: str, bound: str, *, approximate: bool) -> None:
    """A bound that reads as part of the numeral belongs to its text; words that do not make it rough."""
    found = figure(text)
    assert (text[found.start : found.end], found.bound, found.approximate) == (printed, bound, approximate)


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("C4112345政务服务便民热线", NumberKind.CODE, ["C41", "12345"]),
        ("“12345”政府服务热线", NumberKind.CODE, ["12345"]),
        ("2080501机关事业单位养老保险", NumberKind.CODE, ["2080501"]),
        ("P1.5LED显示屏，5G 基站", NumberKind.CODE, ["P1.5LED", "5G"]),
        ("第1类、第 2 批", NumberKind.CODE, ["第1", "第 2"]),
        ("电话 0994-7212345", NumberKind.CODE, ["电话 0994-7212345"]),
        ("https://a.gov.cn/2023/5.html", NumberKind.CODE, ["https://a.gov.cn/2023/5.html"]),
        ("（中发〔2018〕34号）", NumberKind.REFERENCE, ["〔2018〕34号"]),
        ("见表 1-1 和附件 3", NumberKind.REFERENCE, ["表 1-1", "附件 3"]),
        ("详见下 1-2：", NumberKind.REFERENCE, ["详见下 1-2"]),
        ("见注¹。", NumberKind.REFERENCE, ["¹"]),
        ("（2024年 6月 10日-6月 18日）", NumberKind.DATE, ["2024年 6月 10日-6月 18日"]),
        ("2022—2023年", NumberKind.DATE, ["2022—2023年"]),
        ("2023 年 1 月 23 日", NumberKind.DATE, ["2023 年 1 月 23 日"]),
        ("1-4月份，一季度，十二月", NumberKind.DATE, ["1-4月份", "一季度", "十二月"]),
        ("2022-2023物流园", NumberKind.DATE, ["2022-2023"]),
        ("初步结果,2024年", NumberKind.DATE, ["2024年"]),
        ("3.2023年度工作计划", NumberKind.DATE, ["2023年度"]),
        ("发现：1.奇台县；2.可以①预算", NumberKind.SERIAL, ["1.", "2.", "①"]),
        ("（1）研究", NumberKind.SERIAL, ["（1）"]),
        ("1,23", NumberKind.UNREAD, ["1,23"]),
        ("718.39718.39", NumberKind.UNREAD, ["718.39718.39"]),
        ("10²", NumberKind.UNREAD, ["10²"]),
        ("٣ 个", NumberKind.UNREAD, ["٣"]),
        ("9" * 41 + " 元", NumberKind.UNREAD, ["9" * 41]),
    ],
)  # fmt: skip
def test_what_is_no_figure(text: str, kind: NumberKind, expected: list[str]) -> None:
    """Codes, references, dates and marks are named as such, and nothing of them is a figure."""
    assert only(text, kind) == expected
    assert only(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("80~90 分", [("80", "分", "low"), ("90", "分", "high")]),
        ("90（含）-100分", [("90", "分", "low"), ("100", "分", "high")]),
        ("信度系数在 0.8～0.9之间", [("0.8", "", "low"), ("0.9", "", "high")]),
        ("快5.8和3.8个百分点", [("5.8", "百分点", ""), ("3.8", "百分点", "")]),
        ("=90.03+3-4=89.03 分", [("90.03", "", ""), ("3", "", ""), ("4", "", ""), ("89.03", "分", "")]),
        ("（167.85/78.08）×100%", [("167.85", "", ""), ("78.08", "", ""), ("100%", "%", "")]),
        ("155/165=93.94%", [("155", "", ""), ("165", "", ""), ("93.94%", "%", "")]),
        ("由 22 人到 25 人", [("22", "人", ""), ("25", "人", "")]),
        ("结构为22.8:21.2:56.0", [("22.8", "", ""), ("21.2", "", ""), ("56.0", "", "")]),
        (r"可以达到 $7 7 . 2 \%$ 。", [("7 7 . 2", "%", "")]),
        ("2024,500", [("500", "", "")]),
    ],
)
def test_ranges_lists_and_formulas(text: str, expected: list[tuple[str, str, str]]) -> None:
    """The last number of a list or range lends its unit; a minus in a formula makes no range."""
    found = [item for item in scan(text) if item.kind is NumberKind.FIGURE]
    assert [(text[item.start : item.end], item.unit, item.range) for item in found] == expected


def test_a_fraction_is_exact() -> None:
    """扣1/5分 is a fifth."""
    found = figure("一项不符合扣 1/5分")
    assert found.numeral is not None
    assert (found.numeral.value, found.unit) == (Fraction(1, 5), "分")


def test_chinese_counts() -> None:
    """内设六个办公室 counts; 一个, 第三批 and 统一 do not."""
    assert only("内设六个办公室，一个重点，第三批，统一标准，十二项措施") == ["六", "十二"]


@pytest.mark.parametrize(
    ("text", "value"),
    [("-", Fraction(0)), ("—", Fraction(0)), ("(5.2)", Fraction("-5.2")), (".802", Fraction("0.802"))],
)
def test_cells(text: str, value: Fraction) -> None:
    """A cell may be a blank dash, an accountant's bracket, a decimal without its zero."""
    (found,) = scan(text, cell=True)
    assert found.numeral is not None
    assert found.numeral.value == value


@given(st.text())
def test_any_text(text: str) -> None:
    """Numbers come in order, do not overlap, and every ASCII digit belongs to one."""
    found = scan(text)
    ends = [0, *(item.end for item in found)]
    assert all(item.start >= end for item, end in zip(found, ends, strict=False))
    held = {at for item in found for at in range(item.start, item.end)}
    assert {at for at, char in enumerate(text) if char in "0123456789"} <= held


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("In 2016 there were 456 612 deaths.", ["2016", "456 612"]),
        ("Of these, 405 370 (88.8%) were natural.", ["405 370", "88.8%"]),
        ("In 2016 456 deaths were told of.", ["2016", "456"]),
        ("boys 125 300 400 in all", ["125", "300", "400"]),
        ("Grade 9 120 pupils", ["9", "120"]),
    ],
)
def test_blanks_part_thousands_between_plain_words(text: str, numbers: list[str]) -> None:
    """A blank groups the digits of a number in a sentence, not the cells of a row or a number behind a name."""
    assert [text[each.start : each.end] for each in scan(text)] == numbers


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("tonnes in 2023/24, up on 2022–23", []),
        ("in 2015-16 and 1999/00", []),
        ("visits 2023/20", ["20"]),
        ("missed collections (587, 47.11%)", ["587", "47.11%"]),
        ("98 out of 100 and 77.29%", ["98", "100", "77.29%"]),
    ],
)
def test_financial_years_and_counts_beside_shares(text: str, figures: list[str]) -> None:
    """A year over the end of another is a time; a count beside its share is no share."""
    found = [item for item in scan(text) if item.kind is NumberKind.FIGURE]
    assert [text[item.start : item.end] for item in found] == figures
    assert all(item.unit == ("%" if "%" in text[item.start : item.end] else "") for item in found)
