"""English: a change that a sentence tells of an amount, and that the amount's row in a table does not bear out.

`Net revenue was $466.9 million, an increase of 7.7% over fiscal 2023`; `Systems revenue decreased 4.1% to $131.6
million`. The row is one that the sentence names and that prints the amount; the earlier amount is that of the year
named, else of the year before.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks._english import end_of, english, year_of
from auditor.checks._numbers import Number
from auditor.checks._relations import (
    ONE,
    WAY,
    evidence_at,
    evidence_of_words,
    fits,
    judged,
    quotient,
    rule,
    said,
)
from auditor.checks._rownames import agrees, headed, levels, named, scales, years
from auditor.checks._slips import MEANT, digits
from auditor.checks._tables import header

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from auditor.checks._english import Sentence
    from auditor.checks._numbers import Stated
    from auditor.checks._rownames import Named
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, Relation
    from auditor.report.model import Column

NAME = "growth-not-row"
TITLE = {
    "zh": "正文的增减率与表中两期数额不符",
    "en": "a change told in the text is not that of the table row",
}
_THEN = re.compile(
    r"^\s*(?:\([^()]*\)\s*)?,?\s*(?:or [0-9.]+ ?(?:%|per ?cent) of [a-z ]{2,40},\s*)?(?:and )?(?:which (?:is|was|represents?) )?"
    r"(?:an? )?(?P<way>up|down|increase|decrease|rise|decline|reduction|growth|gain|drop|fall)(?: of| by)?\s*$",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?P<way>increased|rose|grew|climbed|gained|decreased|fell|declined|dropped|up|down)(?: by)?\s*$",
    re.IGNORECASE,
)
_OR = re.compile(r"^\s*(?:,\s*or|\()\s*$", re.IGNORECASE)
_TO = re.compile(r"^\s*[),]*\s*to\s*$", re.IGNORECASE)
_UP = frozenset("up increase rise growth gain increased rose grew climbed gained".split())
_OTHERWISE = re.compile(
    r"constant|organic|comparable|excluding|adjusted|annuali[sz]ed|compound|per year|a year(?! (?:ago|earlier|before))|quarter|month|sequential|"
    r"since|real terms|like-for-like|points|same[- ]store|budget|target|plan\b|forecast|estimate",
    re.IGNORECASE,
)
_NEAR = 60


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the changes that sentences tell beside an amount."""
    for sentence in english(facts):
        pairs = list(_pairs(sentence))
        rows = [
            each
            for each in ([*named(facts, sentence), *headed(facts, sentence.paragraph)] if pairs else [])
            if each.sheet.near(sentence.paragraph.block.index, _NEAR)
        ]
        for told in pairs:
            yield from _judged(facts, sentence, told, rows)


@attrs.frozen(eq=False)
class _Told:
    """An amount, the percentage that it changed by, the word that says which way, and where it stands."""

    level: Number
    rate: Number
    way: str
    start: int

    @property
    def sign(self) -> Fraction:
        return ONE if self.way.lower() in _UP else -ONE


def _pairs(sentence: Sentence) -> Iterator[_Told]:
    """Iterate over the changes that a sentence tells of amounts."""
    numbers = sentence.stated
    for at, rate in enumerate(numbers):
        if not rate.is_share or rate.known.printed.value <= 0:
            continue
        clause = re.split(r"[,;](?![0-9])|\band\b", sentence.after(rate))[0]
        if _OTHERWISE.search(clause) or _OTHERWISE.search(sentence.before(rate)):
            continue
        for level in reversed(numbers[max(0, at - 2) : at]):
            found = _THEN.match(sentence.between(level, rate))
            if found and not level.is_share:
                yield _Told(level, rate, found["way"], end_of(level) + found.start("way"))
                break
        following = numbers[at + 1] if at + 1 < len(numbers) else None
        # increased $46.3 million, or 19.2%, to $287.6 million: the amount of the change may stand between.
        by = numbers[at - 1] if at and _OR.match(sentence.between(numbers[at - 1], rate)) else rate
        verb = _VERB.search(sentence.before(by))
        led = following is not None and _TO.match(sentence.between(rate, following))
        if verb and led and following is not None and not following.is_share:
            yield _Told(following, rate, verb["way"], sentence.start + verb.start("way"))


def _judged(facts: Facts, sentence: Sentence, told: _Told, rows: Sequence[Named]) -> Iterator[Outcome]:
    level, rate = told.level, told.rate
    start = min(level.occurrence.span.start, rate.occurrence.span.start) - sentence.start
    if digits(level.known) < MEANT - 1:
        return
    over = years(re.split(r"[;(]|\band\b", sentence.after(rate))[0].split(",")[0])
    periods = {
        (now.printed.value, before.printed.value): (now, before)
        for each in rows
        if each.end <= start
        for now, before in _periods(facts, each, level, over)
    }
    relations = [_relation(rate, told.sign, now, before) for now, before in periods.values()]
    fitting = next((each for each in relations if fits(facts, each)), None)
    if fitting is not None:
        yield judged(facts, fitting)
    elif len(periods) == 1:
        ((now, before),) = periods.values()
        if fits(facts, _relation(rate, -told.sign, now, before)):
            yield _turned(sentence, told, now, before)
        else:
            yield judged(facts, relations[0])


def _relation(rate: Number, sign: Fraction, now: Stated, before: Stated) -> Relation:
    return quotient(rule(NAME, TITLE), rate.known, [(sign, now), (-sign, before)], [(ONE, before)])


def _turned(sentence: Sentence, told: _Told, now: Stated, before: Stated) -> Outcome:
    """Return that the word goes the other way than the figures."""
    one, two = now.mention.text, before.mention.text
    item = evidence_of_words(sentence.paragraph.block, told.start, told.way, "direction")
    rate = evidence_at(sentence.paragraph.block, told.rate.occurrence)
    zh = f"称“{told.way}”，而表中由 {two} 变为 {one}"
    return said(WAY, zh, f"says '{told.way}', and the table has {two} before {one}", [item, rate])


def _periods(facts: Facts, row: Named, level: Number, over: set[str]) -> Iterator[tuple[Stated, Stated]]:
    """Iterate over the cells of a row that print an amount, with those of the year before or the year named."""
    cells = [
        cell for cell in levels(row.sheet, row.row) if year_of(cell[0]) and cell[1].unit.dimension != "ratio"
    ]
    kinds: dict[str, list[tuple[Column, Stated]]] = {}
    for cell in cells:
        kinds.setdefault(re.sub(r"[\s0-9]+", "", header(cell[0])), []).append(cell)
    # Revenue 2024, Revenue 2023, Profit 2024, Profit 2023: each kind of columns has its own years.
    several = len({year_of(column) for column, _ in cells}) < len(cells)
    for kind in kinds.values() if several else [cells]:
        yield from _in_years(facts, row, level, over, kind)


def _in_years(
    facts: Facts, row: Named, level: Number, over: set[str], cells: Sequence[tuple[Column, Stated]]
) -> Iterator[tuple[Stated, Stated]]:
    ordered = sorted(cells, key=lambda cell: year_of(cell[0]), reverse=True)
    held = {year_of(column) for column, _ in ordered}
    if len(held) != len(ordered) or over - held:
        return
    for (column, now), (_, before) in itertools.pairwise(ordered):
        printed = any(agrees(level.known, now, scale) for scale in scales(facts, row.sheet, level.known, now))
        named_years = over - {year_of(column)}
        base = next((cell for other, cell in ordered if year_of(other) in named_years), before)
        if printed and base.printed.value > 0:
            yield now, base
