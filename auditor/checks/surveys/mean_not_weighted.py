"""A mean of several groups that is not weighted as the weights beside them say: 群众 60%、企业 40%."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import evidence_at, rule, said
from auditor.checks.common.tables import Sheet, header, sheets
from auditor.evaluation.evidence import evidence_of
from auditor.findings import Severity, Verdict
from auditor.numbers import decimal_text, round_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Paragraph, Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column

NAME = "mean-not-weighted"
TITLE = {"zh": "综合值不是按权重加权的结果", "en": "a mean is not weighted as its weights say"}
_WEIGHT = re.compile(r"^(?:权重|占比权重|权数)(?:[（(]%[）)])?$")
_RATE = re.compile(r"满意[度率]|得分率|^(?:得分|评分|百分制得分)$")
_MEAN = re.compile(
    r"^(?:综合|总体|总|整体|加权(?:后)?(?:综合|平均)?)(?:满意[度率]|得分|评分)(?:为|是|达|达到)?\s*$|加权平均[^，。]{0,6}$"
)
_WEIGHTED = re.compile(r"权重|加权")
_LISTED = re.compile(
    r"(?:按|以)(?:照)?\s*(?P<list>[0-9.]+%(?:\s*[、，和:：]\s*[0-9.]+%)+)\s*(?:的)?(?:权重|比例|加权)"
)
_GROUP = re.compile(r"(?:其中)?(?P<group>[一-龥]{2,8}?)(?:满意[度率]|得分|评价)(?:为|是|达)?\s*")
_PERCENT = re.compile(r"([0-9]+(?:\.[0-9]+)?)%")
_WHOLE = Fraction(100)
_LEAST = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the last row of tables of groups, and sentences that tell weights, parts and mean."""
    for sheet in sheets(facts):
        yield from _tabled(facts, sheet)
    for paragraph in paragraphs(facts):
        if _WEIGHTED.search(paragraph.text):
            yield from _told(paragraph)


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


def _told(paragraph: Paragraph) -> Iterator[Outcome]:
    for claim in paragraph.numbers:
        if not claim.stated or not _MEAN.search(claim.clause) or claim.sign:
            continue
        text = paragraph.text[: claim.occurrence.span.start]
        found = _listed(paragraph, claim, text) or _by_name(paragraph, claim, text)
        if found is None:
            continue
        parts, shares = found
        value = _mean([part.known.printed.value for part in parts], shares)
        slack = claim.known.printed.step + max(part.known.printed.step for part in parts)
        evidence = [
            evidence_at(claim.block, claim.occurrence),
            *(evidence_at(part.block, part.occurrence, "part") for part in parts),
        ]
        if abs(value - claim.known.printed.value) <= slack:
            yield said(rule(NAME, TITLE), "", "", evidence, Verdict.WITHIN_ROUNDING)
            continue
        shown = decimal_text(round_to(value / claim.known.unit.factor, claim.known.printed.numeral.step))
        zh = f"按权重加权应为 {shown}，写 {claim.occurrence.text}"
        yield said(
            rule(NAME, TITLE), zh, f"weighted it is {shown}, {claim.occurrence.text} is printed", evidence
        )


def _listed(
    paragraph: Paragraph, claim: Number, text: str
) -> tuple[Sequence[Number], Sequence[Fraction]] | None:
    """Return the values before 按 30%、40%、30% 的权重, and those weights."""
    found = _LISTED.search(text)
    if found is None:
        return None
    shares = [Fraction(each[1]) / 100 for each in _PERCENT.finditer(found["list"])]
    before = [
        each
        for each in paragraph.numbers
        if each.stated
        and each.sentence == claim.sentence
        and each.occurrence.span.end <= found.start()
        and each.dimension == claim.dimension
    ]
    return (before, shares) if len(before) == len(shares) and sum(shares) == 1 else None


def _by_name(
    paragraph: Paragraph, claim: Number, text: str
) -> tuple[Sequence[Number], Sequence[Fraction]] | None:
    """Return the values that are named as the weights are: 群众 60%、企业 40%, 群众满意度 88.50%, 企业满意度 93.00%."""
    parts: list[Number] = []
    shares: list[Fraction] = []
    for each in paragraph.numbers:
        if not each.stated or each.dimension != claim.dimension or each is claim:
            continue
        named = _GROUP.fullmatch(each.clause)
        if named is None or each.occurrence.span.start > claim.occurrence.span.start:
            continue
        told = re.once(rf"{re.escape(named['group'])}(?:评价|权重|占|按)?\s*([0-9]+(?:\.[0-9]+)?)%").findall(
            text
        )
        if len(told) == 1:
            parts.append(each)
            shares.append(Fraction(told[0]) / 100)
    return (parts, shares) if len(parts) >= _LEAST and sum(shares) == 1 else None
