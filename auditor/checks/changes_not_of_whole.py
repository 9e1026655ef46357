"""Changes of parts that do not add up to the change of their whole.

收入 67,949 万元，增加 6,517 万元，其中甲 a，增加 x，乙 b，减少 y: where a and b give the whole, x - y is its change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.checks._relations import ONE, judged, rule, summed
from auditor.checks._told import groups

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks._relations import Weighted
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "changes-not-of-whole"
TITLE = {
    "zh": "各项增减额之和与总增减额不符",
    "en": "the changes of parts do not add up to the change of their whole",
}


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the change of every amount whose parts all tell theirs."""
    for whole, parts in groups(facts):
        changes = [each.change for each in parts]
        if whole.change is None or None in changes:
            continue
        parts_signed: list[Weighted] = [
            (ONE * each.sign * whole.change.sign, each.known) for each in changes if each is not None
        ]
        yield judged(facts, summed(rule(NAME, TITLE), whole.change.known, parts_signed))
