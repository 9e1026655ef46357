"""A growth statement whose rate, change and levels do not follow from each other.

`A，比上年增加 B，增长 p%` means p = B / (A - B); `A，比上年 C 增加 B` means B = A - C.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.checks.common.betweens import (
    COMPARED,
    PREVIOUS,
    beside,
    from_to,
    is_rate,
    of_points,
    on_base,
    points,
)
from auditor.checks.common.levels import is_cumulated, is_distance
from auditor.checks.common.numbers import Number, Paragraph, Stated, paragraphs
from auditor.checks.common.relations import (
    ONE,
    first_held,
    judged,
    quotient,
    rule,
    summed,
)
from auditor.checks.common.slips import digits, slip
from auditor.checks.common.words import stem
from auditor.checks.growth._listed import holds_all, of_list
from auditor.checks.growth._ways import contrary, copied, level_for_change, opposite

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "growth"
TITLE = {"zh": "增减额、增减率与基数不符", "en": "a change, its rate and its base do not agree"}
_TWO_YEARS = re.compile(r"20[0-9]{2}\s*年度?\s*[比较]\s*20[0-9]{2}\s*年")
_REAL = re.compile(r"可比价|不变价|可比口径|同口径|扣除|剔除|实际增长|贡献|拉动|年均|平均")
_NOMINAL = re.compile(r"现价|现值|当年价|名义")
_LIKE = re.compile(
    r"(?:^|[，,。；;])[^，,。；;]{0,16}?(?:按)?同口径(?:计算|比较|相比)?[，,]?(?:同比|[比较](?:上年|20[0-9]{2}年)(?:同期)?)?(?:增加|减少|增收|减收|增支|减支)(?:了)?\s*$"
)
_LIST = re.compile(r"其中|包括|^\s*[、和及与]")
_ONE_OF = re.compile(r"其中[，,：:]?[^，,。；;、和及与]{2,16}$")
_BARE = re.compile(r"^[，,]\s*(?:净|又|则)?(?:增加|减少|增收|减收|增支|减支)(?:了)?\s*$")
_OPENS = re.compile(r"^\s*[与同比较]上年[^，,。；;]{0,4}[，,]")
_SUBJECT = re.compile(
    r"(?:同比|环比|[比较与同](?:上年|去年|20[0-9]{2}年)[^，,。；;]*?|各|分别|又|净|共|则|实际)$"
)
_BUDGET = re.compile(r"预算|年初数")
_PLANNED = re.compile(r"预算数?\s*(?:为|数为|是|安排)?\s*$")
_BRACKET = re.compile(r"[人户件个项家所张元万亿]*\s*[（(]\s*(?:(?:同比|比上年)?[一-龥]{2}\s*)?$")
_MEAN = re.compile(r"(?:人均|户均|平均|日均|月均|[每均])[^，,。；;]{0,6}$")
_ASIDE = re.compile(r"[（(][^（）()]*[）)]")
_MOVED = re.compile(r"(?:变动|变化|波动)(?:额|数|金额|了|为)*\s*$")
"""减值损失较上年变动 18.30 万元: a change whose direction is not told, and no level."""
_BOTH = re.compile(r"(?:收入支出|收支)(?:决算)?(?:总体|总计|总额|合计)?(?:情况)?$")
_TOTAL = re.compile(r"(?:收入|支出)(?:决算)?总计(?:为|是)?$")
_ONE_COMPARED = re.compile(r"其中[，,：:]?\s*[一-龥]{2,12}[比较][^，,。；;]*$")
_LONG = 3
_MEASURE = re.compile(r"^20[0-9]{2}\s*年度?|总?[额数]$")
"""What a name is told with or without: 2018 年三公经费预算数 is that of 三公经费预算总额."""


@records.frozen(eq=False)
class _Statement:
    """A change and its rate, the levels it can belong to, and the earlier level where it is printed.

    The first of `levels` is the likeliest; `sure` says that it is meant beyond doubt.
    """

    change: Number
    rate: Number | None
    previous: Number | None
    levels: tuple[Number, ...]
    sure: bool


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every growth statement in running text."""
    carried: list[Number] = []
    above: list[Number] = []
    totals: list[Number] = []
    info = rule(NAME, TITLE)
    for paragraph in paragraphs(facts):
        numbers = [number for number in paragraph.numbers if number.depth == 0]
        yield from beside(facts, info, paragraph.numbers)
        for at, change in enumerate(numbers):
            before = numbers[at - 1].before if at else ""
            if at + 1 < len(numbers) and contrary(change, numbers[at + 1], before):
                yield opposite(change, numbers[at + 1])
                continue
            if change.sign and is_cumulated(change):
                continue
            yield from from_to(facts, info, numbers, at)
            yield from points(facts, info, numbers, at)
            yield from of_points(facts, info, numbers, at)
            yield from on_base(facts, info, numbers, at)
            statement = _of_both(numbers, at, totals) or _statement(numbers, at, change, carried or above)
            if statement is not None and statement.rate is None:
                statement = attrs.evolve(statement, rate=_bracketed(paragraph, change))
            if statement is None:
                continue
            start = numbers[max(0, at - 1)].occurrence.span.start
            end = (statement.rate or change).occurrence.span.end
            words = paragraph.text[start:end]
            if statement.rate is not None and _LIKE.search(change.before):
                words = words.replace(
                    "同口径", ""
                )  # what changed and its rate are of one base, whichever it is
            if not _REAL.search(words):
                yield from _judged(facts, statement)
        levels = [number for number in numbers if number.stated and not number.sign and not number.is_share]
        carried, above = (levels if len(levels) == 1 else []), levels
        totals.extend(number for number in levels if _TOTAL.search(number.clause))


def _statement(
    numbers: Sequence[Number], at: int, change: Number, carried: Sequence[Number]
) -> _Statement | None:
    if change.stated is None or not change.sign or change.dimension in {"ratio", "points"}:
        return None
    same = [
        each
        for n, each in enumerate(numbers[:at])
        if each.dimension == change.dimension
        and each.stated
        and not _of_share(numbers[n + 1])
        and not _MOVED.search(each.clause)
        and not is_distance(each)
    ]
    previous = None
    if (
        same
        and same[-1] is numbers[at - 1]
        and same[-1].sentence == change.sentence
        and PREVIOUS.search(_ASIDE.sub("", same[-1].before))
    ):
        previous = same.pop()
    # 2022 年比 2021 年多支出 a: the levels of two years that are named are told with them.
    if _TWO_YEARS.search(change.before) and not any(
        each.part == change.part and not each.sign for each in same
    ):
        return None
    told = COMPARED.search(change.before + (previous.before if previous else ""))
    if not told and not _goes_on(numbers[:at], change) and not _unsaid(numbers, at):
        return None
    levels, sure = _levels(numbers, at, previous, same, carried)
    if not levels and previous is None:
        return None
    if levels and previous is None and _is_base(levels[0], change):
        levels, previous = [], levels[0]
    rate = next((each for each in numbers[at + 1 : at + 2] if is_rate(each, change)), None)
    if rate is not None and _NOMINAL.search(change.clause):
        rate = None  # 按现价增加 38.4 亿元，增长 3.5%: growth is told of what things cost before
    return _Statement(change, rate, previous, tuple(levels), sure)


def _is_base(level: Number, change: Number) -> bool:
    """Whether a level is of the very year that a change is told against: 2021 年支出 a 万元。2022 年预算较 2021 年增加 b 万元."""
    year = re.match(r"20[0-9]{2}(?=年)", level.period)
    if year is None or level.sentence == change.sentence:
        return False
    start, end = level.occurrence.span.end, change.occurrence.span.start
    return re.search(rf"[比较与同]\s*{year.group()}\s*年", change.block.text[start:end]) is not None


def _of_both(numbers: Sequence[Number], at: int, totals: Sequence[Number]) -> _Statement | None:
    """Return 收入支出总体与上年相比，增加 a，增长 p% as told of the totals of both sides, which are equal, in paragraphs before."""
    change = numbers[at]
    subject = re.split(r"[与比较同]", re.sub(r"\s", "", _own(change)))[0]
    if not (change.stated and change.sign and change.dimension == "money") or at + 1 >= len(numbers):
        return None
    told = [*totals, *(each for each in numbers[:at] if _TOTAL.search(each.clause))]
    near = [each for each in told[-2:] if each.block.section == change.block.section]
    same = len({each.known.printed.value for each in near}) == 1 and len(near) > 1
    rate = numbers[at + 1]
    if not same or not _BOTH.search(subject) or not COMPARED.search(change.before):
        return None
    return _Statement(change, rate, None, tuple(near[-1:]), sure=True) if is_rate(rate, change) else None


def _goes_on(before: Sequence[Number], change: Number) -> bool:
    """Whether a change is one of several since last year: 比上年增加 a，增长 p%；事业收入增加 b，增长 q%."""
    own = [each for each in before if each.sentence == change.sentence and each.sign]
    since = any(COMPARED.search(each.before) for each in own)
    return since and re.match(r"^[^，,]{0,3}[；;，,]", change.before) is not None


def _unsaid(numbers: Sequence[Number], at: int) -> bool:
    """Whether 完成 12,133 万元，减少 282 万元，下降 2.27% needs no word of comparison: its list began with one."""
    if not at or at + 1 >= len(numbers):
        return False
    level, change, rate = numbers[at - 1 : at + 2]
    beside = level.stated and not (level.sign or level.is_share) and level.dimension == change.dimension
    bare = bool(beside) and _BARE.match(change.before) is not None
    return bare and is_rate(rate, change) and rate.sign == change.sign


def _of_share(following: Number) -> bool:
    """Whether a number behind another is the share of it: 完成预算数 24,710 万元的 21.5 %."""
    return following.is_share and following.before.strip() == "的"


def _bracketed(paragraph: Paragraph, change: Number) -> Number | None:
    """Return the rate that stands in brackets behind a change: 增加 21,462 人（增长 3.7%）."""
    at = paragraph.numbers.index(change) + 1
    rate = paragraph.numbers[at] if at < len(paragraph.numbers) else None
    if rate is None or rate.depth != change.depth + 1 or not _BRACKET.match(rate.before):
        return None
    return rate if rate.stated and rate.is_share and rate.sign in {0, change.sign} else None


def _levels(
    numbers: Sequence[Number],
    at: int,
    previous: Number | None,
    same: Sequence[Number],
    carried: Sequence[Number],
) -> tuple[list[Number], bool]:
    """Return the levels that a change can belong to, likeliest first, and whether the first is sure."""
    change = numbers[at]
    words = re.sub(r"(?:增加|减少|增长|下降).*$|同口径", "", _clause(change))
    subject = stem(_SUBJECT.sub("", re.sub(r"\s", "", words)))
    if previous is not None and not subject:
        # 支出比 2023 年 6,750.41 万元增加…: the subject stands before what it is compared with.
        subject = _compared(previous)
    if len(subject) > 1 and (called := [each for each in same if not each.sign and _named(each, subject)]):
        # 床位 21,640 张，其中…。与上年比较，床位增加 706 张: the subject names its level.
        if _OPENS.search(_own(change)) and holds_all(called, change):
            return [called[0], *called[:0:-1]], True
        values = {each.stated.printed.value for each in called if each.stated}
        return called[::-1], len(values) == 1
    every = same
    # 预算 118.64 万元，人均 1.67 万元，比上年减少 3.36 万元: a mean is told in passing.
    own = [each for each in same if (each.sentence, each.part) == (change.sentence, change.part)]
    if own and all(_MEAN.search(each.clause) for each in own):
        same = own  # …89 元；养老金月人均标准提高到 133 元，较上年增加 10 元: the mean is what is told
    same = [each for each in same if not _MEAN.search(each.clause)] or same
    if not _BUDGET.search(_own(change)):
        # 预算为 15 万元，支出决算为 10 万元。与上年相比减少…: what changed is what was spent.
        own = [each for each in same if each.sentence == change.sentence and not each.sign]
        spent = [each for each in own or same if not (each.sign or _PLANNED.search(each.clause))]
        same = spent or same
    beside = [each for each in same if each.sentence == change.sentence and not each.sign]
    if beside and _ONE_COMPARED.search(
        change.block.text[beside[-1].occurrence.span.end : change.occurrence.span.start]
    ):
        return [], False  # 三个科目合计 a；其中教育支出比年初预算多 b: b is of one of them
    if beside and beside[-1].part != change.part and _of_else(beside[-1], subject):
        return beside[::-1], False
    if beside:
        last = at - 1 if previous is None else at - 2
        while last > 0 and numbers[last] is not beside[-1] and _passed(numbers, last):
            last -= 1
        adjacent = numbers[last] is beside[-1]
        # 其中，在园幼儿 4,218.20 万人，比上年增加…: nothing but its own rates stands between what 其中 names and its change.
        alone = previous is None and _ONE_OF.search(beside[-1].before) is not None
        return beside[::-1], adjacent and (alone or not _LIST.search(_ASIDE.sub("", beside[-1].before)))
    before = [each for each in same if each.sentence == change.sentence - 1 and not each.sign]
    if before and not subject and (whole := of_list(every, before)):
        return whole, True
    if before:
        # 收入 a 万元。其中：甲同比增加 b 万元，…；乙与预算持平，同比减少 c 万元: what 其中 begins to tell are parts of it.
        inside = any("其中" in each.before for each in numbers[: at + 1] if each.sentence == change.sentence)
        other = inside or _other(subject, stem(before[0].name))
        return before[::-1], len(before) == 1 and not other and not _LIST.search(
            _ASIDE.sub("", before[0].before)
        )
    if same or change.sentence:
        return [], False
    if len(carried) > 1:
        # 预算总额为 2.7 万元，其中…。预算数比 2017 年预算数减少…: of what the paragraph before tells, the one of that name.
        core = _MEASURE.sub("", subject)
        called = [
            each for each in carried if len(core) > _LONG and _MEASURE.sub("", stem(each.name)).endswith(core)
        ]
        here = called[:1] if called and called[0].block.section == change.block.section else []
        return [each for each in here if each.dimension == change.dimension], len(called) == 1
    return [each for each in carried if each.dimension == change.dimension], False


def _clause(number: Number) -> str:
    """Return the words of a number's own clause, over the brackets in its name: 因公出国（境）费."""
    return re.split(r"[，,、：:；;。（()）“”]", _ASIDE.sub("", number.before))[-1].strip()


def _named(level: Number, subject: str) -> bool:
    """Whether a level bears the name of what changed: 收入总计 is the 收入 that grew."""
    name = stem(level.name)
    return (
        name.endswith(subject)
        or name in {f"{subject}计", f"{subject}合计", f"{subject}数"}
        or stem(_clause(level)) == subject
    )


def _passed(numbers: Sequence[Number], at: int) -> bool:
    """Whether a number between a level and its change is told in passing: a mean, a bound, a share of a plan."""
    number = numbers[at]
    if _MEAN.search(number.clause) or number.stated is None:
        return True
    # 收入 67,949 万元，为年初预算 61.22%，比上年同期增加 6,517 万元
    return (number.is_share and not number.sign and number.depth == 0) or (
        at + 1 < len(numbers) and _of_share(numbers[at + 1])
    )


def _other(one: str, two: str) -> bool:
    """Whether two names are of different things of one kind: 货物采购额, 车辆采购额."""
    ends = zip(reversed(one), reversed(two), strict=False)
    alike = sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], ends))
    first, second = one[: len(one) - alike], two[: len(two) - alike]
    return alike > 1 and len(first) > 1 and len(second) > 1 and first not in second and second not in first


def _of_else(level: Number, subject: str) -> bool:
    """Whether what changed has another name than a level before the semicolon: 人员经费 a 万元；药品费比上年减少 b 万元."""
    name = stem(level.name)
    return len(subject) > 1 and bool(name) and subject not in name and name not in subject


def _compared(previous: Number) -> str:
    """Return what is compared with an earlier level: 支出 in 支出比 2023 年 6,750.41 万元增加."""
    words = re.split(r"[比较]|与", previous.clause)  # of 上年为 b nothing is compared
    return stem(words[0]) if len(words) > 1 else ""


def _own(number: Number) -> str:
    """Return the words before a number that are of its own sentence."""
    return number.before.rpartition("。")[2]


def _judged(facts: Facts, found: _Statement) -> Iterator[Outcome]:
    change, rate, previous = found.change.known, found.rate, found.previous
    info = rule(NAME, TITLE)
    sign = Fraction(found.change.sign)
    if previous is not None and previous.stated is not None:
        relations = [
            summed(info, change, [(sign, level.stated), (-sign, previous.stated)], role="stated")
            for level in found.levels
            if level.stated
            and (level.sentence == found.change.sentence or stem(level.name) == _compared(previous))
        ]
        sure = found.sure or _off_by_slip(found, previous.stated)
        yield from first_held(facts, relations, sure=sure)
    if rate is None or rate.stated is None:
        return
    if previous is not None and previous.stated is not None:
        yield judged(facts, quotient(info, rate.stated, [(ONE, change)], [(ONE, previous.stated)]))
        return
    if found.sure and copied(found.change, found.levels[0], rate):
        yield level_for_change(info, found.change, found.levels[0], rate)
        return
    relations = [
        quotient(info, rate.stated, [(ONE, change)], [(ONE, level.stated), (-sign, change)])
        for level in found.levels
        # 增加 5.07 万元，增长 42.68%，其中甲 0.00 万元: nothing has not grown to what it is.
        if level.stated and (level.known.printed.value or sign < 0)
    ]
    if _BUDGET.search(_own(found.change)):
        # 比年初预算增加 B，增长 p%: some reports divide by what they print, some by the budget.
        relations.extend(
            quotient(info, rate.stated, [(ONE, change)], [(ONE, level.stated)])
            for level in found.levels
            if level.stated
        )
    yield from first_held(facts, relations, sure=found.sure)


def _off_by_slip(found: _Statement, previous: Stated) -> bool:
    """Whether one slip of the pen parts a change from the difference of the one level in its sentence and the earlier one."""
    levels = [each for each in found.levels if each.sentence == found.change.sentence and each.stated]
    if len(levels) != 1 or digits(found.change.known) < _LONG:
        return False
    should = (levels[0].known.printed.value - previous.printed.value) * found.change.sign
    return slip(found.change.known, should) in {"shift", "digit", "swap"}
