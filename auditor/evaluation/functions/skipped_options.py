"""选项跳号 / skipped_options: letters left out among the options of a question (A B C E F)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.evaluation.binding import Binder, MissingError, Term
from auditor.evaluation.faults import Fault, counted
from auditor.evaluation.functions.options import options_of
from auditor.evaluation.functions.skipped import breaks, lettered, serial

if TYPE_CHECKING:
    from auditor.language import tree

NAMES = ("选项跳号", "skipped_options")
NEVER_NEGATIVE = True
SUMMARY = {
    "zh": "一题选项字母不连续的处数：逐项 *: 选项跳号(题号) = 0",
    "en": "how often the letters of a question's options skip: each_item *: skipped_options(number) = 0",
}


def apply(binder: Binder, call: tree.Call) -> Term:
    """Return the number of breaks in the letters of the options. Missing with fewer than two."""
    series = [
        (figure, mention, value)
        for figure in options_of(binder, call)
        for mention in figure.mentions[:1]
        if (value := serial(mention)) is not None
    ]
    if len(series) < 2:  # noqa: PLR2004 - one letter is a series by itself
        raise MissingError(call.function)
    faults = []
    for at, wanted in breaks([value for _, _, value in series]):
        figure, mention, _ = series[at]
        faults.append(Fault(figure, mention, "count-off", lettered(mention, wanted)))
    return counted(binder, call, faults, [(figure, mention) for figure, mention, _ in series])
