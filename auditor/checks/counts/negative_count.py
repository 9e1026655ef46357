"""A number of people or things below zero: a minus sign that does not belong there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import TEXT_KINDS
from auditor.checks.common.relations import evidence_at, rule, said
from auditor.findings import Severity
from auditor.numbers import tells_change, unit_of
from auditor.report.blocks import NumberKind, occurrences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "negative-count"
TITLE = {"zh": "个数为负", "en": "a count below zero"}
_CLAUSE = re.compile(r"[^，,。；;：:、]*$")
_NO_COUNT = frozenset("年 月 日 天 岁 级 类 村".split())
_BEFORE = re.compile(r"(?:^|[^0-9A-Za-z%％\-–—~至到])\s*$")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the signs of counts in running text, where no word speaks of a change."""
    for block, item in occurrences(facts.report.blocks):
        if item.kind is not NumberKind.FIGURE or block.kind not in TEXT_KINDS or item.text[:1] not in "-–":
            continue
        if not unit_of(item.unit).dimension.startswith("count:") or item.unit in _NO_COUNT:
            continue
        before = block.text[: item.span.start]
        clause = _CLAUSE.search(before)
        if item.sign_word or item.range or clause is None or tells_change(clause.group()):
            continue
        if not _BEFORE.search(before):
            continue
        zh = f"“{item.text}{item.unit}”为负数，疑似多了负号"
        en = f"{item.text}{item.unit} is below zero: perhaps a minus sign too many"
        yield said(rule(NAME, TITLE, Severity.NOTE, "medium"), zh, en, [evidence_at(block, item)])
