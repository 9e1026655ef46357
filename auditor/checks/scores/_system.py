"""The indicators that a report scores, as its tables print them: names, codes, groups, full marks, scores and outcomes.

Where the columns stand and what they are headed does not matter to those who ask: an indicator is a row with a full mark or a score,
its names are what the cells of its own row say that are neither numbers nor methods, and its groups what spans several rows. What
tables print apart (weights in one, scores in another) is put together by name.
"""

from __future__ import annotations

import functools
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

import attrs

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Stated, paragraphs, stated_as
from auditor.checks.common.tables import Sheet, plain, sheets
from auditor.checks.scores._grid import Line, lines, written
from auditor.checks.scores._heads import ACTUAL, BOTH, LOST, METHOD, REMARK, SCORE, TARGET, WEIGHT, headed
from auditor.checks.scores._indicators import indicators
from auditor.checks.scores._scale import FULL_MARK
from auditor.report.blocks import Cell
from auditor.report.model import Column, Role, Row
from auditor.report.pointing import points_back

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number
    from auditor.evaluation.facts import Facts

K = TypeVar("K")
_CODE = re.compile(
    r"^(?P<code>[A-Z][0-9]{0,3}(?:[-.][0-9]{1,2})*|[0-9]{1,2}(?:[.-][0-9]{1,2})+)(?=[^0-9A-Za-z]|$)[、.\s]*"
)
_SERIAL = re.compile(r"^(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})?[、.\s]*$")
_BRACKET = re.compile(r"[（(][^（()）]*[）)]$")
_MARK = re.compile(r"(?<=[一-龥])[:：]?[0-9]{1,3}(?:\.[0-9]+)?分$")
_SET_APART = re.compile(r"加分|扣分|附加|奖惩|倒扣")
_NUMBER = re.compile(r"(?<![0-9.])(?P<n>[0-9][0-9,]*(?:\.[0-9]+)?)\s*(?P<mark>[%％])?")
_BROAD = re.compile(
    r"^(?:项目|部门|绩效|预算|资金)?(?:决策|过程|产出|效益|效果|满意度?|投入|管理|数量|质量|时效|成本|经济|社会|生态|环境|可持续|履职|影响|共性|个性|基础|绩效|评价|三级|二级|一级|该|本|各|此)(?:类|指标|效益|效果|影响|情况)*$"
)
_HAN = re.compile(r"[一-龥]")
_QUOTED = re.compile(r"[“”\"]")
_LED = re.compile(r"^[\s“\"「（(0-9一二三四五六七八九十①-⑳、.）)]+")
_TAIL = re.compile(r"(?:指标|一项)$")
_CONTENT = "满意度"
"""The one broad word that is an indicator by itself, where it is no group."""
_PAIR = re.compile(r"[0-9]+(?:\.[0-9]+)?分?[/／][0-9]+(?:\.[0-9]+)?分?")
_FULL_AHEAD = ("满分", "分值", "权重", "标准分")
_SHORTEST = 2
_LONG = 3
_TELLING = 3
"""So many digits tell an outcome from others."""


@records.frozen
class Told:
    """What a row tells in words: its method, its target, its outcome, and why it lost points."""

    method: str = ""
    target: str = ""
    outcome: str = ""
    remark: str = ""


@records.frozen(eq=False)
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
    told: Told
    done: Cell | None = None
    """The cell that prints its outcome."""
    of_hundred: bool = False
    """Whether its score is one of a hundred, whatever its weight is."""
    place: Fraction = Fraction(1)
    """The last place in which its table prints scores: 5 among 8.42 and 9.37 is no rounded 4.6."""

    @property
    def mark(self) -> Fraction | None:
        """Return its full mark in points, None where it has none or is weighed in percent."""
        if self.of_hundred:
            return FULL_MARK
        if self.full is None or self.full.unit.dimension == "ratio":
            return None
        return self.full.printed.numeral.value

    @property
    def name(self) -> str:
        """Return what it is called in messages."""
        return self.names[-1] if self.names else ""


@records.frozen(eq=False)
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
    every = [each for sheet in sheets(facts) for each in scored_rows(facts, sheet)]
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
        return attrs.evolve(own, got=other.got, lost=own.lost or other.lost, place=other.place)
    return own


def _in_text(facts: Facts) -> Iterator[Indicator]:
    """Iterate over the indicators that running text gives a full mark: 乙指标满分 15 分."""
    for paragraph in paragraphs(facts):
        for each in indicators(paragraph):
            clause = re.split(
                r"[，,。；;：:、（(]", paragraph.text[: each.full.occurrence.span.start].rstrip("（( ")
            )[-1]
            name = _TAIL.sub("", _LED.sub("", re.sub(r"满分.*$|分值.*$|权重.*$", "", clause))).strip()
            if not each.full.is_share and len(name) >= _LONG and not points_back(name):
                yield Indicator(None, None, "", (name,), (), each.full.known, (), None, frozenset(), Told())


def score_columns(sheet: Sheet) -> list[Column]:
    """Return the columns of scores."""
    return [each for each, head in headed(sheet) if SCORE.search(head)]


def scored_rows(facts: Facts, sheet: Sheet) -> Iterator[Indicator]:
    """Iterate over the rows of a table that have a full mark or a score."""
    found = []
    for line in lines(sheet):
        weight, scores, both = line.weight, line.columns(SCORE), line.columns(BOTH)
        if line.row.role is not Role.DETAIL or (weight is None and len(scores) != 1 and len(both) != 1):
            continue
        full = line.stated(weight) if weight is not None else None
        got, lost = line.values(scores), line.values(line.columns(LOST))
        if len(both) == 1 and not scores:
            got, own = _side_by_side(facts, line, both[0])
            full = full or own
        names, groups, code = _labels(line)
        if not (full or got) or any(_SET_APART.search(each) for each in (*names[-1:], *groups)):
            continue
        told = Told(line.text(METHOD), line.text(TARGET), line.text(ACTUAL), line.text(REMARK))
        taken = lost[0] if len(lost) == 1 else None
        found.append(
            Indicator(sheet, line.row, code, names, groups, full, tuple(got), taken, _outcomes(line), told)
        )
    often = Counter(outcome for each in found for outcome in each.outcomes)
    scored = [each for each in found if each.full is not None and each.got]
    beyond = [
        each
        for each in scored
        if each.full and max(one.printed.numeral.value for one in each.got) > each.full.printed.numeral.value
    ]
    hundred = len(beyond) * 2 > len(scored) >= _LONG
    place = min((one.printed.step for each in found for one in each.got), default=Fraction(1))
    for each in found:
        alone = frozenset(one for one in each.outcomes if often[one] == 1)
        yield attrs.evolve(each, outcomes=alone, place=place, of_hundred=each.of_hundred or hundred)


def _side_by_side(facts: Facts, line: Line, column: int) -> tuple[list[Stated], Stated | None]:
    """Return the score and the full mark of a cell that prints both: 9.50/10."""
    cell, block = line.cells[column], line.sheet.block
    if block is None or _PAIR.fullmatch(re.sub(r"\s", "", cell.text)) is None:
        return [], None
    inside = [each for each in block.occurrences if cell.span.start <= each.span.start < cell.span.end]
    found = [stated_as(facts, facts.report.figures.get(each.key or ""), each) for each in inside]
    pair = [each for each in found if each is not None]
    if len(pair) != 2 or len(found) != 2:  # noqa: PLR2004 - a score and its full mark
        return [], None
    first = line.heads.get(column, "").startswith(_FULL_AHEAD)
    return [pair[1 if first else 0]], pair[0 if first else 1]


def _labels(line: Line) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Return what a row is called, what its groups are called, and its code."""
    names: list[str] = []
    groups: list[str] = []
    code = ""
    for column in sorted(line.cells):
        cell = line.cells[column]
        text = written(re.sub(r"^\s*[0-9]{1,2}\s+(?=[一-龥])", "", cell.text))
        if not text or (line.stated(column) is not None and cell.rows == 1 and text[0].isdigit()):
            continue
        coded = _CODE.match(text)
        if coded is not None and (column in line.naming or coded.end() == len(text)):
            code = code if column in line.shared and cell.rows > 1 else coded["code"]
            text = text[coded.end() :]
        if column not in line.naming or _SERIAL.match(text):
            continue
        name = called(text)
        if len(name) >= _SHORTEST:
            (groups if column in line.shared else names).append(name)
    if not names and groups:
        names = [groups.pop()]
    return tuple(names), tuple(groups), code


def _outcomes(line: Line) -> frozenset[tuple[Fraction, bool]]:
    """Return the numbers of a row that tell it from others: neither its marks nor what names or methods print."""
    found = set()
    for column, cell in line.cells.items():
        head = line.heads.get(column, "")
        if column in line.naming or cell.rows > 1 or "扣" in cell.text or "得分" in head:
            continue
        if any(each.search(head) for each in (WEIGHT, METHOD)) or (
            TARGET.search(head) and "完成" not in head
        ):
            continue
        for each in _NUMBER.finditer(cell.text):
            digits = each["n"].replace(",", "").replace(".", "").strip("0")
            if len(digits) >= _TELLING:
                found.add((Fraction(each["n"].replace(",", "")), each["mark"] is not None))
    return frozenset(found)


def called(text: str) -> str:
    """Return a name without its number, its mark and what brackets add."""
    name = plain(text) if _HAN.search(text) else _QUOTED.sub("", text).strip()
    return _MARK.sub("", _BRACKET.sub("", name)) or name
