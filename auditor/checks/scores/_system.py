"""The indicators that a report scores, as its tables print them: names, codes, groups, full marks, scores and outcomes.

Where the columns stand and what they are headed does not matter to those who ask: an indicator is a row with a full mark or a score,
its names are what the cells of its own row say that are neither numbers nor methods, and its groups what spans several rows. What
tables print apart (weights in one, scores in another) is put together by name.
"""

from __future__ import annotations

import functools
import itertools
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

import attrs

from auditor import patterns as re
from auditor.checks.common.numbers import Stated, paragraphs
from auditor.checks.common.tables import Sheet, header, plain, sheets
from auditor.checks.scores._heads import METHOD, SCORE, WEIGHT, weight_of
from auditor.checks.scores._indicators import indicators
from auditor.report.model import Column, Role, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number
    from auditor.evaluation.facts import Facts
    from auditor.report.blocks import Cell

K = TypeVar("K")
_CODE = re.compile(
    r"^(?P<code>[A-Z][0-9]{0,3}(?:[-.][0-9]{1,2})*|[0-9]{1,2}(?:[.-][0-9]{1,2})+)(?=[^0-9A-Za-z]|$)[、.\s]*"
)
_SERIAL = re.compile(r"^(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})?[、.\s]*$")
_BRACKET = re.compile(r"[（(][^（()）]*[）)]$")
_MARK = re.compile(r"(?<=[一-龥])[:：]?[0-9]{1,3}(?:\.[0-9]+)?分$")
_NO_NAME = re.compile(r"目标|完成|实际|说明|备注|理由|原因|依据|情况|办法|规则|单位|结果|计划|实绩|扣分|计算")
_SET_APART = re.compile(r"加分|扣分|附加|奖惩|倒扣")
_NUMBER = re.compile(r"(?<![0-9.])(?P<n>[0-9][0-9,]*(?:\.[0-9]+)?)\s*(?P<mark>[%％])?")
_LOST = re.compile(r"^(?:扣分|扣减|失分)(?:值|数)?(?:[（(]分[）)])?$")
_BROAD = re.compile(
    r"^(?:项目|部门|绩效|预算|资金)?(?:决策|过程|产出|效益|效果|满意度?|投入|管理|数量|质量|时效|成本|经济|社会|生态|环境|可持续|履职|影响|共性|个性|基础|绩效|评价|三级|二级|一级|该|本|各|此)(?:类|指标|效益|效果|影响|情况)*$"
)
_LED = re.compile(r"^[\s“\"「（(0-9一二三四五六七八九十①-⑳、.）)]+")
_TAIL = re.compile(r"(?:指标|一项)$")
_CONTENT = "满意度"
"""The one broad word that is an indicator by itself, where it is no group."""
_SHORTEST = 2
_LONG = 3
_TELLING = 3
"""So many digits tell an outcome from others."""


@attrs.frozen(eq=False)
class Indicator:
    """A row that is scored. `got` are its scores, one for each column of them; `outcomes` what no other row prints.

    An indicator that running text alone gives a full mark has no row.
    """

    sheet: Sheet | None
    row: Row | None
    code: str
    names: tuple[str, ...]
    groups: tuple[str, ...]
    full: Stated | None
    got: tuple[Stated, ...]
    lost: Stated | None
    outcomes: frozenset[tuple[Fraction, bool]]

    @property
    def mark(self) -> Fraction | None:
        """Return its full mark in points, None where it has none or is weighed in percent."""
        if self.full is None or self.full.unit.dimension == "ratio":
            return None
        return self.full.printed.numeral.value

    @property
    def name(self) -> str:
        """Return what it is called in messages."""
        return self.names[-1] if self.names else ""


@attrs.frozen(eq=False)
class System:
    """All indicators of a report, found by name, by code and by outcome; what is of two is of none."""

    indicators: tuple[Indicator, ...]
    by_name: dict[str, Indicator]
    by_code: dict[str, Indicator]
    by_outcome: dict[tuple[Fraction, bool], Indicator]
    broad: frozenset[str]
    """What groups are called."""

    def of_outcome(self, number: Number) -> Indicator | None:
        """Return the indicator whose outcome a number repeats."""
        printed = number.known.printed.numeral.value if number.stated is not None else None
        return None if printed is None else self.by_outcome.get((printed, number.is_share))

    def called(self, words: str) -> Indicator | None:
        """Return the indicator that a short form means: 水质 where one name alone holds it."""
        if words in self.by_name:
            return self.by_name[words]
        if len(words) < _SHORTEST or _BROAD.search(words) or any(words in each for each in self.broad):
            return None
        found = {id(one): one for name, one in self.by_name.items() if words in name}
        return next(iter(found.values())) if len(found) == 1 else None


@functools.lru_cache(maxsize=4)
def system(facts: Facts) -> System:
    """Return the indicators of a report."""
    every = [each for sheet in sheets(facts) for each in _rows(sheet)]
    every = [_joined(each, every) for each in every]
    tabled = {name for each in every for name in (*each.names, *each.groups)}
    every.extend(each for each in _in_text(facts) if not any(name in each.name for name in tabled))
    broad = frozenset(group for each in every for group in each.groups)
    return System(
        tuple(every),
        _alone(
            (name, each)
            for each in every
            for name in each.names
            if name not in broad and (not _BROAD.search(name) or name == _CONTENT)
        ),
        _alone((each.code, each) for each in every if each.code),
        _alone((outcome, each) for each in every for outcome in each.outcomes),
        broad,
    )


def _alone(pairs: Iterator[tuple[K, Indicator]]) -> dict[K, Indicator]:
    """Return what keys mean that stand for one indicator, as it is printed, only."""
    found: dict[K, dict[tuple[object, ...], Indicator]] = {}
    for key, each in pairs:
        alike = (each.mark, tuple(one.printed.numeral.value for one in each.got))
        found.setdefault(key, {})[alike] = each
    return {key: next(iter(each.values())) for key, each in found.items() if len(each) == 1}


def _joined(own: Indicator, every: Sequence[Indicator]) -> Indicator:
    """Return an indicator with the full mark or score that another table prints for its name."""
    if own.full is not None and own.got:
        return own
    others = [
        each for each in every if each.sheet is not own.sheet and set(each.names[-1:]) == set(own.names[-1:])
    ]
    if len(others) != 1 or not own.names:
        return own
    other = others[0]
    if own.full is None and other.full is not None:
        return attrs.evolve(own, full=other.full)
    if not own.got and other.got:
        return attrs.evolve(own, got=other.got, lost=own.lost or other.lost)
    return own


def _in_text(facts: Facts) -> Iterator[Indicator]:
    """Iterate over the indicators that running text gives a full mark: 乙指标满分 15 分."""
    for paragraph in paragraphs(facts):
        for each in indicators(paragraph):
            clause = re.split(
                r"[，,。；;：:、（(]", paragraph.text[: each.full.occurrence.span.start].rstrip("（( ")
            )[-1]
            name = _TAIL.sub("", _LED.sub("", re.sub(r"满分.*$|分值.*$|权重.*$", "", clause))).strip()
            if not each.full.is_share and len(name) >= _LONG:
                yield Indicator(None, None, "", (name,), (), each.full.known, (), None, frozenset())


def score_columns(sheet: Sheet) -> list[Column]:
    """Return the columns of scores."""
    return [each for each in sheet.columns if SCORE.search(plain(header(each)))]


def _rows(sheet: Sheet) -> Iterator[Indicator]:
    """Iterate over the rows of a table that have a full mark or a score."""
    weight, scores = weight_of(sheet), score_columns(sheet)
    if sheet.block is None or (weight is None and not scores):
        return
    if weight is None and len(scores) != 1:
        return
    grid = _Grid(sheet)
    lost = [each for each in sheet.columns if _LOST.search(plain(header(each)))]
    found = []
    for row in sheet.table.rows:
        full = sheet.at(row, weight) if weight is not None else None
        got = tuple(value for each in scores if (value := sheet.at(row, each)) is not None)
        if row.role is not Role.DETAIL or not (full or got) or row.name not in grid.places:
            continue
        names, groups, code = grid.labels(row)
        if any(_SET_APART.search(each) for each in (*names[-1:], *groups)):
            continue
        taken = sheet.at(row, lost[0]) if len(lost) == 1 else None
        found.append(Indicator(sheet, row, code, names, groups, full, got, taken, grid.outcomes(row)))
    often = Counter(outcome for each in found for outcome in each.outcomes)
    for each in found:
        yield attrs.evolve(each, outcomes=frozenset(one for one in each.outcomes if often[one] == 1))


class _Grid:
    """The cells of a table by their rows, and which of its columns name what is scored."""

    def __init__(self, sheet: Sheet) -> None:
        block = sheet.block
        cells = block.cells if block is not None else ()
        self.places: dict[str, int] = {}
        for cell in cells:
            if cell.location.row is not None:
                self.places.setdefault(cell.location.row, cell.row)
        self._numbers = {each.name for each in sheet.columns}
        body = set(self.places.values())
        first = min(body, default=0)
        self._heads: dict[int, str] = {}
        self._cover: dict[tuple[int, int], Cell] = {}
        for cell in cells:
            for row, column in itertools.product(
                range(cell.row, cell.row + cell.rows), range(cell.column, cell.column + cell.columns)
            ):
                if row < first:
                    self._heads[column] = self._heads.get(column, "") + re.sub(r"\s", "", cell.text)
                elif row in body:
                    self._cover[row, column] = cell
        self._columns = sorted({column for _, column in self._cover})
        self._naming = [column for column in self._columns if self._names(column)]
        self._groups = [column for column in self._naming if self._spans(column)]

    def _names(self, column: int) -> bool:
        """Whether a column holds names: words that are no methods, results or remarks."""
        head = self._heads.get(column, "")
        if WEIGHT.search(head) or SCORE.search(head) or METHOD.search(head) or _NO_NAME.search(head):
            return False
        texts = [cell.text for (_, at), cell in self._cover.items() if at == column and cell.text.strip()]
        return sum(1 for each in texts if re.search("[一-龥]{2}", each)) * 2 > len(texts) > 0

    def _spans(self, column: int) -> bool:
        """Whether the cells of a column are of several rows: merged, repeated, or blank below the first."""
        own = [(row, self._cover.get((row, column))) for row in sorted(self.places.values())]
        texts = [re.sub(r"\s", "", cell.text) if cell is not None else "" for _, cell in own]
        merged = any(cell is not None and cell.rows > 1 for _, cell in own)
        repeated = any(one and one == two for one, two in itertools.pairwise(texts))
        blank = any(not each for each in texts[1:]) and bool(texts and texts[0])
        return merged or repeated or blank

    def labels(self, row: Row) -> tuple[tuple[str, ...], tuple[str, ...], str]:
        """Return what a row is called, what its groups are called, and its code."""
        place = self.places[row.name]
        names: list[str] = []
        groups: list[str] = []
        code = ""
        for column in self._columns:
            cell = self._cover.get((place, column))
            text = re.sub(r"^\s*[0-9]{1,2}\s+(?=[一-龥])|\s", "", cell.text) if cell is not None else ""
            if not text or (
                cell is not None
                and cell.location.col in self._numbers
                and cell.rows == 1
                and text[0].isdigit()
            ):
                continue
            coded = _CODE.match(text)
            if coded is not None and (column in self._naming or coded.end() == len(text)):
                code = (
                    coded["code"]
                    if not (column in self._groups and cell is not None and cell.rows > 1)
                    else code
                )
                text = text[coded.end() :]
            if column not in self._naming or _SERIAL.match(text):
                continue
            name = called(text)
            if len(name) < _SHORTEST:
                continue
            (groups if column in self._groups else names).append(name)
        if not names and groups:
            names = [groups.pop()]
        return tuple(names), tuple(groups), code

    def outcomes(self, row: Row) -> frozenset[tuple[Fraction, bool]]:
        """Return the numbers of a row that tell it from others: neither its marks nor what names or methods print."""
        place, found = self.places[row.name], set()
        for column in self._columns:
            head = self._heads.get(column, "")
            cell = self._cover.get((place, column))
            if cell is None or column in self._naming or cell.rows > 1:
                continue
            if WEIGHT.search(head) or "得分" in head or METHOD.search(head) or "扣" in cell.text:
                continue
            if re.search("目标|指标值|计划|标准", head) and not re.search("完成", head):
                continue
            for each in _NUMBER.finditer(cell.text):
                value = Fraction(each["n"].replace(",", "").rstrip("."))
                digits = each["n"].replace(",", "").replace(".", "").strip("0")
                if len(digits) >= _TELLING:
                    found.add((value, each["mark"] is not None))
        return frozenset(found)


def called(text: str) -> str:
    """Return a name without its number, its mark and what brackets add."""
    name = plain(text)
    return _MARK.sub("", _BRACKET.sub("", name)) or name
