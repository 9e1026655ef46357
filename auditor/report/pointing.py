"""Words that point to what was told before: 该项得分, 其支出. What they name is another thing in every paragraph."""

from __future__ import annotations

import functools

from auditor import patterns as re

_POINTING = re.compile(
    r"^(?:以?[上前]述|(?:以上|[两二三四五六七八九十]|前|后)者|其(?![他它余中])"
    # 该项目 is the one that the report is of, as 本部门 is.
    r"|[该此这那](?!项目|部门|单位|公司|工程|专项|机构|学?[校院]|[局县市区镇乡村省州旗厅委办所站]|[次外后前时起间])"
    r"|本(?:项(?!目)|类|款|条|指标|维度|方面|部分|小[项类节]))"
)


@functools.lru_cache(maxsize=4096)
def points_back(name: str) -> bool:
    """Whether a name is said by a pointing word, so that it is no name beyond its own paragraph."""
    return _POINTING.match(name.strip()) is not None
