"""Quarters and halves of a year that are told with their months: 第四季度（9 月至 12 月） begins in October.

Only months beyond the quarter are wrong: those within it may be all that is told of. Who counts his quarters from another
month on does so throughout.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.report.blocks import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NAME = r"(?P<name>第?[一二三四1-4]\s{0,2}季度|[前头]三(?:个)?季度|上半年|下半年)"
_YEAR = r"(?:(?P<y{0}>20[0-9]{{2}})\s{{0,2}}年\s{{0,2}})?"
_SPAN = (
    rf"(?P<span>{_YEAR.format(1)}(?P<m1>1[0-2]|0?[1-9])\s{{0,2}}月?\s{{0,2}}(?:(?P<d1>[0-9]{{1,2}})\s{{0,2}}日)?\s{{0,2}}(?:至|到|—+|–|－|-|~|～)\s{{0,2}}"
    rf"{_YEAR.format(2)}(?P<m2>1[0-2]|0?[1-9])\s{{0,2}}月份?(?:\s{{0,2}}(?P<d2>[0-9]{{1,2}})\s{{0,2}}日)?)"
)
_TOLD = (
    re.compile(rf"{_NAME}\s{{0,2}}(?:[（(]\s{{0,2}}(?:即|指)?|[，,]?\s{{0,2}}即)\s{{0,2}}{_SPAN}(?=\s{{0,2}}[）)，,。；;])"),
    re.compile(rf"(?<![0-9.年月日])\s{{0,2}}{_SPAN}\s{{0,2}}[（(]\s{{0,2}}(?:即|为)?\s{{0,2}}{_NAME}\s{{0,2}}[）)]"),
)  # fmt: skip
_OTHER_YEAR = re.compile(r"财年|财政年度|会计年度|学年|年度合同期|农历")
_QUARTERS = "一二三四"
_HALF = 15
_MONTHS = 12


@records.frozen(eq=False)
class Quarter:
    """Where a span of months stands, how it is printed, what it is called, and how many months it begins before that and ends behind it."""

    block: Block
    start: int
    shown: str
    name: str
    early: int
    late: int


def months_beyond(blocks: Sequence[Block]) -> Iterator[Quarter]:
    """Iterate over spans of months that go beyond the quarter or half that they are told of."""
    texts = [each for each in blocks if each.kind is not BlockKind.FURNITURE]
    if any(_OTHER_YEAR.search(each.text) for each in texts):
        return
    found = [each for block in texts for each in _read(block)]
    moved = {each.early for each in found if each.early == -each.late}
    for each in found:
        # Quarters that are all moved by as many months are those of another year.
        usual = len(found) > 1 and len(moved) == 1 and all(other.early == -other.late for other in found)
        if (each.early > 0 or each.late > 0) and not usual:
            yield each


def _read(block: Block) -> Iterator[Quarter]:
    for pattern in _TOLD:
        for found in pattern.finditer(block.text):
            if found["y1"] and found["y2"] and found["y1"] != found["y2"]:
                continue
            first, last = _months_of(re.sub(r"\s", "", found["name"]))
            begins, ends = int(found["m1"]), int(found["m2"])
            # Books are closed some days before the month ends: 9 月 26 日至 12 月 25 日.
            begins += found["d1"] is not None and int(found["d1"]) > _HALF
            if begins <= ends:
                yield Quarter(
                    block, found.start("span"), found["span"], found["name"], first - begins, ends - last
                )


def _months_of(name: str) -> tuple[int, int]:
    if name.endswith("半年"):
        return (1, 6) if name.startswith("上") else (7, _MONTHS)
    if name[0] in "前头":
        return 1, 9
    sign = name.removeprefix("第")[0]
    number = _QUARTERS.index(sign) if sign in _QUARTERS else int(sign) - 1
    return number * 3 + 1, number * 3 + 3
