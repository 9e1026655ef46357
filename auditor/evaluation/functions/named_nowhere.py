"""列举无着 / named_nowhere: kinds of indicators that a sentence names and the indicator system does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
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
_LONGEST = 4


def apply(binder: Binder, call: tree.Call) -> Term:
    """Return how many named kinds share no two characters with any indicator's name. Missing with few indicators."""
    need(call, 1)
    listed = named_figure(binder, call, 0)
    names = [
        _bare(attributes[title].mentions[0].text)
        for concept, attributes in binder.facts.report.concepts.items()
        if len(concept) <= _LONGEST and _CODE.fullmatch(concept)
        for title in _TITLES
        if title in attributes
    ]
    if len(names) < _FEWEST:
        raise MissingError(call.function)
    pairs = {pair for name in names for pair in _pairs(name)}
    checked = [(listed, mention) for mention in listed.mentions]
    faults: list[Fault] = []
    missing = 0
    for figure, mention in checked:
        alone = [
            item
            for each in _BETWEEN.split(mention.text)
            if (item := each.strip()) and pairs.isdisjoint(_pairs(_bare(item)))
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


def _pairs(name: str) -> list[str]:
    """Return every two characters that stand together in a name: two names with none in common are not alike."""
    return [name[at : at + _COMMON] for at in range(max(1, len(name) - _COMMON + 1))]
