"""A figure told again with a slip of the pen, found by what stands around it: 覆盖率为 347%, and 374% below.

Two figures of one unit that have the same digits but for two neighbours, or but for the place of the point, are seldom two.
Names of a figure vary from place to place, so it is the words of its clause that are compared, each with a weight: a word that
stands beside few figures of the document tells which figure is meant, 比上年增长 tells nothing. The fewer digits, the more words.
"""

from __future__ import annotations

import functools
from collections import Counter
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.english import terms
from auditor.checks.common.numbers import Number, Stated, paragraphs
from auditor.checks.common.slips import TENTH, neighbours_swapped, slip
from auditor.checks.common.tables import header, plain, sheets
from auditor.checks.common.words import opposed, other_flow
from auditor.checks.repeated._oddones import follows
from auditor.checks.repeated._tellings import condition_of, period_of, printed, starts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from auditor.evaluation.facts import Facts

_CLAUSE = re.compile(r"[，,。；;：:（）()“”\"!?！？\n]")
_CHINESE = re.compile("[一-龥]+")
_NUMERALS = re.compile(r"[0-9][0-9.,]*[%％]?")
_YEARS = re.compile(r"(?:19|20)[0-9]{2}")
_AIM = re.compile(r"目标|计划|预算|年初|上年|去年|同期|初步|预计")
_MEAN = re.compile(r"均(?!衡)|每")
_BARE = re.compile(r"\s*(?:完成|占|同比|比|较|增|减|下降|上升)")
"""How a clause begins that does not say of what it tells."""
_ALIKE_END = 4
_BEFORE, _BEHIND = 90, 40
_FEWEST_WORDS, _MOST_ALIKE = 3, 40
_SHORT, _LONG = 3, 5
"""Digits of a figure that others have by chance, and of one that they hardly have."""
_RARE, _PART = 4, 40
"""A word beside so many figures of a document, or one in so many of them, still tells which is meant."""
_HELD, _SHARED, _SHARED_LONG = 45, 25, 15
"""In a hundred, how much of the lesser and of the greater context both must have."""


@records.frozen(eq=False)
class _Told:
    """A figure as one place tells it, with its clause; `number` is None where a cell of a row called `label` tells it."""

    stated: Stated
    context: str
    period: str
    number: Number | None = None
    label: str = ""

    @property
    def words(self) -> frozenset[str]:
        """Return the words of the clause: few of all figures are asked for them."""
        return _words(self.context)

    @property
    def row(self) -> frozenset[str]:
        """Return the words of the row."""
        return _words(self.label)


@records.frozen(eq=False)
class SlipAgain:
    """Two places of running text, or of text and a cell, that tell one figure otherwise; `sure` where one of them is borne out."""

    told: Stated
    other: Stated
    sure: bool


def slips_again(facts: Facts) -> Iterator[SlipAgain]:
    """Iterate over the figures that are told twice and once with a slip, the one that is not borne out first."""
    alike: dict[tuple[str, str], list[_Told]] = {}
    every = [*_in_text(facts), *_in_cells(facts)]
    for each in every:
        digits = each.stated.printed.digits.strip("0")
        if len(digits) >= _SHORT:
            alike.setdefault((each.stated.unit.dimension, "".join(sorted(digits))), []).append(each)
    # Cells bear out and are held to what is told; two of them are two figures.
    slipped = [
        (one, others)
        for group in alike.values()
        if len(group) <= _MOST_ALIKE
        for one in group
        if one.number is not None and (others := [each for each in group if _slipped(one, each)])
    ]
    known = Counter(word for each in every for word in each.words) if slipped else Counter()
    for one, slips in slipped:
        others = [each for each in slips if _one_figure(one, each, known, len(every))]
        if others and len({each.stated.printed.value for each in others}) == 1:
            found = _odd(facts, one, others)
            if found is not None:
                yield found


def _odd(facts: Facts, one: _Told, others: Sequence[_Told]) -> SlipAgain | None:
    """Return a figure that nothing bears out, with one that others bear out, or that at least stands as firm."""
    other = others[0]
    if printed(facts, one.stated) > 1 or follows(facts, one.number):
        return None
    firm = printed(facts, other.stated) > 1 or any(follows(facts, each.number) for each in others)
    earlier = other.number is None or _place(one) < _place(other)
    return SlipAgain(one.stated, other.stated, firm) if firm or earlier else None


def _place(told: _Told) -> tuple[int, int]:
    number = told.number
    return (number.block.index, number.occurrence.span.start) if number is not None else (-1, -1)


def _slipped(one: _Told, other: _Told) -> bool:
    """Whether swapped neighbours or a moved point part two figures that do not stand in one sentence."""
    first, second = one.number, other.number
    if first is None or one.stated.printed.value == other.stated.printed.value:
        return False
    if second is not None and first.block is second.block and first.sentence == second.sentence:
        return False
    kind = slip(one.stated, other.stated.printed.value)
    swapped = neighbours_swapped(one.stated.printed.digits, other.stated.printed.digits)
    return kind == "shift" or (kind == "swap" and swapped)


def _one_figure(one: _Told, other: _Told, known: Mapping[str, int], count: int) -> bool:
    """Whether the words around two figures are those of one, as far as their digits leave that open."""
    if _apart(one, other):
        return False
    both = one.words & other.words
    if other.row and not other.row & one.words:
        return False  # the head of the column alone is that of every row
    digits = len(one.stated.printed.digits.strip("0"))
    long = digits >= _LONG
    rare = sum(1 for word in both if known[word] <= max(_RARE, count // _PART))
    if rare < (2 if digits <= _SHORT else 0 if digits > _LONG else 1):
        return False
    shared = _weight(both, known, count) * 100
    lesser, greater = sorted(_weight(each.words, known, count) for each in (one, other))
    return shared >= lesser * _HELD and shared >= greater * (_SHARED_LONG if long else _SHARED)


def _weight(words: Collection[str], known: Mapping[str, int], count: int) -> int:
    """Return how much words tell: for each, how often the figures beside it halve their number."""
    return sum((2 * count // known[word]).bit_length() for word in words)


def _apart(one: _Told, other: _Told) -> bool:
    """Whether time, aim or direction of a flow tell two figures apart."""
    years = [set(_YEARS.findall(f"{each.period} {each.context}")) for each in (one, other)]
    if all(years) and not years[0] & years[1]:
        return True
    if one.period and other.period and one.period != other.period and not all(years):
        return True
    if opposed(one.context, other.context) or other_flow(one.context, other.context):
        return True
    if any(TENTH.search(each.context) for each in (one, other)):
        return True  # 盈余公积（净利润的 10%）: the digits are the profit's
    if (_MEAN.search(one.context) is None) != (_MEAN.search(other.context) is None):
        return True
    if _of_others(one.context, other.context):
        return True
    aims = [set(_AIM.findall(each.context)) for each in (one, other)]
    return aims[0] != aims[1]


def _of_others(one: str, other: str) -> bool:
    """Whether words that end alike begin with another subject each: 甲项目综合得分, 乙项目综合得分."""
    first, second = ("".join(each.split()) for each in (one, other))
    ends = next(
        (
            at
            for at, (here, there) in enumerate(zip(reversed(first), reversed(second), strict=False))
            if here != there
        ),
        min(len(first), len(second)),
    )
    return _ALIKE_END <= ends < min(len(first), len(second))


def _in_text(facts: Facts) -> Iterator[_Told]:
    for paragraph in paragraphs(facts):
        for number in () if paragraph.block.tells_aims else paragraph.numbers:
            if (
                number.stated is None
                or number.sign
                or number.in_ratio
                or starts(number)
                or condition_of(number)
            ):
                continue
            context = _context(number)
            if _words(context):
                yield _Told(number.known, context, period_of(number.period), number)


def _in_cells(facts: Facts) -> Iterator[_Told]:
    for sheet in sheets(facts):
        for column in sheet.columns:
            for row in sheet.table.rows:
                cell = sheet.at(row, column)
                if cell is not None:
                    label = "" if row in sheet.totals else plain(row.label or row.name)
                    yield _Told(cell, f"{label} {plain(header(column))}", "", label=label)


def _context(number: Number) -> str:
    """Return the words of its clause before a number; where they are few, with those behind it, and the clause before."""
    text, span = number.block.text, number.occurrence.span
    lead = text[max(0, span.start - _BEFORE) : span.start]
    before = _CLAUSE.split(_NUMERALS.sub(" ", lead))
    own = before[-1]
    if len(_words(own)) < _FEWEST_WORDS:
        own = f"{own} {_CLAUSE.split(number.after[:_BEHIND])[0]}"
    if (len(_words(own)) < _FEWEST_WORDS or _BARE.match(own)) and len(before) > 1:
        own = f"{before[-2]} {own}"
    return own


@functools.lru_cache(maxsize=1024)
def _words(text: str) -> frozenset[str]:
    """Return the Latin words of a text and the pairs of its Chinese characters, between whose words no blanks stand."""
    pairs = (run[at : at + 2] for run in _CHINESE.findall(text) for at in range(len(run) - 1))
    return frozenset((*terms(text), *pairs))
