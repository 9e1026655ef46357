"""A daily mean that is not the total over any number of days: 共受理诉求 71,184 件，日均 11,169 件."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import Number, paragraphs
from auditor.checks._relations import evidence_at, rule, said
from auditor.findings import Severity, Verdict
from auditor.numbers import decimal_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "mean-not-daily"
TITLE = {"zh": "日均数与总数不符", "en": "a daily mean is not its total over whole days"}
_DAILY = re.compile(r"^(?:日均|平均每[日天]|每[日天]平均)[一-龥]{0,4}$")
_MOST_DAYS = 62
"""Beyond two months some number of days fits nearly every mean."""


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every daily mean right behind a count of its unit."""
    for paragraph in paragraphs(facts):
        numbers = paragraph.numbers
        for total, mean in itertools.pairwise(numbers):
            if _beside(total, mean) and (outcome := _judged(total, mean)) is not None:
                yield outcome


def _beside(total: Number, mean: Number) -> bool:
    return bool(
        total.stated
        and mean.stated
        and not (total.sign or total.is_share)
        and _DAILY.match(mean.clause)
        and mean.dimension == total.dimension
        and mean.sentence == total.sentence
        and re.fullmatch(r"[，,（(]\s*\S{2,8}", mean.before)
        and mean.known.printed.value > 0
    )


def _judged(total: Number, mean: Number) -> Outcome | None:
    whole, daily = total.known.printed.value, mean.known.printed.value
    # A mean of whole things is a rounded number, unlike their count.
    step = mean.known.printed.numeral.step * mean.known.unit.factor
    off = total.known.printed.step / 2
    least, most = (whole - off) / (daily + step), (whole + off) / (daily - step / 2)
    if most > _MOST_DAYS or most < 1:
        return None
    days = max(_nearest(whole / daily), 1)
    held = any(least <= day <= most for day in (days - 1, days, days + 1))
    value = decimal_text(_nearest(whole / days / step) * step / mean.known.unit.factor)
    zh = f"{total.occurrence.text}{total.occurrence.unit}与日均 {mean.occurrence.text} 之比不是整数天（按 {days} 天约为 {value}）"
    en = f"{total.occurrence.text} is no whole number of days of {mean.occurrence.text} (about {value} for {days} days)"
    items = [evidence_at(mean.block, mean.occurrence), evidence_at(total.block, total.occurrence, "base")]
    verdict = Verdict.EXACT if held else Verdict.DISCREPANCY
    return said(rule(NAME, TITLE, Severity.WARNING, "medium"), zh, en, items, verdict)


def _nearest(value: Fraction) -> int:
    return int((value + Fraction(1, 2)).__floor__())
