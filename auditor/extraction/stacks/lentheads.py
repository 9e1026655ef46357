"""Heads that a text layer prints above those of the column before: 在职人员控制率 / 小计 / 36 / 41 / 77 | 94.74% / 89.13% / 91.67%.

What a column holds tells which of two names above the one before is its own; and that a column is the sum of the two before it
tells that a name above the middle one is that of all three: 男 | 2024 年末在职 / 女 | 小计.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.extraction.stacks.cellheads import BRACKETED
from auditor.extraction.tables.cellform import Kind, form_of
from auditor.extraction.tables.columnproofs import number_of
from auditor.extraction.text.lines import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

OPEN = re.compile(r"[（(][^（）()]*$")
SHARE = re.compile(r"(?:率|占比|比重|比例|幅|百分比)(?:[（(][^（）()]*[)）])?$")
_PAIR = 2


@records.frozen(eq=False)
class Column:
    """A column: the lines of its head and of its cells, the name of its group, and the stack that prints them."""

    head: tuple[Line, ...]
    cells: tuple[Line, ...]
    at: int
    group: tuple[Line, ...] = ()


def two_names(head: Sequence[Line]) -> bool:
    """Whether a head of more than one line may be two names."""
    return any(
        not BRACKETED.fullmatch(below.text) and not OPEN.search(above.text)
        for above, below in itertools.pairwise(head)
    )


def with_heads_lent(columns: Sequence[Column], told: int) -> list[Column]:
    """Return columns with the names that stand above others and are theirs; so many are `told` elsewhere."""
    found = list(columns)
    # 执行率 above 小计: of a column of percentages and one of amounts the name says which. Else only a name that lacks is lent.
    for shares in (True, False):
        for at, (one, two) in enumerate(itertools.pairwise(found)):
            if two.head or two.group or one.group or len(one.head) != _PAIR or not two_names(one.head):
                continue
            lacking = shares or sum(not each.head for each in found) > told
            named = (SHARE.search(one.head[0].text) is not None) is shares is _shares(two)
            if lacking and named and not (shares and _shares(one)):
                found[at] = records.evolve(one, head=one.head[1:])
                found[at + 1] = records.evolve(two, head=one.head[:1])
    for at in range(len(found) - _PAIR):
        left, middle, right = three = found[at : at + _PAIR + 1]
        single = all(len(each.head) == 1 and not each.group for each in (left, right))
        if single and len(middle.head) == _PAIR and two_names(middle.head) and _is_sum(*three):
            group = middle.head[:1]
            found[at : at + _PAIR + 1] = [
                records.evolve(each, head=each.head[-1:], group=group) for each in three
            ]
    return found


def _shares(column: Column) -> bool:
    """Whether a column holds percentages."""
    return {form_of(line.text).kind for line in column.cells} - {Kind.BLANK} == {Kind.PERCENT}


def _is_sum(one: Column, two: Column, whole: Column) -> bool:
    """Whether a column is the sum of two others in every row."""
    rows = zip(*([number_of(line.text) for line in each.cells] for each in (one, two, whole)), strict=True)
    return all(
        left is not None
        and right is not None
        and total is not None
        and left.value + right.value == total.value
        for left, right, total in rows
    )
