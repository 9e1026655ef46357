"""Counts of no noun that a table says more of: 资金分四项安排，支出情况见表乙, and the table behind it has five rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.nearby import Nearby
    from auditor.checks.common.numbers import Paragraph
    from auditor.checks.common.tables import Sheet

_POINTED = re.compile(
    r"(?:(?:^|[，,。；;：:])\s*|[一-龥]{2,12}?(?:共?分(?:为|成|列|布在?)?|共(?:有|计)?|包括|投向|用于|涉及|由|按|设(?:置|有)?)\s*)"
    r"(?P<count>[0-9]{1,2}|[一二三四五六七八九十两]{1,3})\s*(?:项|大?类|块|个(?:方向|部分|方面|类别|渠道|科目|用途|子项目?|任务|领域|环节|板块|子类|来源))"
    r"(?![^，,。；;]*(?:中|里)[，,]?[^，,。；;]*(?:未|已|有))[^，,。；;0-9]{0,10}(?:[，,][^。；;，,0-9]{0,12}?)?"
    r"(?:详?见|列于|列在|列示于|如)\s*(?:第\s*[0-9一二三四五六七八九十]{1,2}\s*表|(?:附?表)\s*[（(]?\s*[0-9一二三四五六七八九十甲乙丙丁戊A-H]|下表)"
)
_ANNOUNCED = re.compile(
    r"(?P<next>以下|下列|如下)?\s*(?<![第0-9.])(?P<count>[0-9]{1,2}|[一二三四五六七八九十两]{1,3})\s*(?:项|大?类|块|个(?:方向|部分|方面|类别|渠道|科目|用途|子项目?|任务|领域|环节|板块|子类|来源))"
    r"(?P<said>[^，,。；;0-9（(]{0,10})(?:[（(](?:详?见)?(?:下表|附?表[^（）()]{0,4})[)）]|[，,]?[^，,。；;0-9]{0,8}如下(?:表(?:所示)?)?)?\s*[：:。]?$"
)
"""资金投向以下六个方向（见下表）：, and the table stands right behind."""
_BEHIND = 3


def pointed(paragraph: Paragraph, tables: Nearby[Sheet]) -> Iterator[tuple[re.Match[str], Sheet]]:
    """Iterate over such counts with the one table that follows their paragraph."""
    behind = tables.within(paragraph.block.index + 1, paragraph.block.index + _BEHIND)
    if len(behind) == 1:
        for found in _POINTED.finditer(paragraph.text):
            yield found, behind[0]
        said = _ANNOUNCED.search(paragraph.text.strip())
        directly = tables.within(paragraph.block.index + 1, paragraph.block.index + 1)
        if said is not None and directly and (said["next"] or re.search("表|如下", said.group())):
            yield said, directly[0]
