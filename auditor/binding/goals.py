"""Headings that goals stand under: what was to be reached, and no outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re

if TYPE_CHECKING:
    from collections.abc import Sequence

_GOALS = re.compile(
    r"(?:目标|任务|目标设定|目标情况|目标内容|任务情况|工作计划|工作打算|下一步(?:工作|措施|打算)?)$"
)
_TARGETS = ("目标值", "标杆值", "指标值")


def of_goals(section: Sequence[str], key: str) -> bool:
    """Whether an outcome called `key` cannot stand under these headings: 预算执行率 100% in 年度绩效目标 is what was aimed at."""
    return bool(section) and _GOALS.search(section[-1].strip()) is not None and not key.endswith(_TARGETS)
