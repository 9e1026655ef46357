"""A document cited as a basis that had been repealed or amended before the year that is evaluated.

Only where the report's own title names that year: an older report cites what was in force then. Which documents are
outdated `rules/outdated.toml` says.
"""

from __future__ import annotations

import functools
import tomllib
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records, resources
from auditor.checks.common.relations import evidence_of_words, rule, said
from auditor.findings import Severity
from auditor.report.blocks import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "citation-repealed"
TITLE = {"zh": "引用的文件已废止或已修正", "en": "a document is cited that has been repealed or amended"}


_YEAR = re.compile(r"(20[0-9]{2})\s*年")
_BASIS = "评价依据"


@records.frozen
class _Outdated:
    """A cited document, what its citation looks like, the first year for which that is outdated, what to say of it."""

    name: str
    cited: str
    since: int
    zh: str
    en: str


@functools.cache
def _outdated() -> tuple[_Outdated, ...]:
    listed = tomllib.loads(resources.outdated_documents().read_text("utf-8"))["document"]
    return tuple(_Outdated(**each) for each in listed)


def check(facts: Facts) -> Iterator[Outcome]:
    """Look for citations that were outdated in the year of the title; what a pack has bound, its rules judge."""
    year = _evaluated(facts)
    known = [each for each in _outdated() if each.since <= year] if year is not None else []
    bound = {
        mention.location.line
        for key, figure in facts.report.figures.items()
        if known and key.startswith(_BASIS)
        for mention in figure.mentions
    }
    for each in known:
        places = [
            evidence_of_words(block, found.start(), found[0], label=f"《{each.name}》文号")
            for block in facts.report.blocks
            if block.kind is not BlockKind.FURNITURE
            for found in re.finditer(each.cited, block.text)
            if block.place(found.start())[0] not in bound
        ]
        if places:
            yield said(rule(NAME, TITLE, Severity.NOTE, "medium"), each.zh, each.en, places)


def _evaluated(facts: Facts) -> int | None:
    """Return the one year that the report's title names."""
    found = set(_YEAR.findall(facts.report.document.title or ""))
    return int(found.pop()) if len(found) == 1 else None
