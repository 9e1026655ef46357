"""Tables with codes of a text layer that prints each row behind its code, in the form of official accounts."""

from __future__ import annotations

from tests.extraction.test_coded import BY_ROWS, HEADS, figures
from tests.extraction.test_stacked import table_of

OFFICIAL = (
    "科目编码/类/款/项 | 科目名称 | 本年收入合计 | 财政拨款收入 | 上级补助收入 | 事业收入 | 2 | 3 | 栏次 | 1 | 4 | 合计 |"
    "930.40 | 800.40 | 130.00 | 204 | 公共安全支出 | 700.40 | 700.40 | 20499 | 其他公共安全支出 | 700.40 | 700.40 |"
    "2049901 | 国防教育 | 402.15 | 402.15 | 2049999 | 其他公共安全事务 | 298.25 | 298.25 |"
    "208 | 社会保障和就业支出 | 230.00 | 100.00 | 130.00 | 20805 | 养老支出 | 100.00 | 100.00 |"
    "20811 | 残疾人事业 | 130.00 | 130.00"
)
SIDES = (
    "人员经费/科目编码 | 科目名称 | 金额 | 公用经费/科目编码 | 科目名称 | 金额 |"
    "301 | 工资福利支出 | 60.30 | 302 | 商品和服务支出 | 9.75 | 30101 | 基本工资 | 40.20 | 30201 | 办公费 | 5.50 |"
    "30102 | 津贴补贴 | 20.10 | 30202 | 印刷费 | 30103 | 奖金 | 30205 | 水费 | 4.25 |"
    "人员经费合计 | 60.30 | 公用经费合计 | 9.75"
)


def test_the_text_elsewhere_tells_the_column_of_a_total() -> None:
    """130.00 may be of any column right of the grants: a sentence says that it is 事业收入."""
    found = figures(f"全年财政拨款收入 800.40 万元，事业收入 130.00 万元。|{OFFICIAL}")
    assert found["合计", "事业收入"] == "130.00"
    assert found["残疾人事业", "事业收入"] == "130.00"
    assert ("合计", "上级补助收入") not in found


def test_without_a_word_elsewhere_the_table_is_not_read() -> None:
    """Nothing that adds up tells one blank column from another."""
    assert not table_of(OFFICIAL)


def test_values_printed_apart_fill_the_rows_that_lack_them() -> None:
    """Each of the two stands where the total of its row is not yet its part."""
    apart = BY_ROWS.replace("国防教育 | 402.15 | 402.15", "国防教育 | 402.15").replace(
        "养老支出 | 110.00 | 110.00", "养老支出 | 110.00"
    )
    assert figures(f"{apart} | 402.15/110.00") == figures(BY_ROWS)
    assert apart.startswith(HEADS)


def test_one_amount_a_code_in_sides() -> None:
    """Code, name and amount are printed together; a code without an amount has none."""
    found = figures(SIDES)
    assert found["基本工资", "金额"] == "40.20"
    assert found["水费", "金额"] == "4.25"
    assert found["人员经费合计", "金额"] == "60.30"
    assert ("印刷费", "金额") not in found


def test_amounts_that_no_code_sums_up_are_not_read() -> None:
    """Where no sum holds, what is printed together may not be a row."""
    assert not table_of(SIDES.replace("40.20", "41.20").replace("5.50", "6.50"))
