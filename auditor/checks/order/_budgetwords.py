"""The words of every final account, 决算数小于年初预算数, held to the two amounts, or to the rate at which the budget was spent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import (
    ONE,
    evidence_at,
    evidence_of_words,
    judged,
    quotient,
    said,
)
from auditor.findings import Verdict
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from auditor.checks.common.numbers import Number, Paragraph
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, RuleInfo

_BUDGET_WORDS = re.compile(
    r"(?:支出)?决算数?(?:大于|高于|多于|小于|低于|少于|等于|与(?=[^，。；]{0,6}持平))(?:年初|全年|当年)?预算数?(?:持平)?"
)
_COMPLETED = re.compile(r"(?:完成|为|占)(?:了)?(?:年初|全年|当年|调整|本年)?(?:部门)?预算数?的?$")
_BUDGETS = re.compile(r"年初|全年|调整")
_NO_SUBJECT = re.compile(r"(?:^|[，,。；;])\s*(?:其|该项?|本年度?)?\s*$")
_FAR = 60
_BUDGETED = re.compile(r"预算数?(?:为|是)?\s*$")
_SPENT = re.compile(r"(?:决算|实际支出|支出)数?(?:为|是)?\s*$")
_BUDGET_SIGNS = (
    (re.compile(r"大于|高于|多于"), tree.Relation.GREATER),
    (re.compile(r"小于|低于|少于"), tree.Relation.LESS),
    (re.compile(r"等于|持平"), tree.Relation.EQUAL),
)


def against_budget(facts: Facts, paragraph: Paragraph, info: RuleInfo) -> Iterator[Outcome]:
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
            yield from _by_rate(facts, paragraph, found, sign, info)
            continue
        one, two = budget[-1], spent[-1]
        if {id(one), id(two)} != {id(each) for each in before[-2:]} or one.sentence != two.sentence:
            yield from _by_rate(facts, paragraph, found, sign, info)
            continue
        words = evidence_of_words(paragraph.block, found.start(), found.group(), "比较用语")
        evidence = [words, *(evidence_at(each.block, each.occurrence, "base") for each in (two, one))]
        holds = _holds(two.known.printed.value - one.known.printed.value, sign)
        zh = f"决算 {shown(two)}、预算 {shown(one)}，却称“{found.group()}”"
        en = f"spent {shown(two)} of {shown(one)}, and the text says '{found.group()}'"
        yield said(info, zh, en, evidence, Verdict.EXACT if holds else Verdict.DISCREPANCY)


def _by_rate(
    facts: Facts, paragraph: Paragraph, found: re.Match[str], sign: tree.Relation, info: RuleInfo
) -> Iterator[Outcome]:
    """Judge 决算 B，完成年初预算的 p%，决算数小于年初预算数（d 万元）: the rate says which is the larger, though no budget is printed."""
    before = [each for each in paragraph.numbers if each.occurrence.span.end <= found.start()]
    rates = [each for each in before if each.is_share and _COMPLETED.search(each.clause)]
    if not rates or rates[-1].stated is None or rates[-1].occurrence.bound:
        return
    rate = rates[-1]
    between = paragraph.text[rate.occurrence.span.end : found.start()]
    kinds = [set(_BUDGETS.findall(text)) for text in (rate.clause, found.group())]
    # 其中：接待费…完成预算的 120%。“三公”经费决算数小于预算数…: the words have a subject of their own.
    if len(between) > _FAR or not _NO_SUBJECT.search(between) or (all(kinds) and kinds[0] != kinds[1]):
        return
    value, step = rate.known.printed.value, rate.known.printed.step
    behind = next((each for each in paragraph.numbers if each.occurrence.span.start >= found.end()), None)
    spent = next((each for each in reversed(before) if _level(each, rate)), None)
    direct = behind is not None and not paragraph.text[found.end() : behind.occurrence.span.start].strip()
    if direct and behind is not None and behind.stated and behind.dimension == "money" and spent is not None:
        signed = ONE if sign is tree.Relation.GREATER else -ONE
        base = [(ONE, spent.known), (-signed, behind.known)]
        if sign is not tree.Relation.EQUAL:
            yield judged(facts, quotient(info, rate.known, [(ONE, spent.known)], base))
        return
    # 完成预算的 100%，决算数小于预算数: rounding may hide by how little.
    if sign is not tree.Relation.EQUAL and abs(value - 1) <= step:
        return
    holds = abs(value - 1) <= step if sign is tree.Relation.EQUAL else _holds(value - 1, sign)
    words = evidence_of_words(paragraph.block, found.start(), found.group(), "比较用语")
    evidence = [words, evidence_at(rate.block, rate.occurrence, "base")]
    zh = f"{rate.clause}{rate.occurrence.text}，却称“{found.group()}”"
    en = f"{rate.occurrence.text} of the budget was spent, and the text says '{found.group()}'"
    yield said(info, zh, en, evidence, Verdict.EXACT if holds else Verdict.DISCREPANCY)


def _level(number: Number, rate: Number) -> bool:
    """Whether a number is the amount whose completion a rate tells."""
    return (
        number.dimension == "money"
        and number.stated is not None
        and not (number.sign or number.depth)
        and number.sentence == rate.sentence
        and number.occurrence.span.start < rate.occurrence.span.start
    )


def _holds(gap: Fraction, sign: tree.Relation) -> bool:
    if sign is tree.Relation.EQUAL:
        return gap == 0
    return gap > 0 if sign is tree.Relation.GREATER else gap < 0


def shown(number: Number) -> str:
    unit = number.occurrence.unit
    return (
        number.occurrence.text if number.occurrence.text.endswith(unit) else f"{number.occurrence.text}{unit}"
    )
