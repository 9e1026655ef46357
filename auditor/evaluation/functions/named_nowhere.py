"""列举无着 / named_nowhere: kinds of indicators that a sentence names and the indicator system does not have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import attrs

from auditor.evaluation.binding import Binder, MissingError, Term
from auditor.evaluation.faults import Fault, counted, number
from auditor.evaluation.functions import named_figure, need

if TYPE_CHECKING:
    from auditor.language import tree

NAMES = ("列举无着", "named_nowhere")
NEVER_NEGATIVE = True
SUMMARY = {
    "zh": "文中列举而指标体系中没有的类别个数：列举无着(指标体系.列举) = 0",
    "en": "kinds that a sentence names and no indicator is called like: named_nowhere(indicators.named) = 0",
}
_CODE = re.compile("[A-Z][0-9]{0,3}")
_TITLES = ("名称", "name")
_BETWEEN = re.compile("[、，,]")
_GENERAL = re.compile(r"^(?:部门|单位|项目)|(?:情况|建设|指标|方面|等)+$")
_COMMON = 2
_FEWEST = 4


def apply(binder: Binder, call: tree.Call) -> Term:
    """Return how many named kinds share no two characters with any indicator's name. Missing with few indicators."""
    need(call, 1)
    listed = named_figure(binder, call, 0)
    names = [
        _bare(mention.text)
        for concept, attributes in binder.facts.report.concepts.items()
        if _CODE.fullmatch(concept)
        for attribute, figure in attributes.items()
        if attribute in _TITLES
        for mention in figure.mentions
    ]
    if len(names) < _FEWEST:
        raise MissingError(call.function)
    checked = [(listed, mention) for mention in listed.mentions]
    faults: list[Fault] = []
    missing = 0
    for figure, mention in checked:
        alone = [
            item
            for each in _BETWEEN.split(mention.text)
            if (item := each.strip()) and not any(_alike(_bare(item), name) for name in names)
        ]
        missing += len(alone)
        if alone:
            # Of a long list only those are shown.
            shown = attrs.evolve(mention, text="、".join(alone))
            faults.append(Fault(figure, shown, "named-nowhere"))
    counted(binder, call, faults, checked)
    return number(call, missing)


def _bare(name: str) -> str:
    """Return a name without the words that every kind of indicator may have."""
    return _GENERAL.sub("", re.sub(r"\s", "", name))


def _alike(one: str, two: str) -> bool:
    if len(one) < _COMMON:
        return one in two
    return any(one[at : at + _COMMON] in two for at in range(len(one) - _COMMON + 1))
