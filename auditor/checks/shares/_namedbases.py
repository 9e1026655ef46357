"""The figure of a document that bears the name of a base, wherever it is printed: in the text or as the total of a column.

A name that several figures bear with several values is that of the value told most; where none is, it says nothing.
"""

from __future__ import annotations

import bisect
import functools
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import paragraphs
from auditor.checks.common.relations import near_ratio
from auditor.checks.common.slips import digits, slip_of_ratio
from auditor.checks.common.tables import header, numeric, plain, sheets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from auditor.checks.common.numbers import Number, Stated
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.report.model import Column

_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_COPULA = re.compile(r"(?:为|达|是|约|共|数)+$")
_COUNTED = re.compile(r"(?<=..)(?:人|户|人员|面积)$")
_ONE_OF = re.compile(r"(?:这?[一1]项|项目|部分|类)$")
_RARE = Fraction(1, 10)
_LEAST, _FIRM = 3, 4
_MOVED = tuple(Fraction(10) ** power for power in (1, -1, 2, -2, 4, -4))
_ROW = 3


def raw(name: str) -> str:
    """Return a name as it is said, without what joins it to its figure."""
    return _COPULA.sub("", plain(name)) or name


class Named:
    """All amounts of a document by what they are called: word for word, and without scope and measure."""

    def __init__(self, facts: Facts, key: Callable[[str], str], level: Callable[[Number], bool]) -> None:
        """Read them."""
        told = [
            (each.clause, each.known)
            for paragraph in paragraphs(facts)
            for each in paragraph.numbers
            if level(each)
        ]
        self.columns = list(_columns(facts))
        told += [(head, total) for head, _, _, total in self.columns]
        self._bare = key
        self._by_word: dict[tuple[str, str], list[Stated]] = {}
        self._by_key: dict[tuple[str, str], list[Stated]] = {}
        self._every: dict[str, list[tuple[Fraction, str, Stated]]] = {}
        for name, value in told:
            kind = value.unit.dimension
            self._by_word.setdefault((kind, raw(name)), []).append(value)
            self._by_key.setdefault((kind, self._key(name)), []).append(value)
            self._every.setdefault(kind, []).append((value.printed.value, raw(name), value))
        for found in self._every.values():
            found.sort(key=lambda each: each[0])

    def _key(self, name: str) -> str:
        return _COUNTED.sub("", self._bare(name))

    def base(self, name: str, part: Stated) -> Stated | None:
        """Return the figure that bears a name and can hold a part, the one told most of several."""
        kind = part.unit.dimension
        words = self._by_word.get((kind, raw(name)), ()) if len(raw(name)) > 1 else ()
        found = [
            each
            for each in words or self._by_key.get((kind, self._key(name)), ())
            if each.printed.value > part.printed.value
        ] or self._ending(raw(name), part)
        most = Counter(each.printed.value for each in found).most_common(2)
        if not most or (len(most) > 1 and most[0][1] == most[1][1]):
            return None
        return next(each for each in found if each.printed.value == most[0][0])

    def _ending(self, name: str, part: Stated) -> list[Stated]:
        """Return the figures whose names end in a long one: 购置设备原值 for 设备原值."""
        every = self._every.get(part.unit.dimension, ()) if len(name) >= _FIRM else ()
        return [each for value, called, each in every if called.endswith(name) and value > part.printed.value]

    def excused(self, name: str, part: Stated, share: Stated) -> bool:
        """Whether some figure whose name has the name of the base in it gives the share, or the part does so to others of it."""
        word = (part.unit.dimension, raw(name)) in self._by_word
        key = raw(name) if word else self._key(name)
        near = [called for _, called, each in self._about(part, share) if near_ratio(share, part, each)]
        bare = near if word else [self._key(called) for called in near]
        return any(key in called or (len(called) > 1 and called in key) for called in bare)

    def taken(self, part: Stated, share: Stated) -> bool:
        """Whether the share is, to its last place, that of another figure, which among those of its size hardly one is by chance."""
        step, goal = share.printed.step, share.printed.value
        found = [
            each.printed.value
            for _, _, each in self._about(part, share)
            if digits(each) >= _FIRM and _gives(share, part, each)
        ]
        every = self._every.get(part.unit.dimension, ())
        if not found:
            return False
        low = bisect.bisect_right(every, found[0] / 2, key=lambda each: each[0])
        high = bisect.bisect_left(every, found[0] * 2, key=lambda each: each[0])
        sizes = {value for value, _, _ in every[low:high]}
        return len(sizes) * step <= _RARE * goal

    def _about(self, part: Stated, share: Stated) -> Sequence[tuple[Fraction, str, Stated]]:
        """Return the figures that are about as large as what a part has a share of."""
        every, whole = (
            self._every.get(part.unit.dimension, []),
            part.printed.value / share.printed.value,
        )
        slack = 2 * share.printed.step / share.printed.value
        low = bisect.bisect_left(every, whole * (1 - slack), key=lambda each: each[0])
        high = bisect.bisect_right(every, whole * (1 + slack), key=lambda each: each[0])
        return every[low:high]


def _columns(facts: Facts) -> Iterator[tuple[str, Sheet, Column, Stated]]:
    """Iterate over the columns of tables that have one total, with their heads."""
    for sheet in sheets(facts):
        for column in numeric(sheet) if len(sheet.totals) == 1 else ():
            total = sheet.at(sheet.totals[0], column)
            if total is not None and total.printed.value > 0:
                yield _BRACKETS.sub("", header(column)), sheet, column, total


@functools.lru_cache(maxsize=2)
def named(facts: Facts, key: Callable[[str], str], level: Callable[[Number], bool]) -> Named:
    """Return the amounts of a document by their names."""
    return Named(facts, key, level)


def row_shares(
    told: Named, share: Stated, lead: str, base: str, key: Callable[[str], str]
) -> Iterator[tuple[Stated, Stated]]:
    """Iterate over the row that a share names and the total of the column that its base names, where it is that of other columns."""
    name = _ONE_OF.sub("", plain(lead))
    for head, sheet, column, total in told.columns if len(name) > _ROW else ():
        rows = [each for each in sheet.details if _ONE_OF.sub("", plain(each.label or each.name)) == name]
        part = sheet.at(rows[0], column) if len(rows) == 1 and key(head) == key(base) else None
        if part is None or not 0 < part.printed.value < total.printed.value:
            continue
        beside = [each for each in told.columns if each[1] is sheet and each[2] is not column]
        others = [(cell, each[3]) for each in beside for cell in (part, sheet.at(rows[0], each[2]))]
        alike = [(top, low) for top, low in others if top and top.unit.dimension == low.unit.dimension]
        if any(_gives(share, top, low) for top, low in alike) or slipped(share, part, total):
            yield part, total


def _gives(share: Stated, part: Stated, base: Stated) -> bool:
    """Whether a share is that of two figures to its last place."""
    gap = abs(part.printed.value / base.printed.value - share.printed.value)
    return gap * 2 <= share.printed.step


def slipped(share: Stated, part: Stated, base: Stated) -> bool:
    """Whether a slip of the pen parts a share from that of its base."""
    return digits(share) >= _LEAST and slip_of_ratio(share, part, base) == "swap"


def misplaced(share: Stated, part: Stated, base: Stated) -> bool:
    """Whether a share is, to its last place, that of a part whose point was moved or whose 万 was lost: 17.46 for 174.62."""
    ratio, goal = part.printed.value / base.printed.value, share.printed.value
    return min(digits(share), digits(part)) >= _LEAST and any(
        abs(ratio * scale - goal) * 2 <= share.printed.step + goal * part.printed.step / part.printed.value
        for scale in _MOVED
    )
