"""A sum, product or quotient written out in the text whose result is not what stands behind the equals sign.

得分＝36÷38×6＝5.68 分; 10×95.12%＝9.15 分. A factor that was rounded carries its rounding into the result.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import TEXT_KINDS
from auditor.checks.common.relations import evidence_at, rule, said
from auditor.findings import Verdict
from auditor.numbers import decimal_text, interval_of, read_numeral, round_to
from auditor.report.blocks import Block, NumberKind, Occurrence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "formula-not-result"
TITLE = {"zh": "算式结果不符", "en": "a sum or product written out does not give its result"}
_NUMBER = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_UNIT = r"(?:分|万元|亿元|元|人|个|户|件|项|平方米)?"
_TERM = rf"(?:[一-龥]{{0,8}}\s*){_NUMBER}\s*[%％]?\s*{_UNIT}"
_FORMULA = re.compile(
    rf"(?<![0-9.,+\-–×*/÷(（)）＋−%％])[（(]?(?P<terms>{_NUMBER}\s*[%％]?\s*{_UNIT}(?:\s*[）)]?\s*[×*÷/]\s*{_TERM}){{1,4}})\s*[=＝]\s*"
    rf"(?P<result>{_NUMBER})\s*(?P<percent>[%％]?)(?P<unit>\s*[分万亿]?)(?!\s*[×*÷/+＋\-–−%％0-9]|[.,][0-9])"
)
_PIECES = re.compile(
    rf"(?P<sign>[×*÷/])?\s*[一-龥]{{0,8}}\s*(?P<number>{_NUMBER})\s*(?P<percent>[%％]?)\s*{_UNIT}"
)
_SCALED = re.compile("万|亿")
_SAME = re.compile("元|人|个|户|件|项|平方米")
"""A unit in a formula may be told of in another one behind it."""
_OPERATORS = frozenset("+＋-－–—−×*÷/（(）)")
_HUNDRED = Fraction(100)
_MOST = 2
"""A result that misses by more may be in another unit, and not wrong."""
_TENFOLD = tuple(Fraction(10) ** power for power in (1, 2, 3, 4, 8, -1, -2, -3, -4, -8))
_NUMBER_TERM = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_SUM_UNIT = r"\s*(?:分|万元|亿元|元|%|％|人|个|项|户|件)?\s*"
_EXPRESSION = re.compile(
    rf"(?<![0-9.,+\-–×*/÷(（])(?P<first>{_NUMBER_TERM}){_SUM_UNIT}(?P<rest>(?:[+＋\-－–—−]\s*{_NUMBER_TERM}{_SUM_UNIT})+)[=＝]\s*(?P<result>-?{_NUMBER_TERM})"
)
_PRODUCT = rf"{_NUMBER_TERM}\s*[%％]?\s*[×*xX]\s*{_NUMBER_TERM}\s*[%％]?"
_WEIGHTED = re.compile(
    rf"(?P<result>{_NUMBER_TERM})\s*分?\s*[（(][^（）()0-9]{{0,8}}(?P<sum>{_PRODUCT}(?:\s*[+＋]\s*{_PRODUCT})+)\s*[）)]"
    rf"|(?P<sum2>{_PRODUCT}(?:\s*[+＋]\s*{_PRODUCT})+)\s*[=＝]\s*(?P<result2>{_NUMBER_TERM})"
)
_FACTORS = re.compile(rf"({_NUMBER_TERM})\s*([%％]?)\s*[×*xX]\s*({_NUMBER_TERM})\s*([%％]?)")
_STEP = re.compile(rf"([+＋\-－–—−])\s*({_NUMBER_TERM})")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge products, quotients and sums that the text writes out."""
    yield from _products(facts)
    yield from _sums(facts)


def _products(facts: Facts) -> Iterator[Outcome]:
    """Judge products and quotients that the text writes out."""
    for block in facts.report.blocks:
        if block.kind not in TEXT_KINDS:
            continue
        for found in _FORMULA.finditer(block.text):
            low, value, high = _values(found["terms"])
            result = read_numeral(found["result"])
            scale = 1 / _HUNDRED if found["percent"] else Fraction(1)
            claim, step = result.value * scale, result.step * scale
            evidence = [
                evidence_at(block, each)
                for each in block.occurrences
                if each.kind is NumberKind.FIGURE and found.start() <= each.span.start < found.end()
            ][::-1]
            if _part_of_more(block.text[: found.start()], found.group()):
                continue
            if not evidence or _SCALED.search(found["terms"]) or not value:
                continue
            if low - step < claim < high + step:
                yield said(rule(NAME, TITLE), "", "", evidence, Verdict.WITHIN_ROUNDING)
            elif Fraction(1, _MOST) < claim / value < _MOST or _only_wrong(found, claim, value, step):
                shown = decimal_text(round_to(value / scale, result.step or Fraction(1)))
                zh = f"“{found.group()}”：结果应为 {shown}{found['percent']}"
                yield said(
                    rule(NAME, TITLE), zh, f"'{found.group()}' gives {shown}{found['percent']}", evidence
                )


def _only_wrong(found: re.Match[str], claim: Fraction, value: Fraction, step: Fraction) -> bool:
    """Whether a result that is far off is told in the unit of its formula: a score, or what no shifted point explains.

    300 元×50 人×12 月=18 万元 and 0.85×3=2.55% are in another unit; 98.56%×9=2.96 分 is in none.
    """
    if found["unit"].strip() == "分":
        return True
    shifted = any(abs(claim - value * scale) <= step for scale in _TENFOLD)
    return not found["unit"].strip() and not shifted and _SAME.search(found["terms"]) is None


def _part_of_more(before: str, formula: str) -> bool:
    """Whether a formula goes on to the left: （718.40-442.31）/442.31, where its first number is taken off another."""
    opened = sum(map(formula.count, "（(")) - sum(map(formula.count, "）)"))
    return opened != 0 or before.rstrip()[-1:] in _OPERATORS


def _values(terms: str) -> tuple[Fraction, Fraction, Fraction]:
    """Return the least, the printed and the greatest value of a chain of factors and divisors."""
    low = value = high = Fraction(1)
    for piece in _PIECES.finditer(terms):
        numeral = read_numeral(piece["number"])
        scale = 1 / _HUNDRED if piece["percent"] else Fraction(1)
        # Counts, weights and 100 % are exact; what has decimals was rounded.
        half = numeral.step / 2 if "." in piece["number"] else Fraction(0)
        ends = [(numeral.value + off) * scale for off in (-half, half)]
        if piece["sign"] in {"÷", "/"}:
            if min(ends) <= 0:
                return Fraction(0), Fraction(0), Fraction(0)
            ends, middle = [1 / each for each in ends], 1 / (numeral.value * scale)
        else:
            middle = numeral.value * scale
        both = [one * two for one, two in itertools.product((low, high), ends)]
        low, value, high = min(both), value * middle, max(both)
    return low, value, high


def _sums(facts: Facts) -> Iterator[Outcome]:
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
