"""Whether a table that was read from its runs of values is certain: by its forms, its sums, and how it was printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.extraction.stacks.headed import AMOUNT_HEAD
from auditor.extraction.stacks.lattice import SHARE_HEAD
from auditor.extraction.stacks.latticenames import sensible
from auditor.extraction.stacks.skynames import whole_of
from auditor.extraction.tables.cellform import Kind, form_of, uniform
from auditor.extraction.tables.columnproofs import number_of, proven, relations, torn
from auditor.extraction.tables.rowproofs import row_sums

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.extraction.stacks.runnames import Column, Named
    from auditor.extraction.tables.columnproofs import Row

_FEWEST_ROWS = 2
_UNIT = re.compile(r"(?:计\s*[量算]\s*)?单\s*位")


def certain(table: Named) -> bool:
    """Whether forms or arithmetic confirm that the values stand under their heads, and in their rows."""
    columns = [column for column in table.columns if not column.worded]
    texts = [[cell.text for cell in column.cells] for column in columns]
    glued = all(column.glued for column in columns)
    plain = table.exact and (glued or (table.bands == 1 and not table.loose))
    unlike = not all(map(_uniform, texts)) and not all(map(_uniform, zip(*texts, strict=True)))
    if unlike and not (plain and (_measured(table) or all(len(_kinds(column)) <= 1 for column in texts))):
        return False
    if _misplaced(columns):
        return False
    rows = [tuple(number_of(text) for text in row) for row in zip(*texts, strict=True)]
    labels = [label.text for label in table.labels]
    first, last = whole_of(labels[0]) is True, whole_of(labels[-1]) is True
    if (first or last) and torn(rows, first=first and not last):
        return False
    if not sensible([column.path for column in columns], relations(rows)):
        return False
    if plain:
        # A head for each column, a label for each row: nothing else explains how it was printed.
        return len(rows) > _FEWEST_ROWS or len(columns) > _FEWEST_ROWS
    held = _held(rows, total=first or last, first=first and not last)
    if 2 * len(held) > len(columns) - table.exact:
        return True
    turned = list(zip(*rows, strict=True))
    return len(proven(turned, total=False)) * 2 > len(rows) > _FEWEST_ROWS


def _held(rows: Sequence[Row], *, total: bool, first: bool) -> set[int]:
    held = set(proven(rows, total=total, first=first))
    for each in row_sums(rows):
        held |= each.held
    return held


def _uniform(texts: Sequence[str]) -> bool:
    return uniform(text for text in texts if text)


def _measured(table: Named) -> bool:
    """Whether a column tells the unit of each row, so that the cells below each other are unlike."""
    return any(column.worded and _UNIT.fullmatch(column.path[0].text) for column in table.columns)


def _kinds(texts: Sequence[str]) -> set[Kind]:
    return {form_of(text).kind for text in texts if text} - {Kind.BLANK}


def _misplaced(columns: Sequence[Column]) -> bool:
    """Whether shares stand below the head of amounts, or amounts below that of shares with shares beside them."""
    kinds = [_kinds([cell.text for cell in column.cells]) for column in columns]
    percent = any(kind == {Kind.PERCENT} for kind in kinds)
    return any(
        (
            kind == {Kind.PERCENT}
            and AMOUNT_HEAD.search(column.path[-1].text)
            and not column.path[-1].text.startswith("占")
        )
        or (percent and kind == {Kind.NUMBER} and SHARE_HEAD.search(column.path[-1].text))
        for column, kind in zip(columns, kinds, strict=True)
    )
