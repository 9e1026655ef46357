"""What two numbers beside each other say together: the ends of a range, a list with one unit, a ratio."""

# ruff: noqa: RUF001 - the look-alikes are the very characters that reports print
from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.report.blocks import NumberKind

if TYPE_CHECKING:
    from auditor.extraction.numbers.found import Found

_NEAR = 4
_WIDEST_GAP = 24
_ALL = 100
OPERATORS = frozenset("=×*÷+")
"""What stands between the numbers of a formula."""
_INCLUSIVE = r"(?:[（(][^（）()]{0,3}含[^（）()]{0,3}[)）]\s*)?"
_RANGE = re.compile(rf"\s*{_INCLUSIVE}(?:-|—+|–|~|至|到)\s*")
_LIST = re.compile(r"\s*(?:、|和|及|与|以及|,|，|/|and|or)\s*")
_RATIO = re.compile(r"\s*[:：∶]\s*")


def ranges_and_lists(folded: str, found: list[Found]) -> list[Found]:
    """Mark the ends of ranges, and lend the unit of a list's last number to those before it."""
    for at in range(len(found) - 2, -1, -1):
        low, high = found[at], found[at + 1]
        if NumberKind.FIGURE is not low.kind or NumberKind.FIGURE is not high.kind:
            continue
        gap = folded[max(low.end, low.unit_end) : high.start]
        if len(gap) > _WIDEST_GAP:
            continue
        if _RANGE.fullmatch(gap) and not (
            _minus(folded, low.start, high.end, gap) or _reached(low, high, gap)
        ):
            unit, lent = (low.unit, low.unit_lent) if low.unit else (high.unit, bool(high.unit))
            found[at] = attrs.evolve(low, unit=unit, unit_lent=lent, range="low")
            found[at + 1] = attrs.evolve(high, range="high")
        elif not low.unit and high.unit and not high.sign_word and _LIST.fullmatch(gap):
            if high.unit == "%" and _both_ways(folded, low, high, gap):
                continue
            found[at] = attrs.evolve(low, unit=high.unit, unit_lent=True)
        elif _RATIO.fullmatch(gap) and not low.unit:
            found[at] = attrs.evolve(low, reason=low.reason or "ratio")
            found[at + 1] = attrs.evolve(high, reason=high.reason or "ratio")
    return found


def _both_ways(folded: str, low: Found, high: Found, gap: str) -> bool:
    """Whether a count and a share stand beside each other and are no two shares: a rise of 2,700 or 1.0%; (587, 47.11%)."""
    one, two = folded[low.start : low.end], folded[high.start : high.end].rstrip("%")
    unlike = "," in one or ("." in two) is not ("." in one)
    if gap.strip() == "or":
        # a reduction of 23.6 or 1.6%: two shares would be told the lower one first
        falls = (
            low.numeral is not None and high.numeral is not None and low.numeral.value > high.numeral.value
        )
        return unlike or falls
    beyond = (
        low.numeral is not None
        and high.numeral is not None
        and low.numeral.value >= _ALL >= high.numeral.value
    )
    bracketed = folded[: low.start].endswith(("(", "（")) and folded[high.unit_end :].startswith((")", "）"))
    return gap.strip() in {",", "and"} and unlike and (beyond or bracketed)


def _reached(low: Found, high: Found, gap: str) -> bool:
    """Whether 下降 70% 至 1,347.5 亿元, 提升 1.1 个百分点至 48.2% tell by how much and what to, and no range: their units differ."""
    own = low.unit and high.unit and not (low.unit_lent or high.unit_lent)
    moved = low.unit in {"%", "‰"} or low.unit.endswith("百分点")
    return bool(own) and gap.strip() in {"至", "到"} and moved and high.unit != low.unit


def _minus(folded: str, start: int, end: int, gap: str) -> bool:
    """Whether a dash between two numbers is a minus: they stand in a formula, or 由 x 到 y tells a change."""
    if gap.strip() in {"至", "到"}:
        return folded[max(0, start - _NEAR) : start].rstrip().endswith(("由", "从"))
    around = folded[max(0, start - 12) : start] + folded[end : end + 12]
    return (
        "-" in gap
        and bool(OPERATORS & set(re.split(r"[，。；、]", around)[0] + around[-3:]))
        and "=" in around
    )
