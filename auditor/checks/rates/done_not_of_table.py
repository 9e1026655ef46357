"""A rate of a budget that only a table prints: 公务用车购置费 17.86 万元，完成预算的 92.99%, where the table has 18.00 and 17.86.

That the amount before the rate is what the table prints as done for the item of that name shows which budget is meant, whether
budgets stand in a column or, as in every final account's table of the three expenses, in a row. Where the sentence tells a
budget of its own, that one is meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.cellsaid import label_of
from auditor.checks.common.numbers import Stated, paragraphs
from auditor.checks.common.relations import ONE, judged, near_ratio, quotient, rule
from auditor.checks.common.slips import digits
from auditor.checks.common.tables import header, numeric, plain, same_value, sheets
from auditor.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "done-not-of-table"
TITLE = {
    "zh": "完成预算的比例与表中预算数、决算数不符",
    "en": "a rate of the budget is not that of the budget which a table prints",
}
_OF_BUDGET = re.compile(r"^(?:完成|为|占|达到?|是)(?:年初|年度|全年|[本当]年)?预算数?(?:安排)?的?$")
_TOLD = re.compile(r"预算|安排|批复")
_BUDGET = re.compile(
    r"^(?:(?:20[0-9]{2}年?度?|[本当]年|全年|年初)?预算(?:数|金额|额|安排)?)(?:[（(].*[)）])?$"
)
_DONE = re.compile(
    r"^(?:20[0-9]{2}年?度?|[本当]年|全年)?(?:决算|支出决算|执行|实际支出|支出|实际执行)(?:数|金额|额)?(?:[（(].*[)）])?$"
)
_NAMED = re.compile(
    r"^[0-9一二三四五六七八九十、.（()）\s]*(?:其中[:：，,]?)?(?P<name>[^0-9]*?)(?:支出|决算|经费支出)?(?:决算)?(?:数|额)?(?:为|是|共|合计)?$"
)
_LEAST, _SHORTEST = 3, 3


@records.frozen(eq=False)
class _Item:
    """What a table plans for an item and what it prints as done."""

    name: str
    budget: Stated
    done: Stated


def check(facts: Facts) -> Iterator[Outcome]:
    """Recompute the rates of budgets that tables print for the items told before them."""
    items = [each for sheet in sheets(facts) for each in _items(sheet)]
    if not items:
        return
    for paragraph in paragraphs(facts):
        for at, share in enumerate(paragraph.numbers):
            if (
                not at
                or not share.stated
                or not share.is_share
                or share.sign
                or not _OF_BUDGET.search(share.clause)
            ):
                continue
            part = paragraph.numbers[at - 1]
            if not part.stated or part.sentence != share.sentence or part.sign or digits(part.known) < _LEAST:
                continue
            if _told(paragraph.numbers[:at], share):
                continue
            found = [each for each in items if _is_of(part, each)]
            if len({each.budget.printed.value for each in found}) != 1:
                continue
            budget = found[0].budget
            claim = rule(NAME, TITLE, Severity.WARNING, "medium")
            outcome = judged(facts, quotient(claim, share.known, [(ONE, part.known)], [(ONE, budget)]))
            if outcome.verdict.consistent or not near_ratio(share.known, part.known, budget):
                yield outcome


def _told(before: Sequence[Number], share: Number) -> bool:
    """Whether the sentence tells a budget of its own."""
    return any(
        each.sentence == share.sentence
        and each.part == share.part
        and not each.is_share
        and _TOLD.search(each.clause)
        for each in before
    )


def _is_of(part: Number, item: _Item) -> bool:
    """Whether an amount is what was done of an item, by its name and its value."""
    found = _NAMED.match(plain(part.clause))
    name = found["name"] if found else ""
    return (
        len(name) >= _SHORTEST
        and (item.name == name or item.name.endswith(name))
        and part.dimension == item.done.unit.dimension
        and same_value(part.known, item.done)
    )


def _items(sheet: Sheet) -> Iterator[_Item]:
    """Iterate over the items of a table that has one column, or one row, of budgets and one of what was done."""
    columns = numeric(sheet)
    budgets, dones = (
        [column for column in columns if pattern.match(plain(header(column)))] for pattern in (_BUDGET, _DONE)
    )
    if len(budgets) == 1 and len(dones) == 1:
        for row in sheet.table.rows:
            budget, done = sheet.at(row, budgets[0]), sheet.at(row, dones[0])
            if budget is not None and done is not None and budget.printed.value > 0:
                yield _Item(label_of(row), budget, done)
        return
    rows = sheet.table.rows
    plans, outcomes = ([row for row in rows if pattern.match(label_of(row))] for pattern in (_BUDGET, _DONE))
    if len(plans) == 1 and len(outcomes) == 1:
        for column in columns:
            budget, done = sheet.at(plans[0], column), sheet.at(outcomes[0], column)
            if budget is not None and done is not None and budget.printed.value > 0:
                yield _Item(plain(header(column)), budget, done)
