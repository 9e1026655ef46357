"""Shares told of rows of a table that are not the row over its total.

分产品看，减速器占主营业务收入的 49.33%，丝杠占 24.16%，齿轮箱占 22.19%: the amounts stand in a table alone. That the
shares are of its total the neighbours show. 其中东湖街道支出最多，占总支出的 22.95%: of a share told alone the column is the one
that its words name.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.nearby import Nearby, nearby
from auditor.checks.common.numbers import Number, Paragraph, Stated, paragraphs
from auditor.checks.common.relations import ONE, judged, near_ratio, quotient, rule
from auditor.checks.common.rowsaid import row_said
from auditor.checks.common.tables import Sheet, adds, header, numeric, plain, same_value, sheets
from auditor.checks.common.words import overlap, stem

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
_OF_WHOLE = re.compile(
    r"(?:^|[，,])?\s*(?<![不])占(?P<of>[^，,。；;、：:（）()0-9占]{1,12}?)?(?:的)?(?:比重|比例|比)?(?:为|达到?|约为)?\s*$"
)
_WHOLE = re.compile(r"^(?:全部|总|合计|全区|全县|全市|全镇|全年|本次|项目|资金|[一-龥]{0,8}(?:总|合计))")
_MOST_OF = re.compile(r"(?P<what>[一-龥]{2,8}?)最[多大高少小低]")
_ELSE = re.compile(r"上年|去年|同期|上期|目标|计划|提高|上升|下降|(?:比|较)(?![重例])")
_FEWEST = 3
_SHARED = 2
_TOTALS = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the shares told of rows of tables."""
    yield from _together(facts)
    yield from _alone(facts)


@records.frozen(eq=False)
class _Told:
    """A share and the row that it is told of."""

    share: Number
    name: str
    whole: str


def _together(facts: Facts) -> Iterator[Outcome]:
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
        # An account of income or spending closes with what is of this year, and with all that there was.
        if not 1 <= len(sheet.totals) <= _TOTALS:
            continue
        rows = [(each, _row(sheet, each.name)) for each in told]
        named = [(each, row) for each, row in rows if row is not None]
        if len(named) < len(told):
            continue
        for column, total in itertools.product(numeric(sheet), sheet.totals):
            pairs = _pairs(sheet, column, named)
            whole = sheet.at(total, column)
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
        # 中央财政资金 for 中央: what only begins like a head is borne out by all the others.
        short = not all(columns)
        if short:
            columns = [_begun(sheet, each.name) for each in told]
        for row in sheet.table.rows if all(columns) and len({*map(id, columns)}) == len(columns) else ():
            cells = [sheet.at(row, column) for column in columns if column is not None]
            parts = [cell for cell in cells if cell is not None]
            held = [cell for column in numeric(sheet) if (cell := sheet.at(row, column)) is not None]
            whole = next((cell for cell in held for each in wholes if same_value(each.known, cell)), None)
            if whole is None or whole.printed.value <= 0 or len(parts) < len(told):
                continue
            right = [
                near_ratio(each.share.known, part, whole) for each, part in zip(told, parts, strict=True)
            ]
            enough = right.count(False) <= 1 if short else right.count(True) * 2 > len(right)
            if right.count(True) >= _LEAST and enough:
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


def _begun(sheet: Sheet, name: str) -> Column | None:
    """Return the one column whose head a name begins with."""
    found = [
        each
        for each in numeric(sheet)
        if len(head := stem(plain(header(each)))) > 1 and name.startswith(head)
    ]
    return found[0] if len(found) == 1 else None


def _pairs(sheet: Sheet, column: Column, named: Sequence[tuple[_Told, Row]]) -> list[tuple[Number, Stated]]:
    if not adds(sheet, column):
        return []
    return [(each.share, cell) for each, row in named if (cell := sheet.at(row, column)) is not None]


def _row(sheet: Sheet, name: str) -> Row | None:
    """Return the one row of a name, with or without the word for what is measured: 减速器 for 减速器收入.

    The classes of a table by codes (类, with 款 and 项 below each) are rows as well as what stands below them.
    """
    short = _MEASURE.sub("", name)
    rows = [row for row in sheet.table.rows if row not in sheet.totals]
    labels = [(row, stem(plain(row.label or row.name))) for row in rows]
    for wanted in (name, short):
        found = [row for row, label in labels if wanted and label == wanted]
        if len(found) == 1:
            return found[0]
    return None


def _alone(facts: Facts) -> Iterator[Outcome]:
    """Judge the shares whose part a sentence names as a row."""
    for paragraph in paragraphs(facts):
        for number in paragraph.numbers:
            if number.is_share and number.stated is not None and not number.sign:
                yield from _by_total(facts, number)


def _by_total(facts: Facts, number: Number) -> Iterator[Outcome]:
    found = _OF_WHOLE.search(number.before)
    if found is None or _ELSE.search(number.before):
        return
    of = plain(found["of"] or "")
    words = number.before[: found.start()]
    place = row_said(facts, number, words)
    if place is None or not _WHOLE.match(of):
        return
    sheet, row = place
    pairs = list(_pairs_alone(sheet, row))
    fitting = [pair for pair in pairs if near_ratio(number.known, pair[1], pair[2])]
    measure = _MOST_OF.search(plain(words).replace(plain(row.label or row.name), "，"))
    said = [stem(re.sub(r"^(?:全部|合计)", "", of)), measure["what"] if measure else ""]
    named = [pair for pair in pairs if any(_names(each, pair[0]) for each in said)]
    meant = fitting or named
    if len(meant) == 1 or fitting:
        _, part, whole = meant[0]
        yield judged(facts, quotient(rule(NAME, TITLE), number.known, [(ONE, part)], [(ONE, whole)]))


def _names(words: str, head: str) -> bool:
    return len(words) >= _SHARED and overlap(words, head) >= min(len(words), _SHARED + 1)


def _pairs_alone(sheet: Sheet, row: Row) -> Iterator[tuple[str, Stated, Stated]]:
    """Iterate over the columns in which a row is a part of the one total: their heads, the part and the whole."""
    if len(sheet.totals) != 1 or len(sheet.details) < _FEWEST:
        return
    for column in numeric(sheet):
        part, whole = sheet.at(row, column), sheet.at(sheet.totals[0], column)
        if part is None or whole is None or not adds(sheet, column):
            continue
        if 0 < part.printed.value <= whole.printed.value and part.unit.dimension == whole.unit.dimension:
            yield plain(header(column)), part, whole
