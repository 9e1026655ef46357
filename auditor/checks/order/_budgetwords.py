"""The words of every final account, 决算数小于年初预算数, held to the two amounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import (
    evidence_at,
    evidence_of_words,
    said,
)
from auditor.findings import Verdict
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from auditor.checks.common.numbers import Number, Paragraph
    from auditor.evaluation.relations import Outcome, RuleInfo

_BUDGET_WORDS = re.compile(
    r"(?:支出)?决算数?(?:大于|高于|多于|小于|低于|少于|等于|与(?=[^，。；]{0,6}持平))(?:年初|全年|当年)?预算数?(?:持平)?"
)
_BUDGETED = re.compile(r"预算数?(?:为|是)?\s*$")
_SPENT = re.compile(r"(?:决算|实际支出|支出)数?(?:为|是)?\s*$")
_BUDGET_SIGNS = (
    (re.compile(r"大于|高于|多于"), tree.Relation.GREATER),
    (re.compile(r"小于|低于|少于"), tree.Relation.LESS),
    (re.compile(r"等于|持平"), tree.Relation.EQUAL),
)


def against_budget(paragraph: Paragraph, info: RuleInfo) -> Iterator[Outcome]:
    """Judge 年初预算为 A，支出决算为 B…，决算数小于年初预算数, the words of every final account."""
    for found in _BUDGET_WORDS.finditer(paragraph.text):
        before = [
            each
            for each in paragraph.numbers
            if each.stated and each.occurrence.span.end <= found.start() and each.dimension == "money"
        ]
        budget = [each for each in before if _BUDGETED.search(each.clause)]
        spent = [each for each in before if _SPENT.search(each.clause)]
        sign = next(sign for pattern, sign in _BUDGET_SIGNS if pattern.search(found.group()))
        if not budget or not spent or len(before) < 2:  # noqa: PLR2004 - a pair
            continue
        one, two = budget[-1], spent[-1]
        if {id(one), id(two)} != {id(each) for each in before[-2:]} or one.sentence != two.sentence:
            continue
        words = evidence_of_words(paragraph.block, found.start(), found.group(), "比较用语")
        evidence = [words, *(evidence_at(each.block, each.occurrence, "base") for each in (two, one))]
        holds = _holds(two.known.printed.value - one.known.printed.value, sign)
        zh = f"决算 {shown(two)}、预算 {shown(one)}，却称“{found.group()}”"
        en = f"spent {shown(two)} of {shown(one)}, and the text says '{found.group()}'"
        yield said(info, zh, en, evidence, Verdict.EXACT if holds else Verdict.DISCREPANCY)


def _holds(gap: Fraction, sign: tree.Relation) -> bool:
    if sign is tree.Relation.EQUAL:
        return gap == 0
    return gap > 0 if sign is tree.Relation.GREATER else gap < 0


def shown(number: Number) -> str:
    unit = number.occurrence.unit
    return (
        number.occurrence.text if number.occurrence.text.endswith(unit) else f"{number.occurrence.text}{unit}"
    )
