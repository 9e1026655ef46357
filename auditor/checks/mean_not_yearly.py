"""A yearly mean that is not the total over the years that it is told of: 三年累计执行 1,560.95 万元，年均 780.48 万元."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import Number, paragraphs
from auditor.checks._relations import judged, rule, summed
from auditor.checks._words import chinese_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "mean-not-yearly"
TITLE = {"zh": "年均数与累计数、年数不符", "en": "a yearly mean is not its total over the years"}
_TOTAL = re.compile(
    r"(?:^|[，,。；;：:、（(近前这后]|[^第上前去今明当每0-9一二三四五六七八九十])(?P<years>[两二三四五六七八九十]|[2-9])\s*年(?:来|间|里|内)?[，,]?(?:以来)?"
    r"(?:累计|合计|共计|总计|共)[^，,。；;0-9]{0,12}$"
)
_MEAN = re.compile(r"^[，,（(、]\s*(?:年均|平均每年|每年平均|年平均)[^，,。；;0-9]{0,8}$")
_BACK = 30


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every yearly mean right behind the total of so many years."""
    for paragraph in paragraphs(facts):
        numbers = paragraph.numbers
        for at, mean in enumerate(numbers):
            if not at or mean.stated is None or mean.sign or not _MEAN.match(mean.before):
                continue
            total = numbers[at - 1]
            years = _years(total)
            if not years or total.stated is None or total.dimension != mean.dimension:
                continue
            share = Fraction(1, years)
            # A mean of counts is told in whole ones.
            off = abs(total.known.printed.value * share - mean.known.printed.value)
            if off <= mean.known.printed.numeral.step * mean.known.unit.factor:
                continue
            yield judged(facts, summed(rule(NAME, TITLE), mean.known, [(share, total.known)], role="stated"))


def _years(total: Number) -> int:
    """Return of how many years a number is told to be the total, 0 where it is none."""
    start = total.occurrence.span.start
    found = _TOTAL.search(total.block.text[max(0, start - _BACK) : start])
    return chinese_number(found["years"]) or 0 if found and not total.is_share else 0
