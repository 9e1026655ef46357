"""Which statement is probably wrong: the fewest changed figures that make everything hold again.

The model is that relations hold among unknown true values and a mention is honest or wrong; the smallest
sets of wrong ones explain the report (Fellegi and Holt, "A systematic approach to automatic edit and
imputation", JASA 71, 1976). Copies of one printed value are one error and no extra evidence, but changing
one mention is likelier than changing nine. A change must not break what holds: where it does, a second
figure has to change with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor.auditing.bases import over_other_bases
from auditor.auditing.pairs import Pair, pair_of
from auditor.auditing.repairs import Cause
from auditor.auditing.searching import Search
from auditor.auditing.trials import Trials, keys_of
from auditor.findings import Severity, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.evaluation.relations import Outcome


def causes_of(trials: Trials, outcomes: Sequence[Outcome]) -> list[Cause]:
    """Return the causes of all discrepancies among `outcomes`, every discrepancy in exactly one."""
    broken = [outcome for outcome in outcomes if outcome.verdict is Verdict.DISCREPANCY]
    # A rule that found the faulty mention, or the row that a total lacks, leaves nothing to search for.
    told = [outcome for outcome in broken if accused(outcome) or outcome.facts.get("left_out")]
    causes = [Cause((outcome,), (), decided=False) for outcome in told]
    apart = {id(outcome) for outcome in told}
    rest = [outcome for outcome in broken if id(outcome) not in apart]
    # A hint ties no two errors together: each stands for itself.
    hints = [outcome for outcome in rest if outcome.rule.level is Severity.NOTE]
    lists = over_other_bases([outcome for outcome in rest if outcome.rule.level is not Severity.NOTE])
    causes.extend(Cause(group, (), decided=False) for group in lists)
    apart |= {id(outcome) for group in (hints, *lists) for outcome in group}
    firm = [outcome for outcome in rest if id(outcome) not in apart]
    for group in (*_connected(firm), *([each] for each in hints)):
        causes.extend(Search(trials, group).causes())
    return _joined(causes)


def _joined(causes: Sequence[Cause]) -> list[Cause]:
    """Return the causes, those as one that the very same changes repair."""
    found: dict[object, Cause] = {}
    for cause in causes:
        changes = frozenset((repair.figure.key, repair.value) for repair in cause.repairs)
        same: object = changes if cause.together and changes else id(cause)
        known = found.get(same)
        if known is None:
            found[same] = cause
        else:
            outcomes = (*known.outcomes, *cause.outcomes)
            found[same] = attrs.evolve(known, outcomes=outcomes, decided=known.decided and cause.decided)
    return list(found.values())


def accused(outcome: Outcome) -> bool:
    """Whether the rule itself found the faulty mentions, so that nothing is left to search for."""
    return outcome.relation is not None and any(each.accused for each in outcome.relation.variables)


def _connected(broken: Sequence[Outcome]) -> list[list[Outcome]]:
    groups: list[tuple[set[str | Pair], list[Outcome]]] = []
    for outcome in broken:
        pair = pair_of(outcome)
        keys: set[str | Pair] = {*keys_of(outcome), *([] if pair is None else [pair])}
        touching = [group for group in groups if group[0] & keys]
        merged = (keys, [outcome])
        for group in touching:
            merged[0].update(group[0])
            merged[1][:0] = group[1]
            groups.remove(group)
        groups.append(merged)
    return [members for _, members in groups]
