"""Tables with codes whose rows are printed one behind the other, each with a value for every column: nothing is to be searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import records
from auditor.extraction.coded.extent import CODE_HEAD
from auditor.extraction.coded.leaf import Leaf, Part
from auditor.extraction.text.grid import Grid, grid_of
from auditor.extraction.text.lines import Line
from auditor.extraction.text.mapped import EMPTY, Mapped, join_lines

if TYPE_CHECKING:
    from collections.abc import Sequence


_FEWEST_ROWS = 5


@records.frozen(eq=False)
class _Row:
    """A row: its code or total, the lines of its name, and its values."""

    part: Part
    begin: Line
    name: list[Line]
    values: list[Line]


def full_rows(leaves: Sequence[Leaf]) -> Grid | None:
    """Return the table of pages whose rows are all full, None where a value or a name lacks, or stands elsewhere."""
    heads = list(
        {"".join(head.text.text.split()): head.text for leaf in leaves for head in leaf.heads}.values()
    )
    rows = [row for leaf in leaves for row in _rows(leaf)]
    if len(rows) < _FEWEST_ROWS or len(heads) < 2:  # noqa: PLR2004 - of one column nothing tells where a row ends
        return None
    if any(len(row.values) != len(heads) or (row.part is Part.CODE and not row.name) for row in rows):
        return None
    if sum(row.part is Part.TOTAL for row in rows) > 1:
        return None
    leads = [lead for leaf in leaves for lead in leaf.leads]
    coded = next((lead for lead in leads if _of_codes(lead)), EMPTY)
    named = next((lead for lead in leads if not _of_codes(lead)), EMPTY)
    texts: list[list[Mapped]] = [[coded, named, *heads]]
    for row in rows:
        begin = row.begin.mapped.strip()
        name = join_lines(line.mapped for line in row.name) if row.name else begin
        code = begin if row.part is Part.CODE else EMPTY
        texts.append([code, name, *(line.mapped.strip() for line in row.values)])
    return grid_of(texts, source="columns")


def _of_codes(lead: Mapped) -> bool:
    return CODE_HEAD.fullmatch("".join(lead.text.split())) is not None


def _rows(leaf: Leaf) -> list[_Row]:
    """Return the rows of a page, a row without values where something stands out of its order."""
    found: list[_Row] = []
    for token in leaf.tokens:
        if token.part in {Part.CODE, Part.TOTAL}:
            found.extend(_Row(token.part, line, [], []) for line in token.lines)
            continue
        if token.part is Part.RANK or token.head is not None or not found:
            return [_Row(Part.CODE, token.lines[0], [], [])]
        if token.part is Part.VALUE:
            found[-1].values.extend(token.lines)
        elif found[-1].values or found[-1].name or found[-1].part is Part.TOTAL:
            return [_Row(Part.CODE, token.lines[0], [], [])]
        else:
            found[-1].name.extend(token.lines)
    return found
