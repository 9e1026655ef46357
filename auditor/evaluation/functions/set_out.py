"""列举不符 / not_set_out: what a sentence names one after the other, against what is then set out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.evaluation.binding import Binder, MissingError, Term
from auditor.evaluation.faults import Fault, counted, figures_of, named, number
from auditor.evaluation.functions import named_figure, need

NAMES = ("列举不符", "not_set_out")
NEVER_NEGATIVE = True
SUMMARY = {
    "zh": "列举与分述不相对应的项数：列举不符(评价原则.列举, 评价原则.分述.*) = 0",
    "en": "items named or set out without the other: not_set_out(principles.named, principles.set_out.*) = 0",
}
_BETWEEN = re.compile(r"[、，,和与及]|以及| and ")
_FEWEST = 2
_COMMON = 2

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.language import tree


def apply(binder: Binder, call: tree.Call) -> Term:
    """Return how many items stand on one side alone; the sentence is named, and what is set out."""
    need(call, 2)
    listed = named_figure(binder, call, 0)
    set_out = figures_of(binder, attrs.evolve(call, arguments=call.arguments[1:]))
    mention = listed.mentions[0]
    items = [item for each in _BETWEEN.split(re.sub(r"\s", "", mention.text)) if (item := _bare(each))]
    parts = [(figure, figure.mentions[0]) for figure in set_out]
    if len(items) < _FEWEST or len(parts) < _FEWEST:
        raise MissingError(listed.key)
    alone = _alone(items, [_bare(re.sub(r"\s", "", each.text)) for _, each in parts])
    faults = [Fault(listed, mention, "not-set-out")] if alone else []
    counted(binder, call, faults, [(listed, mention)])
    named(binder, parts)
    return number(call, alone)


def _bare(item: str) -> str:
    """Return a name without the word for what it is one of: 相关性原则 and 绩效相关 are both 相关."""
    return re.sub(r"(?:的)?(?:基本)?(?:原则|方法|分析法|法|性)$", "", item)


def _alone(items: Sequence[str], parts: Sequence[str]) -> int:
    """Return how many items and parts have no counterpart, each taken once."""
    free = list(parts)
    missing = 0
    for item in items:
        other = next((each for each in free if _alike(item, each)), None)
        if other is None:
            missing += 1
        else:
            free.remove(other)
    return missing + len(free)


def _alike(one: str, two: str) -> bool:
    short, long = sorted((one, two), key=len)
    return (
        short in long
        if len(short) < _COMMON
        else any(short[at : at + _COMMON] in long for at in range(len(short) - _COMMON + 1))
    )
