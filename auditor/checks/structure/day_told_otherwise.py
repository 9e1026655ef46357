"""A day that is told twice of one thing and one event, and differs in its year, its month or its day alone.

甲工程于 2024 年 1 月 19 日完工, and in another chapter 甲工程迟至 2023 年 1 月 19 日才完工. The thing has to be a row of some table, the only one that the
sentence names before the day; a plan, another phase or another lot has days of its own.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import TEXT_KINDS
from auditor.checks.common.relations import evidence_at, rule, said
from auditor.checks.common.tables import rows_by_label, sheets
from auditor.findings import Severity
from auditor.report.blocks import Block, NumberKind, Occurrence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "day-told-otherwise"
TITLE = {
    "zh": "同一事项的日期前后不一致",
    "en": "the day of one event is told in two ways",
}
_DAY = re.compile(r"(?P<y>20[0-9]{2})年(?P<m>1[0-2]|0?[1-9])月(?:(?P<d>[0-9]{1,2})日)?")
_EVENT = re.compile(
    r"^[，,]?(?:才|方|正式|全部|最终|已|即|就|顺利|全面|完成)?(?P<event>完工|竣工|开工|动工|(?:通过)?(?:竣工)?验收|(?:通过)?[初终]验|投入使用|交付使用|建成|启用|投用|上线|批复|签订(?:施工|采购)?合同)"
)
_NOT_DONE = re.compile(
    r"计划|应|原定|拟|预计|约定|要求|目标|力争|[一二三四五]期|[一二三四五]批|另|调整|变更|前(?:完|竣)|底前"
)
_BREAK = re.compile(r"[。；;！？]")
_SHORTEST = 4


@records.frozen(eq=False)
class _Told:
    block: Block
    item: Occurrence
    day: tuple[str, ...]


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every day of an event of a row by the days that are told of it elsewhere."""
    labels = [
        label
        for label in rows_by_label(sheets(facts))
        if len(label) >= _SHORTEST and re.search("[一-龥]{4}", label)
    ]
    told: dict[tuple[str, str], list[_Told]] = {}
    for block in facts.report.blocks:
        if block.kind in TEXT_KINDS and labels:
            for key, each in _events(block, labels):
                told.setdefault(key, []).append(each)
    for (name, event), days in told.items():
        for one, two in itertools.pairwise(days):
            if sum(first != last for first, last in zip(one.day, two.day, strict=True)) != 1:
                continue
            zh = f"“{name}”{event}的日期一处写 {one.item.text}，一处写 {two.item.text}"
            en = f"{name}: told of {one.item.text} and of {two.item.text}"
            evidence = [evidence_at(each.block, each.item) for each in (two, one)]
            yield said(rule(NAME, TITLE, Severity.WARNING), zh, en, evidence)


def _events(block: Block, labels: Sequence[str]) -> Iterator[tuple[tuple[str, str], _Told]]:
    for item in block.occurrences:
        found = _DAY.fullmatch(re.sub(r"\s", "", item.text)) if item.kind is NumberKind.DATE else None
        event = _EVENT.match(block.text[item.span.end :])
        if found is None or event is None or not found["d"]:
            continue
        before = re.sub(r"\s", "", _BREAK.split(block.text[: item.span.start])[-1])
        named = [label for label in labels if label in before]
        longest = [each for each in named if not any(each != other and each in other for other in named)]
        if len(longest) == 1 and not _NOT_DONE.search(before):
            yield (longest[0], event["event"]), _Told(block, item, (found["y"], found["m"], found["d"]))
