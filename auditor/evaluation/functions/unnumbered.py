"""未编号 / unnumbered: members of a list printed without a number, where others have one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.evaluation.binding import Binder, MissingError, Term
from auditor.evaluation.faults import Fault, counted, figures_of

if TYPE_CHECKING:
    from auditor.language import tree
    from auditor.report.model import Figure

NAMES = ("未编号", "unnumbered")
NEVER_NEGATIVE = True
SUMMARY = {
    "zh": "没有编号而同级其他项有编号的项数：未编号(工作进程.*.名称) = 0",
    "en": "how many members lack a number that others have: unnumbered(phases.*.name) = 0",
}
_NUMBERS = ("编号", "number")


def apply(binder: Binder, call: tree.Call) -> Term:
    """Return how many of the named members have no number. Missing where none has one."""
    figures = figures_of(binder, call)
    if not any(_numbered(binder, figure) for figure in figures):
        raise MissingError(call.function)
    faults = [
        Fault(figure, figure.mentions[0], "not-numbered")
        for figure in figures
        if not _numbered(binder, figure)
    ]
    return counted(binder, call, faults, [(figure, figure.mentions[0]) for figure in figures])


def _numbered(binder: Binder, figure: Figure) -> bool:
    siblings = binder.facts.report.concepts[figure.concept]
    return any(name in siblings for name in _NUMBERS)
