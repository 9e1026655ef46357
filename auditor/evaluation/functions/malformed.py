"""坏式 / malformed: formulas as printed that cannot be read: two numbers run together, a quotient over 100 %."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.evaluation.faults import Fault, counted, figures_of

if TYPE_CHECKING:
    from auditor.evaluation.binding import Binder, Term
    from auditor.language import tree

NAMES = ("坏式", "malformed")
NEVER_NEGATIVE = True
SUMMARY = {
    "zh": "写法有误的公式的处数：坏式(*.公式) = 0",
    "en": "how many printed formulas are malformed: malformed(*.formula) = 0",
}
# 718.39718.39 lost the sign between two numbers; (a/b)/100% divides where it should multiply.
_RUN_TOGETHER = re.compile(r"[0-9]\.[0-9]+\.[0-9]")
_OVER_HUNDRED = re.compile(r"[/÷]\s*100\s*[%％]")


def apply(binder: Binder, call: tree.Call) -> Term:
    """Return the number of mentions that are no well-formed formula."""
    checked = []
    faults = []
    for figure in figures_of(binder, call):
        for mention in figure.mentions:
            checked.append((figure, mention))
            if _RUN_TOGETHER.search(mention.text) or _OVER_HUNDRED.search(mention.text):
                faults.append(Fault(figure, mention, "malformed"))
    return counted(binder, call, faults, checked)
