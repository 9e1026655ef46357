"""Annexes of which nothing but the heading is there: they were left out, or what they hold could not be read.

A text layer holds no pictures and no scans, so this is a note. Annexes that are only listed (附件：1. … 2. …)
have no content in the document either; so at least one annex has to have some.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._relations import rule, said
from auditor.findings import Evidence, Severity
from auditor.report.blocks import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.blocks import Block

NAME = "annex-empty"
TITLE = {"zh": "附件只有标题", "en": "an annex of which only the heading is there"}
_ANNEX = re.compile(
    r"^[#\s]*(附件|Annex|ANNEX|Appendix|APPENDIX)\s*([0-9]{1,2}|[A-Z])(?![0-9A-Za-z])\s*[^\s-]"
)
_ELSEWHERE = re.compile(r"略|另附|另册|单独|attached separately|omitted", re.IGNORECASE)
_NOTHING = frozenset({BlockKind.FURNITURE, BlockKind.NOTE})


def check(facts: Facts) -> Iterator[Outcome]:
    """Look for headings of annexes that another annex, or the end, follows at once."""
    blocks = [block for block in facts.report.blocks if block.kind not in _NOTHING]
    heads = [
        at
        for at, block in enumerate(blocks)
        if block.kind is BlockKind.HEADING and block.level <= 1 and _ANNEX.match(block.text)
    ]
    ends = [*heads, len(blocks)][1:]
    empty = [blocks[at] for at, end in zip(heads, ends, strict=True) if end == at + 1]
    empty = [block for block in empty if not _ELSEWHERE.search(block.text)]
    if empty and len(empty) < len(heads):
        yield _told(empty)


def _told(empty: Sequence[Block]) -> Outcome:
    marks = [
        f"{found[1]}{' ' if found[1].isascii() else ''}{found[2]}"
        for block in empty
        if (found := _ANNEX.match(block.text))
    ]
    zh = f"{'、'.join(marks)} 只有标题，没有内容（文字层不含图片与扫描件，请核对原件）"
    en = f"{', '.join(marks)}: only the heading is there (a text layer holds no pictures: look at the original)"
    evidence = [
        Evidence(
            key=f"{mark}.内容", label=block.text.strip()[:30], role="stated", text=block.text.strip()[:30], unit="text",
            location=block.location,
        )
        for mark, block in zip(marks, empty, strict=True)
    ]  # fmt: skip
    return said(rule(NAME, TITLE, Severity.NOTE, "low"), zh, en, evidence)
