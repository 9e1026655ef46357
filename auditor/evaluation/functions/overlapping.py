"""分组重叠 / overlapping: classes such as 41-60 and 60岁以上 that share a number."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.evaluation.binding import Binder, MissingError, Term
from auditor.evaluation.faults import Fault, counted
from auditor.evaluation.functions.options import siblings

if TYPE_CHECKING:
    from auditor.language import tree

NAMES = ("分组重叠", "overlapping")
NEVER_NEGATIVE = True
SUMMARY = {
    "zh": "相邻分组共有的数的个数：逐项 *: 分组重叠(分组1) = 0",
    "en": "how many classes share a number with the next: each_item *: overlapping(class1) = 0",
}
_NUMBER = re.compile("[0-9]+")
CLASS = re.compile("(?:分组|class)[0-9]+")
FEWEST = 2
"""One class alone overlaps with none, and lends no unit."""


def apply(binder: Binder, call: tree.Call) -> Term:
    """Return how many classes begin where, or before, the one above them ends."""
    classes = []
    for figure in siblings(binder, call):
        if not CLASS.fullmatch(figure.attribute):
            continue
        mention = figure.mentions[0]
        ends = [int(number) for number in _NUMBER.findall(mention.text)]
        if ends:
            classes.append((figure, mention, ends))
    if len(classes) < FEWEST:
        raise MissingError(call.function)
    faults = []
    for (_, _, above), (figure, mention, ends) in itertools.pairwise(classes):
        if ends[0] <= above[-1] and "不含" not in mention.text:
            faults.append(Fault(figure, mention, "overlap"))
    return counted(binder, call, faults, [(figure, mention) for figure, mention, _ in classes])
