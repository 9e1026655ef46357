"""A rate of satisfaction in a table that the counts of answers beside it do not give, and answers that do not make up all.

How the rate is computed (the share of the satisfied, or weights) the other rows of the table show.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.answers import shares_of_satisfied
from auditor.checks.common.heads import Headed, rows
from auditor.checks.common.relations import ONE, confirmed, fits, judged, plus, quotient, rule, summed
from auditor.checks.common.tables import as_percent, sheets
from auditor.checks.common.words import ANSWERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, Relation

NAME = "answers-not-rate"
TITLE = {
    "zh": "满意度或合计与各选项数不符",
    "en": "a rate or total is not what the counts of answers give",
}
_ANSWER = re.compile(rf"^[“\"]?(?:{ANSWERS})[”\"]?(?:[（(]?(?:人数|份数|人|份|户|数)[）)]?)?$")
_RATE = re.compile(
    r"^(?:综合|总体|平均|加权)?(?:满意[度率](?:得分|评分|均值|平均分|指数)?|(?:平均|加权)得?分|得分|均分)(?:[（(](?:%|分|百分制)[）)])?$"
)
_TOPS = (5, 10, 100)
"""What the best answer counts for, where a mean is told in points."""
_ALL = re.compile(
    r"^(?:合计|总计|小计|有效(?:问卷|样本)?(?:数|份数)?(?:[（(][份人户][）)])?|样本数|回收份数)$"
)
_LEAST = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the rows of tables that count answers."""
    for sheet in sheets(facts):
        found = [
            (headed, answers) for headed in rows(facts, sheet) if len(answers := _answers(headed)) >= _LEAST
        ]
        if len(found) < _LEAST - 1:
            continue
        yield from _rates(facts, found)
        yield from _totals(facts, found)


def _told(headed: Headed, rate: Stated) -> Stated:
    """Return a rate, in percent where its head does not say that it is in points."""
    head = next(head for head, value in headed.values.items() if value is rate)
    return rate if "分" in head else as_percent(rate, "%")


def _answers(headed: Headed) -> dict[str, Stated]:
    given = {head: value for head, value in headed.values.items() if _ANSWER.search(head)}
    dimensions = {value.unit.dimension for value in given.values()}
    return given if len(dimensions) == 1 and "ratio" not in dimensions else {}


def _rates(facts: Facts, found: Sequence[tuple[Headed, dict[str, Stated]]]) -> Iterator[Outcome]:
    told = [
        (_told(headed, rate), given) for headed, given in found if (rate := headed.one(_RATE)) is not None
    ]
    if len(told) < _LEAST or len({tuple(given) for _, given in told}) != 1:
        return
    factor = _top([rate for rate, _ in told])
    tried: list[list[Relation]] = []
    for scheme in shares_of_satisfied(tuple(told[0][1])):
        relations = [
            quotient(
                rule(NAME, TITLE),
                rate,
                [(weight, given[name]) for name, weight in scheme.items() if weight],
                [(ONE, value) for value in given.values()],
                factor=factor,
            )
            for rate, given in told
        ]
        tried.append(relations)
    yield from _but_one(facts, min(tried, key=lambda relations: len(_wrong(facts, relations))))


def _top(rates: Sequence[Stated]) -> Fraction:
    """Return what the best answer counts for: 1 where rates are percentages, else the usual scale that holds them all."""
    if all(each.unit.dimension == "ratio" for each in rates):
        return ONE
    most = max(each.printed.value for each in rates)
    return next((Fraction(top) for top in _TOPS if most <= top), ONE)


def _totals(facts: Facts, found: Sequence[tuple[Headed, dict[str, Stated]]]) -> Iterator[Outcome]:
    relations = [
        summed(rule(NAME, TITLE), total, plus(list(given.values())))
        for headed, given in found
        if (total := headed.one(_ALL)) is not None
    ]
    if len(relations) >= _LEAST:
        yield from _but_one(facts, relations)


def _but_one(facts: Facts, relations: Sequence[Relation]) -> Iterator[Outcome]:
    """Judge relations of which at most one does not hold: what they are the others show."""
    wrong = _wrong(facts, relations)
    if len(wrong) <= 1:
        yield from confirmed(facts, relations)
        yield from (judged(facts, each) for each in wrong)


def _wrong(facts: Facts, relations: Sequence[Relation]) -> list[Relation]:
    """Return the relations that do not hold."""
    return [relation for relation in relations if not fits(facts, relation)]
