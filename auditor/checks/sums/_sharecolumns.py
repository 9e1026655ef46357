"""Columns of shares, each row of which is its amount over that of the row that prints 100 %."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.checks.common.relations import ONE, judged, near_ratio, quotient
from auditor.checks.common.tables import Sheet, header, is_rate, is_share, whole_of_shares

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, RuleInfo
    from auditor.report.model import Column

_LEARNED = 3
_LEARNED_BARE = 5


def shares(facts: Facts, info: RuleInfo, sheet: Sheet, columns: Sequence[Column]) -> Iterator[Outcome]:
    """Judge a column of shares: each row's amount over the amount of the total row."""
    for at, claim in enumerate(columns):
        if at and header(claim).strip() == "%":
            yield from _of_first(facts, info, sheet, claim, columns[at - 1])
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


def _of_first(facts: Facts, info: RuleInfo, sheet: Sheet, claim: Column, amount: Column) -> Iterator[Outcome]:
    """Judge a column headed % by the amounts beside it: most are shares of the one row above that has none, net sales."""
    pairs = [
        (share, part)
        for row in sheet.table.rows
        if (share := sheet.at(row, claim)) is not None and (part := sheet.at(row, amount)) is not None
        if share.unit.dimension == "ratio" and share.printed.value
    ]
    for row in sheet.table.rows:
        base = sheet.at(row, amount)
        if sheet.at(row, claim) is not None:
            return
        if base is None or base.printed.value <= 0:
            continue
        alike = [pair for pair in pairs if pair[1].unit.dimension == base.unit.dimension]
        kept = sum(1 for share, part in alike if near_ratio(share, part, base))
        if kept >= _LEARNED_BARE and (len(alike) - kept) * 3 <= kept:
            for share, part in alike:
                yield judged(facts, quotient(info, share, [(ONE, part)], [(ONE, base)]))
            return


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
