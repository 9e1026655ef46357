"""Conditions that a figure is told under: 扣除购置因素后，支出 55.82 万元 is another figure than what bears its name without one."""

from __future__ import annotations

from auditor import patterns as re

_CONDITION = re.compile(
    r"(?:^|[，,：:（(])\s*(?:若|如|如果|假如|在)?(?P<said>(?:扣除|剔除|还原|除去|去除|不[含计]|不考虑|考虑|加上|计入|包含|按)[^，,。；;：:（()）]{1,20}?(?:后|之外|以外|因素|影响|口径|计算|测算))[，,]?"
)

_EXCEPT = re.compile("扣除|剔除|还原|除去|去除|不[含计]|不考虑")


def conditions(words: str) -> list[str]:
    """Return the conditions that words in front of a figure tell, in their order."""
    return [found["said"] for found in _CONDITION.finditer(words)]


def excepts(words: str) -> bool:
    """Whether a condition takes something away: 扣除…后, 不含…因素, and not 按权重计算, which is how the figure itself came about."""
    return any(_EXCEPT.match(each) for each in conditions(words))
