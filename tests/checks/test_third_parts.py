"""Columns that follow from two others, beside one that most rows leave empty."""

from __future__ import annotations

from auditor import api

ROWS = """\
| Item | General | Set aside | Held for good | All funds |
|---|---|---|---|---|
| Gifts | 224 | 379 | - | 603 |
| Wills | 614 | 108 | - | 722 |
| Goods | 93 | 41 | - | 134 |
| Shops | 17 | 25 | - | 42 |
| Brought forward | 1,981 | 3,109 | 18 | {total} |
"""


def _errors(text: str) -> list[str]:
    found = api.check(api.read_bytes(text.encode(), "a.txt")).findings
    return [each.rule for each in found if each.severity.value == "error"]


def test_a_third_part_that_most_rows_are_without_makes_up_the_sum() -> None:
    assert _errors(ROWS.format(total="5,108")) == []


def test_a_row_that_neither_two_nor_three_parts_make_up_is_wrong() -> None:
    assert "column-arithmetic" in _errors(ROWS.format(total="5,801"))
