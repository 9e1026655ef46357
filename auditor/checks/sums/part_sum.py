"""A figure in running text that its parts, listed beside it, do not add up to.

Most lists behind 其中 are open, so a gap alone proves nothing: it counts where the parts are declared
complete (按…分, 两项合计, classes that are known to be all there are) or where one slip of the pen in one
number would make the sum hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.numbers import Number, Paragraph, paragraphs
from auditor.checks.common.parts import (
    NEAREST,
    begins_point,
    beside_whole,
    between,
    by_levels,
    called,
    called_each,
    compared_with,
    completes,
    crossing,
    full_marks,
    gap,
    headed,
    in_passing,
    likely,
    lists_means,
    meant_all,
    missed_by_little,
    natural,
    nearly_all,
    of_one_class,
    other_herds,
    other_state,
    pairs,
    part_too_large,
    ranked,
    side_by_side,
    small_rest,
    too_much,
    unnamed,
    weighted,
)
from auditor.checks.common.relations import judged, near_sum, rule, summed
from auditor.checks.common.slips import slip_in_sum, swapped_over
from auditor.checks.common.words import (
    OF_WHICH,
    SPLIT_BY,
    closed,
    closes_at,
    stem,
)
from auditor.checks.sums._alltold import (
    COMPARED_BEHIND,
    beyond_of_uses,
    composed,
    each_in_brackets,
    ends_in_rest,
    every_kind,
    meant,
    narrower,
    shared_out,
    shares_of_list,
)
from auditor.checks.sums._among import OF_ALL, among
from auditor.checks.sums._announced import announced
from auditor.checks.sums._classes import of_known_classes
from auditor.checks.sums._followed import followed
from auditor.checks.sums._itemlists import item_lists
from auditor.checks.sums._leaves import leaves_out
from auditor.checks.sums._pairedlists import paired
from auditor.checks.sums._scoreparts import summable
from auditor.checks.sums._sums import (
    MAX_PARTS,
    NOT_ADDED,
    Found,
    colon_led,
    listed,
    nearest_whole,
    one_by_one,
    totalled,
)
from auditor.checks.sums._tabledlists import goes_on_in_table
from auditor.checks.sums._wholelists import lacking, told_across
from auditor.findings import Severity, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "part-sum"
TITLE = {"zh": "分项之和与总数不符", "en": "parts do not add up to their whole"}
_WITHIN = re.compile(r"(?:^|[，,])\s*在[^，,。；;：:\s]{2,14}中[，,有]")
_SEEN = re.compile(r"从(收入|支出)[^，,。；;、：:]{0,6}看[，,：:]")
_OPENS = re.compile(r"\s*[一-龥]{0,3}\s*[（(]\s*[一-龥]{0,12}$")
_LIVELIHOOD = re.compile(r"人均(?:可支配收入|[一-龥]{0,2}消费支出|[一-龥]{0,2}消费性支出)")
"""A mean that is told by what it is made of: all kinds of income are divided by the same heads."""
_MANY = 4
_PARTLY = re.compile(r"其中|包括|含|主要|等(?!奖)|不含|系数|[增减]|平均|上年|去年|[；;。]")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge lists of parts against the whole that is printed before or behind them."""
    earlier: list[Number] = []
    afar: list[Number] = []
    info = rule(NAME, TITLE)
    every = paragraphs(facts)
    for at, paragraph in enumerate(every):
        seen: set[int] = set()
        lists = []
        yield from paired(facts, info, paragraph)
        for whole, parts in item_lists(every, at):
            yield from (outcome for outcome, _ in _best(facts, whole, parts))
        for outcome, members in lacking(facts, info, paragraph):
            lists.append({id(member) for member in members})
            yield outcome
        for numbers in summable(paragraph):
            taken: set[int] = set()
            for outcome, members in (
                *_of_which(facts, paragraph, numbers),
                *_bracketed(facts, paragraph, numbers),
                *followed(facts, info, paragraph, numbers),
                *_split(facts, numbers, earlier),
                *_among(facts, numbers, [*afar, *earlier]),
                *totalled(facts, info, numbers),
                *listed(facts, info, paragraph, numbers, earlier),
                *one_by_one(facts, info, numbers, earlier),
                *colon_led(facts, info, numbers),
                *announced(facts, info, paragraph, numbers),
            ):
                identity = hash(frozenset(id(member) for member in members))
                if any(each.issuperset(map(id, members)) for each in lists):
                    continue  # what a part of a whole list gives is chance, or what leaves one out
                if identity not in taken:
                    taken.add(identity)
                    seen.update(id(member) for member in members)
                    yield outcome
        for outcome, members in of_known_classes(facts, info, paragraph, [*afar, *earlier]):
            if seen.isdisjoint(id(member) for member in members):
                yield outcome
        section = paragraph.block.section
        afar.extend(each for each in paragraph.numbers[:2] if each.stated and OF_ALL.search(stem(each.name)))
        earlier = [number for number in earlier if number.block.section[:1] == section[:1]][-40:]
        earlier.extend(number for number in paragraph.numbers if number.stated and not number.sign)


def _of_which(facts: Facts, paragraph: Paragraph, numbers: Sequence[Number]) -> Iterator[Found]:
    for at, whole in enumerate(numbers):
        if whole.stated is None or (NOT_ADDED.search(whole.clause) and not _LIVELIHOOD.search(whole.clause)):
            continue
        # 得分 91.85 分，等级“优”（90 分及以上为优…）。其中…: what brackets say stands between, and is no part.
        first = at + 1
        if (
            first < len(numbers)
            and numbers[first].depth > whole.depth
            and numbers[first].part != whole.part - 1
        ):
            inside = paragraph.text[whole.occurrence.span.end : numbers[first].occurrence.span.start]
            if not OF_WHICH.search(inside):
                first = next(
                    (n for n in range(first, len(numbers)) if numbers[n].depth <= whole.depth), first
                )
        # 支出 a，比上年 b 增加 c。其中：基本支出…: what it is compared with is none of its parts.
        while first < len(numbers) and (
            in_passing(whole, numbers[first]) or compared_with(paragraph, whole, numbers[first])
        ):
            first += 1
        words = between(paragraph, whole, numbers, first)
        # 118 人（不含 5 人），其中…: behind its brackets nothing is told of what they leave out.
        aside = "不含" in whole.before and first < len(numbers) and numbers[first].depth < whole.depth
        if words is None or aside or not OF_WHICH.search(words):
            continue
        if "。" in OF_WHICH.split(words)[-1]:
            continue  # 其中甲区最高，为 98.55%。不合格的 150 批次…: what 其中 led ended with its sentence
        parts = _members(numbers[first : first + MAX_PARTS], whole)
        if other_herds(paragraph, whole, parts) or lists_means(paragraph, parts):
            continue
        # 过夜游客 612 人次。一至四季度游客分别为 a、b、c 和 d: another sentence lists what has names of its own.
        apart = bool(parts and parts[0].told and parts[0].sentence != whole.sentence)
        if apart and not any(gives(whole.known, weighted(parts)) for gives in (near_sum, slip_in_sum)):
            continue
        # 研发人员 318 人，占总人数 2,146 人的 14.82%，其中博士…: the list is of the first of the two.
        nearest = nearest_whole(whole, numbers[:at], parts)
        judgements = list(_best(facts, nearest, parts, paragraph))
        if not any(outcome.verdict.consistent for outcome, _ in judgements):
            fewer = narrower(nearest, parts, told=bool(judgements))
            some = (list(_best(facts, nearest, few, paragraph)) for few in fewer)
            judgements = next(filter(None, some), judgements)
        for outcome, members in judgements:
            wrong = outcome.verdict is Verdict.DISCREPANCY
            if wrong and shares_of_list(paragraph, members):
                sure = attrs.evolve(rule(NAME, TITLE, Severity.WARNING, "medium"), explained=True)
                outcome = attrs.evolve(outcome, rule=sure)  # noqa: PLW2901
            if not (wrong and leaves_out(paragraph, nearest, members, numbers[:at])):
                yield outcome, members


def _bracketed(facts: Facts, paragraph: Paragraph, numbers: Sequence[Number]) -> Iterator[Found]:
    """Judge 71 人（行政 39 人，参公 14 人，事业 18 人）: what brackets say of a number, they say of all of it."""
    for at, whole in enumerate(numbers):
        inner = []
        # 18.27 万人次（省内 13.46、跨省 4.81），…91.6%（直接结算 16.74 万人次）: the list ends with its brackets.
        closes = closes_at(paragraph.text, whole.occurrence.span.end)
        for number in numbers[at + 1 :]:
            if number.depth != whole.depth + 1 or number.occurrence.span.start > closes:
                break
            inner.append(number)
        if told := each_in_brackets(numbers[at:]):
            yield judged(facts, summed(rule(NAME, TITLE), whole.known, weighted(told))), told
        if len(inner) < 2 or whole.stated is None:  # noqa: PLR2004 - one part is no list
            continue
        start = whole.occurrence.span.end
        head = paragraph.text[start : inner[0].occurrence.span.start]
        end = closes_at(paragraph.text, start)
        words = paragraph.text[start:end] if end < len(paragraph.text) else ""
        if not _OPENS.match(head) or not words or _PARTLY.search(words):
            continue
        # 25 所高校（6 所本科、19 所专科）: where the counts stand before their names, all of them are of one kind.
        if re.search(r"[（(]\s*$", head) and {each.dimension for each in inner} != {whole.dimension}:
            continue
        # 标准煤 6,516 吨（电力 1.229 吨/万千瓦时，…）: what is told per unit is no part.
        if any(re.match(r"\s*[/／]", each.after) for each in inner):
            continue
        if "扣" in words and "扣" not in whole.clause:
            continue  # 得 23.5 分（预算执行扣 0.6 分，资产管理扣 0.9 分）: what is missing, not what there is
        # 医院 62 个（三级 6 个、二级 18 个）: some classes, that hold less than half of all.
        some = gap(whole, inner) * 2 > abs(whole.known.printed.value) and not part_too_large(whole, inner)
        every = closed([called(each) for each in inner], rest=False, whole=whole.name or whole.clause)
        if some and not every and not slip_in_sum(whole.stated, weighted(inner)):
            continue
        yield judged(facts, summed(rule(NAME, TITLE), whole.stated, weighted(inner))), inner


def _members(numbers: Sequence[Number], whole: Number) -> list[Number]:
    """Return the numbers that can be parts of `whole`: without lists within the list."""
    parts: list[Number] = []
    nested: int | None = None
    for at, number in enumerate(numbers):
        if number.depth > whole.depth + (1 if at == 0 or (parts and parts[0].depth > whole.depth) else 0):
            continue
        if parts and parts[0].depth > whole.depth >= number.depth:
            break  # 三级医院 97 个（其中三级甲等 41 个），二级医院…: the brackets hold the list
        if nested is not None and number.part == nested:
            continue
        nested = None
        # 一是安排 a，其中 b、c；二是安排 d: the next point of a list is beside the whole, not in it.
        if number.part != whole.part and begins_point(number) and begins_point(whole):
            break
        if parts and number.part != parts[0].part and beside_whole(whole, parts[0], number):
            break
        # 其中出口 a，增长 p%。进口 b，…: the other of two classes begins the next sentence
        if parts and completes(whole, parts, number):
            parts.append(number)
            break
        # 人员经费 a，主要包括…；公用经费 b: what stands before the semicolon is of the part before.
        beside = re.split(r"[；;]", number.before)[-1]
        if at and (OF_WHICH.search(beside) or _WITHIN.search(beside)):
            nested = number.part
            continue
        if number.sentence > whole.sentence + 1 or (parts and number.sentence > parts[0].sentence):
            break
        if NOT_ADDED.search(number.clause):
            continue
        # 常住人口 a，其中城镇 b；户籍人口 c，多于常住人口 d: what is compared with the whole is none of it.
        if parts and number.part != parts[0].part and COMPARED_BEHIND.match(number.after):
            break
        if parts and other_state(parts[0], number):
            break
        parts.append(number)
    return parts


def _best(
    facts: Facts, whole: Number, parts: Sequence[Number], paragraph: Paragraph | None = None
) -> Iterator[Found]:
    """Yield the judgement on the beginning of `parts` that fits `whole`, or on one that clearly should."""
    if (both := pairs(parts)) is not None:
        words = whole.name or whole.clause
        yield from _best(facts, whole, both[1] if both[1][0].name in words else both[0], paragraph)
        return
    if unnamed(whole, [called(part) for part in parts]) or by_levels(whole, parts):
        return
    info = rule(NAME, TITLE)
    near = [count for count in range(len(parts), 1, -1) if near_sum(whole.known, weighted(parts[:count]))]
    if near:
        # Whole numbers allow for much: 14 + 18.23 + 31.97 + 23 is 87.2, and nearly so with 3 more.
        members = parts[: min(near, key=lambda count: gap(whole, parts[:count]))]
        names = [called(part) for part in parts]
        # 118 人（不含附条件的 5 人），其中甲 9、乙 93、丙 16、附条件的 5: what is not of it may be told at the end.
        joined = all(re.match(r"\s*、", each.before) for each in parts[1:]) and "不含" not in whole.after
        more = len(members) < len(parts)
        more = more and not told_across(names[len(members) :], names[: len(members)])
        if joined and more and (too_much(whole, parts, names) or full_marks(whole, parts)):
            members = parts  # the list goes on: that its beginning comes out is chance
        outcome = judged(facts, summed(info, whole.known, weighted(members)))
        open_list = not closed([called(member) for member in members], whole=whole.name or whole.clause)
        if outcome.verdict is Verdict.DISCREPANCY and open_list and small_rest(whole, members):
            outcome = attrs.evolve(outcome, rule=rule(NAME, TITLE, Severity.NOTE, "low"))
        yield outcome, members
        return
    # 管理人员、专业技术、工勤、其他: a list may end at one group, or go on to what comes nearer.
    words = whole.name or whole.clause
    ends = natural(parts, words)
    full = len(parts) if len(parts) > _MANY and slip_in_sum(whole.known, weighted(parts)) else 0
    for count in sorted(ends, key=lambda count: (count != full, gap(whole, parts[:count]))):
        members = parts[:count]
        if of_one_class(whole, members) or crossing(whole, members):
            continue
        names = called_each(members)
        if len(set(names)) == 1 and names[0] and names[0] in words:
            names, words = [headed(member) for member in members], headed(whole)
        if (
            (
                # 其他收入 -36 万元，系退库所致: told for what is odd in it, and not as what is left.
                closed(names, rest=not ranked(members) and ends_in_rest(members), whole=words)
                and meant_all(whole, members)
                and not goes_on_in_table(facts, whole, members)
            )
            or too_much(whole, members, names)
            or beyond_of_uses(whole, members)
            or full_marks(whole, parts)
            or (paragraph is not None and shared_out(paragraph, whole, members))
            or (slip_in_sum(whole.known, weighted(members)) and not small_rest(whole, members))
            or meant(whole, members)
            or composed(whole, members)
            or every_kind(whole, members)
            or (side_by_side(members) and swapped_over(whole.known, weighted(members)))
        ):
            yield judged(facts, summed(info, whole.known, weighted(members))), members
            return
    if nearly_all(whole, parts) and not of_one_class(whole, parts):
        hint = rule(NAME, TITLE, Severity.NOTE, "low")
        yield judged(facts, summed(hint, whole.known, weighted(parts))), parts


def _split(facts: Facts, numbers: Sequence[Number], earlier: Sequence[Number]) -> Iterator[Found]:
    """分产业看，第一产业…，第二产业…，第三产业…: complete by its own words."""
    for at, first in enumerate(numbers):
        split = SPLIT_BY.search(first.before)
        if split is None:
            continue
        parts = [first]
        for number in numbers[at + 1 :]:
            between = number.block.text[first.occurrence.span.end : number.occurrence.span.start]
            if number.sentence != first.sentence or SPLIT_BY.search(between):
                break
            if OF_WHICH.search(number.before) or NOT_ADDED.search(number.clause):
                continue
            parts.append(number)
        wholes = [number for number in numbers[:at] if not NOT_ADDED.search(number.clause)]
        subject = stem(split["subject"])
        named = [
            each
            for each in (*earlier, *wholes)
            if subject and stem(each.name) == subject and each.dimension == first.dimension
        ]
        # 从收入具体来看，税收收入…；非税收入…: the one income told above is their whole.
        seen = _SEEN.search(first.before)
        if seen is not None and not wholes:
            alike = [each for each in earlier if each.dimension == first.dimension]
            told = [each for each in alike[-NEAREST * 2 :] if stem(each.name).endswith(seen[1])]
            named = told if len({each.known.printed.value for each in told}) == 1 else []
        if len(parts) < 2:  # noqa: PLR2004 - one part is no list
            continue
        whole = next(
            (
                each
                for each in (*named[::-1], *wholes)
                if each.stated and near_sum(each.stated, weighted(parts))
            ),
            None,
        )
        if whole is None and named:
            sure = closed(called_each(parts), rest=False) and meant_all(named[-1], parts)
            whole = named[-1] if sure or missed_by_little(named[-1], parts) else None
        elif whole is None:
            whole = likely(wholes, parts)
        if whole is not None and whole.stated:
            yield judged(facts, summed(rule(NAME, TITLE), whole.stated, weighted(parts))), [whole, *parts]


def _among(facts: Facts, numbers: Sequence[Number], earlier: Sequence[Number]) -> Iterator[Found]:
    """Judge 医院中，公立医院 31 个，民营医院 42 个 by the whole stated before, under the name that 中 follows."""
    for at, first in enumerate(numbers):
        whole, parts = among(first, numbers[at:], [*earlier, *numbers[:at]])
        if whole is not None:
            yield from _best(facts, whole, parts)
