"""Two levels that stand beside a word of order: 每万次成本 158 元，高于电视广告的 654 元; 共 43 处，少于 2 个镇的 34 处.

The word follows the first level at once, and the second one closes what it is compared with: it is printed behind 的, in brackets, or
behind what only a level can be called. 高于上年 3 处 tells a distance, and no level.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.numbers import Paragraph

_WORD = re.compile(
    r"^[，,、（(]?\s*(?:且|并|也|均|都|仍|还|已|就|则|远远?|明显|显著|大幅|略微?|稍微?|小幅|总体|整体|同样)*"
    r"(?P<word>(?P<not>不|未|没有)?(?P<less>低于|少于|小于|慢于|短于|不及|不足)|(?P<not2>不|未|没有)?(?P<more>高于|多于|大于|超过|超出|快于|长于|优于))"
    r"(?P<what>[^，。；;！？]*?)$"
)
_OWN_LEVEL = re.compile(
    r"(?:的|为|是|[（(](?:为|即)?|(?:平均(?:水平|值|数)?|均值|(?:目标|标准|标杆|计划|预算|参考|基准|核定)(?:值|数|线)|[上下]限|限[值额]|[红底]线|控制线|警戒线|起付线)(?:的|为|是)?)\s*$"
)
_CLOSES = re.compile(r"^\s*(?:[，,。；;）)！]|$|的?(?:水平|标准|目标|上限|下限|平均))")
_ELSE = re.compile(
    r"如|若|应|须|凡|每|不得|力争|确保|预计|计划[^数值]|拟|目标是|增[加长幅]|减少|下降|提高|降[低幅]|百分点|倍|之[和差]|以内|部分"
)
_BOUND = re.compile(r"[%％]|[0-9](?![0-9]*[,.]?[0-9]*(?:个|家|所|座|条|处|名|类|项|镇|乡|县|区|村|市|户))")
_DURATION = re.compile(r"天|日|小时|分钟|秒|个?月|年")
_BETTER = re.compile(r"优于")


@records.frozen(eq=False)
class Compared:
    """Two levels of one unit and the word that sets them in an order."""

    one: Number
    two: Number
    sign: tree.Relation
    words: str
    start: int


def compared_levels(paragraph: Paragraph) -> Iterator[Compared]:
    """Iterate over the levels of a paragraph that a word of order stands between."""
    numbers, text = paragraph.numbers, paragraph.text
    for at, one in enumerate(numbers):
        if one.stated is None or one.sign < 0 or one.occurrence.range:
            continue
        for two in numbers[at + 1 : at + 4]:
            if two.sentence != one.sentence or two.part != one.part:
                break
            if two.dimension != one.dimension or two.occurrence.unit != one.occurrence.unit:
                continue
            start = one.occurrence.span.end + _unit(text, one)
            between = text[start : two.occurrence.span.start]
            found = _WORD.match(re.sub(r"\s", "", between))
            if found is None or not _OWN_LEVEL.search(found["what"]) or not _CLOSES.match(two.after):
                break
            if _BOUND.search(found["what"]) or one.before.rstrip().endswith("的"):
                break  # 90%以上的 5 个，低于 90%的 3 个: two counts, and the word is of what is counted
            if two.stated is None or two.occurrence.range or _ELSE.search(found["what"]):
                break
            if _BETTER.search(found["word"]) and (_DURATION.search(one.occurrence.unit) or "排" in between):
                break
            sign = _sign(less=bool(found["less"]), negated=bool(found["not"] or found["not2"]))
            yield Compared(one, two, sign, found["word"], text.index(found["word"][0], start))
            break


def _sign(*, less: bool, negated: bool) -> tree.Relation:
    if negated:
        return tree.Relation.AT_LEAST if less else tree.Relation.AT_MOST
    return tree.Relation.LESS if less else tree.Relation.GREATER


def _unit(text: str, number: Number) -> int:
    """Return how many characters behind a number its unit takes."""
    end, unit = number.occurrence.span.end, number.occurrence.unit
    return len(unit) if unit and text.startswith(unit, end) else 0
