"""General detectors: what contradicts in any document, without a rule file; one folder a family, one module a defect.

A module whose name begins with a letter offers `NAME` (the rule's id), `TITLE` (a text in each language)
and `check(facts)`, which proposes relations and yields how the evaluator judges them. It is found by its
place in the folder of its family and imported only when the detectors run. Families do not know each other; what
several need is in `common`, which is none. `english` is loaded for documents in English alone.
"""

from __future__ import annotations

import importlib
import itertools
import pkgutil
import traceback
from typing import TYPE_CHECKING, Protocol, cast

from auditor import caches
from auditor.checks.common import tableunits
from auditor.checks.common.contradicted import believed
from auditor.checks.common.throughout import written
from auditor.evaluation.binding import hole
from auditor.findings import Broken, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.source import Location

__all__ = ["Check", "checks", "detect"]

_COMMON = "common"
_SHARED = f"{__name__}.{_COMMON}"
_READ = tuple(f"{_SHARED}.{name}" for name in ("numbers", "tables"))
"""What all families read of a draft stays; what a few of them make of that is made again for the next one."""
_PAIR = 2
_OF_LANGUAGE = {"english": "en"}
"""Families that speak of documents in one language."""
_FIRST = f"{__name__}.repeated"
"""The family that keeps most of a draft runs while nothing else is kept."""


class Check(Protocol):
    """What a module of a family offers."""

    __name__: str
    NAME: str
    TITLE: dict[str, str]
    check: Callable[[Facts], Iterator[Outcome]]


def checks(language: str | None = None) -> tuple[Check, ...]:
    """Return every check that documents in a language need, in the order of their names; None needs all."""
    families = [
        family.name
        for family in pkgutil.iter_modules(__path__)
        if family.ispkg
        and family.name != _COMMON
        and language in {None, _OF_LANGUAGE.get(family.name, language)}
    ]
    found = sorted((name, family) for family in families for name in _members(family))
    return tuple(
        cast("Check", importlib.import_module(f"{__name__}.{family}.{name}")) for name, family in found
    )


def _members(family: str) -> list[str]:
    package = importlib.import_module(f"{__name__}.{family}")
    return [each.name for each in pkgutil.iter_modules(package.__path__) if not each.name.startswith("_")]


def detect(
    facts: Facts,
    covered: Iterable[Outcome] = (),
    *,
    only: Sequence[str] = (),
    ignore: Sequence[str] = (),
    broken: list[Broken] | None = None,
) -> Iterator[Outcome]:
    """Judge what the detectors find in `facts`; silent where an outcome of a pack covers the same figures.

    `only` and `ignore` pick checks by their names, as they pick rules. What speaks of a table that the text contradicts throughout
    is left out, and what accuses one figure or table throughout is a note. A check that fails is put into `broken` and the others go on; without such a list its error is raised,
    as is any that arises behind the checks.
    """
    found = list(_detected(facts, covered, only=only, ignore=ignore, broken=broken))
    if tableunits.NAME not in ignore and (not only or tableunits.NAME in only):
        found = list(tableunits.one_unit(facts, found))
    yield from written(tuple(believed(facts, found)))


def _detected(
    facts: Facts,
    covered: Iterable[Outcome],
    *,
    only: Sequence[str],
    ignore: Sequence[str],
    broken: list[Broken] | None,
) -> Iterator[Outcome]:
    # What is said of words (a grade, a name) is not said by a sum over the same score.
    taken: dict[tuple[str, bool], list[frozenset[str]]] = {}
    accused: set[Place] = set()
    for outcome in covered:
        if outcome.verdict is not Verdict.NOT_CHECKABLE:
            figures = _figures(outcome)
            for key in figures:
                taken.setdefault((key, outcome.relation is None), []).append(figures)
        accused |= _accused(outcome)
    wanted = [
        check
        for check in checks(facts.report.document.language)
        if (not only or check.NAME in only) and check.NAME not in ignore
    ]
    for outcome in _by_family(facts, wanted, broken):
        figures = _figures(outcome)
        around = taken.get((min(figures), outcome.relation is None), ()) if figures else ()
        # What is said of the print itself is said once.
        if outcome.relation is None and any(
            _place(item.location) in accused for item in outcome.evidence if item.role == "stated"
        ):
            continue
        # A rule over the same figures and more says all that the detector could.
        if not any(figures <= other for other in around) and not _of_itself(outcome):
            yield outcome


def _by_family(facts: Facts, wanted: Sequence[Check], broken: list[Broken] | None) -> Iterator[Outcome]:
    """Iterate over what checks find, in their order. They run a family at a time, and what one keeps of a long draft ends with it."""
    found: dict[int, list[Outcome]] = {}
    turns = sorted(range(len(wanted)), key=lambda at: (_family(wanted[at]) != _FIRST, _family(wanted[at])))
    for family, members in itertools.groupby(turns, key=lambda at: _family(wanted[at])):
        for at in members:
            found[at] = list(_asked(wanted[at], facts, broken))
            if facts.report.long:
                caches.forget(family)
        if facts.report.long:
            caches.forget(_SHARED, but=_READ)
    if broken:
        broken.sort(key=lambda each: each.rule)
    return itertools.chain.from_iterable(found.pop(at) for at in range(len(wanted)))


def _family(check: Check) -> str:
    return check.__name__.rpartition(".")[0]


def _asked(check: Check, facts: Facts, broken: list[Broken] | None) -> Iterator[Outcome]:
    """Yield what a check finds, up to where it fails."""
    try:
        yield from check.check(facts)
    except Exception as error:
        if broken is None:
            raise
        broken.append(Broken(rule=check.NAME, error=f"{type(error).__name__}: {error}", place=_arisen(error)))


def _arisen(error: Exception) -> str:
    """Return the module of ours and the line where an error arose."""
    ours = __name__.partition(".")[0] + "."
    frames = [
        (frame.f_globals.get("__name__", ""), line) for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    return next((f"{name}:{line}" for name, line in reversed(frames) if name.startswith(ours)), "")


def _of_itself(outcome: Outcome) -> bool:
    """Whether one figure, or two prints of it, were taken for the part and for the base of a rate: it was not meant."""
    relation = outcome.relation
    if relation is None or outcome.verdict is not Verdict.DISCREPANCY:
        return False
    part, bar, base = relation.right.text.partition(" / ")
    if not bar or part == base:
        return bool(bar)
    found = [
        variable.alternatives[0].finest
        for at, variable in enumerate(relation.variables)
        if hole(at) in {part, base}
    ]
    return len(found) == _PAIR and (found[0].value, found[0].unit) == (found[1].value, found[1].unit)


Place = tuple[object, ...]


def _accused(outcome: Outcome) -> set[Place]:
    """Return the places where a rule found the print itself at fault."""
    if outcome.relation is None or outcome.verdict is not Verdict.DISCREPANCY:
        return set()
    return {
        _place(mention.location)
        for variable in outcome.relation.variables
        if variable.accused
        for mention in variable.alternatives[0].mentions
    }


def _place(place: Location) -> Place:
    return (
        place.document,
        place.page,
        place.line,
        place.column,
        place.block,
        place.range,
        place.sheet,
        place.cell,
    )


def _figures(outcome: Outcome) -> frozenset[str]:
    return frozenset(outcome.keys)
