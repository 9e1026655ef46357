"""Names that the sentences of a rule use and no example gives, while the examples give another that looks like it.

Which of the two is misspelt the other rules tell: where they know the name of the sentence and not the other
one, the examples are wrong, and names.py says so; otherwise the sentence is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.assurance.nearest import distance, nearest, parts_of, rewritten
from auditor.assurance.scope import Scope, plain
from auditor.assurance.vocabulary import apart_on_purpose
from auditor.evaluation.facts import pattern_of
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from auditor.assurance.vocabulary import Use


def misnamed(
    scope: Scope, spellings: Callable[[str], Sequence[str]], known: Mapping[str, int]
) -> Iterator[tuple[Use, tuple[str, ...]]]:
    """Give each name of the sentences that is probably misspelt, with those of the examples that are like it.

    `known` says how many rules speak of a name.
    """
    seen: set[str] = set()
    for use in scope.uses:
        near = () if use.name in seen else _like(scope, use, spellings)
        # Its own rule speaks of both.
        if near and not known.get(use.name, 0) > 1 >= known.get(near[0], 0):
            seen.add(use.name)
            yield use, near


def _like(scope: Scope, use: Use, spellings: Callable[[str], Sequence[str]]) -> tuple[str, ...]:
    given = scope.given
    match use.kind:
        case "figure" if not any(given[each] for each in spellings(use.name)):
            return nearest(use.name, _one_letter(scope, use), given) or nearest(
                use.name, _loose(scope), given
            )
        case "pattern" if not any(pattern_of(use.name).fullmatch(name) for name in given):
            loose = _loose(scope)
            concepts = [name.rpartition(".")[0] for name in loose]
            return nearest(use.name, rewritten(use.name, [*loose, *concepts]), given)
        case "table" | "column" if isinstance(scope.rule, tree.Rule):
            cells = [parts_of(name) for name in given if "[" in name]
            at = 0 if use.kind == "table" else -1
            there = {cell[at] for cell in cells} | {name for name in given if "." not in name}
            used = {each.name for each in scope.uses}
            # What another sentence of the rule uses as well is only meant where one letter is wrong.
            likely = [
                name
                for name in there
                if name not in used
                or (distance(use.name, name, 1) == 1 and not apart_on_purpose(use.name, name))
            ]
            return () if use.name in there else nearest(use.name, likely, given, alike=True)
    return ()


def _one_letter(scope: Scope, use: Use) -> list[str]:
    """Return the names that the rule uses and examples give, one letter apart from a name and not on purpose."""
    required = scope.rule.required if isinstance(scope.rule, tree.Rule) else ()
    if use.name in {each.key for each in required}:
        return []  # what is required and not used has a remark of its own
    return [
        plain(name)
        for name in scope.given
        if scope.knows(plain(name))
        and distance(use.name, plain(name), 1) == 1
        and not apart_on_purpose(use.name, plain(name))
    ]


def _loose(scope: Scope) -> list[str]:
    """Return the names that several examples give and no sentence uses."""
    patterns = [use.name for use in scope.uses if use.kind == "pattern"]
    return [
        plain(name)
        for name, count in scope.given.items()
        if count > 1
        and name not in scope.figures
        and not any(pattern_of(each).fullmatch(name) for each in patterns)
    ]
