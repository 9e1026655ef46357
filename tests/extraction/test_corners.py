"""The head of the labels of a table is known by what it says of its rows."""

from __future__ import annotations

import pytest

from auditor.extraction.stacks.corners import holds_corner, names_no_row
from auditor.extraction.stacks.headedcolumns import is_corner


@pytest.mark.parametrize(
    "text",
    ["乡镇", "县（市、区）", "镇（街道、乡）", "评价内容", "学段", "维度（分值）", "Service point", "Agency or program", "Theme (weight)"],
)  # fmt: skip
def test_a_word_of_the_field_heads_labels(text: str) -> None:
    """Whole heads alone are told so, with or without blanks."""
    assert is_corner(text)
    assert is_corner("".join(text.split()))


@pytest.mark.parametrize(
    "text",
    ["望江社区", "市区", "柳岸街道", "医院", "乡村", "Customer services", "Group", "Total", "Fleet renewal"],
)
def test_a_label_heads_none(text: str) -> None:
    """A place, or an institution, has rows of its own."""
    assert not is_corner(text)


def test_units_and_heads_of_labels_name_no_row() -> None:
    """£000 stands above values, Programme above labels; a year or a word may be a label."""
    assert names_no_row("£000")
    assert names_no_row("(%)")
    assert names_no_row("Programme")
    assert not names_no_row("2024")
    assert not names_no_row("Fleet renewal")


def test_a_head_that_ends_in_that_of_the_labels_heads_no_column() -> None:
    """Tonnes of waste names a group of columns, District below it the rows."""
    assert holds_corner("Tonnes of household waste District")
    assert not holds_corner("Capital programme")
