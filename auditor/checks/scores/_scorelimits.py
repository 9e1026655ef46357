"""Limits of a score itself, and not of what is added or taken off: 本项得分不超过 15 分；……合计 17 分，按 17 分计.

What is counted in the end is told behind 按, and is held to the limit that its paragraph tells before it, or to one of another
paragraph where its words repeat what the limit is of and on what condition it holds: 发生事故的，总分最高不超过 80 分.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Paragraph
from auditor.checks.common.relations import evidence_at, said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number
    from auditor.evaluation.relations import Outcome, RuleInfo

_LIMIT = re.compile(
    r"(?P<what>(?:本项|该项|此项|单项|本指标|该指标)(?:最终|实际)?得?分?|(?:总|最终|综合|考核|评价)得?分)(?:最高)?(?:不得?(?:超过|高于)|最高(?:为|按)?|最多(?:得|为)?|以)\s*(?P<most>[0-9]+(?:\.[0-9]+)?)\s*分"
)
_AS = re.compile(r"按\s*$")
_COUNTED = re.compile(r"\s*分?\s*(?:计|算|认定|核定|记)(?:入|分|算)?\s*(?=[。，,；;）)]|$)")
_PART = re.compile(r"[。；;]")
_OF_MOVES = re.compile(r"[扣加减](?:分|减|除)?$|每")
_SHARED = 4


@records.frozen(eq=False)
class _Set:
    """A limit: what it is of, on what condition, and where it stands."""

    paragraph: Paragraph
    start: int
    most: Fraction
    what: str
    condition: str
    words: str


def beyond_limits(info: RuleInfo, texts: Sequence[Paragraph]) -> Iterator[Outcome]:
    """Judge 按 17 分计 by the limits of scores that a report tells."""
    known = [each for paragraph in texts for each in _limits(paragraph)]
    if not known:
        return
    for paragraph in texts:
        for number in paragraph.numbers:
            if not _counted(number):
                continue
            meant = [each for each in known if _is_of(each, paragraph, number)]
            value = number.known.printed.value
            if len({each.most for each in meant}) == 1 and value > meant[0].most:
                own = meant[0]
                inside = [
                    each
                    for each in own.paragraph.block.occurrences
                    if own.start <= each.span.start < own.start + len(own.words) + 1
                ]
                evidence = [evidence_at(number.block, number.occurrence)]
                evidence.extend(evidence_at(own.paragraph.block, each, "base") for each in inside[-1:])
                zh = f"“{own.words}”，却按 {number.occurrence.text} 分计"
                en = f"at most {own.most} points are given, {number.occurrence.text} are counted"
                yield said(info, zh, en, evidence)


def _limits(paragraph: Paragraph) -> Iterator[_Set]:
    for found in _LIMIT.finditer(paragraph.text):
        clause = _PART.split(paragraph.text[: found.start()])[-1]
        before = re.split("[，,]", clause)
        condition = (
            before[-2]
            if len(before) > 1 and before[-2].endswith(("的", "时", "者")) and not before[-1]
            else ""
        )
        yield _Set(
            paragraph,
            found.start(),
            Fraction(found["most"]),
            found["what"],
            re.sub("[的时者]$", "", condition),
            re.sub(r"\s", "", found.group()),
        )


def _counted(number: Number) -> bool:
    """Whether so many points are what counts in the end."""
    return bool(
        number.stated
        and number.dimension == "score"
        and _AS.search(number.before)
        and _COUNTED.match(number.after)
        and not _OF_MOVES.search(re.sub(r"\s|按$", "", number.phrase))
    )


def _is_of(limit: _Set, paragraph: Paragraph, number: Number) -> bool:
    """Whether a limit is one of what a number counts."""
    start = number.occurrence.span.start
    part = _PART.split(paragraph.text[:start])[-1]
    if paragraph is limit.paragraph:
        between = paragraph.text[limit.start : start]
        return limit.start < start and "加分" not in part and len(re.findall("。", between)) <= 1
    told = any(
        limit.condition[at : at + _SHARED] in part for at in range(max(len(limit.condition) - _SHARED + 1, 0))
    )
    return "总" in limit.what and "总" in part and told
