"""Text in two columns is read one after the other; what only looks alike is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.readers import read
from auditor.report.blocks import BlockKind, NumberKind, occurrences
from auditor.report.unread import Unread
from tests.readers.packages import pdf

if TYPE_CHECKING:
    from collections.abc import Sequence

LEFT = (
    "The office spent 120 thousand in the", "first year and 130 thousand in the", "second year, which is more by 10",
    "thousand than before. The number of", "persons who were trained rose from", "230 to 245 over the same two years",
    "and all of them passed the test.",
)  # fmt: skip
RIGHT = (
    "The branch spent 40 thousand in the", "first year and 44 thousand in the", "second year, which is more by 4",
    "thousand than before. The number of", "persons who were trained rose from", "80 to 92 over the same two years",
    "and most of them passed the test.",
)  # fmt: skip


def shown(lines: tuple[str, ...], left: int, top: int = 720, step: int = 16) -> bytes:
    """Return lines of text that begin at `left`."""
    return "".join(
        f"BT /F1 11 Tf {left} {top - step * at} Td ({line}) Tj ET\n" for at, line in enumerate(lines)
    ).encode()


def test_two_columns_are_read_one_after_the_other() -> None:
    """A sentence goes on below, not on the other side of the gap, whether the base lines agree or not."""
    title = shown(("The report of the office and of its branch over two whole years, in one line",), 72, 760)
    for drop in (0, 7):
        content = title + shown(LEFT, 72) + shown(RIGHT, 320, 720 - drop)
        report = read(pdf(content), "a.pdf")
        text = " ".join(block.text for block in report.blocks)
        assert "spent 120 thousand in the first year and 130 thousand" in text
        assert "spent 40 thousand in the first year and 44 thousand" in text
        assert text.index("all of them") < text.index("The branch")


def test_a_table_without_rules_is_no_text_in_columns() -> None:
    """Names on the left and values on the right of a gap stay in their rows."""
    names = (
        "Item",
        "Water supply works",
        "Roads and bridges",
        "Schools and homes",
        "Hospital wings",
        "Total",
    )
    values = ("Amount", "12.5", "7.5", "20.0", "10.0", "50.0")
    report = read(pdf(shown(names, 72) + shown(values, 400)), "a.pdf")
    (table,) = report.tables
    assert [each.name for each in table.rows] == list(names[1:])


def pages(*contents: bytes) -> bytes:
    """Return a PDF of several pages."""
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for at, content in enumerate(contents):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * at} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream")
    data = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, item in enumerate(objects, start=1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n".encode() + item + b"\nendobj\n"
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    data += "".join(f"{offset:010d} 00000 n \n" for offset in offsets).encode()
    data += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(data)


def test_rows_beside_a_page_break_are_no_furniture() -> None:
    """Works 38 | 124.38 | 81.66 and the rows around it differ in digits only, and are figures all the same.

    The head that stands on both pages is taken out, so that the table goes on over the break.
    """
    rows = [(f"Works {at}", f"{at * 3 + 10}.{at:02d}", f"{at * 2 + 5}.{at + 20:02d}") for at in range(10, 70)]
    contents = []
    for number, part in enumerate((rows[:30], rows[30:]), start=1):
        lines = [("Item", "Planned", "Spent"), *part]
        content = shown(("Report of the works, volume 12",), 72, 800)
        content += shown((f"- {number} -",), 290, 40)
        for column, left in enumerate((72, 260, 420)):
            content += shown(tuple(line[column] for line in lines), left, 760, 20)
        contents.append(content)
    report = read(pages(*contents), "a.pdf")
    found = [item.text for _, item in occurrences(report.blocks) if item.kind is NumberKind.FIGURE]
    figures = [text for text in found if "." in text]
    assert figures == [text for _, *values in rows for text in values]
    assert [len(table.rows) for table in report.tables] == [60]
    furniture = {block.text for block in report.blocks if block.kind is BlockKind.FURNITURE}
    assert {"Report of the works, volume 12", "- 1 -", "- 2 -"} <= furniture


def test_what_lies_over_a_page_is_named() -> None:
    """Comments and what is filled into forms are no part of the page's text; a link says nothing."""
    annotations = (
        "/Annots [<< /Type /Annot /Subtype /Widget /V (456.7) >> << /Type /Annot /Subtype /FreeText /Contents (125) >> "
        "<< /Type /Annot /Subtype /Link /Contents (no matter) >> 7 << /Subtype 3 >>]"
    )
    data = pdf(shown(LEFT, 72)).replace(b"/MediaBox", f"{annotations} /MediaBox".encode(), 1)
    report = read(data, "a.pdf")
    assert [each.kind for each in report.document.remarks] == [Unread.ANNOTATIONS, Unread.FIELDS]
    plain = pdf(shown(LEFT, 72)).replace(b"/MediaBox", b"/Annots [<< /Subtype /Link >>] /MediaBox", 1)
    assert read(plain, "a.pdf").document.remarks == ()


def test_few_lines_are_joined_by_the_width_of_the_page() -> None:
    """Two lines of a sentence on a page that has no more are one paragraph."""
    lines = (
        "In the year 2024 the office planned to spend 150.00 million and it spent 125.00 million, so",
        "that 25.00 million are left.",
    )
    report = read(pdf(shown(lines, 72)), "a.pdf")
    assert [block.text for block in report.blocks] == [" ".join(lines)]


def ruled(rows: Sequence[tuple[str, ...]], top: int, lefts: tuple[int, ...] = (72, 200, 300, 400)) -> bytes:
    """Return a ruled table; an empty text in the first column goes on with the cell above it."""
    edges = (*lefts, lefts[-1] + 100)
    bottom = top - 20 * len(rows)
    content = "".join(f"{edge} {bottom} m {edge} {top} l S\n" for edge in edges)
    for at, row in enumerate(rows):
        start = edges[0] if row[0] or at == 0 else edges[1]
        content += f"{start} {top - 20 * at} m {edges[-1]} {top - 20 * at} l S\n"
        for left, text in zip(lefts, row, strict=True):
            content += f"BT /F1 10 Tf {left + 3} {top - 20 * at - 14} Td ({text}) Tj ET\n"
    content += f"{edges[0]} {bottom} m {edges[-1]} {bottom} l S\n"
    return content.encode()


def test_the_rest_of_a_label_that_the_page_cut_is_no_head() -> None:
    """`Effects (30` and, on the next page, `points)` alone in its row: the table goes on, its total with it."""
    head = ("Group", "Indicator", "Weight", "Score")
    first = [head, ("Output", "Works", "70", "65.50"), ("Effects of all the", "Jobs", "30", "28.25")]
    second = [("works (30 points)", "", "", ""), ("Total", "", "100", "93.75")]
    report = read(pages(ruled(first, 760), ruled(second, 760)), "a.pdf")
    (table,) = report.tables
    assert [row.name for row in table.rows][-1] == "Total"
    assert [column.name for column in table.columns][-2:] == ["Weight", "Score"]


def test_a_merged_cell_that_the_page_cut_is_one() -> None:
    """`Output` stands over two rows of its page and two of the next, where its cell is drawn again and blank."""
    head = ("Group", "Indicator", "Weight", "Score")
    first = [head, ("Output", "Works", "40", "35.50"), ("", "Roads", "30", "28.00")]
    second = [("", "Bridges", "20", "18.00"), ("", "Ports", "10", "9.00"), ("Total", "", "100", "90.50")]
    report = read(pages(ruled(first, 760), ruled(second, 760)), "a.pdf")
    (table,) = [block for block in report.blocks if block.kind is BlockKind.TABLE]
    assert [cell.rows for cell in table.cells if cell.text == "Output"] == [4]
    assert [cell.text for cell in table.cells if cell.column == 0] == ["Group", "Output", "Total"]
