"""缺填 / left_blank: cells printed as a dash although other places state the figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.evaluation.faults import Checked, Fault, counted, figures_of

if TYPE_CHECKING:
    from auditor.evaluation.binding import Binder, Term
    from auditor.language import tree

NAMES = ("缺填", "left_blank")
NEVER_NEGATIVE = True
SUMMARY = {
    "zh": "别处有数而此处为“-”的处数：缺填(*.权重) = 0",
    "en": "how many mentions are a dash where others state a value",
}


def apply(binder: Binder, call: tree.Call) -> Term:
    """Return the number of blanks among mentions that otherwise state a value."""
    checked: list[Checked] = []
    faults: list[Fault] = []
    for figure in figures_of(binder, call):
        prints = [(mention, binder.facts.steps.printed(figure, mention)) for mention in figure.mentions]
        stated = [mention for mention, printed in prints if printed is not None and not printed.numeral.blank]
        blank = [mention for mention, printed in prints if printed is not None and printed.numeral.blank]
        if stated and blank:
            faults.extend(Fault(figure, mention, "missing-value", stated[0].text) for mention in blank)
            checked.extend((figure, mention) for mention in blank)
    return counted(binder, call, faults, checked)
