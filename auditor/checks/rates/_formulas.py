"""Formulas that brackets print beside a rate, and the figures that they name: 有效率（有效份数÷收回份数）."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.words import stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.checks.common.numbers import Number

_FORMULA = re.compile(
    r"[（(](?P<above>[^（）()÷/＋+-]{2,12})[÷/](?P<below>[^（）()÷/＋+-]{2,12})[）)]\s*(?:为|是|达)?\s*$"
)
_FORMULA_BEHIND = re.compile(
    r"\s*[（(](?:[^（）()=＝、，。；]{2,10}[=＝])?(?P<above>[^（）()=＝÷/＋+-]{2,12})[÷/](?P<below>[^（）()=＝÷/＋+×*-]{2,12})(?:[×*]\s*100%)?[）)]"
)
_RATIO_OF = re.compile(
    r"(?:^|[（(，,。；;])(?P<above>[^（）()，,。；;与0-9]{2,10})与(?P<below>[^（）()，,。；;0-9]{2,10})之比(?:为|是|达)?\s*$"
)
_SHORTEST = 2
_MEASURE = re.compile(r"(?:份数|人数|户数|件数|个数|金额|数量|资金|[数额])$")


def formula_of(claim: Number, before: Sequence[Number]) -> tuple[Number, Number] | None:
    """Return the two figures that brackets before or behind a rate define it by, the upper one first."""
    found = (
        _FORMULA.search(claim.before) or _FORMULA_BEHIND.match(claim.after) or _RATIO_OF.search(claim.before)
    )
    if found is None:
        return None
    pair = []
    for name in (found["above"], found["below"]):
        noun = _MEASURE.sub("", stem(name))
        called = [
            each
            for each in before
            if noun and _bears(_MEASURE.sub("", re.sub(r"[\s、]", "", each.clause)), noun)
        ]
        if len({each.known.printed.value for each in called}) != 1:
            return None
        pair.append(called[-1])
    return pair[0], pair[1]


def _bears(clause: str, noun: str) -> bool:
    """Whether a figure bears a name: 有效问卷, or 回收 408 份 where 回收问卷 is meant."""
    return clause.endswith(noun) or (len(clause) >= _SHORTEST and noun.startswith(clause))
