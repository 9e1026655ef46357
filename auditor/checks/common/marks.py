"""The numbers that headings and list items begin with: 一、（一） 1. （1） 第一部分 第一章 壹、 甲、."""

from __future__ import annotations

from auditor import patterns as re
from auditor import records
from auditor.checks.common.words import chinese_number
from auditor.report.blocks import Block

_CN = "[一二三四五六七八九十]{1,3}"
STYLES = (
    ("chapter", re.compile(rf"^({_CN})(?:\s*、|[ \u3000]+(?=[一-龥]{{2}}))")),
    ("section", re.compile(rf"^[（(]\s*({_CN})\s*[）)]")),
    (
        "point",
        re.compile(r"^([0-9]{1,2})\s*[.\uff0e、](?:(?![0-9])|(?=1?[0-9]\s{0,3}月))"),
    ),
    ("bracket", re.compile(r"^[（(]\s*([0-9]{1,2})\s*[）)]")),
    ("part", re.compile(rf"^第({_CN}|[0-9]{{1,2}})部分")),
    ("book", re.compile(rf"^第({_CN}|[0-9]{{1,2}})章")),
    ("leaf", re.compile(rf"^第({_CN}|[0-9]{{1,2}})节")),
    ("formal", re.compile(r"^([壹贰叁肆伍陆柒捌玖拾])(?:\s*[、.\uff0e]|\s*(?=[一-龥]))")),
    ("stem", re.compile(r"^([甲乙丙丁戊己庚辛壬癸])(?:\s*[、.\uff0e]|[ \u3000]+(?=[一-龥]))")),
    ("roman", re.compile(r"^([ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ])\s*[、.\uff0e]?\s*(?=[一-龥])")),
)
_SIGNS = ("壹贰叁肆伍陆柒捌玖拾", "甲乙丙丁戊己庚辛壬癸", "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ")
_COUNTED = {sign: number for signs in _SIGNS for number, sign in enumerate(signs, 1)}


@records.frozen(eq=False)
class Item:
    """A block that begins with a number of a list, the number, and the mark as printed."""

    block: Block
    number: int
    mark: str


def item_of(block: Block) -> tuple[str, Item] | None:
    """Return the style of a block's number and the item, None where it begins with none."""
    text = re.sub(r"^[#\s]+", "", block.text)
    for style, pattern in STYLES:
        if found := pattern.match(text):
            number = _COUNTED.get(found[1]) or chinese_number(found[1])
            return (style, Item(block, number, found.group())) if number is not None else None
    return None
