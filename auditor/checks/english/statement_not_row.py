"""English: a figure in a sentence that differs from the table row that the sentence names.

`Net sales were $475.3 million`; `$30 million in user fees`; `Net sales increased 9.5 percent in 2022`. The column is
the one of the year that the sentence names; without a year the figure has to be any cell of the row, and counts as
wrong only where one slip of the pen parts it from a cell.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import Sentence, end_of, english, year_of
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import ONE, judged, near_ratio, quotient, rule, summed
from auditor.checks.common.rownames import (
    CHANGES,
    Named,
    agrees,
    clause,
    levels,
    named,
    of_cell,
    of_year,
    scale_in,
    scales,
    years,
)
from auditor.checks.common.slips import MEANT, digits, slip
from auditor.checks.common.tables import header, numeric

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column

NAME = "statement-not-row"
TITLE = {"zh": "正文与表格所述不一致", "en": "the text and a table row state a figure differently"}
_TIME = r"(?:\s+(?:for|in|during)\s+(?:the\s+)?(?:fiscal(?: year)?|year|FY)?\s*(?:ended \w+ [0-9]+, )?[0-9]{0,4})?"
_KIND = r"(?:\s+(?:region|segment|division|district|area|account|program|department|category|group|fund|business|revenue|sales|income|spending|expenditure|cost)s?)?"
_LEVEL = re.compile(
    rf"^{_KIND}(?:\s*\([a-z ]+\))?{_TIME}(?:\s+(?:was|were|is|are|remained)\s+the\s+[a-z -]{{3,40}})?\s*(?:,\s*)?(?:received|earned|generated|recorded|spent|with|"
    r"(?:increased|rose|grew|climbed|decreased|fell|declined|dropped) to|was|were|is|are|of|total(?:ed|led|s)|amounted to|came to|reached|stood at|at|will be|would be|represented|accounted for|made up|\()\s*[$€£(]*\s*$",
    re.IGNORECASE,
)
_MOVED = re.compile(
    rf"^{_KIND}{_TIME}\s*(?:have |has )?(?P<way>increased|rose|grew|climbed|gained|decreased|fell|declined|dropped)(?: by)?\s*[$€£]*\s*$",
    re.IGNORECASE,
)
_TO = re.compile(r"\b(?:increased|rose|grew|climbed|decreased|fell|declined|dropped) to\s*$", re.IGNORECASE)
_BEHIND = re.compile(r"^\s*(?:in|of|for|to|on)\s+(?:the |our |its |total )?$", re.IGNORECASE)
_OTHER = re.compile(
    r"\b(?:quarter|month|week|average|per|adjusted|excluding|approximately|budget(?:ed)?|target|expected|forecast|estimated?|if|"
    r"compared|versus|request(?:ed)?|increase|decrease|reduction|change|growth|not less than|at least|up to)\b",
    re.IGNORECASE,
)
_BASE = re.compile(r"\b(?:from|compared|versus|against|over|than|(?:up|down) on)\b", re.IGNORECASE)
_PLAIN = re.compile(
    r"(?:^|[,;:.(\u2014\u2013]|[0-9%]|[\u2019']s|\b(?:the|our|its|their|your|this|total|consolidated|overall|company|group|agency|county|city|"
    r"department|district|state|fund|had|have|has|held|recorded|generated|earned|paid|used|received|reported|gaap|annual|yearly|full-year|year|and|or|but|while|as|that|because|when|if|whereas|although|since|"
    r"though|with|of|in|for|to|by|on|all|from|million|billion|thousand|percent|both|combined|actual|where|what|how|than|also|is|was|were|are))\s*$",
    re.IGNORECASE,
)
_PERCENT_OF = re.compile(
    r"\b(?:percent(?:age)?|per cent|proportion|share) of (?:the |our |its |total )*$", re.IGNORECASE
)
_BASIS = re.compile(
    r"^\s*(?:organically|sequentially|(?:in|at|on) (?:an? )?(?:constant|organic|comparable|like|adjusted|real|underlying|pro forma|volume|local)\b|"
    r"(?:before|excluding|after (?:adjust|exclud|correct)\w*|net of|without)\b)",
    re.IGNORECASE,
)
_SEQUENTIAL = re.compile(
    r"\b(?:linked[- ](?:quarter|month)|sequential(?:ly)?|(?:quarter|month)[- ](?:over|on)[- ](?:quarter|month)|"
    r"(?:prior|previous|preceding|trailing) (?:quarter|month))\b",
    re.IGNORECASE,
)
_LED_TO = re.compile(r"^[\s,)]*to\s*$", re.IGNORECASE)
_NEAR = 40
_UP = re.compile(r"increased|rose|grew|climbed|gained", re.IGNORECASE)
_TWO = 2
_WRONG_SCALES = (Fraction(1000), Fraction(1, 1000))


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge English sentences that name a row of a table."""
    for sentence in english(facts):
        rows = [
            each
            for each in (named(facts, sentence) if sentence.numbers else [])
            if each.sheet.block is None
            or abs(each.sheet.block.index - sentence.paragraph.block.index) <= _NEAR
            # Industrial net sales, fourth-quarter net sales: the row is of something wider.
            if _PLAIN.search(sentence.text[: each.start])
            # Gross profit as a percentage of net sales is no net sales.
            if not _PERCENT_OF.search(sentence.text[: each.start])
        ]
        for number in sentence.numbers:
            if number.stated is not None:
                yield from _stated(facts, sentence, number, rows)


def _stated(facts: Facts, sentence: Sentence, number: Number, rows: Sequence[Named]) -> Iterator[Outcome]:
    start = number.occurrence.span.start - sentence.start
    said = [each for each in rows if each.end <= start and _LEVEL.match(sentence.text[each.end : start])]
    behind = sentence.after(number)
    said = said or [
        each
        for each in rows
        if each.start >= start
        and _BEHIND.match(behind[: max(0, each.start - (len(sentence.text) - len(behind)))])
    ]
    clause = re.split(r"[,;:]", sentence.before(number))[-1]
    moved_to = _TO.search(clause) is not None
    if said and not _OTHER.search(clause) and (moved_to or not number.sign):
        yield from _level(facts, sentence, number, said, latest=moved_to)
        return
    moved = [
        (each, found)
        for each in rows
        if each.end <= start and (found := _MOVED.match(sentence.text[each.end : start]))
    ]
    if len(moved) == 1 and number.is_share and not _BASIS.match(behind) and not _sequential(sentence, start):
        yield from _grown(facts, sentence, number, *moved[0])


def _sequential(sentence: Sentence, start: int) -> bool:
    """Whether the half of a sentence compares with the quarter or month before, which is no column of years."""
    return (
        _SEQUENTIAL.search(sentence.text[:start].split(";")[-1] + sentence.text[start:].split(";")[0])
        is not None
    )


def _level(
    facts: Facts, sentence: Sentence, number: Number, rows: Sequence[Named], *, latest: bool
) -> Iterator[Outcome]:
    claim = number.known
    cells: list[tuple[Column, Stated, Fraction]] = [
        (column, value, scale)
        for each in rows
        for column, value in levels(each.sheet, each.row)
        for scale in scales(facts, each.sheet, claim, value)
    ]
    start, end = number.occurrence.span.start - sentence.start, end_of(number) - sentence.start
    of = _years(sentence, min(start, *(each.start for each in rows)), max(end, *(each.end for each in rows)))
    if latest and not of:
        of = {max((year_of(column) for column, _, _ in cells), default="")}
    dated = list(of_year([(column, value) for column, value, _ in cells], of))
    chosen = [each for each in cells if any(each[1] is value for _, value in dated)] or cells
    equal = [each for each in chosen if agrees(claim, each[1], each[2])]
    if equal:
        yield _outcome(facts, claim, equal[0][1], equal[0][2])
        return
    if len({id(each[1]) for each in cells}) == 0:
        return
    if dated and len(chosen) == 1 and _close(claim, chosen[0][1], chosen[0][2]):
        yield _outcome(facts, claim, chosen[0][1], chosen[0][2])
        return
    scaled = [each for each in chosen if digits(claim) >= MEANT - 1 and _misscaled(claim, each[1], each[2])]
    if len({each[1].printed.value for each in scaled}) == 1 and _borne_out(facts, rows, number, scaled[0][2]):
        yield _outcome(facts, claim, scaled[0][1], scaled[0][2])
        return
    slipped = [each for each in chosen if digits(claim) >= MEANT - 1 and _slipped(claim, each[1], each[2])]
    # Several statements print one figure; what slipped is told apart by its value.
    printed = {(abs(value.printed.value), scale) for _, value, scale in slipped}
    tables = {each.sheet.table.id for each in rows}
    if len(printed) == 1 and (len(tables) == 1 or len(slipped) == len(tables)):
        yield _outcome(facts, claim, slipped[0][1], slipped[0][2])


def _years(sentence: Sentence, start: int, end: int) -> set[str]:
    """Return the years of a clause, without that of the base: to $45.2 million from $43.3 million in 2022."""
    told = sentence.text[start:end]
    ahead, _, behind = clause(sentence, start, end).partition(told)
    return years(ahead + told + _BASE.split(behind)[0])


def _outcome(facts: Facts, claim: Stated, cell: Stated, scale: Fraction) -> Outcome:
    return of_cell(facts, rule(NAME, TITLE), claim, cell, scale)


def _close(claim: Stated, cell: Stated, scale: Fraction) -> bool:
    one, two = abs(claim.printed.value), abs(cell.printed.value) * scale
    return abs(one - two) * 2 <= two or _slipped(claim, cell, scale)


def _slipped(claim: Stated, cell: Stated, scale: Fraction) -> bool:
    should = abs(cell.printed.value) * scale
    step = claim.printed.step
    if step:
        should = (should / step + ONE / 2).__floor__() * step
    return slip(claim, should) not in {"", "sign"}


def _misscaled(claim: Stated, cell: Stated, scale: Fraction) -> bool:
    """Whether one word for another parts two amounts: $51.4 billion for $51.4 million."""
    return claim.unit.dimension.startswith("measure:") and any(
        agrees(claim, cell, scale * wrong) for wrong in _WRONG_SCALES
    )


def _borne_out(facts: Facts, rows: Sequence[Named], number: Number, scale: Fraction) -> bool:
    """Whether other amounts of the text repeat the table in its scale, and none in a wrong one."""
    claims = [
        each.known
        for paragraph in paragraphs(facts)
        for each in paragraph.numbers
        if each.stated and each.dimension == number.dimension and each is not number
        if digits(each.known) >= MEANT - 1 and each.known.printed.value != number.known.printed.value
    ]
    cells = [value for row in rows for value in row.sheet.values.values() if value.unit.dimension != "ratio"]

    def repeated(by: Fraction) -> bool:
        return any(agrees(claim, cell, by) for claim in claims for cell in cells)

    return repeated(scale) and not any(repeated(scale * wrong) for wrong in _WRONG_SCALES)


def _grown(
    facts: Facts, sentence: Sentence, number: Number, row: Named, found: re.Match[str]
) -> Iterator[Outcome]:
    """Judge `Net sales increased p percent` by the two years of the row."""
    claim, sign = number.known, ONE if _UP.match(found["way"]) else -ONE
    for column in numeric(row.sheet):
        value = row.sheet.at(row.row, column)
        told = value is not None and CHANGES.search(header(column)) and value.unit.dimension == "ratio"
        if told and value is not None and agrees(claim, value, ONE):
            yield judged(facts, summed(rule(NAME, TITLE), claim, [(sign, value)], role="stated"))
            return
    cells = [each for each in levels(row.sheet, row.row) if each[1].unit.dimension != "ratio"]
    if _of_another(facts, sentence, number, row, [value for _, value in cells]):
        return
    ordered = sorted((each for each in cells if year_of(each[0])), key=lambda each: year_of(each[0]))
    if len(ordered) != len(cells) or len({year_of(column) for column, _ in ordered}) != len(cells):
        return
    pairs = [(now, before) for before, now in itertools.pairwise(ordered)]
    of = _years(sentence, row.start, end_of(number) - sentence.start)
    dated = [(now, before) for now, before in pairs if year_of(now[0]) in of] if len(of) == 1 else []
    for now, before in dated or pairs[-1:]:
        if before[1].printed.value <= 0 or now[1].unit.dimension == "ratio":
            return
        parts = [(sign, now[1]), (-sign, before[1])]
        if len(cells) == _TWO or dated or near_ratio(claim, now[1], before[1]):
            yield judged(facts, quotient(rule(NAME, TITLE), claim, parts, [(ONE, before[1])]))
        return


def _of_another(
    facts: Facts, sentence: Sentence, number: Number, row: Named, cells: Sequence[Stated]
) -> bool:
    """Whether the level told behind the rate is in no cell of the row: revenue of one division grew 5% to 612.4."""
    at = sentence.numbers.index(number)
    following = next((each for each in sentence.numbers[at + 1 : at + 2] if each.stated), None)
    if following is None or following.is_share or not _LED_TO.match(sentence.between(number, following)):
        return False
    return all(scale_in(facts, row.sheet, following.known, cell) is None for cell in cells)
