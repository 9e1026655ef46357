"""Words of function: what says of a figure that it is a sum, what is left, a rate, a mean, or a former level.

Each language has its own in a module of its own; how sentences are read by them is the same in all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number

NEVER = re.compile(r"(?!)")
_CURRENCY = " $£€"


@records.frozen
class Said:
    """What stands right before a figure, in its clause, or behind it, where it is of one kind."""

    before: re.Pattern[str]
    behind: re.Pattern[str] = NEVER

    def of(self, number: Number) -> bool:
        """Whether a figure is told by these words."""
        return self.precedes(number) or self.follows(number)

    def precedes(self, number: Number) -> bool:
        """Whether they stand before it."""
        return self.before.search(number.clause.rstrip(_CURRENCY)) is not None

    def follows(self, number: Number) -> bool:
        """Whether they stand behind it."""
        return self.behind.search(number.after) is not None


@records.frozen(kw_only=True)
class Words:
    """The words of function of one language."""

    total: Said
    rest: Said
    counted: Said
    """A sum of as many figures as its words say."""
    count_of: Callable[[Number], int | None]
    """How many they say."""
    net: Said
    """A change that is worked out, and none that is told of a level."""
    after: Said
    less: Said
    rate: Said
    share: Said
    mean: Said
    many: Said
    """A mean per thousand or more, which is no plain quotient."""
    former: Said
    last: re.Pattern[str]
    """What the time is called that figures of a list without words of their own are of."""
    opening: Said
    closing: Said
    listed: re.Pattern[str]
    """What opens, behind a figure, the list of those it is made up of."""
    aim: Said
    parted: re.Pattern[str] = NEVER
    """All the words before what parts the two figures told right before it: 支出 2.05 万元，年初预算为 2.95 万元，差值为 0.90 万元."""
    ready: Callable[[Sequence[Number]], list[Number]]
    """Return the figures of a sentence with the signs that its words give them."""
