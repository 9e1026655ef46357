"""Tables that a text layer prints cell by cell with blank lines between, in the order in which it read the page.

住房保障支出 |  1,104,382.77 | 2.32% | 合计 | 47,587,920.66 | 100.00%, and where labels were set close together:
196 | 200 | 518,400.00 | 7 | 500 | 42,000.00 | 2,065 | — | 2,770,800.00 | 100 岁以上 / 合计.

Taken only where the stacks fill a rectangle in one way, every column is of one kind, each row has its label,
and the table itself confirms where its rows end: by columns that differ, or by sums that hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.extraction.stacks.headedcolumns import heads_labels
from auditor.extraction.stacks.stackfill import Filled, fillings
from auditor.extraction.stacks.stacklabels import TOTAL
from auditor.extraction.stacks.stacks import Head, heads_of, stacks_of
from auditor.extraction.tables.cellform import Kind, amount_of, form_of
from auditor.extraction.text.grid import Grid, grid_of
from auditor.extraction.text.mapped import EMPTY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.extraction.text.lines import Line
    from auditor.extraction.text.mapped import Mapped

_HEAD_WORD = re.compile(
    r"(?:数|率|额|值|量|幅|占比|比重|比例|增减|结余|得分|权重|[（(][^（）()]{1,6}[)）])$|^(?:19|20)[0-9]{2}\s*年"
)
_AMOUNT_HEAD = re.compile(r"(?:数|额|元[)）])$")
_SHARE_HEAD = re.compile(r"(?:占比|比重|比例|率)(?:[（(][%％][）)])?$")
_FEWEST_STACKS = 8
_FEWEST_SUMS = 2


def parse_stacks(lines: Sequence[Line], at: int) -> tuple[Grid, int, set[int]] | None:
    """Read the table whose head begins at `lines[at]`: the index behind it, the lines that repeat its head."""
    if not (at + 1 < len(lines)) or form_of(lines[at].text).kind is not Kind.WORDS:
        return None
    stacks, end = stacks_of(lines, at)
    if len(stacks) < _FEWEST_STACKS:
        return None
    found: list[tuple[Head, Filled]] = []
    for head in heads_of(stacks):
        for filled in fillings(head.body, len(head.names), serial=head.serial is not None):
            names = [name.text for name in head.names]
            pairs = list(zip(names, filled.kinds, strict=True))
            if _confirmed(filled) and not misplaced([label.text for label in filled.labels], pairs):
                found.append((head, filled))
            if len(found) > 1:
                return None
    if not found:
        return None
    head, filled = found[0]
    if filled.used < len(head.body):
        end = head.body[filled.used].at
    return _grid(head, filled), end, set(head.repeated)


def _grid(head: Head, filled: Filled) -> Grid:
    rows: list[list[Mapped]] = [[head.corner, *head.names]]
    rows.extend([label, *cells] for label, *cells in zip(filled.labels, *filled.columns, strict=True))
    if head.serial is not None:
        serials = [*filled.serials, *[EMPTY] * (len(filled.labels) - len(filled.serials))]
        rows = [[serial, *row] for serial, row in zip([head.serial, *serials], rows, strict=True)]
    return grid_of(rows, source="columns")


def _confirmed(filled: Filled) -> bool:
    """Whether the cells show by themselves that the rows end where they were taken to end."""
    numeric = [
        column
        for column, kind in zip(filled.columns, filled.kinds, strict=True)
        if kind in {Kind.NUMBER, Kind.PERCENT}
    ]
    if len(numeric) * 2 < len(filled.columns) or Kind.BLANK in filled.kinds:
        return False
    sums = _sums(filled)
    if sums is not None and not any(sums):
        return False
    if sums is not None and sum(sums) >= _FEWEST_SUMS:
        return True
    shapes = {_shape(column) for column in filled.columns}
    return None not in shapes and len(shapes) > 1


def misplaced(labels: Sequence[str], columns: Sequence[tuple[str, Kind]]) -> bool:
    """Whether the first label looks like a head, of a column or of the labels, or a head denies what stands below it."""
    first, *others = labels
    if heads_labels(first) and not any(map(heads_labels, others)):
        return True
    if _HEAD_WORD.search(first) and 2 * sum(map(bool, map(_HEAD_WORD.search, others))) < len(others):
        return True
    return any(kind is Kind.PERCENT and _AMOUNT_HEAD.search(name) for name, kind in columns)


def denied(columns: Sequence[tuple[str, Kind]]) -> bool:
    """Whether a head of shares stands over amounts, and another head over shares."""
    amounts = any(kind is Kind.NUMBER and _SHARE_HEAD.search(name) for name, kind in columns)
    return amounts and any(kind is Kind.PERCENT and not _SHARE_HEAD.search(name) for name, kind in columns)


def _shape(column: Sequence[Mapped]) -> tuple[Kind, int | None] | None:
    """Return the kind and the decimals that all values of a column share, None where they differ."""
    forms = [form for cell in column if cell and (form := form_of(cell.text)).kind is not Kind.BLANK]
    kinds = {form.kind for form in forms}
    if kinds <= {Kind.WORDS, Kind.DATE}:
        return Kind.WORDS, None
    decimals = {form.decimals for form in forms} - {None}
    return (kinds.pop(), next(iter(decimals), None)) if len(decimals) <= 1 else None


def _sums(filled: Filled) -> list[bool] | None:
    """Return whether each column of amounts adds up to its last row, None where there is no total to compare."""
    if not TOTAL.match(filled.labels[-1].text):
        return None
    found: list[bool] = []
    for column, kind in zip(filled.columns, filled.kinds, strict=True):
        amounts = [amount_of(cell.text) for cell in column]
        if kind is Kind.NUMBER and amounts[-1] is not None:
            found.append(sum(each for each in amounts[:-1] if each is not None) == amounts[-1])
    return found if len(found) > 1 else None
