"""异文 / unlike: texts that should be alike in every row, such as the scale 5 4 3 2 1 of each question."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.evaluation.binding import Binder, MissingError, Term
from auditor.evaluation.faults import Fault, counted, figures_of

if TYPE_CHECKING:
    from auditor.language import tree

NAMES = ("异文", "unlike")
NEVER_NEGATIVE = True
SUMMARY = {
    "zh": "与其余各处写法不同的处数：异文(问卷1.量表.*) = 0",
    "en": "how many texts differ from what most of the others say: unlike(survey1.scale.*) = 0",
}
_FEWEST = 3
"""Of two texts that differ neither is the odd one."""


def apply(binder: Binder, call: tree.Call) -> Term:
    """Return how many mentions say something else than more than half of all. Missing with fewer than three."""
    checked = [(figure, mention) for figure in figures_of(binder, call) for mention in figure.mentions]
    if len(checked) < _FEWEST:
        raise MissingError(call.function)
    plain = [re.sub(r"\s", "", mention.text) for _, mention in checked]
    usual, often = Counter(plain).most_common(1)[0]
    faults = []
    if often * 2 > len(plain):
        shown = next(mention.text for text, (_, mention) in zip(plain, checked, strict=True) if text == usual)
        faults = [
            Fault(figure, mention, "unlike-the-rest", shown)
            for text, (figure, mention) in zip(plain, checked, strict=True)
            if text != usual
        ]
    return counted(binder, call, faults, checked)
