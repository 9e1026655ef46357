"""A mean yearly growth that does not lead from the first level to the last: 2020—2024 年由 a 增加到 b，年均增长 p%.

Most often the growth over all the years stands in its place, or that growth divided by their number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, Paragraph, paragraphs
from auditor.checks.common.relations import evidence_at, rule, said
from auditor.checks.common.words import chinese_number
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "annual-growth-not-levels"
TITLE = {
    "zh": "年均增长率与期初、期末数不符",
    "en": "a mean yearly growth does not lead from the first level to the last",
}
_YEARLY = re.compile(r"年均(?:复合)?(?:增长|增速|递增|下降|减少|递减)(?:率|速度)?(?:为|达|约)?\s*$")
_SPAN = re.compile(r"((?:19|20)[0-9]{2})\s*年?\s*(?:[—–~～-]+|至|到)\s*((?:19|20)[0-9]{2})\s*年")
_ENDS = re.compile(r"[由从]\s*((?:19|20)[0-9]{2})\s*年.*?((?:19|20)[0-9]{2})\s*年")
_YEARS = re.compile(r"([二两三四五六七八九十]|[0-9]{1,2})\s*年(?:间|来|共|累计)")
_FROM = re.compile(r"[由从][^，,。；;]*$")
_TO = re.compile(r"\s*(?:[一-龥]{0,4}?)(?:到|至|为)(?:了)?(?:(?:19|20)[0-9]{2}年(?:末|底)?的?)?\s*")
_LONGEST = 20


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every mean yearly growth whose two levels its sentence tells."""
    for paragraph in paragraphs(facts):
        for at, rate in enumerate(paragraph.numbers):
            if rate.stated is None or not rate.is_share or not _YEARLY.search(rate.before):
                continue
            pair = _levels(paragraph.numbers[:at], rate)
            years = _years(paragraph, rate) if pair is not None else 0
            if pair is not None and 1 < years <= _LONGEST:
                yield _judged(rate, *pair, years)


def _levels(before: Sequence[Number], rate: Number) -> tuple[Number, Number] | None:
    """Return the last two figures that are told as from and to."""
    for first, last in zip(reversed(before[:-1]), reversed(before), strict=False):
        if first.part == last.part == rate.part and first.dimension == last.dimension and not first.is_share:
            words = re.sub(r"\s", "", rate.block.text[: first.occurrence.span.start])
            if first.stated and last.stated and _FROM.search(words) and _TO.fullmatch(last.before):
                positive = min(first.known.printed.value, last.known.printed.value) > 0
                return (first, last) if positive else None
    return None


def _years(paragraph: Paragraph, rate: Number) -> int:
    """Return how many years a growth goes over, as the words before it say, 0 where they do not."""
    words = re.split(r"[。]", paragraph.text[: rate.occurrence.span.start])[-1]
    own = re.split(r"[；;]", words)[-1]
    if (found := _ENDS.search(own) or _SPAN.search(own) or _SPAN.search(words)) is not None:
        return int(found[2]) - int(found[1])
    return (chinese_number(found[1]) or 0) if (found := _YEARS.search(own)) else 0


def _judged(rate: Number, first: Number, last: Number, years: int) -> Outcome:
    then, now = first.known.printed, last.known.printed
    sign = -1 if now.value < then.value else 1
    half = rate.known.printed.step / 2
    value = abs(rate.known.printed.value)
    least = (now.value - now.step / 2) / (then.value + then.step / 2)
    most = (now.value + now.step / 2) / (then.value - then.step / 2)

    def leads(over: int) -> bool:
        ends = sorted((1 + sign * (value + each)) ** over for each in (-2 * half, 2 * half))
        return ends[0] <= most and least <= ends[1]

    # Whether the first year counts is told differently: a growth that fits either way is none of a slip.
    fits = any(leads(over) for over in (years, years + 1, years - 1) if over > 0 and (over > 1 or years < 2))  # noqa: PLR2004
    items = [
        evidence_at(rate.block, rate.occurrence),
        evidence_at(first.block, first.occurrence, "part"),
        evidence_at(last.block, last.occurrence, "part"),
    ]
    total = abs(now.value / then.value - 1)
    hint = "，写的是各年累计的增幅" if abs(total - value) <= 2 * half else ""
    zh = f"{years} 年由 {first.occurrence.text} 到 {last.occurrence.text}，年均增幅不是 {rate.occurrence.text}{hint}"
    en = f"{rate.occurrence.text} a year does not lead from {first.occurrence.text} to {last.occurrence.text} in {years} years"
    return said(rule(NAME, TITLE), zh, en, items, Verdict.WITHIN_ROUNDING if fits else Verdict.DISCREPANCY)
