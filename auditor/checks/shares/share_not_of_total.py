"""A share of a total that a table prints below the head that the sentence names: 结余 15.66 万元，占项目结余总额的 20.3%.

The total is the one figure of its head. Where the share is not the part over it, the share is wrong if the part is a cell
of the same column, or if it comes out over another figure that the report prints: that is the base that was taken.
"""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.byvalue import ByValue
from auditor.checks.common.numbers import Number, Stated, paragraphs
from auditor.checks.common.relations import ONE, judged, near_ratio, noted, quotient, rule
from auditor.checks.common.slips import digits
from auditor.checks.common.tables import Sheet, adds, counted_like, header, numeric, plain, same_value, sheets
from auditor.checks.common.words import overlap, stem
from auditor.report.model import Column

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.checks.common.numbers import Paragraph
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "share-not-of-total"
TITLE = {"zh": "占比与所指表列合计不符", "en": "a share is not of the total of the column that it names"}
_SHARE = re.compile(r"^占(?P<whole>[^，,。；;0-9占]{2,14}?)的?(?:比例|比重|比率)?(?:为|达|是)?\s*$")
_MEASURE = re.compile(r"(?:总数|总量|总额|总计|合计|数量|金额|资金|[数额])$")
_SCOPE = re.compile(r"^(?:全[国省市区县镇乡校]|全部|所有|本年|当年|全年|年末|项目|学校|各级)+")
_OTHER = re.compile(r"上年|去年|同期|目标|计划|不低于|不超过|增量|增加")
_LEAST = 3
_WORD = 2
_PLACES = 2
_NEAR = 30


@records.frozen(eq=False)
class _Total:
    """The total of a column."""

    sheet: Sheet
    column: Column
    value: Stated
    noun: str

    @property
    def index(self) -> int:
        """Return where the table stands."""
        return self.sheet.block.index if self.sheet.block is not None else 0


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge shares whose whole bears the name of a column."""
    totals, figures = list(_totals(facts)), _Figures(paragraphs(facts))
    endings = _endings(totals)
    for paragraph in paragraphs(facts):
        for at, share in enumerate(paragraph.numbers):
            if share.stated is None or not share.is_share or share.sign:
                continue
            part = _part(paragraph.numbers[:at], share)
            if part is not None:
                yield from _judged(facts, figures, part, share, (totals, endings))


class _Figures:
    """The positive figures of the text, by their names and by their values."""

    def __init__(self, texts: Sequence[Paragraph]) -> None:
        """Keep what the names of the figures end in."""
        self._all = [
            each
            for paragraph in texts
            for each in paragraph.numbers
            if each.stated and each.known.printed.value > 0
        ]
        self._ends: dict[str, list[tuple[str, Number]]] = {}
        for each in self._all:
            if not each.sign and not _OTHER.search(each.clause):
                name = stem(each.clause)
                self._ends.setdefault(name[-_WORD:], []).append((name, each))
        self._named: dict[tuple[str, str], tuple[list[Number], ByValue[Number]]] = {}
        self._long: dict[str, ByValue[Number]] = {}

    def named(self, name: str, dimension: str) -> tuple[list[Number], ByValue[Number]]:
        """Return the figures of a dimension whose words end in a name, all and by value."""
        if (found := self._named.get((name, dimension))) is None:
            ending = self._ends.get(name[-_WORD:], ()) if len(name) >= _WORD else ()
            same = [each for words, each in ending if words.endswith(name) and each.dimension == dimension]
            found = self._named[name, dimension] = same, ByValue(same, lambda each: each.known)
        return found

    def long(self, dimension: str) -> ByValue[Number]:
        """Return the figures of a dimension that have digits enough to tell a whole by."""
        if (found := self._long.get(dimension)) is None:
            same = [each for each in self._all if each.dimension == dimension and digits(each.known) > _LEAST]
            found = self._long[dimension] = ByValue(same, lambda each: each.known)
        return found


def _part(before: Sequence[Number], share: Number) -> Number | None:
    """Return what a share is of: the last amount before it, with nothing but rates and changes between."""
    for number in reversed(before):
        if number.part != share.part or number.depth != share.depth:
            return None
        if not (number.is_share or number.sign or number.dimension == "points"):
            return number if number.stated else None
    return None


def _totals(facts: Facts) -> Iterator[_Total]:
    for sheet in sheets(facts):
        for column in numeric(sheet) if len(sheet.totals) == 1 else ():
            value = sheet.at(sheet.totals[0], column)
            if value is not None and adds(sheet, column) and value.printed.value > 0:
                yield _Total(
                    sheet, column, value, _MEASURE.sub("", re.sub("[（(].*?[)）]", "", plain(header(column))))
                )


def _judged(
    facts: Facts,
    figures: _Figures,
    part: Number,
    share: Number,
    known: tuple[Sequence[_Total], Mapping[str, Sequence[_Total]]],
) -> Iterator[Outcome]:
    totals, endings = known
    found = _SHARE.match(share.clause)
    if found is None or part.stated is None or _OTHER.search(found["whole"]):
        return
    name = plain(found["whole"])
    core = _MEASURE.sub("", name)
    # 项目支出 is all that a project has spent, but a class of what was spent beside 基本支出.
    classes = core.startswith("项目支出") and figures.named("基本支出", part.dimension)[0]
    bare = core if classes else _SCOPE.sub("", core)
    info = rule(NAME, TITLE)
    called = [total for total in totals if total.noun and total.noun in {core, bare}]
    tabled = [
        (total, value)
        for total in (*called, *_of_cell(part, share, bare, endings))
        if (value := counted_like(part, total.column, total.value)) is not None
        and value.printed.value > part.known.printed.value
    ]
    told, by_value = figures.named(bare, part.dimension)
    likely = by_value.wholes(part.known, share.known, _PLACES)
    greater = (each.known for each in likely if each.known.printed.value > part.known.printed.value)
    for value in (*(value for _, value in tabled), *greater):
        if near_ratio(share.known, part.known, value) or _little(share.known, part.known, value):
            yield noted(judged(facts, quotient(info, share.known, [(ONE, part.known)], [(ONE, value)])))
            return
    rows = [value for total, value in tabled if _among(part, total)]
    if rows and len({value.printed.value for _, value in tabled}) == 1:
        yield judged(facts, quotient(info, share.known, [(ONE, part.known)], [(ONE, rows[0])]))
        return
    near = min(
        (
            each
            for each in told
            # 一审结案 is no 结案总数.
            if ("总数" not in name or _SCOPE.sub("", stem(each.clause)) == bare)
            and each.known.printed.value > part.known.printed.value
            and each.block.section[:1] == share.block.section[:1]
        ),
        key=lambda each: (not stem(each.clause).endswith(core), abs(each.block.index - share.block.index)),
        default=None,
    )
    base = near.known if near is not None else next((value for _, value in tabled), None)
    if base is not None and _taken(figures, part, share, bare):
        yield judged(facts, quotient(info, share.known, [(ONE, part.known)], [(ONE, base)]))


def _endings(totals: Sequence[_Total]) -> Mapping[str, Sequence[_Total]]:
    """Return the totals by whatever their columns' names end in, in the order of the tables."""
    found: dict[str, list[_Total]] = {}
    for total in totals:
        for at in range(len(total.noun) - _WORD + 1):
            found.setdefault(total.noun[at:], []).append(total)
    return found


def _of_cell(
    part: Number, share: Number, name: str, endings: Mapping[str, Sequence[_Total]]
) -> Iterator[_Total]:
    """Iterate over the totals of the columns near by in which the part is a cell: 占总支出 of a cell below 资金支出."""
    found = endings.get(name.removeprefix("总"), ())
    index = share.block.index
    start = bisect.bisect_left(found, index - _NEAR, key=lambda total: total.index)
    for total in found[start:]:
        if total.index > index + _NEAR:
            return
        if _among(part, total):
            yield total


def _little(share: Stated, part: Stated, whole: Stated) -> bool:
    """Whether a last place or two part a share from its quotient: cut off, or pushed to make 100 %."""
    gap = abs(part.printed.value / whole.printed.value - share.printed.value)
    return gap <= share.printed.step * _PLACES


def _among(part: Number, total: _Total) -> bool:
    """Whether the part is a row of the column: of its total, and of no other whole, it is told to be a share."""
    cells = [total.sheet.at(row, total.column) for row in total.sheet.details]
    return digits(part.known) >= _LEAST and any(
        cell is not None
        and (alike := counted_like(part, total.column, cell)) is not None
        and same_value(part.known, alike)
        for cell in cells
    )


def _taken(figures: _Figures, part: Number, share: Number, core: str) -> bool:
    """Whether the share comes out over another figure, which bears another name; and over none of the name."""
    if digits(share.known) < _LEAST:
        return False
    likely = figures.long(part.dimension).wholes(part.known, share.known)
    fitting = [number for number in likely if near_ratio(share.known, part.known, number.known)]
    named = [each for each in fitting if overlap(core, plain(each.clause + each.name)) >= _WORD]
    return bool(fitting) and not named
