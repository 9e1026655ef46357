"""One figure, several mentions: whether they all state the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.evaluation.evidence import evidence_of
from auditor.evaluation.relations import Outcome, RuleInfo
from auditor.findings import Verdict
from auditor.numbers import Interval, Unit, unit_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from auditor.evaluation.facts import Facts
    from auditor.report.model import Figure, Mention
    from auditor.report.printed import Printed

_NOISE = re.compile(r"[\s\u3000“”\"'‘’《》「」、,，。.;；:：（）()]+")
_AND = re.compile("以及|[及与]")
_DATE_PARTS = re.compile("[0-9]+")


def agreement(facts: Facts, rule: RuleInfo, figure: Figure, pattern: str = "") -> Outcome | None:
    """Return whether all mentions of `figure` agree, or None where fewer than two state something.

    `pattern` is how the rule named the figure; of several rules the narrowest pattern counts.
    """
    if len(figure.mentions) < 2:  # noqa: PLR2004 - one mention agrees with itself
        return None
    unit = unit_of(figure.unit)
    if not unit.is_numeric:
        return _of_texts(facts, rule, figure, unit, pattern)
    states: list[tuple[Mention, Printed]] = []
    vague: list[Mention] = []
    for mention in figure.mentions:
        printed = facts.steps.printed(figure, mention)
        if printed is None or printed.numeral.blank:
            continue
        if printed.approximate:
            vague.append(mention)
        else:
            states.append((mention, printed))
    if len(states) < 2:  # noqa: PLR2004 - one mention agrees with itself
        return None
    bounded = [entry for entry in states if entry[1].numeral.bound]
    plain = [mention for mention, printed in states if not printed.numeral.bound]
    groups = [list(each.mentions) for each in facts.alternatives(figure, plain)]
    groups = _with_bounds(groups, bounded, dict(_keyed(states)))
    return _grouped(facts, rule, figure, groups, pattern)


def _keyed(states: Sequence[tuple[Mention, Printed]]) -> list[tuple[int, Printed]]:
    return [(id(mention), printed) for mention, printed in states]


def _with_bounds(
    groups: list[list[Mention]], bounded: list[tuple[Mention, Printed]], prints: dict[int, Printed]
) -> list[list[Mention]]:
    # Two bounds agree when they print the same; a bound agrees with a value that lies on its side.
    result = groups
    bound_groups: dict[tuple[str, Fraction], list[Mention]] = {}
    for mention, printed in bounded:
        bound_groups.setdefault((printed.numeral.bound, printed.value), []).append(mention)
    extra = list(bound_groups.items())
    for (bound, value), mentions in extra:
        side = half_line(bound, value)
        if (
            len(extra) == 1
            and result
            and all(any(prints[id(one)].interval.meets(side) for one in group) for group in result)
        ):
            result[0].extend(mentions)
        else:
            result.append(mentions)
    return result


def half_line(bound: str, value: Fraction) -> Interval:
    """Return the values that a printed bound allows; ± is the band around zero."""
    match bound:
        case "≥":
            return Interval(value, None, hi_in=False)
        case ">":
            return Interval(value, None, lo_in=False, hi_in=False)
        case "≤":
            return Interval(None, value, lo_in=False)
        case "<":
            return Interval(None, value, lo_in=False, hi_in=False)
        case "±":
            return Interval(-value, value)
    return Interval.point(value)


def _grouped(
    facts: Facts, rule: RuleInfo, figure: Figure, groups: list[list[Mention]], pattern: str
) -> Outcome:
    evidence = tuple(evidence_of(facts, figure, mention, "stated") for group in groups for mention in group)
    if len(groups) == 1:
        texts = {item.value for item in evidence}
        verdict = Verdict.EXACT if len(texts) == 1 else Verdict.WITHIN_ROUNDING
        return Outcome(
            rule=rule, verdict=verdict, kind="agreement", evidence=evidence, facts={"pattern": pattern}
        )
    softened, ulp = _one_place_apart(facts, figure, groups)
    return Outcome(
        rule=rule,
        verdict=Verdict.DISCREPANCY,
        kind="agreement",
        evidence=evidence,
        facts={"groups": str(len(groups)), "pattern": pattern},
        softened=softened,
        gap_ulp=ulp,
    )


def _one_place_apart(
    facts: Facts, figure: Figure, groups: list[list[Mention]]
) -> tuple[str | None, Fraction | None]:
    prints = [facts.steps.printed(figure, group[0]) for group in groups]
    if len(prints) != 2 or None in prints:  # noqa: PLR2004 - a pair
        return None, None
    first, second = (printed for printed in prints if printed is not None)
    if first.step == 0 or first.step != second.step or first.numeral.bound or second.numeral.bound:
        return None, None
    ulp = (first.value - second.value) / first.step
    return ("one-last-place" if abs(ulp) == 1 else None), ulp


def _of_texts(facts: Facts, rule: RuleInfo, figure: Figure, unit: Unit, pattern: str) -> Outcome | None:
    groups: dict[str, list[Mention]] = {}
    for mention in figure.mentions:
        words = same_date(mention.text) if unit.dimension == "date" else same_words(mention.text)
        if words:
            groups.setdefault(words, []).append(mention)
    if sum(map(len, groups.values())) < 2:  # noqa: PLR2004 - one mention agrees with itself
        return None
    return _grouped(facts, rule, figure, list(groups.values()), pattern)


def same_words(text: str) -> str:
    """Return `text` without blanks and punctuation and with one word for "and" (和, 及, 与).

    Neither layout nor the choice between these makes two names differ.
    """
    return _AND.sub("和", _NOISE.sub("", text).lower().replace("－", "-").strip("-—/"))


def same_date(text: str) -> str:
    """Return the numbers of a date joined by hyphens, so that 2023年1月1日 and 2023-01-01 are one."""
    return "-".join(part.lstrip("0") or "0" for part in _DATE_PARTS.findall(text))
