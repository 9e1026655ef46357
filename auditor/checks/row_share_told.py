"""A share that the text tells of a row of a table and that is not the row over the table's total.

其中东湖街道支出最多，占总支出的 22.95%: both amounts stand in the table alone. The column is the one that the words name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import Number, paragraphs
from auditor.checks._relations import ONE, judged, near_ratio, quotient, rule
from auditor.checks._rowsaid import row_said
from auditor.checks._tables import adds, header, numeric, plain
from auditor.checks._words import overlap, stem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks._numbers import Stated
    from auditor.checks._tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Row

NAME = "row-share-told"
TITLE = {"zh": "正文所述占比与表中该行不符", "en": "a share told of a row is not the row over its total"}
_SHARE = re.compile(
    r"(?:^|[，,])?\s*(?<![不])占(?P<of>[^，,。；;、：:（）()0-9占]{1,12}?)?(?:的)?(?:比重|比例|比)?(?:为|达到?|约为)?\s*$"
)
_WHOLE = re.compile(r"^(?:全部|总|合计|全区|全县|全市|全镇|全年|本次|项目|资金|[一-龥]{0,8}(?:总|合计))")
_MEASURE = re.compile(r"(?P<what>[一-龥]{2,8}?)最[多大高少小低]")
_OTHER = re.compile(r"上年|去年|同期|上期|目标|计划|提高|上升|下降|(?:比|较)(?![重例])")
_FEWEST = 3
_SHARED = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the shares whose part a sentence names as a row."""
    for paragraph in paragraphs(facts):
        for number in paragraph.numbers:
            if number.is_share and number.stated is not None and not number.sign:
                yield from _judged(facts, number)


def _judged(facts: Facts, number: Number) -> Iterator[Outcome]:
    found = _SHARE.search(number.before)
    if found is None or _OTHER.search(number.before):
        return
    of = plain(found["of"] or "")
    words = number.before[: found.start()]
    place = row_said(facts, number, words)
    if place is None or not _WHOLE.match(of):
        return
    sheet, row = place
    pairs = list(_pairs(sheet, row))
    fitting = [pair for pair in pairs if near_ratio(number.known, pair[1], pair[2])]
    measure = _MEASURE.search(plain(words).replace(plain(row.label or row.name), "，"))
    said = [stem(re.sub(r"^(?:全部|合计)", "", of)), measure["what"] if measure else ""]
    named = [pair for pair in pairs if any(_names(each, pair[0]) for each in said)]
    meant = fitting or named
    if len(meant) == 1 or fitting:
        _, part, whole = meant[0]
        yield judged(facts, quotient(rule(NAME, TITLE), number.known, [(ONE, part)], [(ONE, whole)]))


def _names(words: str, head: str) -> bool:
    return len(words) >= _SHARED and overlap(words, head) >= min(len(words), _SHARED + 1)


def _pairs(sheet: Sheet, row: Row) -> Iterator[tuple[str, Stated, Stated]]:
    """Iterate over the columns in which a row is a part of the one total: their heads, the part and the whole."""
    if len(sheet.totals) != 1 or len(sheet.details) < _FEWEST:
        return
    for column in numeric(sheet):
        part, whole = sheet.at(row, column), sheet.at(sheet.totals[0], column)
        if part is None or whole is None or not adds(sheet, column):
            continue
        if 0 < part.printed.value <= whole.printed.value and part.unit.dimension == whole.unit.dimension:
            yield plain(header(column)), part, whole
