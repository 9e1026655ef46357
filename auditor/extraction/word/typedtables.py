"""Tables that are no tables of Word: paragraphs whose cells tabs or bars part, as converters and typists leave them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.extraction.bars.barred import parse_barred
from auditor.extraction.bars.markup import parse_tabs
from auditor.extraction.text.draft import Draft
from auditor.extraction.text.lines import Line
from auditor.report.blocks import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.extraction.text.grid import Grid

_PARTS = ("\t", "|")
_KINDS = {BlockKind.PARAGRAPH, BlockKind.LIST, BlockKind.NOTE, BlockKind.HEADING}
_FEWEST = 3
"""Rows, and columns: a tab between a label and its amount leads the eye, and makes no table."""


def with_typed_tables(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Yield the blocks of a document with rows that stand a paragraph each put together to tables."""
    at = 0
    while at < len(drafts):
        end = at
        while end < len(drafts) and _is_row(drafts[end]):
            end += 1
        while end - at >= _FEWEST:
            lines = [Line(draft.text, number) for number, draft in enumerate(drafts[at:end], start=1)]
            found = _table(lines)
            if found is None or found[0].width < _FEWEST:
                break
            grid, taken = found
            yield Draft(kind=BlockKind.TABLE, grid=grid, place=drafts[at].place)
            at += taken
        if at < len(drafts):
            yield from drafts[at : max(end, at + 1)]
        at = max(end, at + 1)


def _is_row(draft: Draft) -> bool:
    if draft.kind not in _KINDS or draft.revisions or draft.place.range:
        return False
    text = draft.text.text.strip()
    return "\n" not in text and any(part in text for part in _PARTS)


def _table(lines: list[Line]) -> tuple[Grid, int] | None:
    if "\t" in lines[0].mapped.text.strip():
        return parse_tabs(lines, 0)
    return parse_barred(lines, 0)
