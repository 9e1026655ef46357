"""Two rows of a table that the text sets in an order which their column does not bear out.

公立医院病床使用率高于民营医院, where the table prints 58.4 % for the first and 81.7 % for the second: no figure stands beside
the words, but both rows and the column are named.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import paragraphs
from auditor.checks.common.relations import evidence_of_words, rule, said
from auditor.checks.common.tables import Sheet, header, numeric, plain, sheets
from auditor.checks.common.words import stem
from auditor.findings import Verdict
from auditor.report.model import Column, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from auditor.checks.common.numbers import Paragraph, Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "rows-compared-wrong"
TITLE = {
    "zh": "两项高低与表中数据不符",
    "en": "two rows are compared the wrong way round",
}
_COMPARED = re.compile(
    r"(?:^|[，,。；;：:])\s*(?:其中[，,：:]?)?(?P<one>[一-龥（）()]{4,24}?)"
    r"(?:均|都|仍|也|则|略|明显|显著|远远?|普遍|总体|大幅|大大|稍)*(?P<way>高于|低于|多于|少于|大于|小于|超过|长于|短于)"
    r"(?P<two>[一-龥（）()]{2,20})(?=[，,。；;]|$)"
)
_UP = frozenset("高于 多于 大于 超过 长于".split())
_NOT_NOW = re.compile(r"上年|去年|往年|以往|过去|曾|预计|力争|争取|目标|若|如果|应|须|不[高低多少大小超长短]")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}年?[末底度]?(?:实际|决算)?数?|[（(][^（）()]*[）)]|本年|上年|去年")
_CHANGE = re.compile(r"增减|变动|变化|增长|增幅|增速|涨|降|±|同比|比上年")
_SHORTEST = 2
_END = re.compile(r"^的|(?:总数|数量|数|水平)$")


@records.frozen(eq=False)
class _Compared:
    """Two rows of a table, and the columns in which the text compares them."""

    sheet: Sheet
    one: Row
    two: Row
    columns: Sequence[Column]

    def pairs(self) -> list[tuple[Stated, Stated]]:
        """Return what the columns print for both rows."""
        cells = [
            (self.sheet.at(self.one, column), self.sheet.at(self.two, column)) for column in self.columns
        ]
        return [(one, two) for one, two in cells if one is not None and two is not None]


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every comparison of two rows of a table of its chapter that names them and their column."""
    tables: list[tuple[Sheet, Mapping[str, Row]]] | None = None
    for paragraph in paragraphs(facts):
        for found in _COMPARED.finditer(paragraph.text):
            if _NOT_NOW.search(found.group()):
                continue
            if tables is None:
                tables = [(sheet, _rows(sheet)) for sheet in sheets(facts) if sheet.values]
            here = [
                (sheet, rows)
                for sheet, rows in tables
                if sheet.block is not None and sheet.block.section[:1] == paragraph.block.section[:1]
            ]
            meant = [each for sheet, rows in here for each in _meant(found["one"], found["two"], sheet, rows)]
            if len(meant) == 1:
                yield from _judged(paragraph, found, meant[0])


def _rows(sheet: Sheet) -> Mapping[str, Row]:
    """Return the rows of a table whose label no other row bears."""
    labels = [(stem(plain(row.label or row.name)), row) for row in sheet.table.rows]
    names = [label for label, _ in labels]
    return {label: row for label, row in labels if len(label) >= _SHORTEST and names.count(label) == 1}


def _meant(one: str, two: str, sheet: Sheet, rows: Mapping[str, Row]) -> Iterator[_Compared]:
    """Iterate over what a comparison can mean in one table: 公立医院 + 病床使用率, 民营医院."""
    words, other = stem(plain(one)), stem(plain(two))
    label = max((each for each in rows if words.startswith(each)), key=len, default="")
    what = _END.sub("", words[len(label) :])
    second = other if other in rows else re.sub("的$", "", other.removesuffix(what))
    if not label or len(what) < _SHORTEST or second not in rows or second == label:
        return
    columns = [column for column in numeric(sheet) if _is_of(column, what)]
    if columns:
        yield _Compared(sheet, rows[label], rows[second], columns)


def _is_of(column: Column, what: str) -> bool:
    """Whether a column holds, of one year or another, what is compared."""
    head = plain(header(column))
    if _CHANGE.search(head) and not _CHANGE.search(what):
        return False
    return _END.sub("", stem(_YEAR.sub("", head))) == what


def _judged(paragraph: Paragraph, found: re.Match[str], meant: _Compared) -> Iterator[Outcome]:
    """Judge a comparison that holds in one of its columns, or in none of those in which the rows differ."""
    up = found["way"] in _UP
    pairs = [(one, two) for one, two in meant.pairs() if one.printed.value != two.printed.value]
    if not pairs or any(one.unit.dimension != two.unit.dimension for one, two in pairs):
        return
    right = any((one.printed.value > two.printed.value) is up for one, two in pairs)
    one, two = pairs[-1]
    item = evidence_of_words(paragraph.block, found.start("one"), found.group().strip("，,。；;：: "), "比较")
    first, second = (_shown(each) for each in (one, two))
    zh = f"称“{item.text}”，而表中“{meant.one.label or meant.one.name}”为 {first}，“{meant.two.label or meant.two.name}”为 {second}"
    en = f"the text says '{item.text}', and the table prints {first} and {second}"
    yield said(rule(NAME, TITLE), zh, en, [item], Verdict.EXACT if right else Verdict.DISCREPANCY)


def _shown(value: Stated) -> str:
    text = value.mention.text.strip()
    return text if text.endswith(value.unit.symbol or " ") else f"{text}{value.unit.symbol}"
