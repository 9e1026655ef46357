"""One count that a document tells in two places with two numbers: 移送问题线索 23 件; 移送的 25 件问题线索中.

The second names verb and thing again and takes the count up: nothing but the first can be meant, where the document
tells it once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.checks._numbers import Number, paragraphs
from auditor.checks._relations import compared, judged, rule
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "count-told-twice"
TITLE = {"zh": "同一数量前后不一致", "en": "one count is told with two numbers"}
_VERB = "移送|查出|查处|反映|发现|提出|审计|抽查|检查|调查|涉及|受理|收到|实施|安排|评价"
_TAKEN_UP = re.compile(rf"(?P<verb>{_VERB})[^，,。；;0-9]{{0,6}}的(?:上述|以上|这)?\s*$")
_THING = re.compile(r"^\s*(?P<thing>[一-龥]{3,12}?)(?:中[，,、]|共?涉及|[，,]\s*(?:其中|截至|已))")
_TOLD = re.compile(rf"(?P<verb>{_VERB})(?P<thing>[一-龥]{{3,16}})\s*$")
_OTHER = re.compile(r"其中|上年|去年|上一?年度|以前年度|累计|另有|平均|新增|以上|增加|减少")
_SHORTEST = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge counts that a sentence takes up by the one place that tells them."""
    counts = [
        each
        for paragraph in paragraphs(facts)
        for each in paragraph.numbers
        if each.stated
        and each.dimension.startswith("count")
        and not each.sign
        and not _OTHER.search(each.before)
    ]
    for again in counts:
        up, thing = _TAKEN_UP.search(again.before), _THING.match(again.after)
        if up is None or thing is None:
            continue
        told = [
            each for each in counts if each is not again and _same(each, again, up["verb"], thing["thing"])
        ]
        if len({each.known.printed.value for each in told}) == 1:
            yield judged(facts, compared(rule(NAME, TITLE), again.known, tree.Relation.EQUAL, told[0].known))


def _same(told: Number, again: Number, verb: str, thing: str) -> bool:
    found = _TOLD.search(told.before)
    if found is None or told.dimension != again.dimension or found["verb"] != verb or told.depth:
        return False
    low, high = sorted((told.known.printed.value, again.known.printed.value))
    return len(thing) >= _SHORTEST and found["thing"].endswith(thing) and high * 2 <= low * 3
