"""Work whose end, in the same sentence, lies before its beginning: 2023 年 3 月开工，计划于 2022 年 11 月底前完工.

Only where the beginning is told first and both dates are of one piece of work: a second phase, a former plan
or something else that was finished before says so.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import TEXT_KINDS
from auditor.checks._relations import evidence_at, rule, said
from auditor.report.blocks import NumberKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.blocks import Block, Occurrence

NAME = "finish-before-start"
TITLE = {"zh": "完成日期早于开始日期", "en": "work is finished before it begins"}
_MONTH = re.compile(r"(?P<year>20[0-9]{2})\s*年\s*(?P<month>[0-9]{1,2})\s*月(?:\s*(?P<day>[0-9]{1,2})\s*日)?")
_BEGUN = re.compile(
    r"^[^，,。；;、（()）]{0,8}?(?:启动(?:施工|建设|实施)?|开工|动工|开始(?:施工|建设|实施)|进场施工)"
)
_DONE = re.compile(
    r"^[^，,。；;（()）]{0,10}?(?:完工|竣工|建成|交付|投入使用|通过(?:竣工)?验收|(?:全部|全面)完成|完成(?:全部|建设|施工|改造|竣工|验收|[，,。；;]|$))"
)
_ELSE = re.compile(
    r"[。；;！]|原|此前|以前|之前|其中|[一二三]期|[一二三两]批|另|前期|而|上一|上年|同类|设计|招标|立项"
)


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge two dates that follow each other in a sentence as the beginning and the end of one piece of work."""
    for block in facts.report.blocks:
        if block.kind not in TEXT_KINDS:
            continue
        dates = [each for each in block.occurrences if each.kind is NumberKind.DATE]
        for begun, done in itertools.pairwise(sorted(dates, key=lambda each: each.span.start)):
            if _one_work(block, begun, done) and (days := _days(begun.text, done.text)) is not None:
                first, last = days
                if last < first:
                    zh = f"{begun.text}开始，而完成日期写 {done.text}，早于开始"
                    en = f"begun in {begun.text}, and finished in {done.text}, before that"
                    items = [evidence_at(block, done), evidence_at(block, begun)]
                    yield said(rule(NAME, TITLE), zh, en, items)


def _one_work(block: Block, begun: Occurrence, done: Occurrence) -> bool:
    between = block.text[begun.span.end : done.span.start]
    return (
        _BEGUN.match(between) is not None
        and _DONE.match(block.text[done.span.end :]) is not None
        and _ELSE.search(between) is None
    )


def _days(begun: str, done: str) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """Return two dates as far as both are printed: a month without its day is all of it."""
    one, two = _MONTH.match(begun.strip()), _MONTH.match(done.strip())
    if one is None or two is None:
        return None
    parts = ("year", "month", "day") if one["day"] and two["day"] else ("year", "month")
    return tuple(int(one[part]) for part in parts), tuple(int(two[part]) for part in parts)
