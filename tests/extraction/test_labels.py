"""The words that name a figure: within the clause, without the words that only link."""

from __future__ import annotations

import pytest

from auditor.extraction.numbers.scanner import scan
from auditor.extraction.prose.labels import LabelFinder
from auditor.report.blocks import NumberKind


def labels(text: str) -> list[tuple[str, str, str, str, str] | None]:
    """Return name, period, basis, `of` and scope of every figure of a text."""
    found = scan(text)
    return [
        None if label is None else (label.name, label.period, label.basis, label.of, label.scope)
        for item, label in zip(found, LabelFinder(text).labels(found), strict=True)
        if item.kind is NumberKind.FIGURE
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("经年中调整后全年预算金额为 718.39万元", [("年中调整后全年预算金额", "", "", "", "")]),
        ("2023年度部门年初预算安排 442.31万元", [("部门年初预算", "2023年", "", "", "")]),
        ("预算调整率（追加数/年初数）37.55%。", [("预算调整率", "", "", "", "")]),
        ("5个内设机构", [("内设机构", "", "", "", "")]),
        (
            "1-4月份，全国服务业生产指数同比增长8.2%。",
            [("增长率", "1-4月", "同比", "全国服务业生产指数", "")],
        ),
        ("其他收入调减 6.08万元。", [("变动额", "", "", "其他收入", "")]),
        (
            "实有在编人数为 22人，较上年增加 2人，增长 10%。",
            [
                ("实有在编人数", "", "", "", ""),
                ("变动额", "", "较上年", "实有在编人数", ""),
                ("增长率", "", "", "实有在编人数", ""),
            ],
        ),
        (
            "其他资金来源支出 39万元，占总支出 5.43%。",
            [("其他资金来源支出", "", "", "", ""), ("占比", "", "占总支出", "其他资金来源支出", "")],
        ),
        (
            "基本支出 1110.17 万元，其中人员经费 986.42 万元、公用经费 123.75 万元。",
            [
                ("基本支出", "", "", "", ""),
                ("人员经费", "", "", "基本支出", ""),
                ("公用经费", "", "", "基本支出", ""),
            ],
        ),
        (
            "年末编制数 25 人，其中：实有在编人数为 22人，较上年增加 2人。",
            [
                ("年末编制数", "", "", "", ""),
                ("实有在编人数", "", "", "年末编制数", ""),
                ("变动额", "", "较上年", "实有在编人数", ""),
            ],
        ),
        (
            "实际支出 472.46万元，资金执行率 100%，占总支出的 65.77%。",
            [
                ("实际支出", "", "", "", ""),
                ("资金执行率", "", "", "", ""),
                ("占比", "", "占总支出的", "实际支出", ""),
            ],
        ),
        ("支出最大的是农林水支出，占 37.52%；", [("占比", "", "占", "农林水支出", "")]),
        ("机电产品出口占出口总额的57.7%", [("占比", "", "占出口总额的", "机电产品出口", "")]),
        ("未达到 95%的年度目标", [None]),
        ("4月份增长6.5%。社会消费品零售总额27278亿元", [None, ("社会消费品零售总额", "", "", "", "")]),
    ],
)
def test_labels(text: str, expected: list[tuple[str, str, str, str, str] | None]) -> None:
    """Name, period, basis and what a share, change or part is of."""
    assert labels(text) == expected
