"""Rows that stand again below another whole, and give it in the other blocks, but not in one.

全体居民收入 27,000 | #工资性 15,237 | 经营 4,113 | 财产 988 | 转移 6,662 | 城镇居民收入 38,736 | #工资性 25,046 | …: the same classes, told of
all, of the towns and of the country. That they are all there are shows by a block that comes out to the last place.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.relations import fits, judged, plus, rule, summed
from auditor.checks.common.slips import digits
from auditor.checks.common.tables import Sheet, adds, numeric, plain, sheets, unread
from auditor.report.model import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, Relation
    from auditor.report.model import Column

NAME = "blocks-of-rows-differ"
TITLE = {
    "zh": "同类分组中一组各行之和与其总数不符",
    "en": "rows that recur do not add up in one of their blocks",
}
_MARK = re.compile(r"^(?:[#\uff03]|其中[：:]?|[一二三四五六七八九十]+、|[0-9]+[.\uff0e、])+")
_LONG = 3
_FEWEST = 3


@records.frozen
class _Block:
    whole: Row
    rows: Sequence[Row]


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every block of rows by its whole where another block of the same rows holds."""
    for sheet in sheets(facts):
        columns = [each for each in numeric(sheet) if adds(sheet, each)]
        for blocks in _recurring(sheet):
            for column in columns:
                yield from _judged(facts, sheet, blocks, column)


def _recurring(sheet: Sheet) -> Iterator[Sequence[_Block]]:
    """Yield the blocks of rows that stand, by their labels, below two and more wholes."""
    rows = sheet.table.rows
    labels = [_MARK.sub("", plain(row.label or row.name)) for row in rows]
    done: set[int] = set()
    for first in range(1, len(rows)):
        places = [at for at in range(first, len(rows)) if labels[at] == labels[first]]
        if first in done or len(places) < 2 or not labels[first]:  # noqa: PLR2004 - nothing to compare with
            continue
        # A block ends where the whole of the next one stands.
        count = places[1] - first - 1
        while count >= _FEWEST and not _again(labels, places[:2], count):
            count -= 1
        if count < _FEWEST:
            continue
        blocks = [at for at in places if labels[at : at + count] == labels[first : first + count]]
        done.update(at + step for at in blocks for step in range(count))
        yield [_Block(rows[at - 1], rows[at : at + count]) for at in blocks]


def _again(labels: Sequence[str], places: Sequence[int], count: int) -> bool:
    one, two = (labels[at : at + count] for at in places)
    return one == two and len(set(one)) == len(one)


def _judged(facts: Facts, sheet: Sheet, blocks: Sequence[_Block], column: Column) -> Iterator[Outcome]:
    relations = [found for block in blocks if (found := _sum(sheet, block, column)) is not None]
    held = [fits(facts, each) for each in relations]
    if any(held) and sum(held) * 2 >= len(held):
        for relation in relations:
            yield judged(facts, relation)


def _sum(sheet: Sheet, block: _Block, column: Column) -> Relation | None:
    whole = sheet.at(block.whole, column)
    values = [value for row in block.rows if (value := sheet.at(row, column)) is not None]
    if whole is None or len(values) < len(block.rows) or unread(sheet, block.rows, column):
        return None
    if digits(whole) < _LONG or whole.unit.dimension == "ratio":
        return None
    return summed(rule(NAME, TITLE), whole, plus(values))
