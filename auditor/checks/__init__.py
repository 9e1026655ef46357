"""General detectors: what contradicts in any document, without a rule file; one module a defect.

A module whose name begins with a letter offers `NAME` (the rule's id), `TITLE` (a text in each language)
and `check(facts)`, which proposes relations and yields how the evaluator judges them. It is found by its
place in this folder and imported only when the detectors run.
"""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING, Protocol, cast

from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

__all__ = ["Check", "checks", "detect"]


class Check(Protocol):
    """What a module of this folder offers."""

    NAME: str
    TITLE: dict[str, str]
    check: Callable[[Facts], Iterator[Outcome]]


def checks() -> tuple[Check, ...]:
    """Return every check of this folder, in the order of their module names."""
    names = sorted(
        module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_")
    )
    return tuple(cast("Check", importlib.import_module(f"{__name__}.{name}")) for name in names)


def detect(
    facts: Facts, covered: Iterable[Outcome] = (), *, only: Sequence[str] = (), ignore: Sequence[str] = ()
) -> Iterator[Outcome]:
    """Judge what the detectors find in `facts`; silent where an outcome of a pack covers the same figures.

    `only` and `ignore` pick checks by their names, as they pick rules.
    """
    taken: dict[str, list[frozenset[str]]] = {}
    for outcome in covered:
        if outcome.verdict is not Verdict.NOT_CHECKABLE:
            figures = _figures(outcome)
            for key in figures:
                taken.setdefault(key, []).append(figures)
    for check in checks():
        if (only and check.NAME not in only) or check.NAME in ignore:
            continue
        for outcome in check.check(facts):
            figures = _figures(outcome)
            around = taken.get(min(figures), ()) if figures else ()
            # A rule over the same figures and more says all that the detector could.
            if not any(figures <= other for other in around):
                yield outcome


def _figures(outcome: Outcome) -> frozenset[str]:
    return frozenset(outcome.keys)
