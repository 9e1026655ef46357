"""Numbers of sections in parts: 4.1, 4.2, 4.3, 4.5 or 2.2.1, 2.2.2, 2.2.4, 2.2.4 at the beginnings of blocks that follow each other.

A run begins with .1 and goes up; of others the beginning was cut off, or they are amounts that begin a line. Where one number
stands twice, the titles behind it have to be two. Whoever tells of some indicators only leaves out the numbers of the others: a skip
among numbers of three parts is sure where no other run of the report has one.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.marks import Item
from auditor.report.blocks import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.report.blocks import Block

# 1.3 年初预算 is an item, 1.3 年 a time.
_UNIT = "[万亿元]|个?百分点|个(?![性人体])|项(?!目)|人(?![均员口工才民文大])|年(?![初末度中终])|月(?!份)"
_DECIMAL = re.compile(
    rf"^[#\s]*(?P<above>[1-9][0-9]?(?:\.[1-9][0-9]?){{0,2}})\.(?P<number>[1-9][0-9]?)(?![0-9.％%])[、.\uff0e]?\s*(?=[一-龥A-Z“])(?!{_UNIT})"
)
_KINDS = frozenset({BlockKind.HEADING, BlockKind.LIST, BlockKind.PARAGRAPH})
_LIST, _LONG = 3, 4
_OTHERS = 2


def decimal_runs(blocks: Sequence[Block]) -> Iterator[tuple[Sequence[Item], bool]]:
    """Iterate over the runs that can be judged, and whether a number that is left out is sure to be missing."""
    runs: dict[str, list[list[Item]]] = {}
    for block in blocks:
        found = _DECIMAL.match(block.text) if block.kind in _KINDS else None
        if found is None:
            continue
        number = int(found["number"])
        lists = runs.setdefault(found["above"], [])
        if not lists or (number == 1 and lists[-1][-1].number > 1):
            lists.append([])
        lists[-1].append(Item(block, number, f"{found['above']}.{number}"))
    deep = [items for above, lists in runs.items() if "." in above for items in lists if len(items) > 1]
    whole = sum(_whole(items) for items in deep)
    for above, lists in runs.items():
        for items in lists:
            if len(items) > 1 and (len(lists) == 1 or items[0].number == 1) and _judged(items):
                long = len(items) >= _LONG and whole == len(deep) - 1 >= _OTHERS
                twice = len({each.number for each in items}) < len(items)
                yield items, twice or long or "." not in above


def _whole(items: Sequence[Item]) -> bool:
    return [each.number for each in items] == list(range(1, len(items) + 1))


def _judged(items: Sequence[Item]) -> bool:
    """Whether a run is sure to be one, and no more than one number of it stands twice."""
    numbers = [each.number for each in items]
    if numbers != sorted(numbers):
        return False
    twice = [at for at, (one, two) in enumerate(itertools.pairwise(numbers)) if one == two]
    if not twice:
        return numbers[0] == 1
    if len(twice) > 1 or not _two_titles(items[twice[0]], items[twice[0] + 1]):
        return False
    # 2.2, 2.2, 2.3: the first of them is 2.1.
    if numbers[0] == 2:  # noqa: PLR2004 - the second
        return len(numbers) >= _LIST and numbers[1:] == list(range(2, len(numbers) + 1))
    wrong = sum(1 for place, number in enumerate(numbers, 1) if number != place)
    stands_for = wrong == 1 and numbers[-1] == len(numbers) > _LIST
    alike = all(each.block.kind is items[0].block.kind for each in items)
    gaps = sum(two - one > 1 for one, two in itertools.pairwise(numbers))
    sure = len(items) >= _LIST or items[0].block.kind is BlockKind.HEADING
    return numbers[0] == 1 and (stands_for or (alike and sure and gaps == 0))


def _two_titles(one: Item, two: Item) -> bool:
    """Whether two blocks under one number have titles of their own: a table of contents has them once more."""
    first, second = (re.sub(r"\s", "", _DECIMAL.sub("", each.block.text))[:8] for each in (one, two))
    return first != second
