"""A mean of a rating table, or of marks that the text lists, that the counts do not give: Σ mark x count over Σ count."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import paragraphs
from auditor.checks.common.relations import ONE, fits, judged, quotient, rule, summed
from auditor.checks.common.tables import Sheet, header, numeric, sheets
from auditor.checks.surveys._marks import agree, marked, means

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column

NAME = "mean-not-average"
TITLE = {"zh": "均值与各档人数不符", "en": "a mean is not what its counts give"}
_MARK = re.compile(r"^([1-9]|10)\s*(?:分)?(?:[（(]?(?:人|份|人数|份数)[）)]?|\s*[(–—-][A-Za-z ]+[)]?)?$")
_WEIGHED = re.compile(r"[（(](?P<mark>100|[0-9]{1,2})\s*分?[)）]$")
_INDEX = re.compile(r"^[^（）()]{0,6}(?:指数|均值|平均[得]?分|综合得分|加权得分|得分)(?:[（(].*[)）])?$")
_MEAN = re.compile(
    r"^(?:均值|平均|平均分|平均值|平均得分|得分均值|(?:[Mm]ean|[Aa]verage)\s*(?:[Ss]core|[Rr]ating|[Mm]ark)?)(?:\s*[（(].*[)）])?$"
)
_MARKS = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the rows of tables that count marks and state their mean, and the means of marks that the text lists."""
    yield from _told(facts)
    for sheet in sheets(facts):
        marks = [
            (int(found[1]), column)
            for column in sheet.table.columns
            if (found := _MARK.match(header(column)) or _MARK.match(column.path[-1] if column.path else ""))
        ]
        if not marks:
            yield from _indexes(facts, sheet)
        means = [column for column in sheet.table.columns if _MEAN.match(header(column))]
        if len(means) != 1:
            continue
        if not marks:
            yield from _plain(facts, sheet, means[0])
            continue
        if len(marks) < _MARKS or len({mark for mark, _ in marks}) != len(marks):
            continue
        rows = []
        for row in sheet.table.rows:
            mean = sheet.at(row, means[0])
            counts = [(mark, value) for mark, column in marks if (value := sheet.at(row, column)) is not None]
            if (
                mean is not None
                and len(counts) == len(marks)
                and any(value.printed.value for _, value in counts)
            ):
                rows.append((mean, counts))
        for mean, counts in rows if all(_count([value for _, value in each]) for _, each in rows) else ():
            above = [(Fraction(mark), value) for mark, value in counts]
            yield judged(
                facts, quotient(rule(NAME, TITLE), mean, above, [(ONE, value) for _, value in counts])
            )


def _count(values: Sequence[Stated]) -> bool:
    """Whether values may say how many gave each mark: whole numbers, or shares that make up all of them; loadings do not."""
    if any(each.printed.value < 0 for each in values):
        return False
    if all(each.unit.dimension == "ratio" or each.printed.value.denominator == 1 for each in values):
        return True
    total = sum((each.printed.value for each in values), Fraction(0))
    return any(abs(total - whole) * 50 <= whole for whole in (1, 100))


def _told(facts: Facts) -> Iterator[Outcome]:
    """Judge the means that are told of one list of marks alone: beside it, or of what it is called."""
    texts = paragraphs(facts)
    lists = [(paragraph, each) for paragraph in texts for each in marked(paragraph)]
    for paragraph in texts if lists else ():
        for mean, words in means(paragraph):
            held = [(at, each) for at, each in lists if each.holds(mean)]
            near = [
                each
                for at, each in held
                if at is paragraph
                and each.first.sentence == mean.sentence
                and each.first.occurrence.span.start < mean.occurrence.span.start
            ]
            called = [each for _, each in held if agree(words, each.words)]
            found = near or called
            if len(found) == 1:
                counts = [(ONE, count.known) for _, count in found[0].rows]
                above = [(Fraction(mark), count.known) for mark, count in found[0].rows]
                yield judged(facts, quotient(rule(NAME, TITLE), mean.known, above, counts))


def _indexes(facts: Facts, sheet: Sheet) -> Iterator[Outcome]:
    """Judge rows that count answers below their marks, 满意（80）, and print an index, as the other rows show it."""
    marks = [
        (Fraction(int(found["mark"])), column)
        for column in numeric(sheet)
        if (found := _WEIGHED.search(header(column)))
    ]
    means = [column for column in numeric(sheet) if _INDEX.match(header(column))]
    if len(means) != 1 or len({mark for mark, _ in marks}) != len(marks) or len(marks) < _MARKS:
        return
    if not all(one > two for (one, _), (two, _) in itertools.pairwise(marks)):
        return
    relations = []
    for row in sheet.table.rows:
        mean = sheet.at(row, means[0])
        counts = [(mark, value) for mark, column in marks if (value := sheet.at(row, column)) is not None]
        # A cell may print nothing for nobody.
        if mean is not None and len(counts) >= _MARKS and any(value.printed.value for _, value in counts):
            below = [(ONE, value) for _, value in counts]
            relations.append(quotient(rule(NAME, TITLE), mean, counts, below))
    kept = sum(1 for each in relations if fits(facts, each))
    if kept > 1 and (len(relations) - kept) * 2 <= kept:
        for each in relations:
            yield judged(facts, each)


def _plain(facts: Facts, sheet: Sheet, mean: Column) -> Iterator[Outcome]:
    """Judge rows that print the marks of several and their mean, learned from the rows that keep it."""
    others = [column for column in numeric(sheet) if column is not mean]
    rows = []
    for row in sheet.table.rows:
        claim = sheet.at(row, mean)
        marks = [value for column in others if (value := sheet.at(row, column)) is not None]
        if claim is None or len(marks) != len(others) or len(marks) < 2:  # noqa: PLR2004 - one mark is its own mean
            continue
        if all(value.unit.dimension == claim.unit.dimension for value in marks):
            rows.append((claim, marks))
    kept = sum(1 for claim, marks in rows if _near(claim, marks))
    if kept > 1 and (len(rows) - kept) * 2 <= kept:
        for claim, marks in rows:
            share = Fraction(1, len(marks))
            yield judged(
                facts, summed(rule(NAME, TITLE), claim, [(share, value) for value in marks], role="stated")
            )


def _near(claim: Stated, marks: Sequence[Stated]) -> bool:
    total = sum((value.printed.value for value in marks), Fraction(0))
    return abs(total / len(marks) - claim.printed.value) <= claim.printed.step
