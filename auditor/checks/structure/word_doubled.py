"""A heading or caption in which a word stands twice in a row: 读者意见意见汇总."""

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

NAME = "word-doubled"
TITLE = {"zh": "标题中词语重复", "en": "a word stands twice in a heading"}
_DOUBLED = re.compile(r"([一-龥]{2,6})\1")
_LONGEST = 60


def check(facts: Facts) -> Iterator[Outcome]:
    """Look at headings and captions: in running text words are doubled on purpose."""
    for block in facts.report.blocks:
        if block.kind not in {BlockKind.HEADING, BlockKind.CAPTION} or len(block.text) > _LONGEST:
            continue
        if found := _DOUBLED.search(block.text):
            zh = f"标题中“{found[1]}”重复"
            en = f"'{found[1]}' stands twice in the heading"
            info = rule(NAME, TITLE, Severity.NOTE, "low")
            yield said(info, zh, en, [evidence_of_words(block, found.start(), found[0], label="标题用语")])
