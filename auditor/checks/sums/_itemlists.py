"""Lists that are told an item a paragraph behind their whole: 国内出游 48.9 亿人次。其中： - 城镇居民出游 37.6 亿人次 - 农村居民出游 11.3 亿人次."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.words import stem
from auditor.checks.sums._sums import NOT_ADDED
from auditor.report.blocks import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number, Paragraph

_LEADS = re.compile(r"[:：]\s*$")
_MARK = re.compile(
    r"\s*(?:[-–—•·●○▪■◆➢*]|[（(]?[0-9一二三四五六七八九十]{1,3}[)）、.]|[一二三四五六七八九十]是|[①-⑳])\s*"
)
_NUMBER = re.compile(r"[0-9一二三四五六七八九十①-⑳]+")
_TAIL = 4


def item_lists(found: Sequence[Paragraph], at: int) -> Iterator[tuple[Number, list[Number]]]:
    """Yield each figure of the sentence that leads a list of paragraphs, with what every item of it tells of the same."""
    paragraph = found[at]
    if not _LEADS.search(paragraph.text) or not paragraph.numbers:
        return
    items: list[Paragraph] = []
    for following in found[at + 1 :]:
        if _kind(following) is None or (items and _kind(following) != _kind(items[0])):
            break
        items.append(following)
    if len(items) < 2:  # noqa: PLR2004 - one item is no list
        return
    last = paragraph.numbers[-1].sentence
    for whole in paragraph.numbers:
        if whole.sentence < last or not _added(whole):
            continue
        parts = [part for item in items if (part := _same(whole, item)) is not None]
        if len(parts) == len(items):
            yield whole, parts


def _kind(paragraph: Paragraph) -> str | None:
    """Return the mark that an item of a list begins with, whatever its number; none where a paragraph is no item."""
    mark = _MARK.match(paragraph.text)
    if mark is not None:
        return _NUMBER.sub("1", mark.group().strip())
    return "" if paragraph.block.kind is BlockKind.LIST else None


def _added(number: Number) -> bool:
    plain = number.stated and not (number.sign or number.is_share or number.depth or number.in_ratio)
    return bool(plain) and not NOT_ADDED.search(number.clause)


def _same(whole: Number, item: Paragraph) -> Number | None:
    """Return the number of an item that is of its whole's kind: the only one, or the only one by that noun."""
    alike = [each for each in item.numbers if _added(each) and each.dimension == whole.dimension]
    if len(alike) > 1:
        noun = stem(whole.clause)[-_TAIL:]
        alike = [each for each in alike if stem(each.clause).endswith(noun)]
    return alike[0] if len(alike) == 1 else None
