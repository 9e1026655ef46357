"""Cells below a head that prints a unit of so much for each: 单位造价（万元/公里） 53.60, of which the text tells 53.60 万元."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.numbers import interval_of, unit_of

if TYPE_CHECKING:
    from auditor.checks.common.numbers import Number, Stated

_HEAD = re.compile(r"[（(](?P<unit>[亿万千]?元)\s*[/／]\s*[一-龥]{1,4}[）)]$")
_TOLD = re.compile(r"单位|每|均|价|成本|[/／]")
_BEHIND = 4


def priced_like(number: Number, head: str, value: Stated) -> Stated | None:
    """Return a cell as an amount where its head prints one for each and the words of a number tell one."""
    found = _HEAD.search(head)
    if found is None or value.unit.dimension != "number" or number.dimension != "money":
        return None
    if not _TOLD.search(f"{_sentences(number)}|{number.after[:_BEHIND]}"):
        return None
    unit = unit_of(found["unit"])
    numeral = value.printed.numeral
    amount, step = numeral.value * unit.factor, numeral.step * unit.factor
    printed = attrs.evolve(
        value.printed, unit=unit, value=amount, step=step, interval=interval_of(amount, step)
    )
    return attrs.evolve(value, printed=printed)


def _sentences(number: Number) -> str:
    """Return the words since the full stop before a number: the half behind a semicolon goes on what the first one compares."""
    return number.block.text[: number.occurrence.span.start].rpartition("。")[2]
