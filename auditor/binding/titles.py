"""What a reader calls the figures of a pack: words in the place of dotted keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re

if TYPE_CHECKING:
    from collections.abc import Mapping

_CODE = re.compile(r"[A-Z][0-9]*")
_SURVEY = re.compile(r"问卷[0-9]*|survey[0-9]*")
_NUMBERED = {"表号", "附件号"}
_BRACKETED = frozenset({"项目数"})
_WHOLE = frozenset({"合计", "总计"})


def title_of(key: str, names: Mapping[str, str]) -> str:
    """Return the label of the figure `key`; `names` gives what the draft calls its concepts, by their key.

    C43.业绩值 is 「C43 印章备案部门覆盖率 业绩值」 where the draft names C43, 支出.项目支出.年初预算数 is
    项目支出年初预算数, 表号.得分情况表 is 得分情况表的表号, 问卷1.平台看法.选项1 is 问卷1 平台看法 选项1.
    """
    first, *rest = key.split(".")
    if not rest:
        return key
    if _SURVEY.fullmatch(first):
        # The place says which annex: the long title of a questionnaire would only be repeated.
        return " ".join((first, *rest))
    if _CODE.fullmatch(first):
        name = names.get(first, "")
        return " ".join(part for part in (first, name, *rest) if part)
    if first in _NUMBERED and len(rest) == 1:
        return f"{rest[0]}的{first}"
    if first == "标题" and len(rest) == 2:  # noqa: PLR2004 - chapter and count
        return f"“{rest[0]}”第{rest[1]}个标题的序号"
    if first in _BRACKETED and len(rest) == 1:
        return f"{first}（{rest[0]}）"
    if rest[0] == "分述":
        return f"{first}（分述）"
    if first == "基础表号":
        return f"所引基础表的表号（{rest[0]}）"
    if first == "工作进程" and len(rest) == 2:  # noqa: PLR2004 - phase and end
        return f"工作进程“{rest[0]}”的{rest[1]}{'日期' if rest[1] in {'开始', '结束'} else ''}"
    if len(rest) > 1 and rest[0] not in _WHOLE:
        return "".join(rest)
    return first + "".join(rest)
