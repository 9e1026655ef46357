"""Running text in the cells of tables: quotations, remarks, what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.numbers import Paragraph, paragraph_of
from auditor.report.blocks import BlockKind, NumberKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts

_LOWER = re.compile(r"\b[a-z]{2,}\b")
_PROSE, _LONGEST_TABLE = 5, 40_000
"""Cells of so many words are sentences."""


def paragraphs_in_cells(facts: Facts) -> Iterator[Paragraph]:
    """Iterate over the cells of tables that hold running text with figures, each with what stands in it alone, at its place in the block."""
    for block in facts.report.blocks:
        if block.kind is not BlockKind.TABLE or len(block.text) > _LONGEST_TABLE:
            continue
        for cell in block.cells:
            if len(_LOWER.findall(cell.text)) < _PROSE or not any(map(str.isdigit, cell.text)):
                continue
            start, end = cell.span.start, cell.span.end
            inside = [each for each in block.occurrences if start <= each.span.start and each.span.end <= end]
            if any(each.kind is NumberKind.FIGURE for each in inside):
                text = " " * start + block.text[start:end]
                yield paragraph_of(facts, attrs.evolve(block, text=text, occurrences=tuple(inside)))
