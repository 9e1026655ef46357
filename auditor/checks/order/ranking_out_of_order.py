"""Numbered lists of the first so many whose figures do not fall: Top 5 by size: 1. A (7,822,699), 2. B (5,741,506), 3. C (6,233,722).

The line above says that the list is a ranking. That all figures but one fall shows which of them is the measure; where
more do not, it is another one that the list does not print.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.relations import evidence_at, evidence_of_words, rule, said
from auditor.findings import Severity, Verdict
from auditor.report.blocks import BlockKind, NumberKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.blocks import Block, Occurrence

NAME = "ranking-out-of-order"
TITLE = {"zh": "排名列表的数字不按顺序", "en": "the figures of a ranking do not fall"}
_COUNT = "(?:[0-9]{1,2}|three|four|five|six|seven|eight|nine|ten)"
_HEAD = re.compile(
    rf"\b(?:top|largest|biggest|highest) {_COUNT}\b|\b{_COUNT} (?:largest|biggest|highest|most)\b|前[0-9二三四五六七八九十]{{1,2}}[名位大强]|排名|排行",
    re.IGNORECASE,
)
_SERIAL = re.compile(r"\s*(?P<n>[0-9]{1,2})\s*[.、．)）]")  # noqa: RUF001 - as printed
_LED = re.compile(r"[(（:：—–,，]\s*(?:[A-Za-z一-龥]{1,20}[ :：]*)?[$£€¥]?\s*$")
_KINDS = frozenset({BlockKind.LIST, BlockKind.HEADING, BlockKind.PARAGRAPH})
_LONGEST, _FEWEST = 120, 4


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the numbered lists below lines that announce a ranking."""
    blocks = facts.report.blocks
    for at, head in enumerate(blocks):
        if head.kind in _KINDS and len(head.text) <= _LONGEST and _HEAD.search(head.text):
            listed = _listed(blocks[at + 1 :])
            if len(listed) >= _FEWEST and len({item.unit for _, item in listed}) == 1:
                yield from _judged(head, listed)


def _listed(blocks: Sequence[Block]) -> Sequence[tuple[Block, Occurrence]]:
    """Return the items 1, 2, 3, … that stand behind one another, each with the figure that its name is followed by; none where one lacks it."""
    found: list[tuple[Block, Occurrence]] = []
    for block in blocks:
        serial = _SERIAL.match(block.text) if block.kind in _KINDS else None
        if serial is None or int(serial["n"]) != len(found) + 1:
            break
        item = next((each for each in block.occurrences if each.kind is NumberKind.FIGURE), None)
        if item is None or item.numeral is None or not _LED.search(block.text[: item.span.start]):
            return ()
        found.append((block, item))
    return found


def _judged(head: Block, listed: Sequence[tuple[Block, Occurrence]]) -> Iterator[Outcome]:
    values = [item.numeral.value for _, item in listed if item.numeral is not None]
    places = [evidence_at(block, item) for block, item in listed]
    if _falls(values):
        yield said(rule(NAME, TITLE), "", "", places, Verdict.EXACT)
        return
    odd = [at for at in range(len(values)) if _falls([*values[:at], *values[at + 1 :]])]
    if not odd or len(set(values)) < len(values):
        return
    second = next(at for at in range(1, len(values)) if values[at] > values[at - 1])
    one, two = (listed[at][1].text for at in (second - 1, second))
    words = evidence_of_words(head, 0, head.text.strip(), "排序")
    pair = sorted(places[second - 1 : second + 1], key=lambda each: each is not places[odd[0]])
    zh = f"“{head.text.strip()}”的列表中 {one} 排在 {two} 之前"
    en = f"in the list '{head.text.strip()}' {one} stands before {two}"
    level = Severity.ERROR if len(odd) == 1 else Severity.WARNING
    yield said(rule(NAME, TITLE, level), zh, en, [*pair, attrs.evolve(words, key=pair[0].key)])


def _falls(values: Sequence[Fraction]) -> bool:
    return all(one >= two for one, two in itertools.pairwise(values))
