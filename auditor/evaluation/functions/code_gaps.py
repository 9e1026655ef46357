"""代码断号 / code_gaps: indicator codes of one level that do not go on by one (A, B, C, F; C41, C43)."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.evaluation.binding import Binder, BindingError, MissingError, Term
from auditor.evaluation.faults import Checked, Fault, counted
from auditor.evaluation.functions import need
from auditor.language import tree

if TYPE_CHECKING:
    from auditor.report.model import Figure

NAMES = ("代码断号", "code_gaps")
NEVER_NEGATIVE = True
SUMMARY = {
    "zh": "某一级指标代码不连续的处数：代码断号(3) = 0",
    "en": "how often the codes of a level of indicators do not go on by one: code_gaps(3) = 0",
}
_LEVELS = {1: re.compile("()([A-Z])"), 2: re.compile("([A-Z])([0-9])"), 3: re.compile("([A-Z][0-9])([0-9])")}
_FEWEST = 2
_LONGEST = 3


def apply(binder: Binder, call: tree.Call) -> Term:
    """Return how many codes of the level, 1 to 3, leave one out behind the code before under the same parent."""
    need(call, 1)
    level = call.arguments[0]
    if not isinstance(level, tree.Number) or level.value not in _LEVELS:
        zh, en = "代码断号 的参数应为 1、2 或 3", "code_gaps takes 1, 2 or 3"
        raise BindingError(call.span, zh, en)
    matcher = _LEVELS[int(level.value)]
    families: dict[str, list[tuple[str, str]]] = {}
    concepts = binder.facts.report.concepts
    for concept in sorted(each for each in concepts if len(each) <= _LONGEST):
        if found := matcher.fullmatch(concept):
            families.setdefault(found[1], []).append((found[2], concept))
    codes = [each for family in families.values() for each in family]
    if len(codes) < _FEWEST:
        raise MissingError(f"{call.function}({level.text})")
    faults: list[Fault] = []
    for parent, family in families.items():
        for (one, _), (two, concept) in itertools.pairwise(family):
            if ord(two) != ord(one) + 1:
                figure, mention = _shown(list(concepts[concept].values()))
                faults.append(Fault(figure, mention, "code-gap", parent + chr(ord(one) + 1)))
    # The first stands for all: a name says nothing that could be recomputed.
    return counted(binder, call, faults, [_shown(list(concepts[codes[0][1]].values()))])


def _shown(figures: list[Figure]) -> Checked:
    """Return what names an indicator: its name, else what it prints first."""
    figure = next((each for each in figures if each.attribute in {"名称", "name"}), figures[0])
    # A table prints the code beside the name.
    return figure, next((each for each in figure.mentions if each.location.row), figure.mentions[0])
