"""Drafts whose lines were cut, joined, repeated or lost are read, and nothing in them is lost or misplaced."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import example, given, settings
from hypothesis import strategies as st

from auditor.readers.text import read
from tests.extraction.test_places import misplaced, silent

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2]
DRAFTS = sorted((ROOT / "benchmarks" / "documents").glob("*_planted*.txt"))
LONGEST = 120


def _dropped(lines: list[str], at: int, _: int) -> list[str]:
    return lines[:at] + lines[at + 1 :]


def _repeated(lines: list[str], at: int, _: int) -> list[str]:
    return [*lines[: at + 1], *lines[at:]]


def _swapped(lines: list[str], at: int, other: int) -> list[str]:
    changed = list(lines)
    changed[at], changed[other] = changed[other], changed[at]
    return changed


def _cut(lines: list[str], at: int, other: int) -> list[str]:
    return [*lines[:at], lines[at][: other % (len(lines[at]) + 1)], *lines[at + 1 :]]


def _joined(lines: list[str], at: int, other: int) -> list[str]:
    return [*lines[:at], f"{lines[at]}   {lines[other]}", *lines[at + 1 :]]


def _without_a_piece(lines: list[str], at: int, other: int) -> list[str]:
    words = lines[at].split()
    kept = words[: other % (len(words) + 1)] + words[other % (len(words) + 1) + 1 :]
    return [*lines[:at], "   ".join(kept), *lines[at + 1 :]]


EDITS: tuple[Callable[[list[str], int, int], list[str]], ...] = (
    _dropped,
    _repeated,
    _swapped,
    _cut,
    _joined,
    _without_a_piece,
)


@st.composite
def mangled(draw: st.DrawFn) -> str:
    """Return a stretch of a draft with some of its lines changed."""
    lines = draw(st.sampled_from(DRAFTS)).read_text(encoding="utf-8").split("\n")
    start = draw(st.integers(0, max(0, len(lines) - LONGEST)))
    lines = lines[start : start + draw(st.integers(20, LONGEST))]
    for _ in range(draw(st.integers(1, 8))):
        at, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        lines = draw(st.sampled_from(EDITS))(lines, at, other)
    return "\n".join(["报告", *lines])


CUT_STACKS = "报告\n\n基金收入\n\n基金支出\n\n2023 年\n68.42\n\n2022 年\n63.57\n\n增长%\n7.6\n\n2023 年\n55.87\n\n2022 年\n51.24\n\n增长%\n9.0\n\n当期结\n存\n12.55   基金收入\n\n上年末累\n计结存\n83.76\n\n年末累计\n结存\n96.31\n\n41.05\n38.16\n\n7.6\n\n33.74\n\n30.42\n\n10.9\n\n7.31\n\n52.18"  # fmt: skip


@example(CUT_STACKS, "draft.txt")
@settings(max_examples=80, deadline=None)
@given(mangled(), st.sampled_from(["draft.txt", "draft.layout.txt"]))
def test_any_lines_are_read(text: str, name: str) -> None:
    """However lines were mangled, a draft is read; each number stands where it says, and none is passed over."""
    report = read(text.encode(), name)
    assert misplaced(report, text) == []
    assert silent(report, text) == []
