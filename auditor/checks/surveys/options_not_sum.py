"""A share of two answers together that is not what the table of answers gives: “一般”或“不满意”的占 36.95%.

The options are heads of a table's columns (one question a row) or labels of its rows (one question a table).
That no question gives the share proves it wrong; which one was meant shows by the words of the sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import judged, plus, rule, summed
from auditor.checks.common.tables import Sheet, header, plain, sheets
from auditor.checks.common.words import overlap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Paragraph, Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "options-not-sum"
TITLE = {"zh": "几项答案合计与问卷表不符", "en": "answers taken together are not what the table gives"}
_TWO = re.compile(
    r"[“\"](?P<one>[一-龥]{2,6})[”\"]\s*(?:[、和与及或]|以及|或者)\s*[“\"](?P<two>[一-龥]{2,6})[”\"]"
    r"(?:\s*(?:[、和与及或]|以及|或者)\s*[“\"](?P<three>[一-龥]{2,6})[”\"])?(?P<rest>[^“”\"。；;，,]{0,16}[，,]?[^“”\"。；;，,]{0,14})$"
)
_TAKEN = re.compile(r"占|比例|比重|合计|共计|共有")
_ELSE = re.compile(r"上年|去年|同比|提高|下降|其中|分别|各|目标|超过|未达|平均|总体|整体|综合")
_NEAR = 12
_COUNT = re.compile(r"[份人]数|样本数|票数")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge shares of several named options by the tables that list them."""
    tables = [sheet for sheet in sheets(facts) if sheet.values]
    for paragraph in paragraphs(facts):
        for number in paragraph.numbers:
            found = _TWO.search(number.before)
            if found is None or number.stated is None or number.sign or not number.is_share:
                continue
            around = number.before[max(0, found.start() - _NEAR) : found.start()] + found["rest"]
            if not _TAKEN.search(found["rest"]) or _ELSE.search(around):
                continue
            options = [found[name] for name in ("one", "two", "three") if found[name]]
            yield from _judged(facts, paragraph, number, options, tables)


def _judged(
    facts: Facts, paragraph: Paragraph, number: Number, options: Sequence[str], tables: Sequence[Sheet]
) -> Iterator[Outcome]:
    choices = [each for sheet in tables for each in _questions(sheet, options)]
    outcomes = [
        (question, judged(facts, summed(rule(NAME, TITLE), number.known, plus(parts))))
        for question, parts in choices
    ]
    held = next((outcome for _, outcome in outcomes if outcome.verdict.consistent), None)
    if held is not None:
        yield held
        return
    said = paragraph.text[: number.occurrence.span.start].rpartition("。")[2]
    near = sorted(outcomes, key=lambda each: -overlap(plain(each[0]), said))
    if len(near) == 1 or (near and overlap(plain(near[0][0]), said) > overlap(plain(near[1][0]), said)):
        yield near[0][1]


def _questions(sheet: Sheet, options: Sequence[str]) -> Iterator[tuple[str, list[Stated]]]:
    """Iterate over the questions of a table and the shares of the options in each."""
    heads = [
        [column for column in sheet.table.columns if column.path and plain(column.path[0]) == option]
        for option in options
    ]
    if all(heads):
        for row in sheet.table.rows:
            cells = [
                [value for column in columns if (value := _share(sheet.at(row, column), header(column)))]
                for columns in heads
            ]
            if all(len(each) == 1 for each in cells):
                yield row.label or row.name, [each[0] for each in cells]
        return
    rows = [[row for row in sheet.table.rows if plain(row.label or row.name) == option] for option in options]
    if not all(len(each) == 1 for each in rows):
        return
    for column in sheet.table.columns:
        values = [
            value for (row,) in rows if (value := _share(sheet.at(row, column), header(column))) is not None
        ]
        if len(values) == len(options):
            yield header(column), values


def _share(value: Stated | None, head: str) -> Stated | None:
    """Return a cell that is a share."""
    return (
        value if value is not None and value.unit.dimension == "ratio" and not _COUNT.search(head) else None
    )
