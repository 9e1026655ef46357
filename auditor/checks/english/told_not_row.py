"""English: a level, an earlier level or a change that a clause tells of a row of a table, and that the row does not print.

`Net revenue was A, an increase of p% over 2023`; `Systems revenue decreased p% to A`; `A, compared with B a year earlier`; `A
(2023: B)`; `A was p% above budget`. The clause names the row, and what is told of it has to be its cells: of the level, the
level it is held against and the change all but one are right, and the one that is not is judged by the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import (
    ONE,
    WAY,
    evidence_at,
    evidence_of_words,
    fits,
    judged,
    quotient,
    rule,
    said,
    summed,
)
from auditor.checks.common.rownames import of_cell
from auditor.checks.common.slips import MEANT, digits
from auditor.checks.english._changes import Change, changes, held, sign_of
from auditor.checks.english._clauses import read
from auditor.checks.english._moves import NOUN_OF
from auditor.checks.english._rowsnamed import Period, Row, periods, rows_of, rows_printing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.numbers import Number
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, Relation

NAME = "told-not-row"
TITLE = {"zh": "正文所述与表中该行不符", "en": "what is told of a table row is not what it prints"}
_OTHERWISE = re.compile(
    r"excluding|adjusted|per year|quarter|month|\bhalf\b|average|since|same[- ]store|target|forecast|estimate|guidance|restated|respectively|points|"
    r"\bper (?!cent\b)|\bfirst\b",
    re.IGNORECASE,
)
"""What is told on another basis than the columns of a table of years."""
_IN_ANOTHER = re.compile(
    r"\s*(?:in|of|for|from|on) (?!(?:the )?(?:[a-z]+ )?(?:year|period|[0-9]|fiscal|FY))[a-z]{3,}"
)
"""Fees were up 8%, with growth of 13.9% in overseas fees: the noun says itself what grew."""
_REASON = re.compile(
    r"[;(]|,\s|\b(?:and|as|due to|because|reflecting|driven|helped|following|thanks|owing|after)\b"
)
_PLANNED = re.compile(r"\b(?:budget|plan|request|goal)", re.IGNORECASE)
_PER_SHARE = re.compile(r"\bper (?:[a-z]+ ){0,2}share\b")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge what clauses tell of the rows that they name."""
    for sentence, told in read(facts):
        for change in changes(sentence, told):
            if not change.bases:
                yield from _changed(facts, sentence, change)
        for now, before in held(told):
            yield from _compared(facts, sentence, now, before)


def _start(sentence: Sentence, *numbers: Number | None) -> int:
    return min(each.occurrence.span.start for each in numbers if each is not None) - sentence.start


def _changed(facts: Facts, sentence: Sentence, change: Change) -> Iterator[Outcome]:
    """Judge a change whose earlier level is not printed beside it."""
    told = change.rate if change.rate is not None else change.amount
    level = change.now
    if told is None or told.stated is None or (told.is_share and told.known.printed.value == 0):
        return
    if level is not None and (level.stated is None or level.is_share or level.sign):
        return
    tail = _REASON.split(sentence.after(change.last))[0]
    if _OTHERWISE.search(tail) or _OTHERWISE.search(sentence.before(told)[-80:]):
        return
    if NOUN_OF.search(sentence.before(change.head)) and _IN_ANOTHER.match(sentence.after(change.last)):
        return
    start = _start(sentence, level, change.rate, change.amount)
    found = [
        (row, period)
        for row in rows_of(facts, sentence, start)
        or (rows_printing(facts, sentence, level.known) if level is not None else [])
        for period in periods(row, f"{change.words} {tail}")
    ]
    if level is None:
        # Expenditure on a programme that fell by so much, and the staff of the programme in another chapter: no level tells the table.
        here = told.block.section[:1]
        found = [
            each for each in found if each[1].sure and each[0].whole and each[0].sheet.section[:1] == here
        ]
        if told.dimension != "ratio" and digits(told.known) < MEANT - 2:
            return
    relations = [
        (row, period, relation)
        for row, period in found
        for sign in ((sign_of(change), -sign_of(change)) if change.open else (sign_of(change),))
        if (relation := _relation(told, level, row, period, sign)) is not None
    ]
    same = [each for each in relations if level is None or each[0].prints(level.known, each[1].now)]
    right = next((each for each in same if fits(facts, each[2])), None)
    if right is not None:
        yield judged(facts, right[2])
        return
    values = {(each[1].now.printed.value, each[1].before.printed.value) for each in same}
    if len(values) == 1:
        row, period, relation = same[0]
        turned = _relation(told, level, row, period, -sign_of(change))
        if level is not None and digits(level.known) < MEANT - 1 and not period.sure:
            return
        if turned is not None and fits(facts, turned):
            yield _turned(change, told, period)
        else:
            yield judged(facts, relation)
    elif level is not None and not same and digits(level.known) >= MEANT - 1:
        yield from _level(facts, level, [each for each in relations if fits(facts, each[2])])


def _level(facts: Facts, level: Number, found: Sequence[tuple[Row, Period, Relation]]) -> Iterator[Outcome]:
    """Judge a level whose change is that of a row by what the row prints: A was p% above budget."""
    cells = {id(period.now): (row, period.now) for row, period, _ in found if period.sure}
    if len({cell.printed.value for _, cell in cells.values()}) != 1:
        return
    row, cell = next(iter(cells.values()))
    scaled = row.scaled(level.known, cell)
    if scaled:
        by = min(scaled, key=lambda scale: abs(cell.printed.value * scale - level.known.printed.value))
        yield judged(facts, summed(rule(NAME, TITLE), level.known, [(by, cell)], role="stated"))


def _relation(
    told: Number, level: Number | None, row: Row, period: Period, sign: Fraction
) -> Relation | None:
    """Return the relation that a change is that of two cells."""
    now, before = period.now, period.before
    info = rule(NAME, TITLE)
    if before.printed.value <= 0:
        return None
    if told.is_share:
        return quotient(info, told.known, [(sign, now), (-sign, before)], [(ONE, before)])
    by = row.scale(level.known, now) if level is not None and level.stated else None
    if by is None:
        scaled = row.scaled(told.known, now)
        if len(scaled) != 1:
            return None  # nothing tells in thousands or millions
        by = scaled[0]
    return summed(info, told.known, [(sign * by, now), (-sign * by, before)], role="stated")


def _turned(change: Change, told: Number, period: Period) -> Outcome:
    """Return that the word goes the other way than the cells."""
    now, before = period.now.mention.text, period.before.mention.text
    start, word = change.cue()
    block = told.block
    item = evidence_of_words(block, change.sentence.start + start, word, "direction")
    zh = f"称“{word}”，而表中由 {before} 变为 {now}"
    en = f"says '{word}', and the table has {before} before {now}"
    return said(WAY, zh, en, [item, evidence_at(block, told.occurrence)])


def _compared(facts: Facts, sentence: Sentence, now: Number, before: Number) -> Iterator[Outcome]:
    """Judge a level and the earlier one beside it by the two cells of a row."""
    if now.stated is None or before.stated is None or now.sign or before.sign or now.is_share:
        return
    least = 2 if before.depth > now.depth else MEANT - 1
    if now.dimension != before.dimension or min(digits(now.known), digits(before.known)) < least:
        return
    behind = "" if before.depth > now.depth else re.split(r"[;(]|\band\b", sentence.after(before))[0]
    words = f"{sentence.between(now, before)} {behind}"
    if _PLANNED.search(words) or _OTHERWISE.search(_PER_SHARE.sub("", words)):
        return
    start = _start(sentence, now)
    found: list[tuple[Row, Period]] = [
        (row, period)
        for row in rows_of(facts, sentence, start)
        for period in periods(row, words)
        if period.sure
    ]
    one = [each for each in found if each[0].prints(now.known, each[1].now)]
    two = [each for each in found if each[0].prints(before.known, each[1].before)]
    if one and two:
        return
    for wrong, right, chosen in ((before, now, one), (now, before, two)):
        cells = [
            (row, *((each.now, each.before) if wrong is before else (each.before, each.now)))
            for row, each in chosen
        ]
        if len({cell.printed.value for _, _, cell in cells}) == 1:
            row, held_cell, cell = cells[0]
            by = row.scale(right.known, held_cell) or ONE
            yield of_cell(facts, rule(NAME, TITLE), wrong.known, cell, by)
