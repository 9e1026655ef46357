"""Days that the year of a report cannot bear: a bulletin on a year that is dated before its end, a period that ends where its data do, but in another year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import TEXT_KINDS
from auditor.report.blocks import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.report.blocks import Block

_TITLED = re.compile(
    r"(?P<year>20[0-9]{2})\s*年(?:度)?[^。；]{0,30}(?:公报|年报|年度报告|自评报告|(?:部门|单位|财务)决算)"
)
_NO_YEAR = re.compile(r"预算(?!执行)|计划|方案|规划|季度|半年|月份")
_WHOLE = re.compile(r"(?<!上)(?<!去)年末|全年|12\s*月\s*31\s*日")
_PERIOD = re.compile(
    r"(?:时段|期间|周期|时间范围|区间|统计期)[^，,。；;0-9]{0,4}"
    r"(?P<span>20[0-9]{2}\s*年\s*[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日?\s*(?:至|到|—+|-|–|~|～)\s*(?P<year>20[0-9]{2})\s*年\s*(?P<month>[0-9]{1,2})\s*月\s*(?P<day>[0-9]{1,2})\s*日)"
)
_UP_TO = re.compile(
    r"(?:止于|截至|截止(?:到|于|日[期]?为)?|截止时间为)\s*(?P<year>20[0-9]{2})\s*年\s*(?P<month>[0-9]{1,2})\s*月\s*(?P<day>[0-9]{1,2})\s*日"
)
_YEAR_END = re.compile(r"(?:截[至止]到?\s*)?(?P<shown>(?P<year>20[0-9]{2})\s*年\s*年?[末底])")
_AHEAD = re.compile(
    r"将|力争|预计|计划|拟|争取|确保|目标|到期|应|须|要求|期限|前|不得|届时|规划|任务|提高到|达到|完成|建成|期末|有效|预测|测算|约定|承诺|还|内"
)
"""What is planned, due or promised may lie ahead."""
_FIGURE = re.compile(r"[0-9]")
_NEAR = 40
_HEAD = 4
_AUTUMN = 11


def _titled(blocks: Sequence[Block]) -> int | None:
    """Return the one year that the title of a yearly report names."""
    heads = [each.text for each in blocks if each.kind is not BlockKind.FURNITURE and each.text.strip()][
        :_HEAD
    ]
    found = [match for each in heads if (match := _TITLED.search(each)) and not _NO_YEAR.search(each)]
    years = {int(each["year"]) for each in found}
    return years.pop() if len(years) == 1 else None


def year_ends_beyond(
    blocks: Sequence[Block], day: tuple[int, int, int] | None
) -> Iterator[tuple[Block, int, str]]:
    """Iterate over the ends of the next year by which a yearly report tells what there was: the block, where, and the words."""
    year = _titled(blocks)
    if year is None or (day is not None and day[:2] >= (year + 1, 12)):
        return
    for block in blocks:
        for found in _YEAR_END.finditer(block.text) if block.kind in TEXT_KINDS else ():
            before = re.split(r"[。；;]", block.text[: found.start()])[-1]
            behind = re.split(r"[。；;]", block.text[found.end() :])[0]
            told = _FIGURE.search(behind[:_NEAR]) and not _AHEAD.search(before + behind)
            if int(found["year"]) == year + 1 and told:
                yield block, found.start("shown"), found["shown"]


def too_early(blocks: Sequence[Block], day: tuple[int, int, int]) -> int | None:
    """Return the year that a report dated so tells of as a whole, though it has not ended by that day."""
    year = _titled(blocks)
    if year is None:
        return None
    told = any(_WHOLE.search(each.text) for each in blocks)
    return year if told and (day[0], day[1]) < (year, _AUTUMN) else None


def periods_beyond(blocks: Sequence[Block]) -> Iterator[tuple[Block, int, str, str]]:
    """Iterate over periods that end on the day up to which the data go, but in another year: the block, where, and both days."""
    for block in blocks:
        if block.kind not in TEXT_KINDS:
            continue
        for found in _PERIOD.finditer(block.text):
            last = [
                (each["month"], each["day"], each["year"])
                for each in _UP_TO.finditer(block.text, found.end())
            ]
            if (
                len(last) == 1
                and last[0][:2] == (found["month"], found["day"])
                and last[0][2] != found["year"]
            ):
                yield (
                    block,
                    found.start("span"),
                    found["span"],
                    "年".join((last[0][2], f"{last[0][0]}月{last[0][1]}日")),
                )
