"""Groups of a score table whose marks are printed with 分 in some and without it in others: （14分） beside （8）."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import evidence_of_words, rule, said
from auditor.findings import Severity
from auditor.report.blocks import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.blocks import Block

NAME = "group-unit-missing"
TITLE = {"zh": "各组分值的单位有写有不写", "en": "marks of groups are printed with and without their unit"}
_GROUP = re.compile(
    r"(?<![A-Za-z0-9])(?P<code>[A-Z][0-9]?)\s*(?:[\u4e00-\u9fff]\s*){2,12}"
    r"(?P<marks>[(\uff08]\s*[0-9]{1,3}\s*(?P<unit>分)?\s*[)\uff09])"
)
_CELLS = frozenset({BlockKind.TABLE, BlockKind.FRAGMENT, BlockKind.CAPTION, BlockKind.PARAGRAPH})
_FEWEST = 4
_SHOWN = 6


def check(facts: Facts) -> Iterator[Outcome]:
    """Compare the groups under one heading: at least four with a code, of which some have no unit."""
    groups: dict[tuple[str, ...], list[tuple[Block, re.Match[str]]]] = defaultdict(list)
    for block in facts.report.blocks:
        if block.kind in _CELLS:
            groups[block.section].extend((block, found) for found in _GROUP.finditer(block.text))
    for found in groups.values():
        with_unit = [each for each in found if each[1]["unit"]]
        without = [each for each in found if not each[1]["unit"]]
        if len(found) < _FEWEST or not with_unit or not without:
            continue
        odd = min(with_unit, without, key=len)
        codes = "、".join(each["code"] for _, each in odd[:_SHOWN])
        zh = f"{codes} 的分值{'写' if odd is with_unit else '没有写'}单位“分”，其余各组{'不写' if odd is with_unit else '写'}"
        en = (
            f"the marks of {codes} are printed {'with' if odd is with_unit else 'without'} their unit, "
            f"those of the other groups {'without' if odd is with_unit else 'with'} it"
        )
        places = [
            evidence_of_words(block, each.start("marks"), each["marks"], label=f"{each['code']}分值")
            for block, each in odd
        ]
        yield said(rule(NAME, TITLE, Severity.NOTE, "low"), zh, en, places)
