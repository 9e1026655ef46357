"""A share of a printed whole that is not the quotient of the two.

The whole is what the words name (占全部投资的比重), else the figure that the list belongs to, else the one
over which the neighbouring shares are right. A share over a whole of another period, or of one that is
not printed, proves nothing.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common import wholes as of_wholes
from auditor.checks.common.chance import by_others
from auditor.checks.common.numbers import Number, Paragraph, paragraphs
from auditor.checks.common.relations import ONE, judged, noted, quotient, rule
from auditor.checks.common.sharelists import bracketed, respectively
from auditor.checks.common.trade import other_trade
from auditor.checks.common.words import overlap, stem
from auditor.checks.shares import _closewholes
from auditor.checks.shares._across import across, turned
from auditor.checks.shares._likewise import filling, likewise
from auditor.checks.shares._overfull import overfull
from auditor.checks.shares._pairs import AGAIN, pairs_of
from auditor.checks.shares._penned import penned
from auditor.findings import Severity, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.wholes import Pair
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "share-not-ratio"
TITLE = {"zh": "占比与所占数额不符", "en": "a share is not the part over the whole"}
_JOINTLY = re.compile(r"(?:合计|共计|之和|总计)占")
_A_YEAR_AGO = re.compile(r"[比较](?:上年|去年)[末底]?$")
_BACK, _LONGEST_KIND, _BESIDE = 60, 3, 12
"""The last: so many shares before and behind one are asked what they are of."""
_MANY = 4
"""So many shares of one list that agree on a whole leave no doubt that the others are of it."""
_NAMED = re.compile(
    r"(?:^|[，,。；;、：:])\s*(?P<part>[^，,。；;、：:（）()]{2,20}?)(?:占(?P<of>[^，,。；;、：:（）()]{2,16}?))?(?:的)?(?:比重|比例|份额)(?:约|为|达|达到|是|\s)*$"
    r"|(?:^|[；;。])\s*(?P<first>[^，,。；;、：:（）()占]{3,20})占(?P<base>[^，,。；;、：:（）()]{3,16}?)的\s*$"
)


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every 占 …% in running text that follows the amount it is the share of."""
    earlier: list[Number] = []
    every: list[tuple[Pair, Outcome | None]] = []
    for paragraph in paragraphs(facts):
        pairs = list(pairs_of(paragraph))
        yield from _told_apart(facts, paragraph, pairs)
        yield from respectively(facts, rule(NAME, TITLE), paragraph, earlier)
        yield from bracketed(facts, rule(NAME, TITLE), paragraph, earlier)
        parts, pushed = _parts(pairs), _pushed([share for share, _, _ in pairs])
        for at, pair in enumerate(pairs):
            bases = _bases(pair, paragraph, earlier, parts)
            # Where the list begins its first share tells.
            beside = (*pairs[: at > _BESIDE], *pairs[max(0, at - _BESIDE) : at + _BESIDE + 1])
            outcome = _judged(facts, pair, bases, beside, parts) or turned(
                facts, rule(NAME, TITLE), paragraph, pair
            )
            wrong = outcome is not None and not outcome.verdict.consistent
            if wrong and (_of_another(facts, pair) or _closewholes.of_next(pair, bases)):
                outcome = None
            every.append((pair, outcome))
            if outcome is not None and by_others(outcome, pair, bases):
                continue
            if outcome is not None:
                yield _excused(outcome) if id(pair[0]) in pushed else filling(outcome, pair, pairs)
            elif (over := overfull(rule(NAME, TITLE), pair)) is not None:
                yield over
        earlier = _kept(earlier, paragraph)
    yield from across(facts, rule(NAME, TITLE), every)
    yield from likewise(facts, rule(NAME, TITLE, Severity.WARNING, "medium"), every)


def _parts(pairs: Sequence[Pair]) -> frozenset[int]:
    return frozenset(id(part) for _, part, _ in pairs)


def _kept(earlier: Sequence[Number], paragraph: Paragraph) -> list[Number]:
    """Return the figures that a later share may be of."""
    return [*earlier, *(number for number in paragraph.numbers if number.stated and not number.sign)][-_BACK:]


def _of_another(facts: Facts, pair: Pair) -> bool:
    """Whether a share is to the last place of a figure told elsewhere by the name of its whole.

    占常住人口的 40.8%: of the people of this year, whom another chapter tells, where the last one told those of the year before.
    """
    _, part, named = pair
    return len(named) > _LONGEST_KIND and any(
        named in stem(base.name) and base is not part and of_wholes.exactly(pair, base)
        for paragraph in paragraphs(facts)
        for base in paragraph.numbers
        if base.stated and base.dimension == part.dimension and base.known.printed.value > 0 and not base.sign
    )


def _told_apart(facts: Facts, paragraph: Paragraph, pairs: Sequence[Pair]) -> Iterator[Outcome]:
    """Judge 第一产业增加值占生产总值的比重为 7.1%, whose part and whole an earlier sentence states."""
    taken = {id(pair[0]) for pair in pairs}
    whole, sentence = "", -1
    named = [
        (each, found)
        for each in paragraph.numbers
        if each.is_share and each.stated and not each.sign and id(each) not in taken
        if (found := _NAMED.search(each.before.rstrip()))
    ]
    pushed = _pushed([share for share, _ in named])
    for share, found in named:
        # 第二产业比重为…: the whole is the one that the list began with.
        told = found["of"] or found["base"]
        whole = stem(told) if told else whole if share.sentence == sentence else ""
        sentence = share.sentence
        part = _called(paragraph, share, stem(found["part"] or found["first"]))
        base = _called(paragraph, share, whole)
        if part is None or base is None or part is base or part.dimension != base.dimension:
            continue
        outcome = judged(
            facts, quotient(rule(NAME, TITLE), share.known, [(ONE, part.known)], [(ONE, base.known)])
        )
        yield _excused(outcome) if id(share) in pushed else outcome


def _called(paragraph: Paragraph, share: Number, name: str) -> Number | None:
    """Return the one amount of the paragraph that bears a name, of the share's own time."""
    if len(name) < 3:  # noqa: PLR2004 - 总数, 全部 name nothing
        return None
    found = [
        each
        for each in paragraph.numbers
        if each.stated
        and not (each.is_share or each.sign)
        and stem(each.name) == name
        and each.period == share.period
        and each.stated.printed.value
    ]
    values = {each.known.printed.value for each in found}
    return found[0] if len(values) == 1 else None


def _bases(
    pair: Pair, paragraph: Paragraph, earlier: Sequence[Number], parts: frozenset[int]
) -> list[Number]:
    share, part, named = pair
    at = paragraph.numbers.index(share)
    here = paragraph.numbers[:at]
    if len(here) > _BACK:
        # Of what a long list has told, the last few and what has no share of its own.
        wholes = [each for each in here[:-_BACK] if id(each) not in parts and not each.is_share]
        here = (*wholes[:_BACK], *here[-_BACK:])
    # The whole may be told behind its share, by the very name that the share gives it.
    behind = [
        each
        for each in paragraph.numbers[at : at + _BACK]
        if len(named) > 2 and stem(each.name) == named and each.sentence - share.sentence < 2  # noqa: PLR2004
    ]
    return [
        each
        for each in reversed([*behind, *earlier, *here])
        if each.stated
        and each is not part
        and of_wholes.alike(each, part)
        and not each.sign
        # 持证人数比上年末 11,466 人净增 174 人: what was a year ago is no whole of today.
        and not _A_YEAR_AGO.search(each.clause)
        and each.stated.printed.value
    ]


def _judged(
    facts: Facts, pair: Pair, bases: Sequence[Number], pairs: Sequence[Pair], parts: frozenset[int]
) -> Outcome | None:
    share, part, named = pair
    agreed: Number | None = None
    info = rule(NAME, TITLE)
    bases = _closewholes.but_siblings(pair, bases, pairs)
    if not named:
        bases = _closewholes.but_shared(pair, bases, parts)
        agreed = of_wholes.agreed(pair, bases, pairs) or _closewholes.led(pair, bases, pairs)
        if agreed is not None:
            bases = [agreed]
    fitting = [
        base
        for base in bases
        if of_wholes.near(pair, base) and (of_wholes.exactly(pair, base) or not other_trade(named, base))
    ]
    # Ⅲ级 1068 例、Ⅳ级 675 例，Ⅲ、Ⅳ级合计占…: the share is of both.
    if not fitting and _JOINTLY.search(share.before):
        return None
    if not named:
        # 12.60 亿元，…（调整预算 12.50 亿元）。县本级 9.45 亿元，占 75%: what brackets say is seldom the whole.
        fitting = [
            base for base in fitting if base.depth <= share.depth or base.block is share.block
        ] or fitting
        # Several amounts may come near: the one of which it is the share to the last place is meant.
        fitting.sort(key=lambda base: not of_wholes.exactly(pair, base))
    if named:
        # 占全区经济总量 shares no word with 生产总值: among those that come near, the one to the last place.
        fitting.sort(key=lambda base: (-overlap(named, stem(base.name)), not of_wholes.exactly(pair, base)))
        # The share may fit a whole that its words do not name: the wrong base.
        meant = of_wholes.shared(pair, bases, pairs) or of_wholes.certain(pair, bases, named, pairs)
        if meant is not None and not any(of_wholes.same(meant, base) for base in fitting):
            called = overlap(named, stem(meant.name))
            # 占出口总额的 23.0%, which is that of 进出口: taken of the wrong one, however far off it is.
            info = attrs.evolve(info, explained=any(other_trade(named, base) for base in fitting))
            # 占采购总额 is of what was bought, though the share fits what was planned.
            fitting = [
                base for base in fitting if of_wholes.planned(named) or not of_wholes.planned(base.clause)
            ]
            fitting = [
                base
                for base in fitting
                # 上诉 638 件…占上诉案件的 11.6%: 可上诉案件 is another one that bears the name.
                if (overlap(named, stem(base.name)) >= called and not other_trade(named, base))
                or (len(stem(base.name)) > 1 and named.startswith(stem(base.name)))
            ]
    acted = _closewholes.meant(pair, bases, fitting)
    fitting = fitting if acted is None else [acted]
    base = (
        fitting[0]
        if fitting
        else of_wholes.certain(pair, bases, named, pairs)
        or of_wholes.acted_on(pair, bases)
        or of_wholes.answers(pair, bases)
        or of_wholes.shared(pair, bases, pairs)
        or penned(pair, bases)
        or of_wholes.split(pair, bases)
        or of_wholes.made_up(pair, bases, pairs)
        or of_wholes.sibling(pair, bases)
        or of_wholes.neighbouring(pair, bases, pairs)
        or _closewholes.close(pair, [each for each in bases if id(each) not in parts])
        or (agreed if sum(1 for each in pairs if each[0].sentence == share.sentence) > _MANY else None)
        or _closewholes.led(pair, bases, pairs)
    )
    listed = [
        each for each in pairs if each[2] == named and each[0].depth == share.depth and each is not pair
    ]
    told = [(one.known, two.known) for one, two, _ in (pair, *listed)]
    if base is not None and of_wholes.told_of_another(told, base.known):
        return None
    rest = of_wholes.without(pair, bases)
    if rest is not None and not any(each in bases[:2] for each in fitting):
        below = [(ONE, rest[0].known), (-ONE, rest[1].known)]
        return judged(facts, quotient(rule(NAME, TITLE), share.known, [(ONE, part.known)], below))
    if base is None or base.stated is None:
        return None
    if not fitting and not AGAIN.search(share.before):
        # 支出 94.17 万元，其中甲 86.34、乙 7.83 万元，占预算的 p%: the list may end before its share.
        heads = [each for each in bases if each.sentence == share.sentence and each.block is share.block]
        part = next((each for each in heads if of_wholes.near((share, each, named), base)), part)
    outcome = judged(facts, quotient(info, share.known, [(ONE, part.known)], [(ONE, base.known)]))
    return None if fitting and _closewholes.far_off(pair, base) and _hardly_off(outcome) else outcome


def _pushed(shares: Sequence[Number]) -> frozenset[int]:
    """Return the shares of lists that give 100 %: the last one, or the largest, is often pushed to make it so."""
    lists: dict[tuple[int, int], list[Number]] = {}
    for share in shares:
        lists.setdefault((share.sentence, share.depth), []).append(share)
    return frozenset(
        id(share)
        for own in lists.values()
        for share in own
        if len(own) > 2  # noqa: PLR2004 - two shares need no pushing
        and sum((each.known.printed.value for each in own), Fraction(0)) == 1
    )


def _hardly_off(outcome: Outcome) -> bool:
    """Whether what is wrong is so by no more than a last place."""
    wrong = outcome.decision if outcome.verdict is Verdict.DISCREPANCY else None
    return wrong is not None and wrong.beyond is not None and wrong.beyond <= 1


def _excused(outcome: Outcome) -> Outcome:
    return noted(outcome) if _hardly_off(outcome) else outcome
