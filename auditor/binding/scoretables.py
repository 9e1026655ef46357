"""Score tables as grids: their head, the label cells over each row, and a code for every group and indicator."""

# ruff: noqa: RUF001 - the look-alikes are the very characters that reports print
from __future__ import annotations

import functools
import string
from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.binding.tables import plain, unspaced
from auditor.extraction.text.characters import KEPT
from auditor.report.blocks import Cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.binding.declarations import Region
    from auditor.report.blocks import Block

_CODE = re.compile(r"^([A-Z](?:[0-9]{1,3})?(?:[-－.．][0-9]{1,2})*)(?![0-9A-Za-z%]|[-－.．][0-9])")
_PARTED = re.compile(r"(?P<group>[A-Z][0-9]{0,2})[-－.．](?P<number>[0-9]{1,2})")
OWN_WEIGHT = re.compile(r"[(（]\s*([0-9]{1,3}(?:\.[0-9]+)?)\s*分?\s*[)）]$")
SUBTOTALS = frozenset({"小计", "分项小计", "本项小计"})
_TOTAL = frozenset({"合计", "总计", "总分", "总得分", "得分合计", "合计得分", "总分合计"})
_EXTRA = re.compile(r"加分|扣分|减分|附加|奖励|基础得分|最终得分")
_SCORES = frozenset({"权重", "得分"})
_MOST_GROUPS = 9
_FEWEST_ROWS = 4
_FULL = Fraction(100)
_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_TWO = 2
_DEEPEST_HEAD = 12


@records.frozen
class ScoreRow:
    """A row of the grid: the label cells over it from the first level on, its own label, its value cells."""

    at: int
    path: tuple[Cell, ...]
    label: str
    code: str
    values: Mapping[str, Cell]


@records.frozen
class ScoreTable:
    """A score table understood: its rows, and the code of each row's indicator or group."""

    rows: tuple[ScoreRow, ...]
    levels: tuple[int, ...]
    codes: Mapping[tuple[int, int], str]
    """By grid row and column of the label cell."""
    cut: str = ""
    """The code of a group whose other rows stand on the next page."""

    def adds_up(self) -> bool:
        """Whether the groups are understood: nearly all whose weight is printed weigh what stands in them.

        Where none is printed, all indicators weigh the total, or the full mark.
        """
        printed: dict[str, Fraction] = {}
        summed: dict[str, Fraction] = {}
        totals = [
            weight
            for row in self.rows
            if row.label in _TOTAL and re.fullmatch(_NUMBER, weight := _said(row, "权重").removesuffix("分"))
        ]
        for row in self.rows:
            group = next((code for cell in row.path if (code := self.code_of(cell))), None)
            weight = _said(row, "权重").removesuffix("分")
            for cell in row.path[:1]:
                own = OWN_WEIGHT.search(plain(cell.text))
                if own and group:
                    printed[group] = Fraction(own[1])
            if not group or not re.fullmatch(_NUMBER, weight):
                continue
            if is_indicator(row, self.levels):
                summed[group] = summed.get(group, Fraction(0)) + Fraction(weight)
            elif is_subtotal(row.label):
                printed[group] = Fraction(weight)
        if not printed:
            return sum(summed.values()) in {_FULL, *map(Fraction, totals)}
        # The forms of several projects in one table weigh several hundred.
        if sum(summed.values()) > max([Fraction(_FULL), *map(Fraction, totals)]):
            return False
        wrong = sum(
            1 for group, weight in printed.items() if group != self.cut and summed.get(group) != weight
        )
        return wrong <= len(printed) // _FEWEST_ROWS

    def code_of(self, cell: Cell) -> str | None:
        """Return the code of a label cell."""
        return self.codes.get((cell.row, cell.column))

    def names(self) -> dict[str, str]:
        """Return the code that each name means, where only one does; a group's, where one in it has its name."""
        found: dict[str, set[str]] = {}
        for row in self.rows:
            for cell in row.path:
                code = self.codes.get((cell.row, cell.column))
                if code is not None:
                    found.setdefault(name_of(cell.text), set()).add(code)
        first = {name: min(codes, key=len) for name, codes in found.items() if name}
        return {
            name: code for name, code in first.items() if all(each.startswith(code) for each in found[name])
        }


def name_of(text: str) -> str:
    """Return a label without the code before it and the weight behind it."""
    bare = OWN_WEIGHT.sub("", unspaced(text))
    code = _CODE.match(bare)
    return bare[code.end() :].lstrip(".、．") if code else bare


def read_table(region: Region, block: Block, above: Block | None = None) -> ScoreTable | None:
    """Return the table in `block` where its head has levels, weights and scores and every row is understood.

    `above` is what stands before it: of one form, the funds whose score its total takes in.
    """
    head = _head(region, block)
    if head is None:
        return None
    top, levels, columns = head
    grid: dict[tuple[int, int], Cell] = {}
    for cell in block.cells:
        for row in range(cell.row, cell.row + max(cell.rows, 1)):
            for column in range(cell.column, cell.column + max(cell.columns, 1)):
                grid[row, column] = cell
    heads = {plain(cell.text) for cell in block.cells if cell.row == top}
    rows: list[ScoreRow] = []
    for at in range(top + 1, max(cell.row for cell in block.cells) + 1):
        cells = {name: grid[at, column] for name, column in columns.items() if (at, column) in grid}
        over = [grid[at, column] for column in levels if (at, column) in grid]
        path = tuple(dict.fromkeys(cell for cell in over if cell.text.strip()))
        if not path or not path[-1].text.strip() or all(plain(cell.text) in heads for cell in path):
            continue
        code = plain(cells["代码"].text) if "代码" in cells else ""
        label = name_of(path[-1].text)
        if code in SUBTOTALS | _TOTAL:
            label = code
        if label in _TOTAL and above is not None and _scored(region, above):
            continue  # the total of the form is over the score of its funds as well
        rows.append(ScoreRow(at, path, label, code, cells))
    if len(rows) < _FEWEST_ROWS:
        return None
    rows = _segmented(rows, levels)
    codes = _codes(rows, levels)
    if cut := _cut(rows, levels, codes):
        # Of such a group only what it weighs itself is told in full.
        codes = {place: code for place, code in codes.items() if code == cut or not code.startswith(cut)}
    table = ScoreTable(tuple(rows), levels, codes, cut)
    return table if codes and table.adds_up() else None


def _cut(rows: Sequence[ScoreRow], levels: tuple[int, ...], codes: Mapping[tuple[int, int], str]) -> str:
    """Return the code of a last group that its page cuts: it weighs more than its rows, and nothing closes it."""
    head = rows[-1].path[0]
    own = OWN_WEIGHT.search(plain(head.text)) if is_indicator(rows[-1], levels) else None
    if own is None:
        return ""
    group = [row for row in rows if row.path[0] is head]
    told = [said for row in group if re.fullmatch(_NUMBER, said := _said(row, "权重").removesuffix("分"))]
    return codes.get((head.row, head.column), "") if sum(map(Fraction, told)) < Fraction(own[1]) else ""


def _segmented(rows: list[ScoreRow], levels: Sequence[int]) -> list[ScoreRow]:
    """Return the rows with their group's name over each, where it is printed but once before a subtotal."""
    subtotals = [at for at, row in enumerate(rows) if is_subtotal(row.label)]
    if len(levels) != _TWO or len(subtotals) < _TWO:
        return rows
    made = list(rows)
    start = 0
    for end in subtotals:
        inside = rows[start : end + 1]
        over = dict.fromkeys(
            row.path[0]
            for row in inside
            if row.path[0].column < levels[-1] and row.path[0].column + row.path[0].columns <= levels[-1]
            and name_of(row.path[0].text) not in SUBTOTALS
        )  # fmt: skip
        if len(over) != 1:
            return rows
        group = next(iter(over))
        for at in range(start, end + 1):
            own = rows[at].path[-1]
            made[at] = attrs.evolve(rows[at], path=(group, own) if own is not group else (group,))
        start = end + 1
    return made


def _head(region: Region, block: Block) -> tuple[int, tuple[int, ...], dict[str, int]] | None:
    """Return the row of the head, the columns of the levels, and those of the values by their names."""
    # A form of self-assessment begins with the department, its budget and its goals.
    for top in sorted({cell.row for cell in block.cells})[:_DEEPEST_HEAD]:
        row = [cell for cell in block.cells if cell.row == top]
        levels = tuple(cell.column for cell in row if plain(cell.text) in set(map(plain, region.levels)))
        columns: dict[str, int] = {}
        for name, spellings in region.columns.items():
            found = [cell for cell in row if _headed(cell.text) in set(map(plain, spellings))]
            beside = [cell for cell in found if levels and cell.column > levels[-1]]
            if len({plain(cell.text) for cell in found}) > 1 or len(beside) > 1:
                # 自评得分 beside 复核得分: which one the report speaks of is not said.
                continue
            if found:
                # 分值 beside every level: the last is that of the indicators.
                columns[name] = found[-1].column
        if levels and set(columns) >= _SCORES:
            return top, levels, columns
    return None


def _scored(region: Region, block: Block) -> bool:
    """Whether one row of a table is headed by a weight and a score: 项目资金 | 执行数 | 执行率 | 分值 | 得分."""
    spelled = [set(map(plain, region.columns.get(name, ()))) for name in _SCORES]
    heads: dict[int, set[str]] = {}
    for cell in block.cells:
        heads.setdefault(cell.row, set()).add(_headed(cell.text))
    return len(heads) <= _FEWEST_ROWS * _TWO and any(
        all(head & each for each in spelled) for head in heads.values()
    )


@functools.lru_cache(maxsize=KEPT)
def _headed(text: str) -> str:
    return re.sub(r"[(（](?:分|%|％)[)）]$", "", plain(text))


def _codes(rows: Sequence[ScoreRow], levels: Sequence[int]) -> dict[tuple[int, int], str]:
    """Return codes for all groups and indicators: those printed, or else by order. None where neither works."""
    leaves = [row for row in rows if is_indicator(row, levels)]
    printed = _whole([row.code or _printed(row.path[-1].text) for row in leaves])
    if all(re.fullmatch("[A-Z][0-9]{1,3}", code) for code in printed) and len(set(printed)) == len(printed):
        codes = {
            (row.path[-1].row, row.path[-1].column): code for row, code in zip(leaves, printed, strict=True)
        }
        for row, code in zip(leaves, printed, strict=True):
            for depth, cell in enumerate(row.path[:-1]):
                own = _printed(cell.text) or code[: depth + 1]
                if not code.startswith(own) or codes.setdefault((cell.row, cell.column), own) != own:
                    return {}
        return codes
    return {} if any(printed) else _ordered(leaves, len(levels))


def _whole(printed: Sequence[str]) -> list[str]:
    """Return codes in one piece: A1-1 as A11, and as A101 where A1 has more than nine."""
    parted = [_PARTED.fullmatch(code) for code in printed]
    most: dict[str, int] = {}
    for found in filter(None, parted):
        most[found["group"]] = max(most.get(found["group"], 0), int(found["number"]))
    return [
        code
        if found is None
        else f"{found['group']}{int(found['number']):0{1 if most[found['group']] <= _MOST_GROUPS else 2}d}"
        for code, found in zip(printed, parted, strict=True)
    ]


def _printed(text: str) -> str:
    found = _CODE.match(plain(text))
    return found[1] if found else ""


def _ordered(leaves: Sequence[ScoreRow], depth: int) -> dict[tuple[int, int], str]:
    if any(len(row.path) != depth for row in leaves):
        return {}
    codes: dict[tuple[int, int], str] = {}
    below: dict[str, int] = {}
    sizes: dict[tuple[tuple[int, int], ...], int] = {}
    for row in leaves:
        above = tuple((cell.row, cell.column) for cell in row.path[:-1])
        sizes[above] = sizes.get(above, 0) + 1
    for row in leaves:
        code = ""
        above = tuple((cell.row, cell.column) for cell in row.path[:-1])
        for level, cell in enumerate(row.path):
            place = (cell.row, cell.column)
            if place not in codes:
                below[code] = below.get(code, 0) + 1
                count = below[code]
                if level == 0:
                    if count > len(string.ascii_uppercase):
                        return {}
                    codes[place] = string.ascii_uppercase[count - 1]
                elif cell is row.path[-1]:
                    wide = level == 1 or sizes[above] > _MOST_GROUPS
                    codes[place] = f"{code}{count:02d}" if wide else f"{code}{count}"
                elif count <= _MOST_GROUPS:
                    codes[place] = f"{code}{count}"
                else:
                    return {}
            if not codes[place].startswith(code):
                return {}  # 产出质量 under two groups: the rows of a layout were put under the wrong ones
            code = codes[place]
    return codes


def is_subtotal(label: str) -> bool:
    """Whether a label is that of a subtotal: 小计, or 投入小计 with the name of its group."""
    return label in SUBTOTALS or label.endswith("小计")


def is_indicator(row: ScoreRow, levels: Sequence[int]) -> bool:
    """Whether a row is an indicator: it has a label of its own, a plain weight, and sums up nothing."""
    own = row.path[-1]
    if (
        row.label in _TOTAL
        or is_subtotal(row.label)
        or _EXTRA.search(row.label)
        or own.rows > 1
        or own.row != row.at
    ):
        return False
    if len(levels) > 1 and own.column + own.columns <= levels[-1]:
        return False
    return re.fullmatch(r"[0-9]+(?:\.[0-9]+)?分?", _said(row, "权重")) is not None


def _said(row: ScoreRow, name: str) -> str:
    return plain(row.values[name].text) if name in row.values else ""
