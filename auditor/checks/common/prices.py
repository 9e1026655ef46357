"""Bare cells as amounts: below a head that prints so much for each, 单位造价（万元/公里） 53.60, and to the fen in tables without a unit."""

from __future__ import annotations

import functools
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.numbers import interval_of, unit_of
from auditor.report.blocks import BlockKind

if TYPE_CHECKING:
    from auditor.checks.common.numbers import Number, Stated
    from auditor.evaluation.facts import Facts
    from auditor.numbers import Unit
    from auditor.report.model import Table

_HEAD = re.compile(r"[（(](?P<unit>[亿万千]?元)\s*[/／]\s*[一-龥]{1,4}[）)]$")
_TOLD = re.compile(r"单位|每|均|价|成本|[/／]")
_ALL_IN_YUAN = re.compile(r"(?:金额|货币)单位(?:均)?[为是：:]?\s*(?:人民币)?元(?![/／])")
_CHINESE = re.compile("[一-龥]")
_BEHIND = 4
_FEN, _LARGE = Fraction(1, 100), 10**6


def priced_like(number: Number, head: str, value: Stated) -> Stated | None:
    """Return a cell as an amount where its head prints one for each and the words of a number tell one."""
    found = _HEAD.search(head)
    if found is None or value.unit.dimension != "number" or number.dimension != "money":
        return None
    if not _TOLD.search(f"{_sentences(number)}|{number.after[:_BEHIND]}"):
        return None
    return of_unit(value, unit_of(found["unit"]))


def of_unit(value: Stated, unit: Unit) -> Stated:
    """Return a bare number as one of a unit."""
    amount, step = value.printed.value * unit.factor, value.printed.step * unit.factor
    printed = attrs.evolve(
        value.printed, unit=unit, value=amount, step=step, interval=interval_of(amount, step)
    )
    return attrs.evolve(value, printed=printed)


def in_yuan(
    facts: Facts, table: Table, values: dict[tuple[str, str], Stated]
) -> dict[tuple[str, str], Stated]:
    """Return values with the bare amounts to the fen as yuan: 742,318,905.66 in an annual report whose first page says so once."""
    if not _said_in_yuan(facts):
        return values
    for column in table.columns:
        own = {place: value for place, value in values.items() if place[1] == column.name}
        fen = {place: value for place, value in own.items() if _to_the_fen(value)}
        large = {place: value for place, value in fen.items() if abs(value.printed.value) >= _LARGE}
        if large and (_CHINESE.search(column.name) or any(_CHINESE.search(row) for row, _ in large)):
            # Among rates and earnings a share the large ones alone are amounts for sure.
            found = fen if len(fen) == len(own) else large
            values |= {place: of_unit(value, unit_of("元")) for place, value in found.items()}
    return values


@functools.lru_cache(maxsize=4)
def _said_in_yuan(facts: Facts) -> bool:
    """Whether running text says of all tables that they are in yuan."""
    return any(
        block.kind in {BlockKind.PARAGRAPH, BlockKind.NOTE, BlockKind.LIST}
        and _ALL_IN_YUAN.search(block.text)
        for block in facts.report.blocks
    )


def _to_the_fen(value: Stated) -> bool:
    return value.unit.dimension == "number" and value.printed.step == _FEN


def _sentences(number: Number) -> str:
    """Return the words since the full stop before a number: the half behind a semicolon goes on what the first one compares."""
    return number.block.text[: number.occurrence.span.start].rpartition("。")[2]
