"""A figure that the text says is shown below, where the document read holds none: 走势见下图.

A text layer holds no pictures, so one note names all places: a person has to look at the original.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._relations import evidence_of_words, rule, said
from auditor.findings import Severity
from auditor.report.blocks import BlockKind
from auditor.report.unread import Unread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "figure-not-seen"
TITLE = {"zh": "文中所说的图未见", "en": "a figure that the text announces is not seen"}
_ANNOUNCED = re.compile(r"(?:如|见|详见)\s*(?:上|下)\s*图(?:所示)?|(?:上|下)图所示")
_CAPTION = re.compile(r"\s*图\s*[0-9一二三四五六七八九十]")


def check(facts: Facts) -> Iterator[Outcome]:
    """Look for announcements in a document without a caption of a figure, and whose reader saw no picture."""
    blocks = [block for block in facts.report.blocks if block.kind is not BlockKind.FURNITURE]
    seen = any(each.kind is Unread.PICTURES for each in facts.report.document.remarks)
    if seen or any(_CAPTION.match(block.text) for block in blocks):
        return
    places = [
        evidence_of_words(block, found.start(), found[0], label="图")
        for block in blocks
        for found in _ANNOUNCED.finditer(block.text)
    ]
    if places:
        zh = f"文中说“{places[0].text}”，未见该图（文字层不含图片，请核对原件）"
        en = f"the text says '{places[0].text}', but no figure is seen (a text layer holds no pictures: look at the original)"
        yield said(rule(NAME, TITLE, Severity.NOTE, "low"), zh, en, places)
