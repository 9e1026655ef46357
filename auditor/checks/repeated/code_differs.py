"""A number that is part of a name (12345热线), written otherwise in one place before the same words."""

# ruff: noqa: RUF001 - the look-alikes are the very characters that reports print
from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import evidence_at, rule, said
from auditor.findings import Severity
from auditor.report.blocks import BlockKind, NumberKind, occurrences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.blocks import Block, Occurrence

NAME = "code-differs"
TITLE = {"zh": "名称中的数字各处不一", "en": "the number in a name differs from place to place"}
_WORDS = re.compile(r"[”\"’』」\s]{0,3}([一-龥]{4})")
_OFTEN = 3
_SHORTEST = 4


def check(facts: Facts) -> Iterator[Outcome]:
    """Compare the numbers before the same words, where most of them are one code."""
    found: dict[str, list[tuple[Block, Occurrence]]] = {}
    for block, item in occurrences(facts.report.blocks):
        words = _WORDS.match(block.text, item.span.end)
        if words is not None and block.kind is not BlockKind.FURNITURE:
            found.setdefault(words[1], []).append((block, item))
    for places in found.values():
        codes = Counter(item.text for _, item in places if item.kind is NumberKind.CODE)
        usual, often = max(codes.items(), key=lambda each: (each[1], each[0]), default=("", 0))
        if often < _OFTEN or not usual.isdecimal() or len(usual) < _SHORTEST:
            continue
        first = next((block, item) for block, item in places if item.text == usual)
        for block, item in places:
            if item.text != usual and codes[item.text] <= 1 and _slip(usual, item.text):
                zh = f"“{item.text}”在别处写作“{usual}”（{often} 处）"
                en = f"'{item.text}' is '{usual}' in {often} other places"
                evidence = [evidence_at(block, item), evidence_at(*first, role="base")]
                yield said(rule(NAME, TITLE, Severity.WARNING, "medium"), zh, en, evidence)


def _slip(usual: str, other: str) -> bool:
    """Whether a number is another one with a digit changed, two swapped, a point, sign or noughts put in."""
    digits = "".join(char for char in other if char in "0123456789")
    if len(digits) == len(usual) and sum(one != two for one, two in zip(usual, digits, strict=True)) == 1:
        return True
    return sorted(digits.replace("0", "")) == sorted(usual.replace("0", ""))
