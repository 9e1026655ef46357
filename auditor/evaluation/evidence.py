"""Turn mentions into the evidence that a finding shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.findings import Evidence
from auditor.numbers import decimal_text, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.variables import Alternative, Variable
    from auditor.report.model import Figure, Mention


def evidence_of(facts: Facts, figure: Figure, mention: Mention, role: str) -> Evidence:
    """Return the evidence of one mention in the role it plays."""
    known = (figure.key, id(mention), role)
    found = facts.evidence.get(known)
    if found is None:
        found = facts.evidence[known] = _evidence(facts, figure, mention, role)
    return found


def _evidence(facts: Facts, figure: Figure, mention: Mention, role: str) -> Evidence:
    printed = facts.steps.printed(figure, mention)
    value = step = None
    lent = ""
    if printed is not None and not printed.numeral.blank:
        value = plain_text(printed.numeral)
        step = decimal_text(printed.step / printed.unit.factor)
        lent = printed.lent
    return Evidence(
        key=figure.key,
        label=figure.label,
        role=role,
        text=mention.text,
        unit=figure.unit_at(mention) if printed is None else printed.unit.symbol,
        location=mention.location,
        value=value,
        step=step,
        lent=lent,
    )


def evidence_for(facts: Facts, variable: Variable, chosen: Alternative, role: str) -> Iterable[Evidence]:
    """Return the evidence of every mention that states the chosen value of an unknown."""
    return (evidence_of(facts, variable.figure, mention, role) for mention in chosen.mentions)
