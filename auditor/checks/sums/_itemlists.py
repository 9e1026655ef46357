"""Lists that are told an item a paragraph behind their whole: 国内出游 48.9 亿人次。其中： - 城镇居民出游 37.6 亿人次 - 农村居民出游 11.3 亿人次."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.parts import weighted
from auditor.checks.common.relations import near_sum
from auditor.checks.common.words import closed, stem
from auditor.checks.sums._sums import NOT_ADDED
from auditor.report.blocks import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number, Paragraph

_LEADS = re.compile(r"[:：]\s*$")
_MARK = re.compile(
    r"\s*(?:[-–—•·●○▪■◆➢*]|[（(]?[0-9一二三四五六七八九十]{1,3}[“”]?[)）、.\uff0e]|[一二三四五六七八九十]是|[①-⑳])\s*"
)
_ARABIC, _CHINESE = re.compile(r"[0-9①-⑳]+[“”]?"), re.compile(r"[一二三四五六七八九十]+")
_OF_IT = re.compile(r"[^，,。；;0-9]{0,4}[，,]?\s*其中\s*[:：]\s*$")
_BEGINS = re.compile(r"\s*[一-龥“”]{2,12}(?:为|共)?\s*$")
"""What a paragraph begins with that tells of one class, without a mark."""
_TAIL = 4


def items_behind(found: Sequence[Paragraph], at: int) -> list[Paragraph]:
    """Return the items of the list that a paragraph leads with a colon at its end."""
    items: list[Paragraph] = []
    for following in found[at + 1 :] if _LEADS.search(found[at].text) else ():
        if _kind(following) is None or (items and _kind(following) != _kind(items[0])):
            break
        items.append(following)
    return items


def item_lists(found: Sequence[Paragraph], at: int) -> Iterator[tuple[Number, list[Number]]]:
    """Yield each figure of the sentence that leads a list of paragraphs, with what every item of it tells of the same."""
    paragraph = found[at]
    if not _LEADS.search(paragraph.text) or not paragraph.numbers:
        return
    items = items_behind(found, at)
    if len(items) < 2:  # noqa: PLR2004 - one item is no list
        yield from _unmarked(paragraph, found[at + 1 :])
        return
    last = paragraph.numbers[-1].sentence
    for whole in paragraph.numbers:
        if whole.sentence < last or not _added(whole):
            continue
        found_parts = _columns(whole, items)
        near = [parts for parts in found_parts if near_sum(whole.known, weighted(parts))]
        yield from ((whole, parts) for parts in near or found_parts)


def _unmarked(paragraph: Paragraph, behind: Sequence[Paragraph]) -> Iterator[tuple[Number, list[Number]]]:
    """Yield 基本支出 911.7 万元，其中： with the classes that the paragraphs behind it begin with: 人员经费 a 万元，主要包括…, 公用经费 b 万元，主要包括…."""
    whole = paragraph.numbers[-1]
    if not _OF_IT.match(whole.after) or not _added(whole):
        return
    parts: list[Number] = []
    for following in behind:
        first = next(iter(following.numbers), None)
        begins = first is not None and _BEGINS.match(following.text[: first.occurrence.span.start])
        if first is None or not begins or not _added(first) or first.dimension != whole.dimension:
            break
        parts.append(first)
    names = [stem(each.clause) for each in parts]
    if closed(names, rest=False, whole=whole.name or whole.clause):
        yield whole, parts


def _columns(whole: Number, items: Sequence[Paragraph]) -> list[list[Number]]:
    """Return what every item tells under the noun of the whole; else the only such number of each, or what all tell under one noun."""
    told: list[dict[str, Number]] = []
    for item in items:
        alike = [each for each in item.numbers if _added(each) and each.dimension == whole.dimension]
        told.append({stem(each.clause)[-_TAIL:]: each for each in reversed(alike)})
    noun = stem(whole.clause)[-_TAIL:]
    if not all(told):
        return []
    if all(noun in each for each in told):
        return [[each[noun] for each in told]]
    if all(len(each) == 1 for each in told):
        return [[number for each in told for number in each.values()]]
    return [[each[tail] for each in told] for tail in told[0] if all(tail in each for each in told)]


def _kind(paragraph: Paragraph) -> str | None:
    """Return the mark that an item of a list begins with, whatever its number; none where a paragraph is no item."""
    mark = _MARK.match(paragraph.text)
    if mark is not None:
        return _CHINESE.sub("一", _ARABIC.sub("1", mark.group().strip())).replace("\uff0e", ".")
    return "" if paragraph.block.kind is BlockKind.LIST else None


def _added(number: Number) -> bool:
    plain = number.stated and not (number.sign or number.is_share or number.depth or number.in_ratio)
    return bool(plain) and not NOT_ADDED.search(number.clause)
