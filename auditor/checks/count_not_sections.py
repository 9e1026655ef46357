"""A count of things that the numbered items right behind it tell one by one: 社会保险基金共七项。（一）…（六）….

The count ends its paragraph, the items follow at once, and each begins with the name of such a thing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._marks import item_of
from auditor.checks._numbers import TEXT_KINDS
from auditor.checks._relations import evidence_of_words, rule, said
from auditor.checks._words import chinese_number
from auditor.findings import Verdict
from auditor.report.blocks import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.blocks import Block

NAME = "count-not-sections"
TITLE = {"zh": "数量与其后逐项说明的项数不符", "en": "a count is not the number of items told behind it"}
_COUNTED = re.compile(
    r"(?P<noun>[一-龥]{2,12}?)(?:共有?|共计|包括|分为|有|为|设有|涉及)(?:以下|下列|如下)?\s*(?P<count>[0-9]{1,2}|[一二三四五六七八九十两]{1,3})\s*"
    r"(?:项|个|类|大类|种|支|只|方面)(?P<behind>[一-龥]{0,6})[。：:]\s*$"
)
_OPEN = re.compile(r"主要|等|其中|如|例")
_LEAST = 3
_FAR = 2
_HEAD = 24
_SHARED = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every count whose items follow at once."""
    blocks = [block for block in facts.report.blocks if block.kind is not BlockKind.FURNITURE]
    for at, block in enumerate(blocks):
        found = _COUNTED.search(block.text) if block.kind in TEXT_KINDS else None
        count = chinese_number(found["count"]) if found else None
        if found is None or count is None or _OPEN.search(found.group()):
            continue
        items = _items(blocks, at + 1)
        noun = found["behind"] or found["noun"]
        if (
            len(items) < _LEAST
            or abs(len(items) - count) > _FAR
            or not all(_of(noun, item) for item in items)
        ):
            continue
        evidence = [evidence_of_words(block, found.start("count"), found["count"])]
        if len(items) == count:
            yield said(rule(NAME, TITLE), "", "", evidence, Verdict.EXACT)
            continue
        zh = f"写“{found.group().strip('。：:')}”，其后逐项说明的却有 {len(items)} 项"
        yield said(rule(NAME, TITLE), zh, f"says {found['count']}, and {len(items)} items follow", evidence)


def _items(blocks: Sequence[Block], start: int) -> list[str]:
    """Return the texts of the first run of numbered items, none where it does not begin at once with the first."""
    style = ""
    texts: list[str] = []
    for block in blocks[start:]:
        found = item_of(block)
        if found is None or (style and found[0] != style):
            if not style or block.kind is BlockKind.TABLE or block.kind is BlockKind.HEADING:
                break
            continue
        if found[1].number != len(texts) + 1:
            break
        style = found[0]
        texts.append(re.sub(r"^[#\s]+", "", block.text)[len(found[1].mark) :][:_HEAD])
    return texts


def _of(noun: str, item: str) -> bool:
    """Whether an item begins with the name of such a thing: its last two characters tell the kind."""
    return noun[-_SHARED:] in item
