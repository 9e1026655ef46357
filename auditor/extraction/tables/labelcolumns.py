"""Columns beside the values: codes printed in pieces, a column each (类 208, 款 05, 项 01), names, explanations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.extraction.text.grid import GridCell
    from auditor.report.model import Column

_LONG_CELL = 30
_FEWEST = 4
_DAY = re.compile(r"(?:19|20)[0-9]{2}\s*[年./-]\s*[0-9]{1,2}(?:\s*[月./-]\s*[0-9]{1,2})?\s*[日月]?|[-—–－]+")
_TOLD_OF = re.compile(
    r"来源|性质|类型|级次|方式|地点|地址|位置|负责人|联系|(?:责任|实施|承建|施工|承担|主管|牵头|承办|归口)(?:单位|部门|科室|股室|处室)|所在|时间|日期|规格|型号|用途"
)
_TOTAL = re.compile(r"[小合总共]计")
_WORDS = re.compile(r"[A-Za-z][A-Za-z'-]{3,}|[A-Za-z]+ [A-Za-z]")
"""An English name, and no code."""
_LEVELS = ("类", "款", "项")


def split_codes(columns: Sequence[Column]) -> list[int]:
    """Return the neighbouring columns that are headed 类, 款 and perhaps 项, none where there are no such."""
    heads = [column.path[-1] if column.path else "" for column in columns]
    for count in (len(_LEVELS), len(_LEVELS) - 1):
        for at in range(len(heads) - count + 1):
            if tuple(heads[at : at + count]) == _LEVELS[:count]:
                return list(range(at, at + count))
    return []


def joined_code(row: Sequence[GridCell | None], columns: Sequence[int]) -> str:
    """Return the code of a row: the texts of its columns, one cell over several of them (合计) once."""
    cells: list[GridCell] = []
    for column in columns:
        cell = row[column]
        if cell is not None and not any(cell is each for each in cells):
            cells.append(cell)
    return "".join(cell.plain for cell in cells)


def attributes(
    columns: Sequence[Column], body: Sequence[Sequence[GridCell | None]], labels: Sequence[int]
) -> set[int]:
    """Return the label columns that tell of what kind a row is, where one before them names each: 项目名称 | 性质.

    Names differ from row to row, kinds recur; a group that is told once for several rows is one cell, and no name.
    Days are no names, nor is what is headed as told of one: 资金来源, 责任单位.
    """
    for name in labels[:-1]:
        cells = [cell for row in body if (cell := row[name]) is not None and cell.plain]
        own = len({id(cell) for cell in cells}) == len(cells) and all(cell.rows == 1 for cell in cells)
        # 合计 may stand beside the column of names, where one cell holds it over several columns.
        beside = [*range(name), *labels]
        totals = sum(1 for row in body if not _filled(row[name]) and any(_total(row[at]) for at in beside))
        if not own or len({cell.plain for cell in cells}) < len(cells) or len(cells) + totals < len(body):
            continue
        found: set[int] = set()
        for column in labels[labels.index(name) + 1 :]:
            texts = [cell.plain for row in body if (cell := row[column]) is not None and cell.plain]
            enough = len(texts) >= _FEWEST
            recurring = enough and len(set(texts)) * 2 <= len(texts)
            # Project | County: what recurs at all, and is blank beside a subtotal, tells where a project is.
            recurring = recurring or (
                enough
                and len(set(texts)) < len(texts) < len(cells)
                and all(_WORDS.match(cell.plain) for cell in cells)
            )
            days = bool(texts) and all(_DAY.fullmatch(text) for text in texts)
            head = columns[column].path[-1] if columns[column].path else ""
            if recurring or days or _TOLD_OF.search(head):
                found.add(column)
        return found
    return set()


def _filled(cell: GridCell | None) -> bool:
    return cell is not None and bool(cell.plain)


def _total(cell: GridCell | None) -> bool:
    return cell is not None and _TOTAL.fullmatch(cell.plain) is not None


def prose(texts: Sequence[str]) -> bool:
    """Whether a column holds explanations rather than names."""
    return sum(len(text) for text in texts) > _LONG_CELL * max(1, len(texts))
