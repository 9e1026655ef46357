"""Sums that running text tells behind their parts: A…，B…，两项合计 C; 分别为 a、b 和 c."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.answers import is_option
from auditor.checks.common.parts import (
    called,
    gap,
    missed_by_little,
    natural,
    other_state,
    respectively,
    told_each,
    weighted,
    with_parts,
)
from auditor.checks.common.relations import judged, near_sum, summed
from auditor.checks.common.slips import slip_in_sum
from auditor.checks.common.words import (
    COUNTED,
    OF_WHICH,
    TOTAL_WORDS,
    chinese_number,
    closed,
    other_flow,
    overlap,
    stem,
)
from auditor.checks.sums._closings import all_told, earned, first_few, joined, listed_before, one_a_point
from auditor.evaluation.relations import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number, Paragraph, Stated
    from auditor.checks.common.relations import Weighted
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import RuleInfo

MAX_PARTS = 20
_BARE_LIST = re.compile(r"[0-9][0-9.,]*\s*[、，和]\s*[0-9][0-9.,]*\s*[，,]")
_NOUN = 2
_TOLD = 16
# 旧存 a 件，新收 b 件，共受理 c 件.
_JOINTLY = re.compile(r"共(?![同享性用建识青产])[一-龥]{0,4}(?:为|是)?$")
_KINDS_TOLD = re.compile(
    r"\s*[^，,。；;：:]{0,4}[，,]\s*[一-龥]{0,4}(?P<count>[两二三四五六])(?:类|种|项|个方面|部分)[一-龥]{0,4}[：:]"
)
_NAMED = 4
_COLON = re.compile(r"^[^，,。；;：:（()）0-9]{0,6}[：:](?!其中|包括|主要)[^，,。；;：:0-9]{1,12}")
_SHORT = 2
_YEARS = re.compile(r"20[0-9]{2}年?(?:至|到|[-—–~～])")
NOT_ADDED = re.compile(
    r"[人户日月年车亩次件校床班单台站桩]均|平均|每|单价|均值|比上年|较上年|同比|上年(?!结转|结余)|去年|增加(?!值)|减少|目标|计划|差[值额]|相差"
)
Found = tuple[Outcome, "Sequence[Number]"]
"""A judgement, and the numbers that it is of."""
_DIVIDED = re.compile(
    r"(?:^|[，,。；;：:])\s*([一-龥]{2,12}?)(?:下设|分设|设有?|包括|包含|分为|分成|由|分)[^，,。；;0-9]*、[^，,。；;0-9]*[，,]?[^，,。；;0-9]{0,6}$"
)
_LIST_BEHIND = re.compile(r"(?<!其中)(?<!分别为)[：:]\s*[^：:]{0,30}$")
_TOTAL = re.compile(r"总计|合计|共计|总额|总数")
_SOME = re.compile(r"较[多少大小高低重]|主要|部分|个别|典型|突出|重点|最[多大高]")
"""What heads a list of some: 失分较多的指标有：…."""
_CUT = re.compile(r"[调核压追]减|减少|削减")
"""作了调整：调增 16 万元，调减 4 万元: what was moved is no part of a whole."""
_TAKEN_OFF, _ADDED = re.compile(r"扣"), re.compile(r"加分?$")


def totalled(facts: Facts, info: RuleInfo, numbers: Sequence[Number]) -> Iterator[Found]:
    """A…，B…，两项合计 C."""
    for at, whole in enumerate(numbers):
        words = whole.before.rstrip(" ：:为达")
        if _TAKEN_OFF.search(whole.clause) and any(_ADDED.search(each.clause) for each in numbers[:at]):
            continue  # 加 1 分、加 1.5 分；…，共扣 1.6 分: what is taken off is no sum of what is added
        jointly = _JOINTLY.match(whole.clause) is not None
        if at < 2 or whole.stated is None or not (jointly or TOTAL_WORDS.search(words)):  # noqa: PLR2004
            continue
        if _beside(numbers[:at], whole, numbers[at + 1 :]):
            continue
        if (run := respectively(numbers[:at], whole)) is not None:
            yield judged(facts, summed(info, whole.stated, weighted(run))), run
            continue
        if (closed_by := listed_before(numbers[:at], whole)) is not None:
            yield judged(facts, summed(info, whole.stated, weighted(closed_by))), closed_by
            continue
        if (few := first_few(numbers[:at], whole)) is not None:
            yield judged(facts, summed(info, whole.stated, weighted(few))), few
            continue
        if (scores := earned(numbers[:at], whole)) is not None:
            yield judged(facts, summed(info, whole.stated, weighted(scores))), scores
            continue
        # 收入 4,320 万元，为预算的 108%（预算 4,000 万元），…合计: what brackets say is told in passing.
        before = [
            each
            for each in numbers[:at]
            # 目标合理性得 3 分: what is got is added, whatever the indicator is called.
            if each.stated and each.depth <= whole.depth
            if not NOT_ADDED.search(each.clause) or (each.dimension == "score" and each.clause.endswith("得"))
        ]
        runs = [
            before[start:end]
            for end in range(len(before), 1, -1)
            for start in range(end - 2, max(-1, end - MAX_PARTS), -1)
        ]
        near = [run for run in runs if near_sum(whole.stated, weighted(run))]
        exact = (run for run in near if _added(run) == whole.known.printed.value)
        fitting = next(exact, near[0] if near else None)
        # 水电费两项合计: the count is a number of its own, so that the words before it are asked, too.
        start = whole.occurrence.span.start
        counted = COUNTED.search(whole.block.text[max(0, start - _TOLD) : start].rstrip(" ：:为达"))
        alone = [each for each in before if each.sentence == whole.sentence]
        if fitting is not None and gap(whole, fitting) and len(alone) > 1 and joined(alone, whole):
            fitting = alone  # 满分 50、30 和 10 分…。实得 46.2 分、24.6 分、9.0 分，合计 91.2 分: near by rounding is no list
        if fitting is not None:
            yield judged(facts, summed(info, whole.stated, weighted(fitting))), fitting
            continue
        if counted is not None and (members := _counted(before, whole, chinese_number(counted[1]))):
            yield judged(facts, summed(info, whole.stated, weighted(members))), members
            continue
        if (top := with_parts(before, whole)) is not None:
            yield judged(facts, summed(info, whole.stated, weighted(top))), top
            continue
        same = [each for each in before if each.sentence == whole.sentence]
        if len(same) > 1 and (
            slip_in_sum(whole.stated, weighted(same))
            or one_a_point(same, whole)
            or all_told(whole, same, numbers)
            or joined(same, whole)
        ):
            yield judged(facts, summed(info, whole.stated, weighted(same))), same


def _added(run: Sequence[Number]) -> Fraction:
    return sum((each.known.printed.value for each in run), Fraction(0))


def _counted(before: Sequence[Number], whole: Number, count: int | None) -> Sequence[Number]:
    """Return the figures of 水电费两项合计: as many as are counted, where no more are told, and all are told as their sum is."""
    near = [each for each in before if each.sentence >= whole.sentence - 1]
    if not count or len(near) != count or list(before[-count:]) != near:
        return ()
    # 有效 108 人，满意 92 人；两类合计满意 498 人: of those who are told as that, and these are not all.
    called = [whole.name[-_NOUN:] in each.clause for each in near]
    return near if all(called) or not any(called) else ()


def _beside(before: Sequence[Number], whole: Number, behind: Sequence[Number]) -> bool:
    """Whether a total is none of what is listed right before it.

    总面积 a，其中总馆 b，少儿馆 c，三个分馆合计 d: it is of what is listed. 昼间 36 点次，达标 34 点次…；夜间 36 点次，达标 27 点次。
    昼夜合计 72 点次: it is of every other one.
    """
    own = [each for each in before if each.stated and each.sentence == whole.sentence]
    part = (
        len(own) > 2  # noqa: PLR2004 - a whole and two of its parts
        and OF_WHICH.search(own[1].before) is not None
        and near_sum(own[0].known, weighted([*own[1:], whole]))
    )
    # 投入 20 分、产出 45 分，得分分别为 18.52、42.00，共 60.52 分: numbers without a unit stand between.
    start = own[-1].occurrence.span.end if own else 0
    bare = _BARE_LIST.search(whole.block.text[start : whole.occurrence.span.start]) is not None
    return part or bare or _of_two(before, whole, behind)


def _of_two(before: Sequence[Number], whole: Number, behind: Sequence[Number]) -> bool:
    """Whether a total is of every other figure before it, and the one behind it of those between: 合计 72 点次，达标 61 点次."""
    near = [each for each in before if each.stated and each.sentence >= whole.sentence - 1][-4:]
    following = behind[0] if behind else None
    if len(near) < 4 or following is None or following.stated is None:  # noqa: PLR2004 - two pairs
        return False
    pairs = (near[::2], near[1::2])
    return all(
        near_sum(total.known, weighted(pair)) for total, pair in zip((whole, following), pairs, strict=True)
    )


def colon_led(facts: Facts, info: RuleInfo, numbers: Sequence[Number]) -> Iterator[Found]:
    """堤防 1.04 km：右岸 0.51 km，左岸 0.53 km: a figure, a colon, and what it consists of up to the next semicolon."""
    for at, whole in enumerate(numbers[:-2]):
        first = numbers[at + 1]
        between = whole.block.text[whole.occurrence.span.end : first.occurrence.span.start]
        kinds = _KINDS_TOLD.match(between)
        if whole.stated is None or NOT_ADDED.search(whole.clause) or not (kinds or _COLON.match(between)):
            continue
        run: list[Number] = []
        for number in numbers[at + 1 :]:
            if number.part != first.part or number.depth != whole.depth or number.stated is None:
                break
            if run and (_COLON.search(number.before) or NOT_ADDED.search(number.clause)):
                break
            if run and other_state(run[0], number):
                break
            run.append(number)
        if len(run) < 2 or first.sentence != whole.sentence:  # noqa: PLR2004 - one part is no list
            continue
        missed = abs(sum(each.known.printed.value for each in run) - whole.known.printed.value)
        named = closed([stem(each.clause) for each in run], rest=False)
        # 14.62 万元，属两类情形：8.35 万元、62.70 万元: as many as were announced, and a point that moved.
        told = kinds is not None and chinese_number(kinds["count"]) == len(run)
        moved = told and slip_in_sum(whole.known, weighted(run)) in {"shift", "swap"}
        if moved or missed * (2 if named else 10) <= whole.known.printed.value:
            yield judged(facts, summed(info, whole.known, weighted(run))), run


def one_by_one(
    facts: Facts, info: RuleInfo, numbers: Sequence[Number], earlier: Sequence[Number]
) -> Iterator[Found]:
    """Judge 秋季学期学生 22989 人。…秋季学期学生分别为 a 人、b 人和 c 人 by the figure of the chapter that bears the name."""
    for at, first in enumerate(numbers):
        found = told_each(numbers[at:])
        name = stem(re.sub(r"分别[为是].*$", "", re.split(r"[，,、：:；;。]", first.before)[-1].strip()))
        divided = _DIVIDED.search(first.lead) if first.told else None
        subject = stem(divided[1]) if divided is not None else ""
        if len(found) < 3 or max(len(name), len(subject)) < _NAMED:  # noqa: PLR2004 - two may be anything
            continue
        # 2021至2023年分别为 a、b 和 c: a series of years, which `series_not_whole` judges.
        if _YEARS.search(first.lead):
            continue
        wholes = [
            *(
                each
                for each in earlier
                if name and each.dimension == first.dimension and _told_of(name, each)
            ),
            *(each for each in numbers[:at] if each.stated and overlap(name, stem(each.name)) >= _NAMED),
            # 产出指标 50 分……产出指标下设 A、B、C 三项，分别为 a、b 和 c: what is divided is their sum.
            *(each for each in (*earlier, *numbers[:at]) if subject and stem(each.name) == subject),
        ]
        wholes = [each for each in wholes if each.stated and each.dimension == first.dimension]
        near = [each for each in wholes if near_sum(each.known, weighted(found))]
        for whole in (near or [each for each in wholes if slip_in_sum(each.known, weighted(found))])[-1:]:
            yield judged(facts, summed(info, whole.known, weighted(found))), found


def _told_of(name: str, number: Number) -> bool:
    """Whether a figure bears a name, or its clause begins it and its sentence has told the rest: 受益学生…，秋季学期 22989 人."""
    own = stem(number.clause)
    if own == name:
        return True
    rest = name.removeprefix(own)
    sentence = number.lead
    return len(own) >= _SHORT and rest not in {"", name} and len(rest) >= _SHORT and rest in sentence


def nearest_whole(whole: Number, before: Sequence[Number], parts: Sequence[Number]) -> Number:
    """Return the figure of the sentence that a list comes nearest to, the one beside it if they are alike."""
    if len(parts) < 2:  # noqa: PLR2004 - no list
        return whole
    rivals = [
        each
        for each in before
        if each.sentence == whole.sentence and each.stated and each.depth == whole.depth
    ]
    near = [each for each in (whole, *rivals[-1:]) if not NOT_ADDED.search(each.clause)]
    # 预算 16 万元，支出 14.82 元，其中 a、b: 14.82 but for its unit, though 16 万元 is nearer.
    if _but_for_unit(whole, parts):
        return whole
    # 农林水支出 9.36 亿元，补助资金 21.85 亿元，其中…: a shifted point that makes the nearer one the whole tells more than a small gap.
    ends = natural(parts, whole.name or whole.clause)
    held = any(
        near_sum(each.known, weighted(parts[:end])) for each in near for end in ends if each is not whole
    )
    if not held and any(slip_in_sum(whole.known, weighted(parts[:end])) == "shift" for end in ends):
        return whole

    def distance(each: Number) -> Fraction:
        # 实有 32 人，其中：管理 12 人，技术 15 人，工勤 5 人；退休 11 人: the list may end at the semicolon.
        ends = natural(parts, each.name or each.clause)
        return min(gap(each, parts[:end]) for end in ends)

    return min(near, key=distance, default=whole)


def _but_for_unit(whole: Number, parts: Sequence[Number]) -> bool:
    """Whether an amount in 元 is that of its parts in 万元, or the other way round."""
    total = sum((each.known.printed.value for each in parts), Fraction(0))
    value, step = whole.known.printed.value, whole.known.printed.step
    return whole.dimension == "money" and any(
        abs(total - value * scale) * 2 <= step * scale for scale in (10_000, Fraction(1, 10_000))
    )


def lies_among(whole: Stated, parts: Sequence[Weighted]) -> bool:
    """Whether a total lies among its parts: the mean of yields or prices, whatever the row is called."""
    values = [part.printed.value for _, part in parts]
    inside = min(values) >= 0 and 0 < whole.printed.value < max(values)
    return inside and not slip_in_sum(whole, parts)


def _told_already(members: Sequence[Number], earlier: Sequence[Number]) -> bool:
    """Whether a figure told before is what parts give, to the last place."""
    total = sum(each.known.printed.value for each in members)
    kind = members[0].dimension
    return any(each.dimension == kind and each.known.printed.value == total for each in earlier)


def listed(
    facts: Facts, info: RuleInfo, paragraph: Paragraph, numbers: Sequence[Number], earlier: Sequence[Number]
) -> Iterator[Found]:
    """各办公室实有人员：甲 19 人，乙 12 人，…: the whole is stated before the list."""
    for at, first in enumerate(numbers):
        head = paragraph.text[: first.occurrence.span.start]
        if not _LIST_BEHIND.search(head.split("。")[-1].split("；")[-1]) or is_option(first):
            continue
        # What stands behind the colon before it is the first of the list.
        # 按床位数分：100 张以下医院 618 个: the name of the first may hold a number of its own.
        if at and not re.search("[:：]", paragraph.text[numbers[at - 1].occurrence.span.end : len(head)]):
            continue
        members = [
            each for each in numbers[at:] if each.sentence == first.sentence and each.depth == first.depth
        ]
        members = list(itertools.takewhile(lambda each: not other_state(first, each), members))  # noqa: B023 - used at once
        if any(_TOTAL.search(each.before) for each in members[1:]):
            continue
        if len(members) < 3 or len(members) > MAX_PARTS:  # noqa: PLR2004 - two may be anything
            continue
        title = stem(head.split("。")[-1].split("：")[0].split(":")[0])
        if _SOME.search(title) or any(_CUT.search(each.clause) for each in members):
            continue
        wholes = [
            each
            for each in (*earlier, *numbers[:at])
            if each.stated and each.dimension == first.dimension and overlap(stem(each.name), title) >= 2  # noqa: PLR2004 - one character names nothing
        ]
        # 各县支出…：按规模排序，甲 15.4 亿元…: what was spent is no part of the 收入 told before it.
        wholes = [each for each in wholes if not other_flow(stem(each.name), title)]
        for whole in reversed(wholes):
            # Points without a place allow for much: 12.70 is not near to 1.3 + 2 + 3 + 2 + 2.
            near = whole.stated and near_sum(whole.stated, weighted(members))
            if near and missed_by_little(whole, members):
                yield judged(facts, summed(info, whole.known, weighted(members))), members
                break
        else:
            for whole in reversed(wholes):
                # 各办公室…: each of them is named, so the list is complete.
                named = closed([called(each) for each in members])
                every = (title.startswith("各") or named) and missed_by_little(whole, members)
                # 计划 1,286 万元，到位 1,226 万元: what a list comes out to is its whole, and no slip of another one.
                slipped = slip_in_sum(whole.known, weighted(members)) and not _told_already(members, earlier)
                same = whole.block.section == first.block.section
                if whole.stated and (every or (slipped and same)):
                    yield judged(facts, summed(info, whole.stated, weighted(members))), members
                    break
