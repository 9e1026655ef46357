"""A growth rate that is not that of the two levels before it: A 万元，比上年 C 万元增长 p%."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import Number, paragraphs
from auditor.checks._relations import ONE, Weighted, judged, near_sum, quotient, rule, summed
from auditor.checks._slips import MEANT, digits, slip

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, Relation

NAME = "growth-not-levels"
TITLE = {"zh": "增减率与前后两期数额不符", "en": "a growth rate does not follow from its two levels"}
_EARLIER = r"\s*(?:上年|去年|上一年|上期|年初|期初|(?:19|20)[0-9]{2}\s*年)[^，,。；;、0-9增减上下]{0,12}"
_THAN = re.compile(rf"^[^，,。；;、]{{0,2}}[，,]?\s*(?:[比较同]|相比|对比){_EARLIER}$")
_RATE = re.compile(
    r"^\s*(?:增长|下降|上升|增加|减少|提高|降低|增幅|降幅|压减|上涨|下跌|增收|减收)(?:了|为|约)?\s*$"
)
_AGAINST = re.compile(rf"(?:^|[，,。；;])\s*[与同和]{_EARLIER}(?:的)?\s*$")
_SINCE = re.compile(
    r"^\s*[^，,。；;、0-9]{0,4}相比[，,](?P<what>[^，,。；;]{0,20}?)(?:净)?(?:增加|减少|增长|下降|增|减)(?:了)?\s*$"
)
_REAL = re.compile(r"可比|不变价|口径|扣除|剔除|实际增长|环比|年均|平均")
_PLANNED = re.compile(r"预算|计划|目标|任务")
_BACK = 12


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge rates and changes whose earlier level is printed before them."""
    earlier: list[Number] = []
    for paragraph in paragraphs(facts):
        numbers = [each for each in paragraph.numbers if each.stated]
        for at in range(1, len(numbers)):
            before, change = numbers[at - 1], numbers[at]
            if before.sentence != change.sentence or before.depth != change.depth or not change.sign:
                continue
            if (
                before.is_share
                or before.known.printed.value <= 0
                or _REAL.search(before.before + change.before)
            ):
                continue
            level = _level(numbers[: at - 1], before, change)
            if level is not None:
                yield judged(facts, _relation(level, before, change))
            elif _AGAINST.search(before.before) and _SINCE.match(change.before):
                yield from _since(facts, before, change, [*earlier, *numbers[: at - 1]])
        own = [each for each in numbers if not (each.sign or each.depth or each.is_share)]
        earlier = [*earlier, *own][-_BACK:]


def _level(earlier: Sequence[Number], before: Number, rate: Number) -> Number | None:
    """Return what grew: the figure right before, or the only one of its sentence that is no plan.

    基金收入 20.89 亿元，完成调整预算 24.60 亿元的 84.9%，比上年的 25.16 亿元下降 17.0%.
    """
    if not earlier:
        return None
    if _is_rate(earlier[-1], before, rate):
        return earlier[-1]
    own = [each for each in earlier if _is_rate(each, before, rate) and not _PLANNED.search(each.clause)]
    told = [each for each in earlier if each.sentence == rate.sentence and each not in own]
    plan = all(each.is_share or each.sign or _PLANNED.search(each.clause) for each in told)
    return own[0] if len(own) == 1 and plan else None


def _is_rate(level: Number, before: Number, rate: Number) -> bool:
    return bool(
        rate.is_share
        and _RATE.match(rate.before)
        and _THAN.match(before.before)
        and level.dimension == before.dimension
        and not (level.sign or before.sign)
        and (level.sentence, level.part, level.depth) == (rate.sentence, rate.part, rate.depth)
    )


def _relation(level: Number, before: Number, rate: Number) -> Relation:
    sign = Fraction(rate.sign)
    parts = [(sign, level.known), (-sign, before.known)]
    return quotient(rule(NAME, TITLE), rate.known, parts, [(ONE, before.known)])


def _since(facts: Facts, before: Number, change: Number, earlier: Sequence[Number]) -> Iterator[Outcome]:
    """Judge 与 2019 年的 C 相比，净增 B by the level that an earlier sentence states.

    Which level is meant shows where it comes out, or where one slip in C or B parts it from coming out.
    """
    if change.dimension != before.dimension:
        return
    sign = Fraction(change.sign)
    levels = [each for each in reversed(earlier) if each.dimension == before.dimension]
    meant = [each for each in levels if near_sum(change.known, _parts(each, before, sign))]
    meant = meant or [each for each in levels if _slipped(each, before, change, sign)]
    if len({each.known.printed.value for each in meant}) == 1:
        parts = _parts(meant[0], before, sign)
        yield judged(facts, summed(rule(NAME, TITLE), change.known, parts, role="stated"))


def _parts(level: Number, before: Number, sign: Fraction) -> list[Weighted]:
    return [(sign, level.known), (-sign, before.known)]


def _slipped(level: Number, before: Number, change: Number, sign: Fraction) -> bool:
    if min(digits(before.known), digits(change.known)) < MEANT:
        return False
    now, then = level.known.printed.value, before.known.printed.value
    by = change.known.printed.value * sign
    return bool(slip(before.known, now - by) or slip(change.known, (now - then) * sign))
