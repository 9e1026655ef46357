"""Something told as done by a day that lies after the day of the report: 截至 2024 年 9 月底已完成整改….

The day is the one that the report bears below its title, or where it is signed. What is planned, promised or due may
lie later, and so may what only bounds a period.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._relations import evidence_at, rule, said
from auditor.findings import Severity
from auditor.report.blocks import BlockKind, NumberKind, occurrences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.blocks import Block

NAME = "date-after-report"
TITLE = {"zh": "截至日期晚于报告日期", "en": "a day told as past lies after the report"}
_DAY = r"(?P<y>20[0-9]{2})\s*年\s*(?P<m>[0-9]{1,2})\s*月(?:\s*(?P<d>[0-9]{1,2})\s*日|(?P<end>底|末))?"
_DATED = re.compile(
    rf"^[—\-－–（(]{{0,4}}\s*(?:[一-龥\s]{{0,30}}\s)?{_DAY}\s*(?:[）)]|在[^。；]{{2,60}}(?:会议|全会|大会)上.{{0,30}})?\s*$"
)
_UNTIL = re.compile(r"(?:截[至止]到?|(?:^|[，,。；;中])\s*[到至])\s*$")
_DONE = re.compile(r"^[^。；;]{0,40}?(?:已|累计|共有|共计|实现|余额|仍有|尚未|尚有|未完成|全部|均已|达到)")
_PLANNED = re.compile(
    r"将|力争|预计|计划|拟|争取|确保|目标|到期|应当|须|要求|有效期|期限|之前|以前|前完成|内完成|不得|届时|日期|时间"
)
_HEAD = 6


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge what the text tells as done by a day."""
    day = _of_report(facts)
    if day is None:
        return
    for block, item in occurrences(facts.report.blocks):
        if item.kind is not NumberKind.DATE or block.kind is BlockKind.FURNITURE or block.cells:
            continue
        found = re.match(_DAY, item.text.strip())
        if found is None or not _UNTIL.search(block.text[: item.span.start]):
            continue
        behind = block.text[item.span.end :]
        told = re.split(r"[。；;]", behind, maxsplit=1)[0]
        if not _DONE.match(behind) or _PLANNED.search(told[:40]) or not _later(found, day):
            continue
        shown = f"{day[0]}年{day[1]}月" + (f"{day[2]}日" if day[2] else "")
        zh = f"截至“{item.text}”的情况晚于报告日期 {shown}"
        en = f"the report of {shown} tells what was done by {item.text}"
        yield said(rule(NAME, TITLE, Severity.ERROR), zh, en, [evidence_at(block, item)])


Day = tuple[int, int, int]


def _of_report(facts: Facts) -> Day | None:
    """Return the day that the report bears below its title or at its end, the later one if there are two."""
    blocks = [
        each
        for each in facts.report.blocks
        if each.kind is not BlockKind.FURNITURE and not each.cells and each.text.strip()
    ]
    found = [day for block in (*blocks[:_HEAD], *blocks[-_HEAD:]) if (day := _borne(block)) is not None]
    return max(found, default=None)


def _borne(block: Block) -> Day | None:
    found = _DATED.match(re.sub(r"[\s\u3000]+", " ", block.text.strip()))
    return (int(found["y"]), int(found["m"]), int(found["d"] or 0)) if found else None


def _later(found: re.Match[str], day: Day) -> bool:
    """Whether a day lies behind the report's, as far as both are printed."""
    told = (int(found["y"]), int(found["m"]))
    if told != day[:2]:
        return told > day[:2]
    return bool(found["d"] and day[2] and int(found["d"]) > day[2])
