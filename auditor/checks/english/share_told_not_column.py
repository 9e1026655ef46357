"""English: of the shares that a sentence tells of rows it names, one is not the row's where the others are.

`The largest part, 31.2 per cent, went to roads, followed by water with 27.4 per cent`: the share that stands in the
table shows the column. Every share of the sentence has to be told of one of the rows that it names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import english, terms
from auditor.checks.common.nearby import nearby
from auditor.checks.common.relations import ONE, judged, rule, summed
from auditor.checks.common.slips import MEANT, digits
from auditor.checks.common.tables import as_percent, header, is_share, numeric, sheets
from auditor.report.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.numbers import Number, Stated
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column

NAME = "share-told-not-column"
TITLE = {"zh": "正文占比与表中该行不符", "en": "a share told of a row is not the one of the table"}
_OTHER = re.compile(
    r"compar|against|increas|decreas|grew|grow|rose|fell|target|budget|average|points|above|below|than|\bfrom\b|previous|earlier|"
    r"planned|approved|\bor\b|together|both|about|almost",
    re.IGNORECASE,
)
_NEAR = 6
_PAIR = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge sentences that tell the shares of several rows."""
    tables = nearby(sheets(facts))
    for sentence in english(facts):
        shares = [each for each in sentence.stated if each.is_share and not each.sign]
        alone = len(shares) == len([each for each in sentence.stated if each.is_share])
        if len(shares) < _PAIR or not alone or _OTHER.search(sentence.text):
            continue
        for sheet in tables.near(sentence.paragraph.block.index, _NEAR):
            for column in numeric(sheet):
                if is_share(column):
                    yield from _judged(facts, sentence, shares, sheet, column)


def _judged(
    facts: Facts, sentence: Sentence, shares: Sequence[Number], sheet: Sheet, column: Column
) -> Iterator[Outcome]:
    said = terms(sentence.text)
    rows: list[tuple[Stated, Stated]] = []
    every: set[object] = set()
    for row in sheet.table.rows:
        value = sheet.at(row, column)
        if value is None:
            continue
        cell = as_percent(value, header(column))
        every |= {
            as_percent(other, "%").printed.value
            for each in numeric(sheet)
            if (other := sheet.at(row, each)) is not None
        }
        if row.role is Role.DETAIL and cell.printed.value < 1 and _named(terms(row.label or row.name), said):
            rows.append((cell, value))
    values = [cell.printed.value for cell, _ in rows]
    kept = [each for each in shares if each.known.printed.value in values]
    wrong = [each for each in shares if each not in kept]
    left = [pair for pair in rows if pair[0].printed.value not in [each.known.printed.value for each in kept]]
    sure = len(rows) == len(shares) and all(digits(each.known) >= MEANT - 1 for each in shares)
    if sure and len(left) <= 1 and len(kept) + len(left) == len(shares):
        for each, (cell, _) in zip(wrong, left, strict=True):
            # A figure of another column of the table is no slip.
            if each.known.printed.value not in every:
                yield judged(facts, summed(rule(NAME, TITLE), each.known, [(ONE, cell)], role="stated"))


def _named(label: frozenset[str], said: frozenset[str]) -> bool:
    """Whether a sentence names a row: all words of a label, or most of a long one."""
    label -= {each for each in label if len(each) == 1}
    common = len(label & said)
    return bool(label) and (common == len(label) or (common >= _PAIR and common * 3 >= len(label) * 2))
