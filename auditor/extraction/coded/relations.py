"""How the columns of a table with codes go together in each row, and which cells of a row its values can be."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_SHARE = re.compile(r"%|率|比重|比例|幅度?$|占比")
_CHANGE = re.compile(r"增减|差额|变动|增加|减少")
_SUM = re.compile(r"(?:合计|小计|总计)$|^合计")
_CLOSED = re.compile(r"小\s*计|合\s*计|总\s*计")
_OPENING = re.compile(r"年初|上年|期初")
_CLOSING = re.compile(r"年末|期末|结转下年")
_MOST_COLUMNS = 10
_MOST_RELATIONS = 24
_HUNDRED = 100
Cells = tuple[int, ...]


@records.frozen
class Number:
    """A printed number and the half of its last place, in whole units so small that both are none of a part."""

    value: int
    half: int


Values = dict[int, Number]


@records.frozen
class Sum:
    """A column is the sum of others, some of them with a minus sign."""

    result: int
    parts: tuple[int, ...]
    minus: tuple[int, ...] = ()

    def holds(self, row: Mapping[int, Number]) -> bool:
        """Whether it holds in a row whose blank cells are nothing."""
        told = [row[at] for at in (self.result, *self.parts, *self.minus) if at in row]
        given = sum(row[at].value for at in self.parts if at in row)
        given -= sum(row[at].value for at in self.minus if at in row)
        wanted = row[self.result].value if self.result in row else 0
        # Each number is rounded to its last place; nothing is rounded where a column is copied.
        room = sum(each.half for each in told) if len(told) > 2 else 0  # noqa: PLR2004 - a copy
        return abs(given - wanted) <= room


@records.frozen
class Share:
    """A column is the growth from one to another, in percent."""

    result: int
    later: int
    earlier: int
    unit: int
    """So many units are one."""

    def holds(self, row: Mapping[int, Number]) -> bool:
        """Whether it holds in a row; where there is nothing to grow from, nothing is said."""
        earlier = row.get(self.earlier)
        if earlier is None or not earlier.value:
            return True
        if self.result not in row:
            return False
        later = row[self.later].value if self.later in row else 0
        told = row[self.result]
        # In percent, a growth has as many units as a number has; told.value / self.unit is the percentage.
        given = (later - earlier.value) * _HUNDRED * self.unit
        return abs(given - told.value * earlier.value) <= 2 * told.half * abs(earlier.value)


@records.frozen(eq=False)
class Relation:
    """What holds in each row of so many columns; `apart` are those that do not add down the rows.

    Without rules, each row has to be full.
    """

    width: int
    rules: tuple[Sum | Share, ...] = ()
    apart: frozenset[int] = frozenset()

    def fits(self, fixed: Mapping[int, Number], rest: Sequence[Number]) -> list[Cells]:
        """Return the columns in which the rest of a row may stand, from left to right, so that all rules hold."""
        return [cells for cells in self.all(fixed, len(rest)) if self.holds(row_of(fixed, rest, cells))]

    def all(self, fixed: Mapping[int, Number], count: int) -> Iterator[Cells]:
        """Iterate over the columns in which so many values may stand."""
        free = [at for at in range(self.width) if at not in fixed]
        return itertools.combinations(free, count)

    def holds(self, row: Mapping[int, Number]) -> bool:
        """Whether all rules hold in a row."""
        return all(rule.holds(row) for rule in self.rules) if self.rules else len(row) == self.width


def row_of(fixed: Mapping[int, Number], rest: Sequence[Number], cells: Cells) -> Values:
    """Return the values of a row by their columns."""
    return {**fixed, **dict(zip(cells, rest, strict=True))}


def relations_of(names: Sequence[str], unit: int) -> list[Relation]:
    """Return what may hold in each row of a table with such heads, the plainest first; so many units are one."""
    width = len(names)
    if width > _MOST_COLUMNS:
        return []
    shares = [at for at, name in enumerate(names) if _SHARE.search(name)]
    changes = [at for at, name in enumerate(names) if at not in shares and _CHANGE.search(name)]
    plain = [at for at in range(width) if at not in shares and at not in changes]
    found: list[Relation] = []
    # 小计 among the parts would be added twice.
    closed = any(_CLOSED.fullmatch(name) for name in names[1:])
    if not shares and not changes and not closed and width > 2:  # noqa: PLR2004 - a total and one part is no sum
        found.append(Relation(width, (Sum(0, tuple(range(1, width))),)))
    found.extend(_structured(names, plain, changes, shares, unit))
    if width <= 2 or not found:  # noqa: PLR2004 - nothing to add
        found.append(Relation(width, apart=frozenset(shares)))
    return found[:_MOST_RELATIONS]


def _structured(
    names: Sequence[str], plain: Sequence[int], changes: Sequence[int], shares: Sequence[int], unit: int
) -> Iterator[Relation]:
    """Iterate over relations of totals with the columns right of them, of changes, and of balances."""
    totals = [at for at in plain if _SUM.search(names[at]) and at + 2 in plain]
    if len(changes) > 1 or len(shares) > 1 or len(totals) > 1:
        return
    sums: list[tuple[Sum, ...]] = [()]
    for total in totals:
        last = total + 2
        while last in plain:
            sums.append((Sum(total, tuple(range(total + 1, last + 1))),))
            last += 1
    for given in sums:
        taken = {at for rule in given for at in rule.parts}
        bases = [at for at in plain if at not in taken]
        if not (changes or shares):
            yield from _balanced(names, given, bases)
            continue
        for earlier, later in itertools.permutations(bases, 2):
            rules: list[Sum | Share] = list(given)
            rules.extend(Sum(at, (later,), (earlier,)) for at in changes)
            rules.extend(Share(at, later, earlier, unit) for at in shares)
            yield Relation(len(names), tuple(rules), frozenset(shares))


def _balanced(names: Sequence[str], given: tuple[Sum, ...], bases: Sequence[int]) -> Iterator[Relation]:
    """Iterate over what opens, comes in, goes out and is left."""
    if given and given[0].result == 0 and len(given[0].parts) + 1 == len(names):
        return
    opening = [at for at in bases if _OPENING.search(names[at])]
    closing = [at for at in bases if _CLOSING.search(names[at])]
    if len(bases) == 4 and len(opening) == len(closing) == 1:  # noqa: PLR2004 - opening, in, out, closing
        income, spent = (at for at in bases if at not in {*opening, *closing})
        yield Relation(len(names), (*given, Sum(closing[0], (opening[0], income), (spent,))))
    elif given and len(bases) == 1:
        yield Relation(len(names), given)
