"""The functions of the rule language, one module each, found by walking this folder (evaluation.catalogue).

A module offers `NAMES` (Chinese first, then English), `SUMMARY` (what it gives, in both languages) and
`apply(binder, call)`; where what it gives is never below 0, `NEVER_NEGATIVE`. Functions are total: they end, read nothing
but the report, and change nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.evaluation.binding import Binder, BindingError, MissingError
from auditor.language import tree

if TYPE_CHECKING:
    from auditor.report.model import Figure


def need(call: tree.Call, least: int, most: int | None = None) -> None:
    """Raise BindingError unless `call` has between `least` and `most` arguments."""
    count = len(call.arguments)
    top = least if most is None else most
    if not least <= count <= top:
        wanted = f"{least}" if least == top else f"{least}-{top}"
        raise BindingError(
            call.span,
            f"{call.function} 需要 {wanted} 个参数，这里有 {count} 个",
            f"{call.function} takes {wanted} argument(s), {count} given",
        )


def named_figure(binder: Binder, call: tree.Call, at: int) -> Figure:
    """Return the figure that an argument names. Raises BindingError, MissingError where the report has none."""
    argument = call.arguments[at]
    if not isinstance(argument, tree.Name):
        raise BindingError(call.span, f"{call.function} 的参数应为名称", f"{call.function} takes names")
    figure = binder.meaning(argument)
    if figure is None:
        raise MissingError(argument.key)
    return figure
