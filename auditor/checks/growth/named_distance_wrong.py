"""By how much one named figure is more than another, where the text prints both: 男性人口比女性人口多 3,490 人.

The two stand in the same chapter under the names of the comparison, in full or without what both have in common
(城镇居民收入比农村高 24,280 元). Against an earlier time, a plan or a mean other checks judge.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import ONE, judged, near_sum, rule, summed
from auditor.checks.common.words import stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.relations import Weighted
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "named-distance-wrong"
TITLE = {
    "zh": "甲比乙多（少）的数与甲、乙之差不符",
    "en": "a distance is not that of the two figures it names",
}
_COMPARES = re.compile(
    r"(?:^|[，,。；;：:、])\s*(?:其中)?(?P<one>[^，,。；;：:、0-9比较]{2,18})[比较](?P<two>[^，,。；;：:、0-9比较]{2,18}?)(?:还|则)?(?P<way>多出?|少|高出?|低)(?:了)?\s*$"
)
_TIMES = re.compile(
    r"[上去同前今明]年|同期|年初|年末|上[月季期次届]|预算|计划|目标|任务|标准|平均|均值|概算|合同|控制"
)
_SCOPE = re.compile(r"^(?:其中)?(?:全[国省市县区州旗镇乡]|我[国省市县区])?(?:年末|年底|期末)?")
_NEAR = 8


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every distance between two named figures."""
    texts = paragraphs(facts)
    every = [each for text in texts for each in text.numbers if _level(each)]
    for text in texts:
        for distance in text.numbers:
            found = _COMPARES.search(distance.before) if distance.stated and not distance.is_share else None
            if found is None or _TIMES.search(found["one"] + found["two"]) or distance.dimension == "points":
                continue
            pair = _pair(distance, _key(found["one"]), _key(found["two"]), every)
            if pair is not None:
                more, less = pair if found["way"][0] in "多高" else pair[::-1]
                yield judged(
                    facts, summed(rule(NAME, TITLE), distance.known, _gap(more, less), role="stated")
                )


def _level(number: Number) -> bool:
    return number.stated is not None and not (number.sign or number.is_share or number.depth)


def _key(words: str) -> str:
    return stem(_SCOPE.sub("", words.strip()))


def _gap(more: Number, less: Number) -> list[Weighted]:
    return [(ONE, more.known), (-ONE, less.known)]


def _pair(distance: Number, one: str, two: str, every: Sequence[Number]) -> tuple[Number, Number] | None:
    """Return the two figures that a distance names: the only ones, or those among several that it is right for."""
    if not one or not two:
        return None
    near = [
        each
        for each in every
        if each.dimension == distance.dimension
        and each.block.section[:1] == distance.block.section[:1]
        and abs(each.block.index - distance.block.index) <= _NEAR
        and (each.period == distance.period or not each.period or "日" in distance.period)
    ]
    firsts = [(each, rest) for each in near if (rest := _rest(each, one)) is not None]
    seconds = [(each, rest) for each in near if (rest := _rest(each, two)) is not None]
    pairs = [
        (first, second)
        for first, tail in firsts
        for second, end in seconds
        if first is not second and (tail == end or (not tail and one.endswith(end)))
    ]
    fitting = [
        pair
        for pair in pairs
        if near_sum(distance.known, _gap(*pair)) or near_sum(distance.known, _gap(*pair[::-1]))
    ]
    values = {(first.known.printed.value, second.known.printed.value) for first, second in pairs}
    alone = pairs[:1] if len(values) == 1 else []
    return next(iter(fitting or alone), None)


def _rest(number: Number, name: str) -> str | None:
    """Return what a figure's name says behind a name, None where it begins otherwise."""
    own = _key(number.name)
    return own.removeprefix(name) if own.startswith(name) else None
