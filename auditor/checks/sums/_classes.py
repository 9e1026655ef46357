"""Classes that are all there are by common knowledge, told behind their whole, which do not add up to it.

全国收入 63,795 亿元，…回落 19 个百分点。 其中，中央收入 31,819 亿元；地方收入 31,976 亿元: the whole stands a sentence or a paragraph
before. That it is meant shows by the noun it shares with its classes, and by a slip of the pen, or a list that opens
its paragraph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.parts import (
    called,
    meant_all,
    missed_by_little,
    of_one_class,
    weighted,
)
from auditor.checks.common.relations import judged, near_sum, summed
from auditor.checks.common.slips import copied, slip_in_sum
from auditor.checks.common.words import OF_WHICH, closed, overlap, stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number, Paragraph
    from auditor.checks.sums._sums import Found
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import RuleInfo

_PLANNED = re.compile(r"(?:预算|计划|任务|目标)数?(?:为|的)?$|均[^，,。；;]{0,8}$|每|上年|去年|同期|年初|比")
_OPENS = re.compile(
    r"^\s*(?:其中[，,：:]|(?:分|按|从)[^，,。；;、：:]{1,14}?(?:来看|看|分|划分)[，,：:])[^，,。；;]*(?:[，,][^，,。；;]*)?$"
)
_LED = re.compile(r"其[中间][，,：:]")
_AMONG = re.compile(r"\s*([^，,。；;、0-9]{0,8})中[，,]")
_MOST = 5
_NEAR = 8
_NOUN = 2


def of_known_classes(
    facts: Facts, info: RuleInfo, paragraph: Paragraph, earlier: Sequence[Number]
) -> Iterator[Found]:
    """Judge every run of amounts whose names are all the classes of one whole."""
    told, before = (
        [
            each
            for each in numbers
            if each.stated
            and not (each.sign or each.is_share or each.depth or each.in_ratio)
            and each.dimension.startswith(("money", "count", "measure"))
            and not _PLANNED.search(each.clause)
        ]
        for numbers in (paragraph.numbers, earlier)
    )
    at = 0
    while at < len(told):
        run = _classes(told[at:])
        if run:
            yield from _judged(facts, info, [*before, *told[:at]], run)
        at += len(run) or 1


def _classes(told: Sequence[Number]) -> Sequence[Number]:
    """Return the longest run of amounts at the head of a list whose names are all the classes of one thing."""
    # 税收收入 a，其中地方级 b；非税收入 c: what a class is made of is none beside it.
    top = [each for each in told[: 2 * _MOST] if each is told[0] or not OF_WHICH.search(each.before)]
    for count in range(min(_MOST, len(top)), 1, -1):
        run = top[:count]
        alike = all(each.dimension == run[0].dimension for each in run)
        near = run[-1].sentence - run[0].sentence < _NOUN
        if alike and near and closed([called(each) for each in run], rest=False):
            return run
    return ()


def _judged(facts: Facts, info: RuleInfo, before: Sequence[Number], run: Sequence[Number]) -> Iterator[Found]:
    parts = weighted(run)
    most = max(each.known.printed.value for each in run)
    wholes = [
        each
        for each in reversed(before[-_NEAR:])
        if each.dimension == run[0].dimension and each.known.printed.value > most
    ]
    if any(near_sum(each.known, parts) for each in wholes):
        return
    opens = _OPENS.match(run[0].before) is not None and run[0].sentence == 0
    for whole in wholes:
        # 其中 right behind a whole of its paragraph: part-sum has judged them.
        beside = whole.block is run[0].block and OF_WHICH.search(run[0].before) is not None
        if beside or of_one_class(whole, run):
            continue
        # 在接待的 5.26 亿人次游客中，过夜游客…；一日游游客…: 中 says of what the classes are.
        inside = _AMONG.match(whole.after) if whole.sentence == run[0].sentence else None
        name = stem(whole.name) + (inside[1] if inside else "")
        nouns = [overlap(name, called(each)) for each in run]
        noun, every = max(nouns), min(nouns) >= _NOUN
        slipped = slip_in_sum(whole.known, parts)
        meant = (opens and missed_by_little(whole, run)) or (inside is not None and meant_all(whole, run))
        if (slipped and (noun >= _NOUN or OF_WHICH.search(run[0].before))) or (
            every and (meant or (_LED.search(run[0].before) and copied(whole.known, parts)))
        ):
            yield judged(facts, summed(info, whole.known, parts)), [whole, *run]
            return
