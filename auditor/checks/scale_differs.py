"""A questionnaire whose questions all offer one scale (5 4 3 2 1), but for one number of one question."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._relations import evidence_at, rule, said
from auditor.findings import Severity
from auditor.report.blocks import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.blocks import Block

NAME = "scale-differs"
TITLE = {"zh": "量表分值各题不一", "en": "the scale of a question differs from that of the others"}
_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"
_SCALE = re.compile(rf"(?<![0-9.,%+\-/]){_NUMBER}(?:[ \t]+{_NUMBER}){{3,10}}(?![0-9.,%])")
_OFTEN = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the rows of numbers that stand alone behind questions."""
    found = [
        (block, match)
        for block in facts.report.blocks
        if block.kind is not BlockKind.FURNITURE
        for match in _SCALE.finditer(block.text)
    ]
    counted = Counter(tuple(match.group().split()) for _, match in found)
    usual = [scale for scale, times in counted.items() if times >= _OFTEN and _is_scale(scale)]
    for block, match in found:
        own = tuple(match.group().split())
        for scale in usual:
            wrong = [at for at, (one, two) in enumerate(zip(own, scale, strict=False)) if one != two]
            if len(own) == len(scale) and len(wrong) == 1:
                yield from _differs(block, match, wrong[0], scale)


def _is_scale(numbers: tuple[str, ...]) -> bool:
    up = [str(number) for number in range(1, len(numbers) + 1)]
    return list(numbers) in (up, up[::-1])


def _differs(block: Block, match: re.Match[str], at: int, scale: tuple[str, ...]) -> Iterator[Outcome]:
    piece = list(re.finditer(r"\S+", match.group()))[at]
    start = match.start() + piece.start()
    item = next((each for each in block.occurrences if each.span.start <= start < each.span.end), None)
    if item is None:
        return
    usual, own = " ".join(scale), " ".join(match.group().split())
    zh = f"本题量表为“{own}”，其他各题为“{usual}”"
    en = f"the scale of this question is '{own}', that of the others '{usual}'"
    yield said(rule(NAME, TITLE, Severity.WARNING, "medium"), zh, en, [evidence_at(block, item)])
