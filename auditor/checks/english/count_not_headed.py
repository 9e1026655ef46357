"""English: a count of recommendations or findings that the numbered ones below it do not bear out.

`The report makes six recommendations.` … `Recommendation 1. …` up to `Recommendation 5. …` So is `Of the eleven indicators, six met
their target, four came near it and two missed it`, where the tables that are headed Indicator have as many rows as the three give,
and `the six projects in table 7`, which has seven.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import WORDS
from auditor.checks.common.numbers import TEXT_KINDS
from auditor.checks.common.relations import evidence_of_words, rule, said
from auditor.checks.common.tables import sheets
from auditor.checks.english._pointed_counts import annexed, pointed
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
_PARTED = re.compile(
    rf"\b(?:[Oo]f|[Aa]mong) (?:the|these|our|its) (?P<count>{'|'.join(WORDS)}) (?:[a-z]+ ){{0,2}}?(?P<noun>[a-z]+)s\b(?P<parts>[^.;]{{10,200}})"
)
_PART = re.compile(rf"(?<![\w-])(?:(?P<count>one|{'|'.join(WORDS)}))(?![\w-])")
_LEAST = 2
_FAR = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the counts whose items bear the noun and a number, and those that are parted."""
    yield from _parted(facts)
    for each in (*pointed(facts), *annexed(facts)):
        verdict = Verdict.EXACT if each.count == each.listed else Verdict.DISCREPANCY
        zh = f"写“{each.shown}”，所指的表有 {each.listed} 行，各行之和即为合计"
        en = f"says {each.shown}, and the table that is meant has {each.listed} rows, which give its total"
        yield said(
            rule(NAME, TITLE), zh, en, [evidence_of_words(each.block, each.start, each.shown)], verdict
        )
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


def _parted(facts: Facts) -> Iterator[Outcome]:
    """Judge the whole of what a sentence parts in words by the rows of all the tables that are headed by its noun."""
    rows: dict[str, set[int]] = {}
    for sheet in sheets(facts):
        heads = (
            [cell.text.strip().lower() for cell in sheet.block.cells if cell.row == 0] if sheet.block else []
        )
        for noun in heads:
            rows.setdefault(noun, set()).add(len(sheet.details))
    for block in facts.report.blocks:
        if block.kind not in TEXT_KINDS:
            continue
        for found in _PARTED.finditer(block.text):
            parts = [WORDS.get(each["count"], 1) for each in _PART.finditer(found["parts"])]
            count, listed = WORDS[found["count"].lower()], rows.get(found["noun"], set())
            if len(parts) < _LEAST or listed != {sum(parts)} or abs(count - sum(parts)) > _FAR:
                continue
            evidence = [evidence_of_words(block, found.start("count"), found["count"])]
            shown = f"{found['count']} {found['noun']}s"
            verdict = Verdict.EXACT if count == sum(parts) else Verdict.DISCREPANCY
            zh = f"写“{shown}”，分列的合计与表中行数都是 {sum(parts)}"
            en = f"says {shown}, and its parts as well as the rows of the table are {sum(parts)}"
            yield said(rule(NAME, TITLE), zh, en, evidence, verdict)


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
