"""A share of a printed whole that is not the quotient of the two.

The whole is what the words name (占全部投资的比重), else the figure that the list belongs to, else the one
over which the neighbouring shares are right. A share over a whole of another period, or of one that is
not printed, proves nothing.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common import wholes as of_wholes
from auditor.checks.common.chance import by_others
from auditor.checks.common.numbers import Number, Paragraph, paragraphs
from auditor.checks.common.relations import ONE, judged, noted, quotient, rule
from auditor.checks.common.sharelists import JOINT, bracketed, of_forms, respectively
from auditor.checks.common.trade import other_trade
from auditor.checks.common.words import overlap, stem
from auditor.checks.shares import _closewholes
from auditor.checks.shares._likewise import filling, likewise
from auditor.checks.shares._overfull import overfull
from auditor.checks.shares._penned import penned
from auditor.checks.shares._recurring import Recurring
from auditor.findings import Severity, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.wholes import Pair
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "share-not-ratio"
TITLE = {"zh": "占比与所占数额不符", "en": "a share is not the part over the whole"}
_SHARE = re.compile(
    r"(?:(?P<sales>(?<![一-龥])(?:营收|营业收入))?占比(?:约|为|达到?|是|\$|\s)*|占(?P<of>[^，,。；;、：:（(]{0,24}?)(?:的)?(?:比重|比例|份额)?(?:约|为|达|到|是|的|\$|\s)*|比重(?:约|为|达|\s)*|与(?P<to>[^，,。；;、：:（(]{3,24}?)之比(?:约|为|达到?|是|\s)*)$"
)
_ALL = re.compile(r"^(?:全社会|全部|全体|整个|当年|本年)(?=..)")
_KIND = re.compile(r"[该同此]类")
_WITHIN = re.compile(
    r"(?:^|[，,。；;：:])\s*(?P<of>[^，,。；;、：:（）()0-9]{2,16}(?<![其高初集国华]))中(?![学专级型等央国医药小心层介标高])[^，,。；;、：:（）()]{1,8}$"
)
_JOINTLY = re.compile(r"(?:合计|共计|之和|总计)占")
_AGAIN = re.compile(r"[，,]\s*([^，,。；;、（）()0-9]{2,12})占[^占]*$")
_NEXT = re.compile(r"[；;]\s*([^，,。；;、（）()0-9占]{3,12})占")
_SHUT = re.compile(r"^\s*[）)]\s*[，,]?\s*占")
_A_YEAR_AGO = re.compile(r"[比较](?:上年|去年)[末底]?$")
_FIRST = re.compile(r"(?:[前第]|排名|[Tt]op)\s*$")
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
    told = Recurring()
    for paragraph in paragraphs(facts):
        pairs = list(_pairs(paragraph))
        parts = _parts(pairs)
        for pair in pairs:
            told.add(pair, _bases(pair, paragraph, earlier, parts))
        earlier = _kept(earlier, paragraph)
    earlier = []
    every: list[tuple[Pair, Outcome | None]] = []
    for paragraph in paragraphs(facts):
        pairs = list(_pairs(paragraph))
        yield from _told_apart(facts, paragraph, pairs)
        yield from respectively(facts, rule(NAME, TITLE), paragraph, earlier)
        yield from bracketed(facts, rule(NAME, TITLE), paragraph, earlier)
        parts, pushed = _parts(pairs), _pushed([share for share, _, _ in pairs])
        for at, pair in enumerate(pairs):
            bases = _bases(pair, paragraph, earlier, parts)
            # Where the list begins its first share tells.
            beside = (*pairs[: at > _BESIDE], *pairs[max(0, at - _BESIDE) : at + _BESIDE + 1])
            outcome = _judged(facts, pair, bases, beside, parts) or _repeated(facts, pair, bases, told)
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


def _repeated(facts: Facts, pair: Pair, bases: Sequence[Number], told: Recurring) -> Outcome | None:
    """Judge a share by the whole that other shares of its words and time are of."""
    share, part, _ = pair
    base = told.whole(pair, bases)
    if base is None or part.known.printed.value > base.known.printed.value:
        return None
    return judged(facts, quotient(rule(NAME, TITLE), share.known, [(ONE, part.known)], [(ONE, base.known)]))


def _pairs(paragraph: Paragraph) -> Iterator[Pair]:
    numbers = paragraph.numbers
    whole, sentence = "", -1
    for at, share in enumerate(numbers):
        if not at or share.stated is None or not share.is_share or share.sign:
            continue
        if not share.stated.printed.value:  # 关联方采购额占 0.00%: of nothing that is printed
            continue
        words = re.sub(r"[（(][^（）()]*[)）]", "", share.before)
        found = _SHARE.search(words.rstrip(" （(："))
        if found is None:
            continue
        part = next(
            (
                each
                for each in reversed(numbers[:at])
                if not each.is_share
                and each.dimension != "points"
                and not each.sign
                # 基本支出 2,735 万元（人员经费…、公用经费…），占…: what brackets say is not what has the share.
                and each.depth <= share.depth
            ),
            None,
        )
        # 以甲省居多（8431 人），占比…: brackets that hold nothing else, right before the share, hold what has it.
        last = numbers[at - 1]
        if (
            last.depth == share.depth + 1
            and _SHUT.match(share.before)
            and re.search(r"[（(]\s*$", last.before)
        ):
            part = last
        if part is None or part.stated is None or "分别" in share.before or of_forms(part, numbers[:at]):
            continue
        if part.part != share.part and not _again(share, part):
            continue
        if re.match(r"\s*[、，,和及与]", part.before) and any(
            each.is_share and JOINT.fullmatch(each.before) for each in numbers[at + 1 : at + 2]
        ):
            continue  # a、b 和 c，占总规模的 x、y 和 z: two lists
        part = _subject(share, part, numbers[:at])
        # 进出口 12,315.2 亿元，高出整体增速 11 个百分点，占…: points are of the growth between.
        between = [
            each
            for each in numbers[numbers.index(part) + 1 : at]
            if not each.is_share and each.dimension != "points"
        ]
        if between and part.dimension != between[-1].dimension:
            continue
        # 净收入 24.41 亿元，同比增长 30%，营收占比达到 58%: whose share this is stands before, what it is of here.
        told = found["of"] or found["to"] or ("营业收入" if found["sales"] else "")
        of = _ALL.sub("", stem(told.strip()))
        # 驾驶员 89 人，占该类对象的…: of all drivers, who were told by their name. 前 100 位占比 75.7%: how many they are.
        if _KIND.match(of) or _FIRST.search(part.before):
            continue
        within = _WITHIN.search(part.before)
        if not of and within:
            of = stem(within["of"])
        # 中层干部 126 人中女性 58 人，占…: the whole is the number that 中 follows, not that of the share before.
        if not of and share.sentence == sentence and not re.match(r"\s*中|.*其中", part.before, re.DOTALL):
            of = whole
        # 占比 a，占乙的 b: the second share of one part says nothing of the whole of its neighbours.
        again = at > 1 and numbers[at - 1].is_share and share.sentence == sentence
        whole, sentence = (whole if again else of), share.sentence
        yield share, part, of


def _again(share: Number, part: Number) -> bool:
    """Whether a share names the figure of the half sentence before: 民营经济增加值 a；民营经济占 GDP 的比重为 p%."""
    found = _NEXT.match(share.before)
    name = stem(part.name)
    return share.sentence == part.sentence and found is not None and bool(name) and name.startswith(found[1])


def _subject(share: Number, part: Number, before: Sequence[Number]) -> Number:
    """Return the amount that a share names again: 门诊 6.53 亿元、住院 13.33 亿元，门诊收入占医疗收入的…."""
    found = _AGAIN.search(share.before)
    if found is None or (stem(part.name) and stem(part.name) in found[1]):
        return part
    called = [
        each
        for each in before
        if each.sentence == share.sentence
        and each.dimension == part.dimension
        and each.depth == part.depth
        and each.stated
        and not each.sign
        and len(stem(each.name)) > 1
        # 税收收入 a、非税收入 b，税收占比…: a short name begins the one that is meant.
        # 由中央补助 a、债券 b 组成，中央补助占…: 由 is no part of the name.
        and (
            stem(each.name).removeprefix("由") in found[1]
            or stem(each.name).removeprefix("由").startswith(found[1])
        )
    ]
    return called[0] if len(called) == 1 else part


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
            # 占采购总额 is of what was bought, though the share fits what was planned.
            fitting = [
                base for base in fitting if of_wholes.planned(named) or not of_wholes.planned(base.clause)
            ]
            fitting = [
                base
                for base in fitting
                # 上诉 638 件…占上诉案件的 11.6%: 可上诉案件 is another one that bears the name.
                if overlap(named, stem(base.name)) >= called
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
    rest = of_wholes.without(pair, bases)
    if rest is not None and not any(each in bases[:2] for each in fitting):
        below = [(ONE, rest[0].known), (-ONE, rest[1].known)]
        return judged(facts, quotient(rule(NAME, TITLE), share.known, [(ONE, part.known)], below))
    if base is None or base.stated is None:
        return None
    if not fitting and not _AGAIN.search(share.before):
        # 支出 94.17 万元，其中甲 86.34、乙 7.83 万元，占预算的 p%: the list may end before its share.
        heads = [each for each in bases if each.sentence == share.sentence and each.block is share.block]
        part = next((each for each in heads if of_wholes.near((share, each, named), base)), part)
    outcome = judged(
        facts, quotient(rule(NAME, TITLE), share.known, [(ONE, part.known)], [(ONE, base.known)])
    )
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
