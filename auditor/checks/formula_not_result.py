"""A product or quotient written out in the text whose result is not what stands behind the equals sign.

得分＝36÷38×6＝5.68 分; 10×95.12%＝9.15 分. A factor that was rounded carries its rounding into the result.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import TEXT_KINDS
from auditor.checks._relations import evidence_at, rule, said
from auditor.findings import Verdict
from auditor.numbers import decimal_text, read_numeral, round_to
from auditor.report.blocks import NumberKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "formula-not-result"
TITLE = {"zh": "算式结果不符", "en": "a product written out does not give its result"}
_NUMBER = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_UNIT = r"(?:分|万元|亿元|元|人|个|户|件|项|平方米)?"
_TERM = rf"(?:[一-龥]{{0,8}}\s*){_NUMBER}\s*[%％]?\s*{_UNIT}"
_FORMULA = re.compile(
    rf"(?<![0-9.,+\-–×*/÷(（)）＋−%％])[（(]?(?P<terms>{_NUMBER}\s*[%％]?\s*{_UNIT}(?:\s*[）)]?\s*[×*÷/]\s*{_TERM}){{1,4}})\s*[=＝]\s*"
    rf"(?P<result>{_NUMBER})\s*(?P<percent>[%％]?)(?!\s*[×*÷/+＋\-–−%％0-9]|[.,][0-9])"
)
_PIECES = re.compile(
    rf"(?P<sign>[×*÷/])?\s*[一-龥]{{0,8}}\s*(?P<number>{_NUMBER})\s*(?P<percent>[%％]?)\s*{_UNIT}"
)
_SCALED = re.compile("万|亿")
_OPERATORS = frozenset("+＋-－–—−×*÷/（(）)")
_HUNDRED = Fraction(100)
_MOST = 2
"""A result that misses by so many hundredfold is in another unit, and not wrong."""


def check(facts: Facts) -> Iterator[Outcome]:
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
            elif Fraction(1, _MOST) < claim / value < _MOST:
                shown = decimal_text(round_to(value / scale, result.step or Fraction(1)))
                zh = f"“{found.group()}”：结果应为 {shown}{found['percent']}"
                yield said(
                    rule(NAME, TITLE), zh, f"'{found.group()}' gives {shown}{found['percent']}", evidence
                )


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
