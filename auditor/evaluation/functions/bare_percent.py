"""缺百分号 / bare_percent: mentions of a rate without % although other places print it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.evaluation.faults import Checked, Fault, counted, figures_of

if TYPE_CHECKING:
    from auditor.evaluation.binding import Binder, Term
    from auditor.language import tree
    from auditor.report.model import Mention

NAMES = ("缺百分号", "bare_percent")
NEVER_NEGATIVE = True
SUMMARY = {
    "zh": "别处带“%”而此处没有的处数：缺百分号(*.得分率) = 0",
    "en": "how many mentions of a rate lack the % that others print",
}


def apply(binder: Binder, call: tree.Call) -> Term:
    """Return the number of mentions that print a rate without its sign."""
    checked: list[Checked] = []
    faults: list[Fault] = []
    for figure in figures_of(binder, call):
        if figure.unit != "%":
            continue
        marked: list[Mention] = []
        bare: list[Mention] = []
        for mention in figure.mentions:
            printed = binder.facts.steps.printed(figure, mention)
            if printed is not None and not printed.numeral.blank and mention.unit is None:
                (marked if printed.numeral.mark else bare).append(mention)
        if marked and bare:
            faults.extend(Fault(figure, mention, "missing-unit", f"{mention.text}%") for mention in bare)
            checked.extend((figure, mention) for mention in bare)
    return counted(binder, call, faults, checked)
