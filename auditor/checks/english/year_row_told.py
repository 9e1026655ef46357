"""English: levels and changes that a paragraph tells year by year, against a table with a row or column a year.

`Spending grew by 181.6 per cent in 2019 and by 25.5 per cent in 2020. It peaked at US$9.65 million in 2021, then fell by 8.0 per
cent to US$8.87 million in 2022`: the line of the table is the one that bears out most of what is told, at least two claims.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.english import end_of, sentences, year_of
from auditor.checks.common.nearby import nearby
from auditor.checks.common.numbers import Number, Stated, paragraphs
from auditor.checks.common.relations import (
    ONE,
    WAY,
    evidence_at,
    evidence_of_words,
    judged,
    quotient,
    rule,
    said,
    summed,
)
from auditor.checks.common.rownames import CHANGES, levels, named, scale_in, scales
from auditor.checks.common.tables import Sheet, header, numeric, sheets
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.numbers import Paragraph
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, Relation

NAME = "year-row-told"
TITLE = {
    "zh": "正文逐年所述与表中该年不符",
    "en": "what is told of a year is not what the table has for it",
}
_IN = re.compile(
    r"^[\s)]*(?:in|for|during|by) (?:fiscal (?:year )?|FY ?|the year )?(?P<year>(?:19|20)[0-9]{2})\b(?![-–/])"
)
_VERB = re.compile(
    r"\b(?:(?P<up>grew|rose|increased|climbed|jumped)|(?P<down>fell|declined|decreased|dropped|shrank))\b",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\bby\s*$|\b(?:grew|rose|increased|climbed|jumped|fell|declined|decreased|dropped|shrank)\s*$",
    re.IGNORECASE,
)
_LED = re.compile(r"\bto\s*(?:US)?[$€£]?\s*$", re.IGNORECASE)
_PEAK = re.compile(
    r"\b(?:peak(?:ed|ing)? (?:of|at)|(?:highest|maximum|largest)[a-z ]{0,20}(?:of|at|,))\s*(?:US)?[$€£]?\s*$",
    re.IGNORECASE,
)
_EXTREME = re.compile(
    r"\b(?:at (?:its|their) )?(?P<most>highest|lowest|peak|peaked)(?: level| point| value)?,? (?:was )?in (?P<year>(?:19|20)[0-9]{2})\b",
    re.IGNORECASE,
)
_ELSE = re.compile(
    r"\b(?:since|between|average|from|over|target|constant|real terms|per year|a year|compound)\b",
    re.IGNORECASE,
)
_ITSELF = re.compile(
    r"^(?:,? (?:which|that))?(?: (?:had|has|have) been| was| were| is| stood| reached)?(?: at)?(?: its| their| the)?\s*$",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"^[\s,;)]*(?:(?:in|for|during) (?:FY ?)?[0-9]{4})?[\s,]*(?:and|then|but|before|it|again|had|has|[\s,])*$",
    re.IGNORECASE,
)
_FAR = 45
_NEAR, _FEWEST, _TWO = 10, 3, 2


@records.frozen(eq=False)
class _Claim:
    """A number told of a year: a level, a level that is the highest, or a rate and which way it goes."""

    number: Number
    year: int
    way: int
    verb: str
    start: int
    peak: bool
    of_it: bool


@records.frozen(eq=False)
class _Line:
    """A row or column of a table with a cell a year."""

    sheet: Sheet
    cells: dict[int, Stated]


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the paragraphs that tell of years."""
    tables = nearby(sheet for sheet in sheets(facts) if sheet.values)
    for paragraph in paragraphs(facts):
        for sentence in sentences(paragraph):
            yield from _extremes(facts, sentence)
        claims = list(_claims(paragraph))
        if len(claims) < _TWO:
            continue
        lines = [line for sheet in tables.near(paragraph.block.index, _NEAR) for line in _lines(sheet)]
        scored = [(sum(_fits(facts, line, claim) for claim in claims), line) for line in lines]
        best = max((score for score, _ in scored), default=0)
        chosen = [line for score, line in scored if score == best]
        if best >= _TWO and len(chosen) == 1 and best * 2 >= len(claims):
            told = {claim.number.sentence for claim in claims if _fits(facts, chosen[0], claim)}
            for claim in claims:
                if _fits(facts, chosen[0], claim) or (
                    claim.of_it and (claim.number.sentence in told or claim.peak)
                ):
                    yield from _judged(facts, paragraph, chosen[0], claim)


def _extremes(facts: Facts, sentence: Sentence) -> Iterator[Outcome]:
    """Judge `leverage, which had been at its highest in 2022`, by the row that is so called."""
    for found in _EXTREME.finditer(sentence.text):
        rows = [each for each in named(facts, sentence) if each.end <= found.start()]
        lines = [
            {int(year_of(column)): value for column, value in levels(each.sheet, each.row) if year_of(column)}
            for each in rows[-1:]
            if found.start() - each.end <= _FAR and _ITSELF.match(sentence.text[each.end : found.start()])
        ]
        if len(lines) != 1 or len(lines[0]) <= _FEWEST or int(found["year"]) not in lines[0]:
            continue
        (cells,) = lines
        low = found["most"].lower() == "lowest"
        best = (min if low else max)(value.printed.value for value in cells.values())
        years = [str(year) for year, value in cells.items() if value.printed.value == best]
        item = evidence_of_words(
            sentence.paragraph.block, sentence.start + found.start("year"), found["year"], "year"
        )
        if found["year"] in years:
            yield said(rule(NAME, TITLE), "", "", [item], Verdict.EXACT)
            continue
        zh = f"称“{found['most']}”在 {found['year']} 年，表中为 {years[0]} 年"
        en = f"says that the {found['most']} was in {found['year']}; in the table it was in {years[0]}"
        yield said(rule(NAME, TITLE), zh, en, [item])


def _claims(paragraph: Paragraph) -> Iterator[_Claim]:
    for sentence in sentences(paragraph):
        for number in sentence.stated:
            found = _IN.match(sentence.after(number))
            if found is None:
                continue
            words = sentence.before(number)
            year = int(found["year"])
            if number.is_share:
                verbs = list(_VERB.finditer(words))
                if verbs and _BY.search(words) and not _ELSE.search(words[verbs[-1].start() :]):
                    way, start = (1 if verbs[-1]["up"] else -1), sentence.start + verbs[-1].start()
                    it = _of_it(paragraph, number, start)
                    yield _Claim(number, year, way, verbs[-1].group(), start, peak=False, of_it=it)
                continue
            if number.sign or number.dimension == "points":
                continue
            start = end_of(number) + found.start("year")
            peak = _PEAK.search(words) is not None
            it = peak or _LED.search(words) is not None
            yield _Claim(number, year, 0, "", start, peak=peak, of_it=it)
            yield from _led(sentence.stated, number, year, sentence.text, sentence.start)


def _led(numbers: Sequence[Number], level: Number, year: int, text: str, offset: int) -> Iterator[_Claim]:
    """Return the rate of `fell by 8.0 per cent to 8.87 million in 2022`."""
    at = numbers.index(level)
    rate = numbers[at - 1] if at else None
    if rate is None or not rate.is_share:
        return
    if not re.match(
        r"^\s*to\s*(?:US)?[$€£]?\s*$", text[end_of(rate) - offset : level.occurrence.span.start - offset]
    ):
        return
    words = text[: rate.occurrence.span.start - offset]
    verbs = list(_VERB.finditer(words))
    if verbs and _BY.search(words):
        start = offset + verbs[-1].start()
        way = 1 if verbs[-1]["up"] else -1
        yield _Claim(rate, year, way, verbs[-1].group(), start, peak=False, of_it=True)


def _of_it(paragraph: Paragraph, number: Number, start: int) -> bool:
    """Whether a verb goes on about what the number before it was told of, and names no subject of its own."""
    before = [
        each
        for each in paragraph.numbers
        if each.sentence == number.sentence and each.occurrence.span.start < start
    ]
    return not before or _ALONE.match(paragraph.text[end_of(before[-1]) : start]) is not None


def _lines(sheet: Sheet) -> Iterator[_Line]:
    by_row = {
        int(found.group()): row
        for row in sheet.details
        if (found := re.fullmatch(r"(?:FY ?)?((?:19|20)[0-9]{2})", (row.label or row.name).strip()))
        and (found := re.search(r"[0-9]{4}", found.group()))
    }
    told = [each for each in numeric(sheet) if not CHANGES.search(header(each))]
    if len(by_row) >= _FEWEST:
        for column in told:
            cells = {
                year: cell for year, row in by_row.items() if (cell := sheet.at(row, column)) is not None
            }
            if len(cells) >= _FEWEST:
                yield _Line(sheet, cells)
    dated = {int(year_of(column)): column for column in told if year_of(column)}
    if len(dated) >= _FEWEST:
        for row in sheet.table.rows:
            cells = {
                year: cell for year, column in dated.items() if (cell := sheet.at(row, column)) is not None
            }
            if len(cells) >= _FEWEST:
                yield _Line(sheet, cells)


def _relation(line: _Line, claim: _Claim, sign: int) -> Relation | None:
    now, before = line.cells.get(claim.year), line.cells.get(claim.year - 1)
    if now is None or before is None or before.printed.value <= 0 or now.unit.dimension == "ratio":
        return None
    parts = [(ONE * sign, now), (-ONE * sign, before)]
    return quotient(rule(NAME, TITLE), claim.number.known, parts, [(ONE, before)])


def _grown(line: _Line, claim: _Claim) -> Fraction | None:
    now, before = line.cells.get(claim.year), line.cells.get(claim.year - 1)
    if now is None or before is None or before.printed.value <= 0 or now.unit.dimension == "ratio":
        return None
    return now.printed.value / before.printed.value - 1


def _fits(facts: Facts, line: _Line, claim: _Claim) -> bool:
    if claim.way:
        rate = _grown(line, claim)
        return (
            rate is not None
            and abs(rate * claim.way - claim.number.known.printed.value) <= claim.number.known.printed.step
        )
    cell = line.cells.get(claim.year)
    return cell is not None and scale_in(facts, line.sheet, claim.number.known, cell) is not None


def _judged(facts: Facts, paragraph: Paragraph, line: _Line, claim: _Claim) -> Iterator[Outcome]:
    block, stated = paragraph.block, claim.number.known
    if claim.way:
        relation = _relation(line, claim, claim.way)
        if relation is None:
            return
        rate = _grown(line, claim)
        if rate is not None and abs(-rate * claim.way - stated.printed.value) <= stated.printed.step:
            items = [
                evidence_of_words(block, claim.start, claim.verb, "direction"),
                evidence_at(block, claim.number.occurrence),
            ]
            zh = f"称 {claim.year} 年“{claim.verb}”，而表中变动相反"
            en = f"says '{claim.verb}' in {claim.year}, and the table moves the other way"
            yield said(WAY, zh, en, items)
            return
        yield judged(facts, relation)
        return
    cell = line.cells.get(claim.year)
    if cell is None:
        return
    scaled = scales(facts, line.sheet, stated, cell)
    if scaled and scale_in(facts, line.sheet, stated, cell) is None:
        others = [
            year
            for year, other in line.cells.items()
            if scale_in(facts, line.sheet, stated, other) is not None
        ]
        if len(others) == 1:
            year = str(claim.year)
            items = [
                evidence_of_words(block, claim.start, year, "year"),
                evidence_at(block, claim.number.occurrence),
            ]
            zh = f"称 {claim.number.occurrence.text} 属 {year} 年，表中该数属 {others[0]} 年"
            en = f"tells {claim.number.occurrence.text} of {year}; in the table it is of {others[0]}"
            yield said(rule(NAME, TITLE), zh, en, items)
            return
        by = min(scaled, key=lambda scale: abs(cell.printed.value * scale - stated.printed.value))
        if abs(cell.printed.value * by - stated.printed.value) * 2 <= abs(stated.printed.value):
            yield judged(facts, summed(rule(NAME, TITLE), stated, [(by, cell)], role="stated"))
