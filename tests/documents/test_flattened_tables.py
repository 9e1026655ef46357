"""Tables that web pages and text layers flattened: a cell a line, rows run on in a line, cells set as code."""

from __future__ import annotations

import pytest

from auditor.readers.text import read

HEAD = "Overview\nThe report describes the results of the year for the agency and its partners.\n\n"
ROWS = {"Ferry tolls": ("412", "396"), "Bridge tolls": ("1,208", "1,174"), "Total": ("1,620", "1,570")}


def values(text: str) -> dict[str, tuple[str, ...]]:
    """Return the texts of the cells of the only table, by the label of their row."""
    report = read((HEAD + text + "\n").encode(), "text.txt")
    (block,) = [each for each in report.blocks if each.kind.name == "TABLE"]
    rows = [line.split("\t") for line in block.text.split("\n")]
    return {row[0]: tuple(row[1:]) for row in rows if row[0] in ROWS}


BEFORE = "\n".join(
    ["|Tolls", "|", "|", *(f"{label}\n|\n|{one}\n|\n|{two}\n|" for label, (one, two) in ROWS.items())]
)
BEHIND = "\n".join(f"{label} |\n{one} |\n{two} |\n||" for label, (one, two) in ROWS.items())
INLINE = "Tolls | 2023 Actual | 2022 Actual | " + " | ".join(
    f"{label} | {one} | {two}" for label, (one, two) in ROWS.items()
)
HEADLESS = "\n".join(f"{label} {one} {two}" for label, (one, two) in ROWS.items())
LAST_ON_LINES = "Ferry tolls 412 396\nRoad tolls 0 0\nBridge tolls 1,208 1,174\nTotal\n1,620\n1,570"
AS_CODE = "|Tolls|2023|2022|\n|---|---|---|\n" + "\n".join(
    f"|`{label}`|`{one}`|**{two}**|" for label, (one, two) in ROWS.items()
)
CUT = "| Tolls | 2023 | 2022 |\n|---|---|---|\n" + "\n".join(
    f"| {label} | {one} |\n{two}\n|" for label, (one, two) in ROWS.items()
)
BROKEN = "\n".join(f"<br /> {label} {one} {two}" for label, (one, two) in ROWS.items())


@pytest.mark.parametrize("text", [BEFORE, BEHIND, INLINE, HEADLESS, LAST_ON_LINES, AS_CODE, CUT, BROKEN])
def test_rows_keep_their_values(text: str) -> None:
    """Every way to flatten a table gives the same rows."""
    assert values(text) == ROWS


def test_prose_with_typographic_marks_is_no_table() -> None:
    """Lines of English with quotes and dashes that are not ASCII stay sentences."""
    text = (
        "keeping the ferries in good order. One of these aims\u2014regular service\u2014is an\n"
        "answer to what the island asked in meetings that follow from the harbour\u2019s own work\n"
        "and that cost the town 12 million or more in the harbour\u2019s accounts of every year\n"
    )
    report = read((HEAD + text).encode(), "text.txt")
    assert "TABLE" not in {block.kind.name for block in report.blocks}


def test_words_keep_their_blanks_beside_typographic_marks() -> None:
    """A label with a curly apostrophe is not closed up as Chinese is."""
    report = read(
        (
            HEAD + "| Item | 2023 | 2022 |\n| Members\u2019 equity | 412 | 396 |\n| Debt | 120 | 110 |\n"
        ).encode(),
        "t.txt",
    )
    assert "Members\u2019 equity" in {row.label for table in report.tables for row in table.rows}


def test_years_without_a_label_head_columns() -> None:
    """A second row that bears no label and holds years or signs of currency belongs to the head."""
    text = "||Restricted|Total|\n||2023|2023|\n||£|£|\n|Grants|412|620|\n|Gifts|208|310|\n|Total|620|930|\n"
    report = read((HEAD + text).encode(), "t.txt")
    assert [row.label for table in report.tables for row in table.rows] == ["Grants", "Gifts", "Total"]
