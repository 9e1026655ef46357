"""Gaps of rounding in the text output: proved one by one while they are few, a line each where they are many."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.api import check
from auditor.readers.text import read
from auditor.renderings import text

if TYPE_CHECKING:
    from auditor.findings import Audit


def table(gaps: int) -> Audit:
    """Return the audit of a table whose rows add up, but for so many that miss by a last place."""
    rows = []
    for at in range(60):
        one, two = 1200 + 37 * at, 845 + 53 * at
        total = one + two + (at < gaps)
        rows.append(f"项目{at + 101} | {one / 100:.2f} | {two / 100:.2f} | {total / 100:.2f} |")
    lines = ["一、情况", "表1 资金安排（万元）", "项目 | 中央 | 地方 | 合计 |", *rows]
    return check(read(("\n".join(lines) + "\n").encode(), "a.txt"))


@pytest.mark.parametrize(("gaps", "brief"), [(5, False), (20, True)])
def test_many_gaps_take_a_line_each(gaps: int, brief: bool) -> None:
    audit = table(gaps)
    shown = text.render([audit], "zh").splitlines()
    found = [at for at, line in enumerate(shown) if "[提示]" in line and "资金安排" in line]
    assert len(found) == len(audit.open) >= gaps
    # Nothing is lost: every gap has its headline and the name by which it is explained.
    assert all(each.id in "\n".join(shown) for each in audit.open)
    assert (found == list(range(found[0], found[0] + len(found)))) is brief
