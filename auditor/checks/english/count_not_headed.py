"""English: a count of recommendations or findings that the numbered ones below it do not bear out.

`The report makes six recommendations.` … `Recommendation 1. …` up to `Recommendation 5. …`
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import WORDS
from auditor.checks.common.numbers import TEXT_KINDS
from auditor.checks.common.relations import evidence_of_words, rule, said
from auditor.findings import Verdict
from auditor.report.blocks import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "count-not-headed"
TITLE = {"zh": "数量与编号条目数不符", "en": "a count is not the number of numbered items"}
_NOUN = r"recommendation|finding|conclusion|lesson|observation|objective|action|principle"
_COUNTED = re.compile(
    r"\b(?:mak|mad|offer|present|contain|put|set|list|issu|includ|propos|identif|reach|dr[ae]w|conclud|follow|describ|rais)\w*"
    rf"\s+(?:forward |out |with )?(?:the following |these |a total of |the )?(?P<count>[a-z]+|[0-9]{{1,2}})\s+(?:(?!of\b)[a-z]+\s+){{0,2}}(?P<noun>{_NOUN})s\b",
    re.IGNORECASE,
)
_ITEM = re.compile(
    # Lines of a page may be joined, so an item may begin behind the last one's end.
    rf"(?:^[#\s*]*|(?<=[.;!?])\s+)(?P<noun>{_NOUN})\s+(?P<number>[0-9]{{1,2}})\s*(?:[.:)–—]|$)",
    re.IGNORECASE,
)
_LEAST = 2
_FAR = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the counts whose items bear the noun and a number."""
    held = _numbered(facts)
    for block in facts.report.blocks:
        if block.kind not in TEXT_KINDS or _ITEM.match(block.text):
            continue
        for found in _COUNTED.finditer(block.text):
            word = found["count"].lower()
            count = int(word) if word.isdecimal() else WORDS.get(word, 0)
            listed = held.get(found["noun"].lower(), 0)
            if count < _LEAST or not listed or abs(count - listed) > _FAR:
                continue
            evidence = [evidence_of_words(block, found.start("count"), found["count"])]
            if count == listed:
                yield said(rule(NAME, TITLE), "", "", evidence, Verdict.EXACT)
                continue
            shown = f"{found['count']} {found['noun']}s"
            zh = f"写“{shown}”，编号的却有 {listed} 条"
            yield said(rule(NAME, TITLE), zh, f"says {shown}, and {listed} are numbered", evidence)


def _numbered(facts: Facts) -> dict[str, int]:
    """Return how many items of each noun are numbered, from 1 without a gap and each once."""
    found: dict[str, list[int]] = {}
    for block in facts.report.blocks:
        if block.kind in {BlockKind.FURNITURE, BlockKind.TABLE}:
            continue
        for line in block.text.splitlines():
            for item in _ITEM.finditer(line):
                found.setdefault(item["noun"].lower(), []).append(int(item["number"]))
    return {
        noun: len(numbers)
        for noun, numbers in found.items()
        if len(numbers) >= _LEAST and numbers == list(range(1, len(numbers) + 1))
    }
