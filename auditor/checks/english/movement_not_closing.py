"""English: a movement in a table whose opening balance and changes do not give the closing balance.

    At 1 January        382.6
    Additions            57.3
    Depreciation        (41.6)
    At 31 December      398.3

Lines whose dots lead to their amounts are such a table. Another column that adds up, or its totals and its net change, show how it is
meant; where there is none, a slip of the pen or the balance as it is printed elsewhere has to explain the gap.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Stated, paragraphs
from auditor.checks.common.relations import ONE, judged, near_sum, rule, summed
from auditor.checks.common.slips import digits, slip_in_sum
from auditor.checks.common.tables import numeric, sheets
from auditor.checks.english._leaders import lines
from auditor.checks.english._movementcolumns import movements_across
from auditor.checks.english._movementstold import movements_told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

_Thing = TypeVar("_Thing")
NAME = "movement-not-closing"
TITLE = {"zh": "期初、变动与期末不符", "en": "opening balance and changes do not give the closing balance"}
_DAY = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_OF = r"(?:(?:[a-z-]+ ){0,3}(?:balances?|carrying amount|net assets|cost|cash|reserves?|funds?)[a-z ]*,? )?(?:as )?(?:at |on )?(?:the )?"
_OPENS = re.compile(
    rf"^{_OF}(?:1 {_DAY}|{_DAY} 1\b(?![0-9])|beginning\b|start\b)|^at 1\b|^(?:opening|beginning) (?:[a-z]+ ){{0,2}}(?:balance|carrying|net|book|cash)|^opening$|\bbrought forward\b",
    re.IGNORECASE,
)
_CLOSES = re.compile(
    rf"^{_OF}(?:(?:28|29|30|31) {_DAY}|{_DAY} (?:28|29|30|31)\b|end\b)|^at (?:28|29|30|31)\b|^(?:closing|ending) (?:[a-z]+ ){{0,2}}(?:balance|carrying|net|book|cash)|^closing$|\bcarried forward\b",
    re.IGNORECASE,
)
_OPENING = re.compile(rf"{_OPENS.pattern}|^opening\b|\bat (?:the )?(?:start|beginning)\b", re.IGNORECASE)
_CLOSING = re.compile(rf"{_CLOSES.pattern}|^closing\b|\bat (?:the )?end\b", re.IGNORECASE)
"""What heads the columns that a row is taken from and to."""
_LESS = re.compile(r"^(?:less|deduct|minus)\b", re.IGNORECASE)
_TOTAL = re.compile(r"\b(?:total|sub-?total)\b", re.IGNORECASE)
_NET = re.compile(
    r"^(?:net )?(?:change|increase|decrease|excess|surplus|deficit|movement)\b|^net (?:income|loss|cash|operating|additions?)\b|\b(?:increase|decrease|change) in (?:[a-z]+ )?balance",
    re.IGNORECASE,
)
_FEWEST = 3
_TELLING = 4
_SCALES = (Fraction(1, 1000), Fraction(1000))
_Parts = list[tuple[Fraction, "Stated"]]


@records.frozen(eq=False)
class _Step:
    """A line of a movement: its words and amount."""

    label: str
    value: Stated


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every stretch of rows, or of lines, from an opening balance to the next closing balance."""
    for sheet in sheets(facts):
        for rows in _movements([(row.label or row.name, row) for row in sheet.table.rows]):
            columns = [
                [
                    _Step(row.label or row.name, value)
                    for row in rows
                    if (value := sheet.at(row, column)) is not None
                ]
                for column in numeric(sheet)
                if sheet.at(rows[0], column) and sheet.at(rows[-1], column)
            ]
            yield from _judged(facts, columns)
    for steps in _lines(facts):
        for found in _movements([(each.label, each) for each in steps]):
            yield from _judged(facts, [list(found)])
    for closing, parts in movements_across(facts, _OPENING, _CLOSING):
        yield judged(facts, summed(rule(NAME, TITLE), closing, parts))
    for closing, parts in movements_told(facts):
        # What the paragraph leaves untold may have moved the balance, too: a slip has to explain the gap.
        if near_sum(closing, parts) or slip_in_sum(closing, parts) or _scaled(closing, parts):
            yield judged(facts, summed(rule(NAME, TITLE), closing, parts))


def _lines(facts: Facts) -> Iterator[list[_Step]]:
    """Iterate over runs of lines whose dots lead to their amounts."""
    run: list[_Step] = []
    last = -1
    for paragraph in paragraphs(facts):
        found = [_Step(each.label, each.number.known) for each in lines(paragraph) if each.number.stated]
        index = paragraph.block.index
        if run and (index != last + 1 or not found):
            yield run
            run = []
        run, last = [*run, *found], index
    if run:
        yield run


def _movements(labelled: Sequence[tuple[str, _Thing]]) -> Iterator[Sequence[_Thing]]:
    start: int | None = None
    for at, (words, _) in enumerate(labelled):
        label = " ".join(words.split())
        if _CLOSES.search(label) and start is not None:
            if at - start >= _FEWEST - 1:
                yield [each for _, each in labelled[start : at + 1]]
            start = None
        elif _OPENS.search(label):
            start = at


def _judged(facts: Facts, columns: Sequence[list[_Step]]) -> Iterator[Outcome]:
    told = [(steps[-1].value, ways) for steps in columns if (ways := list(_ways(steps)))]
    kept = [each for each in told if any(near_sum(each[0], way) for way in each[1])]
    for closing, ways in told:
        held = next((way for way in ways if near_sum(closing, way)), None)
        asked = {_sum(way) for way in ways}
        # Several ways that ask one value, another column, a slip, or the value in another place bear out what is meant.
        taken = any(weight * each.printed.value < 0 for way in ways for weight, each in way)
        agreed = len(ways) > 1 and len(asked) == 1 and taken
        if (
            held
            or agreed
            or (
                len(ways) == 1
                and (len(kept) * 2 > len(told) or (not kept and _meant(facts, closing, ways[0])))
            )
        ):
            yield judged(facts, summed(rule(NAME, TITLE), closing, held or ways[0]))


def _ways(steps: Sequence[_Step]) -> Iterator[_Parts]:
    """Iterate over the ways to add up a movement: all its lines, the totals among them, or its net change."""
    opening, *between, closing = steps
    if any(each.value.unit.dimension != opening.value.unit.dimension for each in (*between, closing)):
        return
    totals = [each for each in between if _TOTAL.search(each.label)]
    nets = [each for each in between if _NET.search(each.label)]
    plain = [each for each in between if each not in totals and each not in nets]
    for chosen in (plain, totals, nets[-1:]):
        if chosen and (chosen is not totals or len(totals) > 1) and (chosen is not plain or len(plain) > 1):
            yield [
                (ONE, opening.value),
                *(
                    (-ONE if _LESS.match(each.label) and each.value.printed.value > 0 else ONE, each.value)
                    for each in chosen
                ),
            ]


def _scaled(closing: Stated, parts: _Parts) -> bool:
    """Whether a balance closes once one amount is told in thousands for millions, or the other way: £1,018m written off of £14.21m."""
    others = [[part for part in parts if part is not each] for each in parts]
    return any(
        near_sum(closing, [*rest, (weight * scale, each)])
        for (weight, each), rest in zip(parts, others, strict=True)
        for scale in _SCALES
        if digits(each) >= _FEWEST
    )


def _sum(parts: _Parts) -> Fraction:
    return sum((weight * each.printed.value for weight, each in parts), Fraction(0))


def _meant(facts: Facts, closing: Stated, parts: _Parts) -> bool:
    """Whether a slip explains why a balance is not what it should be, or that stands in another place, in whatever scale."""
    value = _sum(parts)
    if slip_in_sum(closing, parts):
        return True
    told = {
        str(abs(each.printed.numeral.value / each.printed.numeral.step)).rstrip("0")
        for each in (
            *(
                number.known
                for paragraph in paragraphs(facts)
                for number in paragraph.numbers
                if number.stated
            ),
            *(cell for sheet in sheets(facts) for cell in sheet.values.values()),
        )
        if each.printed.numeral.step
    }
    step = closing.printed.step
    wanted = str(abs(value / step)).rstrip("0") if step and value > 0 else ""
    return len(wanted) >= _TELLING and wanted in told
