"""A total of income and spending in the text that is not the one with which both sides of the account close.

2024 年度收、支总计均为 9,932.71 万元, and 总计 9,923.71 on both sides of the table: a final account says so in its first sentence. The table of
what was paid from the budget alone (财政拨款) closes with a total of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.cellsaid import label_of
from auditor.checks.common.numbers import Stated, paragraphs
from auditor.checks.common.relations import compared, judged, rule
from auditor.checks.common.slips import digits
from auditor.checks.common.tables import numeric, same_value, sheets
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "total-not-of-account"
TITLE = {
    "zh": "正文收支总计与收支总表的总计不一致",
    "en": "a total of income and spending is not that of the account",
}
_ACCOUNT = re.compile(r"(?:收入支出|收支)(?:预算|决算)?总表")
_GRANTS = "财政拨款"
_CLOSES = re.compile(r"^(?:收入|支出|收支)?总计$")
_TOLD = re.compile(r"收入?[、和与及]?支出?(?:预算|决算)?总计(?:均|各|都|同)?(?:为|是|达)?\s*$")
_OTHER = re.compile(r"上年|去年|增|减|较|比|年初|[上下]半年|月|^[与同和]")
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_BEFORE = 24
_LEAST = 4


def check(facts: Facts) -> Iterator[Outcome]:
    """Compare what is told as the total of both sides with what their tables print."""
    totals = _totals(facts)
    for paragraph in paragraphs(facts) if totals else ():
        for number in paragraph.numbers:
            if not number.stated or number.sign or number.depth or digits(number.known) < _LEAST:
                continue
            found = _TOLD.search(number.before)
            if found is None or number.dimension != "money":
                continue
            lead = re.split("[。；;]", number.before[: found.start()])[-1][-_BEFORE:]
            total = totals.get(_GRANTS in lead)
            # 与 2023 年度收、支总计相比: that of another year than the last one told.
            years, all_years = _YEAR.findall(lead), _YEAR.findall(paragraph.text)
            if total is not None and not _OTHER.search(lead) and (not years or max(years) == max(all_years)):
                yield judged(facts, compared(rule(NAME, TITLE), number.known, tree.Relation.EQUAL, total))


def _totals(facts: Facts) -> Mapping[bool, Stated]:
    """Return the one total of the accounts, and the one of those of grants alone, where all that print it agree."""
    found: dict[bool, list[Stated]] = {}
    for sheet in sheets(facts):
        title = f"{sheet.table.caption or ''}{sheet.table.name or ''}"
        if not _ACCOUNT.search(title):
            continue
        rows = [row for row in sheet.table.rows if _CLOSES.match(label_of(row))]
        values = [
            value for row in rows for column in numeric(sheet) if (value := sheet.at(row, column)) is not None
        ]
        found.setdefault(_GRANTS in title, []).extend(values)
    return {
        grants: values[0]
        for grants, values in found.items()
        if len(values) > 1 and all(same_value(each, values[0]) for each in values)
    }
