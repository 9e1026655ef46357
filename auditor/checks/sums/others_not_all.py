"""Classes that are all there are, by their own words, and that do not make up all.

甲 3,846 人、乙 6,214 人，同时享受两项的
2,137 人，剔除重复后 10,060 人: those in both are counted once, and that the figure without them is the plain sum shows that they
were not taken off. What only stands side by side belongs to `part_sum`.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, exactly, paragraphs
from auditor.checks.common.relations import ONE, judged, rule, summed
from auditor.checks.common.slips import slip

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "others-not-all"
TITLE = {"zh": "各类之和不等于总数", "en": "the classes told do not make up all"}
_NET = re.compile(r"(?:剔除|扣除|去除|除去)重复|去重|不重复|合并重复")
_BOTH_OVERLAP = re.compile(r"同时|均(?!值)|兼|两[项者类种病]都|重复")
_HELD = re.compile(r"\s*的?(?:股[权份]|份额|权益|产权)")
_GIVEN = re.compile("转让|出[售让]|处置|划转|让渡")
_KEPT = re.compile("(?:仍|尚|还|继续|剩余?|保留)[^，,。；;]{0,6}(?:持有?|拥有|保留)|持股比例(?:降|减)")
_BACK = 8


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the classes that their words make all there are."""
    yield from _overlap(facts)
    yield from _kept(facts)


def _kept(facts: Facts) -> Iterator[Outcome]:
    """Judge 原转让 100% 股权调整为转让 76%…仍持有 24% 股权: what was all of it, what was given away, and what is still held."""
    for paragraph in paragraphs(facts):
        shares = [
            each for each in paragraph.numbers if each.stated and each.is_share and _HELD.match(each.after)
        ]
        for whole, given, kept in zip(shares, shares[1:], shares[2:], strict=False):
            told = _GIVEN.search(given.before) and _KEPT.search(kept.before)
            if told and whole.known.printed.value == 1 and kept.sentence - given.sentence <= 1:
                parts = [(ONE, given.known), (ONE, kept.known)]
                yield judged(facts, summed(rule(NAME, TITLE), exactly(whole.known), parts))


def _overlap(facts: Facts) -> Iterator[Outcome]:
    """Judge figures that are said to count nobody twice, by two groups and those in both."""
    for paragraph in paragraphs(facts):
        numbers = [
            each
            for each in paragraph.numbers
            if each.stated and not each.sign and each.dimension.startswith("count")
        ]
        for at, net in enumerate(numbers):
            if not _NET.search(net.before):
                continue
            before = [each for each in numbers[max(0, at - _BACK) : at] if each.dimension == net.dimension]
            ends = [0, *(each.occurrence.span.end for each in before)]
            # 同时享受两项的: the count in it is a number of its own.
            both = [
                each
                for each, end in zip(before, ends, strict=False)
                if _BOTH_OVERLAP.search(paragraph.text[end : each.occurrence.span.start])
            ]
            groups = [each for each in before if each not in both]
            if len(both) == 1:
                yield from _once(facts, net, groups, both[0])


def _once(facts: Facts, net: Number, groups: Sequence[Number], both: Number) -> Iterator[Outcome]:
    value, twice = net.known.printed.value, both.known.printed.value
    pairs = list(itertools.combinations(groups, 2))
    for one, two in pairs:
        total = one.known.printed.value + two.known.printed.value
        fits = total - twice == value
        if fits or total == value or (len(pairs) == 1 and slip(net.known, total - twice)):
            parts = [(ONE, one.known), (ONE, two.known), (-ONE, both.known)]
            yield judged(facts, summed(rule(NAME, TITLE), net.known, parts))
            return
