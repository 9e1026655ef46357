"""分组缺单位 / unitless: classes printed without the unit that another class of the same question has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.evaluation.binding import Binder, MissingError, Term
from auditor.evaluation.faults import Fault, counted
from auditor.evaluation.functions.options import siblings
from auditor.evaluation.functions.overlapping import CLASS, FEWEST

if TYPE_CHECKING:
    from auditor.language import tree

NAMES = ("分组缺单位", "unitless")
NEVER_NEGATIVE = True
SUMMARY = {
    "zh": "没有写单位而同题其他分组写了的分组个数：逐项 *: 分组缺单位(分组1) = 0",
    "en": "how many classes lack the unit that others of the question have: each_item *: unitless(class1) = 0",
}
# Behind the last number: 岁 of 0-20岁, 岁 of 60岁以上; 以上 and 以下 are no unit.
_UNIT = re.compile(r"[0-9]\s*(?!以[上下内]|及以|至|到)([一-龥A-Za-z]+?)(?:以[上下内]|及以.*|至.*|到.*)?$")


def apply(binder: Binder, call: tree.Call) -> Term:
    """Return how many classes bear no unit although another one does. Missing with less than two classes."""
    classes = [
        (figure, figure.mentions[0])
        for figure in siblings(binder, call)
        if CLASS.fullmatch(figure.attribute) and re.search("[0-9]", figure.mentions[0].text)
    ]
    if len(classes) < FEWEST:
        raise MissingError(call.function)
    bare = [each for each in classes if not _UNIT.search(each[1].text.strip())]
    unit = next((found[1] for _, mention in classes if (found := _UNIT.search(mention.text.strip()))), "")
    faults = [Fault(*each, "missing-unit", f"{each[1].text}{unit}") for each in bare] if unit else []
    return counted(binder, call, faults, classes)
