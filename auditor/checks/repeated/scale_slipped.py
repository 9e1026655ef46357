"""An amount that prints the digits of another one that its words name, in another unit or with the point elsewhere.

支出 412.35 元, and 412.35 万元 in the table: the same numeral with 万 or 亿 lost or put in. 结余 14,308.8 万元, and 1,430.88 万元 in
the row 结余: the same digits. The amount itself may be printed nowhere else, and four digits or more agree.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number, Stated, paragraphs
from auditor.checks.common.relations import compared, judged, rule
from auditor.checks.common.tables import sheets
from auditor.checks.repeated._scale_words import slipped_words
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "scale-slipped"
TITLE = {"zh": "数字相同而单位或小数点不同", "en": "an amount prints another one's digits in another scale"}
_UNITS = frozenset(Fraction(10) ** power for power in (4, 8, -4, -8))
_MEAN = re.compile(r"均(?!衡)|每|单价")
_NOT_CHINESE = re.compile(r"[^一-龥]+")
_TENTH = re.compile(
    r"(?<![0-9.])(?:10|0?\.10*|1)(?:\.0+)?\s*[%％‰]|(?<![0-9.])10{1,3}\s*倍|[十百千]分之[一十]|[十百千]倍|每(?:10|十|百|千|万)"
)
"""What says that one amount is a power of ten of another one."""
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

    @property
    def sentence(self) -> str:
        """Return the sentence in which running text prints the number."""
        if self.number is None:
            return ""
        text, at = self.number.block.text, self.number.occurrence.span.start
        return text[text.rfind("。", 0, at) + 1 : at] + text[at:].partition("。")[0]


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the amounts of running text that nothing else prints, by those with the same digits."""
    yield from slipped_words(facts, rule(NAME, TITLE))
    prints = _prints(facts)
    alike: dict[tuple[str, str], list[_Print]] = {}
    values: dict[Fraction, int] = {}
    for each in prints:
        alike.setdefault((each.stated.unit.dimension, _digits(each.stated)), []).append(each)
        value = abs(each.stated.printed.value)
        values[value] = values.get(value, 0) + 1
    for each in prints:
        number = each.number
        if number is None or number.block.tells_aims or values[abs(each.stated.printed.value)] > 1:
            continue
        others = [
            other
            for other in alike[each.stated.unit.dimension, _digits(each.stated)]
            if other is not each and _meant(each, other)
        ]
        if others and len({abs(other.stated.printed.value) for other in others}) == 1:
            yield judged(
                facts, compared(rule(NAME, TITLE), each.stated, tree.Relation.EQUAL, others[0].stated)
            )


def _prints(facts: Facts) -> Sequence[_Print]:
    told = [
        _Print(number.known, f"{number.clause}|{number.name}|{number.of}|{number.after[:_BEHIND]}", number)
        for paragraph in paragraphs(facts)
        for number in paragraph.numbers
        if number.stated and number.dimension not in _LEFT_OUT
    ]
    cells = [
        _Print(cell, cell.figure.label or "") for sheet in sheets(facts) for cell in sheet.values.values()
    ]
    return [*told, *cells]


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
    if any(_TENTH.search(each.words + each.sentence) for each in (one, other)):
        return False
    length = len(_digits(one.stated))
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
