"""English: a count of the rows of a table that lie beyond a bound, told with how many rows there are: six of the fourteen schemes slipped by more than £750k.

The verb or noun before the bound heads one column. That the table has as many rows as are told of in all shows that it is meant: its
rows without sums and heads of groups. A row that stands at the very bound is counted either way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import english
from auditor.checks.common.nearby import nearby
from auditor.checks.common.numbers import plainly
from auditor.checks.common.relations import evidence_of_words, rule, said
from auditor.checks.common.rownames import scales
from auditor.checks.common.spelled import COUNT, count_of
from auditor.checks.common.tables import as_percent, header, numeric, sheets
from auditor.checks.english._heads import said as meant
from auditor.findings import Verdict
from auditor.report.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.numbers import Stated
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column, Row

NAME = "rows-beyond-bound"
TITLE = {
    "zh": "超过或低于某数的行数与表中不符",
    "en": "a count of rows beyond a bound is not that of the table",
}
_CLAIM = re.compile(
    rf"(?P<n>{COUNT}) (?:out )?of (?:the |its |our |these |all )*(?P<all>{COUNT}) (?P<words>[a-z][^.;:()0-9]{{3,70}}?)"
    r"\b(?P<way>more than|less than|fewer than|over|under|above|below|at least|at most|not more than|up to|or more|(?:higher|lower|greater) than)\s*[$€£]?\s*$",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"^(?:grand |sub-?)?total\b|^all\b|\btotal$", re.IGNORECASE)
_DOWN = frozenset(
    {"less than", "fewer than", "under", "below", "lower than", "at most", "not more than", "up to"}
)
_ELSE = re.compile(r"\b(?:not|never|no|neither|than last|both|together|average|which|that|year before)\b")
_NEAR, _FEWEST = 14, 4


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the counts of English sentences that name a bound by the tables near them."""
    tables = nearby(sheet for sheet in sheets(facts) if len(sheet.table.rows) >= _FEWEST)
    for sentence in english(facts):
        for number in sentence.numbers:
            found = _CLAIM.search(sentence.before(number))
            bound = plainly(facts, number) if found is not None else None
            if found is None or bound is None or _ELSE.search(found["words"]):
                continue
            outcomes = [
                outcome
                for sheet in tables.near(sentence.paragraph.block.index, _NEAR)
                for outcome in _asked(facts, sentence, bound, found, sheet)
            ]
            if len(outcomes) == 1:
                yield outcomes[0]


def _asked(
    facts: Facts, sentence: Sentence, bound: Stated, found: re.Match[str], sheet: Sheet
) -> Iterator[Outcome]:
    rows = _lines(sheet)
    count, every = count_of(found["n"]), count_of(found["all"])
    if every is None or count is None or len(rows) != every:
        return
    told = meant(found["words"])
    columns = [each for each in numeric(sheet) if meant(header(each)) & told]
    if len(columns) != 1:
        return
    sides = [side for row in rows for side in _side(facts, sheet, row, columns[0], bound)]
    down = found["way"].lower() in _DOWN
    beyond = sum(1 for side in sides if (side < 0 if down else side > 0))
    most = beyond + sum(1 for side in sides if side == 0)
    if not sides or not most:
        return
    text = found.group("n")
    item = evidence_of_words(sentence.paragraph.block, sentence.start + found.start("n"), text)
    if beyond <= count <= most:
        yield said(rule(NAME, TITLE), "", "", [item], Verdict.EXACT)
        return
    zh = f"写“{text}”，表中符合的有 {beyond} 行"
    yield said(rule(NAME, TITLE), zh, f"says '{text}', and {beyond} rows of the table are so", [item])


def _side(facts: Facts, sheet: Sheet, row: Row, column: Column, bound: Stated) -> Iterator[Fraction]:
    """Iterate over by how much a row lies above a bound; a blank cell is not above any, and tells nothing."""
    cell = sheet.at(row, column)
    if cell is None:
        return
    told = as_percent(cell, header(column))
    for scale in tuple(scales(facts, sheet, bound, told))[:1]:
        yield told.printed.value * scale - bound.printed.value


def _lines(sheet: Sheet) -> Sequence[Row]:
    """Return the rows that are no sums of the rows above them, and no heads of groups."""
    columns = numeric(sheet)
    filled = {each.name: sum(1 for row in sheet.table.rows if sheet.at(row, each)) for each in columns}
    if not filled:
        return ()
    full = next(each for each in columns if filled[each.name] == max(filled.values()))
    found: list[Row] = []
    open_: list[Fraction] = []
    """What no sum has taken up yet: rows, and the sums of groups."""
    for row in sheet.table.rows:
        cell = sheet.at(row, full)
        if cell is None:
            continue
        value = cell.printed.value
        taken = next(
            (at for at in range(len(open_) - 1) if sum(open_[at:]) == value != 0),
            None,
        )
        summed = taken is not None or row.role is not Role.DETAIL or _TOTAL.search(row.label or row.name)
        if not summed:
            found.append(row)
        del open_[len(open_) if taken is None else taken :]
        open_.append(value)
    return found
