"""Shares told of rows of a table, one of which is not the row over the total as the others are.

分产品看，减速器占主营业务收入的 49.33%，丝杠占 24.16%，齿轮箱占 22.19%: the amounts stand in a table alone. That the
shares are of its total the neighbours show.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks._nearby import Nearby, nearby
from auditor.checks._numbers import Number, Paragraph, Stated, paragraphs
from auditor.checks._relations import ONE, judged, near_ratio, quotient, rule
from auditor.checks._tables import Sheet, adds, header, numeric, plain, same_value, sheets
from auditor.checks._words import stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column, Row

NAME = "shares-not-column"
TITLE = {"zh": "正文所述占比与表中各行不符", "en": "a share told of a row is not the row over its total"}
_SHARE = re.compile(
    r"(?:^|[，,、；;。：:])\s*(?:其中[，,：:]?|其次(?:为|是)|[^，,、；;。：:（）()占]{0,8}[看分][，,])?"
    r"(?P<name>[^，,、；;。：:（）()占0-9]{2,14})[，,]?\s*占(?P<whole>[^，,、；;。：:（）()0-9]{0,12}?)(?:的)?(?:比重|比例|比)?(?:为|达|约)?\s*$"
)
_MEASURE = re.compile(r"(?:业务)?(?:收入|支出|金额|资金|数量|产值|销售额|采购额|投资|人数|数)$")
_OTHER = re.compile(r"上年|去年|同期|上期|提高|下降|增长|比上")
_FAR = 12
_LEAST = 2


@attrs.frozen(eq=False)
class _Told:
    """A share and the row that it is told of."""

    share: Number
    name: str
    whole: str


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the shares of a sentence by the column of a table that most of them are of."""
    tables = nearby(sheet for sheet in sheets(facts) if sheet.values)
    for paragraph in paragraphs(facts):
        told = list(_told(paragraph))
        for sentence in sorted({each.share.sentence for each in told}):
            own = [each for each in told if each.share.sentence == sentence]
            if len(own) > _LEAST:
                yield from _judged(facts, own, paragraph, tables)
                yield from _in_rows(facts, own, paragraph, tables)


def _told(paragraph: Paragraph) -> Iterator[_Told]:
    for each in paragraph.numbers:
        if not each.is_share or each.stated is None or each.sign or each.depth or _OTHER.search(each.clause):
            continue
        # A number before the share in its own clause is its part: another check has both.
        found = _SHARE.search(each.before.rstrip())
        if found is not None:
            yield _Told(each, stem(plain(found["name"])), found["whole"])


def _judged(
    facts: Facts, told: Sequence[_Told], paragraph: Paragraph, tables: Nearby[Sheet]
) -> Iterator[Outcome]:
    if len({each.whole for each in told if each.whole}) > 1:
        return
    for sheet in tables.near(paragraph.block.index, _FAR):
        if len(sheet.totals) != 1:
            continue
        rows = [(each, _row(sheet, each.name)) for each in told]
        named = [(each, row) for each, row in rows if row is not None]
        if len(named) < len(told):
            continue
        for column in numeric(sheet):
            pairs = _pairs(sheet, column, named)
            whole = sheet.at(sheet.totals[0], column)
            if whole is None or whole.printed.value <= 0 or len(pairs) < len(told):
                continue
            right = sum(1 for share, part in pairs if near_ratio(share.known, part, whole))
            if right >= _LEAST and right > len(pairs) - right:
                info = rule(NAME, TITLE)
                for share, part in pairs:
                    yield judged(facts, quotient(info, share.known, [(ONE, part)], [(ONE, whole)]))
                return


def _in_rows(
    facts: Facts, told: Sequence[_Told], paragraph: Paragraph, tables: Nearby[Sheet]
) -> Iterator[Outcome]:
    """Judge 预算合计 a 万元，省级补助占 x，市级补助占 y…: columns of the row that prints what the sentence begins with."""
    first = told[0].share
    wholes = [
        each
        for each in paragraph.numbers
        if each.stated
        and each.sentence == first.sentence
        and each.occurrence.span.start < first.occurrence.span.start
        and not (each.is_share or each.sign)
    ]
    for sheet in tables.near(paragraph.block.index, _FAR):
        columns = [_column(sheet, each.name) for each in told]
        for row in sheet.table.rows if all(columns) else ():
            cells = [sheet.at(row, column) for column in columns if column is not None]
            parts = [cell for cell in cells if cell is not None]
            held = [cell for column in numeric(sheet) if (cell := sheet.at(row, column)) is not None]
            whole = next((cell for cell in held for each in wholes if same_value(each.known, cell)), None)
            if whole is None or whole.printed.value <= 0 or len(parts) < len(told):
                continue
            right = [
                near_ratio(each.share.known, part, whole) for each, part in zip(told, parts, strict=True)
            ]
            if right.count(True) >= _LEAST and right.count(True) * 2 > len(right):
                for each, part in zip(told, parts, strict=True):
                    yield judged(
                        facts, quotient(rule(NAME, TITLE), each.share.known, [(ONE, part)], [(ONE, whole)])
                    )
                return


def _column(sheet: Sheet, name: str) -> Column | None:
    """Return the one column that a name heads."""
    found = [
        each
        for each in numeric(sheet)
        if name in {stem(plain(header(each))), stem(plain(each.path[-1] if each.path else ""))}
    ]
    return found[0] if name and len(found) == 1 else None


def _pairs(sheet: Sheet, column: Column, named: Sequence[tuple[_Told, Row]]) -> list[tuple[Number, Stated]]:
    if not adds(sheet, column):
        return []
    return [(each.share, cell) for each, row in named if (cell := sheet.at(row, column)) is not None]


def _row(sheet: Sheet, name: str) -> Row | None:
    """Return the one row of a name, with or without the word for what is measured: 减速器 for 减速器收入."""
    short = _MEASURE.sub("", name)
    labels = [(row, stem(plain(row.label or row.name))) for row in sheet.details]
    for wanted in (name, short):
        found = [row for row, label in labels if wanted and label == wanted]
        if len(found) == 1:
            return found[0]
    return None
