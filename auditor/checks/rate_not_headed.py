"""A rate of a short table that its head makes a quotient of two others, and that is not: 执行率 beside 预算数 and 执行数.

`column_arithmetic` learns from many rows; the sheet of one project has one. Where a budget was changed any of the
budgets printed may be the base: a rate is wrong that is of none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.checks import _patterns as re
from auditor.checks._heads import Headed, rows
from auditor.checks._relations import ONE, judged, near_ratio, quotient, rule
from auditor.checks._tables import sheets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks._numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "rate-not-headed"
TITLE = {"zh": "表中比率与同一行的数额不符", "en": "a rate is not the quotient that its head makes it"}
_KINDS = tuple(
    (re.compile(rate), re.compile(above), tuple(re.compile(each) for each in below))
    for rate, above, below in (
        (
            r"^(?:预算|资金)?(?:执行率|支出进度|执行进度|支付率|使用率)",
            r"执行数|支出数|实际支出|决算数|支付数|使用数|执行金额|支出金额",
            (
                r"全年预算|调整(?:后)?预算|预算调整",
                r"^(?:本年|当年)?预算(?:数|金额|安排)?",
                r"到位",
                r"年初预算",
            ),
        ),
        (r"^(?:资金)?到位率", r"(?:实际)?到位(?:数|资金|金额)", (r"应到位|计划|预算",)),
        (r"^(?:任务|计划|目标)?完成率", r"(?:实际)?完成(?:数|量|值|投资)|实际值", (r"计划|目标|任务",)),
    )
)
_SHORT = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the rates of tables that are too short to learn from."""
    for sheet in sheets(facts):
        # In long tables the column itself is learned from.
        found = [(headed, parts) for headed in rows(facts, sheet) if (parts := _parts(headed)) is not None]
        for headed, (claim, above, below) in found:
            beside = [each for each, _ in found if each.block == headed.block]
            if len(beside) >= _SHORT:
                continue
            base = next((each for each in below if near_ratio(claim, above, each)), below[0])
            yield judged(facts, quotient(rule(NAME, TITLE), claim, [(ONE, above)], [(ONE, base)]))


def _parts(headed: Headed) -> tuple[Stated, Stated, Sequence[Stated]] | None:
    """Return a rate, what it is of, and the bases that it may have, likeliest first."""
    for rate, above, below in _KINDS:
        claim, top = headed.one(rate), headed.one(above)
        if claim is None or top is None or claim.unit.dimension != "ratio" or claim is top:
            continue
        bases: list[Stated] = []
        for pattern in below:
            for head, value in headed.values.items():
                fits = value.unit.dimension == top.unit.dimension and value.printed.value > 0
                if pattern.search(head) and fits and all(value is not each for each in (claim, top, *bases)):
                    bases.append(value)
        # What is done beyond the plan is often told as 100 %.
        capped = claim.printed.value == 1 and all(top.printed.value > each.printed.value for each in bases)
        if bases and not capped:
            return claim, top, bases
    return None
