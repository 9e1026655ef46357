"""Columns of days in a table: in a row nothing can be done before it was begun, accepted before it was done, or won before it was offered.

What was planned is held to what was planned, and what came about to what came about: 计划完工 lies before 开工 where work began late.
A column of the days by which work was late or early holds what lies between the day it was due and the day it was done.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.findings import Evidence
from auditor.report.blocks import Cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.report.blocks import Block

_HEAD = re.compile(
    r"(?P<mode>(?:原|合同)?(?:计划|预计|约定|拟定?|应)|实际|项目|工程|合同)?"
    r"(?P<stage>(?:招标|采购|发布)?公告|挂网|开标|中标|成交|(?:合同)?签[订约署](?:合同)?|开工|开始|启动|起始|动工|进场|"
    r"完工|竣工|完成|结束|截止|终止|建成|(?:竣工)?验收|初验|终验|移交|交付(?:使用)?)(?:的?(?:时间|日期|年月|日))?"
)
_PLAN = re.compile(r"计划|预计|约定|拟|应")
_RANKS = (
    (1, re.compile(r"公告|挂网")),
    (2, re.compile(r"开标|中标|成交")),
    (3, re.compile(r"签")),
    (4, re.compile(r"开|启|起|动工|进场")),
    (6, re.compile(r"验收|初验")),
    (7, re.compile(r"终验|移交|交付")),
    (5, re.compile(r"完|竣|结束|截止|终止|建成")),
)
BEGUN, DONE = 4, 5
_LATE = "逾期|超期|延期|拖期|滞后|延误|延迟|迟延"
_DELAY = re.compile(
    rf"(?:是否)?(?:(?:{_LATE})|(?P<early>提前))(?:天数|日数|时间|情况|与否)?(?:[（(][天日][）)])?"
)
_DELAYED = re.compile(
    rf"(?:(?P<late>{_LATE}|晚)|(?P<early>提前|早))?了?(?P<n>[0-9]{{1,4}})[天日]?|(?P<kept>(?:未|无|没有)(?:{_LATE})|按[期时]|及时)"
)
_DUE = re.compile(r"计划|预计|约定|规定|要求|应|合同|期限|截止|最迟|到期")
_BOUGHT = 3
_DAY = re.compile(
    r"(?:(?P<y>(?:19|20)[0-9]{2})\s*[年./-]\s*)?(?P<m>0?[1-9]|1[0-2])\s*(?:月份?|[./-])\s*(?:(?P<d>0?[1-9]|[12][0-9]|3[01])\s*[日号]?)?"
)
_MONTH = re.compile(r"(?P<y>(?:19|20)[0-9]{2})[./-](?P<m>0?[1-9]|1[0-2])(?P<d>)")
_HALF_YEAR = 6
_SEVERAL = 3
_Day = tuple[int, int, int]


@records.frozen
class OutOfOrder:
    """Two cells of a row that stand in no possible order: what they say, and where they stand."""

    zh: str
    en: str
    evidence: tuple[Evidence, ...]


@records.frozen(eq=False)
class _Stage:
    head: str
    rank: int
    planned: bool
    cells: Mapping[int, Cell]


def columns_out_of_order(block: Block) -> Iterator[OutOfOrder]:
    """Iterate over the rows of a table whose days stand in no possible order, unless most of its rows do: then they are other days."""
    stages = list(stages_of(block))
    for first in stages:
        for last in stages:
            if not _follow(first, last):
                continue
            rows = [row for row in sorted(first.cells) if row in last.cells]
            wrong = [row for row in rows if _earlier(last.cells[row].text, first.cells[row].text)]
            if len(rows) >= _SEVERAL and len(wrong) * 2 > len(rows):
                continue
            for row in wrong:
                yield _told(block, row, first, last)


def delays_unlike_days(block: Block) -> Iterator[OutOfOrder]:
    """Iterate over the rows of a table whose delay is not what lies between the day that was due and the day that was kept."""
    delays = list(_delays(block))
    columns = day_columns(block) if delays else []
    done = {each.head for each in stages_of(block) if each.rank == DONE} if delays else set()
    due, kept = (
        [each for each in found if each[0] in done] if len(found) > 1 else found
        for found in (
            [each for each in columns if _DUE.search(each[0]) and not each[0].startswith("实际")],
            [each for each in columns if each[0].startswith("实际")],
        )
    )
    if len(due) != 1 or len(kept) != 1:
        return
    (due_head, due_days), (kept_head, kept_days) = due[0], kept[0]
    for cells in delays:
        for row in sorted(cells.keys() & due_days.keys() & kept_days.keys()):
            (told, sign, days), planned, day = cells[row], due_days[row], kept_days[row]
            gap = _between(planned.text, day.text)
            # What was done in time was late by no day.
            if gap is None or abs(max(gap * sign, 0) - days) <= 1:
                continue
            name = name_in(block, row)
            evidence = tuple(
                evidence_in(block, name, head, cell)
                for head, cell in ((kept_head, day), (due_head, planned), ("", told))
            )
            shown = told.text.strip() + ("" if re.search(r"[一-龥]", told.text) else " 天")
            zh = f"“{name}”{due_head} {planned.text}、{kept_head} {day.text}，相差 {abs(gap)} 天，表中写 {shown}"
            en = f"{name}: due {planned.text}, done {day.text}, {abs(gap)} days apart, and the table says {told.text.strip()}"
            yield OutOfOrder(zh, en, evidence)


def _delays(block: Block) -> Iterator[Mapping[int, tuple[Cell, int, int]]]:
    """Iterate over the columns of days by which work was late (1) or early (-1), in numbers or in words: 延迟 19 天, 未延迟."""
    for cells in by_column(block):
        found = next(
            (head for cell in cells if (head := _DELAY.fullmatch(re.sub(r"\s", "", cell.text)))), None
        )
        if found is None:
            continue
        days = {}
        for cell in cells:
            told = _DELAYED.fullmatch(re.sub(r"\s", "", cell.text))
            if told is not None:
                early = told["early"] or (found["early"] and not told["late"])
                days[cell.row] = (cell, -1 if early else 1, int(told["n"] or 0))
        yield days


def _between(one: str, two: str) -> int | None:
    """Return how many days lie between two, None where one of them is no whole day."""
    first, last = whole_day(one), whole_day(two)
    return (last - first).days if first is not None and last is not None else None


def whole_day(text: str) -> dt.date | None:
    """Return the day that a cell prints, None where it prints no day with its year."""
    day = _day(text)
    try:
        return dt.date(*day) if day is not None and all(day) else None
    except ValueError:
        return None


def _follow(first: _Stage, last: _Stage) -> bool:
    """Whether the one is sure to come before the other: a contract may be signed for work that has begun."""
    if first.rank >= last.rank or first.planned is not last.planned:
        return False
    return last.rank <= _BOUGHT or first.rank >= BEGUN


def stages_of(block: Block) -> Iterator[_Stage]:
    """Return the columns that are headed by a stage of work and hold days."""
    for head, days in day_columns(block):
        found = _HEAD.fullmatch(head)
        if found is None:
            continue
        rank = next(rank for rank, pattern in _RANKS if pattern.search(found["stage"]))
        planned = _PLAN.search(found["mode"] or "") is not None
        yield _Stage(head, rank, planned, days)


def day_columns(block: Block) -> list[tuple[str, Mapping[int, Cell]]]:
    """Return the columns that hold days, by row, with the head right above them."""
    found: list[tuple[str, Mapping[int, Cell]]] = []
    for cells in by_column(block):
        cells.sort(key=lambda each: each.row)
        days = {cell.row: cell for cell in cells if _day(cell.text) is not None}
        heads = [
            re.sub(r"\s|[（(][^（）()]*[)）]", "", cell.text)
            for cell in cells
            if cell.row < min(days, default=0)
        ]
        if heads:
            found.append((heads[-1], days))
    return found


def by_column(block: Block) -> Iterable[list[Cell]]:
    """Return the cells of each column of a table."""
    columns: dict[int, list[Cell]] = {}
    for cell in block.cells:
        columns.setdefault(cell.column, []).append(cell)
    return columns.values()


def _told(block: Block, row: int, first: _Stage, last: _Stage) -> OutOfOrder:
    one, two = first.cells[row], last.cells[row]
    name = name_in(block, row)
    evidence = tuple(
        evidence_in(block, name, head, cell) for head, cell in ((last.head, two), (first.head, one))
    )
    zh = f"“{name}”{last.head} {two.text}，早于{first.head} {one.text}"
    return OutOfOrder(zh, f"{name}: done {two.text}, before it began {one.text}", evidence)


def name_in(block: Block, row: int) -> str:
    """Return what a row is called: its first words."""
    texts = [cell.text.strip() for cell in block.cells if cell.row == row]
    return next((text for text in texts if re.search("[一-龥]", text)), "")


def evidence_in(block: Block, name: str, head: str, cell: Cell) -> Evidence:
    """Return the evidence of a day, or of a number of days where there is no head."""
    return Evidence(key=f"{block.table}.{name}.{head}", label=f"{name}{head}", role="stated", text=cell.text,
                    unit="date" if head else "day", location=cell.location)  # fmt: skip


def _day(text: str) -> _Day | None:
    found = _DAY.fullmatch(text.strip()) or _MONTH.fullmatch(text.strip())
    return (int(found["y"] or 0), int(found["m"]), int(found["d"] or 0)) if found else None


def _earlier(one: str, two: str) -> bool:
    """Whether a day lies before another one, as far as both are printed: a month without its day is all of it."""
    first, second = _day(one), _day(two)
    if first is None or second is None or bool(first[0]) is not bool(second[0]):
        return False
    if not (first[2] and second[2]):
        first, second = (*first[:2], 0), (*second[:2], 0)
    # Without their years the later of two days far apart may be one of the year before.
    return first < second and (first[0] != 0 or second[1] - first[1] < _HALF_YEAR)
