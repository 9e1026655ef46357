"""Levels that are compared with as many others, told in turn in brackets: 甲 40.05 万元，乙 43.16 万元，均低于上限（分别为 42 万元和 45 万元）."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.numbers import Number, Paragraph

_TOLD = re.compile(
    r"(?:均|都)(?P<not>未|不)?(?:(?P<less>[低少小短慢]于|不足)|(?P<more>[高多大长快]于|超过|超出))[^，,。；;（()0-9]{0,12}[（(](?:分别|依次)(?:为|是)\s*"
)
_NEXT = re.compile(r"\s*[、，,和及]\s*[和及]?\s*")
_BEHIND = re.compile(r"[，,]?(?:均|都).*", re.DOTALL)
_FEWEST = 2


def told_in_turn(paragraph: Paragraph) -> Iterator[tuple[Number, tree.Relation, Number]]:
    """Iterate over the levels of a sentence and what each of them is compared with, and how."""
    for found in _TOLD.finditer(paragraph.text):
        behind = [each for each in paragraph.numbers if each.occurrence.span.start >= found.end()]
        rights = behind[:1]
        for each in behind[1:]:
            if not _NEXT.fullmatch(each.before) or not each.depth:
                break
            rights.append(each)
        before = [
            each for each in paragraph.numbers if each.occurrence.span.end <= found.start() and not each.depth
        ]
        levels = before[-len(rights) :]
        if (
            len(rights) < _FEWEST
            or len(levels) != len(rights)
            or len({each.sentence for each in levels}) != 1
        ):
            continue
        last = levels[-1]
        between = re.sub(r"\s", "", paragraph.text[last.occurrence.span.end : found.end()]).removeprefix(
            last.occurrence.unit
        )
        alike = len({each.occurrence.unit for each in itertools.chain(levels, rights)}) == 1
        more = len(before) > len(levels) and before[-len(levels) - 1].occurrence.unit == last.occurrence.unit
        known = all(each.stated is not None and not each.sign for each in (*levels, *rights))
        if not (alike and known and _BEHIND.fullmatch(between)) or (
            more and before[-len(levels) - 1].sentence == last.sentence
        ):
            continue
        up = bool(found["more"]) is not bool(found["not"])
        strict = tree.Relation.GREATER if up else tree.Relation.LESS
        loose = tree.Relation.AT_LEAST if up else tree.Relation.AT_MOST
        for level, right in zip(levels, rights, strict=True):
            yield level, loose if found["not"] else strict, right
