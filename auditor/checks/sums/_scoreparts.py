"""Which numbers of a paragraph can be parts of one sum: those of one dimension, and of scores those that say the same of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, Paragraph, amounts

if TYPE_CHECKING:
    from collections.abc import Iterator

_ADDED_DIMENSIONS = re.compile(r"^(?:money|score|count:.*|measure:.*)$")
_GOT = re.compile(r"(?:得分?|(?<![共合累总小])计)(?:为)?$|合计|[共总]计|小计|总分")
_LOST = re.compile(r"(?:扣|(?<![附参增])加|扣减|扣除|扣分|加分)(?:为)?$")
_BAND = re.compile(r"[%％](?:以上|以下|及以上|及以下|之间|的)?得\s*$")
_OF_RULE = re.compile(
    r"(?:每|凡)[^，,。；;]*[扣加](?:减|除)?$|(?:最[多高]|上限|不超过)[扣加]?$|(?:[≥≤<>~～—–]|以[上下内外]|之间)[^，,。；;]*得$"
)
_SEVERAL = re.compile(r"(?:各|均|分别)(?:加|扣|得|计)(?:分|减)?$")
_FEWEST = 2


def summable(paragraph: Paragraph) -> Iterator[list[Number]]:
    """Iterate over the numbers that can be added, of one dimension each."""
    for dimension in sorted({number.dimension for number in paragraph.numbers if number.stated}):
        if not _ADDED_DIMENSIONS.match(dimension):
            continue
        numbers = [number for number in amounts(paragraph, dimension) if not number.sign]
        yield from _kinds(numbers) if dimension == "score" else (numbers,)


def _kinds(numbers: list[Number]) -> Iterator[list[Number]]:
    """Part what was got from full marks and from what was taken off: 得 24 分：甲 13 分，扣 1 分，得 12 分；乙 12 分，得 12 分."""
    lost: list[Number] = []
    got: list[Number] = []
    rest: list[Number] = []
    kind = ""
    several = {(each.sentence, _kind_of(each)) for each in numbers if _SEVERAL.search(each.clause)}
    for each in numbers:
        if (each.sentence, _kind_of(each)) in several:
            continue  # 国家级 1 项加 3 分，市级 2 项各加 1.5 分: one of them counts twice
        if of_rule(each):
            continue  # 每处扣 1 分，最多扣 5 分; 85%—95% 得 4 分
        if each.clause or not kind:  # 实得 9.6 分、46.2 分: what goes on without a word is of the same kind
            kind = _kind_of(each)
        (lost if kind == "lost" else rest).append(each)
        if kind == "got":
            got.append(each)
    mixed = len(got) >= _FEWEST and len(rest) - len(got) >= _FEWEST
    yield got if mixed else rest
    if lost:
        yield lost


def of_rule(number: Number) -> bool:
    """Whether so many points are what a rule gives or takes: 每处扣 1 分，最多扣 5 分; 85%—95% 得 4 分."""
    before = number.block.text[: number.occurrence.span.start]
    return _OF_RULE.search(number.phrase) is not None or _BAND.search(before) is not None


def _kind_of(number: Number) -> str:
    return "lost" if _LOST.search(number.clause) else "got" if _GOT.search(number.clause) else "mark"
