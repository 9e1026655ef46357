"""What running text calls the rows of tables: by their labels, and by what is left of one without its kind, where that is no other row's.

县级配套支出 of the row 县级配套资金, 马岭 of 马岭卫生院: a name that is left so has to be the only one of its kind in the report.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.cellsaid import Label, labels_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.evaluation.facts import Facts

_KIND = re.compile(
    r"(?:项目|专项|资金|经费|补助|补贴|工程|支出|费用|费|建设|街道办事处|街道|办事处|[镇乡县区市村线类业]|中心|学校|小学|中学|医院|卫生院|公司|社区|机构|改造|整治|维护|人数|人次|户数|面积|长度|里程|数量|个数)$"
)
_LEAD = re.compile(r"^(?:[全本][县市区镇乡]|[一-龥]{2}[县市区](?=.{3})|其中|项目)")
_BRACKETS = re.compile(r"\([^()]*\)")
_GENERIC = re.compile(
    r"(?:支出|收入|资金|项目|投资|经费|工程|案件|机构|业务|任务|本级|其他|服务|管理|建设|合计|设备|人员|技术|质量|数量|时效|成本|效益|产出|过程|决策|投入|满意|其中|农村|城市|城镇|县级|市级|省级|中央|居民|学生|群众|全[县市区镇乡])$"
)
_CHINESE = re.compile(r"[一-龥]{2}")
_SHORTEST = 2


class Called:
    """The names of rows, found in a text by their first two characters, and the label that each stands for."""

    def __init__(self, labels: Sequence[str]) -> None:
        told: dict[str, set[str]] = {}
        for label in labels:
            for rest in {_KIND.sub("", label), _LEAD.sub("", label), _BRACKETS.sub("", label)} - {label}:
                if len(rest) >= _SHORTEST and _CHINESE.match(rest) and not _GENERIC.fullmatch(rest):
                    told.setdefault(rest, set()).add(label)
        self._labels = {rest: own.pop() for rest, own in told.items() if len(own) == 1}
        self._labels |= {label: label for label in labels}
        self._begun: dict[str, list[str]] = {}
        # A label itself goes before what another one is called for short.
        order = sorted(self._labels, key=lambda each: (self._labels[each] != each, -len(each)))
        for name in order:
            self._begun.setdefault(name[:2], []).append(name)

    def found(self, text: str) -> list[Label]:
        """Return the labels that a text names, where the names stand."""
        found: list[Label] = []
        end = 0
        for at in range(len(text) - 1):
            begun = self._begun.get(text[at : at + 2]) if at >= end else None
            name = next((each for each in begun or () if text.startswith(each, at)), None)
            if name is not None:
                end = at + len(name)
                found.append(Label(at, end, self._labels[name]))
        return found


@functools.lru_cache(maxsize=4)
def rows_called(facts: Facts) -> Called:
    """Return what the rows of a report are called."""
    return Called(tuple(labels_of(facts).places))
