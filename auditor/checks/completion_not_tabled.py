"""A rate of completion in the text whose outcome stands in a table beside its target: 改厕 165 座，完成计划的 91.67%."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._heads import rows
from auditor.checks._numbers import Number, paragraphs
from auditor.checks._relations import ONE, judged, near_ratio, quotient, rule
from auditor.checks._tables import plain, same_value, sheets
from auditor.checks._words import overlap, stem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks._heads import Headed
    from auditor.checks._numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "completion-not-tabled"
TITLE = {
    "zh": "完成率与表中计划、完成数不符",
    "en": "a rate of completion is not outcome over target in the table",
}
_RATE = re.compile(
    r"^\s*[^，,。；;]{0,4}[，,（(]?\s*(?:完成|达到|为|占)(?:年度|全年|年初)?(?:计划|目标|任务|指标值?)(?:数|值|任务)?的?\s*$|^\s*[，,（(]\s*(?:任务|计划|目标)?完成率(?:为|达|约)?\s*$"
)
_TARGET = re.compile(r"指标值|目标|计划|任务")
_ACTUAL = re.compile(r"完成(?!率)|实际(?!完成率)|实绩|小计")
_RATED = re.compile(r"率|比|占|%")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the rates behind an outcome that a table sets beside its target."""
    tabled: list[tuple[Headed, Stated, Stated]] | None = None
    for paragraph in paragraphs(facts):
        for done, rate in itertools.pairwise(paragraph.numbers):
            if not _belong(done, rate):
                continue
            if tabled is None:
                tabled = list(_tabled(facts))
            found = [
                (actual, target)
                for headed, actual, target in tabled
                if actual.unit.dimension == done.dimension
                and same_value(done.known, actual)
                and overlap(stem(done.name), stem(plain(headed.row.label or headed.row.name))) > 1
            ]
            kept = [each for each in found if near_ratio(rate.known, *each)]
            if len({(one.printed.value, two.printed.value) for one, two in found}) == 1 or kept:
                actual, target = (kept or found)[0]
                relation = quotient(rule(NAME, TITLE), rate.known, [(ONE, actual)], [(ONE, target)])
                yield judged(facts, relation)


def _belong(done: Number, rate: Number) -> bool:
    if done.stated is None or rate.stated is None or not rate.is_share or rate.sign or done.is_share:
        return False
    near = done.sentence == rate.sentence and done.depth == rate.depth and not done.sign
    return near and _RATE.match(rate.before) is not None


def _tabled(facts: Facts) -> Iterator[tuple[Headed, Stated, Stated]]:
    """Iterate over the rows that print a target and what was done."""
    for sheet in sheets(facts):
        for headed in rows(facts, sheet):
            values = {head: value for head, value in headed.values.items() if not _RATED.search(head)}
            done = [value for head, value in values.items() if _ACTUAL.search(head)]
            target = [
                value for head, value in values.items() if _TARGET.search(head) and not _ACTUAL.search(head)
            ]
            if len(done) == len(target) == 1 and _alike(done[0], target[0]):
                yield headed, done[0], target[0]


def _alike(done: Stated, target: Stated) -> bool:
    return done.unit.dimension == target.unit.dimension and target.printed.value > 0
