"""English: a score of a scorecard that is more than its weight, or not what result, target and weight give.

    Measure                     Target          Result   Weight    Score
    Decisions within 30 days    at least 90.0     82.8       15    13.80
    Bonus                       limit 2                             2.00

That a score is the result over the target times the weight the text says, or another row shows; `a bonus of up to 2 points`
is held against the row of that name.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.checks.common.heads import rows
from auditor.checks.common.numbers import Stated, as_numeral, paragraphs, plainly
from auditor.checks.common.relations import compared, fits, judged, rule, summed
from auditor.checks.common.tables import Sheet, header, numeric, sheets
from auditor.language import tree
from auditor.report.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.heads import Headed
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, Relation

NAME = "score-not-weighted"
TITLE = {
    "zh": "得分超过满分，或与结果、目标、权重不符",
    "en": "a score that its weight, target and result do not give",
}
_FULL = re.compile(
    r"^(?:weights?|max(?:imum|\.)?(?: (?:score|points|marks))?|(?:full|possible|available) (?:score|points|marks)|(?:points|marks) (?:available|possible)|out of)"
    r"(?: \(?(?:points|%)\)?)?$",
    re.IGNORECASE,
)
_SCORE = re.compile(
    r"^(?:(?:final |actual )?(?:score|points|marks)(?: (?:awarded|given|achieved|obtained|earned))?|awarded|achieved score|points scored)(?: \(?points\)?)?$",
    re.IGNORECASE,
)
_TARGET = re.compile(r"^(?:target|goal)(?: value| level)?(?: \(?%\)?)?$", re.IGNORECASE)
_RESULT = re.compile(
    r"^(?:result|actual|outcome|achieved|performance)(?: value)?(?: \(?%\)?)?$", re.IGNORECASE
)
_SUM = re.compile(r"\b(?:total|overall|all|bonus|final)\b", re.IGNORECASE)
_METHOD = re.compile(
    r"\b(?:result|actual|performance|outcome)[a-z ]{0,20} divided by (?:the |its )?(?:target|goal)",
    re.IGNORECASE,
)
_BONUS = re.compile(
    r"\b(?P<what>bonus|deduction)e?s?\b[^.;]{0,20}?\b(?:of up to|up to|of at most|not exceeding|capped at|limited to|of no more than)\s*$",
    re.IGNORECASE,
)
_FEWEST, _FAR = 3, 60


@records.frozen(eq=False)
class _Scored:
    """A row of a scorecard with all that its score may follow from."""

    score: Stated
    weight: Stated
    target: Fraction | None
    result: Stated | None


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the scorecards of an English report."""
    said = any(_METHOD.search(each.text) for each in paragraphs(facts))
    for sheet in sheets(facts):
        scored = [
            each
            for headed in rows(facts, sheet)
            if headed.row.role is Role.DETAIL
            and not _SUM.search(headed.row.label or headed.row.name)
            and (each := _scored(headed)) is not None
        ]
        if len(scored) >= _FEWEST:
            yield from _capped(facts, scored)
            yield from _weighted(facts, scored, said=said)
    yield from _bonuses(facts)


def _scored(headed: Headed) -> _Scored | None:
    score, weight = headed.one(_SCORE), headed.one(_FULL)
    if score is None or weight is None or score.unit.dimension != weight.unit.dimension:
        return None
    return _Scored(score, weight, _target(headed.text(_TARGET)), headed.one(_RESULT))


def _target(text: str) -> Fraction | None:
    """Return the number of a target that a result should reach, None where it should stay below it."""
    found = re.findall(r"[0-9][0-9,]*(?:\.[0-9]+)?", text)
    if len(found) != 1 or re.search(
        r"[≤<]|at most|no more|not more|below|under|maximum|less", text, re.IGNORECASE
    ):
        return None
    return Fraction(found[0].replace(",", ""))


def _capped(facts: Facts, scored: Sequence[_Scored]) -> Iterator[Outcome]:
    """Judge scores by their weights, where most keep to them: a weight in percent is no cap of a scale of six."""
    over = [each for each in scored if each.score.printed.value > each.weight.printed.value]
    if len(over) * _FEWEST <= len(scored):
        for each in scored:
            relation = compared(rule(NAME, TITLE), each.score, tree.Relation.AT_MOST, each.weight)
            yield judged(facts, relation)


def _weighted(facts: Facts, scored: Sequence[_Scored], *, said: bool) -> Iterator[Outcome]:
    """Judge the scores of missed targets by the share of the target that was reached."""
    full = [each for each in scored if each.target is not None and each.result is not None]
    missed = [(each, relation) for each in full if (relation := _relation(each)) is not None]
    met = [each for each in full if all(each is not other for other, _ in missed)]
    right = [each for each, relation in missed if fits(facts, relation)]
    kept = all(each.score.printed.value == each.weight.printed.value for each in met)
    if kept and met and (said or right) and len(missed) - len(right) <= max(1, len(right)):
        for _, relation in missed:
            yield judged(facts, relation)


def _relation(each: _Scored) -> Relation | None:
    """Return that a score is the weight times the result over its target, None where the target was met."""
    if each.target is None or each.result is None:
        return None
    # 82.8 % against a target of 90.0, whose sign is printed or not
    result = as_numeral(each.result)
    if not 0 < result.printed.value < each.target:
        return None
    parts = [(each.weight.printed.value / each.target, result)]
    return summed(rule(NAME, TITLE), each.score, parts, role="stated")


def _bonuses(facts: Facts) -> Iterator[Outcome]:
    """Judge the row of a bonus by the most that the text allows."""
    for paragraph in paragraphs(facts):
        for number in paragraph.numbers:
            start = number.occurrence.span.start
            found = _BONUS.search(paragraph.text[max(0, start - _FAR) : start])
            most = plainly(facts, number) if found is not None else None
            if found is None or most is None:
                continue
            for sheet in sheets(facts):
                yield from _of_bonus(facts, sheet, found["what"], most)


def _of_bonus(facts: Facts, sheet: Sheet, what: str, most: Stated) -> Iterator[Outcome]:
    columns = [each for each in numeric(sheet) if _SCORE.match(header(each).strip())]
    for row in sheet.table.rows if len(columns) == 1 else ():
        got = sheet.at(row, columns[0])
        if got is not None and re.match(what, row.label or row.name, re.IGNORECASE):
            bare = attrs.evolve(most, printed=attrs.evolve(most.printed, unit=got.printed.unit))
            yield judged(facts, compared(rule(NAME, TITLE), got, tree.Relation.AT_MOST, bare))
