"""Faults of print: what functions find in the text of mentions rather than in their values.

Such a function gives the number of faults, which a rule compares with 0. The mentions at fault become
unknowns of the relation, so that the finding names them; so do the sound ones when all are sound, so
that the audit can say what it has looked at.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import records
from auditor.evaluation import forms
from auditor.evaluation.binding import Binder, BindingError, MissingError, Term
from auditor.evaluation.dimensions import ANY_COUNT, Dimension
from auditor.evaluation.variables import Alternative, Variable
from auditor.language import tree
from auditor.numbers import Interval, Numeral, unit_of
from auditor.report.model import Figure, Mention
from auditor.report.printed import Printed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@records.frozen
class Fault:
    """A mention that is wrong as printed: why (a cause code), and what should stand there if known."""

    figure: Figure
    mention: Mention
    cause: str
    suggested: str | None = None


Checked = tuple[Figure, Mention]


def figures_of(binder: Binder, call: tree.Call) -> list[Figure]:
    """Return the figures that the arguments name: a name, a pattern, or a table's cells. Raises MissingError."""
    found: dict[str, Figure] = {}
    for argument in call.arguments:
        match argument:
            case tree.Name() if argument.is_pattern:
                found.update((figure.key, figure) for figure in binder.facts.matching(argument.key))
            case tree.Name():
                figure = binder.meaning(argument)
                if figure is not None:
                    found[figure.key] = figure
            case tree.Cell():
                for cell in binder.facts.cells(argument.table, argument.row, argument.col):
                    found[cell.figure.key] = cell.figure
            case _:
                zh, en = (
                    f"{call.function} 的参数应为名称或表中一列",
                    f"{call.function} takes names or a table's column",
                )
                raise BindingError(call.span, zh, en)
    if not found:
        raise MissingError(call.function)
    return list(found.values())


def counted(binder: Binder, call: tree.Call, faults: Sequence[Fault], checked: Iterable[Checked]) -> Term:
    """Return the number of `faults` as a term whose unknowns are the mentions at fault, or else all `checked`."""
    for fault in faults:
        _name(
            binder, fault.figure, fault.mention, role="stated", accused=fault.cause, suggested=fault.suggested
        )
    if not faults:
        for figure, mention in checked:
            _name(binder, figure, mention, role="part")
    return number(call, len(faults))


def number(call: tree.Call, count: int) -> Term:
    """Return a plain count as the value of a function."""
    return Term(forms.constant(Fraction(count)), Dimension(((ANY_COUNT, 1),)), f"{call.function}({count})")


def named(binder: Binder, mentions: Iterable[Checked]) -> None:
    """Make mentions unknowns of the relation, so that a finding names them."""
    for figure, mention in mentions:
        _name(binder, figure, mention, role="part")


_ZERO = Fraction(0)
_NOTHING = Interval.point(_ZERO)


def _name(  # noqa: PLR0913 - a mention with all that is said of it
    binder: Binder,
    figure: Figure,
    mention: Mention,
    *,
    role: str,
    accused: str | None = None,
    suggested: str | None = None,
) -> None:
    printed = Printed(
        Numeral(mention.text, _ZERO, _ZERO), unit_of(figure.unit_at(mention)), _ZERO, _ZERO, _NOTHING
    )
    shown = Alternative(_ZERO, _ZERO, _NOTHING, (mention,), (printed,))
    # Each mention is an unknown of its own: none of them takes part in the arithmetic.
    place = f"#{len(binder.variables)}"
    binder.variables.append(Variable(figure, (shown,), place, role, accused, suggested))
