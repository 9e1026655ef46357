"""English: by how many percent an outcome is told to be over or under a budget, and is not.

`Income increased by 8% to A. The budget was B, so that actual income was 2% over budget.`
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import ONE, judged, quotient, rule
from auditor.checks.english._clauses import Role, read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.numbers import Number
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "rate-not-over-budget"
TITLE = {"zh": "超出或低于预算的比例不符", "en": "a rate is not that of the outcome over the budget"}
_PLAN = r"(?P<plan>budget|target|plan|forecast|estimate)"
_OVER = re.compile(
    rf"^\s*(?:(?P<up>over|above|more than|higher than|ahead of)|under|below|less than|lower than) (?:the |its |our )?{_PLAN}(?:ed)?\b(?! of)",
    re.IGNORECASE,
)


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the rates over budget whose budget and outcome a paragraph tells just before."""
    before: list[tuple[Sentence, Number]] = []
    for sentence, told in read(facts):
        if before and before[-1][0].paragraph is not sentence.paragraph:
            before = []
        levels = {id(each.number) for each in told if each.role in {Role.LEVEL, Role.TO}}
        for number in sentence.stated:
            if number.is_share and (over := _OVER.match(sentence.after(number))):
                yield from _judged(facts, number, over, before)
            elif id(number) in levels:
                before.append((sentence, number))


def _judged(
    facts: Facts, rate: Number, over: re.Match[str], before: list[tuple[Sentence, Number]]
) -> Iterator[Outcome]:
    plan = over["plan"].lower()
    planned = [number for each, number in before if plan in each.before(number).lower()]
    actual = [number for each, number in before if plan not in each.before(number).lower()]
    if not planned or not actual or planned[-1].dimension != actual[-1].dimension:
        return
    if planned[-1].known.printed.value <= 0:
        return
    sign = ONE if over["up"] else -ONE
    parts = [(sign, actual[-1].known), (-sign, planned[-1].known)]
    yield judged(facts, quotient(rule(NAME, TITLE), rate.known, parts, [(ONE, planned[-1].known)]))
