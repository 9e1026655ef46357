"""A share told behind its amount that is of another total than the shares beside it: two of total sources, and one of total uses.

The totals are those of tables. Where the shares of a paragraph are of one of them to the last place, one that is not, and is of
another total to its last place, was worked out of the wrong one. What its words say that it is of is another matter.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.arithmetic._chinese import CHINESE
from auditor.checks.arithmetic._english import ENGLISH
from auditor.checks.common.english import is_english
from auditor.checks.common.numbers import paragraphs
from auditor.checks.common.relations import judged, quotient, rule
from auditor.checks.common.rownames import scales
from auditor.checks.common.slips import MEANT, digits
from auditor.checks.common.tables import sheets
from auditor.report.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.arithmetic._words import Words
    from auditor.checks.common.numbers import Number, Paragraph, Stated
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "share-of-other-total"
TITLE = {"zh": "占比的基数与同段其他占比不同", "en": "a share is of another total than those beside it"}
_TOTAL = re.compile(r"^(?:Total|TOTAL|All)\b|(?:合计|总计)$")
_OF = re.compile(r"^\s*(?:of|的)")
_LEAST = 3
_PAIR = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the shares of each paragraph by the totals of tables."""
    words = ENGLISH if is_english(facts) else CHINESE
    totals: list[tuple[Sheet, Stated]] | None = None
    for paragraph in paragraphs(facts):
        pairs = list(_pairs(paragraph, words))
        if len(pairs) <= _PAIR:
            continue
        totals = list(_totals(facts)) if totals is None else totals
        bases = [_bases(facts, totals, *pair) for pair in pairs]
        for (amount, share), own in zip(pairs, bases, strict=True):
            # 占人员经费的 p% is of what its words say, unless those beside it say the same.
            others = [
                each
                for pair, each in zip(pairs, bases, strict=True)
                if each is not own and pair[1].clause == share.clause
            ]
            common = {
                value for each in others for value in each if sum(value in one for one in others) >= _PAIR
            }
            fits = own and len(common) == 1 and not common & own.keys() and not _OF.match(share.after)
            if fits and not _told(paragraph, amount, share):
                scale, cell = next(each[value] for value in common for each in others if value in each)
                parts, base = [(Fraction(1), amount.known)], [(scale, cell)]
                yield judged(facts, quotient(rule(NAME, TITLE), share.known, parts, base))


def _pairs(paragraph: Paragraph, words: Words) -> Iterator[tuple[Number, Number]]:
    """Iterate over amounts and the shares told behind them."""
    for _, group in itertools.groupby(paragraph.numbers, key=lambda each: each.sentence):
        for amount, share in itertools.pairwise(words.ready([each for each in group if each.stated])):
            plain = not (amount.sign or share.sign or amount.is_share) and share.is_share
            if (
                plain
                and words.share.of(share)
                and digits(amount.known) >= MEANT
                and digits(share.known) >= _LEAST
            ):
                yield amount, share


def _told(paragraph: Paragraph, amount: Number, share: Number) -> bool:
    """Whether the sentence itself tells what an amount is just such a share of: 本年收入合计 a，其中财政拨款 b，占 p%."""
    part, told = amount.known.printed.value, share.known.printed
    return any(
        each.sentence == share.sentence
        and each.stated is not None
        and each.dimension == amount.dimension
        and each.known.printed.value > part
        and abs(part / each.known.printed.value - told.value) * 2 <= told.step
        for each in paragraph.numbers
    )


def _totals(facts: Facts) -> Iterator[tuple[Sheet, Stated]]:
    for sheet in sheets(facts):
        for row in sheet.table.rows:
            if row.role is not Role.TOTAL and not _TOTAL.search((row.label or row.name).strip()):
                continue
            for column in sheet.columns:
                cell = sheet.at(row, column)
                if cell is not None and cell.unit.dimension != "ratio" and cell.printed.value > 0:
                    yield sheet, cell


def _bases(
    facts: Facts, totals: list[tuple[Sheet, Stated]], amount: Number, share: Number
) -> dict[Fraction, tuple[Fraction, Stated]]:
    """Return the totals that an amount is just such a share of, by their values."""
    part, told = amount.known.printed.value, share.known.printed
    found: dict[Fraction, tuple[Fraction, Stated]] = {}
    for sheet, cell in totals:
        like = amount.dimension == cell.unit.dimension
        for scale in (Fraction(1),) if like else scales(facts, sheet, amount.known, cell):
            base = cell.printed.value * scale
            if base > part and abs(part / base - told.value) * 2 <= told.step:
                found[base] = scale, cell
    return found
