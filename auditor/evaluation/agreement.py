"""One figure, several mentions: whether they all state the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.evaluation.evidence import evidence_of
from auditor.evaluation.relations import Outcome, RuleInfo
from auditor.evaluation.variables import Pair, stated_by
from auditor.findings import Evidence, Verdict
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
    stated = stated_by(figure, figure.mentions, facts.steps)
    if len(stated) < 2:  # noqa: PLR2004 - one mention agrees with itself
        return None
    bounded = [pair for pair in stated if pair[1].numeral.bound]
    plain = [mention for mention, printed in stated if not printed.numeral.bound]
    groups = [
        list(zip(each.mentions, each.prints, strict=True)) for each in facts.alternatives(figure, plain)
    ]
    groups = _with_bounds(groups, bounded) if bounded else groups
    apart = _one_place_apart([group[0][1] for group in groups])
    mentions = [[mention for mention, _ in group] for group in groups]
    return _grouped(facts, rule, figure, mentions, pattern, apart)


def _with_bounds(groups: list[list[Pair]], bounded: list[Pair]) -> list[list[Pair]]:
    # Two bounds agree when they print the same; a bound agrees with a value that lies on its side.
    result = groups
    bound_groups: dict[tuple[str, Fraction], list[Pair]] = {}
    for mention, printed in bounded:
        bound_groups.setdefault((printed.numeral.bound, printed.value), []).append((mention, printed))
    extra = list(bound_groups.items())
    for (bound, value), pairs in extra:
        side = half_line(bound, value)
        if (
            len(extra) == 1
            and result
            and all(any(printed.interval.meets(side) for _, printed in group) for group in result)
        ):
            result[0].extend(pairs)
        else:
            result.append(pairs)
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


def _grouped(  # noqa: PLR0913, PLR0917 - an outcome has these parts
    facts: Facts,
    rule: RuleInfo,
    figure: Figure,
    groups: list[list[Mention]],
    pattern: str,
    apart: Fraction | None = None,
) -> Outcome:
    def evidence() -> tuple[Evidence, ...]:
        return tuple(evidence_of(facts, figure, mention, "stated") for group in groups for mention in group)

    stated = tuple((figure.key, mention) for group in groups for mention in group)
    if len(groups) == 1:
        alike = len({mention.text for mention in groups[0]}) == 1
        exact = alike or len({item.value for item in evidence()}) == 1
        return Outcome(
            rule=rule,
            verdict=Verdict.EXACT if exact else Verdict.WITHIN_ROUNDING,
            kind="agreement",
            evidence=evidence,
            stated=stated,
            facts={"pattern": pattern},
        )
    return Outcome(
        rule=rule,
        verdict=Verdict.DISCREPANCY,
        kind="agreement",
        evidence=evidence,
        stated=stated,
        facts={"groups": str(len(groups)), "pattern": pattern},
        softened="one-last-place" if apart is not None and abs(apart) == 1 else None,
        gap_ulp=apart,
    )


def _one_place_apart(prints: Sequence[Printed]) -> Fraction | None:
    """Return how many last places two values of one step lie apart, None for anything else."""
    if len(prints) != 2:  # noqa: PLR2004 - a pair
        return None
    first, second = prints
    if first.step == 0 or first.step != second.step or first.numeral.bound or second.numeral.bound:
        return None
    return (first.value - second.value) / first.step


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
