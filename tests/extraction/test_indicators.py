"""Tables of coded indicators whose rows take many lines, with prose between the weight and the score."""

from __future__ import annotations

from tests.extraction.documents import cells, text_report

ROWS = (
    ("A11 计划编/制完整性", "8", "考察计划是否完整，/有无缺项。", "8 100%"),
    ("A12 目标明/确性", "5", "目标可以衡量得满分，/每缺一项扣 1 分。", "4 80%"),
    ("B11 制度健/全性", "6", "查阅制度 3 项，全部/有效，得 6 分。", "6 100%"),
    ("B12 资金合/规性", "4", "抽查凭证 40 份，2 份/附件不全，扣 1 分。", "3 75%"),
    ("C11 任务完/成率", "10", "全年完成 18 项任务。", "9 90%"),
)


def annex(*rows: tuple[str, ...]) -> str:
    """Return the text layer of an annex with such rows."""
    lines = [
        "附件 1 综合评分表",
        "单位：分",
        "一级指标 二级指标 三级指标权重 指标解释 评分过程 得分 得分率",
    ]
    for row in rows:
        lines.extend(line for cell in row for line in cell.split("/"))
    return "\n\n".join([*lines, "合计 33 30 90.91%", "附件 2 其他材料"])


def test_weight_score_and_rate_around_prose() -> None:
    """The ends of a row are its cells; the prose between stays text."""
    found = cells(annex(*ROWS))
    assert found["A12目标明确性", "权重"] == "5"
    assert found["B12资金合规性", "得分"] == "3"
    assert found["C11任务完成率", "得分率"] == "90%"
    assert found["合计", "权重"] == "33"
    assert len(found) == 18


def test_prose_stays_text_with_its_numbers() -> None:
    """What is said of an indicator is read behind the table, below the label that it speaks of."""
    texts = [block.text for block in text_report(annex(*ROWS)).blocks]
    told = next(text for text in texts if "抽查凭证 40 份" in text)
    assert told.index("B12") < told.index("抽查凭证") < told.index("C11")


def test_one_wrong_rate_does_not_hide_the_table() -> None:
    """Of many rows one may be wrong: that is what the table is read for."""
    rows = (
        *ROWS,
        ("C12 任务及/时率", "5", "按期完成。", "5 90%"),
        ("C13 档案归/集率", "4", "归档齐全。", "4 100%"),
        ("C14 满意率", "6", "好。", "6 100%"),
    )
    assert cells(annex(*rows))["C12任务及时率", "得分率"] == "90%"


def test_rates_that_are_no_quotient_of_score_and_weight_prove_nothing() -> None:
    """Two numbers at the ends of pieces of text need not be a row's."""
    rows = tuple(
        (label, weight, prose, f"{number} 6{number}%")
        for number, (label, weight, prose, _) in enumerate(ROWS, start=1)
    )
    assert not cells(annex(*rows))


def test_targets_and_values_between_weight_and_score() -> None:
    """Target and actual value stand on the line of the row, or on lines of their own where they wrap."""
    text = "\n\n".join(
        "表 4-2 各项指标得分表|一级|指标|二级指标 三级指标 权重 标杆值 业绩值|实际|得分|得分率|A 决|策|A11 目标明确性|3 明确 明确 3 100%|"
        "A12 方案可行性|4|科学可|行|科学可|行|4 100%|B11 完成率|5 ≥95% 90% 4 80%|B12 调整率|2|±10%以|内|31.5% 0 0%|B13 合规性|6 合规 合规 6 100%|"
        "总分 20 17 85%".split("|")
    )
    found = cells(text)
    assert found["B11完成率", "业绩值"] == "90%"
    assert found["B12调整率", "业绩值"] == "31.5%"
    assert found["A12方案可行性", "实际得分"] == "4"
    assert found["总分", "权重"] == "20"
