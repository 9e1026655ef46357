"""错置 / misplaced: mentions that stand in the section of another indicator, where its own value is not stated.

A sentence pasted from one indicator under the next keeps the first one's name and value. It shows as a
mention in the section of another code, while that code's own value is not said there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.evaluation.binding import Binder, MissingError, Term
from auditor.evaluation.faults import Fault, counted, figures_of

if TYPE_CHECKING:
    from auditor.language import tree
    from auditor.report.model import Figure, Mention

NAMES = ("错置", "misplaced")
NEVER_NEGATIVE = True
SUMMARY = {
    "zh": "写在别的指标之下的处数：逐项 *: 错置(业绩值) = 0",
    "en": "how many mentions stand under another indicator: each_item *: misplaced(actual) = 0",
}


def apply(binder: Binder, call: tree.Call) -> Term:
    """Return the number of misplaced mentions of the named figures. Missing where none stands in a section."""
    checked = []
    faults = []
    for figure in figures_of(binder, call):
        for mention in figure.mentions:
            if not mention.location.section or mention.location.table is not None:
                continue
            checked.append((figure, mention))
            own = _owner(binder, figure, mention)
            if own is not None:
                faults.append(Fault(figure, mention, "pasted-sentence", own.mentions[0].text))
    if not checked:
        raise MissingError(call.function)
    return counted(binder, call, faults, checked)


def _owner(binder: Binder, figure: Figure, mention: Mention) -> Figure | None:
    """Return the same attribute of the indicator whose section this is, unless the mention belongs there."""
    section = mention.location.section
    if figure.concept in section:
        return None
    for name in reversed(section):
        owner = binder.facts.report.concepts.get(name, {}).get(figure.attribute)
        if owner is not None and not any(each.location.section == section for each in owner.mentions):
            return owner
    return None
