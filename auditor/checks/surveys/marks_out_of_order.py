"""What the answers of a scale count for, where a better answer counts for less than a worse one: “非常重要”为 2 分，“一般重要”为 3 分，“不确定”为 0 分."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import paragraphs
from auditor.checks.common.relations import evidence_at, rule, said
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "marks-out-of-order"
TITLE = {"zh": "量表各档赋分不成顺序", "en": "the answers of a scale count for marks that are in no order"}
_LABEL = re.compile(
    r"(?:^|[，,、；;：:按“\"\s])(?P<label>[一-龥]{1,6}?)[”\"]?(?:赋值|计为|记为|得分|赋|计|记|为|是|得|[=＝：:])?\s*$"
)
_GRADE = re.compile(r"^(?:非常|很|十分|极|比较|较|一般|基本|不太|不)")
_MEAN = re.compile(r"(?:指数|[得总评均]分|均值|率|度)(?:为|是|[:：])?$")
_LEAST, _GRADED = 3, 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every list of the marks that answers count for."""
    for paragraph in paragraphs(facts):
        run: list[Number] = []
        labels: list[str] = []
        for number in (*paragraph.numbers, None):
            found = _LABEL.search(number.before) if number is not None and _mark(number) else None
            goes_on = found is not None and number is not None and _beside(run, number)
            if not goes_on or (found is not None and found["label"] in labels):
                yield from _judged(run, labels)
                run, labels = [], []
            if found is not None and number is not None:
                run.append(number)
                labels.append(found["label"])


def _beside(run: Sequence[Number], number: Number) -> bool:
    return not run or number.sentence == run[-1].sentence


def _mark(number: Number) -> bool:
    """Whether a number is a mark that is set: whole, and no mean or index of them."""
    told = number.stated is not None and number.dimension == "score" and not number.sign
    return told and number.known.printed.numeral.step == 1 and not _MEAN.search(number.clause)


def _judged(run: Sequence[Number], labels: Sequence[str]) -> Iterator[Outcome]:
    """Judge answers of which two at least are grades of one another."""
    if len(run) < _LEAST or sum(1 for each in labels if _GRADE.match(each)) < _GRADED:
        return
    values = [each.known.printed.value for each in run]
    steps = [two - one for one, two in itertools.pairwise(values)]
    ordered = all(step > 0 for step in steps) or all(step < 0 for step in steps)
    text = "、".join(f"“{label}”{each.occurrence.text}分" for label, each in zip(labels, run, strict=True))
    yield said(
        rule(NAME, TITLE),
        f"{text}：各档依次排列，赋分却不是依次递增或递减",
        f"{text}: the answers stand in order, and their marks do not",
        [evidence_at(each.block, each.occurrence) for each in run],
        Verdict.EXACT if ordered else Verdict.DISCREPANCY,
    )
