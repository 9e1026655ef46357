"""English: the row that is said to have grown or fallen most, and that another row of its column of changes outdoes.

`The largest increase over the enacted level in any account is for Harbour Works`, beside a column `Change from enacted`.
Rows of totals, and what is told behind the last of them, do not compete.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.english import english
from auditor.checks.common.relations import evidence_of_words, rule, said
from auditor.checks.common.rownames import CHANGES
from auditor.checks.common.tables import Sheet, header, is_rate, numeric, sheets
from auditor.checks.english import _heads
from auditor.findings import Verdict
from auditor.report.model import Column, Role, Row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "largest-change-not-row"
TITLE = {
    "zh": "所称增减最多者与表中数据不符",
    "en": "the largest increase or decrease is not the one named",
}
_MOST = re.compile(
    r"\bthe (?:single )?(?:largest|biggest|greatest) (?P<way>increase|rise|gain|decrease|reduction|cut|decline)\b"
    r"(?P<base>(?: (?:over|from|above|below|since|against|compared (?:with|to)|relative to) [^.;,:()]{3,60}?)(?: (?:in|of|for|among) (?:any|all) [a-z]+)?)"
    r" (?:is|was|goes|went) (?:for|in|to|at) (?:the )?(?P<row>[A-Z][^.;:()]{2,60})",
)
_UP = frozenset({"increase", "rise", "gain"})
_TOTAL = re.compile(r"\b(?:total|net|gross|subtotal|less)\b", re.IGNORECASE)
_OVER = re.compile(r"\bover\s*\(?\s*under\b|\+/-|±", re.IGNORECASE)
_SHARE = re.compile(r"per ?cent|proportion|relative terms|rate", re.IGNORECASE)
_FEWEST = 3


@records.frozen(eq=False)
class _Claim:
    """The row that is said to be first in a column, and the rows that it is compared with."""

    sheet: Sheet
    column: Column
    row: Row
    rows: Sequence[Row]


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge what English sentences call the largest change over something that a column of changes is over."""
    for sentence in english(facts):
        found = _MOST.search(sentence.text)
        if found is None or _SHARE.search(sentence.text[: found.end("base")]):
            continue
        outcomes = [
            outcome
            for sheet in sheets(facts)
            if (row := _row(rows := _competing(sheet), found["row"])) is not None
            if len(columns := _columns(sheet, found["base"])) == 1
            if (outcome := _judged(sentence, found, _Claim(sheet, columns[0], row, rows))) is not None
        ]
        # One table in which it is the first is enough: the others may list other things.
        yield from [each for each in outcomes if each.verdict.consistent][:1] or outcomes[:1]


def _competing(sheet: Sheet) -> Sequence[Row]:
    """Return the rows of single things: none that sums up others, and none behind the last total."""
    rows = sheet.table.rows
    totals = [at for at, row in enumerate(rows) if _is_total(row)]
    end = totals[-1] if totals else len(rows)
    return [row for row in rows[:end] if row.role is Role.DETAIL and not _is_total(row)]


def _is_total(row: Row) -> bool:
    return row.role in {Role.TOTAL, Role.SUBTOTAL} or _TOTAL.search(row.label or row.name) is not None


def _row(rows: Sequence[Row], words: str) -> Row | None:
    """Return the row whose label the words begin with."""
    plain = " ".join(words.casefold().split())
    named = [
        row
        for row in rows
        if re.once(rf"{re.escape(' '.join((row.label or row.name).casefold().split()))}(?![\w-])").match(
            plain
        )
    ]
    return max(named, key=lambda row: len(row.label or row.name), default=None)


def _columns(sheet: Sheet, base: str) -> Sequence[Column]:
    """Return the columns of changes from what the words name."""
    changes = [
        column
        for column in numeric(sheet)
        if (CHANGES.search(header(column)) or _OVER.search(header(column))) and not is_rate(sheet, column)
    ]
    told = _heads.said(base)
    return [column for column in changes if _heads.said(header(column)) & told]


def _judged(sentence: Sentence, found: re.Match[str], claim: _Claim) -> Outcome | None:
    up, row, column = found["way"] in _UP, claim.row, claim.column
    values = [(value, each) for each in claim.rows if (value := claim.sheet.at(each, column)) is not None]
    own = claim.sheet.at(row, column)
    if own is None or len(values) < _FEWEST:
        return None
    best, other = max(values, key=lambda each: _size(each[0], up=up))
    right = _size(own, up=up) == _size(best, up=up)
    label = (row.label or row.name).strip()
    item = evidence_of_words(sentence.paragraph.block, sentence.start + found.start("row"), label, "largest")
    word = "增加" if up else "减少"
    zh = f"称“{label}”{word}最多（{own.mention.text.strip()}），而“{header(column)}”一栏{word}最多的是“{other.label or other.name}”（{best.mention.text.strip()}）"
    en = f"'{label}' ({own.mention.text.strip()}) is said to have the largest {found['way']}, in column '{header(column)}' it is '{other.label or other.name}' ({best.mention.text.strip()})"
    return said(rule(NAME, TITLE), zh, en, [item], Verdict.EXACT if right else Verdict.DISCREPANCY)


def _size(value: Stated, *, up: bool) -> Fraction:
    return value.printed.value if up else -value.printed.value
