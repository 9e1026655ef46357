"""Labels among which stand the names of groups of rows, in lines that have no values: 2022 年度 | 东埠区 | 石渡区 | 小计.

Such a line takes the height of a row, so that the values stand apart above the first row of its group. Where rows sum
up their groups, what they add up to tells where groups begin; else there must be a name for every such place.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.extraction.stacks.stacklabels import TOTAL, Labels, joints
from auditor.extraction.tables.columnproofs import number_of
from auditor.extraction.text.mapped import Mapped, join_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.extraction.text.lines import Line

_MOST_GROUPS = 8
_MOST_WAYS = 300
_FEWEST = 2
_FEWEST_CODES = 3
_CODE = re.compile(r"[A-Z]{1,4}[0-9]{0,2}[-.]?[0-9]{1,3}")
SUBTOTAL = re.compile(r"小\s*计$|[Ss]ub-?total")


@records.frozen(eq=False)
class GroupRows:
    """The label of each row, and the names of groups, each with the row before which it stands."""

    labels: tuple[Mapped, ...]
    heads: tuple[tuple[int, Mapped], ...]


def without_codes(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return lines of labels without the codes that are printed before them: X01 | 农村公路提档升级 | X02 | 日常养护."""
    coded = {
        at
        for at, (line, below) in enumerate(itertools.pairwise(lines))
        if _CODE.fullmatch(line.text)
        and not (_CODE.fullmatch(below.text) or TOTAL.match(below.text) or SUBTOTAL.search(below.text))
    }
    return tuple(line for at, line in enumerate(lines) if at not in coded or len(coded) < _FEWEST_CODES)


def with_groups(
    lines: Sequence[Line], rows: int, ends: Sequence[int], columns: Sequence[Sequence[Line]]
) -> GroupRows | None:
    """Return the labels and the names of groups that lines are, None where they can be told apart in two ways or none."""
    sure, may, _ = joints([Labels(tuple(lines), 0, direct=False)])
    parts: list[list[Line]] = []
    wide: set[int] = set()
    for at, line in enumerate(lines):
        if at in sure and parts:
            parts[-1].append(line)
            continue
        if at in may:
            wide.add(len(parts))
        parts.append([line])
    texts = [join_lines(line.mapped for line in part) for part in parts]
    count = len(texts) - rows
    begins = sorted({0, *ends} - {rows})
    if not 0 < count <= min(_MOST_GROUPS, len(begins)):
        return None
    sums: list[GroupRows] = []
    plain: list[GroupRows] = []
    for chosen in itertools.islice(itertools.combinations(begins, count), _MOST_WAYS):
        way = _way(texts, rows, chosen)
        told = _told(way, chosen, columns)
        if told is None:
            continue
        kept, failed = told
        if kept >= _FEWEST and kept > _FEWEST * failed:
            sums.append(way)
        elif (
            not kept + failed
            and count == len(begins) >= _FEWEST
            # The line below may go on with it where it is as wide.
            and not any(row + place + 1 in wide for place, row in enumerate(chosen))
        ):
            plain.append(way)
    found = sums or plain
    return found[0] if len(found) == 1 else None


def _way(texts: Sequence[Mapped], rows: int, chosen: Sequence[int]) -> GroupRows:
    labels: list[Mapped] = []
    heads: list[tuple[int, Mapped]] = []
    told = iter(texts)
    for row in range(rows):
        if row in chosen:
            heads.append((row, next(told)))
        labels.append(next(told))
    return GroupRows(tuple(labels), tuple(heads))


def _told(way: GroupRows, chosen: Sequence[int], columns: Sequence[Sequence[Line]]) -> tuple[int, int] | None:
    """Return how many sums of groups hold and how many do not, None where the names of groups cannot stand so."""
    if any(TOTAL.match(head.text) or SUBTOTAL.search(head.text) for _, head in way.heads):
        return None
    closing = [row for row, label in enumerate(way.labels) if SUBTOTAL.search(label.text)]
    if closing and any(row and row - 1 not in closing for row in chosen):
        return None
    if any(len(set(group)) < len(group) for group in _groups(way)):
        return None
    told = list(_sums(way.labels, chosen, columns))
    return sum(held for _, held in told), sum(not held for _, held in told)


def closed(
    labels: Sequence[Mapped], heads: Sequence[tuple[int, Mapped]], columns: Sequence[Sequence[Line]]
) -> set[int]:
    """Return the columns in which groups of rows add up to the row that sums them."""
    told = list(_sums(labels, [row for row, _ in heads], columns))
    return {at for at, held in told if held} - {at for at, held in told if not held}


def _sums(
    labels: Sequence[Mapped], chosen: Sequence[int], columns: Sequence[Sequence[Line]]
) -> Iterator[tuple[int, bool]]:
    """Iterate over the columns of each row that sums a group, and whether it does."""
    closing = [row for row, label in enumerate(labels) if SUBTOTAL.search(label.text)]
    for row in closing:
        first = max(each for each in (0, *chosen, *(each + 1 for each in closing)) if each <= row)
        for at, column in enumerate(columns):
            *parts, total = (number_of(line.text) for line in column[first : row + 1])
            numbers = [part.value for part in parts if part is not None]
            if total is not None and len(numbers) >= _FEWEST and "%" not in column[row].text:
                yield at, sum(numbers) == total.value


def _groups(way: GroupRows) -> Iterator[list[str]]:
    """Iterate over the labels of each group: one may stand in several."""
    bounds = sorted({0, *(row for row, _ in way.heads), len(way.labels)})
    for first, last in itertools.pairwise(bounds):
        yield [label.text for label in way.labels[first:last]]
