"""Tables of one row whose nested heads a text layer prints line by line, as that of 三公经费: the sums of the row put them in order.

    “三公”经费预算数 / 机关运行经费预算 / 公务用车购置及运行费 / 数 / 合计 因公出国(境)费 公务接待费 / 小计 购置费 运行费
    114.22 0.00 0.46 113.76 75.00 38.76 507.25

合计 is the sum of what stands beside it, 小计 that of what stands behind it, in one place of the inner heads only; one wrong value
breaks that, if it is the only one whose change mends both.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.extraction.prose.captions import is_caption, is_unit_line
from auditor.extraction.stacks.headed import Headed
from auditor.extraction.tables.cellvalues import is_value
from auditor.extraction.tables.columnproofs import number_of
from auditor.extraction.text.grid import Grid, GridCell
from auditor.extraction.text.mapped import EMPTY, Mapped, join

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.extraction.text.lines import Line

_BLANKS = re.compile(r"\s+")
_PROSE = re.compile(r"[。；;，？！]|[：:]$")
_TOTAL = re.compile(r"合\s*计|总\s*计")
_INNER = re.compile(r"小\s*计")
_FEWEST, _MOST_HEADS = 3, 10
_SHORT = 2


@records.frozen(eq=False)
class _Order:
    """Heads from left to right: those before the inner ones, these, and those behind; `beside` are outside of the total."""

    before: tuple[Mapped, ...]
    inner: tuple[Mapped, ...]
    behind: tuple[Mapped, ...]
    beside: tuple[Mapped, ...]

    def sums(self) -> tuple[tuple[int, list[int]], tuple[int, list[int]]]:
        """Return the places of 合计 and of its parts, and those of 小计."""
        first = len(self.before)
        last = first + len(self.inner)
        parts = [*range(1, first), first, *range(last, last + len(self.behind))]
        return (0, parts), (first, list(range(first + 1, last)))


def parse_one_row(lines: Sequence[Line], at: int) -> Headed | None:
    """Read the table of one row that begins at a line, None where its sums do not put the heads in order."""
    heads: list[list[Mapped]] = []
    end = at
    while end < min(at + _MOST_HEADS, len(lines)):
        line = lines[end]
        parts = list(line.mapped.words(_BLANKS))
        if all(is_value(part.text) for part in parts):
            break
        if _PROSE.search(line.text) or is_unit_line(line.text) or (is_caption(line.text) and end > at):
            return None
        if any(is_value(part.text) for part in parts):
            return None
        heads.append(parts)
        end += 1
    else:
        return None
    values = list(lines[end].mapped.words(_BLANKS)) if end < len(lines) else []
    if len(heads) < _FEWEST or not _INNER.fullmatch(heads[-1][0].text) or len(heads[-1]) < _FEWEST:
        return None
    if not _TOTAL.fullmatch(heads[-2][0].text) or len(heads[-2]) < _SHORT:
        return None
    alone = _joined([line[0] for line in heads[:-2] if len(line) == 1])
    numbers = [found.value for value in values if (found := number_of(value.text)) is not None]
    if len(alone) != len(heads) - 2 - _pieces(heads[:-2]) or len(numbers) != len(values):
        return None
    ways = [
        (broken, order, group)
        for order, group in _orders(heads[-2], heads[-1], alone, len(values))
        if (broken := _broken(order, numbers)) is not None
    ]
    least = min((broken for broken, _, _ in ways), default=None)
    best = [(order, group) for broken, order, group in ways if broken == least]
    if len(best) != 1:
        return None
    return Headed(_grid(*best[0], values), (), end + 1, frozenset())


def _pieces(heads: Sequence[Sequence[Mapped]]) -> int:
    """Return how many lines are the rest of a head that was broken: 机关运行经费预算 / 数."""
    return sum(len(line) == 1 and len(line[0].text) < _SHORT for line in heads)


def _joined(heads: Sequence[Mapped]) -> list[Mapped]:
    """Return heads that stand alone on their lines, the rest of a broken one behind the first that is no group of the inner heads."""
    found: list[Mapped] = []
    for head in heads:
        if len(head.text) < _SHORT and found:
            at = next(
                (place for place, each in enumerate(found) if not each.text.endswith(("费", head.text))), -1
            )
            found[at] = join([found[at], head])
        else:
            found.append(head)
    return found


def _orders(
    outer: Sequence[Mapped], inner: Sequence[Mapped], alone: Sequence[Mapped], width: int
) -> Iterator[tuple[_Order, Mapped]]:
    """Iterate over the orders of so many heads, each with the head of the inner ones: what is over all may be printed, too."""
    more = width - len(outer) - len(inner)
    if not 0 <= more <= 1:
        return
    for at, group in enumerate(alone):
        rest = [each for place, each in enumerate(alone) if place != at]
        besides = [each for each in rest[-1:] if more]
        if len(besides) != more or len(rest) - more > 1:
            continue  # one head may stand over all of 合计
        if not _names(group, inner):
            continue
        for place in range(1, len(outer) + 1):
            yield _Order(tuple(outer[:place]), tuple(inner), tuple(outer[place:]), tuple(besides)), group


def _names(group: Mapped, inner: Sequence[Mapped]) -> bool:
    """Whether a head names what stands below it: 公务用车购置及运行费 over 购置费 and 运行费."""
    return all(head.text[:_SHORT] in group.text for head in inner[1:])


def _broken(order: _Order, numbers: Sequence[Fraction]) -> int | None:
    """Return how many values are wrong in an order, none or one; None where it would be more."""
    sums = order.sums()

    def held(values: Sequence[Fraction]) -> bool:
        return all(values[total] == sum(values[part] for part in parts) for total, parts in sums)

    if held(numbers):
        return 0
    for at in range(len(numbers)):
        for total, parts in sums:
            changed = list(numbers)
            if at == total:
                changed[at] = sum((numbers[part] for part in parts), Fraction(0))
            elif at in parts:
                changed[at] += numbers[total] - sum(numbers[part] for part in parts)
            if held(changed) and changed[at] >= 0:
                return 1
    return None


def _grid(order: _Order, group: Mapped, values: Sequence[Mapped]) -> Grid:
    heads = [*order.before, *order.inner, *order.behind, *order.beside]
    first, last = len(order.before), len(order.before) + len(order.inner)
    cells = [GridCell(0, 0, EMPTY, rows=2)]
    for at, head in enumerate(heads):
        if at == first:
            cells.append(GridCell(0, at + 1, group, columns=len(order.inner)))
        inside = first <= at < last
        cells.append(GridCell(int(inside), at + 1, head, rows=1 if inside else 2))
    cells.append(GridCell(2, 0, EMPTY))
    cells.extend(GridCell(2, at + 1, value) for at, value in enumerate(values))
    return Grid(tuple(cells), 3, len(heads) + 1, source="columns")
