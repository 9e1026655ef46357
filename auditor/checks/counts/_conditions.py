"""What a condition asks of a column: 执行率低于 90%, 得分在 80 分及以上."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.checks.common.saidwords import measure, words_said
from auditor.checks.common.tables import header, plain

if TYPE_CHECKING:
    from auditor.report.model import Column

OP = r"(?P<op>不低于|不高于|不少于|不超过|低于|高于|超过|不足|不到|未达到?|大于|小于|少于|多于|达到|在)?"
LESS = frozenset({"低于", "不足", "不到", "未达", "未达到", "小于", "少于", "不高于", "不超过"})
MORE = frozenset({"高于", "超过", "大于", "多于", "不低于", "不少于", "达到"})
WITH = frozenset({"不低于", "不少于", "不高于", "不超过"})


def way_of(op: str, end: str) -> int:
    """Return -1 where what is less is meant, +1 where what is more is, 0 where the words do not say."""
    if op in LESS or end in {"以下", "及以下", "以内"}:
        return -1
    return 1 if op in MORE or end.endswith("以上") else 0


def is_head(column: Column, said_head: str) -> bool:
    """Whether words are those that head a column."""
    head, told = measure(header(column)), words_said(plain(said_head))
    return len(told) > 1 and (head == told or (len(told) > 2 and head.endswith(told)))  # noqa: PLR2004 - 得分 ends too many
