"""A full stop in the middle of a sentence: 交易中心.依据规划, 下达或。交办的事项."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import evidence_of_words, rule, said
from auditor.findings import Severity
from auditor.report.blocks import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "stray-mark"
TITLE = {"zh": "句中标点有误", "en": "a full stop in the middle of a sentence"}
# A full stop of Latin script between two Chinese words; a sentence that ends on 或 or 及.
_STRAY = re.compile(r"[一-龥]{1,6}\.\s*[一-龥]{1,6}|[一-龥]{0,6}(?:以及|[或及])\s*。\s*[一-龥]{1,6}")
_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST, BlockKind.FRAGMENT})
# A text that uses it for every full stop, or parts names by it, means it.
_MOST = 4


def check(facts: Facts) -> Iterator[Outcome]:
    """Look at running text, and name all places at once."""
    found = [
        (block, match.start(), match[0])
        for block in facts.report.blocks
        if block.kind in _KINDS
        for match in _STRAY.finditer(block.text)
    ]
    if not found or len(found) > _MOST:
        return
    texts = [re.sub(r"\s", "", text) for _, _, text in found]
    evidence = [
        evidence_of_words(block, start, text, label="标点")
        for (block, start, _), text in zip(found, texts, strict=True)
    ]
    zh = f"句中标点疑有误：{'、'.join(f'“{text}”' for text in texts)}"
    en = f"probably a stray full stop: {', '.join(texts)}"
    yield said(rule(NAME, TITLE, Severity.NOTE, "low"), zh, en, evidence)
