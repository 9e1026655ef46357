"""The day that a report bears, and what it tells as done on a later one.

What is planned, promised, advised or due may lie later, and so may what only bounds a period.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.report.blocks import BlockKind, NumberKind, occurrences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.report.blocks import Block, Occurrence

_DAY = r"(?P<y>20[0-9]{2})\s*年\s*(?P<m>[0-9]{1,2})\s*月(?:\s*(?P<d>[0-9]{1,2})\s*日|(?P<end>底|末))?"
_DATED = re.compile(
    rf"^[—\-－–（(]{{0,4}}\s*(?:[一-龥\s]{{0,30}}\s)?{_DAY}\s*(?:[）)]|在[^。；]{{2,60}}(?:会议|全会|大会)上.{{0,30}})?\s*$"
)
_UNTIL = re.compile(r"(?:截[至止]到?|(?:^|[，,。；;中])\s*[到至])\s*$")
_TOLD_DONE = re.compile(
    r"^[，,]?(?:[^，,。；;0-9]{0,20}[0-9][0-9,.]{2,}|[^。；;]{0,40}?(?:已|累计|共有|共计|实现|余额|仍有|尚未|尚有|未完成|全部|均已|达到))"
)
_WORK_DONE = re.compile(
    r"^[^，,。；;]{0,24}?(?:开展|抽取|批[复准]|进行|完成|组织|召开|印发|通过|形成|提交|抽查|走访|发放|启动|成立|验收|下达|拨付|竣工|开工|签订|公示|评审|审议|开始)"
)
_AHEAD = re.compile(r"建议|下一步|今后|安排|打算|措施|思路|计划|整改|要|需|拟")
"""What a chapter or sentence of advice tells of days to come."""
_PLANNED = re.compile(
    r"将|力争|预计|计划|拟|争取|确保|目标|到期|应当|须|要求|有效期|期限|之前|以前|前完成|内完成|不得|届时|日期|时间"
)
_ANNEX = re.compile(r"附(?:件|表|录|图|[：:0-9一二三])")
_HEAD = 6
_TO = re.compile(r"\s*(?:至|到|—+|–|－|--?|~|～)\s*")
Day = tuple[int, int, int]


def days_borne(blocks: Sequence[Block]) -> list[tuple[Day, Block]]:
    """Return the days that a report bears below its title, at its end or before its annexes, and where."""
    told = {each.index: each for each in (*_outer(blocks), *_before_annexes(blocks))}
    return [(day, each) for each in told.values() if (day := _borne(each)) is not None]


def told_later(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, Occurrence, bool, Day, Block]]:
    """Iterate over what is told as done on a day behind the report's: the block, the day, whether it is done by then, the report's, and where that stands."""
    borne = days_borne(blocks)
    if not borne:
        return
    day, signed = max(borne, key=lambda each: each[0])
    for block, item in occurrences(blocks):
        if item.kind is not NumberKind.DATE or block.kind is BlockKind.FURNITURE or block.cells:
            continue
        found = _last_day(item.text.strip())
        if found is None or not _later(found, day):
            continue
        before, behind = block.text[: item.span.start], block.text[item.span.end :]
        told = re.split(r"[。；;]", behind, maxsplit=1)[0]
        until = _UNTIL.search(before) is not None
        lead = re.split(r"[。；;]", before)[-1]
        opens = re.sub(r"^\s*[，,]", "", behind) if not lead.strip() else behind
        done = _TOLD_DONE.match(behind) if until else _WORK_DONE.match(opens)
        advised = not until and _AHEAD.search("".join(block.section[1:]) + lead + told)
        if done is None or advised or _PLANNED.search(("" if until else lead) + told[:40]):
            continue
        yield block, item, until, day, signed


def _outer(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks below the title and at the end."""
    told = [
        each
        for each in blocks
        if each.kind is not BlockKind.FURNITURE and not each.cells and each.text.strip()
    ]
    return [*told[:_HEAD], *told[-_HEAD:]]


def _before_annexes(blocks: Sequence[Block]) -> Iterator[Block]:
    """Iterate over what stands right before an annex: there a report is signed."""
    told = [each for each in blocks if each.kind is not BlockKind.FURNITURE and each.text.strip()]
    for one, two in itertools.pairwise(told):
        if not one.cells and _ANNEX.match(two.text.strip()):
            yield one


def _borne(block: Block) -> Day | None:
    found = _DATED.match(re.sub(r"[\s\u3000]+", " ", block.text.strip()))
    return (int(found["y"]), int(found["m"]), int(found["d"] or 0)) if found else None


def _last_day(text: str) -> re.Match[str] | None:
    """Return the last day of a span, or the only one."""
    found, (*first, last) = re.match(_DAY, text), _TO.split(text, maxsplit=1)
    if found is None or not first:
        return found
    dated = (
        last
        if re.match(r"20[0-9]{2}\s*年", last)
        else f"{found['y']}年{last if '月' in last else found['m'] + '月' + last}"
    )
    return re.match(_DAY, dated) or found


def _later(found: re.Match[str], day: Day) -> bool:
    """Whether a day lies behind the report's, as far as both are printed."""
    told = (int(found["y"]), int(found["m"]))
    if told != day[:2]:
        return told > day[:2]
    return bool(found["d"] and day[2] and int(found["d"]) > day[2])
