"""What is proposed before it is approved: 9 月 11 日提出调整方案，8 月 30 日批准. Stages of work have a check of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re

if TYPE_CHECKING:
    from auditor.report.blocks import Block, Occurrence

_PROPOSED = re.compile(
    r"^[^，,。；;、（()）：:]{0,24}?(?:提出|提请|上报|申报|报送|呈报|报请)[^，,。；;、（()）：:]{0,14}[，,]"
)
_APPROVED = re.compile(
    r"^[^，,。；;、：:]{0,24}?(?:审议)?(?:批准|批复|核准|审批(?:通过)?|审议通过|审定)(?:了|实施|同意)?(?=[，,。；;]|$)"
)
# What a report tells against the order it says so, and some is done before by its nature.
_AGAINST = re.compile(
    r"未批先|先行|提前|提早|补办|补批|补签|补报|才|倒[置签]|滞后|此前|之前|以前|早在|违规|试|前期|原|另|其中|分别|重新|再次|变更|修[订编改]|[一二三]期|[一二三两]批|首批|同类|不符|问题"
)
_REACH = 60


def out_of_order(block: Block, one: Occurrence, two: Occurrence) -> bool:
    """Whether what is told with the first of two dates of a sentence has to come before what is told with the second.

    Nothing but the proposal stands between the dates, and what was approved has no name of its own.
    """
    text = block.text
    between = re.sub(r"\s", "", text[one.span.end : two.span.start])
    behind = re.sub(r"\s", "", text[two.span.end : two.span.end + _REACH])
    start = max(text.rfind(mark, 0, one.span.start) for mark in "。；;") + 1
    sentence = re.split(r"[。；;]", text[start:])[0]
    told = _PROPOSED.fullmatch(between) is not None and _APPROVED.match(behind) is not None
    return told and not _AGAINST.search(sentence)
