"""Headings beside each other, each about a thing of its own: what one of them tells is not what a table says of another.

（一）甲项目 … 学生满意度 93.16%; （二）乙项目 … 学生满意度 96.46%: where the table prints 93.16 %, it is about 甲.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.words import stem
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome


def of_this_heading(facts: Facts, number: Number, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """Iterate over judgements of a number, without those against a value that a heading beside its own tells of its thing."""
    for outcome in outcomes:
        if outcome.verdict is not Verdict.DISCREPANCY or not _told_beside(facts, number, outcome):
            yield outcome


def _told_beside(facts: Facts, number: Number, outcome: Outcome) -> bool:
    section, relation = number.block.section, outcome.relation
    # Chapters of a report speak of the same things again; parts of one chapter are each about their own.
    if relation is None or len(section) < 2:  # noqa: PLR2004 - a part of a chapter
        return False
    values = {
        each.value
        for variable in relation.variables
        if variable.figure is not number.figure
        for each in variable.alternatives
    }
    return any(
        each.known.printed.value in values
        and len(each.block.section) == len(section)
        and each.block.section[:-1] == section[:-1]
        and each.block.section[-1] != section[-1]
        for each in _called(facts).get((stem(number.name), number.dimension), ())
    )


@functools.lru_cache(maxsize=4)
def _called(facts: Facts) -> Mapping[tuple[str, str], Sequence[Number]]:
    """Return the numbers of running text by name and dimension."""
    found: dict[tuple[str, str], list[Number]] = {}
    for paragraph in paragraphs(facts):
        for number in paragraph.numbers:
            if number.stated is not None and number.name:
                found.setdefault((stem(number.name), number.dimension), []).append(number)
    return found
