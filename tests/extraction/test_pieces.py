"""English tables whose rows a text layer broke into pieces are read as the tables they were."""

from __future__ import annotations

import pytest

from auditor.api import read_bytes

ROWS = (("Fees", "8,120", "7,964"), ("Grants", "1,310", "(205)"), ("Income", "9,430", "7,759"))


def _a_line_each() -> str:
    return "\n".join(f"{label}\n$\n{one}\n$\n{two}" for label, one, two in ROWS)


def _behind_bars() -> str:
    return "\n".join(f"|{label}\n|\n|$\n|{one}\n|\n|{two.rstrip(')')}\n|)\n|" if ")" in two
                     else f"|{label}\n|\n|$\n|{one}\n|\n|{two}\n|" for label, one, two in ROWS)  # fmt: skip


def _rows_on_lines() -> str:
    return "\n".join(f"{label} ${one} {two}" for label, one, two in ROWS)


def _all_on_one_line() -> str:
    return "x | y | " + " | ".join(" | ".join(row) for row in ROWS) + " |\n---|"


@pytest.mark.parametrize("text", [_a_line_each(), _behind_bars(), _rows_on_lines(), _all_on_one_line()])
def test_pieces_are_put_together_as_rows(text: str) -> None:
    """Wherever the pieces stand, the labels name the rows and the brackets of a loss are kept."""
    report = read_bytes(f"The accounts follow.\n\n{text}\n".encode(), "a.txt")
    (table,) = report.tables
    assert [row.name for row in table.rows if row.name in dict.fromkeys(each[0] for each in ROWS)] == [
        "Fees",
        "Grants",
        "Income",
    ]
    stated = [item.text for block in report.blocks for item in block.occurrences if item.key]
    assert [each for each in stated if each.strip("()").replace(",", "").isdigit()] == [
        value for row in ROWS for value in row[1:]
    ]


def test_a_row_with_another_number_of_values_is_read_as_text() -> None:
    """It is not known which of its cells are blank; its figures are kept."""
    odd = "Other income\n44\n"
    text = f"{_a_line_each()}\n{odd}{_a_line_each()}"
    report = read_bytes(f"The accounts follow.\n\n{text}\n".encode(), "a.txt")
    assert not any(row.name == "Other income" for table in report.tables for row in table.rows)
    assert any("Other income 44" in block.text for block in report.blocks if not block.table)


def test_the_sign_of_a_currency_may_stand_inside_the_brackets_of_a_loss() -> None:
    """($8,600) is 8,600 below zero."""
    text = "Table 1. Funds\nItem | 2007 | 2008 |\n---|---|---|\nFees | $3,265 | $3,680 |\nOne-time | ($86) | $0 |\n"
    report = read_bytes(text.encode(), "a.txt")
    assert "(86)" in [item.text for block in report.blocks for item in block.occurrences if item.key]


def test_columns_below_like_names_are_no_rows() -> None:
    """The heads n and % stand below each of several names."""
    text = "Pleased\nn\n%\n452\n39.4\n\nNeutral\nn\n%\n163\n14.2\n\nDispleased\nn\n%\n114\n9.9\n"
    report = read_bytes(f"The visitors were asked.\n\n{text}\nThey were told so.\n".encode(), "a.txt")
    assert not report.tables


def test_stacks_are_no_rows_where_their_cells_are_alike() -> None:
    """Sites | Share | Satisfied: each is a column below its head, and a % behind a blank line is a head as well."""
    text = "Sites\n26\n21\n40\n\nShare\n29.9\n24.1\n46.0\n\nSatisfied\n302\n221\n118\n\n%\n\nNeutral\n73\n48\n44\n"
    report = read_bytes(f"The visitors were asked.\n\n{text}\n".encode(), "a.txt")
    assert not report.tables
    assert not any("118 %" in item.text for block in report.blocks for item in block.occurrences)


PARTED = (
    "(in dollars)", "Office", "", "2024 approved", "", "Committee", "bill", "", "Over (under)", "request", "",
    "GENERAL OFFICES", "Clerk", "", "18,400", "", "19,200", "", "800", "",
    "Assessor and", "Collector", "", "7,300", "", "7,100", "", "(200)", "", "Courts", "", "4,100", "", "4,150", "", "50",
)  # fmt: skip


def _rows(lines: tuple[str, ...]) -> dict[str, list[str]]:
    report = read_bytes(("The accounts follow.\n\n" + "\n".join(lines) + "\n").encode(), "a.txt")
    return {
        row.name: [column.name for column in table.columns] for table in report.tables for row in table.rows
    }


def test_heads_and_labels_of_two_lines_are_one_cell_where_blank_lines_part_cells() -> None:
    """A title in capitals above the first label heads no column, and a head without a year does as well."""
    names = _rows(PARTED)
    assert {"Clerk", "Assessor and Collector", "Courts"} <= set(names)
    assert [name for name in names["Clerk"] if name][-3:] == [
        "2024 approved",
        "Committee bill",
        "Over (under) request",
    ]


def test_a_label_printed_above_the_heads_leaves_the_table_unread() -> None:
    """Then the last head stands where the first label would."""
    early = (*PARTED[:2], "Clerk", *PARTED[2:11], *PARTED[13:])
    assert "Over (under) request" not in _rows(early)


def test_columns_of_words_leave_the_table_unread() -> None:
    """The month behind each row heads none of the next."""
    lines = [line for line in PARTED if line != "GENERAL OFFICES"]
    for at, month in ((35, "March"), (26, "May"), (18, "April")):
        lines[at:at] = ["", month, ""] if at < len(lines) else ["", month]
    assert "Clerk" not in _rows(tuple(lines))


def test_columns_whose_head_is_printed_apart_from_them_are_no_rows() -> None:
    """Below October a blank line stands: its cells are those of a column all the same."""
    text = (
        "Stream\n\nApril\n\nPaper\nGlass\nAll\n\n78\n69\n147\n\nJuly\n77\n72\n149\n\nOctober–\nDecember\n\n"
        "January\n\n74\n67\n141\n\n95\n80\n175\n"
    )
    report = read_bytes(f"Table 3 Missed rounds\n{text}\nThey were told so.\n".encode(), "a.txt")
    rows = {row.name for table in report.tables for row in table.rows}
    assert rows in ({"Paper", "Glass", "All"}, set())


def test_the_head_of_labels_may_be_printed_behind_the_first_label() -> None:
    """Beside heads of two lines it stands lower than they do."""
    heads = "Budget\n\nActual\n\nShare of\nall\n\nLocal tax\n\nSource\n\n"
    rows = "98\n\n96\n\n46.1%\n\nGrants\n\n42\n\n43\n\n20.7%\n\nFees\n\n71\n\n69\n\n33.2%\n"
    names = _rows((heads + rows).split("\n"))  # type: ignore[arg-type]
    assert [name for name in names["Local tax"] if name] == ["Budget", "Actual", "Share of all"]
