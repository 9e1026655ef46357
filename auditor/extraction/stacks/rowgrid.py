"""The table of rows that a text layer prints cell by cell, in whole or in pieces, with the names of its columns.

The head is a row like the others: where its right part is printed first, so are those of the rows below it. Names are
given only where one order of its pieces agrees with what stands below; else the columns stay nameless.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.extraction.stacks.cellheads import SERIAL_HEAD
from auditor.extraction.stacks.cellrowheads import grouped
from auditor.extraction.stacks.headedcolumns import is_corner
from auditor.extraction.stacks.stacked import denied, misplaced
from auditor.extraction.stacks.stacklabels import TOTAL
from auditor.extraction.tables.cellform import Kind
from auditor.extraction.tables.columnproofs import holds, sums, torn
from auditor.extraction.text.grid import Grid, GridCell
from auditor.extraction.text.mapped import EMPTY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.extraction.stacks.rowchains import Chains, Placed
    from auditor.extraction.stacks.rowcolumns import Cell
    from auditor.extraction.stacks.rowprofile import Profile

_MOST_PIECES = 3
_PARTED = 3
"""Without a relation between columns one row of so many at most may be printed in pieces."""
_BAD = 5
_LONGEST_HEAD = 30
_FEWEST_BEFORE = 2
_TOTAL_ALONE = re.compile(r"[Tt]otal|All")
_AMONG = re.compile(r"(?:其\s*中|[Oo]f which)[：:]?")


def grid_of_rows(cells: Sequence[Cell], profile: Profile, chains: Chains) -> Grid | None:
    """Return the table, None where it is not certain."""
    chains = _cornered(cells, profile, chains)
    rows = chains.rows
    if (
        not _certain(profile, rows)
        or not _whole(cells, profile, chains)
        or not any(at < rows[0].begin or cells[at].again for at in chains.heads)
    ):
        return None
    heads = _heads(cells, profile, chains, rows)
    if (
        len(heads) > 1
        and not any(cell.text for cell in heads if cell.column != profile.label)
        and _rated(profile)
    ):
        return None  # shares that print no sign would be taken for amounts
    top = max((cell.row + cell.rows for cell in heads), default=1)
    body = [
        GridCell(top + at, column, cell.text)
        for at, row in enumerate(rows)
        for column, cell in enumerate(row.cells)
    ]
    return Grid((*heads, *body), top + len(rows), profile.width, source="columns")


def _cornered(cells: Sequence[Cell], profile: Profile, chains: Chains) -> Chains:
    """Return the rows with the label of the first that is printed before the head of the labels: 年初数 | 年末数 | 甲 | 项目 | 12 | 15.

    Where other heads stand before that of the labels, it is lower than they are, beside the values of the first row.
    """
    row, *others = chains.rows
    at = row.begin - 1
    before = [each for each in chains.heads if each < at]
    head = row.cells[profile.label]
    if (
        profile.label
        or row.breaks
        or at not in chains.heads
        or len(before) < _FEWEST_BEFORE
        or head is not cells[row.begin]
        or not is_corner(_squeezed(head))
        or any(is_corner(_squeezed(cells[each])) for each in (*before, at))
    ):
        return chains
    first = attrs.evolve(row, cells=(cells[at], *row.cells[1:]))
    heads = sorted({*chains.heads, row.begin} - {at})
    return attrs.evolve(chains, rows=(first, *others), heads=tuple(heads))


def _certain(profile: Profile, rows: Sequence[Placed]) -> bool:
    """Whether what holds in the rows that are printed whole holds in the others, and their sums add up."""
    parted = [row for row in rows if row.breaks]
    if not (profile.tests or profile.adds) and len(parted) * _PARTED > len(rows):
        return False
    loose = sum(row.bad and not _held(profile, row) for row in parted)
    if sum(row.bad for row in rows) * _BAD > len(rows) or loose * _BAD > len(parted):
        return False
    if not all(_sure(profile, at) for row in parted for at in row.breaks):
        return False
    labels = [row.cells[profile.label].text.text for row in rows]
    if not all(labels) or misplaced(labels, []) or any(row.cells[profile.label].corner for row in rows):
        return False
    for column in range(profile.named, profile.told):
        texts = [row.cells[column].text.text for row in rows]
        if profile.worded(column) and len(set(texts)) * 2 > len(texts):
            return False  # names of rows of another side
    numbers = [tuple(cell.number for cell in row.cells[profile.label + 1 :]) for row in rows]
    for at, label in enumerate(labels[1:-1], start=1):
        if _TOTAL_ALONE.fullmatch(label) and not any(sums(numbers[: at + 1], first=False)):
            return False  # the head of a column
    return not (TOTAL.match(labels[-1]) and torn(numbers, first=False))


def _whole(cells: Sequence[Cell], profile: Profile, chains: Chains) -> bool:
    """Whether no row is left out: where words among the rows name none, the rows have to add up to their sum."""
    rows = chains.rows
    first, last = min(row.begin for row in rows), max(row.begin for row in rows)
    if len(chains.heads) < profile.width and not _sums_up(profile, rows):
        # The first label may be the head of the last column, where another label is printed elsewhere.
        label = rows[0].cells[profile.label]
        if label.head or label.count > 1:
            return False
    left = any(first < at < last and not (cells[at].again or cells[at].head) for at in chains.heads)
    if not left or not TOTAL.match(rows[-1].cells[profile.label].text.text):
        return True
    return _sums_up(profile, rows)


def _sums_up(profile: Profile, rows: Sequence[Placed]) -> bool:
    """Whether the rows add up to the last one in some column."""
    if not TOTAL.match(rows[-1].cells[profile.label].text.text):
        return False
    numbers = [tuple(cell.number for cell in row.cells[profile.label + 1 :]) for row in rows]
    return any(sums(numbers, first=False))


def _rated(profile: Profile) -> bool:
    """Whether a column holds shares or rates of others without their sign."""
    results = {test[2] for test in profile.tests if test[3] != "sum"}
    return any(form.kind is Kind.NUMBER for at in results for form in profile.forms[at])


def _held(profile: Profile, row: Placed) -> bool:
    """Whether more relations between the pieces of a row hold than fail."""
    numbers = tuple(cell.number for cell in row.cells)
    told = [
        held
        for test in profile.tests
        if any(min(test[:3]) < at <= max(test[:3]) for at in row.breaks)
        if (held := holds(test, numbers)) is not None
    ]
    return told.count(True) > told.count(False)


def _sure(profile: Profile, column: int) -> bool:
    """Whether pieces of a row meet where the cells before and behind are unlike, or arithmetic holds them in their places.

    Elsewhere a cell that was printed late may as well be one of those before it.
    """
    if column <= profile.label + 1:
        return True
    if profile.worded(column - 1) or profile.worded(column):
        return profile.coded
    held = {at for test in profile.tests for at in test[:3]}
    for start, end, result in profile.adds:
        held.update((*range(start, end), result))
    return bool(held & {column - 1, column}) or not profile.forms[column - 1] & profile.forms[column]


def _heads(cells: Sequence[Cell], profile: Profile, chains: Chains, rows: Sequence[Placed]) -> list[GridCell]:
    """Return the cells of the head: the names of all columns where one way to order them fits, else that of the labels."""
    last = max(set(range(len(cells))) - set(chains.heads) - set(chains.strays))
    pages: dict[int, list[int]] = {}
    for at in chains.heads:
        if cells[at].words and at < last:
            pages.setdefault(cells[at].stack.lines[0].leaf, []).append(at)
    kinds = [_kind(row.cells[column] for row in rows) for column in range(profile.width)]
    found: dict[str, list[GridCell]] = {}
    for page in pages.values():
        pieces = _pieces(cells, page)
        ways = list(_ways(pieces, profile, kinds)) or [
            way for piece in pieces for way in _ways([piece], profile, kinds)
        ]
        for way in ways:
            found.setdefault("|".join(f"{cell.column}{_plain(cell)}" for cell in way), way)
        if len(found) == 1:
            return next(iter(found.values()))
    corner = next((cells[at] for page in pages.values() for at in page if cells[at].corner), None)
    return [
        GridCell(0, column, corner.text if corner and column == profile.label else EMPTY)
        for column in range(profile.width)
    ]


def _pieces(cells: Sequence[Cell], places: Sequence[int]) -> list[list[Cell]]:
    """Return the words that are printed one behind the other, as pieces of the head."""
    found: list[list[Cell]] = []
    for at, place in enumerate(places):
        if not at or place != places[at - 1] + 1:
            found.append([])
        found[-1].append(cells[place])
    return found


def _ways(
    pieces: Sequence[Sequence[Cell]], profile: Profile, kinds: Sequence[Kind]
) -> Iterator[list[GridCell]]:
    """Iterate over the ways to name all columns by the pieces of a head, each in some order."""
    if len(pieces) > _MOST_PIECES or any(
        len(cell.text) > _LONGEST_HEAD for piece in pieces for cell in piece
    ):
        return
    if not all(map(_in_order, pieces)):
        return
    for order in itertools.permutations(pieces):
        names = [cell for piece in order for cell in piece]
        if len(names) == profile.width:
            if _fit(names, profile, kinds):
                yield [GridCell(0, column, name.text) for column, name in enumerate(names)]
            continue
        first = profile.label + 1
        if len(names) == profile.width - 1 and len(pieces) == first == 1 and not any(map(_corner, names)):
            # The head of the labels stands elsewhere, or there is none.
            if _agree(names, kinds[1:]):
                yield [
                    GridCell(0, 0, EMPTY),
                    *(GridCell(0, at, name.text) for at, name in enumerate(names, start=1)),
                ]
            continue
        if len(names) > profile.width and _begins(names[:first], profile):
            inner = grouped([name.text for name in names[first:]], kinds[first:], first=first)
            if inner is None:
                inner = _among(names, first, profile, kinds)
            if inner is not None:
                yield [*(GridCell(0, at, name.text, rows=2) for at, name in enumerate(names[:first])), *inner]


def _among(
    names: Sequence[Cell], first: int, profile: Profile, kinds: Sequence[Kind]
) -> list[GridCell] | None:
    """Return the heads behind the labels where one of them tells that those printed last stand below it: 其中."""
    over = [at for at, name in enumerate(names) if _AMONG.fullmatch(_squeezed(name))]
    if len(over) != 1 or len(names) != profile.width + 1:
        return None
    ways: list[list[GridCell]] = []
    for span in range(2, len(names) - over[0]):
        top, inner = list(names[:-span]), names[-span:]
        flat = [*top[: over[0]], *inner, *top[over[0] + 1 :]]
        if over[0] < len(top) and _fit(flat, profile, kinds):
            cells = [GridCell(0, over[0], top[over[0]].text, columns=span)]
            for column, name in enumerate(flat[first:], start=first):
                below = over[0] <= column < over[0] + span
                cells.append(GridCell(int(below), column, name.text, rows=1 if below else 2))
            ways.append(cells)
    return ways[0] if len(ways) == 1 else None


def _in_order(piece: Sequence[Cell]) -> bool:
    """Whether heads are printed from left to right: one of more lines than the others comes too early, or last."""
    wrapped = [at for at, cell in enumerate(piece) if cell.count > 1 and (at or cell.head)]
    return len(wrapped) == len(piece) or wrapped == list(range(len(piece) - len(wrapped), len(piece)))


def _begins(names: Sequence[Cell], profile: Profile) -> bool:
    """Whether heads stand over the first columns: the numbers of rows and their labels."""
    texts = [_squeezed(name) for name in names]
    if profile.coded and not (SERIAL_HEAD.fullmatch(texts[0]) or texts[0].endswith(("编码", "代码", "编号"))):
        return False
    return is_corner(texts[profile.label])


def _fit(names: Sequence[Cell], profile: Profile, kinds: Sequence[Kind]) -> bool:
    texts = [_squeezed(name) for name in names]
    first = profile.label + 1
    if len(set(texts)) < len(texts):
        return False
    told = [
        name.corner or SERIAL_HEAD.fullmatch(text) is not None
        for name, text in zip(names, texts, strict=True)
    ]
    if any(told) and not any(told[:first]):
        return False
    return _agree(names[first:], kinds[first:])


def _agree(names: Sequence[Cell], kinds: Sequence[Kind]) -> bool:
    """Whether no name denies what stands below it, and no two are alike."""
    pairs = list(zip(map(_squeezed, names), kinds, strict=True))
    alike = len({text for text, _ in pairs}) < len(pairs)
    return not alike and not misplaced(["", ""], pairs) and not denied(pairs)


def _corner(name: Cell) -> bool:
    return name.corner


def _kind(column: Iterator[Cell]) -> Kind:
    return next((cell.form.kind for cell in column if cell.form.kind is not Kind.BLANK), Kind.BLANK)


def _squeezed(cell: Cell) -> str:
    return "".join(cell.text.text.split())


def _plain(cell: GridCell) -> str:
    return "".join(cell.text.text.split())
