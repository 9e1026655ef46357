"""Annexes that are reports of their own: 附件1 甲项目绩效自评报告, 附件2 乙项目绩效自评报告 each have a score and funds of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re

if TYPE_CHECKING:
    from collections.abc import Sequence

_REPORT = re.compile(r"附[件表录][一二三四五六七八九十0-9]{1,3}.{2,40}(?:自评|评价)(?:报告|表)")


def own_report(section: Sequence[str]) -> str:
    """Return the heading of the annexed report that a section lies in, or an empty text."""
    chapter = "".join(section[:1])
    return chapter if _REPORT.match(chapter) else ""
