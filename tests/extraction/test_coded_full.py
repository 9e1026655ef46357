"""Tables with codes whose rows are all full and printed one behind the other."""

from __future__ import annotations

from tests.extraction.documents import cells
from tests.extraction.test_stacked import table_of, text_of

FULL = (
    "科目编码 | 科目名称/合计 | 本年收入合计 | 财政拨款收入 | 其他收入 | 930.40 | 930.40 | 0.00 | 204 | 公共安全支出 |"
    "700.40 | 700.40 | 0.00 | 20499 | 其他公共/安全支出 | 700.40 | 700.40 | 0.00 | 208 | 社会保障支出 | 230.00 | 230.00 | 0.00 |"
    "20805 | 养老支出 | 230.00 | 230.00 | 0.00"
)


def test_each_row_has_a_value_for_every_column() -> None:
    """Sums tell nothing of columns of zeros, and need not: nothing lacks."""
    found = cells(text_of(FULL))
    assert found["其他公共安全支出", "财政拨款收入"] == "700.40"
    assert found["养老支出", "其他收入"] == "0.00"
    assert table_of(FULL)[1][-3:] == ["930.40", "930.40", "0.00"]


def test_a_row_that_lacks_a_value_is_not_told_by_its_place() -> None:
    """Blank cells leave no trace: the value behind them may stand in any of two columns."""
    lacking = FULL.replace("养老支出 | 230.00 | 230.00 | 0.00", "养老支出 | 230.00 | 115.00")
    assert not table_of(lacking)
