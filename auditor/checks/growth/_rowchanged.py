"""Changes told of a thing without its level: 财务费用同比上升 5.45%, and a row 财务费用 whose change the table prints as -5.45%.

The words have to be the label of the one row that bears it. A rate may be measured in another way than the table does; so the amount of the
change has to be that of the row, and only its direction another one, or a slip of the pen has to part them.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import ONE, quotient, summed
from auditor.checks.common.slips import MEANT, digits, slip
from auditor.checks.common.tables import (
    Sheet,
    as_percent,
    header,
    is_share,
    numeric,
    plain,
    rows_by_label,
    sheets,
)
from auditor.numbers import round_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.checks.common.numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Relation, RuleInfo
    from auditor.report.model import Row

_TOLD = re.compile(
    r"(?:^|[，,、：:。；;])\s*(?:其中|公司|本期|本年|全年|当年|报告期内?|20[0-9]{2}年度?|[，,：:])*(?P<name>[一-龥（）()A-Za-z]{2,24}?)(?:总额|[件人户台次]?数量?|金额)?"
    r"(?:同比|[比较](?:上年|去年|上期|上一年)(?:同期|度|末)?|与(?:上年|去年|上期)(?:同期)?相比)"
    r"(?:有所|略有|大幅|小幅|明显|稳步|持续|净|共)?(?:增加|增长|上升|提高|上涨|扩大|减少|下降|降低|下滑|回落|缩减|压减)(?:了|约)?\s*$"
)
_BARE = re.compile(
    r"(?:^|[，,、：:。；;])\s*(?:其中|[，,：:])*(?P<name>[一-龥（）()A-Za-z]{2,24}?)"
    r"(?:有所|略有|大幅|小幅|净|共)?(?:增加|增长|上升|提高|减少|下降|降低|回落)(?:了)?\s*$"
)
"""与上年相比，事业收入减少: what it is compared with is told before, so that only the very amount of the row says that its change is meant."""
_CHANGE = re.compile(r"[增减]|变动|变化|同比|[±]")
_OTHER = re.compile(r"年初|环比|上月|上季|预算|计划|目标|年均|累计|完成|可比|占比|比重")
_NOW = re.compile(r"^(?:本期|本年|今年|当年|报告期)(?:数|发生额|金额|实际|决算数?|执行数?|累计)*$")
_LAST = re.compile(r"^(?:上期|上年|去年|上一年)(?:同期)?(?:数|发生额|金额|实际|决算数?|执行数?|累计)*$")
_YEAR = re.compile(r"^(?P<year>(?:19|20)[0-9]{2})年?度?(?:末|数|决算数?|执行数?)?$")
_SURE = frozenset({"swap", "shift", "digit"})
_FEWEST, _FEW = 2, 3


def changes_of_rows(facts: Facts, info: RuleInfo) -> Iterator[Sequence[Relation]]:
    """Iterate over the changes that a text tells of the rows of tables by their names alone: what each of those rows asks of them."""
    labels: Mapping[str, Sequence[tuple[Sheet, Row]]] | None = None
    for paragraph in paragraphs(facts):
        for number in paragraph.numbers:
            if number.stated is None or not number.sign or number.depth or digits(number.known) < _FEWEST:
                continue
            told = _TOLD.search(number.lead)
            bare = None if told or digits(number.known) < MEANT else _BARE.search(number.lead)
            told = told or bare
            if told is None or _OTHER.search(told.group()):
                continue
            if labels is None:
                labels = rows_by_label([sheet for sheet in sheets(facts) if sheet.values])
            places = labels.get(plain(told["name"]), ())
            found = [_relation(info, number, *each, bare=bare is not None) for each in places[:_FEW]]
            if len(places) <= _FEW and (asked := [each for each in found if each is not None]):
                yield asked


def _relation(info: RuleInfo, number: Number, sheet: Sheet, row: Row, *, bare: bool) -> Relation | None:
    sign, value = Fraction(number.sign), number.known.printed.value
    cells = [
        (header(column), as_percent(cell, header(column)))
        for column in numeric(sheet)
        if not is_share(column) and (cell := sheet.at(row, column)) is not None
    ]
    changes = [
        cell
        for head, cell in cells
        if _CHANGE.search(head) and not _OTHER.search(head) and cell.unit.dimension == number.dimension
    ]
    if len(changes) == 1 and _meant(number, changes[0].printed.value, bare=bare):
        return summed(info, number.known, [(sign, changes[0])], role="stated")
    pair = _pair([each for each in cells if not _CHANGE.search(each[0])])
    if changes or pair is None:
        return None
    now, before = pair
    gap = now.printed.value - before.printed.value
    parts = [(sign, now), (-sign, before)]
    if number.dimension == now.unit.dimension and value and _meant(number, gap, bare=bare):
        return summed(info, number.known, parts, role="stated")
    rate = number.is_share and now.unit.dimension != "ratio" and before.printed.value > 0
    if rate and _meant(number, gap / before.printed.value, bare=bare):
        return quotient(info, number.known, parts, [(ONE, before)])
    return None


def _meant(number: Number, change: Fraction, *, bare: bool) -> bool:
    """Whether a number is a change but for its direction, or one slip of the pen away from it in its own direction."""
    known = number.known.printed
    should = round_to(abs(change), known.step)
    if known.value == should:
        return True
    told = slip(number.known, should) if change * number.sign > 0 and not bare else ""
    return digits(number.known) >= (MEANT if told == "digit" else _FEWEST + 1) and told in _SURE


def _pair(cells: Sequence[tuple[str, Stated]]) -> tuple[Stated, Stated] | None:
    """Return the one level of this year and the one of the last that a row prints."""
    now = [cell for head, cell in cells if _NOW.match(head)]
    before = [cell for head, cell in cells if _LAST.match(head)]
    if not now and not before:
        years = {int(found["year"]): cell for head, cell in cells if (found := _YEAR.match(head))}
        if len(years) >= 2 and max(years) - 1 in years:  # noqa: PLR2004 - a year and the one before
            now, before = [years[max(years)]], [years[max(years) - 1]]
    if len(now) == len(before) == 1 and now[0].unit.dimension == before[0].unit.dimension:
        return now[0], before[0]
    return None
