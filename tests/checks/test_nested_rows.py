"""Rows between which others stand that are of the row above them."""

from __future__ import annotations

from tests.checks.test_wordings import told

TABLE = """表1 机构与床位
| 机构 | 2023年机构 | 2022年机构 | 2023年床位 | 2022年床位 |
| --- | --- | --- | --- | --- |
| 总计 | 3101 | 3054 | 36829 | 33314 |
| 医院 | 149 | 143 | 28618 | 25589 |
| #综合医院 | 99 | 96 | 18997 | 17103 |
| 中医医院 | 10 | 9 | 3641 | 3186 |
| 基层机构 | 2882 | 2838 | 7412 | 6951 |
| 卫生院 | 1068 | 1069 | 5506 | 5180 |
| 门诊部 | 1814 | 1769 | 1906 | 1771 |
| 保健院 | 45 | 48 | 425 | 364 |
| 其他机构 | 25 | 25 | 374 | 410 |
"""


def test_leaves_a_table_alone_whose_top_rows_give_the_total() -> None:
    """What stands below 医院 and 基层机构 is of them."""
    assert told("zh", TABLE) == []


def test_finds_the_column_in_which_they_do_not() -> None:
    """Three columns tell which rows are parts of the total, so the fourth has to come out as well."""
    said = told("zh", TABLE.replace("28618", "26818"))
    assert any("26818" in words for _, words in said), said
