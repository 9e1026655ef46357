"""Third parts that stand in a column which most rows of a table leave empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from auditor.checks.common.numbers import Stated


def made_up(
    near: Sequence[bool], lacks: Sequence[Fraction], beside: Sequence[Sequence[Stated | None]]
) -> list[bool]:
    """Return of every row whether another column, empty wherever the sum is kept, holds just what the sum lacks."""
    kept = [(others, abs(lack)) for others, lack, holds in zip(beside, lacks, near, strict=True) if holds]
    seldom = [
        index
        for index in range(len(beside[0]))
        # An endowment of 1 beside thousands is within rounding: such rows seem to keep the sum of two funds.
        if all(
            (cell := others[index]) is None
            or abs(cell.printed.value) == lack
            or abs(cell.printed.value) <= cell.printed.step
            for others, lack in kept
        )
    ]
    return [
        lack != 0
        and any(
            (cell := others[index]) is not None and abs(cell.printed.value) == abs(lack) for index in seldom
        )
        for lack, others in zip(lacks, beside, strict=True)
    ]


def told_otherwise(near: Sequence[bool], beside: Sequence[Sequence[Stated | None]]) -> list[bool]:
    """Return of every row that breaks a rate whether a column that is empty or nought wherever the rate holds has a value there.

    累计投入占预算 is 期末余额 over 预算数 until something is 转入固定资产, and goes on without it.
    """

    def empty(cell: Stated | None) -> bool:
        return cell is None or cell.printed.value == 0

    holding = [others for others, holds in zip(beside, near, strict=True) if holds]
    seldom = [
        index
        for index in range(len(beside[0]) if beside else 0)
        if all(empty(others[index]) for others in holding)
    ]
    return [
        not holds and any(not empty(others[index]) for index in seldom)
        for others, holds in zip(beside, near, strict=True)
    ]
