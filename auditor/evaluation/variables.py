"""The unknowns of a relation: one figure is one unknown, with each distinct value it is printed with."""

from __future__ import annotations

import functools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import records
from auditor.evaluation.mentions import Stated, decide_mentions
from auditor.numbers import Interval, decimal_text, with_unit
from auditor.report.model import Figure, Mention, Report
from auditor.report.printed import Printed, Steps

if TYPE_CHECKING:
    from collections.abc import Sequence


@records.frozen
class Alternative:
    """One value that a figure is printed with, and every mention that can mean it.

    Mentions of unlike precision stand together where some true value explains them all: `value` and
    `step` are those of the finest, `interval` is what they have in common.
    """

    value: Fraction
    step: Fraction
    interval: Interval
    mentions: tuple[Mention, ...]
    prints: tuple[Printed, ...]

    @property
    def finest(self) -> Printed:
        """Return the mention printed to the smallest step."""
        return self.prints[0] if len(self.prints) == 1 else self._finest

    @functools.cached_property
    def _finest(self) -> Printed:
        first = self.prints[0]
        if all(each is first for each in self.prints):
            return first
        return min(self.prints, key=lambda each: each.step)


@records.frozen
class Variable:
    """An unknown: a figure, or one mention of it where a rule speaks of that place alone.

    `role` is what the figure is to its rule (stated, part, total, base, …). A function that finds a
    fault in what is printed rather than in its value names it: `accused` is the cause, `suggested`
    what should stand there.
    """

    figure: Figure
    alternatives: tuple[Alternative, ...]
    place: str | None = None
    role: str = "input"
    accused: str | None = None
    suggested: str | None = None

    @property
    def key(self) -> str:
        """Return the figure's key, with the place where only one is meant."""
        return self.figure.key if self.place is None else f"{self.figure.key}@{self.place}"

    @property
    def disputed(self) -> bool:
        """Whether the report prints the figure with values that contradict each other."""
        return len(self.alternatives) > 1


Pair = tuple[Mention, Printed]


def stated_by(figure: Figure, mentions: Sequence[Mention], steps: Steps) -> tuple[Pair, ...]:
    """Return the mentions that state a value or a bound, each with what it prints.

    What is no number, a blank and an approximate number state nothing that could be compared.
    """
    found: list[Pair] = []
    for mention in mentions:
        printed = steps.printed(figure, mention)
        if printed is not None and not printed.numeral.blank and not printed.approximate:
            found.append((mention, printed))
    return tuple(found)


def alternatives_of(stated: Sequence[Pair], *, bounds: bool = False) -> tuple[Alternative, ...]:
    """Group mentions by the value they can mean, in order of appearance.

    Bounds are left out unless `bounds` is set: they state no value to compute with.
    """
    usable = stated if bounds else [pair for pair in stated if not pair[1].numeral.bound]
    if usable and _alike([printed for _, printed in usable]):
        # Nearly all figures: every mention prints the same.
        first = usable[0][1]
        mentioned, prints = zip(*usable, strict=True)
        return (Alternative(first.value, first.step, first.interval, mentioned, prints),)
    values = [Stated(printed.value, printed.step, printed.interval) for _, printed in usable]
    result = []
    for cluster in decide_mentions(values).clusters:
        members = [usable[at] for at in cluster]
        common = members[0][1].interval
        for _, printed in members[1:]:
            common = common.meet(printed.interval)
        finest = min((printed for _, printed in members), key=lambda printed: printed.step)
        mentioned, prints = zip(*members, strict=True)
        result.append(Alternative(finest.value, finest.step, common, mentioned, prints))
    return tuple(result)


def _alike(prints: Sequence[Printed]) -> bool:
    first = prints[0]
    text, unit, step = first.numeral.text, first.unit.symbol, first.step
    return all(
        each is first or (each.numeral.text == text and each.unit.symbol == unit and each.step == step)
        for each in prints
    )


def shown(value: Fraction, printed: Printed, *, extra: int = 2) -> str:
    """Return `value` (in base units) in the unit of `printed`, with its places and up to `extra` more.

    A value that does not end there is rounded half up and marked with ≈; thousands are parted as `printed` parts them.
    """
    if not printed.unit.is_numeric:
        return printed.numeral.text
    scaled = value / printed.unit.factor
    own = _places(printed.numeral.step if printed.step == 0 else printed.step / printed.unit.factor)
    power = 10 ** (own + extra)
    whole = abs(scaled) * power
    rounded = (2 * whole.numerator + whole.denominator) // (2 * whole.denominator)
    text = decimal_text(Fraction(rounded, power), places=own + extra)
    head, _, tail = text.partition(".")
    if "," in printed.numeral.text:
        head = f"{int(head):,}"
    text = f"{head}.{tail.ljust(own, '0')}" if own or tail else head
    sign = "-" if scaled < 0 and rounded else ""
    about = "" if whole.denominator == 1 else "≈"
    return with_unit(f"{about}{sign}{text}", printed.unit.symbol)


def suggested(value: Fraction, printed: Printed) -> str:
    """Return `value` as what should stand in the place of `printed`: in its unit, plain enough for a program to read."""
    return shown(value, printed).removeprefix("≈").replace(",", "")


def _places(step: Fraction) -> int:
    count = 0
    while step < 1 and count < 12:  # noqa: PLR2004 - no report prints more places
        step, count = step * 10, count + 1
    return count


def find_mentions(figure: Figure, place: str, report: Report) -> tuple[Mention, ...]:
    """Return the mentions of `figure` that stand at `place`: a section, a table, or a document."""
    tables = {table.id for table in report.tables_called(place)}
    found = []
    for mention in figure.mentions:
        where = mention.location
        in_table = where.table in tables
        in_section = any(place == part or place in part for part in where.section)
        if in_table or in_section or place in (where.document, where.sheet):
            found.append(mention)
    return tuple(found)
