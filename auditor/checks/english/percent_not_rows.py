"""English: a percentage that is not the one row of a table over the other that its sentence names.

`Product revenue accounted for 68.7 percent of total revenue in 2023, compared with 68.8 percent in 2022`; `Crop
production is the largest area at 23.1 percent of the total`. The column is that of the year; where none is named
the percentage has to fit one of the columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import Sentence, end_of, english, terms
from auditor.checks.common.relations import ONE, fits, judged, quotient, rule
from auditor.checks.common.rownames import Named, levels, named, of_year, scale_in, years
from auditor.checks.common.slips import MEANT, digits
from auditor.report.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from auditor.checks.common.numbers import Number
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, Relation
    from auditor.report.model import Row

NAME = "percent-not-rows"
TITLE = {"zh": "占比与表中两行不符", "en": "a percentage is not one table row over the other"}
_MADE = re.compile(
    r"^(?:\s+(?:was|were|is|are|remained|also|again|still|together|alone|has|have|had|received|(?:by far )?the (?:second |third )?(?:single )?(?:largest|biggest|smallest|main|most \w+)[a-z ]*?|which|at|with|,))*"
    r"\s*(?:account(?:ed|s)? for|represent(?:ed|s)?|ma(?:de|kes?) up|constitut(?:ed|es?)|compris(?:ed|es?)|contribut(?:ed|es?)|suppl(?:ied|ies)|provid(?:ed|es?)|yield(?:ed|s)|brought in|at|with|was|were|is|are|received)\s*$",
    re.IGNORECASE,
)
_OF = re.compile(
    r"^\s*of (?:the |our |its |all )*(?P<of>total\b(?! [a-z])|[a-z][^,.;:()0-9]{1,60})", re.IGNORECASE
)
_COMPARED = re.compile(
    r"^[^,.;()]{0,60},?\s*(?:(?:as )?compared (?:with|to)|versus|up from|down from|from|against)\s*$"
)
_APPOSED = re.compile(
    r"^\s*(?:,\s*)?(?:or|\(|representing|which (?:is|was)|equal to)\s*(?:about\s*)?$", re.IGNORECASE
)
_NEAR = 40
_FEW = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the percentages of English sentences that name two rows of a table."""
    for sentence in english(facts):
        shares = [each for each in sentence.numbers if each.stated and each.is_share]
        rows = [
            each
            for each in (named(facts, sentence) if shares else [])
            if each.sheet.near(sentence.paragraph.block.index, _NEAR)
        ]
        for at, share in enumerate(shares):
            pair = _pair(sentence, share, rows)
            if pair is None:
                yield from _repeated(facts, sentence, share, rows)
                continue
            yield from _judged(facts, sentence, share, *pair)
            if at + 1 < len(shares) and _COMPARED.match(sentence.between(share, shares[at + 1])):
                yield from _judged(facts, sentence, shares[at + 1], *pair)


def _pair(sentence: Sentence, share: Number, rows: Sequence[Named]) -> tuple[Named, Row] | None:
    """Return the row that a share is of, and the row that is its whole."""
    start = share.occurrence.span.start - sentence.start
    of = _OF.match(sentence.after(share))
    parts = [each for each in rows if each.end <= start and _MADE.match(sentence.text[each.end : start])]
    if of is None or not parts:
        return None
    part, behind = parts[-1], end_of(share) - sentence.start
    wholes = [
        each.row
        for each in rows
        if each.start >= behind and each.start <= behind + of.end() and each.sheet is part.sheet
    ]
    if not wholes and re.fullmatch(r"total\s*", of["of"], re.IGNORECASE):
        wholes = [
            row
            for row in part.sheet.table.rows
            if row.role is Role.TOTAL or (row.label or "").startswith("Total")
        ]
    return (part, wholes[0]) if len(wholes) == 1 and wholes[0] is not part.row else None


def _repeated(facts: Facts, sentence: Sentence, share: Number, rows: Sequence[Named]) -> Iterator[Outcome]:
    """Judge `Sensors contributed $248.9 million, or p% of net revenue` by the cells of the year that prints A."""
    at = sentence.numbers.index(share)
    amount = sentence.numbers[at - 1] if at else None
    of = _OF.match(sentence.after(share))
    if of is None or amount is None or amount.stated is None or amount.is_share:
        return
    if not _APPOSED.match(sentence.between(amount, share)) or digits(amount.known) < MEANT - 1:
        return
    start = amount.occurrence.span.start - sentence.start
    found: dict[tuple[Fraction, Fraction], Relation] = {}
    for part in rows:
        if part.end > start or re.search(r"[$€£]|[0-9]{2}", sentence.text[part.end : start].rstrip("$€£ ")):
            continue
        wholes = [
            row
            for row in part.sheet.table.rows
            if row is not part.row and terms(row.label or row.name) == terms(of["of"]) != frozenset()
        ]
        for column, value in levels(part.sheet, part.row):
            base = part.sheet.at(wholes[0], column) if len(wholes) == 1 else None
            held = scale_in(facts, part.sheet, amount.known, value) is not None
            if held and base is not None and base.printed.value > 0:
                relation = quotient(rule(NAME, TITLE), share.known, [(ONE, value)], [(ONE, base)])
                found[value.printed.value, base.printed.value] = relation
    fitting = next((each for each in found.values() if fits(facts, each)), None)
    if fitting is not None:
        yield judged(facts, fitting)
    elif len(found) == 1:
        yield judged(facts, *found.values())


def _judged(facts: Facts, sentence: Sentence, share: Number, part: Named, whole: Row) -> Iterator[Outcome]:
    cells = [
        (column, value)
        for column, value in levels(part.sheet, part.row)
        if value.unit.dimension != "ratio"
        and (base := part.sheet.at(whole, column)) is not None
        and base.printed.value
    ]
    behind = re.split(r"[,;](?![0-9])", sentence.after(share))[0]
    chosen = list(of_year(cells, years(behind))) or cells
    relations: list[Relation] = []
    for column, value in chosen:
        base = part.sheet.at(whole, column)
        # A part of more than its whole is of another one; costs may both stand in brackets.
        if base is not None and 0 <= value.printed.value / base.printed.value <= 1:
            relations.append(quotient(rule(NAME, TITLE), share.known, [(ONE, value)], [(ONE, base)]))
    fitting = next((each for each in relations if fits(facts, each)), None)
    if fitting is not None:
        yield judged(facts, fitting)
    elif relations and len(relations) <= _FEW:
        yield judged(facts, relations[0])
