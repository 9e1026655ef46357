"""English: a count of rows that received something, which is not that of the cells printed in its column.

`Supplementary appropriations of $32.1 million were granted to six votes`: the amount is the total of one column of the
table near by, and six of its rows hold an amount.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import WORDS, english, terms
from auditor.checks.common.nearby import nearby
from auditor.checks.common.relations import evidence_of_words, rule, said
from auditor.checks.common.rownames import scale_in
from auditor.checks.common.tables import header, is_rate, numeric, sheets
from auditor.findings import Verdict
from auditor.report.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.numbers import Number
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column, Row

NAME = "granted-rows-not-counted"
TITLE = {
    "zh": "所称个数与表中该栏有数的行数不符",
    "en": "a count of rows is not that of the cells in their column",
}
_TO = re.compile(
    rf"^\s*(?:was |were )?(?:granted|given|made|paid|allocated|awarded|distributed|approved|voted)? ?(?:to|for|in|under|among)\s+(?P<count>{'|'.join(WORDS)}|[2-9]|1[0-9]) (?P<noun>[a-z]+s)\b"
)
_WHOLE = re.compile(r"(?:sub-?|grand )?total\b|all\b", re.IGNORECASE)
_NEAR = 8
_FEWEST = 4


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge how many are said to share the total of a column."""
    tables = nearby(sheet for sheet in sheets(facts) if len(sheet.details) >= _FEWEST)
    for sentence in english(facts):
        for amount in sentence.stated:
            found = _TO.match(sentence.after(amount))
            if found is None or amount.is_share or amount.sign:
                continue
            near = tables.near(sentence.paragraph.block.index, _NEAR)
            counts = {
                _held(sheet, column)
                for sheet in near
                for column in numeric(sheet)
                if _named(sentence, amount, column) and _total(facts, sheet, column, amount)
            }
            if len(counts) != 1:
                continue
            (many,) = counts
            told = WORDS.get(found["count"]) or int(found["count"])
            start = (
                amount.occurrence.span.end
                + sentence.text.index(found["count"], amount.occurrence.span.end - sentence.start)
                - (amount.occurrence.span.end - sentence.start)
            )
            item = evidence_of_words(sentence.paragraph.block, start, found["count"], "count")
            if told == many:
                yield said(rule(NAME, TITLE), "", "", [item], Verdict.EXACT)
                continue
            zh = f"称 {found['count']} 个，表中该栏有数的为 {many} 行"
            en = f"says {found['count']} {found['noun']}, and {many} rows of the column hold an amount"
            yield said(rule(NAME, TITLE), zh, en, [item])


def _named(sentence: Sentence, amount: Number, column: Column) -> bool:
    """Whether the head of a column is a word before the amount, perhaps cut short: Suppl., Supplementary."""
    heads = [word.rstrip(".") for word in header(column).lower().split() if len(word) > _FEWEST]
    words = terms(sentence.before(amount))
    return bool(heads) and all(any(word.startswith(head) for word in words) for head in heads)


def _held(sheet: Sheet, column: Column) -> int:
    rows = [row for row in sheet.details if row.role is Role.DETAIL and not _sums(row)]
    return sum(1 for row in rows if (value := sheet.at(row, column)) is not None and value.printed.value)


def _sums(row: Row) -> bool:
    return row.role is Role.TOTAL or _WHOLE.match(row.label or row.name) is not None


def _total(facts: Facts, sheet: Sheet, column: Column, amount: Number) -> bool:
    """Whether an amount is the total of a column, as its rows give it."""
    if is_rate(sheet, column):
        return False
    cells = [cell for row in sheet.table.rows if _sums(row) and (cell := sheet.at(row, column)) is not None]
    return any(scale_in(facts, sheet, amount.known, cell) is not None for cell in cells)
