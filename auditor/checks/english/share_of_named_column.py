"""English: a share of one cell of a row over another cell of it than the one its words name: 3,641 are 40.6% of all completers.

The amount is a cell of a row, and the words behind the share name one other column of it: `10.49m amounts to 21.9% of the approved
programme`. It is wrong where it is not the one over the other, and is the one over a third, to the last place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import english
from auditor.checks.common.nearby import nearby
from auditor.checks.common.relations import ONE, judged, quotient, rule
from auditor.checks.common.rownames import scale_in
from auditor.checks.common.slips import digits
from auditor.checks.common.tables import header, is_rate, numeric, sheets
from auditor.checks.english._heads import said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.numbers import Number, Stated
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, Relation
    from auditor.report.model import Column, Row

NAME = "share-of-named-column"
TITLE = {
    "zh": "占比不是同一行中所述一列的比重",
    "en": "a share of a row is not over the column that its words name",
}
_OF = re.compile(
    r"\s*of (?:(?:the|all|its|their|our|total|those|every) )*(?P<of>[a-z][^,.;:()0-9]{3,40}?)(?=\s*[,.;:()]|\s+(?:and|but|while|in|at|by|for|on|with|as|compared)\b|$)"
)
_BETWEEN = re.compile(
    r"[^.;:0-9]{0,60}?(?:,|\(|\b(?:is|are|was|were|or|equals?|amount\w* to|came to|represent\w*|account\w* for|made up|makes? up|form\w*))\s*(?:only |just |about |some )?"
)
_ELSE = re.compile(
    r"\b(?:increas\w*|decreas\w*|rise|rose|fell|fall|grew|growth|more|less|higher|lower|average|per (?!cent)\w+|target|and|year before|last year)\b"
)
_NEAR, _LEAST = 40, 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the shares of English sentences by the rows that print their part."""
    tables = nearby(sheet for sheet in sheets(facts) if sheet.values)
    for sentence in english(facts):
        for part, share, of in _told(sentence):
            found: dict[tuple[Fraction, Fraction], Relation] = {}
            for sheet in tables.near(sentence.paragraph.block.index, _NEAR):
                for row in sheet.table.rows:
                    _asked(facts, sheet, row, (part, share, of), found)
            if len(found) == 1:
                yield judged(facts, next(iter(found.values())))


def _told(sentence: Sentence) -> Iterator[tuple[Number, Number, frozenset[str]]]:
    """Iterate over the shares that stand behind their part, with what their words say that they are of."""
    for part, share in zip(sentence.numbers, sentence.numbers[1:], strict=False):
        behind = _OF.match(sentence.after(share)) if share.is_share and share.stated else None
        if behind is None or part.stated is None or part.is_share or part.sign or share.sign:
            continue
        between = sentence.between(part, share)
        if not _BETWEEN.fullmatch(between) or _ELSE.search(between) or _ELSE.search(behind["of"]):
            continue
        of = said(behind["of"])
        if of and min(digits(share.known), digits(part.known)) >= _LEAST:
            yield part, share, of


def _asked(
    facts: Facts,
    sheet: Sheet,
    row: Row,
    told: tuple[Number, Number, frozenset[str]],
    found: dict[tuple[Fraction, Fraction], Relation],
) -> None:
    """Add what a share should be by a row that prints its part, where the share says which cell was taken for the named one."""
    part, share, of = told
    cells = [
        (column, cell)
        for column in numeric(sheet)
        if not is_rate(sheet, column) and (cell := sheet.at(row, column)) is not None
    ]
    own = [column for column, cell in cells if scale_in(facts, sheet, part.known, cell) is not None]
    if len(own) != 1:
        return
    mine = next(cell for column, cell in cells if column is own[0])
    meant = _named([(column, cell) for column, cell in cells if column is not own[0]], of)
    if meant is None or meant.printed.value <= 0 or meant.unit.dimension != mine.unit.dimension:
        return
    held = _gives(share.known, mine, meant)
    taken = [
        cell
        for column, cell in cells
        if column is not own[0] and cell is not meant and _gives(share.known, mine, cell)
    ]
    if held or taken:
        relation = quotient(rule(NAME, TITLE), share.known, [(ONE, mine)], [(ONE, meant)])
        found[mine.printed.value, meant.printed.value] = relation


def _named(cells: Sequence[tuple[Column, Stated]], of: frozenset[str]) -> Stated | None:
    """Return the one cell all words of whose head are said, the longest head where several are."""
    named = [(len(head), cell) for column, cell in cells if (head := said(header(column))) and head <= of]
    longest = max((size for size, _ in named), default=0)
    best = [cell for size, cell in named if size == longest]
    return best[0] if len(best) == 1 else None


def _gives(share: Stated, part: Stated, whole: Stated) -> bool:
    if whole.printed.value <= 0:
        return False
    return abs(part.printed.value / whole.printed.value - share.printed.value) * 2 <= share.printed.step
