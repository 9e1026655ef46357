"""Score tables without columns of prose, printed row by row: label, weight, score, reason."""

from __future__ import annotations

from auditor.api import read_bytes

ROWS = (
    ("立项依据", "20", "20.00", "依据充分"), ("目标合理性", "20", "18.00", "两项未量化"),
    ("资金到位率", "15", "15.00", "全部到位"), ("预算执行率", "15", "14.20", "执行率较高"),
    ("产出完成率", "20", "19.50", "一项未完成"), ("群众满意度", "10", "9.10", "略低于目标"),
)  # fmt: skip


def _cells(rows: tuple[tuple[str, ...], ...], behind: str = "合计\n\n100\n\n95.80\n") -> dict[str, list[str]]:
    heads = "一级指标\n\n二级指标\n\n分值\n\n得分\n\n"
    body = "".join("\n\n".join(row) + "\n\n" for row in rows)
    text = f"评分情况见附件。\n\n附件 评价指标评分表\n{heads}{body}{behind}"
    report = read_bytes(text.encode(), "a.txt")
    return {
        row.name: [
            item.text
            for block in report.blocks
            for item in block.occurrences
            if item.location.row == row.name
        ]
        for table in report.tables
        for row in table.rows
    }


def test_what_stands_before_its_numbers_names_a_row() -> None:
    """Reasons and the names of groups stand between the rows."""
    cells = _cells(ROWS)
    assert cells["目标合理性"][:2] == ["20", "18.00"]
    assert cells["群众满意度"][:2] == ["10", "9.10"]


def test_rows_that_do_not_give_the_total_are_no_table() -> None:
    """A row may be printed elsewhere: nothing tells that none is left out."""
    assert "目标合理性" not in _cells(ROWS[1:])


def test_a_row_without_one_of_its_numbers_ends_the_table() -> None:
    """Which column lacks its cell is not told."""
    assert "目标合理性" not in _cells((ROWS[0], ("目标合理性", "20", "两项未量化"), *ROWS[2:]))
