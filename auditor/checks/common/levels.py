"""What keeps a figure from being a level, and a change from being that of the levels beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re

if TYPE_CHECKING:
    from auditor.checks.common.numbers import Number

_APART = re.compile(
    r"(?:高出|低于|高于|超出|多出|距离?)(?![^，,。；;]*(?:上年|去年|同期|年初|预算|计划))[^，,。；;]{0,12}?(?:下限|上限|标准|档|线|门槛)[^，,。；;]{0,2}$"
)
_CUMULATED = re.compile(
    r"累计(?:提高|增[加长]|上升|下降|降低|减少)|(?<![0-9])(?:[二两三四五六七八九十]{1,2}|[0-9]{1,2})\s*年(?:间|来|内)[^，,。；;]{0,8}(?:[，,][^，,。；;]{0,4})?$"
)


def is_distance(number: Number) -> bool:
    """Whether a figure tells how far something is from a bound, and no level: 高出“优”档下限 1.63 分."""
    return _APART.search(number.clause) is not None


def is_cumulated(change: Number) -> bool:
    """Whether a change is since a time that is told elsewhere: 由 2023 年的 a 变为 b，三年间逐年上升，累计提高 c."""
    return _CUMULATED.search(change.before) is not None
