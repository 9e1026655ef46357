"""English: an amount in words of scale that a table has with the same digits, a thousand times more or less: $97.5 billion of 97,500 thousand.

By what a table's cells are to be multiplied, its title or the text says, or the other amounts of the text that repeat its cells
show. The amount must not be printed in its own scale anywhere, and its words must name the row. `An unspent balance of 2,385 thousand,
…; of this 2.4 thousand` speaks of an amount that its paragraph has told.
"""

from __future__ import annotations

import functools
import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import Sentence, english, terms
from auditor.checks.common.relations import ONE, evidence_at, judged, said, summed
from auditor.checks.common.rownames import agrees, scale_of, scales
from auditor.checks.common.slips import digits
from auditor.checks.common.tables import Sheet, numeric, sheets
from auditor.report.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number, Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, RuleInfo
    from auditor.report.model import Row

_WRONG = tuple(Fraction(10) ** power for power in (3, -3, 6, -6))
_AGAINST = re.compile(r"\b(?:against|compared (?:with|to)|versus|than|from)\b")
_EACH = re.compile(r"\s*(?:[a-z-]+ )?(?:per|an?|each|apiece)\b|\s*/")
_THIS = re.compile(r"\b(?:this|these|that|those)(?: sum of| amount of)?\s*$", re.IGNORECASE)
_TOLD = 4
"""A figure of so many digits that repeats a cell shows in what scale its table is."""
_LEAST, _NAMED = 2, 2
_BEYOND = 10
_BEHIND = 8
_SCALED = ("thousand", "million", "billion", "trillion")


def slipped_words(facts: Facts, info: RuleInfo) -> Iterator[Outcome]:
    """Judge the amounts of English sentences that print thousand, million or billion."""
    for sentence in english(facts):
        yield from _left_out(info, sentence)
        for number in sentence.stated:
            if number.sign or not number.occurrence.unit.endswith(_SCALED) or digits(number.known) < _LEAST:
                continue
            if not number.dimension.startswith("measure:"):
                continue
            found = _meant(facts, sentence, number)
            if found is not None:
                scale, cell = found
                yield judged(facts, summed(info, number.known, [(scale, cell)], role="stated"))
            elif (told := _this(sentence, number)) is not None:
                yield judged(facts, summed(info, number.known, [(ONE, told)], role="stated"))


def _left_out(info: RuleInfo, sentence: Sentence) -> Iterator[Outcome]:
    """Say that an amount has lost the scale of the one that it is held against: £173.070m against the budget of £184.662."""
    for one, two in itertools.pairwise(sentence.stated):
        scaled, bare = one.known.printed, two.known.printed
        currency, _, scale = one.occurrence.unit.rpartition(" ")
        if scale not in _SCALED or not currency or two.occurrence.unit != currency or one.sign or two.sign:
            continue
        if (
            two.depth != one.depth
            or not _AGAINST.search(sentence.between(one, two))
            or _EACH.match(sentence.after(two))
        ):
            continue
        # Pounds and pence have two places, and so may a price.
        places = scaled.numeral.step == bare.numeral.step < 1 and bare.numeral.step != Fraction(1, 100)
        if places and max(scaled.numeral.value, bare.numeral.value) <= 2 * min(
            scaled.numeral.value, bare.numeral.value
        ):
            items = [evidence_at(two.block, two.occurrence), evidence_at(one.block, one.occurrence)]
            zh = f"{two.occurrence.text} 与 {one.occurrence.text} 相比，似漏写 {scale}"
            en = f"{two.occurrence.text} is held against {one.occurrence.text}, and does not say {scale}"
            yield said(info, zh, en, items)


def _this(sentence: Sentence, number: Number) -> Stated | None:
    """Return the amount told before that `this 2.4 thousand` takes up in another scale, None where one has its own."""
    if _THIS.search(sentence.before(number)) is None:
        return None
    start = number.occurrence.span.start
    before = [
        each.known
        for each in sentence.paragraph.numbers
        if each.stated and each.dimension == number.dimension and each.occurrence.span.start < start
    ]
    meant = [each for each in before if any(agrees(number.known, each, wrong) for wrong in _WRONG)]
    held = any(agrees(number.known, each, ONE) for each in before)
    return meant[-1] if not held and len({each.printed.value for each in meant}) == 1 else None


def _meant(facts: Facts, sentence: Sentence, number: Number) -> tuple[Fraction, Stated] | None:
    claim, words = number.known, _words(sentence, number)
    if any(
        other is not number and agrees(claim, other.known, Fraction(1))
        for each in english(facts)
        for other in each.stated
    ):
        return None
    found: dict[Fraction, tuple[Fraction, Stated]] = {}
    for sheet in sheets(facts):
        told = _scale(facts, sheet)
        for row in sheet.table.rows:
            for column in numeric(sheet):
                cell = sheet.at(row, column)
                if cell is None or cell.unit.dimension == "ratio":
                    continue
                if any(
                    agrees(claim, cell, each)
                    for each in scales(facts, sheet, claim, cell)
                    if told in (None, each)
                ):
                    return None
                if (
                    told is not None
                    and any(_digits_of(claim, cell, told * wrong) for wrong in _WRONG)
                    and _called(sheet, row, words, claim, told)
                ):
                    found[cell.printed.value * told] = (told, cell)
    return next(iter(found.values())) if len(found) == 1 else None


def _digits_of(claim: Stated, cell: Stated, scale: Fraction) -> bool:
    """Whether a cell, told as fine as the claim and finer, has its digits."""
    return cell.printed.step * scale <= claim.printed.step and agrees(claim, cell, scale)


def _words(sentence: Sentence, number: Number) -> frozenset[str]:
    before = sentence.before(number).split()[-_BEHIND:]
    behind = sentence.after(number).split(",")[0].split()[:_BEHIND]
    return terms(" ".join((*before, ";", *behind)))


def _called(sheet: Sheet, row: Row, words: frozenset[str], claim: Stated, told: Fraction) -> bool:
    """Whether words name a row, or the table that it is the total of: by two of its words, or by all.

    One is enough for a figure of many digits, and for one that is many times what anything in the table is.
    """
    own = terms(row.label or row.name)
    if row.role is Role.TOTAL:
        own |= terms(sheet.table.caption or "")
    shared = len(own & words)
    if not shared or digits(claim) >= _TOLD:
        return shared > 0
    if digits(claim) > _LEAST and (shared >= _NAMED or own <= words):
        return True
    greatest = max(abs(each.printed.value) for each in sheet.values.values())
    return abs(claim.printed.value) > greatest * told * _BEYOND


@functools.lru_cache(maxsize=64)
def _scale(facts: Facts, sheet: Sheet) -> Fraction | None:
    """Return by what the cells of a table are to be multiplied, as is said of it or as the text that repeats them shows."""
    said = scale_of(facts, sheet)
    if said is not None:
        return said
    cells: Sequence[Stated] = [each for each in sheet.values.values() if digits(each) >= _TOLD]
    shown = {
        (scale, cell.printed.value)
        for sentence in english(facts)
        for each in sentence.stated
        if digits(each.known) >= _TOLD and each.dimension.startswith("measure:")
        for cell in cells
        for scale in scales(facts, sheet, each.known, cell)
        if agrees(each.known, cell, scale)
    }
    found = {scale for scale, _ in shown}
    return found.pop() if len(found) == 1 and len(shown) > 1 else None
