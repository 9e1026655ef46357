"""Figures of several years in a row whose sum, growth or rates are not those told beside them.

五年共受理案件 3,465 件 before, and 受理案件分别为 315 件、424 件、1,397 件，2023 年同比上升 2.3 倍 behind: the growth told of the
last year is that of the last two. 提出建议 24 件、103 件，采纳 23 件、101 件，采纳率分别为 95.8%、98.1%: each rate is of its year.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import Number, paragraphs
from auditor.checks._parts import weighted
from auditor.checks._relations import ONE, judged, near_ratio, near_sum, quotient, rule, summed
from auditor.checks._slips import slip_in_sum
from auditor.checks._words import overlap, stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "series-not-whole"
TITLE = {
    "zh": "逐年数与其合计、增幅或比率不符",
    "en": "figures year by year do not give what is told of them",
}
_YEARS = re.compile(r"(?:19|20)[0-9]{2}\s*年?\s*(?:至|到|[-—–－~～])\s*(?:19|20)[0-9]{2}\s*年")
_JOINED = re.compile(r"\s*[、和]\s*")
_GROWN = re.compile(
    r"^[，,]\s*(?:(?:19|20)[0-9]{2}\s*年)?\s*(?:同比|比上年)(?:增长|上升|增加|下降|减少)(?:了|为|达)?\s*$"
)
_LEAST = 3
_NAMED = 6

Run = tuple[Number, ...]


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the series of every paragraph that says of which years it tells."""
    earlier: list[Number] = []
    for paragraph in paragraphs(facts):
        if _YEARS.search(paragraph.text) is not None:
            runs = _runs(paragraph.numbers)
            for run in runs:
                yield from _growth(facts, run, paragraph.numbers)
                yield from _whole(facts, run, earlier)
            yield from _rates(facts, runs)
        earlier.extend(each for each in paragraph.numbers if each.stated and not each.is_share)


def _runs(numbers: Sequence[Number]) -> list[Run]:
    """Return the runs of three figures and more that stand side by side."""
    runs: list[list[Number]] = []
    for number in numbers:
        last = runs[-1][-1] if runs else None
        side = last is not None and _JOINED.fullmatch(number.before) and number.dimension == last.dimension
        if side and number.stated and number.sentence == (last or number).sentence:
            runs[-1].append(number)
        elif number.stated and not number.sign:
            runs.append([number])
    return [tuple(run) for run in runs if len(run) >= _LEAST]


def _growth(facts: Facts, run: Run, numbers: Sequence[Number]) -> Iterator[Outcome]:
    """Judge the growth told right behind a run by its last two figures."""
    at = numbers.index(run[-1]) + 1
    rate = numbers[at] if at < len(numbers) else None
    if rate is None or not rate.stated or rate.sentence != run[-1].sentence or not _GROWN.match(rate.before):
        return
    if (
        not (rate.is_share or rate.occurrence.unit == "倍")
        or not rate.sign
        or run[-2].known.printed.value <= 0
    ):
        return
    sign = ONE if rate.sign > 0 else -ONE
    above = [(sign, run[-1].known), (-sign, run[-2].known)]
    yield judged(facts, quotient(rule(NAME, TITLE), rate.known, above, [(ONE, run[-2].known)]))


def _whole(facts: Facts, run: Run, earlier: Sequence[Number]) -> Iterator[Outcome]:
    """Judge the sum of a run by the figure of an earlier paragraph that bears its name."""
    name = stem(re.sub(r"分别(?:为|是)?$", "", re.sub(r"\s", "", run[0].clause)))
    named = [
        each
        for each in earlier
        if each.dimension == run[0].dimension
        and len(name) >= _NAMED
        and overlap(name, stem(each.clause)) >= _NAMED
    ]
    if run[0].is_share or len({each.known.printed.value for each in named}) != 1:
        return
    whole = named[-1]
    if near_sum(whole.known, weighted(run)) or slip_in_sum(whole.known, weighted(run)):
        yield judged(facts, summed(rule(NAME, TITLE), whole.known, weighted(run)))


def _rates(facts: Facts, runs: Sequence[Run]) -> Iterator[Outcome]:
    """Judge a run of rates by the two runs of counts before it, where all but one of them hold."""
    for at in range(2, len(runs)):
        below, above, rates = runs[at - 2 : at + 1]
        alike = len(below) == len(above) == len(rates) and below[0].dimension == above[0].dimension
        if not alike or not rates[0].is_share or below[0].is_share or below[0].sentence != rates[0].sentence:
            continue
        triples = list(zip(rates, above, below, strict=True))
        held = [
            two.known.printed.value > 0 and near_ratio(rate.known, one.known, two.known)
            for rate, one, two in triples
        ]
        if sum(held) < len(held) - 1:
            continue
        for rate, one, two in triples:
            yield judged(
                facts, quotient(rule(NAME, TITLE), rate.known, [(ONE, one.known)], [(ONE, two.known)])
            )
