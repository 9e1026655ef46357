"""English: the number of those that a passage speaks of is not the total of the table below it.

`The 522 respondents who … were asked for the main reason`, and below it a table headed Respondents whose total row
gives another number. The noun behind the number has to be the head of the column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import Sentence, sentences, terms
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import compared, judged, rule
from auditor.checks.common.slips import slip
from auditor.checks.common.tables import header, numeric, same_value, sheets
from auditor.language import tree
from auditor.report.blocks import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.numbers import Paragraph, Stated
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "asked-not-total"
TITLE = {"zh": "正文人数与下表合计不符", "en": "a number in the text is not the total of the table below"}
_HEAD = re.compile(
    r"(?:^|[.;:]\s*|,\s*)(?:[Tt]he|[Aa]ll|[Tt]hese|[Aa] total of|[Oo]f the|[Aa]mong the|[Ii]n total,?)\s*$"
)
_CLOSE = 3
_FEWEST = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the numbers of things that the columns of the next table are headed by."""
    tables = {sheet.block.index: sheet for sheet in sheets(facts) if sheet.block is not None}
    for paragraph in paragraphs(facts):
        sheet = _next(facts, paragraph, tables)
        if sheet is None or len(sheet.totals) != 1 or len(sheet.details) < _FEWEST:
            continue
        found = [
            (number, total)
            for sentence in sentences(paragraph)
            for number in sentence.numbers
            if (total := _total(sentence, number, sheet)) is not None
        ]
        held = [pair for pair in found if same_value(pair[0].known, pair[1])]
        for number, total in held or (found if len(found) == 1 else []):
            if held or _close(number.known, total):
                yield judged(facts, compared(rule(NAME, TITLE), number.known, tree.Relation.EQUAL, total))


def _next(facts: Facts, paragraph: Paragraph, tables: dict[int, Sheet]) -> Sheet | None:
    index = paragraph.block.index
    for at in range(index + 1, index + 1 + _CLOSE):
        if at in tables:
            return tables[at]
        if at >= len(facts.report.blocks) or facts.report.blocks[at].kind is BlockKind.HEADING:
            return None
    return None


def _total(sentence: Sentence, number: Number, sheet: Sheet) -> Stated | None:
    """Return the total of the one column that is headed by the noun behind a number."""
    if number.stated is None or number.dimension != "number" or not _HEAD.search(sentence.before(number)):
        return None
    noun = re.match(r"\s+([a-z][a-z-]+)", sentence.after(number))
    if noun is None:
        return None
    values = [
        value
        for column in numeric(sheet)
        if terms(noun[1])
        and terms(noun[1]) == terms(header(column))
        and (value := sheet.at(sheet.totals[0], column)) is not None
    ]
    return values[0] if len(values) == 1 else None


def _close(one: Stated, two: Stated) -> bool:
    gap = abs(one.printed.value - two.printed.value)
    return gap * 20 <= abs(two.printed.value) or slip(one, two.printed.value) not in {"", "sign"}
