"""English: a highest or lowest figure told with the name of a row that has another one.

`The most heavily used plant was Mill Run, at 78.5%`, which is the figure of another row; `the lowest rate, 61.6%, was in
meters`, whose row prints 66.1 % and no other extreme of that kind; `highest in Mill Run (78.5%)`, whose figure that is and not the
highest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import english, terms
from auditor.checks.common.nearby import nearby
from auditor.checks.common.relations import ONE, evidence_at, evidence_of_words, judged, rule, said, summed
from auditor.checks.common.tables import Sheet, as_percent, header, numeric, same_value, sheets
from auditor.checks.english._closing import closing
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.numbers import Number, Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "value-of-other-row"
TITLE = {
    "zh": "最值的数值与所称的行不符",
    "en": "an extreme is told of a row that has another figure",
}
_HIGH = r"highest|largest|greatest|biggest|best|busiest|longest|fastest|most(?: [a-z]+){1,3}"
_LOW = r"lowest|smallest|worst|shortest|slowest|least(?: [a-z]+){1,3}|fewest"
_NAMED = re.compile(
    rf"\b(?:(?P<high>{_HIGH})|(?P<low>{_LOW}))\b(?P<what>[^.;:()0-9]{{0,50}}?)\b(?:was|were|is|are|being|in|for|at)\s+(?:in |for |at |that of )?(?:the )?(?P<row>[A-Z][\w'\u2019&-]*(?: [A-Za-z][\w'\u2019&-]*){{0,4}}?)(?:,? (?:at|with)|,? \()\s*[$€£]?\s*$",
)
_FIGURE = re.compile(
    rf"\b(?:(?P<high>{_HIGH})|(?P<low>{_LOW}))\b(?P<what>[^.;:()0-9]{{0,50}}?)\s*[,(]\s*[$€£]?\s*$",
    re.IGNORECASE,
)
_WAS = re.compile(
    r"^\s*[,)]\s*(?:was|were|is|are) (?:recorded |found |reached |in |for |at |that of |by )*(?:the )?(?P<row>[A-Za-z][\w'\u2019&-]*(?: [A-Za-z][\w'\u2019&-]*){0,4}?)(?=[,.;]|\s+(?:and|where|which|because|with)\b|$)"
)
_PLACED = re.compile(
    r"\b(?:(?P<high>highest|largest|greatest)|(?P<low>lowest|smallest)) (?P<what>)(?:in|for|at|among|under|on|with) (?:the )?"
    r"(?P<row>[A-Z0-9][^.;:()]{1,48}?)(?: region| district| county)?,?\s*(?:\(|at |with )\s*[$€£]?\s*$"
)
_OTHER = re.compile(
    r"\b(?:increase|decrease|growth|change|gain|rise|fall|drop|decline|ever|since|second|third|year)\b",
    re.IGNORECASE,
)
_ALL = re.compile(r"(?:all|total|overall|average|mean)\b", re.IGNORECASE)
_NEAR, _FEWEST = 12, 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the extremes that sentences tell with a name and a figure."""
    tables = nearby(sheet for sheet in sheets(facts) if sheet.values)
    for sentence in english(facts):
        for number in sentence.stated:
            placed = _PLACED.search(sentence.before(number))
            found = placed or _NAMED.search(sentence.before(number))
            behind = None
            if found is None and (found := _FIGURE.search(sentence.before(number))):
                behind = _WAS.match(sentence.after(number))
                if behind is None:
                    continue
            if found is None or (
                not placed and _OTHER.search(found.group()[: found.end("what") - found.start()])
            ):
                continue
            name = behind["row"] if behind else found["row"]
            near = tables.near(sentence.paragraph.block.index, _NEAR)
            outcomes = [
                outcome
                for sheet in near
                for outcome in _judged(facts, sentence, number, (name, found), sheet)
            ]
            if outcomes and (len(outcomes) == 1 or all(each.verdict.consistent for each in outcomes)):
                yield outcomes[0]


def _judged(
    facts: Facts, sentence: Sentence, number: Number, told: tuple[str, re.Match[str]], sheet: Sheet
) -> Iterator[Outcome]:
    name, low, placed = told[0], bool(told[1]["low"]), not told[1]["what"]
    mine: list[Stated] = []
    other: list[str] = []
    for line in _lines(sheet):
        cells = [(value, label) for value, label in line if value.unit.dimension == number.dimension]
        exact = [each for each in cells if each[1].strip().casefold() == name.strip().casefold()]
        called = exact or [each for each in cells if terms(each[1]) == terms(name) != frozenset()]
        if len(called) != 1 or len(cells) < _FEWEST:
            continue
        ((own, row),) = called
        best = (min if low else max)(value.printed.value for value, _ in cells)
        if same_value(number.known, own) and not (placed and own.printed.value != best):
            yield judged(facts, summed(rule(NAME, TITLE), number.known, [(ONE, own)], role="stated"))
            return
        if own.printed.value == best:
            mine.append(own)
        meant = same_value(number.known, own)
        other.extend(
            label
            for value, label in cells
            if label is not row and value.printed.value == best and (meant or same_value(number.known, value))
        )
    if len(other) == 1:
        start = sentence.start + sentence.text.find(name)
        items = [
            evidence_of_words(sentence.paragraph.block, start, name, "row"),
            evidence_at(sentence.paragraph.block, number.occurrence),
        ]
        zh = f"称“{name}”为 {number.occurrence.text}，而表中该数属“{other[0]}”"
        en = f"'{name}' is said to have {number.occurrence.text}, which in the table is the figure of '{other[0]}'"
        yield said(rule(NAME, TITLE), zh, en, items, Verdict.DISCREPANCY)
    elif not other and len(mine) == 1 and number.is_share:
        yield judged(facts, summed(rule(NAME, TITLE), number.known, [(ONE, mine[0])], role="stated"))


def _lines(sheet: Sheet) -> Iterator[list[tuple[Stated, str]]]:
    """Iterate over the cells that compete with one another, with what they are of: down a column, and along a row."""
    closed = closing(sheet)
    for column in numeric(sheet):
        yield [
            (as_percent(cell, header(column)), each.label or each.name)
            for each in sheet.details
            if (cell := sheet.at(each, column)) is not None and (closed is None or each is not closed[0])
        ]
    for row in sheet.details:
        yield [
            (as_percent(cell, row.label or row.name), header(column))
            for column in sheet.columns
            if (cell := sheet.at(row, column)) is not None and not _ALL.match(header(column).strip())
        ]
