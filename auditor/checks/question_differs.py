"""A question that the questionnaire words otherwise than the report on it, by one character.

Two wordings that stand in one part (a form, a report) are two questions; two that never meet in one part
are one question, and one of them is misprinted.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._relations import evidence_of_words, rule, said
from auditor.findings import Severity
from auditor.nearness import one_slip
from auditor.report.blocks import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.blocks import Block

NAME = "question-differs"
TITLE = {"zh": "同一题目各处写法不一", "en": "one question is worded in two ways"}
_QUESTION = re.compile(r"您(?:对|在|认为|觉得)[^。？?；;%％\n\t(（0-9]{10,120}")
_SURVEY = re.compile(r"问卷|调查")
_LEAST = 14
_MOST = 80
"""So many different questions are compared with one another."""


def check(facts: Facts) -> Iterator[Outcome]:
    """Compare the questions of parts that speak of a survey with those of the other parts."""
    parts: dict[str, set[str]] = defaultdict(set)
    places: dict[str, list[tuple[Block, int, str]]] = defaultdict(list)
    for block in facts.report.blocks:
        if block.kind is BlockKind.FURNITURE or not block.section:
            continue
        for found in _QUESTION.finditer(block.text):
            plain = re.sub(r"[\s“”\"'、，,：:]", "", found[0])
            if len(plain) >= _LEAST:
                parts[plain].add(block.section[0])
                places[plain].append((block, found.start(), found[0]))
    if len(parts) > _MOST or not any(_SURVEY.search(block.text) for block in facts.report.blocks):
        return
    for one, two in itertools.combinations(parts, 2):
        if parts[one] & parts[two] or not one_slip(one, two):
            continue
        rare, usual = sorted((one, two), key=lambda each: len(places[each]))
        evidence = [evidence_of_words(*each, label="题目") for each in (*places[rare], *places[usual][:1])]
        zh = f"此处题目写“{_short(rare, usual)}”，别处写“{_short(usual, rare)}”"
        en = f"the question reads '{_short(rare, usual)}' here and '{_short(usual, rare)}' elsewhere"
        yield said(rule(NAME, TITLE, Severity.NOTE, "low"), zh, en, evidence)


def _short(one: str, two: str) -> str:
    """Return the stretch of a question around where it departs from another."""
    same = next((at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), 0)
    start, end = max(0, same - 8), same + 8
    return f"{'…' if start else ''}{one[start:end]}{'…' if end < len(one) else ''}"
