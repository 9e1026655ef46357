"""An amount that prints the digits of another one that its words name, in another unit or with the point elsewhere.

支出 412.35 元, and 412.35 万元 in the table: the same numeral with 万 or 亿 lost or put in. 结余 14,308.8 万元, and 1,430.88 万元 in
the row 结余: the same digits. 2.45 亩 of a name of which 24,545 亩 are told, and
235.5 平方米 of 235.5 公顷: as rounded, and by three digits, where the words of both share one. The amount itself may be printed nowhere else.

In 600 consistent documents no amount with a scale of ten thousand put in or lost was another one of its name.
"""

from __future__ import annotations

import functools
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.checks.common.byvalue import ByValue
from auditor.checks.common.numbers import Number, Stated, paragraphs
from auditor.checks.common.relations import compared, evidence_at, judged, rule, said
from auditor.checks.common.slips import TENTH
from auditor.checks.common.tables import numeric, same_value, sheets
from auditor.checks.common.tableunits import NAME, TITLE
from auditor.checks.repeated._oddunits import odd_units
from auditor.checks.repeated._scale_words import slipped_words
from auditor.language import tree
from auditor.numbers import interval_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

_UNITS = frozenset(Fraction(10) ** power for power in (4, 8, -4, -8))
_MEAN = re.compile(r"均(?!衡)|每|单价")
_EACH = re.compile(r"[户人亩床生车村]均|每[一-龥]|[单平]价|均(?!衡)")
_PART_OF_EACH = re.compile(r"(?:均|每[亩户人床生车村])[^。]*?[0-9]\s*元[^。；;]*其中[^。；;]*$")
_NOT_CHINESE = re.compile(r"[^一-龥]+")
_AREAS = {"measure:平方米": 1, "measure:公顷": 10**4, "measure:平方公里": 10**6}
_MARK = re.compile(r"[，,。；;、：:（）()]")
_TOLD = 3
_ENOUGH = 4
_MANY = 5
_BEHIND = 10
_LEFT_OUT = frozenset({"ratio", "points", "score", "number"})


@records.frozen(eq=False)
class _Print:
    """A printed amount, the words that name it, and where running text prints it the number."""

    stated: Stated
    words: str
    number: Number | None = None
    total: bool = False

    @property
    def sentence(self) -> str:
        """Return the sentence in which running text prints the number."""
        if self.number is None:
            return ""
        text, at = self.number.block.text, self.number.occurrence.span.start
        return text[text.rfind("。", 0, at) + 1 : at] + text[at:].partition("。")[0]

    @functools.cached_property
    def means(self) -> frozenset[str]:
        """Return of what each it tells so much, by its words or, of a part of what is told of each, by its sentence: 亩均标准 2,200 元，其中中央 1,250 元."""
        own = set(_EACH.findall(self.words))
        if not own and self.number is not None and (told := _PART_OF_EACH.search(self.number.lead)):
            own = set(_EACH.findall(told.group()))
        return frozenset(own)

    @property
    def kind(self) -> str:
        """Return what it measures: all areas whose measures are powers of ten of one another are of one kind."""
        dimension = self.stated.unit.dimension
        return "area" if dimension in _AREAS else dimension

    @functools.cached_property
    def amount(self) -> Stated:
        """Return it in the base unit of its kind."""
        area = _AREAS.get(self.stated.unit.dimension, 1)
        return self.stated if area == 1 else _times(self.stated, Fraction(area))


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the amounts of running text that nothing else prints, by those with the same digits."""
    yield from slipped_words(facts, rule(NAME, TITLE))
    prints = _prints(facts)
    alike: dict[tuple[str, str], list[_Print]] = {}
    kinds: dict[str, list[_Print]] = {}
    values: dict[Fraction, int] = {}
    for each in prints:
        alike.setdefault((each.stated.unit.dimension, _digits(each.stated)), []).append(each)
        kinds.setdefault(each.kind, []).append(each)
        value = abs(each.amount.printed.value)
        values[value] = values.get(value, 0) + 1
    by_value = {kind: ByValue(own, lambda each: each.amount) for kind, own in kinds.items()}
    yield from _odd(facts)
    totals = _totals(facts)
    for each in prints:
        number = each.number
        if number is None or number.block.tells_aims:
            continue
        if values[abs(each.amount.printed.value)] > 1:
            continue
        others = [
            other
            for other in alike[each.stated.unit.dimension, _digits(each.stated)]
            if other is not each and _meant(each, other)
        ]
        others = others or _of_other_unit(each, by_value[each.kind]) or _of_total(each, totals)
        if others and all(same_value(others[0].amount, other.amount) for other in others):
            area = Fraction(_AREAS.get(each.stated.unit.dimension, 1))
            other = _times(others[0].amount, 1 / area)
            yield judged(facts, compared(rule(NAME, TITLE), each.stated, tree.Relation.EQUAL, other))


def _odd(facts: Facts) -> Iterator[Outcome]:
    """Say which amounts of a list are told in another unit than all others."""
    told: set[int] = set()
    for number, others in odd_units(facts):
        if id(number) in told:
            continue
        told.add(id(number))
        items = [evidence_at(each.block, each.occurrence) for each in (number, *others)]
        item = number.occurrence
        unit = others[0].occurrence.unit
        zh = f"并列或所比的数以“{unit}”为单位，而此数写作 {item.text}{item.unit}，单位有误"
        en = f"{item.text}{item.unit} stands beside amounts in {unit}"
        yield said(rule(NAME, TITLE), zh, en, items)


def _prints(facts: Facts) -> Sequence[_Print]:
    told = [
        _Print(
            number.known,
            f"{number.clause}|{number.name}|{number.of}|{_MARK.split(number.after[:_BEHIND])[0]}",
            number,
        )
        for paragraph in paragraphs(facts)
        for number in paragraph.numbers
        if number.stated
        and number.dimension not in _LEFT_OUT
        # 收入总计 47,483,458 支出总计…: what a pack of rules lends it is no unit that it prints.
        and number.known.unit.dimension == number.dimension
    ]
    # A total is called what its table is.
    cells = [
        _Print(cell, f"{cell.figure.label or ''}|{sheet.title if row in ends else ''}", total=row in ends)
        for sheet in sheets(facts)
        for ends in [{row.name for row in sheet.totals}]
        for (row, _), cell in sheet.values.items()
    ]
    return [*told, *cells]


def _of_other_unit(one: _Print, kind: ByValue[_Print]) -> list[_Print]:
    """Return those of a name and kind that an amount is, as rounded, with 万 or 亿 or the measure of an area put for another."""
    if _printed_digits(one.stated) < _TOLD or not one.stated.printed.value:
        return []
    found = [
        (len(_pairs(one.words) & _pairs(other.words)), other)
        for scale in _UNITS
        for other in kind.alike(_times(one.amount, scale))
        if _printed_digits(other.stated) >= _TOLD and one.means == other.means
    ]
    most = max((shared for shared, _ in found), default=0)
    # 户均营业收入 2.11 亿元 and 居民人均可支配收入 21,137 元: three digits meet by chance where one word alone is shared.
    if most == 1 and _printed_digits(one.stated) < _ENOUGH:
        return []
    return [other for shared, other in found if shared == most > 0]


def _totals(facts: Facts) -> Mapping[tuple[str, str], Sequence[_Print]]:
    """Return the totals of tables by what they count and their digits."""
    found: dict[tuple[str, str], list[_Print]] = {}
    for sheet in sheets(facts):
        for row in sheet.totals:
            for column in numeric(sheet):
                cell = sheet.at(row, column)
                if cell is not None and cell.unit.dimension.startswith("count:"):
                    found.setdefault((cell.unit.dimension, _digits(cell)), []).append(_Print(cell, ""))
    return found


def _of_total(one: _Print, totals: Mapping[tuple[str, str], Sequence[_Print]]) -> list[_Print]:
    """Return the total whose digits a number of 万人 prints that has no name: 惠及 61 个村、90.57 万人, and 90,570 人 in all of them."""
    number = one.number
    if number is None or number.clause or number.known.unit.factor == 1 or len(_digits(one.stated)) < _ENOUGH:
        return []
    found = totals.get((one.stated.unit.dimension, _digits(one.stated)), ())
    return [each for each in found if each.stated.printed.value != one.stated.printed.value]


def _times(stated: Stated, scale: Fraction) -> Stated:
    """Return a value so many times as great, and as exact."""
    value, step = stated.printed.value * scale, stated.printed.step * scale
    printed = attrs.evolve(stated.printed, value=value, step=step, interval=interval_of(value, step))
    return attrs.evolve(stated, printed=printed)


def _meant(one: _Print, other: _Print) -> bool:
    """Whether an amount is another one with its unit or point set wrong."""
    value, true = abs(one.stated.printed.value), abs(other.stated.printed.value)
    if value in (true, 0) or true == 0:
        return False
    shared = len(_pairs(one.words) & _pairs(other.words))
    mean = any(_MEAN.search(each.words) for each in (one, other))
    if true / value in _UNITS and _numeral(one.stated) == _numeral(other.stated):
        return _printed_digits(one.stated) >= _ENOUGH and (shared > 0 or not mean)
    # 提取法定盈余公积（净利润的 10%）: what is a tenth of another amount prints its digits.
    if any(TENTH.search(each.words + each.sentence) for each in (one, other)):
        return False
    length = len(_digits(one.stated))
    if other.total and other.stated.unit.dimension.startswith("measure:") and shared > 0 and not mean:
        return length >= _ENOUGH
    return (length >= _ENOUGH and shared > 1) or (length >= _MANY and shared > 0 and not mean)


def _numeral(stated: Stated) -> Fraction:
    return abs(stated.printed.numeral.value)


def _digits(stated: Stated) -> str:
    """Return the digits of a numeral that say something, without a point."""
    numeral = stated.printed.numeral
    return str((abs(numeral.value) / numeral.step).numerator).rstrip("0")


def _printed_digits(stated: Stated) -> int:
    """Return how many digits a numeral is told to: noughts behind a point are told, others need not be."""
    numeral = stated.printed.numeral
    return (
        len(str((abs(numeral.value) / numeral.step).numerator)) if numeral.step < 1 else len(_digits(stated))
    )


def _pairs(words: str) -> set[str]:
    """Return the pairs of neighbouring characters of Chinese words."""
    runs = _NOT_CHINESE.split(words)
    return {run[at : at + 2] for run in runs for at in range(len(run) - 1)}
