"""Columns of shares, each row of which is its amount over that of the row that prints 100 %."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import ONE, Weighted, judged, near_ratio, quotient
from auditor.checks.common.slips import MEANT, digits
from auditor.checks.common.tables import Sheet, as_percent, header, is_rate, is_share, whole_of_shares

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, RuleInfo
    from auditor.report.model import Column, Row

ZERO = Fraction(0)
_LEARNED = 3
_LEARNED_BARE = 5
_MOST = 15
_PERCENT = re.compile(r"%|\bper ?cent|百分比", re.IGNORECASE)


def shares(facts: Facts, info: RuleInfo, sheet: Sheet, columns: Sequence[Column]) -> Iterator[Outcome]:
    """Judge a column of shares: each row's amount over the amount of the total row."""
    for at, claim in enumerate(columns):
        if at and header(claim).strip() in {"%", f"{header(columns[at - 1])} %"}:
            yield from _beside(facts, info, sheet, (columns[at - 1], claim), columns)
        if at and _PERCENT.search(header(claim)):
            yield from _in_groups(facts, info, sheet, (columns[at - 1], claim))
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
    facts: Facts, info: RuleInfo, sheet: Sheet, pair: tuple[Column, Column], columns: Sequence[Column]
) -> Iterator[Outcome]:
    """Judge shares by the amounts beside them: of one row of these amounts, of their sum, or of another amount of each row.

    What they are of is learned: that whole is meant over which most of them are right.
    """
    amount, claim = pair
    others = [each for each in columns if each is not amount and not is_rate(sheet, each)]
    rows = [
        (row, share, part)
        for row in sheet.table.rows
        if (share := sheet.at(row, claim)) is not None and (part := sheet.at(row, amount)) is not None
        if share.unit.dimension == "ratio" and share.printed.value and part.printed.value > 0
    ]
    # Shares of 100 % are of any whole.
    told = [each for each in rows if each[1].printed.value != 1]
    best: tuple[int, list[tuple[Stated, Stated, list[Weighted]]]] = (0, [])
    for bases in _wholes(sheet, amount, others, [row for row, _, _ in told]):
        held = [
            (share, part, base)
            for (_, share, part), base in zip(told, bases, strict=True)
            if base and sum((value.printed.value for _, value in base), ZERO) > 0
        ]
        kept = sum(1 for share, part, base in held if _right(share, part, base))
        sure = kept >= _LEARNED_BARE and (len(held) - kept) * 3 <= kept
        if (sure or (kept >= _LEARNED - 1 and len(held) == kept + 1 and _exact(held))) and kept > best[0]:
            best = kept, held
    for share, part, base in best[1]:
        yield judged(facts, quotient(info, share, [(ONE, part)], base))


def _in_groups(facts: Facts, info: RuleInfo, sheet: Sheet, pair: tuple[Column, Column]) -> Iterator[Outcome]:
    """Judge the shares of groups of rows that each make up the same whole: men and women, then the ages, then the schools.

    Where two groups add up to one number and to 100 %, a group that adds up to one of the two has a wrong cell.
    """
    rows = [
        (as_percent(share, "%"), part)
        for row in sheet.table.rows
        if (share := sheet.at(row, pair[1])) is not None and (part := sheet.at(row, pair[0])) is not None
    ]
    if len(rows) < 2 * _LEARNED or any(share.unit.dimension != "ratio" for share, _ in rows):
        return
    sound: dict[Fraction, list[list[Weighted]]] = {}
    broken: list[tuple[int, int]] = []
    at = 0
    while at < len(rows):
        end = _group(rows, at, None)
        if end:
            parts = [(ONE, part) for _, part in rows[at:end]]
            sound.setdefault(sum((part.printed.value for _, part in parts), ZERO), []).append(parts)
            at = end
            continue
        broken.append((at, at))
        at += 1
    for whole, groups in sound.items():
        if len(groups) < _LEARNED - 1:
            continue
        for start, _ in broken:
            end = _group(rows, start, whole)
            wrong = [each for each in rows[start:end] if not _right(*each, groups[0])]
            if (
                end
                and len(wrong) == 1
                and all(_right(*each, groups[0]) for each in rows[start + 1 : end] if each not in wrong)
            ):
                yield judged(facts, quotient(info, wrong[0][0], [(ONE, wrong[0][1])], groups[0]))


def _group(rows: Sequence[tuple[Stated, Stated]], start: int, whole: Fraction | None) -> int:
    """Return where the group ends that begins with a row: its shares are right and make 100 %, or its parts the whole."""
    share = total = ZERO
    for end in range(start, min(start + _MOST, len(rows))):
        share += rows[end][0].printed.value
        total += rows[end][1].printed.value
        size = end + 1 - start
        if size < _LEARNED - 1:
            continue
        if whole is not None and (total == whole or abs(share - 1) <= rows[end][0].printed.step * size / 2):
            return end + 1
        base = [(ONE, part) for _, part in rows[start : end + 1]]
        if whole is None and total and all(_right(*each, base) for each in rows[start : end + 1]):
            return end + 1
    return 0


def _wholes(
    sheet: Sheet, amount: Column, others: Sequence[Column], rows: Sequence[Row]
) -> Iterator[list[list[Weighted]]]:
    """Iterate over what shares may be of, a whole for each row."""
    for row in sheet.table.rows:
        if row not in rows and (base := sheet.at(row, amount)) is not None:
            yield [[(ONE, base)]] * len(rows)
    if len(rows) > 1:
        parts = [(ONE, part) for row in rows if (part := sheet.at(row, amount)) is not None]
        yield [parts] * len(rows)
    for other in others:
        cells = [sheet.at(row, other) for row in rows]
        yield [[(ONE, cell)] if cell is not None else [] for cell in cells]


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
