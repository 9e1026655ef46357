"""A document cited as a basis that had been repealed or amended before the year that is evaluated.

Only where the report's own title names that year: an older report cites what was in force then.
"""

# ruff: noqa: RUF001 - the look-alikes are the very characters that reports print
from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks._relations import evidence_of_words, rule, said
from auditor.findings import Severity
from auditor.report.blocks import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "citation-repealed"
TITLE = {"zh": "引用的文件已废止或已修正", "en": "a document is cited that has been repealed or amended"}


@attrs.frozen
class _Outdated:
    """A cited document, what its citation looks like, the first year for which that is outdated, what to say of it."""

    name: str
    pattern: re.Pattern[str]
    since: int
    zh: str
    en: str


_OUTDATED = (
    _Outdated(
        "财政支出绩效评价管理暂行办法",
        re.compile(r"财预\s*[〔\[（(【]\s*2011\s*[〕\]）)】]\s*285\s*号"),
        2020,
        "财预〔2011〕285号已由财预〔2020〕10号废止，应改用现行办法",
        "财预〔2011〕285号 was repealed by 财预〔2020〕10号; cite the one in force",
    ),
    _Outdated(
        "预算法",
        re.compile(r"预算法》?\s*[（(]\s*2014\s*年?\s*修[正订]"),
        2019,
        "《预算法》写 2014 年修正，最近一次修正在 2018 年",
        "the Budget Law is cited as amended in 2014; the latest amendment is of 2018",
    ),
)
_YEAR = re.compile(r"(20[0-9]{2})\s*年")
_BASIS = "评价依据"


def check(facts: Facts) -> Iterator[Outcome]:
    """Look for citations that were outdated in the year of the title; what a pack has bound, its rules judge."""
    year = _evaluated(facts)
    bound = {
        mention.location.line
        for key, figure in facts.report.figures.items()
        if key.startswith(_BASIS)
        for mention in figure.mentions
    }
    for known in _OUTDATED:
        if year is None or year < known.since:
            continue
        places = [
            evidence_of_words(block, found.start(), found[0], label=f"《{known.name}》文号")
            for block in facts.report.blocks
            if block.kind is not BlockKind.FURNITURE
            for found in known.pattern.finditer(block.text)
            if block.place(found.start())[0] not in bound
        ]
        if places:
            yield said(rule(NAME, TITLE, Severity.NOTE, "medium"), known.zh, known.en, places)


def _evaluated(facts: Facts) -> int | None:
    """Return the one year that the report's title names."""
    found = set(_YEAR.findall(facts.report.document.title or ""))
    return int(found.pop()) if len(found) == 1 else None
