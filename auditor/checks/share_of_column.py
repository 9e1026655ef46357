"""English: a share that a sentence tells of a row or column, and that is not its cell over the table's total.

`Amberi alone accounts for p per cent of all persons reached`; `women made up p per cent of those reached`: the words behind
`of` have to be those of the table's caption or of the one column that is meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.checks import _patterns as re
from auditor.checks._closing import closing
from auditor.checks._english import english, terms
from auditor.checks._nearby import nearby
from auditor.checks._relations import ONE, fits, judged, quotient, rule
from auditor.checks._tables import Sheet, header, is_rate, numeric, sheets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks._numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column

NAME = "share-of-column"
TITLE = {"zh": "占比与表中该行、合计不符", "en": "a share is not the cell over the total of its table"}
_MADE = re.compile(
    r"(?:^\s*|[,;]\s+|\b(?:and|while|that)\s+)(?:the )?(?P<name>[A-Za-z][A-Za-z0-9 '\u2019&-]{2,50}?)(?: alone| together)? "
    r"(?:(?:is|are|was|were) )?(?:account(?:s|ed)? for|represent(?:s|ed)?|ma(?:de|kes?) up|constitut(?:ed|es?)|contribut(?:ed|es?)|compris(?:ed|es?))\s*$",
    re.IGNORECASE,
)
_OF = re.compile(
    r"^\s*of (?:the |all |total |those |our |its )*(?P<of>[a-z][^,.;:()0-9]{2,60})", re.IGNORECASE
)
_NEAR = 25
_TOTAL = re.compile(r"^(?:total|all)\b", re.IGNORECASE)
_CHANGE = re.compile(r"\b(?:increase|decrease|growth|change|target|budget|plan)", re.IGNORECASE)


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the shares that English sentences tell of rows and columns by name."""
    tables = nearby(sheet for sheet in sheets(facts) if closing(sheet) is not None)
    for sentence in english(facts):
        for share in sentence.stated:
            if not share.is_share or share.sign:
                continue
            made, of = _MADE.search(sentence.before(share)), _OF.match(sentence.after(share))
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


def _pairs(sheet: Sheet, name: frozenset[str], of: frozenset[str]) -> Iterator[tuple[Stated, Stated]]:
    """Iterate over the cells that a name and a whole can mean, each with its total."""
    if not name or not of:
        return
    closed = closing(sheet)
    if closed is None:
        return
    total, _ = closed
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


def _cells(
    pairs: Iterator[tuple[Stated | None, Stated | None]] | list[tuple[Stated | None, Stated | None]],
) -> Iterator[tuple[Stated, Stated]]:
    for one, two in pairs:
        if one is not None and two is not None and one.unit.dimension == two.unit.dimension != "ratio":
            yield one, two
