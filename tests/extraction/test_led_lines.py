"""Lists whose amounts dots lead to, headings between paragraphs of English, and compounds that a line breaks."""

from __future__ import annotations

from auditor.report.blocks import BlockKind, NumberKind
from tests.extraction.documents import text_report

ACCOUNT = """                         TITLE II—PUBLIC WORKS
     The committee recommends the amounts below for the accounts of the department; each of them is compared with
the amount that was enacted for the year before and with the one that the governor asked for, as the rules demand.
STREETS AND BRIDGES
   Appropriation, fiscal year 2031..................................................................................$84,310,000
   Budget request, fiscal year 2032..................................................................................91,250,000
   Recommended in the bill..............................................................................................88,640,000
   Bill compared with:
       Appropriation, fiscal year 2031.............................................................................+4,330,000
       Budget request, fiscal year 2032.............................................................................-2,610,000
     The recommendation provides for the upkeep of 214 bridges, and it leaves out the one-time amount that the year
before held for the works of the northern crossing, which were done in May and which need no further grant at all.
PARKS AND TREES
   Appropriation, fiscal year 2031..................................................................................$12,470,000
   Budget request, fiscal year 2032..................................................................................13,900,000
"""
HEADED = """     The committee held six public hearings in the course of the year, heard ninety witnesses on the bill, and found
that the works which the department reported as done were done in each of the nine counties that the bill names.
Hearings and vote
     The committee ordered the bill reported after the last of these hearings, a quorum being present all the time,
so that the house may vote on it before the year to which it applies begins in July, as it did the year before it.
     The amounts which the bill provides for laboratories are smaller than those of the year before, since the one-
time purchases have come to their end, and since the short- and long-term loans have been paid back in full by now.
     Sec. 601. Makes the grants listed above.
     Sec. 602. Limits transfers between accounts to 5 percent.
     Sec. 603. Requires reports of filled positions.
     Sec. 604. Continues the limit on grants to any one county.
     Sec. 605. Prohibits the use of funds for travel out of the state above the level of the fiscal year before it.
     Sec. 606. Takes effect in July.
"""


def _texts(text: str) -> list[str]:
    return [
        block.text
        for block in text_report(text).blocks
        if block.kind in {BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST}
    ]


def test_each_line_of_dots_is_read_for_itself() -> None:
    """Neither the heading above the list nor the sentence below it, and no dots are part of 2031."""
    found = _texts(ACCOUNT)
    assert "STREETS AND BRIDGES" in found
    assert "PARKS AND TREES" in found
    led = [text.replace(".", "") for text in found]
    assert "Appropriation, fiscal year 2031$84,310,000" in led
    assert "Recommended in the bill88,640,000" in led
    assert "Budget request, fiscal year 2032-2,610,000" in led
    numbers = [number for block in text_report(ACCOUNT).blocks for number in block.occurrences]
    assert not [number for number in numbers if number.kind is NumberKind.UNREAD]


def test_a_heading_between_paragraphs() -> None:
    """A short line that ends no sentence is no end of a paragraph; the sections of a bill are paragraphs."""
    found = _texts(HEADED)
    assert "Hearings and vote" in found
    assert sum(text.startswith("Sec. 60") for text in found) == 6


def test_a_compound_that_a_line_breaks() -> None:
    """one- / time has a hyphen and no blank."""
    assert any("the one-time purchases" in text and "short- and long-term" in text for text in _texts(HEADED))


def test_page_numbers_in_brackets() -> None:
    """(2) at the foot of a page is no item of a list; without page breaks it may be one."""
    words = ("grants", "loans", "fees", "taxes", "rents", "wages", "tolls", "fines")
    pages = [
        f"   The committee explains how the {word} were paid out and what came of them.\n" for word in words
    ]
    paged = "".join(
        f"{''.join(pages[2 * at : 2 * at + 2])}\n                 ({at + 1})\n\f" for at in range(4)
    )
    blocks = text_report(paged).blocks
    assert sum(block.kind is BlockKind.FURNITURE for block in blocks) == 4
    assert not any("(2)" in block.text for block in blocks if block.kind is not BlockKind.FURNITURE)
    listed = text_report(paged.replace("\f", "")).blocks
    assert any("(2)" in block.text for block in listed if block.kind is not BlockKind.FURNITURE)
