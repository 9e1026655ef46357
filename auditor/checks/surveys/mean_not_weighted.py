"""A mean of several groups that is not weighted as the weights beside them in its table, or in its sentence, say."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import paragraphs
from auditor.checks.common.relations import first_held, rule, said, summed
from auditor.checks.common.tables import Sheet, header, sheets
from auditor.checks.surveys._weighed import weighed
from auditor.evaluation.evidence import evidence_of
from auditor.findings import Severity, Verdict
from auditor.numbers import decimal_text, round_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column

NAME = "mean-not-weighted"
TITLE = {"zh": "综合值不是按权重加权的结果", "en": "a mean is not weighted as its weights say"}
_WEIGHT = re.compile(r"^(?:权重|占比权重|权数)(?:[（(]%[）)])?$")
_RATE = re.compile(r"满意[度率]|得分率|^(?:得分|评分|百分制得分)$")
_WHOLE = Fraction(100)
_LEAST = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the last row of tables of groups, and the means whose weights sentences tell."""
    for paragraph in paragraphs(facts):
        for claim, ways in weighed(paragraph):
            info = rule(NAME, TITLE, Severity.WARNING)
            relations = [
                summed(info, claim.known, [(weight, each.known) for weight, each in way]) for way in ways
            ]
            yield from first_held(facts, relations, sure=True)
    for sheet in sheets(facts):
        yield from _tabled(facts, sheet)


def _tabled(facts: Facts, sheet: Sheet) -> Iterator[Outcome]:
    weights = [column for column in sheet.columns if _WEIGHT.search(header(column))]
    if len(weights) != 1:
        return
    own = [(row, value.printed.value) for row in sheet.table.rows if (value := sheet.at(row, weights[0]))]
    if len(own) < _LEAST + 1:
        return
    (*parts, (whole, all_of)) = own
    if sum((weight for _, weight in parts), Fraction(0)) != all_of or all_of not in (1, _WHOLE):
        return
    for column in sheet.columns:
        claim = sheet.at(whole, column)
        values = [sheet.at(row, column) for row, _ in parts]
        if not _RATE.search(header(column)) or claim is None or any(value is None for value in values):
            continue
        known = [value for value in values if value is not None]
        yield from _row(facts, claim, known, [weight / all_of for _, weight in parts], column)


def _row(
    facts: Facts, claim: Stated, parts: Sequence[Stated], shares: Sequence[Fraction], column: Column
) -> Iterator[Outcome]:
    slack = max(part.printed.step for part in parts) + claim.printed.step
    scored = not header(column).endswith(("率", "度")) and claim.unit.dimension != "ratio"
    # 加权得分 may be the parts themselves, added up.
    if scored and claim.printed.value == sum((part.printed.value for part in parts), Fraction(0)):
        return
    evidence = [
        evidence_of(facts, claim.figure, claim.mention, "stated"),
        *(evidence_of(facts, part.figure, part.mention, "part") for part in parts),
    ]
    value = _mean([part.printed.value for part in parts], shares)
    if abs(value - claim.printed.value) <= slack:
        yield said(rule(NAME, TITLE), "", "", evidence, Verdict.WITHIN_ROUNDING)
        return
    shown = decimal_text(round_to(value / claim.unit.factor, claim.printed.numeral.step))
    zh = f"按权重加权应为 {shown}，写 {claim.mention.text}"
    en = f"weighted it is {shown}, {claim.mention.text} is printed"
    # The rows may have been pooled on purpose.
    yield said(rule(NAME, TITLE, Severity.WARNING, "medium"), zh, en, evidence)


def _mean(values: Sequence[Fraction], shares: Sequence[Fraction]) -> Fraction:
    return sum((value * share for value, share in zip(values, shares, strict=True)), Fraction(0))
