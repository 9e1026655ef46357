"""The whole of a share that no figure around it explains: that of the list it stands in, or the one its words name in another chapter.

- 东部 560.0 亿元，占 43.7%；⏎ - 中部 324.1 亿元，占 23.5%；⏎ - 西部 367.4 亿元，占 28.7%: each stands in a paragraph of its own, and all but
one are of one figure. What names its whole may be of a figure told chapters away. Both accuse only where a slip of the pen in the
share or in its part gives the whole: what merely does not fit may be of something else.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common import wholes as of_wholes
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import ONE, judged, near_ratio, proportional, quotient
from auditor.checks.common.slips import digits, slip_from
from auditor.checks.common.words import stem
from auditor.checks.shares._penned import called_as, named_penned, slip_over

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Paragraph
    from auditor.checks.common.wholes import Pair
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, RuleInfo

_APART, _LEAST, _LONG, _NAMED, _MOST = 3, 2, 5, 3, 8
_AGREED = 4
_TURNED = re.compile(r"^\s*(?:折合?|约?合)(?:计|约|为)?\s*$")
"""What an amount in another currency follows: 11820 亿元，…，折 1660 亿美元."""
_TOLD_TWICE = re.compile(r"折|约合")
_MONEY = re.compile(r"[元币镑磅欧盾铢]$")


def across(facts: Facts, info: RuleInfo, every: Sequence[tuple[Pair, Outcome | None]]) -> Iterator[Outcome]:
    """Judge the shares that nothing has judged."""
    levels: dict[int, list[Number]] = {}
    kinds: dict[str, list[Number]] = {}
    for paragraph in paragraphs(facts):
        for each in paragraph.numbers:
            if each.stated and not each.sign and not each.is_share and each.known.printed.value > 0:
                levels.setdefault(each.block.index, []).append(each)
                kinds.setdefault(each.dimension, []).append(each)
    called: dict[tuple[str, str], list[Number]] = {}
    for at, (pair, outcome) in enumerate(every):
        share, part, named = pair
        if outcome is not None or not part.known.printed.value > 0:
            continue
        key = (named, part.dimension)
        if len(named) >= _LONG and key not in called:
            called[key] = called_as(named, kinds.get(part.dimension, ()))
        near = every[max(0, at - _MOST) : at + _MOST + 1]
        base = _listed(near, pair, levels) or _named(pair, called.get(key, ()))
        if base is not None:
            yield judged(facts, quotient(info, share.known, [(ONE, part.known)], [(ONE, base.known)]))
        elif (other := _beside(near, pair)) is not None:
            yield judged(facts, proportional(info, share.known, part.known, other[0].known, other[1].known))


def _listed(
    every: Sequence[tuple[Pair, Outcome | None]], pair: Pair, levels: dict[int, list[Number]]
) -> Number | None:
    """Return the one figure that the shares around a share are of, over which it is one slip away from right."""
    around = [
        other
        for other, _ in every
        if 0 < abs(other[0].block.index - pair[0].block.index) <= _APART
        if other[2] == pair[2] and other[1].dimension == pair[1].dimension
    ]
    if len(around) < _LEAST:
        return None
    first = min(other[1].block.index for other in (*around, pair))
    found = [
        base
        for index in range(first - _APART, pair[0].block.index + 1)
        for base in levels.get(index, ())
        if base is not pair[1]
        and of_wholes.alike(base, pair[1])
        and base.known.printed.value > pair[1].known.printed.value
        and sum(1 for other in around if of_wholes.sized(other) and of_wholes.exactly(other, base)) >= _LEAST
    ]
    values = {each.known.printed.value for each in found}
    if len(values) != 1:
        return None
    # Where four shares of a list are of one figure, so is the fifth, however far off it is.
    agreed = sum(1 for other in around if of_wholes.exactly(other, found[0]))
    share = pair[0].known.printed
    far = abs(pair[1].known.printed.value / found[0].known.printed.value - share.value) > share.step * _APART
    return found[0] if (far and agreed >= _AGREED) or slip_over(pair, found[0]) else None


def _beside(every: Sequence[tuple[Pair, Outcome | None]], pair: Pair) -> Pair | None:
    """Return the other share of a whole that is not printed, where the two agree on it but for two digits swapped in the one."""
    share, part, named = pair
    if len(named) < _NAMED or digits(share.known) < _LONG - 2:
        return None
    around = [
        other
        for other, told in every
        if other is not pair
        and told is None
        and abs(other[0].block.index - share.block.index) <= _APART
        and other[2] == named
        and other[1].dimension == part.dimension
        and other[0].period == share.period
        and other[0].known.printed.value > 0
        and of_wholes.sized(other)
    ]
    if len(around) != 1:
        return None
    one, two, _ = around[0]
    should = part.known.printed.value * one.known.printed.value / two.known.printed.value
    return around[0] if slip_from(share.known, should) == "swap" else None


def _named(pair: Pair, called: Sequence[Number]) -> Number | None:
    """Return the figure anywhere in the text that the words of a share name, over which it is one slip away from right."""
    bases = [
        each
        for each in called
        if each is not pair[1]
        and of_wholes.alike(each, pair[1])
        and each.period in {"", pair[0].period, pair[1].period}
    ]
    if any(near_ratio(pair[0].known, pair[1].known, each.known) for each in bases):
        return None
    return named_penned(pair, bases)


def turned(facts: Facts, info: RuleInfo, paragraph: Paragraph, pair: Pair) -> Outcome | None:
    """Judge a share of what is told in two currencies by the one that its part is told in: 11820 亿元，折 1660 亿美元；其中 1388 亿美元，占 83.6%."""
    share, part, named = pair
    if (
        len(named) < _LONG
        or not _MONEY.search(part.occurrence.unit)
        or not _TOLD_TWICE.search(paragraph.text)
    ):
        return None
    before = [each for each in paragraph.numbers if each.stated and not each.sign and not each.is_share]
    for one, two in itertools.pairwise(before):
        told = (
            two.sentence == one.sentence and _TURNED.match(two.clause) and _MONEY.search(one.occurrence.unit)
        )
        called = told and stem(one.name).endswith(named)
        if not called or two.dimension != part.dimension or one.dimension == two.dimension:
            continue
        # The share of the amount in one currency in that of the other one is what is taken by mistake.
        mixed = near_ratio(share.known, part.known, one.known)
        relation = quotient(
            attrs.evolve(info, explained=mixed), share.known, [(ONE, part.known)], [(ONE, two.known)]
        )
        return judged(facts, relation)
    return None
