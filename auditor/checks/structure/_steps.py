"""Steps that follow each other by their nature: what is proposed is approved, what is approved is begun, what is finished is accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re

if TYPE_CHECKING:
    from auditor.report.blocks import Block, Occurrence

_APPROVED = r"(?:审议)?(?:批准|批复|核准|审批(?:通过)?|审议通过|审定)"
_BEGUN = r"(?:正式)?(?:开工|动工|启动(?:施工|建设|实施)|开始(?:施工|建设|实施)|进场施工)"
_STEPS = tuple(
    (re.compile(rf"^[^，,。；;、（()）：:]{{0,24}}?{first}[^，,。；;、（()）：:]{{0,14}}[，,]"), re.compile(rf"^[^，,。；;、：:]{{0,24}}?{then}(?:了|实施|建设)?(?=[，,。；;]|$)"))
    for first, then in (
        (r"(?:提出|提请|上报|申报|报送|呈报|报请)", _APPROVED),
        (_APPROVED, _BEGUN),
        (r"(?:发布|公布)(?:招标|采购)公告", r"(?:公开)?(?:开标|评标|中标|定标)"),
        (r"(?:公开)?(?:开标|评标|中标|定标)", r"签订(?:了)?(?:施工|采购|服务)?合同"),
        (r"(?:竣工|完工)", r"(?:通过|完成|组织)?(?:竣工)?验收"),
    )
)  # fmt: skip
# What a report tells against the order it says so: 未批先建, 补办, and some is done before by its nature.
_AGAINST = re.compile(
    r"未批|先行|提前|提早|补办|补批|补签|才|倒[置签]|滞后|此前|之前|以前|早在|违规|试|前期|原|另|其中|分别|重新|再次|变更|修[订编改]|[一二三]期|[一二三两]批|首批|同类|不符|问题"
)


def out_of_order(block: Block, one: Occurrence, two: Occurrence) -> bool:
    """Whether the step told with the first of two dates of a sentence comes, by its nature, before that told with the second.

    Nothing but the first step stands between the dates, and the second names nothing of its own.
    """
    text = block.text
    between = re.sub(r"\s", "", text[one.span.end : two.span.start])
    behind = re.sub(r"\s", "", text[two.span.end : two.span.end + 60])
    start = max(text.rfind(mark, 0, one.span.start) for mark in "。；;") + 1
    sentence = re.split(r"[。；;]", text[start:])[0]
    if _AGAINST.search(sentence):
        return False
    return any(first.fullmatch(between) and then.match(behind) for first, then in _STEPS)
