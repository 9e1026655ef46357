"""What the names of an example mean in its rule, and what a misspelt one most likely means."""

from __future__ import annotations

import functools
from collections import Counter
from typing import TYPE_CHECKING

from auditor import records
from auditor.assurance.nearest import nearest, parts_of, rewritten
from auditor.assurance.scene import FAILED
from auditor.assurance.vocabulary import Use
from auditor.assurance.walking import AnyRule
from auditor.evaluation.facts import pattern_of
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterable


SCORED = frozenset(
    "业绩值 实际值 实际完成值 完成值 actual 标杆值 目标值 指标值 target 权重 权重分 满分 分值 weight full 得分 score".split()
)
USUAL = frozenset("业绩值 目标值 权重 得分 actual target weight score".split())
"""Of several words for one thing, the one that rules use."""
_MOST = 3


@records.frozen
class Scope:
    """What the names of one rule are: in its sentences, and how often each stands in its examples."""

    rule: AnyRule
    uses: tuple[Use, ...]
    given: Counter[str]

    @classmethod
    def of(cls, rule: AnyRule, uses: Iterable[Use]) -> Scope:
        """Collect the names of `rule`, whose sentences use `uses`."""
        given = Counter(plain(each.name) for example in rule.examples for each in example.bindings)
        return cls(rule, tuple(uses), given)

    @functools.cached_property
    def figures(self) -> set[str]:
        """Return the figures that the sentences name one by one."""
        return {use.name for use in self.uses if use.kind == "figure"}

    @functools.cached_property
    def bare(self) -> set[str]:
        """Return the bare names of the sentences: columns and attributes."""
        return {use.name for use in self.uses if use.kind == "column"}

    def meant_by(self, name: str, example: tree.Example) -> tuple[tuple[str, ...], set[str]]:
        """Return what a name of an example most likely means, and which names the example would be whole with.

        Where the name stands at a place, it may be a second mention of what the example gives already.
        """
        placed = any(each.name.startswith(f"{name}@") for each in example.bindings)
        here = {plain(each.name) for each in example.bindings if plain(each.name) != name}
        others = [*self.figures, *(other for other in self.given if other != name)]
        made = dict.fromkeys([*others, *rewritten(name, others)])
        # A figure of the rule that the example lacks, or one made of parts that the example speaks of.
        beside = {part for other in here for part in parts_of(other)} | set(parts_of(name))
        wanted = (self.figures - here) | {each for each in made if set(parts_of(each)) <= beside}
        known = [other for other in made if placed or other not in here]
        lacking = () if placed else nearest(name, self.figures - here, self.given, alike=True)
        likely = (*lacking, *nearest(name, [*known, *sorted(self.figures - here)], self.given, wanted))
        return tuple(dict.fromkeys(likely))[:_MOST], wanted

    def knows(self, name: str) -> bool:
        """Return whether the rule speaks of a name that an example gives."""
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = self._speaks_of(name)
        return known

    @functools.cached_property
    def _known(self) -> dict[str, bool]:
        # Every example of a rule gives much the same names.
        return {}

    def _speaks_of(self, name: str) -> bool:
        if isinstance(self.rule, tree.Scoring):
            spoken = name in SCORED or name in FAILED
        else:
            spoken = not self.uses or any(_takes(each, name) for each in self.rule.statements)
        return spoken or any(self._names(use, name) for use in self.uses)

    def _names(self, use: Use, name: str) -> bool:
        if use.name in (name, name.partition("[")[0] if use.kind in {"table", "column"} else name):
            return True
        if use.kind != "pattern":
            return False
        concept, _, attribute = name.rpartition(".")
        matcher = pattern_of(use.name)
        return bool(matcher.fullmatch(name) or (matcher.fullmatch(concept) and attribute in self.bare))


def _takes(statement: tree.Statement, name: str) -> bool:
    match statement:
        case tree.Total():
            return "." not in name
        case tree.Grading():
            return name.rpartition(".")[2] in {"等级", "评价等级"}
    return False


def plain(name: str) -> str:
    """Return the name of a figure without the place of its mention."""
    return name.partition("@")[0]
