"""One amount that is printed twice, each time with what it is of one and the same whole, and the two shares differ.

前五名客户销售额 | 100,357,314.84, and below it 前五名客户销售额占年度销售总额比例 | 33.23%; in the list of the customers 合计 |
100,357,314.84 | 33.32%, headed 占年度销售总额比例. An amount of so many digits is no other one by chance.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.current import called
from auditor.checks.common.numbers import Stated, paragraphs
from auditor.checks.common.relations import compared, judged, rule
from auditor.checks.common.slips import LONG, digits
from auditor.checks.common.tables import Sheet, header, numeric, plain, same_value, sheets
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "share-beside-amount"
TITLE = {
    "zh": "同一金额两处的占比不一致",
    "en": "one amount is printed with two different shares of one whole",
}
_OF = re.compile(
    r"占(?:公司)?(?P<whole>[^占，,。；;：:（()）0-9]{3,16}?)(?:[（(][^（()）]*[)）])?的?(?:比例|比重|比率)?(?:[（(][%％][)）])?(?:为|达)?\s*$"
)


@records.frozen(eq=False)
class _Pair:
    """An amount, its share, and what that is a share of."""

    amount: Stated
    share: Stated
    whole: str


def check(facts: Facts) -> Iterator[Outcome]:
    """Compare the shares of every amount that stands in several places."""
    found: dict[str, list[_Pair]] = {}
    pairs = (*_told(facts), *(pair for sheet in sheets(facts) for pair in _printed(sheet)))
    for pair in pairs:
        found.setdefault(pair.whole, []).append(pair)
    for alike in found.values():
        for at, one in enumerate(alike):
            other = next((each for each in alike[:at] if same_value(each.amount, one.amount)), None)
            if other is not None:
                yield judged(facts, compared(rule(NAME, TITLE), other.share, tree.Relation.EQUAL, one.share))


def _told(facts: Facts) -> Iterator[_Pair]:
    """Iterate over 采购金额 a 元，占年度采购总额的 p%."""
    for paragraph in paragraphs(facts):
        for amount, share in itertools.pairwise(paragraph.numbers):
            if share.is_share and not share.sign and amount.sentence == share.sentence and amount.stated:
                yield from _pair(amount.stated, share.stated, share.before)


def _printed(sheet: Sheet) -> Iterator[_Pair]:
    """Iterate over the amounts with a share beside them or below them."""
    columns = numeric(sheet)
    for row in sheet.table.rows:
        for one, two in itertools.pairwise(columns):
            yield from _pair(sheet.at(row, one), sheet.at(row, two), plain(header(two)))
    for above, below in itertools.pairwise(sheet.table.rows):
        if called(below).startswith(called(above)):
            for column in columns:
                yield from _pair(sheet.at(above, column), sheet.at(below, column), called(below))


def _pair(amount: Stated | None, share: Stated | None, words: str) -> Iterator[_Pair]:
    if amount is None or share is None or share.unit.dimension != "ratio" or digits(amount) < LONG:
        return
    if amount.unit.dimension != "ratio" and (found := _OF.search(words)) is not None:
        yield _Pair(amount, share, found["whole"])
