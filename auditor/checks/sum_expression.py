"""A sum written out in the text whose result is not what stands behind the equals sign."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import TEXT_KINDS
from auditor.checks._relations import evidence_at, rule, said
from auditor.findings import Verdict
from auditor.numbers import decimal_text, interval_of, read_numeral
from auditor.report.blocks import Block, NumberKind, Occurrence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "sum-expression"
TITLE = {"zh": "算式结果不符", "en": "a sum written out does not give its result"}
_TERM = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_UNIT = r"\s*(?:分|万元|亿元|元|%|％|人|个|项|户|件)?\s*"
_EXPRESSION = re.compile(
    rf"(?<![0-9.,+\-–×*/÷(（])(?P<first>{_TERM}){_UNIT}(?P<rest>(?:[+＋\-－–—−]\s*{_TERM}{_UNIT})+)[=＝]\s*(?P<result>-?{_TERM})"
)
_PRODUCT = rf"{_TERM}\s*[%％]?\s*[×*xX]\s*{_TERM}\s*[%％]?"
_WEIGHTED = re.compile(
    rf"(?P<result>{_TERM})\s*分?\s*[（(][^（）()0-9]{{0,8}}(?P<sum>{_PRODUCT}(?:\s*[+＋]\s*{_PRODUCT})+)\s*[）)]"
    rf"|(?P<sum2>{_PRODUCT}(?:\s*[+＋]\s*{_PRODUCT})+)\s*[=＝]\s*(?P<result2>{_TERM})"
)
_FACTORS = re.compile(rf"({_TERM})\s*([%％]?)\s*[×*xX]\s*({_TERM})\s*([%％]?)")
_STEP = re.compile(rf"([+＋\-－–—−])\s*({_TERM})")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge sums that the text writes out."""
    for block in facts.report.blocks:
        if block.kind not in TEXT_KINDS:
            continue
        yield from _weighted(facts, block)
        for found in _EXPRESSION.finditer(block.text):
            first = read_numeral(found["first"])
            total, slack = first.value, first.step
            for sign, term in _STEP.findall(found["rest"]):
                numeral = read_numeral(term)
                total += numeral.value if sign in "+＋" else -numeral.value
                slack = min(slack, numeral.step)
            claim = read_numeral(found["result"])
            allowed = interval_of(claim.value, claim.step, facts.report.rounding)
            info = rule(NAME, TITLE)
            evidence = [evidence_at(block, each) for each in _numbers(block, found.start(), found.end())]
            if allowed.meets(allowed.point(total)) or slack > claim.step:
                yield said(
                    info, "", "", evidence, Verdict.EXACT if total == claim.value else Verdict.WITHIN_ROUNDING
                )
                continue
            zh = f"“{found.group()}”：结果应为 {decimal_text(Fraction(total))}"
            yield said(info, zh, f"'{found.group()}' gives {decimal_text(Fraction(total))}", evidence)


def _weighted(facts: Facts, block: Block) -> Iterator[Outcome]:
    """Judge 88.95 分（86.54×40%＋90.55×60%）."""
    for found in _WEIGHTED.finditer(block.text):
        written = found["sum"] or found["sum2"]
        total = sum(
            (
                read_numeral(one).value * read_numeral(two).value / (100 if first or second else 1)
                for one, first, two, second in _FACTORS.findall(written)
            ),
            Fraction(0),
        )
        claim = read_numeral(found["result"] or found["result2"])
        allowed = interval_of(claim.value, claim.step, facts.report.rounding)
        evidence = [evidence_at(block, each) for each in _numbers(block, found.start(), found.end())]
        info = rule(NAME, TITLE)
        # The factors may be rounded themselves: a last place off is no wrong result.
        if abs(total - claim.value) <= claim.step or allowed.meets(allowed.point(total)):
            yield said(info, "", "", evidence, Verdict.WITHIN_ROUNDING)
            continue
        shown = decimal_text(Fraction(total))
        yield said(info, f"“{found.group()}”：结果应为 {shown}", f"'{found.group()}' gives {shown}", evidence)


def _numbers(block: Block, start: int, end: int) -> list[Occurrence]:
    return [
        each
        for each in block.occurrences
        if each.kind is NumberKind.FIGURE and start <= each.span.start < end
    ][::-1]
