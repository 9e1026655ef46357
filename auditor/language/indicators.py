"""What an indicator catalogue (指标表) adds to the scoring rules: weights, targets, linked figures, whole rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor.language.shelf import slots_of
from auditor.language.tree import Indicator, Scoring

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.language.tree import File


def indicators_of(files: Sequence[File]) -> Mapping[str, Indicator]:
    """Return the rows of every catalogue by the indicator's id; the first row of an id counts."""
    found: dict[str, Indicator] = {}
    for file in files:
        for catalogue in file.catalogues:
            for row in catalogue.indicators:
                found.setdefault(row.id, row)
    return found


def completed(scoring: Scoring, row: Indicator | None) -> Scoring:
    """Return `scoring` with weight, target and linked figure from its catalogue row where it states none itself."""
    if row is None:
        return scoring
    return attrs.evolve(
        scoring,
        weight=scoring.weight or row.weight,
        target=scoring.target or row.target,
        actual=scoring.actual or row.figure,
    )


def schemes_used(files: Sequence[File]) -> frozenset[str]:
    """Return the ids of scoring rules that a catalogue row names as its scheme, by id or title."""
    named = {row.scheme for row in indicators_of(files).values()}
    return frozenset(
        slot.id for file in files for slot in slots_of(file.scorings) if named & {slot.id, slot.title}
    )


def catalogued(file: File, files: Sequence[File]) -> Iterator[Scoring]:
    """Give a scoring rule for each catalogue row of `file` that has none of its own.

    Where the row names a scoring rule as its scheme, that rule's bands apply; a scheme told in free words
    is for people, and the indicator's score is theirs to judge.
    """
    own = {slot.id for each in files for slot in slots_of(each.scorings)}
    for catalogue in file.catalogues:
        for row in catalogue.indicators:
            if row.id in own:
                continue
            own.add(row.id)
            scheme = _scheme(row, files)
            if scheme is None:
                bare = Scoring(id=row.id, title=row.title, span=row.span)
                yield completed(bare, row)
            else:
                named = attrs.evolve(scheme, id=row.id, title=row.title, examples=(), span=row.span)
                yield attrs.evolve(
                    named, weight=row.weight or scheme.weight, target=row.target or scheme.target,
                    actual=row.figure or scheme.actual,
                )  # fmt: skip


def _scheme(row: Indicator, files: Sequence[File]) -> Scoring | None:
    if row.scheme is None:
        return None
    for file in files:
        for slot in slots_of(file.scorings):
            if row.scheme in {slot.id, slot.title}:
                return slot.node
    return None
