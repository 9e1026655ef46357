"""Means whose weights a sentence tells: 按群众 60%、客户 40% 的权重计算，综合满意度 86.95%, or 按 4:3:3 加权.

What is weighed stands before: of as many groups as there are weights, by the names of these or, where they have none, in their order.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number, Paragraph

_WEIGHED = re.compile(r"加权|权重|的?比[例重](?:计算|合成|折算|计|汇总)")
_RATIO = re.compile(
    r"(?<![0-9.])(?P<ratio>[0-9]{1,2}(?:\s*[:\u2236：]\s*[0-9]{1,2}){1,5})(?![0-9.])(?=[^，,。；;0-9]{0,6}(?:加权|权重|比例))"
)
_JOINT = re.compile(r"[^。；;，,0-9]{0,12}")
_MEAN = re.compile(r"综合|加权|平均|合计|最终|整体|总体|总得分|总分|总满意")
_NOT_NAME = re.compile(
    r"^(?:分别|各)?(?:按照?|以|将|占|权重|为|是|和|与|及|、|，|的|分别|依次|各)*|(?:的?(?:占|权重)(?:为|是)?|各?占|按|为|组)$"
)
_FAR = 10
_MOST = 6
_TAIL = 2


def weighed(paragraph: Paragraph) -> Iterator[tuple[Number, list[list[tuple[Fraction, Number]]]]]:
    """Iterate over the means of a paragraph with what they may weigh: each number with its weight, the likeliest first."""
    numbers = [each for each in paragraph.numbers if each.stated is not None]
    for first, last, weights, names in (*_shares(paragraph, numbers), *_ratios(paragraph, numbers)):
        claim = next((each for each in numbers if each.occurrence.span.start >= last), None)
        if claim is None or claim.sign or not (claim.is_share or claim.dimension == "score"):
            continue
        between = paragraph.text[last : claim.occurrence.span.start]
        if "。" in between or _MEAN.search(between + claim.clause) is None:
            continue
        before = [
            each
            for each in numbers
            if each.occurrence.span.end <= first and each.dimension == claim.dimension and not each.sign
        ]
        found = [way for way in (_named(before, names, claim), _in_turn(before, len(weights), claim)) if way]
        if found:
            yield claim, [list(zip(weights, way, strict=True)) for way in found]


def _shares(
    paragraph: Paragraph, numbers: Sequence[Number]
) -> Iterator[tuple[int, int, list[Fraction], list[str]]]:
    """Iterate over runs of percentages that are weights: where they begin and end, the weights, and the names before them."""
    text = paragraph.text
    for at in range(len(numbers)):
        run: list[Number] = []
        for each in numbers[at : at + _MOST]:
            joined = not run or _JOINT.fullmatch(
                re.sub(
                    r"^\s*[%％]?\s*[、，,和及与]*",
                    "",
                    text[run[-1].occurrence.span.end : each.occurrence.span.start],
                )
            )
            if not each.is_share or each.sign or not joined:
                break
            run.append(each)
            if sum((one.known.printed.value for one in run), Fraction(0)) >= 1:
                break
        weights = [each.known.printed.value for each in run]
        if len(run) < _TAIL or sum(weights, Fraction(0)) != 1:
            continue
        start, end = run[0].occurrence.span.start, run[-1].occurrence.span.end
        around = re.split(r"[。；;]", text[:start])[-1][-_FAR:] + text[start : end + _FAR]
        if _WEIGHED.search(around):
            yield start, end, weights, [_NOT_NAME.sub("", re.sub(r"\s", "", each.clause)) for each in run]


def _ratios(
    paragraph: Paragraph, numbers: Sequence[Number]
) -> Iterator[tuple[int, int, list[Fraction], list[str]]]:
    """Iterate over weights told as a ratio: 4:3:3."""
    for found in _RATIO.finditer(paragraph.text) if numbers else ():
        parts = [Fraction(each) for each in re.split(r"\s*[:\u2236：]\s*", found["ratio"])]
        total = sum(parts, Fraction(0))
        if total > 0:
            yield found.start("ratio"), found.end("ratio"), [each / total for each in parts], []


def _named(before: Sequence[Number], names: Sequence[str], claim: Number) -> list[Number]:
    """Return the last number told of each name, empty where one has none or two have one."""
    if len(names) < _TAIL or any(len(name) < _TAIL for name in names):
        return []
    found = []
    for name in names:
        own = [each for each in before if name in _part(each) and _tail(each) == _tail(claim)]
        if not own:
            return []
        found.append(own[-1])
    return found if len({id(each) for each in found}) == len(found) else []


def _in_turn(before: Sequence[Number], count: int, claim: Number) -> list[Number]:
    """Return the last numbers of one sentence before the weights, where there are just so many of them."""
    if not before:
        return []
    for _, run in itertools.groupby(reversed(before), key=lambda each: each.sentence):
        own = list(reversed(list(run)))
        return own if len(own) == count and claim.sentence - own[0].sentence <= 1 else []
    return []


def _part(number: Number) -> str:
    """Return the words of its part of the sentence before a number, back to the number of its kind before it."""
    return re.split(r"[。；;]", number.block.text[: number.occurrence.span.start])[-1]


def _tail(number: Number) -> str:
    return re.sub(r"(?:为|是|达到?)$", "", re.sub(r"\s", "", number.clause))[-_TAIL:]
