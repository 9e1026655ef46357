"""A part that is said to be more than all of its whole: 公务接待费支出 3.85 万元，占“三公”经费支出的 193.2%."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import evidence_at, said

if TYPE_CHECKING:
    from auditor.checks.common.wholes import Pair
    from auditor.evaluation.relations import Outcome, RuleInfo

# What is spent may be more than a budget, a plan or the income of the year, and debts or trade more than a product.
_OF_ALL = re.compile(r"(?:支出(?:总额|合计|总数|总计)?|总[数量额]|总人数|总户数|总面积|总支出|总件数)$")
_OTHER = re.compile(
    r"计划|任务|目标|年初|上年|去年|同期|限额|标准|编制|设计|概算|估算|(?<!一般公共)(?<!基金)(?<!经营)(?<!财政)预算|应|核定|批复|合同|中标|到位|下达"
)

_MUCH = 2
"""What is bought may be paid out of more than one kind of 支出, but not be several times as much."""


def overfull(info: RuleInfo, pair: Pair) -> Outcome | None:
    """Return what is said of a share above 100 % of a whole that its part belongs to, None for any other."""
    share, part, whole = pair
    words = re.sub(r"\s|的(?:比[重例])?$", "", whole)
    if share.known.printed.value <= 1 or not _OF_ALL.search(words) or _OTHER.search(words):
        return None
    if "支出" in words and "支出" not in (part.name or part.clause) and share.known.printed.value <= _MUCH:
        return None
    text = share.occurrence.text
    zh, en = f"占{words}的比重写 {text}，部分不会超过全部", f"{text} of a whole is more than all of it"
    return said(
        info,
        zh,
        en,
        [evidence_at(share.block, share.occurrence), evidence_at(part.block, part.occurrence, "part")],
    )
