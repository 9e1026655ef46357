"""Changes of parts that do not add up to the change of their whole.

收入 67,949 万元，增加 6,517 万元，其中甲 a，增加 x，乙 b，减少 y: where a and b give the whole, x - y is its change.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import Number, paragraphs
from auditor.checks._relations import ONE, judged, rule, summed
from auditor.checks._told import groups
from auditor.checks._words import closed, stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks._relations import Weighted
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "changes-not-of-whole"
TITLE = {
    "zh": "各项增减额之和与总增减额不符",
    "en": "the changes of parts do not add up to the change of their whole",
}
_WAY = re.compile(
    r"(?:同口径|同比|[比较与](?:上年|去年|20[0-9]{2}年|年初)[^，,。；;]{0,6}?|净)*(?:增加|减少|增长|下降|增收|减收|增支|减支|上升|降低).*$"
)
_MOST = 6
_FAR = 3


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
    for paragraph in paragraphs(facts):
        told = [
            each
            for each in paragraph.numbers
            if each.stated and each.sign and not (each.is_share or each.depth or each.dimension == "points")
        ]
        for at, change in enumerate(told):
            if at and told[at - 1].sentence == change.sentence and told[at - 1].dimension == change.dimension:
                continue  # one of a list itself
            yield from _listed(facts, change, told[at + 1 : at + 1 + _MOST])


def _listed(facts: Facts, whole: Number, behind: Sequence[Number]) -> Iterator[Outcome]:
    """Judge 比上年减少 a 万元。其中：甲减少 b 万元，乙增加 c 万元, whose levels need not be printed: classes that are all there are."""
    parts: list[Number] = []
    for each in behind:
        if each.dimension != whole.dimension or each.sentence > whole.sentence + _FAR:
            break
        parts.append(each)
    for count in range(2, len(parts) + 1):
        values = [each.sign * each.known.printed.value for each in parts[:count]]
        if sum(values, Fraction(0)) == whole.sign * whole.known.printed.value:
            return
    for count in range(len(parts), 1, -1):
        run = parts[:count]
        names = [_called(each) for each in run]
        signed: list[Weighted] = [(ONE * each.sign * whole.sign, each.known) for each in run]
        if closed(names, whole=_called(whole)) and not closed([_called(whole), *names[1:]], rest=False):
            outcome = judged(facts, summed(rule(NAME, TITLE), whole.known, signed))
            gap = sum((weight * each.printed.value for weight, each in signed), -whole.known.printed.value)
            # One direction that is told wrong misses by twice its change.
            turned = any(gap == 2 * weight * each.printed.value for weight, each in signed)
            if outcome.verdict.consistent or turned or abs(gap) <= whole.known.printed.value:
                yield outcome
            return


def _called(change: Number) -> str:
    """Return what changed: 因公出国费 in 因公出国（境）费同口径比 2018 年减少."""
    words = re.split(r"[，,、：:；;。“”]", re.sub(r"[（(][^（）()]*[)）]", "", change.before))[-1]
    return stem(_WAY.sub("", words))
