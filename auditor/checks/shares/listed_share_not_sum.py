"""A share of several things together that is not what they give.

结转 a 万元中，甲 b、乙 c，两家合计占 p%: the words count the parts. 优等路 1,187 公里、良等路 1,492 公里、中等路 612
公里…，优良路率 75.16%: the name holds the first characters of the classes that it joins.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import ONE, judged, near_sum, plus, quotient, rule
from auditor.checks.common.trade import other_trade
from auditor.checks.common.wholes import alike, certain
from auditor.checks.common.words import chinese_number, stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Paragraph
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "listed-share-not-sum"
TITLE = {"zh": "几项合计占比与各项不符", "en": "a share of several things is not what they give together"}
_JOINT = re.compile(
    r"^\s*[，,]\s*(?P<count>[两二三四五六2-6])\s*(?:家|项|者|个|类|地|县|户|镇|乡|村|区|市|单位|部分|部门)?(?:单位|部门|乡镇|街道)?(?:合计|共计|总计|共)占(?:比)?(?:为|达)?\s*$"
)
_OF_NAMED = re.compile(
    r"(?P<count>[两二三四五六2-6])\s*(?:家|项|者|个|类|地|县|市)(?:合计|共计|总计|共|总共)占(?P<of>[^，,。；;：:]{2,40}?)的?(?:比[重例])?(?:为|达)?\s*$"
)
_ABOVE = re.compile(r"(?:上述|以上|前述)\s*$")
_BACK = 60
_RUN_ON = re.compile(r"^\s*(?:[、和及与]|以及)\s*$")
_WHOLE_WORD = re.compile(r"总?[额数量值]$|总计$")
_MARKS_OF_NAMES = re.compile(r"[“”\"「」]")
_WHOLE_AMONG = re.compile(r"^\s*中[，,]")
_COMPARED = re.compile(r"上年|去年|同期|比上|预算|计划|目标")
_NEXT = re.compile(r"^\s*[、，,和及与]\s*[一-龥]{2,8}\s*$")
_FEWEST_CLASSES = 4
_SHORTEST = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge shares of several parts together."""
    yield from _counted(facts)
    yield from _of_whole(facts)
    yield from _named_after(facts)


def _counted(facts: Facts) -> Iterator[Outcome]:
    """Judge the shares of as many parts as their words count, told right behind them."""
    for paragraph in paragraphs(facts):
        for at, share in enumerate(paragraph.numbers):
            found = _JOINT.match(_words(paragraph.text, paragraph.numbers, at)) if share.is_share else None
            count = chinese_number(found["count"]) if found is not None and share.stated is not None else None
            members = _members(paragraph.numbers[:at], count, share) if count else None
            if members is not None:
                whole, parts = members
                relation = quotient(
                    rule(NAME, TITLE), share.known, plus([each.known for each in parts]), [(ONE, whole.known)]
                )
                yield judged(facts, relation)


def _of_whole(facts: Facts) -> Iterator[Outcome]:
    """Judge 进出口 a。…甲、乙和丙分别为 b、c 和 d，三者合计占进出口总额的 p%: the whole that the share names may stand sentences before."""
    earlier: list[Number] = []
    for paragraph in paragraphs(facts):
        for at, share in enumerate(paragraph.numbers):
            if not share.is_share or share.stated is None:
                continue
            if (named := _of_named(paragraph, at, share, earlier)) is not None:
                whole, parts = named
                above = plus([each.known for each in parts])
                yield judged(facts, quotient(rule(NAME, TITLE), share.known, above, [(ONE, whole.known)]))
        earlier = [*earlier, *(each for each in paragraph.numbers if each.stated)][-_BACK:]


def _of_named(
    paragraph: Paragraph, at: int, share: Number, earlier: Sequence[Number]
) -> tuple[Number, list[Number]] | None:
    """Return the whole that a share of 三者 names, and the three amounts joined before it."""
    numbers = paragraph.numbers
    found = _OF_NAMED.search(paragraph.text[: share.occurrence.span.start])
    count = chinese_number(found["count"]) if found is not None else None
    if found is None or not count:
        return None
    own = [each for each in numbers[:at] if each.sentence == share.sentence and each.part == share.part]
    if _ABOVE.search(paragraph.text[: found.start()]):
        return _above(found, [*earlier, *numbers[:at]], share, count)
    run: list[Number] = []
    for each in reversed(own):
        if each.is_share or each.sign or each.stated is None or each.dimension == "number":
            if run:
                break
            continue
        run.insert(0, each)
        if not _RUN_ON.match(each.before):
            break
    if len(run) != count or any(each.dimension != run[0].dimension for each in run):
        return None
    name = _WHOLE_WORD.sub("", stem(_MARKS_OF_NAMES.split(found["of"])[-1]))
    before = [
        each
        for each in numbers[: numbers.index(run[0])]
        if each.stated and each.dimension == run[0].dimension and not (each.sign or other_trade(name, each))
    ]
    called = [each for each in before if name and stem(each.clause).endswith(name)]
    called = called or [
        each for each in before if len(stem(each.name)) > 1 and name.endswith(stem(each.name))
    ]
    values = {each.known.printed.value for each in called}
    return (called[0], run) if len(values) == 1 else None


def _above(
    found: re.Match[str], before: Sequence[Number], share: Number, count: int
) -> tuple[Number, list[Number]] | None:
    """Return the whole of 上述 3 者合计占…, and the amounts of the sentence before, where they are as many."""
    here = [each for each in before if each.block is share.block]
    last = [each for each in here if each.sentence == share.sentence - 1 and each.stated]
    run = [
        each for each in last if not (each.sign or each.is_share or each.depth) and each.dimension != "points"
    ]
    run = [
        each for each in run if run and each.dimension == run[-1].dimension and each.period == run[-1].period
    ]
    named = stem(_MARKS_OF_NAMES.split(found["of"])[-1])
    if len(run) != count:
        return None
    others = [
        each for each in before if each.stated and not each.sign and each not in run and alike(each, run[0])
    ]
    whole = certain((share, run[0], named), others[::-1], named, [])
    return (whole, run) if whole is not None else None


def _words(text: str, numbers: Sequence[Number], at: int) -> str:
    """Return the words before a number back to the last amount: 两 in 两家 may be a number of its own."""
    amounts = [each for each in numbers[:at] if each.occurrence.text not in "两二三四五六23456"]
    start = amounts[-1].occurrence.span.end + len(amounts[-1].occurrence.unit) if amounts else 0
    return text[start : numbers[at].occurrence.span.start]


def _members(before: Sequence[Number], count: int, share: Number) -> tuple[Number, list[Number]] | None:
    """Return the whole that 中 follows and all the parts told behind it, where they are as many as counted."""
    own = [each for each in before if each.sentence == share.sentence and each.stated]
    if not own:
        return None
    kind = own[-1].dimension if own[-1].occurrence.text not in "两二三四五六23456" else own[-2].dimension
    same = [each for each in own if each.dimension == kind and not each.sign]
    at = next((at for at in range(len(same) - 1, -1, -1) if _WHOLE_AMONG.match(same[at].after)), None)
    if (
        at is None
        or len(same) - at - 1 != count
        or any(_COMPARED.search(each.clause) for each in same[at + 1 :])
    ):
        return None
    whole, parts = same[at], same[at + 1 :]
    return (whole, parts) if whole.known.printed.value > 0 else None


def _named_after(facts: Facts) -> Iterator[Outcome]:
    """Judge the rates behind a list of classes of one kind."""
    for paragraph in paragraphs(facts):
        for run in _runs(paragraph.numbers):
            whole = [each.known for each in run]
            told = [
                (rate, [each.known for each in run[:count]])
                for rate in paragraph.numbers
                if rate.is_share
                and rate.stated
                and not rate.sign
                and rate.occurrence.span.start > run[-1].occurrence.span.start
                and (count := _joined(rate, run))
            ]
            total = sum((each.printed.value for each in whole), Fraction(0))
            # That the list is of all its whole tells, or another rate that is of it.
            printed = any(
                each.stated and each not in run and near_sum(each.known, plus(whole))
                for each in paragraph.numbers
            )
            outcomes = [
                judged(facts, quotient(rule(NAME, TITLE), rate.known, plus(parts), plus(whole)))
                for rate, parts in told
                if total
            ]
            if printed or any(each.verdict.consistent for each in outcomes):
                yield from outcomes


def _runs(numbers: Sequence[Number]) -> Iterator[Sequence[Number]]:
    """Iterate over the lists of classes whose names end alike and begin each with a character of its own."""
    run: list[Number] = []
    for before, each in itertools.pairwise(numbers):
        beside = (
            _NEXT.match(each.before) and each.dimension == before.dimension and each.depth == before.depth
        )
        if beside and each.stated and before.stated and not (each.sign or before.sign or each.is_share):
            run = [*run, each] if run else [before, each]
            continue
        yield from _lists(run)
        run = []
    yield from _lists(run)


def _lists(run: Sequence[Number]) -> Iterator[Sequence[Number]]:
    """Iterate over the list that a run is, or that begins behind its first number: 检测 a 公里，优等路 b 公里、…."""
    yield from itertools.islice((each for each in (run, run[1:]) if _classes(each)), 1)


def _classes(run: Sequence[Number]) -> bool:
    names = [each.clause for each in run]
    if len(run) < _FEWEST_CLASSES or any(len(name) < _SHORTEST for name in names):
        return False
    ends = {name[1:] for name in names}
    return len(ends) == 1 and len({name[0] for name in names}) == len(names)


def _joined(rate: Number, run: Sequence[Number]) -> int:
    """Return how many of the first classes the name of a rate joins, 0 where it is called otherwise."""
    name = re.sub(r"(?:为|达到?|是)\s*$", "", rate.clause)
    end = run[0].clause[1:]
    heads = "".join(each.clause[0] for each in run)
    for count in range(len(run) - 1, 1, -1):
        if any(name == f"{heads[:count]}{rest}率" for rest in (end, end[-1:], "")):
            return count
    return 0
