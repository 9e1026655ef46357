"""Scores that ask whether the report has something (存在): decided for each way in which it has it or not."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import attrs

from auditor.assurance.walking import paths_in, replaced
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from auditor.assurance.properties import Answer

MOST = 4
"""So many things a rule may ask for: sixteen ways."""

_REACHED = frozenset({"full_at_target", "exhausts"})
"""What one way is enough for: full marks need the report accepted, not its absence as well."""


def asked_for(nodes: Sequence[object]) -> tuple[str, ...]:
    """Return the names whose existence a rule of these nodes asks for."""
    return tuple(dict.fromkeys(part.name for part in nodes if isinstance(part, tree.Exists)))


def of_each_way(
    scoring: tree.Scoring, names: Sequence[str], decide: Callable[[tree.Scoring], list[tuple[str, Answer]]]
) -> list[tuple[str, Answer]]:
    """Decide a rule for each way in which the names exist or not, and put the answers together."""
    found: dict[str, list[Answer]] = {}
    for way in itertools.product((False, True), repeat=len(names)):
        there = dict(zip(names, way, strict=True))
        for name, answer in decide(_settled(scoring, there)):
            found.setdefault(name, []).append(_said(answer, there) if answer.result == "refuted" else answer)
    return [(name, _together(answers, some=name in _REACHED)) for name, answers in found.items()]


def _settled(scoring: tree.Scoring, there: dict[str, bool]) -> tree.Scoring:
    """Return the rule with what exists taken as always so, and what does not as never so."""
    for path, node in list(paths_in(scoring)):
        if isinstance(node, tree.Exists):
            known = tree.All((), node.span) if there[node.name] else tree.Any((), node.span)
            scoring = replaced(scoring, path, known)
    return scoring


def _said(answer: Answer, there: dict[str, bool]) -> Answer:
    zh = "、".join(f"{'有' if known else '没有'}{name}" for name, known in there.items())
    en = ", ".join(f"{'with' if known else 'without'} {name}" for name, known in there.items())
    return attrs.evolve(answer, zh=f"{zh}：{answer.zh}", en=f"{en}: {answer.en}")


def _together(answers: Sequence[Answer], *, some: bool) -> Answer:
    order = ("proved", "undecided", "refuted") if some else ("refuted", "undecided", "proved")
    return next(_ordered(answers, order))


def _ordered(answers: Sequence[Answer], order: Sequence[str]) -> Iterator[Answer]:
    for result in order:
        yield from (answer for answer in answers if answer.result == result)
