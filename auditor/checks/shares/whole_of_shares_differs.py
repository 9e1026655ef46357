"""Counts whose shares give 100 % and are those of their sum, and that do not add up to the whole told before them.

选取 8 个项目开展评价，优良的 4 个，占 57%，中的 3 个，占 43%: the shares say that the list is complete, and are of 7.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import judged, plus, rule, summed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "whole-of-shares-differs"
TITLE = {
    "zh": "占比合计为 100% 的各项之和与总数不符",
    "en": "a complete list by its shares does not give its whole",
}
_SHARE = re.compile(r"^[，,、（(]?\s*占(?:比)?(?:总数|总量|项目总数)?(?:的|为|达)*\s*$")
_WITHIN = re.compile(r"其中")
_COMPARED = re.compile(r"^[^，,。；;0-9]{0,6}(?:相比|相较|比较)")
"""同上次普查的 133 万人相比: what the list is compared with is of another time, and no whole of it."""
_LEAST = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every list of counts and shares by the count of its unit before it."""
    for paragraph in paragraphs(facts):
        numbers = [each for each in paragraph.numbers if each.stated and not each.occurrence.range]
        run: list[tuple[Number, Number]] = []
        for at in range(1, len(numbers) + 1):
            pair = _pair(numbers, at) if at < len(numbers) else None
            if pair is not None and (
                not run
                or (pair[0].dimension == run[-1][0].dimension and pair[0].sentence == run[-1][0].sentence)
            ):
                run.append(pair)
                continue
            if (
                at < len(numbers)
                and pair is None
                and run
                and (numbers[at] is run[-1][1] or not numbers[at].is_share)
            ):
                continue
            yield from _judged(facts, run, numbers)
            run = [pair] if pair is not None else []


def _pair(numbers: Sequence[Number], at: int) -> tuple[Number, Number] | None:
    part, share = numbers[at - 1 : at + 1]
    told = share.is_share and not share.sign and _SHARE.match(share.before)
    return (part, share) if told and not (part.is_share or part.sign or part.depth) else None


def _judged(
    facts: Facts, run: Sequence[tuple[Number, Number]], numbers: Sequence[Number]
) -> Iterator[Outcome]:
    if len(run) < _LEAST:
        return
    parts = [part for part, _ in run]
    total = sum((share.known.printed.value for _, share in run), Fraction(0))
    step = sum((share.known.printed.step for _, share in run), Fraction(0)) / 2
    summed_up = sum((part.known.printed.value for part in parts), Fraction(0))
    own = summed_up > 0 and all(
        abs(part.known.printed.value / summed_up - share.known.printed.value) <= share.known.printed.step
        for part, share in run
    )
    before = numbers[: numbers.index(parts[0])]
    wholes = [
        each
        for each in before
        if each.dimension == parts[0].dimension
        and not (each.sign or each.depth or _COMPARED.search(each.after))
        and each.sentence >= parts[0].sentence - 1
    ]
    if abs(total - 1) > step or not own or not wholes or _WITHIN.search(parts[0].before):
        return
    if not parts[0].dimension.startswith("count"):
        return
    # Of several figures before the list the first that it gives is meant, or the nearest.
    whole = next((each for each in wholes if each.known.printed.value == summed_up), wholes[-1])
    if abs(whole.known.printed.value - summed_up) * 2 > summed_up:
        return
    yield judged(facts, summed(rule(NAME, TITLE), whole.known, plus([part.known for part in parts])))
