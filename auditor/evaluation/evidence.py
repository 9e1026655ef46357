"""Turn mentions into the evidence that a finding shows."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from auditor.findings import Evidence
from auditor.numbers import decimal_text, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.variables import Alternative, Variable
    from auditor.report.model import Figure, Mention
    from auditor.report.printed import Printed


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
        value = _plain(printed)
        step = _step_text(printed.step, printed.unit.factor)
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


def _plain(printed: Printed) -> str:
    # Most numerals are printed as they are written here: digits, a point, perhaps a percent sign.
    text = printed.numeral.text.strip().rstrip("%％")
    if text.isascii() and text.replace(".", "", 1).isdigit() and text[0] != ".":
        return text
    return plain_text(printed.numeral)


@functools.lru_cache(maxsize=256)
def _step_text(step: Fraction, factor: Fraction) -> str:
    return decimal_text(step / factor)


def evidence_for(facts: Facts, variable: Variable, chosen: Alternative, role: str) -> Iterable[Evidence]:
    """Return the evidence of every mention that states the chosen value of an unknown."""
    return (evidence_of(facts, variable.figure, mention, role) for mention in chosen.mentions)
