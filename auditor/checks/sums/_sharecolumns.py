"""Columns of shares, each row of which is its amount over that of the row that prints 100 %."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import counted, is_english
from auditor.checks.common.numbers import Stated, stated_of
from auditor.checks.common.relations import ONE, Weighted, compared, judged, near_ratio, quotient
from auditor.checks.common.slips import MEANT, digits, slip
from auditor.checks.common.tables import Sheet, header, is_rate, is_share, whole_of_shares
from auditor.language import tree
from auditor.numbers import round_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, RuleInfo
    from auditor.report.model import Column, Row

ZERO = Fraction(0)
_LEARNED = 3
_LEARNED_BARE = 5
_PERCENT = re.compile(r"%|\b(?:per ?cent|percentage|share|proportion)|百分比", re.IGNORECASE)
_CHANGE = re.compile(
    r"change|growth|increase|decrease|points|vs|variance|over|under|margin|rate", re.IGNORECASE
)
_BASE = re.compile(r"(?:\bbase|\b[Nn]\b|\bsample(?: size)?)\s*(?:[:=]|of|was|is)?\s*(?:[a-z]+ ){0,4}$")


def shares(facts: Facts, info: RuleInfo, sheet: Sheet, columns: Sequence[Column]) -> Iterator[Outcome]:
    """Judge a column of shares: each row's amount over the amount of the total row."""
    english = is_english(facts)
    for at, claim in enumerate(columns):
        headed = english and _PERCENT.search(header(claim)) and not _CHANGE.search(header(claim))
        if headed or _own(columns, at):
            yield from _beside(facts, info, sheet, claim, columns)
        if headed:
            yield from _named(facts, info, sheet, claim, columns)
        whole = whole_of_shares(sheet, claim) if is_share(claim) else None
        if (whole is None or sheet.at(whole, claim) is None) and is_share(claim):
            yield from _grouped(facts, info, sheet, claim, columns)
        if whole is None:
            continue
        # Of budget and outturn that column is meant that most shares are of.
        best: tuple[int, list[tuple[Stated, Stated]], Stated | None] = (1, [], None)
        for amount in columns:
            base = sheet.at(whole, amount)
            if amount is claim or is_rate(sheet, amount) or base is None or base.printed.value == 0:
                continue
            rows = [
                (share, part)
                for row in sheet.table.rows
                if (share := sheet.at(row, claim)) is not None and (part := sheet.at(row, amount)) is not None
                if share.unit.dimension == "ratio"
                and part.unit.dimension == base.unit.dimension
                and row is not whole
            ]
            kept = sum(1 for pair in rows if near_ratio(pair[0], pair[1], base))
            if kept > best[0]:
                best = (kept, rows, base)
        kept, rows, base = best
        # A total of 100 % says by itself what the shares are of.
        own = sheet.at(whole, claim)
        most = 2 if own is not None and own.printed.value == 1 else 3
        if base is not None and (len(rows) - kept) * most <= kept:
            for share, part in rows:
                yield judged(facts, quotient(info, share, [(ONE, part)], [(ONE, base)]))


def _beside(
    facts: Facts, info: RuleInfo, sheet: Sheet, claim: Column, columns: Sequence[Column]
) -> Iterator[Outcome]:
    """Judge shares by amounts: of one row of these, of their sum, of what the caption names, or of another amount of each row.

    What they are of is learned: that whole is meant over which most of them are right.
    """
    at = columns.index(claim)
    near = columns[at - 1 : at] if _own(columns, at) else columns
    amounts = [each for each in near if each is not claim and not _PERCENT.search(header(each))]
    best: tuple[int, list[tuple[Stated, Stated, list[Weighted]]], list[tuple[Stated, Stated]]] = (0, [], [])
    for amount in amounts:
        if is_rate(sheet, amount):
            continue
        rows = [
            (row, share, counted(part))
            for row in sheet.table.rows
            if (share := sheet.at(row, claim)) is not None and (part := sheet.at(row, amount)) is not None
            if share.unit.dimension == "ratio" and share.printed.value and part.printed.value > 0
        ]
        # Shares of 100 % are of any whole.
        told = [each for each in rows if each[1].printed.value != 1]
        others = columns if _own(columns, at) else ()
        for bases, sure in _wholes(facts, sheet, (amount, claim), others, [row for row, _, _ in told]):
            held = [
                (share, part, base)
                for (_, share, part), base in zip(told, bases, strict=True)
                if base and sum((value.printed.value for _, value in base), ZERO) > 0
            ]
            kept = sum(1 for share, part, base in held if _right(share, part, base))
            broken = len(held) - kept
            learned = kept >= _LEARNED_BARE and broken * 3 <= kept
            learned = learned or (sure and kept >= max(_LEARNED - 1, broken * 2))
            if (learned or (kept >= _LEARNED - 1 and broken == 1 and _exact(held))) and kept > best[0]:
                best = kept, held, [(share, part) for _, share, part in rows]
    for share, part, base in best[1]:
        if _right(share, part, base) or _meant(share, part, base, best[2]):
            yield judged(facts, quotient(info, share, [(ONE, part)], base))


def _meant(
    share: Stated, part: Stated, base: Sequence[Weighted], rows: Sequence[tuple[Stated, Stated]]
) -> bool:
    """Whether a share that is not right was meant to be of a whole: a slip, or right over what it is no part of.

    Of the women, those under 30, below the row of the women: their share is one of a part. Far from what it should be,
    it may be of a part that is not printed. Where all rows add up to the whole, there are no parts of parts.
    """
    whole = sum((value.printed.value for _, value in base), ZERO)
    if whole == sum((other.printed.value for one, other in rows if one.printed.value != 1), ZERO):
        return True
    should = round_to(part.printed.value / whole, share.printed.step)
    at = next(place for place, row in enumerate(rows) if row[1] is part)
    over = [
        place
        for place, (_, other) in enumerate(rows)
        if other is not part and _right(share, part, [(ONE, other)])
    ]
    for above in over:
        between = rows[above + 1 : at] if above < at else []
        if above < at and all(_right(*each, [(ONE, rows[above][1])]) for each in between):
            return False
    close = abs(should - share.printed.value) * 3 <= share.printed.value
    return close or bool(over) or slip(share, should) in {"digit", "swap", "shift"}


def _own(columns: Sequence[Column], at: int) -> bool:
    """Whether a column of shares says by its head that it is of the amounts just before it."""
    return at > 0 and header(columns[at]).strip() in {"%", f"{header(columns[at - 1])} %"}


def _wholes(
    facts: Facts, sheet: Sheet, pair: tuple[Column, Column], others: Sequence[Column], rows: Sequence[Row]
) -> Iterator[tuple[list[list[Weighted]], bool]]:
    """Iterate over what shares may be of, a whole for each row, and whether a total or a caption calls it the whole."""
    amount, claim = pair
    whole = whole_of_shares(sheet, claim)
    for row in sheet.table.rows:
        if row not in rows and (base := sheet.at(row, amount)) is not None:
            yield [[(ONE, counted(base))]] * len(rows), row is whole
    for told in _bases(facts, sheet):
        yield [[(ONE, counted(told))]] * len(rows), True
    if len(rows) > 1 and others:
        parts = [(ONE, counted(part)) for row in rows if (part := sheet.at(row, amount)) is not None]
        yield [parts] * len(rows), False
    for other in (each for each in others if each is not amount and not is_rate(sheet, each)):
        cells = [sheet.at(row, other) for row in rows]
        yield [[(ONE, counted(cell))] if cell is not None else [] for cell in cells], False


def _bases(facts: Facts, sheet: Sheet) -> Iterator[Stated]:
    """Iterate over what the caption, or a line above or below a table, calls its base: (n = 1,147), base: 401 users."""
    index = sheet.block.index if sheet.block is not None else 0
    for block in facts.report.blocks[max(0, index - 3) : index + 2]:
        for item in () if block.table else block.occurrences:
            if item.key and _BASE.search(block.text[max(0, item.span.start - 40) : item.span.start]):
                figure = facts.report.figures[item.key]
                base = stated_of(facts, figure, figure.mentions[0])
                if base is not None and base.unit.dimension == "number" and base.printed.value > 1:
                    yield base


def _named(
    facts: Facts, info: RuleInfo, sheet: Sheet, claim: Column, columns: Sequence[Column]
) -> Iterator[Outcome]:
    """Judge the base that a caption names by the total of the counts whose shares a column tells."""
    whole, named = whole_of_shares(sheet, claim), list(_bases(facts, sheet))
    for amount in columns if whole is not None and len(named) == 1 else ():
        total = sheet.at(whole, amount) if whole is not None else None
        if total is not None and total.unit.dimension == "number" and not is_rate(sheet, amount):
            yield judged(facts, compared(info, named[0], tree.Relation.EQUAL, total))


def _right(share: Stated, part: Stated, base: Sequence[Weighted]) -> bool:
    whole = sum((value.printed.value for _, value in base), ZERO)
    return abs(part.printed.value / whole - share.printed.value) * 2 <= share.printed.step


def _exact(held: Sequence[tuple[Stated, Stated, list[Weighted]]]) -> bool:
    """Whether the shares that are right have so many digits that chance hardly explains them."""
    return sum(digits(share) for share, part, base in held if _right(share, part, base)) > MEANT


def _grouped(
    facts: Facts, info: RuleInfo, sheet: Sheet, claim: Column, columns: Sequence[Column]
) -> Iterator[Outcome]:
    """Judge shares that are of several wholes: the rows above each that prints 100 % are of it."""
    at = columns.index(claim)
    amount = next((each for each in reversed(columns[:at]) if not is_rate(sheet, each)), None)
    if amount is None:
        return
    own: list[tuple[Stated, Stated]] = []
    for row in sheet.table.rows:
        share, part = sheet.at(row, claim), sheet.at(row, amount)
        if share is None or part is None or share.unit.dimension != "ratio":
            continue
        if share.printed.value != 1:
            own.append((share, part))
            continue
        kept = sum(1 for pair in own if near_ratio(*pair, part)) if part.printed.value else 0
        if kept >= _LEARNED and (len(own) - kept) * 3 <= kept:
            for one, two in own:
                yield judged(facts, quotient(info, one, [(ONE, two)], [(ONE, part)]))
        own = []
