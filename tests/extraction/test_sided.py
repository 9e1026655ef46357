"""Tables of two sides whose stacks a text layer prints one after the other."""

from __future__ import annotations

from tests.extraction.documents import cells
from tests.extraction.test_stacked import text_of

LEFT = "收入项目/一、财政拨款收入/二、事业收入/三、其他收入"
RIGHT = "支出项目/一、教育支出/二、卫生健康支出/本年支出合计/年末结转和结余/总计"
TABLE = (
    f"{LEFT} | 决算数/420.10/85.20/12.70 | 本年收入合计/年初结转和结余/总计 | 518.00/41.50/559.50 |"
    f"{RIGHT} | 决算数/470.30/55.20/525.50/34.00/559.50"
)


def figures(stacks: str) -> dict[tuple[str, str], str]:
    """Return the values of a table by label and head."""
    return cells(text_of(stacks))


def test_each_side_has_its_labels_and_values() -> None:
    """Both sides add up to their totals."""
    found = figures(TABLE)
    assert found["年初结转和结余", "决算数"] == "41.50"
    assert found["二、卫生健康支出", "决算数"] == "55.20"
    assert len(found) == 11 - 1  # both sides end in a total of the same name


def test_sums_tell_to_which_side_a_stack_belongs() -> None:
    """The end of the left side is printed behind the right side."""
    turned = (
        f"{LEFT} | 决算数/420.10/85.20/12.70 | {RIGHT.removesuffix('/年末结转和结余/总计')} | 决算数/470.30/55.20/525.50 |"
        "本年收入合计/年初结转和结余/收入总计 | 518.00/41.50/559.50 | 年末结转和结余/支出总计 | 34.00/559.50"
    )
    found = figures(turned)
    assert found["本年收入合计", "决算数"] == "518.00"
    assert found["年末结转和结余", "决算数"] == "34.00"


def test_a_wrong_figure_where_stacks_are_of_one_length() -> None:
    """One side adds up, and each stack of values is as long as that of its labels."""
    assert figures(TABLE.replace("41.50", "45.10"))["年初结转和结余", "决算数"] == "45.10"


def test_a_blank_cell_leaves_the_table_unread() -> None:
    """Nothing tells which of the labels has no value."""
    assert ("二、事业收入", "决算数") not in figures(TABLE.replace("420.10/85.20/12.70", "420.10/97.90"))


def test_two_wrong_sides_are_left() -> None:
    """Where neither side adds up, the stacks may stand otherwise."""
    wrong = TABLE.replace("41.50", "45.10").replace("34.00", "43.00")
    assert ("年初结转和结余", "决算数") not in figures(wrong)


def test_halves_with_other_heads_of_their_labels_stand_beside_each_other() -> None:
    """项目 决算数 | 功能分类 决算数: the labels of the right half are no column of the left one."""
    stacks = (
        "项目/财政拨款/事业收入/其他收入 | 决算数/486.32/120.00/96.74 | 本年收入合计/年初结转和结余/总计 | 703.06/12.85/715.91 |"
        "功能分类/教育支出/卫生健康支出/住房保障支出/其他支出/本年支出合计/年末结转和结余/总计 |"
        "决算数/420.07/127.36/85.19/45.13/677.75/38.16/715.91"
    )
    found = figures(stacks)
    assert found["本年收入合计", "决算数"] == "703.06"
    assert found["本年支出合计", "决算数"] == "677.75"
