"""Captions whose number another one bears, or that skip one: 表 9 twice, 表 4-3 and 表 4-5, each chapter's from the first on.

The same caption may stand in a list of tables, and above the rest of its table on the next page.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.marks import Item
from auditor.report.blocks import BlockKind, NumberKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.report.blocks import Block

_NUMBER = (
    r"(?P<kind>(?:表|图)\s*(?:[0-9]{1,2}\s*[-－—–\u2011]\s*)?)(?P<number>[0-9]{1,3})(?![0-9.－—–\u2011-])"
)
_CAPTION = re.compile(rf"^{_NUMBER}")
_ANY = re.compile(_NUMBER)
_GOES_ON = re.compile(r"续")
_TITLED = re.compile(r"\s*(?![所中的给显反表展是为可（(、，,和与及至])[一-龥A-Za-z0-9“]")
_LONGEST, _ROW = 40, 4


@records.frozen
class Odd:
    """A caption and the one before it, whose numbers are one or leave one out."""

    kind: str
    before: Item
    item: Item


def captions_out_of_count(blocks: Sequence[Block]) -> Iterator[Odd]:
    """Iterate over neighbouring captions of which the number repeats under another title, or skips what nothing refers to."""
    found: dict[str, list[Item]] = {}
    named: set[tuple[str, int]] = set()
    for block in blocks:
        text = block.text.strip()
        match = _CAPTION.match(text)
        caption = match if match and (block.kind is BlockKind.CAPTION or len(text) <= _LONGEST) else None
        if caption and not text.endswith(("。", "；")):
            item = Item(block, int(caption["number"]), caption.group())
            found.setdefault(_kind(caption), []).append(item)
        elif not caption:
            named.update((_kind(each), int(each["number"])) for each in _ANY.finditer(text))
    lines = list(_one_out_of_row(blocks))
    yield from lines
    for kind, items in found.items():
        if any(each.kind == kind for each in lines):
            continue
        for before, item in itertools.pairwise(items):
            between = range(before.number + 1, item.number)
            repeats = item.number == before.number and not _one_title(before, item)
            if repeats or (between and not any((kind, number) in named for number in between)):
                yield Odd(kind, before, item)


def _one_out_of_row(blocks: Sequence[Block]) -> Iterator[Odd]:
    """Iterate over captions that begin lines, also such as were joined to a paragraph, where all bear the number of their place but one, which bears that of the one before."""
    found: dict[str, list[Item]] = {}
    for block in blocks:
        for item in block.occurrences:
            if item.kind is not NumberKind.REFERENCE or item.location.column != 1 or block.cells:
                continue
            match = _CAPTION.fullmatch(item.text)
            if match is not None and _TITLED.match(block.text, item.span.end):
                found.setdefault(_kind(match), []).append(Item(block, int(match["number"]), item.text))
    for kind, items in found.items():
        odd = [at for at, each in enumerate(items) if each.number != at + 1]
        if len(items) < _ROW or len(odd) != 1 or not odd[0]:
            continue
        if items[odd[0]].number == items[odd[0] - 1].number:
            yield Odd(kind, items[odd[0] - 1], items[odd[0]])


def _kind(found: re.Match[str]) -> str:
    return re.sub(r"\s", "", re.sub("[－—–\u2011]", "-", found["kind"]))


def _one_title(one: Item, two: Item) -> bool:
    """Whether two captions are of one table: the one says that it goes on, or bears the number of its page as well."""
    if _GOES_ON.search(one.block.text) or _GOES_ON.search(two.block.text):
        return True
    first, second = (
        re.sub("[^一-龥A-Za-z]", "", _CAPTION.sub("", each.block.text.strip())) for each in (one, two)
    )
    return first.startswith(second) or second.startswith(first)
