"""The numbers of a report that nothing compared with anything: what an audit says nothing about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.evaluation.evidence import evidence_of
from auditor.numbers import unit_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from auditor.evaluation.facts import Facts
    from auditor.findings import Evidence
    from auditor.source import Location

MOST = 2_000
"""So many are named; a document that no rule fits has more, and nobody reads them one by one."""


def unruled(facts: Facts, compared: Collection[tuple[str, Location]]) -> Iterator[Evidence]:
    """Yield the mentions of numbers that are not among the places compared, in the order of the report."""
    count = 0
    for figure in facts.report.figures.values():
        if not unit_of(figure.unit).is_numeric:
            continue
        for mention in figure.mentions:
            if (figure.key, mention.location) in compared or mention.approximate:
                continue
            printed = facts.steps.printed(figure, mention)
            if printed is None or printed.numeral.blank:
                continue
            yield evidence_of(facts, figure, mention, "unruled")
            count += 1
            if count >= MOST:
                return
