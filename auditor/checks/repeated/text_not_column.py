"""A figure in the text that repeats a table's column, as others do, with another value.

That a passage repeats a table shows by itself: several of its figures bear the names of rows and have the
values of one column. A figure beside them that bears a row's name and has another value is wrong there.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.checks.common.nearby import nearby
from auditor.checks.common.numbers import Number, Stated, paragraphs
from auditor.checks.common.relations import ONE, indexed, judged, rule, summed
from auditor.checks.common.rowsaid import in_row
from auditor.checks.common.slips import MEANT, digits, slip
from auditor.checks.common.tables import Sheet, header, is_share, numeric, plain, same_value, sheets
from auditor.checks.common.words import opposed, overlap, stem
from auditor.report.model import Column, Role, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "text-not-column"
TITLE = {"zh": "正文与所复述的表列不一致", "en": "the text repeats a column of a table with another value"}
_EARLIER = re.compile(r"上年|去年|上期|同期|上一年|目标|计划|预期|预算")
_CHANGE = re.compile(r"变动|增减|增长|增幅|涨跌|变化|同比|升降|[±]")
_INDEX = re.compile(r"=\s*100")
_FILLER = re.compile(r"^(?:产量|总产量|类|价格|总|的)*|(?:类|价格|的|数|人|（.*?）|\(.*?\))+$")
_CLASS = re.compile(r"[^，,。；;：:、（）()\s]+")
_REST = re.compile("其[他它余]")
_REST_OF_PATH = re.compile(r"(?:支出|收入)?(?P<of>[预决]算)?(?:数|额)?")
_WHOLE = re.compile(r"^(?:合计|总计|小计|本年支出合计|本年收入合计)$")
_NEAR = 30
_LEAST = 2
_APART = 2
_TOLD = 3

_OF = re.compile(r"\s*of (?:the |its |all |total )*(?P<of>[a-z]+)")
_HEAD_OF = re.compile(
    r"\b(?:share|%|percentage|proportion) of (?:the |all |total )*(?P<of>[a-z]+)", re.IGNORECASE
)


@records.frozen(eq=False)
class _Pair:
    """A number in the text, and the cell that it should repeat."""

    number: Number
    cell: Stated
    sign: int
    index: bool = False
    one_of: bool = False
    """Whether other columns of the row could be meant too: only those told with it can say which."""

    @property
    def agrees(self) -> bool:
        """Whether both print one value: 98.4 of an index is a fall of 1.6 %."""
        if self.index:
            one, two = self.number.known.printed, self.cell.printed
            return one.value * self.number.sign * 100 == two.value - 100
        if self.number.sign and self.sign:
            one, two = self.number.known.printed, self.cell.printed
            return abs(one.value * self.number.sign - two.value) * 2 <= max(one.step, two.step)
        return same_value(self.number.known, self.cell)

    @property
    def swapped(self) -> bool:
        """Whether two digits of a long number were swapped: no other figure of the row differs so by chance."""
        known = self.number.known
        alone = not self.index and not self.number.sign and digits(known) > MEANT
        return alone and slip(known, self.cell.printed.value) == "swap"

    @property
    def other(self) -> bool:
        """Whether the two are so far apart that a figure beside one that has the cell's value is another one.

        2023 年实际支出 1,893.62 万元 of one use is not the 2023 row's 支出, which the text tells elsewhere.
        """
        one, two = abs(self.number.known.printed.value), abs(self.cell.printed.value)
        far = one > two * _APART or two > one * _APART
        # 教育局 2 个项目超预算 is no slip of its 5 个项目: a number of one digit is one slip away from all others.
        return far and (
            digits(self.number.known) < _TOLD or not slip(self.number.known, self.cell.printed.value)
        )


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the figures of passages that repeat a table."""
    pairs: dict[tuple[str, str], list[_Pair]] = {}
    tables = nearby(sheet for sheet in sheets(facts) if sheet.values)
    paths = _paths(facts)
    for paragraph in paragraphs(facts):
        index, chapter = paragraph.block.index, paragraph.block.section[:1]
        near = [sheet for sheet in tables.near(index, _NEAR) if sheet.section[:1] == chapter]
        for number in paragraph.numbers:
            if number.stated is None or number.depth or _EARLIER.search(number.clause):
                continue
            if by_path := list(_of_path(number, paths)):
                for sheet, column, pair in by_path:
                    pairs.setdefault((sheet.table.id, column), []).append(pair)
                continue
            for sheet in near:
                for column, pair in _repeats(number, sheet):
                    pairs.setdefault((sheet.table.id, column), []).append(pair)
    for found in pairs.values():
        right = [pair for pair in found if pair.agrees]
        found = [pair for pair in found if not pair.one_of or _in_list(pair, right)]  # noqa: PLW2901 - what is sure
        told = {id(pair.cell) for pair in right}
        wrong = [pair for pair in found if not pair.agrees and not (id(pair.cell) in told and pair.other)]
        if len({id(pair.cell) for pair in right}) >= _LEAST and len(right) > len(wrong):
            yield from (_outcome(facts, pair) for pair in (*right, *wrong))
        else:
            yield from (
                _outcome(facts, pair) for pair in wrong if pair.swapped or _beside(pair, right, wrong)
            )


def _paths(facts: Facts) -> dict[str, list[tuple[Sheet, Row]]]:
    """Return the rows of all tables by the names of what they are part of and their own: 社会保障和就业支出行政事业单位养老支出."""
    found: dict[str, list[tuple[Sheet, Row]]] = {}
    for sheet in sheets(facts):
        rows = {row.name: row for row in sheet.table.rows}
        for row in sheet.table.rows if sheet.values else ():
            names: list[str] = []
            at: Row | None = row
            while at is not None and len(names) < _TOLD:
                names.append(stem(plain(at.label or at.name)))
                at = rows.get(at.parent or "")
            if len(names) >= _LEAST and at is None:
                found.setdefault("".join(reversed(names)), []).append((sheet, row))
    return found


def _of_path(
    number: Number, paths: Mapping[str, Sequence[tuple[Sheet, Row]]]
) -> Iterator[tuple[Sheet, str, _Pair]]:
    """Iterate over the cells that a number repeats whose name is all of a row's path: its total, unless another cell agrees."""
    name = stem(plain(number.name))
    known = next((name[:end] for end in range(len(name), 0, -1) if name[:end] in paths), "")
    rest = _REST_OF_PATH.fullmatch(name[len(known) :])
    if not known or rest is None or number.sign:
        return
    cells = [
        (sheet, column, cell)
        for sheet, row in paths[known]
        for column in numeric(sheet)
        if (cell := sheet.at(row, column)) is not None
        and cell.unit.dimension == number.known.unit.dimension
        and (not rest["of"] or rest["of"] in (sheet.table.caption or "") + header(column))
    ]
    equal = [each for each in cells if same_value(number.known, each[2])]
    totals = [each for each in cells if _WHOLE.match(header(each[1])) or len(numeric(each[0])) == 1]
    for sheet, column, cell in (equal or totals)[:1]:
        yield sheet, column.name, _Pair(number, cell, 0)


def _in_list(pair: _Pair, right: Sequence[_Pair]) -> bool:
    """Whether a sentence tells a column row by row: 执行率甲项目 97.22%，乙项目 96.50%，丙项目 89.17%."""
    told = pair.number
    beside = {
        id(each.cell)
        for each in right
        if each.number.block is told.block and each.number.sentence == told.sentence
    }
    return len(beside) >= _LEAST and id(pair.cell) not in beside


def _beside(pair: _Pair, right: Sequence[_Pair], wrong: Sequence[_Pair]) -> bool:
    """Whether a growth stands in one sentence with one that is its row's, and is the only one that is not."""
    told = pair.number
    if pair.index or not told.sign or not told.is_share or len(wrong) > 1:
        return False
    return any(
        each.number.block is told.block
        and each.number.sentence == told.sentence
        and each.number.is_share
        and each.number.sign
        and each.cell is not pair.cell
        for each in right
    )


def _outcome(facts: Facts, pair: _Pair) -> Outcome:
    if pair.index:
        return judged(facts, indexed(rule(NAME, TITLE), pair.number.known, pair.cell, pair.number.sign))
    sign = ONE * pair.number.sign if pair.number.sign and pair.sign else ONE
    return judged(facts, summed(rule(NAME, TITLE), pair.number.known, [(sign, pair.cell)], role="stated"))


@functools.lru_cache(maxsize=64)
def _labels(sheet: Sheet) -> Sequence[str]:
    """Return what the rows of a table are called, which is asked for each number near it."""
    return [stem(re.sub(r"^其中[:：]?|^#", "", plain(row.label or row.name))) for row in sheet.table.rows]


@functools.lru_cache(maxsize=64)
def _shorts(sheet: Sheet) -> Sequence[str]:
    """Return what rows are called without 收入 or 支出, which text leaves out; empty where their names do not end so."""
    names = [plain(row.label or row.name) for row in sheet.table.rows]
    return [stem(name[:-2]) if name.endswith(("收入", "支出")) else "" for name in names]


def _of_else(number: Number, head: str) -> bool:
    """Whether English words tell a share of another whole than a head: 51.30% of the budget below Share of outturn."""
    told, own = _OF.match(number.after), _HEAD_OF.search(head)
    return number.is_share and told is not None and own is not None and told["of"] != own["of"].lower()


def _repeats(number: Number, sheet: Sheet) -> Iterator[tuple[str, _Pair]]:
    """Return the cell that a number can repeat, if its name leaves only one column."""
    signed = bool(number.sign)
    if _CLASS.fullmatch(number.before) and number.occurrence.span.start > len(number.before):
        return  # 500—799 张医院 8 个: the number before is part of the name
    named = [name for name in _names(number) if name]
    labels = _labels(sheet)
    # 均衡性转移支付 is the row 均衡性转移支付收入, unless a row is called just so.
    labels = [
        short if len(short) > 1 and short in named and short not in labels else label
        for label, short in zip(labels, _shorts(sheet), strict=True)
    ]
    # 其他机构 is the row of this name, and not the one 其他 of another group: the label that says most is meant.
    longest = max((len(each) for each in labels if any(name.startswith(each) for name in named)), default=0)
    for row, label in zip(sheet.table.rows, labels, strict=True):
        rest = next((each[len(label) :] for each in named if label and each.startswith(label)), None)
        if rest is None or len(label) < max(2, longest) or row.role is Role.TOTAL:
            continue
        if rest and _REST.fullmatch(label):
            continue
        if opposed(row.label or row.name, number.of if number.sign else number.name or number.clause):
            continue
        cells = list(_cells(sheet, row, number, _FILLER.sub("", rest), signed=signed))
        pairs = [
            (column, _Pair(number, cell, number.sign, _INDEX.search(header(column)) is not None))
            for column, cell in cells
            if not _of_else(number, header(column))
        ]
        equal = [each for each in pairs if each[1].agrees]
        # 门诊费用, 其中：检查费, 住院费用, 其中：检查费: which of the rows is meant only the value says.
        if not equal and labels.count(label) > 1:
            continue
        # 预算安排 612.30 | 到位数 571.80: what another column of the row prints is no slip in this one.
        if not equal and in_row(sheet, row, number):
            continue
        # Which of several indices is meant the neighbours tell: each has a column of its own.
        sure = len(pairs) == 1 or all(each.index for _, each in pairs)
        # 县级配套资金 612.30 万元 beside 到位数 and 支出数 may be of a third column; rates told in a row are of one.
        for column, pair in equal[:1] or (pairs if sure or number.is_share else []):
            yield column.name, pair if equal or sure else attrs.evolve(pair, one_of=True)
        return


def _names(number: Number) -> Iterable[str]:
    """Return what a number can be called: the name of a change is that of what changes."""
    if number.sign:
        return (stem(plain(number.of)),)
    return (stem(plain(number.name)), stem(plain(number.clause)))


def _cells(
    sheet: Sheet, row: Row, number: Number, rest: str, *, signed: bool
) -> Iterator[tuple[Column, Stated]]:
    # A figure without a year is of the year that the table is about: its latest.
    latest = max(_year(header(column)) for column in sheet.table.columns)
    for column in sheet.table.columns:
        cell = sheet.at(row, column)
        head = header(column)
        index = signed and _INDEX.search(head) is not None
        if cell is None or (cell.unit.dimension != number.known.unit.dimension and not index):
            continue
        if index and number.is_share:
            yield column, cell
            continue
        change = _CHANGE.search(head) is not None and not is_share(column)
        if change is not signed or _EARLIER.search(re.sub(r"[比较](?:上年|去年)", "", head)):
            continue
        if _year(head) not in {"", _year(number.period) or latest}:
            continue
        # 小学招生: what the row's name leaves over has to name the column.
        if rest and overlap(rest, head) < min(2, len(rest)):
            continue
        yield column, cell


def _year(text: str) -> str:
    found = re.search(r"(?:19|20)[0-9]{2}", text)
    return found.group() if found else ""
