"""More questionnaires returned than sent, or more valid ones than returned."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import paragraphs
from auditor.checks._relations import compared, judged, rule
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "returned-over-sent"
TITLE = {
    "zh": "回收、有效问卷数大于发放、回收数",
    "en": "more questionnaires came back than were sent, or are valid than came back",
}
_STAGES = tuple(
    re.compile(each)
    for each in (
        r"(?:发放|发出)[^，。；回收有效]{0,10}$",
        r"(?:收回|回收)(?!有效)[^，。；有效]{0,8}$",
        r"有效(?:问卷|样本|答卷)?[^，。；率]{0,4}$",
    )
)


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge sentences that tell two of the three numbers one after the other."""
    for paragraph in paragraphs(facts):
        if "问卷" not in paragraph.text:
            continue
        numbers = [each for each in paragraph.numbers if each.stated and each.occurrence.unit == "份"]
        for one, two in itertools.pairwise(numbers):
            stages = [
                [at for at, each in enumerate(_STAGES) if each.search(number.before)] for number in (one, two)
            ]
            if one.sentence != two.sentence or not all(stages) or stages[0][0] >= stages[1][0]:
                continue
            yield judged(facts, compared(rule(NAME, TITLE), two.known, tree.Relation.AT_MOST, one.known))
