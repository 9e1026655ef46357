"""English: a share that a sentence tells of a row or column, and that is not its cell over the table's total.

`Amberi alone accounts for p per cent of all persons reached`; `women made up p per cent of those reached`: the words behind
`of` have to be those of the table's caption or of the one column that is meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import end_of, english, terms, year_of
from auditor.checks.common.nearby import Nearby, nearby
from auditor.checks.common.relations import ONE, fits, judged, quotient, rule
from auditor.checks.common.rownames import CHANGES, scale_in
from auditor.checks.common.tables import Sheet, header, is_rate, numeric, sheets
from auditor.checks.english._closing import closing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.numbers import Number, Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column, Row

NAME = "share-of-column"
TITLE = {"zh": "占比与表中该行、合计不符", "en": "a share is not the cell over the total of its table"}
_MADE = re.compile(
    r"(?:^\s*|[,;]\s+|\b(?:and|while|that)\s+)(?:the )?(?P<name>[A-Za-z][A-Za-z0-9 '\u2019&-]{2,50}?)(?: alone| together)? "
    r"(?:(?:is|are|was|were) )?(?:account(?:s|ed)? for|represent(?:s|ed)?|ma(?:de|kes?) up|constitut(?:ed|es?)|contribut(?:ed|es?)|suppl(?:ied|ies)|provid(?:ed|es?)|yield(?:ed|s)|brought in|compris(?:ed|es?))\s*$",
    re.IGNORECASE,
)
_OF = re.compile(
    r"^\s*of (?:the |all |total |those |our |its )*(?P<of>[a-z][^,.;:()0-9]{2,60}?)(?=\s+and (?:the )?[a-z ,]+ (?:for|with) |[,.;:()0-9]|$)",
    re.IGNORECASE,
)
_ACTUAL = re.compile(r"\b(?:actual|outturn)\b", re.IGNORECASE)
_AND = re.compile(
    r"^[^;:.]{0,60}?\band (?:the )?(?P<name>[A-Za-z][A-Za-z ,'\u2019&-]{2,40}?) (?:for |with )?$"
)
_AMOUNT = re.compile(r"^\s*(?:[a-z]+ ){0,2}?(?:unspent|[a-z]+)?\s*[,(]\s*(?:or |that is )?$")
_IT = re.compile(
    r"\b(?:it|which|this|they|these) (?:now |thus |therefore |together )?(?:made|makes?|account(?:s|ed)?|represent(?:s|ed)?|constitut(?:es|ed|e))(?: up| for)?\s*$",
    re.IGNORECASE,
)
_NEAR = 25
_TOTAL = re.compile(r"^(?:total|all)\b", re.IGNORECASE)
_CHANGE = re.compile(r"\b(?:increase|decrease|growth|change|target|budget|plan)", re.IGNORECASE)


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the shares that English sentences tell of rows and columns by name."""
    tables = nearby(sheet for sheet in sheets(facts) if closing(sheet) is not None)
    for sentence in english(facts):
        last: tuple[str, int] | None = None
        for share in sentence.stated:
            if not share.is_share or share.sign:
                continue
            made, of = _MADE.search(sentence.before(share)), _OF.match(sentence.after(share))
            if made is not None and of is not None:
                last = (of["of"], end_of(share) - sentence.start)
            elif last is not None:  # accounted for p% of operating expenses and depreciation for q%
                gap = sentence.text[last[1] : share.occurrence.span.start - sentence.start]
                made, of = _AND.match(gap), _OF.match(f" of {last[0]}")
                last = None
            if of is not None and (made is None or _IT.search(sentence.before(share))):
                yield from _beside(facts, sentence, share, terms(of["of"]), tables)
            if made is None or of is None or _CHANGE.search(of["of"]):
                continue
            pairs = {
                (part.printed.value, whole.printed.value): (part, whole)
                for sheet in tables.near(sentence.paragraph.block.index, _NEAR)
                for part, whole in _pairs(sheet, terms(made["name"]), terms(of["of"]))
                if 0 < part.printed.value <= whole.printed.value
            }
            relations = [
                quotient(rule(NAME, TITLE), share.known, [(ONE, part)], [(ONE, whole)])
                for part, whole in pairs.values()
            ]
            fitting = next((each for each in relations if fits(facts, each)), None)
            if fitting is not None:
                yield judged(facts, fitting)
            elif len(relations) == 1:
                yield judged(facts, relations[0])


def _beside(
    facts: Facts, sentence: Sentence, share: Number, of: frozenset[str], tables: Nearby[Sheet]
) -> Iterator[Outcome]:
    """Judge `left $3.2 million unspent, p% of all unspent funds`: the amount is a cell of the column so headed."""
    at = sentence.stated.index(share)
    amount = sentence.stated[at - 1] if at else None
    taken_up = False
    if amount is not None and (amount.is_share or not _AMOUNT.match(sentence.between(amount, share))):
        # its revenue of A was up q%, and it now makes up p% of revenue
        amounts = [each for each in sentence.stated[:at] if not each.is_share and each.dimension != "points"]
        taken_up = len(amounts) == 1 and _IT.search(sentence.before(share)) is not None
        amount = amounts[0] if taken_up else None
    if amount is None:
        return
    pairs = {
        (cell.printed.value, whole.printed.value): (cell, whole)
        for sheet in tables.near(sentence.paragraph.block.index, _NEAR)
        if (closed := closing(sheet)) is not None
        for column in numeric(sheet)
        if _meant(sheet, column, of, taken_up=taken_up)
        for row in sheet.details
        if row is not closed[0]
        and (cell := sheet.at(row, column)) is not None
        and (whole := sheet.at(closed[0], column)) is not None
        and whole.printed.value > 0
        and scale_in(facts, sheet, amount.known, cell) is not None
    }
    if len(pairs) == 1:
        ((cell, whole),) = pairs.values()
        yield judged(facts, quotient(rule(NAME, TITLE), share.known, [(ONE, cell)], [(ONE, whole)]))


def _meant(sheet: Sheet, column: Column, of: frozenset[str], *, taken_up: bool) -> bool:
    """Whether a column is what a whole is called: by its head, or by the caption of a table of nothing else."""
    if is_rate(sheet, column) or CHANGES.search(header(column)):
        return False
    head = terms(header(column))
    return (bool(head) and head <= of) or (
        taken_up and bool(of) and of <= terms(sheet.table.caption or "") | {"total", "all"}
    )


def _pairs(sheet: Sheet, name: frozenset[str], of: frozenset[str]) -> Iterator[tuple[Stated, Stated]]:
    """Iterate over the cells that a name and a whole can mean, each with its total."""
    if not name or not of:
        return
    closed = closing(sheet)
    if closed is None:
        return
    total, _ = closed
    if of <= terms(total.label or total.name) and not of <= {"total", "all"}:
        yield from _of_named(sheet, total, name)
        return
    columns = [
        each for each in numeric(sheet) if not is_rate(sheet, each) and not _CHANGE.search(header(each))
    ]
    headed = [each for each in columns if of <= terms(header(each))]
    caption = terms(sheet.table.caption or "")
    if not headed and of <= caption:
        headed = [each for each in columns if _TOTAL.match(header(each))]
    for row in sheet.details:
        if row is not total and terms(row.label or row.name) == name:
            yield from _cells((sheet.at(row, column), sheet.at(total, column)) for column in headed[:2])
    own: list[Column] = [each for each in columns if terms(header(each)) == name]
    whole = [each for each in columns if _TOTAL.match(header(each))]
    if len(own) == len(whole) == 1 and of <= caption | terms(header(whole[0])):
        yield from _cells([(sheet.at(total, own[0]), sheet.at(total, whole[0]))])


def _of_named(sheet: Sheet, total: Row, name: frozenset[str]) -> Iterator[tuple[Stated, Stated]]:
    """Iterate over what came about in a row, where the whole is called as the total is: of operating expenses."""
    columns = [
        each for each in numeric(sheet) if not is_rate(sheet, each) and not CHANGES.search(header(each))
    ]
    actual = [each for each in columns if _ACTUAL.search(header(each))] or sorted(
        (each for each in columns if year_of(each)), key=year_of, reverse=True
    )
    for row in sheet.details:
        if row is not total and terms(row.label or row.name) == name:
            yield from _cells([(sheet.at(row, each), sheet.at(total, each)) for each in actual[:1]])


def _cells(
    pairs: Iterator[tuple[Stated | None, Stated | None]] | list[tuple[Stated | None, Stated | None]],
) -> Iterator[tuple[Stated, Stated]]:
    for one, two in pairs:
        if one is not None and two is not None and one.unit.dimension == two.unit.dimension != "ratio":
            yield one, two
