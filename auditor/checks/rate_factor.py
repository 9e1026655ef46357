"""A rate whose formula multiplies by some other percentage than 100 %."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._relations import evidence_at, rule, said
from auditor.findings import Severity
from auditor.numbers import read_numeral
from auditor.report.blocks import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "rate-factor"
TITLE = {
    "zh": "计算公式的百分数不是 100%",
    "en": "a rate formula multiplies by another percentage than 100 %",
}
_TERM = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_FACTOR = r"\s*[*×xX]\s*(?P<factor>[-–]?[0-9]+(?:\.[0-9]+)?)\s*[%％]"
_WORDS = re.compile(rf"[率度]\s*[=＝][^=＝。；;]{{0,40}}?[/÷][^=＝。；;]{{1,40}}?[)）]{_FACTOR}")
_NUMBERS = re.compile(
    rf"(?<![0-9.])(?P<top>{_TERM})\s*[/÷]\s*(?P<base>{_TERM})\s*[)）]?{_FACTOR}\s*[=＝]\s*(?P<result>{_TERM})\s*[%％]"
)
_ALL = Fraction(100)


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge formulas in words, and formulas of numbers whose result needs 100 %."""
    for block in facts.report.blocks:
        if block.kind is BlockKind.FURNITURE or not re.search(r"[%％]", block.text):
            continue
        # A formula may be broken over the lines of a cell.
        text = block.text.replace("\n", " ")
        found = {match.start("factor"): match for match in _WORDS.finditer(text)}
        found |= {match.start("factor"): match for match in _NUMBERS.finditer(text) if _needs_all(match)}
        for start, match in sorted(found.items()):
            factor = match["factor"].replace("–", "-")
            item = next(
                (each for each in block.occurrences if each.span.start <= start < each.span.end), None
            )
            if item is None or Fraction(factor) == _ALL:
                continue
            zh = f"公式“×{factor}%”应为“×100%”"
            en = f"the formula multiplies by {factor} % and not by 100 %"
            yield said(rule(NAME, TITLE, Severity.WARNING, "medium"), zh, en, [evidence_at(block, item)])


def _needs_all(match: re.Match[str]) -> bool:
    """Whether the result follows with 100 % and does not with the factor that is printed."""
    top, base, result = (read_numeral(match[name]).value for name in ("top", "base", "result"))
    if not base:
        return False
    step = read_numeral(match["result"]).step
    exact = Fraction(top) / Fraction(base)
    printed = exact * Fraction(match["factor"].replace("–", "-"))
    return abs(exact * _ALL - result) <= step < abs(printed - result)
